"""An exercise is one file of its week's folder, and nothing written in it is lost on the way to the grader."""

import ast
import re

import pytest

from autograder.places import EXERCISES, SOLUTIONS
from autograder.weeks import find_week, week_names

FILES = [(name, path) for name in week_names() for path in sorted((EXERCISES / name).glob("[!_]*.py"))]


def written(path, kind):
    """How many answers of a file hang on an exercise by `@X.wrong(...)` or `@X.alternative`, or by a call of these."""
    return sum(_hung(node, kind) for node in ast.parse(path.read_text(encoding="utf-8")).body)


def _hung(node, kind):
    """How many a statement hangs on: what decorates a definition, a call, a loop over the constants that it names."""
    if isinstance(node, ast.For):
        return len(node.iter.elts) * sum(_hung(one, kind) for one in node.body)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return int(_is(node.value.func, kind))
    return sum(_is(decorator, kind) for decorator in getattr(node, "decorator_list", []))


def _is(node, kind):
    node = getattr(node, "func", node)
    return isinstance(node, ast.Attribute) and node.attr == kind


def test_every_folder_with_a_source_is_a_week():
    folders = {path.parent.name for path in EXERCISES.glob("*/__init__.py")}
    assert folders == set(week_names()) == {path.stem for path in SOLUTIONS.glob("*.py")}


@pytest.mark.parametrize(("week", "path"), FILES, ids=[f"{week}-{path.stem}" for week, path in FILES])
def test_a_file_is_an_exercise_and_all_its_answers_count(week, path):
    ids = {
        re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", e.id).lower(): e
        for e in find_week(week).exercises
    }
    exercise = ids[path.stem]
    assert len(exercise.misconceptions) == written(path, "wrong") > 0
    assert len(exercise.alternatives) == written(path, "alternative") > 0


@pytest.mark.parametrize("week", week_names())
def test_the_order_is_the_notebooks(week):
    source = (SOLUTIONS / f"{week}.py").read_text(encoding="utf-8")
    assert [e.id for e in find_week(week).exercises] == re.findall(r'^# %% test="(\w+)"', source, re.M)
    assert len(find_week(week).exercises) == sum(name == week for name, _ in FILES)


@pytest.mark.parametrize("week", week_names())
def test_a_hint_is_one_string_that_a_search_finds(week):
    text = "".join(path.read_text(encoding="utf-8") for name, path in FILES if name == week)
    for exercise in find_week(week).exercises:
        for wrong in exercise.misconceptions:
            assert wrong.hint in text or wrong.hint.replace('"', '\\"') in text, wrong.hint
