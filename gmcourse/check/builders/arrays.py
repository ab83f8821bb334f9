"""Builders of random generators and of arrays too large to send."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike


def rng(seed: int) -> np.random.Generator:
    """A fresh `numpy.random.Generator`."""
    return np.random.default_rng(seed)


def normal(seed: int, shape: Sequence[int], mean: float = 0.0, std: float = 1.0) -> np.ndarray:
    """Independent normal draws of the given shape."""
    return np.random.default_rng(seed).normal(mean, std, size=tuple(shape))


def covariance(seed: int, dims: int, scale: float = 1.0) -> np.ndarray:
    """A positive definite (dims, dims) matrix whose eigenvalues lie between scale and 3 scale."""
    generator = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(generator.normal(size=(dims, dims)))
    matrix = (basis * (scale * generator.uniform(1.0, 3.0, size=dims))) @ basis.T
    return (matrix + matrix.T) / 2


def uneven(seed: int, dims: int, scale: float = 1.0) -> np.ndarray:
    """A (dims, dims) matrix, not symmetric, with singular values between scale and 3 scale, its determinant above 0.

    Its right singular vectors are the left ones in another order, an even one.
    """
    generator = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(generator.normal(size=(dims, dims)))
    return (basis * (scale * generator.uniform(1.0, 3.0, size=dims))) @ np.roll(basis, 2, axis=1).T


def fading_covariance(dims: int, scale: float, correlation: float) -> np.ndarray:
    """The (dims, dims) covariance scale * correlation^|i - j|; cheap, with a known determinant."""
    distance = np.abs(np.subtract.outer(np.arange(dims), np.arange(dims)))
    return scale * (float(correlation) ** np.arange(dims))[distance]


def repeated(row: ArrayLike, count: int) -> np.ndarray:
    """The same row, (D,), count times: (count, D)."""
    return np.tile(np.asarray(row), (count, 1))
