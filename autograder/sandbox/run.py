"""One notebook on its way through confined children: a fresh one after a cell that cannot be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.limits import Limits
from autograder.sandbox.child import Child, End, Ended, Late, RunningZygote
from autograder.sandbox.client import OutputClient, add_error, tidy
from autograder.sandbox.incident import Incident
from autograder.sandbox.inside.frames import BadFrame

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Whether a cell is left out; None: none is.
Skip = Callable[["NotebookNode"], bool] | None


INTERRUPT_SECONDS = 1.0
WORTH_WAITING_SECONDS = 0.1
FLOOD = 4


@dataclass
class RunResult:
    """An executed notebook, the cells that had to be stopped, and the seconds of each cell run."""

    notebook: NotebookNode
    incidents: dict[int, Incident] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)


class Lost(Exception):
    """The child is of no more use; the cell at hand is to blame."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.incident = Incident(status, message)


class NotebookRun:
    """One notebook on its way, through as many children as it takes."""

    def __init__(
        self,
        zygote: RunningZygote,
        notebook: NotebookNode,
        questions: Mapping[str, str],
        files: Mapping[str, bytes],
        limits: Limits,
        skip: Skip,
        deadline: float,
        order: Sequence[int],
    ) -> None:
        self.zygote, self.notebook, self.limits = zygote, notebook, limits
        self.files = {f"questions/{name}.json": text.encode() for name, text in questions.items()}
        self.files |= {f"work/{name}": data for name, data in files.items()}
        self.cells = [i for i in order if _runs(notebook.cells[i], skip)]
        self.incidents: dict[int, Incident] = {}
        self.stopped: dict[int, Incident] = {}
        self.seconds: dict[int, float] = {}
        self.deadline = deadline

    def all(self) -> RunResult:
        """Run every cell that is to be run, and return the RunResult."""
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        self.notebook.metadata["language_info"] = self.zygote.report["language"]
        for _ in range(self.limits.restarts):
            if self._attempt():
                break
        else:
            self._give_up("crashed", "the notebook had to be restarted too often")
        for index, incident in self.stopped.items():
            cell = self.notebook.cells[index]
            cell.outputs = []
            add_error(cell, incident.status, incident.message)
        return RunResult(self.notebook, {**self.incidents, **self.stopped}, self.seconds)

    def _attempt(self) -> bool:
        """Run every cell that is not to blame; return whether that came to an end."""
        self.incidents, self.reached, self.bytes, self.waited = {}, -1, 0, 0.0
        child = self.zygote.fork(self.limits)
        client = OutputClient(self.notebook, child.send)
        try:
            child.send({"names": list(self.files)}, self.files.values())
            child.wait_until_ready()
            for place, index in enumerate(self.cells):
                if index not in self.stopped:
                    self.reached = place
                    self._cell(child, client, index)
        except Lost as lost:
            self.stopped[index] = lost.incident
            if time.monotonic() < self.deadline:
                return False
            self._give_up("timeout", f"the notebook ran for more than {self.limits.notebook_seconds:g} s")
        finally:
            child.close()
            client.finish()
        return True

    def _give_up(self, status: str, message: str) -> None:
        for index in self.cells[self.reached + 1 :]:
            if index not in self.stopped:
                self.stopped[index] = Incident(status, message)

    def _cell(self, child: Child, client: OutputClient, index: int) -> None:
        cell = self.notebook.cells[index]
        request = client.request(cell)
        start = time.monotonic()
        _Turn(self, child, client, cell, index, request).go(start)
        self.seconds[index] = time.monotonic() - start


