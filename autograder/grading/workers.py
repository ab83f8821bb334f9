"""Worker processes for jobs: each warms up early, has the next job at hand, and may die without harm."""

import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import wait

from autograder.grading.job import Run

TRIES = 2
AT_HAND = 2


@dataclass(eq=False)
class _Hand:
    """A worker process, its pipe, and the jobs that it was given and has not answered."""

    process: object
    pipe: object
    jobs: deque = field(default_factory=deque)

    def give(self, job):
        """Send a job; that the process is gone shows when its answer is waited for."""
        self.jobs.append(job)
        with suppress(OSError):
            self.pipe.send(job)

    def end(self):
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class LocalWorkers:
    """A context of `count` worker processes on this machine.

    module: has `Worker(week, everything, trust)` with `begin(workers)` for those made alike, `is_ready()`, a
    text `level`, `run(job, questions) -> Run`, `let_go()` in processes that do not run it, and `close()`.
    """

    def __init__(self, module, setup, count):
        self._module, self._setup, self._count = module, setup, count
        self._workers, self._hands = [], []

    def __enter__(self):
        make = import_module(self._module).Worker
        self._workers = [make(*self._setup) for _ in range(self._count)]
        make.begin(self._workers)
        # What loads until `start` stays loaded: no collection need look at it, neither now nor in the workers.
        gc.disable()
        return self

    def __exit__(self, *exception):
        gc.unfreeze()
        gc.enable()
        for hand in self._hands:
            hand.end()
        for worker in self._workers:
            worker.close()

    def is_ready(self):
        """Whether `level` would answer, or raise, at once."""
        return all(worker.is_ready() for worker in self._workers)

    def level(self):
        """How far the workers shut submissions in; raises NotConfined where they cannot."""
        return [worker.level for worker in self._workers][0]

    def start(self, questions):
        """Start the processes. They are forked, so that what is loaded here need not be loaded there."""
        self._questions = questions
        gc.freeze()
        gc.enable()
        self._hands = [self._start(worker) for worker in self._workers]

    def run(self, jobs):
        """Yield a Run for each Job; one in the hands of a worker that died is tried once more.

        jobs: any iterable, asked for the next one only when a worker wants it.
        """
        jobs, again, tries = iter(jobs), deque(), {}
        while True:
            for hand in self._hands:
                while len(hand.jobs) < AT_HAND and (job := _next(again, jobs)) is not None:
                    hand.give(job)
            busy = {hand.pipe: hand for hand in self._hands if hand.jobs}
            if not busy:
                return
            for pipe in wait(list(busy)):
                hand = busy[pipe]
                try:
                    run = pipe.recv()
                except (EOFError, OSError):
                    yield from self._replace(hand, again, tries)
                    continue
                hand.jobs.popleft()
                yield run

    def _replace(self, hand, again, tries):
        """Put another worker in the place of one that died; the job that it was at may be to blame."""
        place = self._hands.index(hand)
        worker = self._workers[place]
        hand.end()
        worker.close()
        worker.begin([worker])
        self._hands[place] = self._start(worker)
        blamed, *others = hand.jobs
        again.extend(others)
        tries[blamed.student] = tries.get(blamed.student, 0) + 1
        if tries[blamed.student] < TRIES:
            again.append(blamed)
        else:
            yield Run(blamed.student, "", problem="the executor died twice on this hand-in; it is ungraded")

    def _start(self, worker):
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        others = [other for other in self._workers if other is not worker]
        process = context.Process(target=_serve, args=(here, there, worker, others, self._questions), daemon=True)
        process.start()
        there.close()
        worker.let_go()
        return _Hand(process, here)


def _next(again, jobs):
    return again.popleft() if again else next(jobs, None)


def _serve(theirs, pipe, worker, others, questions):
    """In a worker: run what comes until the parent is gone, which alone is told of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    theirs.close()
    for other in others:
        other.let_go()
    jobs = queue.SimpleQueue()
    threading.Thread(target=_read, args=(pipe, jobs), daemon=True).start()
    while True:
        pipe.send(worker.run(jobs.get(), questions))


def _read(pipe, jobs):
    """Take jobs off the pipe as they come, so that the parent never waits; end when it is gone."""
    try:
        while True:
            jobs.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
