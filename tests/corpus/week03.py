"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['histogram_log_prob'] = [
"""
def histogram_log_prob(x, edges, counts):
    n = sum(counts)
    out = []
    for v in x:
        p = 0.0
        for b in range(len(counts)):
            last = b == len(counts) - 1
            if edges[b] <= v < edges[b + 1] or (last and v == edges[-1]):
                p = counts[b] / (n * (edges[b + 1] - edges[b]))
        out.append(np.log(p) if p > 0 else -np.inf)
    return np.array(out)
""",
"""
def histogram_log_prob(x, edges, counts):
    height = np.concatenate([[0.0], counts / (counts.sum() * np.diff(edges)), [0.0]])
    i = np.digitize(x, edges)
    i[x == edges[-1]] = len(counts)
    res = np.full(len(x), -np.inf)
    ok = height[i] > 0
    res[ok] = np.log(height[i][ok])
    return res
""",
"""
def histogram_log_prob(x, edges, counts):
    widths = edges[1:] - edges[:-1]
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], len(counts) - 1, idx)
    valid = (idx >= 0) & (idx < len(counts))
    idx = np.clip(idx, 0, len(counts) - 1)
    p = np.where(valid, counts[idx] / (counts.sum() * widths[idx]), 0)
    with np.errstate(all="ignore"):
        return np.log(p)
""",
]

RIGHT['equal_count_edges'] = [
"""
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""",
"""
def equal_count_edges(data, bins):
    s = sorted(data)
    out = []
    for b in range(bins + 1):
        pos = b / bins * (len(s) - 1)
        lo = int(np.floor(pos))
        hi = min(lo + 1, len(s) - 1)
        out.append(s[lo] + (pos - lo) * (s[hi] - s[lo]))
    return np.array(out)
""",
"""
def equal_count_edges(data, bins):
    return np.array([np.quantile(data, i / bins) for i in range(0, bins + 1)])
""",
]

RIGHT['kde_log_prob'] = [
"""
from scipy.special import logsumexp
from scipy.stats import norm
def kde_log_prob(x, data, bandwidth):
    logs = norm.logpdf(x[:, None], loc=data[None, :], scale=bandwidth)
    return logsumexp(logs, axis=1) - np.log(len(data))
""",
"""
def kde_log_prob(x, data, bandwidth):
    z = np.subtract.outer(data, x) / bandwidth
    return np.logaddexp.reduce(-z**2 / 2, axis=0) - np.log(data.size * bandwidth * np.sqrt(2 * np.pi))
""",
"""
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    M = len(data)
    d2 = (np.asarray(x).reshape(-1, 1) - np.asarray(data).reshape(1, -1)) ** 2
    b = np.full((1, M), 1 / (M * np.sqrt(2 * np.pi * bandwidth**2)))
    return logsumexp(-d2 / (2 * bandwidth**2), b=b, axis=1)
""",
]

RIGHT['gmm_log_prob'] = [
"""
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.log(w) + multivariate_normal(m, c).logpdf(x).reshape(len(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return logsumexp(logs, axis=1)
""",
"""
def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means[None]
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    _, logdet = np.linalg.slogdet(covs)
    joint = np.log(weights) - 0.5 * (maha + logdet + x.shape[1] * np.log(2 * np.pi))
    top = joint.max(axis=1, keepdims=True)
    return (top + np.log(np.exp(joint - top).sum(axis=1, keepdims=True)))[:, 0]
""",
"""
import math
def _logpdf(x, m, c):
    d = np.asarray(x) - m
    return -0.5 * (d @ np.linalg.solve(c, d) + np.linalg.slogdet(2 * math.pi * c)[1])
def gmm_log_prob(x, weights, means, covs):
    res = []
    for row in x:
        logs = [math.log(weights[k]) + _logpdf(row, means[k], covs[k]) for k in range(len(weights))]
        m = max(logs)
        res.append(m + math.log(math.fsum(math.exp(l - m) for l in logs)))
    return np.array(res)
""",
]

RIGHT['responsibilities'] = [
"""
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    logs = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        logs[:, k] = np.log(weights[k]) + multivariate_normal.logpdf(x, means[k], covs[k])
    return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
""",
"""
def responsibilities(x, weights, means, covs):
    W, M, C, X = (torch.tensor(np.asarray(a, dtype=float)) for a in (weights, means, covs, x))
    lp = torch.distributions.MultivariateNormal(M, C).log_prob(X.unsqueeze(1)) + W.log()
    return torch.softmax(lp, dim=1).numpy()
""",
"""
def responsibilities(x, weights, means, covs):
    # 1 / sum_j exp(l_j - l_k)
    L = np.linalg.cholesky(covs)
    z = np.linalg.solve(L, (x[None] - means[:, None]).transpose(0, 2, 1))
    l = np.log(weights)[:, None] - (z**2).sum(1) / 2 - np.log(np.diagonal(L, axis1=1, axis2=2)).sum(1)[:, None]
    with np.errstate(over="ignore"):
        return (1 / np.exp(l[None] - l[:, None]).sum(1)).T
""",
]

RIGHT['m_step'] = [
"""
def m_step(x, resp):
    Nk = resp.sum(axis=0)
    means = resp.T @ x / Nk[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k][:, None] * d).T @ d / Nk[k])
    return Nk / len(x), means, np.array(covs)
""",
"""
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    weights, means, covs = np.zeros(K), np.zeros((K, D)), np.zeros((K, D, D))
    for k in range(K):
        own = 0.0
        for n in range(N):
            own += resp[n, k]
            means[k] += resp[n, k] * x[n]
        means[k] /= own
        for n in range(N):
            covs[k] += resp[n, k] * np.outer(x[n] - means[k], x[n] - means[k])
        covs[k] /= own
        weights[k] = own / N
    return weights, means, covs
""",
"""
def m_step(x, resp):
    X, R = torch.from_numpy(np.array(x, float)), torch.from_numpy(np.array(resp, float))
    n = R.sum(0)
    mu = (R / n).T @ X
    root = (R / n).sqrt()
    d = root.T[:, :, None] * (X - mu[:, None])
    return (n / len(X)).numpy(), mu.numpy(), (d.mT @ d).numpy()
""",
]

RIGHT['em'] = [
"""
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = _floor(covs, min_cov)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""",
"""
def em(x, k, rng, max_iter, tol, min_cov):
    X = torch.tensor(np.array(x, dtype=float))
    N, D = X.shape
    w = torch.full((k,), 1.0 / k, dtype=torch.float64)
    mu = X[torch.tensor(rng.choice(N, size=k, replace=False))]
    cov = torch.cov(X.T, correction=0).reshape(1, D, D).expand(k, D, D).clone()
    def e(w, mu, cov):
        lp = torch.distributions.MultivariateNormal(mu, cov).log_prob(X[:, None]) + w.log()
        total = lp.logsumexp(1)
        return (lp - total[:, None]).exp(), total.sum().item()
    r, value = e(w, mu, cov)
    history = [value]
    for i in range(max_iter):
        n = r.sum(0)
        w = n / N
        mu = (r.T @ X) / n[:, None]
        d = X - mu[:, None]
        cov = torch.einsum("nk,kni,knj->kij", r, d, d) / n[:, None, None]
        val, vec = torch.linalg.eigh(cov)
        cov = vec @ torch.diag_embed(val.clamp(min=min_cov)) @ vec.mT
        cov = (cov + cov.mT) / 2
        r, value = e(w, mu, cov)
        history.append(value)
        if history[-1] - history[-2] < tol:
            break
    return w.numpy(), mu.numpy(), cov.numpy(), np.array(history)
""",
]

RIGHT['elbo'] = [
"""
from scipy.stats import multivariate_normal
def elbo(x, q, weights, means, covs):
    logs = np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
    keep = q > 0
    return float(np.sum(q[keep] * (logs[keep] - np.log(q[keep]))))
""",
"""
import math
def elbo(x, q, weights, means, covs):
    total = 0.0
    D = len(x[0])
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] == 0:
                continue
            e = x[n] - means[k]
            logN = -0.5 * (e @ np.linalg.solve(covs[k], e)) - 0.5 * math.log(np.linalg.det(covs[k])) - D / 2 * math.log(2 * math.pi)
            total += q[n, k] * (math.log(weights[k]) + logN - math.log(q[n, k]))
    return float(total)
""",
]

