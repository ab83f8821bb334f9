"""What a cell's result is made of: its code and the code that it takes names from; comments and docstrings are not."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

_LONG = 12


@dataclass(frozen=True)
class Piece:
    """A cell, or one name that a cell imports: what it binds, what it takes from above, its code as plain text.

    runs: what it takes at once; `takes` also has what its functions take when they are called
    """

    cell: int
    binds: frozenset[str]
    takes: frozenset[str]
    runs: frozenset[str]
    code: str


def pieces(cells: Sequence[NotebookNode], answers: Iterable[str] = ()) -> list[Piece]:
    """The code cells in their order.

    answers: ids of cells whose functions count by name alone, since each right answer gives what another gives;
             a class among them is a model that the student designs, and counts whole
    """
    known = set(answers)
    found: list[Piece] = []
    for number, cell in enumerate(cells):
        if cell.cell_type == "code" and "!{sys" not in cell.source:
            body = ast.parse(cell.source).body
            if cell.get("id") in known:
                body = [_by_name(statement) for statement in body]
            found += _imported(number, body)
            found.append(_piece(number, [s for s in body if not isinstance(s, (ast.Import, ast.ImportFrom))]))
    return found


def needed(all: Sequence[Piece], cell: int) -> list[Piece]:
    """What the result of a cell is made of: its own pieces and those that they take names from, in order."""
    chosen = {i for i, piece in enumerate(all) if piece.cell == cell}
    todo = sorted(chosen)
    while todo:
        at = todo.pop()
        for name in all[at].takes:
            maker = next((i for i in range(at - 1, -1, -1) if name in all[i].binds), None)
            if maker is not None and maker not in chosen:
                chosen.add(maker)
                todo.append(maker)
    return [all[i] for i in sorted(chosen)]


def own_hash(all: Sequence[Piece], cell: int) -> str:
    """A hash of a cell's own code: the same when only its words change."""
    return _hash(piece for piece in all if piece.cell == cell)


def made_of(all: Sequence[Piece], cell: int) -> str:
    """A hash of all the code that a cell's result is made of."""
    return _hash(needed(all, cell))


def _hash(some: Iterable[Piece]) -> str:
    return hashlib.sha256("\n".join(piece.code for piece in some).encode()).hexdigest()[:_LONG]


def _by_name(statement: ast.stmt) -> ast.stmt:
    """A function without its body."""
    if not isinstance(statement, ast.FunctionDef):
        return statement
    empty = ast.parse(f"def {statement.name}(): pass").body[0]
    return ast.copy_location(empty, statement)


def _imported(cell: int, body: list[ast.stmt]) -> Iterator[Piece]:
    """A piece for each name that is imported, so that one more import changes nothing for the others."""
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            source = getattr(statement, "module", None) or ""
            for alias in statement.names:
                name = (alias.asname or alias.name).split(".")[0]
                yield Piece(
                    cell, frozenset({name}), frozenset(), frozenset(), f"{source}:{alias.name}:{name}"
                )


def _piece(cell: int, body: list[ast.stmt]) -> Piece:
    scope = _Scope()
    scope.run(body)
    takes = scope.free | (scope.later - scope.bound)
    code = "\n".join(_plain(s) for s in body)
    return Piece(cell, frozenset(scope.bound), frozenset(takes), frozenset(scope.free), code)


class _Scope:
    """Which names statements bind, in order, and which they take from outside; bodies of functions run later."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.free: set[str] = set()
        self.later: set[str] = set()

    def run(self, body: Iterable[ast.stmt]) -> None:
        """Take in statements, one after the other."""
        for statement in body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                self.later |= _loaded(statement) - _stored(statement)
                self.bound.add(statement.name)
                continue
            blocks = [getattr(statement, field, []) for field in ("body", "orelse", "finalbody")]
            inside = {id(inner) for block in blocks for inner in block}
            own = [part for part in ast.iter_child_nodes(statement) if id(part) not in inside]
            stored = {name for part in own for name in _stored(part)}
            hidden = {name for part in own for name in _hidden(part)}
            self.free |= {name for part in own for name in _loaded(part)} - self.bound - hidden
            self.bound |= stored
            for block in blocks:
                self.run(block)


def _loaded(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _stored(node: ast.AST) -> set[str]:
    """Names assigned, and arguments, at any depth."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names | {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}


def _hidden(node: ast.AST) -> set[str]:
    """Names that live within a comprehension or a lambda alone."""
    kinds = (ast.Lambda, ast.comprehension)
    return {name for n in ast.walk(node) if isinstance(n, kinds) for name in _stored(n)}


def _plain(node: object) -> str:
    """A tree as text, equal in every version of Python: no places, nothing empty, no docstrings."""
    if isinstance(node, ast.AST):
        fields = {name: value for name, value in ast.iter_fields(node) if name not in ("ctx", "kind")}
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            fields["body"] = fields["body"][1:]
        told = (f"{name}={_plain(value)}" for name, value in fields.items() if value not in (None, [], ""))
        return f"{type(node).__name__}({','.join(told)})"
    if isinstance(node, list):
        return f"[{','.join(map(_plain, node))}]"
    return repr(node)
