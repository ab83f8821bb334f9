"""Makers of cases and answers that several exercises of week03_em share."""

import numpy as np

from gmcourse.check.builders.arrays import covariance

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


SIZES = ((6, 2, 1), (9, 3, 2), (12, 4, 5), (1, 2, 3), (4, 1, 2), (3, 3, 3), (1, 1, 1), (2, 5, 2))


def some_points(rng, sizes=SIZES):
    """Questions of many sizes (points, components, dimensions), and in a small unit."""
    return [
        *(points_and_mixture(rng, *size) for size in sizes),
        in_a_small_unit(points_and_mixture(rng, 5, 3, 2)),
        away_from_zero(points_and_mixture(rng, 4, 2, 2)),
        a_rare_component(rng),
        in_whole_numbers(points_and_mixture(rng, 5, 2, 2)),
    ]


def some_far(rng):
    """Points far from all components: all of them, one alone, and one beside a near one."""
    args = points_and_mixture(rng, 5, 3, 2, shift=200.0)
    beside = points_and_mixture(rng, 3, 2, 2)
    return [
        args,
        points_and_mixture(rng, 1, 2, 3, shift=-300.0),
        beside | {"x": beside["x"] + np.array([[0.0], [0.0], [150.0]])},
        points_and_mixture(rng, 2, 2, 2, shift=5000.0),
    ]


def in_a_small_unit(args, scale=1e-4):
    """The same question with lengths multiplied by `scale`."""
    return args | {"x": scale * args["x"], "means": scale * args["means"], "covs": scale**2 * args["covs"]}


def away_from_zero(args, distance=1e6):
    """The same question elsewhere: the points and the means moved together."""
    return args | {"x": args["x"] + distance, "means": args["means"] + distance}


def in_whole_numbers(args):
    """The same question about points that are whole numbers, kept as such; the means are none."""
    return args | {"x": args["x"].round().astype(int)}


def a_rare_component(rng):
    """A component of weight 1e-10 that still owns its share of points far from the other one."""
    return {
        "x": np.array([[8.85, 0.0], [8.75, 0.0], [8.95, 0.0]]) + rng.uniform(-0.05, 0.05, size=(3, 2)),
        "weights": np.array([1e-10, 1 - 1e-10]),
        "means": np.array([[0.0, 0.0], [20.0, 0.0]]),
        "covs": np.array([np.eye(2)] * 2),
    }


def points_and_mixture(rng, n, k, dims, shift=0.0):
    """Arguments x, weights, means, covs."""
    return {"x": rng.normal(scale=2.0, size=(n, dims)) + shift} | mixture(rng, k, dims)
