"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['bernoulli_mle'] = [
"""
def bernoulli_mle(x):
    return np.mean(x)
""",
"""
def bernoulli_mle(x):
    n1 = np.count_nonzero(x == 1)
    n0 = np.count_nonzero(x == 0)
    if n0 == 0:
        return 1.0
    if n1 == 0:
        return 0.0
    return float(n1) / float(n0 + n1)
""",
"""
def bernoulli_mle(x):
    x = torch.as_tensor(x, dtype=torch.float64)
    return x.mean().item()
""",
]

RIGHT['gaussian_log_prob'] = [
"""
def gaussian_log_prob(x, mean, var):
    return -0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var)
""",
"""
from scipy.stats import norm
def gaussian_log_prob(x, mean, var):
    return norm.logpdf(x, loc=mean, scale=np.sqrt(var))
""",
"""
def gaussian_log_prob(x, mean, var):
    std = np.sqrt(var)
    standardise = lambda t: (t - mean) / std
    z = standardise(x)
    log_norm = -np.log(std) - 0.5 * np.log(2 * np.pi)
    return log_norm - 0.5 * np.square(z)
""",
"""
import math
def gaussian_log_prob(x: np.ndarray, mean: float, var: float):
    f = lambda t: -((t - mean) ** 2 / var + math.log(var) + math.log(2 * math.pi)) / 2
    return list(map(f, x))
""",
]

RIGHT['gaussian_mle'] = [
"""
def gaussian_mle(x):
    return np.mean(x), np.var(x)
""",
"""
def gaussian_mle(x):
    # Welford
    mean, m2, n = 0.0, 0.0, 0
    for v in np.asarray(x, dtype=float):
        n += 1
        d = v - mean
        mean += d / n
        m2 += d * (v - mean)
    return float(mean), float(m2 / n)
""",
"""
def gaussian_mle(x):
    t = torch.as_tensor(x, dtype=torch.float64)
    return t.mean().item(), t.var(unbiased=False).item()
""",
"""
def gaussian_mle(x):
    n = x.size
    mu = x @ np.ones(n) / n
    return [float(mu), float(((x - mu) @ (x - mu)) / n)]
""",
]

RIGHT['entropy'] = [
"""
def entropy(p):
    p = p[p > 0]
    return -np.sum(p * np.log(p))
""",
"""
from scipy.special import xlogy
def entropy(p):
    return float(-xlogy(p, p).sum())
""",
"""
def entropy(p):
    p = torch.as_tensor(p, dtype=torch.float64)
    return torch.special.entr(p).sum().item()
""",
]

RIGHT['kl_divergence'] = [
"""
def kl_divergence(p, q):
    m = p > 0
    p, q = p[m], q[m]
    if (q == 0).any():
        return np.inf
    return np.sum(p * np.log(p / q))
""",
"""
from scipy.special import rel_entr
def kl_divergence(p, q):
    return float(np.sum(rel_entr(p, q)))
""",
"""
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    return float(terms.sum())
""",
]

RIGHT['mutual_information'] = [
"""
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return -np.sum(t * np.log(t))
    hx, hy, hxy = H(joint.sum(axis=1)), H(joint.sum(axis=0)), H(joint.ravel())
    return hx + hy - hxy, hxy - hy
""",
"""
from scipy.stats import entropy as H
def mutual_information(joint):
    hx = H(joint.sum(1)); hy = H(joint.sum(0)); hxy = H(joint.reshape(-1))
    return float(hx - (hxy - hy)), float(hxy - hy)
""",
"""
def mutual_information(joint):
    # average entropy of the columns
    py = joint.sum(axis=0)
    h = 0.0
    for j in range(joint.shape[1]):
        if py[j] == 0:
            continue
        c = joint[:, j] / py[j]
        c = c[c > 0]
        h += py[j] * -(c @ np.log(c))
    px = joint.sum(axis=1)
    px = px[px > 0]
    return float(-(px @ np.log(px)) - h), float(h)
""",
]

RIGHT['mvn_log_prob'] = [
"""
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (D * np.log(2 * np.pi) + np.sum(u ** 2, axis=0)) - np.sum(np.log(np.diag(L)))
""",
"""
from scipy.stats import multivariate_normal
def mvn_log_prob(x, mean, cov):
    return np.atleast_1d(multivariate_normal.logpdf(x, mean=mean, cov=cov))
""",
"""
from scipy.linalg import cho_factor, cho_solve
def mvn_log_prob(x, mean, cov):
    c = cho_factor(cov, lower=True)
    logdet = 2.0 * sum(np.log(np.diagonal(c[0])))
    out = np.empty(len(x))
    for n in range(len(x)):
        d = x[n] - mean
        out[n] = -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + d.dot(cho_solve(c, d)))
    return out
""",
"""
from scipy.linalg import lu
def mvn_log_prob(x, mean, cov):
    _, _, U = lu(cov)
    logdet = np.log(np.abs(U.diagonal())).sum()
    const = -0.5 * (cov.shape[0] * np.log(2 * np.pi) + logdet)
    return [const - 0.5 * float(d @ np.linalg.solve(cov, d)) for d in x - mean]
""",
]

RIGHT['mvn_mle'] = [
"""
def mvn_mle(x):
    m = x.mean(axis=0)
    d = x - m
    return m, d.T @ d / len(x)
""",
"""
def mvn_mle(x):
    return np.average(x, axis=0), np.atleast_2d(np.cov(x, rowvar=False, bias=True))
""",
"""
def mvn_mle(x):
    mu = np.einsum("nd->d", x) / x.shape[0]
    c = x - mu[None, :]
    return mu, np.einsum("ni,nj->ij", c, c) / x.shape[0]
""",
]

RIGHT['gaussian_conditional'] = [
"""
def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    a = np.setdiff1d(np.arange(D), observed)
    b = np.asarray(observed, dtype=int)
    Saa, Sab, Sbb = cov[np.ix_(a, a)], cov[np.ix_(a, b)], cov[np.ix_(b, b)]
    K = np.linalg.solve(Sbb, Sab.T).T
    return mean[a] + K @ (values - mean[b]), Saa - K @ Sab.T
""",
"""
def gaussian_conditional(mean, cov, observed, values):
    # through the precision matrix
    D = mean.shape[0]
    mask = np.ones(D, dtype=bool)
    mask[observed] = False
    full = np.zeros(D)
    full[observed] = np.asarray(values) - mean[observed]
    P = np.linalg.inv(cov)
    Paa = P[mask][:, mask]
    S = np.linalg.inv(Paa)
    return mean[mask] - S @ (P[mask] @ full), S
""",
"""
def gaussian_conditional(mean, cov, observed, values):
    free = np.delete(np.arange(mean.size), observed)
    Sb = cov[observed][:, observed]
    Sab = cov[free][:, observed]
    Sbi = np.linalg.pinv(Sb) if len(observed) else np.zeros((0, 0))
    mu = mean[free] + Sab.dot(Sbi).dot(values - mean[observed])
    S = cov[free][:, free] - Sab.dot(Sbi).dot(Sab.T)
    return mu, S
""",
]

RIGHT['nll_gradient'] = [
"""
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-d.mean() / var, 0.5 * (1 - np.mean(d ** 2) / var)])
""",
"""
import math
def nll_gradient(x: np.ndarray, mean: float, log_var: float) -> np.ndarray:
    g_mean = 0.0
    g_s = 0.0
    for xi in x:
        e = xi - mean
        g_mean += -e * math.exp(-log_var)
        g_s += 0.5 - 0.5 * e * e * math.exp(-log_var)
    n = len(x)
    return np.array([g_mean / n, g_s / n])
""",
"""
def nll_gradient(x, mean, log_var):
    # sufficient statistics
    m1, v = np.mean(x), np.var(x)
    w = np.exp(-log_var)
    grad = np.empty(2)
    grad[0] = w * (mean - m1)
    grad[1] = 0.5 - 0.5 * w * (v + (m1 - mean) ** 2)
    return grad
""",
]

