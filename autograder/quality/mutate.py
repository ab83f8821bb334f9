"""Small changes of a function's syntax tree, one at a time: operators, constants, calls, statements.

What is never changed: strings, `raise` and the `if` before it, conversions such as `np.asarray` and
`float`, the arguments dtype, device and strict, the sign of what is squared at once. None of them can
be seen in an answer to valid input.
"""

import ast
from dataclasses import dataclass, replace
from functools import cache

from autograder.quality.guards import CONVERSIONS, PLAIN_KEYWORDS, called, is_check, without_guards

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


@dataclass(frozen=True)
class Mutation:
    """One change: its kind, the statement's first line as it was and as it is now, the changed definition."""

    kind: str
    was: str
    now: str
    text: str


@cache
def mutations(text, checks=frozenset()):
    """All changes of a function, class or assignment, given as text.

    checks: names of functions that only test and convert their arguments.
    """
    module = ast.parse(text)
    module.body[0] = without_guards(module.body[0], checks)
    found, seen = [], {ast.unparse(module)}
    for spot in list(_spots(module.body[0], checks)):
        was = _head(spot.statement)
        for kind, make in _changes(spot, checks):
            spot.put(ast.copy_location(make(spot.node), spot.node))
            changed = ast.unparse(module)
            if changed not in seen:
                seen.add(changed)
                found.append(Mutation(kind, was, _head(spot.changed_statement()), changed))
            spot.put(spot.node)
    return tuple(_distinguished(found))


def _distinguished(found):
    """Number the changes that look alike because their statement stands in the function twice."""
    counts, result = {}, []
    for one in found:
        count = counts[one.was, one.now] = counts.get((one.was, one.now), 0) + 1
        now = one.now if count == 1 else f"{one.now}  # {count}"
        result.append(replace(one, now=now))
    return result


def _head(statement):
    """The first line of a statement that is no decorator; what is taken out reads `pass`."""
    lines = ast.unparse(statement).split("\n")
    return next(line for line in lines if not line.startswith("@"))


