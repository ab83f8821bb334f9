"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- bernoulli_mle
RIGHT["bernoulli_mle"] = [
"""import numpy as np

def bernoulli_mle(x):
    return float(np.mean(np.asarray(x, dtype=float)))
""",
"""import numpy as np

def bernoulli_mle(x: np.ndarray) -> float:
    ones = np.count_nonzero(x)
    return ones / len(x)
""",
"""def bernoulli_mle(x):
    heads = 0
    for toss in x:
        if toss == 1:
            heads += 1
    return float(heads) / float(len(x))
""",
]
WRONG["bernoulli_mle"] = [
    # in: np.array([1, 1, 1, 1, 1]): 0.857 instead of 1
    # hint: This is a posterior mean under a uniform prior; maximum likelihood adds no imaginary tosses.
    ("Laplace smoothing", """import numpy as np

def bernoulli_mle(x):
    return float((np.sum(x) + 1) / (len(x) + 2))
""", ["add-one smoothing"]),
    # in: np.ones(5): 0.999999 instead of 1.0
    # hint: At the edge the likelihood is largest at the edge itself, so do not keep theta away from 0 and 1.
    ("clipped away from the edges", """import numpy as np

def bernoulli_mle(x):
    eps = 1e-6
    return float(np.clip(np.mean(x), eps, 1 - eps))
""", []),
    # in: np.array([1, 1, 0]): 1/3 instead of 2/3
    # hint: theta is the probability of a one; you return the share of the zeros.
    ("share of the zeros", """import numpy as np

def bernoulli_mle(x):
    return float(np.sum(x == 0) / x.size)
""", ['the share of zeros']),
    # in: np.array([1, 0, 0]): 0.33 instead of 1/3; np.ones(5): 0.99
    # hint: A grid finds the maximum only up to its step and misses the edges; solve for the zero of the derivative.
    ("grid search", """import numpy as np

def bernoulli_mle(x):
    theta = np.linspace(0.01, 0.99, 99)
    ones = np.sum(x)
    ll = ones * np.log(theta) + (len(x) - ones) * np.log(1 - theta)
    return float(theta[np.argmax(ll)])
""", []),
    # in: np.array([1, 1, 0]): 2.0 instead of 2/3; no zeros: division by zero
    # hint: You return the odds, ones over zeros; the probability divides by all tosses.
    ("odds instead of probability", """import numpy as np

def bernoulli_mle(x):
    ones = np.sum(x == 1)
    zeros = np.sum(x == 0)
    return float(ones / zeros)
""", ['the odds']),
    # in: np.array([1, 0, 1]): 1.0 instead of 2/3; one toss: division by zero
    # hint: The divisor N - 1 belongs to an unbiased variance; a proportion divides by N.
    ("divisor N - 1", """import numpy as np

def bernoulli_mle(x):
    return float(np.sum(x)) / (len(x) - 1)
""", ['n - 1']),
    # in: np.array([1, 1, 0]): 1.0 instead of 2/3
    # hint: The most likely value of a toss is not the most likely theta.
    ("majority vote", """import numpy as np

def bernoulli_mle(x):
    return float(np.median(x) >= 0.5)
""", ["mode"]),
    # in: np.ones(5): about 0.9987 instead of 1 (never reaches the edge); same for zeros
    # hint: Gradient ascent in the logit never arrives at theta = 1; there is a formula that does.
    ("gradient ascent in the logit", """import numpy as np

def bernoulli_mle(x):
    logit = 0.0
    for _ in range(1500):
        theta = 1 / (1 + np.exp(-logit))
        logit += 0.5 * np.mean(x - theta)
    return float(1 / (1 + np.exp(-logit)))
""", []),
]

