"""How a case that went wrong is shown to the student: its arguments as they would be typed, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from gmcourse.check.mismatch import Mismatch, short
from gmcourse.check.wire import Build
from gmcourse.counted import counted

if TYPE_CHECKING:
    from gmcourse.check.sheet import SheetCase


def say_case(case: SheetCase, got: Any, mismatch: Mismatch) -> str:
    """One line: the arguments, what the functions among them return, and the mismatch.

    Of a group of questions the first that was answered wrongly is shown.
    """
    if "questions" in case.args and isinstance(got, list) and len(got) == len(case.expected):
        return _say_question(case, got)
    shown = [*_arguments(case.args), *_arguments(case.shown)]
    return "   ".join(part for part in (", ".join(shown), mismatch.text) if part)


def _say_question(case: SheetCase, got: Any) -> str:
    wrong = [i for i, pair in enumerate(zip(case.expected, got, strict=True)) if not _same(*pair)]
    if not wrong:
        return ""
    first = wrong[0]
    asked = ", ".join(_arguments(case.args["questions"][first]))
    count = f"({len(wrong)} of {counted(len(got), 'question')} answered wrongly)"
    return f"{asked}   expected {short(case.expected[first])}   got {short(got[first])}   {count}"


def _same(one: Any, other: Any) -> bool:
    """Whether two answers are equal, also where one is an array."""
    return bool(np.shape(one) == np.shape(other) and np.all(one == other))


def _arguments(args: dict[str, Any]) -> Iterator[str]:
    for name, value in args.items():
        value = _written(value)
        if _plain(value):
            yield f"{name} = {short(value, 120 if isinstance(value, dict) else 40)}"


def _written(value: Any) -> Any:
    """The value with tensors that are built from data as that data."""
    if isinstance(value, Build):
        return value.args.get("data", value)
    if isinstance(value, (list, tuple)):
        return type(value)(_written(item) for item in value)
    return value


def _plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_plain(item) for item in value)
    if isinstance(value, dict):
        return all(_plain(item) for item in value.values())
    return isinstance(value, (int, float, str, bool, np.ndarray))
