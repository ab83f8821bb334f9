"""Answers to exercises of week 1, labelled: see ../corpora.toml."""

RIGHT = {
    "gaussian_log_prob": [
        """
def gaussian_log_prob(x: np.ndarray, mean: float, var: float) -> np.ndarray:
    return -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
""",
        """
from scipy import stats


def gaussian_log_prob(x, mean, var):
    # scipy wants the standard deviation
    return stats.norm(loc=mean, scale=np.sqrt(var)).logpdf(np.asarray(x))
""",
        """
import math


def gaussian_log_prob(x: np.ndarray, mean: float, var: float) -> np.ndarray:
    sigma = math.sqrt(var)
    log_norm = -math.log(sigma) - 0.5 * math.log(2 * math.pi)
    result = np.empty(len(x))
    for i, value in enumerate(x):
        z = (value - mean) / sigma
        result[i] = log_norm - 0.5 * z * z
    return result
""",
    ],
    "entropy": [
        """
def entropy(p: np.ndarray) -> float:
    positive = p[p > 0]
    return float(-(positive * np.log(positive)).sum())
""",
        """
from scipy.special import xlogy


def entropy(p):
    return -float(np.sum(xlogy(p, p)))
""",
        """
import math


def entropy(p: np.ndarray) -> float:
    total = 0.0
    for prob in p:
        if prob > 0:
            total += prob * -math.log(prob)
    return float(total)
""",
    ],
    "nll_split": [
        """
def nll_split(counts: np.ndarray, q: np.ndarray) -> tuple[float, float]:
    p = counts / counts.sum()
    seen = p > 0
    p, q = p[seen], q[seen]
    h = -np.sum(p * np.log(p))
    if np.any(q == 0):
        return float(h), np.inf
    return float(h), float(np.sum(p * (np.log(p) - np.log(q))))
""",
        """
from scipy.special import entr, rel_entr


def nll_split(counts, q):
    p_hat = np.asarray(counts, dtype=float) / np.sum(counts)
    return float(entr(p_hat).sum()), float(rel_entr(p_hat, q).sum())
""",
        """
import math


def nll_split(counts, q):
    n = float(sum(counts))
    h = 0.0
    kl = 0.0
    for c, qk in zip(counts, q):
        if c == 0:
            continue
        p = float(c) / n
        h -= p * math.log(p)
        if qk == 0:
            kl = np.inf
        else:
            kl += p * (math.log(p) - math.log(qk))
    return h, float(kl)
""",
    ],
    "mvn_log_prob": [
        """
def mvn_log_prob(x: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> np.ndarray:
    D = len(mean)
    diff = x - mean
    _, logdet = np.linalg.slogdet(cov)
    quad = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -0.5 * (D * np.log(2 * np.pi) + logdet + quad)
""",
        """
from scipy.linalg import solve_triangular


def mvn_log_prob(x, mean, cov):
    n_dim = x.shape[1]
    L = np.linalg.cholesky(cov)
    z = solve_triangular(L, (x - mean).T, lower=True)  # (D, N)
    return -0.5 * (z ** 2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * n_dim * np.log(2 * np.pi)
""",
        """
def mvn_log_prob(x, mean, cov):
    # rotate into the eigenvectors: there it is a product of 1-D Gaussians
    lam, U = np.linalg.eigh(cov)
    y = (x - mean) @ U
    logs = -0.5 * (np.log(2 * np.pi) + np.log(lam) + y ** 2 / lam)
    return logs.sum(axis=1)
""",
    ],
    "mvn_mle": [
        """
def mvn_mle(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        """
def mvn_mle(x):
    D = x.shape[1]
    cov = np.cov(x.T, bias=True).reshape(D, D)
    return np.mean(x, axis=0), cov
""",
        """
def mvn_mle(x):
    N, D = x.shape
    mean = np.zeros(D)
    for row in x:
        mean += row / N
    cov = np.zeros((D, D))
    # centre exactly with the residual mean as well
    mean = mean + (x - mean).mean(axis=0)
    for row in x:
        d = row - mean
        cov += np.outer(d, d)
    if N == 1:
        return x[0].astype(float), np.zeros((D, D))
    return mean, cov / N
""",
    ],
    "gaussian_conditional": [
        """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.setdiff1d(np.arange(len(mean)), b)
    if len(b) == 0:
        return mean.copy(), cov.copy()
    cov_ab = cov[np.ix_(a, b)]
    cov_b = cov[np.ix_(b, b)]
    gain = np.linalg.solve(cov_b, cov_ab.T).T
    new_mean = mean[a] + gain @ (values - mean[b])
    new_cov = cov[np.ix_(a, a)] - gain @ cov_ab.T
    return new_mean, new_cov
""",
        """
def gaussian_conditional(mean, cov, observed, values):
    # take in one observation after the other
    m = np.array(mean, dtype=float)
    S = np.array(cov, dtype=float)
    for j, v in zip(observed, values):
        gain = S[:, j] / S[j, j]
        m = m + gain * (v - m[j])
        S = S - np.outer(gain, S[j])
    seen = {int(j) for j in observed}
    keep = [i for i in range(len(m)) if i not in seen]
    keep = np.array(keep, dtype=int)
    return m[keep], S[np.ix_(keep, keep)]
""",
        """
from scipy.linalg import cho_factor, cho_solve


def gaussian_conditional(
    mean: np.ndarray, cov: np.ndarray, observed: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    hidden = np.ones(len(mean), dtype=bool)
    hidden[np.asarray(observed, dtype=int)] = False
    mu_a = mean[hidden]
    S_a = cov[hidden][:, hidden]
    if hidden.all() or not hidden.any():
        return mu_a, S_a
    S_ab = cov[hidden][:, observed]
    S_b = cov[observed][:, observed]
    factor = cho_factor(S_b)
    mu = mu_a + S_ab @ cho_solve(factor, values - mean[observed])
    S = S_a - S_ab @ cho_solve(factor, S_ab.T)
    return mu, S
""",
    ],
    "nll_gradient": [
        """
def nll_gradient(x: np.ndarray, mean: float, log_var: float) -> np.ndarray:
    var = np.exp(log_var)
    d_mean = (mean - x.mean()) / var
    d_log_var = 0.5 * (1 - np.mean((x - mean) ** 2) / var)
    return np.array([d_mean, d_log_var])
""",
        """
def nll_gradient(x, mean, log_var):
    precision = np.exp(-log_var)
    r = x - mean
    per_point = np.stack([-r * precision, 0.5 - 0.5 * r * r * precision])
    return per_point.mean(axis=1)
""",
        """
import math


def nll_gradient(x, mean, log_var):
    sigma = math.exp(0.5 * log_var)
    grad = np.zeros(2)
    for xi in x:
        z = (xi - mean) / sigma
        grad[0] -= z / sigma
        grad[1] += (1.0 - z * z) / 2
    return grad / len(x)
""",
    ],
    "sgd_fit": [
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g_mean = (mean - batch.mean()) / var
        g_log_var = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g_mean, log_var - lr * g_log_var
    return float(mean), float(np.exp(log_var))
""",
        """
def _grad(x, params):
    m, lv = params
    inv = np.exp(-lv)
    return np.array([np.mean(m - x) * inv, 0.5 * (1.0 - np.mean((x - m) ** 2) * inv)])


def sgd_fit(x: np.ndarray, steps: int, lr: float, batch_size: int, rng: np.random.Generator) -> tuple[float, float]:
    params = np.zeros(2)
    N = x.shape[0]
    for step in range(steps):
        idx = rng.integers(N, size=batch_size)
        params = params - lr * _grad(x[idx], params)
    return float(params[0]), float(np.exp(params[1]))
""",
        """
import math


def sgd_fit(x, steps, lr, batch_size, rng):
    N = len(x)
    m = 0.0
    s = 0.0
    done = 0
    while done < steps:
        chosen = rng.integers(N, size=batch_size)
        gm = 0.0
        gs = 0.0
        for i in chosen:
            r = float(x[i]) - m
            gm += -r / math.exp(s)
            gs += 0.5 - 0.5 * r * r / math.exp(s)
        m -= lr * gm / batch_size
        s -= lr * gs / batch_size
        done += 1
    return m, math.exp(s)
""",
    ],
    "monte_carlo": [
        """
def monte_carlo(g, samples: np.ndarray) -> tuple[float, float]:
    values = g(samples)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
""",
        """
from scipy import stats


def monte_carlo(g, samples):
    y = np.asarray(g(samples), dtype=float)
    return float(np.mean(y)), float(stats.sem(y, ddof=1))
""",
        """
import math


def monte_carlo(g, samples):
    # Welford's running mean and sum of squares
    mean = 0.0
    m2 = 0.0
    n = 0
    for v in g(samples):
        n += 1
        delta = float(v) - mean
        mean += delta / n
        m2 += delta * (float(v) - mean)
    s2 = m2 / (n - 1)
    return mean, math.sqrt(s2 / n)
""",
    ],
}

WRONG = {
    "gaussian_log_prob": [
        ("variance passed as the standard deviation", """
from scipy import stats


def gaussian_log_prob(x, mean, var):
    return stats.norm.logpdf(x, loc=mean, scale=var)
""", ["variance taken as standard deviation"]),
        ("logarithm of the underflowing density", """
def gaussian_log_prob(x, mean, var):
    density = np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
    return np.log(density)
""", ["log of a density that underflows"]),
        ("square root of the normaliser forgotten", """
def gaussian_log_prob(x, mean, var):
    return -np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""", ["root of the normaliser forgotten"]),
        ("2 pi left out as a constant", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(var) - 0.5 * (x - mean) ** 2 / var
""", ["no 2 pi"]),
        ("sign of the quadratic lost", """
def gaussian_log_prob(x, mean, var):
    log_norm = -0.5 * np.log(2 * np.pi * var)
    return log_norm + (x - mean) ** 2 / (2 * var)
""", []),
        ("summed over the points", """
def gaussian_log_prob(x, mean, var):
    n = len(x)
    return -0.5 * n * np.log(2 * np.pi * var) - np.sum((x - mean) ** 2) / (2 * var)
""", []),
        ("bits instead of nats", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log2(2 * np.pi * var) - (x - mean) ** 2 / (2 * var) * np.log2(np.e)
""", []),
        ("epsilon inside the log instead of working in logs", """
def gaussian_log_prob(x, mean, var):
    p = 1 / np.sqrt(2 * np.pi * var) * np.exp(-0.5 * (x - mean) ** 2 / var)
    return np.log(p + 1e-12)
""", ["log of a density that underflows"]),
        ("difference not divided by the variance", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - 0.5 * (x - mean) ** 2
""", []),
    ],
    "entropy": [
        ("zero probabilities give nan", """
def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ["nan at zeros"]),
        ("bits", """
def entropy(p):
    q = p[p > 0]
    return float(-np.sum(q * np.log2(q)))
""", ["bits"]),
        ("mean of p log p instead of the sum", """
def entropy(p):
    safe = np.where(p > 0, p, 1.0)
    return float(np.mean(-p * np.log(safe)))
""", ['mean instead of sum']),
        ("minus forgotten", """
from scipy.special import xlogy


def entropy(p):
    return float(xlogy(p, p).sum())
""", ["sign"]),
        ("mean surprise not weighted by p", """
def entropy(p):
    surprise = -np.log(p[p > 0])
    return float(surprise.mean())
""", []),
        ("divided by log K", """
def entropy(p):
    q = p[p > 0]
    h = -np.sum(q * np.log(q))
    return float(h / np.log(len(p)))
""", []),
        ("coin formula summed over the outcomes", """
from scipy.special import xlogy


def entropy(p):
    return float(-np.sum(xlogy(p, p) + xlogy(1 - p, 1 - p)))
""", []),
        ("any zero makes the entropy zero", """
def entropy(p):
    if np.any(p == 0):
        return 0.0
    return float(-np.sum(p * np.log(p)))
""", []),
        ("log of the mean probability instead of mean of the logs", """
def entropy(p):
    return float(-np.log(np.sum(p * p)))
""", []),
    ],
    "nll_split": [
        ("divergence the wrong way round", """
from scipy.special import entr, rel_entr


def nll_split(counts, q):
    p = counts / counts.sum()
    return float(entr(p).sum()), float(rel_entr(q, p).sum())
""", ["divergence turned round"]),
        ("cross-entropy returned as the divergence", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = counts > 0
    h = -np.sum(p[seen] * np.log(p[seen]))
    if np.any(q[seen] == 0):
        return float(h), np.inf
    kl = -np.sum(p[seen] * np.log(q[seen]))
    return float(h), float(kl)
""", ["the loss in the place of the divergence"]),
        ("counts not turned into frequencies", """
from scipy.special import entr, rel_entr


def nll_split(counts, q):
    c = counts.astype(float)
    return float(entr(c).sum()), float(rel_entr(c, q).sum())
""", ["the sum over the data, not the mean"]),
        ("unseen outcomes give nan", """
def nll_split(counts, q):
    p = counts / counts.sum()
    h = -np.sum(p * np.log(p))
    nll = -np.sum(p * np.log(q))
    return float(h), float(nll - h)
""", ["nan where a count is 0"]),
        ("q clipped, so the divergence is never infinite", """
def nll_split(counts, q):
    p = counts / counts.sum()
    m = p > 0
    q = np.clip(q, 1e-12, 1.0)
    h = -np.sum(p[m] * np.log(p[m]))
    kl = np.sum(p[m] * np.log(p[m] / q[m]))
    return float(h), float(kl)
""", ['a tiny number added']),
        ("outcomes with q = 0 are skipped", """
def nll_split(counts, q):
    p = counts / counts.sum()
    h = sum(-pk * np.log(pk) for pk in p if pk > 0)
    both = (p > 0) & (q > 0)
    kl = np.sum(p[both] * np.log(p[both] / q[both]))
    return float(h), float(kl)
""", ['what q rules out left out']),
        ("infinite for any zero of q, seen or not", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = p > 0
    h = float(-np.sum(p[seen] * np.log(p[seen])))
    if np.any(q == 0):
        return h, np.inf
    return h, float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""", []),
        ("entropy of the model instead of the data", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = counts > 0
    with np.errstate(divide="ignore"):
        nll = -np.sum(p[seen] * np.log(q[seen]))
    qq = q[q > 0]
    h = -np.sum(qq * np.log(qq))
    return float(h), float(nll - h)
""", ["entropy of the model"]),
        ("counts smoothed by one", """
def nll_split(counts, q):
    c = counts + 1.0
    p = c / c.sum()
    h = -np.sum(p * np.log(p))
    if np.any(q[counts > 0] == 0):
        return float(h), np.inf
    kl = np.sum(p * (np.log(p) - np.log(q)))
    return float(h), float(kl)
""", ["smoothed counts"]),
    ],
    "mvn_log_prob": [
        ("determinant underflows", """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    d = x - mean
    quad = np.einsum("ni,ij,nj->n", d, np.linalg.inv(cov), d)
    return -0.5 * (D * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + quad)
""", ["determinant under- or overflows"]),
        ("log 2 pi counted once, not D times", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    _, logdet = np.linalg.slogdet(cov)
    quad = np.sum(d * np.linalg.solve(cov, d.T).T, axis=1)
    return -0.5 * (np.log(2 * np.pi) + logdet + quad)
""", ['one 2 pi for all dimensions']),
        ("matrix of all pairs instead of its diagonal", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    _, logdet = np.linalg.slogdet(cov)
    quad = d @ np.linalg.inv(cov) @ d.T
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + quad)
""", []),
        ("log-det from Cholesky without the factor 2", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    z = np.linalg.solve(L, (x - mean).T)
    logdet = np.sum(np.log(np.diag(L)))
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + logdet + np.sum(z ** 2, axis=0))
""", ["half of the sum of log diag L"]),
        ("Cholesky factor transposed", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    z = np.linalg.solve(L.T, (x - mean).T)
    logdet = 2 * np.sum(np.log(np.diag(L)))
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + logdet + np.sum(z ** 2, axis=0))
""", ["the factor's transpose solved with"]),
        ("only the diagonal of the covariance is used", """
def mvn_log_prob(x, mean, cov):
    var = np.diag(cov)
    logs = -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
    return logs.sum(axis=1)
""", ["coordinates taken as independent", "inverse of the diagonal only"]),
        ("inverse forgotten", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    _, logdet = np.linalg.slogdet(cov)
    quad = np.einsum("ni,ij,nj->n", d, cov, d)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + quad)
""", ['not inverted']),
        ("jitter added to the covariance", """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    L = np.linalg.cholesky(cov + 1e-3 * np.eye(D))
    z = np.linalg.solve(L, (x - mean).T)
    return -0.5 * np.sum(z ** 2, axis=0) - np.log(np.diag(L)).sum() - 0.5 * D * np.log(2 * np.pi)
""", []),
        ("half missing before the log-determinant", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    logdet = np.linalg.slogdet(cov)[1]
    quad = (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
    return -0.5 * len(mean) * np.log(2 * np.pi) - logdet - 0.5 * quad
""", ['twice the log-determinant']),
    ],
    "mvn_mle": [
        ("divisor N - 1", """
def mvn_mle(x):
    D = x.shape[1]
    return x.mean(axis=0), np.cov(x, rowvar=False).reshape(D, D)
""", ["n - 1"]),
        ("one column gives a scalar", """
def mvn_mle(x):
    return x.mean(axis=0), np.cov(x.T, bias=True)
""", ["no matrix at D = 1"]),
        ("rows taken for variables", """
def mvn_mle(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x, bias=True))
""", ["transposed"]),
        ("second moment minus squared mean cancels", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    return mean, x.T @ x / len(x) - np.outer(mean, mean)
""", []),
        ("not centred", """
def mvn_mle(x):
    N = x.shape[0]
    return x.mean(axis=0), x.T @ x / N
""", ["not centred"]),
        ("variances only", """
def mvn_mle(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))
""", ['variances only']),
        ("centred by the mean of all entries", """
def mvn_mle(x):
    mean = np.mean(x, axis=0)
    d = x - np.mean(x)
    return mean, d.T @ d / len(x)
""", ['one mean for all coordinates']),
        ("divisor N - 1 with a guard for one row", """
def mvn_mle(x):
    n = x.shape[0]
    mean = x.mean(axis=0)
    d = x - mean
    return mean, d.T @ d / max(n - 1, 1)
""", ["n - 1"]),
        ("mean keeps its axis", """
def mvn_mle(x):
    mean = x.mean(axis=0, keepdims=True)
    d = x - mean
    cov = d.T @ d / x.shape[0]
    return mean, cov
""", []),
    ],
    "gaussian_conditional": [
        ("observed sorted, values not", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.sort(np.asarray(observed, dtype=int))
    a = np.setdiff1d(np.arange(len(mean)), b)
    S_ab = cov[np.ix_(a, b)]
    S_b = cov[np.ix_(b, b)]
    K = np.linalg.solve(S_b, S_ab.T).T
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ S_ab.T
""", ["values paired in sorted order"]),
        ("covariance grows", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.setdiff1d(np.arange(len(mean)), b)
    if len(b) == 0:
        return mean, cov
    S_ab = cov[np.ix_(a, b)]
    inv = np.linalg.inv(cov[np.ix_(b, b)])
    mu = mean[a] + S_ab @ inv @ (values - mean[b])
    return mu, cov[np.ix_(a, a)] + S_ab @ inv @ S_ab.T
""", ["sign of the Schur term"]),
        ("inverse of the observed block forgotten in the mean", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.setdiff1d(np.arange(len(mean)), b)
    if len(b) == 0:
        return mean, cov
    S_ab = cov[np.ix_(a, b)]
    mu = mean[a] + S_ab @ (values - mean[b])
    S = cov[np.ix_(a, a)] - S_ab @ np.linalg.solve(cov[np.ix_(b, b)], S_ab.T)
    return mu, S
""", ["not divided by the observed covariance"]),
        ("mean of the observed part not subtracted", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.setdiff1d(np.arange(len(mean)), b)
    if len(b) == 0:
        return mean, cov
    S_ab = cov[np.ix_(a, b)]
    K = np.linalg.solve(cov[np.ix_(b, b)], S_ab.T).T
    return mean[a] + K @ values, cov[np.ix_(a, a)] - K @ S_ab.T
""", ["no shift by the observed mean"]),
        ("covariance not reduced", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.setdiff1d(np.arange(len(mean)), b)
    if len(b) == 0:
        return mean.copy(), cov.copy()
    S_ab = cov[np.ix_(a, b)]
    mu = mean[a] + S_ab @ np.linalg.solve(cov[np.ix_(b, b)], values - mean[b])
    return mu, cov[np.ix_(a, a)]
""", ["the prior's covariance kept"]),
        ("observed variables treated as independent of each other", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    a = np.delete(np.arange(len(mean)), b)
    S_ab = cov[np.ix_(a, b)]
    K = S_ab / np.diag(cov)[b]
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ S_ab.T
""", ["only the variances of the observed"]),
        ("returns all coordinates, the observed ones filled in", """
def gaussian_conditional(mean, cov, observed, values):
    b = np.asarray(observed, dtype=int)
    if len(b) == 0:
        return mean.copy(), cov.copy()
    K = np.linalg.solve(cov[np.ix_(b, b)], cov[b]).T
    mu = mean + K @ (values - mean[b])
    S = cov - K @ cov[b]
    return mu, S
""", []),
        ("nothing observed returns empty arrays", """
def gaussian_conditional(mean, cov, observed, values):
    if len(observed) == 0 or len(observed) == len(mean):
        return np.zeros(0), np.zeros((0, 0))
    a = np.array([i for i in range(len(mean)) if i not in observed])
    S_ab = cov[a][:, observed]
    K = S_ab @ np.linalg.inv(cov[observed][:, observed])
    return mean[a] + K @ (values - mean[observed]), cov[a][:, a] - K @ S_ab.T
""", []),
        ("assumes that the observed coordinates come first", """
def gaussian_conditional(mean, cov, observed, values):
    m = len(observed)
    mu_b, mu_a = mean[:m], mean[m:]
    S_b, S_a, S_ab = cov[:m, :m], cov[m:, m:], cov[m:, :m]
    K = np.linalg.solve(S_b, S_ab.T).T
    return mu_a + K @ (values - mu_b), S_a - K @ S_ab.T
""", []),
    ],
    "nll_gradient": [
        ("sign of the derivative in the mean", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""", ["sign of the derivative in the mean"]),
        ("sum over the points instead of the mean", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-np.sum(d) / var, np.sum(0.5 - 0.5 * d ** 2 / var)])
""", ["sum instead of mean"]),
        ("derivative in the variance, not in its logarithm", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-d.mean() / var, 0.5 / var - 0.5 * np.mean(d ** 2) / var ** 2])
