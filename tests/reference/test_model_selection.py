"""Held-out choice of k, stick breaking, and the classifier against scikit-learn's QDA and its checks."""

from inspect import signature

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.model_selection import train_test_split
from sklearn.utils.estimator_checks import check_estimator

from gmcourse.reference.gmm_classifier import GMMClassifier
from gmcourse.reference.model_selection import best_k, stick_breaking


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "centres, ks, best", [([0.0], [10, 1], 1), ([0.0, 6.0], [1, 2], 2), ([0, 8, 16], [3, 1], 3)]
)
def test_best_k_finds_the_groups(seed, centres, ks, best):
    rng = np.random.default_rng(seed)
    x = np.concatenate([rng.normal(c, 1, size=(60, 2)) for c in centres])
    assert best_k(x, ks, rng) == best


def test_best_k_refuses():
    with pytest.raises(ValueError, match="expected"):
        best_k(np.zeros(4), [1], np.random.default_rng(0))
    with pytest.raises(ValueError, match="expected"):
        best_k(np.zeros((4, 1)), [], np.random.default_rng(0))


def test_stick_breaking_one_piece_at_a_time():
    v = np.random.default_rng(0).uniform(size=6)
    rest, pieces = 1.0, []
    for fraction in v:
        pieces.append(rest * fraction)
        rest -= pieces[-1]
    np.testing.assert_allclose(stick_breaking(v), [*pieces, rest], rtol=1e-12)


def test_stick_breaking_edges():
    np.testing.assert_array_equal(stick_breaking([]), [1.0])
    np.testing.assert_array_equal(stick_breaking([1.0, 0.5]), [1.0, 0.0, 0.0])
    with pytest.raises(ValueError, match="expected"):
        stick_breaking([1.2])


def test_uniform_dirichlet_from_beta_sticks():
    rng = np.random.default_rng(1)
    v = rng.beta(1.0, [2.0, 1.0], size=(4000, 2))
    draws = np.array([stick_breaking(row) for row in v])
    np.testing.assert_allclose(draws.mean(axis=0), 1 / 3, atol=6 * np.sqrt(1 / 18 / 4000))


def test_classifier_passes_scikit_learns_checks():
    if "on_fail" not in signature(check_estimator).parameters:  # before scikit-learn 1.6
        check_estimator(GMMClassifier(n_components=2))
        return
    results = check_estimator(GMMClassifier(n_components=2), on_fail=None, on_skip=None)
    assert [r["check_name"] for r in results if r["status"] == "failed"] == []
    assert sum(r["status"] == "passed" for r in results) > 40


def test_one_component_a_class_is_quadratic_discriminant_analysis():
    rng = np.random.default_rng(2)
    X = np.concatenate([rng.normal(0, 1, size=(150, 2)), rng.normal(1, 2, size=(30, 2))])
    y = np.repeat(["many", "few"], [150, 30])
    ours = GMMClassifier(1, reg_covar=0.0).fit(X, y)
    theirs = QuadraticDiscriminantAnalysis().fit(X, y)
    difference = ours.predict_proba(X) - theirs.predict_proba(X)
    assert np.abs(difference).max() < 0.02  # QDA divides each covariance by n - 1
    assert (ours.predict(X) == theirs.predict(X)).mean() > 0.98


def test_digits_by_class_log_likelihoods():
    X, y = load_digits(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(X, y, test_size=0.5, random_state=0, stratify=y)
    model = GMMClassifier(1, reg_covar=1.0, random_state=0).fit(train_x, train_y)
    assert model.score(test_x, test_y) > 0.97


def test_a_class_smaller_than_n_components():
    X = np.array([[0.0], [0.1], [0.2], [5.0]])
    model = GMMClassifier(3, random_state=0).fit(X, [0, 0, 0, 1])
    assert model.predict([[5.0]])[0] == 1
