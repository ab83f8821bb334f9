"""Fills in the grading worksheet of an assignment that Moodle has marked blind, by Moodle's numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook.export import NothingToExport, defuse, lost_on
from autograder.handins.headings import plain_heading
from autograder.handins.lms_names import PARTICIPANT_FOLDER, is_hidden
from autograder.handins.roster import Roster, columns_by_content, csv_rows, numbers_alone

if TYPE_CHECKING:
    from autograder.gradebook.marks import Mark


# What the column of the mark is called in Moodle's languages, as `plain_heading` writes it.
_GRADE = (
    "grade",
    "bewertung",
    "note",
    "calificacion",
    "valutazione",
    "nota",
    "cijfer",
    "betyg",
    "karakter",
    "ocena",
    "hodnoceni",
)
# What the column of the largest mark is called.
_MAXIMUM = (
    "maximum grade",
    "maximale bewertung",
    "bestnote",
    "note maximale",
    "calificacion maxima",
    "valutazione massima",
)
_PLAIN_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")
_COMMENT = ("feedback", "comment", "kommentar", "comentario", "retroalimentacion", "opmerking")


def goes_by_number(path: str | Path, marks: Iterable[Mark]) -> bool:
    """Whether a class list is a worksheet of Moodle's to fill in: it names nobody, or names were hidden when these were collected."""
    rows = csv_rows(path)
    if not rows or "participant" not in columns_by_content(rows[1:], rows[0]):
        return False
    hides = any(is_hidden(mark.student) for mark in marks)
    return numbers_alone(rows) or (hides and _column(rows[0], _GRADE) is not None)


def by_number(marks: Iterable[Mark], collected: Mapping[str, str], roster: Roster) -> dict[str, str]:
    """Moodle's number for a participant -> student: as collected, else as the folder is called, else as the worksheet says.

    collected: the same, of those whose hand-in was taken from a download.
    """
    called = {m.student.removeprefix(PARTICIPANT_FOLDER): m.student for m in marks if is_hidden(m.student)}
    listed = {p.participant: p.student for p in roster.people if p.participant}
    return listed | called | dict(collected)


def filled_in(path: str | Path, marks: Sequence[Mark], students: Mapping[str, str]) -> str:
    """Return the worksheet's text with the marks in it; all else stays as it is.

    students: Moodle's number for a participant -> student. Raises NothingToExport where the worksheet has no column for a mark.
    """
    header, *rows = csv_rows(path)
    place = _column(header, _GRADE)
    if place is None:
        raise NothingToExport(f"{path} has no column for the grade; download the grading worksheet again")
    names = [plain_heading(cell) for cell in header]
    comment = next((i for i, name in enumerate(names) if any(word in name for word in _COMMENT)), None)
    by_student = {mark.student: mark for mark in marks}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in zip(numbers_in(path), rows, strict=True):
        mark = by_student.get(students.get(number, ""))
        writer.writerow(_filled(row, mark, place, comment) if mark and mark.total is not None else row)
    return stream.getvalue()


def without_row(path: str | Path, marks: Iterable[Mark], students: Mapping[str, str]) -> list[str]:
    """Whom the worksheet has no row for, of those who have a mark: who, and the mark that is lost there."""
    here = {students.get(number) for number in numbers_in(path)}
    return [f"{m.student} ({m.total:g})" for m in marks if m.total is not None and m.student not in here]


def numbers_in(path: str | Path) -> list[str]:
    """Moodle's number for a participant in each row of a worksheet, "" where a row has none."""
    header, *rows = csv_rows(path)
    place = columns_by_content(rows, header).get("participant", 0)
    return [re.sub(r"\D", "", row[place]) if place < len(row) else "" for row in rows]


def other_maximum(path: str | Path, points: float) -> float | None:
    """The largest mark that a worksheet of Moodle's allows, where it is another than the week's points; else None."""
    header, *rows = csv_rows(path)
    place = _column(header, _MAXIMUM)
    texts = {row[place].replace(",", ".") for row in rows if place < len(row)} if place is not None else set()
    if len(texts) != 1 or not _PLAIN_NUMBER.fullmatch(text := texts.pop()):
        return None
    return None if float(text) == points else float(text)


def _column(header: Sequence[str], called: Iterable[str]) -> int | None:
    """The column that has one of these names, the first of them that there is; None for none."""
    names = [plain_heading(cell) for cell in header]
    return next((names.index(name) for name in called if name in names), None)


def _filled(row: Sequence[str], mark: Mark, place: int, comment: int | None) -> list[str]:
    row = [*row, *[""] * (place + 1 - len(row))]
    row[place] = f"{mark.total:g}"
    if comment is not None and comment < len(row):
        row[comment] = defuse(lost_on(mark))
    return row
