"""What is kept of the outputs of a stranger's cell: types, sizes and metadata by a list of what is allowed."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from nbformat import NotebookNode, from_dict

from autograder.markup.clean_html import clean_html
from autograder.markup.clean_markdown import clean_markdown, harmless_tex
from autograder.markup.markdown import Attachments
from autograder.markup.pictures import harmless_svg
from gmcourse.check.answers import MIME

MAX_TEXT = 8 * 2**20
MAX_OUTPUTS = 2000
# Nothing is tried twice: the time is that of the text.
BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+={0,2}\s*+", re.ASCII)
_SIZES = ("width", "height")
_WITHHELD = "[an output of a kind that is not shown: {}]"


def clean_outputs(outputs: Sequence[dict[str, Any]]) -> list[NotebookNode]:
    """The outputs that are kept of a cell; answers, which the judge has taken, are not."""
    shown = (output for output in outputs[:MAX_OUTPUTS] if MIME not in (output.get("data") or {}))
    return [kept for output in shown if (kept := _clean(output)) is not None]


def _clean(output: dict[str, Any]) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return from_dict({"output_type": kind, "name": name, "text": text_of(output.get("text"))})
    if kind == "error":
        lines = output.get("traceback")
        lines = [text_of(line) for line in lines] if isinstance(lines, list) else []
        words = {part: text_of(output.get(part)) for part in ("ename", "evalue")}
        return from_dict({"output_type": kind, **words, "traceback": lines})
    if kind in ("display_data", "execute_result"):
        return _clean_display(output, kind)
    return None


def _clean_display(output: dict[str, Any], kind: str) -> NotebookNode | None:
    given = output.get("data")
    data = given if isinstance(given, dict) else {}
    kept = {
        mime: text
        for mime, clean in _KEPT.items()
        if mime in data and (text := clean(text_of(data[mime]))) is not None
    }
    if data and not kept:
        names = ", ".join(re.sub(r"[^\w/.+-]", "?", str(mime))[:60] for mime in list(data)[:3])
        kept = {"text/plain": _WITHHELD.format(names)}
    if not kept:
        return None
    made: dict[str, Any] = {
        "output_type": kind,
        "data": kept,
        "metadata": _clean_metadata(output.get("metadata"), kept),
    }
    if kind == "execute_result":
        count = output.get("execution_count")
        made["execution_count"] = count if type(count) is int else None
    return from_dict(made)


def _clean_metadata(metadata: object, kept: Iterable[str]) -> dict[str, dict[str, int]]:
    """Sizes of pictures, as whole numbers: all that a page does with metadata."""
    metadata = metadata if isinstance(metadata, dict) else {}
    sizes = {mime: _clean_sizes(metadata.get(mime)) for mime in kept if mime.startswith("image/")}
    return {mime: size for mime, size in sizes.items() if size}


def _clean_sizes(given: Any) -> dict[str, int]:
    given = given if isinstance(given, dict) else {}
    return {name: given[name] for name in _SIZES if type(given.get(name)) is int and 0 < given[name] < 5000}


def text_of(value: object) -> str:
    """The text of a field that is text, or lines of it; cut where it is too long."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def safe_metadata(output: dict[str, Any], key: str, mimetype: str | None = None) -> int | None:
    """nbconvert's filter `get_metadata`, for the few keys that a page may use, if their values are what they should be."""
    metadata = output.get("metadata")
    own = metadata.get(mimetype) if isinstance(metadata, (dict, NotebookNode)) else None
    return _clean_sizes(own).get(key)


def _picture(text: str) -> str | None:
    return text if text and len(text) <= MAX_TEXT and BASE64.fullmatch(text) else None


def _markdown(text: str) -> str | None:
    attachments: Attachments = {}
    cleaned = clean_markdown(text, attachments)
    return None if attachments else cleaned


_KEPT: dict[str, Callable[[str], str | None]] = {
    "text/plain": lambda text: text,
    "text/html": clean_html,
    "text/markdown": _markdown,
    "text/latex": harmless_tex,
    "image/png": _picture,
    "image/jpeg": _picture,
    "image/gif": _picture,
    "image/svg+xml": harmless_svg,
}
