"""An anonymous example of a wrong answer: the code alone, without comments, docstring or name."""

import ast

import nbformat

from autograder.judge.evidence import tested_exercise

MAX_LINES = 14
MAX_WIDTH = 100


def example(course, week, students, exercise):
    """The shortest of these students' functions for an exercise as code text, or "" if none can be read."""
    codes = [code for student in students if (code := _code(course, week, student, exercise))]
    return min(codes, key=lambda code: (len(code), code), default="")


def _code(course, week, student, exercise):
    path = course.autograded / student / week.name / f"{week.name}.ipynb"
    if not path.is_file():
        return ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and tested_exercise(cell) is None:
            code = _function(cell.source, exercise)
            if code:
                return code
    return ""


def _function(source, name):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
            return _cut(ast.unparse(node))
    return ""


def _cut(code):
    lines = [line if len(line) <= MAX_WIDTH else line[: MAX_WIDTH - 1] + "…" for line in code.split("\n")]
    return "\n".join(lines if len(lines) <= MAX_LINES else [*lines[: MAX_LINES - 1], "    …"])