RIGHT['likelihood_gradient_means'] = [
"""
def _resp(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=1, keepdims=True)

def likelihood_gradient_means(x, weights, means, covs):
    r = _resp(x, weights, means, covs)
    out = []
    for k in range(len(weights)):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        out.append(np.linalg.solve(covs[k], s))
    return np.array(out)
""",
"""
def likelihood_gradient_means(x, weights, means, covs):
    t = lambda a: torch.tensor(np.asarray(a, dtype=np.float64))
    mu = t(means).requires_grad_(True)
    comp = torch.distributions.MultivariateNormal(mu, t(covs))
    mix = torch.distributions.MixtureSameFamily(torch.distributions.Categorical(t(weights)), comp)
    mix.log_prob(t(x)).sum().backward()
    return mu.grad.numpy()
""",
]

RIGHT['score_gradient_means'] = [
"""
from scipy.stats import multivariate_normal
def score_gradient_means(x, z, means, covs):
    g = np.zeros(means.shape)
    for k in z:
        g[k] += multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return g / len(z)
""",
"""
def score_gradient_means(x, z, means, covs):
    P = np.linalg.inv(covs)[z]
    d = x - means[z]
    q = np.einsum("mi,mij,mj->m", d, P, d)
    lik = np.exp(-0.5 * q - 0.5 * np.linalg.slogdet(covs[z])[1] - x.size / 2 * np.log(2 * np.pi))
    onehot = np.eye(len(means))[z]
    return np.einsum("mk,m,mij,mj->ki", onehot, lik, P, d) / z.size
""",
]

RIGHT['stick_breaking'] = [
"""
def stick_breaking(v):
    left = 1.0
    w = []
    for f in v:
        w.append(f * left)
        left *= 1 - f
    w.append(left)
    return np.array(w)
""",
"""
def stick_breaking(v):
    if len(v) == 0:
        return np.ones(1)
    return np.concatenate([[v[0]], (1 - v[0]) * stick_breaking(v[1:])])
""",
"""
def stick_breaking(v):
    left = np.r_[1.0, np.cumprod(1.0 - v), 0.0]
    return -np.diff(left)
""",
]

RIGHT['best_k'] = [
"""
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    folds = np.array_split(rng.permutation(len(x)), 5)
    best, best_score = ks[0], -np.inf
    for k in ks:
        total = 0.0
        for f in folds:
            mask = np.ones(len(x), dtype=bool)
            mask[f] = False
            gm = GaussianMixture(n_components=k, n_init=4, reg_covar=1e-3, random_state=int(rng.integers(1 << 30)))
            gm.fit(x[mask])
            total += gm.score_samples(x[f]).sum()
        if total > best_score:
            best, best_score = k, total
    return best
""",
"""
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def _fit(x, k, rng):
    N, D = x.shape
    w, m = np.full(k, 1 / k), x[rng.choice(N, k, replace=False)]
    c = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    old = -np.inf
    for _ in range(100):
        j = _joint(x, w, m, c)
        s = logsumexp(j, axis=1)
        if s.sum() - old < 1e-3 * N * 0.1:
            break
        old = s.sum()
        w, m, c = _mstep(x, np.exp(j - s[:, None]))
        c = _floor(c, 1e-2)
    return old, (w, m, c)
def best_k(x, ks, rng):
    folds = np.array_split(rng.permutation(len(x)), 3)
    score = np.zeros(len(ks))
    for i, k in enumerate(ks):
        for f in folds:
            tr = np.delete(x, f, axis=0)
            p = max((_fit(tr, k, rng) for _ in range(4)), key=lambda t: t[0])[1]
            score[i] += logsumexp(_joint(x[f], *p), axis=1).sum()
    return ks[int(score.argmax())]
""",
]

RIGHT['GMMClassifier'] = [
"""
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""",
"""
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
        self.classes_, codes = np.unique(y, return_inverse=True)
        share = np.bincount(codes) / codes.size
        self.class_log_prior_ = np.log(share)
        self.models_ = [
            GaussianMixture(n_components=min(self.n_components, (codes == i).sum()), random_state=self.random_state).fit(self._enough(X[codes == i]))
            for i in range(self.classes_.size)
        ]
        return self

    def predict_proba(self, X):
        from scipy.special import softmax
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        s = np.empty((X.shape[0], self.classes_.size))
        for i, (lp, m) in enumerate(zip(self.class_log_prior_, self.models_)):
            s[:, i] = m.score_samples(X) + lp
        return softmax(s, axis=1)

    def predict(self, X):
        check_is_fitted(self)
        P = self.predict_proba(X)
        return np.array([self.classes_[int(np.argmax(row))] for row in P])
""",
]

WRONG['histogram_log_prob'] = [
('forgets the bin widths', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / counts.sum()
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['no bin width']),
('multiplies by the width instead of dividing', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / counts.sum() * widths
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['multiplied by the width']),
('uses the mean width for all bins', """
def histogram_log_prob(x, edges, counts):
    widths = (edges[-1] - edges[0]) / len(counts)
    heights = counts / (counts.sum() * widths)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['one width for all bins']),
('points outside take the nearest bin', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / (counts.sum() * widths)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['points outside counted into the end bins']),
('returns density, no logarithm', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / (counts.sum() * widths)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return p
""", ['density instead of its logarithm']),
('adds 1e-12 so never -inf', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / (counts.sum() * widths)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return np.log(p + 1e-12)
""", ['a small number for the impossible']),
('below first edge index -1 wraps to last bin', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    density = counts / (counts.sum() * widths)
    k = np.searchsorted(edges, x, side="right") - 1
    k[x == edges[-1]] = len(counts) - 1
    density = np.append(density, 0.0)
    k = np.minimum(k, len(counts))
    # -1 would be the last entry = the zero that I appended, but the last bin's mass sits at -2
    density = density[:-1]
    out = np.full(len(x), -np.inf)
    inside = k < len(counts)
    with np.errstate(divide="ignore"):
        out[inside] = np.log(density[k[inside]])
    return out
""", []),
('closed bins on both sides add up', """
def histogram_log_prob(x, edges, counts):
    h = counts / counts.sum() / np.diff(edges)
    inside = (x[:, None] >= edges[:-1]) & (x[:, None] <= edges[1:])
    with np.errstate(divide="ignore"):
        return np.log(inside @ h)
""", []),
('empty bins get nan to zero', """
def histogram_log_prob(x, edges, counts):
    widths = np.diff(edges)
    heights = counts / (counts.sum() * widths)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    outside = (x < edges[0]) | (x > edges[-1])
    idx = np.clip(idx, 0, len(counts) - 1)
    p = heights[idx]
    p[outside] = 0.0
    with np.errstate(divide="ignore"):
        return np.nan_to_num(np.log(p), neginf=0.0)
""", ['0 for the impossible']),
]

WRONG['equal_count_edges'] = [
('B quantiles instead of B+1', """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))
""", ['off by one']),
('equal widths by np.histogram', """
def equal_count_edges(data, bins):
    return np.histogram(data, bins=bins)[1]
""", ['equal widths']),
('arange leaves out the largest point', """
def equal_count_edges(data, bins):
    return np.quantile(data, np.arange(0, bins) / bins)
""", ['off by one']),
('sorted data sliced, no interpolation', """
def equal_count_edges(data, bins):
    s = np.sort(data)
    n = len(s)
    return np.array([s[min(i * n // bins, n - 1)] for i in range(bins + 1)])
""", ['data points instead of interpolated quantiles']),
('percentile with fractions 0 to 1', """
def equal_count_edges(data, bins):
    return np.percentile(data, np.linspace(0, 1, bins + 1))
""", []),
('median-unbiased quantiles (Hazen, as MATLAB)', """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1), method='hazen')
""", []),
('outer edges pushed out by epsilon', """
def equal_count_edges(data, bins):
    e = np.quantile(data, np.linspace(0, 1, bins + 1))
    e[0] -= 1e-3
    e[-1] += 1e-3
    return e
""", []),
]

