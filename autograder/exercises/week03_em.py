"""Week 3, third part: EM, its bound, and the gradients that compete with it."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week03_mixtures import (
    COVS,
    LINE,
    MEANS,
    POINTS,
    THETA,
    mixture,
    points_and_mixture,
)
from gmcourse.check.ask import build
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import mixtures

LOOSE = Tolerance(rtol=1e-5, atol=1e-7, float32=False)


def em_case(x, k, seed, max_iter, tol=1e-6, min_cov=1e-6):
    """Arguments of `em`; the generator is made anew for each call."""
    rng = Build("arrays.rng", {"seed": seed})
    return {"x": x, "k": k, "rng": rng, "max_iter": max_iter, "tol": tol, "min_cov": min_cov}


def groups_of_points(rng, sizes, dims, spread):
    """Rows around one centre a group, in random order."""
    centres = rng.normal(scale=spread, size=(len(sizes), dims))
    return rng.permutation(np.repeat(centres, sizes, axis=0) + rng.normal(size=(sum(sizes), dims)))


def tight_and_wide(rng, dims):
    """A tight cloud inside a wide one: without a floor the tight component shrinks below 0.5."""
    tight = rng.normal(0.0, 0.2, size=(25, dims))
    return rng.permutation(np.concatenate([tight, rng.normal(1.0, 3.0, size=(25, dims))]))


def far_apart(rng):
    """Two clouds a hundred of their widths from each other."""
    return rng.permutation(np.concatenate([rng.normal(size=(14, 1)), rng.normal(100.0, 1.0, size=(9, 1))]))


def two_sheets(rng):
    """Two thin parallel sheets in space, turned: wide together, thinner than the floor each."""
    points = rng.normal(size=(44, 3)) * np.array([2.0, 1.5, 0.1])
    points[:20, 2] += 9.0
    return rng.permutation(points @ np.linalg.qr(rng.normal(size=(3, 3)))[0])


def climbing(draw):
    """A drawn case whose every iteration gains more than rounding can hide, so that all stop alike."""
    while True:
        args = draw()
        trace = mixtures.em(**{name: build(value) for name, value in args.items()})[3]
        if np.diff(trace).min() > 1e-5:
            return args


def repeated(rng):
    """One value many times among others: a component that sits on it has no width left."""
    return rng.permutation(np.concatenate([np.full((10, 1), 2.0), rng.normal(0.0, 3.0, size=(12, 1))]))


PUBLIC = np.random.default_rng(30)
TWO = np.array([[0.0], [0.5], [1.0], [1.2], [5.0], [5.5], [6.5]])
CLOUDS = groups_of_points(PUBLIC, (20, 12), 2, 3.0).round(2)
TIGHT = tight_and_wide(PUBLIC, 1).round(2)
REPEATED = repeated(PUBLIC).round(2)

EM = Exercise(
    id="em",
    title="The EM algorithm",
    points=4,
    minutes=30,
    difficulty=3,
    reference=mixtures.em,
    public={
        "steps": [em_case(TWO, 2, 1, 4), em_case(CLOUDS, 3, 2, 6)],
        "one": [em_case(CLOUDS, 1, 0, 20)],
        "stop": [em_case(TWO, 2, 3, 500, tol=1e-2), em_case(CLOUDS, 2, 4, 500, tol=1e-3)],
        "floor": [em_case(TIGHT, 2, 5, 30, min_cov=0.5), em_case(REPEATED, 2, 6, 60, min_cov=0.01)],
    },
    hidden=lambda rng: {
        "steps": [
            em_case(groups_of_points(rng, (20, 15, 8), dims, 3.0), k, _seed(rng), 7)
            for dims, k in ((1, 2), (2, 3), (4, 2))
        ]
        + [climbing(lambda: em_case(far_apart(rng), 2, _seed(rng), 6))],
        "one": [em_case(groups_of_points(rng, (9, 30), 3, 2.0), 1, _seed(rng), 20)],
        "stop": [
            climbing(lambda: em_case(groups_of_points(rng, (30, 20), 2, 3.0), 2, _seed(rng), 800, 1e-3)) for _ in "ab"
        ],
        "floor": [
            em_case(tight_and_wide(rng, 2), 2, _seed(rng), 40, min_cov=0.5),
            em_case(two_sheets(rng), 2, _seed(rng), 40, min_cov=0.5),
            em_case(repeated(rng), 3, _seed(rng), 60, min_cov=0.01),
        ],
    },
    properties=(
        Property("weights, means and covariances after a few steps", on="steps", compare="mixtures.fit"),
        Property(
            "the trace is the total log-likelihood, from the start on", on="steps", part=3, tolerance=LOOSE
        ),
        Property("the trace climbs and never falls", on="floor", part=3, compare="mixtures.never_falls", share=0.5),
        Property("one component is the Gaussian fit", on="one", compare="mixtures.fit", share=0.5),
        Property("it stops once a step gains less than tol", on="stop", part=3, tolerance=LOOSE, share=0.5),
        Property("no covariance falls below the floor", on="floor", compare="mixtures.fit", share=0.5),
    ),
)

SOFT = np.array([[0.5, 0.5], [0.25, 0.75], [0.1, 0.9]])
HARD = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])

ELBO = Exercise(
    id="elbo",
    title="The bound that EM climbs",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.elbo,
    public={
        "main": [
            {"x": POINTS, "q": SOFT} | THETA,
            {"x": np.array([[0.0], [2.0]]), "q": np.array([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]])} | LINE,
        ],
        "hard": [{"x": POINTS, "q": HARD} | THETA],
        "tight": [{"x": POINTS, "q": mixtures.responsibilities(POINTS, **THETA)} | THETA],
    },
    hidden=lambda rng: {
        "main": [_with_q(rng, n, k, dims, "soft") for n, k, dims in ((6, 2, 1), (15, 3, 2))],
        "hard": [_with_q(rng, 9, 3, 2, "hard")],
        "tight": [_with_q(rng, 12, 4, 2, "tight")],
    },
    properties=(
        Property("the bound for any q"),
        Property("0 log 0 counts as 0", on="hard", share=0.5),
        Property("it touches the log-likelihood at the responsibilities", on="tight", share=0.5),
    ),
)

LIKELIHOOD_GRADIENT_MEANS = Exercise(
    id="likelihood_gradient_means",
    title="The gradient for the means",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.likelihood_gradient_means,
    public={"main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE]},
    hidden=lambda rng: {
        "main": [points_and_mixture(rng, *size) for size in ((6, 2, 1), (9, 3, 2), (12, 4, 5))],
    },
    properties=(Property("the gradient"),),
)

SCORE_GRADIENT_MEANS = Exercise(
    id="score_gradient_means",
    title="The log trick",
    points=1,
    minutes=15,
    difficulty=3,
    stretch=True,
    reference=mixtures.score_gradient_means,
    public={
        "main": [{"x": np.array([1.0, 0.0]), "z": np.array([0, 1, 1, 1]), "means": MEANS, "covs": COVS}],
        "unseen": [
            {"x": np.array([0.5]), "z": np.array([2, 0, 2]), "means": LINE["means"], "covs": LINE["covs"]}
        ],
    },
    hidden=lambda rng: {
        "main": [_draws(rng, 2, 1, 9), _draws(rng, 3, 2, 20)],
        "unseen": [_draws(rng, 4, 2, 2), _without_the_last(_draws(rng, 4, 2, 12))],
    },
    properties=(
        Property("the estimate"),
        Property("a component never drawn gets 0", on="unseen", share=0.5),
    ),
)

EXERCISES = (EM, ELBO, LIKELIHOOD_GRADIENT_MEANS, SCORE_GRADIENT_MEANS)


def _seed(rng):
    return int(rng.integers(2**31))


def _with_q(rng, n, k, dims, kind):
    args = points_and_mixture(rng, n, k, dims)
    q = rng.dirichlet(np.ones(k), size=n)
    if kind == "hard":
        q = np.eye(k)[rng.integers(k, size=n)]
    if kind == "tight":
        q = mixtures.responsibilities(**args)
    return {"x": args.pop("x"), "q": q} | args


def _draws(rng, k, dims, m):
    """A point near the means, and m drawn components, the first two of them different."""
    theta = mixture(rng, k, dims)
    z = np.concatenate([[0, k - 1], rng.integers(k, size=m - 2)])
    return {"x": rng.normal(size=dims), "z": z, "means": theta["means"], "covs": theta["covs"]}


def _without_the_last(args):
    """The same question, the draws of the last component given to the first."""
    return args | {"z": args["z"] % (len(args["means"]) - 1)}
