"""Two moons: points near two interlocking half circles, with a density that is known.

A point picks a moon, then an angle from 0 to pi, each uniformly, then a Gaussian step off the arc.
So its log-density is one integral over the angle, and the least possible mean loss can be computed.
"""

from __future__ import annotations

import numpy as np

from gmcourse.data.split import Split

NOISE = 0.1
TRAIN, VALID, TEST = 2000, 500, 2000
SEED = 6
_ANGLES = 256


def two_moons() -> Split:
    """The moons of the course, always the same: 2,000 points to train, 500 to validate, 2,000 to test.

    Points (N, 2) float64; a label is the moon, 0 (upper) or 1 (lower), int64.
    """
    points, moons = sample(TRAIN + VALID + TEST, np.random.default_rng(SEED))
    ends = [TRAIN, TRAIN + VALID]
    return Split(*np.split(points, ends), *np.split(moons, ends))


def sample(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw `count` new points; return (points (count, 2), moons (count,))."""
    moons = rng.integers(2, size=count)
    angles = rng.uniform(0, np.pi, size=count)
    return _arc(angles, moons) + rng.normal(0, NOISE, size=(count, 2)), moons


def log_prob(x: np.ndarray) -> np.ndarray:
    """The true log-density in nats, (N,), of points x (N, 2): the midpoint rule over the angle."""
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or x.shape[1] != 2:
        raise ValueError(f"x has shape {x.shape}; expected (N, 2)")
    angles = (np.arange(_ANGLES) + 0.5) * np.pi / _ANGLES
    centres = np.concatenate([_arc(angles, np.full(_ANGLES, moon)) for moon in (0, 1)])
    squared = (x**2).sum(1)[:, None] - 2 * x @ centres.T + (centres**2).sum(1)
    exponent = -0.5 * squared / NOISE**2
    top = exponent.max(axis=1, keepdims=True)
    total = top[:, 0] + np.log(np.exp(exponent - top).mean(axis=1))
    return total - np.log(2 * np.pi * NOISE**2)


def _arc(angles: np.ndarray, moons: np.ndarray) -> np.ndarray:
    """The points of the two half circles, (N, 2)."""
    upper = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return np.where(moons[:, None] == 0, upper, [1.0, 0.5] - upper)
