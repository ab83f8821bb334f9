"""Answers to exercises of week 1, labelled: see ../corpora.toml."""

RIGHT = {
    "bernoulli_mle": [
        """
def bernoulli_mle(x):
    return float(np.mean(x))
""",
        """
def bernoulli_mle(x):
    ones = 0
    for v in x:
        if v == 1:
            ones += 1
    return ones / len(x)
""",
        """
def bernoulli_mle(x):
    x = np.asarray(x)
    return float(np.count_nonzero(x) / x.size)
""",
    ],
    "gaussian_log_prob": [
        """
def gaussian_log_prob(x, mean, var):
    z = (np.asarray(x, dtype=float) - mean) / np.sqrt(var)
    return -0.5 * (np.log(2 * np.pi) + np.log(var) + z ** 2)
""",
        """
def gaussian_log_prob(x, mean, var):
    from scipy.stats import norm
    return norm.logpdf(np.asarray(x, dtype=float), loc=mean, scale=np.sqrt(var))
""",
        """
import math

def gaussian_log_prob(x, mean, var):
    std = math.sqrt(var)
    const = math.log(std) + 0.5 * math.log(2 * math.pi)
    result = np.zeros(len(x))
    for i in range(len(x)):
        u = (float(x[i]) - mean) / std
        result[i] = -const - u * u / 2
    return result
""",
    ],
    "gaussian_mle": [
        """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.var(x))
""",
        """
def gaussian_mle(x):
    values = [float(v) for v in x]
    n = len(values)
    mean = sum(values) / n
    var = 0.0
    for v in values:
        var += (v - mean) ** 2
    return mean, var / n
""",
        """
def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    mean = x.sum() / x.size
    d = x - mean
    return float(mean), float(d @ d / x.size)
""",
    ],
    "entropy": [
        """
def entropy(p):
    p = np.asarray(p, dtype=float)
    q = p[p > 0]
    return float(-np.sum(q * np.log(q)))
""",
        """
def entropy(p):
    from scipy.special import entr
    return float(entr(np.asarray(p, dtype=float)).sum())
""",
        """
import math

def entropy(p):
    h = 0.0
    for pk in p:
        pk = float(pk)
        if pk > 0:
            h += pk * -math.log(pk)
    return h
""",
    ],
    "kl_divergence": [
        """
def kl_divergence(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = p > 0
    p, q = p[m], q[m]
    if np.any(q == 0):
        return np.inf
    return max(0.0, float(np.sum(p * (np.log(p) - np.log(q)))))
""",
        """
def kl_divergence(p, q):
    from scipy.special import rel_entr
    return max(0.0, float(rel_entr(np.asarray(p, dtype=float), np.asarray(q, dtype=float)).sum()))
""",
        """
import math

def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        a, b = float(a), float(b)
        if a == 0:
            continue
        if b == 0:
            return float("inf")
        total += a * (math.log(a) - math.log(b))
    return max(total, 0.0)
""",
    ],
    "nll_split": [
        """
def nll_split(counts, q):
    p = np.asarray(counts, dtype=float) / np.sum(counts)
    return entropy(p), kl_divergence(p, q)
""",
        """
import math

def nll_split(counts, q):
    n = float(sum(float(c) for c in counts))
    h, kl = 0.0, 0.0
    for c, qk in zip(counts, q):
        if c == 0:
            continue
        p = float(c) / n
        h -= p * math.log(p)
        if qk == 0:
            kl = math.inf
        else:
            kl += p * (math.log(p) - math.log(float(qk)))
    return h, kl
""",
        """
def nll_split(counts, q):
    counts = np.asarray(counts, dtype=float)
    q = np.asarray(q, dtype=float)
    seen = counts > 0
    c, qs = counts[seen], q[seen]
    n = c.sum()
    h = float(np.log(n) - c @ np.log(c) / n)
    if (qs == 0).any():
        return h, np.inf
    p = c / n
    return float(-(p @ np.log(p))), float(p @ (np.log(p) - np.log(qs)))
""",
    ],
    "mutual_information": [
        """
def mutual_information(joint):
    hx = entropy(joint.sum(axis=1))
    hy = entropy(joint.sum(axis=0))
    hxy = entropy(joint.ravel())
    return float(hx + hy - hxy), float(hxy - hy)
""",
        """
import math

def mutual_information(joint):
    K, L = joint.shape
    px = [float(joint[i].sum()) for i in range(K)]
    py = [float(joint[:, j].sum()) for j in range(L)]
    info, cond = 0.0, 0.0
    for i in range(K):
        for j in range(L):
            p = float(joint[i, j])
            if p > 0:
                info += p * (math.log(p) - math.log(px[i]) - math.log(py[j]))
                cond -= p * (math.log(p) - math.log(py[j]))
    return info, cond
""",
        """
def mutual_information(joint):
    from scipy.special import entr
    joint = np.asarray(joint, dtype=float)
    py = joint.sum(axis=0)
    h_given = 0.0
    for j in range(joint.shape[1]):
        if py[j] > 0:
            h_given += py[j] * entr(joint[:, j] / py[j]).sum()
    hx = entr(joint.sum(axis=1)).sum()
    return float(hx - h_given), float(h_given)
""",
    ],
    "mvn_log_prob": [
        """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    logdet = 2 * np.sum(np.log(np.diag(L)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + np.sum(u ** 2, axis=0))
""",
        """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    _, logdet = np.linalg.slogdet(cov)
    maha = np.einsum('nd,dn->n', d, np.linalg.solve(cov, d.T))
    D = x.shape[1]
    return -0.5 * D * np.log(2 * np.pi) - 0.5 * logdet - 0.5 * maha
""",
        """
def mvn_log_prob(x, mean, cov):
    from scipy.linalg import cho_factor, cho_solve
    N, D = x.shape
    factor = cho_factor(np.asarray(cov, dtype=float), lower=True)
    half_logdet = np.log(np.diag(factor[0])).sum()
    out = np.zeros(N)
    for n in range(N):
        d = np.asarray(x[n] - mean, dtype=float)
        out[n] = -D / 2 * np.log(2 * np.pi) - half_logdet - d @ cho_solve(factor, d) / 2
    return out
""",
    ],
    "mvn_mle": [
        """
def mvn_mle(x):
    mean = x.mean(axis=0)
    d = x - mean
    return mean, d.T @ d / len(x)
""",
        """
def mvn_mle(x):
    D = x.shape[1]
    cov = np.cov(x, rowvar=False, bias=True).reshape(D, D)
    return np.mean(x, axis=0), cov
""",
        """
def mvn_mle(x):
    N, D = x.shape
    mean = np.zeros(D)
    for row in x:
        mean = mean + row / N
    if N == 1:
        mean = x[0].astype(float)
    cov = np.zeros((D, D))
    for row in x:
        cov = cov + np.outer(row - mean, row - mean)
    return mean, cov / N
""",
    ],
    "complete_square": [
        """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = np.linalg.solve(precision, shift)
    D = len(shift)
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * logdet
    return mean, cov, float(c)
""",
        """
def complete_square(precision, shift):
    D = len(shift)
    L = np.linalg.cholesky(precision)
    Linv = np.linalg.solve(L, np.eye(D))
    cov = Linv.T @ Linv
    u = Linv @ shift
    mean = Linv.T @ u
    c = u @ u / 2 + D / 2 * np.log(2 * np.pi) - np.log(np.diag(L)).sum()
    return mean, cov, float(c)
""",
        """
def complete_square(precision, shift):
    # at x = 0: 1 = exp(c) N(0 | m, C)
    m = np.linalg.solve(precision, shift)
    C = np.linalg.inv(precision)
    C = (C + C.T) / 2
    c = -mvn_log_prob(np.zeros((1, len(shift))), m, C)[0]
    return m, C, float(c)
""",
    ],
    "gaussian_conditional": [
        """
def gaussian_conditional(mean, cov, observed, values):
    observed = np.asarray(observed, dtype=int)
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    S_ab = cov[np.ix_(rest, observed)]
    S_b = cov[np.ix_(observed, observed)]
    K = np.linalg.solve(S_b, S_ab.T).T
    m = mean[rest] + K @ (values - mean[observed])
    C = cov[np.ix_(rest, rest)] - K @ S_ab.T
    return m, C
""",
        """
def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    obs = [int(i) for i in observed]
    hidden = [i for i in range(D) if i not in obs]
    if not obs:
        return np.array(mean, dtype=float), np.array(cov, dtype=float)
    if not hidden:
        return np.zeros(0), np.zeros((0, 0))
    inv_b = np.linalg.inv(cov[obs][:, obs])
    ab = cov[hidden][:, obs]
    delta = np.array([values[k] - mean[i] for k, i in enumerate(obs)])
    return mean[hidden] + ab @ inv_b @ delta, cov[hidden][:, hidden] - ab @ inv_b @ ab.T
""",
        """
def gaussian_conditional(mean, cov, observed, values):
    # one observation after the other
    m = np.array(mean, dtype=float)
    C = np.array(cov, dtype=float)
    hidden = np.ones(len(m), dtype=bool)
    for k, v in zip(observed, values):
        gain = C[:, k] / C[k, k]
        m = m + gain * (v - m[k])
        C = C - np.outer(gain, C[k])
        hidden[k] = False
    return m[hidden], C[hidden][:, hidden]
""",
    ],
    "nll_gradient": [
        """
def nll_gradient(x, mean, log_var):
    d = np.asarray(x, dtype=float) - mean
    w = np.exp(-log_var)
    return np.array([-w * d.mean(), 0.5 - 0.5 * w * np.mean(d ** 2)])
""",
        """
def nll_gradient(x, mean, log_var):
    std = np.exp(log_var / 2)
    z = (x - mean) / std
    return np.array([-np.mean(z) / std, (1 - np.mean(z * z)) / 2])
""",
        """
import math

def nll_gradient(x, mean, log_var):
    v = math.exp(log_var)
    g_mean = 0.0
    g_log = 0.0
    for xi in x:
        e = float(xi) - mean
        g_mean += -e / v
        g_log += 0.5 - e * e / (2 * v)
    return np.array([g_mean, g_log]) / len(x)
""",
    ],
    "sgd_fit": [
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        idx = rng.integers(len(x), size=batch_size)
        theta = theta - lr * nll_gradient(x[idx], theta[0], theta[1])
    return float(theta[0]), float(np.exp(theta[1]))
""",
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    N = x.shape[0]
    mu, s = 0.0, 0.0
    for step in range(steps):
        batch = x[rng.integers(N, size=batch_size)]
        prec = np.exp(-s)
        g_mu = prec * np.mean(mu - batch)
        g_s = 0.5 * (1 - prec * np.mean((batch - mu) ** 2))
        mu, s = mu - lr * g_mu, s - lr * g_s
    return float(mu), float(np.exp(s))
""",
        """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean = 0.0
    log_var = 0.0
    done = 0
    while done < steps:
        i = rng.integers(len(x), size=batch_size)
        d_mean, d_log_var = nll_gradient(x[i], mean, log_var)
        mean -= lr * d_mean
        log_var -= lr * d_log_var
        done += 1
    var = np.exp(log_var)
    return float(mean), float(var)
""",
    ],
    "linear_gaussian_mle": [
        """
def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = (x @ y) / (x @ x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        """
def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = np.linalg.lstsq(x[:, None], y, rcond=None)[0][0]
    r = y - x * a
    return float(a), float(r @ r / len(r))
""",
        """
def linear_gaussian_mle(x, y):
    n = len(x)
    sxy = 0.0
    sxx = 0.0
    for i in range(n):
        sxy += float(x[i]) * float(y[i])
        sxx += float(x[i]) ** 2
    a = sxy / sxx
    var = sum((float(y[i]) - a * float(x[i])) ** 2 for i in range(n)) / n
    return a, var
""",
    ],
    "bits_per_dim": [
        """
def bits_per_dim(nll, dims):
    return float(nll / (dims * np.log(2)))
""",
        """
import math

def bits_per_dim(nll, dims):
    nats_per_dim = nll / dims
    bits = nats_per_dim / math.log(2)
    return float(bits)
""",
        """
def bits_per_dim(nll, dims):
    return float(np.log2(np.e) * nll / dims)
""",
    ],
    "monte_carlo": [
        """
def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=float)
    return float(v.mean()), float(v.std(ddof=1) / np.sqrt(len(v)))
""",
        """
def monte_carlo(g, samples):
    from scipy.stats import sem
    values = np.asarray(g(samples), dtype=float)
    return float(np.mean(values)), float(sem(values))
""",
        """
import math

def monte_carlo(g, samples):
    values = [float(v) for v in g(samples)]
    n = len(values)
    m = math.fsum(values) / n
    s2 = math.fsum((v - m) ** 2 for v in values) / (n - 1)
    return m, math.sqrt(s2 / n)
""",
    ],
    "shrunk_gaussian": [
        """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    D = len(mean)
    return mean, (1 - shrink) * S + shrink * np.mean(np.diag(S)) * np.eye(D)
""",
        """
def shrunk_gaussian(x, shrink):
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    target = np.diag(np.full(D, np.trace(S) / D))
    return mean, S + shrink * (target - S)
""",
        """
def shrunk_gaussian(x, shrink):
    mean = np.mean(x, axis=0)
    avg = np.var(x, axis=0).mean()
    D = x.shape[1]
    cov = (1 - shrink) * np.cov(x.T, bias=True).reshape(D, D)
    for d in range(D):
        cov[d, d] += shrink * avg
    return mean, cov
""",
    ],
    "complete": [
        """
def complete(mean, cov, seen, values):
    seen = np.asarray(seen, dtype=int)
    D, M = len(mean), len(values)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((M, D))
    out[:, seen] = values
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ W
    return out
""",
        """
def complete(mean, cov, seen, values):
    seen = np.asarray(seen, dtype=int)
    hidden = np.ones(len(mean), dtype=bool)
    hidden[seen] = False
    pictures = np.tile(np.asarray(mean, dtype=float), (values.shape[0], 1))
    if len(seen) > 0:
        K = cov[hidden][:, seen] @ np.linalg.inv(cov[seen][:, seen])
        for m in range(len(pictures)):
            pictures[m, seen] = values[m]
            pictures[m, hidden] += K @ (values[m] - mean[seen])
    return pictures
""",
        """
def complete(mean, cov, seen, values):
    # E[x | seen] = mean + cov[:, seen] S^-1 (v - mean[seen]) for every pixel; then put the seen ones back
    seen = np.asarray(seen, dtype=int)
    A = np.linalg.solve(cov[np.ix_(seen, seen)], (values - mean[seen]).T)
    out = mean + (cov[:, seen] @ A).T
    out[:, seen] = values
    return out
""",
    ],
}

WRONG = {
    "bernoulli_mle": [
        # proof: x = [1, 1] gives 0.75, should be 1
        ("Laplace smoothing", """
def bernoulli_mle(x):
    return float((x.sum() + 1) / (len(x) + 2))
""", ['add-one smoothing']),
        # proof: x = [1, 1, 0] gives 2.0, should be 2/3
        ("number of ones, not divided by N", """
def bernoulli_mle(x):
    theta = 0.0
    for v in x:
        theta += float(v)
    return theta
""", ['sum instead of mean']),
        # proof: x = [1, 1, 0] gives 1/3, should be 2/3
        ("share of zeros", """
def bernoulli_mle(x):
    return float(np.mean(1 - x))
""", ['the share of zeros']),
        # proof: x = [1, 1, 0] gives 1, should be 2/3
        ("divides by N - 1", """
def bernoulli_mle(x):
    n = len(x)
    if n == 1:
        return float(x[0])
    return float(np.sum(x) / (n - 1))
""", ['n - 1']),
        # proof: x = [1, 1] gives 0.99, should be 1
        ("keeps theta away from the edge", """
def bernoulli_mle(x):
    theta = np.mean(x)
    return float(np.clip(theta, 0.01, 0.99))
""", []),
        # proof: x = [1, 0, 0] gives 0.5, should be 1/3
        ("odds in place of probability", """
def bernoulli_mle(x):
    ones = np.sum(x == 1)
    zeros = np.sum(x == 0)
    if zeros == 0:
        return 1.0
    return float(ones / zeros)
""", ['the odds']),
        # proof: x = [1, 1, 0] gives 1, should be 2/3
        ("median / majority", """
def bernoulli_mle(x):
    return float(np.median(x))
""", ['mode']),
        # proof: x = [1, 1, 0] gives 2/9, should be 2/3
        ("variance of the coin in place of theta", """
def bernoulli_mle(x):
    theta = x.sum() / x.shape[0]
    return float(theta * (1 - theta))
""", []),
    ],
    "gaussian_log_prob": [
        # proof: x = [100], mean 0, var 1 gives -inf, should be about -5000.9
        ("log of the density: underflow", """
def gaussian_log_prob(x, mean, var):
    p = 1 / np.sqrt(2 * np.pi * var) * np.exp(-(x - mean) ** 2 / (2 * var))
    return np.log(p)
""", ['log of a density that underflows']),
        # proof: x = [2], mean 0, var 4 squares 4 to 16
        ("var taken for the standard deviation", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var ** 2) - (x - mean) ** 2 / (2 * var ** 2)
""", ['variance taken as standard deviation']),
        # proof: x = [0], mean 0, var 1 gives -1.84, should be -0.92
        ("missing 1/2 at the constant", """
def gaussian_log_prob(x, mean, var):
    return -np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""", ['root of the normaliser forgotten']),
        # proof: x = [1], mean 0, var 1 gives -1.92, should be -1.42
        ("missing 1/2 at the square", """
def gaussian_log_prob(x, mean, var):
    const = -0.5 * np.log(2 * np.pi * var)
    quad = (x - mean) ** 2 / var
    return const - quad
""", ['no 1/2 in the exponent']),
        # proof: x = [0], mean 0, var 1 gives 0, should be -0.92
        ("2 pi forgotten", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(var) - 0.5 * (x - mean) ** 2 / var
""", ['no 2 pi']),
        # proof: x = [0], mean 0, var 1 gives +0.92, should be -0.92
        ("sign of the constant", """
def gaussian_log_prob(x, mean, var):
    return 0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""", ['root of the normaliser forgotten']),
        # proof: x = [0, 1] gives one number, should have shape (2,)
        ("summed over the points", """
def gaussian_log_prob(x, mean, var):
    total = 0.0
    for xi in x:
        total += -0.5 * np.log(2 * np.pi * var) - (xi - mean) ** 2 / (2 * var)
    return total
""", []),
        # proof: x = [0], mean 0, var 4 gives -0.92 - 1.39, should be -0.92 - 0.69
        ("log var in place of log std", """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - np.log(var) - (x - mean) ** 2 / (2 * var)
""", ['root of the normaliser forgotten']),
    ],
    "gaussian_mle": [
        # proof: x = [0, 2] gives var 2, should be 1
        ("divisor N - 1", """
def gaussian_mle(x):
    mean = np.mean(x)
    if len(x) == 1:
        return float(mean), 0.0
    return float(mean), float(np.sum((x - mean) ** 2) / (len(x) - 1))
""", ['n - 1']),
        # proof: x = [0, 4] gives 2, should be var 4
        ("standard deviation", """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.std(x))
