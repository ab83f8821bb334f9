"""The reference on classifiers against scipy, scikit-learn, torch and integration."""

import numpy as np
import pytest
import torch
from scipy import integrate, stats
from scipy.special import logsumexp
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.naive_bayes import GaussianNB

from gmcourse.reference import classification as c


def spd(rng, dims):
    """A random covariance."""
    root = rng.normal(size=(dims, dims))
    return root @ root.T + np.eye(dims)


@pytest.mark.parametrize("dims", [1, 2, 5])
def test_log_odds_against_scipy(dims):
    rng = np.random.default_rng(dims)
    x, mean0, mean1 = rng.normal(size=(20, dims)), rng.normal(size=dims), rng.normal(size=dims)
    cov0, cov1 = spd(rng, dims), spd(rng, dims)
    expected = np.log(0.3 / 0.7) + stats.multivariate_normal(mean1, cov1).logpdf(x)
    expected -= stats.multivariate_normal(mean0, cov0).logpdf(x)
    np.testing.assert_allclose(c.gda_log_odds(x, 0.3, mean0, cov0, mean1, cov1), expected)


def test_log_odds_are_linear_where_covariances_are_equal():
    rng = np.random.default_rng(0)
    cov, mean0, mean1 = spd(rng, 3), rng.normal(size=3), rng.normal(size=3)
    x = rng.normal(size=(10, 3))
    weight = np.linalg.solve(cov, mean1 - mean0)
    expected = (x - (mean0 + mean1) / 2) @ weight + np.log(0.2 / 0.8)
    np.testing.assert_allclose(c.gda_log_odds(x, 0.2, mean0, cov, mean1, cov), expected)


def test_log_odds_against_scikit_learn_and_where_determinants_underflow():
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(60, 2)), np.repeat([0, 1], [20, 40])
    X[y == 1] += 1.5
    model = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(X, y)
    odds = c.gda_log_odds(X, 2 / 3, model.means_[0], model.covariance_, model.means_[1], model.covariance_)
    np.testing.assert_allclose(odds, model.decision_function(X))
    small = 1e-4 * np.eye(200)
    assert np.linalg.det(small) == 0
    x = np.full((1, 200), 0.01)
    odds = c.gda_log_odds(x, 0.5, np.zeros(200), small, np.zeros(200), 2 * small)
    np.testing.assert_allclose(odds, 100 - 50 - 100 * np.log(2))


def test_naive_bayes_fit_and_posterior_against_scikit_learn():
    rng = np.random.default_rng(2)
    y = rng.permutation(np.repeat([0, 1, 2], [10, 20, 30]))
    X = rng.normal(size=(60, 4)) * rng.uniform(0.5, 2, size=4) + y[:, None]
    model = GaussianNB(var_smoothing=0).fit(X, y)
    priors, means, variances = c.naive_bayes_fit(X, y)
    np.testing.assert_allclose(priors, model.class_prior_)
    np.testing.assert_allclose(means, model.theta_)
    np.testing.assert_allclose(variances, model.var_)
    np.testing.assert_allclose(
        c.naive_bayes_log_posterior(X, priors, means, variances), model.predict_log_proba(X), atol=1e-10
    )


def test_missing_feature_by_integration():
    priors, means = np.array([0.4, 0.6]), np.array([[0.0, 1.0], [2.0, -1.0]])
    variances = np.array([[1.0, 0.5], [2.0, 3.0]])

    def joint(x2, k):
        return priors[k] * stats.norm.pdf([0.7, x2], means[k], np.sqrt(variances[k])).prod()

    whole = np.array([integrate.quad(joint, -40, 40, args=(k,))[0] for k in range(2)])
    X = np.array([[0.7, np.nan]])
    np.testing.assert_allclose(
        c.naive_bayes_log_posterior(X, priors, means, variances)[0], np.log(whole / whole.sum()), rtol=1e-7
    )


def test_posterior_edges():
    rng = np.random.default_rng(3)
    priors, means, variances = np.array([0.1, 0.9]), rng.normal(size=(2, 500)), np.ones((2, 500))
    nothing = c.naive_bayes_log_posterior(np.full((1, 500), np.nan), priors, means, variances)
    np.testing.assert_allclose(nothing, np.log(priors)[None])
    many = c.naive_bayes_log_posterior(1e3 * rng.normal(size=(5, 500)), priors, means, variances)
    assert np.isfinite(many).all()
    np.testing.assert_allclose(logsumexp(many, axis=1), 0, atol=1e-12)


def test_a_class_of_one_point_has_variance_zero():
    priors, means, variances = c.naive_bayes_fit([[1.0], [3.0], [5.0]], [0, 0, 1])
    np.testing.assert_allclose(priors, [2 / 3, 1 / 3])
    np.testing.assert_allclose(means, [[2.0], [5.0]])
    np.testing.assert_allclose(variances, [[1.0], [0.0]])


def test_logistic_nll_against_torch_and_at_extremes():
    rng = np.random.default_rng(4)
    X, w, y = rng.normal(size=(30, 3)), rng.normal(size=3), rng.integers(2, size=30)
    logits, labels = torch.tensor(X @ w + 0.5), torch.tensor(y, dtype=torch.float64)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
    assert c.logistic_nll(w, 0.5, X, y) == pytest.approx(expected.item(), rel=1e-12)
    assert c.logistic_nll(np.array([1e3]), 0.0, [[1.0], [-1.0]], [1, 0]) == 0.0
    assert c.logistic_nll(np.array([1e3]), 0.0, [[1.0], [-1.0]], [0, 1]) == 1e3


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: c.gda_log_odds([[0.0]], 1.0, [0], [[1]], [0], [[1]]), "between 0 and 1"),
        (lambda: c.gda_log_odds([0.0], 0.5, [0], [[1]], [0], [[1]]), r"\(N, D\)"),
        (lambda: c.naive_bayes_fit([[0.0], [1.0]], [0, 2]), "no point of class 1"),
        (lambda: c.naive_bayes_fit([0.0, 1.0], [0, 1]), r"X \(N, D\)"),
        (lambda: c.naive_bayes_log_posterior([[0.0]], [1.0], [[0.0, 1.0]], [[1.0, 1.0]]), "priors"),
        (lambda: c.logistic_nll([1.0], 0.0, [[1.0]], [-1]), r"\{0, 1\}"),
        (lambda: c.logistic_nll([1.0], 0.0, [[1.0, 2.0]], [1]), "expected X"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
