"""Answers to exercises of week 3, labelled: see ../corpora.toml."""

RIGHT = {
    "histogram_log_prob": [
        r"""
def histogram_log_prob(x, edges, counts):
    x, edges, counts = np.asarray(x), np.asarray(edges), np.asarray(counts)
    density = counts / (counts.sum() * np.diff(edges))
    bin_number = np.searchsorted(edges, x, side="right") - 1
    bin_number = np.where(x == edges[-1], len(counts) - 1, bin_number)
    inside = (x >= edges[0]) & (x <= edges[-1])
    p = np.where(inside, density[np.clip(bin_number, 0, len(counts) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(p)
""",
        r"""
def histogram_log_prob(x, edges, counts):
    total = np.sum(counts)
    out = np.full(len(x), -np.inf)
    last = len(counts) - 1
    for b in range(len(counts)):
        if counts[b] == 0:
            continue
        inside = (x >= edges[b]) & (x < edges[b + 1])
        if b == last:
            inside = inside | (x == edges[b + 1])
        out[inside] = np.log(counts[b]) - np.log(total) - np.log(edges[b + 1] - edges[b])
    return out
""",
    ],
    "gmm_log_prob": [
        r"""
def gmm_log_prob(x, weights, means, covs):
    logs = [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    return logsumexp(np.array(logs), axis=0)
""",
        r"""
def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    chol = np.linalg.cholesky(covs)                       # (K, D, D)
    diff = x[None, :, :] - means[:, None, :]              # (K, N, D)
    y = np.linalg.solve(chol, np.swapaxes(diff, 1, 2))    # (K, D, N)
    maha = (y ** 2).sum(axis=1)                           # (K, N)
    half_logdet = np.log(np.diagonal(chol, axis1=1, axis2=2)).sum(axis=1)
    logp = -0.5 * maha - half_logdet[:, None] - 0.5 * d * np.log(2 * np.pi)
    logp = logp + np.log(weights)[:, None]
    top = logp.max(axis=0)
    return top + np.log(np.exp(logp - top).sum(axis=0))
""",
    ],
    "responsibilities": [
        r"""
def responsibilities(x, weights, means, covs):
    joint = np.stack(
        [np.log(weights[k]) + np.atleast_1d(multivariate_normal(means[k], covs[k]).logpdf(x)) for k in range(len(weights))],
        axis=1,
    )
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""",
        r"""
def responsibilities(x, weights, means, covs):
    n, k = len(x), len(weights)
    joint = np.zeros((n, k))
    for j in range(k):
        diff = x - means[j]
        maha = np.sum(diff * np.linalg.solve(covs[j], diff.T).T, axis=1)
        joint[:, j] = np.log(weights[j]) - 0.5 * maha - 0.5 * np.linalg.slogdet(covs[j])[1]
    r = np.exp(joint - joint.max(axis=1, keepdims=True))
    return r / r.sum(axis=1, keepdims=True)
""",
    ],
    "m_step": [
        r"""
def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    diff = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / nk[:, None, None]
    return weights, means, covs
""",
        r"""
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    weights = resp.mean(axis=0)
    means = np.zeros((K, D))
    covs = np.zeros((K, D, D))
    for k in range(K):
        r = resp[:, k]
        means[k] = np.average(x, axis=0, weights=r)
        centred = x - means[k]
        covs[k] = (r[:, None] * centred).T @ centred / r.sum()
    return weights, means, covs
""",
    ],
    "elbo": [
        r"""
def elbo(x, q, weights, means, covs):
    joint = np.stack(
        [np.log(weights[k]) + np.atleast_1d(multivariate_normal(means[k], covs[k]).logpdf(x)) for k in range(len(weights))],
        axis=1,
    )
    m = q > 0
    return float(np.sum(q[m] * (joint[m] - np.log(q[m]))))
""",
        r"""
def elbo(x, q, weights, means, covs):
    from scipy.special import xlogy
    total = 0.0
    for k in range(len(weights)):
        logp = gmm_log_prob(x, np.ones(1), means[k:k + 1], covs[k:k + 1])
        total += np.sum(q[:, k] * (np.log(weights[k]) + logp))
        total -= np.sum(xlogy(q[:, k], q[:, k]))
    return float(total)
""",
    ],
    "bound_gap": [
        r"""
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    log_q = np.log(np.where(q > 0, q, 1.0))
    gap = np.sum(q * (log_q - log_post), axis=1)
    return np.maximum(gap, 0.0)
""",
        r"""
def bound_gap(q, log_joint):
    out = np.zeros(len(q))
    for n in range(len(q)):
        top = log_joint[n].max()
        shifted = log_joint[n] - top
        log_evidence = np.log(np.exp(shifted).sum())
        bound = 0.0
        for k in range(q.shape[1]):
            if q[n, k] > 0:
                bound += q[n, k] * (shifted[k] - np.log(q[n, k]))
        out[n] = max(0.0, log_evidence - bound)
    return out
""",
    ],
    "likelihood_gradient_means": [
        r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    grad = np.zeros(np.shape(means))
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], r[:, k] @ (x - means[k]))
    return grad