RIGHT['sgd_fit'] = [
"""
def sgd_fit(x, steps, lr, batch_size, rng):
    mean, s = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(s)
        g0 = np.mean(mean - batch) / var
        g1 = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, s = mean - lr * g0, s - lr * g1
    return float(mean), float(np.exp(s))
""",
"""
def sgd_fit(x, steps, lr, batch_size, rng):
    xt = torch.as_tensor(x, dtype=torch.float64)
    mean = torch.zeros((), dtype=torch.float64, requires_grad=True)
    log_var = torch.zeros((), dtype=torch.float64, requires_grad=True)
    opt = torch.optim.SGD([mean, log_var], lr=lr)
    for _ in range(steps):
        b = xt[torch.from_numpy(rng.integers(len(x), size=batch_size))]
        opt.zero_grad()
        loss = (0.5 * log_var + 0.5 * (b - mean) ** 2 * torch.exp(-log_var)).mean()
        loss.backward()
        opt.step()
    return mean.item(), log_var.exp().item()
""",
"""
import math
def sgd_fit(x: np.ndarray, steps: int, lr: float, batch_size: int, rng: np.random.Generator) -> tuple[float, float]:
    N = len(x)
    mean = 0.0
    log_var = 0.0
    for t in range(steps):
        idx = rng.integers(N, size=batch_size)
        gm, gv = 0.0, 0.0
        for i in idx:
            r = x[i] - mean
            gm -= r / math.exp(log_var)
            gv += 0.5 * (1 - r * r / math.exp(log_var))
        mean -= lr * gm / batch_size
        log_var -= lr * gv / batch_size
    return float(mean), math.exp(log_var)
""",
]

RIGHT['linear_gaussian_mle'] = [
"""
def linear_gaussian_mle(x, y):
    a = (x @ y) / (x @ x)
    return a, np.mean((y - a * x) ** 2)
""",
"""
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    sxx = sxy = 0.0
    for xi, yi in zip(x, y):
        sxx += xi ** 2
        sxy += xi * yi
    a = sxy / sxx
    ss = 0.0
    for xi, yi in zip(x, y):
        ss += (yi - a * xi) ** 2
    return float(a), float(ss / len(x))
""",
"""
def linear_gaussian_mle(x, y):
    # QR / projection
    u = x / np.linalg.norm(x)
    a = float(u @ y) / float(np.linalg.norm(x))
    r = y - u * (u @ y)
    return a, float(np.linalg.norm(r) ** 2 / len(y))
""",
]

RIGHT['bits_per_dim'] = [
"""
def bits_per_dim(nll, dims):
    return nll / (dims * np.log(2))
""",
"""
def bits_per_dim(nll, dims):
    one_bit = -np.log(0.5)
    return float(np.divide(nll / one_bit, dims))
""",
"""
def bits_per_dim(nll, dims):
    nats = torch.tensor(float(nll), dtype=torch.float64)
    return (nats / dims / torch.log(torch.tensor(2.0, dtype=torch.float64))).item()
""",
]

RIGHT['monte_carlo'] = [
"""
def monte_carlo(g, samples):
    v = g(samples)
    return np.mean(v), np.std(v, ddof=1) / np.sqrt(len(v))
""",
"""
import statistics, math
def monte_carlo(g, samples):
    vals = [float(t) for t in g(samples)]
    return statistics.fmean(vals), math.sqrt(statistics.variance(vals) / len(vals))
""",
"""
def monte_carlo(g, samples):
    v = torch.as_tensor(g(samples), dtype=torch.float64)
    return v.mean().item(), (v.var() / len(v)).sqrt().item()
""",
]

WRONG['bernoulli_mle'] = [
('sum of ones instead of share', """
def bernoulli_mle(x):
    return float(np.sum(x))
""", ['sum instead of mean']),
('Laplace smoothing', """
def bernoulli_mle(x):
    return (np.sum(x) + 1) / (len(x) + 2)
""", ['add-one smoothing']),
('clips away from the edges', """
def bernoulli_mle(x):
    return float(np.clip(np.mean(x), 1e-3, 1 - 1e-3))
""", []),
('odds of ones to zeros', """
def bernoulli_mle(x):
    ones = np.sum(x == 1)
    zeros = np.sum(x == 0)
    return float(ones / zeros) if zeros else 1.0
""", ['the odds']),
('median of the tosses', """
def bernoulli_mle(x):
    return float(np.median(x))
""", ['mode']),
('returns the log-likelihood', """
def bernoulli_mle(x):
    t = np.mean(x)
    return float(np.sum(x * np.log(t) + (1 - x) * np.log(1 - t)))
""", []),
('early return in the loop', """
def bernoulli_mle(x):
    s = 0
    for i in range(len(x)):
        s += x[i]
        return float(s / len(x))
""", []),
('hard-codes ten tosses', """
def bernoulli_mle(x):
    return float(np.sum(x) / 10)
""", []),
]

WRONG['gaussian_log_prob'] = [
('log of pdf underflows', """
def gaussian_log_prob(x, mean, var):
    pdf = np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
    return np.log(pdf)
""", ['log of a density that underflows']),
('scipy norm with scale=var', """
from scipy.stats import norm
def gaussian_log_prob(x, mean, var):
    return norm.logpdf(x, mean, var)
""", ['variance taken as standard deviation']),
('forgot the square', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - np.abs(x - mean) / (2 * var)
""", []),
('adds 1e-300 before the log', """
def gaussian_log_prob(x, mean, var):
    pdf = np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
    return np.log(pdf + 1e-300)
""", ['log of a density that underflows']),
('returns the density, not its log', """
def gaussian_log_prob(x, mean, var):
    return np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
""", ['density instead of its logarithm']),
('sign of the normaliser', """
def gaussian_log_prob(x, mean, var):
    return 0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""", ['root of the normaliser forgotten']),
('forgets var in the normaliser', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - (x - mean) ** 2 / (2 * var)
""", []),
('normalises data by their own mean', """
def gaussian_log_prob(x, mean, var):
    mean = np.mean(x)
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""", []),
# proof: x = [0.], mean = 0, var = 0.01: 1.3836 is right, this gives 0
('density capped at 1', """
def gaussian_log_prob(x, mean, var):
    lp = -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
    return np.minimum(lp, 0.0)   # a log-probability is never positive
""", []),
]

WRONG['gaussian_mle'] = [
('divisor N - 1', """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.var(x, ddof=1))
""", ['n - 1']),
('returns std', """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.std(x))
""", ['standard deviation']),
('variance around zero', """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.mean(x ** 2))
""", ['second moment']),
('sum of squares, not mean', """
def gaussian_mle(x):
    m = np.mean(x)
    return float(m), float(np.sum((x - m) ** 2))
""", ['sum instead of mean']),
('std with divisor N - 1', """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.std(x, ddof=1))
""", ['n - 1', 'standard deviation']),
('returns log variance', """
def gaussian_mle(x):
    return float(np.mean(x)), float(np.log(np.var(x) + 1e-12))
""", []),
('trimmed: drops min and max', """
def gaussian_mle(x):
    s = np.sort(x)
    if len(s) > 4:
        s = s[1:-1]
    return float(s.mean()), float(s.var())
""", []),
]

WRONG['entropy'] = [
('nan for zeros', """
def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ['nan at zeros']),
('adds 1e-4 inside the log', """
def entropy(p):
    return float(-np.sum(p * np.log(p + 1e-4)))
""", []),
('mean instead of sum', """
def entropy(p):
    p = p[p > 0]
    return float(-np.mean(p * np.log(p)))
""", ['mean instead of sum']),
('unweighted mean surprise', """
def entropy(p):
    p = p[p > 0]
    return float(np.mean(-np.log(p)))
""", []),
('drops outcomes below 1e-3', """
def entropy(p):
    p = p[p > 1e-3]
    return float(-np.sum(p * np.log(p)))
""", []),
('two outcomes only (binary entropy)', """
def entropy(p):
    t = p[0]
    if t <= 0 or t >= 1:
        return 0.0
    return float(-t * np.log(t) - (1 - t) * np.log(1 - t))
""", []),
('sum of surprises, unweighted', """
def entropy(p):
    p = p[p > 0]
    return float(-np.log(p).sum())
""", ['not weighted']),
('scipy with base=2', """
from scipy.stats import entropy as H
def entropy(p):
    return float(H(p, base=2))
""", ['bits']),
]

WRONG['kl_divergence'] = [
('reverse direction', """
def kl_divergence(p, q):
    m = q > 0
    if np.any(p[m] == 0):
        return np.inf
    return float(np.sum(q[m] * np.log(q[m] / p[m])))
""", ['arguments swapped']),
('adds small number to q', """
def kl_divergence(p, q):
    m = p > 0
    return float(np.sum(p[m] * np.log(p[m] / (q[m] + 1e-10))))
""", ['1e-12 added']),
('bits', """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(p[m] * np.log2(p[m] / q[m])))
""", ['bits']),
('cross-entropy', """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(-np.sum(p[m] * np.log(q[m])))
""", ['cross-entropy']),
('unweighted log ratio', """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(np.log(p[m] / q[m])))
""", []),
('infinite where only p is 0', """
def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a == 0 and b > 0:
            return np.inf
        if b == 0 and a > 0:
            return np.inf
        if a > 0:
            total += a * np.log(a / b)
    return float(total)
