"""stdout and stderr of the kernel: what Python prints, and what anything else writes to 1 and 2."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream

FLUSH_SECONDS = 0.2
FLUSH_CHARACTERS = 2**20
FILE_BYTES = 2**22


class NoThread(IOPubThread):
    """Stands where ipykernel has its publishing thread, and does the work at once."""

    def __init__(self) -> None:
        nothing: Any = None
        self.thread = self.io_loop = nothing
        self.socket = SimpleNamespace()

    def schedule(self, function: Callable[[], object]) -> None:
        """Call the function now."""
        function()


class PipeStream(OutStream):
    """Prints as messages; descriptors 1 and 2 go to a file that is read back at each flush."""

    def __init__(self, session: Any, name: str) -> None:
        super().__init__(session, NoThread(), name, watchfd=False)
        self._file: int | None = None
        self._read = 0
        self._waiting = 0
        self._since: float | None = None

    def capture(self, path: str, descriptor: int) -> None:
        """Send what is written to a descriptor, by subprocesses or C code, through this stream."""
        target = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        os.dup2(target, descriptor)
        self._file = target
        self._number = descriptor
        self._master_pid = os.getpid()
        self._original_stdstream_copy = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)

    def write(self, string: str) -> int:
        """Buffer text; a forked process writes to the descriptor, which its parent reads."""
        if not self._is_master_process():
            if not isinstance(string, str):
                raise TypeError(f"write() argument must be str, not {type(string)}")
            os.write(self._number, string.encode(errors="replace"))
            return len(string)
        self._read_back()
        written = super().write(string) or 0
        now = time.monotonic()
        self._since = self._since or now
        self._waiting += len(string)
        if self._waiting > FLUSH_CHARACTERS or now - self._since > FLUSH_SECONDS:
            self._flush()
        return written

    def _schedule_flush(self) -> None:
        """Each write looks at the clock itself."""

    def _flush(self) -> None:
        if not self._is_master_process():
            return
        self._since, self._waiting = None, 0
        self._read_back()
        session = self.session
        pid = session.pid
        super()._flush()
        session.pid = pid

    def _read_back(self) -> None:
        """Take in what others wrote to the descriptor since the last look."""
        if self._file is None:
            return
        size = os.fstat(self._file).st_size
        if size > self._read:
            data = os.pread(self._file, size - self._read, self._read)
            self._read += len(data)
            super().write(data.decode(errors="replace"))
        elif size > FILE_BYTES:
            os.ftruncate(self._file, 0)
            self._read = 0


def redirect(session: Any) -> tuple[PipeStream, PipeStream]:
    """Put streams in the places of stdout and stderr; return them."""
    sys.stdout = PipeStream(session, "stdout")
    sys.stderr = PipeStream(session, "stderr")
    return sys.stdout, sys.stderr