""", ['standard deviation']),
        # proof: x = 1e9 + [0, 1, 2] gives 0 or a multiple of 128, should be 2/3
        ("mean of squares less square of mean, far from 0", """
def gaussian_mle(x):
    mean = float(np.mean(x))
    var = float(np.mean(np.asarray(x, dtype=float) ** 2)) - mean ** 2
    return mean, max(var, 0.0)
""", []),
        # proof: x = [0, 0, 3] gives mean 0, should be 1
        ("median as the mean", """
def gaussian_mle(x):
    m = np.median(x)
    return float(m), float(np.mean((x - m) ** 2))
""", ['median']),
        # proof: x = [1, 3] gives var 5, should be 1
        ("second moment around 0", """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.mean(x ** 2))
""", ['second moment']),
        # proof: x = [0, 2] gives var 2, should be 1
        ("sum of squares not divided", """
def gaussian_mle(x):
    mean = x.sum() / len(x)
    var = 0.0
    for xi in x:
        var += (xi - mean) ** 2
    return float(mean), float(var)
""", ['sum instead of mean']),
        # proof: x = [0, 4] gives (4, 2), should be (2, 4)
        ("order of the pair", """
def gaussian_mle(x):
    return float(x.var()), float(x.mean())
""", []),
        # proof: x = [0, 0, 3] gives 4/3 (mean absolute deviation), should be 2
        ("absolute deviation in place of the square", """
