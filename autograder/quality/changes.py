"""What may stand in the place of a node: another operator, constant or call, nothing, or its parts in another order."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from autograder.quality.guards import CONVERSIONS, PLAIN_KEYWORDS, called, is_check
from autograder.quality.spots import Spot, bound_names

# Kinds of change, each with what makes of a copied node what stands there instead.
Changes = Iterator[tuple[str, Callable[[Any], ast.AST]]]
BINARY = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
TWINS = [
    ("sum", "mean"), ("max", "min"), ("amax", "amin"), ("argmax", "argmin"), ("any", "all"), ("zeros", "ones"),
    ("maximum", "minimum"), ("tril", "triu"), ("cumsum", "cumprod"), ("log", "log2"), ("floor", "ceil"),
]  # fmt: skip
TWIN = dict(TWINS) | {b: a for a, b in TWINS}


def changes_at(spot: Spot, checks: Collection[str]) -> Changes:
    """Pairs (kind, function of the node's copy that returns what stands there instead)."""
    makers = _MAKERS.get(type(spot.node))
    if makers:
        yield from makers(spot, checks)


def _binary(spot: Spot, checks: Collection[str]) -> Changes:
    operation = type(spot.node.op)
    if operation in BINARY:
        yield "operator", lambda n: ast.BinOp(n.left, BINARY[operation](), n.right)
        yield "operand dropped", lambda n: n.left
    if operation in (ast.Add, ast.Sub, ast.Mult, ast.Div):
        yield "operand dropped", lambda n: n.right
    if operation in (ast.Sub, ast.Div, ast.Pow, ast.MatMult) and not _even(spot):
        yield "operands swapped", lambda n: ast.BinOp(n.right, n.op, n.left)


def _even(spot: Spot) -> bool:
    """A difference whose sign is lost at once: squared, or its absolute value or norm taken."""
    if not isinstance(spot.node.op, ast.Sub):
        return False
    holder = spot.holder
    squared = (
        isinstance(holder, ast.BinOp) and isinstance(holder.op, ast.Pow) and ast.unparse(holder.right) == "2"
    )
    name = holder.attr if isinstance(holder, ast.Attribute) else called(holder)
    return squared or name in ("abs", "square", "norm")


def _compare(spot: Spot, checks: Collection[str]) -> Changes:
    for place, operation in enumerate(spot.node.ops):
        for other in COMPARISONS.get(type(operation), ()):
            yield "comparison", partial(_other_comparison, place, other)


def _other_comparison(place: int, other: type[ast.cmpop], n: Any) -> ast.Compare:
    return ast.Compare(n.left, [*n.ops[:place], other(), *n.ops[place + 1 :]], n.comparators)


def _boolean(spot: Spot, checks: Collection[str]) -> Changes:
    other = ast.Or if isinstance(spot.node.op, ast.And) else ast.And
    yield "boolean", lambda n: ast.BoolOp(other(), n.values)


def _unary(spot: Spot, checks: Collection[str]) -> Changes:
    yield "sign or negation", lambda n: n.operand


def _constant(spot: Spot, checks: Collection[str]) -> Changes:
    value = spot.node.value
    if isinstance(value, bool):
        yield "constant", lambda n: ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", lambda n: ast.Constant(value + 1)
        yield "constant", lambda n: ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "constant", lambda n: ast.Constant(2 * value or 1.0)
        yield "constant", lambda n: ast.Constant(value + 1.0)


def _call(spot: Spot, checks: Collection[str]) -> Changes:
    node, name = spot.node, called(spot.node)
    method = isinstance(node.func, ast.Attribute) and not _is_module(node.func.value)
    if name not in CONVERSIONS and not is_check(node, checks) and not isinstance(spot.holder, ast.Expr):
        if method:
            yield "call removed", lambda n: n.func.value
        elif node.args and not isinstance(node.args[0], ast.Starred):
            yield "call removed", lambda n: n.args[0]
    if name in TWIN and (method or isinstance(node.func, ast.Attribute) or name in ("max", "min", "sum")):
        yield "call replaced", lambda n: ast.Call(_renamed(n.func, TWIN[name]), n.args, n.keywords)
    if len(node.args) > 1 and not is_check(node, checks) and name not in CONVERSIONS:
        yield "arguments swapped", lambda n: ast.Call(n.func, [n.args[1], n.args[0], *n.args[2:]], n.keywords)
    for place, keyword in enumerate(node.keywords):
        if keyword.arg not in PLAIN_KEYWORDS:
            yield "keyword dropped", partial(_without_keyword, place)


def _without_keyword(place: int, n: Any) -> ast.Call:
    return ast.Call(n.func, n.args, [*n.keywords[:place], *n.keywords[place + 1 :]])


def _is_module(node: Any) -> bool:
    """`np`, `torch.linalg`, `F`: a library, not a value."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in (
        "np",
        "torch",
        "math",
        "F",
        "re",
        "stats",
        "special",
        "nn",
    )


def _renamed(func: Any, name: str) -> ast.expr:
    return (
        ast.Attribute(func.value, name, func.ctx)
        if isinstance(func, ast.Attribute)
        else ast.Name(name, func.ctx)
    )


def _attribute(spot: Spot, checks: Collection[str]) -> Changes:
    if spot.node.attr in ("T", "mT"):
        yield "transpose dropped", lambda n: n.value


def _subscript(spot: Spot, checks: Collection[str]) -> Changes:
    if isinstance(spot.node.ctx, ast.Load):
        yield "index dropped", lambda n: n.value


def _slice(spot: Spot, checks: Collection[str]) -> Changes:
    if spot.node.lower is not None:
        yield "slice", lambda n: ast.Slice(None, n.upper, n.step)
    if spot.node.upper is not None:
        yield "slice", lambda n: ast.Slice(n.lower, None, n.step)


def _either(spot: Spot, checks: Collection[str]) -> Changes:
    yield "branches swapped", lambda n: ast.IfExp(n.test, n.orelse, n.body)


def _if(spot: Spot, checks: Collection[str]) -> Changes:
    yield "condition negated", lambda n: ast.If(ast.UnaryOp(ast.Not(), n.test), n.body, n.orelse)
    yield "statement deleted", lambda n: ast.If(ast.Constant(False), n.body, n.orelse)


def _loop(spot: Spot, checks: Collection[str]) -> Changes:
    yield "statement deleted", lambda n: ast.Pass()


def _assign(spot: Spot, checks: Collection[str]) -> Changes:
    names = bound_names(spot.node)
    if (
        names <= spot.bound
        and not is_check(spot.node.value, checks)
        and called(spot.node.value) not in CONVERSIONS
    ):
        yield "statement deleted", lambda n: ast.Pass()


def _augmented(spot: Spot, checks: Collection[str]) -> Changes:
    yield "statement deleted", lambda n: ast.Pass()
    yield "assignment", lambda n: ast.Assign([n.target], n.value)
    if type(spot.node.op) in BINARY:
        yield "operator", lambda n: ast.AugAssign(n.target, BINARY[type(n.op)](), n.value)


def _expression(spot: Spot, checks: Collection[str]) -> Changes:
    yield "statement deleted", lambda n: ast.Pass()


def _leave(spot: Spot, checks: Collection[str]) -> Changes:
    yield "statement deleted", lambda n: ast.Pass()


def _without_condition(place: int, n: Any) -> ast.comprehension:
    return ast.comprehension(n.target, n.iter, [*n.ifs[:place], *n.ifs[place + 1 :]], n.is_async)


def _comprehension(spot: Spot, checks: Collection[str]) -> Changes:
    for place in range(len(spot.node.ifs)):
        yield "condition dropped", partial(_without_condition, place)


def _return(spot: Spot, checks: Collection[str]) -> Changes:
    if isinstance(spot.node.value, ast.Tuple) and len(spot.node.value.elts) > 1:
        yield (
            "answers swapped",
            lambda n: ast.Return(
                ast.Tuple([n.value.elts[1], n.value.elts[0], *n.value.elts[2:]], ast.Load())
            ),
        )


_MAKERS = {
    ast.BinOp: _binary, ast.Compare: _compare, ast.BoolOp: _boolean, ast.UnaryOp: _unary, ast.Constant: _constant,
    ast.Call: _call, ast.Attribute: _attribute, ast.Subscript: _subscript, ast.Slice: _slice, ast.IfExp: _either,
    ast.If: _if, ast.For: _loop, ast.Assign: _assign, ast.AugAssign: _augmented, ast.Expr: _expression,
    ast.Break: _leave, ast.Continue: _leave, ast.comprehension: _comprehension, ast.Return: _return,
}  # fmt: skip