# ---------------------------------------------------------------- gaussian_mle
RIGHT["gaussian_mle"] = [
"""import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    return float(np.mean(x)), float(np.var(x))
""",
"""import numpy as np

def gaussian_mle(x):
    x = np.array(x, dtype=np.float64)
    shift = x[0]
    d = x - shift
    m = d.mean()
    return float(shift + m), float(((d - m) ** 2).mean())
""",
"""import math

def gaussian_mle(x):
    values = [float(v) for v in x]
    n = len(values)
    mean = math.fsum(values) / n
    var = math.fsum((v - mean) ** 2 for v in values) / n
    return mean, var
""",
]
WRONG["gaussian_mle"] = [
    # in: np.array([1., 2., 6.]): var 7 instead of 14/3; one observation: nan
    # hint: The likelihood is largest with divisor N; N - 1 is the unbiased estimate.
    ("divisor N - 1", """import numpy as np

def gaussian_mle(x):
    return float(np.mean(x)), float(np.var(x, ddof=1))
""", ["n - 1"]),
    # in: 1e8 + np.array([0., 1., 2.]): var 0 or 2 instead of 2/3
    # hint: Far from 0 the mean of the squares and the square of the mean share all their digits; centre before you square.
    ("mean of squares minus squared mean", """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    return float(mean), float((x ** 2).mean() - mean ** 2)
""", []),
    # in: np.array([1., 2., 6.]): 2.16 instead of 4.67
    # hint: You return the standard deviation; the statement asks for its square.
    ("standard deviation", """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    return float(x.mean()), float(x.std())
""", ["standard deviation"]),
    # in: 1e-6 * np.array([1., 2., 6.]): var 1e-8 instead of 4.67e-12; one observation: 1e-8 instead of 0
    # hint: A floor that is small in one unit is huge in another; add nothing.
    ("floor below the variance", """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    return float(x.mean()), max(float(x.var()), 1e-8)
""", []),
    # in: np.array([1., 2., 6.]): mean 2 instead of 3
    # hint: The centre that makes the sum of squares smallest is the mean; the median does that for absolute deviations.
    ("median for mean", """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    centre = np.median(x)
    return float(centre), float(np.mean((x - centre) ** 2))
""", ["median"]),
    # in: 1e8 + np.array([0., 1., 2.]): float32 cannot tell them apart, var 0 or 16-like instead of 2/3
    # hint: float32 has seven digits, not enough for a small spread far from 0.
    ("float32", """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float32)
    return float(x.mean()), float(x.var())
""", []),
    # in: np.array([1., 2., 6.]): right numbers, but the caller's x is now [-2, -1, 3]; integers: error
    # hint: x -= ... changes the caller's array; work on a copy.
    ("centres the argument in place", """import numpy as np

def gaussian_mle(x):
    mean = float(x.mean())
    x -= mean
    return mean, float((x ** 2).mean())
""", []),
    # in: 1e-9 * np.array([1., 2., 6.]): (0.0, 0.0) instead of (3e-9, 4.67e-18)
    # hint: Rounding to a fixed number of decimals erases data in small units.
    ("rounded", """import numpy as np

def gaussian_mle(x):
    mean = round(float(np.mean(x)), 8)
    var = round(float(np.mean((x - mean) ** 2)), 8)
    return mean, var
""", []),
]

# ---------------------------------------------------------------- kl_divergence
RIGHT["kl_divergence"] = [
"""import numpy as np

def kl_divergence(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    seen = p > 0
    p, q = p[seen], q[seen]
    if np.any(q == 0):
        return np.inf
    return max(float(np.sum(p * (np.log(p) - np.log(q)))), 0.0)
""",
"""import numpy as np
from scipy.special import rel_entr

def kl_divergence(p, q):
    total = float(np.sum(rel_entr(np.asarray(p, float), np.asarray(q, float))))
    return total if total > 0 else 0.0
""",
"""import math

def kl_divergence(p, q):
    terms = []
    for a, b in zip(p, q):
        a, b = float(a), float(b)
        if a == 0:
            continue
        if b == 0:
            return math.inf
        terms.append(a * (math.log(a) - math.log(b)))
    return max(0.0, math.fsum(terms))
""",
]
WRONG["kl_divergence"] = [
    # in: p=[0.9, 0.1], q=[0.5, 0.5]: 0.51 instead of 0.37
    # hint: The weights are those of the distribution the data come from; you computed KL(q || p).
    ("arguments exchanged", """import numpy as np

def kl_divergence(p, q):
    keep = q > 0
    if np.any(p[keep] == 0):
        return np.inf
    return float(np.sum(q[keep] * np.log(q[keep] / p[keep])))
""", ["arguments swapped", "outcomes with q = 0 left out"]),
    # in: p=[0.5, 0.5], q=[1, 0]: 13.1 instead of inf
    # hint: A small number added to q makes an infinite divergence finite; the statement wants none.
    ("small number added", """import numpy as np

def kl_divergence(p, q):
    eps = 1e-12
    return float(np.sum(p * np.log((p + eps) / (q + eps))))
""", ["1e-12 added"]),
    # in: p=[0.5, 0.5], q=[1, 0]: -0.35 instead of inf
    # hint: Leave out only where p is 0; a zero of q below a positive p makes the answer infinite.
    ("leaves out the zeros of q too", """import numpy as np

def kl_divergence(p, q):
    both = (p > 0) & (q > 0)
    return float(np.sum(p[both] * np.log(p[both] / q[both])))
""", ["outcomes with q = 0 left out"]),
    # in: p=[1, 0], q=[0.5, 0.5]: nan instead of log 2
    # hint: 0 * log 0 is nan in floating point; drop the outcomes with p = 0 first.
    ("zeros of p forgotten", """import numpy as np

def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return float(np.sum(p * np.log(p / q)))
""", ["nan at p = 0"]),
    # in: p=[0.5, 0.5, 0], q=[0.25, 0.75, 0]: inf instead of 0.14
    # hint: A zero of q does no harm where p is 0 as well.
    ("infinite at any zero of q", """import numpy as np

def kl_divergence(p, q):
    if np.any(q == 0):
        return np.inf
    seen = p > 0
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""", ['infinite wherever q is 0']),
    # in: p=[0.5, 0.5], q=[1 - 1e-300, 1e-300]: inf instead of 344.7
    # hint: 1e-300 is small but not 0; compare with 0 itself.
    ("tiny q counted as zero", """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(np.isclose(q[seen], 0)):
        return np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""", []),
    # in: p=[0.9, 0.1], q=[0.5, 0.5]: 0.53 instead of 0.37
    # hint: log2 counts in bits; the course counts in nats.
    ("bits", """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * np.log2(p[seen] / q[seen])))
""", ['bits']),
    # in: p=[0.9, 0.1], q=[0.5, 0.5]: 0.69 instead of 0.37; also p = q does not give 0
    # hint: This is the cross-entropy; subtract the entropy of p, the surprise that no model can avoid.
    ("cross-entropy", """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(-np.sum(p[seen] * np.log(q[seen])))
""", ['cross-entropy']),
]

