"""The weeks of the course, found by name: a text source and a package of exercises each."""

import difflib
import re
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from autograder.errors import Mistake
from autograder.limits import Limits
from autograder.places import EXERCISES, ROOT, SOLUTIONS

if TYPE_CHECKING:
    from autograder.spec import Week


_NUMBER = re.compile(r"[A-Za-z]*0*(\d+)")


class UnknownWeek(Mistake, LookupError):
    """No week has this name."""


@cache
def week_names() -> tuple[str, ...]:
    """The names of all weeks that have both a source and exercises, in order."""
    return tuple(
        sorted(
            path.stem for path in SOLUTIONS.glob("*.py") if (EXERCISES / path.stem / "__init__.py").is_file()
        )
    )


def _number(name: str) -> int | None:
    """The number at the start of a week's name: 3 of "3", of "lesson03" and of a name that goes on behind it."""
    match = _NUMBER.match(name)
    return int(match[1]) if match else None


@cache
def find_week(name: str) -> "Week":
    """Return the Week of this name or number; raise UnknownWeek that names the nearest and all there are."""
    numbered = [
        known for known in week_names() if _number(known) is not None and _number(known) == _number(name)
    ]
    if name not in week_names() and len(numbered) == 1 and _NUMBER.fullmatch(name):
        return find_week(numbered[0])
    if name not in week_names():
        near = difflib.get_close_matches(name, week_names(), n=1, cutoff=0.5)
        advice = f"did you mean {near[0]}? " if near else ""
        raise UnknownWeek(f"no week is called {name!r}; {advice}there are: {', '.join(week_names())}")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return import_module(f"{EXERCISES.name}.{name}").WEEK


def limits_of(name: str) -> Limits:
    """What a hand-in of this week may use; the usual for notebooks that are no week's."""
    return find_week(name).limits if name in week_names() else Limits()
