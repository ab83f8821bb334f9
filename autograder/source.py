"""Reads a week's text source and expands its short cell headers into nbgrader's metadata."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jupytext
import yaml
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, name_of_test
from autograder.errors import Mistake
from autograder.places import PACKAGE, ROOT, SOLUTIONS, package_version, project_urls
from autograder.predictions import BadPrediction, answers, without_answers
from gmcourse.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

    from autograder.spec import Week


SCHEMA = 3
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_EXERCISE = re.compile(r"<!-- exercise: (\w+) -->")
_PAGE = re.compile(r"\]\(\.\./(book/\w+)\.md(#[\w-]+)?\)")
_HEADERS = ("solution", "test", "task", "locked")

_COLAB = """# Needed in Colab only; does nothing elsewhere.
import sys

if "google.colab" in sys.modules:
    site = "{site}"
    file = "{file}"
    !{{sys.executable}} -m pip install -q {{site}} 2>/dev/null || {{sys.executable}} -m pip install -q {{file}}"""

# The folder of the repository that may hold the student wheel, for a course without a site.
DOWNLOADS = "downloads"

_TEST = f"""check("{{id}}", {{id}})
{BEGIN_HIDDEN}
grade("{{id}}", {{id}})
{END_HIDDEN}"""


class BadSource(Mistake, ValueError):
    """A week's text source cannot be made into a notebook."""


def read_source(week: Week) -> NotebookNode:
    """Return the source notebook of a Week, with solutions and nbgrader's metadata."""
    title, *rest = (_cell(week, cell) for cell in _written(week))
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


def predictions(week: Week) -> dict[str, dict[str, Any]]:
    """id -> {"truth", "why"} of the questions that a week's notebook asks: what its table keeps and its cells don't show."""
    found: dict[str, dict[str, Any]] = {}
    for cell in _written(week):
        asked = _explained(week, answers, cell.source) if cell.cell_type == "code" else {}
        if twice := found.keys() & asked.keys():
            raise BadSource(f"{week.name}: two predictions are called {min(twice)!r}")
        found |= asked
    return found


def _written(week: Week) -> list[NotebookNode]:
    """The cells of a week's text source."""
    path = SOLUTIONS / f"{week.name}.py"
    if not path.is_file():
        raise BadSource(f"solutions/{week.name}.py is missing; it is the source of that week's notebook")
    return jupytext.read(path, fmt="py:percent").cells


def _explained(week: Week, read: Callable[[str], Any], source: str) -> Any:
    """What is read of a cell's predictions; a BadSource that names the week where they can't be."""
    try:
        return read(source)
    except BadPrediction as error:
        raise BadSource(f"{week.name}: {error}") from None


def wheel_urls() -> tuple[str, str]:
    """Where the published book serves the student wheel, and where the repository may hold it."""
    wheel = f"{PACKAGE.name}-{package_version()}-py3-none-any.whl"
    urls = project_urls()
    return f"{urls['Book']}/_static/{wheel}", f"{urls['Repository']}/raw/main/{DOWNLOADS}/{wheel}"


def page_url(page: str, anchor: str | None = None) -> str:
    """Where the published book has a page, with its #anchor: such a link works in Colab, too."""
    return f"{project_urls()['Book']}/{page}.html{anchor or ''}"


def setup_code() -> str:
    """The cell that installs the student wheel in Colab: from the site, or else from a file of the repository."""
    site, file = wheel_urls()
    return _COLAB.format(site=site, file=file)


def _setup_cell() -> NotebookNode:
    cell = new_code_cell(setup_code())
    cell.metadata["nbgrader"] = _locked("colab", "code")
    return cell


def _cell(week: Week, cell: NotebookNode) -> NotebookNode:
    kinds = [kind for kind in _HEADERS if kind in cell.metadata]
    if len(kinds) > 1:
        raise BadSource(f"{week.name}: a cell is both {' and '.join(kinds)}: {cell.source[:60]!r}")
    header = {kind: cell.metadata.pop(kind) for kind in kinds}
    points = cell.metadata.pop("points", None)
    tags = cell.metadata.pop("tags", None)
    cell.metadata.clear()
    if tags:
        cell.metadata["tags"] = list(tags)
    if cell.cell_type == "code":
        cell.source = _explained(week, without_answers, cell.source)
    if cell.cell_type == "markdown":
        cell.source = _EXERCISE.sub(lambda m: _facts(week, m[1]), cell.source)
        cell.source = _PAGE.sub(lambda m: f"]({page_url(m[1], m[2])})", cell.source)
    for kind, id in header.items():
        _mark(week, cell, kind, id, points)
    return cell


