"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["histogram_log_prob"] = [
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = np.asarray(counts, dtype=float)
    total = counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        log_height = np.log(counts) - np.log(np.diff(edges)) - np.log(total)
    log_height = np.where(counts > 0, log_height, -np.inf)
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(x == edges[-1], len(counts) - 1, place)
    inside = (x >= edges[0]) & (x <= edges[-1])
    return np.where(inside, log_height[np.clip(place, 0, len(counts) - 1)], -np.inf)
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    out = np.full(len(x), -np.inf)
    n = float(np.sum(counts))
    last = len(counts) - 1
    for b in range(last + 1):
        if counts[b] == 0:
            continue
        left, right = edges[b], edges[b + 1]
        here = (x >= left) & ((x <= right) if b == last else (x < right))
        out[here] = np.log(counts[b] / n) - np.log(right - left)
    return out
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    share = np.asarray(counts, dtype=float)
    if share.sum() > 0:
        share = share / share.sum()
    density = np.concatenate([[0.0], share / np.diff(edges), [0.0]])
    number = np.digitize(x, edges)
    number[x == edges[-1]] = len(share)
    with np.errstate(divide="ignore"):
        return np.log(density[number])
""",
]
WRONG["histogram_log_prob"] = [
    # in: edges [0, 1, 3], x = 3: -inf, the last bin lacks its right edge
    # hint: The last bin holds its right edge as well.
    ("right edge of the last bin left out", """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() / np.diff(edges)
    density = np.concatenate([[0], density, [0]])
    with np.errstate(divide="ignore"):
        return np.log(density[np.searchsorted(edges, x, side="right")])
""", ["right edge lost"]),
    # in: edges [0, 1, 3], x = 1: the height of the left bin; x = 0: -inf
    # hint: A bin holds its left edge: which side has searchsorted to count?
    ("borders belong to the bin on the left", """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() / np.diff(edges)
    density = np.concatenate([[0], density, [0]])
    with np.errstate(divide="ignore"):
        return np.log(density[np.searchsorted(edges, x, side="left")])
""", ["an inner edge in the bin to its left"]),
    # in: edges [0, 0.5, 1], counts [1, 1]: log 1/2 instead of log 1
    # hint: The area of a bar is the share, so the height is divided by the width.
    ("shares instead of densities", """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = np.asarray(counts, dtype=float)
    total = counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        log_height = np.log(counts) - np.log(total)
    log_height = np.where(counts > 0, log_height, -np.inf)
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(x == edges[-1], len(counts) - 1, place)
    inside = (x >= edges[0]) & (x <= edges[-1])
    return np.where(inside, log_height[np.clip(place, 0, len(counts) - 1)], -np.inf)
""", ["no bin width"]),
    # in: edges [0, 1, 3]: both bins are taken to be 1.5 wide
    # hint: Each bin has a width of its own.
    ("one width for all bins", """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = np.asarray(counts, dtype=float)
    total = counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        log_height = np.log(counts) - np.log((edges[-1] - edges[0]) / len(counts)) - np.log(total)
    log_height = np.where(counts > 0, log_height, -np.inf)
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(x == edges[-1], len(counts) - 1, place)
    inside = (x >= edges[0]) & (x <= edges[-1])
    return np.where(inside, log_height[np.clip(place, 0, len(counts) - 1)], -np.inf)
""", ["one width for all bins"]),
    # in: edges [0, 1, 3], x = -5: the height of the last bin, by index -1
    # hint: In NumPy the index -1 is the last one: points left of all bins need care.
    ("points on the left land in the last bin", """import numpy as np

def histogram_log_prob(x, edges, counts):
    heights = np.append(counts / counts.sum() / np.diff(edges), 0.0)
    place = np.searchsorted(edges, x, side="right") - 1
    place[x == edges[-1]] -= 1
    heights[-1] = 0.0
    bins = len(counts)
    place = np.where(place < 0, bins - 1, place)
    with np.errstate(divide="ignore"):
        return np.log(heights[place])
""", []),
    # in: x outside the edges: the height of the nearest bin instead of -inf
    # hint: Outside the edges there is no mass.
    ("points outside moved to the nearest bin", """import numpy as np

