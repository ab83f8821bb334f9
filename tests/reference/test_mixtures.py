"""Mixtures against scipy, scikit-learn, enumeration and numerical derivatives."""

import itertools
import warnings

import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from gmcourse.check.builders.arrays import covariance
from gmcourse.data.faithful import old_faithful
from gmcourse.reference import mixtures as gm


def mixture(seed, k=3, dims=2):
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(k, 3.0))
    means = rng.normal(scale=2, size=(k, dims))
    covs = np.array([covariance(seed + j, dims, 0.3 * (j + 1)) for j in range(k)])
    return weights, means, covs


def log_joint(x, weights, means, covs):
    parts = zip(weights, means, covs, strict=True)
    return np.column_stack([np.log(w) + multivariate_normal(m, c).logpdf(x).reshape(-1) for w, m, c in parts])


@pytest.mark.parametrize("k, dims, n", [(1, 1, 5), (3, 2, 40), (5, 10, 30), (2, 1, 1)])
def test_log_prob_and_responsibilities_agree_with_scipy(k, dims, n):
    theta = mixture(7, k, dims)
    x = np.random.default_rng(k).normal(scale=3, size=(n, dims))
    joint = log_joint(x, *theta)
    np.testing.assert_allclose(gm.gmm_log_prob(x, *theta), logsumexp(joint, axis=1), rtol=1e-10)
    expected = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    np.testing.assert_allclose(gm.responsibilities(x, *theta), expected, rtol=1e-9, atol=1e-14)


def test_far_away_is_finite_and_sums_to_one():
    theta = mixture(3)
    x = np.array([[1e6, -1e6], [-400.0, 900.0]])
    assert np.isfinite(gm.gmm_log_prob(x, *theta)).all()
    np.testing.assert_allclose(gm.responsibilities(x, *theta).sum(axis=1), 1, rtol=1e-12)


def test_a_far_origin_costs_no_digits():
    weights, means, covs = mixture(4)
    x = np.random.default_rng(0).normal(size=(20, 2))
    shifted = gm.gmm_log_prob(x + 1e6, weights, means + 1e6, covs)
    np.testing.assert_allclose(shifted, gm.gmm_log_prob(x, weights, means, covs), rtol=1e-7)


def test_a_weight_of_zero_is_no_component():
    weights, means, covs = mixture(5, 2)
    got = gm.gmm_log_prob(np.zeros((1, 2)), [1.0, 0.0], means, covs)
    assert got[0] == pytest.approx(multivariate_normal(means[0], covs[0]).logpdf([0, 0]))


def test_m_step_maximises_the_expected_log_likelihood():
    rng = np.random.default_rng(1)
    x, resp = rng.normal(size=(30, 2)), rng.dirichlet([1, 1], size=30)
    weights, means, covs = gm.m_step(x, resp)
    best = np.sum(resp * log_joint(x, weights, means, covs))
    for _ in range(50):
        nudged = weights + 0.01 * rng.normal() * np.array([1, -1])
        moved = means + 0.01 * rng.normal(size=means.shape)
        root = np.linalg.cholesky(covs) + 0.01 * np.tril(rng.normal(size=covs.shape))
        assert np.sum(resp * log_joint(x, nudged, moved, root @ np.swapaxes(root, 1, 2))) < best


def test_m_step_with_hard_responsibilities_is_the_fit_of_each_group():
    rng = np.random.default_rng(2)
    x, z = rng.normal(size=(50, 3)), np.arange(50) % 2
    weights, means, covs = gm.m_step(x, np.eye(2)[z])
    for j in range(2):
        np.testing.assert_allclose(means[j], x[z == j].mean(axis=0))
        np.testing.assert_allclose(covs[j], np.cov(x[z == j].T, bias=True))
    np.testing.assert_allclose(weights, [0.5, 0.5])


@pytest.mark.parametrize("seed", range(25))
def test_trace_never_falls(seed):
    rng = np.random.default_rng(seed)
    dims, k = int(rng.integers(1, 5)), int(rng.integers(1, 7))
    x = rng.standard_t(3, size=(80, dims)) * rng.uniform(0.1, 10)
    floor = float(rng.choice([1e-9, 1e-2, 3.0]))
    weights, means, covs, trace = gm.em(x, k, rng, 60, -np.inf, floor)
    assert np.diff(trace).min() >= 0
    assert trace[-1] == pytest.approx(gm.gmm_log_prob(x, weights, means, covs).sum())
    assert np.linalg.eigvalsh(covs).min() >= floor * (1 - 1e-9) - 1e-12 * covs.max()  # rounding
    assert weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("seed", range(5))
def test_trace_never_falls_on_repeated_points(seed):
    x = np.repeat(np.random.default_rng(seed).normal(size=(6, 2)), 5, axis=0)
    trace = gm.em(x, 4, np.random.default_rng(seed), 80, -np.inf, 1e-3)[3]
    assert np.isfinite(trace).all()
    assert np.diff(trace).min() >= 0


@pytest.mark.parametrize("floor", [1e-3, 0.5])
@pytest.mark.parametrize("seed", range(10))
def test_every_clipped_step_climbs_whether_taken_or_not(seed, floor):
    rng = np.random.default_rng(seed)
    x = rng.standard_t(3, size=(60, 2))
    theta = gm.em(x, 4, rng, 0, 0.0, floor)[:3]
    totals = []
    for _ in range(40):
        weights, means, covs = gm.m_step(x, gm.responsibilities(x, *theta))
        theta = weights, means, gm.clip_eigenvalues(covs, floor)
        totals.append(gm.gmm_log_prob(x, *theta).sum())
    assert np.diff(totals).min() > -1e-9


