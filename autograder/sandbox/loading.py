"""What a week's notebook loads, which a zygote has ready so that no child need load it."""

import re
from functools import cache
from typing import Any

from autograder.cells import DEMONSTRATION
from autograder.places import SOLUTIONS

_CELL = re.compile(r"^# %%", re.MULTILINE)
_STATEMENT = re.compile(r"^(?:from|import) ([A-Za-z_][\w.]*)", re.MULTILINE)


def loading_of(name: str, everything: bool = False) -> dict[str, Any]:
    """What a Sandbox for the notebook of this name loads beforehand, as its options; little for others'.

    everything: with what demonstrations import, for a run that does not leave them out
    """
    return {
        "imports": _imports_of(name, everything),
        "tables": (name,) if (SOLUTIONS / f"{name}.py").is_file() else (),
    }


@cache
def _imports_of(name: str, everything: bool) -> tuple[str, ...]:
    """The modules that the cells of such a notebook's source import at top level; () for others'."""
    path = SOLUTIONS / f"{name}.py"
    if not path.is_file():
        return ()
    cells = _CELL.split(path.read_text(encoding="utf-8"))
    run = [cell for cell in cells if everything or DEMONSTRATION not in cell.partition("\n")[0]]
    return tuple(dict.fromkeys(_STATEMENT.findall("\n".join(run))))
