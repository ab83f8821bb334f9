"""What goes to a worker and what comes back: notebooks as text, so that any machine can do it."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Job:
    """One repaired notebook to run: whose it is, which week, and its text."""

    student: str
    week: str
    text: str


@dataclass(frozen=True)
class Run:
    """An executed notebook's text, and the cells that had to be stopped, by index.

    `problem` says why the notebook could not be run at all; then it is ungraded.
    """

    student: str
    text: str
    incidents: dict = field(default_factory=dict)
    problem: str = ""


def pack(notebook: dict) -> str:
    """The text of a notebook, in one line: nbformat's own, with its indents, takes ten times as long to write."""
    return json.dumps(notebook)


def unpack(text: str) -> "NotebookNode":
    """The notebook of such a text."""
    # nbformat takes a while to load, and workers warm up meanwhile.
    from nbformat import NotebookNode

    return json.loads(text, object_hook=NotebookNode)
