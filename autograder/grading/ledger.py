"""nbgrader's gradebook, opened once for many hand-ins: what was released is read once, marks are written at once."""

import json
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace

from nbgrader.api import Comment, Grade, Gradebook, InvalidEntry, MissingEntry
from sqlalchemy.exc import OperationalError, SAWarning
from sqlalchemy.orm import joinedload
from tornado.log import app_log


@dataclass(frozen=True)
class Released:
    """The cells of a released notebook, looked up as nbgrader's OverwriteCells does."""

    source: dict
    graded: dict
    kernelspec: dict | None

    def find_source_cell(self, name, notebook, assignment):
        """The source cell of this grade_id."""
        return _found(self.source, name)

    def find_graded_cell(self, name, notebook, assignment):
        """The grade cell or task of this grade_id."""
        return _found(self.graded, name)


@dataclass(frozen=True)
class Marks:
    """The grades and comments of one hand-in, looked up as nbgrader's SaveAutoGrades does."""

    grades: dict
    comments: dict

    @property
    def db(self):
        """What SaveAutoGrades commits after each cell; here a hand-in is written whole, by `Ledger.save`."""
        return SimpleNamespace(commit=_later)

    def find_grade(self, name, notebook, assignment, student):
        """The grade of this grade_id."""
        return _found(self.grades, name)

    def find_comment(self, name, notebook, assignment, student):
        """The comment of this grade_id."""
        return _found(self.comments, name)


@contextmanager
def _database_errors():
    """Raise what the database said, where nbgrader logs it and raises an InvalidEntry."""
    before, app_log.disabled = app_log.disabled, True
    try:
        yield
    except InvalidEntry as error:
        raise (error.__context__ if isinstance(error.__context__, OperationalError) else error) from None
    finally:
        app_log.disabled = before


def _later():
    """No commit yet."""


def _found(rows, name):
    if name not in rows:
        raise MissingEntry(f"No such cell: {name}")
    return rows[name]


class Ledger:
    """An open gradebook. What it is asked about one hand-in costs a few queries, and one commit."""

    def __init__(self, url):
        self.gradebook = Gradebook(url, "gmcourse")
        self._released = {}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.gradebook.close()

    def open_submission(self, submission):
        """Have the student and the submission in the gradebook, with the hand-in's timestamp if it has one."""
        stamp = submission.timestamp()
        when = {} if stamp is None else {"timestamp": stamp}
        with warnings.catch_warnings(), _database_errors():
            warnings.simplefilter("ignore", SAWarning)
            self.gradebook.update_or_create_student(submission.student)
            self.gradebook.update_or_create_submission(submission.week, submission.student, **when)

    def released(self, week):
        """The Released cells of a week; read once, for as long as this ledger is open."""
        if week not in self._released:
            notebook = self.gradebook.find_notebook(week, week)
            source = {cell.name: _plain(cell, "cell_type", "locked", "checksum", "source", "name")
                      for cell in notebook.source_cells}
            graded = {cell.name: _plain(cell, "max_score") for cell in [*notebook.grade_cells, *notebook.task_cells]}
            self._released[week] = Released(source, graded, json.loads(notebook.kernelspec or "null"))
        return self._released[week]

    def marks(self, week, student):
        """The Marks of a hand-in; `save` writes what was changed in them."""
        notebook = self.gradebook.find_submission_notebook(week, week, student)
        rows = (
            {row.cell.name: row for row in
             self.gradebook.db.query(kind).filter(kind.notebook_id == notebook.id).options(joinedload(kind.cell))}
            for kind in (Grade, Comment)
        )
        return Marks(*rows)

    def save(self):
        """Write all changes, in one transaction."""
        self.gradebook.db.commit()

    def forget(self):
        """Drop changes that were not saved."""
        self.gradebook.db.rollback()


def _plain(row, *names):
    return SimpleNamespace(**{name: getattr(row, name) for name in names})


@contextmanager
def ledger_of(resources):
    """The open Ledger of a run, or, where nbgrader itself is at work, one opened for this step."""
    given = resources.get("gmcourse", {}).get("ledger")
    if given is not None:
        yield given
    else:
        with Ledger(resources["nbgrader"]["db_url"]) as ledger:
            yield ledger
