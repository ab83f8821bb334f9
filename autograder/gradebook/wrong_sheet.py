"""Refuses the grading worksheet of another assignment: numbers of participants are anew in each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from autograder.errors import Mistake
from autograder.gradebook.worksheet import numbers_in, other_maximum
from autograder.handins.taken import numbers_in_moodle
from autograder.handins.worksheet_times import numbers_without_hand_in
from autograder.places import COURSE_ID, Course
from autograder.weeks import find_week, week_names

if TYPE_CHECKING:
    from autograder.spec import Week


class WrongSheet(Mistake, ValueError):
    """A grading worksheet is another assignment's."""


def refuse_another_sheet(
    path: str | Path, week: Week, course: Course, students: Mapping[str, str], marked: Collection[str]
) -> None:
    """Raise WrongSheet where a worksheet has no row for some of those who have a mark, and is seen to be another week's.

    students: Moodle's number for a participant -> student; marked: the students of the week who have a mark. It is another
    week's where none of them is in it, where it has everybody who was collected in that week, or where its maximum is
    that week's. Raise it, too, where a worksheet says of all who have a mark that nothing came of them.
    """
    numbers = set(numbers_in(path))
    if marked and set(marked) <= set(said_to_be_without(path, students)):
        raise WrongSheet(
            f"{path} says of all {len(marked)} who have a mark of {week.name} that they handed nothing in: it is another assignment's; "
            f"nothing was written; give the grading worksheet of {week.name} as --roster"
        )
    mine = {number for number, student in students.items() if student in marked}
    lost = set(marked) - {students[number] for number in mine & numbers}
    if not lost:
        return
    has = f"{path} has rows for {len(marked) - len(lost)} of the {len(marked)} who have a mark of {week.name}"
    give = f"nothing was written; give the grading worksheet of {week.name} as --roster"
    others = (find_week(name) for name in week_names() if name != week.name)
    for other in others if any(course.collected.glob("*.json")) else ():
        theirs = set(numbers_in_moodle(course, other))
        if theirs and theirs <= numbers:
            raise WrongSheet(f"{has}, and for all who handed in {other.name}: it is that week's; {give}")
    if other_name := _of_its_maximum(path, week, course):
        raise WrongSheet(f"{has}, and the maximum of {other_name}: it is that week's; {give}")
    if len(lost) == len(marked):
        raise WrongSheet(f"{has}: it is another assignment's; {give}")


def said_to_be_without(path: str | Path, students: Mapping[str, str]) -> list[str]:
    """The students of whom a worksheet says that nothing came, by its column of times.

    students: Moodle's number for a participant -> student
    """
    without = numbers_without_hand_in(path)
    return [student for number, student in students.items() if number in without]


def _of_its_maximum(path: str | Path, week: Week, course: Course) -> str:
    """The other week whose points are the worksheet's maximum; "" where there is none, or they are this week's."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        rows: Any = gradebook.assignments
        points = {one.name: float(one.max_score) for one in rows}
    most = other_maximum(path, points.pop(week.name, 0.0))
    return next((name for name, its in points.items() if its == most), "")
