"""Where a function may change: the nodes of its syntax tree, but for those that no answer shows."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.quality.guards import PLAIN_KEYWORDS


@dataclass(frozen=True)
class Spot:
    """A node that may change: where it stands, in which statement, and the names bound before it."""

    node: Any
    holder: Any
    field: str
    index: int | None
    statement: ast.AST
    bound: frozenset

    def put(self, node: Any) -> None:
        """Set another node in this one's place."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node

    def changed_statement(self) -> Any:
        """The statement as it is now: another one where the node was the statement itself."""
        if self.statement is not self.node:
            return self.statement
        return getattr(self.holder, self.field)[self.index]


def spots_in(definition: ast.AST, checks: Collection[str]) -> Iterator[Spot]:
    """Every Spot of a definition, those inside of others behind them."""
    yield from _inside(definition, definition, frozenset(), checks)


def _inside(holder: Any, statement: Any, bound: frozenset[str], checks: Collection[str]) -> Iterator[Spot]:
    for field, value in ast.iter_fields(holder):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _untouched(holder, field, node):
                continue
            home = node if isinstance(node, ast.stmt) else statement
            yield Spot(node, holder, field, index, home, bound)
            yield from _inside(node, home, bound, checks)
            if isinstance(node, ast.stmt):
                bound = bound | bound_names(node)


def bound_names(node: Any) -> set[str]:
    """The names that a node binds, arguments of functions among them."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)} | {
        n.arg for n in ast.walk(node) if isinstance(n, ast.arg)
    }


def _untouched(holder: Any, field: str, node: Any) -> bool:
    """Docstrings, signatures, targets, handlers, contexts, annotations, plain keywords."""
    return (
        field in ("decorator_list", "args")
        and not isinstance(holder, ast.Call)
        or field in ("handlers", "returns", "annotation", "targets", "target", "bases", "items")
        or (isinstance(node, ast.keyword) and node.arg in PLAIN_KEYWORDS)
        or (isinstance(node, ast.JoinedStr))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )
