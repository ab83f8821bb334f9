"""The cells of a kept hand-in as the HTML of a page: formulas set, code coloured, outputs as they were cleaned."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from nbconvert.filters import ansi2html
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from autograder.markup.clean_html import clean_html
from autograder.markup.markdown import markdown_to_html
from autograder.markup.outputs import safe_metadata, text_of

# Beyond this, code is shown without colours: looking for them takes time.
MAX_COLOURED = 20_000
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class Shown:
    """A cell as a page shows it: its kind, its text, and the outputs below it."""

    kind: str
    text: Markup
    outputs: tuple[Markup, ...] = ()


def show_cells(cells: Iterable[NotebookNode]) -> tuple[Shown, ...]:
    """Each cell that holds something; what CleanDocument has not been over is cleaned here once more."""
    return tuple(_shown(cell) for cell in cells if cell.source.strip() or cell.get("outputs"))


def _shown(cell: NotebookNode) -> Shown:
    if cell.cell_type == "code":
        outputs = (html for output in cell.outputs if (html := show_output(output)))
        return Shown("code", coloured(cell.source), tuple(outputs))
    return Shown("text", Markup(markdown_to_html(cell.source, cell.get("attachments"))))


def coloured(code: str) -> Markup:
    """Code as HTML, its words in spans of pygments' classes."""
    if len(code) > MAX_COLOURED:
        return Markup.escape(code)
    return Markup(highlight(code, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n"))


def show_output(output: NotebookNode) -> Markup:
    """The HTML of an output, "" of one that has nothing to show."""
    if output.output_type == "stream":
        return _as_text(text_of(output.get("text")))
    if output.output_type == "error":
        return _as_text("\n".join(output.get("traceback") or []))
    return _display(output, output.get("data", {}))


def _display(output: NotebookNode, data: dict) -> Markup:
    if "text/html" in data:
        return Markup(clean_html(text_of(data["text/html"])))
    for name in ("text/markdown", "text/latex"):
        if name in data:
            return Markup(markdown_to_html(text_of(data[name])))
    for name in _PICTURES:
        if name in data:
            return _picture(output, name, text_of(data[name]))
    return _as_text(text_of(data.get("text/plain")))


def _picture(output: NotebookNode, name: str, text: str) -> Markup:
    """A picture in the page itself; a drawing, too, as an image that can hold nothing else."""
    if name == "image/svg+xml":
        text = base64.b64encode(text.encode()).decode()
    width = safe_metadata(output, "width", name)
    size = Markup(' width="{}"').format(width) if width else ""
    return Markup('<img src="data:{};base64,{}" alt="a picture that this cell drew"{}>').format(
        name, "".join(text.split()), size
    )


def _as_text(text: str) -> Markup:
    return Markup(f"<pre>{ansi2html(text)}</pre>") if text.strip() else Markup("")