""", []),
('sign wrong (log q/p)', """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(p[m] * np.log(q[m] / p[m])))
""", []),
('absolute values of the terms', """
def kl_divergence(p, q):
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(np.abs(p[m] * np.log(p[m] / q[m]))))
""", []),
# proof: p = [.5, .5], q = [1 - 1e-9, 1e-9]: 9.668 is right, this gives inf
('infinite where q is tiny, below 1e-8', """
def kl_divergence(p, q):
    m = p > 0
    p, q = p[m], q[m]
    if np.any(q < 1e-8):
        return np.inf
    return float(np.sum(p * np.log(p / q)))
""", []),
]

WRONG['mutual_information'] = [
('H(y given x) instead', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return hx + hy - hxy, hxy - hx
""", ['H(y given x)']),
('bits', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log2(t)))
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return hx + hy - hxy, hxy - hy
""", ['bits']),
('second is the joint entropy', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return hx + hy - hxy, hxy
""", ['joint entropy']),
('unweighted mean of column entropies', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    px, py = joint.sum(1), joint.sum(0)
    cond = np.mean([H(joint[:, j] / py[j]) for j in range(joint.shape[1]) if py[j] > 0])
    return H(px) - cond, float(cond)
""", ['the conditional weighs itself']),
('normalised mutual information', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return (hx + hy - hxy) / np.sqrt(hx * hy) if hx * hy > 0 else 0.0, hxy - hy
""", []),
('drops the whole row with a zero', """
def mutual_information(joint):
    j = joint[(joint > 0).all(axis=1)]
    px, py = joint.sum(1)[(joint > 0).all(axis=1)], joint.sum(0)
    mi = np.sum(j * np.log(j / np.outer(px, py)))
    h = -np.sum(j * np.log(j / py))
    return float(mi), float(h)
""", []),
('square tables only: outer of py, px', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    px, py = joint.sum(1), joint.sum(0)
    prod = np.outer(py, px)
    m = joint > 0
    mi = float(np.sum(joint[m] * np.log(joint[m] / prod[m])))
    return mi, H(px) - mi
""", []),
('counts the information twice', """
def mutual_information(joint):
    def H(t):
        t = t[t > 0]
        return float(-np.sum(t * np.log(t)))
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return 2 * (hx + hy - hxy), hxy - hy
""", []),
]

WRONG['mvn_log_prob'] = [
('log of det underflows', """
def mvn_log_prob(x, mean, cov):
    D = len(mean)
    d = x - mean
    maha = np.sum(d @ np.linalg.inv(cov) * d, axis=1)
    return -0.5 * (D * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + maha)
""", ['determinant under- or overflows']),
('forgets the factor D of log 2 pi', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(0)
""", ['one 2 pi for all dimensions']),
('diagonal of cov only', """
def mvn_log_prob(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var), axis=1)
""", ['coordinates taken as independent']),
('N instead of D in the constant', """
def mvn_log_prob(x, mean, cov):
    N = len(x)
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * N * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(0)
""", ['one 2 pi for all dimensions']),
('solves with L transposed', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L.T, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + (u ** 2).sum(0)) - np.log(np.diag(L)).sum()
""", ["the factor's transpose solved with"]),
('log det sign', """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    _, logdet = np.linalg.slogdet(cov)
    return -0.5 * (len(mean) * np.log(2 * np.pi) - logdet + np.einsum("ni,ij,nj->n", d, np.linalg.inv(cov), d))
""", ['sign of the log-determinant']),
('Mahalanobis distance not squared', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.norm(u, axis=0)) - np.log(np.diag(L)).sum()
""", []),
('no determinant term', """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    maha = np.einsum("ni,ni->n", d, np.linalg.solve(cov, d.T).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + maha)
""", ['log-determinant left out']),
('forgets to subtract the mean', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, x.T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + (u ** 2).sum(0)) - np.log(np.diag(L)).sum()
""", []),
]

WRONG['mvn_mle'] = [
('divisor N - 1', """
def mvn_mle(x):
    return x.mean(0), np.atleast_2d(np.cov(x, rowvar=False))
""", ['n - 1']),
('scalar covariance for D = 1', """
def mvn_mle(x):
    return x.mean(axis=0), np.cov(x.T, bias=True)
""", ['no matrix at D = 1']),
('mean over everything', """
def mvn_mle(x):
    m = x.mean()
    d = x - m
    return np.full(x.shape[1], m), d.T @ d / len(x)
""", []),
('correlation matrix', """
def mvn_mle(x):
    return x.mean(0), np.atleast_2d(np.corrcoef(x, rowvar=False))
""", ['correlations']),
('divides by D', """
def mvn_mle(x):
    m = x.mean(axis=0)
    d = x - m
    return m, d.T @ d / x.shape[1]
""", ['not divided by N']),
('mean along axis 1', """
def mvn_mle(x):
    m = x.mean(axis=1)
    d = x - m[:, None]
    return m, d.T @ d / len(x)
""", ['transposed']),
('fills only upper triangle', """
def mvn_mle(x):
    N, D = x.shape
    m = x.mean(0)
    S = np.zeros((D, D))
    for i in range(D):
        for j in range(i, D):
            S[i, j] = np.mean((x[:, i] - m[i]) * (x[:, j] - m[j]))
    return m, S
""", []),
('swaps outputs', """
def mvn_mle(x):
    m = x.mean(0)
    d = x - m
    return d.T @ d / len(x), m
""", []),
# proof: x = [[1., 2.]]: the covariance is [[0, 0], [0, 0]], this gives the identity
('identity covariance for one point', """
def mvn_mle(x):
    N, D = x.shape
    m = x.mean(axis=0)
    if N < 2:
        return m, np.eye(D)      # not enough data
    d = x - m
    return m, d.T @ d / N
""", []),
]

WRONG['gaussian_conditional'] = [
('sorts observed but not values', """
def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    b = np.sort(observed)
    a = np.array([i for i in range(D) if i not in b], dtype=int)
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ cov[np.ix_(a, b)].T
""", ['values paired in sorted order']),
('covariance unchanged', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)]
""", ["the prior's covariance kept"]),
('inverts Sigma_a, not Sigma_b', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    Sab = cov[np.ix_(a, b)]
    P = np.linalg.inv(cov[np.ix_(a, a)])
    return mean[a] + P @ Sab @ (values - mean[b]), cov[np.ix_(a, a)] - P @ Sab @ Sab.T
""", ['wrong block inverted']),
('plus sign in the covariance', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] + K @ cov[np.ix_(a, b)].T
""", ['sign of the Schur term']),
('diagonal of Sigma_b only', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    K = cov[np.ix_(a, b)] / np.diag(cov)[b]
    return mean[a] + K @ (values - mean[b]), cov[np.ix_(a, a)] - K @ cov[np.ix_(b, a)]
""", ['only the variances of the observed']),
('assumes observed come first', """
def gaussian_conditional(mean, cov, observed, values):
    M = len(observed)
    Sb, Sab, Sa = cov[:M, :M], cov[M:, :M], cov[M:, M:]
    K = Sab @ np.linalg.inv(Sb)
    return mean[M:] + K @ (values - mean[:M]), Sa - K @ Sab.T
""", []),
('returns all D coordinates', """
def gaussian_conditional(mean, cov, observed, values):
    b = list(observed)
    K = cov[:, b] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean + K @ (values - mean[b]), cov - K @ cov[b, :]
""", []),
('sign of the residual', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    b = observed
    K = cov[np.ix_(a, b)] @ np.linalg.inv(cov[np.ix_(b, b)])
    return mean[a] + K @ (mean[b] - values), cov[np.ix_(a, a)] - K @ cov[np.ix_(b, a)]
""", ["the mean's step taken away"]),
('conditions on the first observation only', """
def gaussian_conditional(mean, cov, observed, values):
    a = np.setdiff1d(np.arange(len(mean)), observed)
    if len(observed) == 0:
        return mean[a], cov[np.ix_(a, a)]
    i = observed[0]
    k = cov[a, i] / cov[i, i]
    return mean[a] + k * (values[0] - mean[i]), cov[np.ix_(a, a)] - np.outer(k, k) * cov[i, i]
""", []),
('all observations used with stale cov', """
def gaussian_conditional(mean, cov, observed, values):
    rest = [i for i in range(len(mean)) if i not in observed]
    m, S = mean.astype(float).copy(), cov.astype(float).copy()
    for i, v in zip(observed, values):
        gain = cov[:, i] / cov[i, i]
        m = m + gain * (v - mean[i])
        S = S - np.outer(gain, cov[i, :])
    return m[rest], S[np.ix_(rest, rest)]
""", ['only the variances of the observed']),
]

