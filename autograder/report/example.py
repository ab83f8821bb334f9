"""An anonymous example of a wrong answer: the code alone, without comments, docstring or name."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

import nbformat

from autograder.judge.evidence import tested_exercise
from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week


MAX_LINES = 14
MAX_WIDTH = 100
MAX_SOURCE = 100_000


def example(course: Course, week: Week, students: Iterable[str], exercise: str) -> str:
    """The shortest of these students' functions for an exercise as code text, or "" if none can be read."""
    codes = [code for student in students if (code := _code(course, week, student, exercise))]
    return min(codes, key=lambda code: (len(code), code), default="")


def _code(course: Course, week: Week, student: str, exercise: str) -> str:
    path = course.autograded / student / week.name / f"{week.name}.ipynb"
    if not path.is_file():
        return ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and tested_exercise(cell) is None:
            code = function_in(cell.source, exercise)
            if code:
                return code
    return ""


def function_in(source: str, name: str) -> str:
    """The code of a function of this name, without its docstring, or "" where that cannot be read or written."""
    try:
        return _cut(_bare(ast.parse(source), name)) if len(source) <= MAX_SOURCE else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _bare(tree: ast.Module, name: str) -> str:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
            return ast.unparse(node)
    return ""


def _cut(code: str) -> str:
    lines = [line if len(line) <= MAX_WIDTH else line[: MAX_WIDTH - 1] + "…" for line in code.split("\n")]
    return "\n".join(lines if len(lines) <= MAX_LINES else [*lines[: MAX_LINES - 1], "    …"])
