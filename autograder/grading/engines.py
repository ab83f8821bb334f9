"""Engines run repaired notebooks: `fork` confined and fast, `stock` in nbgrader's ordinary kernel."""

from autograder.grading.job import Job, Run
from autograder.grading.workers import run_in_workers

__all__ = ["ENGINES", "ForkEngine", "Job", "Run", "StockEngine"]


class ForkEngine:
    """The confined executor, one zygote a worker process.

    questions: exercise id -> JSON text; everything: run the cells tagged as demonstrations too;
    trust: run where nothing can be confined.
    """

    name = "fork"

    def __init__(self, week, questions, workers, everything=False, trust=False):
        self._setup = (week.name, questions, everything, trust)
        self._workers = workers

    def describe(self):
        """The level of confinement reached on this machine; raise NotConfined where there is none."""
        from autograder.sandbox import Sandbox

        week, _, _, trust = self._setup
        with Sandbox(torch=False, trust=trust) as box:
            return str(box.level)

    def run(self, jobs):
        """Yield a Run as each notebook ends."""
        yield from run_in_workers("autograder.grading.fork", self._setup, jobs, self._workers)


class StockEngine:
    """nbgrader's Execute, one process a worker; student code runs as the instructor, unconfined."""

    name = "stock"

    def __init__(self, week, questions, workers, everything=False, trust=False):
        self._setup = (week.name, questions, everything)
        self._workers = workers

    def describe(self):
        """What the instructor should know."""
        return "confinement: none (nbgrader's own kernel; student code runs in your account)"

    def run(self, jobs):
        """Yield a Run as each notebook ends."""
        yield from run_in_workers("autograder.grading.stock", self._setup, jobs, self._workers)


ENGINES = {engine.name: engine for engine in (ForkEngine, StockEngine)}