def histogram_log_prob(x, edges, counts):
    heights = counts / (counts.sum() * np.diff(edges))
    place = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(counts) - 1)
    with np.errstate(divide="ignore"):
        return np.log(heights[place])
""", ["points outside counted into the end bins"]),
    # in: an empty bin: -27.6 instead of -inf
    # hint: An empty bin has density 0, and its logarithm is -inf.
    ("small number added before the logarithm", """import numpy as np

def histogram_log_prob(x, edges, counts):
    heights = counts / (counts.sum() * np.diff(edges))
    place = np.clip(np.digitize(x, edges) - 1, 0, len(counts) - 1)
    density = np.where((x < edges[0]) | (x > edges[-1]), 0.0, heights[place])
    return np.log(density + 1e-12)
""", ["a small number for the impossible"]),
    # in: a histogram of 10 points of which x holds 2: divided by 2 instead of 10
    # hint: The total is the number of points in the histogram, not of those you ask about.
    ("divided by the number of x", """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = np.asarray(counts, dtype=float)
    total = len(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_height = np.log(counts) - np.log(np.diff(edges)) - np.log(total)
    log_height = np.where(counts > 0, log_height, -np.inf)
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(x == edges[-1], len(counts) - 1, place)
    inside = (x >= edges[0]) & (x <= edges[-1])
    return np.where(inside, log_height[np.clip(place, 0, len(counts) - 1)], -np.inf)
""", []),
]

RIGHT["kde_log_prob"] = [
    """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""",
    """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    logs = norm.logpdf(x, loc=data[:, None], scale=bandwidth)
    return np.logaddexp.reduce(logs, axis=0) - np.log(data.size)
""",
    """import numpy as np

def kde_log_prob(x, data, bandwidth):
    out = np.empty(len(x))
    constant = np.log(bandwidth * np.sqrt(2 * np.pi)) + np.log(len(data))
    for n, point in enumerate(x):
        exponents = -0.5 * np.square((point - data) / bandwidth)
        top = exponents.max()
        out[n] = top + np.log(np.sum(np.exp(exponents - top))) - constant
    return out
""",
]
WRONG["kde_log_prob"] = [
    # in: bandwidth 4: kernels of standard deviation 2
    # hint: The bandwidth is a standard deviation, not a variance.
    ("bandwidth taken for a variance", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    bandwidth = np.sqrt(bandwidth)
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ["bandwidth as variance"]),
    # in: x 100 bandwidths from the data: -inf
    # hint: Take the logarithm of the sum without leaving the logarithm.
    ("logarithm of an underflown density", """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    return np.log(norm.pdf(x[:, None], data, bandwidth).mean(axis=1))
""", ["underflow far away"]),
    # in: M = 10: too large by log 10
    # hint: The kernels are averaged, not added.
    ("sum instead of average", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1)
""", ["a sum over the data"]),
    # in: bandwidth 0.1: log 0.1 is missing
    # hint: A narrower kernel is a higher one: its constant depends on h.
    ("bandwidth lost in the constant", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ["no 1/h"]),
    # in: N = M = 5: summed over the points; N differs: the shape is (M,)
    # hint: Which axis holds the kernels?
    ("summed over the points", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=0) - np.log(len(data))
""", []),
    # in: two data points 0 and 4, x = 0: the mean of the logs, far too low
    # hint: The average is taken of the densities, not of their logarithms.
    ("mean of the logarithms", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logs.mean(axis=1)
""", ["mean of the log kernels"]),
    # in: x 100 bandwidths from the data: -691 instead of -5000
    # hint: Adding a small number puts a floor under the density.
    ("floor under the density", """import numpy as np

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    p = np.exp(-0.5 * z**2).sum(axis=1) / (len(data) * bandwidth * np.sqrt(2 * np.pi))
    return np.log(p + 1e-300)
""", ["underflow far away"]),
    # in: data of standard deviation 5, bandwidth 1: kernels five times too wide; one data point: an error
    # hint: SciPy's bw_method is a factor of the data's standard deviation.
    ("SciPy's bandwidth factor", """import numpy as np
from scipy.stats import gaussian_kde

def kde_log_prob(x, data, bandwidth):
    return gaussian_kde(data, bw_method=bandwidth).logpdf(x)
""", []),
]

