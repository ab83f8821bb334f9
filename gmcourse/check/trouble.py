"""An exception in a student's function, told as their line, their variables and a likely cause."""

from __future__ import annotations

import linecache
import re
import sys
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


_NO_DATA = "NotData"
_DATA = "numbers or arrays"
_ATTRIBUTE = r"'(list|tuple)' object has no attribute '(\w+)'"
_NO_ARRAY = {
    "list": "a list where an array is needed; np.asarray makes one",
    "tuple": "a tuple, several values together, where one is needed; which of them?",
}
_NO_METHOD = "what was returned is a {}, which has no such method; what does the statement ask for?"
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


def no_data(found: Any) -> Trouble:
    """The Trouble of an answer that cannot be sent: it is of this type."""
    uncalled = " (are its () missing?)" if "method" in str(found) or "function" in str(found) else ""
    return Trouble(_NO_DATA, f"expected {_DATA}, got {found}{uncalled}")


def say_trouble(trouble: Trouble, wanted: str = "") -> str:
    """The Trouble in a few lines; wanted: what is expected in the place of data of any kind."""
    if trouble.type == _NO_DATA:
        return trouble.message.replace(_DATA, wanted or _DATA, 1)
    parts = [f"{trouble.type}: {trouble.message}" if trouble.message else trouble.type]
    if trouble.line:
        parts.append(f"at   {trouble.line}")
    if trouble.variables:
        parts.append(f"with {trouble.variables}")
    if trouble.cause:
        parts.append(f"likely: {trouble.cause}")
    return "\n".join(parts)


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
    missing = re.search(_ATTRIBUTE, text)
    if missing:
        return _of_a_missing(missing[1], missing[2], theirs=bool(_own_frame(error)[0]))
    return next((cause for pattern, cause in _CAUSES if re.search(pattern, text)), "")


def _of_a_missing(kind: str, attribute: str, theirs: bool) -> str:
    """The likely cause where a list or tuple lacks an attribute: of an array, or of what should have been returned."""
    if not theirs:
        return _NO_METHOD.format(kind)
    torch = sys.modules.get("torch")
    arrays = (np.ndarray, *([torch.Tensor] if torch is not None else []))
    return _NO_ARRAY[kind] if any(hasattr(array, attribute) for array in arrays) else ""
