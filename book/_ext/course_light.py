"""Pages without what they do not use: the theme's icon fonts, and the files of extensions that a page has no need of."""

import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SHEET = Path("styles") / "pydata-sphinx-theme.css"
UNUSED = (Path("vendor") / "fontawesome", Path("scripts") / "fontawesome.js", Path("scripts") / "fontawesome.js.map")
# Part of a file's name -> what a page holds that needs it.
NEEDED_BY = {
    "sphinx-design": "sd-", "design-tabs": "sd-tab", "togglebutton": "dropdown", "sphinx-thebe": "thebe-launch",
    "copybutton": "highlight", "clipboard": "highlight",
}  # fmt: skip
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_ICON = re.compile(r"\.fa[bsr]?(?:-[\w-]+)?(?=[\s:,.]|$)")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks."""
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("build-finished", lighten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def drop_unused(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out style sheets and scripts of extensions that this page does not use."""
    body = context.get("body", "")
    for kind in ("css_files", "script_files"):
        context[kind] = [item for item in context.get(kind, []) if _is_needed(str(getattr(item, "filename", item)), body)]


def _is_needed(name: str, body: str) -> bool:
    return all(mark in body for part, mark in NEEDED_BY.items() if part in name)


def lighten(app: Sphinx, exception: Exception | None) -> None:
    """Rewrite the theme's style sheet, and take away what no page asks for."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    sheet = static / SHEET
    sheet.write_text(without_icons(sheet.read_text(encoding="utf-8")), encoding="utf-8")
    for path in UNUSED:
        shutil.rmtree(static / path, ignore_errors=True)
        (static / path).unlink(missing_ok=True)


def without_icons(css: str) -> str:
    """A style sheet less its comments, its icon fonts, and the rules that only concern icons."""

    def keep(rule: re.Match[str]) -> str:
        selector, body = rule[1], rule[0]
        font = selector.strip() == "@font-face" and "Awesome" in body
        icons = all(_ICON.search(part) for part in selector.split(","))
        return "" if font or icons else body

    return _RULE.sub(keep, _COMMENT.sub("", css))
