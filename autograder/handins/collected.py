"""What became of a download, and the lines that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Mistake

if TYPE_CHECKING:
    from autograder.spec import Week


WITHOUT_TIMES = (
    "who was late is not known: Moodle's download holds no times; let Moodle take off points, "
    "or set due date and times as the guide says under `Due dates and late hand-ins` (the times in its worksheet are not read)"
)


class NotAllCollected(Mistake):
    """Some hand-ins could not be collected; all others were."""


@dataclass
class Collected:
    """What became of a download: students by what was done, and a line for each thing that was not taken.

    refused: student -> why nothing that they handed in was taken
    typed: Canvas's number -> (name for a folder, why), of those who gave a link or a text
    without_times: whether the system says nothing of when its hand-ins came
    failed: how many people's hand-ins ended in a failure of ours
    """

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[str, str]] = field(default_factory=dict)
    without_times: bool = False
    failed: int = 0

    @property
    def students(self) -> list[str]:
        """Everybody who has a hand-in of the week in this download."""
        return [*self.new, *self.replaced, *self.unchanged, *self.kept]


def summary(done: Collected, week: Week, archive: str | Path) -> list[str]:
    """What was done, as the lines that the command prints."""
    whose = f"{len(done.students)} hand-ins of {week.name} in {Path(archive).name}"
    parts = [
        (done.new, "new"),
        (done.replaced, "replaced"),
        (done.unchanged, "unchanged"),
        (done.kept, "kept as they were"),
    ]
    counts = ", ".join(f"{len(who)} {what}" for who, what in parts if who) or "none taken"
    lines = [f"{whose}: {counts}", *(f"  {line}" for line in done.lines)]
    if done.without_times:
        lines.append(f"  {WITHOUT_TIMES}")
    if done.late:
        lines.append(f"  late: {', '.join(done.late)}")
    if done.missing:
        lines.append(f"  nothing from: {', '.join(done.missing)}")
    return lines
