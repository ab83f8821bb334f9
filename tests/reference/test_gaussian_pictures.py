"""The Gaussian of pictures: against scikit-learn's shrunk covariance, and the one-picture conditional of the week."""

import numpy as np
import pytest
from sklearn.covariance import shrunk_covariance

from gmcourse.reference.gaussian_pictures import complete, shrunk_gaussian


def drawn(seed=0, count=40, dims=6):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, dims)) @ rng.normal(size=(dims, dims)) + rng.normal(size=dims)


@pytest.mark.parametrize("shrink", [0.0, 0.3, 1.0])
def test_the_covariance_is_that_of_scikit_learn(shrink):
    x = drawn()
    mean, cov = shrunk_gaussian(x, shrink)
    assert np.allclose(mean, x.mean(0))
    assert np.allclose(cov, shrunk_covariance(np.cov(x.T, bias=True), shrink))


def test_it_can_be_inverted_with_fewer_pictures_than_pixels():
    _, cov = shrunk_gaussian(drawn(count=3), 0.1)
    assert np.linalg.eigvalsh(cov).min() > 0


def test_completions_make_the_whole_picture_as_likely_as_can_be():
    """The conditional mean of a Gaussian is its mode: no step in an unseen pixel makes the picture likelier."""
    mean, cov = shrunk_gaussian(drawn(1), 0.2)
    seen, values = np.array([4, 0, 3]), drawn(2)[:5, [4, 0, 3]]
    whole = complete(mean, cov, seen, values)
    assert np.array_equal(whole[:, seen], values)
    gradient = np.linalg.solve(cov, (whole - mean).T)
    assert np.abs(gradient[[1, 2, 5]]).max() < 1e-9


def test_nothing_seen_and_all_seen():
    mean, cov = shrunk_gaussian(drawn(), 0.2)
    assert np.allclose(complete(mean, cov, [], np.zeros((2, 0))), [mean, mean])
    order = [5, 3, 1, 0, 2, 4]
    assert np.array_equal(complete(mean, cov, order, drawn()[:3][:, order]), drawn()[:3])


@pytest.mark.parametrize("shrink", [-0.1, 1.1])
def test_a_shrink_outside_is_refused(shrink):
    with pytest.raises(ValueError, match="between 0 and 1"):
        shrunk_gaussian(drawn(), shrink)
