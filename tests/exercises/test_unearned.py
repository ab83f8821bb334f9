"""Points without work: answers copied by their place from another sitting or from the public table, and one-liners."""

from functools import cache

import numpy as np
import pytest
import torch

from autograder.spec import public_sheet, shuffled_sheet
from autograder.weeks import find_week, week_names
from gmcourse.check.ask import Answer, ask
from gmcourse.check.probes import estimators
from gmcourse.check.sheet import Raised
from gmcourse.check.trouble import Trouble
from gmcourse.check.verdict import mark
from gmcourse.check.wire import to_wire

BY_PLACE = 0.01
ONE_LINERS = 0.005
QUICK = [("week02_graphical_models", "is_independent"), ("week02_graphical_models", "d_separated"),
         ("week02_graphical_models", "count_parameters"), ("week04_autoregressive", "pixelcnn_mask"),
         ("week07_gans", "modes_covered"), ("week01_probability_mle", "gaussian_mle"),
         ("week01_probability_mle", "sgd_fit"), ("week01_probability_mle", "monte_carlo"),
         ("week01_probability_mle", "nll_gradient"), ("week04_autoregressive", "sample_next"),
         ("week07_gans", "critic_loss"), ("week04_autoregressive", "TinyGPT"), ("week05_vae", "VAE"),
         ("week06_flows", "RealNVP")]  # fmt: skip
ALL = [(name, exercise.id) for name in week_names() for exercise in find_week(name).exercises]


@cache
def sheet(week, exercise, seed):
    week = find_week(week)
    exercise = week.exercise(exercise)
    return (
        public_sheet(week, exercise)
        if seed is None
        else shuffled_sheet(week, exercise, np.random.default_rng(seed))
    )


def answer(value):
    if isinstance(value, Raised):
        return Answer("error", trouble=Trouble(value.type, ""))
    return Answer("ok", node=to_wire(value))


def share_of_copied(asked, known):
    """The share of the points that known answers win, handed in by their place in each group."""
    by_group = {}
    for case in known.cases:
        by_group.setdefault(case.group, []).append(case.expected)
    seen, answers = {}, []
    for case in asked.cases:
        place = seen[case.group] = seen.get(case.group, -1) + 1
        copied = by_group.get(case.group, [0])
        answers.append(answer(copied[place % len(copied)]))
    report = mark(asked, answers, reveal=False)
    return report.score / report.points


def like(value, number):
    shape = np.shape(value.detach()) if isinstance(value, torch.Tensor) else np.shape(value)
    return (
        torch.full(shape, number, dtype=torch.float64)
        if isinstance(value, torch.Tensor)
        else np.full(shape, number)
    )


def tensors(arguments):
    return any(isinstance(value, torch.Tensor) for value in arguments)


def rows(a, number):
    zeros = np.full(len(a[0]), number)
    return torch.from_numpy(zeros) if tensors(a) else zeros


LAZY = {
    **{
        repr(constant): (lambda *a, c=constant: c)
        for constant in (0, 1, 2, 0.0, 1.0, 0.5, True, False, None, "", float("inf"))
    },
    "empty list": lambda *a: [],
    "the first": lambda *a: a[0],
    "the last": lambda *a: a[-1],
    "the first, and 0": lambda *a: (a[0], 0.0),
    "0 and 0": lambda *a: (0.0, 0.0),
    "0 and 1": lambda *a: (0.0, 1.0),
    "1 and 0": lambda *a: (1.0, 0.0),
    "zeros": lambda *a: like(a[0], 0.0),
    "ones": lambda *a: like(a[0], 1.0),
    "zeros like the last": lambda *a: like(a[-1], 0.0),
    "a zero a row": lambda *a: rows(a, 0.0),
    "a one a row": lambda *a: rows(a, 1.0),
    "the sum": lambda *a: a[0].sum(),
    "sorted": lambda *a: sorted(a[0]),
    "a ValueError": lambda *a: (_ for _ in ()).throw(ValueError()),
}


def share_of_the_laziest(asked):
    return (
        max(mark(asked, ask(asked, function), reveal=False).score for function in LAZY.values())
        / asked.points
    )


@pytest.mark.parametrize("week, exercise", QUICK, ids=["-".join(row) for row in QUICK])
def test_small_answer_spaces_give_nothing_for_nothing(week, exercise):
    asked = sheet(week, exercise, 202)
    assert share_of_copied(asked, sheet(week, exercise, 101)) == 0
    assert share_of_copied(asked, sheet(week, exercise, None)) == 0
    assert share_of_the_laziest(asked) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize("known", [101, None])
def test_answers_by_place_win_next_to_nothing(known):
    shares = [
        (share_of_copied(sheet(w, e, 202), sheet(w, e, known)) * sheet(w, e, 202).points, e) for w, e in ALL
    ]
    assert sum(won for won, _ in shares) <= BY_PLACE * sum(sheet(w, e, 202).points for w, e in ALL), sorted(
        shares
    )[-8:]


@pytest.mark.slow
def test_the_laziest_answers_win_next_to_nothing():
    won = [(share_of_the_laziest(sheet(w, e, 202)) * sheet(w, e, 202).points, e) for w, e in ALL]
    assert sum(points for points, _ in won) <= ONE_LINERS * sum(sheet(w, e, 202).points for w, e in ALL), (
        sorted(won)[-8:]
    )


def test_checks_that_a_student_has_silenced_earn_nothing(monkeypatch):
    """They run beside the student's code; what the model does with bad data is judged elsewhere."""
    asked = sheet("week03_em", "GMMClassifier", 202)
    exercise = find_week("week03_em").exercise("GMMClassifier")
    place = [prop.on for prop in asked.properties].index("checks")
    assert mark(asked, ask(asked, exercise.reference), reveal=False).lines[place].ok
    monkeypatch.setattr(estimators, "_failed_checks", lambda model: [])
    for wrong in exercise.misconceptions:
        monkeypatch.setattr(estimators, "_FAILED", {})
        assert not mark(asked, ask(asked, wrong.function), reveal=False).lines[place].ok