RIGHT["responsibilities"] = [
    """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def responsibilities(x, weights, means, covs):
    return softmax(log_terms(x, weights, means, covs), axis=1)
""",
    """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], d[..., None])[..., 0]
    squares = (d * solved).sum(axis=2)
    with np.errstate(divide="ignore"):
        joint = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + squares)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    N, K = len(x), len(weights)
    logs = np.full((N, K), -np.inf)
    for k in range(K):
        if weights[k] > 0:
            density = multivariate_normal(means[k], covs[k])
            logs[:, k] = np.log(weights[k]) + np.atleast_1d(density.logpdf(x))
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=1, keepdims=True)
""",
]
WRONG["responsibilities"] = [
    # in: x = [[1000.0]], means 0 and 1: 0 / 0 is nan
    # hint: Far away all densities underflow: subtract logarithms instead.
    ("densities divided", """import numpy as np
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    p = np.stack([np.atleast_1d(multivariate_normal.pdf(x, m, c)) for m, c in zip(means, covs)], axis=1)
    p = weights * p
    return p / p.sum(axis=1, keepdims=True)
""", ["0 / 0 far away"]),
    # in: weights [0.9, 0.1], same Gaussians: 1/2 each
    # hint: The prior of a component is its weight.
    ("weights forgotten", """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], d[..., None])[..., 0]
    squares = (d * solved).sum(axis=2)
    with np.errstate(divide="ignore"):
        joint = -0.5 * (np.linalg.slogdet(covs)[1] + squares)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", ["no weights"]),
    # in: any x with N >= 2: the columns sum to 1
    # hint: Each row sums to 1: over which axis is normalised?
    ("columns normalised", """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], d[..., None])[..., 0]
    squares = (d * solved).sum(axis=2)
    with np.errstate(divide="ignore"):
        joint = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + squares)
    return np.exp(joint - logsumexp(joint, axis=0, keepdims=True))
""", ["normalised over N"]),
    # in: covariances I and 9 I: the determinants are missing
    # hint: The constant in front of the exponential differs between the components.
    ("determinants forgotten", """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], d[..., None])[..., 0]
    squares = (d * solved).sum(axis=2)
    with np.errstate(divide="ignore"):
        joint = np.log(weights) - 0.5 * squares
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", ["no determinant"]),
    # in: a point in the middle: 0 and 1 instead of 1/2 each
    # hint: A point may belong to several components in part.
    ("hard assignment", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def responsibilities(x, weights, means, covs):
    logs = log_terms(x, weights, means, covs)
    return np.eye(len(weights))[logs.argmax(axis=1)]
""", ["hard"]),
    # in: covs with correlation 0.9: only the variances are used
    # hint: Use the whole covariance matrix.
    ("covariances off the diagonal ignored", """import numpy as np
from scipy.special import softmax
from scipy.stats import norm

def responsibilities(x, weights, means, covs):
    stds = np.sqrt(np.diagonal(covs, axis1=1, axis2=2))
    logs = norm.logpdf(x[:, None, :], means, stds).sum(axis=2)
    return softmax(logs + np.log(weights), axis=1)
""", ["only the diagonal of the covariance"]),
    # in: one point, N = 1: logpdf drops its axis and stack(axis=1) fails
    # hint: logpdf drops the axis of the points if there is only one.
    ("one point only", """import numpy as np
from scipy.special import softmax
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    logs = [multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)]
    return softmax(np.stack(logs, axis=1) + np.log(weights), axis=1)
""", []),
    # in: x = [[1000.0]]: the row sums to 0, because of 1e-300 below
    # hint: The small number keeps nan away, but the row no longer sums to 1.
    ("small number in the denominator", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def responsibilities(x, weights, means, covs):
    p = np.exp(log_terms(x, weights, means, covs))
    return p / (p.sum(axis=1, keepdims=True) + 1e-300)
""", ["0 / 0 far away"]),
]

