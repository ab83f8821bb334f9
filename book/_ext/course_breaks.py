"""Where lines of a narrow page may break: in code and printed output no number, option or column comes apart."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

WHOLE = 20  # letters: code in a line of text that has no more stays on one line
LONGEST = 30  # letters: a word of code that has more may break anywhere
_OUTPUT = re.compile(r'<div class="output (stream|text_plain) (.*?)</pre>', re.DOTALL)
_COLUMNS = re.compile(r"^.*\S {2,}\S", re.MULTILINE)
_POWER = re.compile(r"(?<![\w.;&])-?\d[\d.]*e-\d+")
_TAG = re.compile(r"<[^>]*>")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks."""
    app.connect("doctree-resolved", measure_code)
    app.connect("html-page-context", keep_numbers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def measure_code(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Say of each piece of code in a line of text whether it stays whole, or has a word too long for a phone."""
    for node in doctree.findall(nodes.literal):
        text = node.astext()
        if len(text) <= WHOLE:
            node["classes"].append("gm-whole")
        elif max(map(len, text.split())) > LONGEST:
            node["classes"].append("gm-breaks")


def keep_numbers(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mark in what cells print the numbers that hold a hyphen, and the outputs that are columns: these scroll."""
    if "body" in context:
        context["body"] = _OUTPUT.sub(lambda found: marked_output(found[0]), context["body"])


def marked_output(html: str) -> str:
    """The HTML of an output with its marks: two lines or more with wide gaps in them are columns."""
    if len(_COLUMNS.findall(_TAG.sub("", html))) > 1:
        html = html.replace('class="output ', 'class="output gm-columns ', 1)
    head, mark, printed = html.partition("<pre>")
    return head + mark + _POWER.sub(r'<span class="gm-number">\g<0></span>', printed)
