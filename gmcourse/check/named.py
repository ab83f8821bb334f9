"""Finds builders, probes and comparators by name, in the packages beside this file."""

import re
from collections.abc import Callable
from importlib import import_module

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class UnknownName(LookupError):
    """No builder, probe or comparator has this name."""


def find(package: str, name: str) -> Callable:
    """Return the function that "module.function" names inside gmcourse.check.<package>."""
    if not _NAME.fullmatch(name):
        raise UnknownName(f"{name!r} is not of the form module.function")
    module, function = name.split(".")
    try:
        return getattr(import_module(f"gmcourse.check.{package}.{module}"), function)
    except (ModuleNotFoundError, AttributeError) as error:
        raise UnknownName(f"gmcourse.check.{package} has no {name}") from error
