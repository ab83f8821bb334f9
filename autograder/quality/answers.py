"""The listed answers of a week, marked: right ones must keep all points, wrong ones lose some and be named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.spec import Exercise, Week, hidden_sheet, public_sheet
from gmcourse.check.ask import ask
from gmcourse.check.sheet import Sheet, from_json, to_json
from gmcourse.check.verdict import mark

SEEDS = (1, 2)


@dataclass(frozen=True)
class Finding:
    """One implementation that was marked other than it deserves."""

    exercise: str
    who: str
    where: str
    text: str


@dataclass(frozen=True)
class Confusion:
    """How one misconception of an exercise was marked on one sheet: points lost, and as what it was named.

    `known_as` is the name that it should be given: its own, or that of the mistake it is a kind of.
    """

    exercise: str
    name: str
    known_as: str
    where: str
    lost: float
    named: str | None

    @property
    def right(self) -> bool:
        """Whether it lost points and was named as itself."""
        return self.lost > 0 and self.named == self.known_as


def sheets_of(week: Week, exercise: Exercise, seeds: Iterable[int] = SEEDS) -> dict[str, Sheet]:
    """The public sheet and the hidden one of each seed, as they are after their way through JSON."""
    sheets = {"public": public_sheet(week, exercise)}
    sheets |= {f"hidden, seed {seed}": hidden_sheet(week, exercise, seed) for seed in seeds}
    return {where: from_json(json.loads(json.dumps(to_json(sheet)))) for where, sheet in sheets.items()}


def confusions(week: Week, exercise: Exercise, sheets: Mapping[str, Sheet]) -> Iterator[Confusion]:
    """One Confusion for each misconception and sheet."""
    for where, sheet in sheets.items():
        for wrong in exercise.misconceptions:
            report = mark(sheet, ask(sheet, wrong.function), reveal=True)
            lost = report.points - report.score
            yield Confusion(exercise.id, wrong.name, wrong.known_as, where, lost, report.diagnosis)


def right_answers(week: Week, exercise: Exercise) -> dict[str, Callable]:
    """The reference and the alternatives of an exercise, by name."""
    others = {f"alternative {n}, {f.__name__}": f for n, f in enumerate(exercise.alternatives, 1)}
    return {"the reference": exercise.reference} | others


def losses(week: Week, exercise: Exercise, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """A Finding for each right answer that loses points on a sheet."""
    for where, sheet in sheets.items():
        for who, function in right_answers(week, exercise).items():
            report = mark(sheet, ask(sheet, function), reveal=True)
            if report.status != "pass":
                lost = "; ".join(f"{line.name}: {line.detail}" for line in report.lines if not line.ok)
                yield Finding(exercise.id, who, where, f"loses points: {lost or report.message}")


def exercise_findings(week: Week, exercise: Exercise, seeds: Iterable[int] = SEEDS) -> list[Finding]:
    """Every wrong mark of an exercise: a right answer that loses points, a wrong one that loses none or is misnamed."""
    sheets = sheets_of(week, exercise, seeds)
    found = list(losses(week, exercise, sheets))
    for one in confusions(week, exercise, sheets):
        if not one.right:
            text = f"is named {one.named!r}" if one.lost > 0 else "loses no point"
            found.append(Finding(exercise.id, f"misconception {one.name!r}", one.where, text))
    return found


def confusion_table(found: Iterable[Confusion]) -> dict[str, dict[str, int]]:
    """Misconception -> how often it was taken for what; "(no name)" and "(no loss)" among them."""
    table: dict[str, dict[str, int]] = {}
    for one in found:
        taken = "(no loss)" if not one.lost > 0 else one.named or "(no name)"
        table.setdefault(one.known_as, Counter())[taken] += 1
    return table
