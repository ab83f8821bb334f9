"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ------------------------------------------------------------------ histogram_log_prob
RIGHT["histogram_log_prob"] = [
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    x, edges, counts = np.asarray(x, float), np.asarray(edges, float), np.asarray(counts, float)
    bins = len(counts)
    height = counts / (counts.sum() * np.diff(edges))
    index = np.searchsorted(edges, x, side="right") - 1
    index = np.where(x == edges[-1], bins - 1, index)
    inside = (index >= 0) & (index < bins)
    density = np.where(inside, height[np.clip(index, 0, bins - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    out = np.full(len(x), -np.inf)
    total = np.sum(counts)
    last = len(counts) - 1
    for b in range(len(counts)):
        if counts[b] == 0:
            continue
        hit = (x >= edges[b]) & ((x < edges[b + 1]) if b < last else (x <= edges[b + 1]))
        out[hit] = np.log(counts[b]) - np.log(total) - np.log(edges[b + 1] - edges[b])
    return out
""",
    """import numpy as np

def histogram_log_prob(x, edges, counts):
    x = np.asarray(x)[:, None]
    left, right = np.asarray(edges)[:-1], np.asarray(edges)[1:]
    member = (left <= x) & (x < right)
    member[:, -1] |= x[:, 0] == right[-1]
    density = member @ (np.asarray(counts) / np.asarray(counts).sum() / (right - left))
    result = np.full(density.shape, -np.inf)
    np.log(density, out=result, where=density > 0)
    return result
""",
]
WRONG["histogram_log_prob"] = [
    # in: x=[0.5], edges=[0,2], counts=[3]: gives 0, right is -log 2
    # hint: A share of points is a probability; what makes it a density, per unit of x?
    ("share of points, not divided by the width", """import numpy as np

def histogram_log_prob(x, edges, counts):
    share = counts / counts.sum()
    index = np.searchsorted(edges, x, side="right") - 1
    index[x == edges[-1]] = len(counts) - 1
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, share[np.clip(index, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""", ["no bin width"]),
    # in: x=[2.0], edges=[0,1,4], counts=[1,1]: divides by 1 instead of 3
    # hint: You took the width of the first bin for all; the bins may be of any width.
    ("width of the first bin for all", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (counts.sum() * (edges[1] - edges[0]))
    index = np.searchsorted(edges, x, side="right") - 1
    index[x == edges[-1]] = len(counts) - 1
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, height[np.clip(index, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""", ["one width for all bins"]),
    # in: x=[2.0], edges=[0,1,2], counts=[1,1]: -inf, right is log(1/2)
    # hint: What does your answer say at the very last edge?
    ("last right edge counted as outside", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (counts.sum() * np.diff(edges))
    index = np.searchsorted(edges, x, side="right") - 1
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, height[np.clip(index, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""", ["right edge lost"]),
    # in: x=[1.0], edges=[0,1,2], counts=[1,3]: log(1/4), right is log(3/4)
    # hint: A point on an inner edge belongs to the bin on its right; look at the argument side.
    ("a bin holds its right edge", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (counts.sum() * np.diff(edges))
    index = np.searchsorted(edges, x, side="left") - 1
    index[x == edges[0]] = 0
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, height[np.clip(index, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""", ["an inner edge in the bin to its left"]),
    # in: x=[-1.0], edges=[0,1,2], counts=[1,1]: log(1/2), right is -inf
    # hint: Where does a point left of all edges end up after your clip?
    ("outside points clipped into the end bins", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (counts.sum() * np.diff(edges))
    index = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(counts) - 1)
    with np.errstate(divide="ignore"):
        return np.log(height[index])
""", ["points outside counted into the end bins"]),
    # in: x=[0.5], edges=[0,1,2], counts=[0,4]: log(1e-12) = -27.6, right is -inf
    # hint: The exercise wants minus infinity where there is no mass; a small constant in the logarithm hides it.
    ("small constant in the logarithm", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (counts.sum() * np.diff(edges))
    index = np.searchsorted(edges, x, side="right") - 1
    index[x == edges[-1]] = len(counts) - 1
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, height[np.clip(index, 0, len(counts) - 1)], 0.0)
    return np.log(density + 1e-12)
""", ["a small number for the impossible"]),
    # in: x=[0.5], edges=[0,1,2], counts=[3,1]: log(3), right is log(3/4)
    # hint: The number of points that made the histogram is in counts, not in x.
    ("divides by the number of evaluated points", """import numpy as np

def histogram_log_prob(x, edges, counts):
    height = counts / (len(x) * np.diff(edges))
    index = np.searchsorted(edges, x, side="right") - 1
    index[x == edges[-1]] = len(counts) - 1
    inside = (index >= 0) & (index < len(counts))
    density = np.where(inside, height[np.clip(index, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""", []),
    # in: x=[0,1] (integers), edges=[0,1,2], counts=[1,3]: density truncated to 0, gives -inf
    # hint: What type has an array made by zeros_like from whole numbers?
    ("density kept in an array of x's integer type", """import numpy as np

def histogram_log_prob(x, edges, counts):
    density = np.zeros_like(x)
    height = counts / (counts.sum() * np.diff(edges))
    index = np.searchsorted(edges, x, side="right") - 1
    index[x == edges[-1]] = len(counts) - 1
    inside = (index >= 0) & (index < len(counts))
    density[inside] = height[index[inside]]
    with np.errstate(divide="ignore"):
        return np.log(density)
""", []),
]

# ------------------------------------------------------------------ kde_log_prob
RIGHT["kde_log_prob"] = [
    """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(len(data) * bandwidth * np.sqrt(2 * np.pi))
""",
    """import numpy as np
from scipy.stats import norm
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    each = norm.logpdf(np.asarray(x, float)[:, None], loc=np.asarray(data, float)[None, :], scale=bandwidth)
    return logsumexp(each, axis=1, b=1 / len(data))
""",
    """import numpy as np

def kde_log_prob(x, data, bandwidth):
    out = np.empty(len(x))
    for n, point in enumerate(x):
        e = -0.5 * ((point - data) / bandwidth) ** 2
        top = e.max()
        out[n] = top + np.log(np.exp(e - top).mean())
    return out - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
""",
]
WRONG["kde_log_prob"] = [
    # in: x=[1000.], data=[0.], bandwidth=1: -inf, right is about -500000.9
    # hint: Far away each kernel underflows to 0 before you take the logarithm.
    ("logarithm of the mean density: underflow", """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    with np.errstate(divide="ignore"):
        return np.log(norm.pdf(x[:, None], data, bandwidth).mean(axis=1))
""", ["underflow far away"]),
    # in: x=[1000.], data=[0.], bandwidth=1: -690.8, right is about -500000.9
    # hint: Finite is not enough: far away your answer is the logarithm of your own small constant.
    ("1e-300 added to the density", """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    return np.log(norm.pdf(x[:, None], data, bandwidth).mean(axis=1) + 1e-300)
""", ["underflow far away"]),
    # in: x=[0.], data=[0.,0.], bandwidth=1: log 2 too much
    # hint: Your estimate integrates to the number of kernels; where is the average?
    ("sum of the kernels instead of the average", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
""", ["a sum over the data"]),
    # in: x=[0.], data=[0.], bandwidth=2: -0.5 log(4 pi), right is -0.5 log(8 pi)
    # hint: The bandwidth is the standard deviation; you used it as the variance.
    ("bandwidth taken for the variance", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    squares = (x[:, None] - data) ** 2
    each = -0.5 * squares / bandwidth - 0.5 * np.log(2 * np.pi * bandwidth)
    return logsumexp(each, axis=1) - np.log(len(data))
""", ["bandwidth as variance"]),
    # in: x=[0.], data=[0.,1.], bandwidth=1: two numbers instead of one
    # hint: One number for each x: over which axis do the kernels run?
    ("summed over the points instead of the kernels", """import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    each = norm.logpdf(x[:, None], data[None, :], bandwidth)
    return logsumexp(each, axis=0) - np.log(len(data))
""", []),
    # in: x=[0.], data=[0.,4.], bandwidth=1: mean of logs -4.9, right is about -1.61
    # hint: The logarithm of an average is not the average of the logarithms.
    ("average of the log-densities", """import numpy as np
from scipy.stats import norm

def kde_log_prob(x, data, bandwidth):
    return norm.logpdf(x[:, None], data, bandwidth).mean(axis=1)
""", ["mean of the log kernels"]),
    # in: x=[0.,1000.], data=[0.], bandwidth=1: -inf for the second point
    # hint: Each point needs its own largest term; one maximum for the table does not save the far rows.
    ("one maximum for the whole table", """import numpy as np

def kde_log_prob(x, data, bandwidth):
    e = -0.5 * ((x[:, None] - data) / bandwidth) ** 2
    top = e.max()
    with np.errstate(divide="ignore"):
        s = top + np.log(np.exp(e - top).mean(axis=1))
    return s - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
""", ["underflow far away"]),
    # in: x=[1e9+0.5], data=[1e9], bandwidth=1: the squares lose all digits, error of tens of nats
    # hint: Subtract first and square then: x^2 - 2xd + d^2 cancels badly for points far from 0.
    ("square multiplied out: cancellation far from 0", """import numpy as np
from scipy.special import logsumexp

def kde_log_prob(x, data, bandwidth):
    squares = (x**2)[:, None] - 2.0 * np.outer(x, data) + (data**2)[None, :]
    each = -0.5 * squares / bandwidth**2
    return logsumexp(each, axis=1) - np.log(len(data)) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
""", []),
]

# ------------------------------------------------------------------ weights_by_multiplier
RIGHT["weights_by_multiplier"] = [
    """import numpy as np

def weights_by_multiplier(c, total):
    lam = float(np.sum(c) / total)
    return np.asarray(c) / lam, lam
""",
    """import numpy as np

def weights_by_multiplier(c, total):
    c = np.asarray(c, dtype=float)
    share = c / c.sum()
    return total * share, float(c.sum()) / float(total)
""",
    """import numpy as np

def weights_by_multiplier(c, total):
    # at the optimum c_k / w_k = lambda for all k with c_k > 0
    w = np.zeros(len(c))
    whole = 0.0
    for value in c:
        whole += float(value)
    for k in range(len(c)):
        w[k] = float(c[k]) / whole * total
    k = int(np.argmax(c))
    return w, float(c[k] / w[k])
""",
]
WRONG["weights_by_multiplier"] = [
    # in: c=[1,3], total=2: 0.5, right is 2
    # hint: From c_k / w_k = lambda, and the sum: which of the two numbers stands on top?
    ("multiplier upside down", """import numpy as np

def weights_by_multiplier(c, total):
    lam = float(total / np.sum(c))
    return c * lam, lam
""", ["the multiplier upside down"]),
    # in: c=[1,3], total=2: -2, right is 2
    # hint: In this Lagrangian the weights are subtracted: differentiate once more and watch the sign.
    ("sign of the multiplier", """import numpy as np

def weights_by_multiplier(c, total):
    return total * c / np.sum(c), -float(np.sum(c) / total)
""", ["sign of the multiplier"]),
    # in: c=[1,3], total=2: 4, right is 2
    # hint: Your multiplier is right for a sum of 1 only.
    ("multiplier for total 1", """import numpy as np

def weights_by_multiplier(c, total):
    return total * c / np.sum(c), float(np.sum(c))
""", ["the multiplier of total 1"]),
    # in: c=[1,3], total=2: weights sum to 1
    # hint: What must the weights sum to?
    ("weights sum to 1 whatever total is", """import numpy as np

def weights_by_multiplier(c, total):
    return c / np.sum(c), float(np.sum(c) / total)
""", ["the total forgotten"]),
    # in: c=[0,3], total=1: nan as multiplier
    # hint: You read the multiplier off the first weight; what if that is 0?
    ("multiplier from the first entry: 0/0", """import numpy as np

def weights_by_multiplier(c, total):
    w = total * c / np.sum(c)
    with np.errstate(invalid="ignore"):
        return w, float(c[0] / w[0])
""", []),
    # in: c=np.array([1,3]) (integers), total=1: weights [0,0]
    # hint: Counts may be whole numbers; what type has your array of weights?
    ("weights in an integer array", """import numpy as np

def weights_by_multiplier(c, total):
    w = np.zeros_like(c)
    for k in range(len(c)):
        w[k] = total * c[k] / np.sum(c)
    return w, float(np.sum(c) / total)
""", []),
    # in: c=np.array([1.,3.]), total=2: c afterwards is [0.5,1.5]
    # hint: Print c after the call: leave arguments as they are.
    ("rescales c in place", """import numpy as np

def weights_by_multiplier(c, total):
    lam = float(c.sum() / total)
    c /= lam
    return c, lam
""", []),
    # in: c=[0,3], total=1: first weight 0.001/3.001, right is 0
    # hint: No count, no weight: the floor that you put under c is not in the exercise.
    ("floor under the counts", """import numpy as np

def weights_by_multiplier(c, total):
    c = np.maximum(c, 1e-3)
    return total * c / c.sum(), float(c.sum() / total)
""", []),
]

# ------------------------------------------------------------------ bound_gap
RIGHT["bound_gap"] = [
    """import numpy as np
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    gap = log_p - (q * log_joint - xlogy(q, q)).sum(axis=1)
    return np.maximum(gap, 0.0)
""",
    """import numpy as np
from scipy.special import log_softmax

def bound_gap(q, log_joint):
    q = np.asarray(q, float)
    log_posterior = log_softmax(np.asarray(log_joint, float), axis=1)
    safe = np.where(q > 0, q, 1.0)
    return np.clip((q * (np.log(safe) - log_posterior)).sum(axis=1), 0.0, None)
""",
    """import numpy as np

def bound_gap(q, log_joint):
    gaps = []
    for row, joint in zip(q, log_joint):
        top = joint.max()
        log_p = top + np.log(np.exp(joint - top).sum())
        keep = row > 0
        bound = np.sum(row[keep] * (joint[keep] - log_p - np.log(row[keep])))
        gaps.append(max(-bound, 0.0))
    return np.array(gaps, dtype=float)
""",
]
WRONG["bound_gap"] = [
    # in: q=[[1,0]], log_joint=[[-1,-2]]: nan
    # hint: 0 times the logarithm of 0 counts as 0; numpy says nan.
    ("0 log 0 is nan", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    with np.errstate(divide="ignore", invalid="ignore"):
        return logsumexp(log_joint, axis=1) - (q * (log_joint - np.log(q))).sum(axis=1)
""", ["nan where q is 0"]),
    # in: q=[[.5,.5]], log_joint=[[-2000,-2000]]: -inf
    # hint: exp(-2000) is 0 in the machine: keep the sum over k in logarithms.
    ("log p(x) by exponentials: underflow", """import numpy as np
from scipy.special import xlogy

def bound_gap(q, log_joint):
    with np.errstate(divide="ignore"):
        log_p = np.log(np.exp(log_joint).sum(axis=1))
    return log_p - (q * log_joint - xlogy(q, q)).sum(axis=1)
""", ["exp underflows"]),
    # in: q=[[.9,.1]], log_joint=[[-1,-1]]: KL(p||q) = 0.511, right is 0.368
    # hint: Which of the two distributions takes the average in the bound?
    ("divergence the wrong way round", """import numpy as np
from scipy.special import softmax, rel_entr

def bound_gap(q, log_joint):
    return rel_entr(softmax(log_joint, axis=1), q).sum(axis=1)
""", ["divergence turned round"]),
    # in: two rows: one number instead of two
    # hint: One gap for each point, please: do not sum over the rows.
    ("summed over the points", """import numpy as np
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    return np.sum(logsumexp(log_joint, axis=1)) - np.sum(q * log_joint - xlogy(q, q))
""", ["summed over the points"]),
    # in: q=[[.5,.5]], log_joint=[[-1,-1]]: log 2, right is 0
    # hint: The bound has an entropy as well; without it the gap does not close at the posterior.
    ("entropy of q forgotten", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    return logsumexp(log_joint, axis=1) - (q * log_joint).sum(axis=1)
""", ["no entropy"]),
    # in: q=np.array([[1.,0.]]), log_joint=[[-1,-2]]: q afterwards holds 1e-300
    # hint: Look at q after the call: leave arguments as they are.
    ("zeros of q replaced in place", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    q[q == 0] = 1e-300
    gap = logsumexp(log_joint, axis=1) - (q * (log_joint - np.log(q))).sum(axis=1)
    return np.maximum(gap, 0)
""", []),
    # in: q=[[.5,.5]], log_joint=[[0,-2000]]: inf, right is 999.3
    # hint: A posterior that underflows to 0 has a logarithm all the same: do not leave the logarithms.
    ("logarithm of an underflowed posterior", """import numpy as np
from scipy.special import softmax, rel_entr

def bound_gap(q, log_joint):
    return rel_entr(q, softmax(log_joint, axis=1)).sum(axis=1)
""", ["exp underflows"]),
    # in: log_joint=[[0,-1],[-2000,-2000]], q all 0.5: -inf in the second row
    # hint: Each row needs its own maximum.
    ("one maximum for all rows", """import numpy as np
from scipy.special import xlogy

def bound_gap(q, log_joint):
    top = log_joint.max()
    with np.errstate(divide="ignore"):
        log_p = top + np.log(np.exp(log_joint - top).sum(axis=1))
    return log_p - (q * log_joint - xlogy(q, q)).sum(axis=1)
""", ["exp underflows"]),
]

# ------------------------------------------------------------------ likelihood_gradient_means
RIGHT["likelihood_gradient_means"] = [
    """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    grad = np.zeros(np.shape(means))
    for k in range(len(weights)):
        pull = r[:, k] @ (x - means[k])
        grad[k] = np.linalg.solve(covs[k], pull)
    return grad
""",
    """import numpy as np
from scipy.stats import multivariate_normal
from scipy.special import softmax

def likelihood_gradient_means(x, weights, means, covs):
    logs = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
                     for w, m, c in zip(weights, means, covs)], axis=1)
    r = softmax(logs.reshape(len(x), len(weights)), axis=1)
    diff = x[:, None, :] - means[None, :, :]
    return np.einsum("nk,kde,nke->kd", r, np.linalg.inv(covs), diff)
""",
    """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    N, K = len(x), len(weights)
    slopes, logs = [], np.empty((N, K))
    for k in range(K):
        diff = np.asarray(x, float) - means[k]
        solved = np.linalg.solve(covs[k], diff.T).T
        slopes.append(solved)
        logs[:, k] = np.log(weights[k]) - 0.5 * np.linalg.slogdet(covs[k])[1] - 0.5 * (diff * solved).sum(axis=1)
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r /= r.sum(axis=1, keepdims=True)
    return np.stack([r[:, k] @ slopes[k] for k in range(K)])
""",
]
WRONG["likelihood_gradient_means"] = [
    # in: K=1, covs=[[[4]]], x=[[2]], means=[[0]]: 2, right is 0.5
    # hint: The gradient has a unit of 1/x: where did the covariance go?
    ("inverse covariance forgotten", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return r.T @ x - r.sum(axis=0)[:, None] * means
""", ["no inverse covariance"]),
    # in: x=[[2]], means=[[0]], covs=[[[1]]], K=1: -2, right is 2
    # hint: A point pulls the mean towards itself: check the sign.
    ("sign: mean minus point", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (means[k] - x)) for k in range(len(weights))])
""", ["sign"]),
    # in: two points: half the gradient
    # hint: The total log-likelihood is a sum over points, not a mean.
    ("mean over points instead of the sum", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) for k in range(len(weights))]) / len(x)
""", ["mean over N"]),
    # in: any with K=2, weights=[.3,.7]
    # hint: The responsibilities contain the weights already.
    ("weights counted twice", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs) * weights
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) for k in range(len(weights))])
""", []),
    # in: two points, K=1: half the gradient
    # hint: You divided by N_k: that belongs to EM's step, not to the gradient.
    ("divided by what the component owns", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    owned = r.sum(axis=0)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k]) / owned[k]) for k in range(len(weights))])
""", ["mean over N", "divided by N_k"]),
    # in: D=2, covs=[[[1,.5],[.5,1]]], x=[[1,0]], means=[[0,0]]: [1,0], right is [1.33,-0.67]
    # hint: The covariances need not be diagonal.
    ("only the diagonal of the covariance", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    variances = np.diagonal(covs, axis1=1, axis2=2)
    return (r.T @ x - r.sum(axis=0)[:, None] * means) / variances
""", []),
    # in: x=[[1000]], means=[[0],[1]], covs=1: 0/0 = nan
    # hint: Far away all densities are 0 in the machine: compute the responsibilities from logarithms.
    ("responsibilities from densities: underflow", """import numpy as np
from scipy.stats import multivariate_normal

def likelihood_gradient_means(x, weights, means, covs):
    K = len(weights)
    joint = np.stack([weights[k] * np.atleast_1d(multivariate_normal(means[k], covs[k]).pdf(x)) for k in range(K)], axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = joint / joint.sum(axis=1, keepdims=True)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) for k in range(K)])
