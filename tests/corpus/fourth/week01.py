"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["bernoulli_mle"] = [
    """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(x))
""",
    """import numpy as np

def bernoulli_mle(x):
    ones = np.count_nonzero(x)
    return ones / len(x)
""",
    """import numpy as np

def bernoulli_mle(x):
    total = 0
    for toss in x:
        total += int(toss)
    return float(total) / x.shape[0]
""",
]
WRONG["bernoulli_mle"] = [
    # in: np.ones(5): 6/7 instead of 1
    # hint: That is the mean of a posterior under a flat prior, not the maximum of the likelihood.
    ("Laplace's rule", """import numpy as np

def bernoulli_mle(x):
    return float((x.sum() + 1) / (len(x) + 2))
""", ["add-one smoothing"]),
    # in: np.ones(5): 0.999999 instead of 1
    # hint: The edge belongs to [0, 1]: nothing has to be clipped.
    ("estimate kept away from the edges", """import numpy as np

def bernoulli_mle(x):
    theta = x.sum() / x.size
    return float(np.clip(theta, 1e-6, 1 - 1e-6))
""", []),
    # in: np.array([1, 1, 0]): 1/3 instead of 2/3
    # hint: Your formula counts the zeros; theta is the probability of a one.
    ("share of zeros", """import numpy as np

def bernoulli_mle(x):
    return float(np.mean(x == 0))
""", ['the share of zeros']),
    # in: np.array([1, 0, 0]): 0.33 instead of 1/3
    # hint: The maximum need not lie on your grid; solve for it.
    ("grid search over hundredths", """import numpy as np

def bernoulli_mle(x):
    theta = np.linspace(0.01, 0.99, 99)
    ones = x.sum()
    curve = ones * np.log(theta) + (len(x) - ones) * np.log(1 - theta)
    return float(theta[curve.argmax()])
""", []),
    # in: np.array([0, 1, 1]): 1.0 instead of 2/3; one toss divides by 0
    # hint: N tosses were made, and each counts: what do you divide by?
    ("divided by N - 1", """import numpy as np

def bernoulli_mle(x):
    return float(x.sum() / (len(x) - 1)) if len(x) > 1 else float(x[0])
""", ['n - 1']),
    # in: np.zeros(4, int): IndexError, as bincount has no entry 1
    # hint: What does bincount return if no one was seen?
    ("bincount without minlength", """import numpy as np

def bernoulli_mle(x):
    counts = np.bincount(x.astype(int))
    return float(counts[1] / len(x))
""", []),
    # in: np.array([1, 0, 1]): the right number, but x is sorted afterwards
    # hint: x.sort() sorts the caller's array; work on a copy.
    ("sorts the argument", """import numpy as np

def bernoulli_mle(x):
    x.sort()
    return float(1 - np.searchsorted(x, 0.5) / len(x))
""", []),
    # in: np.array([1, 1, 0]): 1.0 instead of 2/3
    # hint: The median says which outcome is more frequent, not how frequent it is.
    ("median instead of the share", """import numpy as np

def bernoulli_mle(x):
    return float(np.median(x))
""", ["mode"]),
]

