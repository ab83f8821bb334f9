"""scikit-learn's 8x8 handwritten digits, always split the same way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gmcourse.data.split import Split

SIDE = 8
LEVELS = 17
VALID, TEST = 200, 400
SEED = 20


def digits() -> Split:
    """The 1,797 digits with grey levels 0 (paper) to 16 (ink), int64, and their labels 0 to 9, int64.

    Images are rows of 64 pixels in raster order: train (1197, 64), valid (200, 64), test (400, 64).
    """
    from sklearn.datasets import load_digits

    bunch = load_digits()
    order = np.random.default_rng(SEED).permutation(len(bunch.data))
    images, labels = bunch.data[order].astype(np.int64), bunch.target[order].astype(np.int64)
    ends = [TEST, TEST + VALID]
    test, valid, train = np.split(images, ends)
    test_labels, valid_labels, train_labels = np.split(labels, ends)
    return Split(train, valid, test, train_labels, valid_labels, test_labels)


def binarised_digits(threshold: int = 8) -> Split:
    """The same digits and split as float64 zeros and ones: 1 where the grey level is >= threshold."""
    grey = digits()
    parts = {name: (getattr(grey, name) >= threshold).astype(float) for name in ("train", "valid", "test")}
    return replace(grey, **parts)
