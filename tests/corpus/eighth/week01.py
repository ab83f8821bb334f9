"""Answers to exercises of week 1, labelled: see ../corpora.toml."""

RIGHT = {
    "gaussian_log_prob": [
        """
def gaussian_log_prob(x, mean, var):
    return -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
""",
        """
def gaussian_log_prob(x, mean, var):
    std = np.sqrt(var)
    z = (np.asarray(x, dtype=float) - mean) / std
    return -0.5 * z * z - np.log(std) - 0.5 * np.log(2 * np.pi)
""",
        """
import math

def gaussian_log_prob(x, mean, var):
    constant = -(math.log(2 * math.pi) + math.log(var)) / 2
    out = np.empty(len(x))
    for i in range(len(x)):
        difference = float(x[i]) - mean
        out[i] = constant - difference * difference / (2 * var)
    return out
""",
    ],
    "entropy": [
        """
def entropy(p):
    seen = p[p > 0]
    return float(-np.sum(seen * np.log(seen)))
""",
        """
def entropy(p):
    safe = np.where(p > 0, p, 1.0)
    return float(np.dot(p, -np.log(safe)))
""",
        """
import math

def entropy(p):
    terms = []
    for value in p:
        value = float(value)
        if value > 0:
            terms.append(-value * math.log(value))
    return math.fsum(terms)
""",
    ],
    "nll_split": [
        """
def nll_split(counts, q):
    counts, q = np.asarray(counts), np.asarray(q, dtype=float)
    seen = counts > 0
    p = counts[seen] / counts.sum()
    entropy_of_data = float(-np.sum(p * np.log(p)))
    if np.any(q[seen] == 0):
        return entropy_of_data, np.inf
    return entropy_of_data, float(np.sum(p * (np.log(p) - np.log(q[seen]))))
""",
        """
import math

def nll_split(counts, q):
    n = float(sum(int(c) for c in counts))
    entropy_of_data, divergence = 0.0, 0.0
    for c, q_k in zip(counts, q):
        if c == 0:
            continue
        p_k = float(c) / n
        entropy_of_data -= p_k * math.log(p_k)
        if q_k == 0:
            divergence = math.inf
        else:
            divergence += p_k * (math.log(p_k) - math.log(q_k))
    return entropy_of_data, divergence
""",
        """
from scipy import special

def nll_split(counts, q):
    p = np.asarray(counts, dtype=float)
    p = p / p.sum()
    return float(special.entr(p).sum()), float(special.rel_entr(p, q).sum())
""",
    ],
    "mvn_log_prob": [
        """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(L)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(u**2, axis=0))
""",
        """
def mvn_log_prob(x, mean, cov):
    difference = x - mean
    sign, log_det = np.linalg.slogdet(cov)
    solved = np.linalg.solve(cov, difference.T).T
    distance = np.einsum("nd,nd->n", difference, solved)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + distance)
""",
        """
def mvn_log_prob(x, mean, cov):
    eigenvalues, vectors = np.linalg.eigh(cov)
    rotated = (x - mean) @ vectors
    per_axis = -0.5 * (np.log(2 * np.pi) + np.log(eigenvalues) + rotated**2 / eigenvalues)
    return per_axis.sum(axis=1)
""",
    ],
    "mvn_mle": [
        """
def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        """
def mvn_mle(x):
    return np.average(x, axis=0), np.atleast_2d(np.cov(x.T, bias=True))
""",
        """
def mvn_mle(x):
    # Welford, one row at a time
    D = x.shape[1]
    mean = np.zeros(D)
    scatter = np.zeros((D, D))
    for n, row in enumerate(x, start=1):
        before = row - mean
        mean = mean + before / n
        scatter += np.outer(before, row - mean)
    return mean, (scatter + scatter.T) / (2 * len(x))
""",
    ],
    "gaussian_conditional": [
        """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    s_ab = cov[np.ix_(rest, observed)]
    s_b = cov[np.ix_(observed, observed)]
    gain = np.linalg.solve(s_b, s_ab.T).T
    new_mean = mean[rest] + gain @ (values - mean[observed])
    new_cov = cov[np.ix_(rest, rest)] - gain @ s_ab.T
    return new_mean, new_cov
""",
        """
def gaussian_conditional(mean, cov, observed, values):
    free = np.ones(len(mean), dtype=bool)
    free[observed] = False
    if free.all():
        return mean.copy(), cov.copy()
    L = np.linalg.cholesky(cov[observed][:, observed])
    A = np.linalg.solve(L, cov[observed][:, free])
    u = np.linalg.solve(L, values - mean[observed])
    return mean[free] + A.T @ u, cov[free][:, free] - A.T @ A
""",
        """
def gaussian_conditional(mean, cov, observed, values):
    # one observation after the other
    m = np.array(mean, dtype=float)
    S = np.array(cov, dtype=float)
    for index, value in zip(observed, values):
        gain = S[:, index] / S[index, index]
        m = m + gain * (value - m[index])
        S = S - np.outer(gain, S[index, :])
    seen = {int(i) for i in observed}
    rest = np.array([i for i in range(len(m)) if i not in seen], dtype=int)
    return m[rest], S[np.ix_(rest, rest)]
""",
    ],
    "nll_gradient": [
        """
def nll_gradient(x, mean, log_var):
    difference = x - mean
    in_mean = -difference.mean() * np.exp(-log_var)
    in_log_var = 0.5 * (1 - np.mean(difference**2) * np.exp(-log_var))
    return np.array([in_mean, in_log_var])
""",
        """
def nll_gradient(x, mean, log_var):
    gradient = np.zeros(2)
    var = np.exp(log_var)
    for value in x:
        gradient[0] += (mean - value) / var
        gradient[1] += 0.5 - 0.5 * (value - mean) ** 2 / var
    return gradient / len(x)
""",
        """
def nll_gradient(x, mean, log_var):
    # from the mean and variance of the data alone
    precision = np.exp(-log_var)
    offset = np.mean(x) - mean
    second = np.var(x) + offset**2
    return np.array([-precision * offset, 0.5 - 0.5 * precision * second])
""",
    ],
    "sgd_fit": [
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        g_mean = np.mean(mean - batch) * np.exp(-log_var)
        g_log_var = 0.5 * (1 - np.mean((batch - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g_mean, log_var - lr * g_log_var
    return float(mean), float(np.exp(log_var))
""",
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        index = rng.integers(x.shape[0], size=batch_size)
        theta = theta - lr * nll_gradient(x[index], theta[0], theta[1])
    return float(theta[0]), float(np.exp(theta[1]))
""",
        """
import math

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var, done = 0.0, 0.0, 0
    while done < steps:
        chosen = rng.integers(0, len(x), size=batch_size)
        precision = math.exp(-log_var)
        slope_mean = slope_log_var = 0.0
        for i in chosen:
            difference = float(x[i]) - mean
            slope_mean -= difference * precision
            slope_log_var += (1 - difference * difference * precision) / 2
        mean -= lr * slope_mean / batch_size
        log_var -= lr * slope_log_var / batch_size
        done += 1
    return mean, math.exp(log_var)
""",
    ],
    "monte_carlo": [
        """
def monte_carlo(g, samples):
    values = np.asarray(g(samples), dtype=float)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
""",
        """
import math

def monte_carlo(g, samples):
    mean, scatter, n = 0.0, 0.0, 0
    for value in g(samples):
        value = float(value)
        n += 1
        before = value - mean
        mean += before / n
        scatter += before * (value - mean)
    return mean, math.sqrt(scatter / (n - 1) / n)
""",
        """
import math
import statistics

def monte_carlo(g, samples):
    values = [float(v) for v in g(samples)]
    return statistics.mean(values), math.sqrt(statistics.variance(values) / len(values))
""",
    ],
}

WRONG = {
    "gaussian_log_prob": [
        ("logarithm of the density: -inf at 100 standard deviations", """
def gaussian_log_prob(x, mean, var):
    density = np.exp(-0.5 * (x - mean) ** 2 / var) / np.sqrt(2 * np.pi * var)
    return np.log(density)
""", ["log of a density that underflows"]),
        ("takes var for the standard deviation", """
def gaussian_log_prob(x, mean, var):
    z = (x - mean) / var
    return -0.5 * z**2 - np.log(var) - 0.5 * np.log(2 * np.pi)
""", ["variance taken as standard deviation"]),
        ("finite thanks to an epsilon in the logarithm, but a false value in the tail", """
def gaussian_log_prob(x, mean, var):
    density = np.exp(-0.5 * (x - mean) ** 2 / var) / np.sqrt(2 * np.pi * var)
    return np.log(density + 1e-300)
""", ["log of a density that underflows"]),
        ("cuts at 0, as if a log-density could not be positive", """
def gaussian_log_prob(x, mean, var):
    out = -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
    return np.minimum(out, 0.0)
""", []),
        ("standardises and forgets the log of the standard deviation (Jacobian)", """
def gaussian_log_prob(x, mean, var):
    z = (x - mean) / np.sqrt(var)
    return -0.5 * np.log(2 * np.pi) - 0.5 * z**2
""", []),
        ("far branch drops the normaliser: right only within 30 standard deviations", """
def gaussian_log_prob(x, mean, var):
    z = (x - mean) / np.sqrt(var)
    near = np.abs(z) < 30
    density = np.exp(-0.5 * np.where(near, z, 0.0) ** 2) / np.sqrt(2 * np.pi * var)
    return np.where(near, np.log(density), -0.5 * z**2)
""", []),
        ("adds 1e-6 to the variance 'for safety': wrong for a tiny variance", """
def gaussian_log_prob(x, mean, var):
    var = var + 1e-6
    return -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
""", []),
        ("half missing in front of log var: log(2 pi)/2 + log var", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - np.log(var) - (x - mean) ** 2 / (2 * var)
""", ['root of the normaliser forgotten']),
        ("log density of the whole sample: returns the sum, not one number an entry", """
def gaussian_log_prob(x, mean, var):
    N = len(x)
    return -0.5 * N * np.log(2 * np.pi * var) - 0.5 * np.sum((x - mean) ** 2) / var
""", []),
    ],
    "entropy": [
        ("0 log 0 gives nan", """
def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ["nan at zeros"]),
        ("in bits", """
def entropy(p):
    seen = p[p > 0]
    return float(-np.sum(seen * np.log2(seen)))
""", ["bits"]),
        ("epsilon 1e-6 inside the logarithm: biased, negative for a certain outcome", """
def entropy(p):
    return float(-np.sum(p * np.log(p + 1e-6)))
""", []),
        ("plain average of the surprise, not weighted by p", """
def entropy(p):
    surprise = -np.log(p[p > 0])
    return float(surprise.mean())
""", []),
        ("sum of coin entropies: adds the (1 - p) log(1 - p) terms", """
def entropy(p):
    def part(q):
        q = q[q > 0]
        return -np.sum(q * np.log(q))

    return float(part(p) + part(1 - p))
""", []),
        ("divided by log K (normalised entropy between 0 and 1)", """
def entropy(p):
    seen = p[p > 0]
    total = -np.sum(seen * np.log(seen))
    return float(total / np.log(len(p))) if len(p) > 1 else 0.0
""", []),
        ("trims zeros at the two ends only: a zero in between gives nan", """
def entropy(p):
    q = np.trim_zeros(p)
    return float(-(q * np.log(q)).sum())
""", ["nan at zeros"]),
        ("loops over the set of the values: equal probabilities count once", """
def entropy(p):
    total = 0.0
    for value in set(p.tolist()):
        if value > 0:
            total -= value * np.log(value)
    return float(total)
""", []),
        ("takes everything below 1e-4 for zero: wrong for many small outcomes", """
def entropy(p):
    seen = p[p > 1e-4]
    return float(-np.sum(seen * np.log(seen)))
""", []),
    ],
    "nll_split": [
        ("divergence the wrong way round, KL(q || p)", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = p > 0
    h = -np.sum(p[seen] * np.log(p[seen]))
    if np.any(q[seen] == 0):
        return float(h), np.inf
    both = seen & (q > 0)
    return float(h), float(np.sum(q[both] * np.log(q[both] / p[both])))
""", ["divergence turned round"]),
        ("second part is the whole negative log-likelihood (cross-entropy)", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = p > 0
    h = -np.sum(p[seen] * np.log(p[seen]))
    if np.any(q[seen] == 0):
        return float(h), np.inf
    return float(h), float(-np.sum(p[seen] * np.log(q[seen])))
""", ["the loss in the place of the divergence"]),
        ("skips the zeros of q too: finite where it must be infinite", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = p > 0
    both = seen & (q > 0)
    h = -np.sum(p[seen] * np.log(p[seen]))
    return float(h), float(np.sum(p[both] * np.log(p[both] / q[both])))
""", ['what q rules out left out']),
        ("infinite as soon as q has any zero, also for an outcome that was not seen", """
def nll_split(counts, q):
    p = counts / counts.sum()
    seen = p > 0
    h = -np.sum(p[seen] * np.log(p[seen]))
    if (q == 0).any():
        return float(h), np.inf
    return float(h), float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""", []),
        ("entropy got as nll minus divergence: inf - inf = nan when q misses a seen outcome", """
def nll_split(counts, q):
    seen = counts > 0
    p = counts[seen] / counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        log_q = np.log(q[seen])
        nll = -np.sum(p * log_q)
        kl = np.sum(p * (np.log(p) - log_q))
        return float(nll - kl), float(kl)
""", []),
        ("q is renormalised over the outcomes that were seen", """
def nll_split(counts, q):
    seen = counts > 0
    p = counts[seen] / counts.sum()
    q = q[seen]
    h = float(-np.sum(p * np.log(p)))
    if np.any(q == 0):
        return h, np.inf
    q = q / q.sum()
    return h, float(np.sum(p * np.log(p / q)))
""", []),
        ("integer division: all frequencies become 0 or 1", """
def nll_split(counts, q):
    n = int(counts.sum())
    h, kl = 0.0, 0.0
    for c, q_k in zip(counts, q):
        p_k = int(c) // n
        if p_k == 0:
            continue
        h -= p_k * np.log(p_k)
        kl += p_k * np.log(p_k / q_k) if q_k > 0 else np.inf
    return float(h), float(kl)
""", []),
        ("add-one smoothing of the counts", """
def nll_split(counts, q):
    p = (counts + 1) / (counts.sum() + len(counts))
    h = -np.sum(p * np.log(p))
    if np.any(q[counts > 0] == 0):
        return float(h), np.inf
    ok = q > 0
    return float(h), float(np.sum(p[ok] * np.log(p[ok] / q[ok])))
""", ["smoothed counts"]),
        ("an outcome seen only once does not make the divergence infinite (counts > 1)", """
def nll_split(counts, q):
    p = counts / counts.sum()
    h, kl = 0.0, 0.0
    for k in range(len(counts)):
        if counts[k] > 1 and q[k] == 0:
            kl = np.inf
        if counts[k] > 0:
            h -= p[k] * np.log(p[k])
            if q[k] > 0:
                kl += p[k] * np.log(p[k] / q[k])
    return float(h), float(kl)
""", []),
    ],
    "mvn_log_prob": [
        ("log of the product of the diagonal of L: under- or overflows in 500 dimensions", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = 2 * np.log(np.prod(np.diag(L)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", ["determinant under- or overflows"]),
        ("log det without the factor 2 of the Cholesky factor", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = np.log(np.diag(L)).sum()
    return -0.5 * (len(mean) * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", ["half of the sum of log diag L"]),
        ("solves with the transposed Cholesky factor", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L.T, (x - mean).T)
    log_det = 2 * np.log(np.diag(L)).sum()
    return -0.5 * (len(mean) * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", ["the factor's transpose solved with"]),
        ("only the diagonal of cov: product of one-dimensional Gaussians", """
def mvn_log_prob(x, mean, cov):
    var = np.diag(cov)
    return (-0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)).sum(axis=1)
""", ["inverse of the diagonal only", "coordinates taken as independent"]),
        ("jitter 1e-6 on the diagonal: wrong where the variances are small", """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    L = np.linalg.cholesky(cov + 1e-6 * np.eye(D))
    u = np.linalg.solve(L, (x - mean).T)
    log_det = 2 * np.log(np.diag(L)).sum()
    return -0.5 * (D * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", []),
        ("unpacks slogdet the wrong way round: the sign serves as log det", """
def mvn_log_prob(x, mean, cov):
    difference = x - mean
    log_det, _ = np.linalg.slogdet(cov)
    quad = (difference * np.linalg.solve(cov, difference.T).T).sum(axis=1)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + quad)
""", []),
        ("the full difference cov^-1 difference^T product summed over all pairs of points", """
def mvn_log_prob(x, mean, cov):
    difference = x - mean
    _, log_det = np.linalg.slogdet(cov)
    quad = (difference @ np.linalg.inv(cov) @ difference.T).sum(axis=1)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + quad)
""", []),
        ("pseudo-determinant and pseudo-inverse: drops eigenvalues below 1e-4 of the largest", """
def mvn_log_prob(x, mean, cov):
    lam, U = np.linalg.eigh(cov)
    keep = lam > 1e-4 * lam.max()
    lam, U = lam[keep], U[:, keep]
    y = (x - mean) @ U
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(lam).sum() + (y**2 / lam).sum(axis=1))
""", []),
        ("len(x) is N, not D, in front of log 2 pi", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = 2 * np.log(np.diag(L)).sum()
    return -0.5 * (len(x) * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", ['one 2 pi for all dimensions']),
    ],
    "mvn_mle": [
        ("divisor N - 1 (np.cov as it comes): nan for one row", """
def mvn_mle(x):
    return x.mean(axis=0), np.cov(x.T).reshape(x.shape[1], x.shape[1])
""", ["n - 1"]),
        ("E[x x^T] - m m^T: loses all digits far from 0", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    return mean, x.T @ x / len(x) - np.outer(mean, mean)
""", []),
        ("divisor max(N - 1, 1): one row works, the rest is unbiased instead of most likely", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    d = x - mean
    return mean, d.T @ d / max(len(x) - 1, 1)
""", ["n - 1"]),
        ("np.cov squeezes one column to shape ()", """
def mvn_mle(x):
    return x.mean(axis=0), np.cov(x.T, bias=True)
""", ["no matrix at D = 1"]),
        ("fills the upper triangle only", """
def mvn_mle(x):
    N, D = x.shape
    mean = x.mean(axis=0)
    cov = np.zeros((D, D))
    for i in range(D):
        for j in range(i, D):
            cov[i, j] = ((x[:, i] - mean[i]) * (x[:, j] - mean[j])).mean()
    return mean, cov
""", []),
        ("mean keeps shape (1, D)", """
def mvn_mle(x):
    mean = x.mean(axis=0, keepdims=True)
    d = x - mean
    return mean, d.T @ d / len(x)
""", []),
        ("single precision: wrong for data far from 0", """
def mvn_mle(x):
    y = x.astype(np.float32)
    mean = y.mean(axis=0)
    d = y - mean
    return mean.astype(float), (d.T @ d / len(y)).astype(float)
""", []),
        ("shifts by one scalar for all columns before the raw moments: unstable if columns lie at different places", """
def mvn_mle(x):
    shift = x.mean()
    y = x - shift
    m = y.mean(axis=0)
    return m + shift, y.T @ y / len(y) - np.outer(m, m)
""", []),
        ("one row: the identity instead of zeros", """
def mvn_mle(x):
    N, D = x.shape
    mean = x.mean(axis=0)
    if N == 1:
        return mean, np.eye(D)
    return mean, np.cov(x, rowvar=False, ddof=0).reshape(D, D)
""", []),
    ],
    "gaussian_conditional": [
        ("inverts the block of the unobserved instead of the observed", """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    s_a = cov[np.ix_(rest, rest)]
    s_ba = cov[np.ix_(observed, rest)]
    gain = np.linalg.solve(s_a, s_ba.T)
    return mean[rest] + gain @ (values - mean[observed]), s_a - gain @ s_ba
""", ["wrong block inverted"]),
        ("recovers the observed indices from a mask: sorted, while the values stay in the given order", """
def gaussian_conditional(mean, cov, observed, values):
    seen = np.zeros(len(mean), dtype=bool)
    seen[observed] = True
    b, a = np.flatnonzero(seen), np.flatnonzero(~seen)
    gain = np.linalg.solve(cov[np.ix_(b, b)], cov[np.ix_(b, a)]).T
    return mean[a] + gain @ (values - mean[b]), cov[np.ix_(a, a)] - gain @ cov[np.ix_(b, a)]
""", ["values paired in sorted order"]),
        ("forgets to subtract the mean of the observed", """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    s_ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], s_ab.T).T
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ s_ab.T
""", ["no shift by the observed mean"]),
        ("removes indices by swapping with the last: result not in the original order", """
def gaussian_conditional(mean, cov, observed, values):
    rest = list(range(len(mean)))
    for o in observed:
        place = rest.index(o)
        rest[place] = rest[-1]
        rest.pop()
    rest = np.array(rest, dtype=int)
    s_ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], s_ab.T).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ s_ab.T
""", []),
        ("cov[rest, rest] takes the diagonal, which is then broadcast", """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    s_ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], s_ab.T).T
    return mean[rest] + gain @ (values - mean[observed]), cov[rest, rest] - gain @ s_ab.T
