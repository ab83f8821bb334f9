"""A worker that runs notebooks in nbgrader's own kernel, for comparison and where nothing is confined."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nbclient.exceptions import DeadKernelError

from autograder.cells import is_demonstration
from autograder.runners.execute import ExecuteWithQuestions
from autograder.runners.job import Job, Run, pack, unpack
from autograder.sandbox.incident import Incident
from autograder.sandbox.missed import missed_a_name
from autograder.sandbox.order import MOST_RUNS, order_that_waits

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.runners.runner import Questions


class Worker:
    """Starts one ordinary kernel for each notebook; a dead kernel costs the cells it did not reach."""

    level = "confinement: none (nbgrader's own kernel; student code runs in your account)"

    def __init__(self, week: str, everything: bool, trust: bool) -> None:
        self._everything = everything
        self._folder = tempfile.TemporaryDirectory(prefix="gmcourse-")

    @staticmethod
    def begin(workers: Sequence[Worker]) -> None:
        """Nothing is started beforehand."""

    def is_ready(self) -> bool:
        """Always."""
        return True

    def let_go(self) -> None:
        """There is nothing to hold."""

    def close(self) -> None:
        """Remove the questions."""
        self._folder.cleanup()

    def run(self, job: Job, questions: Questions) -> Run:
        """Run one notebook; questions: exercise id -> JSON text."""
        for exercise, text in questions.items():
            Path(self._folder.name, f"{exercise}.json").write_text(text, encoding="utf-8")
        everything = self._everything
        notebook, incidents = self._execute(job, everything)
        if not everything and missed_a_name(notebook, is_demonstration):
            everything = True
            notebook, incidents = self._execute(job, everything)
        order: list[int] = [*range(len(notebook.cells))]
        for _ in range(MOST_RUNS):
            waiting = order_that_waits(notebook, order)
            if waiting is None:
                break
            order = waiting
            notebook, incidents = self._execute(job, everything, order)
        return Run(job.student, pack(notebook), incidents)

    def _execute(
        self, job: Job, everything: bool, order: Sequence[int] = ()
    ) -> tuple[NotebookNode, dict[int, Incident]]:
        """The executed notebook and its incidents; order: the indices of all cells as they run, () as they stand."""
        notebook = unpack(job.text)
        resources = {
            "nbgrader": {"student": job.student, "assignment": job.week, "notebook": job.week},
            "gmcourse": {"questions": self._folder.name},
            "metadata": {"path": self._folder.name},
        }
        hidden = [] if everything else _silence(notebook)
        notebook.cells = [notebook.cells[i] for i in order] or notebook.cells
        try:
            notebook, _ = ExecuteWithQuestions().preprocess(notebook, resources)
            died = False
        except DeadKernelError:
            died = True
        if order:
            notebook.cells = [cell for _, cell in sorted(zip(order, notebook.cells, strict=True), key=_place)]
        incidents = _unreached(notebook) if died else {}
        for index, source in hidden:
            notebook.cells[index].source = source
        return notebook, incidents


def _place(pair: tuple[int, NotebookNode]) -> int:
    return pair[0]


def _silence(notebook: NotebookNode) -> list[tuple[int, str]]:
    """Empty the demonstration cells for the run; return what they were."""
    found = [
        (i, c.source) for i, c in enumerate(notebook.cells) if c.cell_type == "code" and is_demonstration(c)
    ]
    for index, _ in found:
        notebook.cells[index].source = ""
    return found


def _unreached(notebook: NotebookNode) -> dict[int, Incident]:
    reason = Incident("crashed", "the kernel died in this cell or in one before it")
    return {
        i: reason
        for i, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and not cell.outputs and "nbgrader" in cell.metadata
    }
