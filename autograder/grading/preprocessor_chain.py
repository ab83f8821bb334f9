"""nbgrader's chains of preprocessors, run here as its converter would, and what they expect to find."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import create_engine
from traitlets.config import Config

from autograder.environment import alembic_on_path
from autograder.nbgrader_settings import configure
from autograder.places import COURSE_ID, Course

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Week


EXECUTION = "autograder.sandbox.preprocessor.SandboxExecute"
SAVE = "autograder.gradebook.bookkeeping.SaveMarks"


def resources_for(course: Course, student: str, week: str, **ours: Any) -> dict[str, Any]:
    """The resources that nbgrader's preprocessors expect, and ours beside them."""
    names = {"student": student, "assignment": week, "notebook": week, "db_url": course.gradebook}
    return {"nbgrader": names, "unique_key": week, "gmcourse": {"course": course, **ours}}


def require_gradebook(course: Course) -> None:
    """Raise sqlalchemy's OperationalError where a gradebook server does not answer."""
    if not course.gradebook.startswith("sqlite"):
        engine = create_engine(course.gradebook)
        engine.connect().close()
        engine.dispose()


def is_released(week: Week, course: Course) -> bool:
    """Whether the gradebook knows the week's cells; makes an empty gradebook where there is none.

    Raises sqlalchemy's OperationalError where a gradebook server does not answer.
    """
    require_gradebook(course)
    course.root.mkdir(parents=True, exist_ok=True)
    with alembic_on_path(), Gradebook(course.gradebook, COURSE_ID) as gradebook:
        try:
            gradebook.find_notebook(week.name, week.name)
        except MissingEntry:
            return False
    return True


def run_chain(
    names: Iterable[str], notebook: NotebookNode, resources: dict[str, Any], config: Config
) -> tuple[NotebookNode, dict[str, Any]]:
    """Run preprocessors, given by name and set by nbgrader's `config`, over a notebook, as its converter would."""
    for name in names:
        module, cls = name.rsplit(".", 1)
        preprocessor = getattr(import_module(module), cls)(config=config)
        preprocessor.log = _QUIET
        notebook, resources = preprocessor.preprocess(notebook, resources)
    return notebook, resources


def chains() -> tuple[list[str], list[str], list[str]]:
    """The configured preprocessors: before execution, after it, and those of the latter that write the gradebook."""
    config = Config()
    configure(config)
    after = list(config.Autograde.autograde_preprocessors)
    executed, saved = after.index(EXECUTION) + 1, after.index(SAVE)
    return list(config.Autograde.sanitize_preprocessors), after[executed:saved], after[saved:]


_QUIET = logging.getLogger("autograder.nbgrader")
_QUIET.setLevel(logging.ERROR)
