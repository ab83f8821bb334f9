"""What a week's notebook loads, which a zygote has ready so that no child need load it."""

import re
from functools import cache
from typing import Any

from autograder.places import SOLUTIONS

_STATEMENT = re.compile(r"^(?:from|import) ([A-Za-z_][\w.]*)", re.MULTILINE)


def loading_of(name: str) -> dict[str, Any]:
    """What a Sandbox for the notebook of this name loads beforehand, as its options; little for others'."""
    return {"imports": _imports_of(name), "tables": (name,) if (SOLUTIONS / f"{name}.py").is_file() else ()}


@cache
def _imports_of(name: str) -> tuple[str, ...]:
    """The modules that the source of such a notebook imports at top level; () for others'."""
    path = SOLUTIONS / f"{name}.py"
    if not path.is_file():
        return ()
    return tuple(dict.fromkeys(_STATEMENT.findall(path.read_text(encoding="utf-8"))))
