"""A worker that runs notebooks in the confined executor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.cells import is_demonstration
from autograder.runners.job import Job, Run, pack, unpack
from autograder.sandbox import Sandbox
from autograder.sandbox.child import NotStarted, ZygoteGone
from autograder.sandbox.launch import ZygoteFailed
from autograder.sandbox.loading import loading_of
from autograder.sandbox.sandbox import begin_alike
from autograder.weeks import limits_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.runners.runner import Questions


class Worker:
    """Holds one zygote, and forks a confined child from it for each notebook."""

    def __init__(self, week: str, everything: bool, trust: bool) -> None:
        self._skip = _nothing if everything else is_demonstration
        self._box = Sandbox(**loading_of(week, everything), trust=trust, limits=limits_of(week))
        self.is_ready, self.let_go, self.close = self._box.is_ready, self._box.let_go, self._box.close

    @staticmethod
    def begin(workers: Sequence[Worker]) -> None:
        """Start the zygotes of workers that were made alike."""
        begin_alike([worker._box for worker in workers])

    @property
    def level(self) -> str:
        """How far submissions are shut in, in words; raises NotConfined."""
        return str(self._box.level)

    def run(self, job: Job, questions: Questions) -> Run:
        """Run one notebook; questions: exercise id -> JSON text. What is no fault of its own leaves it ungraded."""
        notebook = unpack(job.text)
        try:
            result = self._box.run(notebook, questions=questions, skip=self._skip)
        except (NotStarted, ZygoteGone, ZygoteFailed) as problem:
            return Run(job.student, "", problem=f"{problem}; it is ungraded: run the same command again")
        return Run(job.student, pack(result.notebook), dict(result.incidents))


def _nothing(cell: NotebookNode) -> bool:
    return False
