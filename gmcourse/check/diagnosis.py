"""Names the misconception behind a wrong answer, where the evidence is enough to say so of a person.

A name must agree with all that was asked: it is right where the student is right, and on each property
that it explains it is wrong in every case in which the student is, in the same way. What agrees counts
by how much it could have told apart; a property that is wrong in another way speaks against the name, and
refutes it where the numbers of one part are asked, or of an answer without parts, or a yes or no.
Where an answer has parts and some are right throughout, the mistake may have been made in the others alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from gmcourse.check.compare import difference, part_of
from gmcourse.check.evidence import KIND, MOST_OF_A_CASE, alike, bits, breaks_down, yes_or_no
from gmcourse.check.sheet import Raised, SheetProperty

if TYPE_CHECKING:
    from gmcourse.check.sheet import Sheet, SheetCase


ENOUGH = 2.0
LEAD = 0.9
PASSED = 0.5
MOST_OF_THE_PASSED = 3.0
ANOTHER_WAY = 3.0
OTHERWISE_WRONG = 2.0
GUARDED = 3.0
STRONG = 4.0
ONE_PART_ALONE = 1.0


@dataclass(frozen=True)
class _Asked:
    """One question about one property: the case, its place, what the student said, and whether that is wrong."""

    place: int
    case: SheetCase
    got: Any
    wrong: bool


@dataclass
class _Agreement:
    """How far a misconception goes with the student: bits a case, cases that both pass, bits against."""

    told: dict = field(default_factory=dict)
    passed: int = 0
    against: float = 0.0
    guarded: int = 0

    def weight(self) -> float:
        """All of it in bits."""
        each = [min(bits_told, MOST_OF_A_CASE) for bits_told in self.told.values()]
        if (self.against or self.guarded) and max(each, default=0.0) < STRONG:
            return 0.0
        told = sum(each)
        both_right = 0.0 if self.against else min(PASSED * self.passed, MOST_OF_THE_PASSED)
        return told + both_right - self.against - GUARDED * self.guarded


def diagnose(sheet: Sheet, values: Sequence[Any]) -> str | None:
    """The name of the misconception that the answers, one a case, are those of; None where it is not sure.

    Where several names agree equally with all that was seen, none is given: nothing tells them apart. An answer that
    breaks off each time is told from others by its error alone, so it gets only the name of what breaks off each time,
    with the same error: a slip of the pen breaks off, too.
    """
    asked = {prop: _asked(sheet, prop, values) for prop in sheet.properties}
    if not any(one.wrong for questions in asked.values() for one in questions):
        return None
    found: dict[str, float] = {}
    kept = _parts_right(asked)
    broke_off = all(isinstance(value, Raised) for value in values)
    for key in (*sheet.hints, *sheet.kin):
        if broke_off and not _breaks_off_alike(key, sheet, values):
            continue
        name = sheet.kin.get(key, key)
        weight = _weight(key, asked) or _weight_of_the_rest(key, asked, kept)
        found[name] = max(found.get(name, 0.0), weight)
    most = max(found.values(), default=0.0)
    best = [name for name, weight in found.items() if weight >= max(ENOUGH, most - LEAD)]
    return best[0] if len(best) == 1 else None


def _breaks_off_alike(key: str, sheet: Sheet, values: Sequence[Any]) -> bool:
    """Whether a misconception raises the student's error in every case."""
    known = [case.wrong.get(key) for case in sheet.cases]
    return all(isinstance(one, Raised) and one == got for one, got in zip(known, values, strict=True))


def _asked(sheet: Sheet, prop: SheetProperty, values: Sequence[Any]) -> list[_Asked]:
    """The questions about a property, those that the student got wrong first: they refute most."""
    found = [
        _Asked(place, case, values[place], difference(prop, case.expected, values[place]) is not None)
        for place, case in enumerate(sheet.cases)
        if case.group == prop.on
    ]
    return sorted(found, key=lambda one: not one.wrong)


def _parts_right(asked: Any) -> set:
    """The parts of the answer that are right wherever they are asked, where another part is wrong."""
    wrong = {prop.part for prop, questions in asked.items() if any(one.wrong for one in questions)}
    parts = {prop.part for prop in asked} - wrong - {None}
    return set() if parts | wrong >= {"value", "gradient"} else parts


def _with_parts_right(case: SheetCase, known: Any, kept: set) -> Any:
    """A known wrong answer whose parts `kept` are put right."""
    right = case.expected
    if isinstance(known, dict) and isinstance(right, dict) and known.keys() == right.keys():
        return {part: right[part] if part in kept else value for part, value in known.items()}
    tuples = all(isinstance(answer, (tuple, list)) for answer in (known, right))
    if tuples and len(known) == len(right):
        return tuple(right[part] if part in kept else value for part, value in enumerate(known))
    return known


def _weight_of_the_rest(key: str, asked: Any, kept: set) -> float:
    """How much speaks for a mistake that was made in some parts of the answer, and not in those that are `kept`."""
    if not kept:
        return 0.0
    found = _agreement_with(key, asked, kept)
    if found is None or sum(found.told.values()) < STRONG:
        return 0.0
    return max(found.weight() - ONE_PART_ALONE, 0.0)


def _weight(key: str, asked: Any) -> float:
    """How much speaks for a wrong answer, in bits; 0 where the student is right and it is not."""
    found = _agreement_with(key, asked, set())
    return found.weight() if found is not None and found.told else 0.0