@dataclass(frozen=True)
class _Spot:
    """A node that may change: where it stands, in which statement, and the names bound before it."""

    node: ast.AST
    holder: ast.AST
    field: str
    index: int | None
    statement: ast.AST
    bound: frozenset

    def put(self, node):
        """Set another node in this one's place."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node

    def changed_statement(self):
        """The statement as it is now: another one where the node was the statement itself."""
        if self.statement is not self.node:
            return self.statement
        return getattr(self.holder, self.field)[self.index]


def _spots(definition, checks):
    yield from _inside(definition, definition, frozenset(), checks)


def _inside(holder, statement, bound, checks):
    for field, value in ast.iter_fields(holder):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _untouched(holder, field, node):
                continue
            home = node if isinstance(node, ast.stmt) else statement
            yield _Spot(node, holder, field, index, home, bound)
            yield from _inside(node, home, bound, checks)
            if isinstance(node, ast.stmt):
                bound = bound | _names(node)


def _names(node):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)} | {
        n.arg for n in ast.walk(node) if isinstance(n, ast.arg)
    }


def _untouched(holder, field, node):
    """Docstrings, signatures, targets, handlers, contexts, annotations, plain keywords."""
    return (
        field in ("decorator_list", "args") and not isinstance(holder, ast.Call)
        or field in ("handlers", "returns", "annotation", "targets", "target", "bases", "items")
        or (isinstance(node, ast.keyword) and node.arg in PLAIN_KEYWORDS)
        or (isinstance(node, ast.JoinedStr))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )


def _changes(spot, checks):
    """Pairs (kind, function of the node's copy that returns what stands there instead)."""
    makers = _MAKERS.get(type(spot.node))
    if makers:
        yield from makers(spot, checks)


def _binary(spot, checks):
    operation = type(spot.node.op)
    if operation in BINARY:
        yield "operator", lambda n: ast.BinOp(n.left, BINARY[operation](), n.right)
        yield "operand dropped", lambda n: n.left
    if operation in (ast.Add, ast.Sub, ast.Mult, ast.Div):
        yield "operand dropped", lambda n: n.right
    if operation in (ast.Sub, ast.Div, ast.Pow, ast.MatMult) and not _even(spot):
        yield "operands swapped", lambda n: ast.BinOp(n.right, n.op, n.left)


def _even(spot):
    """A difference whose sign is lost at once: squared, or its absolute value or norm taken."""
    if not isinstance(spot.node.op, ast.Sub):
        return False
    holder = spot.holder
    squared = isinstance(holder, ast.BinOp) and isinstance(holder.op, ast.Pow) and ast.unparse(holder.right) == "2"
    name = holder.attr if isinstance(holder, ast.Attribute) else called(holder)
    return squared or name in ("abs", "square", "norm")


def _compare(spot, checks):
    for place, operation in enumerate(spot.node.ops):
        for other in COMPARISONS.get(type(operation), ()):
            yield "comparison", lambda n, p=place, o=other: ast.Compare(
                n.left, [*n.ops[:p], o(), *n.ops[p + 1 :]], n.comparators
            )


def _boolean(spot, checks):
    other = ast.Or if isinstance(spot.node.op, ast.And) else ast.And
    yield "boolean", lambda n: ast.BoolOp(other(), n.values)


def _unary(spot, checks):
    yield "sign or negation", lambda n: n.operand


def _constant(spot, checks):
    value = spot.node.value
    if isinstance(value, bool):
        yield "constant", lambda n: ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", lambda n: ast.Constant(value + 1)
        yield "constant", lambda n: ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "constant", lambda n: ast.Constant(2 * value or 1.0)
        yield "constant", lambda n: ast.Constant(value + 1.0)


def _call(spot, checks):
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
            yield "keyword dropped", lambda n, p=place: ast.Call(
                n.func, n.args, [*n.keywords[:p], *n.keywords[p + 1 :]]
            )


def _is_module(node):
    """`np`, `torch.linalg`, `F`: a library, not a value."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("np", "torch", "math", "F", "re", "stats", "special", "nn")


def _renamed(func, name):
    return ast.Attribute(func.value, name, func.ctx) if isinstance(func, ast.Attribute) else ast.Name(name, func.ctx)


def _attribute(spot, checks):
    if spot.node.attr in ("T", "mT"):
        yield "transpose dropped", lambda n: n.value


def _subscript(spot, checks):
    if isinstance(spot.node.ctx, ast.Load):
        yield "index dropped", lambda n: n.value


def _slice(spot, checks):
    if spot.node.lower is not None:
        yield "slice", lambda n: ast.Slice(None, n.upper, n.step)
    if spot.node.upper is not None:
        yield "slice", lambda n: ast.Slice(n.lower, None, n.step)


def _either(spot, checks):
    yield "branches swapped", lambda n: ast.IfExp(n.test, n.orelse, n.body)


def _if(spot, checks):
    yield "condition negated", lambda n: ast.If(ast.UnaryOp(ast.Not(), n.test), n.body, n.orelse)
    yield "statement deleted", lambda n: ast.If(ast.Constant(False), n.body, n.orelse)


def _loop(spot, checks):
    yield "statement deleted", lambda n: ast.Pass()


def _assign(spot, checks):
    names = _names(spot.node)
    if names <= spot.bound and not is_check(spot.node.value, checks) and called(spot.node.value) not in CONVERSIONS:
        yield "statement deleted", lambda n: ast.Pass()


def _augmented(spot, checks):
    yield "statement deleted", lambda n: ast.Pass()
    yield "assignment", lambda n: ast.Assign([n.target], n.value)
    if type(spot.node.op) in BINARY:
        yield "operator", lambda n: ast.AugAssign(n.target, BINARY[type(n.op)](), n.value)


def _expression(spot, checks):
    yield "statement deleted", lambda n: ast.Pass()


def _leave(spot, checks):
    yield "statement deleted", lambda n: ast.Pass()


def _comprehension(spot, checks):
    for place in range(len(spot.node.ifs)):
        yield "condition dropped", lambda n, p=place: ast.comprehension(
            n.target, n.iter, [*n.ifs[:p], *n.ifs[p + 1 :]], n.is_async
        )


def _return(spot, checks):
    if isinstance(spot.node.value, ast.Tuple) and len(spot.node.value.elts) > 1:
        yield "answers swapped", lambda n: ast.Return(
            ast.Tuple([n.value.elts[1], n.value.elts[0], *n.value.elts[2:]], ast.Load())
        )


_MAKERS = {
    ast.BinOp: _binary, ast.Compare: _compare, ast.BoolOp: _boolean, ast.UnaryOp: _unary, ast.Constant: _constant,
    ast.Call: _call, ast.Attribute: _attribute, ast.Subscript: _subscript, ast.Slice: _slice, ast.IfExp: _either,
    ast.If: _if, ast.For: _loop, ast.Assign: _assign, ast.AugAssign: _augmented, ast.Expr: _expression,
    ast.Break: _leave, ast.Continue: _leave, ast.comprehension: _comprehension, ast.Return: _return,
}  # fmt: skip
