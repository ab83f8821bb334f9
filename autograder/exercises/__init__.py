"""The weeks of the course: a text source in solutions/ and a spec module here, matched by number."""

import difflib
from functools import cache
from importlib import import_module
from pathlib import Path

from autograder.places import SOLUTIONS


class UnknownWeek(LookupError):
    """No week has this name."""


@cache
def week_names():
    """The names of all weeks that have both a source and a spec, in order."""
    return tuple(sorted(path.stem for path in SOLUTIONS.glob("week*_*.py") if _module(path.stem).is_file()))


def _module(name):
    return Path(__file__).parent / f"{name.split('_')[0]}.py"


@cache
def find_week(name):
    """Return the Week of this name; raise UnknownWeek that names the nearest and all there are."""
    if name not in week_names():
        near = difflib.get_close_matches(name, week_names(), n=1, cutoff=0.5)
        advice = f"did you mean {near[0]}? " if near else ""
        raise UnknownWeek(f"no week is called {name!r}; {advice}there are: {', '.join(week_names())}")
    return import_module(f"{__name__}.{_module(name).stem}").WEEK
