"""Numbers that must reach a value: both ends count, and what is no number is said."""

import math

import pytest

from gmcourse.check.comparators.bounds import within
from gmcourse.check.mismatch import Tolerance


@pytest.mark.parametrize("got", [1.0, 1.5, 2, 2.0])
def test_inside(got):
    assert within({"least": 1.0, "most": 2.0}, got, Tolerance()) is None


@pytest.mark.parametrize("got", [0.99, 2.01, math.nan, math.inf, -math.inf])
def test_outside(got):
    assert within({"least": 1.0, "most": 2.0}, got, Tolerance()).kind == "value"


@pytest.mark.parametrize("end", ["least", "most"])
def test_nan_lies_in_no_range_and_the_one_end_that_there_is_says_so(end):
    assert within({end: 1.0}, math.nan, Tolerance()).text == f"expected at {end} 1   got nan"


@pytest.mark.parametrize("got", [True, None, "1.5", [1.5]])
def test_no_number(got):
    assert within({"least": 1.0}, got, Tolerance()).kind == "type"


def test_one_end_and_a_known_wrong_answer():
    assert within({"least": -3.0}, 1e9, Tolerance()) is None
    assert within(2.5, 2.5, Tolerance()) is None
    assert within(2.5, 2.6, Tolerance()).kind == "value"