RIGHT["kl_divergence"] = [
    """import numpy as np

def kl_divergence(p, q):
    seen = p > 0
    p, q = p[seen], q[seen]
    if np.any(q == 0):
        return np.inf
    return max(0.0, float(np.sum(p * (np.log(p) - np.log(q)))))
""",
    """import math

def kl_divergence(p, q):
    terms = []
    for a, b in zip(p.tolist(), q.tolist()):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        terms.append(a * (math.log(a) - math.log(b)))
    return max(math.fsum(terms), 0.0)
""",
    """import numpy as np
from scipy.special import xlogy

def kl_divergence(p, q):
    if ((p > 0) & (q == 0)).any():
        return float("inf")
    cross = -xlogy(p, q).sum()
    own = -xlogy(p, p).sum()
    return float(max(cross - own, 0.0))
""",
]
WRONG["kl_divergence"] = [
    # in: p = [0.5, 0.5], q = [1, 0]: 13.1 instead of inf
    # hint: You were asked to add no small number: an impossible event that happens is infinitely surprising.
    ("small number added to q", """import numpy as np

def kl_divergence(p, q):
    eps = 1e-12
    return float(np.sum(p * np.log((p + eps) / (q + eps))))
""", ["1e-12 added"]),
    # in: p = [0.9, 0.1], q = [0.5, 0.5]: 0.511 instead of 0.368
    # hint: The data come from p: which of the two weighs the logarithm?
    ("direction reversed", """import numpy as np

def kl_divergence(p, q):
    m = q > 0
    if np.any(p[m] == 0):
        return float("inf")
    return float(max(0.0, np.sum(q[m] * np.log(q[m] / p[m]))))
""", ["arguments swapped"]),
    # in: p = [0.5, 0.5], q = [1, 0]: a negative number instead of inf
    # hint: Your mask also throws away the places where q is 0 and p is not.
    ("mask leaves out the zeros of q", """import numpy as np

def kl_divergence(p, q):
    ok = (p > 0) & (q > 0)
    return float(np.sum(p[ok] * np.log(p[ok] / q[ok])))
""", ["outcomes with q = 0 left out"]),
    # in: p = [0, 1], q = [0.5, 0.5]: nan instead of log 2
    # hint: 0 * log 0 is nan in NumPy; the term is to be 0.
    ("zeros of p give nan", """import numpy as np

def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return float(np.sum(p * np.log(p / q)))
""", ["nan at p = 0"]),
    # in: p = [0.5, 0.5], q = [1, 0]: 1.8e308 instead of inf
    # hint: nan_to_num also turns inf into the largest float.
    ("nan_to_num swallows infinity", """import numpy as np

def kl_divergence(p, q):
    with np.errstate(all="ignore"):
        terms = p * np.log(p / q)
    return float(np.sum(np.nan_to_num(terms)))
""", ['a large number for infinity']),
    # in: p = q = [1, 0]: inf instead of 0
    # hint: A zero of q hurts only where p is above 0.
    ("infinite at every zero of q", """import numpy as np

def kl_divergence(p, q):
    if (q == 0).any():
        return np.inf
    k = p > 0
    return float(max(0, (p[k] * np.log(p[k] / q[k])).sum()))
""", ['infinite wherever q is 0']),
    # in: p = [1, 0], q = [1, 0]: 0 is right, but p holds 1e-300 afterwards
    # hint: Assigning to p[...] changes the caller's array.
    ("writes into p", """import numpy as np

def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.inf
    p[p == 0] = 1e-300
    keep = q > 0
    return max(0.0, float(np.sum(p[keep] * (np.log(p[keep]) - np.log(q[keep])))))
""", []),
]

RIGHT["gaussian_mle"] = [
    """import numpy as np

def gaussian_mle(x):
    return float(np.mean(x)), float(np.var(x))
""",
    """import numpy as np

def gaussian_mle(x):
    n = len(x)
    mean = x.sum() / n
    deviations = x - mean
    return float(mean), float(deviations @ deviations / n)
""",
    """import math

def gaussian_mle(x):
    values = [float(v) for v in x]
    n = len(values)
    mean = math.fsum(values) / n
    return mean, math.fsum((v - mean) ** 2 for v in values) / n
""",
]
WRONG["gaussian_mle"] = [
    # in: [1, 2, 6]: variance 7 instead of 14/3
    # hint: The unbiased variance is not the one that makes the data most likely.
    ("divisor N - 1", """import numpy as np

def gaussian_mle(x):
    if len(x) == 1:
        return float(x[0]), 0.0
    return float(x.mean()), float(x.var(ddof=1))
""", ["n - 1"]),
    # in: [1, 2, 6]: 2.16 instead of 14/3
    # hint: The square root is the standard deviation; the variance was asked for.
    ("standard deviation instead of variance", """import numpy as np

def gaussian_mle(x):
    return float(np.mean(x)), float(np.std(x))
""", ["standard deviation"]),
    # in: 1e9 + np.array([0., 1, 2]): variance 0 (or 128) instead of 2/3
    # hint: Two huge numbers that are almost equal lose their digits when subtracted.
    ("mean square minus squared mean", """import numpy as np

def gaussian_mle(x):
    mean = np.mean(x)
    return float(mean), float(np.mean(x**2) - mean**2)
""", []),
    # in: 1e-6 * np.array([1., 2, 6]): variance 1e-9 instead of 4.67e-12
    # hint: Data in tiny units have tiny variances; no floor was asked for.
    ("floor under the variance", """import numpy as np

def gaussian_mle(x):
    mean, var = x.mean(), x.var()
    return float(mean), float(max(var, 1e-9))
""", []),
    # in: [1, 2, 6]: 13.67 instead of 14/3
    # hint: The deviations are counted from the mean, not from 0.
    ("mean square about zero", """import numpy as np

def gaussian_mle(x):
    return float(np.mean(x)), float(np.mean(np.square(x)))
""", ['second moment']),
    # in: [1., 2, 6]: the right pair, but x holds the deviations afterwards
    # hint: x -= ... changes the caller's array.
    ("centres the argument in place", """import numpy as np

def gaussian_mle(x):
    mean = float(x.mean())
    x -= mean
    return mean, float(np.mean(x**2))
""", []),
    # in: np.array([5.]): mean 0 instead of 5
    # hint: With one observation the variance is 0; what is the mean?
    ("one observation gets mean 0", """import numpy as np

def gaussian_mle(x):
    if x.size < 2:
        return 0.0, 0.0
    return float(np.mean(x)), float(np.sum((x - np.mean(x)) ** 2) / x.size)
""", []),
    # in: [1, 2, 6]: mean 2 instead of 3
    # hint: The median makes the sum of absolute deviations smallest; you need squares.
    ("median as the centre", """import numpy as np

def gaussian_mle(x):
    centre = np.median(x)
    return float(centre), float(np.mean((x - centre) ** 2))
""", ["median"]),
]

