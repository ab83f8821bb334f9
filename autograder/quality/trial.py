"""Tries mutants on hidden cases: in a forked process, each under a time limit; what hangs or dies is killed."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from autograder.quality.mutants import Mutant, function_of, original
from autograder.spec import Exercise, Week, hidden_sheet, public_sheet
from gmcourse.check import guards
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

if TYPE_CHECKING:
    from gmcourse.check.sheet import Sheet


SEED = 1
MEMORY = 4 * 2**30
SHORTEST = 3.0
FIRST = 6
SLOWER = 20
GRACE = 20.0


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: "killed", "hung", "died" or "survived"; by what."""

    mutant: Mutant
    outcome: str
    by: str = ""

    @property
    def survived(self) -> bool:
        """Whether no hidden case told the mutant from the reference."""
        return self.outcome == "survived"


def fates(week: Week, exercise: Exercise, mutants: Iterable[Mutant], seed: int | None = SEED) -> list[Fate]:
    """The Fate of each mutant of an exercise, in their order, on the hidden cases of one sitting; None: the public ones."""
    sheets = _sheets(week, exercise, seed)
    _require_sound(week, exercise, sheets)
    found: list[Fate] = []
    tried = list(mutants)
    while len(found) < len(tried):
        found += _batch(exercise, sheets, tried[len(found) :])
    return found


def _sheets(week: Week, exercise: Exercise, seed: int | None) -> list[Sheet]:
    """One sheet a case, quickest first, with the properties that look at it and a limit far above its need.

    The need is that of the reference, at the first time of asking (imports and all) and at the second.
    """
    bare = replace(exercise, misconceptions=[])
    whole = public_sheet(week, bare) if seed is None else hidden_sheet(week, bare, seed)
    sheets = []
    for case in whole.cases:
        properties = tuple(p for p in whole.properties if p.on == case.group)
        one = replace(whole, cases=(case,), properties=properties)
        begun = time.perf_counter()
        if mark(one, ask(one, exercise.reference), reveal=False).status != "pass":
            raise ValueError(f"{exercise.id}: the reference itself fails on a hidden case of {case.group!r}")
        first, start = time.perf_counter() - begun, time.perf_counter()
        ask(one, exercise.reference, again=False)
        limit = max(SHORTEST, FIRST * first, SLOWER * (time.perf_counter() - start))
        sheets.append((first, replace(one, seconds=min(whole.seconds, limit))))
    return [sheet for _, sheet in sorted(sheets, key=lambda pair: pair[0])]


def _require_sound(week: Week, exercise: Exercise, sheets: Sequence[Sheet]) -> None:
    """Raise RuntimeError where the unchanged reference does not pass as mutants are tried: all would seem caught."""
    (fate,) = _batch(exercise, sheets, [original(exercise, {e.reference.__name__ for e in week.exercises})])
    if not fate.survived:
        raise RuntimeError(
            f"{exercise.id}: tried like a mutant, the unchanged reference {fate.outcome} ({fate.by})"
        )


def _batch(exercise: Exercise, sheets: Sequence[Sheet], mutants: Sequence[Mutant]) -> list[Fate]:
    """The fates up to and with the first mutant that takes its process down."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(sender, exercise, sheets, mutants))
    child.start()
    sender.close()
    patience = sum(sheet.seconds for sheet in sheets) + GRACE
    found: list[Fate] = []
    while len(found) < len(mutants):
        mutant = mutants[len(found)]
        if not receiver.poll(patience):
            child.kill()
            found.append(Fate(mutant, "hung", "stopped from outside"))
            break
        try:
            found.append(Fate(mutant, *receiver.recv()))
        except EOFError:
            found.append(Fate(mutant, "died", "the process ended"))
            break
    child.join()
    receiver.close()
    return found


def _work(sender: Connection, exercise: Exercise, sheets: Sequence[Sheet], mutants: Sequence[Mutant]) -> None:
    # Whoever interrupts the command has no use for a report of each process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY,) * 2)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    for mutant in mutants:
        sender.send(_try(exercise, sheets, mutant))


def _try(exercise: Exercise, sheets: Sequence[Sheet], mutant: Mutant) -> tuple[str, str]:
    try:
        function = function_of(mutant, exercise.reference.__name__)
    except Exception as error:
        return "killed", f"no function: {type(error).__name__}"
    for sheet in sheets:
        answers = ask(sheet, function, again=False)
        report = mark(sheet, answers, reveal=False)
        if report.status != "pass":
            lost = next(line.name for line in report.lines if not line.ok) if report.lines else report.status
            return ("hung" if answers[0].status == "slow" else "killed"), lost
    again = guards.AGAIN if any(_unsteady(sheet, function) for sheet in sheets) else ""
    return ("killed" if again else "survived"), again


def _unsteady(sheet: Sheet, function: Callable[..., Any]) -> bool:
    """Whether a second call of a case that passed answers otherwise; it takes points, too."""
    return not sheet.mutates and any(not answer.steady for answer in ask(sheet, function))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()
