"""Whether an answer has one property: the part of it that the property looks at, by its comparator."""

from typing import Any

import numpy as np

from gmcourse.check.law import as_law, is_law
from gmcourse.check.mismatch import Mismatch, describe_shape, one_for_several
from gmcourse.check.named import find
from gmcourse.check.sheet import Raised, SheetProperty

NOTHING = object()


def difference(prop: SheetProperty, expected: Any, got: Any, known: bool = False) -> Mismatch | None:
    """None where `got` has the property, else the Mismatch.

    known: whether `got` is a known wrong answer of ours, which may be a law where draws are asked. A student's
    answer may not: who hands in the law that the draws should have has drawn nothing.
    """
    if got is NOTHING:
        return Mismatch("type", "no answer that can be read")
    if isinstance(expected, Raised) or isinstance(got, Raised):
        same = isinstance(expected, Raised) and isinstance(got, Raised) and expected.type == got.type
        return (
            None
            if same
            else Mismatch("type", "it raised an error" if isinstance(got, Raised) else "no error")
        )
    if expected is None and got is None:
        return None
    wanted, _ = part_of(prop, expected)
    given, missing = part_of(prop, got)
    if missing or isinstance(prop.part, int) and one_for_several(expected, got):
        return Mismatch("type", f"expected {describe_shape(expected)}, got {describe_shape(got)}")
    if known and is_law(wanted):
        given = as_law(given)
    try:
        return find("comparators", prop.compare)(wanted, given, prop.tolerance)
    except KeyError:
        return Mismatch("type", "not the kind of answer that is asked")
    except (TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        return Mismatch("type", f"not the kind of answer that is asked: {error}"[:160])


def part_of(prop: SheetProperty, value: Any) -> tuple[Any, bool]:
    """The part of a value that a property looks at, and whether it is missing."""
    if prop.part is None or isinstance(value, Raised) or value is NOTHING:
        return value, False
    if isinstance(prop.part, str):
        return (value[prop.part], False) if isinstance(value, dict) and prop.part in value else (None, True)
    ordered = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim)
    return (value[prop.part], False) if ordered and prop.part < len(value) else (None, True)
