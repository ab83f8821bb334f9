"""Worker processes for jobs: each warms up early, has the next job at hand, and may die without harm."""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from autograder.runners.job import Job, Run

if TYPE_CHECKING:
    from autograder.runners.runner import Questions, Worker


TRIES = 2
AT_HAND = 2
# A worker is trusted, what it takes in is not: one that holds more is ended, and its hand-in with it.
MAX_HELD = 2 * 2**30
LOOK_SECONDS = 0.5
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(eq=False)
class _Hand:
    """A worker process, its pipe, and the jobs that it was given and has not answered."""

    process: ForkProcess
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)

    def give(self, job: Job) -> None:
        """Send a job; that the process is gone shows when its answer is waited for."""
        self.jobs.append(job)
        with suppress(OSError):
            self.pipe.send(job)

    def holds(self) -> int:
        """Bytes of memory that it holds; 0 where that cannot be seen."""
        try:
            return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE_BYTES
        except (OSError, IndexError):
            return 0

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class LocalWorkers:
    """Workers as processes on this machine: `count` of them, each with a Worker of the engine's module."""

    def __init__(self, module: str, setup: Sequence[Any], count: int) -> None:
        self._module, self._setup, self._count = module, setup, count
        self._workers: list[Worker] = []
        self._hands: list[_Hand] = []

    def __enter__(self) -> Self:
        make = import_module(self._module).Worker
        self._workers = [make(*self._setup) for _ in range(self._count)]
        make.begin(self._workers)
        # What loads until `start` stays loaded: no collection need look at it, neither now nor in the workers.
        gc.disable()
        return self

    def __exit__(self, *exception: object) -> None:
        gc.unfreeze()
        gc.enable()
        for hand in self._hands:
            hand.end()
        for worker in self._workers:
            worker.close()

    def is_ready(self) -> bool:
        """Whether `level` would answer, or raise, at once."""
        return all(worker.is_ready() for worker in self._workers)

    def level(self) -> str:
        """How far the workers shut submissions in; raises NotConfined where they cannot."""
        return [worker.level for worker in self._workers][0]

    def start(self, questions: Questions) -> None:
        """Start the processes. They are forked, so that what is loaded here need not be loaded there."""
        self._questions = questions
        gc.freeze()
        gc.enable()
        self._hands = [self._start(worker) for worker in self._workers]

    def run(self, jobs: Iterable[Job]) -> Iterator[Run]:
        """Yield a Run for each Job; one in the hands of a worker that died is tried once more.

        jobs: any iterable, asked for the next one only when a worker wants it.
        """
        jobs = iter(jobs)
        again: deque[Job] = deque()
        tries: dict[str, int] = {}
        while True:
            for hand in self._hands:
                while len(hand.jobs) < AT_HAND and (job := _next(again, jobs)) is not None:
                    hand.give(job)
            busy = {hand.pipe: hand for hand in self._hands if hand.jobs}
            if not busy:
                return
            ready = set(wait(list(busy), LOOK_SECONDS))
            for hand in busy.values():
                if hand.pipe not in ready and hand.holds() > MAX_HELD:
                    hand.process.kill()
            for pipe, hand in busy.items():
                if pipe not in ready:
                    continue
                try:
                    run = pipe.recv()
                except (EOFError, OSError):
                    yield from self._replace(hand, again, tries)
                    continue
                hand.jobs.popleft()
                yield run

    def _replace(self, hand: _Hand, again: deque[Job], tries: dict[str, int]) -> Iterator[Run]:
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

    def _start(self, worker: Worker) -> _Hand:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        others = [other for other in self._workers if other is not worker]
        process = context.Process(
            target=_serve, args=(here, there, worker, others, self._questions), daemon=True
        )
        process.start()
        there.close()
        worker.let_go()
        return _Hand(process, here)


def _next(again: deque[Job], jobs: Iterator[Job]) -> Job | None:
    return again.popleft() if again else next(jobs, None)


def _serve(
    theirs: Connection, pipe: Connection, worker: Worker, others: Sequence[Worker], questions: Questions
) -> NoReturn:
    """In a worker: run what comes until the parent is gone, which alone is told of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    theirs.close()
    for other in others:
        other.let_go()
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(pipe, jobs), daemon=True).start()
    while True:
        pipe.send(worker.run(jobs.get(), questions))


def _read(pipe: Connection, jobs: queue.SimpleQueue) -> None:
    """Take jobs off the pipe as they come, so that the parent never waits; end when it is gone."""
    try:
        while True:
            jobs.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