""", []),
        ("everything observed: returns the values and zeros of shape (D, D) instead of empty arrays", """
def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    if len(observed) == D:
        return values[np.argsort(observed)], np.zeros((D, D))
    if len(observed) == 0:
        return mean, cov
    rest = np.setdiff1d(np.arange(D), observed)
    s_ab = cov[np.ix_(rest, observed)]
    gain = s_ab @ np.linalg.inv(cov[np.ix_(observed, observed)])
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ s_ab.T
""", []),
        ("adds the effect of each observation alone with the original covariance: right only if they are uncorrelated", """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    m = mean[rest].astype(float)
    S = cov[np.ix_(rest, rest)].astype(float)
    for i, v in zip(observed, values):
        c = cov[rest, i]
        m = m + c / cov[i, i] * (v - mean[i])
        S = S - np.outer(c, c) / cov[i, i]
    return m, S
""", ["only the variances of the observed"]),
        ("precision form with the wrong sign in the mean", """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    P = np.linalg.inv(cov)
    new_cov = np.linalg.inv(P[np.ix_(rest, rest)])
    shift = new_cov @ P[np.ix_(rest, observed)] @ (values - mean[observed])
    return mean[rest] + shift, new_cov
""", ["the mean's step taken away"]),
        ("deletes the observed coordinates one by one without noticing that the later indices move (may raise)", """
