"""The gradient for the means: the questions of `likelihood_gradient_means`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import FAR, LINE, POINTS, THETA, some_far, some_points
from gmcourse.reference import mixtures

LIKELIHOOD_GRADIENT_MEANS = Exercise(
    id="likelihood_gradient_means",
    title="The gradient for the means",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.likelihood_gradient_means,
    public={
        "main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE],
        "far": [{"x": FAR} | THETA],
    },
    hidden=lambda rng: {"main": some_points(rng), "far": some_far(rng)},
    properties=(
        Property("the gradient"),
        Property("finite far from all components", on="far", share=0.25),
    ),
)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "no responsibilities",
    hint="Every point pulls on every mean with full force here. Differentiate the log of the sum: a fraction appears in front of each pull, and it is an old friend.",
)
def gradient_no_responsibilities(x, weights, means, covs):
    return np.array([np.linalg.solve(c, (x - m).sum(axis=0)) for m, c in zip(means, covs)])


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "sign",
    hint="Your gradient points the other way. With one point and one component, in which direction must the mean move for the likelihood to rise?",
)
def gradient_sign(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([np.linalg.solve(c, r @ (m - x)) for r, m, c in zip(resp, means, covs)])


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "mean over N",
    hint="You averaged over the points. The log-likelihood of independent points is a sum: what is its gradient?",
)
def gradient_mean(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([np.linalg.solve(c, r @ (x - m)) for r, m, c in zip(resp, means, covs)]) / len(x)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "no inverse covariance",
    hint="Your pull is the plain distance from the mean. A narrow component pulls harder than a wide one: differentiate the quadratic form with its matrix in it.",
)
def gradient_no_covariance(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([r @ (x - m) for r, m in zip(resp, means)])


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "divided by N_k",
    hint="You divided by the points that a component owns, as the M-step does. Here nothing is solved for yet: what is the gradient of a sum?",
)
def gradient_by_owned(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([np.linalg.solve(c, r @ (x - m)) / r.sum() for r, m, c in zip(resp, means, covs)])


def _log_joint(x, weights, means, covs):
    """(K, N) logarithms of weight times density."""
    parts = zip(weights, means, covs, strict=True)
    return np.array([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in parts])


def _pulls(resp, x, means, covs):
    """The gradient with these responsibilities, (K, N)."""
    return np.array([np.linalg.solve(c, r @ (x - m)) for r, m, c in zip(resp, means, covs, strict=True)])


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "0 / 0 far away",
    hint="Far from all components each density is 0 in floats. Divided, clipped or replaced, it no longer tells which component is nearest. What is a division, when numbers are given by their logarithms?",
)
def gradient_underflow(x, weights, means, covs):
    joint = np.exp(_log_joint(x, weights, means, covs))
    with np.errstate(all="ignore"):
        return _pulls(joint / joint.sum(axis=0), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong("1e-12 added to the sum", like="0 / 0 far away")
def gradient_padded_by_12(x, weights, means, covs):
    joint = np.exp(_log_joint(x, weights, means, covs))
    return _pulls(joint / (joint.sum(axis=0) + 1e-12), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong("1e-300 added to the sum", like="0 / 0 far away")
def gradient_padded_by_300(x, weights, means, covs):
    joint = np.exp(_log_joint(x, weights, means, covs))
    return _pulls(joint / (joint.sum(axis=0) + 1e-300), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "the covariance for its inverse",
    hint="You multiplied by the covariance. A narrow component pulls harder than a wide one: does yours?",
)
def gradient_times_covariance(x, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([c @ (r @ (x - m)) for r, m, c in zip(resp, means, covs, strict=True)])


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "no weights in the responsibilities",
    hint="Your responsibilities compare the densities alone. Which factor does a component have before its density in p(x)?",
)
def gradient_without_weights(x, weights, means, covs):
    joint = _log_joint(x, np.ones(len(weights)), means, covs)
    return _pulls(np.exp(joint - logsumexp(joint, axis=0)), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "hard assignments",
    hint="You gave each point wholly to one component, as k-means does. Differentiate the log of the sum: how is a point shared out?",
)
def gradient_hard(x, weights, means, covs):
    best = _log_joint(x, weights, means, covs).argmax(axis=0)
    return _pulls(np.eye(len(weights))[:, best], x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "the weights for the responsibilities",
    hint="Each component pulls with its weight, wherever the point lies. Differentiate the log of the sum: which fraction stands in front of the pull, and does it depend on the point?",
)
def gradient_by_weights(x, weights, means, covs):
    return _pulls(np.repeat(weights[:, None], len(x), axis=1), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "not divided by p(x)",
    hint="You weighted each pull by weight times density. That is the slope of p(x): what does the logarithm in front of it divide by?",
)
def gradient_not_normalised(x, weights, means, covs):
    return _pulls(np.exp(_log_joint(x, weights, means, covs)), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.wrong(
    "normalised over N",
    hint="Your responsibilities sum to 1 over the points. Of one point they ask: which component? Over what must they sum to 1?",
)
def gradient_normalised_over_points(x, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    return _pulls(np.exp(joint - logsumexp(joint, axis=1, keepdims=True)), x, means, covs)


@LIKELIHOOD_GRADIENT_MEANS.alternative
def gradient_loop(x, weights, means, covs):
    gradient = np.zeros(means.shape)
    for point in x:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(point) for w, m, c in zip(weights, means, covs)]
        for k in range(len(weights)):
            gradient[k] += np.exp(joint[k] - logsumexp(joint)) * np.linalg.inv(covs[k]) @ (point - means[k])
    return gradient


@LIKELIHOOD_GRADIENT_MEANS.alternative
def gradient_einsum(x, weights, means, covs):
    parts = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    resp = np.exp(np.array(parts) - logsumexp(parts, axis=0))
    return np.einsum("kn,knd,kde->ke", resp, x - means[:, None], np.linalg.inv(covs))


@LIKELIHOOD_GRADIENT_MEANS.alternative
def gradient_by_complex_steps(x, weights, means, covs):
    precisions = np.linalg.inv(covs)
    constants = np.log(weights) - 0.5 * np.linalg.slogdet(covs)[1]

    def log_likelihood(means):
        centred = x[:, None] - means
        scores = constants - 0.5 * np.einsum("nkd,kde,nke->nk", centred, precisions, centred)
        top = scores.real.max(axis=1)
        return np.sum(top + np.log(np.exp(scores - top[:, None]).sum(axis=1)))

    gradient = np.empty(np.shape(means))
    for place in np.ndindex(*gradient.shape):
        moved = np.array(means, dtype=complex)
        moved[place] += 1e-30j
        gradient[place] = log_likelihood(moved).imag / 1e-30
    return gradient
