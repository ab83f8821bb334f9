"""A worker that runs notebooks in the confined executor."""

import atexit

import nbformat

from autograder.grading.job import Run, is_demonstration
from autograder.sandbox import Sandbox, limits_for
from autograder.sandbox.limits import needs_torch


class Worker:
    """Holds one zygote, and forks a confined child from it for each notebook."""

    def __init__(self, week, questions, everything, trust):
        self._limits = limits_for(week)
        self._questions = questions
        self._skip = _nothing if everything else is_demonstration
        self._box = Sandbox(torch=needs_torch(week), trust=trust)
        self._box.__enter__()
        self.level = str(self._box.level)
        atexit.register(self._box.close)

    def run(self, job):
        """Run one notebook."""
        notebook = nbformat.reads(job.text, as_version=4)
        result = self._box.run(notebook, questions=self._questions, limits=self._limits, skip=self._skip)
        return Run(job.student, nbformat.writes(result.notebook), dict(result.incidents))


def _nothing(cell):
    return False
