"""Writes a verdict into a test cell, in the one form from which nbgrader takes score and reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nbformat import NotebookNode, from_dict

from autograder.files import storable
from autograder.judge.evidence import tested_exercise
from autograder.places import project_urls
from gmcourse.check.render import as_html

if TYPE_CHECKING:
    from gmcourse.check.verdict import Report


def rewrite(notebook: NotebookNode, reports: Mapping[str, Report], chapter: str) -> None:
    """Replace the outputs of every test cell by its verdict; a cell of no report is left alone.

    chapter: the page of the book that treats the week, as _toc.yml names it
    """
    written = set()
    for cell in notebook.cells:
        exercise = tested_exercise(cell)
        if exercise is not None and exercise in reports and exercise not in written:
            written.add(exercise)
            cell.outputs = [_verdict(reports[exercise], chapter)]
            cell.execution_count = cell.outputs[0].execution_count = 1


_FRAME = re.compile(
    r"\A<p><b>[\d.]+ of [\d.]+</b></p>|<p>Read again: <a href=\"[^\"<>]*\">the chapter</a></p>\s*\Z"
)


def without_frame(html: str) -> str:
    """The verdict alone, without the points above it and the link below, which a page of its own has elsewhere."""
    return _FRAME.sub("", html)


def _verdict(report: Report, chapter: str) -> NotebookNode:
    html = as_html(report)
    if report.status != "pass":
        html += f'<p>Read again: <a href="{project_urls()["Book"]}/{chapter}.html">the chapter</a></p>'
    head = f"<p><b>{report.score:g} of {report.points:g}</b></p>"
    return from_dict(
        {
            "output_type": "execute_result",
            "data": {"text/plain": f"{report.score:g}", "text/html": storable(head + html)},
            "metadata": {},
            "execution_count": 1,
        }
    )
