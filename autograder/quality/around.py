"""What a student's cell finds around it: the imports of its notebook's first cell, and the other exercises, solved."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from autograder.source import read_source, solutions

if TYPE_CHECKING:
    from autograder.spec import Week

SETUP = "setup"


def names_around(week: Week, exercise: str, code: str) -> dict[str, Any]:
    """A new namespace for one cell: of the other exercises, those that it calls, and those that these call in turn.

    What the cell defines itself is its own.
    """
    names = dict(_imported(week))
    wanted: list[str] = [code]
    found: set[str] = set()
    while wanted:
        calling = wanted.pop()
        for other, solution in _solved(week).items():
            if other not in {exercise, *found} and _calls(calling, other) and not _defines(code, other):
                found.add(other)
                wanted.append(solution)
                exec(solution, names)
    return names


def _calls(code: str, name: str) -> bool:
    return re.search(rf"\b{name}\(", code) is not None


def _defines(code: str, name: str) -> bool:
    return re.search(rf"^(?:def|class) {name}\b", code, re.MULTILINE) is not None


_solved = cache(solutions)


@cache
def _imported(week: Week) -> dict[str, Any]:
    """What the first cell of the week's notebook imports; without such a cell, nothing."""
    names: dict[str, Any] = {"__name__": "student"}
    for cell in read_source(week).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == SETUP:
            exec(cell.source, names)
    return names