class _Turn:
    """One cell being run: until its reply and its idle status are both there."""

    def __init__(
        self,
        run: NotebookRun,
        child: Child,
        client: OutputClient,
        cell: NotebookNode,
        index: int,
        request: dict[str, Any],
    ) -> None:
        self.run, self.child, self.client, self.cell, self.index = run, child, client, cell, index
        self.request, self.limits = request, run.limits
        self.bytes, self.interrupted, self.extended = 0, False, False
        self.why: Incident | None = None

    def go(self, start: float) -> None:
        self.deadline = min(start + self.limits.cell_seconds, self.run.deadline)
        parts = ("header", "parent_header", "metadata", "content")
        self.child.send({part: self.request[part] for part in parts})
        name, idle, reply = self.request["header"]["msg_id"], False, None
        while not (idle and reply):
            message = self._next()
            if message is None or message["parent_header"].get("msg_id") != name:
                continue
            if message["channel"] != "shell":
                idle = self.client.take(message, self.cell, self.index) or idle
            elif message["msg_type"] == "execute_reply":
                reply = message["content"]
        self._finish(reply)

    def _next(self) -> dict[str, Any] | None:
        try:
            raw, size = self.child.receive(self.deadline)
        except Late:
            if not self._waits_longer():
                self._stop("timeout", f"stopped after {self.limits.cell_seconds:g} s")
            return None
        except Ended as ended:
            raise self._lost(ended.end) from ended
        except BadFrame as error:
            raise Lost("crashed", f"the kernel's messages cannot be read: {error}") from error
        message = tidy(raw)
        self.bytes += size
        self.run.bytes += size
        return self._within(message)

    def _within(self, message: dict[str, Any] | None) -> dict[str, Any] | None:
        """The message, or None where the cell has shown too much already."""
        limit = min(self.limits.output_bytes, self.limits.notebook_output_bytes - self.run.bytes + self.bytes)
        if self.bytes <= limit:
            return message
        words = f"showed more than {limit / 2**20:.0f} MiB; the rest is cut"
        self.why = self.why or Incident("output", words)
        if self.bytes > FLOOD * self.limits.output_bytes:
            self._stop("output", self.why.message)
        needed = message and (message["channel"] == "shell" or message["msg_type"] == "status")
        return message if needed else None

    def _waits_longer(self) -> bool:
        """Whether the cell gets more time, once: what others kept it from the processor, at most its own again."""
        if self.interrupted or self.extended or time.monotonic() >= self.run.deadline:
            return False
        waited = self.child.waited()
        more = min(waited - self.run.waited, self.limits.cell_seconds)
        self.run.waited, self.extended = waited, True
        self.deadline = min(self.deadline + more, self.run.deadline)
        return more > WORTH_WAITING_SECONDS

    def _stop(self, status: str, message: str) -> None:
        """Interrupt the cell; at the second call give the child up."""
        if self.interrupted and time.monotonic() >= self.deadline:
            raise Lost(status, message)
        if not self.interrupted:
            self.interrupted = True
            self.why = self.why or Incident(status, message)
            self.deadline = time.monotonic() + INTERRUPT_SECONDS
            self.child.interrupt()

    def _lost(self, end: End) -> Lost:
        if self.why:
            return Lost(self.why.status, self.why.message)
        if end.why == "memory":
            return Lost("memory", f"took more than {self.limits.memory_bytes / 2**20:.0f} MiB of memory")
        if end.why == "disk":
            size = f"{self.limits.disk_bytes / 2**20:.0f} MiB of files, or {self.limits.files}"
            return Lost("crashed", f"wrote more than {size}")
        if end.cpu >= self.limits.cpu_seconds:
            return Lost("timeout", f"used more than {self.limits.cpu_seconds:g} s of processor time")
        return Lost("crashed", f"the kernel {end.words}")

    def _finish(self, reply: dict[str, Any]) -> None:
        if self.why:
            self.run.incidents[self.index] = self.why
            add_error(
                self.cell,
                "CellTimeoutError" if self.why.status == "timeout" else "OutputLimit",
                self.why.message,
            )
        elif reply.get("status") == "error":
            lines = reply.get("traceback")
            lines = [str(line) for line in lines] if isinstance(lines, list) else []
            add_error(self.cell, str(reply.get("ename")), str(reply.get("evalue")), lines)


def _runs(cell: NotebookNode, skip: Skip) -> bool:
    if cell.cell_type != "code" or not cell.source.strip():
        return False
    if "skip-execution" in cell.metadata.get("tags", []):
        return False
    return not (skip and skip(cell))