def _mark(week: Week, cell: NotebookNode, kind: str, id: str, points: float | None) -> None:
    if kind == "solution":
        week.exercise(id)
        if BEGIN_SOLUTION not in cell.source:
            raise BadSource(f"{week.name}: the cell of {id} has no '{BEGIN_SOLUTION}'")
        cell.metadata["nbgrader"] = _nbgrader(id, "code", solution=True, locked=False)
    elif kind == "test":
        cell.source = _TEST.format(id=id)
        cell.metadata["nbgrader"] = _nbgrader(
            name_of_test(id), "code", grade=True, points=week.exercise(id).points
        )
    elif kind == "task":
        if points is None:
            raise BadSource(f"{week.name}: the task {id} has no points")
        cell.metadata["nbgrader"] = _nbgrader(id, "markdown", task=True, points=points)
    else:
        cell.metadata["nbgrader"] = _locked(id, cell.cell_type)


def _nbgrader(id: str, cell_type: str, points: float | None = None, **flags: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"grade": False, "solution": False, "task": False, "locked": True} | flags
    record |= {"grade_id": id, "schema_version": SCHEMA, "cell_type": cell_type}
    return record | ({"points": points} if points is not None else {})


def _locked(id: str, cell_type: str) -> dict[str, Any]:
    return _nbgrader(id, cell_type)


def _facts(week: Week, id: str) -> str:
    exercise = week.exercise(id)
    level = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    points = counted(exercise.points, "point")
    stretch = " · stretch" if exercise.stretch else ""
    facts = f"`{id}` · difficulty {level} · about {exercise.minutes} min · {points}{stretch}"
    return f"{facts} · [theory]({theory_url(week, id)})"


def theory_url(week: Week, id: str) -> str:
    """Where the published book has the theory of an exercise: a section, or else the week's chapter."""
    place = _theory().get(week.name, {}).get(id, week.chapter)
    page, _, heading = place.partition("#")
    return page_url(page, f"#{_anchor(heading)}" if heading else None)


def _anchor(heading: str) -> str:
    """The id that Sphinx gives a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


@cache
def _theory() -> dict[str, dict[str, str]]:
    """What book/theory.yml says; a course may do without one."""
    path = ROOT / "book" / "theory.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _refuse_gaps(week: Week, cells: list[NotebookNode]) -> None:
    """Every exercise of the spec has one solution cell, followed by one test cell."""
    order = [c.metadata["nbgrader"]["grade_id"] for c in cells if "nbgrader" in c.metadata]
    twice = {id for id in order if order.count(id) > 1}
    if twice:
        raise BadSource(f"{week.name}: more than one cell for {', '.join(sorted(twice))}")
    for exercise in week.exercises:
        for id in (exercise.id, name_of_test(exercise.id)):
            if id not in order:
                raise BadSource(f"{week.name}: the source has no cell for {id}")
        if order.index(exercise.id) > order.index(name_of_test(exercise.id)):
            raise BadSource(f"{week.name}: the test of {exercise.id} comes before its solution")


def _set_ids(cells: list[NotebookNode]) -> None:
    """Ids that never change with a solution: the grade_id, or a hash of text that is released."""
    seen: dict[str, int] = {}
    for cell in cells:
        record = cell.metadata.get("nbgrader")
        text = record["grade_id"] if record else hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        seen[text] = seen.get(text, 0) + 1
        cell["id"] = text if seen[text] == 1 else f"{text}-{seen[text]}"


def solutions(week: Week) -> dict[str, str]:
    """The solution cell of each exercise."""
    ids = {exercise.id for exercise in week.exercises}
    cells = (
        (cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) for cell in read_source(week).cells
    )
    return {id: source for id, source in cells if id in ids}
