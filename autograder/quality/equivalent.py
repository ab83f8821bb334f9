"""The committed tables, one a week, of mutants that no valid input can tell from the reference, each with its reason.

A row is known by exercise, definition and the statement before and after, so that it goes stale with
the reference that it speaks of, and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from autograder.places import EXERCISES

if TYPE_CHECKING:
    from autograder.quality.mutants import Mutant


@cache
def reasons() -> dict[tuple[str, ...], str]:
    """Mutant key -> why it is no worse than the reference; raise ValueError for a key written twice."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(EXERCISES.glob("*/equivalent.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", []):
            for exercise in _listed(row["exercise"]):
                for now in _listed(row["now"]):
                    key = (exercise, row["inside"], row["was"], now)
                    if key in found:
                        raise ValueError(f"{path.parent.name}/{path.name} says it twice: {key}")
                    found[key] = row["why"]
    return found


def stale(mutants: Iterable[Mutant], exercises: Collection[str]) -> list[tuple[str, ...]]:
    """The keys of the table, for these exercises, that are no mutant any more."""
    living = {mutant.key for mutant in mutants}
    return [key for key in reasons() if key[0] in exercises and key not in living]


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value]
