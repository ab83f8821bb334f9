"""Where things lie: the project's folders and the course folder that nbgrader works in."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
NOTEBOOKS = ROOT / "notebooks"
TABLES = ROOT / "gmcourse" / "tables"
GRADEBOOK = "GMCOURSE_DB"
# What lies in the package `gmcourse` and is not for students.
NOT_FOR_STUDENTS = ("reference", "__pycache__", "*.pyc")


@dataclass(frozen=True)
class Course:
    """The folders of one course, laid out as nbgrader lays them out, and ours beside them."""

    root: Path

    @property
    def source(self):
        """Source notebooks, with solutions."""
        return self.root / "source"

    @property
    def release(self):
        """What nbgrader releases."""
        return self.root / "release"

    @property
    def submitted(self):
        """Hand-ins, one folder a student."""
        return self.root / "submitted"

    @property
    def autograded(self):
        """Executed and judged hand-ins."""
        return self.root / "autograded"

    @property
    def feedback(self):
        """Feedback pages."""
        return self.root / "feedback"

    @property
    def answers(self):
        """What students' functions answered, kept apart from what nbgrader copies to students."""
        return self.root / "answers"

    @property
    def questions(self):
        """The hidden inputs of a sitting, without answers."""
        return self.root / "questions"

    @property
    def results(self):
        """Verdicts as JSON, one file a week."""
        return self.root / "results"

    @property
    def roster(self):
        """Who is who: the names and numbers of the students, as collected."""
        return self.root / "roster.json"

    @property
    def collected(self):
        """What was collected from whom, one file a week."""
        return self.root / "collected"

    @property
    def replaced(self):
        """Hand-ins that a later one took the place of."""
        return self.root / "replaced"

    @property
    def report(self):
        """The pages that an instructor opens before the next lecture."""
        return self.root / "report"

    @property
    def wheels(self):
        """The student wheel."""
        return self.root / "wheels"

    @property
    def gradebook(self):
        """nbgrader's database URL: the environment's GMCOURSE_DB, else SQLite in the course folder."""
        return os.environ.get(GRADEBOOK) or f"sqlite:///{self.root / 'gradebook.db'}"


def course(root=None):
    """The course folder: the one given, else `course/` beside the project."""
    return Course(Path(root).resolve() if root else ROOT / "course")


@cache
def project_urls():
    """The project's public addresses, as pyproject.toml gives them."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
