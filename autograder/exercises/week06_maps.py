"""Week 6, first half: pushforwards, changes of variables, Jacobians."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def tensor(data):
    """A float64 tensor of a list or an array."""
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def normal(rng, *shape):
    """A float64 tensor of drawn numbers."""
    return tensor(rng.normal(size=shape))


def seed(rng):
    """A seed for a builder."""
    return int(rng.integers(2**31))


def _finite_map(rng, outcomes, images, impossible=False):
    """Outcomes 0, 1, ... with drawn probabilities; image 0 has at least three of them, each image one."""
    probs = rng.dirichlet(np.ones(outcomes))
    mapping = np.concatenate([[0, 0], np.arange(images), rng.integers(images, size=outcomes - images - 2)])
    if impossible:
        probs[mapping == images - 1] = 0.0
        probs /= probs.sum()
    order = rng.permutation(outcomes)
    return {
        "pmf": {i: float(probs[j]) for i, j in enumerate(order)},
        "mapping": {i: "abcdef"[mapping[j]] for i, j in enumerate(order)},
    }


def _change(x, base, name):
    return {
        "x": tensor(x),
        "base_log_prob": Build("flows.base_log_prob", {"name": base}),
        "inverse": Build("flows.inverse", {"name": name}),
        "log_abs_det_inverse": Build("flows.log_abs_det_inverse", {"name": name}),
    }


def _affine(x, A, b):
    return {"x": tensor(x), "A": tensor(A), "b": tensor(b)}


def _linear(rng, rows, dims, positive):
    A = rng.normal(size=(dims, dims)) + np.eye(dims)
    if (np.linalg.det(A) > 0) != positive:
        A[0] = -A[0]
    return _affine(rng.normal(size=(rows, dims)), A, rng.normal(size=dims))


def _many_dims(seed, dims=300, scale=20.0):
    A = Build("arrays.covariance", {"seed": seed, "dims": dims, "scale": scale})
    x = Build("arrays.normal", {"seed": seed + 1, "shape": [2, dims], "std": 3.0})
    return {
        "x": Build("tensors.tensor", {"data": x}), "A": Build("tensors.tensor", {"data": A}),
        "b": tensor(np.ones(dims)),
    }


def _matrix(entries):
    return Build("flows.linear_map", {"matrix": entries})


def _smooth(seed, dims, flip=False):
    return Build("flows.bent_map", {"seed": seed, "dims": dims, "flip": flip})


def _bent(rng, rows, dims, flip=False):
    return {"f": _smooth(seed(rng), dims, flip), "z": normal(rng, rows, dims)}


PUSHFORWARD_PMF = Exercise(
    id="pushforward_pmf",
    title="Where the probability goes",
    points=2,
    minutes=10,
    difficulty=1,
    reference=flows.pushforward_pmf,
    public={
        "main": [
            {"pmf": {1: 0.2, 2: 0.5, 3: 0.3}, "mapping": {1: "a", 2: "b", 3: "b"}},
            {
                "pmf": {-2: 0.1, -1: 0.2, 0: 0.4, 1: 0.05, 2: 0.25},
                "mapping": {-2: 1, -1: 1, 0: 0, 1: 1, 2: 2},
            },
        ],
        "zeros": [{"pmf": {0: 0.0, 1: 0.6, 2: 0.4}, "mapping": {0: "a", 1: "b", 2: "b"}}],
    },
    hidden=lambda rng: {
        "main": [_finite_map(rng, 6, 3), _finite_map(rng, 8, 4)],
        "zeros": [_finite_map(rng, 6, 3, impossible=True)],
    },
    properties=(
        Property("the probability of each image"),
        Property("an image of probability 0 is kept", on="zeros", share=0.5),
    ),
)

SQUARE = Exercise(
    id="square_pushforward_log_prob",
    title="A Gaussian, squared",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.square_pushforward_log_prob,
    public={
        "main": [{"y": tensor([0.25, 1.0, 4.0])}, {"y": tensor([1e-8, 100.0])}],
        "edges": [{"y": tensor([1.0, 0.0, -2.0])}],
    },
    hidden=lambda rng: {
        "main": [
            {"y": tensor(rng.chisquare(1, size=20) + 1e-6)},
            {"y": tensor(rng.uniform(50, 900, size=3))},
        ],
        "edges": [{"y": tensor([0.0, *-rng.uniform(0, 3, size=3), *rng.uniform(0.1, 3, size=2)])}],
    },
    properties=(
        Property("the log-density"),
        Property("-inf where no square can be: y <= 0", on="edges", share=0.5),
    ),
)

CHANGE_OF_VARIABLES = Exercise(
    id="change_of_variables",
    title="Change of variables",
    points=2,
    minutes=10,
    difficulty=1,
    reference=flows.change_of_variables,
    public={
        "main": [
            _change([[0.5, 1.0], [2.0, 3.0]], "normal", "asinh"),
            _change([[1.0], [2.0]], "laplace", "halve"),
        ],
        "positive": [_change([[0.5, 1.5], [2.0, 4.0]], "normal", "log")],
    },
    hidden=lambda rng: {
        "main": [
            _change(3 * rng.normal(size=(6, 3)), "normal", "asinh"),
            _change(rng.normal(size=(4, 1)), "laplace", "asinh"),
            _change(rng.normal(size=(4, 5)), "normal", "halve"),
        ],
        "positive": [_change(rng.lognormal(size=(5, 2)), "normal", "log")],
    },
    properties=(
        Property("the log-density"),
        Property("a map onto the positive numbers, x = exp(z)", on="positive", share=0.5),
    ),
)

LINEAR_FLOW = Exercise(
    id="linear_flow_log_prob",
    title="A linear flow",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.linear_flow_log_prob,
    public={
        "main": [
            _affine([[1.0, 0.0], [2.0, -1.0]], [[2.0, 1.0], [0.0, 3.0]], [1.0, -1.0]),
            _affine([[0.0], [2.0]], [[4.0]], [1.0]),
        ],
        "mirrored": [
            _affine([[1.0, 0.0], [2.0, 2.0]], [[0.0, 2.0], [1.0, 0.5]], [0.0, 1.0]),
            _affine([[1.0]], [[-2.0]], [0.5]),
        ],
        "many": [_many_dims(1)],
    },
    hidden=lambda rng: {
        "main": [_linear(rng, 5, 3, True), _linear(rng, 4, 1, True), _linear(rng, 3, 6, True)],
        "mirrored": [_linear(rng, 5, 3, False), _linear(rng, 4, 1, False)],
        "many": [_many_dims(int(rng.integers(10, 10_000)))],
    },
    properties=(
        Property("the log-density"),
        Property("a map that mirrors: det A < 0", on="mirrored", share=0.5),
        Property("300 dimensions, where the determinant itself overflows", on="many", share=0.5),
    ),
)

JACOBIAN = Exercise(
    id="jacobian_log_abs_det",
    title="The log-det of any map",
    points=3,
    minutes=20,
    difficulty=2,
    reference=flows.jacobian_log_abs_det,
    public={
        "main": [
            {"f": _matrix([[3.0, 1.0], [1.0, 1.0]]), "z": tensor([[0.0, 1.0], [2.0, 3.0]])},
            {"f": _smooth(3, 3), "z": tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0], [0.0, 0.0, 1.0]])},
        ],
        "mirrored": [{"f": _matrix([[1.0, 2.0], [3.0, 1.0]]), "z": tensor([[1.0, 1.0], [0.0, 2.0]])}],
        "one": [{"f": _smooth(4, 1), "z": tensor([[0.0], [1.0], [2.0]])}],
    },
    hidden=lambda rng: {
        "main": [_bent(rng, 6, 3), _bent(rng, 3, 5), _bent(rng, 4, 4)],
        "mirrored": [_bent(rng, 4, 3, flip=True), _bent(rng, 3, 2, flip=True)],
        "one": [_bent(rng, 4, 1)],
    },
    properties=(
        Property("the log-det, row by row"),
        Property("a map that mirrors: a negative determinant", on="mirrored", share=0.5),
        Property("one dimension", on="one", share=0.5),
    ),
)

EXERCISES = (PUSHFORWARD_PMF, SQUARE, CHANGE_OF_VARIABLES, LINEAR_FLOW, JACOBIAN)
