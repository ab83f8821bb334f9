"""With an exercise unsolved, no given cell fails or goes on without it: each says "first solve and check: ..."."""

import ast
from functools import cache

import pytest

from autograder.source import read_source
from autograder.weeks import find_week, week_names


@cache
def cells(week):
    """(kind, source) of the code cells of a week's source; kind is "solution", "demonstration" or "other"."""
    ids = {e.id for e in find_week(week).exercises}
    found = []
    for cell in read_source(find_week(week)).cells:
        if cell.cell_type == "code":
            solved = cell.metadata.get("nbgrader", {}).get("grade_id") in ids
            demo = "demonstration" in cell.metadata.get("tags", [])
            found.append(("solution" if solved else "demonstration" if demo else "other", cell.source))
    return found


class Needs(ast.NodeVisitor):
    """The exercises that a piece of code calls for where it runs, less those that a condition around it has asked for.

    helpers: name -> the exercises that a given function or class of this name needs when it is called
    asked: name -> ids, of tuples of ids and of results that only exist where exercises are right
    """

    def __init__(self, ids, helpers, asked):
        self.ids, self.helpers, self.asked = ids, helpers, asked
        self.missing, self.guards = set(), [set()]

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            needed = {node.id} & self.ids | self.helpers.get(node.id, set())
            self.missing |= needed - set().union(*self.guards)

    def visit_If(self, node):
        self.guards.append(named(node.test, self.ids, self.asked))
        for part in node.body:
            self.visit(part)
        self.guards.pop()
        for part in node.orelse:
            self.visit(part)

    def visit_FunctionDef(self, node):
        for part in node.decorator_list:
            self.visit(part)

    def visit_Lambda(self, node):
        pass

    def visit_ClassDef(self, node):
        for part in node.bases:
            self.visit(part)


def named(test, ids, asked):
    """The exercises that `ready(...)` asks for, which says which are missing; of a tuple, those that it names."""
    found = set()
    if isinstance(test, ast.Call) and getattr(test.func, "id", None) != "ready":
        return found
    for node in ast.walk(test):
        if isinstance(node, ast.Constant) and node.value in ids:
            found.add(node.value)
        if isinstance(node, ast.Name):
            found |= asked.get(node.id, set())
    return found


def body_needs(node, ids, helpers, asked):
    """What a function or a class needs when it is called."""
    needs = Needs(ids, helpers, asked)
    defaults = node.args.defaults if isinstance(node, ast.FunctionDef) else []
    for part in (*defaults, *node.body):
        if isinstance(node, ast.ClassDef) and isinstance(part, ast.FunctionDef):
            needs.missing |= body_needs(part, ids, helpers, asked)
        else:
            needs.visit(part)
    return needs.missing


def unguarded(week):
    """(first line of a demonstration cell, exercises that it uses without having asked)."""
    ids = {e.id for e in find_week(week).exercises}
    helpers, asked, found = {}, {}, []
    for kind, source in cells(week):
        if kind != "demonstration":
            continue
        tree = ast.parse(source)
        for part in ast.walk(tree):
            if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                needed = body_needs(part, ids, helpers, asked)
                if needed:
                    helpers[part.name] = needed
            if (
                isinstance(part, ast.Assign)
                and len(part.targets) == 1
                and isinstance(part.targets[0], ast.Name)
            ):
                name = part.targets[0].id
                if isinstance(part.value, ast.Lambda):
                    lambda_needs = Needs(ids, helpers, asked)
                    lambda_needs.visit(part.value.body)
                    helpers[name] = lambda_needs.missing
                elif isinstance(part.value, (ast.Tuple, ast.List, ast.Call, ast.BinOp)):
                    asked[name] = named(part.value, ids, asked)
        needs = Needs(ids, helpers, asked)
        needs.visit(tree)
        if needs.missing:
            found.append((source.strip().split("\n")[0], sorted(needs.missing)))
    return found


@pytest.mark.parametrize("week", week_names())
def test_a_given_cell_asks_for_each_exercise_that_it_uses(week):
    assert unguarded(week) == []
