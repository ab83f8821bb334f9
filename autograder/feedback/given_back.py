"""Which marks the pages that were written show, so that whoever gives back early sees which of them are old by now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.files import write_atomically
from autograder.gradebook.changes import is_there
from autograder.places import COURSE_ID, Course
from autograder.spec import Week


def marks_now(week: Week, course: Course) -> dict[str, str]:
    """Student -> a digest of all that a page would show of this week: the verdicts, and what the gradebook holds."""
    if not is_there(course):
        return {}
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        return {
            one.student_id: _digest(
                [_verdicts(week, course, one.student_id), one.late_submission_penalty]
                + sorted([grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade]
                         for book in one.notebooks for grade in book.grades)
                + sorted([said.name, said.manual_comment] for book in one.notebooks for said in book.comments)
            )
            for one in gradebook.assignment_submissions(week.name)
        }  # fmt: skip


def _verdicts(week: Week, course: Course, student: str) -> str:
    path = course.results / week.name / f"{student}.json"
    if not path.is_file():
        return ""
    # By what they were judged no page shows.
    node = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({key: value for key, value in node.items() if key != "rules"}, indent=1) + "\n"


def keep_given(week: Week, course: Course, marks: Mapping[str, str], students: Collection[str]) -> None:
    """Store which marks the pages of these students show."""
    kept = given_back(week, course) | {student: marks[student] for student in students if student in marks}
    write_atomically(_path(week, course), json.dumps(kept, indent=1, sort_keys=True) + "\n")


def given_back(week: Week, course: Course) -> dict[str, str]:
    """Student -> the digest of the marks that their page shows; whose page is older than this record is left out."""
    path = _path(week, course)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _path(week: Week, course: Course) -> Path:
    return course.root / "marking" / f"{week.name}-given-back.json"


def _digest(rows: list) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]