""",
        r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    precision = np.linalg.inv(covs)
    diff = x[:, None, :] - means[None]
    return np.einsum("nk,kde,nke->kd", r, precision, diff)
""",
    ],
    "stick_breaking": [
        r"""
def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    left = np.concatenate([[1.0], np.cumprod(1 - v)])
    return left * np.append(v, 1.0)
""",
        r"""
def stick_breaking(v):
    weights = []
    left = 1.0
    for fraction in v:
        weights.append(left * fraction)
        left = left * (1 - fraction)
    weights.append(left)
    return np.array(weights)
""",
    ],
}
WRONG = {
    "histogram_log_prob": [
        # proof: x=[1], edges=[0,2], counts=[4]: gives log 1 = 0, should be log 0.5
        ("not divided by the width: a probability, not a density", r"""
def histogram_log_prob(x, edges, counts):
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], len(counts) - 1, idx)
    ok = (x >= edges[0]) & (x <= edges[-1])
    p = np.where(ok, (counts / counts.sum())[np.clip(idx, 0, len(counts) - 1)], 0)
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['no bin width', 'heights that sum to 1']),
        # proof: x=[1], edges=[0,1,2], counts=[1,3]: gives log 0.25, should be log 0.75
        ("a bin holds its right edge instead of its left", r"""
def histogram_log_prob(x, edges, counts):
    out = np.full(len(x), -np.inf)
    dens = counts / counts.sum() / np.diff(edges)
    for i, xi in enumerate(x):
        for b in range(len(counts)):
            if edges[b] < xi <= edges[b + 1] or (b == 0 and xi == edges[0]):
                if counts[b] > 0:
                    out[i] = np.log(dens[b])
    return out
""", ['an inner edge in the bin to its left']),
        # proof: x=[2], edges=[0,1,2], counts=[1,3]: gives -inf, should be log 0.75
        ("the last bin does not hold its right edge", r"""
def histogram_log_prob(x, edges, counts):
    dens = counts / (counts.sum() * np.diff(edges))
    dens = np.concatenate([[0.0], dens, [0.0]])
    with np.errstate(divide="ignore"):
        return np.log(dens[np.searchsorted(edges, x, side="right")])
""", ['right edge lost']),
        # proof: x=[5], edges=[0,1,2], counts=[1,3]: gives log 0.75, should be -inf
        ("points outside fall into the nearest bin", r"""
def histogram_log_prob(x, edges, counts):
    B = len(counts)
    idx = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, B - 1)
    with np.errstate(divide="ignore"):
        return np.log(counts[idx]) - np.log(counts.sum()) - np.log(np.diff(edges)[idx])
""", ['points outside counted into the end bins']),
        # proof: x=[2], edges=[0,1,3], counts=[1,1]: gives log 0.5, should be log 0.25
        ("takes the width of the first bin for all", r"""
def histogram_log_prob(x, edges, counts):
    width = edges[1] - edges[0]
    heights = counts / (counts.sum() * width)
    result = []
    for value in x:
        if value < edges[0] or value > edges[-1]:
            result.append(-np.inf)
            continue
        b = min(np.searchsorted(edges, value, side="right") - 1, len(counts) - 1)
        result.append(np.log(heights[b]) if heights[b] > 0 else -np.inf)
    return np.array(result)
""", ['one width for all bins']),
        # proof: x=[9], edges=[0,1], counts=[1]: gives about -27.6, should be -inf
        ("a small constant keeps the logarithm finite where there is no mass", r"""
def histogram_log_prob(x, edges, counts):
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], len(counts) - 1, idx)
    ok = (x >= edges[0]) & (x <= edges[-1])
    dens = counts / (counts.sum() * np.diff(edges))
    p = np.where(ok, dens[np.clip(idx, 0, len(counts) - 1)], 0)
    return np.log(p + 1e-12)
