"""Engines run repaired notebooks: `fork` confined and fast, `stock` in nbgrader's ordinary kernel."""

from dataclasses import dataclass

from autograder.grading.cluster import run_on_cluster
from autograder.grading.workers import run_in_workers


@dataclass(frozen=True)
class Options:
    """How to run.

    questions: exercise id -> JSON text; workers: processes at once; everything: run the cells
    tagged as demonstrations too; trust: run where nothing can be confined; scheduler: the address
    of a Dask cluster to run on instead of this machine.
    """

    questions: dict
    workers: int
    everything: bool = False
    trust: bool = False
    scheduler: str | None = None


class _Engine:
    def run(self, jobs):
        """Yield a Run as each notebook ends."""
        if self._options.scheduler:
            yield from run_on_cluster(self._options.scheduler, self._module, self._setup, jobs)
        else:
            yield from run_in_workers(self._module, self._setup, jobs, self._options.workers)


class ForkEngine(_Engine):
    """The confined executor, one zygote a worker process."""

    name = "fork"
    _module = "autograder.grading.fork"

    def __init__(self, week, options):
        self._options = options
        self._setup = (week.name, options.questions, options.everything, options.trust)

    def describe(self):
        """The level of confinement reached on this machine; raise NotConfined where there is none."""
        from autograder.sandbox import Sandbox

        with Sandbox(torch=False, trust=self._options.trust) as box:
            return str(box.level)


class StockEngine(_Engine):
    """nbgrader's Execute, one process a worker; student code runs as the instructor, unconfined."""

    name = "stock"
    _module = "autograder.grading.stock"

    def __init__(self, week, options):
        self._options = options
        self._setup = (week.name, options.questions, options.everything)

    def describe(self):
        """What the instructor should know."""
        return "confinement: none (nbgrader's own kernel; student code runs in your account)"


ENGINES = {engine.name: engine for engine in (ForkEngine, StockEngine)}
