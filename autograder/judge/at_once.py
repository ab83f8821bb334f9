"""Judges a function in the instructor's own notebook, where hidden questions may be asked at once."""

from collections.abc import Callable

from autograder.hidden_questions import sheet_of, sitting_seed
from autograder.places import course
from autograder.weeks import find_week
from gmcourse.check.ask import ask
from gmcourse.check.tables import find_sheet
from gmcourse.check.verdict import Report, mark


def judge_at_once(exercise: str, function: Callable) -> Report:
    """Return the Report on a function for the hidden questions of the course's present sitting."""
    week_name, _ = find_sheet(exercise)
    sheet = sheet_of(find_week(week_name), exercise, sitting_seed(course()))
    return mark(sheet, ask(sheet, function), reveal=True)