def _agreement_with(key: str, asked: Any, kept: set) -> _Agreement | None:
    """How far a wrong answer, its parts `kept` put right, goes with the student; None where a property refutes it."""
    agreement = _Agreement()
    for prop, questions in asked.items():
        if not _goes_with(key, prop, questions, agreement, kept):
            return None
    return agreement


def _goes_with(key: str, prop: SheetProperty, questions: Any, agreement: _Agreement, kept: set) -> bool:
    """Add what one property says; False where it refutes the name."""
    told, otherwise = {}, 0.0
    for one in questions:
        known = one.case.wrong.get(key)
        if kept:
            known = _with_parts_right(one.case, known, kept)
        if key not in one.case.wrong or _says_nothing(prop, one.case.expected, known):
            otherwise = max(otherwise, ANOTHER_WAY * one.wrong)
            continue
        off = difference(prop, one.case.expected, known, known=True) is not None
        if not one.wrong:
            if off and difference(prop, known, one.got) is not None:
                if not breaks_down(*(part_of(prop, value)[0] for value in (one.case.expected, known))):
                    return False
                agreement.guarded += 1
                continue
            agreement.passed += 1
            continue
        weight = _agreement(prop, one, known) if off else None
        if weight is None and (yes_or_no(one.got) or off and _is_exact(prop, one.case.expected)):
            return False
        if weight is None:
            otherwise = max(otherwise, OTHERWISE_WRONG if off else ANOTHER_WAY)
        told[one.place] = weight
    if otherwise:
        agreement.against += otherwise
        return True
    for place, weight in told.items():
        agreement.told[place] = agreement.told.get(place, 0.0) + weight
    return True


def _is_exact(prop: SheetProperty, right: Any) -> bool:
    """Whether a property asks for the numbers of an answer that has no parts, or of one part.

    Draws, and what was trained, come out otherwise each time; and of several parts one may have a mistake of its own.
    """
    several = prop.part is None and isinstance(right, (tuple, list, dict))
    return prop.compare == SheetProperty.compare and not several


def _says_nothing(prop: SheetProperty, right: Any, known: Any) -> bool:
    """A wrong answer that is given as a law of one part says nothing of the others, or of what is no law."""
    return isinstance(known, dict) and (part_of(prop, known)[1] or not isinstance(right, dict))


def _agreement(prop: SheetProperty, one: _Asked, known: Any) -> Any:
    """The bits by which two wrong answers to a case agree; None where they do not: so where a gradient's value differs."""
    if prop.part == "gradient" and _other_value(prop, known, one.got):
        return None
    right, wrong, got = (part_of(prop, value)[0] for value in (one.case.expected, known, one.got))
    if difference(prop, known, one.got) is None:
        return bits(right, got)
    if prop.compare == "bounds.within" and _beyond_the_same_bound(right, wrong, got):
        return 0.0
    return KIND if _both_cut(prop, one, known) else alike(right, wrong, got)


def _beyond_the_same_bound(right: Any, known: Any, got: Any) -> bool:
    """Whether two numbers lie on one side of what is allowed: how far hangs on weights that each draws for itself."""
    if not all(isinstance(value, Real) for value in (known, got)):
        return False
    return any(
        bound in right and all(sign * (value - right[bound]) > 0 for value in (known, got))
        for bound, sign in (("least", -1), ("most", 1))
    )


def _other_value(prop: SheetProperty, known: Any, got: Any) -> bool:
    """Whether the two are {"value", "gradient"}, and no value of one is that of the other."""
    both = all(isinstance(answer, dict) and {"value", "gradient"} == set(answer) for answer in (known, got))
    return both and difference(replace(prop, part="value"), known, got) is not None


def _both_cut(prop: SheetProperty, one: _Asked, known: Any) -> bool:
    """Whether both have the right value and another gradient: whatever is lost on its way back is of one kind.

    Not so where one is the right one many times, or turned round: nothing was lost there.
    """
    if prop.part != "gradient" or not all(
        isinstance(v, dict) and {"value", "gradient"} == set(v) for v in (known, one.got)
    ):
        return False
    value = replace(prop, part="value")
    right = all(difference(value, one.case.expected, answer) is None for answer in (known, one.got))
    try:
        return (
            right
            and all(np.isfinite(part).all() for part in one.got["gradient"])
            and not any(_multiplied(one.case.expected["gradient"], v["gradient"]) for v in (known, one.got))
        )
    except (TypeError, ValueError):
        return False


def _multiplied(right: Any, got: Any) -> bool:
    """Whether a gradient, where it is not right, is the right one times a whole number: doubled, or turned round."""
    pairs = [(right, got)] if isinstance(right, np.ndarray) else list(zip(right, got, strict=True))
    flat = [(np.ravel(one), np.ravel(other)) for one, other in pairs]
    off = [(one, other) for one, other in flat if not np.allclose(one, other, rtol=1e-4, atol=1e-9)]
    if not off:
        return False
    one, other = (np.concatenate(parts) for parts in zip(*off, strict=True))
    if np.count_nonzero(one) < 2:
        return False
    factor = np.round(np.dot(one, other) / np.dot(one, one))
    return bool(factor not in (0, 1) and np.allclose(other, factor * one, rtol=1e-4, atol=1e-9))
