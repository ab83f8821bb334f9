"""Week 3: wrong answers on the lower bound and on the gradients for the means, each with a hint."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.exercises.spec import Collection

BOUND = Collection()
wrong = BOUND.wrong


@wrong(
    "elbo",
    "no entropy",
    hint="This is the expected complete log-likelihood, called Q. It lies below the bound by the entropy of "
    "q, so it does not touch the log-likelihood anywhere. Which term with log q is missing?",
)
def elbo_q_only(x, q, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(q * np.stack(joint, axis=1))


@wrong(
    "elbo",
    "entropy's sign",
    hint="You subtracted the entropy of q, which is minus the sum of q log q and never negative. A vaguer q "
    "should raise the bound, all else equal: does yours rise?",
)
def elbo_minus_entropy(x, q, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(q * np.stack(joint, axis=1)) + np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))


@wrong(
    "elbo",
    "bound above the likelihood: no weights",
    hint="Your bound can lie above the log-likelihood, so it is no bound. You used p(x given z); the joint "
    "p(x, z) has one factor more.",
)
def elbo_no_weights(x, q, weights, means, covs):
    parts = np.stack([multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)], axis=1)
    return np.sum(q * parts) - np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))


@wrong(
    "elbo",
    "the log-likelihood itself",
    hint="You summed over the components inside the logarithm, and q cancelled: this is the log-likelihood, "
    "whatever q is. The bound has the logarithm inside the expectation under q.",
)
def elbo_likelihood(x, q, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(logsumexp(joint, axis=0))


@wrong(
    "elbo",
    "nan where q is 0",
    hint="You multiplied 0 by log 0, which is nan in floats. As q goes to 0, where does q log q go, and "
    "what should such an entry add?",
)
def elbo_nan(x, q, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(q * (np.stack(joint, axis=1) - np.log(q)))


@wrong(
    "elbo",
    "mean over the points",
    hint="You averaged over the points. The bound asked for is one on the log-likelihood of all points "
    "together: is that a mean or a sum over points?",
)
def elbo_mean(x, q, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return (
        np.sum(q * np.stack(joint, axis=1)) - np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))
    ) / len(x)


@wrong(
    "likelihood_gradient_means",
    "no responsibilities",
    hint="Every point pulls on every mean with full force here. Differentiate the log of the sum: a fraction "
    "appears in front of each pull, and it is an old friend.",
)
def gradient_no_responsibilities(x, weights, means, covs):
    return np.array([np.linalg.solve(c, (x - m).sum(axis=0)) for m, c in zip(means, covs)])


@wrong(
    "likelihood_gradient_means",
    "sign",
    hint="Your gradient points the other way. With one point and one component, in which direction must the "
    "mean move for the likelihood to rise?",
)
def gradient_sign(x, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([np.linalg.solve(c, r @ (m - x)) for r, m, c in zip(resp, means, covs)])


@wrong(
    "likelihood_gradient_means",
    "mean over N",
    hint="You averaged over the points. The log-likelihood of independent points is a sum: what is its "
    "gradient?",
)
def gradient_mean(x, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([np.linalg.solve(c, r @ (x - m)) for r, m, c in zip(resp, means, covs)]) / len(x)


@wrong(
    "likelihood_gradient_means",
    "no inverse covariance",
    hint="Your pull is the plain distance from the mean. A narrow component pulls harder than a wide one: "
    "differentiate the quadratic form with its matrix in it.",
)
def gradient_no_covariance(x, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    resp = np.exp(joint - logsumexp(joint, axis=0))
    return np.array([r @ (x - m) for r, m in zip(resp, means)])


@wrong(
    "score_gradient_means",
    "not weighted by the likelihood",
    hint="Every draw counts the same here. In the log trick the gradient of p(x, z) is p(x, z) times the "
    "gradient of its logarithm; drawing z takes care of p(z) only.",
)
def score_unweighted(x, z, means, covs):
    total = np.zeros_like(means)
    for k in z:
        total[k] += np.linalg.solve(covs[k], x - means[k])
    return total / len(z)


@wrong(
    "score_gradient_means",
    "gradient of log p(x)",
    hint="You divided by an estimate of p(x). That gives the gradient of log p(x), and the ratio of two "
    "estimates is biased. Asked is the gradient of p(x) itself.",
)
def score_of_log(x, z, means, covs):
    total, density = np.zeros_like(means), 0.0
    for k in z:
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] += p * np.linalg.solve(covs[k], x - means[k])
        density += p
    return total / density


@wrong(
    "score_gradient_means",
    "averaged within each component",
    hint="You divided each row by how often its component was drawn. A rare component contributes rarely, "
    "which is how its weight enters: over which draws does the average run?",
)
def score_within(x, z, means, covs):
    total = np.zeros_like(means)
    for k in np.unique(z):
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] = p * np.linalg.solve(covs[k], x - means[k])
    return total
