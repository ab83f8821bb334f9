"""Where the course runs (live in Jupyter, on a static page, in grading), and whether in short. Decided here."""

import os

VARIABLE = "GMCOURSE_MODE"
MODES = ("live", "static", "grading")
SHORT = "GMCOURSE_SHORT"
# What holds where a notebook empties its environment later.
_AT_START = os.environ.get(VARIABLE, "live")


def mode() -> str:
    """Return "live", "static" (the book's build) or "grading"; raise ValueError for another name."""
    name = os.environ.get(VARIABLE, _AT_START)
    if name not in MODES:
        raise ValueError(f"{VARIABLE} is {name!r}; expected one of {', '.join(MODES)}")
    return name


def shortened(count: int, short: int = 2) -> int:
    """So many epochs or steps, or at most `short` of them where $GMCOURSE_SHORT is set, as in quick tests.

    What a shortened run shows says nothing about a model: no figure is ever written from one.
    """
    return min(count, short) if os.environ.get(SHORT) else count
