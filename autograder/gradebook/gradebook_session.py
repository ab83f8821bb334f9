"""nbgrader's gradebook, opened once for many hand-ins: what was released is read once, marks are written at once."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

from nbgrader.api import Comment, Grade, Gradebook, InvalidEntry, MissingEntry
from sqlalchemy.exc import OperationalError, SAWarning
from sqlalchemy.orm import joinedload
from tornado.log import app_log

from autograder.places import COURSE_ID

if TYPE_CHECKING:
    from autograder.handins.reading import Submission
    from autograder.handins.roster import Person


@dataclass(frozen=True)
class ReleasedCells:
    """The cells of a released notebook, looked up as nbgrader's OverwriteCells does."""

    source: dict
    graded: dict
    kernelspec: dict | None

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        """The source cell of this grade_id."""
        return _found(self.source, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        """The grade cell or task of this grade_id."""
        return _found(self.graded, name)


def is_older(grade: Grade) -> bool:
    """Whether a mark was given by hand for another version than the one that is graded now."""
    return grade.manual_score is not None and bool(grade.needs_manual_grade)


@dataclass(frozen=True)
class Marks:
    """The grades and comments of one hand-in, looked up as nbgrader's SaveAutoGrades does."""

    grades: dict
    comments: dict

    @property
    def db(self) -> SimpleNamespace:
        """What SaveAutoGrades commits after each cell; here a hand-in is written whole, by `GradebookSession.save`."""
        return SimpleNamespace(commit=_later)

    def find_grade(self, name: str, notebook: str, assignment: str, student: str) -> Grade:
        """The grade of this grade_id."""
        return _found(self.grades, name)

    def find_comment(self, name: str, notebook: str, assignment: str, student: str) -> Comment:
        """The comment of this grade_id."""
        return _found(self.comments, name)


@contextmanager
def _database_errors() -> Iterator[None]:
    """Raise what the database said, where nbgrader logs it and raises an InvalidEntry."""
    before, app_log.disabled = app_log.disabled, True
    try:
        yield
    except InvalidEntry as error:
        raise (error.__context__ if isinstance(error.__context__, OperationalError) else error) from None
    finally:
        app_log.disabled = before


def _later() -> None:
    """No commit yet."""


def _found(rows: Mapping[str, Any], name: str) -> Any:
    if name not in rows:
        raise MissingEntry(f"No such cell: {name}")
    return rows[name]


class GradebookSession:
    """An open gradebook. What it is asked about one hand-in costs a few queries, and one commit."""

    def __init__(self, url: str) -> None:
        self.gradebook = Gradebook(url, COURSE_ID)
        self._released: dict[str, ReleasedCells] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.gradebook.close()

    def open_submission(
        self, submission: Submission, person: Person | None = None, had_time: bool = False
    ) -> None:
        """Have the student and the submission in the gradebook, with the hand-in's timestamp if it has one.

        person: who the student is, as the course's roster knows; formgrader shows the name
        had_time: whether the version before had a timestamp, which is not this one's
        """
        stamp = submission.timestamp()
        when: dict[str, Any] = {} if stamp is None and not had_time else {"timestamp": stamp}
        with warnings.catch_warnings(), _database_errors():
            warnings.simplefilter("ignore", SAWarning)
            self.gradebook.update_or_create_student(submission.student, **_called(person))
            self.gradebook.update_or_create_submission(submission.week, submission.student, **when)

    def released(self, week: str) -> ReleasedCells:
        """The ReleasedCells cells of a week; read once, for as long as this gradebook_session is open."""
        if week not in self._released:
            notebook = self.gradebook.find_notebook(week, week)
            source = {
                cell.name: _plain(cell, "cell_type", "locked", "checksum", "source", "name")
                for cell in notebook.source_cells
            }
            graded = {
                cell.name: _plain(cell, "max_score") for cell in [*notebook.grade_cells, *notebook.task_cells]
            }
            self._released[week] = ReleasedCells(
                source, graded, json.loads(str(notebook.kernelspec or "null"))
            )
        return self._released[week]

    def marks(self, week: str, student: str) -> Marks:
        """The Marks of a hand-in; `save` writes what was changed in them."""
        notebook = self.gradebook.find_submission_notebook(week, week, student)
        kinds: tuple[Any, Any] = (Grade, Comment)
        rows = (
            {
                row.cell.name: row
                for row in self.gradebook.db.query(kind)
                .filter(kind.notebook_id == notebook.id)
                .options(joinedload(kind.cell))
            }
            for kind in kinds
        )
        return Marks(*rows)

    def save(self) -> None:
        """Write all changes, in one transaction."""
        self.gradebook.db.commit()

    def forget(self) -> None:
        """Drop changes that were not saved."""
        self.gradebook.db.rollback()


def _called(person: Person | None) -> dict[str, Any]:
    """What nbgrader keeps of a person: the last word of a name for the last name."""
    first, _, last = person.name.rpartition(" ") if person else ("", "", "")
    known = {"first_name": first, "last_name": last, "email": person.email if person else ""}
    return {field: value for field, value in known.items() if value}


def _plain(row: object, *names: str) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(row, name) for name in names})


@contextmanager
def gradebook_session_of(resources: dict[str, Any]) -> Iterator[GradebookSession]:
    """The open GradebookSession of a run, or, where nbgrader itself is at work, one opened for this step."""
    given = resources.get("gmcourse", {}).get("gradebook_session")
    if given is not None:
        yield given
    else:
        with GradebookSession(resources["nbgrader"]["db_url"]) as gradebook_session:
            yield gradebook_session