WRONG['nll_gradient'] = [
('derivative in var, not log_var', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-np.mean(d) / var, 0.5 / var - 0.5 * np.mean(d ** 2) / var ** 2])
""", ['derivative in the variance']),
('sum instead of mean', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-np.sum(d) / var, np.sum(0.5 - 0.5 * d ** 2 / var)])
""", ['sum instead of mean']),
('derivative in log std', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-np.mean(d) / var, 1 - np.mean(d ** 2) / var])
""", ['a half lost']),
('treats log_var as var', """
def nll_gradient(x, mean, log_var):
    d = x - mean
    return np.array([-np.mean(d) / log_var, 0.5 * (1 - np.mean(d ** 2) / log_var)])
""", ['log_var taken as the variance']),
('per-sample gradients (2, N)', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-d / var, 0.5 - 0.5 * d ** 2 / var])
""", []),
('square of mean, not mean of square', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = np.mean(x - mean)
    return np.array([-d / var, 0.5 - 0.5 * d ** 2 / var])
""", []),
('coarse one-sided finite difference', """
def nll_gradient(x, mean, log_var):
    def f(m, s):
        return np.mean(0.5 * (np.log(2 * np.pi) + s) + (x - m) ** 2 / (2 * np.exp(s)))
    h = 1e-3
    return np.array([(f(mean + h, log_var) - f(mean, log_var)) / h, (f(mean, log_var + h) - f(mean, log_var)) / h])
""", []),
('factor 2 in the mean derivative', """
def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    d = x - mean
    return np.array([-2 * np.mean(d) / var, 0.5 - 0.5 * np.mean(d ** 2) / var])
""", []),
('central difference, h = 1e-2', """
def nll_gradient(x, mean, log_var):
    f = lambda m, s: 0.5 * s + np.mean((x - m) ** 2) * 0.5 * np.exp(-s)
    h = 1e-2
    return np.array([(f(mean + h, log_var) - f(mean - h, log_var)) / (2 * h),
                     (f(mean, log_var + h) - f(mean, log_var - h)) / (2 * h)])
""", []),
]

WRONG['sgd_fit'] = [
('returns log variance', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        m -= lr * g0
        s -= lr * g1
    return float(m), float(s)
""", ['log_var returned']),
('two batches a step', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        g0 = _g(x[rng.integers(len(x), size=batch_size)], m, s)[0]
        g1 = _g(x[rng.integers(len(x), size=batch_size)], m, s)[1]
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('gradient ascent', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        g0, g1 = _g(x[rng.integers(len(x), size=batch_size)], m, s)
        m, s = m + lr * g0, s + lr * g1
    return float(m), float(np.exp(s))
""", ['ascends']),
('batches without repetition (choice)', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = rng.choice(x, size=min(batch_size, len(x)), replace=False)
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", ['drawn without replacement']),
('one step too few', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(1, steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('log_var starts at 1', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 1.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('stops early when gradient small', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        if abs(g0) < 0.05 and abs(g1) < 0.05:
            break
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('new generator with fixed seed', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    rng = np.random.default_rng(0)
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('indices drawn up to N - 1', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x) - 1, size=batch_size)]
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
    return float(m), float(np.exp(s))
""", []),
('return inside the loop', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g0, g1 = _g(b, m, s)
        m, s = m - lr * g0, s - lr * g1
        return float(m), float(np.exp(s))
""", []),
('gradient clipped to 1', """
def _g(b, m, s):
    d = b - m
    return -d.mean() * np.exp(-s), 0.5 - 0.5 * (d ** 2).mean() * np.exp(-s)

def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        g = np.array(_g(b, m, s))
        norm = np.linalg.norm(g)
        if norm > 1:
            g = g / norm
        m, s = m - lr * g[0], s - lr * g[1]
    return float(m), float(np.exp(s))
""", []),
]

WRONG['linear_gaussian_mle'] = [
('fits an intercept (polyfit)', """
def linear_gaussian_mle(x, y):
    a, b = np.polyfit(x, y, 1)
    return float(a), float(np.mean((y - a * x - b) ** 2))
""", ['with intercept']),
('residual variance centred', """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.var(y - a * x))
""", ['spread of the residuals about their mean']),
('mean of ratios', """
def linear_gaussian_mle(x, y):
    a = np.mean(y / x)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['mean of the ratios']),
('regresses x on y', """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(y, y)
    return float(a), float(np.mean((x - a * y) ** 2))
""", ['x on y']),
('sum of squares', """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.sum((y - a * x) ** 2))
""", ['sum of squares, not divided']),
("sqrt of the slope's denominator", """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.linalg.norm(x)
    return float(a), float(np.mean((y - a * x) ** 2))
""", []),
('LinearRegression default intercept', """
from sklearn.linear_model import LinearRegression
def linear_gaussian_mle(x, y):
    reg = LinearRegression().fit(x[:, None], y)
    a = reg.coef_[0]
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['with intercept']),
('divides by N - 2', """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    n = len(x)
    return float(a), float(np.sum((y - a * x) ** 2) / (n - 2 if n > 2 else n))
""", ['n - 1']),
('absolute residuals squared mean', """
def linear_gaussian_mle(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.mean(np.abs(y - a * x)) ** 2)
""", []),
]

WRONG['bits_per_dim'] = [
('forgets dims', """
def bits_per_dim(nll, dims):
    return nll / np.log(2)
""", ['not divided by the dimensions']),
('stays in nats', """
def bits_per_dim(nll, dims):
    return nll / dims
""", ['nats']),
('divides by 2', """
def bits_per_dim(nll, dims):
    return nll / 2 / dims
""", []),
('rounded constant 0.693', """
def bits_per_dim(nll, dims):
    return nll / 0.693 / dims
""", []),
('negative sign', """
def bits_per_dim(nll, dims):
    return -nll / (dims * np.log(2))
""", ['sign']),
('hard-codes 784 pixels', """
def bits_per_dim(nll, dims):
    return nll / (784 * np.log(2))
""", []),
('precedence: nll / dims * log 2', """
def bits_per_dim(nll, dims):
    return nll / dims * np.log(2)
""", ['multiplied by log 2']),
]

WRONG['monte_carlo'] = [
('divisor N', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std() / np.sqrt(len(v)))
""", ['n instead of n - 1']),
('squared standard error', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.var(ddof=1) / len(v))
""", ['variance of the estimate']),
('spread of the samples, not g', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(samples.std(ddof=1) / np.sqrt(len(samples)))
""", ['spread of the samples, not of g']),
('sqrt(N - 1) with ddof 1', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1) / np.sqrt(len(v) - 1))
""", ['n - 1 twice']),
('median of g', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(np.median(v)), float(v.std(ddof=1) / np.sqrt(len(v)))
""", []),
('resamples with bootstrap', """
def monte_carlo(g, samples):
    v = g(samples)
    rng = np.random.default_rng(0)
    boots = [v[rng.integers(len(v), size=len(v))].mean() for _ in range(200)]
    return float(v.mean()), float(np.std(boots, ddof=1))
""", []),
('sum instead of mean', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.sum()), float(v.std(ddof=1) / np.sqrt(len(v)))
""", ['sum of the values']),
('s divided by N outside root', """
def monte_carlo(g, samples):
    v = g(samples)
    s2 = np.sum((v - v.mean()) ** 2) / (len(v) - 1)
    return float(v.mean()), float(np.sqrt(s2) / len(v))
