"""Answers to exercises of week 1, labelled: see ../corpora.toml."""

RIGHT = {
    "bernoulli_mle": [
        """
def bernoulli_mle(x: np.ndarray) -> float:
    return float(np.mean(x))
""",
        """
def bernoulli_mle(x: np.ndarray) -> float:
    ones = 0
    for value in x:
        if value == 1:
            ones += 1
    return ones / len(x)
""",
        """
def bernoulli_mle(x: np.ndarray) -> float:
    x = np.asarray(x)
    k = np.count_nonzero(x)
    n = x.size
    # score: k / theta = (n - k) / (1 - theta)  =>  theta = k / n
    return float(k / n)
""",
    ],
    "gaussian_mle": [
        """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    x = np.asarray(x, dtype=np.float64)
    mean = x.mean()
    var = ((x - mean) ** 2).mean()
    return float(mean), float(var)
""",
        """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    # Welford's running update
    mean, m2, n = 0.0, 0.0, 0
    for value in x:
        value = float(value)
        n += 1
        delta = value - mean
        mean += delta / n
        m2 += delta * (value - mean)
    return mean, m2 / n
""",
        """
import math


def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    data = [float(v) for v in x]
    n = len(data)
    mean = math.fsum(data) / n
    var = math.fsum((v - mean) ** 2 for v in data) / n
    return mean, var
""",
    ],
    "kl_divergence": [
        """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    support = p > 0
    if np.any(q[support] == 0):
        return np.inf
    ps, qs = p[support], q[support]
    return float(max(0.0, np.sum(ps * (np.log(ps) - np.log(qs)))))
""",
        """
import math


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total += pk * (math.log(pk) - math.log(qk))
    return float(max(total, 0.0))
""",
        """
from scipy.special import rel_entr


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    # rel_entr is 0 at p = 0 and inf at q = 0 < p
    return float(max(np.sum(rel_entr(p, q)), 0.0))
""",
    ],
    "mutual_information": [
        """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    h_x = entropy(joint.sum(axis=1))
    h_y = entropy(joint.sum(axis=0))
    h_xy = entropy(joint.ravel())
    h_x_given_y = h_xy - h_y
    return float(h_x - h_x_given_y), float(h_x_given_y)
""",
        """
import math


def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    K, L = joint.shape
    px = [sum(float(joint[k, l]) for l in range(L)) for k in range(K)]
    py = [sum(float(joint[k, l]) for k in range(K)) for l in range(L)]
    info, cond = 0.0, 0.0
    for k in range(K):
        for l in range(L):
            p = float(joint[k, l])
            if p == 0:
                continue
            info += p * (math.log(p) - math.log(px[k]) - math.log(py[l]))
            cond -= p * (math.log(p) - math.log(py[l]))
    return info, cond
""",
        """
from scipy.special import xlogy


def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    joint = np.asarray(joint, dtype=float)
    px = joint.sum(axis=1)
    py = joint.sum(axis=0)
    entropy_x = -xlogy(px, px).sum()
    # average over y of the entropy of the column p(x | y)
    conditional = 0.0
    for l in range(joint.shape[1]):
        if py[l] > 0:
            column = joint[:, l] / py[l]
            conditional += py[l] * -xlogy(column, column).sum()
    return float(entropy_x - conditional), float(conditional)
""",
    ],
    "complete_square": [
        """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    _, logdet = np.linalg.slogdet(precision)
    log_constant = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * logdet
    return mean, cov, float(log_constant)
""",
        """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = shift.shape[0]
    L = np.linalg.cholesky(precision)
    L_inv = np.linalg.solve(L, np.eye(D))
    cov = L_inv.T @ L_inv
    u = L_inv @ shift
    mean = L_inv.T @ u
    half_logdet = np.log(np.diag(L)).sum()
    c = 0.5 * (u ** 2).sum() + 0.5 * D * np.log(2 * np.pi) - half_logdet
    return mean, cov, float(c)
""",
        """
from scipy.linalg import cho_factor, cho_solve


def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = precision.shape[0]
    factor = cho_factor(precision, lower=True)
    cov = cho_solve(factor, np.eye(D))
    cov = (cov + cov.T) / 2
    mean = cho_solve(factor, shift)
    # put x = 0: 1 = e^c N(0 | m, C), so c = -log N(0 | m, C)
    logdet_cov = -2 * np.sum(np.log(np.diag(factor[0])))
    log_density_at_0 = -0.5 * (D * np.log(2 * np.pi) + logdet_cov + mean @ precision @ mean)
    return mean, cov, float(-log_density_at_0)
""",
    ],
    "linear_gaussian_mle": [
        """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = (x @ y) / (x @ x)
    var = np.mean((y - a * x) ** 2)
    return float(a), float(var)
""",
        """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    design = np.asarray(x, dtype=float).reshape(-1, 1)
    coef = np.linalg.lstsq(design, np.asarray(y, dtype=float), rcond=None)[0]
    residuals = y - design @ coef
    return float(coef[0]), float(residuals @ residuals / len(y))
""",
        """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    sxy = sxx = 0.0
    for xi, yi in zip(x, y):
        sxy += float(xi) * float(yi)
        sxx += float(xi) ** 2
    a = sxy / sxx
    sse = 0.0
    for xi, yi in zip(x, y):
        sse += (float(yi) - a * float(xi)) ** 2
    return a, sse / len(x)
""",
    ],
    "bits_per_dim": [
        """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll / (dims * np.log(2)))
""",
        """
import math


def bits_per_dim(nll: float, dims: int) -> float:
    nats_per_dim = float(nll) / dims
    return nats_per_dim * math.log2(math.e)
""",
        """
from scipy import stats
def bits_per_dim(nll: float, dims: int) -> float:
    bit = stats.bernoulli(0.5).entropy()  # a fair coin, in nats
    return float(nll / bit / dims)
""",
    ],
    "shrunk_gaussian": [
        """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / N
    cov = (1 - shrink) * S + shrink * np.trace(S) / D * np.eye(D)
    return mean, cov
""",
        """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    D = x.shape[1]
    mean = np.mean(x, axis=0)
    S = np.cov(x.T, bias=True).reshape(D, D)
    average = np.diag(S).mean()
    cov = (1 - shrink) * S
    cov[np.arange(D), np.arange(D)] += shrink * average
    return mean, cov
""",
        """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.sum(axis=0) / N
    diff = x - mean
    cov = np.zeros((D, D))
    for i in range(D):
        cov[i] = diff[:, i] @ diff / N
    level = sum(cov[i, i] for i in range(D)) / D
    cov = cov * (1 - shrink)
    for i in range(D):
        cov[i, i] += shrink * level
    return mean, cov
""",
    ],
    "complete": [
        """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    seen = np.asarray(seen, dtype=int)
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    out = np.empty((values.shape[0], D))
    out[:, seen] = values
    if len(seen) == 0:
        out[:] = mean
        return out
    if len(hidden) == 0:
        return out
    solved = np.linalg.solve(cov[np.ix_(seen, seen)], (values - mean[seen]).T)
    out[:, hidden] = mean[hidden] + (cov[np.ix_(hidden, seen)] @ solved).T
    return out
""",
        """
from scipy.linalg import cho_factor, cho_solve


def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    M = values.shape[0]
    out = np.tile(np.asarray(mean, dtype=float), (M, 1))
    if seen.size == 0:
        return out
    mask = np.ones(len(mean), dtype=bool)
    mask[seen] = False
    if mask.any():
        factor = cho_factor(cov[seen][:, seen])
        weights = cho_solve(factor, cov[seen][:, mask])      # (S, U)
        out[:, mask] += (values - mean[seen]) @ weights
    out[:, seen] = values
    return out
""",
        """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = mean.shape[0]
    places = [int(s) for s in seen]
    rest = [d for d in range(D) if d not in set(places)]
    result = np.zeros((len(values), D))
    if places and rest:
        cov_ss = cov[np.ix_(places, places)]
        cov_sr = cov[np.ix_(places, rest)]
        gain = np.linalg.solve(cov_ss, cov_sr).T  # once, shared by all pictures
    for m in range(len(values)):
        for i, place in enumerate(places):
            result[m, place] = values[m, i]
        if rest:
            guess = mean[rest]
            if places:
                guess = guess + gain @ (values[m] - mean[places])
            result[m, rest] = guess
    return result
""",
    ],
}

