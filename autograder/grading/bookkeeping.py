"""nbgrader's own steps on its gradebook, over an open ledger: the same marks with fewer queries."""

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

from autograder.grading.ledger import ledger_of


class RestoreKernelspec(OverwriteKernelspec):
    """OverwriteKernelspec, on the released notebook as it was read once."""

    def preprocess(self, nb, resources):
        """Put the kernel that was released into one notebook."""
        with ledger_of(resources) as ledger:
            kernelspec = ledger.released(resources["nbgrader"]["assignment"]).kernelspec
        if kernelspec:
            nb.metadata["kernelspec"] = dict(kernelspec)
        return nb, resources


class RestoreCells(OverwriteCells):
    """OverwriteCells, on the released cells as they were read once."""

    def preprocess(self, nb, resources):
        """Put locked cells, points and checksums of one notebook back, in place."""
        _name(self, resources)
        with ledger_of(resources) as ledger:
            self.gradebook = ledger.released(self.assignment_id)
            return NbGraderPreprocessor.preprocess(self, nb, resources)


class SaveMarks(SaveAutoGrades):
    """SaveAutoGrades, in one transaction: a hand-in's marks are there whole or not at all."""

    def preprocess(self, nb, resources):
        """Write the marks of one judged notebook."""
        _name(self, resources)
        with ledger_of(resources) as ledger:
            self.gradebook = ledger.marks(self.assignment_id, self.student_id)
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            ledger.save()
        return nb, resources


class PenalizeLate(AssignLatePenalties):
    """AssignLatePenalties, where the hand-in is late or has been graded as late before."""

    def preprocess(self, nb, resources):
        """Set the penalty of one hand-in."""
        _name(self, resources)
        with ledger_of(resources) as ledger:
            notebook = ledger.gradebook.find_submission_notebook(
                self.notebook_id, self.assignment_id, self.student_id
            )
            late = notebook.assignment.total_seconds_late > 0 or notebook.late_submission_penalty is not None
            ledger.forget()
        return super().preprocess(nb, resources) if late else (nb, resources)


class CheckMetadata(CheckCellMetadata):
    """CheckCellMetadata, with nbgrader's schema compiled once."""

    def preprocess(self, nb, resources):
        """Raise nbgrader's ValidationError where the nbgrader metadata of a notebook is corrupted."""
        _Compiled().validate_nb(nb)
        return nb, resources


def _name(step, resources):
    """What nbgrader's steps call the hand-in by."""
    names = resources["nbgrader"]
    step.notebook_id, step.assignment_id = names["notebook"], names["assignment"]
    step.student_id, step.db_url = names["student"], names["db_url"]


class _Schema(BaseMetadataValidator):
    """The step of nbgrader's validator that reads its JSON schema anew for each cell, compiled."""

    def validate_cell(self, cell):
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


def _compiled(validator):
    version = validator.schema_version
    if version not in _SCHEMAS:
        _SCHEMAS[version] = fastjsonschema.compile(validator.schema)
    return _SCHEMAS[version]


_SCHEMAS = {}
