"""How much an answer tells of its maker, in bits: a number of many digits much, a truth value next to nothing."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from gmcourse.check.compare import NOTHING
from gmcourse.check.sheet import Raised

MOST_OF_A_CASE = 6.0
ERROR = 1.5
SHAPE = 2.0
TRUTH = 0.5
TEXT = 3.0
NOT_FINITE = 1.5
PLAIN = 2.0
WHOLE = 2.0
NUMBER = 5.0
LAW = 5.0
KIND = 1.0
_MOST_OF_A_PATTERN = {False: 3.0, True: 6.0}
PLAIN_NUMBERS = (0.0, 1.0, -1.0, 0.5, 2.0)


def bits(expected: Any, got: Any) -> float:
    """What the answer `got` tells where `expected` is right."""
    if got is NOTHING:
        return 0.0
    if isinstance(got, Raised) or got is None:
        return ERROR
    if isinstance(got, str):
        return TEXT
    if isinstance(got, dict):
        return _many((expected.get(k) if isinstance(expected, dict) else None, v) for k, v in got.items())
    if isinstance(got, (tuple, list)) and yes_or_no(got):
        return _bits_of_array(np.array(expected), np.array(got))
    if isinstance(got, (tuple, list)):
        pairs = (
            expected
            if isinstance(expected, (tuple, list)) and len(expected) == len(got)
            else [None] * len(got)
        )
        return _many(zip(pairs, got, strict=True))
    if isinstance(expected, dict) and isinstance(got, np.ndarray):
        return LAW
    if isinstance(got, np.ndarray) and got.ndim:
        return _bits_of_array(expected, got)
    return _bits_of_number(got)


def yes_or_no(answer: Any) -> bool:
    """Whether an answer is True or False, or several of these: one tells next to nothing of its maker."""
    several = answer if isinstance(answer, (tuple, list)) else (answer,)
    return bool(several) and all(isinstance(one, (bool, np.bool_)) for one in several)


def _many(pairs: Iterable[tuple[Any, Any]]) -> float:
    return (
        min(sum(bits(one, other) for one, other in pairs if not _equal(one, other)), MOST_OF_A_CASE) or SHAPE
    )


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(np.all(one == other))
    except (TypeError, ValueError):
        return False


def _bits_of_array(expected: Any, got: Any) -> float:
    """The sum over the wrong entries, equal ones once."""
    if got.dtype.kind not in "biuf":
        return 0.0
    if np.shape(expected) != got.shape:
        return SHAPE
    try:
        wrong = ~np.isclose(
            got.astype(float), np.asarray(expected, dtype=float), rtol=1e-6, atol=1e-9, equal_nan=True
        )
    except (TypeError, ValueError, OverflowError):
        return NUMBER
    told = [_bits_of_number(value) for value in np.unique(got[wrong])[:8]]
    pattern = min(math.log2(math.comb(got.size, int(wrong.sum()))), _MOST_OF_A_PATTERN[got.dtype.kind == "b"])
    return min(sum(told) + pattern, MOST_OF_A_CASE)


def _bits_of_number(value: Any) -> float:
    if isinstance(value, (bool, np.bool_)):
        return TRUTH
    try:
        value = float(value) if np.ndim(value) == 0 else np.nan
    except OverflowError:
        return NUMBER
    if not np.isfinite(value):
        return NOT_FINITE
    if value in PLAIN_NUMBERS:
        return PLAIN
    return WHOLE if value == round(value) else NUMBER


def alike(expected: Any, known: Any, got: Any) -> Any:
    """The bits by which two wrong answers are of one kind though not equal; None where they are not.

    Of one kind are: an error, nan, infinity and what is blown up where a number is right, `got` in some of the places of `known`
    or in all; two numbers far on the way to the infinity that is right.
    """
    kinds = [_kind(expected, value) for value in (known, got)]
    if any(kind is None for kind in kinds):
        return None
    errors = [kind is NO_NUMBER for kind in kinds]
    if any(errors):
        rest = [kind for kind, error in zip(kinds, errors, strict=True) if not error]
        return KIND if all((kind[kind != 0] == 2).all() for kind in rest) else None
    mistake, student = kinds
    if mistake.shape != student.shape or (mistake == 1).any():
        return None
    places = student != 0
    broken = places.any() and (student[places] == 2).all() and (mistake[places] == 2).all()
    return KIND if broken or np.array_equal(mistake, student) else None


def breaks_down(expected: Any, known: Any) -> bool:
    """Whether a wrong answer is an error, nan or infinity where a number is right: what a careful student prevents."""
    kind = _kind(expected, known)
    return kind is NO_NUMBER or kind is not None and (kind[kind != 0] == 2).all()


NO_NUMBER = "no number"
# What the logarithm of a number that stands for 0 exceeds in size.
FAR = 15.0
# How many times what is right rounding alone has been blown up by: a division by next to 0.
BLOWN_UP = 1e6


def _kind(expected: Any, value: Any) -> Any:
    """Entry by entry: 0 right, 1 another number, 2 no number, or one blown up, where one (or an infinity) is right, 3 a number on the way to infinity.

    NO_NUMBER for an error, None for what is no array of numbers of the right shape.
    """
    if isinstance(value, Raised):
        return NO_NUMBER
    try:
        right, value = np.asarray(expected, dtype=float), np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None
    if right.shape != value.shape:
        return None
    near = np.isclose(value, right, rtol=1e-6, atol=1e-9, equal_nan=True)
    far = np.where(np.isfinite(value), value, 0) * np.sign(right) > FAR
    elsewhere = np.where(np.isnan(value), 2, np.where(far, 3, 1))
    largest = np.max(np.abs(right), where=np.isfinite(right), initial=1.0)
    broken = ~(np.abs(value) < BLOWN_UP * largest)
    off = np.where(np.isfinite(right), np.where(broken, 2, 1), elsewhere)
    return np.where(near, 0, off)
