"""Imports run downhill: the ground floor knows no room, no two rooms know each other, a student's package knows neither."""

import ast
from pathlib import Path

import networkx
import pytest

import autograder
import gmcourse

ENGINE = Path(autograder.__file__).parent
PACKAGE = Path(gmcourse.__file__).parent
ROOMS = {path.name for path in ENGINE.iterdir() if (path / "__init__.py").is_file()}
# The command, what it calls and how nbgrader is set up see everything, and nothing sees them.
TOP = {"cli", "commands", "__main__", "nbgrader_settings"}


def imported(path):
    """The dotted names that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def place_of(path):
    """The room of a module, or its own name on the ground floor."""
    parts = path.relative_to(ENGINE).with_suffix("").parts
    return parts[0]


def arrows():
    """The pairs (place, place that it imports) of the engine."""
    for path in ENGINE.rglob("*.py"):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "autograder" and len(parts) > 1 and parts[1] != place_of(path):
                yield place_of(path), parts[1]


def test_no_two_places_import_each_other():
    assert list(networkx.simple_cycles(networkx.DiGraph(set(arrows())))) == []


def test_the_ground_floor_knows_no_room():
    assert {(one, other) for one, other in arrows() if one not in ROOMS | TOP and other in ROOMS} == set()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_students_package_knows_neither_engine_nor_questions(path):
    names = {name.split(".")[0] for name in imported(path)}
    assert not names & {"autograder", "exercises"}
    if path.parent.name == "reference":
        assert not {
            name
            for name in imported(path)
            if name.startswith("gmcourse") and not name.startswith("gmcourse.reference")
        }


def test_the_engine_imports_no_question_by_name():
    assert not [
        path for path in ENGINE.rglob("*.py") for name in imported(path) if name.split(".")[0] == "exercises"
    ]
