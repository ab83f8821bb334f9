"""The log trick: the questions of `score_gradient_means`, its wrong answers and other right ways."""

import numpy as np
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import COVS, LINE, MEANS, mixture
from gmcourse.reference import mixtures


def _draws(rng, k, dims, m):
    """A point near the means, and m drawn components, the first two of them different."""
    theta = mixture(rng, k, dims)
    z = np.concatenate([[0, k - 1], rng.integers(k, size=m - 2)])
    return {"x": rng.normal(size=dims), "z": z, "means": theta["means"], "covs": theta["covs"]}


def _without_the_last(args):
    """The same question, the draws of the last component given to the first."""
    return args | {"z": args["z"] % (len(args["means"]) - 1)}


SCORE_GRADIENT_MEANS = Exercise(
    id="score_gradient_means",
    title="The log trick",
    points=1,
    minutes=15,
    difficulty=3,
    stretch=True,
    reference=mixtures.score_gradient_means,
    public={
        "main": [
            {"x": np.array([1.0, 0.0]), "z": np.array([0, 1, 1, 1]), "means": MEANS, "covs": COVS},
            {"x": np.array([1, -1]), "z": np.array([1, 0, 1]), "means": MEANS, "covs": COVS},
        ],
        "unseen": [
            {"x": np.array([0.5]), "z": np.array([2, 0, 2]), "means": LINE["means"], "covs": LINE["covs"]}
        ],
    },
    hidden=lambda rng: {
        "main": [
            *(_draws(rng, k, dims, m) for k, dims, m in ((2, 1, 9), (3, 2, 20), (3, 3, 3), (2, 4, 7))),
            _draws(rng, 3, 2, 8) | {"x": rng.integers(-2, 3, size=2)},
            _draws(rng, 1, 2, 3),
        ],
        "unseen": [_draws(rng, 4, 2, 2), _without_the_last(_draws(rng, 4, 2, 12))],
    },
    properties=(
        Property("the estimate"),
        Property("a component never drawn gets 0", on="unseen", share=0.5),
    ),
)


@SCORE_GRADIENT_MEANS.wrong(
    "not weighted by the likelihood",
    hint="Every draw counts the same here. In the log trick the gradient of p(x, z) is p(x, z) times the gradient of its logarithm; drawing z takes care of p(z) only.",
)
def score_unweighted(x, z, means, covs):
    total = np.zeros_like(means)
    for k in z:
        total[k] += np.linalg.solve(covs[k], x - means[k])
    return total / len(z)


@SCORE_GRADIENT_MEANS.wrong(
    "gradient of log p(x)",
    hint="You divided by an estimate of p(x). That gives the gradient of log p(x), and the ratio of two estimates is biased. Asked is the gradient of p(x) itself.",
)
def score_of_log(x, z, means, covs):
    total, density = np.zeros_like(means), 0.0
    for k in z:
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] += p * np.linalg.solve(covs[k], x - means[k])
        density += p
    return total / density


@SCORE_GRADIENT_MEANS.wrong(
    "averaged within each component",
    hint="Your rows do not depend on how often their components were drawn. A rare component contributes rarely, which is how its weight enters: over which draws does the average run?",
)
def score_within(x, z, means, covs):
    total = np.zeros_like(means)
    for k in np.unique(z):
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] = p * np.linalg.solve(covs[k], x - means[k])
    return total


def _estimate(x, z, means, covs):
    total = np.zeros(np.shape(means))
    for k in z:
        total[k] += multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return total / len(z)


@SCORE_GRADIENT_MEANS.wrong(
    "a sum over the draws",
    hint="You added up the draws. With twice as many of them your estimate is twice as large: what turns a sum into the estimate of an expectation?",
)
def score_sum(x, z, means, covs):
    return len(z) * _estimate(x, z, means, covs)


@SCORE_GRADIENT_MEANS.wrong(
    "sign",
    hint="Your gradient points away from x. In which direction must a mean move for p(x) to rise?",
)
def score_turned_round(x, z, means, covs):
    return -_estimate(x, z, means, covs)


@SCORE_GRADIENT_MEANS.wrong(
    "no inverse covariance",
    hint="Your slope is the plain distance from the mean. Differentiate the quadratic form with its matrix in it.",
)
def score_without_covariance(x, z, means, covs):
    total = np.zeros(np.shape(means))
    for k in z:
        total[k] += multivariate_normal(means[k], covs[k]).pdf(x) * (x - means[k])
    return total / len(z)


@SCORE_GRADIENT_MEANS.wrong(
    "the covariance for its inverse",
    hint="You multiplied by the covariance. A narrow component pulls harder than a wide one: does yours?",
)
def score_times_covariance(x, z, means, covs):
    total = np.zeros(np.shape(means))
    for k in z:
        total[k] += multivariate_normal(means[k], covs[k]).pdf(x) * (covs[k] @ (x - means[k]))
    return total / len(z)


@SCORE_GRADIENT_MEANS.wrong(
    "repeated draws lost",
    hint="A component that was drawn several times counts once in your sum. What does total[z] += ... do with an index that comes twice?",
)
def score_lost_draws(x, z, means, covs):
    return np.stack([_estimate(x, z, means, covs)[k] / max(np.sum(z == k), 1) for k in range(len(means))])


@SCORE_GRADIENT_MEANS.wrong(
    "the log-density for the density",
    hint="You weighted each draw by log p(x given z). In the log trick the gradient of p is p times the gradient of log p: which of the two stands in front?",
)
def score_log_weights(x, z, means, covs):
    total = np.zeros(np.shape(means))
    for k in z:
        total[k] += multivariate_normal(means[k], covs[k]).logpdf(x) * np.linalg.solve(covs[k], x - means[k])
    return total / len(z)


@SCORE_GRADIENT_MEANS.alternative
def score_loop(x, z, means, covs):
    total = np.zeros(means.shape)
    for k in z:
        density = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] += density * np.linalg.inv(covs[k]) @ (x - means[k])
    return total / len(z)


@SCORE_GRADIENT_MEANS.alternative
def score_one_hot(x, z, means, covs):
    picked = np.eye(len(means))[z]
    density = np.array([multivariate_normal(means[k], covs[k]).pdf(x) for k in z])
    slopes = np.array([np.linalg.solve(covs[k], x - means[k]) for k in z])
    return picked.T @ (density[:, None] * slopes) / len(z)


@SCORE_GRADIENT_MEANS.alternative
def score_by_adding_up(x, z, means, covs):
    from scipy.stats import multivariate_normal as gaussian

    total = np.zeros_like(means)
    for k in z:
        slope = np.linalg.inv(covs[k]) @ (x - means[k])
        total[k] += gaussian(means[k], covs[k]).pdf(x) * slope
    return total / len(z)
