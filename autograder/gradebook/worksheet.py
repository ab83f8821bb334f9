"""Fills in the grading worksheet of an assignment that Moodle has marked blind: it knows numbers, no names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook.export import NothingToExport, defuse, lost_on
from autograder.handins.headings import plain_heading
from autograder.handins.roster import columns_by_content, csv_rows, numbers_alone

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


def is_blind(path: str | Path) -> bool:
    """Whether a class list names nobody: Moodle's worksheet under blind marking."""
    rows = csv_rows(path)
    return bool(rows) and numbers_alone(rows)


def filled_in(path: str | Path, marks: Sequence[Mark], students: Mapping[str, str]) -> str:
    """Return the worksheet's text with the marks in it; all else stays as it is.

    students: Moodle's number for a participant -> student. Raises NothingToExport where the worksheet has no column for a mark.
    """
    header, *rows = csv_rows(path)
    names = [plain_heading(cell) for cell in header]
    place = next((names.index(name) for name in _GRADE if name in names), None)
    if place is None:
        raise NothingToExport(f"{path} has no column for the grade; download the grading worksheet again")
    comment = next((i for i, name in enumerate(names) if any(word in name for word in _COMMENT)), None)
    number = columns_by_content(rows, header).get("participant", 0)
    by_student = {mark.student: mark for mark in marks}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        mark = by_student.get(students.get(_number(row, number), ""))
        writer.writerow(_filled(row, mark, place, comment) if mark and mark.total is not None else row)
    return stream.getvalue()


def other_maximum(path: str | Path, points: float) -> float | None:
    """The largest mark that a worksheet of Moodle's allows, where it is another than the week's points; else None."""
    header, *rows = csv_rows(path)
    names = [plain_heading(cell) for cell in header]
    place = next((names.index(name) for name in _MAXIMUM if name in names), None)
    texts = {row[place].replace(",", ".") for row in rows if place < len(row)} if place is not None else set()
    if len(texts) != 1 or not _PLAIN_NUMBER.fullmatch(text := texts.pop()):
        return None
    return None if float(text) == points else float(text)


def _number(row: Sequence[str], place: int) -> str:
    return "".join(letter for letter in row[place] if letter.isdigit())


def _filled(row: Sequence[str], mark: Mark, place: int, comment: int | None) -> list[str]:
    row = list(row)
    row[place] = f"{mark.total:g}"
    if comment is not None and comment < len(row):
        row[comment] = defuse(lost_on(mark))
    return row