# ---------------------------------------------------------------- mutual_information
RIGHT["mutual_information"] = [
"""import numpy as np

def mutual_information(joint):
    joint = np.asarray(joint, dtype=float)

    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    hx, hy, hxy = H(joint.sum(axis=1)), H(joint.sum(axis=0)), H(joint.ravel())
    return float(hx + hy - hxy), float(hxy - hy)
""",
"""import numpy as np

def mutual_information(joint):
    joint = np.asarray(joint, dtype=float)
    px, py = joint.sum(axis=1), joint.sum(axis=0)
    i, j = np.nonzero(joint)
    p = joint[i, j]
    info = np.sum(p * (np.log(p) - np.log(px[i]) - np.log(py[j])))
    cond = -np.sum(p * (np.log(p) - np.log(py[j])))
    return float(info), float(cond)
""",
"""import math

def mutual_information(joint):
    K, L = joint.shape
    px = [math.fsum(float(joint[k, l]) for l in range(L)) for k in range(K)]
    py = [math.fsum(float(joint[k, l]) for k in range(K)) for l in range(L)]
    info, rest = 0.0, 0.0
    for k in range(K):
        for l in range(L):
            p = float(joint[k, l])
            if p > 0:
                info += p * (math.log(p) - math.log(px[k]) - math.log(py[l]))
                rest -= p * (math.log(p) - math.log(py[l]))
    return info, rest
""",
]
_H = """import numpy as np

def _H(p):
    p = np.asarray(p, dtype=float).ravel()
    p = p[p > 0]
    return -np.sum(p * np.log(p))

"""
WRONG["mutual_information"] = [
    # in: np.array([[0.5, 0.1], [0.1, 0.3]]) agrees by symmetry; np.array([[0.5, 0.3], [0.1, 0.1]]): H(y|x) instead of H(x|y)
    # hint: x stands on axis 0, so its distribution is the sum over axis 1; you return what stays of y.
    ("H(y given x)", _H + """def mutual_information(joint):
    hx, hy, hxy = _H(joint.sum(axis=0)), _H(joint.sum(axis=1)), _H(joint)
    return float(hx + hy - hxy), float(hxy - hy)
""", ["H(y given x)"]),
    # in: any 2 x 3 table: shapes do not fit; np.array([[0.5, 0.3], [0.1, 0.1]]): marginals in the wrong places
    # hint: The outer product must have p(x) along the rows; try a table that is not square.
    ("outer product transposed", """import numpy as np

def mutual_information(joint):
    a, b = joint.sum(axis=0), joint.sum(axis=1)
    indep = np.outer(a, b)
    m = joint > 0
    info = np.sum(joint[m] * np.log(joint[m] / indep[m]))
    hx = -np.sum(b[b > 0] * np.log(b[b > 0]))
    return float(info), float(hx - info)
""", []),
    # in: np.diag([0.5, 0.5]): nan instead of (log 2, 0)
    # hint: 0 * log 0 is nan; cells of probability 0 must be left out.
    ("zero cells forgotten", """import numpy as np

def mutual_information(joint):
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    info = np.sum(joint * np.log(joint / (px * py)))
    cond = -np.sum(joint * np.log(joint / py))
    return float(info), float(cond)
""", ["nan at zeros"]),
    # in: np.array([[0.4, 0.1], [0.1, 0.4]]): second number log 2 instead of 0.50
    # hint: The second number is what stays of the uncertainty once y is known, not the uncertainty before.
    ("entropy of x for the conditional one", _H + """def mutual_information(joint):
    hx = _H(joint.sum(axis=1))
    info = hx + _H(joint.sum(axis=0)) - _H(joint)
    return float(info), float(hx)
""", ["the entropy of x"]),
    # in: np.array([[0.5, 0.3], [0.1, 0.1]]): the columns weigh 0.6 and 0.4, not 1/2 each
    # hint: The conditional entropy is a mean over y, weighed by p(y).
    ("conditional entropy without weights", _H + """def mutual_information(joint):
    py = joint.sum(axis=0)
    hs = [_H(joint[:, l] / py[l]) for l in range(joint.shape[1]) if py[l] > 0]
    cond = np.mean(hs)
    return float(_H(joint.sum(axis=1)) - cond), float(cond)
""", ['the conditional weighs itself']),
    # in: np.array([[0.5, 0.0], [0.5, 0.0]]): column of zeros gives 0/0 = nan instead of (0, log 2)
    # hint: A value of y that never occurs has no conditional distribution; do not divide by its probability.
    ("divides by a zero column", """import numpy as np

def mutual_information(joint):
    py = joint.sum(axis=0)
    given = joint / py
    logs = np.log(np.where(given == 0, 1, given))
    cond = -np.sum(joint * logs)
    px = joint.sum(axis=1)
    hx = -np.sum(px * np.log(np.where(px == 0, 1, px)))
    return float(hx - cond), float(cond)
""", ["nan at zeros"]),
    # in: np.array([[0.4, 0.1], [0.1, 0.4]]): (0.50, 0.19) instead of (0.19, 0.50)
    # hint: Look at the order of the pair: first the information, then what stays.
    ("pair exchanged", _H + """def mutual_information(joint):
    hx, hy, hxy = _H(joint.sum(axis=1)), _H(joint.sum(axis=0)), _H(joint)
    return float(hxy - hy), float(hx + hy - hxy)
""", []),
]

