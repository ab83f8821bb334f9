"""Small changes of a function's syntax tree, one at a time: operators, constants, calls, statements.

What is never changed: strings, `raise` and the `if` before it, conversions such as `np.asarray` and
`float`, the arguments dtype, device and strict, the sign of what is squared at once. None of them can
be seen in an answer to valid input.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from autograder.quality.changes import changes_at
from autograder.quality.guards import without_guards
from autograder.quality.spots import spots_in


@dataclass(frozen=True)
class Mutation:
    """One change: its kind, the statement's first line as it was and as it is now, the changed definition."""

    kind: str
    was: str
    now: str
    text: str


@cache
def mutations(text: str, checks: Collection[str] = frozenset()) -> tuple[Mutation, ...]:
    """All changes of a function, class or assignment, given as text.

    checks: names of functions that only test and convert their arguments.
    """
    module = ast.parse(text)
    module.body[0] = without_guards(module.body[0], checks)
    found, seen = [], {ast.unparse(module)}
    for spot in list(spots_in(module.body[0], checks)):
        was = _head(spot.statement)
        for kind, make in changes_at(spot, checks):
            spot.put(ast.copy_location(make(spot.node), spot.node))
            changed = ast.unparse(module)
            if changed not in seen:
                seen.add(changed)
                found.append(Mutation(kind, was, _head(spot.changed_statement()), changed))
            spot.put(spot.node)
    return tuple(_distinguished(found))


def _distinguished(found: Sequence[Mutation]) -> list[Mutation]:
    """Number the changes that look alike because their statement stands in the function twice."""
    counts: dict[tuple[str, str], int] = {}
    result = []
    for one in found:
        count = counts[one.was, one.now] = counts.get((one.was, one.now), 0) + 1
        now = one.now if count == 1 else f"{one.now}  # {count}"
        result.append(replace(one, now=now))
    return result


def _head(statement: Any) -> str:
    """The first line of a statement that is no decorator; what is taken out reads `pass`."""
    lines = ast.unparse(statement).split("\n")
    return next(line for line in lines if not line.startswith("@"))
