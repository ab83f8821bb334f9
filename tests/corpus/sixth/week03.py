"""Answers written from the statements alone, by those who mend the cases, before mending."""

RIGHT = {}
WRONG = {}

RIGHT["histogram_log_prob"] = [
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    total = counts.sum()
    out = np.full(len(x), -np.inf)
    for b in range(len(counts)):
        in_bin = (x >= edges[b]) & (x <= edges[b + 1])
        out[in_bin] = np.log(counts[b] / total / (edges[b + 1] - edges[b])) if counts[b] else -np.inf
    return out
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    from scipy.stats import rv_histogram
    out = np.full(x.shape, -np.inf)
    for i, v in enumerate(x):
        if edges[0] <= v <= edges[-1]:
            b = min(np.flatnonzero(edges <= v)[-1], len(counts) - 1)
            if counts[b] > 0:
                out[i] = np.log(counts[b]) - np.log(counts.sum()) - np.log(edges[b + 1] - edges[b])
    return out
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    import bisect
    e = list(edges)
    def one(v):
        if v < e[0] or v > e[-1]:
            return -float("inf")
        b = len(counts) - 1 if v == e[-1] else bisect.bisect_right(e, v) - 1
        return float(np.log(counts[b] / sum(counts) / (e[b + 1] - e[b]))) if counts[b] else -float("inf")
    return [one(v) for v in x]
""",
]
WRONG["histogram_log_prob"] = [
    ('points beyond the right edge in the last bin', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x >= edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", ['points outside counted into the end bins']),
    ('last edge compared by isclose', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[np.isclose(x, edges[-1], rtol=1e-3)] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('first edge excluded', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (x > edges[0]) & (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('one pseudo-count a bin', """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = counts + 1
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", ['one added to every count']),
    ('normalised by the sum of count times width', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts * np.diff(edges)).sum()
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('counts x itself, ignores the counts', """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts, _ = np.histogram(x, edges)
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('index from equal widths', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.floor((x - edges[0]) / (edges[1] - edges[0])).astype(int)
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('answers in the order of sorted x', """import numpy as np

def histogram_log_prob(x, edges, counts):
    x = np.sort(x)
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ("empty bins skipped: an edge keeps its left neighbour's density", """import numpy as np

def histogram_log_prob(x, edges, counts):
    total = counts.sum()
    out = np.full(len(x), -np.inf)
    for b in range(len(counts)):
        in_bin = (x >= edges[b]) & (x <= edges[b + 1])
        if counts[b] > 0:
            out[in_bin] = np.log(counts[b] / total / (edges[b + 1] - edges[b]))
    return out
""", []),
    ('bits', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log2(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
    ('squeezed', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.squeeze(np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf))
""", []),
    ('most negative float in place of -inf', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.nan_to_num(np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf))
""", ['a small number for the impossible']),
    ('interpolated between bin centres', """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = counts / (counts.sum() * np.diff(edges))
    centres = (edges[1:] + edges[:-1]) / 2
    p = np.interp(x, centres, density)
    p[(x < edges[0]) | (x > edges[-1])] = 0
    with np.errstate(divide="ignore"):
        return np.log(p)
""", []),
    ('result in the dtype of x', """import numpy as np

def histogram_log_prob(x, edges, counts):
    out = np.zeros_like(x)
    for i, v in enumerate(x):
        if v < edges[0] or v > edges[-1]:
            out[i] = -np.inf
            continue
        b = min(np.searchsorted(edges, v, side="right") - 1, len(counts) - 1)
        out[i] = np.log(counts[b] / counts.sum() / (edges[b + 1] - edges[b])) if counts[b] else -np.inf
    return out
""", []),
    ('small counts taken for none', """import numpy as np

def histogram_log_prob(x, edges, counts):
    counts = np.where(counts < 2, 0, counts)
    density = counts / (counts.sum() * np.diff(edges))
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        logs = np.log(density)
    return np.where(inside, logs[np.clip(idx, 0, len(counts) - 1)], -np.inf)
""", []),
]

RIGHT["equal_count_edges"] = [
    """import numpy as np

def equal_count_edges(data, bins):
    return np.percentile(data, [100 * b / bins for b in range(bins + 1)])
""",
    """import numpy as np

def equal_count_edges(data, bins):
    s = np.sort(data)
    return np.interp(np.linspace(0, len(s) - 1, bins + 1), np.arange(len(s)), s)
""",
    """def equal_count_edges(data, bins):
    import pandas as pd
    return pd.Series(data).quantile([b / bins for b in range(bins + 1)]).to_numpy()
""",
]
WRONG["equal_count_edges"] = [
    ('equal points counted once', """import numpy as np

def equal_count_edges(data, bins):
    return np.quantile(np.unique(data), np.linspace(0, 1, bins + 1))
""", []),
    ('midpoint in place of linear', """import numpy as np

def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1), method="midpoint")
""", []),
    ('position counted on N instead of N - 1', """import numpy as np

def equal_count_edges(data, bins):
    s = np.sort(data)
    return np.interp(np.arange(bins + 1) * len(s) / bins, np.arange(len(s)), s)
""", []),
    ('half way between neighbouring groups', """import numpy as np

def equal_count_edges(data, bins):
    groups = [g for g in np.array_split(np.sort(data), bins) if len(g)]
    inner = [(a[-1] + b[0]) / 2 for a, b in zip(groups, groups[1:])]
    return np.array([groups[0][0], *inner, groups[-1][-1]])
""", []),
    ('sorts the data in place', """import numpy as np

def equal_count_edges(data, bins):
    data.sort()
    pos = np.linspace(0, len(data) - 1, bins + 1)
    return np.interp(pos, np.arange(len(data)), data)
""", []),
    ('edges in the dtype of the data', """import numpy as np

def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1)).astype(data.dtype)
""", []),
    ('edges rounded to two places', """import numpy as np

def equal_count_edges(data, bins):
    return np.round(np.quantile(data, np.linspace(0, 1, bins + 1)), 2)
""", []),
    ('step by step: one too many for some bins', """import numpy as np

def equal_count_edges(data, bins):
    return np.quantile(data, np.clip(np.arange(0, 1 + 1 / bins, 1 / bins), 0, 1))
""", []),
    ('outer edges at infinity', """import numpy as np

def equal_count_edges(data, bins):
    e = np.quantile(data, np.linspace(0, 1, bins + 1))
    e[0], e[-1] = -np.inf, np.inf
    return e
""", ['outer edges at infinity']),
    ('never more bins than points', """import numpy as np

def equal_count_edges(data, bins):
    bins = min(bins, len(data))
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""", []),
    ('one point: a bin of width one round it', """import numpy as np

def equal_count_edges(data, bins):
    if data.min() == data.max():
        return np.linspace(data.min() - 0.5, data.max() + 0.5, bins + 1)
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""", []),
    ('whole percentages', """import numpy as np

def equal_count_edges(data, bins):
    return np.percentile(data, [100 * b // bins for b in range(bins + 1)])
""", []),
    ('weighted by value: equal sums in the bins', """import numpy as np

def equal_count_edges(data, bins):
    s = np.sort(data)
    c = np.cumsum(np.abs(s)) / np.sum(np.abs(s))
    inner = [s[np.searchsorted(c, b / bins)] for b in range(1, bins)]
    return np.array([s[0], *inner, s[-1]])
""", []),
]

RIGHT["kde_log_prob"] = [
    """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    out = []
    for v in x:
        logs = norm.logpdf(v, data, bandwidth)
        m = logs.max()
        out.append(m + np.log(np.mean(np.exp(logs - m))))
    return np.array(out)
""",
    """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    out = np.full(len(x), -np.inf)
    for d in data:
        out = np.logaddexp(out, norm(d, bandwidth).logpdf(x))
    return out - np.log(data.size)
""",
    """from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def kde_log_prob(x, data, bandwidth):
    mixture = [multivariate_normal(d, bandwidth**2).logpdf(x).reshape(len(x)) for d in data]
    return logsumexp(mixture, axis=0, b=1 / len(data))
""",
]
WRONG["kde_log_prob"] = [
    ('divided by M - 1', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(max(len(data) - 1, 1))
""", []),
    ('one maximum for all x', """import numpy as np

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logs.max() + np.log(np.exp(logs - logs.max()).sum(axis=1)) - np.log(len(data))
""", ['underflow far away']),
    ('result in the dtype of x', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = logsumexp(norm.logpdf(x[i], data, bandwidth)) - np.log(len(data))
    return out
""", []),
    ('no half in the exponent', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -(z**2) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ['no half in the exponent']),
    ('squared distance multiplied out', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    logs = -0.5 * (x[:, None] ** 2 - 2 * np.outer(x, data) + data**2) / bandwidth**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
    ("SciPy's estimate with the bandwidth over the std", """import numpy as np

def kde_log_prob(x, data, bandwidth):
    from scipy.stats import gaussian_kde
    return gaussian_kde(data, bw_method=bandwidth / np.std(data)).logpdf(x)
""", []),
    ('Epanechnikov kernel', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(0.75 * (1 - z**2), 0)) - np.log(bandwidth)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
    ('float32 throughout', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x.astype(np.float32)[:, None] - data.astype(np.float32)[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
    ('the nearest three data only', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    logs = np.sort(logs, axis=1)[:, -3:]
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
    ('a grid interpolated', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    grid = np.linspace(min(x.min(), data.min()) - 1, max(x.max(), data.max()) + 1, 2000)
    logs = norm.logpdf(grid[:, None], data, bandwidth)
    return np.interp(x, grid, logsumexp(logs, axis=1) - np.log(len(data)))
""", []),
    ('squeezed', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return np.squeeze(logsumexp(logs, axis=1) - np.log(len(data)))
""", []),
    ('x and data exchanged where the sizes agree', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=0 if len(x) == len(data) else 1) - np.log(len(data))
""", []),
    ('bandwidth kept above 0.01', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    bandwidth = max(bandwidth, 0.01)
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
    ('floor at -1e6', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return np.maximum(logsumexp(logs, axis=1) - np.log(len(data)), -1e6)
""", []),
    ('answers at sorted x', """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    x = np.sort(x)
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
]

RIGHT["gmm_log_prob"] = [
    """import numpy as np

def gmm_log_prob(x, weights, means, covs):
    out = np.full(len(x), -np.inf)
    for w, m, c in zip(weights, means, covs):
        L = np.linalg.cholesky(c)
        z = np.linalg.solve(L, (x - m).T)
        log_p = -0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - len(m) / 2 * np.log(2 * np.pi)
        out = np.logaddexp(out, np.log(w) + log_p)
    return out
""",
    """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = np.array([[multivariate_normal.logpdf(row, m, c) for m, c in zip(means, covs)] for row in x])
    return logsumexp(logs, axis=1, b=weights)
""",
]
WRONG["gmm_log_prob"] = [
    ('quadratic form multiplied out', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        P = np.linalg.inv(covs[k])
        maha = np.sum(x @ P * x, axis=1) - 2 * x @ P @ means[k] + means[k] @ P @ means[k]
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('one dimension: variance used as the standard deviation', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        if d == 1:
            maha, logdet = (diff[:, 0] / covs[k, 0, 0]) ** 2, 2 * np.log(covs[k, 0, 0])
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('Cholesky factor on the wrong side', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        L = np.linalg.cholesky(covs[k])
        maha = np.sum(np.linalg.solve(L.T, diff.T) ** 2, axis=0)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('weights floored at 1e-6', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(max(weights[k], 1e-6)) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('float32 throughout', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    x, means, covs = (a.astype(np.float32) for a in (x, means, covs))
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('the whole log-determinant', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + 2 * logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", ['the determinant']),
    ('no half before the quadratic form', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - maha - 0.5 * (logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('as many components as dimensions', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.full((n, len(weights)), -np.inf)
    for k in range(min(d, len(weights))):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('2 pi counted by components', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + len(weights) * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('components of small weight dropped', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    keep = weights > 0.05
    weights, means, covs = weights[keep], means[keep], covs[keep]
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1)
""", []),
    ('floor at -1e5', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.maximum(logsumexp(joint, axis=1), -1e5)
""", []),
    ("one Gaussian with the mixture's moments", """import numpy as np
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    m = weights @ means
    d = means - m
    c = np.einsum("k,kde->de", weights, covs) + np.einsum("k,kd,ke->de", weights, d, d)
    return np.atleast_1d(multivariate_normal(m, c).logpdf(x))
""", []),
    ('averaged over the components as well', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=1) - np.log(len(weights))
""", []),
    ('mean of each point with itself where N = K', """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return logsumexp(joint, axis=0 if joint.shape[0] == joint.shape[1] else 1)
""", []),
    ('rounds whole numbers down inside the library', """import numpy as np
from sklearn.mixture import GaussianMixture

def gmm_log_prob(x, weights, means, covs):
    model = GaussianMixture(len(weights), covariance_type="full")
    model.weights_, model.means_, model.covariances_ = weights, means, covs
    model.precisions_cholesky_ = np.array([np.linalg.inv(np.linalg.cholesky(c)).T for c in covs])
    return model.score_samples(x)
""", []),
]

RIGHT["responsibilities"] = [
    """import numpy as np
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    logs = np.array([np.log(w) + np.reshape(multivariate_normal(m, c).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
    r = np.exp(logs - logs.max(axis=0))
    return (r / r.sum(axis=0)).T
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    r = np.zeros((len(x), len(weights)))
    for i, row in enumerate(x):
        logs = [np.log(weights[k]) + multivariate_normal.logpdf(row, means[k], covs[k]) for k in range(len(weights))]
        for k in range(len(weights)):
            r[i, k] = 1 / sum(np.exp(min(other - logs[k], 700)) for other in logs)
    return r
""",
]
WRONG["responsibilities"] = [
    ('quadratic form multiplied out', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        P = np.linalg.inv(covs[k])
        maha = np.sum(x @ P * x, axis=1) - 2 * x @ P @ means[k] + means[k] @ P @ means[k]
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('one dimension: variance used as the standard deviation', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        if d == 1:
            maha, logdet = (diff[:, 0] / covs[k, 0, 0]) ** 2, 2 * np.log(covs[k, 0, 0])
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('Cholesky factor on the wrong side', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        L = np.linalg.cholesky(covs[k])
        maha = np.sum(np.linalg.solve(L.T, diff.T) ** 2, axis=0)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('weights floored at 1e-6', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(max(weights[k], 1e-6)) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('float32 throughout', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    x, means, covs = (a.astype(np.float32) for a in (x, means, covs))
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('the whole log-determinant', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + 2 * logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('no half before the quadratic form', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - maha - 0.5 * (logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('mean subtracted instead of the maximum', """import numpy as np

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - joint.mean(axis=1, keepdims=True))
    return r / r.sum(axis=1, keepdims=True)
""", []),
    ('maximum of each column subtracted', """import numpy as np

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - joint.max(axis=0))
    return r / r.sum(axis=1, keepdims=True)
""", []),
    ('normalised anew while going through the columns', """import numpy as np

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - joint.max(axis=1, keepdims=True))
    for k in range(r.shape[1]):
        r[:, k] = r[:, k] / r.sum(axis=1)
    return r
""", []),
    ('log joint clipped at -700', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    joint = np.clip(joint, -700, None)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", ['0 / 0 far away']),
    ('two components only, others as two', """import numpy as np

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    p = 1 / (1 + np.exp(np.clip(joint[:, 1] - joint[:, 0], -700, 700))) if joint.shape[1] > 1 else np.ones(n)
    r = np.zeros(joint.shape)
    r[:, 0] = p
    if joint.shape[1] > 1:
        r[:, 1] = 1 - p
    return r
""", []),
    ('Mahalanobis distance, not squared', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (np.sqrt(maha) + logdet + d * np.log(2 * np.pi))
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", []),
    ('normalised over N where N = K', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    axis = 0 if joint.shape[0] == joint.shape[1] > 1 else 1
    return np.exp(joint - logsumexp(joint, axis=axis, keepdims=True))
""", ['normalised over N']),
    ('squared and normalised again', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True)) ** 2
    return r / r.sum(axis=1, keepdims=True)
""", []),
    ('one row loses its axis', """import numpy as np
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    return np.squeeze(np.exp(joint - logsumexp(joint, axis=1, keepdims=True)))
""", []),
    ('rounds whole numbers down inside the library', """import numpy as np
from sklearn.mixture import GaussianMixture

def responsibilities(x, weights, means, covs):
    model = GaussianMixture(len(weights), covariance_type="full")
    model.weights_, model.means_, model.covariances_ = weights, means, covs
    model.precisions_cholesky_ = np.array([np.linalg.inv(np.linalg.cholesky(c)).T for c in covs])
    return model.predict_proba(x)
""", []),
]

RIGHT["m_step"] = [
    """import numpy as np

def m_step(x, resp):
    n, d = x.shape
    weights = resp.mean(axis=0)
    means = np.array([np.average(x, axis=0, weights=r) for r in resp.T])
    covs = np.array([np.cov(x.T, aweights=r, bias=True).reshape(d, d) for r in resp.T])
    return weights, means, covs
""",
    """import numpy as np

def m_step(x, resp):
    share = resp / resp.sum(axis=0)
    means = np.einsum("nk,nd->kd", share, x)
    diff = x[:, None] - means
    return resp.sum(0) / resp.sum(), means, np.einsum("nk,nkd,nke->kde", share, diff, diff)
""",
    """import numpy as np

def m_step(x, resp):
    K = resp.shape[1]
    N, D = x.shape
    w, mu, S = [], [], []
    for k in range(K):
        nk = sum(resp[n, k] for n in range(N))
        m = sum(resp[n, k] * x[n] for n in range(N)) / nk
        S.append(sum(resp[n, k] * np.outer(x[n] - m, x[n] - m) for n in range(N)) / nk)
        w.append(nk / N)
        mu.append(m)
    return np.array(w), np.array(mu), np.array(S)
""",
]
WRONG["m_step"] = [
    ('mean of squares less square of the mean', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        covs[k] = (resp[:, k, None] * x).T @ x / nk[k] - np.outer(means[k], means[k])
    return weights, means, covs
""", []),
    ('1e-6 added to the owned points', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0) + 1e-6
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('means in the dtype of x', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = np.zeros((resp.shape[1], x.shape[1]), dtype=x.dtype)
    means[:] = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('weights by counting the hard owners', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = np.bincount(resp.argmax(axis=1), minlength=resp.shape[1]) / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", ['hard assignments']),
    ('responsibilities in reverse order where N is below D', """import numpy as np

def m_step(x, resp):
    if x.shape[0] < x.shape[1]:
        x = x.T[: len(resp)] if x.shape[1] > len(resp) * 10 else x[:, : x.shape[1]]
        resp = resp[::-1]
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('standard deviations: the root of the covariances', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, np.sqrt(np.abs(covs)) * np.sign(covs)
""", []),
    ('small responsibilities set to zero', """import numpy as np

def m_step(x, resp):
    resp = np.where(resp < 1e-2, 0, resp)
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('order of the results', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return means, covs, weights
""", []),
    ('weights of the components with the sum of x', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / x.sum()
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('float32 throughout', """import numpy as np

def m_step(x, resp):
    x, resp = x.astype(np.float32), resp.astype(np.float32)
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('outer product lost: squares on all entries', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = np.sum(resp[:, k, None] * diff**2, axis=0) / nk[k]
    return weights, means, covs
""", []),
    ('floor of 1e-4 under the variances', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    covs[:, range(x.shape[1]), range(x.shape[1])] = np.maximum(covs[:, range(x.shape[1]), range(x.shape[1])], 1e-4)
    return weights, means, covs
""", []),
    ('transposed responsibilities where N = K', """import numpy as np

def m_step(x, resp):
    if resp.shape[0] == resp.shape[1]:
        resp = resp.T
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    return weights, means, covs
""", []),
    ('n - 1 where there is one component only', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / (nk[k] - 1 if resp.shape[1] == 1 and len(x) > 1 else nk[k])
    return weights, means, covs
""", ['N_k - 1']),
    ('a tenth of the pooled covariance mixed in', """import numpy as np

def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((resp.shape[1], x.shape[1], x.shape[1]))
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs[k] = (resp[:, k, None] * diff).T @ diff / nk[k]
    covs = 0.9 * covs + 0.1 * covs.mean(axis=0)
    return weights, means, covs
""", []),
]

RIGHT["weights_by_multiplier"] = [
    """import numpy as np

def weights_by_multiplier(c, total):
    s = sum(float(v) for v in c)
    return np.array([total * float(v) / s for v in c]), s / total
""",
    """import numpy as np

def weights_by_multiplier(c, total):
    share = np.asarray(c, dtype=float) / np.sum(c)
    w = share * total
    j = int(np.argmax(c))
    return w, float(c[j] / w[j])
""",
    """import numpy as np
from scipy.stats import norm

def weights_by_multiplier(c, total):
    lam = np.linalg.norm(c, 1) / total
    return np.divide(c, lam), np.float64(lam)
""",
]
WRONG["weights_by_multiplier"] = [
    ('multiplier of the other sign', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / multiplier, -multiplier
""", ['sign of the multiplier']),
    ('multiplier for a total of one', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / multiplier, float(c.sum())
""", ['the multiplier of total 1']),
    ('multiplier upside down', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / multiplier, 1 / multiplier
""", ['the multiplier upside down']),
    ('weights sum to one', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / c.sum(), multiplier
""", ['the total forgotten']),
    ('multiplier from the first component', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    w = c / multiplier
    return w, float(c[0] / w[0])
""", []),
    ('multiplier: mean of the ratios', """import numpy as np

def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    w = c / multiplier
    return w, float(np.mean(c / w))
""", []),
    ('weights in the dtype of c', """import numpy as np

def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    w = np.zeros_like(c)
    w[:] = c / multiplier
    return w, multiplier
""", []),
    ('softmax', """import numpy as np

def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return total * np.exp(c - c.max()) / np.exp(c - c.max()).sum(), multiplier
""", ['softmax']),
    ('zeros dropped', """def weights_by_multiplier(c, total):
    c = c[c > 0]
    multiplier = float(c.sum() / total)
    return c / multiplier, multiplier
""", []),
    ('small number added to the zeros', """import numpy as np

def weights_by_multiplier(c, total):
    c = np.maximum(c, 1e-3)
    multiplier = float(c.sum() / total)
    return c / multiplier, multiplier
""", []),
    ('a numerical optimum', """import numpy as np

def weights_by_multiplier(c, total):
    from scipy.optimize import minimize
    k = len(c)
    res = minimize(lambda w: -np.sum(c * np.log(np.maximum(w, 1e-9))), np.full(k, total / k), bounds=[(0, total)] * k,
                   constraints={"type": "eq", "fun": lambda w: w.sum() - total})
    return res.x, float(c.sum() / total)
""", []),
    ('multiplier counts the components', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / multiplier, len(c) / total
""", ['the number of components in the multiplier']),
    ('multiplier as an array', """import numpy as np

def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return c / multiplier, np.array([multiplier])
""", []),
    ('divides c in place', """def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    c /= multiplier
    return c, multiplier
""", []),
    ('square roots', """import numpy as np

def weights_by_multiplier(c, total):
    multiplier = float(c.sum() / total)
    return total * np.sqrt(c) / np.sqrt(c).sum(), multiplier
""", ['squares of the counts']),
    ('sum kept above one', """def weights_by_multiplier(c, total):
    multiplier = float(max(c.sum(), 1.0) / total)
    return c / multiplier, multiplier
""", []),
    ('total rounded to a whole number', """def weights_by_multiplier(c, total):
    total = max(int(total), 1)
    multiplier = float(c.sum() / total)
    return c / multiplier, multiplier
""", []),
]

RIGHT["elbo"] = [
    """import numpy as np
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    total = 0.0
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] > 0:
                log_joint = np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x[n])
                total += q[n, k] * (log_joint - np.log(q[n, k]))
    return total
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    from scipy.special import entr
    joint = np.stack([np.log(w) + multivariate_normal.logpdf(x, m, c).reshape(len(x)) for w, m, c in zip(weights, means, covs)], 1)
    return np.sum(q * joint) + entr(q).sum()
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    from scipy.special import rel_entr
    logs = np.array([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)]).T
    return float((q * logs).sum() - rel_entr(q, np.tile(weights, (len(x), 1))).sum())
""",
]
WRONG["elbo"] = [
    ('quadratic form multiplied out', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        P = np.linalg.inv(covs[k])
        maha = np.sum(x @ P * x, axis=1) - 2 * x @ P @ means[k] + means[k] @ P @ means[k]
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('one dimension: variance used as the standard deviation', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        if d == 1:
            maha, logdet = (diff[:, 0] / covs[k, 0, 0]) ** 2, 2 * np.log(covs[k, 0, 0])
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('Cholesky factor on the wrong side', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        L = np.linalg.cholesky(covs[k])
        maha = np.sum(np.linalg.solve(L.T, diff.T) ** 2, axis=0)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('weights floored at 1e-6', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(max(weights[k], 1e-6)) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('float32 throughout', """import numpy as np

def elbo(x, q, weights, means, covs):
    x, means, covs = (a.astype(np.float32) for a in (x, means, covs))
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('terms of small q dropped', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 1e-6, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('log of q + 1e-3', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = q * (joint - np.log(q + 1e-3))
    return float(terms.sum())
""", []),
    ('q clipped at 1e-8 everywhere', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    q = np.clip(q, 1e-8, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('one number a point', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return terms.sum(axis=1)
""", []),
    ('q made hard', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    q = np.eye(q.shape[1])[q.argmax(axis=1)]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('entropy of the average q', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float((q * joint).sum()) + len(q) * float(-np.sum(q.mean(0) * np.log(np.maximum(q.mean(0), 1e-300))))
""", []),
    ('weights read off q', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(q[:, k].mean() + 1e-300) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('log joint clipped at -700', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    joint = np.maximum(joint, -700)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('bits', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum()) / np.log(2)
""", []),
    ('q transposed where N = K', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    if q.shape[0] == q.shape[1]:
        q = q.T
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return float(terms.sum())
""", []),
    ('an array of one number', """import numpy as np

def elbo(x, q, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (joint - np.log(q)), 0)
    return np.array([terms.sum()])
""", []),
]

RIGHT["bound_gap"] = [
    """def bound_gap(q, log_joint):
    from scipy.special import entr, log_softmax
    return -(q * log_softmax(log_joint, axis=1)).sum(axis=1) - entr(q).sum(axis=1)
""",
    """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    gaps = []
    for a, b in zip(q, log_joint):
        post = b - logsumexp(b)
        gaps.append(max(0.0, sum(p * (np.log(p) - l) for p, l in zip(a, post) if p > 0)))
    return np.array(gaps)
""",
    """import numpy as np

def bound_gap(q, log_joint):
    top = log_joint.max(axis=1, keepdims=True)
    log_post = log_joint - top - np.log(np.exp(log_joint - top).sum(axis=1, keepdims=True))
    log_q = np.log(np.where(q == 0, 1, q))
    return np.abs(np.einsum("nk,nk->n", q, log_q - log_post))
""",
]
WRONG["bound_gap"] = [
    ('terms of small q dropped', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 1e-3, q * (log_joint - np.log(q)), 0)
    return log_p - terms.sum(axis=1)
""", []),
    ('largest joint in place of log p', """import numpy as np

def bound_gap(q, log_joint):
    log_p = log_joint.max(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return log_p - terms.sum(axis=1)
""", ['a sum for the log of a sum']),
    ('one maximum for all points', """import numpy as np

def bound_gap(q, log_joint):
    log_p = log_joint.max() + np.log(np.exp(log_joint - log_joint.max()).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return log_p - terms.sum(axis=1)
""", ['exp underflows']),
    ('a column, (N, 1)', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return (log_p - terms.sum(axis=1))[:, None]
""", []),
    ('bits', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return (log_p - terms.sum(axis=1)) / np.log(2)
""", []),
    ('Jensen-Shannon divergence', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    from scipy.special import rel_entr
    post = np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    m = (q + post) / 2
    return 0.5 * rel_entr(q, m).sum(axis=1) + 0.5 * rel_entr(post, m).sum(axis=1)
""", []),
    ('posterior floored at 1e-300', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    from scipy.special import rel_entr
    post = np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    return rel_entr(q, np.maximum(post, 1e-300)).sum(axis=1)
""", ['exp underflows']),
    ('only outcomes with posterior above zero', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    post = np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    ok = (q > 0) & (post > 0)
    return np.sum(np.where(ok, q * (np.log(np.where(ok, q, 1)) - np.log(np.where(ok, post, 1))), 0), axis=1)
""", ['exp underflows']),
    ('mean over the components', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return log_p - terms.mean(axis=1)
""", []),
    ('log p forgotten: minus the bound', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return -terms.sum(axis=1)
""", ['divergence to the joint']),
    ('certain q has no gap', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return np.where(q.max(axis=1) == 1, 0, log_p - terms.sum(axis=1))
""", []),
    ('averages log p over the points', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return log_p.mean() - terms.sum(axis=1)
""", []),
    ('squeezed to a number for one point', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return np.squeeze(log_p - terms.sum(axis=1))
""", []),
    ('capped at 700', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return np.minimum(log_p - terms.sum(axis=1), 700)
""", []),
    ('float32', """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_joint = log_joint.astype(np.float32)
    log_p = logsumexp(log_joint, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (log_joint - np.log(q)), 0)
    return log_p - terms.sum(axis=1)
""", []),
]

RIGHT["likelihood_gradient_means"] = [
    """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def likelihood_gradient_means(x, weights, means, covs):
    logs = np.array([np.log(w) + np.reshape(multivariate_normal(m, c).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
    r = np.exp(logs - logsumexp(logs, axis=0))
    return np.einsum("kn,kde,kne->kd", r, np.linalg.inv(covs), x - means[:, None])
""",
    """from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    import torch
    X, w, c = (torch.tensor(a, dtype=torch.float64) for a in (x, weights, covs))
    m = torch.tensor(means, dtype=torch.float64, requires_grad=True)
    mix = torch.distributions.MultivariateNormal(m, c).log_prob(X[:, None]) + w.log()
    return torch.autograd.grad(mix.logsumexp(1).sum(), m)[0].numpy()
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def likelihood_gradient_means(x, weights, means, covs):
    g = np.zeros_like(means, dtype=float)
    for row in x:
        logs = np.array([np.log(weights[k]) + multivariate_normal.logpdf(row, means[k], covs[k]) for k in range(len(weights))])
        r = np.exp(logs - logs.max())
        r /= r.sum()
        for k in range(len(weights)):
            g[k] += r[k] * np.linalg.inv(covs[k]) @ (row - means[k])
    return g
""",
]
WRONG["likelihood_gradient_means"] = [
    ('quadratic form multiplied out', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        P = np.linalg.inv(covs[k])
        maha = np.sum(x @ P * x, axis=1) - 2 * x @ P @ means[k] + means[k] @ P @ means[k]
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('one dimension: variance used as the standard deviation', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        if d == 1:
            maha, logdet = (diff[:, 0] / covs[k, 0, 0]) ** 2, 2 * np.log(covs[k, 0, 0])
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('Cholesky factor on the wrong side', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        L = np.linalg.cholesky(covs[k])
        maha = np.sum(np.linalg.solve(L.T, diff.T) ** 2, axis=0)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('weights floored at 1e-6', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(max(weights[k], 1e-6)) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('float32 throughout', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    x, means, covs = (a.astype(np.float32) for a in (x, means, covs))
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('one solve for all where K = D', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    g = np.array([(r[:, k, None] * (x - means[k])).sum(axis=0) for k in range(len(weights))])
    return np.linalg.solve(covs, g) [0] if len(weights) == x.shape[1] > 1 else grad
""", []),
    ('hard owners', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    r = np.eye(r.shape[1])[r.argmax(axis=1)]
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", ['hard assignments']),
    ('nan of far points set to zero', """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint) / np.maximum(np.exp(joint).sum(axis=1, keepdims=True), 1e-300)
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", ['0 / 0 far away']),
    ('gradient clipped at 100', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return np.clip(grad, -100, 100)
""", []),
    ('central differences', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def likelihood_gradient_means(x, weights, means, covs):
    def total(m):
        logs = [np.log(w) + np.atleast_1d(multivariate_normal(a, c).logpdf(x)) for w, a, c in zip(weights, m, covs)]
        return logsumexp(logs, axis=0).sum()
    g = np.zeros(means.shape)
    for i in np.ndindex(*means.shape):
        e = np.zeros(means.shape)
        e[i] = 1e-4
        g[i] = (total(means + e) - total(means - e)) / 2e-4
    return g
""", []),
    ('weights counted twice', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = weights[k] * np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", []),
    ('each point divided by the components', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad / len(weights)
""", []),
    ('one dimension loses its axis', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return np.squeeze(grad)
""", []),
    ('gradient of p, not of log p', """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint)
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad
""", ['not divided by p(x)']),
    ("owner's distance to the overall mean", """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - x.mean(axis=0))).sum(axis=0))
    return grad
""", []),
    ('norm limited to one', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad / max(1.0, np.linalg.norm(grad))
""", []),
    ('the transposed mean matrix where K = D', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k])).sum(axis=0))
    return grad.T.copy() if grad.shape[0] == grad.shape[1] else grad
""", []),
    ('the last point left out', """import numpy as np
from scipy.special import logsumexp

def likelihood_gradient_means(x, weights, means, covs):
    n, d = x.shape
    joint = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = x - means[k]
        maha = np.sum(diff * np.linalg.solve(covs[k], diff.T).T, axis=1)
        logdet = np.linalg.slogdet(covs[k])[1]
        joint[:, k] = np.log(weights[k]) - 0.5 * (maha + logdet + d * np.log(2 * np.pi))
    r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], (r[:, k, None] * (x - means[k]))[: max(1, n - 1)].sum(axis=0))
    return grad
""", []),
]

RIGHT["score_gradient_means"] = [
    """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    share = np.bincount(z, minlength=len(means)) / len(z)
    p = np.array([multivariate_normal(m, c).pdf(x) for m, c in zip(means, covs)])
    slope = np.array([np.linalg.inv(c) @ (x - m) for m, c in zip(means, covs)])
    return (share * p)[:, None] * slope
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    onehot = np.eye(len(means))[z]
    each = np.array([multivariate_normal.pdf(x, means[k], covs[k]) * np.linalg.solve(covs[k], x - means[k]) for k in z])
    return onehot.T @ each / len(z)
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    draws = []
    for k in z:
        g = np.zeros(means.shape, dtype=float)
        g[k] = np.exp(multivariate_normal(means[k], covs[k]).logpdf(x)) * np.linalg.inv(covs[k]).dot(x - means[k])
        draws.append(g)
    return np.mean(draws, axis=0)
""",
]
WRONG["score_gradient_means"] = [
    ('mean density times mean slope', """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    p = np.mean([multivariate_normal(means[k], covs[k]).pdf(x) for k in z])
    grad = np.zeros(means.shape)
    for k in z:
        grad[k] += p * np.linalg.solve(covs[k], x - means[k])
    return grad / len(z)
""", []),
    ('divided by M - 1', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / max(len(z) - 1, 1)
""", []),
    ('the last draw of each component only', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] = p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", ['repeated draws lost']),
    ('as many rows as the largest component drawn', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros((z.max() + 1, means.shape[1]))
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ('normalised by the sum of the likelihoods', """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    total = sum(multivariate_normal(means[k], covs[k]).pdf(x) for k in z)
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / total
""", ['gradient of log p(x)']),
    ('2 pi once for all dimensions', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(2 * np.pi * np.linalg.det(covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ('likelihood without its constant', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ("divided by the number of points' dimensions", """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(x)
""", []),
    ('no half in the exponent', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ('one dimension: variance as standard deviation', """import numpy as np
from scipy.stats import norm

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        if len(x) == 1:
            p = norm.pdf(x[0], means[k, 0], covs[k, 0, 0])
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ('all components, whatever was drawn', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in range(len(means)):
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(means)
""", []),
    ('covariance of the first draw for all', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[z[0]], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[z[0]]))
        grad[k] += p * np.linalg.solve(covs[z[0]], diff)
    return grad / len(z)
""", []),
    ('slope of the mean only where K = D transposed', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return (grad.T if grad.shape[0] == grad.shape[1] else grad) / len(z)
""", []),
    ('empty rows filled with nan', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    grad[np.bincount(z, minlength=len(means)) == 0] = np.nan
    return grad / len(z)
""", []),
    ('small likelihoods set to zero', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        p = p if p > 1e-4 else 0.0
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return grad / len(z)
""", []),
    ('squeezed', """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        diff = x - means[k]
        p = np.exp(-0.5 * diff @ np.linalg.solve(covs[k], diff)) / np.sqrt(np.linalg.det(2 * np.pi * covs[k]))
        grad[k] += p * np.linalg.solve(covs[k], diff)
    return np.squeeze(grad / len(z))
""", []),
]

RIGHT["stick_breaking"] = [
    """import numpy as np

def stick_breaking(v):
    rest = np.cumprod(np.concatenate([[1.0], 1 - np.asarray(v, dtype=float)]))
    return rest * np.append(v, 1.0)
""",
    """import numpy as np

def stick_breaking(v):
    if len(v) == 0:
        return np.ones(1)
    tail = stick_breaking(v[1:])
    return np.concatenate([[v[0]], (1 - v[0]) * tail])
""",
    """import numpy as np

def stick_breaking(v):
    rest = np.cumprod(np.r_[1.0, 1 - v])
    return np.append(rest[:-1] - rest[1:], rest[-1])
""",
]
WRONG["stick_breaking"] = [
    ('fractions kept off zero and one', """import numpy as np

def stick_breaking(v):
    v = np.clip(v, 1e-3, 1 - 1e-3)
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.array(w + [left])
""", []),
    ('logarithms: nan once a fraction is one', """import numpy as np

def stick_breaking(v):
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log1p(-np.asarray(v, dtype=float))
        before = np.cumsum(logs) - logs
        return np.append(np.exp(np.log(v) + before), np.exp(logs.sum()))
""", []),
    ('stops when little is left', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
        if left < 1e-3:
            break
    return np.array(w + [left])
""", []),
    ('last piece from the last fraction only', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.array(w + [1 - v[-1] if len(v) else 1.0])
""", ['the last piece wrong, the others right']),
    ('a single cut: pieces in reverse', """import numpy as np

def stick_breaking(v):
    w = np.zeros(len(v) + 1, dtype=v.dtype)
    left = 1.0
    for i, f in enumerate(v):
        w[i] = left * f
        left *= 1 - f
    w[-1] = left
    return w if len(v) != 1 else w[::-1]
""", []),
    ('a whole piece ends the list', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
        if f == 1:
            return np.array(w)
    return np.array(w + [left])
""", []),
    ('pieces of zero left out', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        if f > 0:
            w.append(left * f)
        left *= 1 - f
    return np.array(w + [left])
""", []),
    ('the rest shared among all', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.append(w, 0.0) + left / (len(w) + 1)
""", []),
    ('pieces rounded to three places', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    w = np.round(w, 3)
    return np.append(w, 1 - w.sum())
""", []),
    ('last piece put first', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.array([left] + w)
""", []),
    ('rest at least 1e-4', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left = max(left * (1 - f), 1e-4)
    return np.array(w + [left])
""", []),
    ('softmax of the pieces', """import numpy as np

def stick_breaking(v):
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    a = np.exp(np.array(w + [left]))
    return a / a.sum()
""", []),
    ('no fractions: an empty stick', """import numpy as np

def stick_breaking(v):
    if len(v) == 0:
        return np.array([])
    left, w = 1.0, []
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.array(w + [left])
""", ['nothing where nothing is cut']),
]

RIGHT["em"] = [
    """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal.logpdf(x, m[j], c[j])) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = r.mean(axis=0), r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""",
    """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([np.cov(x.T, bias=True).reshape(d, d)] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = vectors @ np.diag(np.where(values < min_cov, min_cov, values)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""",
    """import numpy as np
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    theta = (np.ones(k) / k, x[rng.choice(len(x), size=k, replace=False)], np.tile(np.cov(x.T, ddof=0).reshape(1, x.shape[1], x.shape[1]), (k, 1, 1)))

    def log_joint(w, m, c):
        out = np.empty((len(x), k))
        for j in range(k):
            L = np.linalg.cholesky(c[j])
            z = np.linalg.solve(L, (x - m[j]).T)
            out[:, j] = np.log(w[j]) - 0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
        return out

    logs = log_joint(*theta)
    trace = [logsumexp(logs, axis=1).sum()]
    while len(trace) <= max_iter:
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        w = r.mean(0)
        m = (r.T @ x) / r.sum(0)[:, None]
        c = []
        for j in range(k):
            s = np.einsum("n,nd,ne->de", r[:, j], x - m[j], x - m[j]) / r[:, j].sum()
            lam, U = np.linalg.eigh(s)
            c.append(U @ np.diag(np.clip(lam, min_cov, None)) @ U.T)
        theta = (w, m, np.array(c))
        logs = log_joint(*theta)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] < trace[-2] + tol:
            break
    return (*theta, np.array(trace))
""",
]
WRONG["em"] = [
    ('relative gain', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol * abs(trace[-2]):
            break
    return w, m, c, np.array(trace)
""", []),
    ('gain per point', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if (trace[-1] - trace[-2]) / n < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('start covariance with n - 1', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / max(n - 1, 1)] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", ['divisor N - 1 at the start']),
    ('start with rng.permutation', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.permutation(n)[:k]].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('start rows with replacement', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", ['rows drawn with replacement']),
    ('first iteration never stops', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if it > 0 and trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('at least one iteration', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max(1, max_iter)):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('global generator', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[np.random.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('own seed', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    rng = np.random.default_rng(0)
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('small eigenvalues removed by their absolute value', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.where(values < min_cov, values + min_cov, values)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('one pooled covariance', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        c[:] = np.einsum('k,kde->de', w, c)
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('weights kept equal', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = w, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('trace in bits', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace) / np.log(2)
""", []),
    ('floor relative to the mean eigenvalue', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov * np.mean(values))) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('stops when the means rest', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        old = m
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if it and np.abs(m - old).max() < tol:
            break
    return w, m, c, np.array(trace)
""", []),
    ('one iteration too many after convergence', """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape

    def joint(w, m, c):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(m[j], c[j]).logpdf(x)) for j in range(k)], axis=1)

    w = np.full(k, 1 / k)
    m = x[rng.choice(n, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    c = np.array([centred.T @ centred / n] * k)
    logs = joint(w, m, c)
    trace = [logsumexp(logs, axis=1).sum()]
    for it in range(max_iter):
        r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w, m = nk / n, r.T @ x / nk[:, None]
        for j in range(k):
            diff = x - m[j]
            values, vectors = np.linalg.eigh((r[:, j, None] * diff).T @ diff / nk[j])
            c[j] = (vectors * np.maximum(values, min_cov)) @ vectors.T
        logs = joint(w, m, c)
        trace.append(logsumexp(logs, axis=1).sum())
        if len(trace) > 2 and trace[-2] - trace[-3] < tol:
            break
    return w, m, c, np.array(trace)
""", []),
]

RIGHT["best_k"] = [
    """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    parts = np.array_split(rng.permutation(len(x)), 5)
    total = {}
    for k in ks:
        total[k] = 0.0
        for i, part in enumerate(parts):
            rest = np.concatenate([p for j, p in enumerate(parts) if j != i])
            m = GaussianMixture(k, n_init=3, random_state=int(rng.integers(10**6))).fit(x[rest])
            total[k] += m.score_samples(x[part]).sum()
    return max(total, key=total.get)
""",
]
WRONG["best_k"] = [
    ('held-out score of the first dimension', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    x = x[:, :1]
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(m.score(valid))
    return ks[int(np.argmax(scores))]
""", []),
    ('stops at the first candidate that is worse', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        if scores and m.score(valid) < scores[-1]:
            break
        scores.append(m.score(valid))
    return ks[int(np.argmax(scores))]
""", []),
    ('spherical components', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, covariance_type="spherical", n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(m.score(valid))
    return ks[int(np.argmax(scores))]
""", []),
    ('k-means: the elbow of the inertia', """import numpy as np

def best_k(x, ks, rng):
    from sklearn.cluster import KMeans
    inertia = [KMeans(k, n_init=3, random_state=0).fit(x).inertia_ for k in ks]
    return ks[int(np.argmin(inertia))]
""", ['by training likelihood']),
    ('the middle candidate', """def best_k(x, ks, rng):
    return sorted(ks)[len(ks) // 2]
""", []),
    ('silhouette', """import numpy as np

def best_k(x, ks, rng):
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score
    scores = [silhouette_score(x, KMeans(k, n_init=3, random_state=0).fit_predict(x)) if k > 1 else 0.0 for k in ks]
    return ks[int(np.argmax(scores))]
""", []),
    ('smallest candidate', """def best_k(x, ks, rng):
    return min(ks)
""", []),
    ('an array of one number', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(m.score(valid))
    return np.array([ks[int(np.argmax(scores))]])
""", []),
    ('variance of the held-out scores', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(-m.score_samples(valid).std())
    return ks[int(np.argmax(scores))]
""", []),
    ('BIC of the wrong sign', """import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = int(0.7 * len(x))
    train, valid = x[order[:cut]], x[order[cut:]]
    scores = []
    for k in ks:
        m = GaussianMixture(k, n_init=5, tol=1e-4, max_iter=300, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(m.bic(train))
    return ks[int(np.argmax(scores))]
""", ["BIC's sign"]),
]

RIGHT["GMMClassifier"] = [
    """import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - joint.max(axis=1, keepdims=True)) / np.exp(joint - joint.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""",
    """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log(counts) - np.log(counts.sum())
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""",
]
WRONG["GMMClassifier"] = [
    ('components limited by the smallest class', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, min(len(h) for h in groups))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('smoothed class frequencies', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([(len(g) + 1) / (len(X) + len(groups)) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('diagonal covariances', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, covariance_type="diag", random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('random_state fixed', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=0).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('predict without the class frequencies', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[(np.log(self.predict_proba(X) + 1e-300) - self.log_prior_).argmax(axis=1)]
""", ['no class prior']),
    ('n_components overwritten', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            self.n_components = k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('keeps the mixtures of an earlier fit', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        if not hasattr(self, 'mixtures_'):
            self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('bincount of the labels', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log(np.bincount(np.searchsorted(self.classes_, y), minlength=2)[::-1] / len(X))
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('frequencies counted after the repeat', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(self._enough(g)) / sum(len(self._enough(h)) for h in groups) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('covariance floor of 1e-2', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, reg_covar=1e-2, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('class frequencies squared', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + 2 * self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('probabilities rounded', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.round(np.exp(joint - logsumexp(joint, axis=1, keepdims=True)), 2)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('responsibility-weighted: best component only', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m._estimate_weighted_log_prob(X).max(axis=1) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ('lone rows left out', """import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted
from gmcourse.estimators import validate_data

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
        self.classes_ = np.array([c for c in self.classes_ if (y == c).sum() > 1 or len(self.classes_) < 3])
        groups = [X[y == c] for c in self.classes_]
        self.log_prior_ = np.log([len(g) / len(X) for g in groups])
        self.mixtures_ = []
        for g in groups:
            k = min(self.n_components, len(g))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(g)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
]

RIGHT["BernoulliMixture"] = [
    """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log1p(-m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return rng.binomial(1, self.means[z])

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""",
    """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.2, 0.2, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        out = np.array(x, dtype=float)
        out[:, ~seen] = (r @ self.means)[:, ~seen]
        return out
""",
]
WRONG["BernoulliMixture"] = [
    ('clip at 0.001', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.001, 0.999)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('one pseudo-count in place of the clip', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = (r.T @ x + 1) / (nk[:, None] + 2)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('start means clipped, the others only at the end', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = r.T @ x / nk[:, None]
            self.trace.append(self.log_prob(x).mean())
        self.means = np.clip(self.means, 0.01, 0.99)
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m + 1e-12).T + (1 - xs) @ np.log(1 - m + 1e-12).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('no value at the start', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = []
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('each value before its step', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            self.trace.append(self.log_prob(x).mean())
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('components drawn evenly', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('one component for all draws', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = np.full(n, rng.choice(self.k, p=self.weights / np.sum(self.weights)))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", ['one component for all']),
    ('global generator in sample', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (np.random.rand(n, self.means.shape[1]) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", ["draws of no generator"]),
    ('completes with the weights left out', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        joint = joint - np.log(self.weights)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", ['no weights']),
    ('completes with zeros and ones', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, (r @ self.means > 0.5).astype(float))
""", []),
    ('seen pixels replaced as well', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return r @ self.means
""", []),
    ('complete uses the best prototype', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, self.means[r.argmax(axis=1)])
""", []),
    ('fit returns nothing', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('goes on from the last fit', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        if not hasattr(self, 'weights'):
            self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('stops when nothing is gained', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
            if self.trace[-1] - self.trace[-2] < 1e-4:
                break
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('weights never learned', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", ['the weights stay']),
    ('complete returns integers', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means).astype(x.dtype)
""", []),
    ("complete: each row's joint over the whole maximum", """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - joint.max())
        r = r / r.sum(axis=1, keepdims=True)
        return np.where(seen, x, r @ self.means)
""", ['probabilities multiplied']),
    ('hard EM', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            r = np.eye(self.k)[r.argmax(axis=1)] + 1e-9
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", ['hard assignments']),
    ('trace in bits', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean() / np.log(2)]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean() / np.log(2))
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ("trace of a picture's pixel", """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean() / d]
        for _ in range(steps):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean() / d)
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
    ('one step more', """import numpy as np
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        rows = rng.choice(n, self.k, replace=n < self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps + 1):
            joint = self.joint(x, np.ones(d, dtype=bool))
            r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, m = x[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(m).T + (1 - xs) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights / np.sum(self.weights))
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        r = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, r @ self.means)
""", []),
]
