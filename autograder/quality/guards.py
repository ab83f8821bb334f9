"""Which code of a reference only tests or converts what it is given: no answer to valid input shows it."""

import ast
from collections.abc import Collection, Mapping, Sequence
from typing import Any

CONVERSIONS = {
    "array", "asarray", "as_tensor", "ascontiguousarray", "float", "int", "bool", "tuple", "list", "item", "to", "double",
}  # fmt: skip
PLAIN_KEYWORDS = {"dtype", "device", "strict"}


def called(node: Any) -> str | None:
    """The bare name of what a call calls, else None."""
    if not isinstance(node, ast.Call):
        return None
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)


def is_guard(node: Any, checks: Collection[str]) -> bool:
    """A `raise`, an `if` that ends in one, or a function called for nothing but its complaints."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.If):
        return isinstance(node.body[-1], ast.Raise) and not node.orelse
    if isinstance(node, ast.For):
        return all(is_guard(child, checks) for child in node.body) and not node.orelse
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
    return False


def without_guards(definition: Any, checks: Collection[str]) -> Any:
    """The definition with guards taken out, and with them the names that nothing else uses.

    A class keeps its guards: scikit-learn's own checks of an estimator ask for them.
    """
    if isinstance(definition, ast.ClassDef):
        return ast.parse(ast.unparse(definition)).body[0]
    bare = _Strip(checks).visit(ast.parse(ast.unparse(definition)).body[0])
    while True:
        used = {n.id for n in ast.walk(bare) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        unused = [
            n for n in ast.walk(bare) if isinstance(n, ast.Assign) and _binds(n) and not _binds(n) & used
        ]
        if not unused or not isinstance(bare, ast.FunctionDef):
            return bare
        bare = _Drop(unused).visit(bare)


class _Strip(ast.NodeTransformer):
    def __init__(self, checks: Collection[str]) -> None:
        self.checks = checks

    def generic_visit(self, node: Any) -> Any:
        if isinstance(node, ast.stmt) and is_guard(node, self.checks):
            return None
        return super().generic_visit(node)

    def visit_ExceptHandler(self, node: Any) -> Any:
        return node


class _Drop(ast.NodeTransformer):
    def __init__(self, nodes: Sequence[ast.AST]) -> None:
        self.nodes = nodes

    def visit_Assign(self, node: Any) -> Any:
        return None if any(node is one for one in self.nodes) else node


def _binds(node: Any) -> set[str]:
    """The plain names that an assignment binds; none where it also writes into something."""
    targets = [
        t for target in node.targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    names = {t.id for t in targets if isinstance(t, ast.Name)}
    return names if all(isinstance(t, ast.Name) for t in targets) else set()


def is_check(node: Any, checks: Collection[str]) -> bool:
    """A call of a function that only tests and converts."""
    return called(node) in checks


def checks_of(definitions: Mapping[str, ast.AST]) -> frozenset[str]:
    """The names, among these functions, of those that only test and convert their arguments."""
    found: set[str] = set()
    for _ in definitions:
        found |= {name for name, node in definitions.items() if _only_checks(node, found)}
    return frozenset(found)


def _only_checks(node: Any, checks: Collection[str]) -> bool:
    if not isinstance(node, ast.FunctionDef) or not any(
        isinstance(n, ast.Raise) or is_check(n, checks) for n in ast.walk(node)
    ):
        return False
    if not any(isinstance(n, ast.Return) and n.value for n in ast.walk(node)):
        return True
    body = [s for s in node.body if not is_guard(s, checks) and not _is_docstring(s)]
    return all(_converts(statement, checks) for statement in body)


def _converts(statement: Any, checks: Collection[str]) -> bool:
    if isinstance(statement, ast.Return):
        return statement.value is None or _plain(statement.value)
    if isinstance(statement, ast.Assign):
        values = statement.value.elts if isinstance(statement.value, ast.Tuple) else [statement.value]
        return all(called(v) in CONVERSIONS or is_check(v, checks) or _sizes(v) for v in values)
    return False


def _sizes(node: Any) -> bool:
    """`x.shape`, `len(b)` and tuples of such, which guards compare."""
    return called(node) == "len" or (isinstance(node, ast.Attribute) and node.attr == "shape")


def _plain(node: Any) -> bool:
    return all(isinstance(n, (ast.Name, ast.Tuple, ast.Load)) for n in ast.walk(node))


def _is_docstring(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
