"""Honest randomness: how often a right sampler is failed, and how often a wrong one is caught.

A right answer that is random is failed with a stated probability, at most 1e-6 a comparison. A thousand
honest runs cannot show so small a number. They show that none failed, and, with the same test at a
level of 1%, that about as many fail as should: then the test's tail is where it is said to be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.files import write_atomically
from autograder.spec import Exercise, Week, answer_of, hidden_sheet, plain
from gmcourse.check.ask import ask, build
from gmcourse.check.named import find
from gmcourse.check.verdict import mark
from gmcourse.check.wire import Build

if TYPE_CHECKING:
    from gmcourse.check.sheet import Sheet, SheetProperty


RUNS = 1000
POWER_RUNS = 20
EASY = 0.01
STREAMS = ("arrays.rng", "arrays.normal", "tensors.generator")
BOUND = 1e-6
# What sets the level of each comparator: module, name, its value for the level EASY.
DIALS = {
    "statistics.chi_square": ("statistics", "LEVEL", EASY),
    "statistics.mean_within": ("statistics", "LEVEL", EASY),
    "gaussian.rows": ("gaussian", "FALSE_FAIL", EASY),
    "gaussian.estimate": (
        "gaussian",
        "STANDARD_ERRORS",
        NormalDist().inv_cdf(1 - EASY / 4),
    ),  # two coordinates
}


@dataclass(frozen=True)
class Noise:
    """The figures of one random property: honest runs, failures, failures at 1%, and the power."""

    exercise: str
    property: str
    compare: str
    runs: int
    failed: int
    failed_at_one_percent: int
    bound: float
    wrong: dict


def noise(week: Week, exercise: Exercise, seed: int = 1, runs: int = RUNS) -> list[Noise]:
    """A Noise for each property of an exercise that is judged by a test; none for other exercises."""
    random = [p for p in exercise.properties if p.compare in DIALS]
    if not random:
        return []
    sheet = hidden_sheet(week, exercise, seed)
    caught = power(sheet, week, exercise)
    return [_noise(sheet, exercise, prop, runs, caught) for prop in random]


def _noise(
    sheet: Sheet, exercise: Exercise, prop: SheetProperty, runs: int, caught: dict[str, float]
) -> Noise:
    cases = [case for case in sheet.cases if case.group == prop.on]
    each = -(-runs // len(cases))
    failed = easy = 0
    for case in cases:
        for run in range(each):
            args = reseeded(case.args, run)
            expected, got = plain(_expected(exercise, args)), answer_of(exercise, exercise.reference, args)
            failed += _fails(prop, expected, got)
            with loosened(prop.compare):
                easy += _fails(prop, expected, got)
    return Noise(exercise.id, prop.name, prop.compare, each * len(cases), failed, easy, BOUND, caught)


def power(sheet: Sheet, week: Week, exercise: Exercise, runs: int = POWER_RUNS) -> dict[str, float]:
    """Misconception -> the share of reseeded sheets on which it loses points."""
    caught = dict.fromkeys((m.name for m in exercise.misconceptions), 0)
    for run in range(runs):
        cases = []
        for case in sheet.cases:
            args = reseeded(case.args, run)
            cases.append(replace(case, args=args, expected=plain(_expected(exercise, args)), wrong={}))
        again = replace(sheet, cases=tuple(cases), hints={}, kin={})
        for wrong in exercise.misconceptions:
            caught[wrong.name] += mark(again, ask(again, wrong.function), reveal=False).status != "pass"
    return {name: count / runs for name, count in caught.items()}


def reseeded(value: Any, run: int) -> Any:
    """The same arguments with the seed of each random stream replaced by one of this run's own."""
    if isinstance(value, Build):
        args = {name: reseeded(item, run) for name, item in value.args.items()}
        if value.name in STREAMS:
            args["seed"] = int(np.random.default_rng([value.args["seed"], run]).integers(2**31))
        return Build(value.name, args)
    if isinstance(value, dict):
        return {name: reseeded(item, run) for name, item in value.items()}
    return value


@contextmanager
def loosened(compare: str) -> Iterator[None]:
    """The comparator at the level of 1%, which honest answers miss often enough to be counted."""
    room, name, easy = DIALS[compare]
    module = import_module(f"gmcourse.check.comparators.{room}")
    kept = getattr(module, name)
    setattr(module, name, easy)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _expected(exercise: Exercise, args: dict[str, Any]) -> Any:
    if exercise.truth is None:
        return answer_of(exercise, exercise.reference, args)
    return exercise.truth(**{name: build(value) for name, value in args.items()})


def _fails(prop: SheetProperty, expected: Any, got: Any) -> bool:
    if prop.part is not None:
        expected, got = expected[prop.part], got[prop.part]
    return find("comparators", prop.compare)(expected, got, prop.tolerance) is not None


def write_noise(path: str | Path, weeks: Iterable[Week]) -> None:
    """Measure every random property of these weeks, and write the figures as JSON."""
    found = [asdict(n) for week in weeks for exercise in week.exercises for n in noise(week, exercise)]
    write_atomically(path, json.dumps(found, indent=1) + "\n")
