"""A bundled class: hand-ins of every kind, made from the week's own solutions and wrong answers."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

import nbformat

from autograder.cells import name_of_test
from autograder.files import write_atomically
from autograder.places import NOTEBOOKS, PACKAGE, REFERENCE
from autograder.source import solutions

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Week


# What the setup cells import.
IN_EVERY_NOTEBOOK = ("np", "torch", "plt")


def write_class(week: Week, folder: Path) -> list[str]:
    """Write one hand-in a student below `folder`, and return the students' names."""
    makers = {
        "ada": solved,
        "bao": lambda w: with_alternatives(w, 0),
        "carl": lambda w: with_misconceptions(w, 0),
        "dana": lambda w: with_misconceptions(w, 1),
        "emre": lambda w: with_misconceptions(w, 2),
        "fay": unsolved,
        "gil": partly_solved,
        "hana": not_a_notebook,
        "ivo": shuffled,
        "jun": saved_by_colab,
        "kim": lambda w: with_alternatives(w, 1),
    }
    for student, make in makers.items():
        text = make(week)
        write_atomically(folder / student / week.name / f"{week.name}.ipynb", text)
    return list(makers)


def solved(week: Week) -> str:
    """Every exercise as in the solutions."""
    return _text(fill(week, solutions(week)))


def with_alternatives(week: Week, number: int) -> str:
    """Every exercise solved another way."""
    codes = {e.id: _pick(e.alternatives, number) for e in week.exercises}
    return _text(fill(week, {id: source_of(f, id) for id, f in codes.items()}))


def with_misconceptions(week: Week, number: int) -> str:
    """A third of the exercises wrong, each with one of its misconceptions."""
    codes = solutions(week)
    for place, exercise in enumerate(week.exercises):
        if place % 3 == number:
            wrong = _pick(exercise.misconceptions, number)
            codes[exercise.id] = source_of(wrong.function, exercise.id)
    return _text(fill(week, codes))


def unsolved(week: Week) -> str:
    """The notebook as it was released."""
    return _text(released(week))


