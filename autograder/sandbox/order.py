"""The order in which a notebook's cells run where one of them missed a name that a cell below it binds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.definitions import names_bound_by
from autograder.sandbox.missed import missed_names

if TYPE_CHECKING:
    from nbformat import NotebookNode


# How many runs more a notebook gets; a helper below may itself wait for a name further below.
MOST_RUNS = 3


def order_that_waits(notebook: NotebookNode, order: Sequence[int]) -> list[int] | None:
    """The indices of all cells, each that missed a name behind the next that binds it; None where that changes nothing.

    order: the indices of all cells as they ran. At home a cell below may have been run first.
    """
    cells = notebook.cells
    missed = {i: names for i in order if (names := missed_names(cells[i]))}
    wanted = frozenset[str]().union(*missed.values())
    binders: dict[str, list[int]] = {}
    for i in order if wanted else ():
        if cells[i].cell_type == "code":
            for name in names_bound_by(cells[i].source) & wanted:
                binders.setdefault(name, []).append(i)
    made = list(order)
    for i, names in missed.items():
        place = made.index(i)
        below = [[made.index(b) for b in binders.get(name, ()) if made.index(b) > place] for name in names]
        if last := max((min(places) for places in below if places), default=0):
            made.insert(last, made.pop(place))
    return None if made == list(order) else made