""", ["0 / 0 far away"]),
    # in: K=1 or D=1: shape (D,) or (K,) instead of (K, D)
    # hint: squeeze drops every axis of length 1: what if K or D is 1?
    ("squeeze drops axes of length 1", """import numpy as np

def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    pull = r.T @ x - r.sum(axis=0)[:, None] * means
    return np.linalg.solve(covs, pull[:, :, None]).squeeze()
""", []),
]

# ------------------------------------------------------------------ score_gradient_means
RIGHT["score_gradient_means"] = [
    """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(np.shape(means), dtype=float)
    for k in z:
        grad[k] += multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return grad / len(z)
""",
    """import numpy as np

def score_gradient_means(x, z, means, covs):
    K, D = np.shape(means)
    share = np.bincount(z, minlength=K) / len(z)
    diff = np.asarray(x, float) - means
    slope = np.linalg.solve(covs, diff[:, :, None])[:, :, 0]
    log_density = -0.5 * (diff * slope).sum(axis=1) - 0.5 * np.linalg.slogdet(covs)[1] - 0.5 * D * np.log(2 * np.pi)
    return (share * np.exp(log_density))[:, None] * slope
""",
    """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    one_hot = np.eye(K)[z]
    density = np.array([multivariate_normal.pdf(x, means[k], covs[k]) for k in range(K)])
    slope = np.array([np.linalg.inv(covs[k]) @ (x - means[k]) for k in range(K)])
    terms = one_hot[:, :, None] * (density[:, None] * slope)
    return terms.mean(axis=0)
