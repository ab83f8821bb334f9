"""Writes the skeleton of a new exercise, and registers it with its week; nothing is overwritten."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Mistake
from autograder.files import write_atomically
from autograder.new_exercise import skeletons
from autograder.places import EXERCISES, REFERENCE, ROOT, SOLUTIONS
from autograder.weeks import find_week, week_names

if TYPE_CHECKING:
    from autograder.spec import Week


_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


class BadExercise(Mistake, ValueError):
    """A new exercise cannot be made under this name; the message says what would do."""


@dataclass(frozen=True)
class Place:
    """A file that was written or changed, where in it to look, and what is to be done there."""

    path: Path
    line: int
    what: str


def new_exercise(week_name: str, id: str, arguments: Sequence[str] = ("x",)) -> list[Place]:
    """Write the files of a new exercise and return their Places; raise BadExercise."""
    week = find_week(week_name)
    _refuse_bad_names(id, arguments)
    paths = {
        "reference": REFERENCE / f"{id}.py",
        "test": ROOT / "tests" / "reference" / f"test_{id}.py",
        "spec": EXERCISES / week_name / f"{id}.py",
    }
    for path in paths.values():
        if path.exists():
            raise BadExercise(f"{path.relative_to(ROOT)} exists already; take another id")
    declared = EXERCISES / week_name / "__init__.py"
    facts = _facts(week, id, arguments)
    source = SOLUTIONS / f"{week_name}.py"
    registered = _registered(declared.read_text(encoding="utf-8"), week_name, id, facts["constant"])
    cells, line = _with_cells(source.read_text(encoding="utf-8"), skeletons.CELLS.format(**facts))
    for kind, skeleton in (
        ("reference", skeletons.REFERENCE),
        ("test", skeletons.TEST),
        ("spec", skeletons.SPEC),
    ):
        write_atomically(paths[kind], skeleton.format(**facts))
    write_atomically(declared, registered)
    write_atomically(source, cells)
    return [
        Place(paths["reference"], _line(paths["reference"], "BLANK 1"), "BLANK 1, the reference"),
        Place(paths["test"], _line(paths["test"], "BLANK 2"), "BLANK 2, a test of it"),
        Place(paths["spec"], _line(paths["spec"], "BLANK 3"), "BLANK 3, points, cases and properties"),
        Place(paths["spec"], _line(paths["spec"], "BLANK 4"), "BLANK 4, wrong answers and other right ones"),
        Place(source, line, "BLANK 5, statement, stub, solution, hints"),
        Place(
            declared,
            _line(declared, f"{facts['constant']},"),
            "registered; move it where the notebook has it",
        ),
    ]


def _refuse_bad_names(id: str, arguments: Sequence[str]) -> None:
    for name in (id, *arguments):
        if not _NAME.fullmatch(name) and not (name in arguments and re.fullmatch("[a-z]", name)):
            raise BadExercise(
                f"{name!r} is no name for a function or argument; expected such as markov_blanket"
            )
        if keyword.iskeyword(name):
            raise BadExercise(f"{name!r} is a word of Python; take another name")
    for name in week_names():
        if id in {e.id for e in find_week(name).exercises}:
            raise BadExercise(f"{name} has an exercise {id!r} already; take another id")


def _facts(week: Week, id: str, arguments: Sequence[str]) -> dict[str, str]:
    torch = week.needs_torch
    array = "torch.tensor([1.0, 2.0])" if torch else "np.array([1.0, 2.0])"
    drawn = "torch.tensor(rng.normal(size=n))" if torch else "rng.normal(size=n)"
    kind = "torch.Tensor" if torch else "np.ndarray"
    return {
        "id": id,
        "constant": id.upper(),
        "title": id.replace("_", " ").capitalize(),
        "library": "torch" if torch else "numpy as np",
        "libraries": "import pytest\nimport torch" if torch else "import numpy as np\nimport pytest",
        "short": "torch" if torch else "np",
        "arguments": ", ".join(arguments),
        "typed": ", ".join(f"{name}: {kind}" for name in arguments),
        "first": arguments[0],
        "public": ", ".join(f'"{name}": {array}' for name in arguments),
        "hidden": "\n".join(f'{" " * 16}"{name}": {drawn},' for name in arguments),
    }


def _registered(text: str, week_name: str, id: str, constant: str) -> str:
    """A week's declaration that imports the new exercise and lists it last."""
    exercises = next(
        word.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Week"
        for word in node.keywords
        if word.arg == "exercises"
    )
    lines = text.split("\n")
    lines.insert((exercises.end_lineno or 1) - 1, f"        {constant},")
    package = f"{EXERCISES.name}.{week_name}."
    new = f"from {package}{id} import {constant}"
    imports = [i for i, line in enumerate(lines) if line.startswith(f"from {package}")]
    later = [i for i in imports if lines[i].split(" ")[1] > new.split(" ")[1]]
    lines.insert(later[0] if later else imports[-1] + 1, new)
    return "\n".join(lines)


def _with_cells(text: str, cells: str) -> tuple[str, int]:
    """A week's source with the new cells behind the hints of its last exercise, and the line they start at."""
    lines = text.split("\n")
    last_test = max(i for i, line in enumerate(lines) if line.startswith("# %% test="))
    heads = [i for i, line in enumerate(lines) if line.startswith("# %%") and i > last_test]
    hints = "<summary>" in "\n".join(lines[heads[0] : heads[1]])
    place = heads[1] if hints else heads[0]
    return "\n".join([*lines[:place], *cells.rstrip("\n").split("\n"), "", *lines[place:]]), place + 1


def _line(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)
