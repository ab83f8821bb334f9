"""Makers of cases and answers that several exercises of week01_probability_mle share."""

import numpy as np


def with_zeros(rng, k):
    """A distribution over k outcomes, about half of which cannot happen."""
    p = np.zeros(k)
    p[: k // 2 + 1] = rng.dirichlet(np.ones(k // 2 + 1))
    return rng.permutation(p)


def positive(rng, *shape):
    """Probabilities of this shape, all above 0, summing to 1."""
    p = rng.gamma(1.5, size=shape) + 0.05
    return p / p.sum()


CORRELATED = np.array([[2.0, 0.6, 0.0], [0.6, 1.0, -0.3], [0.0, -0.3, 0.5]])


def covariance(rng, dims):
    """A covariance far from diagonal."""
    a = rng.normal(size=(dims, dims + 2))
    return a @ a.T / dims + 0.1 * np.eye(dims)
