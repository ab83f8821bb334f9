"""Tries mutants on hidden cases: in a forked process, each under a time limit; what hangs or dies is killed."""

import multiprocessing
import resource
import sys
import time
from dataclasses import dataclass, replace

from autograder.exercises.spec import Collection, hidden_sheet
from autograder.quality.mutants import function_of, original
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

SEED = 1
MEMORY = 4 * 2**30
SHORTEST = 3.0
FIRST = 6
SLOWER = 20
GRACE = 20.0


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: "killed", "hung", "died" or "survived"; by what."""

    mutant: object
    outcome: str
    by: str = ""

    @property
    def survived(self):
        """Whether no hidden case told the mutant from the reference."""
        return self.outcome == "survived"


def fates(week, exercise, mutants, seed=SEED):
    """The Fate of each mutant of an exercise, in their order, on the hidden cases of one sitting."""
    sheets = _sheets(week, exercise, seed)
    _require_sound(week, exercise, sheets)
    found, mutants = [], list(mutants)
    while len(found) < len(mutants):
        found += _batch(exercise, sheets, mutants[len(found) :])
    return found


def _sheets(week, exercise, seed):
    """One sheet a case, quickest first, with the properties that look at it and a limit far above its need.

    The need is that of the reference, at the first time of asking (imports and all) and at the second.
    """
    whole = hidden_sheet(replace(week, wrong=Collection()), exercise, seed)
    sheets = []
    for case in whole.cases:
        properties = tuple(p for p in whole.properties if p.on == case.group)
        one = replace(whole, cases=(case,), properties=properties)
        begun = time.perf_counter()
        if mark(one, ask(one, exercise.reference), reveal=False).status != "pass":
            raise ValueError(f"{exercise.id}: the reference itself fails on a hidden case of {case.group!r}")
        first, start = time.perf_counter() - begun, time.perf_counter()
        ask(one, exercise.reference)
        limit = max(SHORTEST, FIRST * first, SLOWER * (time.perf_counter() - start))
        sheets.append((first, replace(one, seconds=min(whole.seconds, limit))))
    return [sheet for _, sheet in sorted(sheets, key=lambda pair: pair[0])]


def _require_sound(week, exercise, sheets):
    """Raise RuntimeError where the unchanged reference does not pass as mutants are tried: all would seem caught."""
    (fate,) = _batch(exercise, sheets, [original(exercise, {e.reference.__name__ for e in week.exercises})])
    if not fate.survived:
        raise RuntimeError(f"{exercise.id}: tried like a mutant, the unchanged reference {fate.outcome} ({fate.by})")


def _batch(exercise, sheets, mutants):
    """The fates up to and with the first mutant that takes its process down."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(sender, exercise, sheets, mutants))
    child.start()
    sender.close()
    patience = sum(sheet.seconds for sheet in sheets) + GRACE
    found = []
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


def _work(sender, exercise, sheets, mutants):
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY,) * 2)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    for mutant in mutants:
        sender.send(_try(exercise, sheets, mutant))


def _try(exercise, sheets, mutant):
    try:
        function = function_of(mutant, exercise.reference.__name__)
    except Exception as error:
        return "killed", f"no function: {type(error).__name__}"
    for sheet in sheets:
        answers = ask(sheet, function)
        report = mark(sheet, answers, reveal=False)
        if report.status != "pass":
            lost = next(line.name for line in report.lines if not line.ok) if report.lines else report.status
            return ("hung" if answers[0].status == "slow" else "killed"), lost
    return "survived", ""


def _address_space():
    with open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()
