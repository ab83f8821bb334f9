"""The density of a mixture: the questions of `gmm_log_prob`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import FAR, LINE, POINTS, THETA, some_far, some_points
from gmcourse.reference import mixtures

# Far from two components, and as far from one as from the other.
BETWEEN = {
    "x": np.array([[0.0, 1000.0], [0.0, 38.5]]),
    "weights": np.array([0.5, 0.5]),
    "means": np.array([[1.0, 0.0], [-1.0, 0.0]]),
    "covs": np.array([np.eye(2)] * 2),
}
# Minutes beside minutes: one coordinate varies little, the other much.
STRETCHED = {
    "x": np.array([[2.0, 55.0], [4.5, 80.0], [3.0, 60.0]]),
    "weights": np.array([0.4, 0.6]),
    "means": np.array([[2.0, 54.0], [4.3, 80.0]]),
    "covs": np.array([[[0.3, 1.0], [1.0, 80.0]], [[0.17, 0.9], [0.9, 36.0]]]),
}


def _between(rng):
    """Points on the line between two components of one spread, far from both."""
    place, step = rng.normal(size=2), rng.normal(size=2)
    along = np.array([-step[1], step[0]])
    return {
        "x": place + rng.uniform(300.0, 900.0, size=(3, 1)) * along / np.linalg.norm(along),
        "weights": np.array([0.3, 0.7]),
        "means": np.array([place - step, place + step]),
        "covs": np.array([np.eye(2)] * 2),
    }


GMM_LOG_PROB = Exercise(
    id="gmm_log_prob",
    title="The density of a mixture",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.gmm_log_prob,
    public={
        "main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE, STRETCHED],
        "far": [{"x": FAR} | THETA, BETWEEN],
    },
    hidden=lambda rng: {
        "main": some_points(rng),
        "far": [*some_far(rng), _between(rng)],
    },
    properties=(
        Property("the log-density"),
        Property("finite far from all components", on="far", share=0.5),
    ),
)


@GMM_LOG_PROB.wrong(
    "no weights",
    hint="All components count the same in your sum. What is the probability that a point comes from component k in the first place?",
)
def gmm_no_weights(x, weights, means, covs):
    parts = [np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)]
    return logsumexp(np.stack(parts, axis=1), axis=1)


@GMM_LOG_PROB.wrong(
    "log of a sum that underflows",
    hint="You added densities. Far from all components each of them is 0 in floats, and a logarithm comes too late. Which function adds numbers that are given by their logarithms?",
)
def gmm_underflow(x, weights, means, covs):
    parts = [w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]
    return np.log(np.sum(parts, axis=0))


@GMM_LOG_PROB.wrong(
    "sum of logs",
    hint="You summed the logarithms of the components. That is the logarithm of their product: all of them at once. A mixture is a sum: one component or another.",
)
def gmm_sum_of_logs(x, weights, means, covs):
    parts = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.sum(parts, axis=0)


@GMM_LOG_PROB.wrong(
    "weighted mean of the logs",
    hint="You averaged the log-densities with the weights. The average belongs inside the logarithm; outside it, the value is lower (Jensen's inequality).",
)
def gmm_mean_of_logs(x, weights, means, covs):
    parts = [w * np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    return np.sum(parts, axis=0)


@GMM_LOG_PROB.wrong(
    "density instead of its logarithm",
    hint="You returned the densities themselves. Far from all components they round to 0, their logarithms do not: what is the function's name?",
)
def gmm_density(x, weights, means, covs):
    parts = [w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]
    return np.sum(parts, axis=0)


def _padded(x, weights, means, covs, epsilon):
    parts = [w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]
    return np.log(np.sum(parts, axis=0) + epsilon)


@GMM_LOG_PROB.wrong("1e-6 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_6(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-6)


@GMM_LOG_PROB.wrong("1e-8 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_8(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-8)


@GMM_LOG_PROB.wrong("1e-10 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_10(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-10)


@GMM_LOG_PROB.wrong("1e-12 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_12(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-12)


@GMM_LOG_PROB.wrong("1e-20 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_20(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-20)


@GMM_LOG_PROB.wrong("1e-300 added before the logarithm", like="log of a sum that underflows")
def gmm_padded_by_300(x, weights, means, covs):
    return _padded(x, weights, means, covs, 1e-300)


def _mixed(x, weights, means, covs, normaliser):
    """A mixture whose Gaussians have another normaliser, a function of the covariance."""
    parts = []
    for w, m, c in zip(weights, means, covs, strict=True):
        centred = x - m
        squares = np.sum(centred * np.linalg.solve(c, centred.T).T, axis=1)
        parts.append(np.log(w) - 0.5 * squares - 0.5 * normaliser(c))
    return logsumexp(parts, axis=0)


@GMM_LOG_PROB.wrong("every weight 1/K", like="no weights")
def gmm_uniform_weights(x, weights, means, covs):
    return gmm_no_weights(x, weights, means, covs) - np.log(len(weights))


@GMM_LOG_PROB.wrong(
    "the determinant",
    hint="The determinant of the covariance is missing, or it enters with the wrong sign or power. A wide Gaussian is lower than a narrow one: by which factor?",
)
def gmm_without_determinant(x, weights, means, covs):
    return _mixed(x, weights, means, covs, lambda c: len(c) * np.log(2 * np.pi))


@GMM_LOG_PROB.wrong("sign of the log-determinant", like="the determinant")
def gmm_determinant_turned_round(x, weights, means, covs):
    return _mixed(x, weights, means, covs, lambda c: len(c) * np.log(2 * np.pi) - np.linalg.slogdet(c)[1])


@GMM_LOG_PROB.wrong("the determinant without its root", like="the determinant")
def gmm_determinant_without_root(x, weights, means, covs):
    return _mixed(x, weights, means, covs, lambda c: len(c) * np.log(2 * np.pi) + 2 * np.linalg.slogdet(c)[1])


@GMM_LOG_PROB.wrong(
    "the power of 2 pi",
    hint="The constant with 2 pi is missing or has a power that does not fit the number of dimensions. In D dimensions, how many one-dimensional Gaussians does a round one multiply?",
)
def gmm_two_pi_once(x, weights, means, covs):
    return _mixed(x, weights, means, covs, lambda c: np.log(2 * np.pi) + np.linalg.slogdet(c)[1])


@GMM_LOG_PROB.wrong("no 2 pi", like="the power of 2 pi")
def gmm_without_two_pi(x, weights, means, covs):
    return _mixed(x, weights, means, covs, lambda c: np.linalg.slogdet(c)[1])


@GMM_LOG_PROB.wrong(
    "the largest term only",
    hint="You took the largest component alone. Between two components both contribute: what joins them?",
)
def gmm_largest(x, weights, means, covs):
    parts = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.max(parts, axis=0)


@GMM_LOG_PROB.wrong(
    "only the diagonal of the covariance",
    hint="You used the variances alone. A tilted cloud has something off the diagonal: where does it enter?",
)
def gmm_diagonal(x, weights, means, covs):
    flat = np.array([np.diag(np.diag(c)) for c in covs])
    return _mixed(x, weights, means, flat, lambda c: len(c) * np.log(2 * np.pi) + np.linalg.slogdet(c)[1])


@GMM_LOG_PROB.wrong(
    "the total",
    hint="You added up the points or averaged over them. The log-density is asked for each point: over which axis do you sum?",
)
def gmm_total(x, weights, means, covs):
    return np.full(
        len(x),
        _mixed(x, weights, means, covs, lambda c: len(c) * np.log(2 * np.pi) + np.linalg.slogdet(c)[1]).sum(),
    )


@GMM_LOG_PROB.wrong(
    "whole numbers: rounded down",
    hint="Points come in whole numbers, too, and an array made like them holds whole numbers only. What becomes of a fraction that is put into it?",
)
def gmm_rounded_down(x, weights, means, covs):
    out = np.zeros_like(x[:, 0])
    out[:] = _mixed(x, weights, means, covs, lambda c: len(c) * np.log(2 * np.pi) + np.linalg.slogdet(c)[1])
    return out


@GMM_LOG_PROB.alternative
def gmm_scipy(x, weights, means, covs):
    parts = [np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)]
    return logsumexp(np.stack(parts, axis=1), axis=1, b=weights)


@GMM_LOG_PROB.alternative
def gmm_loop(x, weights, means, covs):
    out = np.full(len(x), -np.inf)
    for w, m, c in zip(weights, means, covs):
        diff = x - m
        quadratic = np.sum(diff * np.linalg.solve(c, diff.T).T, axis=1)
        log_norm = np.linalg.slogdet(2 * np.pi * c)[1]
        out = np.logaddexp(out, np.log(w) - 0.5 * (log_norm + quadratic))
    return out


@GMM_LOG_PROB.alternative
def gmm_by_precisions(x, weights, means, covs):
    columns = []
    for weight, mean, cov in zip(weights, means, covs, strict=True):
        centred = x - mean
        squares = np.einsum("nd,de,ne->n", centred, np.linalg.inv(cov), centred)
        columns.append(np.log(weight) - 0.5 * (squares + np.linalg.slogdet(2 * np.pi * cov)[1]))
    return np.logaddexp.reduce(columns, axis=0)
