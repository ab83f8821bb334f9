"""Work of the trusted side on what strangers sent, in a process with bounds of memory and time of its own."""

import multiprocessing
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self

MEMORY_BYTES = 1536 * 2**20
SECONDS = 60.0
# Clock time is no measure on a busy machine: this only ends what waits for ever.
PATIENCE = 20
# The share of its memory that a process may still hold when it has answered; beyond it the next call would lack it.
KEPT = 0.25


class OutOfBounds(RuntimeError):
    """The work took more memory or time than it may, or failed; the message says which."""


class WorkFailed(OutOfBounds):
    """The work raised what nobody foresaw, within its bounds: a failure of ours, not of what it looked at."""


class Bounded:
    """A context of one process, forked at the first call and again when one has died, or kept much of what it looked at.

    memory_bytes: what it may take beyond what it began with; seconds: of processor time for one call.
    """

    def __init__(self, memory_bytes: int = MEMORY_BYTES, seconds: float = SECONDS) -> None:
        self._memory, self._seconds = memory_bytes, seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def call(self, work: Callable[..., Any], *given: Any) -> Any:
        """Return work(*given), both sent there and back by pickle: the process is ours.

        Raises OutOfBounds where it failed, and the OSError that it met, such as a full disk.
        """
        pipe = self._pipe_to_process()
        try:
            pipe.send((work, given))
            if not pipe.poll(self._seconds * PATIENCE):
                raise EOFError
            kind, value = pipe.recv()
            holds_much = pipe.recv()
        except (EOFError, OSError):
            raise OutOfBounds(self._why()) from None
        if holds_much:
            self._end()
        if kind == "done":
            return value
        if kind == "disturbed":
            raise value
        self._end()
        raise (WorkFailed if kind == "raised" else OutOfBounds)(value)

    def _pipe_to_process(self) -> Connection:
        """The pipe of a process that lives, started where there is none."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("fork")
            self._pipe, there = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(self._pipe, there, self._memory, self._seconds), daemon=True
            )
            self._process.start()
            there.close()
        return self._pipe

    def _why(self) -> str:
        """What ended the process."""
        code = None
        if self._process is not None:
            self._process.join(1.0)
            code = self._process.exitcode
        self._end()
        if code == -signal.SIGPROF or code is None:
            return f"it took more than {self._seconds:g} s"
        return (
            f"the process that looked at it was ended by {signal.Signals(-code).name}"
            if code < 0
            else "it ended"
        )

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _serve(theirs: Connection, pipe: Connection, memory: int, seconds: float) -> None:
    """In the process: do what is asked until the parent is gone, which alone is told of Ctrl-C."""
    theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    begun = _mapped_bytes()
    if begun:
        _limit_memory(begun + memory)
    with suppress(EOFError, OSError):
        while True:
            work, given = pipe.recv()
            signal.setitimer(signal.ITIMER_PROF, seconds)
            answer = _answer(work, given, memory)
            signal.setitimer(signal.ITIMER_PROF, 0)
            pipe.send_bytes(answer)
            del given, answer
            pipe.send(_holds_much(begun, memory))
    os._exit(0)


def _answer(work: Callable[..., Any], given: tuple, memory: int) -> bytes:
    try:
        return pickle.dumps(("done", work(*given)))
    except MemoryError:
        return pickle.dumps(("failed", f"it took more than {memory >> 20} MiB of memory"))
    except OSError as problem:
        return pickle.dumps(
            ("disturbed", OSError(problem.errno, problem.strerror or str(problem), problem.filename))
        )
    except BaseException as problem:
        line = f"{type(problem).__name__}: {problem}".strip().split("\n")[0][:160]
        return pickle.dumps(("failed" if isinstance(problem, RecursionError) else "raised", line))


def _holds_much(begun: int, memory: int) -> bool:
    """Whether the process, which had mapped so many bytes at first, keeps what the next call may need."""
    try:
        return _mapped_bytes() - begun > KEPT * memory
    except MemoryError:
        return True


def _mapped_bytes() -> int:
    """What this process has mapped; 0 where that cannot be counted, and time alone bounds."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def _limit_memory(wanted: int) -> None:
    """At most so many bytes mapped."""
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if sys.platform == "linux" and (most == resource.RLIM_INFINITY or wanted < most):
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
