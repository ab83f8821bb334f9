"""Probe of a mixture of independent bits that a student wrote: with given parameters, and after a fit."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

STEP = 1e-5


def answers(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """`function` is the class; what is asked depends on the arguments. Given parameters take the place of others.

    weights, means, and x: {"log_prob"}; and x, seen: {"completed"}; and draws, rng: {"sample", "again", "one"}
    x, k, rng, starts: after so many fits of 0 steps: {"weights", "drawn"}
    x, k, rng, steps: after a fit: {"length", "falls", "reached", "last", "range", "slope", "total", "put"}
    and copies: after a fit to pictures that hold each pixel so many times: {"last"}
    and before: after a fit that followed one to `before`: {"returned", "length", "last", "again", "total", "apart",
    "balance"}
    """
    if "before" in args:
        return _fitted_again(function, **args)
    if "starts" in args:
        return _started(function, **args)
    if "copies" in args:
        return _fitted_wide(function, **args)
    if "steps" in args:
        return _fitted(function, **args)
    model = function(len(args["weights"]))
    model.weights, model.means = args["weights"][::-1].copy(), 1 - args["means"]
    model.log_prob(np.zeros((1, args["means"].shape[1])))
    model.weights, model.means = args["weights"], args["means"]
    if "draws" in args:
        return _sampled(model, **args)
    if "seen" in args:
        return {"completed": model.complete(args["x"], args["seen"])}
    return {"log_prob": model.log_prob(args["x"])}


def _sampled(model: Any, draws: int, rng: np.random.Generator, **_: Any) -> dict[str, Any]:
    """Pictures, whether equal generators draw the same ones and another generator others, and the shape of one alone."""
    generators = rng, copy.deepcopy(rng), np.random.default_rng(0)
    sample, again, other = (np.asarray(model.sample(draws, one), dtype=float) for one in generators)
    same = [np.array_equal(sample, again), not np.array_equal(sample, other)]
    return {
        "sample": sample.astype(np.int8) if np.isin(sample, (0, 1)).all() else sample,
        "again": same,
        "one": list(np.shape(model.sample(1, rng))),
    }


def _started(
    function: Callable[..., Any], x: np.ndarray, k: int, rng: np.random.Generator, starts: int
) -> dict[str, Any]:
    """Where a fit starts: its weights, and whether other generators find other means."""
    models = [function(k) for _ in range(starts)]
    for model, generator in zip(models, [rng, *map(np.random.default_rng, range(1, starts))], strict=True):
        model.fit(x.copy(), generator, 0)
    others = (np.array_equal(models[0].means, model.means) for model in models[1:])
    return {"weights": models[0].weights, "drawn": not all(others)}


def _fitted_wide(
    function: Callable[..., Any], x: np.ndarray, k: int, rng: np.random.Generator, steps: int, copies: int
) -> dict[str, Any]:
    """How far the end of the trace is from the data's log_prob, in nats a pixel, for pictures of many pixels."""
    x, model = np.tile(x, copies), function(k)
    model.fit(x.copy(), rng, steps)
    trace = np.asarray(model.trace, dtype=float)
    return {"last": (_last(trace) - float(np.mean(model.log_prob(x)))) / x.shape[1]}


def _fitted(
    function: Callable[..., Any], x: np.ndarray, k: int, rng: np.random.Generator, steps: int
) -> dict[str, Any]:
    """What a fit is, wherever it started: its trace, and whether it stands where the likelihood is level."""
    model = function(k)
    model.fit(x.copy(), rng, steps)
    weights, means = np.asarray(model.weights, dtype=float), np.asarray(model.means, dtype=float)
    trace = np.asarray(model.trace, dtype=float)
    return {
        "length": len(trace),
        "falls": float(np.diff(trace).min(initial=0.0)),
        "reached": _last(trace),
        "last": _last(trace) - float(np.mean(model.log_prob(x))),
        "range": np.array([means.min(), means.max()]),
        "slope": _slope(model, x, weights, means),
        "total": float(np.exp(model.log_prob(_everything(x.shape[1]))).sum()),
        "put": _put(model, x),
    }


def _put(model: Any, x: np.ndarray) -> float:
    """The mean log_prob of a fitted model once other parameters stand in the place of its own: all pictures alike likely."""
    model.weights, model.means = np.full_like(model.weights, 1 / model.k), np.full_like(model.means, 0.5)
    return float(np.mean(model.log_prob(x)))


def _fitted_again(
    function: Callable[..., Any],
    x: np.ndarray,
    k: int,
    rng: np.random.Generator,
    steps: int,
    before: np.ndarray,
) -> dict[str, Any]:
    """Whether a fit returns the model and starts anew: what a model that was fitted before does beside a fresh one."""
    fresh, model = function(k), function(k)
    fresh.fit(x.copy(), copy.deepcopy(rng), steps)
    model.fit(before, np.random.default_rng(0), steps)
    returned = model.fit(x.copy(), rng, steps)
    weights, means = np.asarray(model.weights, dtype=float), np.asarray(model.means, dtype=float)
    trace = np.asarray(model.trace, dtype=float)
    return {
        "returned": int(returned is model),
        "length": len(trace),
        "last": _last(trace) - float(np.mean(model.log_prob(x))),
        "again": means - np.asarray(fresh.means, dtype=float),
        "total": float(np.exp(model.log_prob(_everything(x.shape[1]))).sum()),
        "apart": int(all(np.abs(one - two).max() > 1e-9 for one, two in itertools.combinations(means, 2))),
        "balance": _off_balance(weights, means, x) if steps else 0.0,
    }


def _last(trace: np.ndarray) -> float:
    """The last number of a trace; nan where there is none."""
    return float(trace[-1]) if trace.size else np.nan


def _everything(dims: int) -> np.ndarray:
    """All pictures of so many pixels."""
    return np.array(list(itertools.product([0.0, 1.0], repeat=dims)))


def _off_balance(weights: np.ndarray, means: np.ndarray, x: np.ndarray) -> float:
    """How far the model's mean picture is from the data's, where an M-step clips no mean: there it is at the data's."""
    free = ((means > 0.011) & (means < 0.989)).all(axis=0)
    return float(np.abs((weights @ means - x.mean(axis=0))[free]).max(initial=0.0))


def _slope(model: Any, x: np.ndarray, weights: np.ndarray, means: np.ndarray) -> float:
    """The largest slope of the mean log-likelihood, in a mean that is not at a bound, or as weight moves over."""
    moves = [("means", _unit(means.shape, place)) for place in np.argwhere((means > 0.011) & (means < 0.989))]
    moves += [
        ("weights", _unit(weights.shape, [j]) - _unit(weights.shape, [0])) for j in range(1, len(weights))
    ]
    slopes = [0.0 if np.isfinite(weights).all() and np.isfinite(means).all() else np.nan]
    for name, direction in moves:
        values = []
        for step in (-STEP, STEP):
            model.weights, model.means = weights.copy(), means.copy()
            setattr(model, name, getattr(model, name) + step * direction)
            values.append(float(np.mean(model.log_prob(x))))
        slopes.append(abs(values[1] - values[0]) / (2 * STEP))
    model.weights, model.means = weights, means
    return float(np.max(slopes))


def _unit(shape: Sequence[int], place: Iterable[int]) -> np.ndarray:
    direction = np.zeros(shape)
    direction[tuple(place)] = 1.0
    return direction
