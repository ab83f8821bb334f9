"""What became of a download, and the lines that say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Mistake
from autograder.handins.reading import STAMP
from autograder.terminal import one_line
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.handins.download import File
    from autograder.handins.taken import Refused
    from autograder.spec import Week


WITHOUT_TIMES = (
    "who was late is not known: Moodle's download holds no times; let Moodle take off points, "
    "or give this assignment's grading worksheet as --roster, which has them"
)


class NotAllCollected(Mistake):
    """Some hand-ins could not be collected; all others were."""


@dataclass
class Collected:
    """What became of a download: students by what was done, and a line for each thing that was not taken.

    refused: student -> why nothing that they handed in was taken, and whose it was
    typed: (file, why) of those who gave a link or a text
    unsure: students who may have handed in one of the files of which nobody can tell whose they are
    turned: students known by name alone, whose download has its words in another order
    without_times: whether the system says nothing of when its hand-ins came, and nothing else does
    timed: students whose time of hand-in was put there now, as a worksheet says it; unread_time: one of its times that
    cannot be read, or ""
    filed_anew: student as whom a hand-in was taken -> whose it is by a list that came later
    failed: how many people's hand-ins ended in a failure of ours
    """

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    refused: dict[str, Refused] = field(default_factory=dict)
    typed: list[tuple[File, str]] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    turned: list[str] = field(default_factory=list)
    without_times: bool = False
    timed: list[str] = field(default_factory=list)
    unread_time: str = ""
    filed_anew: dict[str, str] = field(default_factory=dict)
    failed: int = 0

    @property
    def students(self) -> list[str]:
        """Everybody who has a hand-in of the week in this download."""
        return [*self.new, *self.replaced, *self.unchanged, *self.kept]


def summary(done: Collected, week: Week, archive: str | Path) -> list[str]:
    """What was done, as the lines that the command prints."""
    whose = f"{counted(len(done.students), 'hand-in')} of {week.name} in {Path(archive).name}"
    parts = [
        (done.new, "new"),
        (done.replaced, "replaced"),
        (done.unchanged, "unchanged"),
        (done.kept, "kept as they were"),
    ]
    counts = ", ".join(f"{len(who)} {what}" for who, what in parts if who) or "none taken"
    lines = [f"{whose}: {counts}", *(f"  {line}" for line in done.lines)]
    if done.turned:
        lines.append(f"  by name alone, its words in another order than the list's: {', '.join(done.turned)}")
    lines += [f"  {line}" for line in _on_times(done, week)]
    if done.late:
        lines.append(f"  late: {', '.join(done.late)}")
    if done.missing:
        lines.append(f"  nothing from: {', '.join(done.missing)}")
    return lines


def _on_times(done: Collected, week: Week) -> Iterator[str]:
    """What is known of when hand-ins came, where the download itself says nothing."""
    if done.timed:
        zone = datetime.now().astimezone().tzname()
        yield (
            f"times of hand-in, {len(done.timed)} of {len(done.students)}, are the worksheet's, taken for this machine's zone ({zone}); "
            f"for another, delete submitted/*/{week.name}/{STAMP} and collect again with the worksheet, and such as TZ=Europe/Berlin before the command; "
            f"`autograder due {week.name} DATE` sets the due date, and grading then says who is late"
        )
    if done.unread_time:
        yield (
            f"times of the worksheet that cannot be read, such as {one_line(done.unread_time, 80)!r}, count for nothing; "
            "switch Moodle to English and download it again"
        )
    elif done.without_times:
        yield WITHOUT_TIMES
