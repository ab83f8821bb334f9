"""nbgrader's own steps on its gradebook, over an open gradebook_session: the same marks with fewer queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastjsonschema
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.nbgraderformat.common import BaseMetadataValidator
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from autograder.gradebook.extensions import redeem
from autograder.gradebook.gradebook_session import gradebook_session_of
from autograder.places import Course

if TYPE_CHECKING:
    from nbformat import NotebookNode


class RestoreKernelspec(OverwriteKernelspec):
    """OverwriteKernelspec, on the released notebook as it was read once."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the kernel that was released into one notebook."""
        with gradebook_session_of(resources) as gradebook_session:
            kernelspec = gradebook_session.released(resources["nbgrader"]["assignment"]).kernelspec
        if kernelspec:
            nb.metadata["kernelspec"] = dict(kernelspec)
        return nb, resources


class RestoreCells(OverwriteCells):
    """OverwriteCells, on the released cells as they were read once."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put locked cells, points and checksums of one notebook back, in place."""
        _name(self, resources)
        with gradebook_session_of(resources) as gradebook_session:
            self.gradebook = gradebook_session.released(self.assignment_id)  # type: ignore[assignment]  # its look-ups
            return NbGraderPreprocessor.preprocess(self, nb, resources)


class SaveMarks(SaveAutoGrades):
    """SaveAutoGrades, in one transaction: a hand-in's marks are there whole or not at all.

    nbgrader asks for another look at each mark that was given by hand. Here it does so only where the
    hand-in, or what was judged of it, is another one than before; of what a person alone marks, where that
    answer is another one.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write the marks of one judged notebook."""
        _name(self, resources)
        with gradebook_session_of(resources) as gradebook_session:
            marks = gradebook_session.marks(self.assignment_id, self.student_id)
            self.gradebook = marks  # type: ignore[assignment]  # its look-ups
            before = {name: (row.auto_score, row.needs_manual_grade) for name, row in marks.grades.items()}
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            ours = resources.get("gmcourse", {})
            same, answered_alike = ours.get("same_version"), ours.get("same_answers", frozenset())
            for name, row in marks.grades.items():
                if row.manual_score is None:
                    continue
                if not same and name not in answered_alike:
                    row.needs_manual_grade = True
                elif row.auto_score == before[name][0]:
                    row.needs_manual_grade = before[name][1]
            gradebook_session.save()
        return nb, resources


class PenalizeLate(AssignLatePenalties):
    """AssignLatePenalties, where the hand-in is late or has been graded as late before; more time that was promised counts."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Set the penalty of one hand-in."""
        _name(self, resources)
        converter: Any = self.parent
        course = resources.get("gmcourse", {}).get("course") or Course(Path(converter.parent.coursedir.root))
        with gradebook_session_of(resources) as gradebook_session:
            redeem(self.assignment_id, course, self.student_id, gradebook_session.gradebook)
            notebook = gradebook_session.gradebook.find_submission_notebook(
                self.notebook_id, self.assignment_id, self.student_id
            )
            late = notebook.assignment.total_seconds_late > 0 or notebook.late_submission_penalty is not None
            gradebook_session.forget()
        return super().preprocess(nb, resources) if late else (nb, resources)


class CheckMetadata(CheckCellMetadata):
    """CheckCellMetadata, with nbgrader's schema compiled once."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Raise nbgrader's ValidationError where the nbgrader metadata of a notebook is corrupted."""
        _Compiled().validate_nb(nb)
        return nb, resources


def _name(step: Any, resources: dict[str, Any]) -> None:
    """What nbgrader's steps call the hand-in by."""
    names = resources["nbgrader"]
    step.notebook_id, step.assignment_id = names["notebook"], names["assignment"]
    step.student_id, step.db_url = names["student"], names["db_url"]


class _Schema(BaseMetadataValidator):
    """The step of nbgrader's validator that reads its JSON schema anew for each cell, compiled."""

    schema_version: int

    def validate_cell(self, cell: NotebookNode) -> None:
        if "nbgrader" not in cell.metadata:
            return
        record = dict(cell.metadata["nbgrader"])
        if record.get("schema_version") != self.schema_version:
            super().validate_cell(cell)
        try:
            _compiled(self)(record)
        except fastjsonschema.JsonSchemaException as error:
            raise ValidationError(str(error)) from error


class _Compiled(MetadataValidator, _Schema):
    """nbgrader's validator with that step in the place of its own."""


def _compiled(validator: _Schema) -> Callable[[dict], object]:
    version = validator.schema_version
    if version not in _SCHEMAS:
        _SCHEMAS[version] = fastjsonschema.compile(validator.schema)
    return _SCHEMAS[version]


_SCHEMAS: dict[int, Callable[[dict], object]] = {}
