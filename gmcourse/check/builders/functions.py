"""Builders of functions that an exercise takes as an argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def identity() -> Callable[[Any], Any]:
    """g(x) = x."""
    return lambda x: x


def square() -> Callable[[Any], Any]:
    """g(x) = x^2."""
    return lambda x: np.asarray(x) ** 2


def exponential(rate: float = 1.0) -> Callable[[Any], Any]:
    """g(x) = exp(rate x)."""
    return lambda x: np.exp(rate * np.asarray(x))


def above(threshold: float) -> Callable[[Any], Any]:
    """g(x) = 1 where x > threshold, else 0."""
    return lambda x: (np.asarray(x) > threshold).astype(float)


def deviation_squared() -> Callable[[Any], Any]:
    """g(x) = (x - m)^2, where m is the mean of all that g is given."""
    return lambda x: (np.asarray(x) - np.mean(x)) ** 2
