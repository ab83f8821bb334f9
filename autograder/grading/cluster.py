"""Workers on a Dask cluster: notebooks go there and back as text, no file system is shared."""

import atexit
from importlib import import_module

from autograder.grading.job import Run


class NoScheduler(ConnectionError):
    """The scheduler cannot be reached, or has no workers."""


_workers = {}


class ClusterWorkers:
    """A context of the workers of a Dask scheduler; one that dies is replaced by another.

    Raises NoScheduler on entry where the address does not answer within ten seconds.
    """

    def __init__(self, module, setup, address):
        self._module = module
        self._setup = setup
        self._address = address

    def __enter__(self):
        from distributed import Client

        try:
            self._client = Client(self._address, timeout=10, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            advice = f"no Dask scheduler answers at {self._address}; start one with `dask scheduler`"
            raise NoScheduler(advice) from error
        self._count = len(self._client.scheduler_info()["workers"])
        if not self._count:
            self._client.close()
            raise NoScheduler(f"{self._address} has no workers; start some with `dask worker {self._address}`")
        return self

    def __exit__(self, *exception):
        self._client.close()

    def is_ready(self):
        """Workers of a cluster warm up at their first job."""
        return True

    def level(self):
        """How far a worker of the cluster shuts submissions in; raises what its start raised."""
        level = self._client.submit(_level, self._module, self._setup, pure=False).result()
        return f"{level}; {self._count} workers at {self._address}"

    def start(self, questions):
        """Send the questions to every worker."""
        self._questions = self._client.scatter(questions, broadcast=True)

    def run(self, jobs):
        """Yield a Run for each Job as it ends."""
        from distributed import as_completed

        names = {}
        for job in jobs:
            future = self._client.submit(
                _run, self._module, self._setup, self._questions, job, pure=False, retries=2
            )
            names[future] = job.student
        for future in as_completed(list(names), loop=self._client.loop):
            if future.status == "finished":
                yield future.result()
            else:
                problem = f"the cluster failed on this hand-in: {future.exception()!r}"[:200]
                yield Run(names[future], "", problem=problem)


def _worker(module, setup):
    """On a worker: what is costly to start is kept for the next job."""
    key = (module, setup)
    if key not in _workers:
        _workers[key] = import_module(module).Worker(*setup)
        atexit.register(_workers[key].close)
    return _workers[key]


def _level(module, setup):
    return _worker(module, setup).level


def _run(module, setup, questions, job):
    return _worker(module, setup).run(job, questions)
