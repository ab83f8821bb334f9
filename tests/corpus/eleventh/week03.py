"""Answers to exercises of week 3, labelled: see ../corpora.toml."""

RIGHT = {
    "histogram_log_prob": [
        """
def histogram_log_prob(x, edges, counts):
    x = np.asarray(x, dtype=float)
    edges = np.asarray(edges, dtype=float)
    counts = np.asarray(counts, dtype=float)
    B = len(counts)
    heights = counts / (counts.sum() * np.diff(edges))
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], B - 1, bins)
    inside = (bins >= 0) & (bins < B)
    density = np.where(inside, heights[np.clip(bins, 0, B - 1)], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(density)
""",
        """
def histogram_log_prob(x, edges, counts):
    total = sum(counts)
    out = np.full(len(x), -np.inf)
    B = len(counts)
    for i, value in enumerate(x):
        for b in range(B):
            in_bin = edges[b] <= value < edges[b + 1]
            if b == B - 1 and value == edges[B]:
                in_bin = True
            if in_bin and counts[b] > 0:
                out[i] = np.log(counts[b]) - np.log(total) - np.log(edges[b + 1] - edges[b])
    return out
""",
        """
def histogram_log_prob(x, edges, counts):
    # one bar of height 0 on each side takes what falls outside
    bars = np.concatenate([[0.0], np.asarray(counts) / np.sum(counts) / np.diff(edges), [0.0]])
    log_bars = np.full(bars.shape, -np.inf)
    log_bars[bars > 0] = np.log(bars[bars > 0])
    idx = np.digitize(x, edges)
    idx[np.asarray(x) == edges[-1]] = len(counts)
    return log_bars[idx]
""",
    ],
    "equal_count_edges": [
        """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""",
        """
def equal_count_edges(data, bins):
    return np.array([np.percentile(data, 100 * i / bins) for i in range(bins + 1)])
""",
        """
def equal_count_edges(data, bins):
    s = np.sort(np.asarray(data, dtype=float))
    positions = np.arange(bins + 1) / bins * (len(s) - 1)
    return np.interp(positions, np.arange(len(s)), s)
""",
    ],
    "kde_log_prob": [
        """
def kde_log_prob(x, data, bandwidth):
    logs = norm.logpdf(np.asarray(x)[:, None], loc=np.asarray(data)[None, :], scale=bandwidth)
    return logsumexp(logs, axis=1) - np.log(len(data))
""",
        """
def kde_log_prob(x, data, bandwidth):
    z = (np.asarray(x, dtype=float)[:, None] - np.asarray(data, dtype=float)) / bandwidth
    e = -0.5 * z**2
    top = e.max(axis=1)
    return top + np.log(np.exp(e - top[:, None]).mean(axis=1)) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
""",
        """
def kde_log_prob(x, data, bandwidth):
    result = np.empty(len(x))
    const = -0.5 * np.log(2 * np.pi * bandwidth**2) - np.log(len(data))
    for i in range(len(x)):
        total = -np.inf
        for d in data:
            total = np.logaddexp(total, const - (float(x[i]) - float(d)) ** 2 / (2 * bandwidth**2))
        result[i] = total
    return result
""",
    ],
    "gmm_log_prob": [
        """
def gmm_log_prob(x, weights, means, covs):
    logs = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return logsumexp(np.stack(logs, axis=1), axis=1)
""",
        """
def gmm_log_prob(x, weights, means, covs):
    n, d = x.shape
    logs = np.empty((n, len(weights)))
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        y = np.linalg.solve(L, (x - means[k]).T)
        log_norm = -0.5 * d * np.log(2 * np.pi) - np.log(np.diag(L)).sum()
        logs[:, k] = np.log(weights[k]) + log_norm - 0.5 * (y**2).sum(axis=0)
    return logsumexp(logs, axis=1)
""",
        """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    total = np.full(N, -np.inf)
    for w, mu, S in zip(weights, means, covs):
        diff = x - mu
        maha = np.einsum("ni,ij,nj->n", diff, np.linalg.inv(S), diff)
        _, logdet = np.linalg.slogdet(S)
        total = np.logaddexp(total, np.log(w) - 0.5 * (D * np.log(2 * np.pi) + logdet + maha))
    return total
""",
    ],
    "responsibilities": [
        """
def responsibilities(x, weights, means, covs):
    logs = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
""",
        """
def responsibilities(x, weights, means, covs):
    from scipy.special import softmax

    N, K = len(x), len(weights)
    logs = np.zeros((N, K))
    for k in range(K):
        logs[:, k] = np.log(weights[k]) + multivariate_normal.logpdf(x, mean=means[k], cov=covs[k])
    return softmax(logs, axis=1)
""",
        """
def responsibilities(x, weights, means, covs):
    diff = x[:, None, :] - means[None]                       # (N, K, D)
    sol = np.einsum("kij,nkj->nki", np.linalg.inv(covs), diff)
    logs = np.log(weights) - 0.5 * np.linalg.slogdet(covs)[1] - 0.5 * (diff * sol).sum(axis=2)
    logs = logs - logs.max(axis=1, keepdims=True)
    p = np.exp(logs)
    return p / p.sum(axis=1, keepdims=True)
""",
    ],
    "m_step": [
        """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    covs = []
    for k in range(resp.shape[1]):
        diff = x - means[k]
        covs.append((resp[:, k][:, None] * diff).T @ diff / nk[k])
    return weights, means, np.array(covs)
""",
        """
def m_step(x, resp):
    nk = np.sum(resp, axis=0)
    means = np.einsum("nk,nd->kd", resp, x) / nk[:, None]
    diff = x[:, None, :] - means[None, :, :]
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / nk[:, None, None]
    return nk / nk.sum(), means, covs
""",
        """
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    weights, means, covs = np.zeros(K), np.zeros((K, D)), np.zeros((K, D, D))
    for k in range(K):
        weights[k] = resp[:, k].mean()
        means[k] = np.average(x, axis=0, weights=resp[:, k])
        for n in range(N):
            covs[k] += resp[n, k] * np.outer(x[n] - means[k], x[n] - means[k])
        covs[k] /= resp[:, k].sum()
    return weights, means, covs
""",
    ],
    "weights_by_multiplier": [
        """
def weights_by_multiplier(c, total):
    lam = np.sum(c) / total
    return np.asarray(c) / lam, float(lam)
""",
        """
def weights_by_multiplier(c, total):
    share = np.array(c, dtype=float)
    s = share.sum()
    share /= s
    return total * share, float(s / total)
""",
        """
def weights_by_multiplier(c, total):
    s = 0.0
    for ck in c:
        s += float(ck)
    multiplier = s / total
    w = []
    for ck in c:
        w.append(0.0 if ck == 0 else float(ck) / multiplier)
    return np.array(w), multiplier
""",
    ],
    "em": [
        """
def em(x, k, rng, max_iter, tol, min_cov):
    x = np.asarray(x, dtype=float)
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        vals, vecs = np.linalg.eigh(covs)
        vals = np.maximum(vals, min_cov)
        covs = (vecs * vals[:, None, :]) @ vecs.transpose(0, 2, 1)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""",
        """
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    start = rng.choice(N, size=k, replace=False)
    weights = np.ones(k) / k
    means = x[start].astype(float)
    covs = np.stack([np.cov(x, rowvar=False, bias=True).reshape(D, D) for _ in range(k)])

    trace = np.array([np.sum(gmm_log_prob(x, weights, means, covs))])
    iteration = 0
    gain = np.inf
    while iteration < max_iter and gain >= tol:
        weights, means, covs = m_step(x, responsibilities(x, weights, means, covs))
        for j in range(k):
            lam, U = np.linalg.eigh(covs[j])
            lam[lam < min_cov] = min_cov
            covs[j] = U @ np.diag(lam) @ U.T
        new = np.sum(gmm_log_prob(x, weights, means, covs))
        gain = new - trace[-1]
        trace = np.append(trace, new)
        iteration += 1
    return weights, means, covs, trace
""",
        """
def em(x, k, rng, max_iter, tol, min_cov):
    x = np.array(x, dtype=float)
    N, D = x.shape

    def log_joint(w, m, S):
        table = np.empty((N, k))
        for j in range(k):
            diff = x - m[j]
            maha = (diff * np.linalg.solve(S[j], diff.T).T).sum(axis=1)
            table[:, j] = np.log(w[j]) - 0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(S[j])[1] + maha)
        return table

    w = np.full(k, 1.0 / k)
    m = x[rng.choice(N, size=k, replace=False)]
    dev = x - x.mean(axis=0)
    S = np.array([dev.T @ dev / N] * k)
    lj = log_joint(w, m, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(axis=0)
        w = nk / N
        m = (r.T @ x) / nk[:, None]
        S = np.empty((k, D, D))
        for j in range(k):
            diff = x - m[j]
            raw = diff.T @ (r[:, j : j + 1] * diff) / nk[j]
            val, vec = np.linalg.eigh((raw + raw.T) / 2)
            S[j] = sum(max(v, min_cov) * np.outer(u, u) for v, u in zip(val, vec.T))
        lj = log_joint(w, m, S)
        trace.append(logsumexp(lj, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, m, S, np.array(trace)
""",
    ],
    "elbo": [
        """
def elbo(x, q, weights, means, covs):
    log_joint = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    keep = q > 0
    return float(np.sum(q[keep] * (log_joint[keep] - np.log(q[keep]))))
""",
        """
def elbo(x, q, weights, means, covs):
    from scipy.special import entr

    total = entr(q).sum()
    for k in range(len(weights)):
        lp = np.log(weights[k]) + multivariate_normal.logpdf(x, means[k], covs[k])
        total += np.sum(q[:, k] * lp)
    return float(total)
""",
        """
def elbo(x, q, weights, means, covs):
    # log-likelihood minus the divergence from the posterior
    value = 0.0
    D = x.shape[1]
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] == 0:
                continue
            d = x[n] - means[k]
            lp = -0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs[k])[1] + d @ np.linalg.solve(covs[k], d))
            value += q[n, k] * (np.log(weights[k]) + lp - np.log(q[n, k]))
    return float(value)
""",
    ],
    "bound_gap": [
        """
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    log_q = np.log(np.where(q > 0, q, 1.0))
    return np.maximum(np.sum(q * (log_q - log_post), axis=1), 0.0)
""",
        """
def bound_gap(q, log_joint):
    from scipy.special import xlogy

    log_p = logsumexp(log_joint, axis=1)
    bound = (q * log_joint).sum(axis=1) - xlogy(q, q).sum(axis=1)
    return np.clip(log_p - bound, 0, None)
""",
        """
def bound_gap(q, log_joint):
    gaps = np.zeros(len(q))
    for n in range(len(q)):
        top = max(log_joint[n])
        log_p = top + np.log(np.sum(np.exp(log_joint[n] - top)))
        for k in range(q.shape[1]):
            if q[n, k] > 0:
                gaps[n] += q[n, k] * (np.log(q[n, k]) - (log_joint[n, k] - log_p))
        gaps[n] = max(gaps[n], 0.0)
    return gaps
""",
    ],
    "likelihood_gradient_means": [
        """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], r[:, k] @ (x - means[k]))
    return grad
""",
        """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    diff = x[:, None, :] - means
    return np.einsum("nk,kij,nkj->ki", r, np.linalg.inv(covs), diff)
""",
        """
def likelihood_gradient_means(x, weights, means, covs):
    K, D = means.shape
    logs = np.column_stack(
        [np.log(weights[k]) + np.atleast_1d(multivariate_normal.logpdf(x, means[k], covs[k])) for k in range(K)]
    )
    r = np.exp(logs - logsumexp(logs, axis=1)[:, None])
    grad = np.zeros((K, D))
    for n in range(len(x)):
        for k in range(K):
            grad[k] += r[n, k] * np.linalg.solve(covs[k], x[n] - means[k])
    return grad
""",
    ],
    "score_gradient_means": [
        """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for i in z:
        p = multivariate_normal(means[i], covs[i]).pdf(x)
        grad[i] += p * np.linalg.solve(covs[i], x - means[i])
    return grad / len(z)
""",
        """
def score_gradient_means(x, z, means, covs):
    K = len(means)
    share = np.bincount(z, minlength=K) / len(z)
    slope = np.linalg.solve(covs, (x - means)[:, :, None])[:, :, 0]
    dens = np.array([float(multivariate_normal.pdf(x, means[k], covs[k])) for k in range(K)])
    return (share * dens)[:, None] * slope
""",
        """
def score_gradient_means(x, z, means, covs):
    K, D = means.shape
    M = len(z)
    diff = x - means
    sol = np.einsum("kij,kj->ki", np.linalg.inv(covs), diff)
    logp = -0.5 * (D * np.log(2 * np.pi) + np.linalg.slogdet(covs)[1] + (diff * sol).sum(axis=1))
    terms = np.exp(logp)[:, None] * sol
    out = np.zeros((K, D))
    np.add.at(out, z, terms[z] / M)
    return out
""",
    ],
    "stick_breaking": [
        """
def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    left = np.concatenate([[1.0], np.cumprod(1 - v)])
    return np.append(v, 1.0) * left
""",
        """
def stick_breaking(v):
    rest = 1.0
    weights = []
    for fraction in v:
        weights.append(rest * fraction)
        rest = rest * (1 - fraction)
    weights.append(rest)
    return np.array(weights)
""",
        """
def stick_breaking(v):
    # a weight is what is left before the cut minus what is left after it
    left = np.ones(len(v) + 2)
    left[-1] = 0.0
    for i in range(len(v)):
        left[i + 1] = left[i] * (1 - v[i])
    return -np.diff(left)
""",
    ],
    "best_k": [
        """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    folds = np.array_split(rng.permutation(len(x)), 5)
    floor = 1e-4 * x.var(axis=0).min() + 1e-9
    scores = []
    for k in ks:
        total = 0.0
        for fold in folds:
            train = np.delete(x, fold, axis=0)
            fits = [em(train, k, rng, 300, 1e-3, floor) for _ in range(4)]
            w, m, c, _ = max(fits, key=lambda f: f[3][-1])
            total += gmm_log_prob(x[fold], w, m, c).sum()
        scores.append(total)
    return ks[int(np.argmax(scores))]
""",
        """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    rows = rng.permutation(len(x))
    parts = np.array_split(rows, 5)
    best, best_score = None, -np.inf
    for k in ks:
        score = 0.0
        for i in range(5):
            train = x[np.concatenate([parts[j] for j in range(5) if j != i])]
            model = GaussianMixture(k, n_init=5, max_iter=500, tol=1e-4,
                                    reg_covar=1e-4 * x.var(axis=0).min() + 1e-9,
                                    random_state=int(rng.integers(2**31 - 1)))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model.fit(train)
            score += model.score_samples(x[parts[i]]).sum()
        if score > best_score:
            best, best_score = k, score
    return best
""",
        """
def best_k(x, ks, rng):
    x = np.array(x, dtype=float)
    n = len(x)
    floor = 1e-4 * np.min(np.var(x, axis=0)) + 1e-9
    held = np.zeros(len(ks))
    for repeat in range(4):
        order = rng.permutation(n)
        cut = (3 * n) // 4
        train, val = x[order[:cut]], x[order[cut:]]
        for i, k in enumerate(ks):
            best_train, best_fit = -np.inf, None
            for start in range(5):
                fit = em(train, k, rng, 400, 1e-3, floor)
                if fit[3][-1] > best_train:
                    best_train, best_fit = fit[3][-1], fit
            held[i] += np.mean(gmm_log_prob(val, best_fit[0], best_fit[1], best_fit[2]))
    return ks[int(held.argmax())]
""",
    ],
    "GMMClassifier": [
        """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""",
        """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        from sklearn.base import clone

        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, pos = np.unique(y, return_inverse=True)
        pos = pos.ravel()
        base = GaussianMixture(random_state=self.random_state)
        self.log_priors_ = np.zeros(len(self.classes_))
        self.models_ = {}
        for i in range(len(self.classes_)):
            mine = X[pos == i]
            self.log_priors_[i] = np.log(np.mean(pos == i))
            k = self.n_components if len(mine) >= self.n_components else len(mine)
            self.models_[i] = clone(base).set_params(n_components=k).fit(self._enough(mine))
        return self

    def predict_proba(self, X):
        from scipy.special import softmax

        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.empty((len(X), len(self.classes_)))
        for i in range(len(self.classes_)):
            logs[:, i] = self.log_priors_[i] + self.models_[i].score_samples(X)
        return softmax(logs, axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return np.take(self.classes_, self.predict_proba(X).argmax(axis=1))
""",
        """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.array(sorted(set(y.tolist())), dtype=y.dtype)
        groups = [X[y == label] for label in self.classes_]
        sizes = np.array([len(g) for g in groups])
        self.class_log_prior_ = np.log(sizes) - np.log(sizes.sum())
        self.mixtures_ = [
            GaussianMixture(n_components=min(len(g), self.n_components), random_state=self.random_state).fit(
                self._enough(g)
            )
            for g in groups
        ]
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        table = np.array([lp + m.score_samples(X) for lp, m in zip(self.class_log_prior_, self.mixtures_)]).T
        table = np.exp(table - table.max(axis=1, keepdims=True))
        return table / table.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        probs = self.predict_proba(X)
        best = probs.argmax(axis=1)
        return self.classes_[best]
""",
    ],
    "BernoulliMixture": [
        """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        everything = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, everything)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        xs, mu = np.asarray(x)[:, seen].astype(float), self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, np.asarray(x, dtype=float), r @ self.means)
""",
        """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def _resp(self, x, seen):
        from scipy.special import softmax
        return softmax(self.joint(x, seen), axis=1)

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        n, d = x.shape
        seen = np.full(d, True)
        self.weights = np.ones(self.k) / self.k
        self.means = rng.uniform(0.3, 0.7, size=(self.k, d))
        trace = np.zeros(steps + 1)
        trace[0] = np.mean(self.log_prob(x))
        for s in range(1, steps + 1):
            r = self._resp(x, seen)
            owned = np.maximum(r.sum(axis=0), 1e-12)
            self.means = np.clip((x.T @ r / owned).T, 0.01, 0.99)
            self.weights = owned / owned.sum()
            trace[s] = np.mean(self.log_prob(x))
        self.trace = trace
        return self

    def joint(self, x, seen):
        out = np.tile(np.log(self.weights), (len(x), 1))
        for d in range(self.means.shape[1]):
            if seen[d]:
                one = x[:, d] == 1
                out += np.where(one[:, None], np.log(self.means[:, d]), np.log1p(-self.means[:, d]))
        return out

    def log_prob(self, x):
        return np.logaddexp.reduce(self.joint(x, np.full(x.shape[1], True)), axis=1)

    def sample(self, n, rng):
        D = self.means.shape[1]
        pics = np.zeros((n, D), dtype=int)
        cum = np.cumsum(self.weights)
        for i in range(n):
            j = min(np.searchsorted(cum, rng.random(), side="right"), self.k - 1)
            pics[i] = rng.binomial(1, self.means[j])
        return pics

    def complete(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        out = np.array(x, dtype=float)
        r = self._resp(x, seen)
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""",
        """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        rows = rng.choice(N, size=self.k, replace=self.k > N)
        self.weights = np.full(self.k, 1.0 / self.k)
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.1, 0.1, (self.k, D))
        full = np.ones(D, bool)
        lj = self.joint(x, full)
        self.trace = [float(np.mean(logsumexp(lj, axis=1)))]
        for _ in range(steps):
            r = np.exp(lj - logsumexp(lj, axis=1)[:, None])
            nk = r.sum(0) + 1e-12
            for j in range(self.k):
                self.means[j] = (r[:, j][:, None] * x).sum(axis=0) / nk[j]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.weights = nk / nk.sum()
            lj = self.joint(x, full)
            self.trace.append(float(np.mean(logsumexp(lj, axis=1))))
        return self

    def joint(self, x, seen):
        seen = np.asarray(seen, bool)
        mu = self.means[:, seen]
        logit = np.log(mu) - np.log1p(-mu)
        return x[:, seen] @ logit.T + np.log1p(-mu).sum(axis=1) + np.log(self.weights)

    def log_prob(self, x):
        lj = self.joint(x, np.ones(x.shape[1], bool))
        top = lj.max(axis=1)
        return top + np.log(np.exp(lj - top[:, None]).sum(axis=1))

    def sample(self, n, rng):
        z = rng.choice(self.k, n, p=self.weights)
        return np.where(rng.uniform(size=(n, self.means.shape[1])) < self.means[z], 1, 0)

    def complete(self, x, seen):
        seen = np.asarray(seen, bool)
        lj = self.joint(x, seen)
        lj = lj - lj.max(axis=1, keepdims=True)
        r = np.exp(lj)
        r = r / r.sum(axis=1, keepdims=True)
        guess = np.einsum("nk,kd->nd", r, self.means)
        result = x.astype(float)
        result[:, ~seen] = guess[:, ~seen]
        return result
""",
    ],
}

