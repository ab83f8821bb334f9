"""Formulas of the book as MathML, set while the book is built; numbers of formulas, where pages cite them, are links."""

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from autograder.markup.formulas import as_mathml

LONG = 4  # signs: a formula in a line that has more may be wider than a phone in large letters, and shows there that it goes on
BOOK = Path(__file__).resolve().parents[1]
TAG = re.compile(r"\\tag\{([^{}]+)\}")
MARKUP = re.compile(r"<[^>]*>|&\w+;|\s+")
CITED = re.compile(r"\((\d\.\d+)\)")
FOLLOWED = re.compile(r'<span class="math(?: math-long)? notranslate">(?:(?!</math></span>).)*</math></span>[.,;:!?)]+', re.DOTALL)
log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer, which `html_math_renderer` names."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("doctree-resolved", link_numbers)
    app.connect("html-page-context", keep_punctuation)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    shown = _converted(node, node.astext(), False)
    kind = "math math-long notranslate" if len(MARKUP.sub("", shown)) > LONG else "math notranslate"
    self.body.append(f'<span class="{kind}">{shown}</span>')
    raise nodes.SkipNode


def keep_punctuation(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """A sign that follows a formula stays on its line: a formula is a box, to which only a span ties it."""
    if "body" in context:
        context["body"] = FOLLOWED.sub(r'<span class="gm-together">\g<0></span>', context["body"])


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on its own line, with its number beside it, to be named by links as `#eq-NUMBER`."""
    tex = node.astext()
    tag = TAG.search(tex)
    name, number = (f' id="eq-{tag[1]}"', f'<span class="eqno">({tag[1]})</span>') if tag else ("", "")
    shown = _converted(node, TAG.sub("", tex), True)
    self.body.append(f'<div class="math notranslate" tabindex="0"{name}>{shown}{number}</div>\n')
    raise nodes.SkipNode


def link_numbers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make each number of a formula that a page cites a link to it."""
    pages = {number: f"book/{path.stem}" for path in BOOK.glob("*.md") for number in TAG.findall(path.read_text("utf-8"))}
    for text in list(doctree.findall(nodes.Text)):
        pieces = CITED.split(text.astext())
        if len(pieces) == 1 or isinstance(text.parent, (nodes.math, nodes.math_block, nodes.literal, nodes.literal_block, nodes.reference, nodes.title)):
            continue
        made: list[nodes.Node] = []
        for place, piece in enumerate(pieces):
            if place % 2 == 0:
                made.append(nodes.Text(piece))
            elif piece in pages:
                uri = f"{app.builder.get_relative_uri(docname, pages[piece])}#eq-{piece}"
                made.append(nodes.reference("", f"({piece})", refuri=uri, internal=True))
            else:
                made.append(nodes.Text(f"({piece})"))
        text.parent.replace(text, made)


def _converted(node: nodes.Element, tex: str, display: bool) -> str:
    found = as_mathml(tex.strip(), display)
    if not found.startswith("<math"):
        log.warning("a formula cannot be set: %s", tex, location=node)
    return found