""", ["derivative in the variance"]),
        ("gradient of the log-likelihood", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    r = x - mean
    return np.array([np.mean(r) / var, np.mean(r ** 2) / (2 * var) - 0.5])
""", ["sign"]),
        ("log_var taken for the log of sigma", """
def nll_gradient(x, mean, log_var):
    sigma = np.exp(log_var)
    z = (x - mean) / sigma
    return np.array([-np.mean(z) / sigma, 1 - np.mean(z ** 2)])
""", []),
        ("half lost in the second entry", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    g1 = (mean - np.mean(x)) / var
    g2 = 1.0 - np.mean((x - mean) ** 2) / var
    return np.array([g1, g2])
""", ["a half lost"]),
        ("spread about the sample mean instead of about mean", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([(mean - x.mean()) / var, 0.5 * (1 - x.var() / var)])
""", []),
        ("derivative in the mean not divided by the variance", """
def nll_gradient(x, mean, log_var):
    return np.array([mean - x.mean(), 0.5 - 0.5 * np.mean((x - mean) ** 2) * np.exp(-log_var)])
""", ["the derivative in the mean not divided by the variance"]),
        ("derivative of the normaliser forgotten", """
def nll_gradient(x, mean, log_var):
    inv = np.exp(-log_var)
    d = x - mean
    return np.array([-np.mean(d) * inv, -0.5 * np.mean(d ** 2) * inv])
""", ["the logarithm forgotten"]),
    ],
    "sgd_fit": [
        ("returns the logarithm of the variance", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g1 = (mean - b.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean -= lr * g1
        log_var -= lr * g2
    return float(mean), float(log_var)
""", ["log_var returned"]),
        ("second gradient taken at the moved mean", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        mean -= lr * (mean - b.mean()) / np.exp(log_var)
        log_var -= lr * (0.5 - 0.5 * np.mean((b - mean) ** 2) / np.exp(log_var))
    return float(mean), float(np.exp(log_var))
""", ["the second derivative sees the new mean"]),
        ("batch drawn without repetition", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.choice(len(x), size=batch_size, replace=False)]
        var = np.exp(log_var)
        g1 = (mean - b.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", ["drawn without replacement"]),
        ("gradient summed over the batch", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g1 = np.sum(mean - b) / var
        g2 = np.sum(0.5 - 0.5 * (b - mean) ** 2 / var)
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", ["sum over the batch"]),
        ("climbs the loss", """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(theta[1])
        grad = np.array([(theta[0] - b.mean()) / var, 0.5 - 0.5 * np.mean((b - theta[0]) ** 2) / var])
        theta = theta + lr * grad
    return float(theta[0]), float(np.exp(theta[1]))
""", ["ascends"]),
        ("one batch drawn before the loop", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    idx = rng.integers(len(x), size=batch_size)
    batch = x[idx]
    for _ in range(steps):
        var = np.exp(log_var)
        g1 = (mean - batch.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", ["one batch for all steps"]),
        ("rng ignored", """
def sgd_fit(x, steps, lr, batch_size, rng):
    rng = np.random.default_rng(0)
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g1 = (mean - batch.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", []),
        ("gradient of the whole data, batch not used", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        idx = rng.integers(len(x), size=batch_size)
        batch = x[idx]
        var = np.exp(log_var)
        g1 = (mean - x.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((x - mean) ** 2) / var
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", ["full batch every step"]),
        ("standardises the data again", """
def sgd_fit(x, steps, lr, batch_size, rng):
    z = (x - x.mean()) / x.std()
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = z[rng.integers(len(z), size=batch_size)]
        var = np.exp(log_var)
        g1 = (mean - batch.mean()) / var
        g2 = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g1, log_var - lr * g2
    return float(mean), float(np.exp(log_var))
""", []),
    ],
    "monte_carlo": [
        ("divisor N", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(np.std(v) / np.sqrt(len(v)))
""", ["n instead of n - 1"]),
        ("standard deviation, not divided by sqrt N", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1))
""", ["standard deviation without sqrt(n)"]),
        ("divided by N instead of sqrt N", """
def monte_carlo(g, samples):
    v = g(samples)
    n = len(v)
    return float(v.mean()), float(np.std(v, ddof=1) / n)
""", ["divided by n, not its root"]),
        ("mean of squares minus squared mean", """
def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=float)
    n = len(v)
    est = v.mean()
    s2 = max((np.mean(v ** 2) - est ** 2) * n / (n - 1), 0.0)
    return float(est), float(np.sqrt(s2 / n))
""", ["the difference of two large numbers"]),
        ("g of the mean instead of the mean of g", """
def monte_carlo(g, samples):
    v = g(samples)
    est = g(np.array([samples.mean()]))[0]
    se = np.sqrt(np.var(v, ddof=1) / len(v))
    return float(est), float(se)
""", ["g of the mean"]),
        ("error of the samples, not of g", """
def monte_carlo(g, samples):
    est = np.mean(g(samples))
    se = np.std(samples, ddof=1) / np.sqrt(len(samples))
    return float(est), float(se)
""", ["spread of the samples, not of g"]),
        ("square root forgotten", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(np.var(v, ddof=1) / len(v))
""", ["variance of the estimate"]),
        ("half width of the 95% interval", """
def monte_carlo(g, samples):
    v = g(samples)
    se = np.std(v, ddof=1) / np.sqrt(len(v))
    return float(np.mean(v)), float(1.96 * se)
""", ["a wider interval"]),
        ("computed in single precision", """
def monte_carlo(g, samples):
    v = torch.as_tensor(g(samples), dtype=torch.float32)
    n = v.shape[0]
    return v.mean().item(), (v.std(unbiased=True) / n ** 0.5).item()
""", []),
    ],
}
