"""Answers to exercises of week 3, labelled: see ../corpora.toml."""

RIGHT = {
    "histogram_log_prob": [
        """
def histogram_log_prob(x: np.ndarray, edges: np.ndarray, counts: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    edges = np.asarray(edges, dtype=float)
    counts = np.asarray(counts, dtype=float)
    B = len(counts)
    density = counts / (counts.sum() * np.diff(edges))
    with np.errstate(divide="ignore"):
        log_density = np.log(density)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = B - 1
    inside = (idx >= 0) & (idx < B)
    return np.where(inside, log_density[np.clip(idx, 0, B - 1)], -np.inf)
""",
        """
def histogram_log_prob(x, edges, counts):
    total = float(np.sum(counts))
    B = len(counts)
    out = np.full(len(x), -np.inf)
    for n in range(len(x)):
        for b in range(B):
            last = b == B - 1
            in_bin = edges[b] <= x[n] < edges[b + 1] or (last and x[n] == edges[b + 1])
            if in_bin and counts[b] > 0:
                width = edges[b + 1] - edges[b]
                out[n] = np.log(counts[b]) - np.log(total) - np.log(width)
    return out
""",
        """
def histogram_log_prob(x, edges, counts):
    # one bin of no mass on either side, so that digitize's numbers can be used as they are
    widths = edges[1:] - edges[:-1]
    table = np.full(len(counts) + 2, -np.inf)
    full = np.flatnonzero(counts > 0)
    table[full + 1] = np.log(counts[full] / counts.sum()) - np.log(widths[full])
    where = np.digitize(x, edges)
    where = np.where(x == edges[-1], len(counts), where)
    return table[where]
""",
    ],
    "kde_log_prob": [
        """
from scipy.special import logsumexp

def kde_log_prob(x: np.ndarray, data: np.ndarray, bandwidth: float) -> np.ndarray:
    z = (x[:, None] - data[None, :]) / bandwidth
    log_kernel = -0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logsumexp(log_kernel, axis=1) - np.log(len(data))
""",
        """
def kde_log_prob(x, data, bandwidth):
    out = np.empty(len(x))
    const = np.log(len(data) * bandwidth * np.sqrt(2 * np.pi))
    for n, xn in enumerate(x):
        a = -((xn - data) ** 2) / (2 * bandwidth**2)
        m = a.max()
        out[n] = m + np.log(np.exp(a - m).sum()) - const
    return out
""",
        """
from scipy import stats

def kde_log_prob(x, data, bandwidth):
    logs = stats.norm.logpdf(np.subtract.outer(x, data), scale=bandwidth)  # (N, M)
    return np.logaddexp.reduce(logs, axis=1) - np.log(data.size)
""",
    ],
    "weights_by_multiplier": [
        """
def weights_by_multiplier(c: np.ndarray, total: float) -> tuple[np.ndarray, float]:
    # c_k / w_k = lambda, so w_k = c_k / lambda, and the condition gives lambda = sum(c) / total
    c = np.asarray(c, dtype=float)
    lam = float(c.sum() / total)
    return c / lam, lam
""",
        """
def weights_by_multiplier(c, total):
    shares = c / np.sum(c)
    weights = total * shares
    k = int(np.argmax(c))  # any entry that is not 0 tells the multiplier
    return weights, float(c[k] / weights[k])
""",
        """
def weights_by_multiplier(c, total):
    s = 0.0
    for ck in c:
        s += float(ck)
    multiplier = s / total
    weights = np.zeros(len(c))
    for k, ck in enumerate(c):
        if ck > 0:
            weights[k] = ck / multiplier
    return weights, multiplier
""",
    ],
    "bound_gap": [
        """
from scipy.special import logsumexp, xlogy

def bound_gap(q: np.ndarray, log_joint: np.ndarray) -> np.ndarray:
    # KL(q || posterior)
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    gap = (xlogy(q, q) - q * log_post).sum(axis=1)
    return np.maximum(gap, 0.0)
""",
        """
def bound_gap(q, log_joint):
    top = log_joint.max(axis=1)
    log_p = top + np.log(np.exp(log_joint - top[:, None]).sum(axis=1))
    log_q = np.log(np.where(q > 0, q, 1.0))
    bound = np.sum(q * (log_joint - log_q), axis=1)
    return np.clip(log_p - bound, 0, None)
""",
        """
def bound_gap(q, log_joint):
    N, K = q.shape
    gap = np.zeros(N)
    for n in range(N):
        log_p = np.logaddexp.reduce(log_joint[n])
        for k in range(K):
            if q[n, k] > 0:
                gap[n] += q[n, k] * (np.log(q[n, k]) - (log_joint[n, k] - log_p))
        gap[n] = max(gap[n], 0.0)
    return gap
""",
    ],
    "likelihood_gradient_means": [
        """
from scipy.special import logsumexp

def likelihood_gradient_means(
    x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray
) -> np.ndarray:
    N, D = x.shape
    K = len(weights)
    logs = np.empty((N, K))
    with np.errstate(divide="ignore"):
        log_w = np.log(weights)
    for k in range(K):
        L = np.linalg.cholesky(covs[k])
        z = np.linalg.solve(L, (x - means[k]).T)  # (D, N)
        logs[:, k] = (
            log_w[k] - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(axis=0)
        )
    r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
    grad = np.empty((K, D))
    for k in range(K):
        grad[k] = np.linalg.solve(covs[k], r[:, k] @ (x - means[k]))
    return grad
""",
        """
def likelihood_gradient_means(x, weights, means, covs):
    diff = x[:, None, :] - means[None, :, :]  # (N, K, D)
    prec = np.linalg.inv(covs)  # (K, D, D)
    pull = np.einsum("kde,nke->nkd", prec, diff)
    maha = np.einsum("nkd,nkd->nk", diff, pull)
    _, logdet = np.linalg.slogdet(covs)
    with np.errstate(divide="ignore"):
        a = np.log(weights) - 0.5 * logdet - 0.5 * maha
    a = a - a.max(axis=1, keepdims=True)
    r = np.exp(a)
    r /= r.sum(axis=1, keepdims=True)
    return np.einsum("nk,nkd->kd", r, pull)
""",
        """
from scipy import stats

def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = means.shape[0]
    grad = np.zeros((K, D))
    for n in range(N):
        logs = np.array([
            (np.log(weights[k]) if weights[k] > 0 else -np.inf)
            + float(np.squeeze(stats.multivariate_normal.logpdf(x[n], mean=means[k], cov=covs[k])))
            for k in range(K)
        ])
        resp = np.exp(logs - np.logaddexp.reduce(logs))
        for k in range(K):
            grad[k] += resp[k] * np.linalg.solve(covs[k], x[n] - means[k])
    return grad
""",
    ],
    "score_gradient_means": [
        """
from scipy import stats

def score_gradient_means(x: np.ndarray, z: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    grad = np.zeros(means.shape)
    for zi in z:
        p = float(np.squeeze(stats.multivariate_normal.pdf(x, mean=means[zi], cov=covs[zi])))
        grad[zi] += p * np.linalg.solve(covs[zi], x - means[zi])
    return grad / len(z)
""",
        """
def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    share = np.bincount(z, minlength=K) / len(z)  # (K,)
    diff = x - means  # (K, D)
    pull = np.einsum("kde,ke->kd", np.linalg.inv(covs), diff)
    maha = (diff * pull).sum(axis=1)
    p = np.exp(-0.5 * maha) / np.sqrt((2 * np.pi) ** D * np.linalg.det(covs))
    return (share * p)[:, None] * pull
""",
        """
def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    terms = np.empty((K, D))
    for k in range(K):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, x - means[k])
        log_p = -0.5 * (u @ u) - np.log(np.diag(L)).sum() - 0.5 * D * np.log(2 * np.pi)
        terms[k] = np.exp(log_p) * np.linalg.solve(L.T, u)
    out = np.zeros((K, D))
    np.add.at(out, z, terms[z])
    return out / z.shape[0]
""",
    ],
    "stick_breaking": [
        """
def stick_breaking(v: np.ndarray) -> np.ndarray:
    v = np.asarray(v, dtype=float)
    left = np.concatenate([[1.0], np.cumprod(1 - v)])  # before each cut, and at the end
    return left * np.append(v, 1.0)
""",
        """
def stick_breaking(v):
    weights = []
    rest = 1.0
    for fraction in v:
        weights.append(rest * fraction)
        rest = rest * (1 - fraction)
    weights.append(rest)
    return np.array(weights)
""",
        """
def stick_breaking(v):
    K = len(v) + 1
    lengths = np.zeros(K + 1)
    lengths[0] = 1.0
    lengths[1:K] = np.cumprod(1.0 - np.asarray(v))
    # lengths[K] stays 0: the last piece takes all
    return -np.diff(lengths)
""",
    ],
    "best_k": [
        """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x: np.ndarray, ks: list[int], rng: np.random.Generator) -> int:
    N = len(x)
    folds = np.array_split(rng.permutation(N), 5)
    scores = []
    for k in ks:
        total = 0.0
        for f in range(5):
            train = np.concatenate([folds[g] for g in range(5) if g != f])
            params = _fit(x[train], k, rng)
            total += logsumexp(_log_joint(x[folds[f]], *params), axis=1).sum()
        scores.append(total / N)
    return int(ks[int(np.argmax(scores))])
""",
        """
def _densities(x, logw, mu, cov):
    prec = np.linalg.inv(cov)
    diff = x[:, None, :] - mu[None]
    maha = np.einsum("nkd,kde,nke->nk", diff, prec, diff)
    logdet = np.linalg.slogdet(cov)[1]
    return logw - 0.5 * (maha + logdet + x.shape[1] * np.log(2 * np.pi))


def _loglik(a):
    m = a.max(axis=1)
    return m + np.log(np.exp(a - m[:, None]).sum(axis=1))


def _em(x, k, rng):
    N, D = x.shape
    eye = np.eye(D) * max(1e-3 * x.var(axis=0).min(), 1e-8)
    mu = x[rng.choice(N, size=k, replace=False)].copy()
    cov = np.repeat((np.atleast_2d(np.cov(x, rowvar=False)) + eye)[None], k, axis=0)
    logw = np.full(k, -np.log(k))
    before = -np.inf
    for _ in range(500):
        a = _densities(x, logw, mu, cov)
        lp = _loglik(a)
        now = lp.mean()
        if now - before < 1e-6:
            break
        before = now
        r = np.exp(a - lp[:, None])
        nk = r.sum(axis=0) + 1e-8
        logw = np.log(nk / nk.sum())
        mu = r.T @ x / nk[:, None]
        diff = x[:, None, :] - mu
        cov = np.einsum("nk,nkd,nke->kde", r, diff, diff) / nk[:, None, None] + eye
    return now, (logw, mu, cov)


def best_k(x, ks, rng):
    N = len(x)
    score = {k: 0.0 for k in ks}
    for split in range(4):
        order = rng.permutation(N)
        cut = int(0.75 * N)
        train, test = x[order[:cut]], x[order[cut:]]
        for k in ks:
            runs = [_em(train, k, rng) for _ in range(6)]
            _, params = max(runs, key=lambda run: run[0])
            score[k] += _loglik(_densities(test, *params)).mean() / 4
    return max(ks, key=lambda k: score[k])
""",
        """
from scipy import stats


class _Mixture:
    def __init__(self, k, rng):
        self.k = k
        self.rng = rng

    def start(self, x):
        N, D = x.shape
        k = self.k
        # a few rounds of k-means
        centres = x[self.rng.permutation(N)[:k]].astype(float)
        for _ in range(10):
            label = ((x[:, None] - centres) ** 2).sum(-1).argmin(1)
            for j in range(k):
                if np.any(label == j):
                    centres[j] = x[label == j].mean(0)
        r = np.full((N, k), 0.1 / k)
        r[np.arange(N), label] += 0.9
        return r

    def m_step(self, x, r):
        D = x.shape[1]
        n = r.sum(0) + 1e-9
        self.w = n / n.sum()
        self.mu = (r.T @ x) / n[:, None]
        self.cov = []
        for j in range(self.k):
            d = x - self.mu[j]
            self.cov.append((d * r[:, [j]]).T @ d / n[j] + self.floor * np.eye(D))

    def logs(self, x):
        cols = [
            np.log(self.w[j]) + np.reshape(stats.multivariate_normal.logpdf(x, self.mu[j], self.cov[j]), len(x))
            for j in range(self.k)
        ]
        return np.stack(cols, axis=1)

    def fit(self, x):
        self.floor = 2e-3 * np.mean(np.var(x, axis=0)) + 1e-9
        r = self.start(x)
        last = -np.inf
        for _ in range(400):
            self.m_step(x, r)
            a = self.logs(x)
            lp = np.logaddexp.reduce(a, axis=1)
            r = np.exp(a - lp[:, None])
            if lp.mean() < last + 1e-6:
                break
            last = lp.mean()
        return lp.mean()

    def score(self, x):
        return np.logaddexp.reduce(self.logs(x), axis=1)


def best_k(x, ks, rng):
    fold = rng.permutation(np.arange(len(x)) % 4)
    best, best_score = None, -np.inf
    for k in ks:
        held_out = np.empty(len(x))
        for f in range(4):
            train, test = x[fold != f], x[fold == f]
            champion, champion_ll = None, -np.inf
            for _ in range(5):
                model = _Mixture(k, rng)
                ll = model.fit(train)
                if ll > champion_ll:
                    champion, champion_ll = model, ll
            held_out[fold == f] = champion.score(test)
        if held_out.mean() > best_score:
            best, best_score = k, held_out.mean()
    return best
""",
    ],
}

