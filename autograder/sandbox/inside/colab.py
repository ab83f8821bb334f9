"""A stand-in for `google.colab`, so that a notebook written in Colab imports what it did there.

Importable, never loaded beforehand: the course's first cell installs only where it is loaded.
"""

from __future__ import annotations

import importlib.machinery
import sys
import types
from typing import Any

NAME = "google.colab"
# What a caller may go on with, by the last part of the name that it called.
_GIVES = {"upload": dict, "get": str, "eval_js": str, "getpass": str, "blob_upload": dict}


class Finder:
    """Finds `google.colab` and all below it, and `google` itself where no such package is installed."""

    @staticmethod
    def find_spec(
        name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a stand-in, or None for a name that is not Colab's."""
        if name != "google" and name != NAME and not name.startswith(f"{NAME}."):
            return None
        loader: Any = Loader
        return importlib.machinery.ModuleSpec(name, loader, is_package=True)


class Loader:
    """Makes the stand-in modules."""

    @staticmethod
    def create_module(spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module that has whatever is asked of it."""
        return StandIn(spec.name)

    @staticmethod
    def exec_module(module: types.ModuleType) -> None:
        """Nothing to run."""


class StandIn(types.ModuleType):
    """A module whose attributes are calls that say that they are not there in grading."""

    __all__ = ()

    def __getattr__(self, name: str) -> Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self.__name__}.{name}")


class Absent:
    """Something of Colab's: called, it says that it is not there in grading and gives something empty."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *args: object, **options: object) -> Any:
        print(f"{self._name} is not there in grading; the notebook goes on without it")
        kind = _GIVES.get(self._name.rsplit(".", 1)[-1])
        return kind() if kind else None

    def __getattr__(self, name: str) -> Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self._name}.{name}")


def install() -> None:
    """Make the stand-in importable, behind whatever is really installed."""
    sys.meta_path.append(Finder)
