"""The two data sets on which all families meet, and how their samples are judged."""

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score

from gmcourse.data import moons
from gmcourse.data.digits import LEVELS, digits

TREES, FOLDS = 100, 5


@dataclass(frozen=True)
class Problem:
    """Rows (N, D) to train on, to choose by, and to report on; `levels` grey levels, or None for points."""

    name: str
    train: np.ndarray
    valid: np.ndarray
    test: np.ndarray
    levels: int | None = None

    @property
    def dims(self):
        return self.train.shape[1]


def problem(name):
    """The problem called "digits" (whole numbers, 64 pixels) or "moons" (points in the plane)."""
    if name == "digits":
        parts = digits()
        return Problem(name, parts.train, parts.valid, parts.test, LEVELS)
    if name == "moons":
        parts = moons.two_moons()
        return Problem(name, parts.train, parts.valid, parts.test)
    raise ValueError(f"no problem is called {name!r}; there are digits and moons")


def told_apart(real, samples):
    """Share of right guesses of a random forest that tells `samples` from `real`, both (N, D).

    Cross-validated, with as many of each: 0.5 where it cannot tell, 1 where it always can.
    Source: Lopez-Paz and Oquab, Revisiting classifier two-sample tests (2017).
    """
    count = min(len(real), len(samples))
    rows = np.concatenate([real[:count], samples[:count]])
    labels = np.repeat([0, 1], count)
    order = np.random.default_rng(0).permutation(2 * count)
    forest = RandomForestClassifier(TREES, min_samples_leaf=3, random_state=0, n_jobs=1)
    return float(cross_val_score(forest, rows[order], labels[order], cv=FOLDS).mean())
