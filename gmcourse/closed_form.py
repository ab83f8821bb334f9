"""The language of the formulas that a page draws by itself: Python's and the browser's at once."""

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def gaussian_density(x: float, mean: float, std: float) -> float:
    """The density of a Gaussian at x."""
    return math.exp(-((x - mean) ** 2) / (2 * std**2)) / (std * math.sqrt(2 * math.pi))


def bit_entropy(p: float) -> float:
    """The entropy of a bit that is 1 with probability p, in nats."""
    return 0.0 if p <= 0 or p >= 1 else -p * math.log(p) - (1 - p) * math.log(1 - p)


KNOWN: dict[str, Any] = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "cosh": math.cosh, "sin": math.sin,
    "cos": math.cos, "abs": abs, "pi": math.pi, "min": min, "max": max, "lgamma": math.lgamma,
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "softplus": lambda a: max(a, 0) + math.log1p(math.exp(-abs(a))),
    "normal": gaussian_density, "entropy": bit_entropy,
}  # fmt: skip
# What needs the data that a plan carries: the mean of a Gaussian kernel of width h on each point.
ON_DATA = ("kernels",)
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load, ast.Constant,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub,
)  # fmt: skip


def require_formula(formula: str, names: Sequence[str]) -> None:
    """Raise ValueError unless a formula is arithmetic in x, in `names`, and in what both languages know.

    A sign before a power is refused, for the browser refuses it: write -(x**2).
    """
    try:
        tree = ast.parse(formula, mode="eval")
    except SyntaxError as problem:
        raise ValueError(f"{formula!r} is no formula: {problem.msg}") from None
    known = {"x", *names, *KNOWN, *ON_DATA}
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"{formula!r} holds a {type(node).__name__}; a formula is arithmetic and calls")
        if isinstance(node, ast.Name) and node.id not in known:
            raise ValueError(f"{formula!r} names {node.id!r}; known are {', '.join(sorted(known))}")
        if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.BinOp):
            part = ast.get_source_segment(formula, node) or ""
            if isinstance(node.operand.op, ast.Pow) and not part.replace(" ", "").startswith("-("):
                raise ValueError(f"{formula!r}: write {part!r} with brackets, as -(...)")


def evaluate(formula: str, x: float, values: Mapping[str, float], data: Sequence[float] = ()) -> float:
    """What the browser computes, computed here."""

    def kernels(at: float, width: float) -> float:
        return sum(gaussian_density(at, point, width) for point in data) / len(data)

    names: dict[str, float | Callable] = {**KNOWN, "kernels": kernels, "x": x, **values}
    return eval(compile(formula, "<formula>", "eval"), {"__builtins__": {}}, names)
