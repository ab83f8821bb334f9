"""What every labelled data set of the course is given as: three parts, each with its labels."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Split:
    """Points as rows, and a label for each, in three parts that share none.

    train to learn from, valid for early stopping and choices, test for the figures one reports.
    """

    train: np.ndarray
    valid: np.ndarray
    test: np.ndarray
    train_labels: np.ndarray
    valid_labels: np.ndarray
    test_labels: np.ndarray