RIGHT["elbo"] = [
    """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    joint = log_terms(x, weights, means, covs)
    used = q > 0
    return float(np.sum(q[used] * (joint[used] - np.log(q[used]))))
""",
    """import numpy as np
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    squares = np.einsum("nkd,nkd->nk", d, np.linalg.solve(covs[None], d[..., None])[..., 0])
    with np.errstate(divide="ignore"):
        joint = np.log(weights) - 0.5 * (x.shape[1] * np.log(2 * np.pi) + np.linalg.slogdet(covs)[1] + squares)
    expected = np.where(q > 0, q * np.where(q > 0, joint, 0.0), 0.0).sum()
    return float(expected - xlogy(q, q).sum())
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    total = 0.0
    for k in range(len(weights)):
        rows = np.flatnonzero(q[:, k] > 0)
        if len(rows) == 0:
            continue
        share = q[rows, k]
        with np.errstate(divide="ignore"):
            log_w = np.log(weights[k])
        log_p = np.atleast_1d(multivariate_normal(means[k], covs[k]).logpdf(x[rows]))
        total += np.dot(share, log_w + log_p - np.log(share))
    return float(total)
""",
]
WRONG["elbo"] = [
    # in: q = [[0.5, 0.5]]: lower by 2 log 2
    # hint: log q enters with a minus: the entropy lifts the bound.
    ("sign of the entropy", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    joint = log_terms(x, weights, means, covs)
    used = q > 0
    return float(np.sum(q[used] * (joint[used] + np.log(q[used]))))
""", ["entropy's sign"]),
    # in: q = [[0.5, 0.5]]: lower by log 2
    # hint: Q alone lies below the bound by the entropy of q.
    ("entropy forgotten", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    joint = log_terms(x, weights, means, covs)
    used = q > 0
    return float(np.sum(q[used] * (joint[used])))
""", ["no entropy"]),
    # in: q = [[1, 0]]: nan
    # hint: 0 log 0 is nan in NumPy.
    ("zeros of q give nan", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    joint = log_terms(x, weights, means, covs)
    return float(np.sum(q * (joint - np.log(q))))
""", ["nan where q is 0"]),
    # in: 10 points: a tenth
    # hint: The bound is summed over the points.
    ("mean over the points", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    joint = log_terms(x, weights, means, covs)
    used = q > 0
    return float(np.sum(q[used] * (joint[used] - np.log(q[used])))) / len(x)
""", ["mean over the points"]),
    # in: q other than the responsibilities: the log-likelihood instead of the bound
    # hint: The bound depends on q, and touches only for one q.
    ("log-likelihood whatever q is", """import numpy as np
from scipy.special import logsumexp

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    return float(logsumexp(log_terms(x, weights, means, covs), axis=1).sum())
""", ["the log-likelihood itself"]),
    # in: x = [[1000.0]], q = [[0.5, 0.5]]: -inf
    # hint: Densities underflow far away: use logpdf.
    ("logarithm of underflown densities", """import numpy as np
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    total = 0.0
    for k in range(len(weights)):
        p = weights[k] * np.atleast_1d(multivariate_normal(means[k], covs[k]).pdf(x))
        on = q[:, k] > 0
        total += np.sum(q[on, k] * (np.log(p[on]) - np.log(q[on, k])))
    return float(total)
""", ["densities that underflow"]),
    # in: q = [[1.0, 0.0]]: q holds 1e-12 afterwards
    # hint: Clipping with out= changes the caller's array.
    ("q clipped in place", """import numpy as np

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def elbo(x, q, weights, means, covs):
    np.clip(q, 1e-12, 1.0, out=q)
    return float(np.sum(q * (log_terms(x, weights, means, covs) - np.log(q))))
""", []),
]

