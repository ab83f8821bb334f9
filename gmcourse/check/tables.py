"""The tables that `check` reads: one JSON file a week, with answers and hints but no code."""

import difflib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from gmcourse.check.sheet import Sheet, from_json


class UnknownExercise(LookupError):
    """No table holds this exercise."""


_packages = ["gmcourse"]


def add_tables(package: str) -> None:
    """Have `check` read the tables of a course's package too; that package calls it when it is imported."""
    if package not in _packages:
        _packages.insert(0, package)
        week_sheets.cache_clear()
        _home.cache_clear()


def weeks() -> list[str]:
    """The names of the weeks that have a table, in order."""
    return sorted(_tables())


def _tables() -> dict[str, Any]:
    """The file of each week's table, by the week's name."""
    folders = [files(package) / "tables" for package in _packages]
    found = [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.name.endswith(".json")
    ]
    return {path.name.removesuffix(".json"): path for path in found}


@cache
def week_sheets(week: str) -> dict[str, Sheet]:
    """The sheets of one week by exercise id, in the order of the notebook."""
    text = _tables()[week].read_text(encoding="utf-8")
    return {node["exercise"]: from_json(node) for node in json.loads(text)["exercises"]}


@cache
def _home() -> dict[str, str]:
    """The week of each exercise."""
    found = {}
    for week in weeks():
        text = _tables()[week].read_text(encoding="utf-8")
        found.update({node["exercise"]: week for node in json.loads(text)["exercises"]})
    return found


def find_prediction(id: str) -> tuple[Any, str]:
    """Return (truth, why) of a question of a week or a chapter; raise LookupError where no table keeps it."""
    for kept in _predictions():
        if id in kept:
            return kept[id]["truth"], kept[id]["why"]
    raise LookupError(
        f"no table keeps the answer of {id!r}: release its week, or install the course's newest wheel"
    )


def _predictions() -> Iterator[dict[str, Any]]:
    """What is kept of each week's questions, and of the chapters' of each package."""
    for week in weeks():
        yield json.loads(_tables()[week].read_text(encoding="utf-8")).get("predictions", {})
    for package in _packages:
        path = files(package) / "tables" / "chapters" / "questions.json"
        if path.is_file():
            yield json.loads(path.read_text(encoding="utf-8"))


def week_of_exercise(name: str | None) -> str | None:
    """The week whose table holds an exercise of this name, or None."""
    return _home().get(name or "")


def find_sheet(exercise: str) -> tuple[str, Sheet]:
    """Return (week, sheet) of an exercise; raise UnknownExercise with the nearest name."""
    home = _home()
    if exercise not in home:
        near = difflib.get_close_matches(str(exercise), home, n=1)
        advice = f"; did you mean {near[0]!r}?" if near else ""
        raise UnknownExercise(f"no exercise is called {exercise!r}{advice}")
    return home[exercise], week_sheets(home[exercise])[exercise]