def partly_solved(week: Week) -> str:
    """The first half solved."""
    half = dict(list(solutions(week).items())[: len(week.exercises) // 2])
    return _text(fill(week, half))


def not_a_notebook(week: Week) -> str:
    """What a browser saves when the session has ended."""
    return "<html><body>Please log in again.</body></html>\n"


def shuffled(week: Week) -> str:
    """Solved, with a test deleted, a solution duplicated, a test moved up and a solution deleted."""
    notebook = fill(week, solutions(week))
    first, second, third, fourth = (e.id for e in week.exercises[:4])
    cells = [c for c in notebook.cells if _grade_id(c) not in (name_of_test(first), fourth)]
    twin = copy.deepcopy(next(c for c in cells if _grade_id(c) == second))
    twin["id"] = "copied"
    cells.insert(len(cells) - 1, twin)
    moved = next(c for c in cells if _grade_id(c) == name_of_test(third))
    cells.remove(moved)
    notebook.cells = [*cells[:3], moved, *cells[3:]]
    return _text(notebook)


def saved_by_colab(week: Week) -> str:
    """Solved, with the metadata that Colab writes: ids in the metadata, none of its own."""
    node = json.loads(solved(week))
    for cell in node["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        if cell["cell_type"] == "code":
            cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/", "height": 34}
            cell["metadata"]["outputId"] = "5d1c6c8e"
    node["metadata"]["colab"] = {"provenance": [], "name": f"{week.name}.ipynb", "toc_visible": True}
    node["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    node["nbformat_minor"] = 0
    return json.dumps(node, indent=2)


def released(week: Week) -> NotebookNode:
    """The student notebook, as it stands in notebooks/."""
    return nbformat.read(NOTEBOOKS / f"{week.name}.ipynb", as_version=4)


def fill(week: Week, codes: Mapping[str, str]) -> NotebookNode:
    """The released notebook with these solution cells filled in: exercise id -> source."""
    notebook = released(week)
    for cell in notebook.cells:
        cell.source = codes.get(_grade_id(cell), cell.source)
    return notebook


def source_of(function: Callable, name: str) -> str:
    """A function's source as a student would have typed it: with what it calls, decorators off, named as asked throughout.

    Of a reference, what other exercises ask is the student's own, by its bare name; the rest is typed out before it.
    """
    own = re.sub(rf"\b{function.__name__}\b", name, _bare(function))
    given = vars(sys.modules[function.__module__])
    parts = [*_needed(function), own]
    for module in filter(_is_reference, [value for value in given.values() if inspect.ismodule(value)]):
        alias = next(key for key, value in given.items() if value is module)
        if name in re.findall(rf"\b{alias}\.(\w+)", own):
            first = f"{name}_at_first"
            parts = [re.sub(rf"\b{alias}\.{name}\b", first, part) for part in parts]
            asked = getattr(module, name)
            parts = [*_needed(asked), re.sub(rf"\b{name}\b", first, _bare(asked)), *parts]
        parts = [re.sub(rf"\b{alias}\.", "", part) for part in parts]
    return "\n".join(dict.fromkeys(parts))


def _is_reference(module: ModuleType) -> bool:
    return module.__name__.startswith(f"{PACKAGE.name}.{REFERENCE.name}.")


def _bare(function: Callable) -> str:
    """A function's text without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(text).body[0]
    return "\n".join(text.split("\n")[tree.lineno - 1 :]).strip("\n")


def _needed(function: Callable) -> Iterator[str]:
    """The lines that give a function what its module gives it and a student's notebook does not."""
    if inspect.isfunction(function):
        for name, value in inspect.getclosurevars(function).nonlocals.items():
            yield f"{name} = {value!r}"
    given = vars(sys.modules[function.__module__])
    for name in [*_looked_up(function), *_annotated(function)]:
        value = given.get(name)
        if name in IN_EVERY_NOTEBOOK or value is None or value is function:
            continue
        if inspect.ismodule(value):
            if _is_reference(value):
                continue
            yield f"import {value.__name__} as {name}"
        elif (
            inspect.isfunction(value) or inspect.isclass(value)
        ) and value.__module__ == function.__module__:
            yield from _needed(value)
            yield _bare(value) + "\n"
        elif getattr(value, "__module__", None) in ("collections.abc", "typing"):
            yield f"from {value.__module__} import {name}"
        elif isinstance(value, (int, float)):
            yield f"{name} = {value if isinstance(value, int) else float(value)!r}"
        elif inspect.isclass(value) and value.__module__.split(".")[0] in ("torch", "scipy", "sklearn"):
            yield f"from {value.__module__} import {name}"
        elif type(value).__module__.startswith("scipy.stats"):
            yield f"from scipy.stats import {name}"


def _looked_up(function: Callable) -> Sequence[str]:
    """The names that a function's code looks up, or that the first line and the methods of a class do."""
    if not inspect.isclass(function):
        return _names(function.__code__)
    methods = [part for part in vars(function).values() if inspect.isfunction(part)]
    heads = re.findall(r"\w+", _bare(function).split("\n")[0])
    return [*heads, *(name for method in methods for name in _looked_up(method))]


def _annotated(function: Callable) -> list[str]:
    """The names that the types of a function's arguments and of what it gives look up, those of methods and inner functions included."""
    found = []
    for node in ast.walk(ast.parse(_bare(function))):
        if isinstance(node, ast.arg | ast.AnnAssign):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            found.append(node.returns)
    return [part.id for one in found if one for part in ast.walk(one) if isinstance(part, ast.Name)]


def _names(code: CodeType) -> list[str]:
    """The names that a function's code looks up, those within it included."""
    inner = [const for const in code.co_consts if inspect.iscode(const)]
    return [*code.co_names, *(name for part in inner for name in _names(part))]


def _pick(items: Sequence[Any], number: int) -> Any:
    return items[number % len(items)]


def _grade_id(cell: NotebookNode) -> str:
    """The name that nbgrader knows a cell by; "" for one that it does not know."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _text(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook, version=4) + "\n"
