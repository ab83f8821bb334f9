"""The graded cells of a week's notebook, in order, as the release fixed them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from autograder.cells import BEGIN_SOLUTION, END_SOLUTION, STUB, is_demonstration
from autograder.source import read_source
from autograder.weeks import find_week

if TYPE_CHECKING:
    from nbformat import NotebookNode


_HELD_BACK = re.compile(
    r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?|=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===\n?",
    re.DOTALL,
)


@cache
def skeleton(week_name: str) -> dict[str, NotebookNode]:
    """The source cells that carry nbgrader metadata, solutions replaced by the stub, by grade_id."""
    cells = {}
    for cell in read_source(find_week(week_name)).cells:
        if "nbgrader" in cell.metadata:
            cells[cell.metadata["nbgrader"]["grade_id"]] = _without_solution(cell)
    return cells


@cache
def demonstrations(week_name: str) -> frozenset[str]:
    """The texts of the cells that only show something, as they were released."""
    cells = read_source(find_week(week_name)).cells
    return frozenset(cell.source.strip() for cell in cells if is_demonstration(cell))


def released_text(cell: NotebookNode) -> str:
    """The text of a skeleton cell as students were given it."""
    return _HELD_BACK.sub("", cell.source).strip()


def kind(cell: NotebookNode) -> str:
    """What a skeleton cell is: "solution", "test", "task" or "locked"."""
    record = cell.metadata["nbgrader"]
    if record["grade"]:
        return "test"
    return next((name for name in ("solution", "task") if record[name]), "locked")


def _without_solution(cell: NotebookNode) -> NotebookNode:
    if not cell.metadata["nbgrader"]["solution"]:
        return cell
    lines, inside = [], False
    for line in cell.source.split("\n"):
        if BEGIN_SOLUTION in line:
            inside = True
            lines.append(line[: len(line) - len(line.lstrip())] + STUB)
        elif END_SOLUTION in line:
            inside = False
        elif not inside:
            lines.append(line)
    cell.source = "\n".join(lines)
    return cell
