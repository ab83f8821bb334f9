"""Histograms and kernel estimates against scipy and scikit-learn, by integration, and at their edges."""

import numpy as np
import pytest
from scipy import integrate, stats
from sklearn.neighbors import KernelDensity

from gmcourse.data.faithful import old_faithful
from gmcourse.reference.density import equal_count_edges, histogram_log_prob, kde_log_prob


def test_histogram_agrees_with_scipy():
    rng = np.random.default_rng(0)
    data = rng.normal(size=200)
    edges = np.sort(rng.uniform(-3, 3, size=9))
    counts, _ = np.histogram(data, edges)
    x = rng.uniform(-4, 4, size=300)
    with np.errstate(divide="ignore"):
        expected = stats.rv_histogram((counts, edges), density=False).logpdf(x)
    np.testing.assert_allclose(histogram_log_prob(x, edges, counts), expected, rtol=1e-12)


def test_histogram_edges():
    got = np.exp(histogram_log_prob([0.0, 1.0, 3.0, -1e-9, 3.1, 1.5], [0.0, 1.0, 3.0], [1, 3]))
    np.testing.assert_allclose(got, [0.25, 0.375, 0.375, 0, 0, 0.375])


def test_histogram_empty_bin_is_minus_infinity():
    assert histogram_log_prob([0.5], [0, 1, 2], [0, 5])[0] == -np.inf


@pytest.mark.parametrize(
    "edges, counts",
    [([0, 1, 1], [1, 1]), ([0, 1, 2], [1]), ([0, 1], [-1]), ([0, 1, 2], [0, 0]), ([2, 1], [1])],
)
def test_histogram_refuses(edges, counts):
    with pytest.raises(ValueError, match="expected"):
        histogram_log_prob([0.5], edges, counts)


def test_equal_count_edges_hold_equal_counts():
    data = np.random.default_rng(1).exponential(size=1000)
    edges = equal_count_edges(data, 10)
    counts, _ = np.histogram(data, edges)
    assert edges.shape == (11,)
    assert counts.sum() == 1000
    assert np.abs(counts - 100).max() <= 1
    assert edges[0] == data.min()
    assert edges[-1] == data.max()


def test_equal_count_edges_by_hand():
    np.testing.assert_allclose(equal_count_edges([0.0, 1.0, 2.0, 10.0], 2), [0, 1.5, 10])
    np.testing.assert_allclose(equal_count_edges([3.0, 1.0], 1), [1, 3])


@pytest.mark.parametrize("data, bins", [([], 2), ([1.0], 0), (np.ones((2, 2)), 1)])
def test_equal_count_edges_refuse(data, bins):
    with pytest.raises(ValueError, match="expected"):
        equal_count_edges(data, bins)


@pytest.mark.parametrize("dims", [1, 3])
@pytest.mark.parametrize("bandwidth", [0.05, 0.7, 4.0])
def test_kde_agrees_with_scikit_learn(dims, bandwidth):
    rng = np.random.default_rng(2)
    data, x = rng.normal(size=(60, dims)), rng.normal(scale=3, size=(40, dims))
    expected = KernelDensity(bandwidth=bandwidth).fit(data).score_samples(x)
    np.testing.assert_allclose(kde_log_prob(x, data, bandwidth), expected, rtol=1e-9)


def test_kde_takes_vectors_and_integrates_to_one():
    data = old_faithful()[:, 0]
    grid = np.linspace(-1, 8, 4001)
    density = np.exp(kde_log_prob(grid, data, 0.2))
    assert integrate.trapezoid(density, grid) == pytest.approx(1, abs=1e-9)


def test_kde_is_finite_far_away():
    got = kde_log_prob([1e5], [0.0, 1.0], 0.1)
    assert got[0] == pytest.approx(stats.norm(1, 0.1).logpdf(1e5) - np.log(2), rel=1e-12)


def test_kde_in_blocks_is_the_same():
    rng = np.random.default_rng(3)
    data, x = rng.normal(size=3000), rng.normal(size=3000)
    whole = kde_log_prob(x, data, 0.3)
    np.testing.assert_allclose(whole[:10], kde_log_prob(x[:10], data, 0.3), rtol=1e-12)


def test_kde_of_no_points_is_empty():
    assert kde_log_prob(np.zeros(0), [1.0], 1.0).shape == (0,)


@pytest.mark.parametrize(
    "x, data, bandwidth",
    [([0.0], [1.0], 0.0), ([0.0], [], 1.0), (np.zeros((2, 2)), np.zeros((2, 3)), 1.0), (0.0, [1.0], 1.0)],
)
def test_kde_refuses(x, data, bandwidth):
    with pytest.raises(ValueError, match="expected"):
        kde_log_prob(x, data, bandwidth)


def test_old_faithful_is_the_classic_data():
    x = old_faithful()
    assert x.shape == (272, 2)
    assert np.isfinite(x).all()
    np.testing.assert_allclose(x.mean(axis=0), [3.487783, 70.89706], atol=5e-6)
    np.testing.assert_allclose(x.std(axis=0, ddof=1), [1.141371, 13.59497], atol=5e-6)
    np.testing.assert_allclose(np.corrcoef(x.T)[0, 1], 0.9008112, atol=1e-6)
