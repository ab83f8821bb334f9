"""A worker that runs notebooks in the confined executor."""

from autograder.grading.job import Run, is_demonstration, pack, unpack
from autograder.sandbox import Sandbox, limits_for
from autograder.sandbox.loading import loading_of
from autograder.sandbox.sandbox import begin_alike


class Worker:
    """Holds one zygote, and forks a confined child from it for each notebook."""

    def __init__(self, week, everything, trust):
        self._limits = limits_for(week)
        self._skip = _nothing if everything else is_demonstration
        self._box = Sandbox(**loading_of(week), trust=trust)
        self.is_ready, self.let_go, self.close = self._box.is_ready, self._box.let_go, self._box.close

    @staticmethod
    def begin(workers):
        """Start the zygotes of workers that were made alike."""
        begin_alike([worker._box for worker in workers])

    @property
    def level(self):
        """How far submissions are shut in, in words; raises NotConfined."""
        return str(self._box.level)

    def run(self, job, questions):
        """Run one notebook; questions: exercise id -> JSON text."""
        notebook = unpack(job.text)
        result = self._box.run(notebook, questions=questions, limits=self._limits, skip=self._skip)
        return Run(job.student, pack(result.notebook), dict(result.incidents))


def _nothing(cell):
    return False