WRONG = {
    "bernoulli_mle": [
        ("Laplace smoothing", """
def bernoulli_mle(x: np.ndarray) -> float:
    return float((np.sum(x) + 1) / (len(x) + 2))
""", ["add-one smoothing"]),
        ("keeps away from the edge", """
def bernoulli_mle(x: np.ndarray) -> float:
    theta = np.mean(x)
    return float(np.clip(theta, 1e-3, 1 - 1e-3))
""", []),
        ("share of zeros", """
def bernoulli_mle(x: np.ndarray) -> float:
    return float(np.mean(x == 0))
""", ['the share of zeros']),
        ("sum instead of mean", """
def bernoulli_mle(x: np.ndarray) -> float:
    return float(x.sum())
""", ["sum instead of mean"]),
        ("divides by N - 1", """
def bernoulli_mle(x: np.ndarray) -> float:
    n = len(x)
    return float(np.sum(x) / (n - 1))
""", ['n - 1']),
        ("odds instead of probability", """
def bernoulli_mle(x: np.ndarray) -> float:
    ones = np.sum(x == 1)
    zeros = np.sum(x == 0)
    return float(ones / zeros)
""", ['the odds']),
        ("most frequent value", """
def bernoulli_mle(x: np.ndarray) -> float:
    return float(np.median(x) >= 0.5)
""", ["mode"]),
        ("coarse grid search without the edges", """
def bernoulli_mle(x: np.ndarray) -> float:
    grid = np.linspace(0.01, 0.99, 99)
    ones = x.sum()
    zeros = len(x) - ones
    loglik = ones * np.log(grid) + zeros * np.log(1 - grid)
    return float(grid[np.argmax(loglik)])
""", []),
        ("integer division", """
def bernoulli_mle(x: np.ndarray) -> float:
    return float(int(x.sum()) // len(x))
""", []),
    ],
    "gaussian_mle": [
        ("unbiased variance, N - 1", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    return float(np.mean(x)), float(np.var(x, ddof=1))
""", ["n - 1"]),
        ("standard deviation instead of variance", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    return float(x.mean()), float(x.std())
""", ["standard deviation"]),
        ("cancellation in E[x^2] - E[x]^2", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    mean = np.mean(x)
    var = np.mean(x ** 2) - mean ** 2
    return float(mean), float(var)
""", []),
        ("adds a small number to the variance", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    mean = np.mean(x)
    var = np.mean((x - mean) ** 2) + 1e-8
    return float(mean), float(var)
""", []),
        ("sum of squares, not mean", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    m = np.mean(x)
    return float(m), float(np.sum((x - m) ** 2))
""", ['sum instead of mean']),
        ("median as location", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    centre = np.median(x)
    return float(centre), float(np.mean((x - centre) ** 2))
""", ["median"]),
        ("second moment about zero", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    mean = x.sum() / len(x)
    var = (x ** 2).sum() / len(x)
    return float(mean), float(var)
""", ['second moment']),
        ("single precision", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    t = torch.tensor(x, dtype=torch.float32)
    mean = t.mean()
    var = ((t - mean) ** 2).mean()
    return mean.item(), var.item()
""", []),
        ("mean absolute deviation", """
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    mean = np.mean(x)
    return float(mean), float(np.mean(np.abs(x - mean)))
""", ['absolute deviations']),
    ],
    "kl_divergence": [
        ("reverse direction", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    mask = q > 0
    if np.any(p[mask] == 0):
        return np.inf
    return float(np.sum(q[mask] * np.log(q[mask] / p[mask])))
""", ["arguments swapped"]),
        ("adds a small number", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    eps = 1e-12
    return float(np.sum(p * np.log((p + eps) / (q + eps))))
""", ["1e-12 added"]),
        ("0 log 0 is nan", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return float(np.sum(p * (np.log(p) - np.log(q))))
""", ["nan at p = 0"]),
        ("bits instead of nats", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(np.sum(p[m] * np.log2(p[m] / q[m])))
""", ['bits']),
        ("drops the cells where q is 0", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    ok = (p > 0) & (q > 0)
    return float(np.sum(p[ok] * np.log(p[ok] / q[ok])))
""", ["outcomes with q = 0 left out"]),
        ("infinite for any zero in q", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    if np.any(q == 0):
        return np.inf
    out = 0.0
    for a, b in zip(p, q):
        if a > 0:
            out += a * np.log(a / b)
    return float(out)
""", ['infinite wherever q is 0']),
        ("treats tiny q as zero", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    mask = ~np.isclose(p, 0)
    if np.any(np.isclose(q[mask], 0)):
        return np.inf
    return float(np.sum(p[mask] * np.log(p[mask] / q[mask])))
""", []),
        ("mean instead of sum", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = p > 0
    if (q[m] == 0).any():
        return np.inf
    return float(np.mean(p[m] * np.log(p[m] / q[m])))
""", []),
        ("cross-entropy, forgets the entropy of p", """
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = p > 0
    if np.any(q[m] == 0):
        return np.inf
    return float(-np.sum(p[m] * np.log(q[m])))
""", ['cross-entropy']),
    ],
    "mutual_information": [
        ("H(y | x) instead of H(x | y)", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    def H(p):
        p = p[p > 0]
        return float(-(p * np.log(p)).sum())
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return hx + hy - hxy, hxy - hx
""", ["H(y given x)"]),
        ("bits instead of nats", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    def H(p):
        p = p[p > 0]
        return float(-(p * np.log2(p)).sum())
    hx, hy, hxy = H(joint.sum(1)), H(joint.sum(0)), H(joint)
    return hx + hy - hxy, hxy - hy
""", ['bits']),
        ("cells of probability 0 give nan", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    info = np.sum(joint * np.log(joint / (px * py)))
    cond = -np.sum(joint * np.log(joint / py))
    return float(info), float(cond)
""", ["nan at zeros"]),
        ("pair in the wrong order", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    h_cond = entropy(joint.ravel()) - entropy(joint.sum(axis=0))
    info = entropy(joint.sum(axis=1)) - h_cond
    return float(h_cond), float(info)
""", []),
        ("columns not weighted by p(y)", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    py = joint.sum(axis=0)
    cols = [entropy(joint[:, l] / py[l]) for l in range(joint.shape[1]) if py[l] > 0]
    cond = np.mean(cols)
    return float(entropy(joint.sum(axis=1)) - cond), float(cond)
""", ['the conditional weighs itself']),
        ("joint entropy instead of the conditional one", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    m = joint > 0
    outer = np.outer(joint.sum(1), joint.sum(0))
    info = np.sum(joint[m] * np.log(joint[m] / outer[m]))
    cond = -np.sum(joint[m] * np.log(joint[m]))
    return float(info), float(cond)
""", ["joint entropy"]),
        ("elementwise product of the marginals", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    px = joint.sum(axis=1)
    py = joint.sum(axis=0)
    m = joint > 0
    ratio = joint / (px * py)
    info = np.sum(joint[m] * np.log(ratio[m]))
    hx = -np.sum(px[px > 0] * np.log(px[px > 0]))
    return float(info), float(hx - info)
""", []),
        ("divergence from uniform instead of independence", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    p = joint[joint > 0]
    info = np.sum(p * np.log(p * joint.size))
    py = joint.sum(axis=0)
    py = py[py > 0]
    cond = -np.sum(p * np.log(p)) + np.sum(py * np.log(py))
    return float(info), float(cond)
""", []),
        ("returns H(x) as conditional entropy", """
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    px = joint.sum(axis=1)
    py = joint.sum(axis=0)
    info = 0.0
    for k in range(joint.shape[0]):
        for l in range(joint.shape[1]):
            if joint[k, l] > 0:
                info += joint[k, l] * np.log(joint[k, l] / (px[k] * py[l]))
    h = -sum(p * np.log(p) for p in px if p > 0)
    return float(info), float(h)
""", ["the entropy of x"]),
    ],
    "complete_square": [
        ("log of det overflows", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    c = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * np.log(np.linalg.det(precision))
    return mean, cov, float(c)
""", ["the determinant leaves the floats"]),
        ("sign of the log determinant", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = np.linalg.solve(precision, shift)
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * (shift @ mean + D * np.log(2 * np.pi) + logdet)
    return mean, cov, float(c)
""", ["sign of the log-determinant"]),
        ("forgets the dimension in the 2 pi term", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    cov = np.linalg.inv(precision)
    mean = np.linalg.solve(precision, shift)
    sign, logdet = np.linalg.slogdet(precision)
    c = 0.5 * shift @ mean + 0.5 * np.log(2 * np.pi) - 0.5 * logdet
    return mean, cov, float(c)
""", ["one 2 pi for all dimensions"]),
        ("h'm without the half", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    logdet = np.linalg.slogdet(cov)[1]
    c = shift @ mean + 0.5 * D * np.log(2 * np.pi) + 0.5 * logdet
    return mean, cov, float(c)
""", ["factor 1/2 of the constant lost"]),
        ("sign of the completed term", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    logdet = np.linalg.slogdet(precision)[1]
    c = -0.5 * mean @ precision @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * logdet
    return mean, cov, float(c)
""", ['sign of the constant']),
        ("takes the shift for the mean", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    mean = shift.copy()
    cov = np.linalg.inv(precision)
    logdet = np.linalg.slogdet(precision)[1]
    c = 0.5 * mean @ precision @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * logdet
    return mean, cov, float(c)
""", ["the shift taken for the mean"]),
        ("constant with the wrong sign (moved to the other side)", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    logdet_cov = -np.linalg.slogdet(precision)[1]
    c = -0.5 * (D * np.log(2 * np.pi) + logdet_cov + shift @ mean)
    return mean, cov, float(c)
""", ["sign of the constant", "sign of the normaliser"]),
        ("forgets the normaliser of the Gaussian", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    c = 0.5 * mean @ precision @ mean
    return mean, cov, float(c)
""", ["normaliser left out"]),
        ("returns the constant, not its log", """
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(shift)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    logdet = np.linalg.slogdet(2 * np.pi * cov)[1]
    return mean, cov, float(np.exp(0.5 * shift @ mean + 0.5 * logdet))
""", ['the factor, not its logarithm']),
    ],
    "linear_gaussian_mle": [
        ("fits an intercept", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a, b = np.polyfit(x, y, 1)
    var = np.mean((y - a * x - b) ** 2)
    return float(a), float(var)
""", ["with intercept"]),
        ("divides by N - 1", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = np.sum(x * y) / np.sum(x ** 2)
    r = y - a * x
    return float(a), float(np.sum(r ** 2) / (len(x) - 1))
""", ["n - 1"]),
        ("sigma instead of sigma squared", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.sqrt(np.mean((y - a * x) ** 2)))
""", ["the standard deviation returned"]),
        ("mean of the ratios", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = np.mean(y / x)
    var = np.mean((y - a * x) ** 2)
    return float(a), float(var)
""", ["mean of the ratios"]),
        ("covariance over variance (centred)", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    xc = x - x.mean()
    yc = y - y.mean()
    a = (xc @ yc) / (xc @ xc)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ["with intercept"]),
        ("regresses x on y", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = (x @ y) / (y @ y)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ["x on y"]),
        ("variance about the residual mean", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.var(y - a * x))
""", ["spread of the residuals about their mean"]),
        ("ratio of the means", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    a = y.mean() / x.mean()
    var = ((y - a * x) ** 2).mean()
    return float(a), float(var)
""", ["mean of the ratios"]),
        ("sum of squared residuals", """
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    sol, res, _, _ = np.linalg.lstsq(x[:, None], y, rcond=None)
    a = sol[0]
    var = np.sum((y - a * x) ** 2)
    return float(a), float(var)
""", ["sum of squares, not divided"]),
    ],
    "bits_per_dim": [
        ("multiplies by log 2", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll * np.log(2) / dims)
""", ["multiplied by log 2"]),
        ("not per dimension", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll / np.log(2))
""", ["not divided by the dimensions"]),
        ("stays in nats", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll) / dims