def gaussian_conditional(mean, cov, observed, values):
    m, S = mean, cov
    gain_all = np.linalg.solve(cov[np.ix_(observed, observed)], cov[observed]).T
    m = mean + gain_all @ (values - mean[observed])
    S = cov - gain_all @ cov[observed]
    for o in np.sort(observed):
        m = np.delete(m, o)
        S = np.delete(np.delete(S, o, axis=0), o, axis=1)
    return m, S
""", []),
    ],
    "nll_gradient": [
        ("sum over the data, not the mean", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.sum(mean - x) / var, 0.5 * np.sum(1 - (x - mean) ** 2 / var)])
""", ["sum instead of mean"]),
        ("gradient of the log-likelihood: wrong sign", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, 0.5 * (np.mean((x - mean) ** 2) / var - 1)])
""", ["sign"]),
        ("derivative in the variance, not in its logarithm", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    second = np.mean((x - mean) ** 2)
    return np.array([np.mean(mean - x) / var, 0.5 / var - 0.5 * second / var**2])
""", ["derivative in the variance"]),
        ("np.var(x): deviations from the data's own mean, not from `mean`", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([(mean - x.mean()) / var, 0.5 * (1 - x.var() / var)])
""", []),
        ("derivative in the log of the standard deviation: twice too large", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 1 - np.mean((x - mean) ** 2) / var])
""", ["a half lost"]),
        ("takes exp(log_var) for the standard deviation", """
def nll_gradient(x, mean, log_var):
    std = np.exp(log_var)
    z = (x - mean) / std
    return np.array([-np.mean(z) / std, 0.5 * (1 - np.mean(z**2))])
""", []),
        ("one-sided finite differences with a coarse step", """
def nll_gradient(x, mean, log_var):
    def loss(m, s):
        return 0.5 * np.mean(np.log(2 * np.pi) + s + (x - m) ** 2 * np.exp(-s))

    h = 1e-3
    here = loss(mean, log_var)
    return np.array([loss(mean + h, log_var) - here, loss(mean, log_var + h) - here]) / h
""", []),
        ("natural gradient: multiplied with the inverse Fisher information", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([mean - np.mean(x), 1 - np.mean((x - mean) ** 2) / var])
""", ["a half lost"]),
        ("square of the mean deviation instead of mean of the squares", """
def nll_gradient(x, mean, log_var):
    d = np.mean(x - mean)
    return np.array([-d * np.exp(-log_var), 0.5 - 0.5 * d**2 * np.exp(-log_var)])
""", []),
    ],
    "sgd_fit": [
        ("log_var is updated with the mean that has already moved", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        mean = mean - lr * np.mean(mean - b) * np.exp(-log_var)
        log_var = log_var - lr * 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
    return float(mean), float(np.exp(log_var))
""", ["the second derivative sees the new mean"]),
        ("walks in the variance itself, starting at 1", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, var = 0.0, 1.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g_mean = np.mean(mean - b) / var
        g_var = 0.5 / var - 0.5 * np.mean((b - mean) ** 2) / var**2
        mean, var = mean - lr * g_mean, var - lr * g_var
    return float(mean), float(var)
""", []),
        ("batches without repetition", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.permutation(len(x))[:batch_size]]
        g = np.mean(mean - b) * np.exp(-log_var)
        h = 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""", []),
        ("global randomness, the given generator is ignored", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[np.random.randint(len(x), size=batch_size)]
        g = np.mean(mean - b) * np.exp(-log_var)
        h = 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""", []),
        ("a batch is never larger than the data: wrong if batch_size > N", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    size = min(batch_size, len(x))
    for _ in range(steps):
        b = x[rng.integers(len(x), size=size)]
        g = np.mean(mean - b) * np.exp(-log_var)
        h = 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""", []),
        ("standardises the data again before the fit and scales back", """
def sgd_fit(x, steps, lr, batch_size, rng):
    centre, scale = x.mean(), x.std()
    y = (x - centre) / scale
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = y[rng.integers(len(y), size=batch_size)]
        g = np.mean(mean - b) * np.exp(-log_var)
        h = 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(centre + scale * mean), float(scale**2 * np.exp(log_var))
""", []),
        ("clips the gradient to [-1, 1]", """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        p = np.exp(-theta[1])
        g = np.array([np.mean(theta[0] - b) * p, 0.5 * (1 - np.mean((b - theta[0]) ** 2) * p)])
        theta = theta - lr * np.clip(g, -1, 1)
    return float(theta[0]), float(np.exp(theta[1]))
""", []),
        ("one batch for the mean and another for log_var: two draws a step", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        g = np.mean(mean - x[rng.integers(len(x), size=batch_size)]) * np.exp(-log_var)
        b = x[rng.integers(len(x), size=batch_size)]
        h = 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-log_var))
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""", []),
        ("returns the average of the path instead of its last point", """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta, path = np.zeros(2), [np.zeros(2)]
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        p = np.exp(-theta[1])
        g = np.array([np.mean(theta[0] - b) * p, 0.5 * (1 - np.mean((b - theta[0]) ** 2) * p)])
        theta = theta - lr * g
        path.append(theta)
    mean, log_var = np.mean(path, axis=0)
    return float(mean), float(np.exp(log_var))
