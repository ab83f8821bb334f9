"""Which cell stopped first where a name is not defined: the one that should have bound it, or what stopped that one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from autograder.definitions import names_bound_by
from autograder.judge.failures import failure_of
from autograder.sandbox.incident import Incident

if TYPE_CHECKING:
    from nbformat import NotebookNode


_MISSED = re.compile(r"name '(\w{1,80})' is not defined")
# Of how many names a hand-in is told where they went missing.
MOST = 20


class FirstStops:
    """The cells of an executed notebook that stopped, and which names each should have given."""

    def __init__(self, notebook: NotebookNode, incidents: Mapping[int, Incident]) -> None:
        self.failed = [
            (failure | {"place": index + 1}, names_bound_by(cell.source))
            for index, cell in enumerate(notebook.cells)
            if cell.cell_type == "code" and (failure := failure_of(cell, incidents.get(index)))
        ]

    def of(self, name: str) -> dict[str, Any] | None:
        """How the cell that should have bound the name stopped, or the one that this one waited for; else None.

        A failure as `judge.failures` tells it, with its "place": which cell of the notebook, from 1.
        """
        seen: set[str] = set()
        found = None
        while name and name not in seen:
            seen.add(name)
            failure = next((failure for failure, names in self.failed if name in names), None)
            found = failure or found
            name = missed_name(failure) if failure else ""
        return found

    def of_all(self, *evidence: object) -> dict[str, dict[str, Any]]:
        """Name -> how its cell stopped, for each name that some evidence says is not defined."""
        if not self.failed:
            return {}
        missed = set(_MISSED.findall(json.dumps(evidence, ensure_ascii=False)))
        return {name: failure for name in sorted(missed)[:MOST] if (failure := self.of(name))}


def missed_name(failure: Mapping[str, Any]) -> str:
    """The name that an error says is not defined, or ""."""
    match = _MISSED.search(failure.get("evalue", "")) if failure.get("ename") == "NameError" else None
    return match[1] if match else ""