""", ["nats"]),
        ("log2 of the nll", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(np.log2(nll) / dims)
""", []),
        ("sign: takes nll for a log-likelihood", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(-nll / (dims * np.log(2)))
""", ["sign"]),
        ("multiplies by the dimensions", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll / np.log(2) * dims)
""", ["multiplied by the dimensions"]),
        ("divides by 2, not by log 2", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll / (2 * dims))
""", []),
        ("base 10", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(nll / (dims * np.log10(2)))
""", ["log10"]),
        ("perplexity", """
def bits_per_dim(nll: float, dims: int) -> float:
    return float(np.exp(nll / dims))
""", []),
    ],
    "shrunk_gaussian": [
        ("s and 1 - s exchanged", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.mean(axis=0)
    S = (x - mean).T @ (x - mean) / N
    return mean, shrink * S + (1 - shrink) * np.trace(S) / D * np.eye(D)
""", ["the weights exchanged"]),
        ("np.cov divides by N - 1", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    D = x.shape[1]
    mean = x.mean(axis=0)
    S = np.atleast_2d(np.cov(x, rowvar=False))
    return mean, (1 - shrink) * S + shrink * np.mean(np.diag(S)) * np.eye(D)
""", ["n - 1"]),
        ("trace instead of the mean of the diagonal", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, (1 - shrink) * S + shrink * np.trace(S) * np.eye(D)
""", ["the trace, not the mean variance"]),
        ("shrinks to the identity", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, (1 - shrink) * S + shrink * np.eye(D)
""", ["the identity added", "shrunk to the identity"]),
        ("adds the scalar to all entries", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N = x.shape[0]
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, (1 - shrink) * S + shrink * np.diag(S).mean()
""", ["no identity"]),
        ("keeps the own variances on the diagonal", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N = x.shape[0]
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, (1 - shrink) * S + shrink * np.diag(np.diag(S))
""", ["each variance kept"]),
        ("mean of all entries of S", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, (1 - shrink) * S + shrink * S.mean() * np.eye(D)
""", ["the mean over all entries"]),
        ("does not scale S down (ridge)", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    N, D = x.shape
    mean = x.mean(axis=0)
    c = x - mean
    S = c.T @ c / N
    return mean, S + shrink * np.mean(np.diag(S)) * np.eye(D)
""", ["the covariance not weighed down"]),
        ("fails for D = 1", """
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    mean = x.mean(axis=0)
    S = np.cov(x, rowvar=False, bias=True)
    level = np.mean(np.diag(S))
    return mean, (1 - shrink) * S + shrink * level * np.eye(x.shape[1])
""", []),
    ],
    "complete": [
        ("solves anew for every picture", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    for m in range(len(values)):
        out[m, seen] = values[m]
        z = np.linalg.solve(cov[np.ix_(seen, seen)], values[m] - mean[seen])
        out[m, hidden] = mean[hidden] + cov[np.ix_(hidden, seen)] @ z
    return out
""", ["a system for each picture"]),
        ("forgets to subtract the mean of the seen", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    out[:, seen] = values
    z = np.linalg.solve(cov[np.ix_(seen, seen)], values.T)
    out[:, hidden] = mean[hidden] + (cov[np.ix_(hidden, seen)] @ z).T
    return out
""", ["no shift by the mean of the seen"]),
        ("forgets the mean of the unseen", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    out[:, seen] = values
    z = np.linalg.solve(cov[np.ix_(seen, seen)], (values - mean[seen]).T)
    out[:, hidden] = (cov[np.ix_(hidden, seen)] @ z).T
    return out
""", ["the mean of the rest forgotten"]),
        ("order of seen lost by a boolean mask", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    mask = np.zeros(D, dtype=bool)
    mask[seen] = True
    out = np.zeros((len(values), D))
    out[:, mask] = values
    W = np.linalg.solve(cov[mask][:, mask], cov[mask][:, ~mask])
    out[:, ~mask] = mean[~mask] + (values - mean[mask]) @ W
    return out
""", ["the order of the seen is lost"]),
        ("fills with the unconditional mean", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    out = np.tile(mean, (len(values), 1)).astype(float)
    out[:, seen] = values
    return out
""", ["the mean, whatever was seen"]),
        ("crashes when all pixels are seen", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.array([d for d in range(D) if d not in seen])
    out = np.zeros((len(values), D))
    out[:, seen] = values
    z = np.linalg.solve(cov[seen][:, seen], (values - mean[seen]).T)
    out[:, hidden] = mean[hidden] + (cov[hidden][:, seen] @ z).T
    return out
""", []),
        ("block of the inverse instead of inverse of the block", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    precision = np.linalg.inv(cov)
    W = cov[np.ix_(hidden, seen)] @ precision[np.ix_(seen, seen)]
    out = np.zeros((len(values), D))
    out[:, seen] = values
    out[:, hidden] = mean[hidden] + (values - mean[seen]) @ W.T
    return out
""", []),
        ("puts seen pixels first", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    z = np.linalg.solve(cov[np.ix_(seen, seen)], (values - mean[seen]).T)
    painted = mean[hidden] + (cov[np.ix_(hidden, seen)] @ z).T
    return np.concatenate([values, painted], axis=1)
""", []),
        ("ridge on the seen block", """
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    D = len(mean)
    hidden = np.setdiff1d(np.arange(D), seen)
    A = cov[np.ix_(seen, seen)] + 1e-3 * np.eye(len(seen))
    W = np.linalg.solve(A, cov[np.ix_(seen, hidden)])
    out = np.zeros((len(values), D))
    out[:, seen] = values
    out[:, hidden] = mean[hidden] + (values - mean[seen]) @ W
    return out
""", []),
    ],
}
