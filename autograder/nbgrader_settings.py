"""How nbgrader is set up for this course; nbgrader_config.py and the command share it."""

import sys
from pathlib import Path

import nbgrader
from traitlets.config import Config

from autograder.cells import STUB
from autograder.places import COURSE_ID, TEMPLATES

# What nbconvert's templates turn cells into HTML with, in feedback and in formgrader.
FILTERS = {
    "markdown2html": "autograder.markup.filters.markdown2html",
    "clean_html": "autograder.markup.clean_html.clean_html",
    "get_metadata": "autograder.markup.outputs.safe_metadata",
}


def configure(c: Config) -> None:
    """Put the project's preprocessors in nbgrader's places, and set its stubs; guard formgrader where it runs."""
    c.CourseDirectory.course_id = COURSE_ID
    c.ClearSolutions.code_stub = {"python": STUB}
    c.ClearSolutions.text_stub = "*Your answer here.*"
    c.Autograde.sanitize_preprocessors = [
        "autograder.handins.note_shown.NoteShown",
        "nbgrader.preprocessors.ClearOutput",
        "autograder.handins.repair.RepairCells",
        "autograder.gradebook.bookkeeping.RestoreKernelspec",
        "autograder.gradebook.bookkeeping.RestoreCells",
        "autograder.gradebook.bookkeeping.CheckMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "autograder.sandbox.preprocessor.SandboxExecute",
        "autograder.judge.preprocessor.JudgeAnswers",
        "nbgrader.preprocessors.LimitOutput",
        "autograder.markup.preprocessor.CleanDocument",
        "autograder.gradebook.bookkeeping.SaveMarks",
        "autograder.gradebook.bookkeeping.PenalizeLate",
        "autograder.gradebook.bookkeeping.CheckMetadata",
    ]
    # What feedback and formgrader show is cleaned once more: of hand-ins that were kept by other means, too.
    c.HTMLExporter.preprocessors = [
        "autograder.markup.preprocessor.CleanDocument",
        "autograder.markup.show.ShowFormulas",
    ]
    c.HTMLExporter.filters = FILTERS
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), _nbgrader_templates()]
    c.GenerateFeedback.preprocessors = [
        "autograder.feedback.preprocessor.FeedbackPage",
    ]
    if "nbgrader.server_extensions.formgrader" in sys.modules:
        from autograder.markup.formgrader import guard_formgrader

        guard_formgrader()


def _nbgrader_templates() -> str:
    return str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates")
