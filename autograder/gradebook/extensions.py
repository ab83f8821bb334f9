"""More time for one student: in nbgrader's gradebook once their hand-in is there, until then in the course folder."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook

from autograder.files import write_atomically
from autograder.places import COURSE_ID, Course

if TYPE_CHECKING:
    from autograder.spec import Week


def extensions(week: Week, course: Course) -> dict[str, timedelta]:
    """The students who have more time, and how much."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        found = gradebook.assignment_submissions(week.name)
        granted = {one.student_id: one.extension for one in found if one.extension}
    return granted | {student: timedelta(days=days) for student, days in _promised(course, week.name).items()}


def grant(week: Week, course: Course, student: str, days: int) -> None:
    """Give a student so many days in place of what they had; 0 takes them away."""
    promised = {one: more for one, more in _promised(course, week.name).items() if one != student}
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        if student in {one.student_id for one in gradebook.assignment_submissions(week.name)}:
            gradebook.grant_extension(week.name, student, days=days)
        elif days:
            promised[student] = days
    _keep(course, week.name, promised)


def hand_over(week: Week, course: Course, student: str, other: str) -> int:
    """Give what was promised to a student to another, whose hand-in theirs is now; return the days, 0 where there are none."""
    promised = _promised(course, week.name)
    days = promised.pop(student, 0)
    if days:
        _keep(course, week.name, {other: days} | promised)
    return days


def redeem(week_name: str, course: Course, student: str, gradebook: Gradebook) -> None:
    """Grant what was promised to a student whose hand-in the gradebook has now."""
    promised = _promised(course, week_name)
    if student in promised:
        gradebook.grant_extension(week_name, student, days=promised.pop(student))
        _keep(course, week_name, promised)


def _promised(course: Course, week_name: str) -> dict[str, int]:
    """Student -> days, for those whose hand-in is not in the gradebook yet."""
    path = _path(course, week_name)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _keep(course: Course, week_name: str, promised: dict[str, int]) -> None:
    if promised != _promised(course, week_name):
        write_atomically(_path(course, week_name), json.dumps(promised, indent=1, ensure_ascii=False) + "\n")


def _path(course: Course, week_name: str) -> Path:
    return course.extensions / f"{week_name}.json"
