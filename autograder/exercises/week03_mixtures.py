"""Week 3, second part: the density of a mixture, responsibilities and the M-step."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.builders.arrays import covariance
from gmcourse.reference import mixtures

WEIGHTS = np.array([0.25, 0.75])
MEANS = np.array([[0.0, 0.0], [2.0, 1.0]])
COVS = np.array([[[1.0, 0.0], [0.0, 1.0]], [[2.0, 0.5], [0.5, 1.0]]])
POINTS = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 2.0]])
THETA = {"weights": WEIGHTS, "means": MEANS, "covs": COVS}
LINE = {
    "weights": np.array([0.5, 0.2, 0.3]),
    "means": np.array([[-1.0], [0.0], [4.0]]),
    "covs": np.array([[[1.0]], [[0.25]], [[4.0]]]),
}
FAR = np.array([[60.0, 0.0], [0.0, 80.0]])


def mixture(rng, k, dims):
    """Parameters of a mixture whose weights and covariances all differ."""
    return {
        "weights": rng.dirichlet(np.arange(2.0, 2.0 + k)),
        "means": rng.normal(scale=2.0, size=(k, dims)),
        "covs": np.array([covariance(int(rng.integers(2**31)), dims, 0.4 + 0.5 * j) for j in range(k)]),
    }


def points_and_mixture(rng, n, k, dims, shift=0.0):
    """Arguments x, weights, means, covs."""
    return {"x": rng.normal(scale=2.0, size=(n, dims)) + shift} | mixture(rng, k, dims)


GMM_LOG_PROB = Exercise(
    id="gmm_log_prob",
    title="The density of a mixture",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.gmm_log_prob,
    public={
        "main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE],
        "far": [{"x": FAR} | THETA],
    },
    hidden=lambda rng: {
        "main": [points_and_mixture(rng, *size) for size in ((6, 2, 1), (9, 3, 2), (12, 4, 5))],
        "far": [points_and_mixture(rng, 5, 3, 2, shift=200.0)],
    },
    properties=(
        Property("the log-density"),
        Property("finite far from all components", on="far", share=0.5),
    ),
)

RESPONSIBILITIES = Exercise(
    id="responsibilities",
    title="Which component was it?",
    points=3,
    minutes=10,
    difficulty=2,
    reference=mixtures.responsibilities,
    public={
        "main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE],
        "far": [{"x": FAR} | THETA],
    },
    hidden=lambda rng: {
        "main": [points_and_mixture(rng, *size) for size in ((6, 2, 1), (9, 3, 2), (12, 4, 5))],
        "far": [points_and_mixture(rng, 5, 3, 2, shift=200.0)],
    },
    properties=(
        Property("the responsibilities"),
        Property("a point far from all components still has an owner", on="far", share=0.5),
    ),
)

M_STEP = Exercise(
    id="m_step",
    title="Fit to weighted points",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.m_step,
    public={
        "main": [
            {"x": np.array([[0.0], [1.0], [4.0]]), "resp": np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])},
            {"x": POINTS, "resp": np.array([[0.75, 0.25], [0.5, 0.5], [0.0, 1.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.normal(3.0, 2.0, size=(n, dims)), "resp": rng.dirichlet(np.arange(1.0, k + 1), size=n)}
            for n, k, dims in ((8, 2, 1), (20, 3, 2), (30, 4, 4))
        ],
    },
    properties=(
        Property("the weights", part=0, share=0.5),
        Property("the means", part=1),
        Property("the covariances", part=2),
    ),
)

EXERCISES = (GMM_LOG_PROB, RESPONSIBILITIES, M_STEP)
