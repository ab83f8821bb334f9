"""scikit-learn's 8x8 handwritten digits, always split the same way."""

from dataclasses import dataclass

import numpy as np

SIDE = 8
LEVELS = 17
VALID, TEST = 200, 400
SEED = 20


@dataclass(frozen=True)
class Split:
    """Images as rows of 64 pixels in raster order, and their digits 0 to 9 (int64), in three parts.

    train (1197, 64), valid (200, 64) for early stopping, test (400, 64) for the figures one reports.
    """

    train: np.ndarray
    valid: np.ndarray
    test: np.ndarray
    train_labels: np.ndarray
    valid_labels: np.ndarray
    test_labels: np.ndarray


def digits():
    """The 1,797 digits with grey levels 0 (paper) to 16 (ink), int64."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    order = np.random.default_rng(SEED).permutation(len(bunch.data))
    images, labels = bunch.data[order].astype(np.int64), bunch.target[order].astype(np.int64)
    ends = [TEST, TEST + VALID]
    test, valid, train = np.split(images, ends)
    test_labels, valid_labels, train_labels = np.split(labels, ends)
    return Split(train, valid, test, train_labels, valid_labels, test_labels)


def binarised_digits(threshold=8):
    """The same digits and split as float64 zeros and ones: 1 where the grey level is >= threshold."""
    grey = digits()
    parts = [(part >= threshold).astype(float) for part in (grey.train, grey.valid, grey.test)]
    return Split(*parts, grey.train_labels, grey.valid_labels, grey.test_labels)