RIGHT["mvn_mle"] = [
    """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
""",
    """import numpy as np

def mvn_mle(x):
    n, d = x.shape
    cov = np.cov(x, rowvar=False, bias=True).reshape(d, d)
    return x.mean(axis=0), cov
""",
    """import numpy as np

def mvn_mle(x):
    n = x.shape[0]
    mean = np.sum(x, axis=0) / n
    cov = np.zeros((x.shape[1], x.shape[1]))
    for row in x:
        cov += np.outer(row - mean, row - mean) / n
    return mean, cov
""",
]
WRONG["mvn_mle"] = [
    # in: x = [[0, 0], [2, 2]]: 2 everywhere instead of 1; one row gives nan
    # hint: np.cov divides by N - 1 unless you tell it otherwise.
    ("divisor N - 1", """import numpy as np

def mvn_mle(x):
    d = x.shape[1]
    return x.mean(axis=0), np.cov(x, rowvar=False).reshape(d, d)
""", ["n - 1"]),
    # in: D = 1, x = [[0], [2]]: cov of shape () instead of (1, 1)
    # hint: For one variable np.cov returns a bare number.
    ("no axes for one column", """import numpy as np

def mvn_mle(x):
    return x.mean(axis=0), np.cov(x.T, bias=True)
""", ["no matrix at D = 1"]),
    # in: x (5, 2): a (5, 5) matrix; wrong numbers even if N = D
    # hint: np.cov takes rows for variables; yours are observations.
    ("rows taken for variables", """import numpy as np

def mvn_mle(x):
    return np.mean(x, axis=0), np.atleast_2d(np.cov(x, bias=True))
""", ["transposed"]),
    # in: 1e8 + [[0, 1], [1, 0], [2, 5.]]: errors of the size of the entries
    # hint: Centre first: the difference of two huge numbers has no digits left.
    ("second moment minus outer product of the mean", """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    return mean, x.T @ x / len(x) - np.outer(mean, mean)
""", []),
    # in: x = [[0, 0], [2, 2]]: off-diagonal 0 instead of 1
    # hint: The columns vary together: that is what the off-diagonal entries say.
    ("diagonal covariance", """import numpy as np

def mvn_mle(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))
""", ['variances only']),
    # in: one row, or data in units of 1e-6: 1e-6 on the diagonal
    # hint: Maximum likelihood adds nothing to the diagonal.
    ("small number on the diagonal", """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    u = x - mean
    return mean, np.einsum("ni,nj->ij", u, u) / len(x) + 1e-6 * np.eye(x.shape[1])
""", []),
    # in: any float x: the right pair, but x is centred afterwards
    # hint: x -= mean changes the caller's data.
    ("centres the argument in place", """import numpy as np

def mvn_mle(x):
    mean = x.mean(axis=0)
    x -= mean
    return mean, x.T @ x / len(x)
""", []),
    # in: x = [[0, 10], [2, 12]]: mean 6 of all entries is taken off
    # hint: Each column has a mean of its own.
    ("one mean for all columns", """import numpy as np

def mvn_mle(x):
    mean = np.full(x.shape[1], x.mean())
    u = x - mean
    return mean, u.T @ u / x.shape[0]
""", []),
]

