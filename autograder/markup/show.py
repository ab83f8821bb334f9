"""The step that gives what a page shows, and only there, the form that needs no script: LaTeX outputs as MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.markup.markdown import markdown_to_html

if TYPE_CHECKING:
    from nbformat import NotebookNode


class ShowFormulas(NbGraderPreprocessor):
    """Gives outputs of LaTeX, such as sympy's, their HTML."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Prepare one notebook, after CleanDocument, for a page."""
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if "text/latex" in data and "text/html" not in data:
                    data["text/html"] = markdown_to_html(data["text/latex"])
        return nb, resources
