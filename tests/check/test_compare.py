"""Comparing answers: what counts as equal, and what is said first when it is not."""

import numpy as np
import pytest

from gmcourse.check.comparators.values import close, integer
from gmcourse.check.compare import difference
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.sheet import SheetProperty

T = Tolerance()


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1.0, 1),
        (1.0, np.float64(1 + 1e-8)),
        (1.0, np.array(1.0)),
        (np.array([1.0, 2]), [1, 2]),
        ((1.0, np.ones(2)), [np.float64(1), np.ones(2)]),
        (np.array([np.inf, np.nan, -np.inf]), np.array([np.inf, np.nan, -np.inf])),
        (np.array([1.0]), np.array([1.00005], dtype=np.float32)),
        ({"a": 1.0}, {"a": 1.0}),
        (True, np.array(True)),
    ],
)
def test_equal_enough(expected, got):
    assert close(expected, got, T) is None


@pytest.mark.parametrize(("rtol", "atol"), [(1e-7, 1e-9), (1e-3, 0.0), (0.0, 1e-4), (0.0, 0.0)])
def test_numbers_are_near_where_numpy_says_so(rtol, atol):
    values = [
        0.0,
        -0.0,
        1.0,
        1 + 1e-9,
        1 + 1e-6,
        1.0005,
        -1.0,
        np.inf,
        -np.inf,
        np.nan,
        1e308,
        -1e308,
        5e-324,
        1e-5,
    ]
    pairs = [(wanted, found) for wanted in values for found in values]
    tolerance = Tolerance(rtol=rtol, atol=atol)
    with np.errstate(all="ignore"):
        near = [
            bool(np.isclose(found, wanted, rtol=rtol, atol=atol, equal_nan=True)) for wanted, found in pairs
        ]
    assert [close(wanted, found, tolerance) is None for wanted, found in pairs] == near


@pytest.mark.parametrize(
    ("expected", "got", "kind", "words"),
    [
        (np.ones(5), np.ones((5, 1)), "shape", "a column where a vector is asked"),
        (np.ones((2, 3)), np.ones((3, 2)), "shape", "transposed"),
        (
            (np.ones((2, 2)), np.ones(2)),
            np.ones((2, 2)),
            "shape",
            "expected 2 values, got an array of shape (2, 2)",
        ),
        (
            (np.ones(2), np.ones(2)),
            np.ones((3, 2)),
            "shape",
            "expected 2 values, got an array of shape (3, 2)",
        ),
        (
            np.ones((1, 2)),
            (np.ones((1, 2)), np.ones((1, 2))),
            "shape",
            "expected shape (1, 2), got a tuple of 2 values",
        ),
        (np.array([True]), np.array([False]), "value", "expected True   got False"),
        (1.0, np.ones(1), "shape", "not an array that holds one"),
        (1.0, None, "type", "is a `return` missing?"),
        (1.0, True, "type", "truth value"),
        (1.0, "one", "type", "a str"),
        ((1.0, 2.0), 1.0, "type", "expected 2 values"),
        (np.array([1.0, 2]), np.array([1.0, 2.1]), "value", "at index 1"),
        (np.array([1.0]), np.array([1.00005]), "value", "expected 1"),
        (0.0, np.nan, "value", "nan"),
        ({"a": 1.0}, {"b": 1.0}, "type", "keys"),
        (True, 1.0, "type", "return True or False, got a number"),
    ],
)
def test_different_and_said_so(expected, got, kind, words):
    mismatch = close(expected, got, T)
    assert mismatch.kind == kind
    assert words in mismatch.text


def test_transposed_is_said_of_what_is_right_once_turned_and_of_nothing_else():
    right = np.arange(6.0).reshape(2, 3)
    assert close(right, right.T, T).text.endswith(": transposed")
    assert close(right, right.reshape(3, 2), T).text == "expected shape (2, 3), got shape (3, 2)"


def test_two_values_of_one_shape_may_come_as_the_rows_of_one_array():
    assert close((np.ones(2), np.zeros(2)), np.array([[1.0, 1.0], [0.0, 0.0]]), T) is None


def test_of_one_array_where_two_values_are_asked_no_shape_is_denied():
    """It was taken for its rows, and the message denied a right shape."""
    found = difference(SheetProperty("x", "main", part=0), (np.ones((2, 2)), np.ones(2)), np.ones((2, 2)))
    assert found.text == "expected 2 values, got an array of shape (2, 2)"


def test_single_precision_is_held_tighter_where_the_statement_forbids_it():
    strict = Tolerance(float32=False)
    assert close(np.array([1.0]), np.array([1.00005], dtype=np.float32), strict)


@pytest.mark.parametrize("got, kind", [(3, None), (4, "value"), (3.0, "type"), (np.array(3), "type")])
def test_where_an_int_is_asked_nothing_else_will_do(got, kind):
    mismatch = integer(3, got, Tolerance())
    assert (mismatch and mismatch.kind) == kind


def test_a_known_answer_that_is_no_int_is_met_by_an_equal_one():
    assert integer(np.array(3), np.array(3), Tolerance()) is None


def test_a_key_that_a_comparator_misses_is_not_shown():
    prop = SheetProperty("the draws", "main", compare="gaussian.rows")
    found = difference(prop, {"cov": np.eye(2)}, np.ones((3, 2)))
    assert found.text == "not the kind of answer that is asked"
