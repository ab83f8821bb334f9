"""Marks as a file for a spreadsheet, Canvas or Moodle; text that a spreadsheet would run is defused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.errors import Mistake
from autograder.formats import FORMATS
from autograder.handins.roster import Person, Roster
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.gradebook.marks import Mark
    from autograder.spec import Week


# What starts a formula in some spreadsheet, the wide forms of East Asian keyboards included.
_DANGEROUS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
# Signs that take no room and hide what follows from the eye, not from a spreadsheet that drops them.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
)
# Where a cell begins: a spreadsheet of another country divides at semicolons.
_FORMULA = re.compile(rf"(^|[;|])(?=[\s{_INVISIBLE}]*[{_DANGEROUS}])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class NothingToExport(Mistake, LookupError):
    """No marks of this week are stored."""


def export(
    marks: Sequence[Mark], week: Week, kind: str, roster: Roster | None = None, assignment: str | None = None
) -> str:
    """Return the marks as CSV text.

    csv: one row a student, one column an exercise. canvas: the columns that Canvas's gradebook
    import asks for, and its row Points Possible. moodle: every identifier that is known, for its
    grade import to map; ungraded hand-ins have an empty mark.

    roster: who is who; assignment: what the column is called there (in Canvas with its number, as in
    "Homework (1234)"; default: the week's name). Raises NothingToExport for no marks, ValueError for an
    unknown format.
    """
    if kind not in FORMATS:
        raise ValueError(f"no format is called {kind!r}; there are {', '.join(FORMATS)}")
    if not marks:
        raise NothingToExport(f"no marks of {week.name} are stored; run `autograder grade {week.name}` first")
    people = [(roster or Roster()).student(mark.student) for mark in marks]
    rows = {"csv": _plain, "canvas": _canvas, "moodle": _moodle}[kind](marks, people, assignment or week.name)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([[defuse(cell) for cell in row] for row in rows])
    return stream.getvalue()


def defuse(cell: str) -> str:
    """One line of text, with a quote before whatever in it a spreadsheet would take for a formula."""
    text = _CONTROL.sub(" ", cell)
    return _FORMULA.sub(r"\1'", text)


def _plain(marks: Sequence[Mark], people: Sequence[Person], assignment: str) -> Iterator[list[str]]:
    columns = list(max(marks, key=lambda mark: len(mark.scores)).scores)
    yield ["student", "name", *columns, "total", "points", "late", "problem"]
    for mark, person in zip(marks, people, strict=True):
        scores = [_number(mark.scores.get(column)) for column in columns]
        late = "late" if mark.late else ""
        yield [
            mark.student,
            person.name,
            *scores,
            _number(mark.total),
            _number(mark.points),
            late,
            mark.problem,
        ]


def _canvas(marks: Sequence[Mark], people: Sequence[Person], assignment: str) -> Iterator[list[str]]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment]
    yield ["    Points Possible", "", "", "", "", _number(marks[0].points)]
    for mark, person in zip(marks, people, strict=True):
        login = person.login or ("" if person.canvas_id else mark.student)
        name = person.name or mark.student
        yield [name, person.canvas_id, person.sis_user_id, login, person.section, _number(mark.total)]


def _moodle(marks: Sequence[Mark], people: Sequence[Person], assignment: str) -> Iterator[list[str]]:
    yield ["Full name", "Username", "ID number", "Email address", assignment, f"{assignment} (feedback)"]
    for mark, person in zip(marks, people, strict=True):
        login = person.login or ("" if person.email or person.id_number else mark.student)
        yield [person.name, login, person.id_number, person.email, _number(mark.total), lost_on(mark)]


def lost_on(mark: Mark) -> str:
    """Why a mark is not full, in words."""
    if mark.problem:
        return mark.problem
    reasons = [f"late: {counted(mark.penalty, 'point')} taken off"] if mark.penalty else []
    return "; ".join(reasons + [reason for row in mark.rows if (reason := _lost(row, mark))])


def _lost(row: Mapping[str, Any], mark: Mark) -> str:
    """Why an exercise has not all its points; "" where it has."""
    score = mark.scores.get(row["exercise"])
    if score is not None and score >= row["points"]:
        return ""
    by_hand = score is not None and score != row["score"]
    why = "marked by hand" if by_hand else row["diagnosis"] or row["status"]
    return f"{row['exercise']}: {why}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
