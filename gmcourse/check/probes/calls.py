"""Probes of plain functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def call(function: Callable[..., Any], args: dict[str, Any]) -> Any:
    """The answer is what the function returns for these keyword arguments, given by position."""
    return function(*args.values())


def thinned(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """The shape of a long answer, every hundredth row, and the last one."""
    value = np.asarray(function(*args.values()))
    return {"shape": list(value.shape), "rows": value[::100], "last": value[-1:]}


def each(function: Callable[..., Any], args: dict[str, Any]) -> list[Any]:
    """The answers to a whole group of questions, args["questions"], each the keyword arguments of one call."""
    return [function(*question.values()) for question in args["questions"]]