WRONG['kde_log_prob'] = [
('bandwidth taken as variance', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    bandwidth = np.sqrt(bandwidth)
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ['bandwidth as variance']),
('divides by N, the number of x', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(x))
""", []),
('averages log-densities', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logs.mean(axis=1)
""", ['mean of the log kernels']),
('forgets -log h', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ['no 1/h']),
('forgets square root of 2 pi', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth)
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ['no 2 pi']),
('adds tiny number to avoid log 0', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return np.log(np.exp(logs).mean(axis=1) + 1e-300)
""", ['underflow far away']),
('divides by M inside each log twice', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi) - np.log(len(data))
    return logsumexp(logs, axis=1) - np.log(len(data))
""", []),
('returns density, no logarithm', """
from scipy.special import logsumexp
def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logs = -0.5 * (d / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return np.exp(logs).mean(axis=1)
""", ['density instead of its logarithm']),
]

WRONG['gmm_log_prob'] = [
('sums pdfs, log underflows far away', """
from scipy.stats import multivariate_normal
def gmm_log_prob(x, weights, means, covs):
    p = np.zeros(len(x))
    for w, m, c in zip(weights, means, covs):
        p += w * multivariate_normal(m, c).pdf(x)
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['log of a sum that underflows']),
('forgets the weights', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs, axis=1)
""", ['no weights']),
('adds weights, not their logarithms', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs + weights, axis=1)
""", []),
('sums over points instead of components', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs + np.log(weights), axis=0)
""", []),
('log 2 pi once, not D times', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs + np.log(weights), axis=1)
""", ['the power of 2 pi']),
('best component instead of sum', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return (logs + np.log(weights)).max(axis=1)
""", ['the largest term only']),
('total over all points', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs + np.log(weights), axis=1).sum()
""", []),
('only the first two components', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return np.logaddexp(logs[:, 0] + np.log(weights[0]), logs[:, -1] + np.log(weights[-1]))
""", []),
('one covariance (first) for all', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(np.array([covs[0]] * len(covs))), diff)
    logdet = np.linalg.slogdet(covs[0])[1]
    logs = -0.5 * (D * np.log(2 * np.pi) + logdet + maha)
    return logsumexp(logs + np.log(weights), axis=1)
""", []),
]

WRONG['responsibilities'] = [
('normalises over the points', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=0, keepdims=True)
""", ['normalised over N']),
('forgets the determinants', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * maha
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=1, keepdims=True)
""", ['no determinant']),
('adds 1e-10 to the denominator', """
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    p = np.array([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]).T
    return p / (p.sum(axis=1, keepdims=True) + 1e-10)
""", ['0 / 0 far away']),
('hard assignment', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = (logs == 0).astype(float)
    return r / r.sum(axis=1, keepdims=True)
""", ['hard']),
('shape (K, N)', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return (r / r.sum(axis=1, keepdims=True)).T
""", []),
('weights multiplied twice', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logs = 2 * np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=1, keepdims=True)
""", []),
('diagonal of covariances only', """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs * np.eye(x.shape[1])), diff)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs * np.eye(x.shape[1]))[1] + maha)
    logs = logs - logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    return r / r.sum(axis=1, keepdims=True)
""", ['only the diagonal of the covariance']),
('Euclidean distances, ignores covariances', """
from scipy.special import softmax
def responsibilities(x, weights, means, covs):
    d2 = ((x[:, None] - means) ** 2).sum(axis=2)
    return softmax(np.log(weights) - d2 / 2, axis=1)
""", []),
('sklearn predict_proba with covariance as precision factor', """
from sklearn.mixture import GaussianMixture
def responsibilities(x, weights, means, covs):
    g = GaussianMixture(len(weights))
    g.weights_, g.means_, g.covariances_ = weights, means, covs
    g.precisions_cholesky_ = np.linalg.cholesky(covs)
    return g.predict_proba(x)
""", []),
]

WRONG['m_step'] = [
('covariance divided by Nk - 1', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / (Nk[k] - 1)
    return weights, means, covs
""", ['N_k - 1']),
('covariance about the overall mean', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - x.mean(axis=0)
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k]
    return weights, means, covs
""", ['covariance about the global mean']),
('weights divided by K', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / resp.shape[1]
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k]
    return weights, means, covs
""", []),
('means divided by N', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / N
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k]
    return weights, means, covs
""", ['N instead of N_k']),
('diagonal covariances only', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = np.diag((resp[:, k, None] * d**2).sum(axis=0) / Nk[k])
    return weights, means, covs
""", ['only the diagonal of the covariance']),
('np.cov of weighted points', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = np.cov((resp[:, k, None] * x).T, bias=True)
    return weights, means, covs
""", []),
# x of scale 1e-3: the covariance is 1e-6, the ridge as large as itself
# FALSE PASS: x=[[0.],[2e-3]], resp=[[1.],[1.]]: covs 1e-6, got 2e-6
('adds 1e-6 to the diagonal (as scikit-learn)', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k] + 1e-6 * np.eye(D)
    return weights, means, covs
""", []),
('one pooled covariance for all', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k]
    covs[:] = np.tensordot(weights, covs, 1)
    return weights, means, covs
""", []),
('standardised by square root', """
def m_step(x, resp):
    N, D = x.shape
    Nk = resp.sum(axis=0)
    weights = Nk / N
    means = resp.T @ x / Nk[:, None]
    covs = np.zeros((resp.shape[1], D, D))
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs[k] = (resp[:, k, None] * d).T @ d / Nk[k]
    return weights, means, np.sqrt(np.abs(covs))
""", []),
("reuses the last component's differences", """
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    Nk = resp.sum(0)
    means = (resp.T @ x) / Nk[:, None]
    for k in range(K):
        d = x - means[k]
    covs = np.array([(resp[:, k, None] * d).T @ d / Nk[k] for k in range(K)])
    return Nk / N, means, covs
""", []),
]

WRONG['em'] = [
('adds the floor to the diagonal', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = covs + min_cov * np.eye(D)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['the trace falls: the floor is added to the diagonal']),
('trace is the mean over points', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).mean()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = _floor(covs, min_cov)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).mean())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['mean log-likelihood in the trace']),
('trace computed with old parameters', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        trace.append(logsumexp(j, axis=1).sum())
        weights, means, covs = _mstep(x, r)
        covs = _floor(covs, min_cov)
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['stops at once']),
('start means are the first k rows', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[:k]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = _floor(covs, min_cov)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['the first rows as means']),
('floors the entries, not the eigenvalues', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = np.maximum(covs, min_cov)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
('ignores tol, always max_iter iterations', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def _joint(x, weights, means, covs):
    return np.column_stack([np.log(w) + np.reshape(multivariate_normal(m, c, allow_singular=True).logpdf(x), len(x)) for w, m, c in zip(weights, means, covs)])
def _mstep(x, r):
    n = r.sum(axis=0)
    means = r.T @ x / n[:, None]
    covs = np.array([(r[:, k, None] * (x - means[k])).T @ (x - means[k]) / n[k] for k in range(r.shape[1])])
    return n / len(x), means, covs
def _floor(covs, low):
    v, u = np.linalg.eigh(covs)
    v = np.maximum(v, low)
    return (u * v[:, None, :]) @ u.transpose(0, 2, 1)

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    covs = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace = [logsumexp(_joint(x, weights, means, covs), axis=1).sum()]
    for _ in range(max_iter):
        j = _joint(x, weights, means, covs)
        r = np.exp(j - logsumexp(j, axis=1, keepdims=True))
        weights, means, covs = _mstep(x, r)
        covs = _floor(covs, min_cov)
        trace.append(logsumexp(_joint(x, weights, means, covs), axis=1).sum())
    return weights, means, covs, np.array(trace)
""", []),
]

WRONG['elbo'] = [
('entropy with the wrong sign', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = np.log(weights) + logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint + logq)).sum())
""", ["entropy's sign"]),
('weights left out', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint - logq)).sum())
""", ['bound above the likelihood: no weights']),
('0 log 0 gives nan', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = np.log(weights) + logn
    logq = np.log(q)
    return float((q * (joint - logq)).sum())
""", ['nan where q is 0']),
('uses the responsibilities in place of q', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = np.log(weights) + logn
    q = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint - logq)).sum())
