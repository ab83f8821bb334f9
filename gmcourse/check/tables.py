"""The tables that `check` reads: one JSON file a week, with answers and hints but no code."""

import difflib
import json
from functools import cache
from importlib.resources import files

from gmcourse.check.sheet import from_json


class UnknownExercise(LookupError):
    """No table holds this exercise."""


def weeks():
    """The names of the weeks that have a table, in order."""
    folder = files("gmcourse") / "tables"
    return sorted(p.name.removesuffix(".json") for p in folder.iterdir() if p.name.endswith(".json"))


@cache
def week_sheets(week):
    """The sheets of one week by exercise id, in the order of the notebook."""
    text = (files("gmcourse") / "tables" / f"{week}.json").read_text(encoding="utf-8")
    return {node["exercise"]: from_json(node) for node in json.loads(text)["exercises"]}


@cache
def _home():
    """The week of each exercise."""
    found = {}
    for week in weeks():
        text = (files("gmcourse") / "tables" / f"{week}.json").read_text(encoding="utf-8")
        found.update({node["exercise"]: week for node in json.loads(text)["exercises"]})
    return found


def find_sheet(exercise):
    """Return (week, sheet) of an exercise; raise UnknownExercise with the nearest name."""
    home = _home()
    if exercise not in home:
        near = difflib.get_close_matches(str(exercise), home, n=1)
        advice = f"; did you mean {near[0]!r}?" if near else ""
        raise UnknownExercise(f"no exercise is called {exercise!r}{advice}")
    return home[exercise], week_sheets(home[exercise])[exercise]
