"""nbgrader's own Execute, with the hidden questions in the kernel's reach and answers out of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import Execute
from traitlets import default

from autograder.environment import environment
from autograder.hidden_questions import sitting_seed, write_questions
from autograder.judge.evidence import tested_exercise
from autograder.places import Course
from autograder.sandbox.inside import colab
from autograder.weeks import find_week, week_names
from gmcourse.check import QUESTIONS
from gmcourse.mode import VARIABLE

if TYPE_CHECKING:
    from nbformat import NotebookNode


# The names that a test cell calls, in a form that depends on nothing that the notebook has bound.
_CALL = re.compile(r"^(check|grade)\(", re.MULTILINE)
_OWN = r"__import__('gmcourse.check').check.\1("
# The stand-in for Colab's modules, loaded from its file under no name that the notebook could meet.
_COLAB = (
    f"names = {{'__name__': 'stand-in'}}; exec(open({colab.__file__!r}).read(), names); names['install']()"
)


class ExecuteWithQuestions(Execute):
    """Runs a notebook in an ordinary kernel that finds its questions through the environment."""

    @default("extra_arguments")
    def _quiet_kernel(self) -> list[str]:
        return [
            "--HistoryManager.hist_file=:memory:",
            "--IPKernelApp.log_level=ERROR",
            f"--IPKernelApp.exec_lines=exec({_COLAB!r}, {{}})",
        ]

    def preprocess(  # type: ignore[override]  # nobody hands over a kernel manager
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Execute one notebook in place; assignments that are not of this course run unchanged."""
        week = resources["nbgrader"]["assignment"]
        if week not in week_names():
            return super().preprocess(nb, resources)
        folder = resources.get("gmcourse", {}).get("questions")
        if folder is None:
            converter: Any = self.parent
            course = Course(Path(converter.parent.coursedir.root))
            folder = write_questions(find_week(week), sitting_seed(course), course)
        with environment({QUESTIONS: str(folder), VARIABLE: "grading"}):
            return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Execute one cell in place; a test cell calls the package's own functions."""
        source = cell.source
        if tested_exercise(cell):
            cell.source = _CALL.sub(_OWN, source)
        try:
            return super().preprocess_cell(cell, resources, cell_index)
        finally:
            cell.source = source
