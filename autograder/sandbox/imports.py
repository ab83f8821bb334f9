"""What a week's notebook imports, which a zygote has ready so that no child need load it."""

import re
from functools import cache

from autograder.places import SOLUTIONS

_STATEMENT = re.compile(r"^(?:from|import) ([A-Za-z_][\w.]*)", re.MULTILINE)
OURS = "gmcourse"


@cache
def imports_of(name):
    """The modules that the source of a notebook such as "week03_em" imports at top level; () for others'."""
    path = SOLUTIONS / f"{name}.py"
    if not path.is_file():
        return ()
    found = dict.fromkeys(_STATEMENT.findall(path.read_text(encoding="utf-8")))
    return tuple(module for module in found if module.split(".")[0] != OURS)
