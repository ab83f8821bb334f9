"""Makes the student notebook by nbgrader's own generate_assignment, in process and repeatable."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.environment import alembic_on_path
from autograder.errors import Mistake
from autograder.files import write_atomically
from autograder.gradebook.changes import follow, is_there
from autograder.nbgrader_settings import configure
from autograder.places import NOTEBOOKS, Course
from autograder.source import read_source

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Week


_ERROR = re.compile(r"^\s*\w[\w.]*(?:Error|Exception): (.+)$", re.MULTILINE)

# In a course without it `nbgrader autograde` would run its own steps, which give everybody all points.
_SETTINGS = '''"""Read by nbgrader and formgrader when they work on this course: grading by the project's judge. Yours to change."""

from pathlib import Path

from autograder.nbgrader_settings import configure
from autograder.places import Course

course = Course(Path(__file__).resolve().parent)
c = get_config()  # noqa: F821  (given by traitlets)
configure(c)
c.CourseDirectory.root = str(course.root)
c.CourseDirectory.db_url = course.gradebook
'''


class ReleaseFailed(Mistake, RuntimeError):
    """nbgrader refused a source notebook."""


def make_assignment(week: Week, course: Course, log: Callable[[str], object] = print) -> str:
    """Write the week's source, let nbgrader release it, and return the student notebook's text.

    Where there are hand-ins, and cells that came or went since, the gradebook follows first; `log` says what.
    """
    with alembic_on_path():
        changes = follow(week, course) if is_there(course) else ()
    for line in changes:
        log(f"{week.name} has hand-ins and changed: {line}")
    notebook = read_source(week)
    source = course.source / week.name / f"{week.name}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    _have_settings(course)
    nbformat.write(notebook, source)
    with alembic_on_path():
        outcome = api(course).generate_assignment(week.name, force=True)
    if not outcome["success"]:
        raise ReleaseFailed(f"nbgrader could not release {week.name}: {_reason(outcome)}")
    released = nbformat.read(course.release / week.name / source.name, as_version=4)
    return student_text(released)


def _have_settings(course: Course) -> None:
    """nbgrader reads its settings from the folder of a course that it is given: there, too, this judge grades."""
    path = course.root / "nbgrader_config.py"
    if not path.exists():
        write_atomically(path, _SETTINGS)


def student_text(notebook: NotebookNode) -> str:
    """The canonical text of a released notebook: stable keys, no outputs, one trailing newline."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write_notebook(week: Week, text: str) -> Path:
    """Put the student notebook where Colab and the book open it."""
    NOTEBOOKS.mkdir(exist_ok=True)
    path = NOTEBOOKS / f"{week.name}.ipynb"
    path.write_text(text, encoding="utf-8")
    return path


def api(course: Course, options: Mapping[str, dict] | None = None) -> NbGraderAPI:
    """nbgrader's API on a course folder, with the project's own preprocessors plugged in.

    options: class -> its traits, such as {"FeedbackPage": {"solutions": True}}
    """
    config = Config()
    configure(config)
    config.merge(Config(options or {}))
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.db_url = course.gradebook
    logger = logging.getLogger("nbgrader.quiet")
    logger.setLevel(logging.CRITICAL)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def _reason(outcome: Mapping[str, Any]) -> str:
    """The line in which nbgrader's log says why, with advice where there is some."""
    log = f"{outcome.get('log') or ''}\n{outcome.get('error') or ''}"
    lines = [m[1] for m in _ERROR.finditer(log) if "traceback for details" not in m[1]]
    return lines[-1] if lines else "no reason given"
