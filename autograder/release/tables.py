"""Writes the table that students' `check` reads: public cases, right answers, known wrong ones, and the answers of predictions."""

import json
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from autograder.places import TABLES
from autograder.release.rounding import settled
from autograder.source import predictions
from autograder.spec import Week, public_sheet
from gmcourse.check.sheet import to_json

CASE = 4  # in a table, its exercises, one of them and its cases


def table_text(week: Week) -> str:
    """The table of a week as JSON text, the same at every run: one thread, so that sums keep their order."""
    return _text(_table(week))


def _table(week: Week) -> dict[str, Any]:
    with threadpool_limits(1):
        sheets = [to_json(public_sheet(week, exercise)) for exercise in week.exercises]
    return {"week": week.name, "title": week.title, "predictions": predictions(week), "exercises": sheets}


def _text(table: dict[str, Any]) -> str:
    return _lines(table) + "\n"


def _lines(node: Any, depth: int = 0) -> str:
    """JSON with a line for each case and each property: indented to the last number, much of a table is blanks."""
    if depth == CASE or not isinstance(node, dict | list) or not node:
        return json.dumps(node)
    pairs = (
        [(f"{json.dumps(key)}: ", inner) for key, inner in node.items()]
        if isinstance(node, dict)
        else [("", inner) for inner in node]
    )
    first, last = "{}" if isinstance(node, dict) else "[]"
    inside = ",\n".join(" " * (depth + 1) + key + _lines(inner, depth + 1) for key, inner in pairs)
    return f"{first}\n{inside}\n{' ' * depth}{last}"


def write_table(week: Week) -> Path:
    """Write the week's table into the student package; what another machine only rounds otherwise stays as it is there.

    Where every last bit shall be this machine's, delete the file before.
    """
    TABLES.mkdir(exist_ok=True)
    path = TABLES / f"{week.name}.json"
    table = _table(week)
    if path.is_file():
        table = settled(table, json.loads(path.read_text(encoding="utf-8")))
    path.write_text(_text(table), encoding="utf-8")
    return path
