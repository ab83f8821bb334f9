"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["gmm_log_prob"] = ["""import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    return logsumexp(np.stack(logs, axis=1), axis=1)
""", """import numpy as np

def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    logs = np.empty((N, len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        u = np.linalg.solve(L, (x - means[k]).T)
        logs[:, k] = (np.log(weights[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum()
                      - 0.5 * (u**2).sum(axis=0))
    top = logs.max(axis=1, keepdims=True)
    return top[:, 0] + np.log(np.exp(logs - top).sum(axis=1))
""", """import numpy as np

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means                                      # (N, K, D)
    inv = np.linalg.inv(covs)
    quad = np.einsum("nki,kij,nkj->nk", d, inv, d)
    log_det = np.linalg.slogdet(covs)[1]
    logs = np.log(weights) - 0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + quad)
    return np.logaddexp.reduce(logs, axis=1)
"""]
WRONG["gmm_log_prob"] = [
    # in: x = [[1000]], one or two components near 0 with variance 1; gives -inf
    # hint: Far away each density is 0 in floating point before you take the logarithm.
    ("logarithm of a sum of densities", """import numpy as np
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    p = sum(w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs))
    return np.log(p)
""", ["log of a sum that underflows"]),
    # in: K = 2, weights = [0.3, 0.7]; gives a mean of logarithms, below the logarithm of the mean
    # hint: The logarithm of a sum is not the sum of the logarithms.
    ("weighted mean of the log-densities", """import numpy as np
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    return logs @ weights
""", ["weighted mean of the logs"]),
    # in: N = 1: scipy drops the axis of points, the answer has shape () instead of (1,)
    # hint: What shape does scipy return if there is only one point?
    ("one point loses its axis", """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return logsumexp(np.stack(logs), axis=0)
""", []),
    # in: K = 2, weights = [0.5, 0.5]; too large by log 2
    # hint: Add up the densities of two equal components: your total is 2, not 1.
    ("weights forgotten", """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)])
    return logsumexp(logs, axis=0)
""", ["no weights"]),
    # in: two equal components with weights 0.5: gives log 0.5 too little
    # hint: A point may come from either component: the smaller share counts, too.
    ("largest term instead of the sum", """import numpy as np
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    return np.max(logs, axis=0)
""", ["the largest term only"]),
    # in: D = 1, K = 1, cov = [[1e-8]], x = mean; variance taken as 1.01e-6
    # hint: What you add to the diagonal is not small if the data are.
    ("ridge on the covariances", """import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    eye = 1e-6 * np.eye(x.shape[1])
    logs = [np.log(w) + np.atleast_1d(multivariate_normal(m, c + eye).logpdf(x))
            for w, m, c in zip(weights, means, covs)]
    return logsumexp(np.array(logs), axis=0)
""", []),
    # in: D = 2, a cov with 0.8 off the diagonal, x = mean + [1, 1]
    # hint: Your answer does not change when the two coordinates become correlated.
    ("only the diagonals of the covariances", """import numpy as np
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    var = np.stack([np.diag(c) for c in covs])
    d = x[:, None, :] - means[None]
    logs = np.log(weights) + np.sum(-0.5 * np.log(2 * np.pi * var) - d**2 / (2 * var), axis=2)
    return logsumexp(logs, axis=1)
""", ["only the diagonal of the covariance"]),
    # in: x = [[0], [1000]], a component at 0 with variance 1: the second point gives -inf
    # hint: The far point is measured against the largest term of another point; each point needs its own.
    ("one maximum for all points", """import numpy as np
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
                     for w, m, c in zip(weights, means, covs)], axis=1)
    top = logs.max()
    return top + np.log(np.exp(logs - top).sum(axis=1))
""", ["log of a sum that underflows"]),
]

RIGHT["bound_gap"] = ["""import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    log_q = np.log(np.where(q > 0, q, 1.0))
    terms = np.where(q > 0, q * (log_q - log_post), 0.0)
    return np.maximum(terms.sum(axis=1), 0.0)
""", """import numpy as np
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    bound = (q * log_joint - xlogy(q, q)).sum(axis=1)
    return np.clip(logsumexp(log_joint, axis=1) - bound, 0, None)
""", """import numpy as np