""", ['the log-likelihood itself']),
('half log determinant missing', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + x.shape[1] * np.log(2 * np.pi))
    joint = np.log(weights) + logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint - logq)).sum())
""", []),
('2 pi constant missing', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1])
    joint = np.log(weights) + logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint - logq)).sum())
""", []),
('weights multiply, not their logarithm', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = weights * logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return float((q * (joint - logq)).sum())
""", []),
('negative ELBO, as a loss', """
from scipy.special import logsumexp
def elbo(x, q, weights, means, covs):
    d = x[:, None] - means
    maha = np.einsum("nki,kij,nkj->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    joint = np.log(weights) + logn
    logq = np.log(np.where(q > 0, q, 1.0))
    return -float((q * (joint - logq)).sum())
""", ["the bound's sign"]),
# FALSE PASS: x=[[50.]], q=[[1.]], weights=[1.], means=[[0.]], covs=[[[1.]]]: -1250.919, got -inf
('log of pdf underflows far away', """
from scipy.stats import multivariate_normal
def elbo(x, q, weights, means, covs):
    p = np.column_stack([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)])
    keep = q > 0
    with np.errstate(divide="ignore"):
        return float(np.sum(q[keep] * (np.log(p[keep]) - np.log(q[keep]))))
""", ['densities that underflow']),
]

WRONG['likelihood_gradient_means'] = [
('mean over the points', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("nk,kij,nkj->ki", r, P, d) / len(x)
""", ['mean over N']),
('covariance instead of its inverse', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("nk,kij,nkj->ki", r, covs, d)
""", ['the covariance for its inverse']),
('weights in place of responsibilities', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("k,kij,nkj->ki", weights, P, d)
""", ['the weights for the responsibilities']),
('responsibilities without weights', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = -0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("nk,kij,nkj->ki", r, P, d)
""", ['no weights in the responsibilities']),
('no responsibilities at all', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("kij,nkj->ki", P, d)
""", ['no responsibilities']),
("returns EM's new means", """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return r.T @ x / r.sum(axis=0)[:, None]
""", []),
('diagonal of covariances only', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.array([np.diag(1 / np.diag(c)) for c in covs])
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("nk,kij,nkj->ki", r, P, d)
""", []),
# FALSE PASS: x=[[50.]], weights=[1.], means=[[0.]], covs=[[[1.]]]: [[50.]], got [[nan]]
('unstable: nan for far points', """
def likelihood_gradient_means(x, weights, means, covs):
    d = x[:, None, :] - means
    P = np.linalg.inv(covs)
    logs = np.log(weights) - 0.5 * (np.linalg.slogdet(covs)[1] + np.einsum("nki,kij,nkj->nk", d, P, d))
    r = np.exp(logs)
    r = r / r.sum(axis=1, keepdims=True)
    return np.einsum("nk,kij,nkj->ki", r, P, d)
""", ['0 / 0 far away']),
]

WRONG['score_gradient_means'] = [
("average over each component's own draws", """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += p * slope
    n = np.maximum(np.bincount(z, minlength=len(means)), 1)
    return g / n[:, None]
""", ['averaged within each component']),
('divides by K', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += p * slope
    return g / len(means)
""", []),
('log-likelihood instead of likelihood', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += np.log(p) * slope
    return g / len(z)
""", ['the log-density for the density']),
('fancy += drops repeated draws', """
from scipy.stats import multivariate_normal
def score_gradient_means(x, z, means, covs):
    g = np.zeros(means.shape)
    p = np.array([multivariate_normal(means[k], covs[k]).pdf(x) for k in z])
    s = np.array([np.linalg.solve(covs[k], x - means[k]) for k in z])
    g[z] += p[:, None] * s
    return g / len(z)
""", ['repeated draws lost']),
('covariance not inverted in the slope', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += p * (covs[k] @ d)
    return g / len(z)
""", ['the covariance for its inverse']),
('weighted by empirical share once more', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += np.mean(z == k) * p * slope
    return g / len(z)
""", []),
('rows only for drawn components', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += p * slope
    return g[np.unique(z)] / len(z)
""", []),
('determinant without square root', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / (np.sqrt((2 * np.pi) ** D) * np.linalg.det(covs[k]))
        g[k] += p * slope
    return g / len(z)
""", []),
('mean row shared by all components', """
def score_gradient_means(x, z, means, covs):
    D = len(x)
    g = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.inv(covs[k]) @ d
        p = np.exp(-0.5 * d @ slope) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs[k]))
        g[k] += p * slope
    return np.tile(g.sum(axis=0) / len(z), (len(means), 1))
""", []),
]

WRONG['stick_breaking'] = [
('no last weight', """
def stick_breaking(v):
    left = np.concatenate([[1.0], np.cumprod(1 - v)[:-1]])
    return v * left
""", ['last stick lost']),
('cumprod not shifted', """
def stick_breaking(v):
    left = np.cumprod(1 - v)
    w = v * left
    return np.append(w, 1 - w.sum())
""", ['a piece shortened by its own cut']),
('normalises the fractions', """
def stick_breaking(v):
    w = np.append(v, 1.0)
    return w / w.sum()
""", ['divided by the sum']),
('keeps v and 1-v the wrong way round', """
def stick_breaking(v):
    left = 1.0
    w = []
    for f in v:
        w.append((1 - f) * left)
        left *= f
    w.append(left)
    return np.array(w)
""", ['fraction kept and fraction left exchanged']),
('fails for no fractions', """
def stick_breaking(v):
    w = np.zeros(len(v) + 1)
    w[0] = v[0]
    for k in range(1, len(v)):
        w[k] = v[k] * np.prod(1 - v[:k])
    w[-1] = np.prod(1 - v)
    return w
""", ['nothing where nothing is cut']),
('subtracts fractions from the rest', """
def stick_breaking(v):
    left = 1.0
    w = []
    for f in v:
        w.append(f * left)
        left -= f
    w.append(left)
    return np.array(w)
""", ['fractions taken from the rest']),
]

