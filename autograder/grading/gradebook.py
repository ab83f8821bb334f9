"""nbgrader's chains of preprocessors, run here as its converter would, and what they expect to find."""

import logging
from importlib import import_module

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import create_engine
from traitlets.config import Config

from autograder.nbgrader_settings import configure
from autograder.release.assignment import alembic_on_path

EXECUTION = "autograder.sandbox.preprocessor.SandboxExecute"


def resources_for(course, student, week, **ours):
    """The resources that nbgrader's preprocessors expect, and ours beside them."""
    names = {"student": student, "assignment": week, "notebook": week, "db_url": course.gradebook}
    return {"nbgrader": names, "unique_key": week, "gmcourse": {"course": course, **ours}}


def require_gradebook(course):
    """Raise sqlalchemy's OperationalError where a gradebook server does not answer."""
    if not course.gradebook.startswith("sqlite"):
        engine = create_engine(course.gradebook)
        engine.connect().close()
        engine.dispose()


def is_released(week, course):
    """Whether the gradebook knows the week's cells; makes an empty gradebook where there is none.

    Raises sqlalchemy's OperationalError where a gradebook server does not answer.
    """
    require_gradebook(course)
    course.root.mkdir(parents=True, exist_ok=True)
    with alembic_on_path(), Gradebook(course.gradebook, "gmcourse") as gradebook:
        try:
            gradebook.find_notebook(week.name, week.name)
        except MissingEntry:
            return False
    return True


def run_chain(names, notebook, resources, config):
    """Run preprocessors, given by name and set by nbgrader's `config`, over a notebook, as its converter would."""
    for name in names:
        module, cls = name.rsplit(".", 1)
        preprocessor = getattr(import_module(module), cls)(config=config)
        preprocessor.log = _QUIET
        notebook, resources = preprocessor.preprocess(notebook, resources)
    return notebook, resources


def chains():
    """The configured preprocessors: before execution, and after it."""
    config = Config()
    configure(config)
    after = list(config.Autograde.autograde_preprocessors)
    return list(config.Autograde.sanitize_preprocessors), after[after.index(EXECUTION) + 1 :]


_QUIET = logging.getLogger("autograder.nbgrader")
_QUIET.setLevel(logging.ERROR)
