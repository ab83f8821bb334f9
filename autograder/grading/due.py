"""The due date of a week, in nbgrader's gradebook: shown, set, taken away; and more time for one student."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from autograder.errors import BadOption
from autograder.gradebook.extensions import extensions, grant
from autograder.grading.grading_session import have_released
from autograder.handins.reading import UnclearZone, did_you_mean, in_utc
from autograder.handins.roster import kept_roster
from autograder.places import COURSE_ID, Course
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.spec import Week

NO_DATE = "none"
MOST_DAYS = 1000
EXPECTED = "expected such as '2026-01-31 23:59 Europe/Berlin', '2026-01-31 23:59 +0100' or none"
_CLOCK_AND_ZONE = re.compile(r"\d:\d{2}\S*\s*(?:[A-Za-z][\w/+-]*|[+-]\d{2}:?\d{2})$")


def due_date(week: Week, course: Course, log: Callable[[str], object]) -> datetime | None:
    """The due date of a week, in UTC without a zone; None where it has none. Releases the week where that was not done."""
    have_released(week, course, log)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        found: Any = gradebook.find_assignment(week.name)
        return found.duedate


def set_due_date(week: Week, course: Course, text: str, log: Callable[[str], object]) -> None:
    """Give a week the due date that a person wrote, or take it away, and with it the time that somebody had beyond it.

    Raises BadOption for a text that says no time and zone.
    """
    when = None if text == NO_DATE else _read(text.strip())
    have_released(week, course, log)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        found: Any = gradebook.find_assignment(week.name)
        found.duedate = when
        gradebook.db.commit()
    if when is None:
        for student, more in sorted(extensions(week, course).items()):
            grant(week, course, student, 0)
            log(f"{student}: the {counted(more.days, 'day')} more are gone with the date")


def extend(week: Week, course: Course, student: str, days: str, log: Callable[[str], object]) -> None:
    """Give one student so many days more; 0 takes them away. Raises BadOption where there is nothing to extend."""
    if not days.isdecimal() or int(days) > MOST_DAYS:
        raise BadOption(f"{days!r} is no number of days up to {MOST_DAYS}; expected such as 3, or 0 for none")
    if due_date(week, course, log) is None:
        raise BadOption(
            f"{week.name} has no due date, so nobody is late; give it one with `autograder due {week.name} DATE`"
        )
    known = _known(week, course)
    if student not in known:
        expected = (
            "; expected the name of a folder of hand-ins, or of the class list that `collect --roster` took"
        )
        raise BadOption(
            f"nobody here is called {student!r}{did_you_mean(student, sorted(known)) or expected}"
        )
    grant(week, course, student, int(days))


def _known(week: Week, course: Course) -> set[str]:
    """Everybody who handed something in, or of whom a class list speaks."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        graded = {one.student_id for one in gradebook.assignment_submissions(week.name)}
    there = {folder.name for folder in course.submitted.glob("*") if folder.is_dir()}
    return graded | there | {person.student for person in kept_roster(course).people}


def _read(text: str) -> datetime:
    if not _CLOCK_AND_ZONE.search(text):
        raise BadOption(f"{text!r} says no hour with a zone behind it; {EXPECTED}")
    try:
        return in_utc(text)
    except UnclearZone as problem:
        raise BadOption(str(problem)) from None
    except (ValueError, OverflowError):
        raise BadOption(f"{text!r} is no date; {EXPECTED}") from None
