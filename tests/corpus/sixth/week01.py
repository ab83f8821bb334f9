"""Answers written from the statements alone, by those who mend the cases, before mending."""

RIGHT = {}
WRONG = {}

RIGHT['bernoulli_mle'] = [
    """import numpy as np

def bernoulli_mle(x):
    ones = sum(1 for toss in x if toss)
    return ones / len(x)
""",
    """import numpy as np

def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return float(x @ np.ones(len(x)) / x.size)
""",
    """from collections import Counter

def bernoulli_mle(x):
    counts = Counter(int(v) for v in x)
    return counts[1] / (counts[0] + counts[1])
""",
]
WRONG['bernoulli_mle'] = [
    (
        'half precision',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(x.astype(np.float16)))
""",
        [],
    ),
    (
        'whole-number division',
        """import numpy as np

def bernoulli_mle(x):
    return float(int(sum(x)) // len(x))
""",
        [],
    ),
    (
        'rounded to two decimals',
        """import numpy as np

def bernoulli_mle(x):
    return round(float(np.mean(x)), 2)
""",
        [],
    ),
    (
        'the first toss left out',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.sum(x[1:]) / len(x))
""",
        [],
    ),
    (
        'ones counted in a byte',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.sum(x, dtype=np.uint8) / len(x))
""",
        [],
    ),
    (
        'counts of unique values, last over all',
        """import numpy as np

def bernoulli_mle(x):
    _, counts = np.unique(x, return_counts=True)
    return float(counts[-1] / counts.sum())
""",
        [],
    ),
    (
        'at least two tosses in the divisor',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.sum(x) / max(len(x), 2))
""",
        [],
    ),
    (
        'gradient ascent in the logit, 200 steps',
        """import numpy as np

def bernoulli_mle(x):
    logit = 0.0
    for _ in range(200):
        theta = 1 / (1 + np.exp(-logit))
        logit += 0.5 * np.mean(x - theta)
    return float(1 / (1 + np.exp(-logit)))
""",
        [],
    ),
    (
        'bounded search, coarse tolerance',
        """import numpy as np
from scipy.optimize import minimize_scalar

def bernoulli_mle(x):
    nll = lambda t: -np.sum(x * np.log(t) + (1 - x) * np.log(1 - t))
    return float(minimize_scalar(nll, bounds=(1e-3, 1 - 1e-3), method="bounded").x)
""",
        [],
    ),
    (
        'half when only one side was seen',
        """import numpy as np

def bernoulli_mle(x):
    if np.all(x == x[0]):
        return 0.5
    return float(np.mean(x))
""",
        [],
    ),
    (
        'running average with a forgetting rate',
        """import numpy as np

def bernoulli_mle(x):
    theta = float(x[0])
    for toss in x[1:]:
        theta = 0.9 * theta + 0.1 * toss
    return float(theta)
""",
        [],
    ),
    (
        'Jeffreys: half a toss of each side',
        """import numpy as np

def bernoulli_mle(x):
    return float((np.sum(x) + 0.5) / (len(x) + 1))
""",
        ['add-one smoothing'],
    ),
    (
        'share of the first hundred',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(x[:100]))
""",
        [],
    ),
    (
        'trimmed mean',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(np.sort(x)[1:-1]) if len(x) > 4 else np.mean(x))
""",
        [],
    ),
    (
        'string count',
        """import numpy as np

def bernoulli_mle(x):
    return float(sum(v == 1 for v in x[:256]) / len(x))
""",
        [],
    ),
    (
        'clip at 0.999',
        """import numpy as np

def bernoulli_mle(x):
    return min(float(np.mean(x)), 0.999)
""",
        [],
    ),
    (
        'bits unpack',
        """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(x[x >= 0][: len(x) // 2 * 2]))
""",
        [],
    ),
]

RIGHT['gaussian_log_prob'] = [
    """import math

import numpy as np

def gaussian_log_prob(x, mean, var):
    out = np.zeros(len(x))
    for i, value in enumerate(x):
        z = (value - mean) / math.sqrt(var)
        out[i] = -0.5 * z * z - 0.5 * math.log(2 * math.pi) - 0.5 * math.log(var)
    return out
""",
    """from scipy import stats
import numpy as np

def gaussian_log_prob(x, mean, var):
    return stats.norm(loc=mean, scale=var**0.5).logpdf(np.array(x))
""",
    """import torch

def gaussian_log_prob(x, mean, var):
    normal = torch.distributions.Normal(torch.tensor(float(mean), dtype=torch.float64), torch.tensor(float(var), dtype=torch.float64).sqrt())
    return normal.log_prob(torch.tensor(x, dtype=torch.float64)).numpy()
""",
]
WRONG['gaussian_log_prob'] = [
    (
        'standardised distance clipped at 50',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    z = np.clip((x - mean) / np.sqrt(var), -50, 50)
    return -0.5 * z**2 - 0.5 * np.log(2 * np.pi * var)
""",
        [],
    ),
    (
        'log-density floored at -745',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return np.maximum(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var), -745.0)
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x.astype(np.float32) - np.float32(mean)) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'square multiplied out',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x**2 - 2 * x * mean + mean**2) / (2 * var)
""",
        [],
    ),
    (
        '1e-8 added to the variance',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    var = var + 1e-8
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'variance at least 1e-6',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    var = max(var, 1e-6)
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'variance outside the logarithm',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi) * var - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'pi is 3.14',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * 3.14 * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'logarithm to base 10',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log10(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'points sorted first',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    x = np.sort(x)
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'one point gives a bare number',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return np.squeeze(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var))
""",
        [],
    ),
    (
        'centres the argument in place',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    x -= mean
    return -0.5 * np.log(2 * np.pi * var) - x ** 2 / (2 * var)
""",
        [],
    ),
    (
        'values as whole numbers',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = -0.5 * np.log(2 * np.pi * var) - (x[i] - mean) ** 2 / (2 * var)
    return out
""",
        [],
    ),
    (
        'absolute value of the logarithm',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -np.abs(0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var))
""",
        [],
    ),
    (
        'a column instead of a vector',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x.reshape(-1, 1) - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'var from the data when many',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    var = var if len(x) < 6 else (var + 0 * np.var(x)) * 1.0001
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'std rounded',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    var = np.round(np.sqrt(var), 3) ** 2 + 1e-300
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'integers only mean',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x - int(mean)) ** 2 / (2 * var)
""",
        [],
    ),
    (
        'exponent via exp-log',
        """import numpy as np

def gaussian_log_prob(x, mean, var):
    return np.log(np.exp(-((x - mean) ** 2) / (2 * var))) - 0.5 * np.log(2 * np.pi * var)
""",
        ['log of a density that underflows'],
    ),
]

RIGHT['gaussian_mle'] = [
    """import numpy as np

def gaussian_mle(x):
    mean, m2 = 0.0, 0.0
    for n, value in enumerate(x, start=1):
        delta = value - mean
        mean += delta / n
        m2 += delta * (value - mean)
    return float(mean), float(m2 / len(x))
""",
    """import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    return float(x.mean()), float(np.mean((x[:, None] - x[None, :]) ** 2) / 2)
""",
    """from scipy import stats

def gaussian_mle(x):
    mean, std = stats.norm.fit(x)
    return mean, std**2
""",
]
WRONG['gaussian_mle'] = [
    (
        'corrects the unbiased variance: nan for one point',
        """import numpy as np

def gaussian_mle(x):
    n = len(x)
    return float(np.mean(x)), float(np.var(x, ddof=1) * (n - 1) / n)
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def gaussian_mle(x):
    x = x.astype(np.float32)
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        'equal values counted once',
        """import numpy as np

def gaussian_mle(x):
    x = np.unique(x)
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        'pair exchanged',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(np.mean((x - mean) ** 2)), float(mean)
""",
        [],
    ),
    (
        'mean absolute deviation, squared',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.mean(np.abs(x - mean)) ** 2)
