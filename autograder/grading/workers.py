"""Worker processes for jobs: they warm up while jobs are prepared, and one that dies costs a try, not the run."""

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


class LocalWorkers:
    """A context of `count` worker processes on this machine.

    module: has `Worker(*setup)`, with a method `run(job) -> Run` and a text `level`
    """

    def __init__(self, module, setup, count):
        self._start = (module, setup)
        self._count = count
        self._pool = None

    def __enter__(self):
        self._pool = self._open(self._count)
        self._warm = [self._pool.submit(_level) for _ in range(self._count)]
        return self

    def __exit__(self, *exception):
        self._close()

    def level(self):
        """How far the workers shut submissions in; raises what a worker's start raised."""
        return self._warm[0].result()

    def run(self, jobs):
        """Yield a Run for each Job; one in the hands of a worker that died is tried once more, alone."""
        left = {job.student: job for job in jobs}
        for attempt in range(1, TRIES + 1):
            for run in self._try(list(left.values())):
                left.pop(run.student)
                yield run
            if not left:
                return
            self._close()
            if attempt < TRIES:
                self._pool = self._open(1)
        for student in left:
            yield Run(student, "", problem="the executor died twice on this hand-in; it is ungraded")

    def _try(self, jobs):
        """Yield Runs until all jobs are done or a worker dies."""
        try:
            waiting = {self._pool.submit(_run, job) for job in jobs}
        except BrokenProcessPool:
            return
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    return

    def _open(self, count):
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=self._start)

    def _close(self):
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _begin(module, setup):
    """In the worker: leave Ctrl-C to the parent, which ends its workers itself; end when it is gone."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _worker = import_module(module).Worker(*setup)
    except Exception as error:
        _worker = error


def _end_with_parent():
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _ready():
    if isinstance(_worker, Exception):
        raise _worker
    return _worker


def _level():
    return _ready().level


def _run(job):
    return _ready().run(job)
