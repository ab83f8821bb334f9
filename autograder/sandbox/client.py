"""nbclient's own building of outputs, fed message by message instead of from sockets."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from jupyter_client.session import Session
from nbclient.client import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode, from_dict

from autograder.sandbox.inside.course_names import TEST_CELL

_SESSION = Session(key=b"messages stay in this process")
_HIDDEN = "ERROR: An error occurred while showtraceback was disabled"
# An update is written into every place that shows its display: in a few at most.
MAX_PLACES = 8
MAX_ECHOED = 8 * 2**20
HOSTILE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class OutputClient(NotebookClient):
    """Keeps a notebook's outputs as nbclient does; messages come in by `take`, widgets answer by `send`."""

    def __init__(self, notebook: NotebookNode, send: Callable[[dict[str, Any]], int]) -> None:
        super().__init__(notebook, record_timing=False)
        self._send, self._echoed = send, 0
        channels: Any = SimpleNamespace(session=_SESSION, shell_channel=SimpleNamespace(send=self._echo))
        self.kc = channels

    def _echo(self, message: dict[str, Any]) -> None:
        """Tell a widget, up to a sum, what it shows: an Output widget is told all of it at each new output."""
        if self._echoed <= MAX_ECHOED:
            self._echoed += self._send(message)

    def request(self, cell: NotebookNode) -> dict[str, Any]:
        """Return the execute_request of a code cell, and empty what the cell showed before."""
        cell.outputs = []
        cell.execution_count = None
        self.clear_before_next_output = False
        content = {
            "code": cell.source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        metadata = {"cellId": cell.get("id"), TEST_CELL: _is_test(cell)}
        return _SESSION.msg("execute_request", content, metadata=metadata)

    def take(self, message: dict[str, Any], cell: NotebookNode, index: int) -> bool:
        """Let nbclient process one iopub message; return whether the cell is idle.

        A message that is not what Jupyter's protocol says is left out: the student wrote it.
        """
        kind = message["msg_type"]
        if kind == "status":
            return message["content"].get("execution_state") == "idle"
        if not is_sound(kind, message["content"]):
            return False
        try:
            self.process_message(message, cell, index)
        except CellExecutionComplete:
            return True
        except HOSTILE:
            self.log.debug("a message that nbclient cannot process: %s", kind)
        return False

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """As nbclient's, without another look at the schema: `is_sound` has been there."""
        if self.output_hook_stack[msg["parent_header"].get("msg_id")] and self._echoed <= MAX_ECHOED:
            return super().output(outs, msg, display_id, cell_index)
        if self.clear_before_next_output:
            outs[:] = []
            self.clear_display_id_mapping(cell_index)
            self.clear_before_next_output = False
        if display_id:
            places = self._display_id_map.setdefault(display_id, {})
            if sum(map(len, places.values())) < MAX_PLACES:
                places.setdefault(cell_index, []).append(len(outs))
        outs.append(_node(msg["msg_type"], msg["content"]))
        return outs[-1]

    def finish(self) -> None:
        """Write the state of the widgets into the notebook."""
        try:
            self.set_widgets_metadata()
        except HOSTILE:
            self.nb.metadata.pop("widgets", None)


def _is_test(cell: NotebookNode) -> bool:
    record = cell.metadata.get("nbgrader") or {}
    return bool(record.get("grade") and not record.get("solution"))


_PARTS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
}


def _node(kind: str, content: dict[str, Any]) -> NotebookNode:
    """The output of a message that is sound."""
    return from_dict({"output_type": kind} | {part: content.get(part) for part in _PARTS[kind]})


def tidy(raw: dict[str, Any]) -> dict[str, Any] | None:
    """Return a received message with every part of the type that nbclient expects, or None."""
    header, parent, content = (raw.get(name) for name in ("header", "parent_header", "content"))
    if not (isinstance(header, dict) and isinstance(parent, dict) and isinstance(content, dict)):
        return None
    kind = header.get("msg_type")
    if not isinstance(kind, str):
        return None
    metadata = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    return {
        "header": {"msg_type": kind},
        "msg_type": kind,
        "parent_header": parent,
        "content": content,
        "metadata": metadata,
        "buffers": raw["buffers"],
        "channel": raw.get("channel"),
    }


def is_sound(kind: str, content: dict[str, Any]) -> bool:
    """Whether an output message would make an output that nbformat accepts."""
    if kind == "stream":
        return content.get("name") in ("stdout", "stderr") and isinstance(content.get("text"), str)
    if kind == "error":
        lines = content.get("traceback")
        texts = isinstance(content.get("ename"), str) and isinstance(content.get("evalue"), str)
        return texts and isinstance(lines, list) and all(isinstance(line, str) for line in lines)
    if kind in ("display_data", "update_display_data", "execute_result"):
        count = content.get("execution_count")
        number = count is None or (type(count) is int and 0 <= count < 2**31)
        return number and _is_bundle(content.get("data")) and isinstance(content.get("metadata"), dict)
    if kind == "execute_input":
        return type(content.get("execution_count")) is int and 0 <= content["execution_count"] < 2**31
    return kind in ("clear_output", "comm_open", "comm_msg", "comm_close")


def _is_bundle(data: object) -> bool:
    if not isinstance(data, dict):
        return False
    return all(isinstance(value, str) or _is_json(kind) or _is_lines(value) for kind, value in data.items())


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")


def _is_lines(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def add_error(cell: NotebookNode, name: str, text: str, traceback: list[str] | None = None) -> None:
    """Append an error output, as nbgrader's Execute does for one that the kernel did not show."""
    known = {output.get("ename") for output in cell.outputs if output.output_type == "error"}
    if name not in known:
        lines = [f"\x1b[0;31m{name}\x1b[0m: {text}"] if traceback is None else traceback or [_HIDDEN]
        cell.outputs.append(NotebookNode(output_type="error", ename=name, evalue=text, traceback=lines))