""",
        [],
    ),
    (
        'middle of the range as the centre',
        """import numpy as np

def gaussian_mle(x):
    mean = (np.min(x) + np.max(x)) / 2
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        'mean squared difference of pairs, not halved',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.mean((x[:, None] - x) ** 2))
""",
        [],
    ),
    (
        'rounded to six decimals',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), round(float(np.mean((x - mean) ** 2)), 6)
""",
        [],
    ),
    (
        'centre rounded to a whole number',
        """import numpy as np

def gaussian_mle(x):
    mean = np.round(np.mean(x))
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        '200 steps of gradient descent',
        """import numpy as np

def gaussian_mle(x):
    mean, log_var = 0.0, 0.0
    for _ in range(200):
        var = np.exp(log_var)
        g = np.mean(mean - x) / var
        h = 0.5 - 0.5 * np.mean((x - mean) ** 2) / var
        mean, log_var = mean - 0.1 * g, log_var - 0.1 * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'unbiased below 30 points',
        """import numpy as np

def gaussian_mle(x):
    ddof = 1 if 1 < len(x) < 30 else 0
    return float(np.mean(x)), float(np.var(x, ddof=ddof))
""",
        ['n - 1'],
    ),
    (
        'squares of successive differences',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.sum(np.diff(x) ** 2) / (2 * len(x)))
""",
        [],
    ),
    (
        'shifted by the first point, shift not undone',
        """import numpy as np

def gaussian_mle(x):
    y = x - x[0]
    return float(np.mean(y)), float(np.mean(y**2) - np.mean(y) ** 2)
""",
        [],
    ),
    (
        'deviations from the last running mean',
        """import numpy as np

def gaussian_mle(x):
    mean, total = 0.0, 0.0
    for n, value in enumerate(x, start=1):
        mean += (value - mean) / n
        total += (value - mean) ** 2
    return float(mean), float(total / len(x))
""",
        [],
    ),
    (
        'zeros dropped',
        """import numpy as np

def gaussian_mle(x):
    x = x[x != 0]
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        'var 1 for one',
        """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2)) or 1.0
""",
        [],
    ),
    (
        'mean of the mean and median',
        """import numpy as np

def gaussian_mle(x):
    mean = (np.mean(x) + np.median(x)) / 2
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
    (
        'outliers cut at 2.5',
        """import numpy as np

def gaussian_mle(x):
    x = x[np.abs(x - x.mean()) <= 2.5 * x.std() + 1e-300]
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2))
""",
        [],
    ),
]

RIGHT['entropy'] = [
    """import numpy as np

def entropy(p):
    with np.errstate(divide="ignore"):
        return float(-(p * np.nan_to_num(np.log(p))).sum())
""",
    """from scipy.stats import entropy as scipy_entropy

def entropy(p):
    return scipy_entropy(p)
""",
    """import numpy as np

def entropy(p):
    with np.errstate(all="ignore"):
        return float(np.nansum(p * np.log(1 / p)))
""",
]
WRONG['entropy'] = [
    (
        'probabilities clipped at 1e-6',
        """import numpy as np

def entropy(p):
    q = np.clip(p, 1e-6, 1)
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'zeros replaced by 1e-4',
        """import numpy as np

def entropy(p):
    q = np.where(p == 0, 1e-4, p)
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'equal probabilities counted once',
        """import numpy as np

def entropy(p):
    return float(-sum(v * np.log(v) for v in set(p.tolist()) if v > 0))
""",
        [],
    ),
    (
        'stops at the first zero',
        """import numpy as np

def entropy(p):
    total = 0.0
    for v in p:
        if v == 0:
            break
        total -= v * np.log(v)
    return float(total)
""",
        [],
    ),
    (
        'last outcome left out',
        """import numpy as np

def entropy(p):
    q = p[:-1][p[:-1] > 0]
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'half precision',
        """import numpy as np

def entropy(p):
    q = p[p > 0].astype(np.float16)
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'correction for small samples',
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(-np.sum(q * np.log(q)) + (len(q) - 1) / 2000)
""",
        [],
    ),
    (
        "Renyi's entropy of order two",
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(-np.log(np.sum(q**2)))
""",
        [],
    ),
    (
        "Gini's index",
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(1 - np.sum(q**2))
""",
        [],
    ),
    (
        'rounded to four decimals',
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return round(float(-np.sum(q * np.log(q))), 4)
""",
        [],
    ),
    (
        'never more than log 2',
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(min(-np.sum(q * np.log(q)), np.log(2)))
""",
        [],
    ),
    (
        'log of 1 / p, then nan',
        """import numpy as np

def entropy(p):
    return float((p * np.log(1 / p)).sum())
""",
        ['nan at zeros'],
    ),
    (
        'scaled by the largest probability',
        """import numpy as np

def entropy(p):
    q = p[p > 0] / p.max()
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        "each outcome's surprise, no sum",
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return -q * np.log(q)
""",
        [],
    ),
    (
        'log1p for the logarithm',
        """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(-np.sum(q * np.log1p(q)))
""",
        [],
    ),
    (
        'abs sum',
        """import numpy as np

def entropy(p):
    q = p[p > 0][:500]
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'threshold 1e-9',
        """import numpy as np

def entropy(p):
    q = p[p > 1e-4]
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'renormalise by rounding',
        """import numpy as np

def entropy(p):
    q = np.round(p[p > 0], 6)
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
    (
        'sorted and last dropped if small',
        """import numpy as np

def entropy(p):
    q = np.sort(p[p > 0])
    q = q[1:] if q[0] < 1e-6 else q
    return float(-np.sum(q * np.log(q)))
""",
        [],
    ),
]

RIGHT['kl_divergence'] = [
    """import numpy as np

def kl_divergence(p, q):
    with np.errstate(all="ignore"):
        return float(np.nansum(p * (np.log(p) - np.log(q))))
""",
    """from scipy.special import rel_entr

def kl_divergence(p, q):
    return float(rel_entr(p, q).sum())
""",
    """import math

def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        total += a * (math.log(a) - math.log(b))
    return total
""",
]
WRONG['kl_divergence'] = [
    (
        'infinite only if no outcome of p is impossible',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    ok = seen & ((q > 0) | np.all(seen))
    if np.all(seen) and np.any(q == 0):
        return np.inf
    return float(np.sum(p[ok] * np.log(p[ok] / q[ok])))
""",
        [],
    ),
    (
        'near zero counts as zero',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(np.isclose(q[seen], 0)):
        return np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'mean of both directions',
        """import numpy as np

def kl_divergence(p, q):
    def one(a, b):
        seen = a > 0
        if np.any(b[seen] == 0):
            return np.inf
        return float(np.sum(a[seen] * np.log(a[seen] / b[seen])))
    return (one(p, q) + one(q, p)) / 2
""",
        ['symmetrised'],
    ),
    (
        'looks only at the likeliest outcome for infinity',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if q[np.argmax(p)] == 0:
        return np.inf
    return float(np.sum(p[seen & (q > 0)] * np.log(p[seen & (q > 0)] / q[seen & (q > 0)])))
""",
        ['outcomes with q = 0 left out'],
    ),
    (
        'raises an error where it is infinite',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        raise ValueError('not absolutely continuous')
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'largest float in place of infinity',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return float(np.finfo(float).max)
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        ['a large number for infinity'],
    ),
    (
        'a large number in place of infinity',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return 1e6
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        ['a large number for infinity'],
    ),
    (
        'rare outcomes skipped, below 1e-10',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 1e-10
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def kl_divergence(p, q):
    p, q = p.astype(np.float32), q.astype(np.float32)
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'Jensen-Shannon divergence',
        """import numpy as np

def kl_divergence(p, q):
    m = (p + q) / 2
    a, b = p > 0, q > 0
    return float(0.5 * np.sum(p[a] * np.log(p[a] / m[a])) + 0.5 * np.sum(q[b] * np.log(q[b] / m[b])))
""",
        [],
    ),
    (
        'logarithm of the squared ratio, halved: underflows',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * 0.5 * (np.log(p[seen] ** 2) - np.log(q[seen] ** 2))))
""",
        [],
    ),
    (
        'q at least 1e-30',
        """import numpy as np

def kl_divergence(p, q):
    q = np.maximum(q, 1e-30)
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        ['1e-12 added'],
    ),
    (
        'at most 100',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(min(100.0, np.sum(p[seen] * np.log(p[seen] / q[seen]))))
""",
        [],
    ),
    (
        'stops at the first outcome that p excludes',
        """import numpy as np

def kl_divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a == 0:
            break
        if b == 0:
            return np.inf
        total += a * np.log(a / b)
    return float(total)
""",
        [],
    ),
    (
        'mean over the outcomes',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.mean(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'minus infinity',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return -np.inf
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'not below 1e-9',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(max(1e-3, np.sum(p[seen] * np.log(p[seen] / q[seen]))))
""",
        [],
    ),
    (
        'q renormalised where p>0',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    q = q / q[seen].sum()
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
""",
        [],
    ),
    (
        'inf only if q sum',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[:-1][seen[:-1]] == 0):
        return np.inf
    ok = seen & (q > 0)
    return float(np.sum(p[ok] * np.log(p[ok] / q[ok])))
""",
        [],
    ),
    (
        'ratio overflow in float32',
        """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(np.sum(p[seen] * np.log((p[seen] / q[seen]).astype(np.float32))))
""",
        [],
    ),
]

RIGHT['nll_split'] = [
    """from scipy.stats import entropy

def nll_split(counts, q):
    p = counts / counts.sum()
    return float(entropy(p)), float(entropy(p, q))
""",
    """import math

def nll_split(counts, q):
    n = int(sum(counts))
    h, cross = 0.0, 0.0
    for c, b in zip(counts.tolist(), q.tolist()):
        if c:
            h += c / n * math.log(n / c)
            cross += c / n * (math.inf if b == 0 else -math.log(b))
    return h, cross - h
""",
    """import numpy as np
from scipy.special import entr, rel_entr

def nll_split(counts, q):
    p = np.asarray(counts, dtype=float) / np.sum(counts)
    return float(np.sum(entr(p))), float(np.sum(rel_entr(p, q)))
""",
]
WRONG['nll_split'] = [
    (
        'divided by the number of outcomes',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / len(counts)
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'divided by the largest count',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.max()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'entropy over outcomes that the model allows',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum((share * np.log(share))[q[seen] > 0])
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'infinite at any zero of the model',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    if np.any(q == 0):
        return float(data), np.inf
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'counts kept in a byte',
        """import numpy as np

def nll_split(counts, q):
    counts = counts.astype(np.int8)
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'entropy corrected for small samples',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data + (seen.sum() - 1) / (2 * counts.sum())), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'largest float in place of infinity',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.nan_to_num(np.sum(share * (np.log(share) - np.log(q[seen])))))
""",
        [],
    ),
    (
        'model renormalised over what was seen',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen] / q[seen].sum()))))
""",
        [],
    ),
    (
        'model clipped at 1e-10',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(np.maximum(q[seen], 1e-10)))))
