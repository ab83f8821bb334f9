"""Mutants of an exercise's reference: the text of each, as a student might have handed it in."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.quality.guards import checks_of, without_guards
from autograder.quality.mutate import mutations

if TYPE_CHECKING:
    from autograder.spec import Exercise


@dataclass(frozen=True)
class Mutant:
    """A changed reference: which definition, which kind of change, its statement before and after."""

    exercise: str
    inside: str
    kind: str
    was: str
    now: str
    text: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the table of equivalent mutants knows it by; it changes whenever the reference does."""
        return (self.exercise, self.inside, self.was, self.now)


def mutants(exercise: Exercise, others: Collection[str] = ()) -> Iterator[Mutant]:
    """Every mutant of an exercise's reference and of what it calls in its module.

    others: names of functions that are other exercises' references, whose own tests hold them.
    """
    head, defined, texts, checks, reached = _parts(exercise, others)
    for name in reached:
        for one in mutations(texts[name], checks):
            body = texts | {name: one.text}
            yield Mutant(exercise.id, name, one.kind, one.was, one.now, "\n".join([head, *body.values()]))


def original(exercise: Exercise, others: Collection[str] = ()) -> Mutant:
    """What mutants are made of, unchanged: the reference without its guards, which every case must pass."""
    head, defined, texts, checks, reached = _parts(exercise, others)
    body = texts | {name: ast.unparse(without_guards(defined[name], checks)) for name in reached}
    return Mutant(exercise.id, exercise.reference.__name__, "none", "", "", "\n".join([head, *body.values()]))


def _parts(
    exercise: Exercise, others: Collection[str]
) -> tuple[str, dict[str, Any], dict[str, str], frozenset[str], list[str]]:
    """The imports, definitions, their texts, the names of checks, and what the reference reaches, of its module."""
    module = sys.modules[exercise.reference.__module__]
    tree = ast.parse(inspect.getsource(module))
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    defined = {name: node for node in tree.body for name in _defines(node)}
    checks = checks_of(defined)
    texts = {name: ast.unparse(node) for name, node in defined.items()}
    entry = exercise.reference.__name__
    reached = _reached(entry, defined, checks, set(others) - {entry})
    return "\n".join(map(ast.unparse, imports)), defined, texts, checks, reached


def function_of(mutant: Mutant, name: str) -> Callable:
    """The function of this name that the mutant's text defines."""
    names: dict[str, Any] = {"__name__": "student"}
    exec(compile(mutant.text, f"<{mutant.exercise}>", "exec"), names)
    return names[name]


def _defines(node: ast.AST) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def _reached(
    entry: str, defined: Mapping[str, Any], checks: Collection[str], others: Collection[str]
) -> list[str]:
    """The definitions that an answer of `entry` depends on: it, and what it calls, directly or not."""
    found, waiting = [], [entry]
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in others and name not in checks:
            found.append(name)
            bare = without_guards(defined[name], checks)
            waiting += [n.id for n in ast.walk(bare) if isinstance(n, ast.Name) and n.id in defined]
    return found
