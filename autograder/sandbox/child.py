"""The trusted side's hold on a zygote and on its present child: pipes, deadlines, how it ended."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.errors import Mistake
from autograder.limits import Limits
from autograder.sandbox import launch
from autograder.sandbox.inside.frames import BadFrame, Unpacker, as_frame

READ_BYTES = 2**18
FORK_SECONDS = 30.0
END_SECONDS = 10.0
# What a message of outputs has besides them, and how long messages at hand are still taken when time is up.
PARTS_BYTES = 2**16
BACKLOG_SECONDS = 5.0
END_BYTES = 2**26
OURS = "the process for this hand-in could not be made ready"


class Late(Exception):
    """The deadline passed before a message came."""


class ZygoteGone(OSError):
    """The zygote has ended or is mute; start another."""


class Ended(Exception):
    """The child is gone: `end` says how."""

    def __init__(self, end: End) -> None:
        super().__init__(end.words)
        self.end = end


class NotStarted(Mistake, RuntimeError):
    """A child ended, or stayed mute, before any of a student's code was there."""


@dataclass(frozen=True)
class End:
    """How a child ended: wait status, cpu seconds, peak memory in KiB, "memory" or "disk" if that is why."""

    status: int
    cpu: float = 0.0
    peak: int = 0
    why: str = ""

    @property
    def words(self) -> str:
        """The end in words."""
        if os.WIFSIGNALED(self.status):
            number = os.WTERMSIG(self.status)
            return f"ended by {signal.Signals(number).name}" if number < 32 else f"ended by signal {number}"
        return f"ended by itself with code {os.waitstatus_to_exitcode(self.status)}"


class RunningZygote:
    """A running zygote, and the one child that it may have."""

    def __init__(self, launched: launch.Launch) -> None:
        self._launch = launched
        self.control = launched.control
        self.ended: dict[int, End] = {}

    def is_ready(self) -> bool:
        """Whether `report` is there already."""
        return "report" in self.__dict__ or self._launch.is_ready()

    @cached_property
    def report(self) -> dict[str, Any]:
        """What the zygote said when it was ready; waits for that."""
        return self._launch.report()

    def fork(self, limits: Limits) -> Child:
        """Return a new Child; the one before, if any, is ended first."""
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        if self._launch.group:
            self._launch.group.limit(limits, self.report["bytes"])
        try:
            self._say({"do": "fork", "limits": limits.as_dict()}, [read_there, write_there])
            pid = self._wait_for("forked")
            self.ended.clear()
            return Child(self, pid, read_here, write_here, limits.output_bytes + PARTS_BYTES)
        except OSError:
            os.close(read_here)
            os.close(write_here)
            raise
        finally:
            os.close(read_there)
            os.close(write_there)

    def _wait_for(self, word: str) -> Any:
        deadline = time.monotonic() + FORK_SECONDS
        while True:
            answer = self.hear(deadline - time.monotonic())
            if word in answer:
                return answer[word]

    def hear(self, seconds: float) -> dict[str, Any]:
        """Return the zygote's next word, noting ended children; raise ZygoteGone if it is gone or mute."""
        ready, _, _ = select.select([self.control], [], [], max(0.0, seconds))
        try:
            data = self.control.recv(launch.MESSAGE_BYTES) if ready else b""
        except ConnectionError:
            data = b""
        if not data:
            raise ZygoteGone("the zygote is gone" if ready else "the zygote does not answer")
        answer = json.loads(data)
        if "exited" in answer:
            why = "memory" if self._launch.group and self._launch.group.ran_out() else answer["why"]
            self.ended[answer["exited"]] = End(answer["status"], answer["cpu"], answer["peak"], why)
        return answer

    def signal(self, pid: int, number: int) -> None:
        """Send the child a signal, unless it has ended."""
        if pid not in self.ended:
            self._say({"do": "signal", "pid": pid, "number": int(number)})

    def waited(self) -> float:
        """Seconds for which others kept the present child from the processor."""
        self._say({"do": "waited"})
        return self._wait_for("waited")

    def _say(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], descriptors)
        except OSError as error:
            raise ZygoteGone("the zygote is gone") from error

    def kill(self) -> None:
        """End the zygote at once, as if it had died."""
        self._launch.kill()

    def close(self) -> None:
        """End the zygote and whatever it holds."""
        with suppress(ZygoteGone):
            self._say({"do": "end"})
        self._launch.end(END_SECONDS)


