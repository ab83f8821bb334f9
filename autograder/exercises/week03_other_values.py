"""Week 3: densities, bounds and gradients written another way; none of them may lose a point."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.exercises.spec import Collection

VALUES = Collection()
alternative = VALUES.alternative


@alternative("histogram_log_prob")
def histogram_loop(x, edges, counts):
    total, out = sum(counts), []
    for point in x:
        value = -np.inf
        for b in range(len(counts)):
            last = b == len(counts) - 1 and point == edges[-1]
            if counts[b] > 0 and (edges[b] <= point < edges[b + 1] or last):
                value = np.log(counts[b]) - np.log(total) - np.log(edges[b + 1] - edges[b])
        out.append(value)
    return np.array(out)


@alternative("histogram_log_prob")
def histogram_digitize(x, edges, counts):
    height = counts / np.sum(counts) / np.diff(edges)
    padded = np.concatenate([[0.0], height, [0.0]]).astype(np.float32)
    place = np.digitize(x, edges)
    place[x == edges[-1]] = len(counts)
    return np.log(padded[place])


@alternative("equal_count_edges")
def edges_by_percentile(data, bins):
    return np.percentile(data, [100 * b / bins for b in range(bins + 1)])


@alternative("equal_count_edges")
def edges_by_interpolation(data, bins):
    ordered = np.sort(data)
    return np.interp(np.linspace(0, len(data) - 1, bins + 1), np.arange(len(data)), ordered)


@alternative("kde_log_prob")
def kde_loop(x, data, bandwidth):
    out = np.empty(len(x))
    for i, point in enumerate(x):
        logs = -0.5 * ((point - data) / bandwidth) ** 2 - np.log(bandwidth * np.sqrt(2 * np.pi))
        out[i] = np.logaddexp.reduce(logs) - np.log(len(data))
    return out


@alternative("kde_log_prob")
def kde_sklearn(x, data, bandwidth):
    from sklearn.neighbors import KernelDensity

    kde = KernelDensity(bandwidth=bandwidth, rtol=1e-10).fit(data[:, None])
    return kde.score_samples(x[:, None])


@alternative("gmm_log_prob")
def gmm_scipy(x, weights, means, covs):
    parts = [multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)]
    return logsumexp(np.stack(parts, axis=1), axis=1, b=weights)


@alternative("gmm_log_prob")
def gmm_loop(x, weights, means, covs):
    out = np.full(len(x), -np.inf)
    for w, m, c in zip(weights, means, covs):
        diff = x - m
        quadratic = np.sum(diff * np.linalg.solve(c, diff.T).T, axis=1)
        log_norm = np.linalg.slogdet(2 * np.pi * c)[1]
        out = np.logaddexp(out, np.log(w) - 0.5 * (log_norm + quadratic))
    return out


@alternative("responsibilities")
def responsibilities_softmax(x, weights, means, covs):
    from scipy.special import softmax

    parts = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return softmax(np.array(parts), axis=0).T


@alternative("responsibilities")
def responsibilities_shifted(x, weights, means, covs):
    resp = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        resp[:, k] = np.log(weights[k]) + multivariate_normal.logpdf(x, means[k], covs[k])
    resp = np.exp(resp - resp.max(axis=1, keepdims=True))
    return resp / resp.sum(axis=1, keepdims=True)


@alternative("m_step")
def m_step_loop(x, resp):
    weights, means, covs = [], [], []
    for r in resp.T:
        weights.append(r.mean())
        means.append(np.average(x, axis=0, weights=r))
        covs.append(np.cov(x, rowvar=False, aweights=r, bias=True).reshape(x.shape[1], x.shape[1]))
    return np.array(weights), np.array(means), np.array(covs)


@alternative("m_step")
def m_step_einsum(x, resp):
    counts = resp.sum(axis=0)
    means = np.einsum("nk,nd->kd", resp, x) / counts[:, None]
    diff = x[:, None] - means
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / counts[:, None, None]
    return [counts / counts.sum(), means, covs]


@alternative("elbo")
def elbo_by_divergence(x, q, weights, means, covs):
    from scipy.special import rel_entr

    parts = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    log_prob = logsumexp(parts, axis=0)
    resp = np.exp(np.array(parts) - log_prob).T
    return log_prob.sum() - rel_entr(q, resp).sum()


@alternative("elbo")
def elbo_loop(x, q, weights, means, covs):
    bound = 0.0
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] > 0:
                joint = np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x[n])
                bound += q[n, k] * (joint - np.log(q[n, k]))
    return bound


@alternative("likelihood_gradient_means")
def gradient_loop(x, weights, means, covs):
    gradient = np.zeros(means.shape)
    for point in x:
        joint = [w * multivariate_normal(m, c).pdf(point) for w, m, c in zip(weights, means, covs)]
        for k in range(len(weights)):
            gradient[k] += joint[k] / sum(joint) * np.linalg.inv(covs[k]) @ (point - means[k])
    return gradient


@alternative("likelihood_gradient_means")
def gradient_einsum(x, weights, means, covs):
    parts = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    resp = np.exp(np.array(parts) - logsumexp(parts, axis=0))
    return np.einsum("kn,knd,kde->ke", resp, x - means[:, None], np.linalg.inv(covs))


@alternative("score_gradient_means")
def score_loop(x, z, means, covs):
    total = np.zeros(means.shape)
    for k in z:
        density = multivariate_normal(means[k], covs[k]).pdf(x)
        total[k] += density * np.linalg.inv(covs[k]) @ (x - means[k])
    return total / len(z)


@alternative("score_gradient_means")
def score_one_hot(x, z, means, covs):
    picked = np.eye(len(means))[z]
    density = np.array([multivariate_normal(means[k], covs[k]).pdf(x) for k in z])
    slopes = np.array([np.linalg.solve(covs[k], x - means[k]) for k in z])
    return picked.T @ (density[:, None] * slopes) / len(z)
