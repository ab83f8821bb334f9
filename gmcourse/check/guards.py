"""What is asked of every function beside its answers: arguments stay, a second call says the same, draws come from `rng`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build, from_wire

if TYPE_CHECKING:
    from gmcourse.check.ask import Answer
    from gmcourse.check.sheet import SheetCase


COSTS = 0.2
ARGUMENTS = "the arguments are left as they were"
AGAIN = "a second call answers like the first"
GIVEN = "all draws come from the generator that is given"
_STEADY = "the same call, made twice, gave two answers: what is kept between calls, or drawn from elsewhere?"
_ASTRAY = "a global generator was drawn from; the one that is given decides every draw"
_BUILT = 1000


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of arguments that a call changed: `before` holds them as given, `after` as they came back."""
    if set(before) == {"questions"}:
        pairs = list(zip(before["questions"], after["questions"], strict=False))
        names = [name for one, other in pairs if isinstance(other, dict) for name in changed(one, other)]
        return tuple(dict.fromkeys(names))
    return tuple(name for name, value in before.items() if not _same(value, after.get(name)))


def _same(one: Any, other: Any) -> bool:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(one, torch.Tensor):
        return isinstance(other, torch.Tensor) and _same_tensor(one, other)
    if torch is not None and isinstance(one, torch.nn.Module):
        pairs = zip(one.parameters(), other.parameters(), strict=True)
        return all(_same_array(_array(p), _array(q)) for p, q in pairs)
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and _same_array(one, other)
    if isinstance(one, (set, frozenset)):
        return isinstance(other, (set, frozenset)) and one == other
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return not isinstance(one, (int, float, str)) or one == other or one != one


def _same_tensor(one: Any, other: Any) -> bool:
    """Same entries, and as much asked of autograd: no gradient was left in it, and none is wanted that was not."""
    untouched = one.requires_grad == other.requires_grad and not (other.is_leaf and other.grad is not None)
    return untouched and _same_array(_array(one), _array(other))


def _array(tensor: Any) -> np.ndarray:
    return tensor.detach().cpu().numpy()


def _same_array(one: Any, other: Any) -> bool:
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))


def steady(first: Any, second: Any) -> bool:
    """Whether two answers, as `to_wire` gave them, are the same but for rounding."""
    return first == second or close(from_wire(first), from_wire(second), Tolerance()) is None


def global_draws(args: Mapping[str, Any], asks_class: bool = False) -> list[bytes]:
    """Where the global generators of the libraries stand whose own generators are among the arguments.

    Not torch's where a class is asked: a network that is made draws its first weights.
    """
    found = []
    if any(isinstance(value, np.random.Generator) for value in args.values()):
        _, numbers, place, *_ = np.random.get_state()
        found.append(np.append(numbers, place).tobytes())
    torch = sys.modules.get("torch")
    if (
        not asks_class
        and torch is not None
        and any(isinstance(value, torch.Generator) for value in args.values())
    ):
        found.append(torch.get_rng_state().numpy().tobytes())
    return found


def asked_again(cases: Sequence[SheetCase]) -> int:
    """The place of the case that is asked twice: the one with the least to read."""
    return min(range(len(cases)), key=lambda place: _size(cases[place].args))


def _size(value: Any) -> int:
    if isinstance(value, Build):
        return _size(value.args) if "data" in value.args else _BUILT
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return 1


def broken(answers: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """(what was asked, what was seen) for each promise that the answers break."""
    names = list(dict.fromkeys(name for answer in answers for name in answer.changed))
    if names:
        said = "it was" if len(names) == 1 else "they were"
        yield ARGUMENTS, f"{', '.join(names)}: no longer what {said} before the call; work on a copy"
    if not all(answer.steady for answer in answers):
        yield AGAIN, _STEADY
    if any(answer.astray for answer in answers):
        yield GIVEN, _ASTRAY
