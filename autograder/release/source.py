"""Reads a week's text source and expands its short cell headers into nbgrader's metadata."""

import hashlib
import re

import jupytext
from nbformat.v4 import new_code_cell, new_notebook

from autograder.places import SOLUTIONS, project_urls
from gmcourse import __version__

SCHEMA = 3
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_EXERCISE = re.compile(r"<!-- exercise: (\w+) -->")
_HEADERS = ("solution", "test", "task", "locked")

_COLAB = """# Needed in Colab only; does nothing elsewhere.
import sys

if "google.colab" in sys.modules:
    %pip install --quiet {url}"""

_TEST = """check("{id}", {id})
### BEGIN HIDDEN TESTS
grade("{id}", {id})
### END HIDDEN TESTS"""


class BadSource(ValueError):
    """A week's text source cannot be made into a notebook."""


def read_source(week):
    """Return the source notebook of a Week, with solutions and nbgrader's metadata."""
    path = SOLUTIONS / f"{week.name}.py"
    if not path.is_file():
        raise BadSource(f"solutions/{week.name}.py is missing; it is the source of that week's notebook")
    text = jupytext.read(path, fmt="py:percent")
    title, *rest = (_cell(week, cell) for cell in text.cells)
    cells = [title, _setup_cell(), *rest]
    _refuse_gaps(week, cells)
    _set_ids(cells)
    return new_notebook(
        cells=cells,
        metadata={
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            "colab": {"provenance": [], "toc_visible": True},
        },
    )


def wheel_url():
    """Where the published book serves the student wheel."""
    return f"{project_urls()['Book']}/_static/gmcourse-{__version__}-py3-none-any.whl"


def setup_code():
    """The cell that installs the student wheel in Colab."""
    return _COLAB.format(url=wheel_url())


def _setup_cell():
    cell = new_code_cell(setup_code())
    cell.metadata["nbgrader"] = _locked("colab", "code")
    return cell


def _cell(week, cell):
    kinds = [kind for kind in _HEADERS if kind in cell.metadata]
    if len(kinds) > 1:
        raise BadSource(f"{week.name}: a cell is both {' and '.join(kinds)}: {cell.source[:60]!r}")
    header = {kind: cell.metadata.pop(kind) for kind in kinds}
    points = cell.metadata.pop("points", None)
    tags = cell.metadata.pop("tags", None)
    cell.metadata.clear()
    if tags:
        cell.metadata["tags"] = list(tags)
    if cell.cell_type == "markdown":
        cell.source = _EXERCISE.sub(lambda m: _facts(week, m[1]), cell.source)
    for kind, id in header.items():
        _mark(week, cell, kind, id, points)
    return cell


def _mark(week, cell, kind, id, points):
    if kind == "solution":
        week.exercise(id)
        if "### BEGIN SOLUTION" not in cell.source:
            raise BadSource(f"{week.name}: the cell of {id} has no '### BEGIN SOLUTION'")
        cell.metadata["nbgrader"] = _nbgrader(id, "code", solution=True, locked=False)
    elif kind == "test":
        cell.source = _TEST.format(id=id)
        cell.metadata["nbgrader"] = _nbgrader(
            f"test_{id}", "code", grade=True, points=week.exercise(id).points
        )
    elif kind == "task":
        if points is None:
            raise BadSource(f"{week.name}: the task {id} has no points")
        cell.metadata["nbgrader"] = _nbgrader(id, "markdown", task=True, points=points)
    else:
        cell.metadata["nbgrader"] = _locked(id, cell.cell_type)


def _nbgrader(id, cell_type, points=None, **flags):
    record = {"grade": False, "solution": False, "task": False, "locked": True} | flags
    record |= {"grade_id": id, "schema_version": SCHEMA, "cell_type": cell_type}
    return record | ({"points": points} if points is not None else {})


def _locked(id, cell_type):
    return _nbgrader(id, cell_type)


def _facts(week, id):
    exercise = week.exercise(id)
    level = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    points = f"{exercise.points:g} point" + ("" if exercise.points == 1 else "s")
    stretch = " · stretch" if exercise.stretch else ""
    return f"`{id}` · difficulty {level} · about {exercise.minutes} min · {points}{stretch}"


def _refuse_gaps(week, cells):
    """Every exercise of the spec has one solution cell, followed by one test cell."""
    order = [c.metadata["nbgrader"]["grade_id"] for c in cells if "nbgrader" in c.metadata]
    twice = {id for id in order if order.count(id) > 1}
    if twice:
        raise BadSource(f"{week.name}: more than one cell for {', '.join(sorted(twice))}")
    for exercise in week.exercises:
        for id in (exercise.id, f"test_{exercise.id}"):
            if id not in order:
                raise BadSource(f"{week.name}: the source has no cell for {id}")
        if order.index(exercise.id) > order.index(f"test_{exercise.id}"):
            raise BadSource(f"{week.name}: the test of {exercise.id} comes before its solution")


def _set_ids(cells):
    """Ids that never change with a solution: the grade_id, or a hash of text that is released."""
    seen = {}
    for cell in cells:
        record = cell.metadata.get("nbgrader")
        text = record["grade_id"] if record else hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        seen[text] = seen.get(text, 0) + 1
        cell["id"] = text if seen[text] == 1 else f"{text}-{seen[text]}"
