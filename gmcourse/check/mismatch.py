"""What differs between an expected and a given answer, and short ways to print values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from gmcourse.counted import counted


@dataclass(frozen=True)
class Tolerance:
    """How near is near: relative and absolute, for double and (where allowed) single precision."""

    rtol: float = 1e-6
    atol: float = 1e-9
    float32: bool = True
    rtol32: float = 1e-4
    atol32: float = 1e-5


@dataclass(frozen=True)
class Mismatch:
    """`kind` is "type", "shape" or "value"; `text` says it to the student in one line.

    bare: the text without a guess at what was meant, where it holds one
    """

    kind: str
    text: str
    bare: str = ""

    def within(self, place: str) -> Mismatch:
        """The same mismatch, found inside a part of the answer."""
        return replace(self, text=f"{place}: {self.text}", bare=self.bare and f"{place}: {self.bare}")

    def unguessed(self) -> Mismatch:
        """The same mismatch, only what is seen of it."""
        return replace(self, text=self.bare or self.text)


def short(value: Any, limit: int = 60) -> str:
    """One line for a value: numbers with four digits, long things cut."""
    if isinstance(value, (bool, np.bool_)):
        text = str(bool(value))
    elif isinstance(value, (str, type(None))):
        text = repr(value)
    elif isinstance(value, (float, np.floating)):
        digits = 4 if abs(float(value)) < 1e4 or not np.isfinite(value) else 6
        text = f"{float(value) + 0.0:.{digits}g}"
    elif isinstance(value, np.ndarray):
        text = _short_array(value)
    elif isinstance(value, (list, tuple)):
        inside = ", ".join(short(item, limit) for item in value[:limit])
        text = f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    elif isinstance(value, dict):
        text = (
            "{"
            + ", ".join(f"{short(k)}: {short(item, limit)}" for k, item in islice(value.items(), limit))
            + "}"
        )
    else:
        text = str(value)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def told_apart(one: Any, other: Any) -> tuple[str, str]:
    """`short` of both; where two numbers would look the same, as many digits as tell them apart."""
    texts = short(one), short(other)
    if texts[0] == texts[1] and all(isinstance(value, (float, np.floating)) for value in (one, other)):
        for digits in range(6, 18):
            texts = f"{float(one):.{digits}g}", f"{float(other):.{digits}g}"
            if texts[0] != texts[1]:
                break
    return texts


def _short_array(array: np.ndarray) -> str:
    if array.size > 12:
        return f"array of shape {array.shape}"
    return short(array.tolist(), limit=200)


def one_for_several(expected: Any, got: Any) -> bool:
    """Whether one array stands where several values are asked: it is no stack of as many that have their shapes."""
    if not isinstance(expected, (tuple, list)) or not isinstance(got, np.ndarray) or not got.ndim:
        return False
    if len(got) != len(expected):
        return True
    try:
        return any(np.shape(one) != got.shape[1:] for one in expected)
    except ValueError:
        return True


def describe_shape(value: Any) -> str:
    """What kind of thing a value is, in the words of an error message."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.shape else "a number"
    if isinstance(value, (bool, np.bool_)):
        return f"the truth value {bool(value)}"
    if isinstance(value, (int, float, np.generic)):
        return "a number"
    if isinstance(value, (tuple, list)):
        return counted(len(value), "value")
    if value is None:
        return "None (is a `return` missing?)"
    return f"a {type(value).__name__}"
