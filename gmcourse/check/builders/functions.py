"""Builders of functions that an exercise takes as an argument."""

import numpy as np


def identity():
    """g(x) = x."""
    return lambda x: x


def square():
    """g(x) = x^2."""
    return lambda x: np.asarray(x) ** 2


def exponential(rate=1.0):
    """g(x) = exp(rate x)."""
    return lambda x: np.exp(rate * np.asarray(x))


def above(threshold):
    """g(x) = 1 where x > threshold, else 0."""
    return lambda x: (np.asarray(x) > threshold).astype(float)
