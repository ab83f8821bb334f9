"""The statistical marks of week 5: honest answers are never failed, each wrong one nearly always is."""

import numpy as np
import pytest
import torch

from exercises.week05_vae._cases import unbiased
from exercises.week05_vae.impute import IMPUTE, exact, imputation
from exercises.week05_vae.pathwise_gradient import PATHWISE_GRADIENT, pathwise
from exercises.week05_vae.score_function_gradient import SCORE_FUNCTION_GRADIENT, score
from gmcourse.check.ask import build
from gmcourse.check.comparators import gaussian
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes.imputation import filled
from gmcourse.reference import latent_moves

HONEST = 1000
WRONG_RUNS = 20
ANY = Tolerance()


def imputations(function, count, seed, **size):
    """The verdicts on `count` runs of an imputation, each with another generator, over five cases."""
    rng = np.random.default_rng(seed)
    verdicts = []
    for _ in range(5):
        args = {name: build(value) for name, value in imputation(rng, **size).items()}
        law = exact(**args)
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
        args = {name: build(value) for name, value in unbiased(rng, rows).items()}
        law = truth(**args)
        expected = {name: value.numpy() for name, value in law.items()}
        verdicts.append(gaussian.estimate(expected, function(**args).numpy(), ANY) is None)
    return verdicts


@pytest.mark.slow
def test_a_thousand_honest_imputations_all_pass():
    """With fewer rows than in the exercise, to be quick: the tests are exact at any size."""
    assert all(imputations(latent_moves.impute, HONEST, seed=1, rows=100, steps=20))


@pytest.mark.parametrize("wrong", IMPUTE.misconceptions, ids=lambda m: m.name)
def test_each_wrong_imputation_fails_every_time(wrong):
    assert not any(imputations(wrong.function, WRONG_RUNS, seed=2))


ESTIMATORS = {
    "score": (latent_moves.score_function_gradient, score),
    "pathwise": (latent_moves.pathwise_gradient, pathwise),
}


@pytest.mark.slow
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
    exercise = {"score": SCORE_FUNCTION_GRADIENT, "pathwise": PATHWISE_GRADIENT}[name]
    function = next(m.function for m in exercise.misconceptions if m.name == wrong)
    assert np.mean(estimates(function, ESTIMATORS[name][1], WRONG_RUNS, seed=4)) <= 0.1


def test_the_laws_agree_with_simulated_mistakes():
    args = {name: build(value) for name, value in imputation(np.random.default_rng(6)).items()}
    for wrong in IMPUTE.misconceptions:
        law = wrong.expected(**args)
        answer = filled(wrong.function, args)
        for part in ("observed", "unobserved"):
            expected = {name: value.numpy() for name, value in law[part].items()}
            assert gaussian.rows(expected, answer[part].numpy(), ANY) is None, (wrong.name, part)


@pytest.mark.parametrize("spoil", ["shift", "scale", "correlation", "nan"])
def test_small_faults_of_gaussian_rows_are_seen(spoil):
    rng = np.random.default_rng(0)
    law = {"mean": np.array([1.0, -2.0]), "cov": np.array([[2.0, 0.5], [0.5, 1.0]]), "rows": 2000}
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


def test_an_imputation_of_two_rows_or_in_the_probes_own_words_is_none():
    """Two rows of one shift each pass any test of a law; a dict is not a tensor that was filled in."""
    args = {name: build(value) for name, value in imputation(np.random.default_rng(8)).items()}
    law = {part: {k: v.numpy() for k, v in says.items()} for part, says in exact(**args).items()}
    answer = {part: value.numpy() for part, value in filled(latent_moves.impute, args).items()}
    assert gaussian.kept(law, answer, ANY) is None
    few = {part: value[:2] for part, value in answer.items()}
    assert gaussian.kept(law, few, ANY).kind == "shape"
    assert [gaussian.rows(law[part], few[part], ANY).kind for part in law] == ["shape"] * 3
    said = filled(lambda *given: answer, args)
    assert gaussian.kept(law, said, ANY).kind == "type"
    assert set(said).isdisjoint(law)
