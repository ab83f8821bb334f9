"""Takes one hand-in out of a week: all that there is of it goes aside, and nothing counts it any more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.errors import Mistake
from autograder.files import write_privately
from autograder.gradebook.changes import is_there
from autograder.gradebook.extensions import extensions, grant
from autograder.gradebook.marks import all_outcomes
from autograder.handins.reading import did_you_mean
from autograder.handins.refile import free_aside, move_aside, was_withdrawn
from autograder.handins.roster import Roster, keep_roster, kept_roster
from autograder.handins.taken import Taken, keep_taken, taken_before
from autograder.places import COURSE_ID, Course

if TYPE_CHECKING:
    from autograder.spec import Week


class NothingToWithdraw(Mistake, LookupError):
    """The week has nothing of this student."""


def withdraw(week: Week, course: Course, student: str) -> Path:
    """Move the hand-in of a student, its verdicts and its page aside, and take its marks out of the gradebook.

    Returns the folder where all of it lies, the marks as `marks.json`. More time that the student was given waits for
    another hand-in. Who is on no class list and has no other hand-in is forgotten, too. Raises NothingToWithdraw. What is cut short is done whole by a second call.
    """
    record = taken_before(course, week)
    places = _places(week, course, student) if Path(student).name == student else {}
    marks = _marks(week, course, student)
    if not places and not marks and student not in record:
        raise NothingToWithdraw(
            f"{week.name} has nothing of {student!r}; {_expected(week, course, student, record)}"
        )
    aside = free_aside(course, week, student)
    if marks:
        write_privately(aside / "marks.json", json.dumps(marks, indent=1, ensure_ascii=False) + "\n")
    for name, path in places.items():
        move_aside(path, aside, name)
    if record.pop(student, None):
        keep_taken(record, course, week)
    _forget_marks(week, course, student)
    _forget_person(course, student)
    return aside


def marked_by_hand(aside: Path) -> int:
    """How many cells of what was withdrawn somebody had marked by hand."""
    path = aside / "marks.json"
    rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return sum(row.get("by_hand") is not None for row in rows)


def _expected(week: Week, course: Course, student: str, record: Taken) -> str:
    """The end of the line on somebody of whom the week has nothing."""
    if was_withdrawn(course, week, student):
        return f"it was withdrawn before, and lies in {course.withdrawn / student}"
    known = {path.parent.name for path in course.submitted.glob(f"*/{week.name}")} | set(record)
    near = did_you_mean(student, sorted(known)).removeprefix("; ")
    return near or "expected the name of a folder in submitted/"


def gone(week: Week, course: Course) -> list[str]:
    """The graded students whose hand-in no longer lies where others of the week do."""
    there = {path.parent.name for path in course.submitted.glob(f"*/{week.name}")}
    return [o.student for o in all_outcomes(week, course) if o.student not in there] if there else []


def _places(week: Week, course: Course, student: str) -> dict[str, Path]:
    """What lies there of a hand-in: what it is called aside -> where it is."""
    folders = {
        "submitted": course.submitted,
        "autograded": course.autograded,
        "feedback": course.feedback,
    }
    files = {"verdicts.json": course.results, "answers.json": course.answers}
    found = {name: folder / student / week.name for name, folder in folders.items()} | {
        name: folder / week.name / f"{student}.json" for name, folder in files.items()
    }
    return {name: path for name, path in found.items() if os.path.lexists(path)}


def _marks(week: Week, course: Course, student: str) -> list[dict[str, Any]]:
    """What the gradebook holds of a hand-in, a row a cell; [] where that is nothing."""
    if not is_there(course):
        return []
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        try:
            submission = gradebook.find_submission(week.name, student)
        except MissingEntry:
            return []
        return [row for notebook in submission.notebooks for row in _rows(notebook)]


def _rows(notebook: Any) -> Iterator[dict[str, Any]]:
    for grade in notebook.grades:
        yield {"cell": grade.name, "judged": grade.auto_score, "by_hand": grade.manual_score}
    for said in notebook.comments:
        if said.manual_comment:
            yield {"cell": said.name, "comment": said.manual_comment}


def _forget_marks(week: Week, course: Course, student: str) -> None:
    """Take a hand-in out of the gradebook, but not its extension; and its student where nothing else of them is there."""
    if not is_there(course):
        return
    more = extensions(week, course).get(student)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        with suppress(MissingEntry):
            gradebook.remove_submission(week.name, student)
        with suppress(MissingEntry):
            if not gradebook.find_student(student).submissions:
                gradebook.remove_student(student)
    if more:
        grant(week, course, student, more.days)


def _forget_person(course: Course, student: str) -> None:
    """Take somebody out of the roster whom no list has and of whom nothing else was taken; their page of all weeks, too."""
    roster = kept_roster(course)
    if roster.student(student).listed or any((course.submitted / student).glob("*")):
        return
    (course.report / "students" / f"{student}.html").unlink(missing_ok=True)
    keep_roster(Roster(person for person in roster.people if person.student != student), course)
