"""What is seen of wrong answers, in plain words, where it needs no guess at its cause."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np

from gmcourse.check.comparators.values import close
from gmcourse.check.compare import NOTHING
from gmcourse.check.mismatch import Tolerance, short
from gmcourse.check.sheet import Raised, Sheet

MOST_TO_TURN = 4
LOOSE = Tolerance(rtol=1e-6, atol=1e-9)


def in_another_order(sheet: Sheet, values: Sequence[Any]) -> bool:
    """Whether every answer holds the right values, and some hold them in another order."""
    pairs = [(case.expected, value) for case, value in zip(sheet.cases, values, strict=True)]
    if not all(
        isinstance(right, (tuple, list)) and isinstance(got, (tuple, list)) and len(right) == len(got)
        for right, got in pairs
    ):
        return False
    if max(len(right) for right, _ in pairs) > MOST_TO_TURN:
        return False
    if all(_is_list_of_arrays(right) for right, _ in pairs):
        turned = [not _same(right, got) for right, got in pairs]
        return any(turned) and all(
            any(_same([right[i] for i in order], got) for order in permutations(range(len(right))))
            for right, got in pairs
        )
    if not all(isinstance(right, tuple) and len(right) == len(pairs[0][0]) for right, _ in pairs):
        return False
    _, *orders = permutations(range(len(pairs[0][0])))
    return any(all(_same([right[i] for i in order], got) for right, got in pairs) for order in orders)


def _is_list_of_arrays(value: Any) -> bool:
    """Whether an answer is a list of arrays, of which each case has its own number."""
    return isinstance(value, list) and all(isinstance(one, np.ndarray) and one.ndim for one in value)


def times(sheet: Sheet, values: Sequence[Any]) -> float | None:
    """The number, not 1, that every right answer is multiplied by to give the student's; None where there is none."""
    rights, gots = [], []
    for case, value in zip(sheet.cases, values, strict=True):
        right, got = _numbers(case.expected), _numbers(value)
        if right is None or got is None or right.shape != got.shape:
            return None
        rights.append(right.ravel())
        gots.append(got.ravel())
    right, got = np.concatenate(rights or [np.zeros(0)]), np.concatenate(gots or [np.zeros(0)])
    telling = np.abs(right) > 1e-6
    if telling.sum() < 3 or not (np.isfinite(right).all() and np.isfinite(got).all()):
        return None
    factor = float(np.median(got[telling] / right[telling]))
    alike = np.allclose(got, factor * right, rtol=1e-6, atol=1e-9)
    return factor if alike and abs(factor - 1) > 1e-6 and abs(factor) > 1e-6 else None


def _numbers(value: Any) -> np.ndarray | None:
    if isinstance(value, (bool, str, dict, Raised, type(None))) or value is NOTHING:
        return None
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None


def _same(right: Any, got: Any) -> bool:
    try:
        return close(list(right), list(got), LOOSE) is None
    except (TypeError, ValueError, OverflowError):
        return False


def said(sheet: Sheet, values: Sequence[Any]) -> str:
    """One sentence on all answers together, or nothing."""
    if in_another_order(sheet, values):
        return "the values are right, but they are returned in another order"
    factor = times(sheet, values)
    return f"every answer is {short(factor)} times the right one" if factor is not None else ""