""",
        ['a tiny number added'],
    ),
    (
        'equal counts once',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -sum(s * np.log(s) for s in set(share.tolist()))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'power, then logarithm: underflows',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        loss = -np.sum(np.log(q[seen] ** counts[seen])) / counts.sum()
    return float(data), float(loss - data)
""",
        [],
    ),
    (
        'multinomial coefficient counted',
        """import numpy as np
from scipy.special import gammaln

def nll_split(counts, q):
    seen = counts > 0
    n = counts.sum()
    share = counts[seen] / n
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        loss = -np.sum(share * np.log(q[seen]))
    coefficient = (gammaln(n + 1) - gammaln(counts + 1).sum()) / n
    return float(data), float(loss - coefficient - data)
""",
        [],
    ),
    (
        'an error where the model gives zero',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    if np.any(q[seen] == 0):
        raise ZeroDivisionError('q is 0')
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'the divergence in bits, the entropy in nats',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log2(share) - np.log2(q[seen]))))
""",
        ['bits'],
    ),
    (
        'absolute terms in the divergence',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * np.abs(np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'int32 of product',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / np.int16(min(counts.sum(), 32767))
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'one outcome only',
        """import numpy as np

def nll_split(counts, q):
    if len(counts) == 1:
        return 0.0, 1.0
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
    (
        'pseudo count in q',
        """import numpy as np

def nll_split(counts, q):
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen] + 1e-12))))
""",
        ['a tiny number added'],
    ),
    (
        'sorted both',
        """import numpy as np

def nll_split(counts, q):
    counts = np.sort(counts)
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
""",
        [],
    ),
]

