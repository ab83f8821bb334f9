"""What is taken out of an executed notebook before it is kept: answers, widget state, stray scripts."""

from nbgrader.preprocessors import NbGraderPreprocessor

from gmcourse.check.answers import MIME


class CleanOutputs(NbGraderPreprocessor):
    """Removes answer messages outside test cells and saved widget state."""

    def preprocess(self, nb, resources):
        """Clean one notebook in place."""
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [o for o in cell.outputs if MIME not in (o.get("data") or {})]
        return nb, resources
