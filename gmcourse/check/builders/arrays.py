"""Builders of random generators and of arrays too large to send."""

import numpy as np


def rng(seed):
    """A fresh `numpy.random.Generator`."""
    return np.random.default_rng(seed)


def normal(seed, shape, mean=0.0, std=1.0):
    """Independent normal draws of the given shape."""
    return np.random.default_rng(seed).normal(mean, std, size=tuple(shape))


def covariance(seed, dims, scale=1.0):
    """A positive definite (dims, dims) matrix whose eigenvalues lie between scale and 3 scale."""
    generator = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(generator.normal(size=(dims, dims)))
    matrix = (basis * (scale * generator.uniform(1.0, 3.0, size=dims))) @ basis.T
    return (matrix + matrix.T) / 2


def fading_covariance(dims, scale, correlation):
    """The (dims, dims) covariance scale * correlation^|i - j|; cheap, with a known determinant."""
    distance = np.abs(np.subtract.outer(np.arange(dims), np.arange(dims)))
    return scale * (float(correlation) ** np.arange(dims))[distance]
