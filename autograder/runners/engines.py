"""Engines run repaired notebooks: `fork` confined and fast, `stock` in nbgrader's ordinary kernel."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.runners.runner import Workers
    from autograder.spec import Week

MODULES = {"fork": "autograder.runners.fork", "stock": "autograder.runners.stock"}
ENGINES = tuple(MODULES)


@dataclass(frozen=True)
class Options:
    """How to run.

    engine: a name of ENGINES; workers: processes at once;
    everything: run the cells tagged as demonstrations too; trust: run where nothing can be
    confined; scheduler: the address of a Dask cluster to run on instead of this machine, and tls: the
    folder of the certificate and key that it shares with this command.
    """

    engine: str
    workers: int
    everything: bool = False
    trust: bool = False
    scheduler: str | None = None
    tls: str | None = None


def workers_for(week: "Week", options: Options, jobs: int) -> "Workers":
    """The workers, local or on a cluster, for so many jobs."""
    setup = (week.name, options.everything, options.trust)
    module = MODULES[options.engine]
    # The command line asks for the names of the engines; the sandbox is loaded where one is wanted.
    if options.scheduler:
        from autograder.runners.cluster import ClusterWorkers

        return ClusterWorkers(module, setup, options.scheduler, options.tls)
    from autograder.runners.local import LocalWorkers

    return LocalWorkers(module, setup, max(1, min(options.workers, jobs)))