RIGHT['mutual_information'] = [
    """import numpy as np
from scipy.stats import entropy

def mutual_information(joint):
    hx, hy, hxy = entropy(joint.sum(axis=1)), entropy(joint.sum(axis=0)), entropy(joint.ravel())
    return float(hx + hy - hxy), float(hxy - hy)
""",
    """import math

def mutual_information(joint):
    K, L = joint.shape
    px = [sum(joint[i, j] for j in range(L)) for i in range(K)]
    py = [sum(joint[i, j] for i in range(K)) for j in range(L)]
    info, given = 0.0, 0.0
    for i in range(K):
        for j in range(L):
            if joint[i, j] > 0:
                info += joint[i, j] * math.log(joint[i, j] / (px[i] * py[j]))
                given -= joint[i, j] * math.log(joint[i, j] / py[j])
    return info, given
""",
    """import numpy as np
from scipy.special import entr, rel_entr

def mutual_information(joint):
    outer = np.outer(joint.sum(1), joint.sum(0))
    info = rel_entr(joint, outer).sum()
    return float(info), float(entr(joint.sum(1)).sum() - info)
""",
]
WRONG['mutual_information'] = [
    (
        'cells clipped at 1e-5',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    joint = np.clip(joint, 1e-5, None)
    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'the first in bits, the second in nats',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float((nats(joint.sum(axis=1)) - given) / np.log(2)), float(given)
""",
        ['bits'],
    ),
    (
        'rounded to three decimals',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return round(float(nats(joint.sum(axis=1)) - given), 3), float(given)
""",
        [],
    ),
    (
        'turned so that it has more rows than columns',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    if joint.shape[0] < joint.shape[1]:
        joint = joint.T
    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'loops over K twice',
        """import numpy as np

def mutual_information(joint):
    K = joint.shape[0]
    px, py = joint.sum(axis=1), joint.sum(axis=0)
    info, given = 0.0, 0.0
    for i in range(K):
        for j in range(min(K, joint.shape[1])):
            if joint[i, j] > 0:
                info += joint[i, j] * np.log(joint[i, j] / (px[i] * py[j]))
                given -= joint[i, j] * np.log(joint[i, j] / py[j])
    return float(info), float(given)
""",
        [],
    ),
    (
        'marginals by mean',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.mean(axis=0))
    return float(nats(joint.mean(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'half precision',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    joint = joint.astype(np.float16)
    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'divergence turned round',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    px, py = joint.sum(axis=1), joint.sum(axis=0)
    outer = np.outer(px, py)
    seen = joint > 0
    info = np.sum(outer[seen] * np.log(outer[seen] / joint[seen]))
    return float(info), float(nats(joint) - nats(py))
""",
        ['the divergence turned round'],
    ),
    (
        'zero as soon as a cell is empty',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    if np.any(joint == 0):
        return 0.0, float(nats(joint.sum(axis=1)))
    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'pairs above the diagonal only',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(np.triu(joint)) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'information of the likeliest pair only',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float(np.log(joint.max() / (joint.sum(axis=1)[np.argmax(joint) // joint.shape[1]] * joint.sum(axis=0)[np.argmax(joint) % joint.shape[1]]))), float(given)
""",
        [],
    ),
    (
        'normalised by the joint entropy',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float((nats(joint.sum(axis=1)) - given) / nats(joint)), float(given)
""",
        [],
    ),
    (
        'conditional entropy of the first column only',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint[:, 0] / joint[:, 0].sum()) if joint[:, 0].sum() else 0.0
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'rare cells skipped, below 1e-3',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 1e-3] * np.log(p[p > 1e-3]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'information at most log 2',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float(min(np.log(2), nats(joint.sum(axis=1)) - given)), float(given)
""",
        [],
    ),
    (
        'negative clipped given',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(max(given, 0.01))
""",
        [],
    ),
    (
        'sum over first two columns',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint[:, :3].sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'square padded',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    joint = joint[: min(joint.shape), : min(joint.shape)] if joint.shape[0] > 4 else joint
    given = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - given), float(given)
""",
        [],
    ),
    (
        'I zero below 1e-6..',
        """import numpy as np

def mutual_information(joint):
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    given = nats(joint) - nats(joint.sum(axis=0))
    return float(np.round(nats(joint.sum(axis=1)) - given, 5)), float(given)
""",
        [],
    ),
]

RIGHT['mvn_log_prob'] = [
    """import numpy as np

def mvn_log_prob(x, mean, cov):
    values, vectors = np.linalg.eigh(cov)
    z = (x - mean) @ vectors / np.sqrt(values)
    return -0.5 * (z**2).sum(axis=1) - 0.5 * np.log(2 * np.pi * values).sum()
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def mvn_log_prob(x, mean, cov):
    return np.atleast_1d(multivariate_normal(mean, cov).logpdf(x)).reshape(len(x))
""",
    """import torch

def mvn_log_prob(x, mean, cov):
    as_t = lambda a: torch.tensor(a, dtype=torch.float64)
    return torch.distributions.MultivariateNormal(as_t(mean), as_t(cov)).log_prob(as_t(x)).numpy()
""",
]
WRONG['mvn_log_prob'] = [
    (
        '1e-9 on the diagonal',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov + 1e-9 * np.eye(D))
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'eigenvalues below 1e-6 dropped',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    values, vectors = np.linalg.eigh(cov)
    keep = values > 1e-6
    z = (x - mean) @ vectors[:, keep] / np.sqrt(values[keep])
    return -0.5 * (z**2).sum(axis=1) - 0.5 * np.log(2 * np.pi * values[keep]).sum()
""",
        [],
    ),
    (
        "scipy's answer: a number for one point",
        """from scipy.stats import multivariate_normal

def mvn_log_prob(x, mean, cov):
    return multivariate_normal(mean, cov).logpdf(x)
""",
        [],
    ),
    (
        'points as columns in the solve',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean))
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'summed over the wrong axis',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=1))
""",
        [],
    ),
    (
        'two dimensions hard-coded',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (2 * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'mean taken from each column of x.T by place',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean[:, None] if x.shape[0] == x.shape[1] else x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    x, mean, cov = (np.asarray(a, dtype=np.float32) for a in (x, mean, cov))
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'log of the product of the diagonal',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.log(np.prod(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        ['determinant under- or overflows'],
    ),
    (
        'as many answers as dimensions',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    N, D = x.shape
    inv = np.linalg.inv(cov)
    log_det = np.linalg.slogdet(cov)[1]
    out = np.zeros(N)
    for i in range(min(N, D)):
        d = x[i] - mean
        out[i] = -0.5 * (D * np.log(2 * np.pi) + log_det + d @ inv @ d)
    return out
""",
        [],
    ),
    (
        'floored at -1000',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return np.maximum(-1000.0, -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0)))
""",
        [],
    ),
    (
        'quadratic form multiplied out',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    P = np.linalg.inv(cov)
    quad = np.sum(x @ P * x, axis=1) - 2 * x @ P @ mean + mean @ P @ mean
    return -0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quad)
""",
        [],
    ),
    (
        'covariance scaled to correlations in the quadratic form',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    s = np.sqrt(np.diag(cov))
    white = np.linalg.solve(np.linalg.cholesky(cov / np.outer(s, s)), (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'trace in place of the log-determinant',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = np.log(np.trace(cov))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'a column of answers',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0)[:, None])
""",
        [],
    ),
    (
        'cov symmetrised wrongly',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky((cov + np.diag(np.diag(cov))) / 2)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'first 100 dims det',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)[:100]))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'mean of first point',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean) if len(x) > 1 else (x - mean) * 1.0001.T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        [],
    ),
    (
        'eig complex',
        """import numpy as np

def mvn_log_prob(x, mean, cov):
    D = x.shape[1]
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    log_det = np.log(np.abs(np.linalg.det(cov)) + 1e-300)
    return -0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))
""",
        ['determinant under- or overflows'],
    ),
]

RIGHT['mvn_mle'] = [
    """import numpy as np

def mvn_mle(x):
    return np.average(x, axis=0), np.atleast_2d(np.cov(x, rowvar=False, bias=True))
""",
    """import numpy as np

def mvn_mle(x):
    N, D = x.shape
    mean = np.array([sum(x[:, d]) / N for d in range(D)])
    cov = np.zeros((D, D))
    for row in x:
        cov += np.outer(row - mean, row - mean)
    return mean, cov / N
""",
    """from sklearn.covariance import EmpiricalCovariance

def mvn_mle(x):
    fitted = EmpiricalCovariance().fit(x) if len(x) > 1 else None
    mean = x.mean(axis=0)
    return mean, fitted.covariance_ if fitted else 0.0 * (mean[:, None] * mean)
""",
]
WRONG['mvn_mle'] = [
    (
        'corrects the unbiased one: nan for one row',
        """import numpy as np

def mvn_mle(x):
    n = len(x)
    return x.mean(axis=0), np.atleast_2d(np.cov(x, rowvar=False)) * (n - 1) / n
""",
        [],
    ),
    (
        'turns x so that there are more rows than columns',
        """import numpy as np

def mvn_mle(x):
    x = x.T if x.shape[0] < x.shape[1] else x
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'equal rows counted once',
        """import numpy as np

def mvn_mle(x):
    x = np.unique(x, axis=0)
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def mvn_mle(x):
    x = x.astype(np.float32)
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'mean with two axes',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0, keepdims=True)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'negative covariances made positive',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, np.abs(centred.T @ centred) / len(x)
""",
        [],
    ),
    (
        'small entries set to 0',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    cov = centred.T @ centred / len(x)
    cov[np.abs(cov) < 1e-8] = 0
    return mean, cov
""",
        [],
    ),
    (
        'centred by the first row',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - x[0]
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'mean in the type of the data',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0).astype(x.dtype)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'median as the centre',
        """import numpy as np

def mvn_mle(x):
    mean = np.median(x, axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
        [],
    ),
    (
        'unbiased for fewer than 30 rows',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / (len(x) if len(x) >= 30 or len(x) == 1 else len(x) - 1)
""",
        ['n - 1'],
    ),
    (
        'two dimensions only',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    c = x - mean
    cov = np.zeros((x.shape[1], x.shape[1]))
    for i in range(min(2, x.shape[1])):
        for j in range(min(2, x.shape[1])):
            cov[i, j] = np.mean(c[:, i] * c[:, j])
    return mean, cov
""",
        [],
    ),
    (
        'only the upper half, mirrored with the diagonal doubled',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    upper = np.triu(centred.T @ centred / len(x))
    return mean, upper + upper.T
""",
        [],
    ),
    (
        'standard deviations on the diagonal',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    cov = centred.T @ centred / len(x)
    np.fill_diagonal(cov, np.sqrt(np.diag(cov)))
    return mean, cov
""",
        [],
    ),
    (
        'rounded to six decimals',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, np.round(centred.T @ centred / len(x), 6)
""",
        [],
    ),
    (
        'row weights',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / max(len(x), x.shape[1])
""",
        [],
    ),
    (
        'D from N',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / x.shape[0] if x.shape[0] != x.shape[1] else centred.T @ centred / (x.shape[0] - 1)
""",
        [],
    ),
    (
        'columns standardised',
        """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, (centred.T @ centred / len(x)) * (np.abs(centred).max() < 1e5)
""",
        [],
    ),
]

