"""Comparators of numbers and arrays."""

from typing import Any

import numpy as np

from gmcourse.check.mismatch import (
    Mismatch,
    Tolerance,
    describe_shape,
    one_for_several,
    short,
    told_apart,
)
from gmcourse.counted import counted

FLOAT32 = ("float32", "float16", "bfloat16")


def close(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Equal structure, shape and values.

    The tolerance is relative (rtol) beside a small absolute one (atol). Where it allows float32,
    single-precision answers are held to `rtol32`. NaN equals NaN, infinity equals infinity.
    """
    if isinstance(expected, (tuple, list)):
        return _close_items(expected, got, tolerance)
    if isinstance(expected, dict):
        return _close_dicts(expected, got, tolerance)
    if isinstance(expected, (str, bool, type(None))):
        return _same(expected, got)
    if (
        isinstance(expected, int)
        and isinstance(got, (int, float))
        and not isinstance(got, bool)
        and (got == expected or not tolerance.rtol)
    ):
        return (
            None if got == expected else Mismatch("value", f"expected {short(expected)}   got {short(got)}")
        )
    return _close_numbers(expected, got, tolerance)


def int64(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """The same whole numbers, in an array of int64 or a list of ints.

    For tasks that ask for int64 in so many words: torch takes nothing else as a class or an index to gather.
    """
    kinds = (
        {type(item) for item in got} if isinstance(got, (list, tuple)) else {getattr(got, "dtype", type(got))}
    )
    if not kinds <= {int, np.dtype("int64")}:
        return Mismatch("type", f"expected whole numbers (int64), got {', '.join(sorted(map(_kind, kinds)))}")
    return close(expected, got, tolerance)


def _kind(kind: Any) -> str:
    return str(getattr(kind, "__name__", kind))


def whole(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Equal whole numbers, kept as whole numbers: 1 is right where 1.0 is not.

    For tasks that ask for whole numbers: any type of them will do, as `int64` would not have it.
    """
    mismatch = close(expected, got, tolerance)
    if mismatch or np.asarray(got).dtype.kind in "biu":
        return mismatch
    return Mismatch("type", f"expected whole numbers (int), got {np.asarray(got).dtype}")


def integer(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """An equal int: no tensor or array of one number, no float.

    For tasks that ask for an int in so many words. A known wrong answer, which may be no int, is met by an equal one.
    """
    mismatch = close(expected, got, tolerance)
    if mismatch or isinstance(got, int) or not isinstance(expected, int):
        return mismatch
    return Mismatch("type", f"expected an int, got {describe_shape(got)}")


def _same(expected: Any, got: Any) -> Mismatch | None:
    if isinstance(got, np.ndarray) and got.shape == ():
        got = got.item()
    if type(got) is not type(expected):
        wanted = "return True or False" if isinstance(expected, bool) else f"expected {short(expected)}"
        return Mismatch("type", f"{wanted}, got {describe_shape(got)}")
    return None if got == expected else Mismatch("value", f"expected {short(expected)}   got {short(got)}")


def _close_items(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    if one_for_several(expected, got) and not (got.ndim == 1 and _all_numbers(expected)):
        return Mismatch("shape", f"expected {counted(len(expected), 'value')}, got {describe_shape(got)}")
    if isinstance(got, np.ndarray) and got.ndim and len(got) == len(expected):
        got = list(got)
    if not isinstance(got, (tuple, list)) or len(got) != len(expected):
        if not isinstance(got, (tuple, list)) and not (isinstance(got, np.ndarray) and got.ndim):
            return Mismatch("type", f"expected {counted(len(expected), 'value')}, got {describe_shape(got)}")
        if all(isinstance(one, str) for one in (*expected, *got)):
            return Mismatch("value", f"expected {short(expected)}   got {short(got)}")
        return Mismatch("shape", f"expected {counted(len(expected), 'value')}, got {len(got)}")
    for position, (one, other) in enumerate(zip(expected, got, strict=True)):
        mismatch = close(one, other, tolerance)
        if mismatch:
            return mismatch.within(f"value {position + 1}")
    return None


def _all_numbers(values: Any) -> bool:
    return all(np.ndim(value) == 0 for value in values)


def _close_dicts(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    if not isinstance(got, dict):
        return Mismatch("type", f"expected a dict, got {describe_shape(got)}")
    if set(got) != set(expected):
        return Mismatch(
            "type", f"expected the keys {short(sorted(expected, key=str))}, got {short(sorted(got, key=str))}"
        )
    for key, one in expected.items():
        mismatch = close(one, got[key], tolerance)
        if mismatch:
            return mismatch.within(f"key {key!r}")
    return None


def _close_numbers(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    wanted = np.asarray(expected)
    found = _as_array(got, wanted)
    if found is None:
        return Mismatch("type", f"expected {describe_shape(expected)}, got {describe_shape(got)}")
    if found.shape != wanted.shape:
        if isinstance(got, tuple):
            return Mismatch(
                "shape", f"expected {_name(wanted.shape)}, got a tuple of {counted(len(got), 'value')}"
            )
        text = f"expected {_name(wanted.shape)}, got {_name(found.shape)}"
        return Mismatch("shape", text + _shape_advice(wanted, found), bare=text)
    narrow = str(found.dtype) in FLOAT32 and tolerance.float32
    rtol = tolerance.rtol32 if narrow else tolerance.rtol
    atol = tolerance.atol32 if narrow else tolerance.atol
    near = _near(found.astype(float), wanted.astype(float), rtol, atol)
    if near.all():
        return None
    where = tuple(int(i) for i in np.argwhere(~near)[0])
    text = "expected {}   got {}".format(*told_apart(wanted[where], found[where]))
    if wanted.size > 1:
        place = where[0] if len(where) == 1 else where
        text = f"at index {place}: {text}   ({int((~near).sum())} of {near.size} differ)"
    return Mismatch("value", text)


def _near(x: np.ndarray, y: np.ndarray, rtol: float, atol: float) -> Any:
    """np.isclose with equal_nan, by its own formula: for few numbers, as here, it is a quarter of the work."""
    with np.errstate(all="ignore"):
        gap = np.abs(x - y) <= atol + rtol * np.abs(y)
    return gap & np.isfinite(y) | (x == y) | np.isnan(x) & np.isnan(y)


def _as_array(got: Any, wanted: np.ndarray) -> np.ndarray | None:
    if isinstance(got, (list, tuple)) and wanted.shape != ():
        try:
            got = np.array(got, dtype=float)
        except (TypeError, ValueError):
            return None
    if isinstance(got, (bool, np.bool_)) and wanted.dtype.kind != "b":
        return None
    if not isinstance(got, (int, float, np.generic, np.ndarray)):
        return None
    array = np.asarray(got)
    return array if array.dtype.kind in "biuf" else None


def _shape_advice(right: np.ndarray, given: np.ndarray) -> str:
    wanted, found = right.shape, given.shape
    if len(wanted) == 1 and found == (*wanted, 1):
        return ": a column where a vector is asked"
    if len(wanted) == 1 and found == (1, *wanted):
        return ": a row where a vector is asked"
    if (
        found
        and found == wanted[::-1]
        and _near(given.T.astype(float), right.astype(float), 1e-4, 1e-5).all()
    ):
        return ": transposed"
    if wanted == () and np.prod(found) == 1:
        return ": a number is asked, not an array that holds one"
    return ""


def _name(shape: tuple[int, ...]) -> str:
    return f"shape {shape}" if shape else "a number"