def bound_gap(q, log_joint):
    gaps = []
    for row, logs in zip(q, log_joint):
        top = logs.max()
        log_px = top + np.log(np.sum(np.exp(logs - top)))
        seen = row > 0
        kl = np.sum(row[seen] * (np.log(row[seen]) - (logs[seen] - log_px)))
        gaps.append(max(float(kl), 0.0))
    return np.array(gaps)
"""]
WRONG["bound_gap"] = [
    # in: q = [[0.9, 0.1]], log_joint = log [[0.3, 0.1]]; gives KL(p || q)
    # hint: A divergence has a direction: which of the two stands as the weight in the bound?
    ("divergence the other way", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    return np.sum(np.exp(log_post) * (log_post - np.log(q)), axis=1)
""", ["divergence turned round"]),
    # in: q = [[1.0, 0.0]]; gives nan
    # hint: What does 0 * log 0 give in NumPy, and what should it give here?
    ("0 log 0 is nan", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    return logsumexp(log_joint, axis=1) - np.sum(q * (log_joint - np.log(q)), axis=1)
""", ["nan where q is 0"]),
    # in: log_joint = [[-2000, -2001]], q = [[0.5, 0.5]]; log p(x) becomes -inf
    # hint: exp(-2000) is 0 in floating point; which function adds in the log domain?
    ("log p(x) underflows", """import numpy as np

def bound_gap(q, log_joint):
    log_px = np.log(np.exp(log_joint).sum(axis=1))
    entropy = -np.where(q > 0, q * np.log(np.where(q > 0, q, 1)), 0).sum(axis=1)
    return log_px - (q * log_joint).sum(axis=1) - entropy
""", ["exp underflows"]),
    # in: q = [[0.5, 0.5]], log_joint = log [[0.2, 0.2]]: the gap is 0, this gives log 2
    # hint: If q is the posterior the bound touches; does your gap become 0 then?
    ("entropy of q forgotten", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    return logsumexp(log_joint, axis=1) - np.sum(q * log_joint, axis=1)
""", ["no entropy"]),
    # in: q = [[0.5, 0.5]], log_joint = [[0, -2000]]: the posterior underflows to 0, the gap is inf instead of 999.3
    # hint: You take the logarithm of a probability that has underflowed, although you had its logarithm before.
    ("posterior underflows before its logarithm", """import numpy as np
from scipy.special import rel_entr, softmax

def bound_gap(q, log_joint):
    return rel_entr(q, softmax(log_joint, axis=1)).sum(axis=1)
""", ["exp underflows"]),
    # in: q = [[1.0, 0.0]]; value right, but the caller's q holds 1e-300 afterwards
    # hint: Look at q after the call: its zeros are gone.
    ("zeros of q overwritten", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    q[q == 0] = 1e-300
    gap = logsumexp(log_joint, axis=1) - np.sum(q * (log_joint - np.log(q)), axis=1)
    return np.maximum(gap, 0)
""", []),
    # in: N = 2; gives one number for all points instead of shape (2,)
    # hint: The gap is asked for point by point; your mask throws the rows together.
    ("sum over all points", """import numpy as np
from scipy.special import logsumexp

def bound_gap(q, log_joint):
    keep = q > 0
    bound = np.sum(q[keep] * (log_joint[keep] - np.log(q[keep])))
    return np.maximum(logsumexp(log_joint, axis=1).sum() - bound, 0)
""", ["summed over the points"]),
    # in: N = 2, K = 2, log_joint = log [[0.3, 0.1], [0.2, 0.2]]; sums over the points, not over the components
    # hint: log p(x) sums over the components of one point: which axis is that?
    ("log p(x) over the wrong axis", """import numpy as np
from scipy.special import logsumexp, xlogy

def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=0)
    return np.sum(xlogy(q, q) - q * log_post, axis=1)
""", ["posterior normalised over the points"]),
]

RIGHT["m_step"] = ["""import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x - means[k]
        covs.append((resp[:, k, None] * d).T @ d / owned[k])
    return owned / len(x), means, np.array(covs)
""", """import numpy as np

def m_step(x, resp):
    weights = resp.mean(axis=0)
    share = resp / resp.sum(axis=0)
    means = np.einsum("nk,nd->kd", share, x)
    d = x[:, None, :] - means[None]
    return weights, means, np.einsum("nk,nki,nkj->kij", share, d, d)
""", """import numpy as np

