"""The digits: the same split always, no image in two parts."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from gmcourse.data.digits import LEVELS, binarised_digits, digits


def test_the_parts_are_the_whole():
    grey = digits()
    rows = np.concatenate([grey.train, grey.valid, grey.test])
    whole = load_digits().data
    assert np.array_equal(rows[np.lexsort(rows.T)], whole[np.lexsort(whole.T)])
    assert (len(grey.train), len(grey.valid), len(grey.test)) == (1197, 200, 400)
    assert rows.min() == 0
    assert rows.max() == LEVELS - 1


def test_labels_stay_with_their_images():
    grey, whole = digits(), load_digits()
    known = {tuple(row): label for row, label in zip(whole.data, whole.target, strict=True)}
    assert all(known[tuple(row)] == label for row, label in zip(grey.test, grey.test_labels, strict=True))


def test_the_split_never_changes():
    assert np.array_equal(digits().valid, digits().valid)
    assert digits().test_labels[:8].tolist() == [7, 2, 4, 6, 5, 2, 6, 9]


@pytest.mark.parametrize("threshold", [1, 8, 16])
def test_binarised_is_the_threshold(threshold):
    assert np.array_equal(binarised_digits(threshold).test, digits().test >= threshold)
