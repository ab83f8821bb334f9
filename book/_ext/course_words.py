"""What a page says of itself to search engines and to those who share it: title, description, card."""

import re
import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

BOOK = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Book"]
LONGEST = 180
COURSE = "A course of generative modeling in notebooks, checked as you work: probability to diffusion in eight weeks."


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hook."""
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template its words; a page is described by its own first sentences."""
    own = f"{app.config.html_title}: a course in notebooks"
    context["course_title"] = own if pagename == app.config.root_doc else re.sub("<[^>]+>", "", context.get("title") or own)
    context["course_description"] = _opening(doctree) if doctree is not None else COURSE
    context["course_address"] = f"{BOOK}/{pagename}.html"
    context["course_card"] = f"{BOOK}/_static/card.png"


def _opening(doctree: nodes.document) -> str:
    """Whole sentences of the first paragraph, or its first words."""
    paragraphs = (p.astext().replace("\n", " ") for p in doctree.findall(nodes.paragraph))
    text = next((p for p in paragraphs if len(p) > 40), COURSE)
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return cut[: cut.rfind(". ") + 1] if ". " in cut[60:] else cut[: cut.rfind(" ")] + " ..."