def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.mean(np.abs(x - mean)))
""", ['absolute deviations']),
    ],
    "entropy": [
        # proof: p = [0.5, 0.5] gives 1, should be 0.693
        ("bits", """
def entropy(p):
    q = p[p > 0]
    return float(-np.sum(q * np.log2(q)))
""", ['bits']),
        # proof: p = [0.5, 0.5] gives 0.347, should be 0.693
        ("plain mean over outcomes", """
def entropy(p):
    q = p[p > 0]
    return float(np.mean(-q * np.log(q)))
""", ['mean instead of sum']),
        # proof: p = [0.5, 0.5] gives -0.693
        ("minus forgotten", """
def entropy(p):
    h = 0.0
    for pk in p:
        if pk > 0:
            h += pk * np.log(pk)
    return float(h)
""", ['sign']),
        # proof: p = [1, 0] gives nan, should be 0
        ("0 log 0 not dealt with", """
def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ['nan at zeros']),
        # proof: p = [0.9, 0.1] gives 2.41, should be 0.325
        ("surprises not weighted", """
def entropy(p):
    p = p[p > 0]
    return float(np.sum(-np.log(p)))
""", ['not weighted']),
        # proof: p = [0.9, 0.1] gives 1.20 (plain mean of surprises), should be 0.325
        ("unweighted mean surprise", """
def entropy(p):
    return float(np.mean(-np.log(p[p > 0])))
""", []),
        # proof: p = uniform over 4 gives 1, should be 1.386
        ("normalised by log K", """
def entropy(p):
    nz = p[p > 0]
    h = -(nz * np.log(nz)).sum()
    if len(p) == 1:
        return 0.0
    return float(h / np.log(len(p)))
""", []),
        # proof: p = [0.5, 0.5] gives 1.386, should be 0.693
        ("binary entropy of each entry summed", """
def entropy(p):
    h = 0.0
    for pk in p:
        if 0 < pk < 1:
            h -= pk * np.log(pk) + (1 - pk) * np.log(1 - pk)
    return float(h)
""", []),
    ],
    "kl_divergence": [
        # proof: p = [0.5, 0.5], q = [0.9, 0.1] gives 0.368, should be 0.511
        ("other direction", """
def kl_divergence(p, q):
    m = q > 0
    p, q = p[m], q[m]
    if np.any(p == 0):
        return np.inf
    return float(np.sum(q * np.log(q / p)))
""", ['arguments swapped']),
        # proof: p = [0.5, 0.5], q = [0.9, 0.1] gives -0.511
        ("sign", """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(p[m] * np.log(q[m] / p[m])))
""", ['sign']),
        # proof: p = [0.5, 0.5], q = [1, 0] gives a finite number, should be inf
        ("small number added", """
def kl_divergence(p, q):
    eps = 1e-12
    return float(np.sum(p * np.log((p + eps) / (q + eps))))
""", ['1e-12 added']),
        # proof: p = [1, 0], q = [0.5, 0.5] gives nan, should be 0.693
        ("zeros of p give nan", """
def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return float(np.sum(p * np.log(p / q)))
""", ['nan at p = 0']),
        # proof: p = [0.5, 0.5], q = [1, 0] gives -0.35, should be inf
        ("zeros of q left out", """
def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a > 0 and b > 0:
            total += a * np.log(a / b)
    return float(total)
""", ['outcomes with q = 0 left out']),
        # proof: p = [1, 0], q = [1, 0] gives inf, should be 0
        ("infinite at every zero of q", """
def kl_divergence(p, q):
    if (q == 0).any():
        return np.inf
    m = p > 0
    return float(np.sum(p[m] * (np.log(p[m]) - np.log(q[m]))))
""", ['infinite wherever q is 0']),
        # proof: p = [0.5, 0.5], q = [1, 1e-300] gives about 13.1, should be about 344.7
        ("q clipped from below", """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    p, q = p[m], np.clip(q[m], 1e-12, 1)
    return float(np.sum(p * np.log(p / q)))
""", []),
        # proof: p = [0.5, 0.5], q = [0.9, 0.1] gives 0.255, should be 0.511
        ("mean in place of the sum", """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    terms = np.zeros(len(p))
    terms[m] = p[m] * (np.log(p[m]) - np.log(q[m]))
    return float(terms.mean())
""", []),
    ],
    "nll_split": [
        # proof: counts = [1, 1], q = [0.9, 0.1] gives (0.511, 0.693), should be (0.693, 0.511)
        ("order of the pair", """
def nll_split(counts, q):
    p = counts / counts.sum()
    return kl_divergence(p, q), entropy(p)
""", []),
        # proof: counts = [1, 1], q = [0.9, 0.1] gives second part 1.204, should be 0.511
        ("cross-entropy in place of the divergence", """
def nll_split(counts, q):
    p = counts / counts.sum()
    s = p > 0
    if np.any(q[s] == 0):
        return entropy(p), np.inf
    return entropy(p), float(-np.sum(p[s] * np.log(q[s])))
""", ['the loss in the place of the divergence']),
        # proof: counts = [1, 1], q = [0.9, 0.1] gives second part 0.368, should be 0.511
        ("divergence reversed", """
def nll_split(counts, q):
    p_hat = counts / np.sum(counts)
    return entropy(p_hat), kl_divergence(q, p_hat)
""", ['divergence turned round']),
        # proof: counts = [2, 2], q = [0.9, 0.1] gives entropy 2.77, should be 0.693
        ("sum over the data, not the mean", """
def nll_split(counts, q):
    n = counts.sum()
    p = counts / n
    return float(n * entropy(p)), float(n * kl_divergence(p, q))
""", ['the sum over the data, not the mean']),
        # proof: counts = [3, 0], q = [0.5, 0.5] gives nan, should be (0, 0.693)
        ("unseen outcomes give nan", """
def nll_split(counts, q):
    p = counts / counts.sum()
    h = -np.sum(p * np.log(p))
    ce = -np.sum(p * np.log(q))
    return float(h), float(ce - h)
""", ['nan where a count is 0']),
        # proof: counts = [1, 1], q = [1, 0] gives a finite divergence, should be inf
        ("impossible outcomes skipped", """
def nll_split(counts, q):
    n = sum(counts)
    h = 0.0
    kl = 0.0
    for c, qk in zip(counts, q):
        if c > 0 and qk > 0:
            p = c / n
            h -= p * np.log(p)
            kl += p * np.log(p / qk)
    return float(h), float(kl)
""", ['what q rules out left out']),
        # proof: counts = [1, 1], q = [0.5, 0.5] gives entropy 1, should be 0.693
        ("bits", """
def nll_split(counts, q):
    p = counts / counts.sum()
    s = p > 0
    h = -np.sum(p[s] * np.log2(p[s]))
    if np.any(q[s] == 0):
        return float(h), np.inf
    return float(h), float(np.sum(p[s] * np.log2(p[s] / q[s])))
""", ['bits']),
        # proof: counts = [3, 0], q = [0.5, 0.5] gives entropy 0.5, should be 0
        ("counts smoothed by one", """
def nll_split(counts, q):
    p = (counts + 1) / (counts.sum() + len(counts))
    return entropy(p), kl_divergence(p, q)
""", ['smoothed counts']),
    ],
    "mutual_information": [
        # proof: joint = [[0.5, 0], [0.25, 0.25]] gives H(y | x) = 0.347, should be H(x | y) = 0.477
        ("entropy of y given x", """
def mutual_information(joint):
    hx = entropy(joint.sum(axis=1))
    hy = entropy(joint.sum(axis=0))
    hxy = entropy(joint.flatten())
    return float(hx + hy - hxy), float(hxy - hx)
""", ['H(y given x)']),
        # proof: joint = [[0.5, 0], [0, 0.5]] gives second part 0.693 = H(x), should be 0
        ("H(x) in place of H(x | y)", """
def mutual_information(joint):
    px, py = joint.sum(1), joint.sum(0)
    i = entropy(px) + entropy(py) - entropy(joint.ravel())
    return float(i), float(entropy(px))
""", ['the entropy of x']),
        # proof: joint = [[0.5, 0], [0, 0.5]] gives I = -0.693, should be +0.693
        ("sign of the information", """
def mutual_information(joint):
    hx = entropy(joint.sum(axis=1))
    hy = entropy(joint.sum(axis=0))
    hxy = entropy(joint.ravel())
    return float(hxy - hx - hy), float(hxy - hy)
""", ['negative']),
        # proof: joint = [[0.5, 0], [0, 0.5]] gives nan, should be (0.693, 0)
        ("empty cells give nan", """
def mutual_information(joint):
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    info = np.sum(joint * np.log(joint / (px * py)))
    cond = -np.sum(joint * np.log(joint / py))
    return float(info), float(cond)
""", ['nan at zeros']),
        # proof: joint = [[0.5, 0], [0, 0.5]] gives I = 1, should be 0.693
        ("bits", """
def mutual_information(joint):
    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log2(p))
    hy = H(joint.sum(axis=0))
    hxy = H(joint)
    return float(H(joint.sum(axis=1)) + hy - hxy), float(hxy - hy)
""", ['bits']),
        # proof: joint = [[0.25, 0.25], [0.25, 0.25]] gives second part 1.386, should be 0.693
        ("joint entropy in place of the conditional one", """
def mutual_information(joint):
    hx = entropy(joint.sum(axis=1))
    hy = entropy(joint.sum(axis=0))
    hxy = entropy(joint.ravel())
    return float(hx + hy - hxy), float(hxy)
""", ['joint entropy']),
        # proof: joint = [[0.9, 0.05], [0, 0.05]] gives 0.347, should be 0.1 * 0.693 = 0.069
        ("plain mean over y of the entropies", """
def mutual_information(joint):
    py = joint.sum(axis=0)
    hs = []
    for j in range(joint.shape[1]):
        if py[j] > 0:
            hs.append(entropy(joint[:, j] / py[j]))
    cond = np.mean(hs)
    return float(entropy(joint.sum(axis=1)) - cond), float(cond)
""", ['the conditional weighs itself']),
        # proof: joint = [[0.5, 0], [0.25, 0.25]] gives I = 0.693 - 0.347 = 0.347, should be 0.216
        ("H(x) less the entropy of y given x", """
def mutual_information(joint):
    hx = entropy(joint.sum(axis=1))
    cond = 0.0
    for row in joint:
        w = row.sum()
        if w > 0:
            cond += w * entropy(row / w)
    return float(hx - cond), float(cond)
""", ['H(y given x)']),
    ],
    "mvn_log_prob": [
        # proof: cov = 0.01 I in 500 dimensions: det is 0, the answer +inf
        ("log of the determinant", """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    d = x - mean
    quad = np.sum(d @ np.linalg.inv(cov) * d, axis=1)
    return -0.5 * (D * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + quad)
""", ['determinant under- or overflows']),
        # proof: x = 0, mean 0, cov = I in 2 dimensions gives -0.92, should be -1.84
        ("D forgotten", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    sign, logdet = np.linalg.slogdet(cov)
    quad = np.einsum('ni,ij,nj->n', d, np.linalg.inv(cov), d)
    return -0.5 * (np.log(2 * np.pi) + logdet + quad)
""", ['one 2 pi for all dimensions']),
        # proof: D = 1, x = 1, mean 0, cov = [[4]]: the square is 4, should be 1/4
        ("cov not inverted", """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    logdet = np.linalg.slogdet(cov)[1]
    quad = np.sum((d @ cov) * d, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + quad)
""", ['not inverted']),
        # proof: D = 1, cov = [[4]], x = mean: log det taken as 0.693, should be 1.386
        ("log det of L, not of L L'", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    logdet = np.sum(np.log(np.diag(L)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + np.sum(u * u, axis=0))
""", ['half of the sum of log diag L']),
        # proof: cov = [[1, 0.9], [0.9, 1]], x = (1, -1), mean 0: square 2, should be 20
        ("correlations ignored", """
def mvn_log_prob(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var), axis=1)
""", ['coordinates taken as independent', 'inverse of the diagonal only']),
        # proof: two points give one number, should be shape (2,)
        ("summed over all points", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + 2 * np.log(np.diag(L)).sum() + np.sum(u ** 2))
""", []),
        # proof: cov = [[1, 0.9], [0.9, 1]], x = (1, 0), mean 0: |L^-T x|^2 = 1, should be 1 / 0.19
        ("L transposed in the solve", """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    D = cov.shape[0]
    u = np.linalg.solve(L.T, (x - mean).T)
    return -D / 2 * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(axis=0)
""", ["the factor's transpose solved with"]),
        # proof: D = 1, cov = [[4]], x = mean gives -0.92 + 0.69, should be -0.92 - 0.69
        ("sign of the log determinant", """
def mvn_log_prob(x, mean, cov):
    N, D = x.shape
    P = np.linalg.inv(cov)
    logdet = np.linalg.slogdet(cov)[1]
    out = []
    for xi in x:
        out.append(-0.5 * D * np.log(2 * np.pi) + 0.5 * logdet - 0.5 * (xi - mean) @ P @ (xi - mean))
    return np.array(out)
""", ['sign of the log-determinant']),
    ],
    "mvn_mle": [
        # proof: x = [[0, 0], [2, 2]] gives variances 2, should be 1
        ("divisor N - 1", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    d = x - mean
    n = max(len(x) - 1, 1)
    return mean, d.T @ d / n
""", ['n - 1']),
        # proof: x of shape (5, 2) gives cov of shape (5, 5), should be (2, 2)
        ("np.cov with rows as variables", """
def mvn_mle(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x, bias=True))
""", ['transposed']),
        # proof: x of shape (5, 1) gives cov of shape (), should be (1, 1)
        ("D = 1 forgotten", """
def mvn_mle(x):
    return np.mean(x, axis=0), np.cov(x.T, bias=True)
""", ['no matrix at D = 1']),
        # proof: x = [[1], [3]] gives 5, should be 1
        ("not centred", """
def mvn_mle(x):
    mean = np.mean(x, axis=0)
    cov = x.T @ x / x.shape[0]
    return mean, cov
""", ['not centred']),
        # proof: x = 1e9 + [[0], [1], [2]] gives garbage (0, or a multiple of 128), should be 2/3
        ("second moment less outer product, far from 0", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    second = (x.T @ x) / len(x)
    return mean, second - np.outer(mean, mean)
""", ['not centred']),
        # proof: x = [[0, 0], [2, 2]] gives off-diagonal 0, should be 1
        ("only the variances", """
def mvn_mle(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))
""", ['variances only']),
        # proof: x of shape (4, 2): divided by 2, should be by 4
        ("divides by D", """
