"""Marks as a file for a spreadsheet, Canvas or Moodle; text that a spreadsheet would run is defused."""

import csv
import io

FORMATS = ("csv", "canvas", "moodle")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class NothingToExport(LookupError):
    """No marks of this week are stored."""


def export(outcomes, week, kind):
    """Return the marks as CSV text.

    csv: one row a student, one column an exercise. canvas: the columns of Canvas's gradebook
    import (Student, ID, SIS Login ID, Section, assignment) with its Points Possible row. moodle:
    Email address or username, and the grade, as Moodle's CSV grade import maps them.
    Raises NothingToExport for no outcomes, ValueError for an unknown format.
    """
    if kind not in FORMATS:
        raise ValueError(f"no format is called {kind!r}; there are {', '.join(FORMATS)}")
    if not outcomes:
        raise NothingToExport(f"no marks of {week.name} are stored; run `autograder grade` first")
    rows = {"csv": _plain, "canvas": _canvas, "moodle": _moodle}[kind](outcomes, week)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([[defuse(cell) for cell in row] for row in rows])
    return stream.getvalue()


def defuse(cell):
    """A text that a spreadsheet would take for a formula gets a quote before it; numbers stay."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return "'" + cell
    return cell


def _plain(outcomes, week):
    yield ["student", *(e.id for e in week.exercises), "total", "points", "problem"]
    for outcome in outcomes:
        scores = {row["exercise"]: row["score"] for row in outcome.rows}
        marks = ["" if outcome.problem else f"{scores.get(e.id, 0):g}" for e in week.exercises]
        yield [outcome.student, *marks, _total(outcome), f"{outcome.points:g}", outcome.problem]


def _canvas(outcomes, week):
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", week.name]
    yield ["    Points Possible", "", "", "", "", f"{outcomes[0].points:g}"]
    for outcome in outcomes:
        yield [outcome.student, "", "", outcome.student, "", _total(outcome)]


def _moodle(outcomes, week):
    yield ["username", week.name, f"{week.name} (feedback)"]
    for outcome in outcomes:
        lost = [r for r in outcome.rows if r["score"] < r["points"]]
        words = outcome.problem or "; ".join(f"{r['exercise']}: {r['diagnosis'] or r['status']}" for r in lost)
        yield [outcome.student, _total(outcome), words]


def _total(outcome):
    return "" if outcome.problem else f"{outcome.score:g}"