""", ['divided by n, not its root']),
('casts g to float16', """
def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=np.float16).astype(float)
    return float(v.mean()), float(v.std(ddof=1) / np.sqrt(len(v)))
""", []),
]

RIGHT['gaussian_log_prob'] += [
"""
def gaussian_log_prob(x, mean, var):
    z = (x - mean) / np.sqrt(var)
    return -0.5 * np.log(2 * np.pi) - 0.5 * np.log(var) - 0.5 * z * z
""",
"""
import math
def gaussian_log_prob(x, mean, var):
    out = np.empty(len(x))
    s = math.sqrt(var)
    for i, xi in enumerate(x):
        u = (float(xi) - mean) / s
        out[i] = -(math.log(s) + 0.5 * math.log(2 * math.pi) + u * u / 2)
    return out
""",
"""
from scipy.stats import norm
def gaussian_log_prob(x, mean, var):
    return norm.logpdf(x, loc=mean, scale=var ** 0.5)
""",
]

WRONG['gaussian_log_prob'] += [
# in: x = [100.], mean 0, var 1: gives -inf instead of -5000.9
('log of the density, underflows far out', """
def gaussian_log_prob(x, mean, var):
    p = np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
    return np.log(p)
""", ['log of a density that underflows']),
# in: any x with var = 4
('takes var for a standard deviation', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var ** 2) - (x - mean) ** 2 / (2 * var ** 2)
""", ['variance taken as standard deviation']),
# in: x = [1.], mean 0, var 1
('quadratic term without the half', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / var
""", ['no 1/2 in the exponent']),
# in: x = [0.], mean 0, var 1: 0 instead of -0.919
('drops the 2 pi', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * (np.log(var) + (x - mean) ** 2 / var)
""", ['no 2 pi']),
# in: x = [0.], mean 0, var 4
('sign of log var', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) + 0.5 * np.log(var) - 0.5 * (x - mean) ** 2 / var
""", []),
# in: x of 3 points: a number comes back instead of three
('sums over the points', """
def gaussian_log_prob(x, mean, var):
    return np.sum(-0.5 * np.log(2 * np.pi * var) - 0.5 * (x - mean) ** 2 / var)
""", []),
# in: x = [60.], mean 0, var 1: -690.8 instead of -1800.9
('guards the log with 1e-300', """
def gaussian_log_prob(x, mean, var):
    p = np.exp(-0.5 * (x - mean) ** 2 / var) / np.sqrt(2 * np.pi * var)
    return np.log(p + 1e-300)
""", ['log of a density that underflows']),
# in: x = [0.], mean 0, var 4: log sqrt has been applied to 2 pi alone
('log var without its half', """
def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - np.log(var) - 0.5 * (x - mean) ** 2 / var
""", ['root of the normaliser forgotten']),
]

RIGHT['entropy'] += [
"""
def entropy(p):
    q = p[p > 0]
    return float(-(q * np.log(q)).sum())
""",
"""
import math
def entropy(p):
    return math.fsum(-float(pk) * math.log(float(pk)) for pk in p if pk > 0) + 0.0
""",
"""
from scipy.special import entr
def entropy(p):
    return entr(np.asarray(p)).sum()
""",
]

WRONG['entropy'] += [
# in: p = [0.5, 0.5]: 1 instead of 0.693
('log base 2', """
def entropy(p):
    p = p[p > 0]
    return float(-np.sum(p * np.log2(p)))
""", ['bits']),
# in: p = [1., 0.]: nan
('nan at probability zero', """
def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ['nan at zeros']),
# in: p = [0.5, 0.5]: -0.693
('sign lost', """
def entropy(p):
    p = p[p > 0]
    return float(np.sum(p * np.log(p)))
""", ['sign']),
# in: p = [0.5, 0.25, 0.25]: a third of the right value
('mean over outcomes on top of the weights', """
def entropy(p):
    p = p[p > 0]
    return float(-np.mean(p * np.log(p)))
""", ['mean instead of sum']),
# in: p = [0.9, 0.1]: unweighted
('unweighted mean of surprises', """
def entropy(p):
    p = p[p > 0]
    return float(np.mean(-np.log(p)))
""", []),
# in: p = [0.2, 0.3, 0.5]: too large; for [.5, .5] it is doubled
('binary entropy of each outcome summed', """
def entropy(p):
    q = p[(p > 0) & (p < 1)]
    return float(-np.sum(q * np.log(q) + (1 - q) * np.log(1 - q)))
""", []),
# in: p = 1000 outcomes of 0.001 each: 0 instead of log 1000
('drops outcomes below a threshold', """
def entropy(p):
    p = p[p > 1e-2]
    return float(-np.sum(p * np.log(p)))
""", []),
# in: p = [0.7, 0.3]: normalised by log K
('divides by log K', """
def entropy(p):
    q = p[p > 0]
    return float(-np.sum(q * np.log(q)) / max(np.log(len(p)), 1e-12))
""", []),
]

RIGHT['nll_split'] = [
"""
def nll_split(counts, q):
    seen = counts > 0
    p = counts[seen] / counts.sum()
    qs = q[seen]
    h = -np.sum(p * np.log(p))
    if np.any(qs == 0):
        return float(h), np.inf
    return float(h), float(np.sum(p * (np.log(p) - np.log(qs))))
""",
"""
import math
def nll_split(counts, q):
    n = sum(int(c) for c in counts)
    h, kl = 0.0, 0.0
    for c, qk in zip(counts, q):
        if c == 0:
            continue
        p = int(c) / n
        h -= p * math.log(p)
        kl += math.inf if qk == 0 else p * (math.log(p) - math.log(float(qk)))
    return h, kl
""",
"""
from scipy.special import entr, rel_entr
def nll_split(counts, q):
    p = np.asarray(counts, dtype=float)
    p = p / p.sum()
    return entr(p).sum(), rel_entr(p, q).sum()
""",
]

WRONG['nll_split'] = [
# in: counts [3, 1], q [.5, .5]: second part is the whole loss
('second part is the whole cross-entropy', """
def nll_split(counts, q):
    s = counts > 0
    p = counts[s] / counts.sum()
    h = -np.sum(p * np.log(p))
    with np.errstate(divide="ignore"):
        return float(h), float(-np.sum(p * np.log(q[s])))
""", ['the loss in the place of the divergence']),
# in: counts [3, 1], q [.2, .8]
('reverse divergence', """
def nll_split(counts, q):
    p = counts / counts.sum()
    s = p > 0
    h = -np.sum(p[s] * np.log(p[s]))
    if np.any(q[s] == 0):
        return float(h), np.inf
    return float(h), float(np.sum(q[s] * np.log(q[s] / p[s])))
""", ['divergence turned round']),
# in: counts [3, 1], q [.2, .8]
('entropy of the model', """
def nll_split(counts, q):
    p = counts / counts.sum()
    s = p > 0
    m = q > 0
    h = -np.sum(q[m] * np.log(q[m]))
    if np.any(q[s] == 0):
        return float(h), np.inf
    return float(h), float(np.sum(p[s] * np.log(p[s] / q[s])))
""", ['entropy of the model']),
# in: counts [2, 0], q [.5, .5]: nan
('nan for unseen outcomes', """
def nll_split(counts, q):
    p = counts / counts.sum()
    h = -np.sum(p * np.log(p))
    return float(h), float(np.sum(p * np.log(p / q)))
""", ['nan where a count is 0']),
# in: counts [3, 1]: multiplied by n = 4
('sums instead of means', """
def nll_split(counts, q):
    s = counts > 0
    n = counts.sum()
    p = counts[s] / n
    h = -np.sum(counts[s] * np.log(p))
    if np.any(q[s] == 0):
        return float(h), np.inf
    return float(h), float(np.sum(counts[s] * np.log(p / q[s])))
""", ['the sum over the data, not the mean']),
# in: counts [1, 1], q [1, 0]: about 13 instead of inf
('adds an epsilon', """
def nll_split(counts, q):
    s = counts > 0
    p = counts[s] / counts.sum()
    return float(-np.sum(p * np.log(p))), float(np.sum(p * np.log(p / (q[s] + 1e-12))))
""", ['a tiny number added']),
# in: counts [1, 1], q [1, 0]: 0.5 log 0.5 without the infinite term
('skips q = 0', """
def nll_split(counts, q):
    p = counts / counts.sum()
    s = (p > 0)
    t = s & (q > 0)
    return float(-np.sum(p[s] * np.log(p[s]))), float(np.sum(p[t] * np.log(p[t] / q[t])))
""", ['what q rules out left out']),
# in: counts [3, 1], q [.5, .5]
('pair swapped', """
def nll_split(counts, q):
    s = counts > 0
    p = counts[s] / counts.sum()
    h = float(-np.sum(p * np.log(p)))
    kl = np.inf if np.any(q[s] == 0) else float(np.sum(p * np.log(p / q[s])))
    return kl, h
""", []),
]

