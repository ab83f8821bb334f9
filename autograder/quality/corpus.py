"""Answers from outside, labelled by a fair person, and how the grader marks them.

A corpus is a folder of one file a week, named by what comes before the first _ of the week, each with
    RIGHT = {exercise: [code, ...]}                 must keep every point
    WRONG = {exercise: [(what, code, fits), ...]}   must lose points; `fits`: the listed misconceptions whose
                                                    hint would be fair to that student (none: an empty tuple)
where the code is the text of a student's cell, which knows numpy as `np`, torch, what its notebook's first cell
imports, and the other exercises, solved, where it calls them.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import BadOption
from autograder.files import write_atomically
from autograder.quality.answers import sheets_of
from autograder.quality.around import names_around
from autograder.weeks import find_week, week_names
from gmcourse.check.ask import ask
from gmcourse.check.verdict import Report, mark

if TYPE_CHECKING:
    from autograder.spec import Week
    from gmcourse.check.sheet import Sheet


SEEDS = (1, 2, 3)
MOST_FALSE_PASSES = 0.005
MOST_GREEN_THEN_RED = 0.003
LEAST_FAIR = 0.98
LEAST_NAMED = 0.92


@dataclass(frozen=True)
class Marked:
    """How one answer of a corpus was marked: on the public cases, and on the hidden ones of each seed."""

    public: Report
    hidden: tuple
    names: tuple

    @property
    def slipped(self) -> bool:
        """Whether it got full hidden marks on some seed."""
        return any(report.status == "pass" for report in self.hidden)


@dataclass
class Tally:
    """Figures of a corpus, and a line for each answer that is judged wrongly.

    right, false_fails: right answers; those that lose a point anywhere
    wrong, false_passes, green_then_red: wrong answers; those with full hidden marks on some seed; those all
        right in `check` that lose points in grading
    accused, fair: wrong answers that are given a name; those whose every name is one that fits
    nameable, named: wrong answers that some name fits and `check` catches; those that are given one that fits
    """

    right: int = 0
    false_fails: int = 0
    wrong: int = 0
    false_passes: int = 0
    green_then_red: int = 0
    accused: int = 0
    fair: int = 0
    nameable: int = 0
    named: int = 0
    lines: list = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count the answers of another tally too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def figures(self) -> dict[str, int]:
        """The counts by name."""
        return {name: value for name, value in asdict(self).items() if name != "lines"}


def measure(
    folder: str | Path, weeks: Collection[str] = (), seeds: Iterable[int] = SEEDS
) -> dict[str, Tally]:
    """Week name -> the Tally of its answers; raise BadOption where the folder holds none of them."""
    found = {}
    for name in weeks or week_names():
        path = Path(folder) / f"{name.split('_')[0]}.py"
        if path.is_file():
            found[name] = week_tally(find_week(name), path, seeds)
    if not found:
        raise BadOption(
            f"--corpus {folder}: expected a folder with one file a week in it, such as {week_names()[0].split('_')[0]}.py"
        )
    return found


def week_tally(
    week: Week, path: Path, seeds: Iterable[int] = SEEDS, only: Collection[str] | None = None
) -> Tally:
    """The Tally of the answers in one file; `only` names the exercises to look at."""
    right, wrong = labelled(path)
    found = Tally()
    for exercise in week.exercises:
        if exercise.id in {*right, *wrong} and (only is None or exercise.id in only):
            sheets = sheets_of(week, exercise, seeds)
            around = partial(names_around, week, exercise.id)
            found.add(
                tally(exercise.id, sheets, right.get(exercise.id, ()), wrong.get(exercise.id, ()), around)
            )
    return found


def labelled(path: Path) -> tuple[dict, dict]:
    """RIGHT and WRONG of a file."""
    spec = importlib.util.spec_from_file_location(f"corpus_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise BadOption(f"{path} is no file of Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.RIGHT, module.WRONG


def tally(
    exercise: str,
    sheets: Mapping[str, Sheet],
    right: Iterable[str],
    wrong: Iterable[tuple[str, str, Any]],
    around: Callable[[str], dict[str, Any]] = lambda code: {},
) -> Tally:
    """The Tally of the answers to one exercise; `around`: code -> the names that a cell of it finds."""
    found = Tally()
    for number, code in enumerate(right):
        _count_right(found, f"{exercise}, right answer {number}", marked(sheets, code, exercise, around))
    for number, (what, code, fits) in enumerate(wrong):
        one = marked(sheets, code, exercise, around)
        _count_wrong(found, f"{exercise}, wrong answer {number}, {what}", one, fits)
    return found


def _count_right(total: Tally, who: str, one: Marked) -> None:
    total.right += 1
    lost = [report for report in (one.public, *one.hidden) if report.status != "pass"]
    if lost:
        total.false_fails += 1
        total.lines.append(f"{who}: false fail: {lost[0].message}")


def _count_wrong(total: Tally, who: str, one: Marked, fits: Any) -> None:
    total.wrong += 1
    seen = one.public.status != "pass"
    if one.slipped:
        total.false_passes += 1
        total.lines.append(f"{who}: false pass; check says {one.public.status}")
    elif not seen:
        total.green_then_red += 1
        total.lines.append(f"{who}: green in check, then red")
    if fits and seen:
        total.nameable += 1
        total.named += bool(set(one.names) & set(fits))
        if not set(one.names) & set(fits):
            total.lines.append(f"{who}: not named {sorted(fits)[0]!r}")
    if one.names:
        total.accused += 1
        unfair = [name for name in one.names if name not in fits]
        total.fair += not unfair
        total.lines += [f"{who}: accused of {name!r}" for name in unfair]


def marked(
    sheets: Mapping[str, Sheet], code: str, exercise: str, around: Callable[[str], dict[str, Any]]
) -> Marked:
    """How the code of one answer is marked on the sheets of `sheets_of`."""
    function = named_function(code, exercise, around(code))
    reports = {where: mark(sheet, ask(sheet, function), reveal=True) for where, sheet in sheets.items()}
    public = reports.pop("public")
    return Marked(public, tuple(reports.values()), names_shown(sheets["public"], public))


def names_shown(sheet: Sheet, report: Report) -> tuple[str, ...]:
    """The misconceptions that a report names or hints at."""
    hints = {line.hint for line in report.lines if line.hint}
    named = {name for name, hint in sheet.hints.items() if hint in hints}
    return tuple(sorted(named | ({report.diagnosis} if report.diagnosis else set())))


def named_function(code: str, exercise: str, names: Mapping[str, Any]) -> Callable:
    """What the code defines under the exercise's name, where these names stand already."""
    space: dict[str, Any] = {"np": np, "numpy": np, "__name__": "student"} | dict(names)
    if "torch" in code:
        import torch

        space["torch"] = torch
    exec(compile(code, f"<{exercise}>", "exec"), space)
    return space[exercise]