@pytest.mark.parametrize("seed", range(4))
def test_em_reaches_what_scikit_learn_reaches(seed):
    rng = np.random.default_rng(seed)
    x = np.concatenate([rng.normal(c, 1, size=(100, 3)) for c in rng.normal(scale=4, size=(4, 3))])
    means = x[rng.choice(400, size=4, replace=False)]
    covs = np.array([np.cov(x.T, bias=True)] * 4)
    theirs = GaussianMixture(
        4,
        weights_init=np.full(4, 0.25),
        means_init=means,
        precisions_init=np.linalg.inv(covs),
        max_iter=40,
        tol=0.0,
        reg_covar=0.0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(x)
    weights, got, _, trace = gm.em_from(x, np.full(4, 0.25), means, covs, 40, -np.inf, 1e-12)
    assert trace[-1] == pytest.approx(theirs.score(x) * 400, rel=1e-9)
    np.testing.assert_allclose(got, theirs.means_, rtol=1e-6)
    np.testing.assert_allclose(weights, theirs.weights_, rtol=1e-6)


def test_em_with_one_component_is_the_gaussian_fit_in_one_step():
    x = old_faithful()
    weights, means, covs, trace = gm.em(x, 1, np.random.default_rng(0), 50, 1e-6, 1e-9)
    np.testing.assert_allclose(covs[0], np.cov(x.T, bias=True))
    np.testing.assert_allclose(means[0], x.mean(axis=0))
    assert len(trace) == 3
    assert weights.tolist() == [1.0]


def test_em_draws_its_start_as_it_says_and_may_take_no_step():
    x = old_faithful()
    _, means, covs, trace = gm.em(x, 3, np.random.default_rng(8), 0, 1e-3, 1e-9)
    rows = np.random.default_rng(8).choice(272, size=3, replace=False)
    np.testing.assert_array_equal(means, x[rows])
    assert trace.shape == (1,)


def test_clipping_is_the_constrained_maximum():
    s, floor = covariance(3, 2, 0.5), 1.0
    clipped = gm.clip_eigenvalues(s[None], floor)[0]

    def loss(c):
        return np.log(np.linalg.det(c)) + np.trace(np.linalg.solve(c, s))

    def from_root(v):
        root = np.array([[v[0], 0], [v[1], v[2]]])
        return loss(floor * np.eye(2) + root @ root.T)

    found = minimize(from_root, [1.0, 0.1, 1.0], method="Nelder-Mead", options={"maxiter": 4000})
    assert loss(clipped) <= found.fun + 1e-9


def test_elbo_is_below_the_likelihood_by_the_divergence():
    theta = mixture(9)
    rng = np.random.default_rng(9)
    x, q = rng.normal(size=(15, 2)), rng.dirichlet([1, 1, 1], size=15)
    resp = gm.responsibilities(x, *theta)
    total = gm.gmm_log_prob(x, *theta).sum()
    assert gm.elbo(x, resp, *theta) == pytest.approx(total)
    assert gm.elbo(x, q, *theta) == pytest.approx(total - np.sum(q * np.log(q / resp)))
    hard = np.eye(3)[rng.integers(3, size=15)]
    assert gm.elbo(x, hard, *theta) == pytest.approx(np.sum(hard * log_joint(x, *theta)))


def test_gradient_of_the_means_by_differences():
    weights, means, covs = mixture(11)
    x = np.random.default_rng(3).normal(size=(12, 2))

    def total(flat):
        return gm.gmm_log_prob(x, weights, flat.reshape(3, 2), covs).sum()

    numeric = approx_fprime(means.ravel(), total, 1e-7).reshape(3, 2)
    got = gm.likelihood_gradient_means(x, weights, means, covs)
    np.testing.assert_allclose(got, numeric, rtol=1e-4, atol=1e-5)


def test_log_trick_is_unbiased_by_enumerating_all_draws():
    weights, means, covs = mixture(12)
    x, m = np.array([0.3, -0.5]), 3
    average = np.zeros((3, 2))
    for z in itertools.product(range(3), repeat=m):
        average += np.prod(weights[list(z)]) * gm.score_gradient_means(x, np.array(z), means, covs)

    def density(flat):
        return np.exp(gm.gmm_log_prob(x[None], weights, flat.reshape(3, 2), covs)[0])

    numeric = approx_fprime(means.ravel(), density, 1e-7).reshape(3, 2)
    np.testing.assert_allclose(average, numeric, rtol=1e-4, atol=1e-8)


@pytest.mark.parametrize(
    "call",
    [
        lambda: gm.gmm_log_prob(np.zeros(3), [1.0], np.zeros((1, 3)), np.eye(3)[None]),
        lambda: gm.gmm_log_prob(np.zeros((2, 3)), [1.0], np.zeros((1, 3)), np.eye(2)[None]),
        lambda: gm.gmm_log_prob(np.zeros((2, 2)), [1.0], np.zeros((1, 2)), -np.eye(2)[None]),
        lambda: gm.m_step(np.zeros((2, 2)), np.array([[1.0, 0.0], [1.0, 0.0]])),
        lambda: gm.m_step(np.zeros((2, 2)), np.ones((3, 1))),
        lambda: gm.em(np.zeros((2, 2)), 3, np.random.default_rng(0), 1, 0.0, 1e-3),
        lambda: gm.elbo(np.zeros((2, 2)), np.ones((2, 2)), [1.0], np.zeros((1, 2)), np.eye(2)[None]),
        lambda: gm.score_gradient_means(np.zeros(2), np.array([1]), np.zeros((1, 2)), np.eye(2)[None]),
    ],
)
def test_bad_input_is_refused(call):
    with pytest.raises(ValueError, match="expected"):
        call()
