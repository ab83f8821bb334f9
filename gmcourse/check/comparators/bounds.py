"""Comparators of numbers that must reach a stated value, or lie in a stated range."""

from numbers import Real
from typing import Any

from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Mismatch, Tolerance, describe_shape, told_apart


def within(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """A number from expected["least"] to expected["most"]; either may be missing.

    A number as expected is a known wrong answer: compared as any value is.
    """
    if not isinstance(expected, dict):
        return close(expected, got, tolerance)
    if isinstance(got, bool) or not isinstance(got, Real):
        return Mismatch("type", f"expected a number, got {describe_shape(got)}")
    if "least" in expected and not got >= expected["least"]:
        return Mismatch(
            "value", "expected at least {}   got {}".format(*told_apart(float(expected["least"]), float(got)))
        )
    if "most" in expected and not got <= expected["most"]:
        return Mismatch(
            "value", "expected at most {}   got {}".format(*told_apart(float(expected["most"]), float(got)))
        )
    return None
