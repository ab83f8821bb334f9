"""The weeks of the course, one module each, found by their file names."""

import difflib
import re
from functools import cache
from importlib import import_module
from pathlib import Path


class UnknownWeek(LookupError):
    """No week has this name."""


@cache
def week_names():
    """The names of all weeks, in order."""
    return tuple(week.name for week in _all())


@cache
def _all():
    here = Path(__file__).parent
    modules = sorted(p.stem for p in here.glob("week*.py") if re.fullmatch(r"week\d\d", p.stem))
    return tuple(import_module(f"{__name__}.{module}").WEEK for module in modules)


def find_week(name):
    """Return the Week of this name; raise UnknownWeek that names the nearest and all there are."""
    for week in _all():
        if week.name == name:
            return week
    near = difflib.get_close_matches(name, week_names(), n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}? " if near else ""
    raise UnknownWeek(f"no week is called {name!r}; {advice}there are: {', '.join(week_names())}")
