"""Runs jobs on a Dask cluster: notebooks go there and back as text, no file system is shared."""

from importlib import import_module

from autograder.grading.job import Run


class NoScheduler(ConnectionError):
    """The scheduler cannot be reached, or has no workers."""


_workers = {}


def run_on_cluster(address, module, setup, jobs):
    """Yield a Run for each Job, from the workers of a scheduler; one that dies is replaced by another.

    Raises NoScheduler where the address does not answer within ten seconds.
    """
    from distributed import Client, as_completed

    jobs = list(jobs)
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoScheduler(f"no Dask scheduler answers at {address}; start one with `dask scheduler`") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise NoScheduler(f"the scheduler at {address} has no workers; start some with `dask worker {address}`")
        shared = client.scatter(setup, broadcast=True)
        names = {}
        for job in jobs:
            future = client.submit(run_here, module, shared, job, pure=False, retries=2)
            names[future] = job.student
        for future in as_completed(list(names), loop=client.loop):
            if future.status == "finished":
                yield future.result()
            else:
                yield Run(names[future], "", problem=f"the cluster failed on this hand-in: {future.exception()!r}"[:200])


def run_here(module, setup, job):
    """On a worker: run a job, keeping what is costly to start for the next one."""
    key = (module, hash(repr(setup)))
    if key not in _workers:
        _workers[key] = import_module(module).Worker(*setup)
    return _workers[key].run(job)