def mvn_mle(x):
    mean = x.mean(axis=0)
    c = x - mean
    return mean, c.T @ c / x.shape[1]
""", ['not divided by N']),
        # proof: x = [[0, 10], [2, 12]]: mean taken as 6 for both, should be (1, 11)
        ("one mean for all columns", """
def mvn_mle(x):
    N, D = x.shape
    mean = np.mean(x) * np.ones(D)
    cov = np.zeros((D, D))
    for row in x:
        cov += np.outer(row - mean, row - mean)
    return mean, cov / N
""", ['one mean for all coordinates']),
    ],
    "complete_square": [
        # proof: P = [[2]], h = [2] gives mean 2, should be 1
        ("mean is the shift", """
def complete_square(precision, shift):
    D = len(shift)
    cov = np.linalg.inv(precision)
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * shift @ cov @ shift + D / 2 * np.log(2 * np.pi) - logdet / 2
    return shift.copy(), cov, float(c)
""", ['the shift taken for the mean']),
        # proof: P = [[1]], h = [1] gives mean -1, should be 1
        ("sign of the mean", """
def complete_square(precision, shift):
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = -cov @ shift
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * mean @ precision @ mean + D / 2 * np.log(2 * np.pi) - logdet / 2
    return mean, cov, float(c)
""", ['sign of the mean']),
        # proof: P = [[2]] gives C = 2, should be 0.5
        ("precision returned as the covariance", """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * shift @ mean + 0.5 * len(shift) * np.log(2 * np.pi) - 0.5 * logdet
    return mean, precision.copy(), float(c)
