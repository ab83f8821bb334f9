"""Run a week's solved notebook, and for each exercise a copy of the run in which it is left out; print what copies did wrong.

`python tests/release/left_out_run.py WEEK [EXERCISE ...]`; the last line is JSON, a list of sentences. A copy is a fork made
just before the exercise's cell: it takes the released stub and goes on to the end, training in short.
"""

import functools
import inspect
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

os.environ |= {"GMCOURSE_MODE": "grading", "GMCOURSE_SHORT": "1", "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}

import matplotlib.pyplot as plt
import nbformat
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder.cells import name_of_test
from autograder.places import NOTEBOOKS
from autograder.source import read_source
from autograder.weeks import find_week
from gmcourse.check import check

_SAID = re.compile(r"first solve and check: ([\w, ]+)")


class Cell(NamedTuple):
    """A code cell; exercise: whose solution it holds, or None; stub: what students get in its place."""

    source: str
    exercise: str | None
    stub: str
    tests: str | None


def code_cells(week: str) -> list[Cell]:
    """The code cells of a week's source, hidden tests left out."""
    released = {
        cell.id: cell.source for cell in nbformat.read(NOTEBOOKS / f"{week}.ipynb", as_version=4).cells
    }
    ids = {e.id for e in find_week(week).exercises}
    names = {name_of_test(id): id for id in ids}
    found = []
    for cell in read_source(find_week(week)).cells:
        if cell.cell_type == "code":
            id = cell.metadata.get("nbgrader", {}).get("grade_id")
            source = cell.source.split("\n")[0] if id in names else cell.source
            found.append(Cell(source, id if id in ids else None, released[cell.id], names.get(id)))
    return found


class Run:
    """A notebook's session. used: exercise -> cells that called it; spoke: cell -> exercises it asks for first."""

    def __init__(self, cells: list[Cell]) -> None:
        self.cells, self.shell, self.now = cells, InteractiveShell.instance(), -1
        self.used: dict[str, set[int]] = {}
        self.spoke: dict[int, list[str]] = {}
        self.broke: dict[int, str] = {}

    def run(self, number: int, source: str) -> None:
        """Run one cell; its check is judged at once."""
        self.now = -1 if self.cells[number].tests else number
        with capture_output() as out:
            result = self.shell.run_cell(source, store_history=False)
            if self.cells[number].tests:
                check.passed(self.cells[number].tests)
        plt.close("all")
        said = [name for line in _SAID.findall(out.stdout) for name in line.strip().split(", ")]
        if said:
            self.spoke[number] = said
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not self.cells[number].tests:
            self.broke[number] = f"{type(error).__name__}: {error}"

    def watch(self, exercise: str) -> None:
        """Note from now on in which cells this answer is called."""
        answer = self.shell.user_ns[exercise]
        self.used[exercise] = set()
        if inspect.isclass(answer):
            answer.__init__ = self._noting(exercise, answer.__init__)
        else:
            self.shell.user_ns[exercise] = self._noting(exercise, answer)

    def _noting(self, exercise: str, function: Any) -> Any:
        @functools.wraps(function)
        def noting(*args: Any, **kwargs: Any) -> Any:
            if self.now >= 0:
                self.used[exercise].add(self.now)
            return function(*args, **kwargs)

        return noting


def left_out(run: Run, start: int, kept: Path) -> None:
    """In a fork: take the stub, go on to the end, and keep what cells said and how they broke."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return
    try:
        run.run(start, run.cells[start].stub)
        for number in range(start + 1, len(run.cells)):
            run.run(number, run.cells[number].source)
        kept.write_text(json.dumps([run.spoke, run.broke]))
    finally:
        os._exit(0)


def faults(run: Run, exercise: str, start: int, kept: Path) -> Iterator[str]:
    """What is wrong with the copy without this exercise."""
    if not kept.is_file():
        yield f"without {exercise}: the run died"
        return
    spoke, broke = (
        {int(number): what for number, what in part.items()} for part in json.loads(kept.read_text())
    )
    for number, error in broke.items():
        yield f"without {exercise}: cell {number} ({_first(run, number)}) raises {error[:200]}"
    for number in run.used[exercise] - broke.keys():
        if number > start and run.cells[number].exercise is None and number not in spoke:
            yield f"without {exercise}: cell {number} ({_first(run, number)}) uses it and says nothing"


def _first(run: Run, number: int) -> str:
    return run.cells[number].source.strip().split("\n")[0][:80]


def main(week: str, only: list[str]) -> list[str]:
    """The faults of a week's copies, and of the solved run itself."""
    torch.set_num_threads(1)
    run = Run(code_cells(week))
    with tempfile.TemporaryDirectory() as folder:
        starts: dict[str, int] = {}
        for number, cell in enumerate(run.cells):
            if cell.exercise and (not only or cell.exercise in only):
                starts[cell.exercise] = number
                left_out(run, number, Path(folder) / cell.exercise)
            run.run(number, cell.source)
            if cell.exercise:
                run.watch(cell.exercise)
        found = [f"solved: cell {n} ({_first(run, n)}) raises {error}" for n, error in run.broke.items()]
        found += [f"solved: cell {n} ({_first(run, n)}) asks for {names}" for n, names in run.spoke.items()]
        for exercise, start in starts.items():
            found += faults(run, exercise, start, Path(folder) / exercise)
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2:])))