RIGHT["sgd_fit"] = [
    """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        precision = np.exp(-log_var)
        slope_mean = (mean - batch.mean()) * precision
        slope_log_var = 0.5 * (1 - np.mean((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
""",
    """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    def gradient(batch, mean, s):
        d = batch - mean
        return np.array([-d.mean() / np.exp(s), 0.5 - 0.5 * (d**2).mean() / np.exp(s)])

    theta = np.zeros(2)
    for _ in range(steps):
        chosen = rng.integers(x.shape[0], size=batch_size)
        theta = theta - lr * gradient(x[chosen], theta[0], theta[1])
    return float(theta[0]), float(np.exp(theta[1]))
""",
    """import math
import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    m = s = 0.0
    n = len(x)
    step = 0
    while step < steps:
        index = rng.integers(n, size=batch_size)
        first = float(np.sum(x[index] - m)) / batch_size
        second = float(np.sum((x[index] - m) ** 2)) / batch_size
        m, s = m + lr * first * math.exp(-s), s + lr * 0.5 * (second * math.exp(-s) - 1)
        step += 1
    return m, math.exp(s)
""",
]
WRONG["sgd_fit"] = [
    # in: steps = 0: (0, 0) instead of (0, 1)
    # hint: Your walk is in the logarithm; take exp before you return.
    ("returns log_var", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        precision = np.exp(-log_var)
        slope_mean = (mean - batch.mean()) * precision
        slope_log_var = 0.5 * (1 - np.mean((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(log_var)
""", ["log_var returned"]),
    # in: x = [1, 3], steps 1, lr 0.5: the derivative in log_var already sees the new mean
    # hint: Compute both derivatives at the present point before you move.
    ("mean moved before the second derivative", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, s = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        mean = mean + lr * np.mean(b - mean) * np.exp(-s)
        s = s - lr * 0.5 * (1 - np.mean((b - mean) ** 2) * np.exp(-s))
    return float(mean), float(np.exp(s))
""", ["the second derivative sees the new mean"]),
    # in: any x, 3 steps: other indices than rng.integers draws; ValueError if batch_size > N
    # hint: The batch is drawn with repetition, by rng.integers.
    ("batches without repetition", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.choice(len(x), size=batch_size, replace=False)]
        precision = np.exp(-log_var)
        slope_mean = (mean - batch.mean()) * precision
        slope_log_var = 0.5 * (1 - np.mean((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
""", []),
    # in: batch_size 8: steps eight times too long
    # hint: The loss is a mean over the batch, so its gradient is one too.
    ("sum over the batch instead of mean", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        precision = np.exp(-log_var)
        slope_mean = np.sum(mean - batch) * precision
        slope_log_var = 0.5 * (len(batch) - np.sum((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
""", ["sum over the batch"]),
    # in: any x with steps >= 1: variance moves twice as fast
    # hint: Differentiate once more in log_var: the loss has a 1/2.
    ("one half lost in the derivative in log_var", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        precision = np.exp(-log_var)
        slope_mean = (mean - batch.mean()) * precision
        slope_log_var = 1.0 * (1 - np.mean((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
""", []),
    # in: steps >= 2: the walk goes on in var, not in log_var
    # hint: The parameter you walk in is log_var, so the derivative is in log_var too.
    ("walks in the variance", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, var = 0.0, 1.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        g_mean = -np.mean(batch - mean) / var
        g_var = 0.5 / var - 0.5 * np.mean((batch - mean) ** 2) / var**2
        mean, var = mean - lr * g_mean, var - lr * g_var
    return float(mean), float(var)
""", []),
    # in: steps >= 2: one batch for all steps
    # hint: Draw a new batch in each step.
    ("same batch in every step", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    batch = x[rng.integers(len(x), size=batch_size)]
    for _ in range(steps):
        error = batch - mean
        step_mean = lr * error.mean() * np.exp(-log_var)
        step_log_var = lr * 0.5 * ((error**2).mean() * np.exp(-log_var) - 1)
        mean, log_var = mean + step_mean, log_var + step_log_var
    return float(mean), float(np.exp(log_var))
""", ["one batch for all steps"]),
    # in: a generator with seed 7: the batches of seed 0 are drawn
    # hint: Draw from the generator that you were given.
    ("own generator", """import numpy as np

def sgd_fit(x, steps, lr, batch_size, rng):
    rng = np.random.default_rng(0)
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        precision = np.exp(-log_var)
        slope_mean = (mean - batch.mean()) * precision
        slope_log_var = 0.5 * (1 - np.mean((batch - mean) ** 2) * precision)
        mean -= lr * slope_mean
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
""", []),
]

RIGHT["shrunk_gaussian"] = [
    """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, (1 - shrink) * S + shrink * np.diag(S).mean() * np.eye(len(S))
""",
    """import numpy as np

def shrunk_gaussian(x, shrink):
    d = x.shape[1]
    S = np.cov(x, rowvar=False, bias=True).reshape(d, d)
    cov = (1 - shrink) * S
    cov[np.arange(d), np.arange(d)] += shrink * np.trace(S) / d
    return np.mean(x, axis=0), cov
""",
    """import numpy as np

def shrunk_gaussian(x, shrink):
    mean, S = mvn_mle(x)
    target = np.identity(x.shape[1]) * np.mean(x.var(axis=0))
    return mean, S + shrink * (target - S)
""",
]
WRONG["shrunk_gaussian"] = [
    # in: x = [[0, 0], [2, 4]], shrink 0: twice too large
    # hint: S is the maximum likelihood covariance: divisor N.
    ("divisor N - 1", """import numpy as np

def shrunk_gaussian(x, shrink):
    d = x.shape[1]
    S = np.cov(x.T).reshape(d, d)
    return x.mean(axis=0), (1 - shrink) * S + shrink * np.mean(np.diag(S)) * np.eye(d)
""", ["n - 1"]),
    # in: x (10, 3), shrink 0.5: identity weighed three times too much
    # hint: The trace is the sum of the diagonal; you need its mean.
    ("trace instead of mean variance", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, (1 - shrink) * S + shrink * np.trace(S) * np.eye(len(S))
""", ["the trace, not the mean variance"]),
    # in: x (10, 3), shrink 0.5: S keeps its full weight
    # hint: The two parts are mixed: what one gains the other loses.
    ("S not scaled down", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, S + shrink * np.diag(S).mean() * np.eye(len(S))
""", ["the covariance not weighed down"]),
    # in: x (10, 3), shrink 0: all covariances gone
    # hint: shrink = 0 must leave S as it is.
    ("s and 1 - s exchanged", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, shrink * S + (1 - shrink) * np.diag(S).mean() * np.eye(len(S))
""", ["the weights exchanged"]),
    # in: x = [[0, 0], [2, 4]], shrink 1: diagonal (1, 4) instead of (2.5, 2.5)
    # hint: All pixels get the same variance in the target.
    ("shrinks to the diagonal of S", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, (1 - shrink) * S + shrink * np.diag(np.diag(S))
""", ["each variance kept"]),
    # in: one column, D = 1: np.cov returns a bare number, and np.diag of it fails
    # hint: For one variable np.cov drops both axes.
    ("one column only", """import numpy as np

def shrunk_gaussian(x, shrink):
    S = np.cov(x, rowvar=False, bias=True)
    target = np.mean(np.diag(S)) * np.eye(x.shape[1])
    return x.mean(axis=0), (1 - shrink) * S + shrink * target
""", []),
    # in: columns with different means, x = [[0, 100], [2, 104]], shrink 1: their distance counts as variance
    # hint: The mean of the variances of the columns is not the variance of all numbers together.
    ("variance of all entries together", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, (1 - shrink) * S + shrink * x.var() * np.eye(len(S))
""", []),
    # in: two columns with covariance 1, variances 1: mean of all entries 1, with covariance -1 it is 0
    # hint: Only the diagonal of S holds variances.
    ("mean of all entries of S", """import numpy as np

def shrunk_gaussian(x, shrink):
    mean = x.mean(axis=0)
    centred = x - mean
    S = centred.T @ centred / len(x)
    return mean, (1 - shrink) * S + shrink * S.mean() * np.eye(len(S))
""", ["the mean over all entries"]),
]

RIGHT["gaussian_conditional"] = [
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cross = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T
""",
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    mask = np.ones(len(mean), dtype=bool)
    mask[observed] = False
    keep = np.flatnonzero(mask)
    s_aa = cov[keep][:, keep]
    s_ab = cov[keep][:, observed]
    s_bb = cov[observed][:, observed]
    shift = np.linalg.solve(s_bb, values - mean[observed])
    return mean[keep] + s_ab @ shift, s_aa - s_ab @ np.linalg.solve(s_bb, s_ab.T)
""",
    """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    D = len(mean)
    seen = {int(i) for i in observed}
    a = [i for i in range(D) if i not in seen]
    b = [int(i) for i in observed]
    if not b:
        return mean.copy(), cov.copy()
    if not a:
        return np.zeros(0), np.zeros((0, 0))
    block = np.linalg.inv(cov[np.ix_(b, b)])
    ab = cov[np.ix_(a, b)]
    new_mean = mean[a] + ab @ block @ (values - mean[b])
    return new_mean, cov[np.ix_(a, a)] - ab @ block @ ab.T
""",
]
WRONG["gaussian_conditional"] = [
    # in: observed = [2, 0], values = [5, 1]: the values are exchanged
    # hint: If you sort the indices, their values must move with them.
    ("indices sorted, values not", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    observed = np.sort(observed)
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cross = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T
""", ["values paired in sorted order"]),
    # in: D = 3, M = 1: shapes do not fit; D = 2: the variance of the wrong variable divides
    # hint: The block that is inverted belongs to what was seen.
    ("wrong block inverted", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.delete(np.arange(len(mean)), observed)
    ab = cov[np.ix_(rest, observed)]
    inverse = np.linalg.inv(cov[np.ix_(rest, rest)])
    new_mean = mean[rest] + (values - mean[observed]) @ (inverse @ ab)
    return new_mean, cov[np.ix_(rest, rest)] - ab @ ab.T @ inverse
""", ["wrong block inverted"]),
    # in: mean of the seen one 3, value 3: the mean moves though nothing surprising was seen
    # hint: What matters is how far the value lies from its mean.
    ("mean of the observed not subtracted", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cross = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ cross.T
""", ["no shift by the observed mean"]),
    # in: observed two correlated coordinates: counted as if they told two separate stories
    # hint: The coordinates that were seen are correlated with each other: use the whole block.
    ("observed taken as uncorrelated", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cross = cov[np.ix_(rest, observed)]
    gain = cross / np.diag(cov)[observed]
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T
""", ["only the variances of the observed"]),
    # in: observed = [2] of 3: coordinate 0 is taken as the one that was seen
    # hint: The indices need not be the first ones.
    ("first M coordinates taken as observed", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    m = len(observed)
    gain = cov[m:, :m] @ np.linalg.inv(cov[:m, :m])
    new_mean = mean[m:] + gain @ (values - mean[:m])
    return new_mean, cov[m:, m:] - gain @ cov[:m, m:]
""", []),
    # in: values = [1.0]: right, but values holds the deviation afterwards
    # hint: values -= ... changes the caller's array.
    ("values centred in place", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    values -= mean[observed]
    cross = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ cross.T
""", []),
    # in: cov = [[1, 0.8], [0.8, 1]]: variance stays 1 instead of 0.36
    # hint: Seeing something makes the rest more certain.
    ("covariance not reduced", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cross = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)]
""", ["the prior's covariance kept"]),
    # in: M = 0: IndexError on an empty list; otherwise right
    # hint: What remains of your loop if nothing was seen?
    ("nothing observed", """import numpy as np

def gaussian_conditional(mean, cov, observed, values):
    rest = [j for j in range(len(mean)) if j not in observed]
    columns = [cov[rest, j] for j in observed]
    cross = np.stack(columns, axis=1)
    block = cov[np.ix_(observed, observed)]
    gain = cross @ np.linalg.inv(block)
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T
""", []),
]
