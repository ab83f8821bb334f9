"""nbgrader's own Execute, with the hidden questions in the kernel's reach and answers out of it."""

from pathlib import Path

from nbgrader.preprocessors import Execute
from traitlets import default

from autograder.environment import environment
from autograder.exercises import find_week, week_names
from autograder.grading.sitting import sitting_seed, write_questions
from autograder.places import Course
from gmcourse.check import QUESTIONS
from gmcourse.mode import VARIABLE


class ExecuteWithQuestions(Execute):
    """Runs a notebook in an ordinary kernel that finds its questions through the environment."""

    @default("extra_arguments")
    def _quiet_kernel(self):
        return ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]

    def preprocess(self, nb, resources):
        """Execute one notebook in place; assignments that are not of this course run unchanged."""
        week = resources["nbgrader"]["assignment"]
        if week not in week_names():
            return super().preprocess(nb, resources)
        folder = resources.get("gmcourse", {}).get("questions")
        if folder is None:
            course = Course(Path(self.parent.parent.coursedir.root))
            folder = write_questions(find_week(week), sitting_seed(course), course)
        with environment({QUESTIONS: str(folder), VARIABLE: "grading"}):
            return super().preprocess(nb, resources)
