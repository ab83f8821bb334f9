"""What an executed test cell left behind, as plain data that can be judged now or later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from autograder.cells import exercise_of_test
from autograder.definitions import defined_names, is_stub
from autograder.hidden_questions import Seed
from autograder.judge.failures import failures
from autograder.judge.first_stop import FirstStops
from autograder.sandbox.incident import Incident
from gmcourse.check.answers import MIME

if TYPE_CHECKING:
    from nbformat import NotebookNode


MAX_MESSAGES = 3
MAX_NAMES = 3


@dataclass(frozen=True)
class Evidence:
    """The answer messages of one test cell, its error, and what the executor had to stop.

    cell: how the cell that defines the function failed, if it did, as `judge.failures` tells it
    lost: name that is not defined -> which cell is to blame, as `judge.first_stop` tells it
    instead: the names that the exercise's own cell defines where it does not define the exercise
    """

    exercise: str
    messages: tuple = ()
    error: dict | None = None
    incident: dict | None = None
    cell: dict | None = None
    lost: dict = field(default_factory=dict)
    instead: tuple[str, ...] = ()


def evidence_of(
    notebook: NotebookNode, exercises: Sequence[str], incidents: Mapping[int, Incident] | None = None
) -> dict[str, Evidence]:
    """Return the Evidence of each exercise, read from the cell that nbgrader marks as its test.

    incidents: cell index -> Incident, from the executor.
    """
    found: dict[str, Evidence] = {}
    failed = failures(notebook, exercises, incidents or {})
    instead = _instead(notebook, exercises)
    stops = FirstStops(notebook, incidents or {})
    for index, cell in enumerate(notebook.cells):
        exercise = tested_exercise(cell)
        if exercise is not None and exercise in exercises and exercise not in found:
            item = _evidence(exercise, cell, (incidents or {}).get(index), failed.get(exercise))
            lost = stops.of_all(index, item.messages, item.error, item.cell)
            found[exercise] = replace(item, lost=lost, instead=instead.get(exercise, ()))
    return {e: found.get(e, Evidence(e)) for e in exercises}


def tested_exercise(cell: NotebookNode) -> str | None:
    """The exercise whose marks a cell carries, or None."""
    record = cell.metadata.get("nbgrader") or {}
    if cell.cell_type != "code" or not record.get("grade") or record.get("solution"):
        return None
    return exercise_of_test(record["grade_id"])


def _instead(notebook: NotebookNode, exercises: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Exercise -> the names that its own cell defines in its place, in their order; none of a stub's."""
    found: dict[str, tuple[str, ...]] = {}
    for cell in notebook.cells:
        name: Any = (cell.metadata.get("nbgrader") or {}).get("grade_id")
        if cell.cell_type == "code" and name in exercises and not is_stub(cell.source):
            names = defined_names(cell.source)
            if name not in names:
                found[name] = tuple(sorted(names, key=cell.source.find)[:MAX_NAMES])
    return found


def _evidence(exercise: str, cell: NotebookNode, incident: Incident | None, failed: dict | None) -> Evidence:
    messages: list[Any] = []
    error = None
    for output in cell.get("outputs", []):
        data = output.get("data") or {}
        if output.output_type == "display_data" and MIME in data and len(messages) < MAX_MESSAGES:
            messages.append(data[MIME])
        if output.output_type == "error":
            error = {"ename": str(output.get("ename"))[:80], "evalue": str(output.get("evalue"))[:300]}
    return Evidence(exercise, tuple(messages), error, asdict(incident) if incident else None, failed)


@dataclass(frozen=True)
class Record:
    """All evidence of one hand-in, with what it was: enough to judge it again without running it.

    shown: exercise -> what `check` last showed in the hand-in's own outputs
    """

    student: str
    week: str
    digest: str
    seed: Seed
    evidence: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready form."""
        return {**self.__dict__, "evidence": {e: item.__dict__ for e, item in self.evidence.items()}}

    @classmethod
    def from_json(cls, node: dict[str, Any]) -> Self:
        """The record of a JSON form."""
        evidence = {
            e: Evidence(
                item["exercise"],
                tuple(item["messages"]),
                item["error"],
                item["incident"],
                item.get("cell"),
                item.get("lost", {}),
                tuple(item.get("instead", ())),
            )
            for e, item in node["evidence"].items()
        }
        return cls(**{**node, "evidence": evidence})
