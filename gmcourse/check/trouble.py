"""An exception in a student's function, told as their line, their variables and a likely cause."""

from __future__ import annotations

import linecache
import re
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gmcourse.check.mismatch import short

_OURS = str(Path(__file__).resolve().parents[1])

_CAUSES = (
    (
        r"could not be broadcast|shapes? .* not aligned|mismatch in its core dimension|must match the size",
        "two arrays have shapes that do not fit; print both shapes",
    ),
    (r"Singular matrix", "the matrix has no inverse; is it the block that you meant?"),
    (r"not positive.definite", "the matrix is no covariance; is it symmetric, with positive eigenvalues?"),
    (
        r"only .*(size-1|length-1|0-dimensional) arrays",
        "an array stands where one number is expected; `math` takes numbers, `np` takes arrays",
    ),
    (r"truth value of an array", "an `if` on a whole array; use np.where, or .all() or .any()"),
    (r"division by zero|divide by zero", "a divisor is zero here; which input makes it so?"),
    (r"name '(\w+)' is not defined", "the name is not known here; has its cell been run, is it spelled so?"),
    (r"unsupported operand type.*NoneType|NoneType. object", "something is None; is a `return` missing?"),
    (r"index .* out of bounds|index out of range", "an index runs past the end; Python counts from 0"),
    (r"'(?:list|tuple)' object has no attribute", "a list where an array is needed; np.asarray makes one"),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        "a tensor still carries its graph; .detach() lets go of it",
    ),
    (
        r"module '[\w.]+' has no attribute|cannot import name",
        "no such name in this Python or library; a newer one may have it",
    ),
    (r"raw_input was called", "nobody answers input() in grading"),
    (r"Expected p_in >= 0 && p_in <= 1", "a draw of zeros and ones wants probabilities; are these logits?"),
    (
        r"empty parameter list",
        "the model finds no weights in itself; are its layers in a plain list or dict?",
    ),
    (r"expected scalar type|same dtype", "two tensors have different dtypes; compare .dtype"),
)


_ARGUMENTS = r"positional argument"
_THEIR_CALL = "this line calls a function with more or fewer arguments than it takes; which does it take?"
_OUR_CALL = "the signature was changed; keep the names and their order as given"

_STUB = re.compile(r"(raise NotImplementedError(\(\))?( *#.*)?)?")


@dataclass(frozen=True)
class Trouble:
    """What went wrong: exception type, its message, the student's line and what stood in it."""

    type: str
    message: str
    line: str = ""
    variables: str = ""
    cause: str = ""


def trouble_of(error: BaseException) -> Trouble:
    """Return the Trouble of an exception, looking only at frames that are the student's own."""
    frame, line, called = _own_frame(error)
    return Trouble(
        type=type(error).__name__[:80],
        message=_first_line(error),
        line=line[:200] + (f"   (in {called[:60]})" if called else ""),
        variables=_variables(frame, line)[:300] if frame else "",
        cause=_cause(error),
    )


def stub_of(error: BaseException) -> str | None:
    """The function whose stub, untouched or left behind, raised this NotImplementedError; else None."""
    *_, (frame, number) = traceback.walk_tb(error.__traceback__)
    name = frame.f_code.co_filename
    line = linecache.getline(name, number, frame.f_globals).strip()
    theirs = not name.startswith(_OURS) and "site-packages" not in name
    return frame.f_code.co_name if theirs and _STUB.fullmatch(line) else None


def _first_line(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = "(its message cannot be printed)"
    return text.strip().split("\n")[0][:200]


def _own_frame(error: BaseException) -> tuple[Any, str, str]:
    """The innermost frame that is the student's, its line, and its function where another of theirs called it."""
    own, outer = None, ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if not name.startswith(_OURS) and "site-packages" not in name and "<__array" not in name:
            inner, outer = frame.f_code.co_name, outer or frame.f_code.co_name
            called = "" if inner == outer or inner.startswith("<") else inner
            own = (frame, linecache.getline(name, number, frame.f_globals).strip(), called)
    return own or (None, "", "")


def _variables(frame: Any, line: str) -> str:
    words = set(re.findall(r"[A-Za-z_]\w*", line))
    parts = []
    for name, value in frame.f_locals.items():
        if name in words:
            parts.append(f"{name}: {_kind(value)}")
    return ", ".join(parts[:6])


def _kind(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"shape {tuple(shape)}"
    if isinstance(value, (int, float, str, np.generic)):
        return short(value, 20)
    return type(value).__name__


def _cause(error: BaseException) -> str:
    text = _first_line(error)
    if re.search(_ARGUMENTS, text):
        return _THEIR_CALL if _own_frame(error)[0] else _OUR_CALL
    return next((cause for pattern, cause in _CAUSES if re.search(pattern, text)), "")