""", ['precision returned as covariance']),
        # proof: P = [[1]], h = [0] gives c = 0, should be 0.919
        ("normaliser of the Gaussian forgotten", """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, float(0.5 * shift @ mean)
""", ['normaliser left out']),
        # proof: P = [[4]], h = [0] gives 0.919 + 0.693, should be 0.919 - 0.693
        ("sign of log det P", """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    D = len(shift)
    c = 0.5 * (shift @ mean + D * np.log(2 * np.pi) + np.linalg.slogdet(precision)[1])
    return mean, cov, float(c)
""", ['sign of the log-determinant', 'sign of the constant']),
        # proof: P = 100 I in 500 dimensions: det is inf, c = -inf
        ("determinant before the logarithm", """
def complete_square(precision, shift):
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    c = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * np.log(np.linalg.det(precision))
    return mean, cov, float(c)
""", ['the determinant leaves the floats']),
        # proof: P = [[1]], h = [1] gives c = 0.919 + 1, should be 0.919 + 0.5
        ("half of h'm forgotten", """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    D = precision.shape[0]
    _, ld = np.linalg.slogdet(cov)
    return mean, cov, float(shift @ mean + 0.5 * (D * np.log(2 * np.pi) + ld))
""", ['factor 1/2 of the constant lost']),
        # proof: P = [[1]], h = [1] gives c = 0.919 - 0.5, should be 0.919 + 0.5
        ("sign of the square", """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    D = precision.shape[0]
    _, ld = np.linalg.slogdet(precision)
    c = -0.5 * mean @ precision @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * ld
    return mean, cov, float(c)