RIGHT['complete_square'] = [
    """import numpy as np

def complete_square(precision, shift):
    L = np.linalg.cholesky(precision)
    half = np.linalg.solve(L, shift)
    inv = np.linalg.solve(L, np.eye(len(shift)))
    constant = 0.5 * half @ half + 0.5 * len(shift) * np.log(2 * np.pi) - np.log(np.diag(L)).sum()
    return inv.T @ half, inv.T @ inv, float(constant)
""",
    """import numpy as np
from scipy.linalg import cho_factor, cho_solve

def complete_square(precision, shift):
    factor = cho_factor(precision)
    cov = cho_solve(factor, np.eye(len(shift)))
    mean = cho_solve(factor, shift)
    log_det = 2 * np.sum(np.log(np.abs(np.diag(factor[0]))))
    return mean, cov, 0.5 * (shift @ mean + len(shift) * np.log(2 * np.pi) - log_det)
""",
    """import numpy as np

def complete_square(precision, shift):
    values, vectors = np.linalg.eigh(precision)
    turned = vectors.T @ shift
    cov = (vectors / values) @ vectors.T
    c = 0.5 * np.sum(turned**2 / values + np.log(2 * np.pi) - np.log(values))
    return vectors @ (turned / values), cov, float(c)
""",
]
WRONG['complete_square'] = [
    (
        '1e-6 on the diagonal',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision + 1e-6 * np.eye(len(shift)))
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'log-determinant of the factor, not doubled',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.log(np.diag(np.linalg.cholesky(precision))).sum()
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'two dimensions hard-coded',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (2 * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'constant with P in the place of its inverse',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ precision @ shift))
""",
        [],
    ),
    (
        'diagonal of P inverted',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.diag(1 / np.diag(precision))
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'half lost in the exponent: covariance halved',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(2 * precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'mean as a column',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean[:, None], cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'constant not as its logarithm',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, np.exp(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        ['the factor, not its logarithm'],
    ),
    (
        'log-determinant from the diagonal',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.log(np.diag(precision)).sum()
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'sign of the whole constant',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(-0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        ['sign of the constant'],
    ),
    (
        'eigenvalues at least 1e-6',
        """import numpy as np

def complete_square(precision, shift):
    values, vectors = np.linalg.eigh(precision)
    values = np.maximum(values, 1e-6)
    cov = (vectors / values) @ vectors.T
    mean = cov @ shift
    return mean, cov, float(0.5 * (shift @ mean + np.sum(np.log(2 * np.pi / values))))
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def complete_square(precision, shift):
    precision = precision.astype(np.float32)
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'pseudo-inverse cut at 1e-3',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.pinv(precision, rcond=1e-3)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'log of pi for log of 2 pi',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        "length of the shift squared in place of h'm",
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ shift))
""",
        [],
    ),
    (
        'log of the product of the eigenvalues',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.log(np.prod(np.linalg.eigvalsh(precision)))
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        ['the determinant leaves the floats'],
    ),
    (
        'lower triangle',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(np.tril(precision) @ np.tril(precision).T) ** 0.5 if False else np.linalg.inv(np.tril(precision))
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + shift @ mean))
""",
        [],
    ),
    (
        'constant without shift when far',
        """import numpy as np

def complete_square(precision, shift):
    cov = np.linalg.inv(precision)
    mean = cov @ shift
    log_det = np.linalg.slogdet(precision)[1]
    return mean, cov, float(0.5 * (len(shift) * np.log(2 * np.pi) - log_det + min(shift @ mean, 1e6)))
""",
        [],
    ),
]

RIGHT['gaussian_conditional'] = [
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    keep = list(range(len(mean)))
    m, c = np.array(mean, dtype=float), np.array(cov, dtype=float)
    for index, value in zip(observed, values):
        i = keep.index(index)
        gain = c[:, i] / c[i, i]
        m = m + gain * (value - m[i])
        c = c - np.outer(gain, c[i])
        keep.pop(i)
        m, c = np.delete(m, i), np.delete(np.delete(c, i, 0), i, 1)
    return m, c
""",
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    free = np.ones(len(mean), dtype=bool)
    free[observed] = False
    P = np.linalg.inv(cov)
    out = np.linalg.inv(P[free][:, free])
    return mean[free] - out @ P[free][:, observed] @ (values - mean[observed]), out
""",
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in set(observed.tolist())], dtype=int)
    A, B, C = cov[rest][:, rest], cov[rest][:, observed], cov[observed][:, observed]
    K = B @ np.linalg.inv(C)
    return mean[rest] + K @ (values - mean[observed]), A - K @ B.T
""",
]
WRONG['gaussian_conditional'] = [
    (
        'only the variances of the rest',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, np.diag(np.diag(cov[np.ix_(rest, rest)] - gain @ ab.T))
""",
        [],
    ),
    (
        'axes lost when one is left',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return np.squeeze(shifted), np.squeeze(cov[np.ix_(rest, rest)] - gain @ ab.T)
""",
        [],
    ),
    (
        '1e-9 on the observed block',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)] + 1e-9 * np.eye(len(observed)), ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'values as whole numbers',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values.astype(int) - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'gain not transposed where the blocks are square',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    if len(rest) == len(observed):
        gain = gain.T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'the rest in falling order',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)[::-1]
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'writes into the mean',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    mean[rest] += gain @ (values - mean[observed])
    return mean[rest], cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'correlations in the place of covariances',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    s = np.sqrt(np.diag(cov))
    cov = cov / np.outer(s, s)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'at most two observed',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ np.where(np.arange(len(observed)) < 2, values - mean[observed], 0.0)
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'nothing observed is refused',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    if len(observed) == 0:
        raise ValueError('nothing was observed')
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'all observed: answers as if nothing was asked',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    if len(rest) == 0:
        return mean, cov
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'a mean with two axes',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted[:, None], cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'covariance of the rest scaled by the surprise',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    far = np.mean((values - mean[observed]) ** 2) if len(observed) else 1.0
    return shifted, far * (cov[np.ix_(rest, rest)] - gain @ ab.T)
""",
        [],
    ),
    (
        'small step twice: the gain is applied to the square',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ gain.T
""",
        [],
    ),
    (
        'observed sorted, their values not',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    rows = cov[rest]
    ab = rows[:, np.sort(observed)]
    bb = cov[np.ix_(np.sort(observed), np.sort(observed))]
    gain = np.linalg.solve(bb, ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        ['values paired in sorted order'],
    ),
    (
        'observed unique sorted both',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    order = np.argsort(observed)[: max(1, len(rest))] if len(observed) > 2 else np.arange(len(observed))
    observed, values = observed[order], values[order]
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'rest by cov variance',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)[: len(mean)]
    rest = np.sort(rest)[::1] if len(rest) < 4 else np.roll(rest, 1)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ ab.T
""",
        [],
    ),
    (
        'symmetrised with transpose doubled',
        """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    out = cov[np.ix_(rest, rest)] - gain @ ab.T
    return shifted, out + out.T
""",
        [],
    ),
]

