"""NumPy arrays as .npy bytes, read without `np.load`: the header is parsed, never executed."""

import ast
import io
import math
from functools import lru_cache
from typing import Any

import numpy as np

from gmcourse.counted import counted

MAGIC = b"\x93NUMPY"
MAX_HEADER = 1024
MAX_DIMENSIONS = 16
# An array of no bytes may still have rows, and who lists them makes an object of each.
MAX_EMPTY_ROWS = 2**16
KINDS = "biuf"


class NotAnArray(ValueError):
    """The bytes are no .npy array of plain numbers."""


def to_npy(array: np.ndarray) -> bytes:
    """Return the .npy bytes of an array of numbers or booleans.

    Raises TypeError for any dtype that holds Python objects, text or records.
    """
    array = np.asarray(array)
    if array.dtype.kind not in KINDS:
        raise TypeError(f"expected an array of numbers or truth values, got one of dtype {array.dtype}")
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asarray(array, order="C"), version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def from_npy(data: bytes) -> np.ndarray:
    """Return the array held in .npy bytes; raise NotAnArray unless every byte is accounted for."""
    if len(data) < 10 or data[:6] != MAGIC or data[6:8] != b"\x01\x00":
        raise NotAnArray("no .npy version 1.0 header")
    header_size = int.from_bytes(data[8:10], "little")
    if header_size > MAX_HEADER or len(data) < 10 + header_size:
        raise NotAnArray("the .npy header is cut short or too long")
    dtype, shape, fortran = _parse_header(data[10 : 10 + header_size])
    body = data[10 + header_size :]
    if len(body) != math.prod(shape) * dtype.itemsize:
        raise NotAnArray(
            f"{counted(len(body), 'byte')} do not make an array of shape {shape} and dtype {dtype}"
        )
    return np.frombuffer(body, dtype=dtype).reshape(shape, order="F" if fortran else "C").copy()


@lru_cache(maxsize=256)
def _parse_header(raw: bytes) -> tuple[Any, Any, bool]:
    """(dtype, shape, whether in Fortran's order); many arrays share a header."""
    try:
        header = ast.literal_eval(raw.decode("latin1").strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise NotAnArray("the .npy header is no Python literal") from error
    if not isinstance(header, dict) or set(header) != {"descr", "fortran_order", "shape"}:
        raise NotAnArray("the .npy header lacks a field")
    shape = header["shape"]
    if (
        not isinstance(shape, tuple)
        or len(shape) > MAX_DIMENSIONS
        or not all(type(n) is int and 0 <= n < 2**40 for n in shape)
    ):
        raise NotAnArray(f"no shape: {shape!r}"[:100])
    if math.prod(n for n in shape if n) > MAX_EMPTY_ROWS and 0 in shape:
        raise NotAnArray(f"too many rows of nothing: {shape!r}"[:100])
    if not isinstance(header["descr"], str) or len(header["descr"]) > 8:
        raise NotAnArray("the dtype is no plain number type")
    try:
        dtype = np.dtype(header["descr"])
    except (TypeError, ValueError) as error:
        raise NotAnArray("the dtype is unknown") from error
    if dtype.kind not in KINDS:
        raise NotAnArray(f"dtype {dtype} is not a number type")
    return dtype, shape, header["fortran_order"] is True
