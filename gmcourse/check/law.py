"""The law of random answers, where it stands in the place of draws: what is expected, or what a known mistake would draw."""

from dataclasses import dataclass
from typing import Any

_KINDS = ({"outcomes", "probs", "draws"}, {"mean", "standard_error"})


@dataclass(frozen=True)
class Law:
    """A law that is compared with another one. Only the course's own wrong answers come as one."""

    says: dict[str, Any]


def is_law(value: object) -> bool:
    """Whether a value is the dict that `statistics.chi_square` or `statistics.mean_within` expects."""
    return isinstance(value, dict) and set(value) in _KINDS


def as_law(value: Any) -> Any:
    """The Law of such a dict; any other value as it is."""
    return Law(value) if is_law(value) else value
