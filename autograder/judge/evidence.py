"""What an executed test cell left behind, as plain data that can be judged now or later."""

from dataclasses import asdict, dataclass, field

from gmcourse.check.answers import MIME

MAX_MESSAGES = 3


@dataclass(frozen=True)
class Evidence:
    """The answer messages of one test cell, its error, and what the executor had to stop."""

    exercise: str
    messages: tuple = ()
    error: dict | None = None
    incident: dict | None = None


@dataclass(frozen=True)
class Incident:
    """Why the executor stopped a cell: a status of the report, and a sentence for the student."""

    status: str
    message: str


def collect(notebook, exercises, incidents=None):
    """Return the Evidence of each exercise, read from the cell that nbgrader marks as its test.

    incidents: cell index -> Incident, from the executor.
    """
    found = {}
    for index, cell in enumerate(notebook.cells):
        exercise = tested_exercise(cell)
        if exercise in exercises and exercise not in found:
            found[exercise] = _evidence(exercise, cell, (incidents or {}).get(index))
    return {e: found.get(e, Evidence(e)) for e in exercises}


def tested_exercise(cell):
    """The exercise whose marks a cell carries, or None."""
    record = cell.metadata.get("nbgrader") or {}
    if cell.cell_type != "code" or not record.get("grade") or record.get("solution"):
        return None
    return record["grade_id"].removeprefix("test_")


def _evidence(exercise, cell, incident):
    messages, error = [], None
    for output in cell.get("outputs", []):
        data = output.get("data") or {}
        if output.output_type == "display_data" and MIME in data and len(messages) < MAX_MESSAGES:
            messages.append(data[MIME])
        if output.output_type == "error":
            error = {"ename": str(output.get("ename"))[:80], "evalue": str(output.get("evalue"))[:300]}
    return Evidence(exercise, tuple(messages), error, asdict(incident) if incident else None)


@dataclass(frozen=True)
class Record:
    """All evidence of one hand-in, with what it was: enough to judge it again without running it."""

    student: str
    week: str
    digest: str
    seed: int
    evidence: dict = field(default_factory=dict)

    def to_json(self):
        """A JSON-ready form."""
        return {**self.__dict__, "evidence": {e: item.__dict__ for e, item in self.evidence.items()}}

    @classmethod
    def from_json(cls, node):
        """The record of a JSON form."""
        evidence = {
            e: Evidence(item["exercise"], tuple(item["messages"]), item["error"], item["incident"])
            for e, item in node["evidence"].items()
        }
        return cls(**{**node, "evidence": evidence})