""", []),
    ],
    "monte_carlo": [
        ("divisor N in the sample variance", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(np.std(v) / np.sqrt(len(v)))
""", ["n instead of n - 1"]),
        ("g of the mean instead of mean of g", """
def monte_carlo(g, samples):
    v = g(samples)
    estimate = g(np.array([samples.mean()]))[0]
    return float(estimate), float(np.std(v, ddof=1) / np.sqrt(len(v)))
""", ["g of the mean"]),
        ("sum of squares minus N mean^2, exactly summed but already rounded: wrong far from 0", """
import math

def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=float)
    n = len(v)
    m = math.fsum(v) / n
    s2 = max(math.fsum(v * v) - n * m * m, 0.0) / (n - 1)
    return m, math.sqrt(s2 / n)
""", []),
        ("corrects twice: ddof=1 and divided by sqrt(N - 1)", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(np.std(v, ddof=1) / np.sqrt(len(v) - 1))
""", ["n - 1 twice"]),
        ("single precision: a hundred million plus a few units is rounded away", """
def monte_carlo(g, samples):
    v = np.array(g(samples), dtype=np.float32)
    centred = v - v[0]
    return float(v[0] + centred.mean()), float(centred.std(ddof=1) / np.sqrt(len(v)))
""", []),
        ("half width of the 95% interval instead of the standard error", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(1.96 * np.std(v, ddof=1) / np.sqrt(len(v)))
""", ["a wider interval"]),
        ("variance from successive differences: depends on the order", """
def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=float)
    s2 = np.mean(np.diff(v) ** 2) / 2
    return float(v.mean()), float(np.sqrt(s2 / len(v)))
""", []),
        ("drops repeated samples first (np.unique): wrong for a discrete x", """
def monte_carlo(g, samples):
    v = g(np.unique(samples))
    error = np.std(v, ddof=1) / np.sqrt(len(v)) if len(v) > 1 else 0.0
    return float(np.mean(v)), float(error)
""", []),
        ("standard error of the samples, not of g", """
def monte_carlo(g, samples):
    error = np.std(samples, ddof=1) / np.sqrt(len(samples))
    return float(np.mean(g(samples))), float(error)
""", ["spread of the samples, not of g"]),
    ],
}
