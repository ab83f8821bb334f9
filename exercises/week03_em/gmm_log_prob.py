"""The density of a mixture: the questions of `gmm_log_prob`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import FAR, LINE, POINTS, THETA, some_far, some_points
from gmcourse.reference import mixtures

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
        "main": some_points(rng),
        "far": some_far(rng),
    },
    properties=(
        Property("the log-density"),
        Property("finite far from all components", on="far", share=0.5),
    ),
)


@GMM_LOG_PROB.wrong(
    "no weights",
    hint="You added the components as if each were certain. What is the probability that a point comes from component k in the first place?",
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
