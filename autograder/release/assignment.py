"""Makes the student notebook by nbgrader's own generate_assignment, in process and repeatable."""

import logging
import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.nbgrader_settings import configure
from autograder.places import NOTEBOOKS
from autograder.release.source import read_source

_ERROR = re.compile(r"^\s*\w[\w.]*(?:Error|Exception): (.+)$", re.MULTILINE)


class ReleaseFailed(RuntimeError):
    """nbgrader refused a source notebook."""


def make_assignment(week, course):
    """Write the week's source, let nbgrader release it, and return the student notebook's text."""
    notebook = read_source(week)
    source = course.source / week.name / f"{week.name}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, source)
    with alembic_on_path():
        outcome = api(course).generate_assignment(week.name, force=True)
    if not outcome["success"]:
        raise ReleaseFailed(f"nbgrader could not release {week.name}: {_reason(outcome)}")
    released = nbformat.read(course.release / week.name / source.name, as_version=4)
    return student_text(released)


def student_text(notebook):
    """The canonical text of a released notebook: stable keys, no outputs, one trailing newline."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write_notebook(week, text):
    """Put the student notebook where Colab and the book open it."""
    NOTEBOOKS.mkdir(exist_ok=True)
    path = NOTEBOOKS / f"{week.name}.ipynb"
    path.write_text(text, encoding="utf-8")
    return path


def api(course):
    """nbgrader's API on a course folder, with the project's own preprocessors plugged in."""
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.db_url = course.gradebook
    logger = logging.getLogger("nbgrader.quiet")
    logger.setLevel(logging.CRITICAL)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


@contextmanager
def alembic_on_path():
    """nbgrader calls `alembic` by name when it first makes a gradebook."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _reason(outcome):
    """The line in which nbgrader's log says why, with advice where there is some."""
    log = f"{outcome.get('log') or ''}\n{outcome.get('error') or ''}"
    lines = [m[1] for m in _ERROR.finditer(log) if "traceback for details" not in m[1]]
    reason = lines[-1] if lines else "no reason given"
    if "submissions associated" in reason:
        reason += "; cells of a graded week stay as they are: use another --course DIR (or `make clean`)"
    return reason
