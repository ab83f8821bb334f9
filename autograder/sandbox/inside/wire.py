"""Frames on a pipe: two lengths, a JSON object, then raw buffers. Nothing is ever unpickled."""

import json
import re
import struct

HEAD = struct.Struct("!II")
MAX_TEXT = 64 * 2**20
MAX_BUFFERS = 64 * 2**20
# An escape that may be half a character, which JSON can hold and a file cannot.
HALF = re.compile(r"\\u[dD][89a-fA-F]")


class BadFrame(ValueError):
    """What came down the pipe is no frame of ours."""


def pack(message, buffers=()):
    """Return the bytes of one frame; `message` is a dict that JSON can hold, `buffers` are bytes-like."""
    parts = [bytes(part) for part in buffers]
    text = json.dumps({**message, "sizes": [len(part) for part in parts]}, default=str).encode()
    return b"".join([HEAD.pack(len(text), sum(map(len, parts))), text, *parts])


class Unpacker:
    """Collects bytes and yields whole messages, their buffers under "buffers"."""

    def __init__(self):
        self._data = bytearray()

    def feed(self, data):
        """Take more bytes in."""
        self._data += data

    def next(self):
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
        if len(self._data) < size:
            return None
        text = bytes(self._data[HEAD.size : HEAD.size + text_size])
        rest = bytes(self._data[HEAD.size + text_size : size])
        del self._data[:size]
        return _message(text, rest), size


def _message(text, rest):
    try:
        text = text.decode("utf-8", "replace")
        message = json.loads(text)
        if HALF.search(text):
            message = json.loads(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame that is no JSON") from error
    if not isinstance(message, dict):
        raise BadFrame("a frame that is no JSON object")
    message["buffers"] = _split(rest, message.pop("sizes", []))
    return message


def _split(rest, sizes):
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise BadFrame("buffers without sizes")
    if sum(sizes) != len(rest):
        raise BadFrame("buffers that do not add up")
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return [rest[end - size : end] for size, end in zip(sizes, ends, strict=True)]