""",
]
WRONG["score_gradient_means"] = [
    # in: z=[0,1], K=2: twice the right rows
    # hint: All M draws count in the average, also for a row that only some of them reach.
    ("averaged over the draws of each component", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in np.unique(z):
        grad[k] = multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return grad
""", ["averaged within each component"]),
    # in: x=[1], z=[0], means=[[0]], covs=[[[1]]]: 1, right is 0.242
    # hint: What is averaged is a density times a slope: where is p(x | z)?
    ("likelihood factor forgotten", """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        grad[k] += np.linalg.solve(covs[k], x - means[k])
    return grad / len(z)
""", ["not weighted by the likelihood"]),
    # in: z=[0,0]: half the right answer
    # hint: With a repeated index, += on grad[z] adds only once.
    ("fancy index with += adds once", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    rows = np.array([multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k]) for k in z])
    grad[z] += rows
    return grad / len(z)
""", ["repeated draws lost"]),
    # in: z=[0,0], K=3: one row instead of three
    # hint: How many rows must come back if the last component was never drawn?
    ("number of components read off the draws", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    counts = np.bincount(z)
    rows = [n * multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
            for k, n in enumerate(counts)]
    return np.array(rows) / len(z)
""", []),
    # in: M=2: twice the right answer
    # hint: An estimate is an average over the draws; yours grows with M.
    ("sum over draws instead of the mean", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        grad[k] += multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return grad
""", ["a sum over the draws"]),
    # in: x=[1], z=[0], means=[[0]], covs=[[[1]]]: 1, right is 0.242
    # hint: Asked is the slope of p(x), not of log p(x): do not divide by the density.
    ("gradient of log p(x)", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    grad, density = np.zeros(means.shape), 0.0
    for k in z:
        p = multivariate_normal(means[k], covs[k]).pdf(x)
        grad[k] += p * np.linalg.solve(covs[k], x - means[k])
        density += p
    return grad / density
""", ["gradient of log p(x)"]),
    # in: covs=[[[4]]], x=[1], z=[0], means=[[0]]: twice the right answer
    # hint: The density of a Gaussian has a determinant in front; yours is right for det 1 only.
    ("determinant missing in the density", """import numpy as np

def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in z:
        d = x - means[k]
        slope = np.linalg.solve(covs[k], d)
        grad[k] += np.exp(-0.5 * d @ slope) / (2 * np.pi) ** (len(x) / 2) * slope
    return grad / len(z)
""", []),
    # in: x=np.array([1]) (integer): all zeros
    # hint: The point may be whole numbers; the gradient is not.
    ("gradient in an array of x's integer type", """import numpy as np
from scipy.stats import multivariate_normal

def score_gradient_means(x, z, means, covs):
    share = np.bincount(z, minlength=len(means)) / len(z)
    grad = np.zeros(means.shape, dtype=x.dtype)
    for k in range(len(means)):
        grad[k] = share[k] * multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
    return grad
""", []),
]

