"""Worker processes for jobs: a worker that dies costs one try of its jobs, not the run."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module

from autograder.grading.job import Run

TRIES = 2

_worker = None


def run_in_workers(module, setup, jobs, count):
    """Yield a Run for each Job, from `count` processes.

    module: has `Worker(*setup)` with a method `run(job) -> Run`. Jobs in the hands of a worker that
    died are tried once more; after that they come back with a problem instead of a notebook.
    """
    left = {job.student: job for job in jobs}
    for attempt in range(1, TRIES + 1):
        for run in _one_pool(module, setup, list(left.values()), count if attempt == 1 else 1):
            left.pop(run.student)
            yield run
        if not left:
            return
    for student in left:
        yield Run(student, "", problem="the executor died twice on this hand-in; it is ungraded")


def _one_pool(module, setup, jobs, count):
    """Yield Runs until all jobs are done or a worker dies."""
    context = multiprocessing.get_context("spawn")
    count = max(1, min(count, len(jobs)))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(module, setup))
    try:
        waiting = {pool.submit(_run, job) for job in jobs}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    return
    finally:
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _start(module, setup):
    """In the worker: leave Ctrl-C to the parent, which ends its workers itself; end when it is gone."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = import_module(module).Worker(*setup)


def _end_with_parent():
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _run(job):
    return _worker.run(job)