RIGHT['mvn_log_prob'] += [
"""
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + (u ** 2).sum(0)) - np.log(np.diag(L)).sum()
""",
"""
def mvn_log_prob(x, mean, cov):
    sign, logdet = np.linalg.slogdet(cov)
    D = mean.shape[0]
    sol = np.linalg.solve(cov, (x - mean).T)
    out = []
    for n in range(x.shape[0]):
        out.append(-0.5 * (D * np.log(2 * np.pi) + logdet + (x[n] - mean) @ sol[:, n]))
    return np.array(out)
""",
"""
def mvn_log_prob(x, mean, cov):
    # spectral form: independent in the eigenbasis
    lam, Q = np.linalg.eigh(cov)
    z = (x - mean) @ Q
    return np.sum(-0.5 * np.log(2 * np.pi) - 0.5 * np.log(lam) - 0.5 * z ** 2 / lam, axis=1)
""",
]

WRONG['mvn_log_prob'] += [
# in: D = 500, cov = 0.1 I: det underflows to 0, answer +inf
('log of det', """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    q = np.einsum("ni,ij,nj->n", d, np.linalg.inv(cov), d)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + q)
""", ['determinant under- or overflows']),
# in: any cov with det != 1
('log det half of what it is', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(np.diag(L)).sum() + (u ** 2).sum(0))
""", ['half of the sum of log diag L']),
# in: D = 2: log 2 pi counted once
('2 pi not to the power D', """
def mvn_log_prob(x, mean, cov):
    s, ld = np.linalg.slogdet(cov)
    d = x - mean
    q = (d * np.linalg.solve(cov, d.T).T).sum(1)
    return -0.5 * (np.log(2 * np.pi) + ld + q)
""", ['one 2 pi for all dimensions']),
# in: cov with a correlation of 0.8
('diagonal only', """
def mvn_log_prob(x, mean, cov):
    v = np.diag(cov)
    return -0.5 * (np.log(2 * np.pi * v) + (x - mean) ** 2 / v).sum(1)
""", ['coordinates taken as independent']),
# in: N = 3, D = 2: sums over the points
('wrong axis', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + (u ** 2).sum(1)) - np.log(np.diag(L)).sum()
""", []),
# in: cov = [[2, .5], [.5, 1]]
('forgot the inverse', """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    q = ((d @ cov) * d).sum(1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + q)
""", ['not inverted']),
# in: cov with correlations (L not diagonal)
('solves with L transposed', """
def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L.T, (x - mean).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + (u ** 2).sum(0)) - np.log(np.diag(L)).sum()
""", ["the factor's transpose solved with"]),
# in: N = 2: (2, 2) comes back, the pairs of points
('N by N matrix', """
def mvn_log_prob(x, mean, cov):
    d = x - mean
    q = d @ np.linalg.inv(cov) @ d.T
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + q)
""", []),
]

RIGHT['complete_square'] = [
"""
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = np.linalg.solve(precision, shift)
    D = len(shift)
    logdet = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * logdet)
""",
"""
def complete_square(precision, shift):
    lam, Q = np.linalg.eigh(precision)
    g = Q.T @ shift
    mean = Q @ (g / lam)
    cov = (Q / lam) @ Q.T
    c = 0.0
    for l, gi in zip(lam, g):
        c += 0.5 * gi * gi / l + 0.5 * np.log(2 * np.pi) - 0.5 * np.log(l)
    return mean, cov, c
""",
"""
from scipy.linalg import cho_factor, cho_solve
def complete_square(precision, shift):
    f = cho_factor(precision, lower=True)
    mean = cho_solve(f, shift)
    cov = cho_solve(f, np.eye(shift.size))
    c = 0.5 * np.dot(shift, mean) + 0.5 * shift.size * np.log(2 * np.pi) - np.log(np.diag(f[0])).sum()
    return [mean, cov, c]
""",
]

WRONG['complete_square'] = [
# in: D = 500, P = 10 I: det overflows, c is -inf
('log of det', """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, float(0.5 * shift @ mean + 0.5 * np.log((2 * np.pi) ** len(shift) / np.linalg.det(precision)))
""", ['the determinant leaves the floats']),
# in: P = 2 I, h = [1, 0]
('sign of the quadratic leftover', """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, float(-0.5 * shift @ mean + 0.5 * len(shift) * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1])
""", ['sign of the constant']),
# in: P = 2 I: the sign of the determinant
('sign of log det', """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, float(0.5 * shift @ mean + 0.5 * len(shift) * np.log(2 * np.pi) + 0.5 * np.linalg.slogdet(precision)[1])
""", ['sign of the log-determinant']),
# in: P = I, h = 0: 0 instead of log 2 pi
('no normaliser in the constant', """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    return mean, np.linalg.inv(precision), float(0.5 * shift @ mean)
""", ['normaliser left out']),
# in: P = 2 I, h = [1, 0]: mean is h
('mean is P h', """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = precision @ shift
    return mean, cov, float(0.5 * shift @ mean + 0.5 * len(shift) * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1])
""", ['multiplied by the precision']),
# in: P = 2 I: returns P as covariance
('precision returned as covariance', """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    return mean, precision.copy(), float(0.5 * shift @ mean + 0.5 * len(shift) * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1])
""", ['precision returned as covariance']),
# in: D = 2
('2 pi counted once', """
def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    return mean, np.linalg.inv(precision), float(0.5 * shift @ mean + 0.5 * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1])
""", ['one 2 pi for all dimensions']),
# in: h != 0: the half is missing
('quadratic leftover doubled', """
def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, float(mean @ precision @ mean + 0.5 * len(shift) * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1])
""", ['factor 1/2 of the constant lost']),
]

RIGHT['nll_gradient'] += [
"""
def nll_gradient(x, mean, log_var):
    d = x - mean
    return np.array([-d.mean() * np.exp(-log_var), 0.5 - 0.5 * np.mean(d ** 2) * np.exp(-log_var)])
""",
"""
import math
def nll_gradient(x, mean, log_var):
    g = np.zeros(2)
    w = math.exp(-0.5 * log_var)
    for xi in x:
        z = (xi - mean) * w
        g[0] -= z * w
        g[1] += 0.5 * (1 - z * z)
    return g / len(x)
""",
"""
import torch
def nll_gradient(x, mean, log_var):
    p = torch.tensor([mean, log_var], dtype=torch.float64, requires_grad=True)
    t = torch.tensor(np.asarray(x), dtype=torch.float64)
    loss = (0.5 * p[1] + 0.5 * ((t - p[0]) * torch.exp(-0.5 * p[1])) ** 2).mean()
    return torch.autograd.grad(loss, p)[0].numpy()
""",
]

