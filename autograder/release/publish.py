"""Notebooks of the book that are made from sources: solutions of named weeks, chapters for Colab."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.cells import BEGIN_HIDDEN, END_HIDDEN
from autograder.places import ROOT, TABLES, project_urls
from autograder.predictions import BadPrediction, answers, without_answers
from autograder.source import KERNEL, read_source, setup_code
from autograder.weeks import find_week

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Week


BOOK = ROOT / "book"
SOLUTION_PAGES = BOOK / "solutions"
COLAB = BOOK / "colab"
# The answers of what chapters ask: in Colab their cells don't show them.
CHAPTER_QUESTIONS = TABLES / "chapters" / "questions.json"
_MARKERS = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
_HIDDEN = re.compile(rf"\n{BEGIN_HIDDEN}\n.*?{END_HIDDEN}", re.DOTALL)
_SCHEME = re.compile(r"\n*=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", re.DOTALL)
_FRONT = "---\nfile_format: mystnb"
_CODE = re.compile(r"^```\{code-cell\} ipython3\n(?::[^\n]*\n)*(.*?)^```$", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"^```\{admonition\} ([^\n]*)\n(?::[^\n]*\n)*(.*?)\n```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def write_solution_pages(weeks: Iterable[str], folder: Path = SOLUTION_PAGES) -> list[Path]:
    """Make `folder` hold one notebook for each named week, to be executed by the book, and nothing else.

    The hidden tests and the mark schemes of manual cells stay out. Returns the paths written.
    """
    notebooks = {week: solution_page(find_week(week)) for week in weeks}
    shutil.rmtree(folder, ignore_errors=True)
    for week, notebook in notebooks.items():
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{week}.ipynb")
    return [folder / f"{week}.ipynb" for week in notebooks]


def solution_page(week: Week) -> NotebookNode:
    """The source notebook of a Week as a page: solutions in it, nothing that is for graders only."""
    notebook = read_source(week)
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
        cell.source = _MARKERS.sub("", _SCHEME.sub("", _HIDDEN.sub("", cell.source)))
    title = notebook.cells[0]
    title.source = title.source.replace("# ", "# Solutions. ", 1)
    return notebook


def colab_chapters() -> list[str]:
    """The chapters that run: their names, in order. The landing page is only looked at."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(BOOK.glob("*.md"))}
    return [name for name, text in texts.items() if text.startswith(_FRONT) and name != "intro"]


def write_colab_chapters(folder: Path = COLAB, questions: Path = CHAPTER_QUESTIONS) -> None:
    """Write each chapter as a bare notebook for Colab, and remove what no chapter stands behind; write their answers."""
    folder.mkdir(exist_ok=True)
    texts = {f"{name}.ipynb": colab_text(name) for name in colab_chapters()}
    for path in folder.glob("*.ipynb"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    questions.parent.mkdir(parents=True, exist_ok=True)
    questions.write_text(json.dumps(chapter_predictions(), indent=1) + "\n", encoding="utf-8")


def chapter_predictions() -> dict[str, dict[str, Any]]:
    """id -> {"truth", "why"} of the questions that chapters ask."""
    found: dict[str, dict[str, Any]] = {}
    for chapter in colab_chapters():
        for code, text in _pieces(_body(chapter)):
            found |= _kept_answers(text) if code else {}
    return found


def _kept_answers(code: str) -> dict[str, dict[str, Any]]:
    """The answers in a chapter's cell; none where the cell computes them, for then it does not show them."""
    try:
        return answers(code)
    except BadPrediction:
        return {}


def colab_text(chapter: str) -> str:
    """The text of a chapter's notebook: no outputs, no answers, stable ids, links to the published book."""
    cells = [_cell(code, text) for code, text in _pieces(_body(chapter))]
    cells.insert(1, new_code_cell(setup_code()))
    for number, cell in enumerate(cells):
        cell["id"] = f"{chapter}-{number}"
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def _body(chapter: str) -> str:
    """A chapter's Markdown below its front matter."""
    return (BOOK / f"{chapter}.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]


def _pieces(body: str) -> Iterator[tuple[bool, str]]:
    """(whether it is code, its text), in the order of the chapter."""
    for number, text in enumerate(_CODE.split(body)):
        if text.strip():
            yield number % 2 == 1, text.strip("\n")


def _cell(code: bool, text: str) -> NotebookNode:
    if code:
        return new_code_cell(without_answers(text) if _kept_answers(text) else text)
    text = _NOTE.sub(lambda m: f"> **{m[1]}.** " + m[2].replace("\n", "\n> "), text)
    return new_markdown_cell(_LINK.sub(_published, text))


def _published(match: re.Match[str]) -> str:
    page = re.sub(r"\.(md|ipynb)$", ".html", match[1])
    page = page[3:] if page.startswith("../") else f"book/{page}"
    return f"]({project_urls()['Book']}/{page}{match[2] or ''})"
