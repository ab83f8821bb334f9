"""Exercise pages: what demonstration cells show stands below them, their code is folded, questions can be tapped.

Notebooks are not run for the book. Questions are made of the cells that ask them, and of the tables. What `make pictures`
kept of a run is put at the cells it came from; a cell whose code was changed since then shows its code alone until the
pictures are made anew.
"""

import re
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.application import Sphinx

from autograder.predictions import asked
from autograder.release.kept_pictures import cell_hashes, index_of, read_pictures
from gmcourse.predict import question_page

ROOT = Path(__file__).resolve().parents[2]
STILL = '<p class="gm-still">In the notebook a slider moves this picture. Here it stands still.</p>'
_HINTS = re.compile(r"(?:^|(?<=[.:?!] ))(Move|Slide)\b")
_SLIDES = re.compile(r"^\s*slider\(", re.MULTILINE)
_FIGURE = (
    '<figure class="gm-figure gm-kept"><div class="gm-picture"><img src="../_static/exercises/{week}/{file}" alt="{alt}" width="{width}" '
    'height="{height}" style="max-width: 100%; height: auto; min-width: {least}px;"></div><figcaption aria-hidden="true">{alt}</figcaption></figure>'
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks; a page is read again when its pictures were made anew."""
    app.connect("doctree-read", put_pictures)
    app.connect("env-get-outdated", changed_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def changed_pages(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Exercise pages whose index is younger than what was last read of them."""
    pages = [page for page in env.found_docs if page.startswith("notebooks/")]
    read = {page: env.all_docs.get(page, 0) for page in pages}
    index = {page: index_of(_week(page)) for page in pages}
    return [page for page in pages if index[page].is_file() and index[page].stat().st_mtime * 1e6 > read[page]]


def put_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """Fold the code of demonstrations, and put below it what was kept of a run; Colab's cell is no reader's matter."""
    page = app.env.docname
    if page.startswith(("notebooks/", "book/solutions/")):
        for node in list(doctree.findall(nodes.container)):
            if node.get("nb_element") == "cell_code" and '"google.colab" in sys.modules' in node.astext():
                node.parent.remove(node)
    if not page.startswith("notebooks/"):
        return
    cells = nbformat.read(ROOT / f"{page}.ipynb", as_version=4).cells
    kept, hashes = read_pictures(_week(page)), cell_hashes(cells)
    for node in list(doctree.findall(nodes.container)):
        if node.get("nb_element") != "cell_code":
            continue
        cell = cells[node["cell_index"]]
        shown = kept.get(hashes.get(node["cell_index"], ""))
        questions = [question_page(*question) for question in asked(cell.source)]
        if "demonstration" in cell.metadata.get("tags", []):
            node["hide_mode"] = "input"
            node["prompt_show"], node["prompt_hide"] = app.config.nb_code_prompt_show, app.config.nb_code_prompt_hide
        still = [STILL] if shown and _SLIDES.search(cell.source) else []
        if still:
            say_where_one_slides(node)
        below = [*questions, *still, *([as_figure(_week(page), shown)] if shown else [])]
        at = node.parent.index(node) + 1
        node.parent.insert(at, [nodes.raw("", html, format="html") for html in below])
        if questions:
            node.parent.remove(node)


def say_where_one_slides(picture: nodes.Element) -> None:
    """The words before a picture that stands still bid nobody to move it here."""
    before = picture.parent.children[: picture.parent.index(picture)]
    for paragraph in [node for node in before if isinstance(node, nodes.paragraph)]:
        for text in list(paragraph.findall(nodes.Text)):
            told = _HINTS.sub(lambda found: f"In the notebook, {found[1].lower()}", text.astext())
            text.parent.replace(text, nodes.Text(told))


def as_figure(week: str, shown: dict[str, Any]) -> str:
    """The HTML of a kept picture, for a page one folder below the top."""
    words = {key: escape(str(value), quote=True) for key, value in shown.items()}
    return _FIGURE.format(week=week, **words)


def _week(page: str) -> str:
    return page.removeprefix("notebooks/")
