"""Values as JSON and back: what a function is asked, and what it answers. No pickle either way."""

from __future__ import annotations

import base64
import binascii
import math
import sys
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gmcourse.check.npy import NotAnArray, from_npy, to_npy

MAX_DEPTH = 12
MAX_INTEGER_DIGITS = 4000


@dataclass(frozen=True)
class Build:
    """An input made by name on the machine that needs it, such as a random generator.

    `name` is "module.function" below `gmcourse.check.builders`; `args` are its keyword arguments.
    """

    name: str
    args: dict = field(default_factory=dict)


class NotData(TypeError):
    """The value is of a type that cannot be sent as data."""


class Malformed(ValueError):
    """The JSON is no value of ours."""


def to_wire(value: Any, depth: int = 0) -> dict[str, Any]:
    """Return a JSON-ready form of a number, text, array, tensor, list, tuple, dict or `Build`.

    Raises NotData for anything else, naming the type.
    """
    if depth > MAX_DEPTH:
        raise NotData(f"more than {MAX_DEPTH} levels of nesting")
    if value is None:
        return {"none": True}
    if isinstance(value, (bool, np.bool_)):
        return {"bool": bool(value)}
    if isinstance(value, (int, np.integer)):
        return {"int": str(int(value))}
    if isinstance(value, (float, np.floating)):
        return {"float": float(value).hex()} | _narrow(value)
    if isinstance(value, str):
        return {"str": str(value)}
    if isinstance(value, Build):
        return {"build": value.name, "args": to_wire(value.args, depth + 1)}
    if isinstance(value, np.ndarray):
        return _encode_array(value)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _encode_array(value.detach().cpu().resolve_conj().numpy()) | {"tensor": True}
    if isinstance(value, (list, tuple)):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [to_wire(item, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[to_wire(k, depth + 1), to_wire(v, depth + 1)] for k, v in value.items()]}
    raise NotData(f"a {type(value).__name__}")


def _narrow(value: Any) -> dict[str, bool]:
    return {"narrow": True} if isinstance(value, (np.float32, np.float16)) else {}


def _encode_array(array: np.ndarray) -> dict[str, str]:
    try:
        return {"npy": base64.b64encode(to_npy(array)).decode("ascii")}
    except TypeError as error:
        raise NotData(str(error)) from error


def from_wire(node: Any, depth: int = 0) -> Any:
    """Return the value of a JSON form made by `to_wire`; raise Malformed for anything else.

    Tensors come back as arrays, so that nothing here needs torch.
    """
    if depth > MAX_DEPTH or not isinstance(node, dict):
        raise Malformed("no value")
    kind = next((k for k in _DECODERS if k in node), None)
    if kind is None:
        raise Malformed(f"no value: {sorted(map(str, node))[:3]}")
    try:
        return _DECODERS[kind](node, depth)
    except (TypeError, ValueError, OverflowError, binascii.Error, NotAnArray) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed(str(error)[:200]) from error


def _decode_int(node: Any, depth: int) -> int:
    text = node["int"]
    if not isinstance(text, str) or len(text) > MAX_INTEGER_DIGITS:
        raise Malformed("no whole number")
    return int(text)


def _decode_float(node: Any, depth: int) -> Any:
    value = float.fromhex(node["float"])
    with np.errstate(over="ignore"):
        return np.float32(value) if node.get("narrow") is True else value


def _decode_str(node: Any, depth: int) -> str:
    if not isinstance(node["str"], str):
        raise Malformed("no text")
    return node["str"]


def _decode_items(node: Any, depth: int, kind: str) -> list:
    if not isinstance(node[kind], list):
        raise Malformed(f"no {kind}")
    return [from_wire(item, depth + 1) for item in node[kind]]


def _decode_dict(node: Any, depth: int) -> dict:
    pairs = node["dict"]
    if not isinstance(pairs, list) or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
        raise Malformed("no dict")
    return {_key(from_wire(k, depth + 1)): from_wire(v, depth + 1) for k, v in pairs}


def _key(value: Any) -> Any:
    if isinstance(value, list):
        raise Malformed("a list as a key")
    if isinstance(value, float) and math.isnan(value):
        raise Malformed("nan as a key")
    return value


def _decode_build(node: Any, depth: int) -> Build:
    args = from_wire(node.get("args"), depth + 1)
    if not isinstance(node["build"], str) or not isinstance(args, dict):
        raise Malformed("no builder")
    return Build(node["build"], args)


_DECODERS = {
    "none": lambda node, depth: None,
    "bool": lambda node, depth: node["bool"] is True,
    "int": _decode_int,
    "float": _decode_float,
    "str": _decode_str,
    "npy": lambda node, depth: from_npy(base64.b64decode(node["npy"], validate=True)),
    "list": lambda node, depth: _decode_items(node, depth, "list"),
    "tuple": lambda node, depth: tuple(_decode_items(node, depth, "tuple")),
    "dict": _decode_dict,
    "build": _decode_build,
}
