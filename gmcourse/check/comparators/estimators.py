"""Comparators for scikit-learn estimators."""

from typing import Any

from gmcourse.check.mismatch import Mismatch, Tolerance, describe_shape, short


def passes_checks(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """{"failed": failed checks, "answers": to questions with good data and spoilt}, as `probes.estimators` gives them.

    Where no check should fail, none does and all answers are right; else some fail. Says how many fail, and
    which is the first.
    """
    if not isinstance(got, dict) or not all(isinstance(got.get(name), list) for name in expected):
        return Mismatch("type", f"expected failed checks and answers, got {describe_shape(got)}")
    if bool(got["failed"]) != bool(expected["failed"]):
        words = (
            f"{len(got['failed'])} fail, the first is {short(got['failed'][0])}"
            if got["failed"]
            else "no check fails"
        )
        return Mismatch("value", words)
    if expected["failed"] or got["answers"] == expected["answers"]:
        return None
    return Mismatch("value", "what it does with bad data, or unfitted, is not what the checks ask for")