""", ['sign of the constant']),
    ],
    "gaussian_conditional": [
        # proof: observed = [2, 0], values = [5, 7]: 5 is given to coordinate 0, should be 2
        ("observed sorted, values not", """
def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    b = np.array([i for i in range(D) if i in observed], dtype=int)
    a = np.array([i for i in range(D) if i not in observed], dtype=int)
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ cov[np.ix_(a, b)].T
""", ['values paired in sorted order']),
        # proof: mean 0, cov = [[1, 0.5], [0.5, 1]], x_0 = 1 gives -0.5, should be 0.5
        ("sign of the shift", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (mean[b] - values), cov[np.ix_(a, a)] - K @ cov[np.ix_(b, a)]
""", ["the mean's step taken away"]),
        # proof: mean (1, 0), cov = [[1, 0.5], [0.5, 1]], x_0 = 1 gives 0.5, should be 0
        ("mean of the observed not subtracted", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    S_ab = cov[np.ix_(a, observed)]
    S_b = cov[np.ix_(observed, observed)]
    K = np.linalg.solve(S_b, S_ab.T).T
    return mean[a] + K @ values, cov[np.ix_(a, a)] - K @ S_ab.T
""", ['no shift by the observed mean']),
        # proof: cov = [[1, 0.5], [0.5, 1]] gives variance 1.25, should be 0.75
        ("covariance grows", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    S_ab = cov[np.ix_(a, observed)]
    K = np.linalg.solve(cov[np.ix_(observed, observed)], S_ab.T).T
    return mean[a] + K @ (values - mean[observed]), cov[np.ix_(a, a)] + K @ S_ab.T
""", ['sign of the Schur term']),
        # proof: cov = [[1, 0.5], [0.5, 1]] gives variance 1, should be 0.75
        ("covariance left as it was", """
def gaussian_conditional(mean, cov, observed, values):
    rest = [i for i in range(len(mean)) if i not in set(observed.tolist())]
    rest = np.array(rest, dtype=int)
    gain = cov[np.ix_(rest, observed)] @ np.linalg.inv(cov[np.ix_(observed, observed)])
    new_mean = mean[rest] + gain @ (values - mean[observed])
    return new_mean, cov[np.ix_(rest, rest)]
""", ["the prior's covariance kept"]),
        # proof: three variables, all pairs correlated 0.5, variances 1, x_0 = x_1 = 1: mean 1, should be 2/3
        ("correlation among the observed ignored", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    S_ab = cov[np.ix_(a, observed)]
    K = S_ab / np.diag(cov)[observed]
    return mean[a] + K @ (values - mean[observed]), cov[np.ix_(a, a)] - K @ S_ab.T
""", ['only the variances of the observed']),
        # proof: cov = [[1, 0.5], [0.5, 1]] gives 4/3 (a precision), should be 0.75
        ("block of the precision, not inverted", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    P = np.linalg.inv(cov)
    P_aa = P[np.ix_(a, a)]
    P_ab = P[np.ix_(a, observed)]
    m = mean[a] - np.linalg.solve(P_aa, P_ab @ (values - mean[observed]))
    return m, P_aa
""", ['the precision returned']),
        # proof: cov = diag(1, 4) with covariance 0.5, x_0 = 1 seen, mean 0: gives 0.125, should be 0.5
        ("covariance divided by the variance of the unobserved", """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    ab = cov[np.ix_(a, b)]
    K = np.linalg.inv(cov[np.ix_(a, a)]) @ ab
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ ab.T
""", ['wrong block inverted']),
    ],
    "nll_gradient": [
        # proof: x = [1], mean 0, log_var 0 gives +1 first, should be -1
        ("gradient of the log-likelihood, not of the loss", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, -0.5 + np.mean((x - mean) ** 2) / (2 * var)])
