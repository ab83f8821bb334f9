"""Comparators for scikit-learn estimators."""

from gmcourse.check.mismatch import Mismatch, describe_shape


def passes_checks(expected, got, tolerance):
    """Lists of failed checks: both empty, or neither. Says how many fail, and which is the first."""
    if not isinstance(got, list):
        return Mismatch("type", f"expected the list of failed checks, got {describe_shape(got)}")
    if bool(got) == bool(expected):
        return None
    return Mismatch("value", f"{len(got)} fail, the first is {got[0]}" if got else "no check fails")