# ------------------------------------------------------------------ stick_breaking
RIGHT["stick_breaking"] = [
    """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    left = np.concatenate([[1.0], np.cumprod(1 - v)])
    return left * np.append(v, 1.0)
""",
    """import numpy as np

def stick_breaking(v):
    weights, left = [], 1.0
    for fraction in v:
        weights.append(left * fraction)
        left *= 1 - fraction
    weights.append(left)
    return np.array(weights, dtype=float)
""",
    """import numpy as np

def stick_breaking(v):
    w = np.ones(1)
    for fraction in v[::-1]:
        w = np.concatenate([[fraction], (1 - fraction) * w])
    return w
""",
]
WRONG["stick_breaking"] = [
    # in: v=[.5,.5]: [.5,.5,0], right is [.5,.25,.25]
    # hint: Each fraction is of what is left, not of the whole stick.
    ("fractions of the whole stick", """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, float)
    return np.append(v, 1 - v.sum())
""", ["not multiplied by the rest"]),
    # in: v=[.25]: first weight .1875, right is .25
    # hint: Before the first cut the whole stick is left: shift your product by one.
    ("product not shifted", """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, float)
    left = np.cumprod(1 - v)
    return np.append(v * left, left[-1] if len(v) else 1.0)
""", ["a piece shortened by its own cut"]),
    # in: v=[.25]: one weight, right is two
    # hint: K - 1 fractions give K weights: who gets the rest?
    ("rest of the stick forgotten", """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, float)
    return v * np.concatenate([[1.0], np.cumprod(1 - v)[:-1]])[: len(v)]
""", ["last stick lost"]),
    # in: v=[.25]: [.2,.8], right is [.25,.75]
    # hint: Breaking needs no division afterwards; the weights sum to 1 by themselves.
    ("fractions normalised", """import numpy as np

def stick_breaking(v):
    w = np.append(np.asarray(v, float), 1.0)
    return w / w.sum()
""", ["divided by the sum"]),
    # in: v=[]: IndexError, right is [1.]
    # hint: What is left of the stick if nobody cuts?
    ("no fractions: crash", """import numpy as np

def stick_breaking(v):
    w = [v[0]]
    left = 1 - v[0]
    for fraction in v[1:]:
        w.append(fraction * left)
        left = left * (1 - fraction)
    w.append(left)
    return np.array(w)
""", ["nothing where nothing is cut"]),
    # in: v=[.5,.5,.5]: third weight 0, right is .125
    # hint: What is left after two cuts is a product, not 1 minus a sum.
    ("what is left as 1 minus the sum of the fractions", """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, float)
    left = np.concatenate([[1.0], 1 - np.cumsum(v)])
    return left * np.append(v, 1.0)
""", ["fractions taken from the rest"]),
    # in: v=np.array([.5,.5]): v afterwards is [.5,.25]
    # hint: Look at v after the call: leave arguments as they are.
    ("works in place on v", """import numpy as np

def stick_breaking(v):
    left = np.cumprod(1 - v)
    v[1:] *= left[:-1]
    return np.append(v, left[-1] if len(left) else 1.0)
""", []),
    # in: v=[.5,.5]: last weight .5, right is .25
    # hint: Do your weights sum to 1? The last cut takes something away, too.
    ("last weight before the last cut", """import numpy as np

def stick_breaking(v):
    v = np.asarray(v, float)
    left = np.concatenate([[1.0], np.cumprod(1 - v)])
    w = left[:-1] * v
    return np.append(w, np.prod(1 - v[:-1]))
""", ["the last piece wrong, the others right"]),
]

