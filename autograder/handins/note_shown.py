"""Notes what `check` showed, where nbgrader itself reads a hand-in and is about to clear its outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.handins.shown import KEY, shown_by_check

if TYPE_CHECKING:
    from nbformat import NotebookNode


class NoteShown(NbGraderPreprocessor):
    """Keeps in a notebook's metadata what its outputs say."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Note it for one notebook, unless that was done when it was read."""
        found = shown_by_check(nb["cells"])
        if found:
            nb["metadata"][KEY] = {"shown": found}
        return nb, resources