WRONG['best_k'] = [
('scores the training points', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    half = len(x) // 2
    train, test = x[order[:half]], x[order[half:]]
    scores = []
    for k in ks:
        gm = GaussianMixture(k, n_init=5, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(gm.score(train))
    return ks[int(np.argmax(scores))]
""", ['by training likelihood']),
('returns the position, not k', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    half = len(x) // 2
    train, test = x[order[:half]], x[order[half:]]
    scores = []
    for k in ks:
        gm = GaussianMixture(k, n_init=5, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(gm.score(test))
    return int(np.argmax(scores))
""", ['the place in ks']),
('counts from one, ignores ks', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    half = len(x) // 2
    train, test = x[order[:half]], x[order[half:]]
    scores = []
    for k in ks:
        gm = GaussianMixture(k, n_init=5, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(gm.score(test))
    return int(np.argmax(scores)) + 1
""", []),
('train and test halves not shuffled, sorted data', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    order = np.argsort(x[:, 0])
    half = len(x) // 2
    train, test = x[order[:half]], x[order[half:]]
    scores = []
    for k in ks:
        gm = GaussianMixture(k, n_init=5, random_state=int(rng.integers(2**31))).fit(train)
        scores.append(gm.score(test))
    return ks[int(np.argmax(scores))]
""", []),
]

WRONG['GMMClassifier'] = [
('no class frequencies', """
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_])
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", ['no class prior']),
('predict returns positions, not labels', """
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.predict_proba(X).argmax(axis=1)
""", []),
('log of exp of score: underflows to nan', """
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        p = np.exp(joint)
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
# FALSE PASS: n_components=2, X=[[3],[99],[100],[101]], y=[0,1,1,1], new [[0]]: 1, got 0 (a phantom component at 0); mixtures_[0].n_components is 2, not 1
('components counted after the repeat', """
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = self._enough(X[y == c])
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
('columns in order of appearance', """
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
        _, first, counts = np.unique(y, return_index=True, return_counts=True)
        order = np.argsort(first)
        self.classes_, counts = y[np.sort(first)], counts[order]
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
('average score of batch (score) for each row', """
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
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([np.full(len(X), m.score(X)) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
]

RIGHT['equal_count_edges'] += [
"""
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""",
"""
def equal_count_edges(data, bins):
    return np.array([np.percentile(data, 100 * b / bins) for b in range(bins + 1)])
""",
"""
def equal_count_edges(data, bins):
    s = sorted(float(v) for v in data)
    out = []
    for b in range(bins + 1):
        place = b / bins * (len(s) - 1)
        lo = min(int(place), len(s) - 1)
        hi = min(lo + 1, len(s) - 1)
        out.append(s[lo] + (place - lo) * (s[hi] - s[lo]))
    return np.array(out)
""",
]

WRONG['equal_count_edges'] += [
# in: data [0, 1, 2, 10], bins 2: 5 instead of 1.5
('equal widths', """
def equal_count_edges(data, bins):
    return np.linspace(data.min(), data.max(), bins + 1)
""", ['equal widths']),
# in: bins = 2: two edges
('one edge short', """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))
""", ['off by one']),
# in: bins = 2: the last edge is missing (quantile 1)
('last quantile missing, one too many inside', """
def equal_count_edges(data, bins):
    return np.quantile(data, np.arange(bins + 1) / (bins + 1))
""", []),
# in: any: percentile wants 0..100
('percentile of 0..1', """
def equal_count_edges(data, bins):
    return np.percentile(data, np.linspace(0, 1, bins + 1))
""", []),
# in: data [1, 2, 3, 4], bins 2: 3 instead of 2.5
('a data point instead of the interpolation', """
def equal_count_edges(data, bins):
    s = np.sort(data)
    idx = np.minimum(np.arange(bins + 1) * len(s) // bins, len(s) - 1)
    return s[idx].astype(float)
""", ['data points instead of interpolated quantiles']),
# in: data [3, 1, 2], not sorted
('assumes sorted data', """
def equal_count_edges(data, bins):
    return np.interp(np.linspace(0, len(data) - 1, bins + 1), np.arange(len(data)), data)
""", ['data not sorted']),
# in: data with ties, e.g. [1, 1, 1, 2], bins 4: fewer edges
('removes equal edges', """
def equal_count_edges(data, bins):
    return np.unique(np.quantile(data, np.linspace(0, 1, bins + 1)))
""", ['equal edges dropped']),
# in: data [0, 1, 10], bins 2: a Gaussian is assumed
('quantiles of a Gaussian fit', """
def equal_count_edges(data, bins):
    e = norm.ppf(np.linspace(0, 1, bins + 1), data.mean(), data.std() + 1e-9)
    e[0], e[-1] = data.min(), data.max()
    return e
""", []),
]

RIGHT['gmm_log_prob'] += [
"""
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(np.log(w) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return logsumexp(np.stack(parts, axis=1), axis=1)
""",
"""
from scipy.stats import multivariate_normal
def gmm_log_prob(x, weights, means, covs):
    tables = [np.atleast_1d(multivariate_normal(m, C).logpdf(x)).reshape(len(x)) + np.log(w)
              for w, m, C in zip(weights, means, covs)]
    return np.logaddexp.reduce(np.array(tables), axis=0)
""",
"""
def gmm_log_prob(x, weights, means, covs):
    # all components at once, maximum subtracted by hand
    L = np.linalg.cholesky(covs)
    d = np.swapaxes(x[None] - means[:, None], 1, 2)
    u = np.linalg.solve(L, d)
    logdet = 2 * np.log(np.diagonal(L, axis1=1, axis2=2)).sum(1)
    s = np.log(weights)[:, None] - 0.5 * (x.shape[1] * np.log(2 * np.pi) + logdet[:, None] + (u ** 2).sum(1))
    top = s.max(axis=0)
    return top + np.log(np.exp(s - top).sum(axis=0))
""",
]

WRONG['gmm_log_prob'] += [
# in: x 1000 std away: -inf
('log of the sum of densities', """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(w * np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad)))
    return np.log(np.sum(parts, axis=0))
""", ['log of a sum that underflows']),
# in: weights [0.9, 0.1]: weighted mean of the log-densities
('mean of log-densities', """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(-w * 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return np.sum(parts, axis=0)
""", ['weighted mean of the logs']),
# in: weights [0.9, 0.1]
('no weights', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return logsumexp(np.stack(parts, axis=1), axis=1) - np.log(len(weights))
""", ['no weights']),
# in: any: weight added without its logarithm
('adds w, not log w', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(w - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return logsumexp(np.stack(parts, axis=1), axis=1)
""", []),
# in: N = 3: one number for each component
('logsumexp over the points', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(np.log(w) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return logsumexp(np.stack(parts, axis=1), axis=0)
""", []),
# in: correlated covariances
('diagonal only', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * (d / np.diag(C)), axis=1)
        parts.append(np.log(w) - 0.5 * (D * np.log(2 * np.pi) + np.log(np.diag(C)).sum() + quad))
    return logsumexp(np.stack(parts, axis=1), axis=1)
""", ['only the diagonal of the covariance']),
# in: x far from one component, near the other: only the nearest counted; x between two equal ones
('maximum instead of the sum', """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(np.log(w) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return np.max(parts, axis=0)
""", ['the largest term only']),
# in: D = 2
('2 pi once', """
from scipy.special import logsumexp
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    parts = []
    for w, m, C in zip(weights, means, covs):
        d = x - m
        quad = np.sum(d * np.linalg.solve(C, d.T).T, axis=1)
        parts.append(np.log(w) - 0.5 * (np.log(2 * np.pi) + np.linalg.slogdet(C)[1] + quad))
    return logsumexp(np.stack(parts, axis=1), axis=1)
""", ['the power of 2 pi']),
]

RIGHT['m_step'] += [
"""
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / n[k])
    return weights, means, np.array(covs)
""",
"""
def m_step(x, resp):
    n = resp.sum(0)
    means = np.einsum("nk,nd->kd", resp, x) / n[:, None]
    d = x[:, None, :] - means[None]
    return resp.mean(0), means, np.einsum("nk,nkd,nke->kde", resp, d, d) / n[:, None, None]
""",
"""
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    w, mu, C = np.zeros(K), np.zeros((K, D)), np.zeros((K, D, D))
    for k in range(K):
        mu[k] = np.average(x, axis=0, weights=resp[:, k])
        C[k] = np.atleast_2d(np.cov(x.T, aweights=resp[:, k], bias=True)).reshape(D, D)
        w[k] = np.sum(resp[:, k]) / N
    return w, mu, C
""",
]

WRONG['m_step'] += [
# in: two points each wholly owned by two components
('covariance divided by N', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / len(x))
    return weights, means, np.array(covs)
""", ["covariances divided by N"]),
# in: resp with fractions: squares them
('responsibilities on both sides', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ (resp[:, k:k + 1] * d) / n[k])
    return weights, means, np.array(covs)
""", ['responsibilities on both sides']),
# in: components with different means
('covariance around the overall mean', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - x.mean(axis=0)
        covs.append((resp[:, k:k + 1] * d).T @ d / n[k])
    return weights, means, np.array(covs)
""", ['covariance about the global mean']),
# in: N = 10
('weights not normalised', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n.copy()
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / n[k])
    return weights, means, np.array(covs)
""", ['weights that do not sum to 1']),
# in: n of different sizes
('means divided by N', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / len(x)
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / n[k])
    return weights, means, np.array(covs)
""", ['N instead of N_k']),
# in: resp = [[.6, .4], ...]
('hard assignment', """
def m_step(x, resp):
    resp = np.eye(resp.shape[1])[resp.argmax(1)] + 1e-12
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / n[k])
    return weights, means, np.array(covs)
""", []),
# in: correlated points, D = 2
('diagonal covariances', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append(np.diag((resp[:, k] @ d ** 2) / n[k]))
    return weights, means, np.array(covs)
""", ['only the diagonal of the covariance']),
# in: small N_k (2 points): twice too large
('bias corrected', """
def m_step(x, resp):
    n = resp.sum(axis=0)
    weights = n / len(x)
    means = (resp.T @ x) / n[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k:k + 1] * d).T @ d / (n[k] - 1))
    return weights, means, np.array(covs)
""", ['N_k - 1']),
]

RIGHT['em'] += [
"""
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""",
"""
from scipy.stats import multivariate_normal
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def logs(w, mu, C):
        return np.stack([np.log(w[j]) + np.atleast_1d(multivariate_normal(mu[j], C[j], allow_singular=False).logpdf(x)).reshape(N)
                         for j in range(k)], axis=1)
    w = np.ones(k) / k
    mu = np.array(x[rng.choice(N, size=k, replace=False)], dtype=float)
    C = np.array([np.cov(x.T, bias=True).reshape(D, D)] * k)
    trace, it = [float(np.logaddexp.reduce(logs(w, mu, C), axis=1).sum())], 0
    while it < max_iter:
        s = logs(w, mu, C)
        s = s - s.max(axis=1, keepdims=True)
        r = np.exp(s)
        r /= r.sum(axis=1, keepdims=True)
        w = r.mean(axis=0)
        for j in range(k):
            mu[j] = np.average(x, axis=0, weights=r[:, j])
            d = x - mu[j]
            S = np.zeros((D, D))
            S += (d.T * r[:, j]) @ d / r[:, j].sum()
            val, vec = np.linalg.eigh(S)
            val[val < min_cov] = min_cov
            C[j] = vec @ np.diag(val) @ vec.T
        trace.append(float(np.logaddexp.reduce(logs(w, mu, C), axis=1).sum()))
        it += 1
        if trace[-1] < trace[-2] + tol:
            break
    return w, mu, C, np.array(trace)
""",
"""
from scipy.special import logsumexp
import torch
def em(x, k, rng, max_iter, tol, min_cov):
    X = torch.tensor(np.asarray(x, dtype=np.float64))
    N, D = X.shape
    start = rng.choice(N, size=k, replace=False)
    mu = X[torch.as_tensor(start)].clone()
    w = torch.full((k,), 1 / k, dtype=torch.float64)
    c = X - X.mean(0)
    C = (c.T @ c / N).expand(k, D, D).clone()
    def scores():
        L = torch.linalg.cholesky(C)
        u = torch.linalg.solve_triangular(L, (X[None] - mu[:, None]).transpose(1, 2), upper=False)
        logdet = 2 * torch.log(torch.diagonal(L, dim1=1, dim2=2)).sum(1)
        return (torch.log(w)[:, None] - 0.5 * (D * np.log(2 * np.pi) + logdet[:, None] + (u ** 2).sum(1))).T
    s = scores()
    trace = [torch.logsumexp(s, 1).sum().item()]
    for _ in range(max_iter):
        r = torch.softmax(s, dim=1)
        n = r.sum(0)
        w, mu = n / N, (r.T @ X) / n[:, None]
        d = X[:, None] - mu[None]
        val, vec = torch.linalg.eigh(torch.einsum("nk,nkd,nke->kde", r, d, d) / n[:, None, None])
        C = torch.einsum("kde,ke,kfe->kdf", vec, val.clamp(min=min_cov), vec)
        s = scores()
        trace.append(torch.logsumexp(s, 1).sum().item())
        if trace[-1] - trace[-2] < tol:
            break
    return w.numpy(), mu.numpy(), C.numpy(), np.array(trace)
""",
]

WRONG['em'] += [
# in: a component on one point: the floor is added to all eigenvalues
('floor added instead of raised to', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = val + min_cov
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", ['the trace falls: the floor is added to the diagonal']),
# in: N = 100: mean log-likelihood
('trace is a mean', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).mean()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).mean())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", ['mean log-likelihood in the trace']),
# in: any: the value of the start is missing
('trace without the start', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace[1:])
""", ['trace without its start']),
# in: tol large: the last iteration is thrown away
('last iteration dropped', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        old = (w, mu, C)
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t_new = table(w, mu, C)
        new = logsumexp(t_new, axis=1).sum()
        if new - trace[-1] < tol:
            w, mu, C = old
            break
        t = t_new
        trace.append(new)
    return w, mu, C, np.array(trace)
""", []),
# in: any: covariance about the old means, the trace may fall
('covariance around the old means', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        mu = r.T @ x / n[:, None]
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", ['covariances with the old means']),
# in: D = 2, a flat cloud that is tilted: floor on the diagonal instead of the eigenvalues
('floor on the diagonal', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        for j in range(k):
            np.fill_diagonal(C[j], np.maximum(np.diag(C[j]), min_cov))
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", []),
# in: D = 3, correlated (in two dimensions V is often symmetric and hides it)
('eigenvectors transposed', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(centred.T @ centred / N, (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (np.swapaxes(vec, 1, 2) * val[:, None, :]) @ vec
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", []),
# in: data with cov far from I: starts with the identity
('starts from the identity', """
from scipy.special import logsumexp
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    def table(w, mu, C):
        out = np.empty((N, k))
        for j in range(k):
            d = x - mu[j]
            q = np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)
            out[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + q)
        return out
    w = np.full(k, 1 / k)
    mu = x[rng.choice(N, size=k, replace=False)].astype(float)
    centred = x - x.mean(axis=0)
    C = np.tile(np.eye(D), (k, 1, 1))
    t = table(w, mu, C)
    trace = [logsumexp(t, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        n = r.sum(axis=0)
        w = n / N
        mu = r.T @ x / n[:, None]
        C = np.stack([(r[:, j, None] * (x - mu[j])).T @ (x - mu[j]) / n[j] for j in range(k)])
        val, vec = np.linalg.eigh(C)
        val = np.maximum(val, min_cov)
        C = (vec * val[:, None, :]) @ np.swapaxes(vec, 1, 2)
        t = table(w, mu, C)
        trace.append(logsumexp(t, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, C, np.array(trace)
""", ['identity at the start']),
]

RIGHT['bound_gap'] = [
"""
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    safe = np.where(q > 0, q, 1.0)
    return np.sum(q * (np.log(safe) - log_post), axis=1)
""",
"""
def bound_gap(q, log_joint):
    out = np.zeros(len(q))
    for n in range(len(q)):
        top = log_joint[n].max()
        logp = top + np.log(np.sum(np.exp(log_joint[n] - top)))
        for k in range(q.shape[1]):
            if q[n, k] > 0:
                out[n] += q[n, k] * (np.log(q[n, k]) - (log_joint[n, k] - logp))
    return np.maximum(out, 0.0)
""",
"""
from scipy.special import xlogy, log_softmax
def bound_gap(q, log_joint):
    return (xlogy(q, q) - q * log_softmax(log_joint, axis=1)).sum(axis=1)
""",
]

WRONG['bound_gap'] = [
# in: any: negative numbers
('sign', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    logp = logsumexp(log_joint, axis=1)
    t = np.where(q > 0, q * (log_joint - np.log(np.where(q > 0, q, 1.0))), 0.0)
    return t.sum(axis=1) - logp
""", ["the gap's sign"]),
# in: any q that is not a point mass: entropy missing
('no entropy of q', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    logp = logsumexp(log_joint, axis=1)
    t = np.where(q > 0, q * log_joint, 0.0)
    return logp - t.sum(axis=1)
""", ['no entropy']),
# in: q = [[1, 0]]: nan
('nan at q = 0', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    return logsumexp(log_joint, axis=1) - np.sum(q * (log_joint - np.log(q)), axis=1)
""", ['nan where q is 0']),
# in: log_joint = -2000: log 0
('exponentiates the joint', """
def bound_gap(q, log_joint):
    logp = np.log(np.exp(log_joint).sum(axis=1))
    t = np.where(q > 0, q * (log_joint - np.log(np.where(q > 0, q, 1.0))), 0.0)
    return logp - t.sum(axis=1)
""", ['exp underflows']),
# in: N = 3: one number
('sums over the points', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    logp = logsumexp(log_joint, axis=1)
    t = np.where(q > 0, q * (log_joint - np.log(np.where(q > 0, q, 1.0))), 0.0)
    return np.sum(logp - t.sum(axis=1))
""", ['summed over the points']),
# in: q != posterior: KL in the wrong direction
('KL(posterior || q)', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    lp = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    p = np.exp(lp)
    return np.sum(np.where(p > 0, p * (lp - np.log(np.maximum(q, 1e-300))), 0), axis=1)
""", ['divergence turned round']),
# in: log_joint rows not normalised: KL to the joint, not to the posterior
('forgets log p(x)', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    logp = logsumexp(log_joint, axis=1)
    t = np.where(q > 0, q * (log_joint - np.log(np.where(q > 0, q, 1.0))), 0.0)
    return -t.sum(axis=1)
""", ['divergence to the joint']),
# in: N = 2, K = 3
('logsumexp over the wrong axis', """
from scipy.special import logsumexp
def bound_gap(q, log_joint):
    lp = log_joint - logsumexp(log_joint, axis=0, keepdims=True)
    return np.sum(np.where(q > 0, q * (np.log(np.where(q > 0, q, 1.0)) - lp), 0.0), axis=1)
""", ['posterior normalised over the points']),
]

RIGHT['score_gradient_means'] += [
"""
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += p * s
    return out / M
""",
"""
from scipy.stats import multivariate_normal
def score_gradient_means(x, z, means, covs):
    K = len(means)
    share = np.bincount(z, minlength=K) / len(z)
    rows = []
    for k in range(K):
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        rows.append(share[k] * p * (np.linalg.inv(covs[k]) @ (x - means[k])))
    return np.stack(rows)
""",
"""
def score_gradient_means(x, z, means, covs):
    d = x[None, :] - means
    slope = np.linalg.solve(covs, d[:, :, None])[:, :, 0]
    log_p = -0.5 * (x.size * np.log(2 * np.pi) + np.linalg.slogdet(covs)[1] + (d * slope).sum(1))
    g = np.exp(log_p)[:, None] * slope
    total = np.zeros_like(g)
    np.add.at(total, z, g[z])
    return total / z.shape[0]
""",
]

WRONG['score_gradient_means'] += [
# in: z = [0, 0, 1]: divides each row by its own count
('divides by the count of each component', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += p * s
    return out / np.maximum(np.bincount(z, minlength=len(means)), 1)[:, None]
""", ['averaged within each component']),
# in: any: no likelihood in front
('likelihood left out', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += s
    return out / M
""", ['not weighted by the likelihood']),
# in: cov != I
('no inverse of the covariance', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += p * d
    return out / M
""", ['no inverse covariance']),
# in: any: sign
('sign', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] -= p * s
    return out / M
""", ['sign']),
# in: z = [0, 0]: `=` or fancy += counts a repeated draw once
('repeated draws counted once', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] = p * s
    return out / M
""", ['repeated draws lost']),
# in: M = 4: four times too large
('sum instead of average', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += p * s
    return out
""", ['a sum over the draws']),
# in: any: gradient of log p(x)
('gradient of log p', """
from scipy.stats import multivariate_normal
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    total = 0.0
    for k in z:
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        total += p
        out[k] += p * np.linalg.solve(covs[k], x - means[k])
    return out / total
""", ['gradient of log p(x)']),
# in: K = 3, z = [0, 1]: two rows; the component never drawn is missing
('rows only for the drawn components', """
def score_gradient_means(x, z, means, covs):
    out = np.zeros(means.shape)
    M, D = len(z), len(x)
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ s))
        out[k] += p * s
    return (out / M)[np.unique(z)]
""", []),
]

RIGHT['best_k'] += [
"""
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""",
"""
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = len(x) * 2 // 3
    train, held = x[order[:cut]], x[order[cut:]]
    result = {}
    for k in ks:
        model = GaussianMixture(k, n_init=5, random_state=np.random.RandomState(rng.integers(0, 2**31 - 1))).fit(train)
        result[k] = model.score_samples(held).mean()
    return max(result, key=result.get)
""",
"""
from scipy.special import logsumexp
def best_k(x, ks, rng):
    # own EM with a floor, three splits, starts kept by their training value
    def logs(data, w, mu, C):
        t = []
        for j in range(len(w)):
            d = data - mu[j]
            t.append(np.log(w[j] + 1e-300) - 0.5 * (data.shape[1] * np.log(2 * np.pi) + np.linalg.slogdet(C[j])[1] + np.sum(d * np.linalg.solve(C[j], d.T).T, axis=1)))
        return np.stack(t, axis=1)
    D = x.shape[1]
    floor = 1e-3 * np.mean(x.var(axis=0)) * np.eye(D)
    gain = np.zeros(len(ks))
    for _ in range(3):
        p = rng.permutation(len(x))
        a, b = x[p[: 3 * len(x) // 4]], x[p[3 * len(x) // 4:]]
        for i, k in enumerate(ks):
            best = (-np.inf, None)
            for _ in range(5):
                w, mu = np.full(k, 1 / k), a[rng.choice(len(a), size=k, replace=False)].astype(float)
                C = np.tile(np.cov(a.T, bias=True).reshape(D, D) + floor, (k, 1, 1))
                for _ in range(60):
                    t = logs(a, w, mu, C)
                    r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
                    n = r.sum(0) + 1e-12
                    w, mu = n / n.sum(), r.T @ a / n[:, None]
                    C = np.stack([(r[:, j, None] * (a - mu[j])).T @ (a - mu[j]) / n[j] + floor for j in range(k)])
                value = logsumexp(logs(a, w, mu, C), axis=1).mean()
                if value > best[0]:
                    best = (value, (w, mu, C))
            gain[i] += logsumexp(logs(b, *best[1]), axis=1).mean()
    return ks[int(gain.argmax())]
""",
]

WRONG['best_k'] += [
# in: 60 points of one Gaussian, ks [1, 2, 10]: takes 10
('scores the training points', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(train) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""", ['by training likelihood']),
# in: 60 points of one Gaussian: fitted on all points, test points included
('fits on all the data', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""", ['by training likelihood']),
# in: ks [2, 5], best 5: returns 1
('returns the position', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(np.argmax(scores))
""", ['the place in ks']),
# in: any: the worst
('argmin of the log-likelihood', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmin(scores))])
""", []),
# in: three clear clusters, ks [3, 1, 2]: assumes ks = 1, 2, 3...
('assumes ks = 1, 2, ...', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(np.argmax(scores)) + 1
""", []),
# in: x sorted by cluster, 60 + 60 + 40 rows: the last quarter is a cluster that was never seen, ks [1, 3]
('split without shuffling', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(np.arange(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(3, 4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""", ['split without shuffling']),
# in: three clear clusters: covariances forced to be round and fixed by one iteration
('stops after one iteration from a random start', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, max_iter=1, init_params='random', random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += best.score(test) * len(test)
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""", []),
# in: three clusters at distance 4, ks [3, 1]: k = 1 always wins (its labels are certain)
('scores the certainty of the labels (predict_proba), not log p(x)', """
from sklearn.mixture import GaussianMixture
def best_k(x, ks, rng):
    N = len(x)
    folds = np.array_split(rng.permutation(N), 4)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(4):
            test = x[folds[f]]
            train = x[np.concatenate([folds[g] for g in range(4) if g != f])]
            best = None
            for _ in range(4):
                m = GaussianMixture(k, random_state=int(rng.integers(2 ** 31))).fit(train)
                if best is None or m.score(train) > best.score(train):
                    best = m
            total += np.log(best.predict_proba(test).max(axis=1)).sum()
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""", []),
]

RIGHT['BernoulliMixture'] = [
"""
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""",
"""
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def scores(self, x, use):
        out = np.zeros((len(x), self.k))
        for j in range(self.k):
            with np.errstate(divide="ignore"):
                out[:, j] = np.log(self.weights[j])
            on, off = np.log(self.means[j][use]), np.log1p(-self.means[j][use])
            out[:, j] += np.where(x[:, use] > 0.5, on, off).sum(axis=1)
        return out

    def resp(self, x, use):
        s = self.scores(x, use)
        s = np.exp(s - s.max(axis=1, keepdims=True))
        return s / s.sum(axis=1, keepdims=True)

    def fit(self, x, rng, steps):
        every = np.ones(x.shape[1], dtype=bool)
        self.weights = np.ones(self.k) / self.k
        self.means = rng.uniform(0.25, 0.75, size=(self.k, x.shape[1]))
        trace = [float(np.mean(self.log_prob(x)))]
        for _ in range(steps):
            r = self.resp(x, every)
            for j in range(self.k):
                own = r[:, j].sum()
                self.weights[j] = own / len(x)
                if own > 0:
                    self.means[j] = np.minimum(np.maximum((r[:, j, None] * x).sum(axis=0) / own, 0.01), 0.99)
            trace.append(float(np.mean(self.log_prob(x))))
        self.trace = np.array(trace)
        return self

    def log_prob(self, x):
        return np.logaddexp.reduce(self.scores(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        out = np.zeros((n, self.means.shape[1]), dtype=int)
        edges = np.cumsum(self.weights)
        for i in range(n):
            j = min(int(np.searchsorted(edges, rng.random(), side="right")), self.k - 1)
            out[i] = rng.binomial(1, self.means[j])
        return out

    def complete(self, x, seen):
        guess = self.resp(x, seen) @ self.means
        return np.where(seen[None, :], x, guess)
""",
"""
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + np.log(1 - m).sum(axis=1) + x @ (np.log(m) - np.log1p(-m)).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(np.uint8)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""",
]

WRONG['BernoulliMixture'] = [
# in: a pixel that is black in all pictures: log 0, nan
('no clip', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = r.T @ x / n[:, None]
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", []),
# in: N = 50: fifty times too large
('trace is the sum', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).sum()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).sum())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", []),
# in: D = 5000: probability 0, log -inf
('log_prob by products', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return np.log(np.exp(self._table(x)).sum(axis=1))

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", ['probabilities multiplied']),
# in: any: black pixels do not count
('zeros ignored', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", ['only the ones count']),
# in: two clear kinds of pictures, k = 2: all components stay equal for ever
('all components start alike', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = np.tile(x.mean(axis=0), (self.k, 1))
        self.means = np.clip(self.means, 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", []),
# in: two prototypes, all ones and all zeros: samples are a mix
('samples each pixel from the mean picture', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
                return (rng.random((n, self.means.shape[1])) < self.weights @ self.means).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", ['pixels of the mean picture']),
# in: x has anything (zeros) in the unseen places
('unseen pixels vote in complete', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""", ['the unseen pixels are used']),
# in: two different prototypes of weights .5, .5, one of them plainly seen
('completes with the prior weights', """
from scipy.special import logsumexp
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def _table(self, x, columns=None):
        x = np.asarray(x, dtype=float)
        m = self.means if columns is None else self.means[:, columns]
        return np.log(self.weights) + x @ np.log(m).T + (1 - x) @ np.log(1 - m).T

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(N, size=self.k, replace=N < self.k)]
        self.means = np.clip(self.means + rng.uniform(-0.05, 0.05, size=self.means.shape), 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            t = self._table(x)
            r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
            n = r.sum(axis=0) + 1e-300
            self.weights = n / n.sum()
            self.means = np.clip(r.T @ x / n[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self._table(x), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        t = self._table(out[:, seen], seen)
        r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
        out[:, ~seen] = self.weights @ self.means[:, ~seen]
        return out
""", ['the prior, whatever is seen']),
]

WRONG['histogram_log_prob'] += [
('bins hold their right edge', """
def histogram_log_prob(x, edges, counts):
    h = counts / (counts.sum() * np.diff(edges))
    i = np.searchsorted(edges, x, side="left") - 1
    i = np.where(x == edges[0], 0, i)
    ok = (i >= 0) & (i < len(h))
    with np.errstate(divide="ignore"):
        return np.log(np.where(ok, h[np.clip(i, 0, len(h) - 1)], 0.0))
""", ['an inner edge in the bin to its left']),
('width of the first bin for all', """
def histogram_log_prob(x, edges, counts):
    h = counts / (counts.sum() * (edges[1] - edges[0]))
    i = np.searchsorted(edges, x, side="right") - 1
    i = np.where(x == edges[-1], len(h) - 1, i)
    ok = (i >= 0) & (i < len(h))
    with np.errstate(divide="ignore"):
        return np.log(np.where(ok, h[np.clip(i, 0, len(h) - 1)], 0.0))
""", ['one width for all bins']),
('empty bins get -745', """
def histogram_log_prob(x, edges, counts):
    h = counts / (counts.sum() * np.diff(edges))
    i = np.searchsorted(edges, x, side="right") - 1
    i = np.where(x == edges[-1], len(h) - 1, i)
    ok = (i >= 0) & (i < len(h))
    return np.log(np.where(ok, h[np.clip(i, 0, len(h) - 1)], 0.0) + 5e-324)
""", ['a small number for the impossible']),
('the right edge of all falls outside', """
def histogram_log_prob(x, edges, counts):
    h = counts / (counts.sum() * np.diff(edges))
    i = np.searchsorted(edges, x, side="right") - 1
    ok = (i >= 0) & (i < len(h))
    with np.errstate(divide="ignore"):
        return np.log(np.where(ok, h[np.clip(i, 0, len(h) - 1)], 0.0))
""", ['right edge lost']),
]

WRONG['kde_log_prob'] += [
('distance capped at 37 bandwidths', """
def kde_log_prob(x, data, bandwidth):
    z = np.clip((x[:, None] - data) / bandwidth, -37, 37)
    t = -0.5 * z ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    m = t.max(1, keepdims=True)
    return (m + np.log(np.exp(t - m).mean(1, keepdims=True)))[:, 0]
""", []),
('leave one out where x is a data point', """
def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    t = np.where(z == 0, -np.inf, -0.5 * z ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi))
    m = t.max(1, keepdims=True)
    return (m + np.log(np.exp(t - m).mean(1, keepdims=True)))[:, 0]
""", []),
('the largest kernel only', """
def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return (-0.5 * z ** 2).max(1) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi) - np.log(len(data))
""", []),
('equal data counted once', """
def kde_log_prob(x, data, bandwidth):
    data = np.unique(data)
    z = (x[:, None] - data) / bandwidth
    t = -0.5 * z ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    m = t.max(1, keepdims=True)
    return (m + np.log(np.exp(t - m).mean(1, keepdims=True)))[:, 0]
""", []),
]

WRONG['responsibilities'] += [
('hard', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    t = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c, False).logpdf(x)) for w, m, c in zip(weights, means, covs)], 1)
    r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
    return np.eye(len(weights))[r.argmax(1)]
""", ['hard']),
('tempered by the dimension', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    t = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c, False).logpdf(x)) for w, m, c in zip(weights, means, covs)], 1)
    t = t / x.shape[1]; r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
    return r
""", []),
('small ones set to zero', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    t = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c, False).logpdf(x)) for w, m, c in zip(weights, means, covs)], 1)
    r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
    r[r < 1e-4] = 0; return r / r.sum(1, keepdims=True)
""", []),
('clipped at 1e-6', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    t = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c, False).logpdf(x)) for w, m, c in zip(weights, means, covs)], 1)
    r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
    return np.clip(r, 1e-6, 1)
""", []),
('far points get equal shares', """
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
def responsibilities(x, weights, means, covs):
    t = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c, False).logpdf(x)) for w, m, c in zip(weights, means, covs)], 1)
    r = np.exp(t - logsumexp(t, axis=1, keepdims=True))
    r[t.max(1) < -700] = 1 / len(weights); return r
""", ['0 / 0 far away']),
]

WRONG['stick_breaking'] += [
('the last weight is forgotten', """
def stick_breaking(v):
    return v * np.concatenate([[1.0], np.cumprod(1 - v)[:-1]])
""", ['last stick lost']),
('normalised fractions', """
def stick_breaking(v):
    w = np.concatenate([v, [1 - v.sum() if v.sum() < 1 else 0.0]])
    return w / w.sum()
""", []),
('fails on no fractions', """
def stick_breaking(v):
    left = [1.0]
    for f in v: left.append(left[-1] * (1 - f))
    w = [f * l for f, l in zip(v, left)]
    return np.array(w + [1 - sum(w)]) if w else np.array([])
""", ['nothing where nothing is cut']),
('from the other end', """
def stick_breaking(v):
    left, out = 1.0, []
    for f in v[::-1]:
        out.append(left * f); left *= 1 - f
    return np.array(out + [left])
""", []),
]
