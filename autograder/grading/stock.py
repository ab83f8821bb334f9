"""A worker that runs notebooks in nbgrader's own kernel, for comparison and where nothing is confined."""

import tempfile
from pathlib import Path

from nbclient.exceptions import DeadKernelError

from autograder.grading.execute import ExecuteWithQuestions
from autograder.grading.job import Run, is_demonstration, pack, unpack
from autograder.judge.evidence import Incident
from autograder.sandbox.missed import missed_a_name


class Worker:
    """Starts one ordinary kernel for each notebook; a dead kernel costs the cells it did not reach."""

    level = "confinement: none (nbgrader's own kernel; student code runs in your account)"

    def __init__(self, week, everything, trust):
        self._everything = everything
        self._folder = tempfile.TemporaryDirectory(prefix="gmcourse-")

    @staticmethod
    def begin(workers):
        """Nothing is started beforehand."""

    def is_ready(self):
        """Always."""
        return True

    def let_go(self):
        """There is nothing to hold."""

    def close(self):
        """Remove the questions."""
        self._folder.cleanup()

    def run(self, job, questions):
        """Run one notebook; questions: exercise id -> JSON text."""
        for exercise, text in questions.items():
            Path(self._folder.name, f"{exercise}.json").write_text(text, encoding="utf-8")
        notebook, incidents = self._execute(job, self._everything)
        if not self._everything and missed_a_name(notebook, is_demonstration):
            notebook, incidents = self._execute(job, everything=True)
        return Run(job.student, pack(notebook), incidents)

    def _execute(self, job, everything):
        notebook = unpack(job.text)
        resources = {
            "nbgrader": {"student": job.student, "assignment": job.week, "notebook": job.week},
            "gmcourse": {"questions": self._folder.name},
            "metadata": {"path": self._folder.name},
        }
        hidden = [] if everything else _silence(notebook)
        try:
            notebook, _ = ExecuteWithQuestions().preprocess(notebook, resources)
            incidents = {}
        except DeadKernelError:
            incidents = _unreached(notebook)
        for index, source in hidden:
            notebook.cells[index].source = source
        return notebook, incidents


def _silence(notebook):
    """Empty the demonstration cells for the run; return what they were."""
    found = [(i, c.source) for i, c in enumerate(notebook.cells) if c.cell_type == "code" and is_demonstration(c)]
    for index, _ in found:
        notebook.cells[index].source = ""
    return found


def _unreached(notebook):
    reason = Incident("crashed", "the kernel died in this cell or in one before it")
    return {
        i: reason
        for i, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and not cell.outputs and "nbgrader" in cell.metadata
    }
