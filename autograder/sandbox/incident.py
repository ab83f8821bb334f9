"""Why the executor stopped a cell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Incident:
    """Why the executor stopped a cell: a status of the report, and a sentence for the student."""

    status: str
    message: str
