"""What an instructor set for nbgrader's own steps: late penalties and the like, read where nbgrader reads them."""

import os
from functools import cache

from jupyter_core.paths import jupyter_config_path
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.errors import Mistake

NAME = "nbgrader_config.py"


class BadSettings(Mistake, ValueError):
    """nbgrader's configuration cannot be used."""


def settings() -> Config:
    """The Config of nbgrader_config.py, in this folder and in Jupyter's; raise BadSettings for one that cannot be used."""
    return _settings_from((os.getcwd(), *jupyter_config_path()))


@cache
def _settings_from(folders: tuple[str, ...]) -> Config:
    config = Config()
    for folder in reversed(folders):
        try:
            config.merge(PyFileConfigLoader(NAME, path=folder).load_config())
        except ConfigFileNotFound:
            continue
        except Exception as error:
            raise BadSettings(
                f"{os.path.join(folder, NAME)}: {type(error).__name__}: {error}; {MEND}"
            ) from error
    try:
        AssignLatePenalties(config=config).init_plugin()
    except (TraitError, ImportError) as error:
        raise BadSettings(f"{NAME}, on late penalties: {' '.join(str(error).split())}; {MEND}") from error
    return config


MEND = "mend it and run the same command again"
