"""What `check` last showed in a hand-in's own saved outputs: a trace for a person, never for marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gmcourse.counted import counted

if TYPE_CHECKING:
    from nbformat import NotebookNode


KEY = "gmcourse"
_VERDICT = re.compile(r"(\w{1,80})   (\d{1,3}) of (\d{1,3}) propert(?:y|ies)")
_CALL = re.compile(r"""\bcheck\(\s{0,40}["'](\w{1,80})["']\s{0,40},\s{0,40}(\w{1,80})\s{0,40}[,)]""")
_WORDS = re.compile(r"(\d{1,3}) of (\d{1,3}) propert(?:y|ies)(?: of (\w{1,80}))?")
MOST = 200


def shown_by_check(cells: Iterable[object]) -> dict[str, str]:
    """Exercise -> what `check` said last, in cells as a notebook's JSON has them.

    Such as "3 of 3 properties", or "3 of 3 properties of mine" where what was checked is called otherwise.
    """
    found: dict[str, tuple[int, str]] = {}
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            count = cell.get("execution_count")
            called = dict(_CALL.findall(_joined(cell.get("source"))))
            for text in _texts(cell.get("outputs")):
                match = _VERDICT.match(text)
                if match and len(found) < MOST:
                    turn = count if isinstance(count, int) else 0
                    if turn >= found.get(match[1], (0,))[0]:
                        name = called.get(match[1], match[1])
                        other = "" if name == match[1] else f" of {name}"
                        found[match[1]] = (
                            turn,
                            f"{match[2]} of {counted(int(match[3]), 'property', 'properties')}{other}",
                        )
    return {exercise: words for exercise, (_, words) in found.items()}


def all_right(words: str) -> bool:
    """Whether such words say that every property held."""
    match = _WORDS.match(words)
    return match is not None and match[1] == match[2]


def other_name(words: str) -> str:
    """What the function is called that was checked in the exercise's place, by such words; else ""."""
    match = _WORDS.match(words)
    return (match and match[3]) or ""


def _joined(text: object) -> str:
    """A source as one text: a notebook's JSON may have it as lines."""
    if isinstance(text, list):
        return "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else ""


def _texts(outputs: object) -> Iterator[str]:
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        text = data.get("text/plain") if isinstance(data, dict) else None
        if isinstance(text, list) and text:
            text = text[0]
        if isinstance(text, str):
            yield text


def noted(notebook: NotebookNode) -> dict[str, str]:
    """What was noted of a notebook, in its metadata; what has not that form is left out."""
    node = notebook["metadata"].get(KEY)
    shown = node.get("shown") if isinstance(node, dict) else None
    return {e: words for e, words in shown.items() if _is_verdict(words)} if isinstance(shown, dict) else {}


def _is_verdict(words: object) -> bool:
    return isinstance(words, str) and _WORDS.fullmatch(words) is not None