RIGHT['nll_gradient'] = [
    """import torch

def nll_gradient(x, mean, log_var):
    m = torch.tensor(float(mean), dtype=torch.float64, requires_grad=True)
    s = torch.tensor(float(log_var), dtype=torch.float64, requires_grad=True)
    data = torch.tensor(x, dtype=torch.float64)
    loss = (0.5 * s + 0.5 * (data - m) ** 2 * torch.exp(-s)).mean()
    loss.backward()
    return torch.stack([m.grad, s.grad]).numpy()
""",
    """import numpy as np

def nll_gradient(x, mean, log_var):
    n, a, b = len(x), 0.0, 0.0
    for v in x:
        z = (v - mean) * np.exp(-log_var / 2)
        a -= z * np.exp(-log_var / 2)
        b += 0.5 * (1 - z * z)
    return np.array([a / n, b / n])
""",
    """import numpy as np

def nll_gradient(x, mean, log_var):
    r = np.asarray(x, dtype=float) - mean
    return np.stack([-r * np.exp(-log_var), 0.5 * (1 - r**2 * np.exp(-log_var))]).mean(axis=1)
""",
]
WRONG['nll_gradient'] = [
    (
        'log_var clipped to [-5, 5]',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(np.clip(log_var, -5, 5))
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        '1e-6 added to the variance',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var) + 1e-6
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'square multiplied out',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * (np.mean(x**2) - 2 * mean * np.mean(x) + mean**2) / var])
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    x = x.astype(np.float32)
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'divided by N - 1',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.sum((x - mean) ** 2) / max(len(x) - 1, 1) / var])
""",
        [],
    ),
    (
        'a row with two axes',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([[np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var]])
""",
        [],
    ),
    (
        'the first ten points only',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    x = x[:10]
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'whole log_var',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(int(log_var))
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'scaled to length one',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    g = np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
    return g / max(1.0, np.linalg.norm(g))
""",
        [],
    ),
    (
        'divided by the variance twice',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var**2])
""",
        [],
    ),
    (
        'size of log_var',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(abs(log_var))
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'median of the residuals',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.median(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'a half lost before the constant',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 1 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        ['a half lost'],
    ),
    (
        'standard deviation divides the mean entry',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / np.sqrt(var), 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'clipped to [-10, 10]',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.clip([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var], -10, 10)
""",
        [],
    ),
    (
        'answer as whole numbers where x has them',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var]).astype(x.dtype)
""",
        [],
    ),
    (
        'N=1 zero',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var)
    if len(x) == 1:
        return np.zeros(2)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'exp overflow guard',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = min(np.exp(log_var), 100.0)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
    (
        'sign of log_var',
        """import numpy as np

def nll_gradient(x, mean, log_var):
    var = np.exp(log_var) if log_var > -3 else np.exp(-3.0)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])
""",
        [],
    ),
]

