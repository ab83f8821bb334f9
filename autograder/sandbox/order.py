"""The order in which a notebook's cells run where one of them missed a name that a cell below it binds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from autograder.definitions import names_bound_by
from autograder.sandbox.missed import missed_names

if TYPE_CHECKING:
    from nbformat import NotebookNode


# How many runs more a notebook gets; a helper below may itself wait for a name further below.
MOST_RUNS = 3
# Of how many names one cell is looked at: an error misses one, and a stranger's may name as many as it likes.
MOST_NAMES = 100


def order_that_waits(notebook: NotebookNode, order: Sequence[int]) -> list[int] | None:
    """The indices of all cells, each that missed a name behind the next that binds it; None where that changes nothing.

    order: the indices of all cells as they ran. At home a cell below may have been run first.
    """
    cells = notebook.cells
    missed = {i: names for i in order if (names := missed_names(cells[i]))}
    wanted = frozenset[str]().union(*missed.values())
    binds = {
        i: held
        for i in (order if wanted else ())
        if cells[i].cell_type == "code" and (held := names_bound_by(cells[i].source) & wanted)
    }
    bound = frozenset[str]().union(*binds.values())
    made = list(order)
    for i, all_names in missed.items():
        place, names = made.index(i), set(sorted(all_names & bound)[:MOST_NAMES])
        if last := _last_needed(made, place, names, binds):
            made.insert(last, made.pop(place))
    return None if made == list(order) else made


def _last_needed(made: Sequence[int], place: int, names: Set[str], binds: Mapping[int, Set[str]]) -> int:
    """The place behind this one at which the last of the names is bound for the first time; 0 where none is."""
    last = 0
    for there in range(place + 1, len(made)):
        if found := names & binds.get(made[there], frozenset()):
            last, names = there, names - found
        if not names:
            break
    return last