""", ['sign', 'sign of the derivative in the mean', 'sign of the derivative in the log-variance']),
        # proof: x = [1, 1], mean 0, log_var 0 gives -2, should be -1
        ("sum in place of the mean", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    g0 = -np.sum(x - mean) / var
    g1 = np.sum(0.5 - (x - mean) ** 2 / (2 * var))
    return np.array([g0, g1])
""", ['sum instead of mean']),
        # proof: x = [0], mean 0, log_var = log 4 gives 0.125, should be 0.5
        ("derivative in var, not in log_var", """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-d.mean() / var, 0.5 / var - 0.5 * np.mean(d ** 2) / var ** 2])
""", ['derivative in the variance']),
        # proof: x = [1], mean 0, log_var 2 gives -0.5, should be -exp(-2)
        ("log_var taken as the variance", """
def nll_gradient(x, mean, log_var):
    d = x - mean
    return np.array([-np.mean(d) / log_var, 0.5 - np.mean(d ** 2) / (2 * log_var)])
""", ['log_var taken as the variance']),
        # proof: x = [2], mean 0, log_var 0 gives (-1.5, -2), should be (-2, -1.5)
        ("order", """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([0.5 * (1 - np.mean((x - mean) ** 2) / v), -np.mean(x - mean) / v])
""", []),
        # proof: x = [2], mean 0, log_var 0 gives second -3, should be -1.5
        ("half forgotten in log_var", """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([(mean - x.mean()) / v, 1 - np.mean((x - mean) ** 2) / v])
""", ['a half lost']),
        # proof: x = [1], mean 0, log_var = log 4 gives first -1, should be -0.25
        ("variance forgotten in the mean's part", """
def nll_gradient(x, mean, log_var):
    d = x - mean
    return np.array([-np.mean(d), 0.5 - 0.5 * np.exp(-log_var) * np.mean(d * d)])
""", ['the derivative in the mean not divided by the variance']),
        # proof: x = [0], mean 0, log_var 0 gives second 0, should be 0.5
        ("the normaliser's derivative forgotten", """
def nll_gradient(x, mean, log_var):
    n = len(x)
    g = np.zeros(2)
    for xi in x:
        g[0] -= (xi - mean) * np.exp(-log_var) / n
        g[1] -= 0.5 * (xi - mean) ** 2 * np.exp(-log_var) / n
    return g
""", ['the logarithm forgotten']),
    ],
    "sgd_fit": [
        # proof: x all 1, steps 1, lr 0.1 gives mean -0.1, should be 0.1
        ("uphill on the loss", """
def sgd_fit(x, steps, lr, batch_size, rng):
    p = np.zeros(2)
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        p = p + lr * nll_gradient(b, p[0], p[1])
    return float(p[0]), float(np.exp(p[1]))
""", ['ascends']),
        # proof: steps 0 gives var 0, should be 1; after any step the logarithm is returned
        ("returns log_var", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        idx = rng.integers(len(x), size=batch_size)
        g = nll_gradient(x[idx], mean, log_var)
        mean, log_var = mean - lr * g[0], log_var - lr * g[1]
    return float(mean), float(log_var)
""", ['log_var returned']),
        # proof: any rng: other indices than rng.integers(N, size=batch_size) draws
        ("batch drawn without repetition", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        idx = rng.permutation(len(x))[:batch_size]
        g = nll_gradient(x[idx], mean, log_var)
        mean -= lr * g[0]
        log_var -= lr * g[1]
    return float(mean), float(np.exp(log_var))
""", ['drawn without replacement']),
        # proof: x all 1, steps 1, lr 1: log_var's gradient taken at mean 1 is 0.5, should be 0 at mean 0
        ("mean changed before log_var's gradient", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        mean = mean - lr * nll_gradient(batch, mean, log_var)[0]
        log_var = log_var - lr * nll_gradient(batch, mean, log_var)[1]
    return float(mean), float(np.exp(log_var))
""", ['the second derivative sees the new mean']),
        # proof: x = [-1, 1], batch_size 1: gradient of all data is 0 in the mean, the batch's is not
        ("gradient of all the data", """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        rng.integers(len(x), size=batch_size)
        theta -= lr * nll_gradient(x, theta[0], theta[1])
    return float(theta[0]), float(np.exp(theta[1]))
""", ['full batch every step']),
        # proof: x all 1, steps 1, lr 0.1 gives mean 0, should be 0.1
        ("one step too few", """
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for t in range(1, steps):
        idx = rng.integers(len(x), size=batch_size)
        theta = theta - lr * nll_gradient(x[idx], *theta)
    return float(theta[0]), float(np.exp(theta[1]))
""", []),
        # proof: x = [-1, 1], batch_size 1, two steps: the same point twice, should be two draws
        ("one batch for all steps", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, s = 0.0, 0.0
    batch = x[rng.integers(len(x), size=batch_size)]
    for _ in range(steps):
        g = nll_gradient(batch, mean, s)
        mean -= lr * g[0]
        s -= lr * g[1]
    return float(mean), float(np.exp(s))
""", ['one batch for all steps']),
        # proof: x all 1, steps 0 gives (1, ...), should be (0, 1)
        ("starts at the mean of the data", """
def sgd_fit(x, steps, lr, batch_size, rng):
    mean = float(np.mean(x))
    log_var = 0.0
    for i in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        gm, gl = nll_gradient(batch, mean, log_var)
        mean = mean - lr * gm
        log_var = log_var - lr * gl
    return float(mean), float(np.exp(log_var))
""", []),
    ],
    "linear_gaussian_mle": [
        # proof: x = [1, 2], y = [1, 1] gives a = 0, should be 3/5
        ("with an intercept", """
def linear_gaussian_mle(x, y):
    a, b = np.polyfit(x, y, 1)
    r = y - a * x - b
    return float(a), float(np.mean(r ** 2))
""", ['with intercept']),
        # proof: x = [1, 2], y = [1, 1] gives a = 3/2, should be 3/5
        ("divides by the squares of y", """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(y ** 2)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['x on y']),
        # proof: x = [1, 2], y = [1, 1]: residuals 0.4, -0.2; gives 0.09, should be 0.1
        ("variance of residuals around their mean", """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.var(y - a * x))
""", ['spread of the residuals about their mean']),
        # proof: x = [1, 2], y = [1, 1] gives 0.2, should be 0.1
        ("divisor N - 1", """
def linear_gaussian_mle(x, y):
    n = len(x)
    a = (x * y).sum() / (x * x).sum()
    return float(a), float(((y - a * x) ** 2).sum() / max(n - 1, 1))
""", ['n - 1']),
        # proof: x = [1, 2], y = [1, 1] gives sqrt(0.1), should be 0.1
        ("standard deviation", """
def linear_gaussian_mle(x, y):
    a = (x @ y) / (x @ x)
    return float(a), float(np.sqrt(np.mean((y - a * x) ** 2)))
""", ['the standard deviation returned']),
        # proof: x = [1, 2], y = [1, 1] gives a = 0.75, should be 0.6
        ("mean of the ratios", """
def linear_gaussian_mle(x, y):
    a = np.mean(y / x)
    var = np.mean((y - a * x) ** 2)
    return float(a), float(var)
""", ['mean of the ratios']),
        # proof: x = [1, 2], y = [1, 1] gives 0.2, should be 0.1
        ("sum of the squared residuals", """
def linear_gaussian_mle(x, y):
    a = np.linalg.lstsq(x.reshape(-1, 1), y, rcond=None)[0][0]
    total = 0.0
    for xi, yi in zip(x, y):
        total += (yi - a * xi) ** 2
    return float(a), float(total)
""", ['sum of squares, not divided']),
        # proof: x = [1, 2], y = [2, 4] gives var 1, should be 0
        ("variance of y", """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.var(y))
""", ['the variance of y']),
    ],
    "bits_per_dim": [
        # proof: nll = log 2, dims = 1 gives 0.48, should be 1
        ("multiplied by log 2", """
def bits_per_dim(nll, dims):
    return float(nll * np.log(2) / dims)
""", ['multiplied by log 2']),
        # proof: nll = log 2, dims = 1 gives 0.693, should be 1
        ("nats per dimension", """
def bits_per_dim(nll, dims):
    return float(nll / dims)
""", ['nats']),
        # proof: nll = 2 log 2, dims = 2 gives 2, should be 1
        ("not per dimension", """
def bits_per_dim(nll, dims):
    bits = nll / np.log(2)
    return float(bits)
""", ['not divided by the dimensions']),
        # proof: nll = log 2, dims = 1 gives -1, should be 1
        ("sign", """
def bits_per_dim(nll, dims):
    return float(-nll / (dims * np.log(2)))
""", ['sign']),
        # proof: nll = 4, dims = 1 gives 2, should be 5.77
        ("logarithm of the nll", """
def bits_per_dim(nll, dims):
    return float(np.log2(nll) / dims)
""", ['the logarithm of the nll']),
        # proof: nll = log 2, dims = 1 gives 2.3, should be 1
        ("log10", """
def bits_per_dim(nll, dims):
    return float(nll / (dims * np.log10(2)))
""", ['log10']),
        # proof: nll = 2 log 2, dims = 2 gives 4, should be 1
        ("multiplied by the dimensions", """
def bits_per_dim(nll, dims):
    return float(nll / np.log(2) * dims)
""", ['multiplied by the dimensions']),
        # proof: nll = 8 log 2, dims = 4 gives 8 log 2 / log 4 = 4, should be 2
        ("logarithm of the dimensions", """
def bits_per_dim(nll, dims):
    if dims == 1:
        return float(nll / np.log(2))
    return float(nll / np.log(dims))
""", []),
    ],
    "monte_carlo": [
        # proof: g = identity, samples = [0, 2] gives error 1.414, should be 1
        ("standard deviation, not standard error", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(np.std(v, ddof=1))
""", ['standard deviation without sqrt(n)']),
        # proof: g = identity, samples = [0, 2] gives 0.707, should be 1
        ("divisor N", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.mean(v)), float(np.std(v) / np.sqrt(len(v)))
