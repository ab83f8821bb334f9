"""Week 3: wrong answers on responsibilities, the M-step and EM, each with a hint."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.exercises.spec import Collection

EM = Collection()
wrong = EM.wrong


@wrong(
    "responsibilities",
    "normalised over N",
    hint="Your columns sum to 1, your rows do not. A responsibility asks of one point: which component? Over "
    "what must the answers sum to 1: the points, or the components?",
)
def responsibilities_over_n(x, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    joint = np.stack(joint, axis=1)
    return np.exp(joint - logsumexp(joint, axis=0, keepdims=True))


@wrong(
    "responsibilities",
    "no weights",
    hint="You compared the likelihoods alone. Bayes' rule also asks how common each component is before the "
    "point was seen.",
)
def responsibilities_no_weights(x, weights, means, covs):
    joint = np.stack([multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)], axis=1)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))


@wrong(
    "responsibilities",
    "hard",
    hint="You gave each point wholly to one component, as k-means does. Between two components the answer "
    "is in doubt: return the probabilities.",
)
def responsibilities_hard(x, weights, means, covs):
    joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.eye(len(weights))[np.argmax(joint, axis=0)]


@wrong(
    "responsibilities",
    "0 / 0 far away",
    hint="You divided densities. Far from all components each of them is 0 in floats, and 0 / 0 is nan. "
    "What is a division, when numbers are given by their logarithms?",
)
def responsibilities_underflow(x, weights, means, covs):
    joint = [w * multivariate_normal(m, c).pdf(x) for w, m, c in zip(weights, means, covs)]
    joint = np.stack(joint, axis=1)
    return joint / joint.sum(axis=1, keepdims=True)


@wrong(
    "m_step",
    "N instead of N_k",
    hint="You divided by the number of all points. Component k holds only N_k of them, the sum of its "
    "responsibilities. If all responsibilities were 0 or 1, what would its mean be?",
)
def m_step_n(x, resp):
    n = len(x)
    means = resp.T @ x / n
    covs = [(resp[:, [k]] * (x - mean)).T @ (x - mean) / n for k, mean in enumerate(means)]
    return resp.sum(axis=0) / n, means, np.array(covs)


@wrong(
    "m_step",
    "covariance about the global mean",
    hint="You measured the spread about the mean of all data. Each component has a centre of its own: which "
    "one have you just computed?",
)
def m_step_global_mean(x, resp):
    counts = resp.sum(axis=0)
    diff = x - x.mean(axis=0)
    covs = [(r[:, None] * diff).T @ diff / n for r, n in zip(resp.T, counts)]
    return counts / len(x), resp.T @ x / counts[:, None], np.array(covs)


@wrong(
    "m_step",
    "N_k - 1",
    hint="You divided the covariance by N_k - 1. That corrects a bias; it does not maximise the likelihood. "
    "And N_k may well be less than 1 here.",
)
def m_step_unbiased(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / (n - 1) for r, m, n in zip(resp.T, means, counts)]
    return counts / len(x), means, np.array(covs)


@wrong(
    "m_step",
    "weights that do not sum to 1",
    hint="Your weights are the counts N_k. Weights are probabilities: what share of all points does each "
    "component hold?",
)
def m_step_counts(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / n for r, m, n in zip(resp.T, means, counts)]
    return counts, means, np.array(covs)


@wrong(
    "em",
    "the trace falls: the floor is added to the diagonal",
    hint="You added min_cov to the diagonal. Then no covariance is the best one for these responsibilities, "
    "and the log-likelihood can fall. Which eigenvalues need to be raised at all?",
)
def em_ridge(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        covs = np.array(covs) + min_cov * np.eye(dims)


@wrong(
    "em",
    "stops at once",
    hint="Your loop ends after the first iteration. Read your test aloud: it should stop when the gain is "
    "less than tol. How large is the first gain?",
)
def em_stops(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] > tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


@wrong(
    "em",
    "collapses on a point",
    hint="A component sat down on a few points and its covariance shrank towards zero, where the likelihood "
    "has no maximum. Where does your loop use min_cov?",
)
def em_no_floor(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]


@wrong(
    "em",
    "covariances with the old means",
    hint="You measured the covariances about the means of the iteration before. The M-step asks for the "
    "best means and covariances together: about which means is the spread smallest?",
)
def em_old_means(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)
        weights, means = counts / n, resp @ x / counts[:, None]


@wrong(
    "em",
    "trace without its start",
    hint="Your trace begins after the first iteration, so nobody sees what that one gained. Which "
    "parameters belong to trace[0]?",
)
def em_short_trace(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace[1:])
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


@wrong(
    "em",
    "mean log-likelihood in the trace",
    hint="Your trace holds the mean log-likelihood of a point, and tol is compared with a gain N times too "
    "small. What is asked, a mean or the total?",
)
def em_mean_trace(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
        total = logsumexp(joint, axis=0)
        trace.append(total.mean())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)