WRONG = {
    "histogram_log_prob": [
        ("probability of the bin, not density", """
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], B - 1, idx)
    inside = (x >= edges[0]) & (x <= edges[-1])
    with np.errstate(divide="ignore"):
        logd = np.log(counts / counts.sum())
    return np.where(inside, logd[np.clip(idx, 0, B - 1)], -np.inf)
""", ["no bin width"]),
        ("width of the first bin used for all", """
def histogram_log_prob(x, edges, counts):
    h = edges[1] - edges[0]
    with np.errstate(divide="ignore"):
        log_density = np.log(counts / counts.sum() / h)
    out = np.full(len(x), -np.inf)
    for i, xi in enumerate(x):
        if xi == edges[-1]:
            out[i] = log_density[-1]
        elif edges[0] <= xi < edges[-1]:
            b = np.searchsorted(edges, xi, side="right") - 1
            out[i] = log_density[b]
    return out
""", ["one width for all bins"]),
        ("divides by the number of queries, not of points", """
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    widths = np.diff(edges)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], B - 1, idx)
    inside = (x >= edges[0]) & (x <= edges[-1])
    with np.errstate(divide="ignore"):
        logd = np.log(counts / (len(x) * widths))
    return np.where(inside, logd[np.clip(idx, 0, B - 1)], -np.inf)
""", []),
        ("bins hold their right edge", """
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    idx = np.searchsorted(edges, x, side="left") - 1
    idx[x == edges[0]] = 0
    ok = (x >= edges[0]) & (x <= edges[-1])
    with np.errstate(divide="ignore"):
        logp = np.log(counts) - np.log(counts.sum()) - np.log(np.diff(edges))
    out = np.full(x.shape, -np.inf)
    out[ok] = logp[idx[ok]]
    return out
""", ["an inner edge in the bin to its left"]),
        ("right edge of the last bin is lost", """
def histogram_log_prob(x, edges, counts):
    dens = counts / np.sum(counts) / np.diff(edges)
    out = np.zeros(len(x))
    for b in range(len(counts)):
        out[(x >= edges[b]) & (x < edges[b + 1])] = dens[b]
    with np.errstate(divide="ignore"):
        return np.log(out)
""", ["right edge lost"]),
        ("points outside fall into the outermost bin", """
def histogram_log_prob(x, edges, counts):
    idx = np.clip(np.digitize(x, edges) - 1, 0, len(counts) - 1)
    density = counts / (counts.sum() * (edges[1:] - edges[:-1]))
    with np.errstate(divide="ignore"):
        return np.log(density)[idx]
""", ["points outside counted into the end bins"]),
        ("small constant in the log instead of -inf", """
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    idx = np.digitize(x, edges) - 1
    idx[x == edges[-1]] = B - 1
    inside = (idx >= 0) & (idx < B)
    p = np.zeros(len(x))
    p[inside] = (counts / counts.sum() / np.diff(edges))[idx[inside]]
    return np.log(p + 1e-12)
""", ["a small number for the impossible"]),
        ("heights are made to sum to 1 instead of the area", """
def histogram_log_prob(x, edges, counts):
    heights = counts / np.diff(edges)
    heights = heights / heights.sum()
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    result = np.full(len(x), -np.inf)
    for n, b in enumerate(idx):
        if 0 <= b < len(counts) and heights[b] > 0:
            result[n] = np.log(heights[b])
    return result
""", ["heights that sum to 1"]),
        ("adds one to every count", """
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    widths = np.diff(edges)
    counts = counts + 1  # so that no log of 0 appears
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], B - 1, idx)
    inside = (x >= edges[0]) & (x <= edges[-1])
    with np.errstate(divide="ignore"):
        logd = np.log(counts / (counts.sum() * widths))
    return np.where(inside, logd[np.clip(idx, 0, B - 1)], -np.inf)
""", ["one added to every count"]),
    ],
    "kde_log_prob": [
        ("exp then log, underflows", """
def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    k = np.exp(-0.5 * z**2) / (bandwidth * np.sqrt(2 * np.pi))
    return np.log(k.mean(axis=1))
""", ["underflow far away"]),
        ("bandwidth taken for the variance in the exponent and the constant", """
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logk = -0.5 * d**2 / bandwidth - 0.5 * np.log(2 * np.pi * bandwidth)
    return logsumexp(logk, axis=1) - np.log(len(data))
""", ["bandwidth as variance"]),
        ("no 1/h in front of the kernel", """
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logk = -0.5 * (d / bandwidth) ** 2 - 0.5 * np.log(2 * np.pi)
    return logsumexp(logk, axis=1) - np.log(len(data))
""", ["no 1/h"]),
        ("sum over the data instead of the mean", """
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logk = -0.5 * (d / bandwidth) ** 2 - 0.5 * np.log(2 * np.pi) - np.log(bandwidth)
    return logsumexp(logk, axis=1)
""", ["a sum over the data"]),
        ("mean of the logs instead of log of the mean", """
from scipy import stats

def kde_log_prob(x, data, bandwidth):
    return stats.norm.logpdf(x[:, None], loc=data[None, :], scale=bandwidth).mean(axis=1)
""", ["mean of the log kernels"]),
        ("finite only by a floor", """
from scipy import stats

def kde_log_prob(x, data, bandwidth):
    p = stats.norm.pdf(x[:, None], data[None, :], bandwidth).mean(axis=1)
    return np.log(np.maximum(p, 1e-300))
""", ["underflow far away"]),
        ("gaussian_kde's factor taken for the bandwidth", """
from scipy import stats

def kde_log_prob(x, data, bandwidth):
    kde = stats.gaussian_kde(data, bw_method=bandwidth)
    return kde.logpdf(x)
""", []),
        ("reduces over the queries instead of the data", """
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    d = x[:, None] - data[None, :]
    logk = -0.5 * (d / bandwidth) ** 2 - 0.5 * np.log(2 * np.pi) - np.log(bandwidth)
    return logsumexp(logk, axis=0) - np.log(len(x))
""", []),
        ("the half in the exponent is missing", """
def kde_log_prob(x, data, bandwidth):
    a = -(((x.reshape(-1, 1) - data) / bandwidth) ** 2)
    top = a.max(axis=1, keepdims=True)
    s = np.log(np.exp(a - top).sum(axis=1)) + top[:, 0]
    return s - np.log(len(data) * bandwidth * np.sqrt(2 * np.pi))
""", ["no half in the exponent"]),
    ],
    "weights_by_multiplier": [
        ("sum to 1 whatever total is", """
def weights_by_multiplier(c, total):
    lam = float(c.sum())
    return c / lam, lam
""", ["the total forgotten"]),
        ("sign of the multiplier", """
def weights_by_multiplier(c, total):
    lam = -c.sum() / total
    return -c / lam, float(lam)
""", ["sign of the multiplier"]),
        ("multiplier is upside down", """
def weights_by_multiplier(c, total):
    lam = total / c.sum()
    return lam * c, float(lam)
""", ["the multiplier upside down"]),
        ("multiplier not divided by the total", """
def weights_by_multiplier(c, total):
    N = np.sum(c)
    return total * c / N, float(N)
""", ["the multiplier of total 1"]),
        ("softmax of c", """
def weights_by_multiplier(c, total):
    w = np.exp(c - np.max(c))
    w = total * w / w.sum()
    lam = float(np.sum(c) / total)
    return w, lam
""", ["softmax"]),
        ("all weight on the largest c, as if the aim were linear", """
def weights_by_multiplier(c, total):
    w = np.zeros(len(c))
    best = np.argmax(c)
    w[best] = total
    return w, float(c[best] / total)
""", ["all on the largest"]),
        ("zeros are replaced by a small number", """
def weights_by_multiplier(c, total):
    c = np.maximum(c, 0.01)  # log of 0 is not allowed
    lam = c.sum() / total
    return c / lam, float(lam)
""", []),
        ("0/0 where c is 0", """
def weights_by_multiplier(c, total):
    w = total * c / c.sum()
    lam = np.mean(c / w)
    return w, float(lam)
""", []),
        ("multiplies the multiplier by the total", """
def weights_by_multiplier(c, total):
    lam = float(np.sum(c) * total)
    w = c / np.sum(c) * total
    return w, lam
""", ["the multiplier times the total"]),
    ],
    "bound_gap": [
        ("evidence without log-sum-exp", """
from scipy.special import xlogy

def bound_gap(q, log_joint):
    log_p = np.log(np.exp(log_joint).sum(axis=1))
    return log_p - (q * log_joint - xlogy(q, q)).sum(axis=1)
""", ["exp underflows"]),
        ("0 log 0 gives nan", """
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    bound = np.sum(q * (log_joint - np.log(q)), axis=1)
    return logsumexp(log_joint, axis=1) - bound
""", ["nan where q is 0"]),
        ("divergence the wrong way round", """
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    post = np.exp(log_post)
    return np.sum(post * (log_post - np.log(np.maximum(q, 1e-300))), axis=1)
""", ["divergence turned round"]),
        ("entropy of q forgotten", """
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    return logsumexp(log_joint, axis=1) - (q * log_joint).sum(axis=1)
""", ["no entropy"]),
        ("sums over the points too", """
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    # KL(q || posterior)
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    gap = (xlogy(q, q) - q * log_post).sum()
    return np.maximum(gap, 0.0)
""", ["summed over the points"]),
        ("bound minus evidence, the sign", """
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    bound = (q * log_joint).sum(axis=1) - xlogy(q, q).sum(axis=1)
    return bound - log_p
""", ["the gap's sign"]),
        ("divergence from the joint, not normalised to the posterior", """
def bound_gap(q, log_joint):
    safe = np.where(q > 0, q, 1.0)
    return np.sum(q * (np.log(safe) - log_joint), axis=1)
""", ["divergence to the joint"]),
        ("posterior by exp underflows", """
from scipy.special import rel_entr, softmax

def bound_gap(q, log_joint):
    post = softmax(log_joint, axis=1)
    return rel_entr(q, post).sum(axis=1)
""", ["exp underflows"]),
        ("floor under the evidence", """
def bound_gap(q, log_joint):
    evidence = np.exp(log_joint).sum(axis=1)
    log_p = np.log(np.maximum(evidence, 1e-300))
    log_q = np.log(np.maximum(q, 1e-300))
    return log_p - np.sum(q * (log_joint - log_q), axis=1)
""", ["exp underflows"]),
    ],
    "likelihood_gradient_means": [
        ("densities underflow, 0/0", """
from scipy import stats

def likelihood_gradient_means(x, weights, means, covs):
    K = len(weights)
    p = np.stack([
        weights[k] * stats.multivariate_normal.pdf(x, means[k], covs[k]).reshape(len(x)) for k in range(K)
    ], axis=1)
    r = p / p.sum(axis=1, keepdims=True)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) for k in range(K)])
""", ["0 / 0 far away"]),
        ("mean over the points instead of the sum", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).mean(axis=0)
        grad[k] = np.linalg.solve(covs[k], s)
    return grad
""", ["mean over N"]),
        ("no inverse covariance", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        grad[k] = s
    return grad
""", ["no inverse covariance"]),
        ("covariance instead of its inverse", """
from scipy import stats
from scipy.special import softmax

def likelihood_gradient_means(x, weights, means, covs):
    K = len(weights)
    logs = np.stack([
        np.log(weights[k]) + stats.multivariate_normal.logpdf(x, means[k], covs[k]).reshape(-1) for k in range(K)
    ], axis=1)
    r = softmax(logs, axis=1)
    diff = x[:, None, :] - means[None]
    return np.einsum("nk,kde,nke->kd", r, covs, diff)
""", ["the covariance for its inverse"]),
        ("sign", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (means[k] - x)).sum(axis=0)
        grad[k] = np.linalg.solve(covs[k], s)
    return grad
""", ["sign"]),
        ("weights left out of the responsibilities", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = -0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        grad[k] = np.linalg.solve(covs[k], s)
    return grad
""", ["no weights in the responsibilities"]),
        ("divides by N_k as EM does", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        grad[k] = np.linalg.solve(covs[k], s / r[:, k].sum())
    return grad
""", ["mean over N", "divided by N_k"]),
        ("determinant missing in the responsibilities", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.exp(logs)
    r /= r.sum(axis=1, keepdims=True)
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        grad[k] = np.linalg.solve(covs[k], s)
    return grad
""", []),
        ("hard assignments", """
def likelihood_gradient_means(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        d = x - means[k]
        maha = np.sum(d * np.linalg.solve(covs[k], d.T).T, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + maha)
    logs -= logs.max(axis=1, keepdims=True)
    r = np.eye(K)[logs.argmax(axis=1)]
    grad = np.zeros((K, D))
    for k in range(K):
        s = (r[:, k, None] * (x - means[k])).sum(axis=0)
        grad[k] = np.linalg.solve(covs[k], s)
    return grad
""", ["hard assignments"]),
    ],
    "score_gradient_means": [
        ("sum over the draws instead of the mean", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for zi in z:
        p = float(np.squeeze(stats.multivariate_normal.pdf(x, mean=means[zi], cov=covs[zi])))
        grad[zi] += p * np.linalg.solve(covs[zi], x - means[zi])
    return grad
""", ["a sum over the draws"]),
        ("p(x|z) is missing", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        grad[k] += np.linalg.solve(covs[k], x - means[k])
    return grad / len(z)
""", ["not weighted by the likelihood"]),
        ("gradient of log p instead of p", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    p = np.array([float(np.squeeze(stats.multivariate_normal.pdf(x, means[k], covs[k]))) for k in z])
    grad = np.zeros(means.shape)
    for i, k in enumerate(z):
        grad[k] += p[i] * np.linalg.solve(covs[k], x - means[k])
    return grad / p.sum()
""", ["gradient of log p(x)"]),
        ("each row divided by its own count", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    out = np.zeros((K, D))
    for k in range(K):
        n_k = np.sum(z == k)
        if n_k == 0:
            continue
        p = stats.multivariate_normal(means[k], covs[k]).pdf(x)
        out[k] = np.sum(z == k) * p * np.linalg.solve(covs[k], x - means[k]) / n_k
    return out
""", ["averaged within each component"]),
        ("fancy-index += loses repeated draws", """
def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    d = x - means[z]  # (M, D)
    pull = np.linalg.solve(covs[z], d[:, :, None])[:, :, 0]
    p = np.exp(-0.5 * (d * pull).sum(axis=1)) / np.sqrt(np.linalg.det(2 * np.pi * covs[z]))
    grad = np.zeros((K, D))
    grad[z] += p[:, None] * pull
    return grad / len(z)
""", ["repeated draws lost"]),
        ("sign", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for zi in z:
        p = float(np.squeeze(stats.multivariate_normal.pdf(x, mean=means[zi], cov=covs[zi])))
        grad[zi] += p * np.linalg.solve(covs[zi], means[zi] - x)
    return grad / len(z)
""", ["sign"]),
        ("no inverse covariance", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for zi in z:
        p = float(np.squeeze(stats.multivariate_normal.pdf(x, mean=means[zi], cov=covs[zi])))
        grad[zi] += p * (x - means[zi])
    return grad / len(z)
""", ["no inverse covariance"]),
        ("weights counted twice", """
from scipy import stats

def score_gradient_means(x, z, means, covs):
    K = len(means)
    M = len(z)
    weights = np.bincount(z, minlength=K) / M
    grad = np.zeros(means.shape)
    for k in z:
        p_joint = weights[k] * stats.multivariate_normal.pdf(x, means[k], covs[k])
        grad[k] += p_joint * np.linalg.solve(covs[k], x - means[k]) / M
    return grad
""", []),
        ("determinant without the square root", """
def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    grad = np.zeros((K, D))
    for k in z:
        d = x - means[k]
        s = np.linalg.solve(covs[k], d)
        p = np.exp(-0.5 * d @ s) / ((2 * np.pi) ** (D / 2) * np.linalg.det(covs[k]))
        grad[k] += p * s
    return grad / len(z)
""", []),
    ],
    "stick_breaking": [
        ("what is left after the cut instead of before", """
def stick_breaking(v):
    left = np.cumprod(1 - v)
    last = left[-1] if len(v) > 0 else 1.0
    return np.append(v * left, last)
""", ["a piece shortened by its own cut"]),
        ("the last piece is missing", """
def stick_breaking(v):
    left = np.concatenate([[1.0], np.cumprod(1 - v)[:-1]])
    return v * left
""", ["last stick lost"]),
        ("fractions of the whole stick", """
def stick_breaking(v):
    return np.append(v, 1 - np.sum(v))
""", ["not multiplied by the rest"]),
        ("last piece is 1 - v of the last cut only", """
def stick_breaking(v):
    K = len(v) + 1
    w = np.ones(K)
    for k in range(K - 1):
        w[k] = v[k] * np.prod(1 - v[:k])
    if K > 1:
        w[K - 1] = 1 - v[-1]
    return w
""", ["only the cut before", "the last piece wrong, the others right"]),
        ("only the previous cut is taken into account", """
def stick_breaking(v):
    w = []
    for k in range(len(v)):
        if k == 0:
            w.append(v[0])
        else:
            w.append(v[k] * (1 - v[k - 1]))
    w.append(1 - sum(w))
    return np.array(w)
""", []),
        ("goes on with the piece broken off, not with what is left", """
def stick_breaking(v):
    w = np.cumprod(v)
    rest = v.prod() if len(v) else 1.0
    return np.append(w, rest)
""", ["on with the piece broken off"]),
        ("no fractions crashes", """
def stick_breaking(v):
    left = np.cumprod(1 - v)
    w = v.copy()
    w[1:] *= left[:-1]
    return np.append(w, left[-1])
""", ["nothing where nothing is cut"]),
        ("normalises instead of multiplying", """
def stick_breaking(v):
    w = np.append(v, 1.0)
    return w / w.sum()
""", ["divided by the sum"]),
        ("overwrites v while it is still needed", """
def stick_breaking(v):
    w = v
    left = 1.0
    for k in range(len(v)):
        w[k] = left * v[k]
        left = left * (1 - v[k])
    return np.append(w, left)
""", []),
    ],
    "best_k": [
        ("chooses by the training likelihood", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    best, best_ll = ks[0], -np.inf
    for k in ks:
        w, mu, cov = _fit(x, k, rng)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = k, ll
    return best
""", ["by training likelihood"]),
        ("no shuffling before the split", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = np.arange(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(train, k, rng)
        scores.append(logsumexp(_log_joint(test, w, mu, cov), axis=1).mean())
    return ks[int(np.argmax(scores))]
""", ["split without shuffling"]),
        ("takes the smallest score, as if it were a loss", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = rng.permutation(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(train, k, rng)
        scores.append(logsumexp(_log_joint(test, w, mu, cov), axis=1).mean())
    return ks[int(np.argmin(scores))]
""", []),
        ("rng ignored", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[np.random.randint(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[np.random.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = np.random.permutation(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(train, k)
        scores.append(logsumexp(_log_joint(test, w, mu, cov), axis=1).mean())
    return ks[int(np.argmax(scores))]
""", []),
        ("returns the index", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = rng.permutation(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(train, k, rng)
        scores.append(logsumexp(_log_joint(test, w, mu, cov), axis=1).mean())
    return int(np.argmax(scores))
""", ["the place in ks"]),
        ("fits on all points, so the test set is not held out", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = rng.permutation(N)
    test = x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(x, k, rng)
        scores.append(logsumexp(_log_joint(test, w, mu, cov), axis=1).mean())
    return ks[int(np.argmax(scores))]
""", ["by training likelihood"]),
        ("averages the logs over the components instead of log-sum-exp", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = rng.permutation(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    scores = []
    for k in ks:
        w, mu, cov = _fit(train, k, rng)
        scores.append(_log_joint(test, w, mu, cov).mean())
    return ks[int(np.argmax(scores))]
""", []),
        ("stops at the first k that is no better", """
from scipy.special import logsumexp


def _log_joint(x, w, mu, cov):
    N, D = x.shape
    out = np.empty((N, len(w)))
    for k in range(len(w)):
        L = np.linalg.cholesky(cov[k])
        z = np.linalg.solve(L, (x - mu[k]).T)
        out[:, k] = np.log(w[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(0)
    return out


def _fit(x, k, rng, starts=5, iters=300):
    N, D = x.shape
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    best, best_ll = None, -np.inf
    for _ in range(starts):
        # starting means far from one another
        mu = [x[rng.integers(N)]]
        while len(mu) < k:
            d2 = np.min([((x - m) ** 2).sum(1) for m in mu], axis=0) + 1e-12
            mu.append(x[rng.choice(N, p=d2 / d2.sum())])
        mu = np.array(mu)
        cov = np.array([np.cov(x.T, bias=True).reshape(D, D) / k + floor * np.eye(D)] * k)
        w = np.full(k, 1 / k)
        old = -np.inf
        for _ in range(iters):
            lj = _log_joint(x, w, mu, cov)
            lp = logsumexp(lj, axis=1)
            ll = lp.mean()
            if ll - old < 1e-5:
                break
            old = ll
            r = np.exp(lj - lp[:, None])
            nk = r.sum(0) + 1e-10
            w = nk / nk.sum()
            mu = (r.T @ x) / nk[:, None]
            for j in range(k):
                d = x - mu[j]
                cov[j] = (r[:, j, None] * d).T @ d / nk[j] + floor * np.eye(D)
        ll = logsumexp(_log_joint(x, w, mu, cov), axis=1).mean()
        if ll > best_ll:
            best, best_ll = (w, mu.copy(), cov.copy()), ll
    return best


def best_k(x, ks, rng):
    N = len(x)
    order = rng.permutation(N)
    train, test = x[order[: 2 * N // 3]], x[order[2 * N // 3 :]]
    best, best_score = ks[0], -np.inf
    for k in ks:
        w, mu, cov = _fit(train, k, rng)
        score = logsumexp(_log_joint(test, w, mu, cov), axis=1).mean()
        if score < best_score:
            break
        best, best_score = k, score
    return best
""", []),
        ("all components start at the same place", """
from scipy.special import logsumexp
from scipy import stats


def log_joint(x, w, mu, cov):
    return np.stack(
        [np.log(w[k]) + stats.multivariate_normal.logpdf(x, mu[k], cov[k]).reshape(len(x)) for k in range(len(w))], axis=1
    )


def em(x, k):
    N, D = x.shape
    w = np.ones(k) / k
    mu = np.tile(x.mean(axis=0), (k, 1))
    cov = np.tile(np.atleast_2d(np.cov(x.T)), (k, 1, 1))
    for _ in range(100):
        a = log_joint(x, w, mu, cov)
        r = np.exp(a - logsumexp(a, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w = nk / N
        mu = r.T @ x / nk[:, None]
        for j in range(k):
            d = x - mu[j]
            cov[j] = (r[:, j, None] * d).T @ d / nk[j] + 1e-4 * np.eye(D)
    return w, mu, cov


def best_k(x, ks, rng):
    perm = rng.permutation(len(x))
    cut = int(0.8 * len(x))
    train, val = x[perm[:cut]], x[perm[cut:]]
    scores = [np.round(logsumexp(log_joint(val, *em(train, k)), axis=1).mean(), 6) for k in ks]
    return ks[int(np.argmax(scores))]
""", []),
    ],
}
