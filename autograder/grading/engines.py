"""Engines run repaired notebooks: `fork` confined and fast, `stock` in nbgrader's ordinary kernel."""

from dataclasses import dataclass

from autograder.grading.cluster import ClusterWorkers
from autograder.grading.workers import LocalWorkers

MODULES = {"fork": "autograder.grading.fork", "stock": "autograder.grading.stock"}
ENGINES = tuple(MODULES)


@dataclass(frozen=True)
class Options:
    """How to run.

    engine: a name of ENGINES; workers: processes at once;
    everything: run the cells tagged as demonstrations too; trust: run where nothing can be
    confined; scheduler: the address of a Dask cluster to run on instead of this machine.
    """

    engine: str
    workers: int
    everything: bool = False
    trust: bool = False
    scheduler: str | None = None


def workers_for(week, options, jobs):
    """The workers, local or on a cluster, as a context that warms them up.

    `is_ready()` says whether they are warm, `level()` how far they shut submissions in,
    `start(questions)` sets them going (exercise id -> JSON text), `run(jobs)` yields Runs.
    """
    setup = (week.name, options.everything, options.trust)
    module = MODULES[options.engine]
    if options.scheduler:
        return ClusterWorkers(module, setup, options.scheduler)
    return LocalWorkers(module, setup, max(1, min(options.workers, jobs)))
