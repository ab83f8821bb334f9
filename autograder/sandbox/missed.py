"""Whether a notebook that was run without some of its cells missed a name that one of them holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gmcourse.check.answers import MIME

if TYPE_CHECKING:
    from nbformat import NotebookNode


_MISSED = re.compile(r"name '(\w+)' is not defined")
_WORD = re.compile(r"\w+")


def missed_names(cell: NotebookNode) -> set[str]:
    """The names that a code cell which was run says are not defined: in an error that it shows, or in an answer."""
    return {name for text in _troubles(cell) for name in _MISSED.findall(text)}


def missed_a_name(notebook: NotebookNode, skip: Callable[[NotebookNode], bool]) -> bool:
    """Whether a NameError, shown or in an answer, is about a name in a cell that `skip(cell)` left out.

    So it is where a student wrote a helper into such a cell, or used what it defines.
    """
    missed = {name for cell in notebook.cells for name in missed_names(cell)}
    skipped = [cell.source for cell in notebook.cells if cell.cell_type == "code" and skip(cell)]
    return any(not missed.isdisjoint(_WORD.findall(source)) for source in skipped)


def _troubles(cell: NotebookNode) -> Iterator[str]:
    for output in cell.get("outputs", ()):
        if output.get("ename") == "NameError":
            yield output.evalue
        elif MIME in output.get("data", {}):
            yield json.dumps(output.data[MIME], ensure_ascii=False)
