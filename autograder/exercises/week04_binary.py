"""Week 4: the exercises on models of binary vectors: FVSBN, NADE, MADE."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week04_inputs import bits, normal, tensor
from gmcourse.reference import autoregressive


def _fvsbn(rng, n, dims, scale=1.0):
    return {
        "x": bits(rng, n, dims),
        "weight": normal(rng, dims, dims, scale=scale),
        "bias": normal(rng, dims, scale=scale),
    }


FVSBN_LOG_PROB = Exercise(
    id="fvsbn_log_prob",
    title="A belief network that sees everything",
    points=3,
    minutes=15,
    difficulty=1,
    reference=autoregressive.fvsbn_log_prob,
    public={
        "main": [
            {
                "x": tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
                "weight": tensor([[0.5, 2.0], [-1.0, 3.0]]),
                "bias": tensor([0.0, 1.0]),
            },
            _fvsbn(np.random.default_rng(40), 4, 3),
        ],
        "extremes": [
            {
                "x": tensor([[1.0, 0.0], [1.0, 1.0]]),
                "weight": tensor([[0.0, 0.0], [800.0, 0.0]]),
                "bias": tensor([0.0, 0.0]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [_fvsbn(rng, 6, 5), _fvsbn(rng, 20, 12, scale=0.5)],
        "extremes": [_fvsbn(rng, 8, 6, scale=500.0)],
    },
    properties=(
        Property("the log-probability of each vector"),
        Property("logits of several hundred stay finite", on="extremes", share=0.5),
    ),
)


def _nade(rng, n, dims, units):
    return {
        "x": bits(rng, n, dims),
        "W": normal(rng, units, dims),
        "c": normal(rng, units),
        "V": normal(rng, dims, units),
        "b": normal(rng, dims),
    }


NADE_LOG_PROB = Exercise(
    id="nade_log_prob",
    title="NADE: one hidden layer, shared",
    points=4,
    minutes=25,
    difficulty=2,
    reference=autoregressive.nade_log_prob,
    probe="work.value_and_growth",
    public={
        "main": [
            {
                "x": tensor([[1.0, 0.0], [1.0, 1.0]]),
                "W": tensor([[2.0, 1.0]]),
                "c": tensor([-1.0]),
                "V": tensor([[1.0], [-2.0]]),
                "b": tensor([0.5, 1.0]),
            },
            _nade(np.random.default_rng(41), 3, 4, 2),
        ],
        "work": [_nade(np.random.default_rng(42), 2, 128, 16)],
    },
    hidden=lambda rng: {
        "main": [_nade(rng, 5, 6, 4), _nade(rng, 12, 10, 7)],
        "work": [_nade(rng, 2, 128, 16)],
    },
    properties=(
        Property("the log-probability of each vector", part="value"),
        Property("128 pixels: right, by work that grows like D, not like D squared", on="work", share=0.5),
    ),
)


def _nade_sample(rng, n, dims, units):
    return {"uniforms": tensor(np.round(rng.random((n, dims)), 4))} | {
        name: value for name, value in _nade(rng, n, dims, units).items() if name != "x"
    }


def _fair_coins(uniforms):
    """A NADE without weights: each pixel is 1 with probability 1/2."""
    dims = len(uniforms[0])
    names = {"W": (2, dims), "c": (2,), "V": (dims, 2), "b": (dims,)}
    return {"uniforms": tensor(uniforms)} | {name: tensor(np.zeros(shape)) for name, shape in names.items()}


NADE_SAMPLE = Exercise(
    id="nade_sample",
    title="Sampling, one pixel after the other",
    points=3,
    minutes=15,
    difficulty=2,
    reference=autoregressive.nade_sample,
    public={
        "main": [
            {
                "uniforms": tensor([[0.2, 0.6], [0.9, 0.1], [0.4, 0.9]]),
                "W": tensor([[6.0, 1.0]]),
                "c": tensor([-3.0]),
                "V": tensor([[1.0], [-4.0]]),
                "b": tensor([0.0, 1.0]),
            },
            _nade_sample(np.random.default_rng(43), 6, 5, 3),
        ],
        "ties": [_fair_coins([[0.5, 0.25], [0.75, 0.5]])],
    },
    hidden=lambda rng: {
        "main": [_nade_sample(rng, 20, 6, 4), _nade_sample(rng, 30, 12, 6)],
        "ties": [_fair_coins(rng.choice([0.25, 0.5, 0.75], size=(6, 3)))],
    },
    properties=(
        Property("each pixel drawn from its conditional"),
        Property("a pixel whose u equals p is 0", on="ties", share=0.25),
    ),
)


def _degrees(rng, dims, hidden):
    places = np.arange(1, dims + 1)
    return {"degrees": [tensor(places), *(tensor(rng.integers(1, dims, size=size)) for size in hidden)]}


def _shuffled(rng, dims, hidden):
    """Degrees whose inputs are surely not in their natural order."""
    places = np.arange(dims, 0, -1)
    places[[0, 1]] = places[[1, 0]]
    return {"degrees": [tensor(places), *(tensor(rng.permutation(size) % (dims - 1) + 1) for size in hidden)]}


MADE_MASKS = Exercise(
    id="made_masks",
    title="MADE: masks that keep the order",
    points=4,
    minutes=20,
    difficulty=2,
    reference=autoregressive.made_masks,
    public={
        "main": [
            {"degrees": [tensor([1, 2, 3]), tensor([1, 2, 2, 1])]},
            {"degrees": [tensor([1, 2, 3, 4]), tensor([1, 3, 2, 1, 2]), tensor([2, 3, 1])]},
        ],
        "order": [{"degrees": [tensor([3, 1, 2]), tensor([1, 2, 1, 2])]}],
        "no hidden layer": [{"degrees": [tensor([1, 2, 3])]}],
    },
    hidden=lambda rng: {
        "main": [_degrees(rng, 5, [7]), _degrees(rng, 8, [11, 9]), _degrees(rng, 4, [6, 5, 7])],
        "order": [_shuffled(rng, 6, [8, 9])],
        "no hidden layer": [{"degrees": [tensor(np.arange(1, 6))]}],
    },
    properties=(
        Property("the masks"),
        Property("inputs in another order", on="order", share=0.5),
        Property("no hidden layer", on="no hidden layer", share=0.25),
    ),
)


def _made(rng, n, dims, hidden):
    degrees = [np.arange(1, dims + 1), *(rng.permutation(size) % (dims - 1) + 1 for size in hidden)]
    sizes = [dims, *hidden, dims]
    masks = [high[:, None] >= low for low, high in zip(degrees[:-1], degrees[1:], strict=True)]
    masks.append(degrees[0][:, None] > degrees[-1])
    return {
        "x": bits(rng, n, dims),
        "weights": [normal(rng, b, a) for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
        "biases": [normal(rng, size) for size in sizes[1:]],
        "masks": [tensor(mask.astype(float)) for mask in masks],
    }


MADE_LOG_PROB = Exercise(
    id="made_log_prob",
    title="MADE: all conditionals in one pass",
    points=2,
    minutes=15,
    difficulty=2,
    reference=autoregressive.made_log_prob,
    public={
        "main": [_made(np.random.default_rng(44), 3, 3, [4]), _made(np.random.default_rng(45), 2, 4, [5, 6])],
    },
    hidden=lambda rng: {
        "main": [_made(rng, 6, 5, [8]), _made(rng, 8, 6, [12, 10]), _made(rng, 5, 7, [9, 14, 9])],
    },
    properties=(Property("the log-probability of each vector"),),
)