WRONG = {
    "histogram_log_prob": [
        # proof: edges [0, 2, 3], counts [1, 1], x = 0.5: gives log 0.5, should be log 0.25
        ("no division by the width", """
def histogram_log_prob(x, edges, counts):
    p = np.concatenate([[0.0], counts / counts.sum(), [0.0]])
    idx = np.searchsorted(edges, x, side="right")
    idx = np.where(x == edges[-1], len(counts), idx)
    with np.errstate(divide="ignore"):
        return np.log(p[idx])
""", ['no bin width']),
        # proof: edges [0, 1], counts [10], x = 0.5: gives log 10, should be 0
        ("no division by the number of points", """
def histogram_log_prob(x, edges, counts):
    out = np.full(len(x), -np.inf)
    widths = edges[1:] - edges[:-1]
    for i in range(len(x)):
        for b in range(len(counts)):
            last = b == len(counts) - 1
            if edges[b] <= x[i] < edges[b + 1] or (last and x[i] == edges[-1]):
                if counts[b] > 0:
                    out[i] = np.log(counts[b] / widths[b])
    return out
""", ["not divided by the number of points"]),
        # proof: edges [0, 1], counts [3], x = 1: gives -inf, should be 0
        ("the last right edge is left out", """
def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() / np.diff(edges)
    idx = np.searchsorted(edges, x, side="right") - 1
    ok = (idx >= 0) & (idx < len(counts))
    p = np.zeros(len(x))
    p[ok] = density[idx[ok]]
    with np.errstate(divide="ignore"):
        return np.log(p)
""", ['right edge lost']),
        # proof: edges [0, 1, 2], counts [1, 3], x = 1: gives log 0.25, should be log 0.75
        ("an inner edge goes to the bin on its left", """
def histogram_log_prob(x, edges, counts):
    N = counts.sum()
    res = []
    for v in x:
        lp = -np.inf
        for b in range(len(counts)):
            if edges[b] <= v <= edges[b + 1]:
                if counts[b] > 0:
                    lp = np.log(counts[b] / (N * (edges[b + 1] - edges[b])))
                break
        res.append(lp)
    return np.array(res)
""", ["an inner edge in the bin to its left"]),
        # proof: edges [0, 1, 3], counts [1, 1], x = 2: gives log 0.5, should be log 0.25
        ("the first bin's width is used for all", """
def histogram_log_prob(x, edges, counts):
    width = edges[1] - edges[0]
    density = np.r_[0, counts / (counts.sum() * width), 0]
    idx = np.digitize(x, edges)
    idx[x == edges[-1]] = len(counts)
    with np.errstate(divide="ignore"):
        return np.log(density[idx])
""", ["one width for all bins"]),
        # proof: edges [0, 1], counts [3], x = 5: gives 0, should be -inf
        ("points outside are put into the end bins", """
def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() / np.diff(edges)
    idx = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(counts) - 1)
    with np.errstate(divide="ignore"):
        return np.log(density[idx])
""", ['points outside counted into the end bins']),
        # proof: edges [0, 2], counts [3], x = 1: gives log 2, should be -log 2
        ("multiplied by the width", """
def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() * np.diff(edges)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx[x == edges[-1]] = len(counts) - 1
    out = np.full(len(x), -np.inf)
    inside = (idx >= 0) & (idx < len(counts))
    with np.errstate(divide="ignore"):
        out[inside] = np.log(density[idx[inside]])
    return out
""", ["multiplied by the width"]),
        # proof: edges [0, 1], counts [3], x = 5: gives log 1e-12 = -27.6, should be -inf
        ("a small number in the logarithm in place of -inf", """
def histogram_log_prob(x, edges, counts):
    density = counts / counts.sum() / np.diff(edges)
    idx = np.searchsorted(edges, x, side="right") - 1
    idx = np.where(x == edges[-1], len(counts) - 1, idx)
    inside = (idx >= 0) & (idx < len(counts))
    p = np.where(inside, density[np.clip(idx, 0, len(counts) - 1)], 0.0)
    return np.log(p + 1e-12)
""", ["a small number for the impossible"]),
    ],
    "equal_count_edges": [
        # proof: data [0, 1, 2], bins = 2: gives [0, 2], should be [0, 1, 2]
        ("one edge too few", """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))
""", ['off by one']),
        # proof: data [0, 1, 10], bins = 2: gives [0, 5, 10], should be [0, 1, 10]
        ("equal widths", """
def equal_count_edges(data, bins):
    return np.linspace(np.min(data), np.max(data), bins + 1)
""", ['equal widths']),
        # proof: data [1, 1, 1, 1, 2], bins = 4: gives [1, 2], should be [1, 1, 1, 1, 2]
        ("equal edges are dropped", """
def equal_count_edges(data, bins):
    q = np.arange(bins + 1) / bins
    return np.unique(np.quantile(data, q))
""", ["equal edges dropped"]),
        # proof: data [0, 1, 2], bins = 2: gives [1], should be [0, 1, 2]
        ("only the inner edges", """
def equal_count_edges(data, bins):
    probs = [i / bins for i in range(1, bins)]
    return np.quantile(data, probs)
""", ["only the inner edges"]),
        # proof: data [0, 1, 2, 3], bins = 2: gives [0, 2, 3], should be [0, 1.5, 3]
        ("sorted points by index, no interpolation", """
def equal_count_edges(data, bins):
    s = np.sort(data)
    N = len(s)
    edges = []
    for i in range(bins):
        edges.append(s[i * N // bins])
    edges.append(s[-1])
    return np.array(edges, dtype=float)
""", ['data points instead of interpolated quantiles']),
        # proof: data 0..100, bins = 2: gives [0, 0.5, 1], should be [0, 50, 100]
        ("percentile with fractions", """
def equal_count_edges(data, bins):
    return np.percentile(data, np.linspace(0, 1, bins + 1))
""", []),
        # proof: data = np.array([3., 1., 2.]) is [1., 2., 3.] afterwards, should be left as it is
        ("sorts the argument in place", """
def equal_count_edges(data, bins):
    data.sort()
    pos = np.linspace(0, len(data) - 1, bins + 1)
    return np.interp(pos, np.arange(len(data)), data)
""", []),
        # proof: data [1, 2, 3, 4, 5], bins = 2: gives [1, 3.5, 5], should be [1, 3, 5]
        ("midpoints between groups of array_split", """
def equal_count_edges(data, bins):
    groups = np.array_split(np.sort(data), bins)
    edges = [groups[0][0]]
    for left, right in zip(groups[:-1], groups[1:]):
        edges.append((left[-1] + right[0]) / 2)
    edges.append(groups[-1][-1])
    return np.array(edges)
""", []),
    ],
    "kde_log_prob": [
        # proof: x [0], data [0, 0], h = 1: gives -0.23, should be -0.92
        ("1/M forgotten", """
def kde_log_prob(x, data, bandwidth):
    return logsumexp(norm.logpdf(x[:, None], data[None, :], bandwidth), axis=1)
""", ["a sum over the data"]),
        # proof: x [0], data [0], h = 4: gives log N(0|0,4) = -1.61, should be -2.31
        ("bandwidth taken as a variance", """
def kde_log_prob(x, data, bandwidth):
    logs = norm.logpdf(x[:, None], data, np.sqrt(bandwidth))
    return logsumexp(logs, axis=1) - np.log(len(data))
""", ['bandwidth as variance']),
        # proof: x [0], data [0], h = 2: gives -0.92, should be -1.61
        ("1/h forgotten", """
def kde_log_prob(x, data, bandwidth):
    z = (x[:, None] - data[None, :]) / bandwidth
    logs = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    return logsumexp(logs, axis=1) - np.log(data.shape[0])
""", ['no 1/h']),
        # proof: x [1000], data [0], h = 1: gives -inf, should be -500000.9
        ("logarithm of the density underflows", """
def kde_log_prob(x, data, bandwidth):
    dens = norm.pdf(x[:, None], data[None, :], bandwidth).mean(axis=1)
    return np.log(dens)
""", ['underflow far away']),
        # proof: x [0], data [0, 10], h = 1: gives -25.9, should be -1.61
        ("mean of the logarithms", """
def kde_log_prob(x, data, bandwidth):
    total = np.zeros(len(x))
    for d in data:
        total += norm.logpdf(x, d, bandwidth)
    return total / len(data)
""", ['mean of the log kernels']),
        # proof: x [0], data [0, 0], h = 1: gives log 2 - 0.92 = -0.23, should be -0.92
        ("divided by the number of x, not of kernels", """
def kde_log_prob(x, data, bandwidth):
    N = len(x)
    logs = norm.logpdf(x[:, None], loc=data, scale=bandwidth)
    return logsumexp(logs, axis=1) - np.log(N)
""", []),
        # proof: x [1], data [0], h = 1: gives -1.92, should be -1.42
        ("the half in the exponent is missing", """
def kde_log_prob(x, data, bandwidth):
    e = -((x[:, None] - data) ** 2) / bandwidth**2
    return logsumexp(e, axis=1) - np.log(len(data) * bandwidth * np.sqrt(2 * np.pi))
""", ["no half in the exponent"]),
        # proof: x [0], data [0], h = 4: gives -0.5 log(8 pi) = -1.61, should be -2.31
        ("h not squared under the root", """
def kde_log_prob(x, data, bandwidth):
    M = len(data)
    out = []
    for xi in x:
        e = -(xi - data) ** 2 / (2 * bandwidth**2)
        out.append(logsumexp(e) - np.log(M) - 0.5 * np.log(2 * np.pi * bandwidth))
    return np.array(out)
""", ['no 1/h', 'bandwidth as variance']),
    ],
    "gmm_log_prob": [
        # proof: x [[1000]], one N(0, 1): gives -inf, should be -500000.9
        ("logarithm of an underflowed sum", """
def gmm_log_prob(x, weights, means, covs):
    p = np.zeros(len(x))
    for w, m, c in zip(weights, means, covs):
        p = p + w * multivariate_normal(m, c).pdf(x)
    return np.log(p)
""", ['log of a sum that underflows']),
        # proof: x [[0]], weights [.5, .5], means [[0], [10]], covs 1: gives -25.9, should be -1.61
        ("weighted mean of the logarithms", """
def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    return logs @ weights
""", ['weighted mean of the logs']),
        # proof: x [[0]], weights [.5, .5], both N(0, 1): gives -0.23, should be -0.92
        ("weights forgotten", """
def gmm_log_prob(x, weights, means, covs):
    K = len(weights)
    logs = np.zeros((len(x), K))
    for k in range(K):
        logs[:, k] = multivariate_normal.logpdf(x, means[k], covs[k])
    return logsumexp(logs, axis=1)
""", ['no weights']),
        # proof: x [[0]], weights [.5, .5], both N(0, 1): gives log 2 - 0.46 = 0.23, should be -0.92
        ("log-density times weight inside logsumexp", """
def gmm_log_prob(x, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    return logsumexp(weights * logs, axis=1)
""", []),
        # proof: N = 3, K = 2: gives shape (2,), should be (3,)
        ("logsumexp over the points", """
def gmm_log_prob(x, weights, means, covs):
    logs = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    return logsumexp(logs, axis=0)
""", []),
        # proof: x [[0]] (N = 1): gives a scalar, shape (), should be (1,)
        ("a single point loses its axis", """
def gmm_log_prob(x, weights, means, covs):
    logs = np.array([np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x) for k in range(len(weights))])
    return logsumexp(logs, axis=0)
""", []),
        # proof: x [[0]], one N(0, 4): gives -0.92 - 1.39 = -2.31, should be -1.61
        ("half of the log-determinant forgotten", """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    logs = np.empty((N, len(weights)))
    for k in range(len(weights)):
        d = x - means[k]
        maha = np.sum(d @ np.linalg.inv(covs[k]) * d, axis=1)
        logs[:, k] = np.log(weights[k]) - 0.5 * D * np.log(2 * np.pi) - np.log(np.linalg.det(covs[k])) - 0.5 * maha
    return logsumexp(logs, axis=1)
""", ["the determinant"]),
        # proof: x [[1, 1]], one component with mean 0 and cov [[1, .9], [.9, 1]]: gives -2.84, should be -1.53
        ("only the variances are used, not the covariances", """
def gmm_log_prob(x, weights, means, covs):
    logs = []
    for w, m, c in zip(weights, means, covs):
        sd = np.sqrt(np.diag(c))
        logs.append(np.log(w) + norm.logpdf(x, m, sd).sum(axis=1))
    return logsumexp(np.array(logs), axis=0)
""", ["only the diagonal of the covariance"]),
    ],
    "responsibilities": [
        # proof: x [[1000]], two components N(0, 1), N(1, 1): gives nan, should be [0, 1]
        ("densities underflow, 0/0", """
def responsibilities(x, weights, means, covs):
    p = np.stack([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return p / p.sum(axis=1, keepdims=True)
""", ['0 / 0 far away']),
        # proof: x [[0], [0]], K = 1: gives 0.5 in each row, should be 1
        ("normalised over the points", """
def responsibilities(x, weights, means, covs):
    logs = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    return np.exp(logs - logsumexp(logs, axis=0, keepdims=True))
""", ['normalised over N']),
        # proof: weights [.9, .1], both N(0, 1), x [[0]]: gives [.5, .5], should be [.9, .1]
        ("weights forgotten", """
def responsibilities(x, weights, means, covs):
    logs = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        logs[:, k] = multivariate_normal(means[k], covs[k]).logpdf(x)
    return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
""", ['no weights']),
        # proof: weights [.9, .1], both N(0, 1), x [[0]]: gives [1, 0], should be [.9, .1]
        ("a hard assignment", """
def responsibilities(x, weights, means, covs):
    K = len(weights)
    logs = np.empty((len(x), K))
    for k in range(K):
        logs[:, k] = np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x)
    return np.eye(K)[logs.argmax(axis=1)]
""", ['hard']),
        # proof: K = 1, any x: gives 0, should be 1
        ("logarithms are returned", """
def responsibilities(x, weights, means, covs):
    logs = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    return logs - gmm_log_prob(x, weights, means, covs)[:, None]
""", ["logarithms returned"]),
        # proof: weights [.5, .5], both N(0, 1): gives [.25, .25], should be [.5, .5]
        ("weights multiplied after normalising", """
def responsibilities(x, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    r = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
    return r * weights
""", []),
        # proof: N = 3, K = 2: gives shape (2, 3), should be (3, 2)
        ("transposed", """
def responsibilities(x, weights, means, covs):
    logs = np.array(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    )
    return np.exp(logs - logsumexp(logs, axis=0))
""", ['normalised over N']),
        # proof: x [[0], [1000]], components N(0, 1), N(1, 1): second row is nan, should be [0, 1]
        ("one maximum for the whole table", """
def responsibilities(x, weights, means, covs):
    logs = np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)],
        axis=1,
    )
    p = np.exp(logs - logs.max())
    return p / p.sum(axis=1, keepdims=True)
""", ['one maximum for all rows', '0 / 0 far away']),
    ],
    "m_step": [
        # proof: x [[2], [4]], resp = eye(2): means [[1], [2]], should be [[2], [4]]
        ("means divided by N", """
def m_step(x, resp):
    N = len(x)
    nk = resp.sum(axis=0)
    means = resp.T @ x / N
    diff = x[:, None] - means[None]
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / nk[:, None, None]
    return nk / N, means, covs
""", ['N instead of N_k']),
        # proof: x [[0], [0], [10], [10]], first two rows to 0, last two to 1: covs 25, should be 0
        ("covariance about the mean of all data", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    centred = x - x.mean(axis=0)
    covs = np.array([(resp[:, [k]] * centred).T @ centred / nk[k] for k in range(len(nk))])
    return nk / len(x), means, covs
""", ['covariance about the global mean']),
        # proof: x [[0], [2], [10]], resp [[1,0],[1,0],[0,1]]: covs[0] = 2/3, should be 1
        ("covariances divided by N", """
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    nk = resp.sum(axis=0)
    means = (resp.T @ x) / nk[:, None]
    covs = np.zeros((K, D, D))
    for k in range(K):
        d = x - means[k]
        covs[k] = (resp[:, k] * d.T) @ d / N
    return nk / N, means, covs
""", ['covariances divided by N', 'N instead of N_k']),
        # proof: x of 3 points: weights sum to 3, should sum to 1
        ("weights not divided by N", """
def m_step(x, resp):
    weights = resp.sum(axis=0)
    means = resp.T @ x / weights[:, None]
    diff = x[:, None] - means[None]
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / weights[:, None, None]
    return weights, means, covs
""", ['weights that do not sum to 1']),
        # proof: x [[-1], [1]], resp all 0.5: covs 0.5, should be 1
        ("responsibilities enter the covariance twice", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    covs = []
    for k in range(len(nk)):
        wd = resp[:, k : k + 1] * (x - means[k])
        covs.append(wd.T @ wd / nk[k])
    return nk / len(x), means, np.stack(covs)
""", ["responsibilities on both sides"]),
        # proof: x [[1e9], [1e9 + 1]], resp [[1], [1]]: squares of 1e18 lose the variance, should be 0.25
        ("mean of squares minus square of mean, far from 0", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    second = np.einsum("nk,ni,nj->kij", resp, x, x) / nk[:, None, None]
    covs = second - means[:, :, None] * means[:, None, :]
    return nk / len(x), means, covs
""", []),
        # proof: x [[0], [2]], resp [[1], [1]]: cov 2, should be 1
        ("bias correction of the covariance", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    diff = x[:, None] - means[None]
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / (nk - 1)[:, None, None]
    return nk / len(x), means, covs
""", ['N_k - 1']),
        # proof: whole numbers x = np.array([[0], [1]]), resp [[1.], [1.]]: mean 0, should be 0.5
        ("means kept in the integer type of x", """
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    means = np.zeros((K, D), dtype=x.dtype)
    covs = np.zeros((K, D, D))
    weights = np.zeros(K)
    for k in range(K):
        nk = resp[:, k].sum()
        weights[k] = nk / N
        means[k] = resp[:, k] @ x / nk
        d = x - means[k]
        covs[k] = (resp[:, k][:, None] * d).T @ d / nk
    return weights, means, covs
""", []),
    ],
    "weights_by_multiplier": [
        # proof: c [1, 3], total 2: multiplier 0.5, should be 2
        ("multiplier upside down", """
def weights_by_multiplier(c, total):
    return total * c / np.sum(c), float(total / np.sum(c))
""", ['the multiplier upside down']),
        # proof: c [1, 3], total 2: multiplier -2, should be 2
        ("sign of the multiplier", """
def weights_by_multiplier(c, total):
    lam = -np.sum(c) / total
    return -c / lam, float(lam)
""", ['sign of the multiplier']),
        # proof: c [1, 3], total 2: weights sum to 1, should sum to 2
        ("weights sum to 1", """
def weights_by_multiplier(c, total):
    w = c / np.sum(c)
    return w, float(np.sum(c) / total)
""", ['the total forgotten']),
        # proof: c [1, 3], total 2: multiplier 4, should be 2
        ("multiplier as if the total were 1", """
def weights_by_multiplier(c, total):
    lam = float(np.sum(c))
    w = c / lam
    return w * total, lam
""", ['the multiplier of total 1']),
        # proof: c [1, 3], total 1: weights [.119, .881], should be [.25, .75]
        ("a softmax", """
def weights_by_multiplier(c, total):
    e = np.exp(c - np.max(c))
    w = total * e / e.sum()
    return w, float(np.sum(c) / total)
""", ['softmax']),
        # proof: c [0, 2], total 1: multiplier nan, should be 2
        ("c/w averaged, 0/0 where c is 0", """
def weights_by_multiplier(c, total):
    w = total * c / np.sum(c)
    lam = np.mean(c / w)
    return w, float(lam)
""", []),
        # proof: c [0, 2], total 1: weights has shape (1,), should be [0, 1]
        ("components with c = 0 are dropped", """
def weights_by_multiplier(c, total):
    c = c[c > 0]
    lam = c.sum() / total
    return c / lam, float(lam)
""", []),
        # proof: c = np.array([1., 3.]), total 2: c is [0.5, 1.5] afterwards
        ("changes c in place", """
def weights_by_multiplier(c, total):
    s = c.sum()
    c *= total / s
    return c, float(s / total)
""", []),
    ],
    "em": [
        # proof: any x with N = 10: trace[0] is a tenth of gmm_log_prob(...).sum()
        ("trace is a mean over points", """
def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    covs = np.repeat(np.cov(x.T, bias=True).reshape(1, d, d), k, axis=0)
    trace = [np.mean(gmm_log_prob(x, weights, means, covs))]
    for _ in range(max_iter):
        weights, means, covs = m_step(x, responsibilities(x, weights, means, covs))
        vals, vecs = np.linalg.eigh(covs)
        covs = (vecs * np.maximum(vals, min_cov)[:, None, :]) @ vecs.transpose(0, 2, 1)
        trace.append(np.mean(gmm_log_prob(x, weights, means, covs)))
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['mean log-likelihood in the trace']),
        # proof: max_iter = 3, tol = -inf: trace has 3 entries, should have 4
        ("trace without the start", """
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(axis=0)
    covs = np.stack([c.T @ c / N] * k)
    old = gmm_log_prob(x, weights, means, covs).sum()
    trace = []
    for i in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        for j in range(k):
            val, vec = np.linalg.eigh(covs[j])
            covs[j] = vec @ np.diag(np.maximum(val, min_cov)) @ vec.T
        new = gmm_log_prob(x, weights, means, covs).sum()
        trace.append(new)
        if new - old < tol:
            break
        old = new
    return weights, means, covs, np.array(trace)
""", ['trace without its start']),
        # proof: k = 1, x [[-1], [1]], min_cov 0.5: cov 1.5, should be 1
        ("floor added to the diagonal", """
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(axis=0)
    covs = np.stack([c.T @ c / N] * k)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for i in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = covs + min_cov * np.eye(D)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ['the trace falls: the floor is added to the diagonal']),
        # proof: tol = 1e9, max_iter = 5: trace has 1 entry and the start is returned, should have 2
        ("the iteration that stops is thrown away", """
def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    covs = np.repeat(np.cov(x.T, bias=True).reshape(1, d, d), k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        w, m, c = m_step(x, responsibilities(x, weights, means, covs))
        vals, vecs = np.linalg.eigh(c)
        c = (vecs * np.maximum(vals, min_cov)[:, None, :]) @ vecs.transpose(0, 2, 1)
        ll = gmm_log_prob(x, w, m, c).sum()
        if ll - trace[-1] < tol:
            break
        weights, means, covs = w, m, c
        trace.append(ll)
    return weights, means, covs, np.array(trace)
""", []),
        # proof: max_iter = 0, N = 3, k = 3: means may hold a row twice, and are not rng.choice(..., replace=False)'s rows
        ("start drawn with replacement", """
def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k)]
    covs = np.repeat(np.cov(x.T, bias=True).reshape(1, d, d), k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        weights, means, covs = m_step(x, responsibilities(x, weights, means, covs))
        vals, vecs = np.linalg.eigh(covs)
        covs = (vecs * np.maximum(vals, min_cov)[:, None, :]) @ vecs.transpose(0, 2, 1)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ["rows drawn with replacement"]),
        # proof: x [[-1], [1]], max_iter = 0: covs 2, should be 1
        ("start covariance with divisor N - 1", """
def em(x, k, rng, max_iter, tol, min_cov):
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False).reshape(d, d)] * k)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        weights, means, covs = m_step(x, responsibilities(x, weights, means, covs))
        vals, vecs = np.linalg.eigh(covs)
        covs = (vecs * np.maximum(vals, min_cov)[:, None, :]) @ vecs.transpose(0, 2, 1)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ["divisor N - 1 at the start"]),
        # proof: k = 1, x [[0, 1], [1, 0], [2, -1], [3, -3]], min_cov 0.01: the negative covariance becomes 0.01
        ("entries of the covariance raised, not eigenvalues", """
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(axis=0)
    covs = np.stack([c.T @ c / N] * k)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for i in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = np.maximum(covs, min_cov)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
        # proof: k = 1, correlated x in 3 dimensions, tiny min_cov: the covariance is not that of x
        ("eigenvectors transposed on the wrong side", """
def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(axis=0)
    covs = np.stack([c.T @ c / N] * k)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for i in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        for j in range(k):
            val, vec = np.linalg.eigh(covs[j])
            val = np.maximum(val, min_cov)
            covs[j] = vec.T @ np.diag(val) @ vec
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
    ],
    "elbo": [
        # proof: two equal N(0, 1), weights .5, q [.5, .5], x [[0]]: gives -0.92 - 1.39 = -2.31, should be -0.92
        ("sign of the entropy", """
def elbo(x, q, weights, means, covs):
    lj = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    safe = np.where(q > 0, q, 1)
    return float(np.sum(q * (lj + np.log(safe))))
""", ["entropy's sign"]),
        # proof: two equal N(0, 1), weights .5, q [.5, .5], x [[0]]: gives -1.61, should be -0.92
        ("entropy forgotten", """
def elbo(x, q, weights, means, covs):
    total = 0.0
    for k in range(len(weights)):
        total += np.sum(q[:, k] * (np.log(weights[k]) + multivariate_normal.logpdf(x, means[k], covs[k])))
    return float(total)
""", ['no entropy']),
        # proof: x [[0], [0]], one N(0, 1), q ones: gives -0.92, should be -1.84
        ("mean over points", """
def elbo(x, q, weights, means, covs):
    lj = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    terms = q * (lj - np.log(np.where(q > 0, q, 1)))
    return float(terms.sum(axis=1).mean())
""", ['mean over the points']),
        # proof: K = 2, q [[1, 0]]: gives nan, should be finite
        ("0 log 0 is nan", """
def elbo(x, q, weights, means, covs):
    lj = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return float(np.sum(q * (lj - np.log(q))))
""", ['nan where q is 0']),
        # proof: two equal N(0, 1), weights .5, q [1, 0], x [[0]]: gives -0.92, should be -1.61
        ("the log-likelihood itself, q not used", """
def elbo(x, q, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    lj = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    ok = r > 0
    return float((r[ok] * (lj[ok] - np.log(r[ok]))).sum())
""", ["the log-likelihood itself"]),
        # proof: two equal N(0, 1), weights .5, q [1, 0], x [[0]]: gives -0.92, should be -1.61
        ("log-weights forgotten", """
def elbo(x, q, weights, means, covs):
    logs = np.stack([np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1)
    keep = q > 0
    return float(np.sum(q[keep] * logs[keep]) - np.sum(q[keep] * np.log(q[keep])))
""", ['bound above the likelihood: no weights']),
        # proof: x [[1000]], one N(0, 1), q [[1]]: gives -inf, should be -500000.9
        ("logarithm of an underflowed density", """
def elbo(x, q, weights, means, covs):
    total = 0.0
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] > 0:
                p = weights[k] * multivariate_normal(means[k], covs[k]).pdf(x[n])
                total += q[n, k] * (np.log(p) - np.log(q[n, k]))
    return float(total)
""", ["densities that underflow"]),
        # proof: x of 3 points: gives an array (3,), should be a float
        ("one number a point, not summed", """
def elbo(x, q, weights, means, covs):
    lj = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return np.sum(q * (lj - np.log(np.where(q > 0, q, 1))), axis=1)
""", []),
    ],
    "bound_gap": [
        # proof: q [[.5, .5]], log_joint [[log .5, log .5]]: gives 1.39, should be 0
        ("sign of q log q", """
def bound_gap(q, log_joint):
    log_q = np.log(np.where(q > 0, q, 1))
    return logsumexp(log_joint, axis=1) - np.sum(q * (log_joint + log_q), axis=1)
""", ["the entropy's sign"]),
        # proof: q [[.9, .1]], posterior [.5, .5]: gives 0.51, should be 0.37
        ("divergence the other way round", """
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    post = np.exp(log_post)
    with np.errstate(divide="ignore"):
        log_q = np.log(q)
    return np.sum(np.where(post > 0, post * (log_post - log_q), 0.0), axis=1)
""", ['divergence turned round']),
        # proof: q [[.5, .5]], log_joint [[0, -2000]]: gives inf, should be 999.3
        ("posterior underflows before its logarithm", """
def bound_gap(q, log_joint):
    post = np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    out = np.zeros(len(q))
    for n in range(len(q)):
        for k in range(q.shape[1]):
            if q[n, k] > 0:
                out[n] += q[n, k] * np.log(q[n, k] / post[n, k])
    return out
""", ['exp underflows']),
        # proof: q [[1, 0]], any log_joint: gives nan, should be finite
        ("0 log 0 is nan", """
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    return np.sum(q * (np.log(q) - log_post), axis=1)
""", ['nan where q is 0']),
        # proof: q [[1, 0]], log_joint [[-2000, -2000]]: gives -inf, should be log 2
        ("log of a sum of exponentials without logsumexp", """
def bound_gap(q, log_joint):
    log_p = np.log(np.exp(log_joint).sum(axis=1))
    log_q = np.log(np.where(q > 0, q, 1.0))
    bound = (q * (log_joint - log_q)).sum(axis=1)
    return log_p - bound
""", ['exp underflows']),
        # proof: q [[1, 0]], log_joint [[log .1, log .1]]: gives 2.30, should be 0.69
        ("log p(x) forgotten: minus the bound", """
def bound_gap(q, log_joint):
    log_q = np.log(np.where(q > 0, q, 1.0))
    return np.sum(q * (log_q - log_joint), axis=1)
""", ['divergence to the joint']),
        # proof: q (3, 2): gives one float, should be (3,)
        ("summed over points", """
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    m = q > 0
    return np.sum(q[m] * (np.log(q[m]) - log_post[m]))
""", ['summed over the points']),
        # proof: q [[1, 0]], log_joint [[log .5, log .5]]: gives 0.35, should be 0.69
        ("mean over the components in place of a sum", """
def bound_gap(q, log_joint):
    log_post = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    log_q = np.log(np.where(q > 0, q, 1.0))
    return np.mean(q * (log_q - log_post), axis=1)
""", []),
    ],
    "likelihood_gradient_means": [
        # proof: one N(0, 4), x [[4]]: gives 4, should be 1
        ("inverse covariance forgotten", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return np.einsum("nk,nkd->kd", r, x[:, None, :] - means)
""", ['no inverse covariance']),
        # proof: one N(0, 1), x [[2]]: gives -2, should be 2
        ("sign", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    grad = np.zeros(means.shape)
    for k in range(len(means)):
        grad[k] = np.linalg.solve(covs[k], r[:, k] @ (means[k] - x))
    return grad
""", ['sign']),
        # proof: one N(0, 1), x [[2], [2]]: gives 2, should be 4
        ("mean over points", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    diff = x[:, None, :] - means
    g = np.einsum("nk,kij,nkj->ki", r, np.linalg.inv(covs), diff)
    return g / len(x)
""", ['mean over N']),
        # proof: one N(0, 4), x [[4]]: gives 16, should be 1
        ("covariance in place of its inverse", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    return np.array([covs[k] @ (r[:, k] @ (x - means[k])) for k in range(len(weights))])
""", ["the covariance for its inverse"]),
        # proof: one N(0, 1), x [[2], [2]]: gives 2, should be 4
        ("divided by N_k, as in EM's update", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    nk = r.sum(axis=0)
    grad = np.zeros(means.shape)
    for k in range(len(weights)):
        grad[k] = np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) / nk[k]
    return grad
""", ['divided by N_k']),
        # proof: weights .5, means [[0], [100]], covs 1, x [[1]]: row 1 gives -49.5, should be 0
        ("weights in place of responsibilities", """
def likelihood_gradient_means(x, weights, means, covs):
    out = []
    for w, m, c in zip(weights, means, covs):
        out.append(w * np.linalg.solve(c, (x - m).sum(axis=0)))
    return np.array(out)
""", ['no responsibilities', 'the weights for the responsibilities']),
        # proof: one N(0, 1), x [[1000]]: gives nan, should be 1000
        ("densities underflow", """
def likelihood_gradient_means(x, weights, means, covs):
    K = len(weights)
    p = np.stack([weights[k] * np.atleast_1d(multivariate_normal(means[k], covs[k]).pdf(x)) for k in range(K)], axis=1)
    r = p / p.sum(axis=1, keepdims=True)
    return np.stack([np.linalg.solve(covs[k], r[:, k] @ (x - means[k])) for k in range(K)])
""", ["0 / 0 far away"]),
        # proof: mean 0, cov [[1, .5], [.5, 1]], x [[1, 1]]: gives [1, 1], should be [2/3, 2/3]
        ("only the variances are inverted", """
def likelihood_gradient_means(x, weights, means, covs):
    r = responsibilities(x, weights, means, covs)
    var = np.array([np.diag(c) for c in covs])
    return np.einsum("nk,nkd->kd", r, (x[:, None, :] - means) / var)
""", []),
    ],
    "score_gradient_means": [
        # proof: x [1], z [0], one N(0, 1): gives 1, should be 0.242
        ("likelihood factor forgotten", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for i in z:
        grad[i] += np.linalg.solve(covs[i], x - means[i])
    return grad / len(z)
""", ['not weighted by the likelihood']),
        # proof: x [1], z [0, 0], one N(0, 1): gives 0.484, should be 0.242
        ("sum in place of the average", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for i in z:
        grad[i] += multivariate_normal(means[i], covs[i]).pdf(x) * np.linalg.solve(covs[i], x - means[i])
    return grad
""", ["a sum over the draws"]),
        # proof: x [1], z [0, 1], both N(0, 1): gives 0.242 in each row, should be 0.121
        ("averaged over the draws of each component only", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for k in range(len(means)):
        mine = np.sum(z == k)
        if mine == 0:
            continue
        total = mine * multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k])
        grad[k] = total / mine
    return grad
""", ['averaged within each component']),
        # proof: x [1], z [0, 0], one N(0, 1): gives 0.121, should be 0.242
        ("grad[z] += drops repeated draws", """
def score_gradient_means(x, z, means, covs):
    K = len(means)
    terms = np.array(
        [multivariate_normal(means[k], covs[k]).pdf(x) * np.linalg.solve(covs[k], x - means[k]) for k in range(K)]
    )
    grad = np.zeros(means.shape)
    grad[z] += terms[z] / len(z)
    return grad
""", ["repeated draws lost"]),
        # proof: x [1], z [0], one N(0, 1): gives -1.42, should be 0.242
        ("log-density in place of the density", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for i in z:
        w = multivariate_normal(means[i], covs[i]).logpdf(x)
        grad[i] += w * np.linalg.solve(covs[i], x - means[i])
    return grad / len(z)
""", ["the log-density for the density"]),
        # proof: x [2], z [0], one N(0, 4): gives 0.242, should be 0.0605
        ("inverse covariance forgotten", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    for i in z:
        grad[i] += multivariate_normal(means[i], covs[i]).pdf(x) * (x - means[i])
    return grad / len(z)
""", ["no inverse covariance"]),
        # proof: x [1], z [0], one N(0, 1): gives -0.242, should be 0.242
        ("sign", """
def score_gradient_means(x, z, means, covs):
    M = len(z)
    grad = np.zeros(means.shape)
    for i in range(M):
        k = z[i]
        inv = np.linalg.inv(covs[k])
        grad[k] += multivariate_normal.pdf(x, means[k], covs[k]) * inv @ (means[k] - x) / M
    return grad
""", ["sign"]),
        # proof: x [1], z [0], one N(0, 1): gives 1, should be 0.242
        ("gradient of log p(x): divided by the mean density", """
def score_gradient_means(x, z, means, covs):
    grad = np.zeros(means.shape)
    px = 0.0
    for i in z:
        p = multivariate_normal(means[i], covs[i]).pdf(x)
        px += p
        grad[i] += p * np.linalg.solve(covs[i], x - means[i])
    return grad / px
""", ['gradient of log p(x)']),
    ],
    "stick_breaking": [
        # proof: v [.5]: gives [.5], should be [.5, .5]
        ("the rest of the stick is forgotten", """
def stick_breaking(v):
    left = np.concatenate([[1.0], np.cumprod(1 - np.asarray(v))[:-1]])
    return v * left[: len(v)]
""", ['last stick lost']),
        # proof: v [.5]: gives [.25, .5], should be [.5, .5]
        ("product includes the own cut", """
def stick_breaking(v):
    left = np.cumprod(1 - np.asarray(v, dtype=float))
    last = left[-1] if len(v) else 1.0
    return np.append(v * left, last)
""", ['a piece shortened by its own cut']),
        # proof: v [.2, .5]: gives [.2, .1, .7], should be [.2, .4, .4]
        ("cumulative product of the fractions themselves", """
def stick_breaking(v):
    w = np.cumprod(np.asarray(v, dtype=float))
    return np.append(w, 1 - w.sum())
""", ["on with the piece broken off"]),
        # proof: v [.5, .5, .5]: second is .25, third .5 * 0 = 0, should be .125
        ("what is left taken as 1 - sum of fractions", """
def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    w = []
    for i in range(len(v)):
        w.append(v[i] * (1 - v[:i].sum()))
    w.append(1 - sum(w))
    return np.array(w)
""", []),
        # proof: v [.5, .5]: last is 0, should be .25
        ("last weight 1 - sum(v)", """
def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    rest, w = 1.0, []
    for f in v:
        w.append(f * rest)
        rest *= 1 - f
    w.append(1 - v.sum())
    return np.array(w)
""", ['the last piece wrong, the others right']),
        # proof: v = np.array([]): IndexError, should be [1.]
        ("no fractions at all breaks it", """
def stick_breaking(v):
    w = [v[0]]
    rest = 1 - v[0]
    for f in v[1:]:
        w.append(f * rest)
        rest = rest * (1 - f)
    w.append(rest)
    return np.array(w)
""", ['nothing where nothing is cut']),
        # proof: v [.5, .5]: gives [.25, .25, .5], should be [.5, .25, .25]
        ("fractions and a one, normalised", """
def stick_breaking(v):
    w = np.append(v, 1.0)
    return w / w.sum()
""", ['not multiplied by the rest', 'divided by the sum']),
        # proof: v [.5, .5, .5]: gives [.5, .25, .25, .0], should be [.5, .25, .125, .125]
        ("only the cut just before counts", """
def stick_breaking(v):
    v = np.asarray(v, dtype=float)
    w = v.copy()
    w[1:] = v[1:] * (1 - v[:-1])
    return np.append(w, 1 - w.sum())
""", []),
    ],
    "best_k": [
        # proof: 60 points of one Gaussian, ks [1, 15]: gives 15, should be 1
        ("likelihood of the training data", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    best, top = None, -np.inf
    for k in ks:
        for _ in range(3):
            trace = em(x, k, rng, 300, 1e-3, 1e-3 * x.var())[3]
            if trace[-1] > top:
                best, top = k, trace[-1]
    return best
""", ['by training likelihood']),
        # proof: x sorted, three clusters of width 1 at 0, 50, 100, ks [1, 3]: the held-out half holds a cluster never seen, the widest fit wins: gives 1, should be 3
        ("rows are not shuffled", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    cut = len(x) // 2
    train, val = x[:cut], x[cut:]
    scores = []
    for k in ks:
        fits = [em(train, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        scores.append(gmm_log_prob(val, w, m, c).mean())
    return ks[int(np.argmax(scores))]
""", ['split without shuffling']),
        # proof: three far clusters, ks [1, 3]: gives 1, should be 3
        ("the smallest held-out likelihood", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    idx = rng.permutation(len(x))
    half = len(x) // 2
    train, val = x[idx[:half]], x[idx[half:]]
    scores = []
    for k in ks:
        fits = [em(train, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        scores.append(gmm_log_prob(val, w, m, c).mean())
    return ks[int(np.argmin(scores))]
""", []),
        # proof: three far clusters, ks [1, 3]: gives 1 (the index), should be 3
        ("returns the index in ks", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    idx = rng.permutation(len(x))
    cut = int(0.75 * len(x))
    train, val = x[idx[:cut]], x[idx[cut:]]
    scores = np.zeros(len(ks))
    for i in range(len(ks)):
        fits = [em(train, ks[i], rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        scores[i] = gmm_log_prob(val, w, m, c).mean()
    return int(np.argmax(scores))
""", []),
        # proof: 60 points of one Gaussian, ks [1, 15]: gives 15, should be 1
        ("fitted to all rows, the held-out ones too", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    val = x[rng.permutation(len(x))[: len(x) // 2]]
    scores = {}
    for k in ks:
        fits = [em(x, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        scores[k] = gmm_log_prob(val, w, m, c).mean()
    return max(scores, key=scores.get)
""", ['by training likelihood']),
        # proof: three far clusters, log-densities below 0, ks [1, 3]: gives 1, should be 3
        ("best score starts at 0, log-likelihoods are negative", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    idx = rng.permutation(len(x))
    cut = int(0.75 * len(x))
    train, val = x[idx[:cut]], x[idx[cut:]]
    best, best_score = ks[0], 0
    for k in ks:
        fits = [em(train, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        score = gmm_log_prob(val, w, m, c).sum()
        if score > best_score:
            best, best_score = k, score
    return best
""", []),
        # proof: 60 rows in three far clusters, D = 2, ks [1, 3]: the gap grows with the parameters (about .2 and .6): gives 1, should be 3
        ("smallest gap between training and held-out", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    idx = rng.permutation(len(x))
    half = len(x) // 2
    train, val = x[idx[:half]], x[idx[half:]]
    gaps = []
    for k in ks:
        fits = [em(train, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        gaps.append(gmm_log_prob(train, w, m, c).mean() - gmm_log_prob(val, w, m, c).mean())
    return ks[int(np.argmin(gaps))]
""", []),
        # proof: three far clusters, ks [3, 6]: tries 1 and 2 only and gives 2, which is not in ks
        ("tries 1 to len(ks) in place of the candidates", """
def best_k(x, ks, rng):
    x = np.asarray(x, dtype=float)
    idx = rng.permutation(len(x))
    cut = int(0.75 * len(x))
    train, val = x[idx[:cut]], x[idx[cut:]]
    scores = []
    for k in range(1, len(ks) + 1):
        fits = [em(train, k, rng, 300, 1e-3, 1e-4 * x.var()) for _ in range(4)]
        w, m, c, _ = max(fits, key=lambda f: f[3][-1])
        scores.append(gmm_log_prob(val, w, m, c).mean())
    return int(np.argmax(scores)) + 1
""", []),
    ],
    "GMMClassifier": [
        # proof: 90 rows of class 0 and 10 of class 1 from the same Gaussian: gives about [.5, .5], should be [.9, .1]
        ("class frequencies forgotten in predict_proba", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1)
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", ['no class prior']),
        # proof: classes around 0 and 1 with variance 1, a row at 1000: gives nan, rows should sum to 1
        ("densities underflow before they are normalised", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.models_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.models_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        p = np.zeros((len(X), len(self.classes_)))
        for i, m in enumerate(self.models_):
            p[:, i] = np.exp(self.log_prior_[i]) * np.exp(m.score_samples(X))
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", []),
        # proof: n_components = 5, a class with 3 rows: GaussianMixture raises ValueError, should use 3
        ("small classes keep n_components", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.mixtures_ = [
            GaussianMixture(self.n_components, random_state=self.random_state).fit(self._enough(X[y == c]))
            for c in self.classes_
        ]
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", []),
        # proof: labels "cat", "dog": predict gives 0 and 1, should give the words
        ("predict returns positions, not labels", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            gm.fit(self._enough(rows))
            self.mixtures_.append(gm)
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return np.argmax(self.predict_proba(X), axis=1)
""", []),
        # proof: y = [1, 1, 0, 0]: classes_ is [1, 0], should be [0, 1]
        ("classes in the order of their appearance", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.array(list(dict.fromkeys(y.tolist())))
        self.log_prior_ = np.array([np.log(np.mean(y == c)) for c in self.classes_])
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", []),
        # proof: GMMClassifier().fit(X, y) gives None, should give the estimator; check_estimator fails
        ("fit does not return self", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", []),
        # proof: a class with strongly correlated columns: its covariances_ are (k, D), probabilities differ from full ones
        ("diagonal covariances, another setting changed", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(
                min(self.n_components, len(rows)), covariance_type="diag", random_state=self.random_state
            )
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        logs = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.log_prior_
        return np.exp(logs - logsumexp(logs, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", []),
        # proof: n_components = 1, two equally large, far classes: each mixture's predict_proba is 1, gives [.5, .5] everywhere
        ("the mixture's predict_proba in place of its density", """
class GMMClassifier(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / counts.sum())
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            gm = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        p = np.stack([m.predict_proba(X).max(axis=1) for m in self.mixtures_], axis=1)
        p = p * np.exp(self.log_prior_)
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]
""", ['responsibilities as class scores']),
    ],
    "BernoulliMixture": [
        # proof: a pixel that is 0 in all of x, after fit: its means are 0, should be 0.01
        ("means are not clipped", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / N
            self.means = r.T @ x / nk[:, None]
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", []),
        # proof: 5000 pixels with means .5: log_prob gives -inf, should be -3466
        ("log_prob takes the logarithm of an underflowed product", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        p = np.zeros(len(x))
        for j in range(self.k):
            p += self.weights[j] * np.prod(np.where(x == 1, self.means[j], 1 - self.means[j]), axis=1)
        return np.log(p)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", ['probabilities multiplied']),
        # proof: weights .5, means all .01 and all .99, 100 pixels: samples are half white, should be almost all of one colour
        ("sample draws a component for each pixel", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        p = self.weights @ self.means
        return (rng.random((n, len(p))) < p).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", ['pixels of the mean picture']),
        # proof: seen = [True, False], x [[1, 0]] and [[1, 1]]: two different answers, should be the same
        ("complete lets the unseen pixels choose the component", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        mu = self.means
        return np.log(self.weights) + x @ np.log(mu).T + (1 - x) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, None), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", ['the unseen pixels are used']),
        # proof: k = 1, means [[.5]], x [[0]]: log_prob gives 0, should be -0.69
        ("joint has the ones only", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        return np.log(self.weights) + x[:, seen] @ np.log(self.means[:, seen]).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", ['only the ones count']),
        # proof: fit(x, rng, 3) twice: trace has 8 entries, should have 4
        ("a second fit goes on with the old trace", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k
        self.trace = []

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace.append(self.log_prob(x).mean())
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", []),
        # proof: x half [0, 0], half [1, 1], k = 2: both components stay at [.5, .5], trace stays at -1.39, should reach about -0.71
        ("all components start equal and stay so", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.ones(self.k) / self.k
        self.means = np.full((self.k, D), 0.5)
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0)
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        return np.where(seen, x.astype(float), r @ self.means)
""", ['the weights stay']),
        # proof: weights [.5, .5], means [[.9, .9], [.1, .1]] put in place, seen [True, False], x [[1, 0]]: gives .5, should be .82
        ("complete averages with the weights, not the responsibilities", """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def fit(self, x, rng, steps):
        N, D = x.shape
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        full = np.ones(D, dtype=bool)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            lj = self.joint(x, full)
            r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
            nk = r.sum(axis=0) + 1e-12
            self.weights = nk / nk.sum()
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        xs, mu = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + xs @ np.log(mu).T + (1 - xs) @ np.log(1 - mu).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x, seen):
        out = x.astype(float)
        out[:, ~seen] = (self.weights @ self.means)[~seen]
        return out
""", ['the prior, whatever is seen']),
    ],
}