WRONG['nll_gradient'] += [
# in: x = [1.], mean 0, log_var 0: +1 instead of -1 in the mean
('gradient of the log-likelihood', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([np.mean(x - mean) / v, -0.5 + 0.5 * np.mean((x - mean) ** 2) / v])
""", ['sign']),
# in: log_var = 1: derivative in var, not log var
('derivative in var', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([np.mean(mean - x) / v, 0.5 / v - 0.5 * np.mean((x - mean) ** 2) / v ** 2])
""", ['derivative in the variance']),
# in: N = 3: three times too large
('sum instead of mean', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([np.sum(mean - x) / v, np.sum(0.5 - 0.5 * (x - mean) ** 2 / v)])
""", ['sum instead of mean']),
# in: log_var = 1: variance taken as log_var itself
('log_var used as the variance', """
def nll_gradient(x, mean, log_var):
    v = log_var if log_var != 0 else 1.0
    return np.array([np.mean(mean - x) / v, 0.5 - 0.5 * np.mean((x - mean) ** 2) / v])
""", ['log_var taken as the variance']),
# in: log_var = 1: std = exp(log_var)
('log_var taken as log std', """
def nll_gradient(x, mean, log_var):
    v = np.exp(2 * log_var)
    return np.array([np.mean(mean - x) / v, 1 - np.mean((x - mean) ** 2) / v])
""", []),
# in: log_var = 1: the mean entry is not divided by var
('mean entry not divided by var', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([np.mean(mean - x), 0.5 - 0.5 * np.mean((x - mean) ** 2) / v])
""", ['the derivative in the mean not divided by the variance']),
# in: x.mean() != mean
('own mean in the second entry', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([(mean - x.mean()) / v, 0.5 - 0.5 * x.var() / v])
""", []),
# in: any with different entries
('entries swapped', """
def nll_gradient(x, mean, log_var):
    v = np.exp(log_var)
    return np.array([0.5 - 0.5 * np.mean((x - mean) ** 2) / v, np.mean(mean - x) / v])
""", []),
]

RIGHT['linear_gaussian_mle'] += [
"""
def linear_gaussian_mle(x, y):
    a = (x @ y) / (x @ x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
"""
def linear_gaussian_mle(x, y):
    sol = np.linalg.lstsq(x[:, None], y, rcond=None)[0]
    r = y - x * sol[0]
    return sol[0], r @ r / r.size
""",
"""
def linear_gaussian_mle(x, y):
    s = max(abs(float(v)) for v in x)
    u = [float(v) / s for v in x]
    top = sum(ui * float(yi) for ui, yi in zip(u, y))
    bottom = sum(ui * ui for ui in u)
    b = top / bottom
    res = [(float(yi) - b * ui) ** 2 for ui, yi in zip(u, y)]
    return b / s, sum(res) / len(res)
""",
]

WRONG['linear_gaussian_mle'] += [
# in: x = [1,2,3], y = [3,4,5]
('fits an intercept', """
def linear_gaussian_mle(x, y):
    a, b = np.polyfit(x, y, 1)
    return float(a), float(np.mean((y - a * x - b) ** 2))
""", ['with intercept']),
# in: N = 3: 3/2 too large
('divides by N - 1', """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.sum((y - a * x) ** 2) / max(len(x) - 1, 1))
""", ['n - 1']),
# in: residuals whose mean is not 0, e.g. x = [1,2,3], y = [3,4,5]
("variance around the residuals' own mean", """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.var(y - a * x))
""", ['spread of the residuals about their mean']),
# in: x = [1,2,3], y = [2,3,7]
('x and y swapped', """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(y * y)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['x on y']),
# in: x = [1,2,3], y = [2,3,7]
('mean of the ratios', """
def linear_gaussian_mle(x, y):
    a = np.mean(y / x)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['mean of the ratios']),
# in: x = [1,2,3], y = [2,3,7]: 12/6 = 2
('ratio of the sums', """
def linear_gaussian_mle(x, y):
    a = y.sum() / x.sum()
    return float(a), float(np.mean((y - a * x) ** 2))
""", ['mean of the ratios']),
# in: any with residuals
('standard deviation', """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.sqrt(np.mean((y - a * x) ** 2)))
""", ['the standard deviation returned']),
# in: y = 2x + noise: variance of y, not of what is left
('variance of y', """
def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - y.mean()) ** 2))
""", ['the variance of y']),
]

RIGHT['monte_carlo'] += [
"""
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1) / np.sqrt(len(v)))
""",
"""
import math
def monte_carlo(g, samples):
    v = [float(t) for t in g(samples)]
    n = len(v)
    m = math.fsum(v) / n
    s2 = math.fsum((t - m) ** 2 for t in v) / (n - 1)
    return m, math.sqrt(s2 / n)
""",
"""
from scipy import stats
def monte_carlo(g, samples):
    v = np.asarray(g(samples), dtype=np.float64)
    return v.mean(), stats.sem(v)
""",
]

WRONG['monte_carlo'] += [
# in: N = 2
('divisor N', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std() / np.sqrt(len(v)))
""", ['n instead of n - 1']),
# in: g = x**2, samples [1, 3]: 4 instead of 5
('g of the mean', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(g(np.array([samples.mean()]))[0]), float(v.std(ddof=1) / np.sqrt(len(v)))
""", ['g of the mean']),
# in: N = 4: twice too large
('standard deviation, not standard error', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1))
""", ['standard deviation without sqrt(n)']),
# in: s != 1 or N != 1: no root
('root forgotten', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.var(ddof=1) / len(v))
""", ['variance of the estimate']),
# in: N = 4
('divides by N instead of sqrt N', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(v.std(ddof=1) / len(v))
""", ['divided by n, not its root']),
# in: g = x**2
('spread of the samples', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(samples.std(ddof=1) / np.sqrt(len(samples)))
""", ['spread of the samples, not of g']),
# in: values 1e8 + (0, 1, 2): cancellation gives a wrong or negative variance
('E[g^2] - E[g]^2, cancels', """
def monte_carlo(g, samples):
    v = g(samples)
    n = len(v)
    s2 = ((v ** 2).mean() - v.mean() ** 2) * n / (n - 1)
    return float(v.mean()), float(np.sqrt(s2 / n))
""", ['the difference of two large numbers']),
# in: any: two standard errors
('half-width of the 95% band', """
def monte_carlo(g, samples):
    v = g(samples)
    return float(v.mean()), float(1.96 * v.std(ddof=1) / np.sqrt(len(v)))
""", ['a wider interval']),
]

RIGHT['complete'] = [
"""
def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((values.shape[0], D))
    seen = np.asarray(seen, dtype=int)
    out[:, seen] = values
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ K
    return out
""",
"""
def complete(mean, cov, seen, values):
    M, D = len(values), mean.size
    seen = [int(s) for s in seen]
    rest = [i for i in range(D) if i not in set(seen)]
    out = np.tile(np.asarray(mean, dtype=float), (M, 1))
    for i, s in enumerate(seen):
        out[:, s] = values[:, i]
    if seen and rest:
        A = np.linalg.solve(cov[seen][:, seen], (values - mean[seen]).T)
        for r in rest:
            out[:, r] = mean[r] + cov[r, seen] @ A
    return out
""",
"""
import scipy.linalg
def complete(mean, cov, seen, values):
    mask = np.ones(mean.shape[0], bool)
    mask[seen.astype(int)] = False
    out = np.zeros((values.shape[0], mean.shape[0]))
    out += mean
    if len(seen) == 0:
        return out
    s = seen.astype(int)
    out[:, s] = values
    if mask.any():
        f = scipy.linalg.cho_factor(cov[np.ix_(s, s)])
        gain = scipy.linalg.cho_solve(f, cov[s][:, mask])
        out[:, mask] += (values - mean[s]) @ gain
    return out
""",
]

WRONG['complete'] = [
# in: seen = [2, 0]: the columns go to the wrong pixels
('sorts seen but not values', """
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = np.sort(seen).astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ K
    return out
""", ['the order of the seen is lost']),
# in: mean != 0
('does not centre the values', """
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = seen.astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + values @ K
    return out
""", ['no shift by the mean of the seen']),
# in: a correlated cov
('fills in the mean', """
def complete(mean, cov, seen, values):
    out = np.tile(mean, (len(values), 1)).astype(float)
    out[:, seen.astype(int)] = values
    return out
""", ['the mean, whatever was seen']),
# in: seen not in increasing order from 0, e.g. [1] of D = 3
('concatenates seen and rest', """
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = seen.astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    return np.concatenate([values, mean[rest] + (values - mean[seen]) @ K], axis=1)
""", []),
# in: seen pixels that are correlated with each other
('seen pixels taken as independent', """
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = seen.astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    K = cov[np.ix_(seen, rest)] / np.diag(cov)[seen][:, None]
    out[:, rest] = mean[rest] + (values - mean[seen]) @ K
    return out
""", ['only the variances of the seen']),
# in: seen empty: the solve raises or the result is unfilled
('fails with nothing seen', """
def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.array([i for i in range(D) if i not in list(seen)], dtype=int)
    if len(seen) == 0:
        return values
    out = np.empty((len(values), D))
    out[:, seen] = values
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ K
    return out
""", []),
# in: D = 200, M = 2000: inverts once per picture, the statement says once for all
('solves once per picture (forbidden)', """
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = seen.astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    for m in range(len(values)):
        out[m, seen] = values[m]
        out[m, rest] = mean[rest] + cov[np.ix_(rest, seen)] @ np.linalg.solve(cov[np.ix_(seen, seen)], values[m] - mean[seen])
    return out
""", ['a system for each picture']),
# in: any: the seen pixels are changed by noise / a sample is returned
('draws a sample instead of the mean', """
from scipy.stats import multivariate_normal
def complete(mean, cov, seen, values):
    D = len(mean)
    seen = seen.astype(int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    K = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    C = cov[np.ix_(rest, rest)] - cov[np.ix_(rest, seen)] @ K
    noise = np.random.default_rng().multivariate_normal(np.zeros(len(rest)), C, size=len(values), method="eigh") if len(rest) else 0
    out[:, rest] = mean[rest] + (values - mean[seen]) @ K + noise
    return out
""", []),
]

