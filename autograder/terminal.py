"""What the command writes on a terminal: strangers' words with no sign in them that a terminal would obey."""

import os
import re
import select
import shlex
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

# Control, direction and half characters; ends of lines and tabs are the command's own.
_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")
_OWN = "\n\t"
# A command that a line tells to run, as it stands in the lines.
_TOLD = re.compile(r"`(autograder [a-z][^`]*)`")
_COURSE: ContextVar[str] = ContextVar("course", default="")


@contextmanager
def naming_course(course: str | None) -> Iterator[None]:
    """Have each command that a line tells to run name the course folder, where this command was given one."""
    token = _COURSE.set(f" --course {shlex.quote(course)}" if course else "")
    try:
        yield
    finally:
        _COURSE.reset(token)


def _with_course(text: object) -> str:
    there = _COURSE.get()
    return _TOLD.sub(lambda told: f"`{told[1]}{there}`", str(text)) if there else str(text)


def harmless(text: object) -> str:
    """The text, with every sign that a terminal could obey written as its number."""
    text = str(text)
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(
        sign if sign in _OWN or unicodedata.category(sign) not in _OBEYED else ascii(sign)[1:-1]
        for sign in text
    )


def one_line(text: object, length: int = 300) -> str:
    """The text in one line of a table, whatever it holds."""
    return harmless(" ".join(str(text).split()))[:length]


def say(text: object) -> None:
    """Write a line."""
    print(_encodable(harmless(_with_course(text)), sys.stdout), flush=True)


def complain(text: object) -> None:
    """Write a line to where errors go."""
    print(_encodable(harmless(_with_course(text)), sys.stderr), file=sys.stderr, flush=True)


def nobody_reads() -> bool:
    """Whether the reader of what is said has gone, as `| head` does; what is left to say then goes nowhere."""
    gone = [stream.fileno() for stream in (sys.stdout, sys.stderr) if _is_unread(stream)]
    for number in gone:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
    return bool(gone)


def _is_unread(stream: TextIO) -> bool:
    watch = select.poll()
    try:
        watch.register(stream.fileno(), 0)
    except (OSError, ValueError):
        return False
    return any(event & select.POLLERR for _, event in watch.poll(0))


def _encodable(text: str, stream: TextIO) -> str:
    """The text as a terminal of few letters can show it."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
