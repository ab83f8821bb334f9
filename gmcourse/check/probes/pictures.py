"""Probe of the completion of many pictures at once: the pictures, and how the work grows with their number."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import scipy.linalg

_FACTORISING = ("solve", "inv", "pinv", "cholesky", "cho_factor", "lu_factor", "lstsq", "eigh", "eig", "svd", "qr", "solve_triangular", "cho_solve")  # fmt: skip


def completed(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """{"pictures", "more"}: the answer, and how many more matrices are solved with for all rows than for one.

    Of an answer that does not even hold the seen pixels the work tells nothing: a matrix for each row.
    """
    mean, cov, seen, values = (value.copy() for value in args.values())
    pictures = function(*args.values())
    many, one = (_solved(function, mean, cov, seen, rows) for rows in (values, values[:1]))
    return {
        "pictures": pictures,
        "more": many - one if _holds(pictures, seen, values, len(mean)) else len(values),
    }


def _holds(pictures: Any, seen: np.ndarray, values: np.ndarray, pixels: int) -> bool:
    try:
        return np.shape(pictures) == (len(values), pixels) and np.allclose(
            np.asarray(pictures)[:, seen], values
        )
    except (TypeError, ValueError):
        return False


def _solved(
    function: Callable[..., Any], mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray
) -> int:
    with _counting(function) as counter:
        function(mean.copy(), cov.copy(), seen.copy(), values.copy())
    return counter["matrices"]


@contextlib.contextmanager
def _counting(function: Callable[..., Any]) -> Iterator[dict[str, int]]:
    """Counts the matrices that numpy's and scipy's solvers are given, a stack by its length; nothing is timed.

    Names that the function's module took from them, as by `from numpy.linalg import solve`, count too.
    """
    counter, kept = {"matrices": 0}, []
    for module in (np.linalg, scipy.linalg):
        for name in _FACTORISING:
            if hasattr(module, name):
                kept.append((module, name, getattr(module, name)))
                setattr(module, name, _counted(getattr(module, name), counter))
    names = getattr(function, "__globals__", {})
    solvers = {id(solver): getattr(module, name) for module, name, solver in kept}
    taken = {name: value for name, value in names.items() if id(value) in solvers}
    names.update({name: solvers[id(value)] for name, value in taken.items()})
    try:
        yield counter
    finally:
        names.update(taken)
        for module, name, function in kept:
            setattr(module, name, function)


def _counted(function: Callable[..., Any], counter: dict[str, int]) -> Callable[..., Any]:
    def wrapped(matrix: Any, *rest: Any, **options: Any) -> Any:
        counter["matrices"] += int(np.prod(np.shape(matrix)[:-2])) if not isinstance(matrix, tuple) else 1
        return function(matrix, *rest, **options)

    return wrapped
