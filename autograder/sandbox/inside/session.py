"""A Jupyter Session whose messages go down a pipe instead of a socket."""

import os
import threading

from jupyter_client.session import Session

from .wire import pack

IOPUB = "iopub"


class PipeSession(Session):
    """Sends each message as one frame; before `connect`, and in forked processes, sends nothing."""

    def __init__(self, **options):
        super().__init__(key=b"unused on a pipe", **options)
        self._out = None
        self._lock = threading.Lock()

    def connect(self, descriptor):
        """From now on write to this descriptor, from this process only."""
        self._out = descriptor
        self.pid = os.getpid()
        self._lock = threading.Lock()

    def feed_identities(self, message, copy=True):
        """A message from the pipe is whole already and carries no routing."""
        return [], message

    def deserialize(self, message, content=True, copy=True):
        """A message from the pipe is whole already."""
        return message

    def send(
        self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None,
        track=False, header=None, metadata=None,
    ):
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
        self._write(pack(frame, buffers or ()))
        return message

    def _write(self, data):
        view = memoryview(data)
        with self._lock:
            while view:
                view = view[os.write(self._out, view) :]
