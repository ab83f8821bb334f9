"""Tests the tests of a week: what the reference, every alternative and every wrong answer is given."""

import json
from dataclasses import dataclass

from autograder.exercises.spec import hidden_sheet, public_sheet
from gmcourse.check.ask import ask
from gmcourse.check.sheet import from_json, to_json
from gmcourse.check.verdict import mark

SEEDS = (1, 2)


@dataclass(frozen=True)
class Finding:
    """One implementation that was marked other than it deserves."""

    exercise: str
    who: str
    where: str
    text: str


def findings(week, seeds=SEEDS):
    """Every wrong mark in a week: a right answer that loses points, a wrong one that loses none or is misnamed."""
    return [f for exercise in week.exercises for f in exercise_findings(week, exercise, seeds)]


def exercise_findings(week, exercise, seeds=SEEDS):
    """The findings of one exercise, on its public cases and on hidden ones of each seed."""
    sheets = {"public": public_sheet(week, exercise)}
    sheets |= {f"hidden, seed {seed}": hidden_sheet(week, exercise, seed) for seed in seeds}
    found = []
    for where, sheet in sheets.items():
        sheet = from_json(json.loads(json.dumps(to_json(sheet))))
        found += _right_ones(week, exercise, sheet, where)
        found += _wrong_ones(week, exercise, sheet, where)
    return found


def _right_ones(week, exercise, sheet, where):
    right = {"the reference": exercise.reference}
    right |= {f"alternative {f.__name__}": f for f in week.alternatives.of(exercise.id)}
    for who, function in right.items():
        report = mark(sheet, ask(sheet, function), reveal=True)
        if report.status != "pass":
            lost = "; ".join(f"{line.name}: {line.detail}" for line in report.lines if not line.ok)
            yield Finding(exercise.id, who, where, f"loses points: {lost or report.message}")


def _wrong_ones(week, exercise, sheet, where):
    for wrong in week.wrong.of(exercise.id):
        report = mark(sheet, ask(sheet, wrong.function), reveal=True)
        who = f"misconception {wrong.name!r}"
        if report.status == "pass":
            yield Finding(exercise.id, who, where, "loses no point")
        elif report.diagnosis != wrong.name:
            yield Finding(exercise.id, who, where, f"is named {report.diagnosis!r}")


def report(week):
    """Return the findings of a week as text, and whether there are none."""
    found = findings(week)
    wrong = sum(len(week.wrong.of(e.id)) for e in week.exercises)
    right = sum(1 + len(week.alternatives.of(e.id)) for e in week.exercises)
    head = f"{week.name}: {len(week.exercises)} exercises, {right} right answers, {wrong} wrong ones"
    lines = [f"  {f.exercise}, {f.who}, {f.where}: {f.text}" for f in found]
    return "\n".join([head, *lines, f"  {len(found)} findings"]), not found
