"""Our own HTML pages: one environment that escapes all that is put in, one style sheet, one policy, one set of colours."""

import unicodedata
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gmcourse.colours import SHEET, colours
from gmcourse.counted import counted

# A page that runs no script and asks nobody for anything.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# By gmcourse.check.status.KINDS; the book and its figures have the same.
COLOURS = {
    word: colours()[name]
    for word, name in (
        ("right", "green"),
        ("partly", "amber"),
        ("wrong", "red"),
        ("untouched", "pale"),
        ("stopped", "night"),
    )
}
WORDS = {"right": "all right", "partly": "partly right", "wrong": "wrong", "untouched": "not attempted",
         "stopped": "had to be stopped"}  # fmt: skip
_HERE = Path(__file__).parent
_UNSEEN = ("Cc", "Cf", "Cs")


@cache
def jinja_environment(folder: Path) -> Environment:
    """Jinja's environment for the templates of a folder; `page.html.j2`, which all extend, lies beside this file."""
    made = Environment(
        loader=FileSystemLoader([folder, _HERE]),
        autoescape=True,
        finalize=seen,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "policy": POLICY,
        "colours": COLOURS,
        "counted": counted,
        "words": WORDS,
        "base_style": style(SHEET) + style(_HERE / "page.css"),
    }
    return made


def style(path: Path) -> Markup:
    """The text of a style sheet, to stand in a page."""
    return Markup(path.read_text(encoding="utf-8"))


def seen(value: object) -> object:
    """A text with its control and direction marks made visible; what is no text, as it is."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join("\ufffd" if unicodedata.category(c) in _UNSEEN and c not in "\n\t" else c for c in value)
