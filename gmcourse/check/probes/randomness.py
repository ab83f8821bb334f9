"""Probe of functions that draw: whether all their randomness comes from the generator that they are given."""

from collections.abc import Callable
from typing import Any

import numpy as np

_SEEDS = (1, 1, 2)


def follows(function: Callable, args: dict[str, Any]) -> Any:
    """[whether equal generators give equal draws, whether another generator gives others].

    A law in the place of draws says nothing of generators and is handed on as it is.
    """
    name = next(name for name, value in args.items() if isinstance(value, np.random.Generator))
    first, again, other = (function(*(args | {name: np.random.default_rng(s)}).values()) for s in _SEEDS)
    if isinstance(first, dict):
        return first
    return [bool(np.array_equal(first, again)), not np.array_equal(first, other)]
