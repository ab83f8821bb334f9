"""One notebook on its way through confined children: a fresh one after a cell that cannot be stopped."""

import time
from dataclasses import dataclass, field

from autograder.judge.evidence import Incident
from autograder.sandbox.child import Ended, Late
from autograder.sandbox.client import OutputClient, add_error, tidy
from autograder.sandbox.inside.wire import BadFrame

INTERRUPT_SECONDS = 1.0
FLOOD = 4


@dataclass
class RunResult:
    """An executed notebook, the cells that had to be stopped, and the seconds of each cell run."""

    notebook: object
    incidents: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=dict)


class Lost(Exception):
    """The child is of no more use; the cell at hand is to blame."""

    def __init__(self, status, message):
        super().__init__(message)
        self.incident = Incident(status, message)


class NotebookRun:
    """One notebook on its way, through as many children as it takes."""

    def __init__(self, zygote, notebook, questions, files, limits, skip):
        self.zygote, self.notebook, self.limits = zygote, notebook, limits
        self.files = {f"questions/{name}.json": text.encode() for name, text in questions.items()}
        self.files |= {f"work/{name}": data for name, data in files.items()}
        self.cells = [i for i, cell in enumerate(notebook.cells) if _runs(cell, skip)]
        self.incidents, self.stopped, self.seconds = {}, {}, {}
        self.deadline = time.monotonic() + limits.notebook_seconds

    def all(self):
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

    def _attempt(self):
        """Run every cell that is not to blame; return whether that came to an end."""
        self.incidents, self.reached, self.bytes = {}, -1, 0
        child = self.zygote.fork(self.limits)
        client = OutputClient(self.notebook, child.send)
        try:
            child.send({"names": list(self.files)}, self.files.values())
            for index in self.cells:
                if index not in self.stopped:
                    self.reached = index
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

    def _give_up(self, status, message):
        for index in self.cells:
            if index > self.reached and index not in self.stopped:
                self.stopped[index] = Incident(status, message)

    def _cell(self, child, client, index):
        cell = self.notebook.cells[index]
        request = client.request(cell)
        start = time.monotonic()
        _Turn(self, child, client, cell, index, request).go(start)
        self.seconds[index] = time.monotonic() - start


class _Turn:
    """One cell being run: until its reply and its idle status are both there."""

    def __init__(self, run, child, client, cell, index, request):
        self.run, self.child, self.client, self.cell, self.index = run, child, client, cell, index
        self.request, self.limits = request, run.limits
        self.bytes, self.interrupted, self.why = 0, False, None

    def go(self, start):
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

    def _next(self):
        try:
            raw, size = self.child.receive(self.deadline)
        except Late:
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

    def _within(self, message):
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

    def _stop(self, status, message):
        """Interrupt the cell; at the second call give the child up."""
        if self.interrupted and time.monotonic() >= self.deadline:
            raise Lost(status, message)
        if not self.interrupted:
            self.interrupted = True
            self.why = self.why or Incident(status, message)
            self.deadline = time.monotonic() + INTERRUPT_SECONDS
            self.child.interrupt()

    def _lost(self, end):
        if self.why:
            return Lost(self.why.status, self.why.message)
        if end.why == "memory":
            return Lost("memory", f"took more than {self.limits.memory_bytes / 2**20:.0f} MiB of memory")
        if end.cpu >= self.limits.cpu_seconds:
            return Lost("timeout", f"used more than {self.limits.cpu_seconds:g} s of processor time")
        return Lost("crashed", f"the kernel {end.words}")

    def _finish(self, reply):
        if self.why:
            self.run.incidents[self.index] = self.why
            add_error(self.cell, "CellTimeoutError" if self.why.status == "timeout" else "OutputLimit",
                      self.why.message)
        elif reply.get("status") == "error":
            lines = reply.get("traceback")
            lines = [str(line) for line in lines] if isinstance(lines, list) else []
            add_error(self.cell, str(reply.get("ename")), str(reply.get("evalue")), lines)


def _runs(cell, skip):
    if cell.cell_type != "code" or not cell.source.strip():
        return False
    if "skip-execution" in cell.metadata.get("tags", []):
        return False
    return not (skip and skip(cell))
