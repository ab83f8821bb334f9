"""With an exercise unsolved, no given cell fails or goes on without it: each says "first solve and check: ..."."""

import ast
from functools import cache

import pytest

from autograder.source import read_source
from autograder.weeks import find_week, week_names


@cache
def cells(week):
    """The trees of the code cells that students find filled in, hidden tests and shell commands left out."""
    ids = {e.id for e in find_week(week).exercises}
    found = []
    for cell in read_source(find_week(week)).cells:
        solved = cell.metadata.get("nbgrader", {}).get("grade_id") in ids
        if cell.cell_type == "code" and not solved and not cell.source.startswith("check("):
            lines = [line for line in cell.source.split("\n") if not line.strip().startswith(("!", "%"))]
            found.append(ast.parse("\n".join(lines)))
    return found


class Needs(ast.NodeVisitor):
    """The exercises that a cell calls for where it runs, less those that a condition around it has asked for.

    ids: the week's exercises
    needs: name of the notebook -> exercises without which it does not exist, or fails when it is called
    asked: name of a tuple of ids, or of what `ready` answered -> its ids
    """

    def __init__(self, ids, needs, asked):
        self.ids, self.needs, self.asked = ids, needs, asked
        self.missing, self.guards, self.own = set(), [set()], [set()]

    def visit_Name(self, node):
        if any(node.id in names for names in self.own):
            return
        around = set().union(*self.guards)
        if isinstance(node.ctx, ast.Load):
            self.missing |= ({node.id} & self.ids | self.needs.get(node.id, set())) - around
        elif self.needs.get(node.id) != set():
            self.needs[node.id] = around

    def visit_Assign(self, node):
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)
            if isinstance(target, ast.Name) and isinstance(node.value, (ast.Tuple, ast.Call, ast.BinOp)):
                self.asked[target.id] = named(node.value, self.ids, self.asked)
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Lambda):
                self.needs[target.id] = self.inside(node.value, [node.value.body]) | set().union(*self.guards)

    def visit_For(self, node):
        for part in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(part)

    def visit_If(self, node):
        self.visit(node.test)
        self.guards.append(named(node.test, self.ids, self.asked))
        for part in node.body:
            self.visit(part)
        self.guards.pop()
        for part in node.orelse:
            self.visit(part)

    def visit_Lambda(self, node):
        pass

    def visit_ListComp(self, node):
        self.own.append(bound(node))
        self.generic_visit(node)
        self.own.pop()

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_FunctionDef(self, node):
        for part in node.decorator_list:
            self.visit(part)
        self.needs[node.name] = self.inside(node, [*node.args.defaults, *node.body]) | set().union(
            *self.guards
        )

    def visit_ClassDef(self, node):
        for part in node.bases:
            self.visit(part)
        methods = [line for part in node.body if isinstance(part, ast.FunctionDef) for line in part.body]
        self.needs[node.name] = self.inside(node, methods) | set().union(*self.guards)

    def inside(self, node, body):
        """What a function or a class needs when it is called."""
        inner = Needs(self.ids, dict(self.needs), self.asked)
        inner.guards, inner.own = list(self.guards), [*self.own, bound(node)]
        for part in body:
            inner.visit(part)
        return inner.missing


def bound(node):
    """Names that a function, a class or a comprehension gives to things of its own."""
    found = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    found |= {part.name for part in ast.walk(node) if isinstance(part, ast.FunctionDef) and part is not node}
    return found | {
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


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


def unguarded(trees, ids):
    """(first line of a given cell, exercises that it uses, by name or by a result, without having asked)."""
    needs, asked, found = {}, {}, []
    for tree in trees:
        cell = Needs(ids, needs, asked)
        cell.visit(tree)
        if cell.missing:
            found.append((ast.unparse(tree).split("\n")[0], sorted(cell.missing)))
    return found


@pytest.mark.parametrize("week", week_names())
def test_a_given_cell_asks_for_each_exercise_that_it_uses(week):
    assert unguarded(cells(week), {e.id for e in find_week(week).exercises}) == []


@pytest.mark.parametrize("last, missing", [
    ("print(grow(2))", ["f"]),
    ("print(made)", ["f", "g"]),
    ("if ready('f'):\n    print(made)", ["g"]),
    ("if ready(*both):\n    print(made, grow(2))", []),
    ("made = 1\nprint(made)", []),
])  # fmt: skip
def test_what_a_cell_uses_is_found_in_names_in_functions_and_in_results(last, missing):
    texts = [
        "both = ('f', 'g')",
        "def grow(x):\n    return f(x)",
        "if ready(*both):\n    made = f(g(1))",
        last,
    ]
    assert [names for _, names in unguarded(map(ast.parse, texts), {"f", "g"})] == (
        [missing] if missing else []
    )
