"""Frames on a pipe: two lengths, a JSON object, then raw buffers. Nothing is ever unpickled."""

import json
import re
import struct
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

HEAD = struct.Struct("!II")
MAX_TEXT = 64 * 2**20
MAX_BUFFERS = 64 * 2**20
# A text of many small values takes many times its size when it is parsed.
MAX_VALUES = 300_000
# Every quote begins a match, nothing is tried twice: time and memory are those of the text.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_VALUE_SIGNS = (b",", b"[", b"{")
# An escape that may be half a character, which JSON can hold and a file cannot.
HALF = re.compile(r"\\u[dD][89a-fA-F]")


class BadFrame(ValueError):
    """What came down the pipe is no frame of ours."""


def as_frame(message: dict[str, Any], buffers: Iterable[Any] = ()) -> bytes:
    """Return the bytes of one frame; `message` is a dict that JSON can hold, `buffers` are bytes-like."""
    parts = [bytes(part) for part in buffers]
    text = json.dumps({**message, "sizes": [len(part) for part in parts]}, default=str).encode()
    return b"".join([HEAD.pack(len(text), sum(map(len, parts))), text, *parts])


def holds_too_much(text: bytes, most: int = MAX_VALUES) -> bool:
    """Whether JSON text, as bytes, has more values than that; it is counted before it is parsed."""
    if _signs(text) <= most:
        return False
    found = end = 0
    for strings, match in enumerate(_STRING.finditer(text)):
        found += _signs(text[end : match.start()])
        end = match.end()
        # Each string is a value, or a key that has one.
        if found > most or strings > 2 * most:
            return True
    return found + _signs(text[end:]) > most


def _signs(text: bytes) -> int:
    return sum(map(text.count, _VALUE_SIGNS))


class Unpacker:
    """Collects bytes and yields whole messages, their buffers under "buffers".

    most: how many bytes a frame may have to be read at all; a longer one, or one of too many values, is an
    empty message of its size, and is never held in memory.
    """

    def __init__(self, most: int = MAX_TEXT + MAX_BUFFERS) -> None:
        self._data = bytearray()
        self._most = most
        self._skipped = 0

    def feed(self, data: bytes) -> None:
        """Take more bytes in."""
        passed = min(self._skipped, len(data))
        self._skipped -= passed
        self._data += data[passed:]

    def next(self) -> tuple[dict[str, Any], int] | None:
        """Return (message, size in bytes), or None while a frame is not complete.

        Raises BadFrame for lengths beyond the limits, for text that is no JSON object and for
        buffers that do not add up.
        """
        if len(self._data) < HEAD.size:
            return None
        text_size, rest_size = HEAD.unpack_from(self._data)
        if text_size > MAX_TEXT or rest_size > MAX_BUFFERS:
            raise BadFrame("a frame that is too long")
        size = HEAD.size + text_size + rest_size
        if size > self._most:
            self._skipped = max(0, size - len(self._data))
            del self._data[:size]
            return {}, size
        if len(self._data) < size:
            return None
        text = bytes(self._data[HEAD.size : HEAD.size + text_size])
        rest = bytes(self._data[HEAD.size + text_size : size])
        del self._data[:size]
        return {} if holds_too_much(text) else _message(text, rest), size


def _message(raw: bytes, rest: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8", "replace")
        message = json.loads(text)
        if HALF.search(text):
            message = json.loads(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame that is no JSON") from error
    if not isinstance(message, dict):
        raise BadFrame("a frame that is no JSON object")
    message["buffers"] = _split(rest, message.pop("sizes", []))
    return message


def _split(rest: bytes, sizes: object) -> list[bytes]:
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise BadFrame("buffers without sizes")
    if sum(sizes) != len(rest):
        raise BadFrame("buffers that do not add up")
    return [rest[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]
