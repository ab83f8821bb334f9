"""Probability, information and maximum likelihood: the reference of week 1. NumPy float64, nats."""

import numpy as np


def bernoulli_mle(x):
    """Maximum likelihood estimate of theta = P(x = 1).

    x: (N,) zeros and ones. Returns a float in [0, 1].
    Source: notes 1, section 3.2.
    """
    x = _samples(x)
    if not np.isin(x, (0, 1)).all():
        raise ValueError("x holds values other than 0 and 1")
    return float(x.mean())


def gaussian_mle(x):
    """Maximum likelihood mean and variance of a one-dimensional Gaussian.

    x: (N,). Returns (mean, var); the variance divides by N.
    Source: notes 1, section 3.3.
    """
    x = _samples(x)
    mean = x.mean()
    return float(mean), float(np.mean((x - mean) ** 2))


def entropy(p):
    """Entropy in nats of a discrete distribution, with 0 log 0 = 0.

    p: (K,) probabilities that sum to 1. Returns a float in [0, log K].
    Source: notes 2, section Entropy and Conditional Entropy.
    """
    p = _probabilities(p, "p")
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)))


def _samples(x, name="x"):
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"{name} has shape {x.shape}; expected (N,) with N >= 1")
    return x


def _probabilities(p, name, ndim=1):
    p = np.asarray(p, dtype=float)
    if p.ndim != ndim or p.size == 0:
        raise ValueError(f"{name} has shape {p.shape}; expected {ndim} axes, none of them empty")
    if (p < 0).any() or not np.isclose(p.sum(), 1.0, rtol=0, atol=1e-6):
        raise ValueError(f"{name} is no distribution: it must be >= 0 and sum to 1, its sum is {p.sum():g}")
    return p