# ---------------------------------------------------------------- complete_square
RIGHT["complete_square"] = [
"""import numpy as np

def complete_square(precision, shift):
    P = np.asarray(precision, dtype=float)
    h = np.asarray(shift, dtype=float)
    mean = np.linalg.solve(P, h)
    cov = np.linalg.inv(P)
    logdet = np.linalg.slogdet(P)[1]
    c = 0.5 * (h @ mean + len(h) * np.log(2 * np.pi) - logdet)
    return mean, cov, float(c)
""",
"""import numpy as np
from scipy.linalg import cho_factor, cho_solve

def complete_square(precision, shift):
    D = len(shift)
    factor = cho_factor(np.array(precision, dtype=float), lower=True)
    mean = cho_solve(factor, np.array(shift, dtype=float))
    cov = cho_solve(factor, np.eye(D))
    cov = (cov + cov.T) / 2
    half_logdet = np.sum(np.log(np.diag(factor[0])))
    c = D / 2 * np.log(2 * np.pi) - half_logdet + 0.5 * np.dot(shift, mean)
    return mean, cov, float(c)
""",
"""import numpy as np

def complete_square(precision, shift):
    P = np.array(precision, dtype=float)
    h = np.array(shift, dtype=float)
    s = np.sqrt(np.diag(P))
    L = np.linalg.cholesky(P / np.outer(s, s))
    W = np.linalg.solve(L, np.diag(1 / s))
    cov = W.T @ W
    u = W @ h
    mean = W.T @ u
    logdet = 2 * np.log(np.diag(L)).sum() + 2 * np.log(s).sum()
    # log N(0 | m, C) = -D/2 log 2 pi + 1/2 log det P - 1/2 m'Pm, and c = -log N(0)
    log_at_zero = -0.5 * h.size * np.log(2 * np.pi) + 0.5 * logdet - 0.5 * (u @ u)
    return mean, cov, -float(log_at_zero)
""",
]
WRONG["complete_square"] = [
    # in: 1000 * np.eye(200): det overflows, c = -inf instead of a finite number
    # hint: The determinant leaves the range of floats; sum the logs of the diagonal of a Cholesky factor, or slogdet.
    ("log of det", """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    D = len(shift)
    c = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - 0.5 * np.log(np.linalg.det(precision))
    return mean, cov, float(c)
""", ["the determinant leaves the floats"]),
    # in: P=[[4.]], h=[0.]: c = 0.5 log(8 pi) instead of 0.5 log(pi / 2)
    # hint: det C is 1 / det P: check the sign of the log-determinant.
    ("sign of the log-determinant", """import numpy as np

def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    c = 0.5 * (shift @ mean + len(shift) * np.log(2 * np.pi) + np.linalg.slogdet(precision)[1])
    return mean, cov, float(c)
""", ["sign of the log-determinant"]),
    # in: np.eye(1), h=[0.]: c = 0 instead of 0.92
    # hint: Put x = 0 in: what about the constant in front of the Gaussian density?
    ("normaliser forgotten", """import numpy as np

def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    return mean, np.linalg.inv(precision), float(0.5 * shift @ mean)
""", ["normaliser left out"]),
    # in: np.eye(2), h=[0., 0.]: 0.92 instead of 1.84; right for D = 1
    # hint: The factor (2 pi)^(1/2) occurs once for each dimension.
    ("2 pi for one dimension", """import numpy as np

def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    c = 0.5 * shift @ mean + 0.5 * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(precision)[1]
    return mean, cov, float(c)
""", ["one 2 pi for all dimensions"]),
    # in: P=2 I, h=[1., 0.]: h'm enters twice
    # hint: Multiply out the square: what is left over is one half of m'Pm.
    ("half forgotten in h'm", """import numpy as np

def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    cov = np.linalg.inv(precision)
    D = shift.shape[0]
    c = shift @ mean + 0.5 * (D * np.log(2 * np.pi) - np.linalg.slogdet(precision)[1])
    return mean, cov, float(c)
""", ["factor 1/2 of the constant lost"]),
    # in: P=2 I: cov = 2 I instead of I / 2
    # hint: P is the precision; the covariance is its inverse.
    ("precision returned as covariance", """import numpy as np

def complete_square(precision, shift):
    mean = np.linalg.solve(precision, shift)
    D = len(shift)
    c = 0.5 * (shift @ mean + D * np.log(2 * np.pi) - np.linalg.slogdet(precision)[1])
    return mean, precision.copy(), float(c)
""", ["precision returned as covariance"]),
    # in: P=2 I, h=[1., 0.]: mean [1, 0] instead of [0.5, 0]
    # hint: At its top the exponent has slope 0: P m = h, so the mean is not h itself.
    ("shift returned as mean", """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = shift.copy()
    D = len(shift)
    c = 0.5 * (mean @ precision @ mean + D * np.log(2 * np.pi) - np.linalg.slogdet(precision)[1])
    return mean, cov, float(c)
""", ["the shift taken for the mean"]),
    # in: P=1e-8 * np.eye(2): cov about 9.9e5 instead of 1e8
    # hint: The jitter is larger than the matrix itself in this unit; P is positive definite, nothing need be added.
    ("jitter", """import numpy as np

def complete_square(precision, shift):
    D = len(shift)
    L = np.linalg.cholesky(precision + 1e-6 * np.eye(D))
    W = np.linalg.inv(L)
    cov = W.T @ W
    mean = cov @ shift
    c = 0.5 * shift @ mean + 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum()
    return mean, cov, float(c)
""", []),
]

