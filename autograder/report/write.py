"""Writes the report of a week into the course folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import write_atomically
from autograder.gradebook.export import NothingToExport
from autograder.gradebook.marks import all_outcomes, late_students, looks_again
from autograder.grading.times import follow_times
from autograder.handins.roster import kept_roster
from autograder.places import Course
from autograder.report.alike import similar_pairs
from autograder.report.example import example
from autograder.report.findings import findings
from autograder.report.page import report_page

if TYPE_CHECKING:
    from autograder.spec import Week


MAX_EXAMPLES = 12


def write_report(
    week: Week, course: Course, today: date | None = None, log: Callable[[str], object] = print
) -> Path:
    """Write the report of a graded week and return its path; raise NothingToExport where none is graded."""
    follow_times(week, course, log)
    outcomes = all_outcomes(week, course)
    if not outcomes:
        raise NothingToExport(f"no marks of {week.name} are stored; run `autograder grade {week.name}` first")
    found = findings(week, outcomes, course, late_students(week, course), looks_again(week, course))
    examples = {
        (m.exercise, m.name): example(course, week, m.students, m.exercise)
        for m in found.misunderstandings[:MAX_EXAMPLES]
    }
    roster = kept_roster(course)
    people = {o.student: roster.student(o.student).name for o in outcomes}
    day = (today or date.today()).strftime("%d %B %Y").lstrip("0")
    path = course.report / f"{week.name}.html"
    write_atomically(path, report_page(found, people, examples, day, similar_pairs(week, course, outcomes)))
    return path
