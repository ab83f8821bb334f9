"""An attack as a hand-in: what it tries, on which base, and how its notebook is made."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass

import nbformat

from autograder.democlass import fill, released
from autograder.source import solutions


@dataclass(frozen=True)
class Attack:
    """One attack; its honest twin is the same base without it.

    start:    source of a cell put behind the set-up cell ("" for none)
    solution: source put into every solution cell, with NAME for the exercise's id ("" leaves the base)
    solved:   whether the base is solved (what may be lost) or as released (what may be won)
    edit:     changes the notebook, or returns the text of the file
    own:      exercises that the attack may cost itself; None: any
    wins:     share of the points that the same constants, typed by hand, win too
    stock:    whether it may be tried on nbgrader's unconfined kernel without harm to the machine
    """

    name: str
    tries: str
    start: str = ""
    solution: str = ""
    solved: bool = False
    edit: Callable | None = None
    own: tuple | None = None
    wins: float = 0.0
    stock: bool = True

    def text(self, week, places):
        """The file that is handed in; `places` replaces words such as @TCP_PORT@ in the sources."""
        notebook = base(week, self.solved)
        if self.solution:
            for cell in notebook.cells:
                if grade_id(cell) in {e.id for e in week.exercises}:
                    cell.source = self.solution.replace("NAME", grade_id(cell))
        if self.start:
            place = next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == "setup")
            notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(self.start, id="attack"))
        if self.edit:
            changed = self.edit(notebook, week)
            if isinstance(changed, str):
                return changed
        for cell in notebook.cells:
            for word, value in places.items():
                cell.source = cell.source.replace(word, str(value))
        return json.dumps(notebook)


def base(week, solved):
    """The notebook that an attack starts from."""
    return copy.deepcopy(fill(week, solutions(week)) if solved else released(week))


def grade_id(cell):
    """The nbgrader id of a cell, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")