def m_step(x, resp):
    (N, D), K = x.shape, resp.shape[1]
    weights, means, covs = np.zeros(K), np.zeros((K, D)), np.zeros((K, D, D))
    for k in range(K):
        r = resp[:, k]
        weights[k] = r.sum() / N
        means[k] = np.average(x, axis=0, weights=r)
        for n in range(N):
            covs[k] += r[n] * np.outer(x[n] - means[k], x[n] - means[k])
        covs[k] /= r.sum()
    return weights, means, covs
"""]
WRONG["m_step"] = [
    # in: K = 2 with two distant groups; each covariance holds the distance of the groups, too
    # hint: Each component is centred on its own mean, not on that of all points.
    ("covariances about the mean of all points", """import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    d = x - x.mean(axis=0)
    covs = np.stack([(resp[:, [k]] * d).T @ d / owned[k] for k in range(resp.shape[1])])
    return owned / len(x), means, covs
""", ["covariance about the global mean"]),
    # in: K = 2, resp of half the points each; the covariances are half as large
    # hint: With responsibilities of 0 and 1, by how many points do you divide the sum of a group?
    ("covariances divided by N", """import numpy as np

def m_step(x, resp):
    N = len(x)
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    covs = np.stack([(resp[:, [k]] * (x - means[k])).T @ (x - means[k]) / N for k in range(resp.shape[1])])
    return owned / N, means, covs
""", ["covariances divided by N"]),
    # in: K = 1, x = [[0], [2]], resp all ones; gives 2 instead of 1
    # hint: Maximum likelihood divides by what a component owns, without a correction.
    ("corrected for bias", """import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    covs = np.stack([(resp[:, [k]] * (x - means[k])).T @ (x - means[k]) / (owned[k] - 1)
                     for k in range(resp.shape[1])])
    return owned / len(x), means, covs
""", ["N_k - 1"]),
    # in: resp of 0.5 everywhere, K = 2; the covariances are half as large; right for 0 and 1
    # hint: Each point enters the covariance once, with its responsibility, not with its square.
    ("responsibilities on both sides", """import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = resp[:, [k]] * (x - means[k])
        covs.append(d.T @ d / owned[k])
    return owned / len(x), means, np.array(covs)
""", ["responsibilities on both sides"]),
    # in: resp = [[0.6, 0.4], [0.3, 0.7], [0.9, 0.1], [0.2, 0.8]]; the weights become 0.5 each
    # hint: A point may be owned in part; you give it to the strongest.
    ("hard assignment", """import numpy as np

def m_step(x, resp):
    hard = np.eye(resp.shape[1])[resp.argmax(axis=1)]
    owned = hard.sum(axis=0)
    means = hard.T @ x / owned[:, None]
    covs = np.stack([(hard[:, [k]] * (x - means[k])).T @ (x - means[k]) / owned[k] for k in range(resp.shape[1])])
    return owned / len(x), means, covs
""", ["hard assignments"]),
    # in: D = 1: np.cov drops the axes, covs has shape (K,) instead of (K, 1, 1)
    # hint: Look at the shape of the covariances for data of one dimension.
    ("one dimension loses its axes", """import numpy as np

def m_step(x, resp):
    weights = resp.mean(axis=0)
    means = np.stack([np.average(x, axis=0, weights=r) for r in resp.T])
    covs = np.stack([np.cov(x, rowvar=False, aweights=r, ddof=0) for r in resp.T])
    return weights, means, covs
""", []),
    # in: any float x; the points are shifted after the call, and the second component sees shifted points
    # hint: x -= mean moves the data themselves, for you and for your caller.
    ("points centred in place", """import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = resp.T @ x / owned[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = x
        d -= means[k]
        covs.append((resp[:, [k]] * d).T @ d / owned[k])
    return owned / len(x), means, np.array(covs)
""", []),
    # in: K = D = 2, components that own 1 and 3 points; columns are divided in place of rows (K != D raises)
    # hint: Each row of the means has its own divisor; against which axis does NumPy line it up?
    ("means divided along the wrong axis", """import numpy as np

def m_step(x, resp):
    owned = resp.sum(axis=0)
    means = (resp.T @ x) / owned
    covs = np.stack([(resp[:, [k]] * (x - means[k])).T @ (x - means[k]) / owned[k] for k in range(resp.shape[1])])
    return owned / len(x), means, covs
""", []),
]
