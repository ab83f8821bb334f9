"""Which cell is to blame where a name is not defined: what should have bound it, or stopped that, or took it away."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autograder.definitions import names_bound_by
from autograder.judge.failures import failure_of
from autograder.sandbox.incident import Incident

if TYPE_CHECKING:
    from nbformat import NotebookNode


# A line that takes names away: those behind `del`, or all.
_REMOVES = re.compile(
    r"^(?:del\b|[ \t]*%reset|[ \t]*get_ipython\(\)\.\w{0,20}magic\(.{0,20}reset|[ \t]*globals\(\)\.clear\().*$",
    re.MULTILINE,
)
_MISSED = re.compile(r"name '(\w{1,80})' is not defined")
# Of how many names a hand-in is told where they went missing, and how many lines of a cell are known that took some away.
MOST = 20


class FirstStops:
    """The cells of an executed notebook that stopped or took names away, and which names each should have given."""

    def __init__(self, notebook: NotebookNode, incidents: Mapping[int, Incident]) -> None:
        self.failed = [
            (failure | {"place": index + 1}, names_bound_by(cell.source))
            for index, cell in enumerate(notebook.cells)
            if cell.cell_type == "code" and (failure := failure_of(cell, incidents.get(index)))
        ]
        self.sources = [cell.source if cell.cell_type == "code" else "" for cell in notebook.cells]
        self.removals = [
            (index, line[0].strip())
            for index, source in enumerate(self.sources)
            for line in list(_REMOVES.finditer(source))[-MOST:]
        ]

    def of(self, name: str, before: int) -> dict[str, Any] | None:
        """How the cell that should have bound the name stopped, or the one that this one waited for; else None.

        A failure as `judge.failures` tells it, with its "place": which cell of the notebook, from 1. Where a cell
        took the name away that the first of them missed, the failure has the "place", the "line" and what it "removed".

        before: the index of the cell that misses the name
        """
        seen: set[str] = set()
        found = None
        while name and name not in seen:
            seen.add(name)
            failure = next((failure for failure, names in self.failed if name in names), None)
            if failure is None:
                return self._removed(name, before) or found
            found, name = failure, missed_name(failure)
        return found

    def _removed(self, name: str, before: int) -> dict[str, Any] | None:
        """The last cell that took away a name which a cell above it binds; None where there is none."""
        if not self.removals:
            return None
        first = next((index for index, names in enumerate(self.bound) if name in names), before)
        for index, line in reversed(self.removals):
            takes_it = not line.startswith("del") or name in re.findall(r"\w+", line)
            if first < index < before and takes_it:
                return {"removed": name, "line": line[:80], "place": index + 1}
        return None

    @cached_property
    def bound(self) -> list[frozenset[str]]:
        """The names that each cell seems to bind."""
        return [names_bound_by(source) for source in self.sources]

    def of_all(self, before: int, *evidence: object) -> dict[str, dict[str, Any]]:
        """Name -> which cell is to blame, for each name that some evidence of the cell at that index says is not defined."""
        if not self.failed and not self.removals:
            return {}
        missed = set(_MISSED.findall(json.dumps(evidence, ensure_ascii=False)))
        return {name: failure for name in sorted(missed)[:MOST] if (failure := self.of(name, before))}


def missed_name(failure: Mapping[str, Any]) -> str:
    """The name that an error says is not defined, or ""."""
    match = _MISSED.search(failure.get("evalue", "")) if failure.get("ename") == "NameError" else None
    return match[1] if match else ""
