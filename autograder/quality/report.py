"""What `autograder quality` says of a week, as text and as rows for JSON."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.files import write_atomically
from autograder.quality.answers import SEEDS, confusion_table, confusions, losses, right_answers, sheets_of
from autograder.quality.equivalent import reasons, stale
from autograder.quality.mutants import mutants
from autograder.quality.trial import fates


@dataclass(frozen=True)
class Row:
    """The figures of one exercise.

    wrong, lost, named: listed wrong answers; those that lose points, and are named rightly, on every sheet
    right, kept: the reference and its alternatives; those that lose nothing on any sheet
    mutants, killed, equivalent: changes of the reference; caught by a hidden case; that no case can catch
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

    @property
    def sound(self):
        """Whether nothing is left to mend."""
        return not (self.findings or self.survivors)


def rows(week, seeds=SEEDS):
    """The Row of each exercise of a week, in its order."""
    return [row_of(week, exercise, seeds) for exercise in week.exercises]


def row_of(week, exercise, seeds=SEEDS):
    """The Row of one exercise."""
    sheets = sheets_of(week, exercise, seeds)
    answers = list(confusions(week, exercise, sheets))
    wrong = {one.name for one in answers}
    bad = list(losses(week, exercise, sheets))
    tried = fates(week, exercise, mutants(exercise, references(week)), seeds[0])
    known = {fate.mutant.key for fate in tried} & reasons().keys()
    findings = [f"{b.who}, {b.where}: {b.text}" for b in bad]
    findings += [f"{a.name!r}, {a.where}: named {a.named!r}, loses {a.lost:g}" for a in answers if not a.right]
    findings += [f"no mutant any more: {key[1:]}" for key in stale([f.mutant for f in tried], {exercise.id})]
    findings += [f"said to be equivalent, but killed: {f.mutant.key[1:]}"
                 for f in tried if f.mutant.key in known and not f.survived]  # fmt: skip
    return Row(
        exercise.id,
        len(wrong),
        len(wrong - {a.name for a in answers if not a.lost > 0}),
        len(wrong - {a.name for a in answers if not a.right}),
        len(right_answers(week, exercise)),
        len(right_answers(week, exercise)) - len({b.who for b in bad}),
        len(tried),
        sum(not fate.survived for fate in tried if fate.mutant.key not in known),
        len(known),
        [said(fate.mutant) for fate in tried if fate.survived and fate.mutant.key not in known],
        {name: dict(taken) for name, taken in confusion_table(answers).items() if set(taken) != {name}},
        findings,
    )


def references(week):
    """The names of a week's references: each is held by its own exercise."""
    return {exercise.reference.__name__ for exercise in week.exercises}


def said(mutant):
    """A mutant in one line."""
    return f"{mutant.inside} ({mutant.kind}): {mutant.was}  =>  {mutant.now}"


def report(week, seeds=SEEDS):
    """Return the table of a week as text, and whether nothing is left to mend."""
    found = rows(week, seeds)
    return as_text(week, found, seeds), all(row.sound for row in found)


def as_text(week, found, seeds=SEEDS):
    """The rows of a week as a table, what is left to mend below its exercise."""
    width = max(len(row.exercise) for row in found)
    lines = [f"{week.name}: hidden cases of seed {seeds[0]}", _line("", width, *HEAD)]
    for row in found:
        lines.append(_line(row.exercise, width, *_cells(row)))
        lines += [f"    lives: {survivor}" for survivor in row.survivors]
        lines += [f"    {finding}" for finding in row.findings]
    lines.append(_line("all", width, *_cells(total(found))))
    return "\n".join(lines)


def total(found):
    """One Row that adds up others."""
    names = ("wrong", "lost", "named", "right", "kept", "mutants", "killed", "equivalent")
    return Row("all", *(sum(getattr(row, name) for row in found) for name in names))


HEAD = ("wrong answers", "lose", "named", "right answers", "keep", "mutants", "equivalent", "killed of the rest")


def _cells(row):
    rest = row.mutants - row.equivalent
    share = f"{row.killed} of {rest}" + (f" ({row.killed / rest:.1%})" if rest else "")
    return (row.wrong, row.lost, row.named, row.right, row.kept, row.mutants, row.equivalent, share)


def _line(name, width, *cells):
    return "  ".join([name.ljust(width), *(str(c).rjust(len(h)) for c, h in zip(cells, HEAD, strict=True))])


def write_rows(path, name, found):
    """Put the rows of one week into a JSON file of all weeks, beside those that are there."""
    path = Path(path)
    weeks = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    weeks[name] = [asdict(row) for row in found]
    write_atomically(path, json.dumps(dict(sorted(weeks.items())), indent=1) + "\n")


def read_rows(path):
    """Week name -> its rows, from a file of `write_rows`."""
    weeks = json.loads(Path(path).read_text(encoding="utf-8"))
    return {name: [Row(**row) for row in found] for name, found in weeks.items()}