class Child:
    """One child: frames out, frames in, each with a deadline on `time.monotonic`."""

    def __init__(self, zygote: RunningZygote, pid: int, incoming: int, outgoing: int, most: int) -> None:
        self._zygote = zygote
        self.pid = pid
        self._in, self._out = incoming, outgoing
        os.set_blocking(incoming, False)
        os.set_blocking(outgoing, False)
        self._unpacker = Unpacker(most)
        self._queue: deque[memoryview] = deque()
        self._open = True
        self._last_bytes = 0

    def send(self, message: dict[str, Any], buffers: Iterable[Any] = ()) -> int:
        """Queue a frame, which goes out while `receive` waits; return its size in bytes."""
        frame = as_frame(message, buffers)
        self._queue.append(memoryview(frame))
        self._write()
        return len(frame)

    def wait_until_ready(self) -> None:
        """Wait for the first word of the child; raise NotStarted, with the reason, where it is another or none."""
        try:
            message, _ = self.receive(time.monotonic() + FORK_SECONDS)
        except Late:
            raise NotStarted(f"{OURS}: it did not answer within {FORK_SECONDS:g} s") from None
        except Ended as ended:
            raise NotStarted(f"{OURS}: it {ended.end.words}") from None
        except BadFrame as error:
            raise NotStarted(f"{OURS}: {error}") from None
        if "failed" in message:
            raise NotStarted(f"{OURS}: {message['failed']}")

    def receive(self, deadline: float) -> tuple[dict[str, Any], int]:
        """Return (message, its size in bytes).

        Raises Late after the deadline, Ended when the child is gone and all it said is read,
        BadFrame for what is no message.
        """
        while True:
            if time.monotonic() > deadline + BACKLOG_SECONDS:
                raise Late
            found = self._unpacker.next()
            if found is not None:
                return found
            if not self._open:
                raise Ended(self._end())
            self._wait(deadline)

    def _wait(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late
        poll = select.poll()
        poll.register(self._in, select.POLLIN)
        poll.register(self._zygote.control, select.POLLIN)
        if self._queue:
            poll.register(self._out, select.POLLOUT)
        ready = {number for number, _ in poll.poll(left * 1000 + 1)}
        if self._zygote.control.fileno() in ready:
            self._zygote.hear(0)
        if self._out in ready:
            self._write()
        if self._in in ready:
            self._read()
        elif self.pid in self._zygote.ended:
            self._open = False

    def _read(self) -> None:
        data = os.read(self._in, READ_BYTES)
        if not data:
            self._open = False
        if self.pid in self._zygote.ended:
            self._last_bytes += len(data)
            self._open = self._open and self._last_bytes < END_BYTES
        self._unpacker.feed(data)

    def _write(self) -> None:
        try:
            while self._queue:
                done = os.write(self._out, self._queue[0])
                rest = self._queue[0][done:]
                self._queue.popleft()
                if rest:
                    self._queue.appendleft(rest)
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._queue.clear()

    def waited(self) -> float:
        """Seconds for which others kept it from the processor."""
        return self._zygote.waited()

    def interrupt(self) -> None:
        """Send SIGINT, as Jupyter's stop button does."""
        self._zygote.signal(self.pid, signal.SIGINT)

    def _end(self) -> End:
        self._zygote.signal(self.pid, signal.SIGKILL)
        deadline = time.monotonic() + END_SECONDS
        while self.pid not in self._zygote.ended:
            self._zygote.hear(deadline - time.monotonic())
        return self._zygote.ended[self.pid]

    def close(self) -> None:
        """End the child, without waiting for it."""
        os.close(self._in)
        os.close(self._out)
        self._zygote.signal(self.pid, signal.SIGKILL)


__all__ = ["BadFrame", "Child", "End", "Ended", "Late", "NotStarted", "RunningZygote", "ZygoteGone"]
