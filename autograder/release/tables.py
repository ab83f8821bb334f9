"""Writes the table that students' `check` reads: public cases, right answers, known wrong ones."""

import json

from threadpoolctl import threadpool_limits

from autograder.exercises.spec import public_sheet
from autograder.places import TABLES
from gmcourse.check.sheet import to_json


def table_text(week):
    """The table of a week as JSON text, the same at every run: one thread, so that sums keep their order."""
    with threadpool_limits(1):
        sheets = [to_json(public_sheet(week, exercise)) for exercise in week.exercises]
    return json.dumps({"week": week.name, "title": week.title, "exercises": sheets}, indent=1) + "\n"


def write_table(week):
    """Write the week's table into the student package."""
    TABLES.mkdir(exist_ok=True)
    path = TABLES / f"{week.name}.json"
    path.write_text(table_text(week), encoding="utf-8")
    return path
