"""What `autograder quality` says of a week, as text and as rows for JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import write_atomically
from autograder.quality.answers import SEEDS, confusion_table, confusions, losses, right_answers, sheets_of
from autograder.quality.equivalent import reasons, stale
from autograder.quality.mutants import Mutant, mutants
from autograder.quality.trial import fates

if TYPE_CHECKING:
    from autograder.spec import Exercise, Week


@dataclass(frozen=True)
class Figures:
    """The figures of one exercise.

    wrong, lost, named: listed wrong answers; those that lose points, and are named rightly, on every sheet
    right, kept: the reference and its alternatives; those that lose nothing on any sheet
    mutants, killed, equivalent: changes of the reference; caught by a hidden case; that no case can catch
    hidden_only: mutants that hidden cases catch and public ones do not
    """

    exercise: str
    wrong: int
    lost: int
    named: int
    right: int
    kept: int
    mutants: int
    killed: int
    equivalent: int
    survivors: list = field(default_factory=list)
    confusion: dict = field(default_factory=dict)
    findings: list = field(default_factory=list)
    hidden_only: list = field(default_factory=list)

    @property
    def public(self) -> int:
        """How many of the caught mutants a public case catches, too."""
        return self.killed - len(self.hidden_only)

    @property
    def sound(self) -> bool:
        """Whether nothing is left to mend."""
        return not (self.findings or self.survivors)


def all_figures(week: Week, seeds: Sequence[int] = SEEDS) -> list[Figures]:
    """The Figures of each exercise of a week, in its order."""
    return [figures_of(week, exercise, seeds) for exercise in week.exercises]


def figures_of(week: Week, exercise: Exercise, seeds: Sequence[int] = SEEDS) -> Figures:
    """The Figures of one exercise."""
    sheets = sheets_of(week, exercise, seeds)
    answers = list(confusions(week, exercise, sheets))
    wrong = {one.name for one in answers}
    bad = list(losses(week, exercise, sheets))
    tried = fates(week, exercise, mutants(exercise, references(week)), seeds[0])
    known = {fate.mutant.key for fate in tried} & reasons().keys()
    caught = [fate.mutant for fate in tried if not fate.survived]
    findings = [f"{b.who}, {b.where}: {b.text}" for b in bad]
    findings += [
        f"{a.name!r}, {a.where}: named {a.named!r}, loses {a.lost:g}" for a in answers if not a.right
    ]
    findings += [f"no mutant any more: {key[1:]}" for key in stale([f.mutant for f in tried], {exercise.id})]
    findings += [f"said to be equivalent, but killed: {f.mutant.key[1:]}"
                 for f in tried if f.mutant.key in known and not f.survived]  # fmt: skip
    return Figures(
        exercise.id,
        len(wrong),
        len(wrong - {a.name for a in answers if not a.lost > 0}),
        len(wrong - {a.name for a in answers if not a.right}),
        len(right_answers(week, exercise)),
        len(right_answers(week, exercise)) - len({b.who for b in bad}),
        len(tried),
        sum(not fate.survived for fate in tried if fate.mutant.key not in known),
        len(known),
        [mutant_line(fate.mutant) for fate in tried if fate.survived and fate.mutant.key not in known],
        {name: dict(taken) for name, taken in confusion_table(answers).items() if set(taken) != {name}},
        findings,
        [mutant_line(fate.mutant) for fate in fates(week, exercise, caught, None) if fate.survived],
    )


def is_old(row: Figures, week: Week, exercise: Exercise) -> bool:
    """Whether a row has other numbers of answers and mutants than its exercise has today."""
    there = (
        len({wrong.name for wrong in exercise.misconceptions}),
        len(right_answers(week, exercise)),
        sum(1 for _ in mutants(exercise, references(week))),
    )
    return (row.wrong, row.right, row.mutants) != there


def references(week: Week) -> set[str]:
    """The names of a week's references: each is held by its own exercise."""
    return {exercise.reference.__name__ for exercise in week.exercises}


def mutant_line(mutant: Mutant) -> str:
    """A mutant in one line."""
    return f"{mutant.inside} ({mutant.kind}): {mutant.was}  =>  {mutant.now}"


def table_of(week: Week, seeds: Sequence[int] = SEEDS) -> tuple[str, bool]:
    """Return the table of a week as text, and whether nothing is left to mend."""
    found = all_figures(week, seeds)
    return figures_as_text(week, found, seeds), all(row.sound for row in found)


def figures_as_text(week: Week, found: Sequence[Figures], seeds: Sequence[int] = SEEDS) -> str:
    """The rows of a week as a table, what is left to mend below its exercise."""
    width = max(len(row.exercise) for row in found)
    lines = [f"{week.name}: hidden cases of seed {seeds[0]}", _line("", width, *HEAD)]
    for row in found:
        lines.append(_line(row.exercise, width, *_cells(row)))
        lines += [f"    lives: {survivor}" for survivor in row.survivors]
        lines += [f"    caught by hidden cases only: {one}" for one in row.hidden_only]
        lines += [f"    {finding}" for finding in row.findings]
    lines.append(_line("all", width, *_cells(total_figures(found))))
    return "\n".join(lines)


def total_figures(found: Sequence[Figures]) -> Figures:
    """Figures that add up others."""
    names = ("wrong", "lost", "named", "right", "kept", "mutants", "killed", "equivalent")
    sums = {name: sum(getattr(row, name) for row in found) for name in names}
    return Figures("all", **sums, hidden_only=[one for row in found for one in row.hidden_only])


HEAD = (
    "wrong answers",
    "lose",
    "named",
    "right answers",
    "keep",
    "mutants",
    "equivalent",
    "killed of the rest",
    "in public",
)


def _cells(row: Figures) -> tuple:
    rest = row.mutants - row.equivalent
    share = f"{row.killed} of {rest}" + (f" ({row.killed / rest:.1%})" if rest else "")
    return (
        row.wrong,
        row.lost,
        row.named,
        row.right,
        row.kept,
        row.mutants,
        row.equivalent,
        share,
        row.public,
    )


def _line(name: str, width: int, *cells: object) -> str:
    return "  ".join([name.ljust(width), *(str(c).rjust(len(h)) for c, h in zip(cells, HEAD, strict=True))])


def write_rows(path: str | Path, name: str, found: Sequence[Figures]) -> None:
    """Put the rows of one week into a JSON file of all weeks, beside those that are there."""
    path = Path(path)
    weeks = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    weeks[name] = [asdict(row) for row in found]
    write_atomically(path, json.dumps(dict(sorted(weeks.items())), indent=1) + "\n")


def read_rows(path: str | Path) -> dict[str, list[Figures]]:
    """Week name -> its rows, from a file of `write_rows`."""
    weeks = json.loads(Path(path).read_text(encoding="utf-8"))
    return {name: [Figures(**row) for row in found] for name, found in weeks.items()}
