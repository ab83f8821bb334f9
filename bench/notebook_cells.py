"""Runs some code cells of a week's solution notebook, chosen by a few words of each, without its pictures and its checks."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

SOLUTIONS = Path(__file__).parents[1] / "solutions"


def chosen(week: str, marks: Iterable[str]) -> list[tuple[str, str]]:
    """(mark, code) of each code cell of a week that holds one of the marks, in the notebook's order."""
    marks, found = tuple(marks), []
    for cell in (SOLUTIONS / f"{week}.py").read_text(encoding="utf-8").split("\n# %%")[1:]:
        mark = next((mark for mark in marks if mark in cell), None)
        if mark is not None and not cell.startswith(" [markdown]"):
            found.append((mark, cell.split("\n", 1)[1]))
    return found


def run(week: str, code: str, room: dict[str, Any]) -> None:
    """Run a cell in a room of names; nothing is shown there, and nobody asks whether answers were checked."""
    exec(compile(code, f"{week}.py", "exec"), room)
    room["ready"], room["show"] = (lambda *names: True), (lambda *args, **more: None)
