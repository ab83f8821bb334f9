"""The trusted side's hold on a zygote and on its present child: pipes, deadlines, how it ended."""

import json
import os
import select
import signal
import socket
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from autograder.sandbox import launch
from autograder.sandbox.inside.wire import BadFrame, Unpacker, pack

READ_BYTES = 2**18
FORK_SECONDS = 30.0
END_SECONDS = 10.0
END_BYTES = 2**26


class Late(Exception):
    """The deadline passed before a message came."""


class ZygoteGone(OSError):
    """The zygote has ended or is mute; start another."""


class Ended(Exception):
    """The child is gone: `end` says how."""

    def __init__(self, end):
        super().__init__(end.words)
        self.end = end


@dataclass(frozen=True)
class End:
    """How a child ended: wait status, cpu seconds, peak memory in KiB, "memory" if that is why."""

    status: int
    cpu: float = 0.0
    peak: int = 0
    why: str = ""

    @property
    def words(self):
        """The end in words."""
        if os.WIFSIGNALED(self.status):
            number = os.WTERMSIG(self.status)
            return f"ended by {signal.Signals(number).name}" if number < 32 else f"ended by signal {number}"
        return f"ended by itself with code {os.waitstatus_to_exitcode(self.status)}"


class Zygote:
    """A running zygote, and the one child that it may have."""

    def __init__(self, launched):
        self._launch = launched
        self.control = launched.control
        self.ended = {}

    def is_ready(self):
        """Whether `report` is there already."""
        return "report" in self.__dict__ or self._launch.is_ready()

    @cached_property
    def report(self):
        """What the zygote said when it was ready; waits for that."""
        return self._launch.report()

    def fork(self, limits):
        """Return a new Child; the one before, if any, is ended first."""
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        try:
            self._say({"do": "fork", "limits": limits.as_dict()}, [read_there, write_there])
            pid = self._wait_for("forked")
            self.ended.clear()
            return Child(self, pid, read_here, write_here)
        except OSError:
            os.close(read_here)
            os.close(write_here)
            raise
        finally:
            os.close(read_there)
            os.close(write_there)

    def _wait_for(self, word):
        deadline = time.monotonic() + FORK_SECONDS
        while True:
            answer = self.hear(deadline - time.monotonic())
            if word in answer:
                return answer[word]

    def hear(self, seconds):
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
            self.ended[answer["exited"]] = End(answer["status"], answer["cpu"], answer["peak"], answer["why"])
        return answer

    def signal(self, pid, number):
        """Send the child a signal, unless it has ended."""
        if pid not in self.ended:
            self._say({"do": "signal", "pid": pid, "number": int(number)})

    def _say(self, request, descriptors=()):
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], descriptors)
        except OSError as error:
            raise ZygoteGone("the zygote is gone") from error

    def kill(self):
        """End the zygote at once, as if it had died."""
        self._launch.kill()

    def close(self):
        """End the zygote and whatever it holds."""
        with suppress(ZygoteGone):
            self._say({"do": "end"})
        self._launch.end(END_SECONDS)


class Child:
    """One child: frames out, frames in, each with a deadline on `time.monotonic`."""

    def __init__(self, zygote, pid, incoming, outgoing):
        self._zygote = zygote
        self.pid = pid
        self._in, self._out = incoming, outgoing
        os.set_blocking(incoming, False)
        os.set_blocking(outgoing, False)
        self._unpacker = Unpacker()
        self._queue = deque()
        self._open = True
        self._last_bytes = 0

    def send(self, message, buffers=()):
        """Queue a frame; it goes out while `receive` waits."""
        self._queue.append(memoryview(pack(message, buffers)))
        self._write()

    def receive(self, deadline):
        """Return (message, its size in bytes).

        Raises Late after the deadline, Ended when the child is gone and all it said is read,
        BadFrame for what is no message.
        """
        while True:
            found = self._unpacker.next()
            if found is not None:
                return found
            if not self._open:
                raise Ended(self._end())
            self._wait(deadline)

    def _wait(self, deadline):
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

    def _read(self):
        data = os.read(self._in, READ_BYTES)
        if not data:
            self._open = False
        if self.pid in self._zygote.ended:
            self._last_bytes += len(data)
            self._open = self._open and self._last_bytes < END_BYTES
        self._unpacker.feed(data)

    def _write(self):
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

    def interrupt(self):
        """Send SIGINT, as Jupyter's stop button does."""
        self._zygote.signal(self.pid, signal.SIGINT)

    def _end(self):
        self._zygote.signal(self.pid, signal.SIGKILL)
        deadline = time.monotonic() + END_SECONDS
        while self.pid not in self._zygote.ended:
            self._zygote.hear(deadline - time.monotonic())
        return self._zygote.ended[self.pid]

    def close(self):
        """End the child, without waiting for it."""
        os.close(self._in)
        os.close(self._out)
        self._zygote.signal(self.pid, signal.SIGKILL)


__all__ = ["BadFrame", "Child", "End", "Ended", "Late", "Zygote", "ZygoteGone"]
