"""A Jupyter Session whose messages go down a pipe instead of a socket."""

import os
import threading
from typing import Any

from jupyter_client.session import Session

from .frames import as_frame

IOPUB = "iopub"


class PipeSession(Session):
    """Sends each message as one frame; before `connect`, and in forked processes, sends nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(key=b"unused on a pipe", **options)
        self._out: int | None = None
        self._lock = threading.Lock()

    def connect(self, descriptor: int) -> None:
        """From now on write to this descriptor, from this process only."""
        self._out = descriptor
        self.pid = os.getpid()
        self._lock = threading.Lock()

    def feed_identities(self, message: Any, copy: bool = True) -> tuple[list, Any]:
        """A message from the pipe is whole already and carries no routing."""
        return [], message

    def deserialize(self, message: Any, content: bool = True, copy: bool = True) -> Any:
        """A message from the pipe is whole already."""
        return message

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """Build the message as Jupyter does and write it; no `stream` means shell."""
        if isinstance(msg_or_type, dict):
            message = msg_or_type
            buffers = buffers or message.get("buffers", [])
        else:
            message = self.msg(msg_or_type, content, parent, header, metadata)
        if self._out is None or os.getpid() != self.pid:
            return message
        parts = ("header", "parent_header", "metadata", "content")
        frame = {"channel": "shell" if stream is None else IOPUB} | {k: message[k] for k in parts}
        self._write(self._out, as_frame(frame, buffers or ()))
        return message

    def _write(self, out: int, data: bytes) -> None:
        view = memoryview(data)
        with self._lock:
            while view:
                view = view[os.write(out, view) :]