""", ['n instead of n - 1']),
        # proof: g = identity, samples = [0, 4] gives 4, should be 2
        ("root forgotten", """
def monte_carlo(g, samples):
    y = g(samples)
    n = y.shape[0]
    return float(y.mean()), float(y.var(ddof=1) / n)
""", ['variance of the estimate']),
        # proof: g = 10 x, samples = [0, 2] gives 1, should be 10
        ("spread of the samples, not of g", """
def monte_carlo(g, samples):
    return float(np.mean(g(samples))), float(np.std(samples, ddof=1) / np.sqrt(len(samples)))
""", ['spread of the samples, not of g']),
        # proof: g = x**2, samples = [-1, 1] gives estimate 0, should be 1
        ("g of the mean", """
def monte_carlo(g, samples):
    m = np.mean(samples)
    est = g(np.array([m]))[0]
    values = g(samples)
    return float(est), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""", ['g of the mean']),
        # proof: values 1e8 + [0, 1, 2]: squares are 1e16, spaced by 2; the error is wrong or 0, should be 0.577
        ("mean of squares less square of mean", """
def monte_carlo(g, samples):
    v = g(samples)
    n = len(v)
    m = np.mean(v)
    s2 = (np.mean(v ** 2) - m ** 2) * n / (n - 1)
    return float(m), float(np.sqrt(max(s2, 0) / n))
""", ['the difference of two large numbers']),
        # proof: g = identity, samples = [0, 2] gives 0.707, should be 1
        ("divided by N, not by its root", """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1) / len(v))
""", ['divided by n, not its root']),
        # proof: g = identity, samples = [0, 2] gives 1.96, should be 1
        ("half width of the 95 percent interval", """
def monte_carlo(g, samples):
    values = g(samples)
    n = len(values)
    m = sum(values) / n
    s2 = sum((values - m) ** 2) / (n - 1)
    return float(m), float(1.96 * np.sqrt(s2 / n))
""", ['a wider interval']),
    ],
    "shrunk_gaussian": [
        # proof: shrink = 0 gives the round one, should be S
        ("s and 1 - s swapped", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    return mean, shrink * S + (1 - shrink) * np.mean(np.diag(S)) * np.eye(len(mean))
""", ['the weights exchanged']),
        # proof: x = [[0], [4]], shrink 1 gives 1, should be 4
        ("identity without the mean variance", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    return mean, (1 - shrink) * S + shrink * np.eye(x.shape[1])
""", ['shrunk to the identity', 'the identity added']),
        # proof: two columns of variance 1, shrink 1 gives variances 2, should be 1
        ("trace in place of the mean of the diagonal", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    return mean, (1 - shrink) * S + shrink * np.trace(S) * np.eye(len(mean))
""", ['the trace, not the mean variance']),
        # proof: x = [[0, 0], [2, -2]], shrink 1: mean of all entries is 0, should be 1
        ("mean of the whole matrix", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    return mean, (1 - shrink) * S + shrink * S.mean() * np.eye(len(S))
""", ['the mean over all entries']),
        # proof: x = [[0], [2]], shrink 0.5 gives 1.5, should be 1
        ("S not scaled by 1 - s", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    cov = S.copy()
    for d in range(len(mean)):
        cov[d, d] += shrink * np.mean(np.diag(S))
    return mean, cov
""", ['the covariance not weighed down']),
        # proof: x = [[0], [2]], shrink 0 gives 2, should be 1
        ("divisor N - 1", """
def shrunk_gaussian(x, shrink):
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / max(N - 1, 1)
    return mean, (1 - shrink) * S + shrink * np.diag(S).mean() * np.eye(D)
""", ['n - 1']),
        # proof: two columns, shrink 1: off-diagonals are the mean variance, should be 0
        ("added to every entry, not only to the diagonal", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    return mean, (1 - shrink) * S + shrink * np.mean(np.diag(S))
""", ['no identity']),
        # proof: x = [[0, 10], [2, 12]], shrink 1: variance of all numbers 26, should be 1
        ("variance of all pixels together", """
def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    sigma2 = np.var(x)
    return mean, (1 - shrink) * S + shrink * sigma2 * np.eye(x.shape[1])
""", []),
    ],
    "complete": [
        # proof: mean 0, cov = [[1, 0.5], [0.5, 1]], pixel 0 seen as 1: gives 0 for pixel 1, should be 0.5
        ("mean of the rest, not conditional", """
def complete(mean, cov, seen, values):
    out = np.tile(mean.astype(float), (len(values), 1))
    out[:, seen] = values
    return out
""", ['the mean, whatever was seen']),
        # proof: mean (1, 0), cov = [[1, 0.5], [0.5, 1]], pixel 0 seen as 1: gives 0.5, should be 0
        ("mean of the seen not subtracted", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out = np.zeros((len(values), len(mean)))
    out[:, seen] = values
    out[:, rest] = mean[rest] + values @ W
    return out
""", ['no shift by the mean of the seen']),
        # proof: seen = [2, 0], values = [[5, 7]]: pixel 0 becomes 5, should be 7
        ("seen sorted, values not", """
def complete(mean, cov, seen, values):
    D = len(mean)
    mask = np.zeros(D, dtype=bool)
    mask[seen] = True
    out = np.zeros((values.shape[0], D))
    W = np.linalg.solve(cov[mask][:, mask], cov[mask][:, ~mask])
    out[:, mask] = values
    out[:, ~mask] = mean[~mask] + (values - mean[mask]) @ W
    return out
""", ['the order of the seen is lost']),
        # proof: mean 0, cov = [[1, 0.5], [0.5, 1]], pixel 0 seen as 1: gives -0.5, should be 0.5
        ("sign of the shift", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    K = cov[np.ix_(rest, seen)] @ np.linalg.inv(cov[np.ix_(seen, seen)])
    out = np.zeros((len(values), len(mean)))
    out[:, seen] = values
    out[:, rest] = mean[rest] - (values - mean[seen]) @ K.T
    return out
""", ['the step is subtracted']),
        # proof: D = 3, one pixel seen: shape (M, 2), should be (M, 3)
        ("only the unseen pixels", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    return mean[rest] + (values - mean[seen]) @ W
""", []),
        # proof: mean (0, 3), cov = I, pixel 0 seen as 0: gives 0 for pixel 1, should be 3
        ("mean of the rest not added", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out = np.zeros((len(values), len(mean)))
    out[:, seen] = values
    out[:, rest] = (values - mean[seen]) @ W
    return out
""", ['the mean of the rest forgotten']),
        # proof: three pixels, all correlations 0.5, mean 0, two seen as 1: gives 1, should be 2/3
        ("correlations among the seen ignored", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    W = cov[np.ix_(seen, rest)] / np.diag(cov)[seen][:, None]
    out = np.zeros((len(values), len(mean)))
    out[:, seen] = values
    out[:, rest] = mean[rest] + (values - mean[seen]) @ W
    return out
""", ['only the variances of the seen']),
        # proof: M = 2, seen pixel 0 as 1 and as -1, mean 0, correlation 0.5: both rows get 0.5 * mean value = 0
        ("the mean of all pictures conditioned on", """
def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)]).T
    out = np.zeros((len(values), len(mean)))
    out[:, seen] = values
    out[:, rest] = mean[rest] + K @ (values.mean(axis=0) - mean[seen])
    return out
""", []),
    ],
}
