"""Where things lie: the project's folders and the course folder that nbgrader works in."""

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from autograder.errors import BadOption, Mistake

PROJECT = "GMCOURSE_PROJECT"
ROOT = Path(os.environ.get(PROJECT) or Path(__file__).resolve().parents[1]).resolve()
_PROJECT = ROOT / "pyproject.toml"
_GIVEN = tomllib.loads(_PROJECT.read_text(encoding="utf-8")) if _PROJECT.is_file() else {}
_NAMES = _GIVEN.get("tool", {}).get("autograder", {})
# Whether there is a course at all: an engine that was installed by itself has none.
HAS_COURSE = bool(_NAMES)
COURSE_ID = _NAMES.get("course-id", "course")
PACKAGE = ROOT / _NAMES.get("package", "package")
SOLUTIONS = ROOT / _NAMES.get("solutions", "solutions")
EXERCISES = ROOT / _NAMES.get("exercises", "exercises")
NOTEBOOKS = ROOT / _NAMES.get("notebooks", "notebooks")
TABLES = PACKAGE / "tables"
REFERENCE = PACKAGE / "reference"
TEMPLATES = Path(__file__).parent / "markup" / "templates"
GRADEBOOK = "GMCOURSE_DB"
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
COURSE = "GMCOURSE_COURSE"
# What lies in the course's package and is not for students.
NOT_FOR_STUDENTS = ("reference", "__pycache__", "*.pyc")


@dataclass(frozen=True)
class Course:
    """The folders of one course, laid out as nbgrader lays them out, and ours beside them."""

    root: Path

    @property
    def source(self) -> Path:
        """Source notebooks, with solutions."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """What nbgrader releases."""
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        """Hand-ins, one folder a student."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Executed and judged hand-ins."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """Feedback pages."""
        return self.root / "feedback"

    @property
    def answers(self) -> Path:
        """What students' functions answered, kept apart from what nbgrader copies to students."""
        return self.root / "answers"

    @property
    def questions(self) -> Path:
        """The hidden inputs of a sitting, without answers."""
        return self.root / "questions"

    @property
    def results(self) -> Path:
        """Verdicts as JSON, one file a week."""
        return self.root / "results"

    @property
    def roster(self) -> Path:
        """Who is who: the names and numbers of the students, as collected."""
        return self.root / "roster.json"

    @property
    def collected(self) -> Path:
        """What was collected from whom, one file a week."""
        return self.root / "collected"

    @property
    def extensions(self) -> Path:
        """Who has more time, of those whose hand-in is not graded yet, one file a week."""
        return self.root / "extensions"

    @property
    def replaced(self) -> Path:
        """Hand-ins that a later one took the place of."""
        return self.root / "replaced"

    @property
    def withdrawn(self) -> Path:
        """Hand-ins that were taken out of their week, with their marks."""
        return self.root / "withdrawn"

    @property
    def report(self) -> Path:
        """The pages that an instructor opens before the next lecture."""
        return self.root / "report"

    @property
    def wheels(self) -> Path:
        """The student wheel."""
        return self.root / "wheels"

    @property
    def gradebook(self) -> str:
        """nbgrader's database URL: the environment's GMCOURSE_DB, else SQLite in the course folder."""
        return os.environ.get(GRADEBOOK) or f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def gradebook_name(self) -> str:
        """Where the gradebook is, as a person is told: a file, or a server without its password."""
        place = urlsplit(self.gradebook)
        return (
            place.path[1:]
            if place.scheme == "sqlite"
            else f"{place.scheme}://{place.hostname or ''}{place.path}"
        )


def without_password(url: str) -> str:
    """The database URL of an option; raise BadOption for one that is none.

    It may hold no password: all of the machine can read options.
    """
    try:
        parts = urlsplit(url)
        known = (
            parts.scheme in DATABASES and (parts.scheme != "sqlite" or not parts.netloc) and parts.port != 0
        )
        secret = parts.password is not None or "password" in parse_qs(parts.query)
    except ValueError:
        known = secret = False
    if secret:
        raise BadOption(
            "--db holds a password, which everybody on this machine can see in the list of processes; "
            f"put it into ~/.pgpass or PGPASSWORD, or the whole URL into {GRADEBOOK}"
        )
    if not known:
        raise BadOption(
            f"--db {url}: no gradebook can be kept there; expected sqlite:///FILE or postgresql://user@host/name"
        )
    return url


def course(root: str | Path | None = None) -> Course:
    """The course folder: the one given, else the environment's GMCOURSE_COURSE, else `course/` beside the project."""
    root = root or os.environ.get(COURSE)
    return Course(Path(root).resolve() if root else ROOT / "course")


class NoCourse(Mistake, LookupError):
    """The course folder that was named is not there."""


def course_there(root: str | Path | None = None) -> Course:
    """The course folder, where it is only read; raise NoCourse for one that was named and is not there."""
    found = course(root)
    if root and not found.root.is_dir():
        raise NoCourse(
            f"{found.root}: no such folder; give the course's own as --course, or begin one with `autograder collect DOWNLOAD.zip WEEK`"
        )
    return found


@cache
def package_version() -> str:
    """The version of the course's package, as its __init__ gives it."""
    return re.findall(r'^__version__ = "(.+)"', (PACKAGE / "__init__.py").read_text(encoding="utf-8"), re.M)[
        0
    ]


@cache
def project_urls() -> dict[str, str]:
    """The project's public addresses, as pyproject.toml gives them."""
    return _GIVEN["project"]["urls"]
