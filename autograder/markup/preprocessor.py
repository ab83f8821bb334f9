"""The step of nbgrader's chains that keeps of a hand-in what is harmless to look at, wherever it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.markup.clean_html import harmless_text
from autograder.markup.clean_markdown import clean_markdown
from autograder.markup.outputs import BASE64, clean_outputs, text_of

if TYPE_CHECKING:
    from nbformat import NotebookNode


MAX_SOURCE = 2**20
_TAG = re.compile(r"[\w.-]{1,40}")
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_OF_NOTEBOOK = ("kernelspec", "language_info")
_OF_CELL = ("nbgrader",)


class CleanDocument(NbGraderPreprocessor):
    """Cleans sources, outputs, attachments and metadata of a whole notebook; what is clean stays as it is."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Clean one notebook in place."""
        for name in [name for name in nb.metadata if name not in _OF_NOTEBOOK]:
            del nb.metadata[name]
        for cell in nb.cells:
            _clean_cell(cell)
        return nb, resources


def _clean_cell(cell: NotebookNode) -> None:
    tags = [tag for tag in cell.metadata.get("tags", []) if isinstance(tag, str) and _TAG.fullmatch(tag)]
    for name in [name for name in cell.metadata if name not in _OF_CELL]:
        del cell.metadata[name]
    if tags:
        cell.metadata["tags"] = tags
    if cell.cell_type == "code":
        cell.source = cell.source[:MAX_SOURCE]
        cell.outputs = clean_outputs(cell.outputs)
    elif cell.cell_type == "markdown":
        attachments = _clean_attachments(cell.pop("attachments", None))
        cell.source = clean_markdown(cell.source, attachments)
        if attachments:
            cell["attachments"] = attachments
    else:
        cell.source = (
            harmless_text(cell.source[:MAX_SOURCE]) if "<" in cell.source else cell.source[:MAX_SOURCE]
        )


def _clean_attachments(given: object) -> dict[str, dict[str, str]]:
    """Pictures only, whose text is base64."""
    given = given if isinstance(given, dict) else {}
    kept = {name: _clean_bundle(bundle) for name, bundle in given.items() if isinstance(bundle, dict)}
    return {name: bundle for name, bundle in kept.items() if bundle}


def _clean_bundle(bundle: dict[str, Any]) -> dict[str, str]:
    texts = {mime: text_of(bundle[mime]) for mime in _PICTURES if mime in bundle}
    return {mime: text for mime, text in texts.items() if text and BASE64.fullmatch(text)}