""", ['a small number for the impossible']),
    ],
    "gmm_log_prob": [
        # proof: x=[[1000.]], weights=[1], means=[[0]], covs=[[[1]]]: gives -inf, should be about -500000.9
        ("sums densities before the logarithm: underflows far away", r"""
def gmm_log_prob(x, weights, means, covs):
    p = np.zeros(len(x))
    for w, m, c in zip(weights, means, covs):
        p += w * multivariate_normal(m, c).pdf(x)
    return np.log(p)
""", ['log of a sum that underflows']),
        # proof: x=[[0.]], weights=[.5,.5], both N(0,1): gives log 2 - 0.919, should be -0.919
        ("the weights are forgotten", r"""
def gmm_log_prob(x, weights, means, covs):
    logs = np.array([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)])
    return logsumexp(logs, axis=0)
""", ['no weights']),
        # proof: x=[[0.]], weights=[.5,.5], means 0 and 10, variances 1: gives -25.9, should be -1.61
        ("weighted mean of the log-densities", r"""
def gmm_log_prob(x, weights, means, covs):
    out = np.zeros(len(x))
    for k in range(len(weights)):
        out += weights[k] * multivariate_normal(means[k], covs[k]).logpdf(x)
    return out
""", ['weighted mean of the logs']),
        # proof: x=[[0.]], weights=[1], mean 0, variance 4: gives -0.919 - log 4, should be -0.919 - log 2
        ("log-determinant without its factor 1/2", r"""
def gmm_log_prob(x, weights, means, covs):
    D = x.shape[1]
    terms = []
    for w, m, c in zip(weights, means, covs):
        d = x - m
        maha = np.sum(d @ np.linalg.inv(c) * d, axis=1)
        terms.append(np.log(w) - 0.5 * maha - np.linalg.slogdet(c)[1] - 0.5 * D * np.log(2 * np.pi))
    return logsumexp(np.array(terms), axis=0)
""", ['the determinant']),
        # proof: D=2, x=[[0,0]], weights=[1], mean 0, identity: gives -0.919, should be -1.838
        ("constant log 2 pi not multiplied by D", r"""
def gmm_log_prob(x, weights, means, covs):
    diff = x[:, None, :] - means[None, :, :]
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logdet = np.linalg.slogdet(covs)[1]
    return logsumexp(np.log(weights) - 0.5 * (maha + logdet + np.log(2 * np.pi)), axis=1)
""", ['the power of 2 pi']),
        # proof: x=[[0.]], weights=[.5,.5], both N(0,1): gives log 0.5 - 0.919, should be -0.919
        ("takes the best component instead of the sum", r"""
def gmm_log_prob(x, weights, means, covs):
    logs = np.array([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)])
    return logs.max(axis=0)
""", ['the largest term only']),
    ],
    "responsibilities": [
        # proof: x=[[1e4]], two N(0,1), N(1,1): 0/0 = nan, should be about [0, 1]
        ("divides densities: 0/0 far away", r"""