def total_tally(found: Mapping[str, Tally]) -> Tally:
    """One Tally of all weeks."""
    together = Tally()
    for one in found.values():
        together.add(one)
    return together


def kept_promises(found: Mapping[str, Tally]) -> bool:
    """Whether the course's promises hold on these answers."""
    one = total_tally(found)
    return (
        one.false_fails == 0
        and one.false_passes <= MOST_FALSE_PASSES * one.wrong
        and one.green_then_red <= MOST_GREEN_THEN_RED * one.wrong
        and one.fair >= LEAST_FAIR * one.accused
        and one.named >= LEAST_NAMED * one.nameable
    )


def write_tallies(path: str | Path, found: Mapping[str, Tally]) -> None:
    """Put the figures of all weeks into a JSON file."""
    write_atomically(Path(path), json.dumps(as_rows(found), indent=1) + "\n")


def read_tallies(path: str | Path) -> dict[str, Tally]:
    """Week name -> its Tally, from a file of `write_tallies`."""
    return from_rows(json.loads(Path(path).read_text(encoding="utf-8")))


def as_rows(found: Mapping[str, Tally]) -> dict[str, dict[str, Any]]:
    """The tallies of all weeks as data for JSON."""
    return {name: one.figures() | {"lines": one.lines} for name, one in found.items()}


def from_rows(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Tally]:
    """The tallies of `as_rows`."""
    return {name: Tally(**row) for name, row in rows.items()}


def tallies_as_text(found: Mapping[str, Tally]) -> str:
    """The tallies of `measure`, with what is judged wrongly below each week."""
    lines = []
    for name, one in found.items():
        lines += [f"{name}: {tally_line(one)}", *(f"    {line}" for line in one.lines)]
    return "\n".join([*lines, f"all: {tally_line(total_tally(found))}"])


def tally_line(one: Tally) -> str:
    """A tally in one line."""
    return (
        f"{one.right} right: {one.false_fails} false fails; {one.wrong} wrong: {one.false_passes} false passes, "
        f"{one.green_then_red} green then red; {one.fair} of {one.accused} accusations fair; "
        f"{one.named} of {one.nameable} fair names found"
    )
