"""Writes the table that students' `check` reads: public cases, right answers, known wrong ones, and the answers of predictions."""

import json
from pathlib import Path

from threadpoolctl import threadpool_limits

from autograder.places import TABLES
from autograder.source import predictions
from autograder.spec import Week, public_sheet
from gmcourse.check.sheet import to_json


def table_text(week: Week) -> str:
    """The table of a week as JSON text, the same at every run: one thread, so that sums keep their order."""
    with threadpool_limits(1):
        sheets = [to_json(public_sheet(week, exercise)) for exercise in week.exercises]
    table = {"week": week.name, "title": week.title, "predictions": predictions(week), "exercises": sheets}
    return json.dumps(table, indent=1) + "\n"


def write_table(week: Week) -> Path:
    """Write the week's table into the student package."""
    TABLES.mkdir(exist_ok=True)
    path = TABLES / f"{week.name}.json"
    path.write_text(table_text(week), encoding="utf-8")
    return path