def responsibilities(x, weights, means, covs):
    p = np.stack([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return p / p.sum(axis=1, keepdims=True)
""", ['0 / 0 far away']),
        # proof: x=[[0.],[3.]], two components: columns sum to 1, rows do not; with N=1 all entries are 1
        ("normalised over the points", r"""
def responsibilities(x, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return np.exp(joint - logsumexp(joint, axis=0, keepdims=True))
""", ['normalised over N']),
        # proof: x=[[0.]], weights=[.9,.1], both N(0,1): gives [.5,.5], should be [.9,.1]
        ("prior weights left out", r"""
def responsibilities(x, weights, means, covs):
    n, k = len(x), len(weights)
    logp = np.empty((n, k))
    for j in range(k):
        logp[:, j] = multivariate_normal(means[j], covs[j]).logpdf(x)
    logp -= logp.max(axis=1, keepdims=True)
    r = np.exp(logp)
    return r / r.sum(axis=1, keepdims=True)
""", ['no weights']),
        # proof: x=[[0.]], weights=[.9,.1], both N(0,1): gives [log .9, log .1], should be [.9,.1]
        ("returns the logarithms", r"""
def responsibilities(x, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return joint - logsumexp(joint, axis=1, keepdims=True)
""", ['logarithms returned']),
        # proof: x=[[0.]], weights=[.9,.1], both N(0,1): gives [1,0], should be [.9,.1]
        ("hard assignment to the most probable component", r"""
def responsibilities(x, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    r = np.zeros(joint.shape)
    r[np.arange(len(x)), joint.argmax(axis=1)] = 1
    return r
""", ['hard']),
        # proof: x=[[0.]], weights=[.5,.5], mean 0, variances 1 and 4: gives [.5,.5], should be [2/3,1/3]
        ("drops the determinant as if it were the same for all components", r"""
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    logit = np.log(weights) - maha / 2
    return np.exp(logit - logsumexp(logit, axis=1, keepdims=True))
""", ['no determinant']),
    ],
    "m_step": [
        # proof: x=[[0],[2],[10],[14]], resp 0/1 in pairs: variances .5 and 2, should be 1 and 4
        ("covariances divided by N instead of N_k", r"""
def m_step(x, resp):
    N = len(x)
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    covs = np.array([(resp[:, [k]] * (x - means[k])).T @ (x - means[k]) / N for k in range(resp.shape[1])])
    return nk / N, means, covs
""", ['covariances divided by N']),
        # proof: x=[[0],[2]], resp=[[1],[1]]: variance 2, should be 1
        ("corrects the bias: N_k - 1", r"""
def m_step(x, resp):
    nk = resp.sum(0)
    weights = nk / nk.sum()
    means = (resp.T @ x) / nk[:, None]
    covs = []
    for k in range(len(nk)):
        d = x - means[k]
        covs.append(d.T @ (d * resp[:, k:k + 1]) / (nk[k] - 1))
    return weights, means, np.array(covs)
""", ['N_k - 1']),
        # proof: x=[[0],[2],[10],[12]], resp 0/1 in pairs: variances 26, should be 1
        ("covariances about the mean of all data", r"""
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    d = x - x.mean(axis=0)
    covs = np.einsum("nk,nd,ne->kde", resp, d, d) / nk[:, None, None]
    return nk / len(x), means, covs
""", ['covariance about the global mean']),
        # proof: x=[[0],[2]], resp=[[1],[1]]: weights [2], should be [1]
        ("weights are N_k, not N_k / N", r"""
def m_step(x, resp):
    weights = resp.sum(axis=0)
    means = resp.T @ x / weights[:, None]
    diff = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / weights[:, None, None]
    return weights, means, covs
""", ['weights that do not sum to 1']),
        # proof: x=[[0],[2]], resp all 0.5 (K=2): variances 0.5, should be 1
        ("responsibilities on both sides of the product: squared", r"""
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    covs = np.zeros((K, D, D))
    for k in range(K):
        centred = resp[:, k][:, None] * (x - means[k])
        covs[k] = centred.T @ centred / nk[k]
    return nk / N, means, covs
""", ["responsibilities on both sides"]),
        # proof: x=[[0,0],[2,2]], resp=[[1],[1]]: covariance [[1,0],[0,1]], should be [[1,1],[1,1]]
        ("only the diagonal of the covariance", r"""
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    covs = []
    for k in range(len(nk)):
        var = (resp[:, k][:, None] * (x - means[k]) ** 2).sum(axis=0) / nk[k]
        covs.append(np.diag(var))
    return nk / len(x), means, np.array(covs)
""", ['only the diagonal of the covariance']),
    ],
    "elbo": [
        # proof: x=[[0.]], q=[[.5,.5]], weights .5, both N(0,1): gives -0.919 - 2 log 2, should be -0.919
        ("entropy with the wrong sign", r"""
def elbo(x, q, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    keep = q > 0
    return float(np.sum(q[keep] * (joint[keep] + np.log(q[keep]))))
""", ["entropy's sign"]),
        # proof: x=[[0.]], q=[[.5,.5]], weights .5, both N(0,1): gives -0.919 - log 2, should be -0.919
        ("entropy of q missing", r"""
def elbo(x, q, weights, means, covs):
    total = 0.0
    for k in range(len(weights)):
        total += np.sum(q[:, k] * (np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x)))
    return float(total)
""", ['no entropy']),
        # proof: x=[[0.],[0.]], K=1, N(0,1), q ones: gives -0.919, should be -1.838
        ("mean over points instead of the sum", r"""
def elbo(x, q, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    log_q = np.log(np.where(q > 0, q, 1))
    return float(np.mean(np.sum(q * (joint - log_q), axis=1)))
""", ['mean over the points']),
        # proof: q=[[1.,0.]]: 0 * inf = nan, should be the log joint of component 0
        ("0 log 0 gives nan", r"""
def elbo(x, q, weights, means, covs):
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return float((q * (joint - np.log(q))).sum())
""", ['nan where q is 0']),
        # proof: x=[[0.]], q=[[.5,.5]], weights .5, both N(0,1): gives -0.919 + log 2, should be -0.919
        ("log of the weights missing in the joint", r"""
def elbo(x, q, weights, means, covs):
    logp = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    m = q > 0
    return float(np.sum(q[m] * logp[m]) - np.sum(q[m] * np.log(q[m])))
""", ['bound above the likelihood: no weights']),
        # proof: x=[[0.]], q=[[1.,0.]], weights .5, both N(0,1): gives -0.919, should be -0.919 - log 2
        ("ignores q: returns the log-likelihood", r"""
def elbo(x, q, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    joint = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    keep = r > 0
    return float(np.sum(r[keep] * (joint[keep] - np.log(r[keep]))))
""", ['the log-likelihood itself']),
    ],
    "bound_gap": [
        # proof: log_joint=[[-2000,-2000]], q=[[.5,.5]]: gives -inf, should be 0
        ("exponentials underflow", r"""
def bound_gap(q, log_joint):
    log_p = np.log(np.exp(log_joint).sum(axis=1))
    log_q = np.log(np.where(q > 0, q, 1))
    return log_p - (q * (log_joint - log_q)).sum(axis=1)
""", ['exp underflows']),
        # proof: q=[[.9,.1]], log_joint=log [[.5,.5]]: gives KL(p||q)=.511, should be KL(q||p)=.368
        ("the divergence the other way round", r"""
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    post = np.exp(log_post)
    log_q = np.log(np.where(q > 0, q, 1e-300))
    return np.sum(post * (log_post - log_q), axis=1)
""", ['divergence turned round']),
        # proof: q=[[1.,0.]], log_joint=log [[.5,.5]]: gives nan, should be log 2
        ("0 log 0 gives nan", r"""
def bound_gap(q, log_joint):
    post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    return np.maximum((q * (np.log(q) - post)).sum(axis=1), 0)
""", ['nan where q is 0']),
        # proof: q=[[.5,.5]], log_joint=log [[.5,.5]]: gives log 2, should be 0
        ("entropy of q forgotten in the bound", r"""
def bound_gap(q, log_joint):
    log_p = logsumexp(log_joint, axis=1)
    return log_p - np.sum(q * log_joint, axis=1)
""", ['no entropy']),
        # proof: N=2: gives one number, should have shape (2,)
        ("summed over the points", r"""
def bound_gap(q, log_joint):
    m = q > 0
    bound = np.sum(q[m] * (log_joint[m] - np.log(q[m])))
    return np.sum(logsumexp(log_joint, axis=1)) - bound
""", ['summed over the points']),
        # proof: q=[[1.,0.]], log_joint=log [[.25,.25]]: gives log 4, should be log 2
        ("divergence from the joint, not normalised", r"""
def bound_gap(q, log_joint):
    gap = np.zeros(q.shape[0])
    for n in range(q.shape[0]):
        for k in range(q.shape[1]):
            if q[n, k] > 0:
                gap[n] += q[n, k] * (np.log(q[n, k]) - log_joint[n, k])
    return gap
""", ['divergence to the joint']),
    ],
    "likelihood_gradient_means": [
        # proof: x=[[1.]], K=1, mean 0, variance 4: gives 4, should be 0.25
        ("multiplied by the covariance, not its inverse", r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return np.array([covs[k] @ (r[:, k] @ (x - means[k])) for k in range(len(weights))])
""", ['the covariance for its inverse']),
        # proof: x=[[1.]], K=1, mean 0, variance 4: gives 1, should be 0.25
        ("inverse covariance missing", r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return r.T @ x - r.sum(axis=0)[:, None] * means
""", ['no inverse covariance']),
        # proof: x=[[1.]], K=1, mean 0, variance 1: gives -1, should be 1
        ("sign: mean minus point", r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    g = np.zeros(means.shape)
    for k in range(len(weights)):
        inv = np.linalg.inv(covs[k])
        for n in range(len(x)):
            g[k] += r[n, k] * inv @ (means[k] - x[n])
    return g
""", ['sign']),
        # proof: x=[[1.],[1.]], K=1, N(0,1): gives 1, should be 2
        ("mean over points instead of the sum", r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    diff = x[:, None, :] - means
    return np.einsum("nk,kde,nke->kd", r, np.linalg.inv(covs), diff) / len(x)
""", ['mean over N']),
        # proof: x=[[1.]], weights .5, variances 1, means 0 and 10: rows [.5],[-4.5], should be about [1],[0]
        ("prior weights in place of the responsibilities", r"""
def likelihood_gradient_means(x, weights, means, covs):
    g = []
    for k in range(len(weights)):
        s = weights[k] * (x - means[k]).sum(axis=0)
        g.append(np.linalg.solve(covs[k], s))
    return np.array(g)
""", ['the weights for the responsibilities']),
        # proof: x=[[0.],[3.]], K=1, mean 1, variance 1: gives 3 - 1 = 2, should be 1
        ("the mean is subtracted once, not N_k times", r"""
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    s = r.T @ x - means
    return np.stack([np.linalg.solve(covs[k], s[k]) for k in range(len(weights))])
""", []),
    ],
    "stick_breaking": [
        # proof: v=[.5]: gives [.25,.5], should be [.5,.5]
        ("what is left is taken after the cut", r"""
def stick_breaking(v):
    left = np.cumprod(1 - v)
    return np.append(v * left, np.prod(1 - v))
""", ['a piece shortened by its own cut']),
        # proof: v=[.5,.5]: gives [.5,.25], should be [.5,.25,.25]
        ("the last piece is missing", r"""
def stick_breaking(v):
    w = []
    left = 1.0
    for f in v:
        w.append(left * f)
        left *= 1 - f
    return np.array(w)
""", ['last stick lost']),
        # proof: v=[.5,.5]: gives [.5,.5,0], should be [.5,.25,.25]
        ("fractions of the whole stick", r"""
def stick_breaking(v):
    return np.append(v, 1 - np.sum(v))
""", ['not multiplied by the rest']),
        # proof: v=[.2,.2]: w = [.2,.04,.76], should be [.2,.16,.64]
        ("product of v instead of 1 - v", r"""
def stick_breaking(v):
    w = np.cumprod(v)
    return np.append(w, 1 - w.sum())
""", ['on with the piece broken off']),
        # proof: v=[] : IndexError, should be [1.]
        ("fails when there are no fractions", r"""
def stick_breaking(v):
    w = np.zeros(len(v) + 1)
    w[0] = v[0]
    left = 1 - v[0]
    for k in range(1, len(v)):
        w[k] = v[k] * left
        left *= 1 - v[k]
    w[-1] = left
    return w
""", ['nothing where nothing is cut']),
        # proof: v=[.5,.5,.5]: third weight .5*.5=.25, should be .125
        ("only the cut before counts, not all of them", r"""
def stick_breaking(v):
    K = len(v) + 1
    w = np.zeros(K)
    for k in range(K - 1):
        w[k] = v[k] if k == 0 else v[k] * (1 - v[k - 1])
    w[K - 1] = 1 - w.sum()
    return w
""", ['only the cut before']),
    ],
}
