"""Marks as a file for a spreadsheet, Canvas or Moodle; text that a spreadsheet would run is defused."""

import csv
import io
import re

from autograder.formats import FORMATS
from autograder.roster import Roster

# What starts a formula in some spreadsheet, the wide forms of East Asian keyboards included.
_DANGEROUS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class NothingToExport(LookupError):
    """No marks of this week are stored."""


def export(marks, week, kind, roster=None, assignment=None):
    """Return the marks as CSV text.

    csv: one row a student, one column an exercise. canvas: the columns that Canvas's gradebook
    import asks for, and its row Points Possible. moodle: every identifier that is known, for its
    grade import to map; ungraded hand-ins have an empty mark.

    roster: who is who; assignment: what the column is called there (in Canvas with its number, as in
    "Week 1 (1234)"; default: the week's name). Raises NothingToExport for no marks, ValueError for an
    unknown format.
    """
    if kind not in FORMATS:
        raise ValueError(f"no format is called {kind!r}; there are {', '.join(FORMATS)}")
    if not marks:
        raise NothingToExport(f"no marks of {week.name} are stored; run `autograder grade` first")
    people = [(roster or Roster()).student(mark.student) for mark in marks]
    rows = {"csv": _plain, "canvas": _canvas, "moodle": _moodle}[kind](marks, people, assignment or week.name)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([[defuse(cell) for cell in row] for row in rows])
    return stream.getvalue()


def defuse(cell):
    """One line of text, with a quote before it where a spreadsheet would take it for a formula."""
    text = _CONTROL.sub(" ", cell)
    return f"'{text}" if text.lstrip().startswith(_DANGEROUS) else text


def _plain(marks, people, assignment):
    columns = list(max(marks, key=lambda mark: len(mark.scores)).scores)
    yield ["student", "name", *columns, "total", "points", "late", "problem"]
    for mark, person in zip(marks, people, strict=True):
        scores = [_number(mark.scores.get(column)) for column in columns]
        late = "late" if mark.late else ""
        yield [mark.student, person.name, *scores, _number(mark.total), _number(mark.points), late, mark.problem]


def _canvas(marks, people, assignment):
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment]
    yield ["    Points Possible", "", "", "", "", _number(marks[0].points)]
    for mark, person in zip(marks, people, strict=True):
        login = person.login or ("" if person.canvas_id else mark.student)
        name = person.name or mark.student
        yield [name, person.canvas_id, person.sis_user_id, login, person.section, _number(mark.total)]


def _moodle(marks, people, assignment):
    yield ["Full name", "Username", "ID number", "Email address", assignment, f"{assignment} (feedback)"]
    for mark, person in zip(marks, people, strict=True):
        login = person.login or ("" if person.email or person.id_number else mark.student)
        yield [person.name, login, person.id_number, person.email, _number(mark.total), _words(mark)]


def _words(mark):
    lost = [row for row in mark.rows if row["score"] < row["points"]]
    return mark.problem or "; ".join(f"{row['exercise']}: {row['diagnosis'] or row['status']}" for row in lost)


def _number(value):
    return "" if value is None else f"{value:g}"


def advice(marks, week, kind, roster):
    """What an instructor should know before the file goes anywhere, one line each."""
    waiting = sum(bool(mark.unmarked) for mark in marks)
    if waiting:
        yield f"{waiting} hand-ins have cells that nobody has marked yet; they count 0 (formgrader, or --judged-only)"
    ungraded = [mark.student for mark in marks if mark.total is None]
    if ungraded:
        yield f"no mark for {', '.join(ungraded)}: not graded"
    people = [roster.student(mark.student) for mark in marks]
    known = {"canvas": lambda p: p.canvas_id or p.login, "moodle": lambda p: p.email or p.id_number or p.login}.get(kind)
    unknown = [p.student for p in people if known and not known(p)]
    if unknown:
        lists = {"canvas": "Canvas's gradebook export", "moodle": "Moodle's grading worksheet"}[kind]
        yield f"{kind.capitalize()} may not know {', '.join(unknown)}; give {lists} as --roster"