RIGHT['kl_divergence'] += [
"""
def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        if a > 0:
            if b == 0:
                return np.inf
            total += a * (np.log(a) - np.log(b))
    return total
""",
]

RIGHT['gaussian_conditional'] += [
"""
def gaussian_conditional(mean, cov, observed, values):
    rest = [i for i in range(len(mean)) if i not in observed]
    precision = np.linalg.inv(cov)
    block = precision[np.ix_(rest, rest)]
    c = np.linalg.inv(block) if rest else np.zeros((0, 0))
    cross = precision[np.ix_(rest, observed)]
    return mean[rest] - c @ cross @ (values - mean[observed]), c
""",
]

RIGHT['sgd_fit'] += [
"""
def sgd_fit(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        d = b - theta[0]
        v = np.exp(theta[1])
        theta = theta - lr * np.array([-d.mean() / v, 0.5 - 0.5 * (d * d).mean() / v])
    return float(theta[0]), float(np.exp(theta[1]))
""",
]

RIGHT['mutual_information'] += [
"""
def mutual_information(joint):
    def H(t):
        t = np.asarray(t, float).ravel()
        return float(sum(-v * np.log(v) for v in t if v > 0))
    hy = H(joint.sum(0))
    return H(joint.sum(1)) + hy - H(joint), H(joint) - hy
""",
]

WRONG['kl_divergence'] += [
('absolute value of each term', """
def kl_divergence(p, q):
    s = p > 0
    if np.any(q[s] == 0):
        return np.inf
    return float(np.sum(np.abs(p[s] * np.log(p[s] / q[s]))))
""", []),
('outcomes without q left out', """
def kl_divergence(p, q):
    s = (p > 0) & (q > 0)
    return float(np.sum(p[s] * np.log(p[s] / q[s])))
""", ['outcomes with q = 0 left out']),
('infinite where q is 0, whatever p is', """
def kl_divergence(p, q):
    if np.any(q == 0):
        return np.inf
    s = p > 0
    return float(np.sum(p[s] * np.log(p[s] / q[s])))
""", ['infinite wherever q is 0']),
('q normalised over the outcomes that p allows', """
def kl_divergence(p, q):
    s = p > 0
    if np.any(q[s] == 0):
        return np.inf
    r = q[s] / q[s].sum()
    return float(np.sum(p[s] * np.log(p[s] / r)))
""", []),
('rare outcomes rounded away', """
def kl_divergence(p, q):
    p, q = np.round(p, 6), np.round(q, 6)
    s = p > 0
    if np.any(q[s] == 0):
        return np.inf
    return float(np.sum(p[s] * np.log(p[s] / q[s])))
""", []),
('log of 1 plus the difference', """
def kl_divergence(p, q):
    s = p > 0
    if np.any(q[s] == 0):
        return np.inf
    return float(np.sum(p[s] * np.log1p(p[s] - q[s])))
""", []),
]

WRONG['gaussian_conditional'] += [
('values sorted with the indices, wrongly', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    obs = np.sort(observed)
    gain = np.linalg.solve(cov[np.ix_(obs, obs)], cov[np.ix_(obs, rest)]).T
    return mean[rest] + gain @ (values - mean[obs]), cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(obs, rest)]
""", ['values paired in sorted order']),
('pseudo-inverse cut at 1e-3', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    inv = np.linalg.pinv(cov[np.ix_(observed, observed)], rcond=1e-3)
    gain = cov[np.ix_(rest, observed)] @ inv
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(observed, rest)]
""", []),
('ridge of 1e-6 on the observed block', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    block = cov[np.ix_(observed, observed)] + 1e-4 * np.eye(len(observed))
    gain = np.linalg.solve(block, cov[np.ix_(observed, rest)]).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(observed, rest)]
""", []),
('covariance left as it was', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cov[np.ix_(observed, rest)]).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)]
""", ["the prior's covariance kept"]),
('none observed: the zero mean', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    if len(observed) == 0:
        return np.zeros(len(mean)), cov
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cov[np.ix_(observed, rest)]).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(observed, rest)]
""", []),
('marginal covariance of the observed in the place of the rest', """
def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cov[np.ix_(observed, rest)]).T
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(observed, rest)]
""", ['no shift by the observed mean']),
]

WRONG['sgd_fit'] += [
('without repetition', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.choice(len(x), size=min(batch_size, len(x)), replace=False)]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        m, s = m - lr * gm, s - lr * gs
    return float(m), float(np.exp(s))
""", ['drawn without replacement']),
('the first points always', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[np.arange(min(batch_size, len(x)))]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        m, s = m - lr * gm, s - lr * gs
    return float(m), float(np.exp(s))
""", []),
('learning rate falls', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        lr = lr * 0.999; m, s = m - lr * gm, s - lr * gs
    return float(m), float(np.exp(s))
""", []),
('log_var clipped', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        m, s = m - lr * gm, max(s - lr * gs, -1.0)
    return float(m), float(np.exp(s))
""", []),
('returns the standard deviation', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        m, s = m - lr * gm, s - lr * gs
    return float(m), float(np.exp(s / 2))
""", ['the standard deviation returned']),
('one step too few', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps - 1):
        b = x[rng.integers(len(x), size=batch_size)]
        gm = -np.mean(b - m) / np.exp(s)
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        m, s = m - lr * gm, s - lr * gs
    return float(m), float(np.exp(s))
""", []),
('mean moved first, then its new value used', """
def sgd_fit(x, steps, lr, batch_size, rng):
    m, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        gm = -np.mean(b - m) / np.exp(s)
        m = m - lr * gm
        gs = 0.5 - 0.5 * np.mean((b - m) ** 2) / np.exp(s)
        s = s - lr * gs
    return float(m), float(np.exp(s))
""", ['the second derivative sees the new mean']),
]

WRONG['mutual_information'] += [
('entropy of y given x', """
def mutual_information(joint):
    H = lambda t: -np.sum(t[t > 0] * np.log(t[t > 0]))
    x, y, xy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return float(x + y - xy), float(xy - x)
""", ['H(y given x)']),
('negative rounding kept at 0 by a floor of 1e-3', """
def mutual_information(joint):
    H = lambda t: -np.sum(t[t > 0] * np.log(t[t > 0]))
    x, y, xy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    i = x + y - xy
    return float(i if i > 1e-3 else 0.0), float(xy - y)
""", []),
('normalised by the smaller entropy', """
def mutual_information(joint):
    H = lambda t: -np.sum(t[t > 0] * np.log(t[t > 0]))
    x, y, xy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return float((x + y - xy) / max(min(x, y), 1e-12)), float(xy - y)
""", []),
('the pair turned round', """
def mutual_information(joint):
    H = lambda t: -np.sum(t[t > 0] * np.log(t[t > 0]))
    x, y, xy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return float(xy - y), float(x + y - xy)
""", []),
('needs all cells positive', """
def mutual_information(joint):
    x, y = joint.sum(1, keepdims=True), joint.sum(0, keepdims=True)
    return float(np.sum(joint * np.log(joint / (x * y)))), float(-np.sum(joint * np.log(joint / y)))
""", ['nan at zeros']),
]
