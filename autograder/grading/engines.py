"""Engines run notebooks: `stock` is nbgrader's own kernel, one process a worker."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

import nbformat
from nbclient.exceptions import DeadKernelError

from autograder.judge.evidence import Incident


@dataclass(frozen=True)
class Job:
    """One repaired notebook to run: whose it is, which week, and its text."""

    student: str
    week: str
    text: str


@dataclass(frozen=True)
class Run:
    """An executed notebook's text, and the cells that had to be stopped, by index."""

    student: str
    text: str
    incidents: dict = field(default_factory=dict)


class StockEngine:
    """nbgrader's Execute in worker processes; student code runs as the instructor, unconfined."""

    name = "stock"

    def __init__(self, questions, workers):
        self._questions = str(questions)
        self._workers = workers

    def run(self, jobs) -> Iterator[Run]:
        """Yield a Run as each notebook ends."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, mp_context=context) as pool:
            for future in as_completed([pool.submit(run_stock, job, self._questions) for job in jobs]):
                yield future.result()


def run_stock(job, questions):
    """Run one notebook in an ordinary kernel; a dead kernel costs the cells it did not reach."""
    from autograder.grading.execute import ExecuteWithQuestions

    notebook = nbformat.reads(job.text, as_version=4)
    resources = {
        "nbgrader": {"student": job.student, "assignment": job.week, "notebook": job.week},
        "gmcourse": {"questions": questions},
        "metadata": {"path": questions},
    }
    try:
        notebook, _ = ExecuteWithQuestions().preprocess(notebook, resources)
    except DeadKernelError:
        reason = Incident("crashed", "the kernel died in this cell or in one before it")
        unreached = {
            i: reason
            for i, cell in enumerate(notebook.cells)
            if cell.cell_type == "code" and not cell.outputs and "nbgrader" in cell.metadata
        }
        return Run(job.student, nbformat.writes(notebook), unreached)
    return Run(job.student, nbformat.writes(notebook))