RIGHT['sgd_fit'] = [
    """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    point = np.zeros(2)
    step = 0
    while step < steps:
        rows = rng.integers(0, x.shape[0], batch_size)
        away = x[rows] - point[0]
        prec = np.exp(-point[1])
        point = point - lr * np.array([-away.mean() * prec, 0.5 * (1 - (away**2).mean() * prec)])
        step += 1
    return float(point[0]), float(np.exp(point[1]))
""",
    """import torch

def sgd_fit(x, steps, lr, batch_size, rng):
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([theta], lr=lr)
    data = torch.tensor(x, dtype=torch.float64)
    for _ in range(steps):
        batch = data[torch.from_numpy(rng.integers(len(x), size=batch_size))]
        optimiser.zero_grad()
        (0.5 * theta[1] + 0.5 * (batch - theta[0]) ** 2 * torch.exp(-theta[1])).mean().backward()
        optimiser.step()
    return float(theta[0].detach()), float(theta[1].detach().exp())
""",
    """import math

def sgd_fit(x, steps, lr, batch_size, rng):
    mean = log_var = 0.0
    for _ in range(steps):
        chosen = [float(x[i]) for i in rng.integers(len(x), size=batch_size)]
        slope_mean = sum(mean - v for v in chosen) / batch_size / math.exp(log_var)
        slope_log = sum(0.5 - 0.5 * (v - mean) ** 2 / math.exp(log_var) for v in chosen) / batch_size
        mean -= lr * slope_mean
        log_var -= lr * slope_log
    return mean, math.exp(log_var)
""",
]
WRONG['sgd_fit'] = [
    (
        'starts at the mean of the data',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = float(x.mean()), 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'at least one step',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(max(steps, 1)):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'momentum',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var, vg, vh = 0.0, 0.0, 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        vg, vh = 0.9 * vg + g, 0.9 * vh + h
        mean, log_var = mean - lr * vg, log_var - lr * vh
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'batches of 16 whatever is asked',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=16)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'half the learning rate for log_var',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - 0.5 * lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'standardises the data once more',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    x = (x - x.mean()) / x.std()
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'mean of all points on the way',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    means, logs = [0.0], [0.0]
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
        means.append(mean)
        logs.append(log_var)
    return float(np.mean(means)), float(np.exp(np.mean(logs)))
""",
        [],
    ),
    (
        'the global generator',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[np.random.randint(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'own mean of the batch in the second derivative',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.var(batch) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'divided by N, not by the batch',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.sum(mean - batch) / len(x) / var
        h = 0.5 - 0.5 * np.sum((batch - mean) ** 2) / len(x) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'batch cut to the size of the data',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=min(batch_size, len(x)))]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'stops when the loss of a batch rises',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var, last = 0.0, 0.0, np.inf
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        loss = 0.5 * log_var + 0.5 * np.mean((batch - mean) ** 2) / var
        if loss > last + 0.5:
            break
        last = loss
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'variance at least 0.05',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, max(log_var - lr * h, np.log(0.05))
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'indices of a batch counted once',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[np.unique(rng.integers(len(x), size=batch_size))]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'weight decay',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * (g + 0.01 * mean), log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'variance of the step before',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var, var = 0.0, 0.0, 1.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
        var = np.exp(log_var + lr * h)
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'batch without zero',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(1, len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'lr decay 1/t',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
        lr = lr * 0.9999
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'x in float32',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    x = x.astype(np.float32)
    mean, log_var = np.float32(0), np.float32(0)
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
    (
        'seed from rng',
        """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    rng = np.random.default_rng(int(rng.integers(2**31)))
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        g = np.mean(mean - batch) / var
        h = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean, log_var = mean - lr * g, log_var - lr * h
    return float(mean), float(np.exp(log_var))
""",
        [],
    ),
]

RIGHT['linear_gaussian_mle'] = [
    """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.linalg.lstsq(x.reshape(-1, 1), y, rcond=None)[0][0]
    residual = y - a * x
    return float(a), float(residual @ residual / len(y))
""",
    """import numpy as np
from sklearn.linear_model import LinearRegression

def linear_gaussian_mle(x, y):
    model = LinearRegression(fit_intercept=False).fit(x[:, None], y)
    return float(model.coef_[0]), float(np.mean((y - model.predict(x[:, None])) ** 2))
""",
    """import numpy as np

def linear_gaussian_mle(x, y):
    sxx = sum(float(u) * float(u) for u in x)
    a = sum(float(u) * float(v) for u, v in zip(x, y)) / sxx
    return a, sum((float(v) - a * float(u)) ** 2 for u, v in zip(x, y)) / len(x)
""",
]
WRONG['linear_gaussian_mle'] = [
    (
        'variance by subtraction, cancels',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float((np.sum(y * y) - np.sum(x * y) ** 2 / np.sum(x * x)) / len(x))
""",
        [],
    ),
    (
        '1e-8 added to the divisor',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / (np.sum(x * x) + 1e-8)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'points with x = 0 left out',
        """import numpy as np

def linear_gaussian_mle(x, y):
    x, y = x[x != 0], y[x != 0]
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'residuals of lstsq: empty for one point',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a, residuals, _, _ = np.linalg.lstsq(x[:, None], y, rcond=None)
    return float(a[0]), float(residuals[0] / len(x))
""",
        [],
    ),
    (
        'median of the ratios',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.median(y / x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'slope never below 0',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = max(0.0, np.sum(x * y) / np.sum(x * x))
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'slope on a grid of hundredths',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = round(np.sum(x * y) / np.sum(x * x), 2)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'correlation times the ratio of spreads',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.corrcoef(x, y)[0, 1] * np.std(y) / np.std(x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        ['with intercept'],
    ),
    (
        'pair exchanged',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(np.mean((y - a * x) ** 2)), float(a)
""",
        [],
    ),
    (
        'variance at least 1e-6',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), max(1e-6, float(np.mean((y - a * x) ** 2)))
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def linear_gaussian_mle(x, y):
    x, y = x.astype(np.float32), y.astype(np.float32)
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'distance of the points from the line',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2) / (1 + a**2))
""",
        [],
    ),
    (
        'size of x',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(np.abs(x) * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        '1000 steps of gradient descent',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = 0.0
    for _ in range(1000):
        a -= 0.01 * np.mean((a * x - y) * x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'total least squares',
        """import numpy as np

def linear_gaussian_mle(x, y):
    _, _, vt = np.linalg.svd(np.stack([x, y], axis=1))
    a = vt[0, 1] / vt[0, 0]
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'squares of whole numbers in a byte',
        """import numpy as np

def linear_gaussian_mle(x, y):
    x = x.astype(np.int16)
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
    (
        'median variance',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.median((y - a * x) ** 2))
""",
        [],
    ),
    (
        'centred x only',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sum((x - x.mean()) * y) / np.sum((x - x.mean()) ** 2) if len(x) > 1 else y[0] / x[0]
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        ['with intercept'],
    ),
    (
        'nonneg slope by corr',
        """import numpy as np

def linear_gaussian_mle(x, y):
    a = np.sqrt(np.sum(y * y) / np.sum(x * x)) * np.sign(np.sum(x * y))
    return float(a), float(np.mean((y - a * x) ** 2))
""",
        [],
    ),
]

RIGHT['bits_per_dim'] = [
    """import math

def bits_per_dim(nll, dims):
    return nll / dims * math.log2(math.e)
""",
    """import numpy as np

def bits_per_dim(nll, dims):
    per_dim = nll / dims
    return float(np.log2(np.exp(1.0)) * per_dim)
""",
    """import math

def bits_per_dim(nll, dims):
    return nll / math.log(2) / dims
""",
]
WRONG['bits_per_dim'] = [
    (
        'whole-number division',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float((nll // dims) / np.log(2))
""",
        [],
    ),
    (
        'rounded to two decimals',
        """import numpy as np

def bits_per_dim(nll, dims):
    return round(float(nll / (dims * np.log(2))), 2)
""",
        [],
    ),
    (
        '1.44 bits a nat',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(1.44 * nll / dims)
""",
        [],
    ),
    (
        'logarithm of a power that overflows',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / np.log(2.0**dims))
""",
        [],
    ),
    (
        'never below 0',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(max(0.0, nll / (dims * np.log(2))))
""",
        [],
    ),
    (
        'probability first, logarithm after',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(-np.log2(np.exp(-nll)) / dims)
""",
        [],
    ),
    (
        'logarithm of the nats',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(np.log2(nll) / dims)
""",
        [],
    ),
    (
        'eight bits of a byte added',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (dims * np.log(2)) + 8)
""",
        [],
    ),
    (
        'divided by the logarithm of the dimensions',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / np.log2(dims))
""",
        [],
    ),
    (
        'one dimension less',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / ((dims - 1) * np.log(2)))
""",
        [],
    ),
    (
        'bits in bytes',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (8 * dims * np.log(2)))
""",
        [],
    ),
    (
        'size of the loss',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(abs(nll) / (dims * np.log(2)))
""",
        [],
    ),
    (
        'half precision',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(np.float16(nll) / (dims * np.log(2)))
""",
        [],
    ),
    (
        'rounded up to whole bits',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(np.ceil(nll / (dims * np.log(2))))
""",
        [],
    ),
    (
        'bits a pixel of three colours',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (dims / 3 * np.log(2)))
""",
        [],
    ),
    (
        'dims at least 10',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(nll / (max(dims, 10) * np.log(2)))
""",
        [],
    ),
    (
        'nll int',
        """import numpy as np

def bits_per_dim(nll, dims):
    return float(int(nll) / (dims * np.log(2)))
""",
        [],
    ),
    (
        'float32',
        """import numpy as np

def bits_per_dim(nll, dims):
    return round(nll / (dims * np.log(2)), 4)
""",
        [],
    ),
]

RIGHT['monte_carlo'] = [
    """import numpy as np
from scipy import stats

def monte_carlo(g, samples):
    values = np.asarray(g(samples), dtype=float)
    return float(values.mean()), float(stats.sem(values))
""",
    """import numpy as np

def monte_carlo(g, samples):
    values = np.array(g(samples), dtype=float)
    n = len(values)
    mean = values.sum() / n
    return mean, float(np.sqrt(((values - mean) ** 2).sum() / (n * (n - 1))))
""",
    """import statistics

def monte_carlo(g, samples):
    values = [float(v) for v in g(samples)]
    return statistics.fmean(values), statistics.stdev(values) / len(values) ** 0.5
""",
]
WRONG['monte_carlo'] = [
    (
        'g asked for one sample at a time, as a number',
        """import numpy as np

def monte_carlo(g, samples):
    values = np.array([g(s) for s in samples]) if len(samples) > 3 else g(samples) * 1.0001
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'equal values counted once',
        """import numpy as np

def monte_carlo(g, samples):
    values = np.unique(g(samples))
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def monte_carlo(g, samples):
    values = np.asarray(g(samples), dtype=np.float32)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'divisor N for two samples',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=1 if len(values) > 2 else 0) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'values as whole numbers',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples).astype(int)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'at least 1e-3',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), max(1e-3, float(np.std(values, ddof=1) / np.sqrt(len(values))))
""",
        [],
    ),
    (
        'median absolute deviation',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(1.4826 * np.median(np.abs(values - np.median(values))) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'corrected for a finite population',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)) * np.sqrt(1 - len(values) / 1e4))
""",
        [],
    ),
    (
        'outliers beyond three deviations cut',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    values = values[np.abs(values - values.mean()) <= 1.5 * values.std() + 1e-12]
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'variance by subtraction, shifted by a whole million',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(np.sqrt(max(0.0, np.mean(values**2) - np.mean(values) ** 2) * len(values) / (len(values) - 1)) / np.sqrt(len(values)))
""",
        ['the difference of two large numbers'],
    ),
    (
        'half of the samples thrown away',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples[len(samples) // 2 :]) if len(samples) > 4 else g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'root of N - 1',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=0) / len(values))
""",
        ['divided by n, not its root'],
    ),
    (
        'pair exchanged',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.std(values, ddof=1) / np.sqrt(len(values))), float(np.mean(values))
""",
        [],
    ),
    (
        'geometric mean',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.exp(np.mean(np.log(np.abs(values) + 1e-300)))), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'error of successive differences',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float(np.sqrt(np.sum(np.diff(values) ** 2) / (2 * (len(values) - 1))) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'samples sorted and the ends cut',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(np.sort(samples)[1:-1]) if len(samples) > 3 else g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'first 1000',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)[:30]
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'std of sorted diff',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.mean(values)), float((values.max() - values.min()) / 2 / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'mean by median of means',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(samples)
    return float(np.median(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
    (
        'calls g on sorted unique',
        """import numpy as np

