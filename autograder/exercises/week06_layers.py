"""Week 6, second half: the layers of a flow, and grey levels made continuous."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week06_maps import normal, seed, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import flows

NOTHING = Build("flows.nothing", {})
SMALL_SCALE = Build("flows.dense", {"weight": [[1.0, 0.5], [-1.0, 0.5]], "bias": [0.5, -0.5]})
SMALL_SHIFT = Build("flows.dense", {"weight": [[0.0, 1.0], [2.0, 0.5]], "bias": [1.0, 0.5], "gain": 2.0})


def _small_coupling(name, point, mask, scale=SMALL_SCALE):
    return {name: tensor(point), "mask": tensor(mask), "scale": scale, "shift": SMALL_SHIFT}


def _coupling(rng, name, rows, dims, ones, scale=None):
    """A coupling layer with `ones` coordinates passed through, in drawn places."""
    return {
        name: normal(rng, rows, dims),
        "mask": tensor(rng.permutation(np.arange(dims) < ones)),
        "scale": scale or Build("flows.random_dense", {"seed": seed(rng), "dims": dims}),
        "shift": Build("flows.random_dense", {"seed": seed(rng), "dims": dims, "gain": 2.0}),
    }


def _coupling_cases(name):
    """Public cases and the function that draws hidden ones, for the argument called `name`."""
    public = {
        "main": [
            _small_coupling(name, [[1.0, 2.0], [-1.0, 0.5]], [1, 0]),
            _small_coupling(name, [[0.5, -1.0], [2.0, 1.0]], [0, 1]),
        ],
        "additive": [_small_coupling(name, [[1.0, 2.0], [-1.0, 0.5]], [1, 0], NOTHING)],
        "all": [_small_coupling(name, [[1.0, 2.0]], [1, 1]), _small_coupling(name, [[1.0, 2.0]], [1, 0])],
    }

    def hidden(rng):
        return {
            "main": [_coupling(rng, name, *sizes) for sizes in ((5, 4, 2), (3, 7, 3), (4, 2, 1))],
            "additive": [_coupling(rng, name, 4, 5, 2, NOTHING)],
            "all": [_coupling(rng, name, 3, 3, 3), _coupling(rng, name, 3, 3, 2)],
        }

    return public, hidden


def _coupling_properties(first):
    return (
        Property(first, part=0),
        Property("the log-det", part=1),
        Property("scale = 0: an additive layer keeps volumes (NICE)", on="additive", share=0.5),
        Property("a mask of ones changes nothing, a mask with a zero does", on="all", share=0.5),
    )


def _layer(z, u, w, b):
    return {"z": tensor(z), "u": tensor(u), "w": tensor(w), "b": b}


def _planar(rng, rows, dims, folded=False):
    """A planar layer; a folded one has 1 + u . w below 0, so its log-det needs the absolute value."""
    u, w, z = rng.normal(size=dims), rng.normal(size=dims), 0.2 * rng.normal(size=(rows, dims))
    u += ((-4.0 if folded else 1.5) - u @ w) * w / (w @ w)
    return _layer(z, u, w, float(rng.uniform(0.1, 0.4)))


def _chain(parts, z, x):
    return {"flows": Build("flows.chain", {"parts": parts}), "z": tensor(z), "x": tensor(x)}


def _random_chain(rng, rows, kinds):
    makers = {
        "stretch": lambda: ["stretch", float(rng.choice([-1, 1]) * rng.uniform(1.2, 2)), float(rng.normal())],
        "sinh": lambda: ["sinh"],
        "turn": lambda: ["turn", float(rng.uniform(0.4, 1.2))],
    }
    return _chain([makers[kind]() for kind in kinds], rng.normal(size=(rows, 2)), rng.normal(size=(rows, 2)))


def _maf(rng, rows, dims):
    conditioner = Build("flows.random_autoregressive", {"seed": seed(rng), "dims": dims})
    return {"x": normal(rng, rows, dims), "conditioner": conditioner}


def _grey(x, levels, noise, alpha):
    whole = Build("tensors.tensor", {"data": np.asarray(x, dtype=np.int64)})
    return {"x": whole, "levels": levels, "noise": tensor(noise), "alpha": alpha}


def _random_grey(rng, rows, dims, levels, alpha):
    x = rng.integers(levels, size=(rows, dims))
    return _grey(x, levels, rng.uniform(0.02, 0.98, size=(rows, dims)), alpha)


PLANAR = Exercise(
    id="planar_log_abs_det",
    title="A planar layer",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.planar_log_abs_det,
    public={
        "main": [
            _layer([[0.0, 1.0], [1.0, -1.0]], [1.0, 2.0], [0.5, 0.25], 0.1),
            _layer([[0.5], [-2.0]], [2.0], [1.0], -0.5),
        ],
        "folded": [_layer([[0.0, 0.2], [0.3, -0.2]], [-3.0, -1.0], [1.0, 1.0], 0.2)],
        "far": [_layer([[100.0, 0.0], [0.0, -300.0], [0.5, 0.0]], [1.0, 2.0], [1.0, 1.0], 0.0)],
    },
    hidden=lambda rng: {
        "main": [_planar(rng, 6, 3), _planar(rng, 4, 1), _planar(rng, 3, 8)],
        "folded": [_planar(rng, 5, 4, folded=True)],
        "far": [_layer(rng.uniform(0.1, 0.4, size=(4, 2)) * [[1e3], [1], [1e3], [1]], [1.0, 2.0], [1.0, 1.0], 0.2)],
    },
    properties=(
        Property("the log-det"),
        Property("a layer that folds space: a negative determinant", on="folded", share=0.5),
        Property("far away, where tanh is flat, it is 0; near by it is not", on="far", share=0.5),
    ),
)

_PUBLIC, _HIDDEN = _coupling_cases("z")
COUPLING_FORWARD = Exercise(
    id="coupling_forward",
    title="A coupling layer, from z to x",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.coupling_forward,
    public=_PUBLIC,
    hidden=_HIDDEN,
    properties=_coupling_properties("the point x"),
)

_PUBLIC, _HIDDEN = _coupling_cases("x")
COUPLING_INVERSE = Exercise(
    id="coupling_inverse",
    title="A coupling layer, back from x to z",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.coupling_inverse,
    public=_PUBLIC,
    hidden=_HIDDEN,
    properties=_coupling_properties("the point z"),
)

COMPOSE = Exercise(
    id="compose",
    title="Layers in a row",
    points=4,
    minutes=20,
    difficulty=3,
    reference=flows.compose,
    probe="flows.both_ways",
    public={
        "main": [
            _chain(
                [["stretch", 2.0, 1.0], ["sinh"], ["turn", 0.5]],
                z=[[0.0, 1.0], [0.5, -1.0]],
                x=[[1.0, 2.0], [0.0, 3.0]],
            ),
            _chain([["sinh"], ["stretch", -3.0, 0.5]], [[0.5], [1.0]], [[2.0], [-1.0]]),
        ],
        "few": [_chain([["sinh"]], [[1.0, 2.0]], [[1.0, 2.0]]), _chain([], [[1.0, 2.0]], [[3.0, 4.0]])],
    },
    hidden=lambda rng: {
        "main": [
            _random_chain(rng, 4, ["turn", "sinh", "stretch"]),
            _random_chain(rng, 3, ["stretch", "sinh", "turn", "stretch", "sinh"]),
        ],
        "few": [_random_chain(rng, 2, ["sinh"]), _random_chain(rng, 3, [])],
    },
    properties=(
        Property("forward: the point", part="x"),
        Property("forward: the log-det", part="log_det"),
        Property("inverse: the point", part="z"),
        Property("inverse: its own log-det", part="inverse_log_det"),
        Property("one flow, and no flow at all", on="few", share=0.5),
    ),
)

MAF = Exercise(
    id="maf_log_prob",
    title="A masked autoregressive flow",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.maf_log_prob,
    public={
        "main": [
            {
                "x": tensor([[1.0, 2.0], [0.0, -1.0]]),
                "conditioner": Build(
                    "flows.autoregressive",
                    {
                        "mean_weight": [[0.0, 0.0], [1.0, 0.0]],
                        "mean_bias": [0.5, -0.5],
                        "scale_weight": [[0.0, 0.0], [0.5, 0.0]],
                        "scale_bias": [0.5, 0.25],
                    },
                ),
            },
            {
                "x": tensor([[0.5, 0.0, 1.0], [2.0, 1.0, -1.0]]),
                "conditioner": Build("flows.random_autoregressive", {"seed": 5, "dims": 3}),
            },
        ],
        "one": [
            {
                "x": tensor([[0.5], [2.0]]),
                "conditioner": Build("flows.random_autoregressive", {"seed": 8, "dims": 1}),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [_maf(rng, 5, 4), _maf(rng, 3, 9)],
        "one": [_maf(rng, 4, 1)],
    },
    properties=(Property("the log-density"), Property("one dimension", on="one", share=0.5)),
)

LOGIT_DEQUANTIZE = Exercise(
    id="logit_dequantize",
    title="Grey levels as real numbers",
    points=4,
    minutes=20,
    difficulty=3,
    reference=flows.logit_dequantize,
    public={
        "main": [
            _grey([[0, 3], [1, 2]], 4, [[0.5, 0.25], [0.75, 0.5]], 0.05),
            _grey([[0, 16, 8]], 17, [[0.5, 0.5, 0.1]], 0.1),
        ],
        "alpha": [_grey([[1, 2]], 4, [[0.5, 0.25]], 0.0)],
        "coin": [_grey([[0], [1]], 2, [[0.25], [0.5]], 0.01)],
    },
    hidden=lambda rng: {
        "main": [
            _random_grey(rng, 4, 5, 17, 0.05),
            _random_grey(rng, 3, 2, 256, 1e-3),
            _random_grey(rng, 3, 4, 5, 0.2),
        ],
        "alpha": [_random_grey(rng, 3, 3, 17, 0.0)],
        "coin": [_random_grey(rng, 6, 1, 2, 0.02)],
    },
    properties=(
        Property("the point y", part=0),
        Property("the log-det", part=1),
        Property("alpha = 0", on="alpha", share=0.5),
        Property("two levels, one pixel", on="coin", share=0.5),
    ),
)

EXERCISES = (PLANAR, COUPLING_FORWARD, COUPLING_INVERSE, COMPOSE, MAF, LOGIT_DEQUANTIZE)
