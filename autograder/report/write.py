"""Writes the report of a week into the course folder."""

from datetime import date

from autograder.export import NothingToExport
from autograder.files import write_atomically
from autograder.marks import all_outcomes, late_students
from autograder.report.example import example
from autograder.report.findings import findings
from autograder.report.page import page
from autograder.roster import kept_roster

MAX_EXAMPLES = 12


def write_report(week, course, today=None):
    """Write the report of a graded week and return its path; raise NothingToExport where none is graded."""
    outcomes = all_outcomes(week, course)
    if not outcomes:
        raise NothingToExport(f"no marks of {week.name} are stored; run `autograder grade` first")
    found = findings(week, outcomes, course, late_students(week, course))
    examples = {
        (m.exercise, m.name): example(course, week, m.students, m.exercise) for m in found.misunderstandings[:MAX_EXAMPLES]
    }
    roster = kept_roster(course)
    people = {o.student: roster.student(o.student).name for o in outcomes}
    day = (today or date.today()).strftime("%d %B %Y").lstrip("0")
    path = course.report / f"{week.name}.html"
    write_atomically(path, page(found, people, examples, day))
    return path