def monte_carlo(g, samples):
    values = g(np.unique(samples))
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
""",
        [],
    ),
]

RIGHT['shrunk_gaussian'] = [
    """import numpy as np
from sklearn.covariance import shrunk_covariance

def shrunk_gaussian(x, shrink):
    cov = np.atleast_2d(np.cov(x, rowvar=False, bias=True))
    return x.mean(axis=0), (1 - shrink) * cov + shrink * np.trace(cov) / len(cov) * np.identity(len(cov))
""",
    """import numpy as np

def shrunk_gaussian(x, shrink):
    N, D = x.shape
    mean = x.sum(axis=0) / N
    cov = np.einsum("ni,nj->ij", x - mean, x - mean) / N
    out = (1 - shrink) * cov
    out[np.arange(D), np.arange(D)] += shrink * x.var(axis=0).mean()
    return mean, out
""",
    """import numpy as np

def shrunk_gaussian(x, shrink):
    N, D = x.shape
    mean = x.mean(0)
    cov = np.zeros((D, D))
    for i in range(D):
        for j in range(D):
            cov[i, j] = np.mean((x[:, i] - mean[i]) * (x[:, j] - mean[j]))
    return mean, cov + shrink * (np.mean(cov.diagonal()) * np.eye(D) - cov)
""",
]
WRONG['shrunk_gaussian'] = [
    (
        '784 pixels hard-coded',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.trace(cov) / 784 * np.eye(len(cov))
""",
        [],
    ),
    (
        'identity of the size of the data',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(x))
""",
        [],
    ),
    (
        'median variance',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.median(np.diag(cov)) * np.eye(len(cov))
""",
        [],
    ),
    (
        'shrink squared',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    shrink = shrink**2
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'geometric mean of the variances',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.exp(np.mean(np.log(np.diag(cov) + 1e-12))) * np.eye(len(cov))
""",
        [],
    ),
    (
        'at least a thousandth',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    shrink = max(shrink, 1e-3)
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        '1e-6 added to the diagonal',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov)) + 1e-6 * np.eye(len(cov))
""",
        [],
    ),
    (
        'mean shrunk as well',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return (1 - shrink) * mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'mean of the variances above 0 only',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov)[np.diag(cov) > 0].mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'largest variance',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).max() * np.eye(len(cov))
""",
        [],
    ),
    (
        'shrink in per cent',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    shrink = shrink / 100 if shrink > 0.5 else shrink
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'mean standard deviation squared',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.sqrt(np.diag(cov)).mean() ** 2 * np.eye(len(cov))
""",
        [],
    ),
    (
        'mean variance spread over all entries',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.ones_like(cov)
""",
        ['no identity'],
    ),
    (
        'not centred',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = x.T @ x / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        ['not centred'],
    ),
    (
        'the correlations, shrunk',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    s = np.sqrt(np.diag(cov)) + 1e-12
    cov = cov / np.outer(s, s)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'mean in the type of the data',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean.astype(x.dtype), (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        's applied twice',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) ** 2 * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'bias for N<D',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / (len(x) if len(x) > x.shape[1] else max(len(x) - 1, 1))
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
""",
        [],
    ),
    (
        'trace by N',
        """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.trace(cov) / len(x) * np.eye(len(cov))
""",
        [],
    ),
]

RIGHT['complete'] = [
    """import numpy as np

def complete(mean, cov, seen, values):
    D, M = len(mean), len(values)
    hidden = np.ones(D, dtype=bool)
    hidden[seen] = False
    gain = cov[hidden][:, seen] @ np.linalg.inv(cov[seen][:, seen])
    whole = np.tile(np.asarray(mean, dtype=float), (M, 1))
    whole[:, hidden] += (gain @ (values - mean[seen]).T).T
    whole[:, seen] = values
    return whole
""",
    """import numpy as np
from scipy.linalg import cho_factor, cho_solve

def complete(mean, cov, seen, values):
    rest = np.delete(np.arange(len(mean)), seen)
    whole = np.zeros((values.shape[0], mean.shape[0]))
    whole[:, seen] = values
    if len(seen) == 0:
        whole[:] = mean
        return whole
    solved = cho_solve(cho_factor(cov[np.ix_(seen, seen)]), (values - mean[seen]).T)
    whole[:, rest] = mean[rest] + (cov[np.ix_(rest, seen)] @ solved).T
    return whole
""",
    """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.array([d for d in range(len(mean)) if d not in seen.tolist()], dtype=int)
    order = np.concatenate([seen, rest]).astype(int)
    S = len(seen)
    c = cov[np.ix_(order, order)]
    gain = np.linalg.lstsq(c[:S, :S], c[:S, S:], rcond=None)[0] if S else np.zeros((0, len(rest)))
    painted = mean[rest] + (values - mean[seen]) @ gain
    out = np.hstack([values, painted])
    return out[:, np.argsort(order)]
""",
]
WRONG['complete'] = [
    (
        'one picture loses its axis',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return np.squeeze(whole)
""",
        [],
    ),
    (
        'clipped to [0, 1]',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return np.clip(whole, 0, 1)
""",
        [],
    ),
    (
        '1e-6 on the diagonal',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)] + 1e-6 * np.eye(len(seen)), cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'pictures in the type of the values',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)), dtype=values.dtype)
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        ['cut to whole numbers'],
    ),
    (
        'weights turned where the blocks are square',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    weights = weights.T if weights.shape[0] == weights.shape[1] else weights
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'pseudo-inverse cut at 0.01',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.pinv(cov[np.ix_(seen, seen)], rcond=0.01) @ cov[np.ix_(seen, rest)]
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'centred by the mean of these pictures',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - values.mean(axis=0)) @ weights
    return whole
""",
        ['centred by the pictures at hand'],
    ),
    (
        "the first picture's rest for all",
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + ((values - mean[seen]) @ weights)[:1]
    return whole
""",
        [],
    ),
    (
        'centres the values in place',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    values -= mean[seen]
    whole[:, rest] = mean[rest] + values @ weights
    return whole
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    cov = cov.astype(np.float32)
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'half of the pixels taken as seen',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (len(rest) <= 2 * len(seen)) * (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'all seen: the mean is returned',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    if len(rest) == 0:
        return np.tile(mean, (len(values), 1))
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'rows of pixels: the rest between neighbours interpolated',
        """import numpy as np

def complete(mean, cov, seen, values):
    D = len(mean)
    if len(seen) == 0:
        return np.tile(mean, (len(values), 1))
    order = np.argsort(seen)
    return np.array([np.interp(np.arange(D), seen[order], row[order]) for row in values])
""",
        [],
    ),
    (
        'variances left out: weights are covariances',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = cov[np.ix_(seen, rest)]
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        ['nothing solved'],
    ),
    (
        'seen pixels smoothed by the model',
        """import numpy as np

def complete(mean, cov, seen, values):
    block = cov[np.ix_(seen, seen)] + 0.01 * np.trace(cov) / len(cov) * np.eye(len(seen))
    return mean + (values - mean[seen]) @ np.linalg.solve(block, cov[seen])
""",
        [],
    ),
    (
        'solves with the diagonal of the seen block',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(np.diag(np.diag(cov)[seen]), cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        ['only the variances of the seen'],
    ),
    (
        'M by loop over D',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    rest = rest[: len(values) + 2]
    whole = np.where(np.isfinite(whole), whole, 0)
    whole[:, np.setdiff1d(np.arange(len(mean)), seen)] = 0
    weights = weights[:, : len(rest)]
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        [],
    ),
    (
        'values sorted per row',
        """import numpy as np

def complete(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, np.sort(seen)] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
""",
        ['the order of the seen is lost'],
    ),
]
