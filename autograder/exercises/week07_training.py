"""Week 7, third part: the gradient penalty, the projection discriminator, and counting modes."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week07_losses import tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def _penalty(critic, real, fake, mix):
    column = np.reshape(mix, (-1, 1))
    return {"critic": critic, "real": tensor(real), "fake": tensor(fake), "mix": tensor(column)}


def _drawn_penalty(rng, n, dims, scale):
    critic = Build("gans.tanh_critic", {"seed": int(rng.integers(2**31)), "dims": dims})
    points = scale * rng.normal(size=(2, n, dims))
    return _penalty(critic, points[0], points[1] + 1, rng.uniform(size=n))


_SLOPE_FIVE = Build("gans.linear_critic", {"weight": [3.0, 4.0]})
_BOWL = Build("gans.bowl_critic", {"curvature": 1.0})

GRADIENT_PENALTY = Exercise(
    id="gradient_penalty",
    title="The gradient penalty",
    points=4,
    minutes=20,
    difficulty=3,
    reference=gans.gradient_penalty,
    probe="gans.trainable",
    public={
        "main": [
            _penalty(_SLOPE_FIVE, [[1.0, 0.0], [0.0, 1.0]], [[0.0, 0.0], [2.0, 2.0]], [0.5, 0.25]),
            _penalty(_BOWL, [[2.0, 0.0], [0.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]], [0.5, 0.0]),
        ],
        "mixed": [_penalty(_BOWL, [[6.0, 0.0], [8.0, 0.0]], [[2.0, 0.0], [0.0, 0.0]], [0.25, 0.75])],
        "flat": [_penalty(_BOWL, [[0.5, 0.0], [0.0, 0.2]], [[0.2, 0.0], [0.0, 0.4]], [0.5, 0.9])],
    },
    hidden=lambda rng: {
        "main": [_drawn_penalty(rng, n, dims, 1.0) for n, dims in ((5, 2), (12, 7))],
        "mixed": [_drawn_penalty(rng, 9, 3, 2.0)],
        "flat": [
            _penalty(
                Build("gans.bowl_critic", {"curvature": 0.3}),
                rng.uniform(0.1, 1, (6, 2)), rng.uniform(0.1, 1, (6, 2)), rng.uniform(size=6),
            )
        ],
    },
    properties=(
        Property("the value", part="value"),
        Property("its gradient trains the critic", part="gradient", tolerance=Tolerance(rtol32=1e-3, atol32=1e-4)),
        Property("a mix of its own for every pair", on="mixed", part="value", share=0.5),
        Property("slopes below one are pulled up too", on="flat", part="value", share=0.5),
    ),
)


def _projection(features, labels, embedding, psi):
    return {
        "features": tensor(features),
        "labels": Build("tensors.tensor", {"data": np.asarray(labels, dtype=np.int64)}),
        "embedding": tensor(embedding),
        "psi": psi,
    }


def _drawn_projection(rng, n, classes, width, psi):
    labels = rng.integers(classes, size=n)
    return _projection(rng.normal(size=(n, width)), labels, rng.normal(size=(classes, width)), psi)


_HALF_SQUARE = Build("gans.half_square", {"scale": 1.0})

PROJECTION_LOGIT = Exercise(
    id="projection_logit",
    title="A discriminator that knows the class",
    points=3,
    minutes=12,
    difficulty=2,
    reference=gans.projection_logit,
    public={
        "main": [
            _projection([[1.0, 2.0], [3.0, 0.0]], [1, 0], [[1.0, 1.0], [0.0, -2.0], [5.0, 1.0]], _HALF_SQUARE),
        ],
        "square": [
            _projection([[1.0, 2.0], [3.0, -1.0]], [1, 1], [[1.0, 1.0], [0.5, -2.0]],
                        Build("gans.soft_count", {"shift": 0.5})),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _drawn_projection(rng, 6, 4, 5, Build("gans.half_square", {"scale": 0.5})),
            _drawn_projection(rng, 30, 10, 8, Build("gans.soft_count", {"shift": 1.0})),
        ],
        "square": [_drawn_projection(rng, 4, 4, 4, Build("gans.soft_count", {"shift": 0.3}))],
    },
    properties=(
        Property("one logit a sample"),
        Property("as many samples as classes and features", on="square", share=0.5),
    ),
)


def _coverage(samples, centers, radius):
    return {"samples": tensor(samples), "centers": tensor(centers), "radius": radius}


def _around(rng, centers, counts, spread):
    """Points around each center: as many as its count, at no more than the spread."""
    index = np.repeat(np.arange(len(centers)), counts)
    step = rng.normal(size=(len(index), centers.shape[1]))
    step *= spread * rng.uniform(0.1, 1, size=(len(index), 1)) / np.linalg.norm(step, axis=1, keepdims=True)
    return centers[index] + step


def _drawn_coverage(rng, k):
    """Some modes hit often or once, one missed narrowly, one widely; the radius is below 0.7."""
    angle = 2 * np.pi * np.arange(k) / k
    centers = k * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    radius = float(rng.uniform(0.5, 0.7))
    counts = rng.permutation([0, 1, *rng.integers(2, 6, size=k - 3), 0])
    near = _around(rng, centers, counts, 0.9 * radius)
    narrowly, widely = centers[counts == 0] + np.outer([1.15 * radius, 1.5], [1.0, 0.0])
    return _coverage(rng.permutation(np.vstack([near, narrowly, widely])), centers, radius)


_CROSS = [[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]]

MODES_COVERED = Exercise(
    id="modes_covered",
    title="Counting the modes that a generator found",
    points=2,
    minutes=8,
    difficulty=1,
    reference=gans.modes_covered,
    public={
        "main": [
            _coverage([[2.1, 0.0], [2.2, 0.0], [1.9, 0.2], [2.0, -0.3], [0.0, 2.6], [0.2, -1.9], [-0.9, 0.1]], _CROSS, 0.5),
            _coverage([[2.0, 0.6], [0.1, 2.0], [0.0, 1.8]], _CROSS, 0.5),
        ],
        "none": [_coverage(np.zeros((0, 2)), _CROSS, 0.5), _coverage([[0.1, 1.8]], _CROSS, 0.5)],
    },
    hidden=lambda rng: {
        "main": [_drawn_coverage(rng, k) for k in (5, 8, 12)],
        "none": [_coverage(np.zeros((0, 2)), rng.normal(size=(6, 2)), 0.3), _drawn_coverage(rng, 6)],
    },
    properties=(
        Property("the number of modes"),
        Property("no samples cover no mode, some cover some", on="none", share=0.5),
    ),
)

EXERCISES = (GRADIENT_PENALTY, PROJECTION_LOGIT, MODES_COVERED)
