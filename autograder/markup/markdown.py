"""Markdown as the pages show it: nbconvert's own reading, formulas as MathML, nothing that is not allowed."""

from functools import lru_cache
from html import escape

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.markup.allowed import is_plain
from autograder.markup.clean_html import clean_html, harmless_text
from autograder.markup.formulas import as_mathml

# Name of an attachment -> mime type -> base64 text.
Attachments = dict[str, dict[str, str]]


# Beyond this, Markdown is shown as it was typed: reading it takes time that grows faster than its length.
MAX_CHARACTERS = 20_000
_PICTURE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")


class Elsewhere(LookupError):
    """A picture is to come from elsewhere, or from an attachment that is not there."""


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with formulas drawn here, no anchors, and a word in the place of pictures from elsewhere."""

    refuses = False

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return as_mathml(body, True)

    def inline_math(self, body: str) -> str:
        """A formula in a line."""
        return as_mathml(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        """A formula that is an environment of LaTeX."""
        return as_mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def block_mermaidjs(self, code: str) -> str:
        """A diagram that only a script could draw: its text, which nbconvert itself does not escape."""
        return f"<pre>{code if self.refuses else escape(code)}</pre>"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture that stands in the document itself; of any other, what it is called."""
        if url.startswith("attachment:"):
            bundle = self.attachments.get(url.removeprefix("attachment:"), {})
            kind = next((kind for kind in _PICTURE_TYPES if kind in bundle), None)
            url = f"data:{kind};base64,{bundle[kind]}" if kind else ""
        if not url.startswith("data:image/"):
            if self.refuses:
                raise Elsewhere(url)
            return f"[{escape(text, quote=True)}]"
        return super(IPythonRenderer, self).image(text, url, title)


def raw_html(source: str, attachments: Attachments | None = None, refuses: bool = False) -> str:
    """The HTML of Markdown as it was written; `refuses` raises Elsewhere for a picture that is not in it."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True, attachments=attachments or {})
    renderer.refuses = refuses
    return MarkdownWithMath(renderer=renderer).render(source)


def markdown_to_html(source: str, attachments: Attachments | None = None) -> str:
    """The harmless HTML of Markdown; attachments: name -> mime type -> base64 text."""
    if len(source) > MAX_CHARACTERS:
        return source if source.startswith("<pre ") and is_plain(source) else harmless_text(source)
    return _whole(source, attachments) if attachments else _cached(source)


def _whole(source: str, attachments: Attachments | None = None) -> str:
    try:
        return clean_html(raw_html(source, attachments))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return harmless_text(source)


@lru_cache(maxsize=1024)
def _cached(source: str) -> str:
    return _whole(source)
