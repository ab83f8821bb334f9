"""The steps of the proofs, weeks 1 to 3, against integration, enumeration and search."""

import math

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from gmcourse.reference import derivations


def test_completing_the_square_holds_at_every_point_and_under_the_integral():
    rng = np.random.default_rng(0)
    root, shift = rng.normal(size=(2, 2)), rng.normal(size=2)
    precision = root @ root.T + np.eye(2)
    mean, cov, constant = derivations.complete_square(precision, shift)
    law = stats.multivariate_normal(mean, cov)
    for x in rng.normal(size=(20, 2)):
        assert -0.5 * x @ precision @ x + shift @ x == pytest.approx(constant + law.logpdf(x))
    area = integrate.dblquad(
        lambda b, a: math.exp(-0.5 * np.array([a, b]) @ precision @ [a, b] + shift @ [a, b]), -9, 9, -9, 9
    )
    assert math.log(area[0]) == pytest.approx(constant, abs=1e-7)


def test_a_matrix_that_is_not_definite_is_refused():
    with pytest.raises(ValueError, match="definite"):
        derivations.complete_square(np.diag([1.0, 0.0]), np.zeros(2))


def test_the_parts_of_a_loss_add_up_to_it():
    rng = np.random.default_rng(1)
    data, q = rng.integers(4, size=60), rng.dirichlet(np.ones(5))
    entropy, divergence = derivations.nll_split(np.bincount(data, minlength=5), q)
    assert entropy + divergence == pytest.approx(np.mean([-math.log(q[k]) for k in data]))
    best = derivations.nll_split(np.bincount(data, minlength=5), np.bincount(data, minlength=5) / 60)
    assert best == pytest.approx((entropy, 0.0), abs=1e-12)
    assert derivations.nll_split(np.array([1, 1]), np.array([1.0, 0.0]))[1] == math.inf


def test_the_quadratic_is_the_difference_of_two_log_densities():
    rng = np.random.default_rng(2)
    roots, means = rng.normal(size=(2, 3, 3)), rng.normal(size=(2, 3))
    covs = [root @ root.T + 0.5 * np.eye(3) for root in roots]
    A, b, c = derivations.log_odds_quadratic(0.2, means[0], covs[0], means[1], covs[1])
    for x in rng.normal(size=(20, 3)):
        laws = [stats.multivariate_normal(mean, cov).logpdf(x) for mean, cov in zip(means, covs, strict=True)]
        assert x @ A @ x + b @ x + c == pytest.approx(math.log(0.2 / 0.8) + laws[1] - laws[0])
    assert derivations.log_odds_quadratic(0.5, means[0], covs[0], means[1], covs[0])[0] == pytest.approx(
        np.zeros((3, 3))
    )


def test_the_gap_is_what_the_bound_lacks():
    rng = np.random.default_rng(3)
    joint, q = rng.uniform(0.01, 1, size=(6, 3)), rng.dirichlet(np.ones(3), size=6)
    gaps = derivations.bound_gap(q, np.log(joint))
    for row, guess, gap in zip(joint, q, gaps, strict=True):
        bound = sum(p * (math.log(a) - math.log(p)) for a, p in zip(row, guess, strict=True))
        assert gap == pytest.approx(math.log(sum(row)) - bound)
        assert gap > 0
    posterior = joint / joint.sum(axis=1, keepdims=True)
    assert derivations.bound_gap(posterior, np.log(joint)) == pytest.approx(np.zeros(6), abs=1e-12)


def test_no_other_weights_do_better_and_the_multiplier_is_the_price_of_the_sum():
    c, total = np.array([2.0, 0.5, 4.0]), 1.7
    weights, multiplier = derivations.weights_by_multiplier(c, total)
    found = optimize.minimize(lambda w: -c @ np.log(w), np.full(3, total / 3), bounds=[(1e-6, None)] * 3, tol=1e-12,
                              constraints={"type": "eq", "fun": lambda w: w.sum() - total}).x  # fmt: skip
    assert weights == pytest.approx(found, abs=1e-4)
    level = [c @ np.log(derivations.weights_by_multiplier(c, total + step)[0]) for step in (-1e-5, 1e-5)]
    assert multiplier == pytest.approx((level[1] - level[0]) / 2e-5, rel=1e-6)
