"""No exercise gives points to an answer that computes nothing: a constant, or an argument given back."""

import math

import numpy as np
import torch
from each_exercise import LONG, each

from autograder.spec import hidden_sheet
from autograder.weeks import find_week
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

NUMBERS = (0.0, 1.0, 0.5, -1.0, math.inf, -math.inf, math.nan)
CONSTANTS = (*NUMBERS, True, False, None, [], "")
ALLOWED = 0.05


def filled(answer, number):
    """The structure and the shapes of an answer, with one number everywhere."""
    if isinstance(answer, (tuple, list)):
        return type(answer)(filled(part, number) for part in answer)
    if isinstance(answer, dict):
        return {key: filled(part, number) for key, part in answer.items()}
    if isinstance(answer, torch.Tensor):
        return torch.full(
            answer.shape, number, dtype=answer.dtype if answer.is_floating_point() else torch.float64
        )
    return np.full(answer.shape, number) if isinstance(answer, np.ndarray) else number


def echoed(answer, argument, number):
    """The structure of an answer, with the argument wherever its shape fits and one number elsewhere."""
    if isinstance(answer, (tuple, list)):
        return type(answer)(echoed(part, argument, number) for part in answer)
    like = isinstance(argument, type(answer)) and np.shape(argument) == np.shape(answer)
    return argument if like else filled(answer, number)


def right_answers(exercise, sheet):
    """What the reference returns at each call while the sheet is asked, in their order."""
    seen = []

    def reference(*args):
        seen.append(exercise.reference(*args))
        return seen[-1]

    ask(sheet, reference)
    return seen


def shaped(right, change):
    """A function whose n-th answer is `change` of the n-th right answer and of its own arguments."""
    calls = iter(right)
    return lambda *args: change(next(calls), args)


def thoughtless(right, arguments):
    """(what it does, function): answers that need no thought, though some know the right shape.

    `right` is used for its shapes alone; a function is good for asking one sheet once.
    """
    for constant in CONSTANTS:
        yield f"always {constant!r}", lambda *args, c=constant: c
    for number in NUMBERS:
        yield f"{number} in the right shape", shaped(right, lambda answer, args, n=number: filled(answer, n))
    for i, name in enumerate(arguments):
        yield f"{name} back", lambda *args, i=i: args[i]
        for number in (0.0, 1.0):
            back = shaped(right, lambda answer, args, i=i, n=number: echoed(answer, args[i], n))
            yield f"{name} back, with {number}", back


def shares_won(exercise, sheet):
    """Share of the points that each thoughtless answer wins, with the properties that give them."""
    right = right_answers(exercise, sheet)
    for name, function in thoughtless(right, sheet.cases[0].args):
        report = mark(sheet, ask(sheet, function), reveal=False)
        if report.score:
            yield report.score / report.points, name, [line.name for line in report.lines if line.ok]


@each("week, exercise", by_night=LONG)
def test_nothing_is_won_without_a_thought(week, exercise):
    exercise = find_week(week).exercise(exercise)
    sheet = hidden_sheet(find_week(week), exercise, 20261)
    assert [won for won in shares_won(exercise, sheet) if won[0] > ALLOWED] == []