# ---------------------------------------------------------------- linear_gaussian_mle
RIGHT["linear_gaussian_mle"] = [
"""import numpy as np

def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    unit = np.max(np.abs(x))
    u = x / unit
    slope = (u @ y) / (u @ u)
    rest = y - slope * u
    return float(slope / unit), float(np.mean(rest ** 2))
""",
"""import numpy as np

def linear_gaussian_mle(x, y):
    x = np.array(x, dtype=float)
    y = np.array(y, dtype=float)
    sx = np.linalg.norm(x / np.abs(x).max()) * np.abs(x).max()
    e = x / sx
    along = np.sum(e * y)
    noise = y - along * e
    return float(along / sx), float(np.sum(noise * noise) / y.size)
""",
"""import math

def linear_gaussian_mle(x, y):
    xs = [float(v) for v in x]
    ys = [float(v) for v in y]
    big = max(abs(v) for v in xs)
    us = [v / big for v in xs]
    b = math.fsum(u * v for u, v in zip(us, ys)) / math.fsum(u * u for u in us)
    var = math.fsum((v - b * u) ** 2 for u, v in zip(us, ys)) / len(ys)
    return b / big, var
""",
]
WRONG["linear_gaussian_mle"] = [
    # in: x=[1,2,3], y=[2,3,7]: slope 2.5 instead of 29/14
    # hint: The line passes through the origin; you fitted an intercept too.
    ("with intercept", """import numpy as np

def linear_gaussian_mle(x, y):
    a, b = np.polyfit(x, y, 1)
    return float(a), float(np.mean((y - a * x - b) ** 2))
""", ["with intercept"]),
    # in: x=[1,2,3], y=[2,3,7]: the residuals do not have mean 0, so np.var is too small
    # hint: The mean of the noise is known to be 0; do not subtract the mean of the residuals.
    ("np.var of the residuals", """import numpy as np

def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.var(y - a * x))
""", ["spread of the residuals about their mean"]),
    # in: x=[1,2,3], y=[2,3,7]: variance times 3/2; one point: 0/0
    # hint: Maximum likelihood divides by N.
    ("divisor N - 1", """import numpy as np

def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.sum((y - a * x) ** 2) / (len(x) - 1))
""", ["n - 1"]),
    # in: x=[1,2,3], y=[2,3,7]: 2 instead of 29/14; x=[-1, 1]: division by 0
    # hint: The ratio of the means is not the least squares slope: far points weigh more.
    ("ratio of the means", """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.mean(y) / np.mean(x)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ["mean of the ratios"]),
    # in: x=[1,2,3], y=[2,3,7]: 1.944 instead of 2.071; any x_i = 0: inf or nan
    # hint: The mean of the slopes counts each point alike; and one x may be 0.
    ("mean of the ratios", """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.mean(y / x)
    return float(a), float(np.mean((y - a * x) ** 2))
""", ["mean of the ratios"]),
    # in: x=[1,2,3], y=[2,3,7]: returns the square root of the variance
    # hint: You return the standard deviation of the noise.
    ("standard deviation", """import numpy as np

def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    a = np.dot(x, y) / np.dot(x, x)
    return float(a), float(np.sqrt(np.mean((y - a * x) ** 2)))
""", ["the standard deviation returned"]),
    # in: x=np.array([1., 2.]), y = 1e8 * x + [1e-2, 0]: 0, 2 or -2 instead of 4e-5
    # hint: Both terms are huge and nearly equal; compute the residuals and square those.
    ("difference of two huge sums", """import numpy as np

def linear_gaussian_mle(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    sxy, sxx, syy = np.mean(x * y), np.mean(x * x), np.mean(y * y)
    a = sxy / sxx
    return float(a), float(syy - sxy ** 2 / sxx)
""", []),
]

# ---------------------------------------------------------------- bits_per_dim
RIGHT["bits_per_dim"] = [
"""import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (dims * np.log(2)))
""",
"""import math

def bits_per_dim(nll: float, dims: int) -> float:
    bits = nll * math.log2(math.e)
    return float(bits / dims)
""",
"""import math

def bits_per_dim(nll, dims):
    nats_per_dim = float(nll) / float(dims)
    return nats_per_dim / math.log(2.0)
""",
]
WRONG["bits_per_dim"] = [
    # in: nll=784 log 2, dims=784: 0.48 instead of 1
    # hint: One bit is log 2 nats, so a nat is more than a bit: divide.
    ("multiplies by log 2", """import math

def bits_per_dim(nll, dims):
    return float(nll * math.log(2) / dims)
""", ["multiplied by log 2"]),
    # in: nll=784 log 2, dims=784: 784 instead of 1
    # hint: That is bits for the whole image; divide by its dimensions.
    ("dims ignored", """import math

def bits_per_dim(nll, dims):
    return float(nll / math.log(2))
""", ["not divided by the dimensions"]),
    # in: nll=784 log 2, dims=784: 0.0116 instead of 1; negative nll: error
    # hint: Change the unit of the number, do not take the logarithm of it.
    ("log2 of the nll", """import math

def bits_per_dim(nll, dims):
    return float(math.log2(nll) / dims)
""", []),
    # in: nll=784 log 2: 0.69 instead of 1
    # hint: This is nats per dimension; the unit must still be changed to bits.
    ("nats per dimension", """def bits_per_dim(nll, dims):
    return float(nll / dims)
""", ["nats"]),
    # in: nll=100.0, dims=784: 0.18 instead of 0.18402
    # hint: Do not round what others will compute with.
    ("rounded to two digits", """import numpy as np

def bits_per_dim(nll, dims):
    return round(float(nll / dims / np.log(2)), 2)
""", []),
    # in: nll=-100.0, dims=10 (a density may exceed 1): 0 instead of -14.4
    # hint: The negative log of a density may be negative.
    ("cut off at 0", """import numpy as np

def bits_per_dim(nll, dims):
    return max(0.0, float(nll / (dims * np.log(2))))
""", []),
    # in: nll=100.0, dims=10: -14.4 instead of 14.4
    # hint: nll is the negative log-likelihood already; no further sign.
    ("sign turned again", """import numpy as np

def bits_per_dim(nll, dims):
    return float(-nll / (dims * np.log(2)))
""", ["sign"]),
    # in: nll=784 log 2, dims=784: 9 instead of 1
    # hint: log2(256) belongs to pixels rescaled from 256 levels; nothing was rescaled here.
    ("adds 8 bits for 256 levels", """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (dims * np.log(2)) + 8.0)
""", []),
]

# ---------------------------------------------------------------- shrunk_gaussian
RIGHT["shrunk_gaussian"] = [
"""import numpy as np

def shrunk_gaussian(x, shrink):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / N
    return mean, (1 - shrink) * S + shrink * np.trace(S) / D * np.eye(D)
""",
"""import numpy as np

def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    sigma2 = np.mean(np.diag(S))
    cov = (1 - shrink) * S
    cov[np.diag_indices_from(cov)] += shrink * sigma2
    return mean, cov
""",
"""import numpy as np

def shrunk_gaussian(x, shrink):
    x = np.array(x, dtype=float)
    D = x.shape[1]
    S = np.cov(x, rowvar=False, bias=True).reshape(D, D)
    average = x.var(axis=0).mean()
    return x.mean(axis=0), S + shrink * (average * np.identity(D) - S)
""",
]
WRONG["shrunk_gaussian"] = [
    # in: 3 x 2 data, shrink=0: covariance times 3/2; one row: nan
    # hint: S is the maximum likelihood covariance, with divisor N.
    ("divisor N - 1", """import numpy as np

def shrunk_gaussian(x, shrink):
    D = x.shape[1]
    S = np.atleast_2d(np.cov(x, rowvar=False))
    return x.mean(axis=0), (1 - shrink) * S + shrink * np.mean(np.diag(S)) * np.eye(D)
""", ["n - 1"]),
    # in: shrink=0: returns the round Gaussian instead of S
    # hint: shrink = 0 should leave S as it is.
    ("weights exchanged", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, shrink * S + (1 - shrink) * np.diag(S).mean() * np.eye(len(mean))
""", ["the weights exchanged"]),
    # in: D=2, shrink=0.5: diagonal too large; right for D = 1
    # hint: The trace is a sum; the mean variance divides it by D.
    ("trace not divided", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, (1 - shrink) * S + shrink * np.trace(S) * np.eye(len(mean))
""", ["the trace, not the mean variance"]),
    # in: x with variances of 100, shrink=1: np.eye(D) instead of 100 I
    # hint: The identity must be scaled by the mean variance, or the result depends on the unit.
    ("towards the bare identity", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, (1 - shrink) * S + shrink * np.eye(len(mean))
""", ["the identity added", "shrunk to the identity"]),
    # in: shrink=0.5: S is not scaled by 1/2
    # hint: It is a mixture of two matrices: the first gets the weight 1 - s.
    ("adds on top of S", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, S + shrink * np.mean(np.diag(S)) * np.eye(len(mean))
""", ["the covariance not weighed down"]),
    # in: variances 1 and 9, shrink=1: diag(1, 9) instead of diag(5, 5)
    # hint: At s = 1 all variances should be alike; you keep each one's own.
    ("shrinks only off the diagonal", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, (1 - shrink) * S + shrink * np.diag(np.diag(S))
""", ["each variance kept"]),
    # in: D=2 uncorrelated, shrink=1: half of the mean variance; right for D = 1
    # hint: np.mean(S) averages the covariances too; only the diagonal is meant.
    ("mean of the whole matrix", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    d = x - mean
    S = d.T @ d / len(x)
    return mean, (1 - shrink) * S + shrink * S.mean() * np.eye(len(mean))
""", ["the mean over all entries"]),
    # in: x of shape (5, 1): np.cov is a bare number, np.diag fails
    # hint: For one variable np.cov returns a bare number; give it its two axes back.
    ("D = 1 fails", """import numpy as np

def shrunk_gaussian(x, shrink):
    S = np.cov(x.T, bias=True)
    return x.mean(axis=0), (1 - shrink) * S + shrink * np.diag(S).mean() * np.eye(S.shape[0])
""", []),
]

# ---------------------------------------------------------------- complete
RIGHT["complete"] = [
"""import numpy as np

def complete(mean, cov, seen, values):
    mean = np.asarray(mean, dtype=float)
    D, M = len(mean), len(values)
    seen = np.asarray(seen, dtype=int)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((M, D))
    out[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return out
""",
"""import numpy as np
from scipy.linalg import cho_factor, cho_solve

def complete(mean, cov, seen, values):
    D = mean.shape[0]
    hidden = np.ones(D, dtype=bool)
    seen = np.array(seen, dtype=int)
    hidden[seen] = False
    pictures = np.tile(np.asarray(mean, dtype=float), (values.shape[0], 1))
    if len(seen):
        delta = (values - mean[seen]).T
        alpha = cho_solve(cho_factor(cov[seen][:, seen]), delta)
        pictures += (cov[:, seen] @ alpha).T * hidden
        pictures[:, seen] = values
    return pictures
""",
"""import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    known = {int(place) for place in seen}
    rest = np.array([d for d in range(D) if d not in known], dtype=int)
    seen = np.array([int(place) for place in seen], dtype=int)
    A = np.array(cov, dtype=float)[np.ix_(seen, seen)]
    s = np.sqrt(np.diag(A))
    right = (np.array(values, dtype=float) - mean[seen]) / s
    z = np.linalg.solve(A / np.outer(s, s), right.T)
    painted = mean[rest][:, None] + cov[np.ix_(rest, seen)] @ (z / s[:, None])
    whole = np.concatenate([np.array(values, dtype=float), painted.T], axis=1)
    return whole[:, np.argsort(np.concatenate([seen, rest]))]
""",
]
WRONG["complete"] = [
    # in: seen=[2, 0]: values go to the wrong pixels; right for sorted seen
    # hint: seen comes in any order and values[:, i] belongs to seen[i]; do not sort one without the other.
    ("sorts seen without values", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    mask = np.zeros(D, dtype=bool)
    mask[seen] = True
    out = np.empty((len(values), D))
    out[:, mask] = values
    W = np.linalg.solve(cov[mask][:, mask], cov[mask][:, ~mask])
    out[:, ~mask] = mean[~mask] + (values - mean[mask]) @ W
    return out
""", ["the order of the seen is lost"]),
    # in: any nonzero mean[seen]: values are not centred
    # hint: What moves the guess is how far the seen pixels are from THEIR mean.
    ("seen pixels not centred", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + values @ W
    return out
""", ["no shift by the mean of the seen"]),
    # in: D=3, seen=[0]: the block of the rest is inverted; sizes do not even fit unless S = D - S
    # hint: The block to invert belongs to what was seen.
    ("inverts the block of the rest", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.empty((len(values), D))
    out[:, seen] = values
    W = cov[np.ix_(seen, rest)] @ np.linalg.inv(cov[np.ix_(rest, rest)])
    out[:, rest] = mean[rest] + (values - mean[seen]) @ W
    return out
""", ["the wrong block solved with"]),
    # in: seen = [] (int), values (3, 0): returns shape (D,) instead of (3, D)
    # hint: With nothing seen there are still M pictures to return, each the mean.
    ("nothing seen: one picture only", """import numpy as np

def complete(mean, cov, seen, values):
    if len(seen) == 0:
        return mean.copy()
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    out[:, seen] = values
    out[:, rest] = mean[rest] + (values - mean[seen]) @ np.linalg.solve(
        cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    return out
""", []),
    # in: D=3, seen=[1]: columns come as (1, 0, 2) instead of (0, 1, 2)
    # hint: Every pixel must stand at its own place, not the seen ones first.
    ("seen pixels first", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    painted = mean[rest] + (values - mean[seen]) @ W
    return np.hstack([values, painted])
""", []),
    # in: any values: right result, but the caller's values are centred afterwards
    # hint: -= changes the caller's array; work on a copy.
    ("changes values in place", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    out[:, seen] = values
    values -= mean[seen]
    W = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    out[:, rest] = mean[rest] + values @ W
    return out
""", []),
    # in: cov of the order 1e-8 (pixels in small units): the jitter swamps it, painted pixels stay at the mean
    # hint: 1e-6 is no small number beside variances of 1e-8; the covariance needs no addition.
    ("jitter", """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    rest = np.setdiff1d(np.arange(D), seen)
    out = np.zeros((len(values), D))
    out[:, seen] = values
    A = cov[np.ix_(seen, seen)] + 1e-6 * np.eye(len(seen))
    out[:, rest] = mean[rest] + (values - mean[seen]) @ np.linalg.solve(A, cov[np.ix_(seen, rest)])
    return out
""", []),
]