RIGHT["likelihood_gradient_means"] = [
    """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = np.linalg.solve(covs[k], pull)
    return out
""",
    """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    slopes = np.linalg.solve(covs[None], d[..., None])[..., 0]
    with np.errstate(divide="ignore"):
        joint = np.log(weights) - 0.5 * np.linalg.slogdet(covs)[1] - 0.5 * np.sum(d * slopes, axis=2)
    joint = joint - joint.max(axis=1, keepdims=True)
    r = np.exp(joint)
    r /= r.sum(axis=1, keepdims=True)
    return np.einsum("nk,nkd->kd", r, slopes)
""",
    """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    weighted = r.T @ x - r.sum(axis=0)[:, None] * means
    return np.stack([np.linalg.inv(c) @ w for c, w in zip(covs, weighted)])
""",
]
WRONG["likelihood_gradient_means"] = [
    # in: covs of 4 (D = 1): four times too large
    # hint: The covariance's inverse belongs into the slope.
    ("covariance forgotten", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = pull
    return out
""", ["no inverse covariance"]),
    # in: covs of 4 (D = 1): sixteen times too large
    # hint: It is the inverse of the covariance that multiplies.
    ("covariance instead of its inverse", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = covs[k] @ pull
    return out
""", ["the covariance for its inverse"]),
    # in: any x: downhill
    # hint: The mean is drawn towards the points it owns.
    ("sign", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (means[k] - x)
        out[k] = np.linalg.solve(covs[k], pull)
    return out
""", ["sign"]),
    # in: N = 10: a tenth
    # hint: The total log-likelihood is a sum.
    ("mean over the points", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k]) / len(x)
        out[k] = np.linalg.solve(covs[k], pull)
    return out
""", ["mean over N"]),
    # in: x = [[1000.0]], means 0 and 1: nan
    # hint: Far away all densities underflow.
    ("densities divided", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = np.exp(log_terms(x, weights, means, covs))
    r = r / r.sum(axis=1, keepdims=True)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = np.linalg.solve(covs[k], pull)
    return out
""", ["0 / 0 far away"]),
    # in: any x with two components that overlap: each mean is drawn by all points
    # hint: Each point draws in proportion to its responsibility.
    ("responsibilities replaced by weights", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = np.tile(weights, (len(x), 1))
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = np.linalg.solve(covs[k], pull)
    return out
""", ["the weights for the responsibilities"]),
    # in: correlated covariance: only the variances divide
    # hint: Solve with the whole matrix.
    ("only the diagonal of the covariances", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = pull / np.diag(covs[k])
    return out
""", []),
    # in: N_k other than 1: EM's step instead of the gradient
    # hint: The gradient is not divided by the points that a component owns.
    ("divided by the owned points", """import numpy as np
from scipy.special import softmax

def log_terms(x, weights, means, covs):
    out = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        out[:, k] = -0.5 * (u**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return out + np.log(weights)


def likelihood_gradient_means(x, weights, means, covs):
    r = softmax(log_terms(x, weights, means, covs), axis=1)
    out = np.empty(means.shape)
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        out[k] = np.linalg.solve(covs[k], pull) / r[:, k].sum()
    return out
""", ["mean over N", "divided by N_k"]),
]

RIGHT["stick_breaking"] = [
    """import numpy as np

def stick_breaking(v):
    left = np.concatenate([[1.0], np.cumprod(1 - np.asarray(v, dtype=float))])
    return left * np.append(v, 1.0)
""",
    """import numpy as np

def stick_breaking(v):
    weights = []
    left = 1.0
    for fraction in v:
        weights.append(left * fraction)
        left *= 1 - fraction
    weights.append(left)
    return np.array(weights)
""",
    """import numpy as np

def stick_breaking(v):
    K = len(v) + 1
    w = np.ones(K)
    for k in range(K - 1):
        w[k] *= v[k]
        w[k + 1 :] *= 1 - v[k]
    return w
""",
]
WRONG["stick_breaking"] = [
    # in: v = [0.5, 0.5, 0.5]: the third is 0.25 instead of 0.125
    # hint: Of each earlier cut only a part is left: multiply them all.
    ("only the last cut counted", """import numpy as np

def stick_breaking(v):
    before = np.concatenate([[1.0], 1 - v])
    return before * np.append(v, 1.0)
""", ["only the cut before"]),
    # in: v = [0.5]: one weight instead of two
    # hint: The last weight is all that is left.
    ("last piece left out", """import numpy as np

def stick_breaking(v):
    left = np.concatenate([[1.0], np.cumprod(1 - v)[:-1]]) if len(v) else np.ones(0)
    return v * left
""", ["last stick lost"]),
    # in: v = [0.5, 0.5]: the first is 0.25 instead of 0.5
    # hint: Before the first cut the whole stick is there.
    ("product not shifted", """import numpy as np

def stick_breaking(v):
    left = np.cumprod(1 - v)
    pieces = v * left
    return np.append(pieces, 1 - pieces.sum())
""", ["a piece shortened by its own cut"]),
    # in: v = [0.5, 0.9]: 1 - 1.4 is left
    # hint: Fractions of what is left multiply; they do not add.
    ("fractions of the whole stick", """import numpy as np

def stick_breaking(v):
    return np.append(v, 1 - np.sum(v))
""", ["not multiplied by the rest"]),
    # in: v = []: an empty result (0 / 0 is avoided) instead of [1]
    # hint: With no fractions the stick stays whole: one weight of 1.
    ("no fractions", """import numpy as np

def stick_breaking(v):
    if len(v) == 0:
        return np.array([])
    left = np.cumprod(np.append(1.0, 1 - v))
    return np.append(v * left[:-1], left[-1])
""", ["nothing where nothing is cut"]),
    # in: v = [1.0, 0.5]: nan, as 0 / 0
    # hint: A fraction of 1 leaves nothing; you cannot divide by it afterwards.
    ("divides by 1 - v", """import numpy as np

def stick_breaking(v):
    left = np.cumprod(1 - v)
    pieces = v / (1 - v) * left
    rest = left[-1] if len(v) else 1.0
    return np.append(pieces, rest)
""", []),
    # in: v = [0.2, 0.6]: [0.48, 0.32, 0.2] instead of [0.2, 0.48, 0.32]
    # hint: The fractions are cut in the order given; weights need not fall.
    ("weights sorted", """import numpy as np

def stick_breaking(v):
    w, left = [], 1.0
    for f in v:
        w.append(f * left)
        left -= w[-1]
    return np.sort(np.array(w + [left]))[::-1]
""", []),
    # in: v = [0.2, 0.6]: right, but v holds the weights afterwards
    # hint: v *= ... changes the caller's array.
    ("weights written into v", """import numpy as np

def stick_breaking(v):
    left = np.cumprod(np.concatenate(([1.0], 1 - v)))
    v *= left[:-1]
    return np.concatenate((v, left[-1:]))
""", []),
]

RIGHT["GMMClassifier"] = [
    """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""",
    """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, place = np.unique(y, return_inverse=True)
        groups = [X[place == c] for c in range(len(self.classes_))]
        self.class_log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.models_ = [self._mixture(g) for g in groups]
        return self

    def _mixture(self, rows):
        k = min(self.n_components, len(rows))
        return GaussianMixture(n_components=k, random_state=self.random_state).fit(self._enough(rows))

    def _scores(self, X):
        out = np.empty((X.shape[0], len(self.classes_)))
        for c, model in enumerate(self.models_):
            out[:, c] = self.class_log_prior_[c] + model.score_samples(X)
        return out

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self._scores(X), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return self.classes_[np.argmax(self._scores(X), axis=1)]
""",
    """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        self.parts_ = {}
        for c, label in enumerate(self.classes_):
            own = X[y == label]
            k = self.n_components if len(own) >= self.n_components else len(own)
            model = GaussianMixture(k, random_state=self.random_state)
            model.fit(self._enough(own))
            self.parts_[c] = (np.log(len(own)) - np.log(len(y)), model)
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        columns = [log_prior + model.score_samples(X) for log_prior, model in self.parts_.values()]
        table = np.column_stack(columns)
        table -= table.max(axis=1, keepdims=True)
        p = np.exp(table)
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        best = np.argmax(self.predict_proba(X), axis=1)
        return np.take(self.classes_, best)
""",
]
WRONG["GMMClassifier"] = [
    # in: classes of 90 and 10 rows that overlap: the rare one is chosen far too often
    # hint: Bayes' rule multiplies by the frequency of the class.
    ("class frequencies forgotten", """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.full(len(counts), -np.log(len(counts)))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", ["no class prior"]),
    # in: labels 'b' and 'a': predict returns 1 and 0
    # hint: Look the positions up in classes_ at the end.
    ("positions instead of labels", """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.predict_proba(X).argmax(axis=1)
""", []),
    # in: n_components 5 and a class of 3 rows: ValueError
    # hint: A small class gets as many components as it has rows.
    ("components not reduced for small classes", """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(self.n_components, random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    # in: a point far from both classes: 0 / 0 is nan
    # hint: Far away all densities underflow: normalise in logarithms.
    ("densities normalised", """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        p = np.exp(scores)
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    # in: any two classes: the largest predict_proba of each mixture is compared, which is 1 for one component
    # hint: predict_proba of a mixture is about its components; score_samples is the density.
    ("predict_proba of the mixtures", """import numpy as np
from scipy.special import logsumexp, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([np.log(m.predict_proba(X).max(axis=1)) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", ["responsibilities as class scores"]),
]