# ------------------------------------------------------------------ best_k
RIGHT["best_k"] = [
    """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    x = np.asarray(x, float)
    folds = np.array_split(rng.permutation(len(x)), min(5, len(x)))
    scores = []
    for k in ks:
        total = 0.0
        for f, held in enumerate(folds):
            train = np.concatenate([g for j, g in enumerate(folds) if j != f])
            if k > len(train):
                total = -np.inf
                break
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = GaussianMixture(k, n_init=4, max_iter=500, reg_covar=1e-3 * x.var(axis=0).mean() + 1e-9,
                                        random_state=int(rng.integers(2**31 - 1))).fit(x[train])
            total += model.score_samples(x[held]).sum()
        scores.append(total)
    return ks[int(np.argmax(scores))]
""",
    """import numpy as np

def best_k(x, ks, rng):
    x = np.asarray(x, float)
    parts = np.array_split(rng.permutation(len(x)), 4)
    floor = 1e-3 * x.var(axis=0).mean() + 1e-9
    score = {k: 0.0 for k in ks}
    for i, held in enumerate(parts):
        train = x[np.concatenate(parts[:i] + parts[i + 1:])]
        for k in ks:
            if k > len(train):
                score[k] = -np.inf
                continue
            runs = [em(train, k, rng, 500, 1e-3, floor) for _ in range(6)]
            w, m, c, _ = max(runs, key=lambda run: run[3][-1])
            score[k] += gmm_log_prob(x[held], w, m, c).sum()
    return max(ks, key=lambda k: score[k])
""",
    """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def best_k(x, ks, rng):
    x = np.asarray(x, float)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    x = (x - mean) / np.where(scale > 0, scale, 1.0)
    scores = np.zeros(len(ks))
    for _ in range(6):
        order = rng.permutation(len(x))
        cut = max(1, len(x) // 4)
        held, train = x[order[:cut]], x[order[cut:]]
        for i, k in enumerate(ks):
            best = None
            for _ in range(3):
                if k > len(train):
                    continue
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    model = GaussianMixture(k, max_iter=500, reg_covar=1e-3,
                                            random_state=int(rng.integers(0, 10**6))).fit(train)
                if best is None or model.score(train) > best.score(train):
                    best = model
            scores[i] += -np.inf if best is None else best.score(held)
    return ks[int(np.argmax(scores))]
""",
]
WRONG["best_k"] = [
    # in: 60 points of one Gaussian, ks=[1,2,8]: 8, right is 1
    # hint: A model that is scored on what it was fitted to gets better with every component.
    ("scored on the training part", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    train = x[order[: len(x) // 2]]
    scores = [_fit(train, k, int(rng.integers(10**6))).score(train) for k in ks]
    return ks[int(np.argmax(scores))]
""", ["by training likelihood"]),
    # in: x=np.sort of two far clusters, ks=[1,2]: the held-out half is a cluster nobody saw
    # hint: The rows may come sorted: what do the two halves hold then?
    ("no shuffle before the split", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    cut = len(x) // 2
    train, held = x[:cut], x[cut:]
    scores = [_fit(train, k, int(rng.integers(10**6))).score(held) for k in ks]
    return ks[int(np.argmax(scores))]
""", ["split without shuffling"]),
    # in: 60 points of one Gaussian, ks=[1,2,8]: 8, right is 1
    # hint: The held-out points were in the fit: they are not held out.
    ("fitted to all points, held-out ones too", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    held = x[rng.permutation(len(x))[: len(x) // 3]]
    scores = [_fit(x, k, int(rng.integers(10**6))).score(held) for k in ks]
    return ks[int(np.argmax(scores))]
""", ["by training likelihood"]),
    # in: one Gaussian, ks=[1,8]: 0
    # hint: You return the position in the list, not the number of components.
    ("returns the index", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = 2 * len(x) // 3
    scores = [_fit(x[order[:cut]], k, int(rng.integers(10**6))).score(x[order[cut:]]) for k in ks]
    return int(np.argmax(scores))
""", ["the place in ks"]),
    # in: three far clusters, ks=[1,3]: 2, not even among ks
    # hint: The candidates need not be 1, 2, 3 and so on.
    ("takes ks for 1, 2, 3, ...", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = 2 * len(x) // 3
    scores = [_fit(x[order[:cut]], k, int(rng.integers(10**6))).score(x[order[cut:]]) for k in ks]
    return int(np.argmax(scores)) + 1
""", []),
    # in: three far clusters, ks=[1,3]: 1, right is 3
    # hint: A log-likelihood is better when larger: you search the smallest.
    ("smallest log-likelihood", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = 2 * len(x) // 3
    losses = [_fit(x[order[:cut]], k, int(rng.integers(10**6))).score(x[order[cut:]]) for k in ks]
    return ks[int(np.argmin(losses))]
""", []),
    # in: any x: its rows are in another order afterwards
    # hint: rng.shuffle works in place: look at x after the call.
    ("shuffles x itself", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    rng.shuffle(x)
    folds = np.array_split(np.arange(len(x)), 5)
    scores = []
    for k in ks:
        total = 0.0
        for held in folds:
            train = np.setdiff1d(np.arange(len(x)), held)
            total += _fit(x[train], k, int(rng.integers(10**6))).score_samples(x[held]).sum()
        scores.append(total)
    return ks[int(np.argmax(scores))]
""", []),
    # in: sorted order of ks: ks=[8,1,3] with three clusters: stops at 1 and returns 8
    # hint: The candidates may come in any order: try them all before you decide.
    ("stops at the first fall of the score", """import warnings
import numpy as np
from sklearn.mixture import GaussianMixture

def _fit(x, k, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GaussianMixture(k, n_init=3, max_iter=500, reg_covar=1e-4, random_state=seed).fit(x)

def best_k(x, ks, rng):
    order = rng.permutation(len(x))
    cut = 2 * len(x) // 3
    best, best_score = None, -np.inf
    for k in ks:
        score = _fit(x[order[:cut]], k, int(rng.integers(10**6))).score(x[order[cut:]])
        if score < best_score:
            break
        best, best_score = k, score
    return best
""", []),
]
