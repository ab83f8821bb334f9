"""The statistical marks of week 5: honest answers are never failed, each wrong one nearly always is."""

import numpy as np
import pytest
import torch

from autograder.exercises import week05_cases as cases
from autograder.exercises import week05_laws as laws
from autograder.exercises import week05_truths as truths
from autograder.exercises.week05_wrong import WRONG
from gmcourse.check.ask import build
from gmcourse.check.comparators import gaussian
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes.imputation import filled
from gmcourse.reference import latent_moves

HONEST = 1000
WRONG_RUNS = 60
ANY = Tolerance()


def imputations(function, count, seed, **size):
    """The verdicts on `count` runs of an imputation, each with another generator, over five cases."""
    rng = np.random.default_rng(seed)
    verdicts = []
    for _ in range(5):
        args = {name: build(value) for name, value in cases.imputation(rng, **size).items()}
        law = laws.exact(**args)
        for run in range(count // 5):
            args["generator"] = torch.Generator().manual_seed(run)
            answer = filled(function, args)
            parts = [
                gaussian.rows({k: v.numpy() for k, v in law[part].items()}, answer[part].numpy(), ANY)
                for part in ("observed", "unobserved")
            ]
            verdicts.append(all(part is None for part in parts))
    return verdicts


def estimates(function, truth, count, seed, rows=20_000):
    """The verdicts on `count` estimates of a gradient, each from new noise and a new integrand."""
    rng = np.random.default_rng(seed)
    verdicts = []
    for _ in range(count):
        args = {name: build(value) for name, value in cases.unbiased(rng, rows).items()}
        law = truth(**args)
        expected = {name: value.numpy() for name, value in law.items()}
        verdicts.append(gaussian.estimate(expected, function(**args).numpy(), ANY) is None)
    return verdicts


def test_a_thousand_honest_imputations_all_pass():
    """With fewer rows than in the exercise, to be quick: the tests are exact at any size."""
    assert all(imputations(latent_moves.impute, HONEST, seed=1, rows=100, steps=20))


@pytest.mark.parametrize("wrong", WRONG.of("impute"), ids=lambda m: m.name)
def test_each_wrong_imputation_fails_every_time(wrong):
    assert not any(imputations(wrong.function, WRONG_RUNS, seed=2))


ESTIMATORS = {
    "score": (latent_moves.score_function_gradient, truths.score),
    "pathwise": (latent_moves.pathwise_gradient, truths.pathwise),
}


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_thousand_honest_estimates_all_pass(name):
    """With fewer draws than in the exercise, where the normal approximation is worse."""
    assert all(estimates(*ESTIMATORS[name], HONEST, seed=3, rows=4_000))


BIASED = [
    ("score", "no score weight"),
    ("score", "weight (z - mean) / std"),
    ("score", "weight z - mean"),
    ("pathwise", "noise ignored"),
    ("pathwise", "sum over the draws"),
    ("pathwise", "exp(log_var) as std"),
]


@pytest.mark.parametrize("name, wrong", BIASED)
def test_a_biased_estimate_fails_nearly_every_time(name, wrong):
    exercise = {"score": "score_function_gradient", "pathwise": "pathwise_gradient"}[name]
    function = next(m.function for m in WRONG.of(exercise) if m.name == wrong)
    assert np.mean(estimates(function, ESTIMATORS[name][1], WRONG_RUNS, seed=4)) <= 0.1


def test_the_laws_agree_with_simulated_mistakes():
    args = {name: build(value) for name, value in cases.imputation(np.random.default_rng(6)).items()}
    for wrong in WRONG.of("impute"):
        law = wrong.expected(**args)
        answer = filled(wrong.function, args)
        for part in ("observed", "unobserved"):
            expected = {name: value.numpy() for name, value in law[part].items()}
            assert gaussian.rows(expected, answer[part].numpy(), ANY) is None, (wrong.name, part)


@pytest.mark.parametrize("spoil", ["shift", "scale", "correlation", "nan"])
def test_small_faults_of_gaussian_rows_are_seen(spoil):
    rng = np.random.default_rng(0)
    law = {"mean": np.array([1.0, -2.0]), "cov": np.array([[2.0, 0.5], [0.5, 1.0]])}
    x = rng.multivariate_normal(law["mean"], law["cov"], size=2000)
    assert gaussian.rows(law, x, ANY) is None
    if spoil == "shift":
        x = x + [0.0, 0.2]
    elif spoil == "scale":
        x = law["mean"] + 1.15 * (x - law["mean"])
    elif spoil == "correlation":
        x[:, 1] = rng.permutation(x[:, 1])
    else:
        x[0, 0] = np.nan
    assert gaussian.rows(law, x, ANY).kind == "value"
