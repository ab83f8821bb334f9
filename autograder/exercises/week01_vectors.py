"""Week 1, second part: Gaussians of many variables."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import probability

CORRELATED = np.array([[2.0, 0.6, 0.0], [0.6, 1.0, -0.3], [0.0, -0.3, 0.5]])


def _covariance(rng, dims):
    """A covariance far from diagonal."""
    a = rng.normal(size=(dims, dims + 2))
    return a @ a.T / dims + 0.1 * np.eye(dims)


def _density(rng, n, dims):
    return {"x": rng.normal(size=(n, dims)), "mean": rng.normal(size=dims), "cov": _covariance(rng, dims)}


def _large(seed, scale):
    """Two points in 500 dimensions under a covariance whose determinant no float can hold."""
    return {
        "x": Build("arrays.normal", {"seed": seed, "shape": [2, 500], "std": scale**0.5}),
        "mean": Build("arrays.normal", {"seed": seed + 1, "shape": [500], "std": 0.1 * scale**0.5}),
        "cov": Build("arrays.fading_covariance", {"dims": 500, "scale": scale, "correlation": 0.4}),
    }


def _observation(rng, dims, observed):
    return {
        "mean": rng.normal(size=dims),
        "cov": _covariance(rng, dims),
        "observed": np.array(observed, dtype=int),
        "values": rng.normal(size=len(observed)) + 1.0,
    }


MVN_LOG_PROB = Exercise(
    id="mvn_log_prob",
    title="The log-density of a multivariate Gaussian",
    points=4,
    minutes=20,
    difficulty=3,
    reference=probability.mvn_log_prob,
    public={
        "main": [
            {
                "x": np.array([[0.0, 0.0], [1.0, -1.0], [2.0, 1.0]]),
                "mean": np.array([1.0, 0.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
            },
            {"x": np.array([[1.0, 2.0, 3.0]]), "mean": np.array([0.0, 1.0, 3.0]), "cov": CORRELATED},
        ],
        "one": [{"x": np.array([[0.0], [2.0]]), "mean": np.array([1.0]), "cov": np.array([[4.0]])}],
        "large": [_large(1, 0.01)],
    },
    hidden=lambda rng: {
        "main": [_density(rng, n, dims) for n, dims in ((4, 2), (3, 6))],
        "one": [_density(rng, 3, 1)],
        "large": [_large(int(rng.integers(1000)), float(rng.choice([0.01, 40.0])))],
    },
    properties=(
        Property("the value"),
        Property("one dimension", on="one", share=0.5),
        Property("500 dimensions, no under- or overflow", on="large"),
    ),
)

MVN_MLE = Exercise(
    id="mvn_mle",
    title="The most likely multivariate Gaussian",
    points=3,
    minutes=12,
    difficulty=2,
    reference=probability.mvn_mle,
    public={
        "main": [
            {"x": np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 7.0]])},
            {"x": np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0], [2.0, 2.0, 1.0], [0.0, 5.0, 1.0]])},
        ],
        "one": [{"x": np.array([[1.0], [2.0], [6.0]])}],
    },
    hidden=lambda rng: {
        "main": [{"x": rng.gamma(2.0, size=shape)} for shape in ((4, 2), (12, 5))],
        "one": [{"x": rng.gamma(2.0, size=(5, 1))}],
    },
    properties=(
        Property("the mean", part=0),
        Property("the covariance", part=1),
        Property("one dimension gives cov of shape (1, 1)", on="one", part=1, share=0.5),
    ),
)

GAUSSIAN_CONDITIONAL = Exercise(
    id="gaussian_conditional",
    title="What one part of a Gaussian says about the rest",
    points=4,
    minutes=20,
    difficulty=3,
    reference=probability.gaussian_conditional,
    public={
        "main": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([1]),
                "values": np.array([3.0]),
            },
            {
                "mean": np.array([1.0, -1.0, 2.0, 0.0]),
                "cov": np.array([[2.0, 1, 0, 0.5], [1, 3, 0.5, 0], [0, 0.5, 1, 0.2], [0.5, 0, 0.2, 1]]),
                "observed": np.array([0, 2]),
                "values": np.array([2.0, 0.0]),
            },
        ],
        "order": [
            {
                "mean": np.array([1.0, 2.0, -1.0]),
                "cov": CORRELATED,
                "observed": np.array([2, 0]),
                "values": np.array([0.0, 4.0]),
            }
        ],
        "nothing": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([], dtype=int),
                "values": np.array([]),
            }
        ],
        "everything": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([0, 1]),
                "values": np.array([0.0, 3.0]),
            },
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([0]),
                "values": np.array([3.0]),
            },
        ],
    },
    hidden=lambda rng: {
        "main": [_observation(rng, dims, seen) for dims, seen in ((4, [1, 2]), (6, [0, 3, 4]), (3, [2]))],
        "order": [_observation(rng, 5, seen) for seen in ([3, 1], [4, 0, 2])],
        "nothing": [_observation(rng, 3, [])],
        "everything": [_observation(rng, 3, [0, 1, 2]), _observation(rng, 3, [0, 2])],
    },
    properties=(
        Property("the mean", part=0),
        Property("the covariance", part=1),
        Property("observed coordinates in any order", on="order"),
        Property("nothing observed: the Gaussian itself", on="nothing", share=0.5),
        Property("everything observed: nothing is left; all but one: one is", on="everything", share=0.5),
    ),
)

EXERCISES = (MVN_LOG_PROB, MVN_MLE, GAUSSIAN_CONDITIONAL)
