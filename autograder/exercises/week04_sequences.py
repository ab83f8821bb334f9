"""Week 4: the exercises beyond binary vectors: categories, real values, sequences, images, attention."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week04_inputs import normal, tensor, tokens
from gmcourse.reference import autoregressive


def _categorical(rng, n, dims, kinds):
    return {"logits": normal(rng, n, dims, kinds), "x": tokens(rng, kinds, n, dims)}


CATEGORICAL_LOG_PROB = Exercise(
    id="categorical_log_prob",
    title="More than two values",
    points=2,
    minutes=10,
    difficulty=1,
    reference=autoregressive.categorical_log_prob,
    public={
        "main": [
            {
                "logits": tensor([[[0.0, 1.0, 2.0], [1.0, 0.0, 0.0]]]),
                "x": tensor([[2, 1]]),
            },
            _categorical(np.random.default_rng(46), 3, 4, 2),
        ],
        "extremes": [{"logits": tensor([[[1000.0, 0.0], [0.0, 0.0]]]), "x": tensor([[0, 1]])}],
    },
    hidden=lambda rng: {
        "main": [_categorical(rng, 4, 3, 5), _categorical(rng, 9, 6, 17)],
        "extremes": [
            {"logits": normal(rng, 3, 2, 4, scale=3000.0), "x": tokens(rng, 4, 3, 2)},
        ],
    },
    properties=(
        Property("the log-probability of each sample"),
        Property("logits of a thousand do not overflow", on="extremes", share=0.5),
    ),
)


def _rnade(rng, n, dims, components, far=0.0):
    log_weights = np.log(rng.dirichlet(np.ones(components), size=(n, dims)))
    return {
        "x": normal(rng, n, dims) if not far else tensor(far + rng.normal(size=(n, dims))),
        "log_weights": tensor(log_weights),
        "means": normal(rng, n, dims, components),
        "log_scales": normal(rng, n, dims, components, scale=0.5),
    }


RNADE_LOG_PROB = Exercise(
    id="rnade_log_prob",
    title="Real values: a mixture for each",
    points=3,
    minutes=15,
    difficulty=2,
    reference=autoregressive.rnade_log_prob,
    public={
        "main": [
            {
                "x": tensor([[0.0, 1.0]]),
                "log_weights": tensor(np.log([[[0.5, 0.5], [0.25, 0.75]]])),
                "means": tensor([[[0.0, 2.0], [1.0, -1.0]]]),
                "log_scales": tensor(np.log([[[1.0, 2.0], [0.5, 3.0]]])),
            },
            _rnade(np.random.default_rng(47), 3, 2, 3),
        ],
        "far": [
            {
                "x": tensor([[100.0]]),
                "log_weights": tensor(np.log([[[0.5, 0.5]]])),
                "means": tensor([[[0.0, 1.0]]]),
                "log_scales": tensor([[[0.0, 0.0]]]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [_rnade(rng, 5, 3, 4), _rnade(rng, 8, 6, 2)],
        "far": [_rnade(rng, 3, 2, 3, far=300.0)],
    },
    properties=(
        Property("the log-density of each vector"),
        Property("a point far from all means stays finite", on="far", share=0.5),
    ),
)


def _rnn(rng, n, length, kinds, units):
    shapes = {
        "h0": (units,), "W_xh": (units, kinds), "W_hh": (units, units),
        "b_h": (units,), "W_hy": (kinds, units), "b_y": (kinds,),
    }
    return {
        "tokens": tokens(rng, kinds, n, length),
        "params": {name: normal(rng, *shape) for name, shape in shapes.items()},
    }


RNN_LOG_PROB = Exercise(
    id="rnn_log_prob",
    title="A recurrent network reads",
    points=3,
    minutes=20,
    difficulty=2,
    reference=autoregressive.rnn_log_prob,
    public={
        "main": [_rnn(np.random.default_rng(48), 2, 3, 3, 2), _rnn(np.random.default_rng(49), 3, 5, 4, 3)],
        "one token": [_rnn(np.random.default_rng(50), 2, 1, 3, 2)],
    },
    hidden=lambda rng: {
        "main": [_rnn(rng, 4, 6, 5, 4), _rnn(rng, 6, 9, 3, 8)],
        "one token": [_rnn(rng, 3, 1, 4, 5)],
    },
    properties=(
        Property("the log-probability of each sequence"),
        Property("a sequence of one token", on="one token", share=0.5),
    ),
)

PIXELCNN_MASK = Exercise(
    id="pixelcnn_mask",
    title="PixelCNN: a mask for a kernel",
    points=2,
    minutes=10,
    difficulty=1,
    reference=autoregressive.pixelcnn_mask,
    public={
        "A": [{"size": 3, "kind": "A"}, {"size": 1, "kind": "A"}],
        "B": [{"size": 3, "kind": "B"}, {"size": 1, "kind": "B"}],
    },
    hidden=lambda rng: {
        "A": [{"size": size, "kind": "A"} for size in (3, 5, 7)],
        "B": [{"size": size, "kind": "B"} for size in (5, 9)],
    },
    properties=(Property("kind A", on="A"), Property("kind B", on="B")),
)


def _attention(rng, batch, length, width, scale=1.0):
    return {name: normal(rng, batch, length, width, scale=scale) for name in ("q", "k", "v")}


CAUSAL_ATTENTION = Exercise(
    id="causal_attention",
    title="Attention that does not look ahead",
    points=3,
    minutes=20,
    difficulty=2,
    reference=autoregressive.causal_attention,
    public={
        "main": [
            {
                "q": tensor([[[1.0, 0.0], [0.0, 2.0]]]),
                "k": tensor([[[1.0, 1.0], [0.0, 1.0]]]),
                "v": tensor([[[1.0, 2.0], [3.0, 4.0]]]),
            },
            _attention(np.random.default_rng(51), 2, 3, 4),
        ],
        "first": [_attention(np.random.default_rng(52), 2, steps, 3) for steps in (1, 2)],
    },
    hidden=lambda rng: {
        "main": [_attention(rng, 2, 5, 4), _attention(rng, 3, 8, 3, scale=2.0)],
        "first": [_attention(rng, 2, steps, 5) for steps in (1, 2)],
    },
    properties=(
        Property("what each position gathers"),
        Property("one position sees itself, a second one both", on="first", share=0.25),
    ),
)


def _sample_next(rng, n, kinds, temperature):
    return {
        "logits": normal(rng, n, kinds),
        "temperature": temperature,
        "uniforms": tensor(np.round(rng.random(n), 4)),
    }


def _impossible_first(rng):
    logits = np.round(rng.normal(size=(4, 5)), 3)
    logits[:, :2] = -np.inf
    return {"logits": tensor(logits), "temperature": 1.0, "uniforms": tensor(np.zeros(4))}


def _cold(rng):
    logits = 17.0 + 2.0 * rng.random((8, 5)).round(3)
    logits[:, 0] = 2.0
    return {
        "logits": tensor(logits),
        "temperature": 0.001,
        "uniforms": tensor(np.round(0.01 + 0.98 * rng.random(8), 4)),
    }


SAMPLE_NEXT = Exercise(
    id="sample_next",
    title="Choosing the next token",
    points=2,
    minutes=15,
    difficulty=1,
    reference=autoregressive.sample_next,
    public={
        "main": [
            {
                "logits": tensor(np.tile([0.0, 1.0, 2.0, 0.5], (6, 1))),
                "temperature": 2.0,
                "uniforms": tensor([0.05, 0.2, 0.38, 0.6, 0.75, 0.95]),
            },
            {
                "logits": tensor(np.tile([0.0, 1.0, 2.0, 0.5], (6, 1))),
                "temperature": 0.5,
                "uniforms": tensor([0.01, 0.08, 0.3, 0.6, 0.93, 0.99]),
            },
        ],
        "zero": [
            {
                "logits": tensor([[-np.inf, 0.0, 0.0]]),
                "temperature": 1.0,
                "uniforms": tensor([0.0]),
            }
        ],
        "cold": [
            {
                "logits": tensor([[1.0, 16.0, 15.0], [2.0, 15.0, 18.0]]),
                "temperature": 0.001,
                "uniforms": tensor([0.5, 0.9]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [_sample_next(rng, 40, 6, 1.7), _sample_next(rng, 40, 9, 0.4)],
        "zero": [_impossible_first(rng)],
        "cold": [_cold(rng)],
    },
    properties=(
        Property("the token that the uniform picks"),
        Property("u = 0 never picks an impossible token", on="zero", share=0.25),
        Property("a temperature of 0.001 does not overflow", on="cold", share=0.25),
    ),
)
