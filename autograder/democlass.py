"""A bundled class: hand-ins of every kind, made from the week's own solutions and wrong answers."""

import ast
import copy
import inspect
import json
import re
import textwrap

import nbformat

from autograder.files import write_atomically
from autograder.places import NOTEBOOKS
from autograder.release.source import read_source


def write_class(week, folder):
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


def solved(week):
    """Every exercise as in the solutions."""
    return _text(fill(week, solutions(week)))


def with_alternatives(week, number):
    """Every exercise solved another way."""
    codes = {e.id: _pick(week.alternatives.of(e.id), number) for e in week.exercises}
    return _text(fill(week, {id: source_of(f, id) for id, f in codes.items()}))


def with_misconceptions(week, number):
    """A third of the exercises wrong, each with one of its misconceptions."""
    codes = solutions(week)
    for place, exercise in enumerate(week.exercises):
        if place % 3 == number:
            wrong = _pick(week.wrong.of(exercise.id), number)
            codes[exercise.id] = source_of(wrong.function, exercise.id)
    return _text(fill(week, codes))


def unsolved(week):
    """The notebook as it was released."""
    return _text(released(week))


def partly_solved(week):
    """The first half solved."""
    half = dict(list(solutions(week).items())[: len(week.exercises) // 2])
    return _text(fill(week, half))


def not_a_notebook(week):
    """What a browser saves when the session has ended."""
    return "<html><body>Please log in again.</body></html>\n"


def shuffled(week):
    """Solved, with a test deleted, a solution duplicated, a test moved up and a solution deleted."""
    notebook = fill(week, solutions(week))
    first, second, third, fourth = (e.id for e in week.exercises[:4])
    cells = [c for c in notebook.cells if _grade_id(c) not in (f"test_{first}", fourth)]
    twin = copy.deepcopy(next(c for c in cells if _grade_id(c) == second))
    twin["id"] = "copied"
    cells.insert(len(cells) - 1, twin)
    moved = next(c for c in cells if _grade_id(c) == f"test_{third}")
    cells.remove(moved)
    notebook.cells = [*cells[:3], moved, *cells[3:]]
    return _text(notebook)


def saved_by_colab(week):
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


def released(week):
    """The student notebook, as it stands in notebooks/."""
    return nbformat.read(NOTEBOOKS / f"{week.name}.ipynb", as_version=4)


def solutions(week):
    """The solution cell of each exercise, from the week's source."""
    ids = {e.id for e in week.exercises}
    return {
        _grade_id(c): c.source for c in read_source(week).cells if _grade_id(c) in ids
    }


def fill(week, codes):
    """The released notebook with these solution cells filled in: exercise id -> source."""
    notebook = released(week)
    for cell in notebook.cells:
        if _grade_id(cell) in codes:
            cell.source = codes[_grade_id(cell)]
    return notebook


def source_of(function, name):
    """A function's source as a student would have typed it: decorators off, named as asked throughout."""
    text = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(text).body[0]
    bare = "\n".join(text.split("\n")[tree.lineno - 1 :]).strip("\n")
    return re.sub(rf"\b{tree.name}\b", name, bare)


def _pick(items, number):
    return items[number % len(items)]


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _text(notebook):
    return nbformat.writes(notebook, version=4) + "\n"
