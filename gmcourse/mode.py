"""Where the course runs: live in Jupyter, on a static page, or in grading. Decided once, here."""

import os

VARIABLE = "GMCOURSE_MODE"
MODES = ("live", "static", "grading")


def mode():
    """Return "live", "static" (the book's build) or "grading"; raise ValueError for another name."""
    name = os.environ.get(VARIABLE, "live")
    if name not in MODES:
        raise ValueError(f"{VARIABLE} is {name!r}; expected one of {', '.join(MODES)}")
    return name
