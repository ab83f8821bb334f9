"""Answers to exercises of week 3, labelled: see ../corpora.toml."""

RIGHT = {
    "equal_count_edges": [
        """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""",
        """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    levels = [b / bins for b in range(bins + 1)]
    return np.array([np.quantile(data, level) for level in levels])
""",
        """
def equal_count_edges(data, bins):
    shares = np.arange(bins + 1) / bins
    edges = np.quantile(np.asarray(data, dtype=float), shares, method="linear")
    return edges
""",
    ],
    "gmm_log_prob": [
        """
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means  # (N, K, D)
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logdet = np.linalg.slogdet(covs)[1]
    log_normal = -0.5 * (maha + logdet + x.shape[1] * np.log(2 * np.pi))
    return logsumexp(np.log(weights) + log_normal, axis=1)
""",
        """
def gmm_log_prob(x, weights, means, covs):
    N, D = x.shape
    K = len(weights)
    terms = np.empty((N, K))
    for k in range(K):
        L = np.linalg.cholesky(covs[k])
        z = np.linalg.solve(L, (x - means[k]).T)
        log_det = 2 * np.sum(np.log(np.diag(L)))
        terms[:, k] = np.log(weights[k]) - 0.5 * (D * np.log(2 * np.pi) + log_det + np.sum(z**2, axis=0))
    top = terms.max(axis=1, keepdims=True)
    return top[:, 0] + np.log(np.exp(terms - top).sum(axis=1))
""",
        """
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    total = np.full(len(x), -np.inf)
    for w, m, s in zip(weights, means, covs):
        lp = np.reshape(multivariate_normal.logpdf(x, mean=m, cov=s), len(x))
        total = np.logaddexp(total, np.log(w) + lp)
    return total
""",
    ],
    "responsibilities": [
        """
from scipy.special import softmax

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    scores = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1])
    return softmax(scores, axis=1)
""",
        """
def responsibilities(x, weights, means, covs):
    D = x.shape[1]
    cols = []
    for w, mu, cov in zip(weights, means, covs):
        L = np.linalg.cholesky(cov)
        z = np.linalg.solve(L, (x - mu).T)
        cols.append(np.log(w) - 0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z * z).sum(axis=0))
    lj = np.stack(cols, axis=1)
    lj = lj - lj.max(axis=1, keepdims=True)
    r = np.exp(lj)
    return r / r.sum(axis=1, keepdims=True)
""",
        """
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    n, k = x.shape[0], len(weights)
    log_r = np.zeros((n, k))
    for j in range(k):
        diff = x - means[j]
        sol = np.linalg.solve(covs[j], diff.T).T
        sign, logdet = np.linalg.slogdet(2 * np.pi * covs[j])
        log_r[:, j] = np.log(weights[j]) - 0.5 * (np.sum(diff * sol, axis=1) + logdet)
    log_r -= logsumexp(log_r, axis=1, keepdims=True)
    return np.exp(log_r)
""",
    ],
    "m_step": [
        """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    weights = nk / len(x)
    means = resp.T @ x / nk[:, None]
    d = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, d, d) / nk[:, None, None]
    return weights, means, covs
""",
        """
def m_step(x, resp):
    N, D = x.shape
    K = resp.shape[1]
    weights, means, covs = np.zeros(K), np.zeros((K, D)), np.zeros((K, D, D))
    for k in range(K):
        r = resp[:, k]
        total = r.sum()
        weights[k] = total / N
        means[k] = (r[:, None] * x).sum(axis=0) / total
        diff = x - means[k]
        covs[k] = (r[:, None] * diff).T @ diff / total
    return weights, means, covs
""",
        """
def m_step(x, resp):
    weights = resp.mean(axis=0)
    means = np.array([np.average(x, axis=0, weights=r) for r in resp.T])
    covs = np.array([np.atleast_2d(np.cov(x, rowvar=False, ddof=0, aweights=r)) for r in resp.T])
    return weights, means, covs
""",
    ],
    "em": [
        """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    weights = np.full(k, 1 / k)
    means = x[rng.choice(N, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / N)[None], k, axis=0)
    lj = log_joint(weights, means, covs)
    ll = logsumexp(lj, axis=1)
    trace = [ll.sum()]
    for _ in range(max_iter):
        r = np.exp(lj - ll[:, None])
        nk = r.sum(axis=0)
        weights = nk / N
        means = r.T @ x / nk[:, None]
        d = x[:, None, :] - means
        covs = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        lj = log_joint(weights, means, covs)
        ll = logsumexp(lj, axis=1)
        trace.append(ll.sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""",
        """
def em(x, k, rng, max_iter, tol, min_cov):
    n, dim = x.shape

    def joint(weights, means, covs):
        out = np.empty((n, k))
        for j in range(k):
            L = np.linalg.cholesky(covs[j])
            z = np.linalg.solve(L, (x - means[j]).T)
            out[:, j] = np.log(weights[j]) - dim / 2 * np.log(2 * np.pi)
            out[:, j] -= np.log(np.diag(L)).sum() + 0.5 * (z**2).sum(axis=0)
        return out

    def e_step(weights, means, covs):
        a = joint(weights, means, covs)
        top = a.max(axis=1, keepdims=True)
        e = np.exp(a - top)
        s = e.sum(axis=1, keepdims=True)
        return e / s, float((top + np.log(s)).sum())

    def floored(cov):
        lam, vec = np.linalg.eigh(cov)
        if lam.min() >= min_cov:
            return cov
        return vec @ np.diag(np.where(lam < min_cov, min_cov, lam)) @ vec.T

    rows = rng.choice(n, size=k, replace=False)
    weights, means = np.ones(k) / k, x[rows].astype(float)
    covs = np.array([np.cov(x, rowvar=False, ddof=0).reshape(dim, dim)] * k)
    resp, value = e_step(weights, means, covs)
    trace = [value]
    gain, it = np.inf, 0
    while it < max_iter and gain >= tol:
        own = resp.sum(axis=0)
        weights = own / n
        means = np.array([(resp[:, j] @ x) / own[j] for j in range(k)])
        covs = np.array([floored((resp[:, j, None] * (x - means[j])).T @ (x - means[j]) / own[j]) for j in range(k)])
        resp, value = e_step(weights, means, covs)
        gain = value - trace[-1]
        trace.append(value)
        it += 1
    return weights, means, covs, np.asarray(trace)
""",
        """
from scipy.special import logsumexp, softmax

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    params = [
        np.full(k, 1.0 / k),
        x[rng.choice(N, size=k, replace=False)],
        np.tile(np.atleast_2d(np.cov(x.T, bias=True)), (k, 1, 1)),
    ]

    def terms(w, m, c):
        res = []
        for wj, mj, cj in zip(w, m, c):
            diff = x - mj
            q = (diff * np.linalg.solve(cj, diff.T).T).sum(1)
            res.append(np.log(wj) - 0.5 * (q + np.linalg.slogdet(2 * np.pi * cj)[1]))
        return np.array(res).T

    trace = np.zeros(max_iter + 1)
    current = terms(*params)
    trace[0] = logsumexp(current, axis=1).sum()
    used = 0
    for i in range(1, max_iter + 1):
        r = softmax(current, axis=1)
        mass = r.sum(0)
        m = (r / mass).T @ x
        c = np.empty((k, D, D))
        for j in range(k):
            diff = x - m[j]
            S = diff.T @ (diff * r[:, j : j + 1]) / mass[j]
            lam, U = np.linalg.eigh(S)
            c[j] = (U * lam.clip(min=min_cov)) @ U.T
        params = [mass / N, m, c]
        current = terms(*params)
        trace[i] = logsumexp(current, axis=1).sum()
        used = i
        if trace[i] - trace[i - 1] < tol:
            break
    return params[0], params[1], params[2], trace[: used + 1]
""",
    ],
    "elbo": [
        """
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float(np.sum(q * lj - xlogy(q, q)))
""",
        """
def elbo(x, q, weights, means, covs):
    N, D = x.shape
    total = 0.0
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        z = np.linalg.solve(L, (x - means[k]).T)
        lj = np.log(weights[k]) - D / 2 * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (z**2).sum(axis=0)
        qk = q[:, k]
        on = qk > 0
        total += np.sum(qk[on] * (lj[on] - np.log(qk[on])))
    return float(total)
""",
        """
from scipy.special import entr
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    energy = 0.0
    for w, m, c, qk in zip(weights, means, covs, q.T):
        energy += np.dot(qk, np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return float(energy + entr(q).sum())
""",
    ],
    "GMMClassifier": [
        '''
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

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
            mixture = GaussianMixture(min(self.n_components, len(rows)), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''',
        """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.classes_, which = np.unique(y, return_inverse=True)
        self.log_frequencies_ = np.log(np.bincount(which)) - np.log(len(y))
        self.gmms_ = [self._one(X[which == i]) for i in range(len(self.classes_))]
        return self

    def _one(self, rows):
        k = self.n_components if len(rows) >= self.n_components else len(rows)
        return GaussianMixture(n_components=k, random_state=self.random_state).fit(self._enough(rows))

    def _joint(self, X):
        return np.stack([lp + g.score_samples(X) for lp, g in zip(self.log_frequencies_, self.gmms_)], axis=1)

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self._joint(X), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return self.classes_[np.argmax(self._joint(X), axis=1)]
""",
        """
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.classes_ = np.unique(y)
        self.models_ = {}
        self.class_log_prior_ = np.zeros(len(self.classes_))
        for i, label in enumerate(self.classes_):
            mine = X[y == label]
            self.class_log_prior_[i] = np.log(len(mine) / len(X))
            k = min(len(mine), self.n_components)
            self.models_[i] = GaussianMixture(n_components=k, random_state=self.random_state)
            self.models_[i].fit(self._enough(mine))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.empty((len(X), len(self.classes_)))
        for i in range(len(self.classes_)):
            scores[:, i] = self.models_[i].score_samples(X) + self.class_log_prior_[i]
        scores -= scores.max(axis=1)[:, None]
        p = np.exp(scores)
        p /= p.sum(axis=1)[:, None]
        return p

    def predict(self, X):
        check_is_fitted(self)
        best = self.predict_proba(X).argmax(1)
        return np.take(self.classes_, best)
""",
    ],
    "BernoulliMixture": [
        '''
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        x = np.asarray(x, dtype=float)
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, dtype=bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v = np.asarray(x)[:, seen].astype(float)
        m = self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log1p(-m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
''',
        """
class BernoulliMixture:
    def __init__(self, k: int):
        self.k = k

    def _posterior(self, x, seen):
        a = self.joint(x, seen)
        top = a.max(axis=1, keepdims=True)
        e = np.exp(a - top)
        s = e.sum(axis=1, keepdims=True)
        return e / s, (top + np.log(s))[:, 0]

    def fit(self, x, rng, steps):
        everything = np.full(x.shape[1], True)
        rows = rng.choice(len(x), size=self.k, replace=False)
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.4 * x[rows] + 0.1 * rng.random((self.k, x.shape[1]))
        self.trace = []
        for step in range(steps + 1):
            r, lp = self._posterior(x, everything)
            self.trace.append(float(np.mean(lp)))
            if step < steps:
                mass = r.sum(axis=0) + 1e-100
                self.weights = mass / mass.sum()
                self.means = np.clip((r.T @ x) / mass[:, None], 0.01, 0.99)
        return self

    def joint(self, x, seen):
        seen = np.asarray(seen, dtype=bool)
        on = x[:, seen] > 0.5
        out = np.empty((len(x), self.k))
        for j in range(self.k):
            mu = self.means[j, seen]
            out[:, j] = np.log(self.weights[j]) + np.where(on, np.log(mu), np.log(1 - mu)).sum(axis=1)
        return out

    def log_prob(self, x):
        return self._posterior(x, np.full(x.shape[1], True))[1]

    def sample(self, n, rng):
        pictures = np.zeros((n, self.means.shape[1]))
        for i in range(n):
            j = rng.choice(self.k, p=self.weights)
            pictures[i] = rng.random(self.means.shape[1]) < self.means[j]
        return pictures

    def complete(self, x, seen):
        r, _ = self._posterior(x, seen)
        out = np.array(x, dtype=float)
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
""",
        """
from scipy.special import logsumexp

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        x = x.astype(np.float64)
        N, D = x.shape
        self.weights = np.repeat(1.0 / self.k, self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, D))
        seen = np.ones(D, bool)
        trace = np.zeros(steps + 1)
        lj = self.joint(x, seen)
        norm = logsumexp(lj, axis=1, keepdims=True)
        trace[0] = norm.mean()
        for s in range(steps):
            resp = np.exp(lj - norm)
            owned = np.clip(resp.sum(0), 1e-150, None)
            self.weights = owned / N
            self.means = (np.einsum("nk,nd->kd", resp, x) / owned[:, None]).clip(0.01, 0.99)
            lj = self.joint(x, seen)
            norm = logsumexp(lj, axis=1, keepdims=True)
            trace[s + 1] = norm.mean()
        self.trace = trace
        return self

    def joint(self, x, seen):
        idx = np.flatnonzero(seen)
        mu = self.means[:, idx]
        # x log(mu) + (1 - x) log(1 - mu) = x logit(mu) + log(1 - mu)
        off = np.log1p(-mu)
        pix = np.asarray(x[:, idx], dtype=float)
        return pix @ (np.log(mu) - off).T + off.sum(axis=1) + np.log(self.weights)

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        which = rng.choice(len(self.weights), n, p=self.weights / self.weights.sum())
        return rng.binomial(1, self.means[which])

    def complete(self, x, seen):
        lj = self.joint(x, seen)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        guess = r @ self.means
        return np.where(np.asarray(seen)[None, :], x, guess).astype(float)
""",
    ],
}

WRONG = {
    "equal_count_edges": [
        ("equally wide bins", """
def equal_count_edges(data, bins):
    return np.linspace(data.min(), data.max(), bins + 1)
""", ["equal widths"]),
        ("bins edges instead of bins + 1", """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))
""", ["off by one"]),
        ("drops equal edges", """
def equal_count_edges(data, bins):
    return np.unique(np.quantile(data, np.linspace(0, 1, bins + 1)))
""", ["equal edges dropped"]),
        ("picks data points, no interpolation", """
def equal_count_edges(data, bins):
    s = np.sort(data)
    n = len(s)
    index = [min(i * n // bins, n - 1) for i in range(bins + 1)]
    return s[index]
""", ["data points instead of interpolated quantiles"]),
        ("percentile with shares from 0 to 1", """
def equal_count_edges(data, bins):
    return np.percentile(data, np.linspace(0, 1, bins + 1))
""", []),
        ("inner edges only", """
def equal_count_edges(data, bins):
    return np.quantile(data, np.arange(1, bins) / bins)
""", ["only the inner edges"]),
        ("method nearest", """
def equal_count_edges(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1), method="nearest")
""", ["data points instead of interpolated quantiles"]),
        ("interpolates without sorting", """
def equal_count_edges(data, bins):
    n = len(data)
    return np.interp(np.linspace(0, n - 1, bins + 1), np.arange(n), data)
""", ["data not sorted"]),
        ("opens the outer edges to infinity", """
def equal_count_edges(data, bins):
    edges = np.quantile(data, np.linspace(0, 1, bins + 1))
    edges[0], edges[-1] = -np.inf, np.inf
    return edges
""", ["outer edges at infinity"]),
    ],
    "gmm_log_prob": [
        ("log of the sum of densities, underflows", """
from scipy.stats import multivariate_normal

def gmm_log_prob(x, weights, means, covs):
    p = np.zeros(len(x))
    for w, m, c in zip(weights, means, covs):
        p += w * multivariate_normal(m, c).pdf(x)
    return np.log(p)
""", ["log of a sum that underflows"]),
        ("forgets the weights", """
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return logsumexp(logn, axis=1)
""", ["no weights"]),
        ("weighted mean of log-densities", """
def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return logn @ weights
""", ["weighted mean of the logs"]),
        ("sign of the log-determinant", """
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * maha + 0.5 * np.linalg.slogdet(covs)[1] - 0.5 * x.shape[1] * np.log(2 * np.pi)
    return logsumexp(np.log(weights) + logn, axis=1)
""", ["the determinant"]),
        ("2 pi once instead of D times", """
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + np.log(2 * np.pi))
    return logsumexp(np.log(weights) + logn, axis=1)
""", ["the power of 2 pi"]),
        ("largest term only", """
def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return np.max(np.log(weights) + logn, axis=1)
""", ["the largest term only"]),
        ("uses the diagonal only", """
from scipy.special import logsumexp
from scipy.stats import norm

def gmm_log_prob(x, weights, means, covs):
    terms = []
    for w, m, c in zip(weights, means, covs):
        terms.append(np.log(w) + norm.logpdf(x, m, np.sqrt(np.diag(c))).sum(axis=1))
    return logsumexp(np.array(terms), axis=0)
""", ["only the diagonal of the covariance"]),
        ("covariance not inverted", """
from scipy.special import logsumexp

def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, covs, d)
    logn = -0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return logsumexp(np.log(weights) + logn, axis=1)
""", []),
        ("adds a tiny number before the log", """
def gmm_log_prob(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    dens = np.exp(-0.5 * maha) / np.sqrt(np.linalg.det(2 * np.pi * covs))
    return np.log(dens @ weights + 1e-300)
""", ["log of a sum that underflows"]),
    ],
    "responsibilities": [
        ("densities underflow", """
from scipy.stats import multivariate_normal

def responsibilities(x, weights, means, covs):
    p = np.stack([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return p / p.sum(axis=1, keepdims=True)
""", ["0 / 0 far away"]),
        ("adds a tiny number to the denominator", """
def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    p = weights * np.exp(-0.5 * maha) / np.sqrt(np.linalg.det(2 * np.pi * covs))
    return p / (p.sum(axis=1, keepdims=True) + 1e-12)
""", ["0 / 0 far away"]),
        ("forgets the weights", """
from scipy.special import softmax

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    return softmax(-0.5 * (maha + np.linalg.slogdet(covs)[1]), axis=1)
""", ["no weights"]),
        ("normalises the columns", """
from scipy.special import softmax

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    return softmax(np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1]), axis=0)
""", ["normalised over N"]),
        ("forgets the determinant", """
def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    s = np.log(weights) - 0.5 * np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    s = s - s.max(axis=1, keepdims=True)
    e = np.exp(s)
    return e / e.sum(axis=1, keepdims=True)
""", ["no determinant"]),
        ("hard assignment", """
def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    s = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1])
    return np.eye(len(weights))[s.argmax(axis=1)]
""", ["hard"]),
        ("shifts by one maximum for all rows", """
def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    s = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1])
    e = np.exp(s - s.max())
    return e / e.sum(axis=1, keepdims=True)
""", ["one maximum for all rows"]),
        ("returns logarithms", """
from scipy.special import logsumexp

def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    s = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1])
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["logarithms returned"]),
        ("normalises the log-densities", """
def responsibilities(x, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    s = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return s / s.sum(axis=1, keepdims=True)
""", ["log-densities divided by their sum"]),
    ],
    "m_step": [
        ("corrects the covariance's bias", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    d = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, d, d) / (nk - 1)[:, None, None]
    return nk / len(x), means, covs
""", ["N_k - 1"]),
        ("covariances divided by N", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    d = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, d, d) / len(x)
    return nk / len(x), means, covs
""", ["covariances divided by N"]),
        ("covariances about the mean of all data", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    d = x - x.mean(axis=0)
    covs = np.array([(resp[:, k, None] * d).T @ d / nk[k] for k in range(resp.shape[1])])
    return nk / len(x), means, covs
""", ["covariance about the global mean"]),
        ("weights not divided by N", """
def m_step(x, resp):
    weights = resp.sum(axis=0)
    means = resp.T @ x / weights[:, None]
    d = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, d, d) / weights[:, None, None]
    return weights, means, covs
""", ["weights that do not sum to 1"]),
        ("hard assignment", """
def m_step(x, resp):
    owner = resp.argmax(axis=1)
    w, m, c = [], [], []
    for k in range(resp.shape[1]):
        mine = x[owner == k]
        w.append(len(mine) / len(x))
        m.append(mine.mean(axis=0))
        c.append(np.cov(mine, rowvar=False, ddof=0).reshape(x.shape[1], x.shape[1]))
    return np.array(w), np.array(m), np.array(c)
""", ["hard assignments"]),
        ("diagonal covariances", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    var = np.stack([resp[:, k] @ (x - means[k]) ** 2 / nk[k] for k in range(len(nk))])
    return nk / len(x), means, np.stack([np.diag(v) for v in var])
""", ["only the diagonal of the covariance"]),
        ("np.cov loses the matrix for D = 1", """
def m_step(x, resp):
    weights = resp.mean(axis=0)
    means = resp.T @ x / resp.sum(axis=0)[:, None]
    covs = np.array([np.cov(x.T, ddof=0, aweights=resp[:, k]) for k in range(resp.shape[1])])
    return weights, means, covs
""", []),
        ("means divided by N", """
def m_step(x, resp):
    N = len(x)
    nk = resp.sum(axis=0)
    means = resp.T @ x / N
    d = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, d, d) / nk[:, None, None]
    return nk / N, means, covs
""", ["N instead of N_k"]),
        ("responsibility squared in the covariance", """
def m_step(x, resp):
    nk = resp.sum(axis=0)
    means = resp.T @ x / nk[:, None]
    covs = []
    for k in range(resp.shape[1]):
        d = resp[:, k, None] * (x - means[k])
        covs.append(d.T @ d / nk[k])
    return nk / len(x), means, np.array(covs)
""", ["responsibilities on both sides"]),
    ],
    "em": [
        ("trace is a mean over points", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    trace = [logsumexp(log_joint(w, mu, S), axis=1).mean()]
    for _ in range(max_iter):
        lj = log_joint(w, mu, S)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S)
        S = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        trace.append(logsumexp(log_joint(w, mu, S), axis=1).mean())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", ["mean log-likelihood in the trace"]),
        ("adds the floor to every eigenvalue", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    trace = [logsumexp(log_joint(w, mu, S), axis=1).sum()]
    for _ in range(max_iter):
        lj = log_joint(w, mu, S)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None] + min_cov * np.eye(D)
        trace.append(logsumexp(log_joint(w, mu, S), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", ["the trace falls: the floor is added to the diagonal"]),
        ("floors the diagonal instead of the eigenvalues", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    trace = [logsumexp(log_joint(w, mu, S), axis=1).sum()]
    for _ in range(max_iter):
        lj = log_joint(w, mu, S)
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        i = np.arange(D)
        S[:, i, i] = np.maximum(S[:, i, i], min_cov)
        trace.append(logsumexp(log_joint(w, mu, S), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", []),
        ("start covariance with divisor N - 1", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    S = np.array([np.cov(x, rowvar=False).reshape(D, D) for _ in range(k)])
    lj = log_joint(w, mu, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S)
        S = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        lj = log_joint(w, mu, S)
        trace.append(logsumexp(lj, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", ["divisor N - 1 at the start"]),
        ("throws the last iteration away", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    lj = log_joint(w, mu, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w_new, mu_new = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu_new
        S_new = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S_new)
        S_new = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        lj = log_joint(w_new, mu_new, S_new)
        value = logsumexp(lj, axis=1).sum()
        if value - trace[-1] < tol:
            break
        trace.append(value)
        w, mu, S = w_new, mu_new, S_new
    return w, mu, S, np.array(trace)
""", []),
        ("trace lacks the value after the last iteration", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape
    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    trace = []
    for _ in range(max_iter):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        lj = np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))
        ll = logsumexp(lj, axis=1, keepdims=True)
        trace.append(ll.sum())
        r = np.exp(lj - ll)
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S)
        S = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        if len(trace) > 1 and trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", []),
        ("start drawn with rng.integers", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.integers(0, N, size=k)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    lj = log_joint(w, mu, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S)
        S = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        lj = log_joint(w, mu, S)
        trace.append(logsumexp(lj, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", ["rows drawn with replacement"]),
        ("covariances about the old means", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    lj = log_joint(w, mu, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        lam, V = np.linalg.eigh(S)
        S = np.einsum("kij,kj,klj->kil", V, np.maximum(lam, min_cov), V)
        w, mu = nk / N, r.T @ x / nk[:, None]
        lj = log_joint(w, mu, S)
        trace.append(logsumexp(lj, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", ["covariances with the old means"]),
        ("replaces the whole covariance by the floor", """
from scipy.special import logsumexp

def em(x, k, rng, max_iter, tol, min_cov):
    N, D = x.shape

    def log_joint(w, mu, S):
        d = x[:, None, :] - mu
        maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(S), d)
        return np.log(w) - 0.5 * (maha + np.linalg.slogdet(S)[1] + D * np.log(2 * np.pi))

    w, mu = np.full(k, 1 / k), x[rng.choice(N, size=k, replace=False)]
    c = x - x.mean(0)
    S = np.repeat((c.T @ c / N)[None], k, axis=0)
    lj = log_joint(w, mu, S)
    trace = [logsumexp(lj, axis=1).sum()]
    for _ in range(max_iter):
        r = np.exp(lj - logsumexp(lj, axis=1, keepdims=True))
        nk = r.sum(0)
        w, mu = nk / N, r.T @ x / nk[:, None]
        d = x[:, None, :] - mu
        S = np.einsum("nk,nkd,nke->kde", r, d, d) / nk[:, None, None]
        for j in range(k):
            if np.linalg.eigh(S[j])[0].min() < min_cov:
                S[j] = min_cov * np.eye(D)
        lj = log_joint(w, mu, S)
        trace.append(logsumexp(lj, axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return w, mu, S, np.array(trace)
""", []),
    ],
    "elbo": [
        ("0 log 0 gives nan", """
def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float(np.sum(q * (lj - np.log(q))))
""", ["nan where q is 0"]),
        ("sign of the entropy", """
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float(np.sum(q * lj + xlogy(q, q)))
""", ["entropy's sign"]),
        ("forgets the entropy", """
def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float((q * lj).sum())
""", ["no entropy"]),
        ("mean over points", """
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float((q * lj - xlogy(q, q)).sum(axis=1).mean())
""", ["mean over the points"]),
        ("log of a density that underflows", """
from scipy.special import entr
from scipy.stats import multivariate_normal

def elbo(x, q, weights, means, covs):
    p = np.stack([w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)], axis=1)
    return float((q * np.log(p)).sum() + entr(q).sum())
""", ["densities that underflow"]),
        ("forgets the weights", """
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    total = 0.0
    for k in range(len(weights)):
        L = np.linalg.cholesky(covs[k])
        z = np.linalg.solve(L, (x - means[k]).T)
        logn = -0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - 0.5 * x.shape[1] * np.log(2 * np.pi)
        total += (q[:, k] * logn - xlogy(q[:, k], q[:, k])).sum()
    return float(total)
""", ["bound above the likelihood: no weights"]),
        ("returns the log-likelihood, ignores q", """
from scipy.special import logsumexp

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    return float(logsumexp(lj, axis=1).sum())
""", ["the log-likelihood itself"]),
        ("adds the KL divergence instead of taking it away", """
from scipy.special import logsumexp, xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    lj = np.log(weights) - 0.5 * (maha + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi))
    ll = logsumexp(lj, axis=1, keepdims=True)
    kl = np.sum(xlogy(q, q) - q * (lj - ll))
    return float(ll.sum() + kl)
""", ["the gap added"]),
        ("clips the density before the log", """
from scipy.special import xlogy

def elbo(x, q, weights, means, covs):
    d = x[:, None, :] - means
    maha = np.einsum("nkd,kde,nke->nk", d, np.linalg.inv(covs), d)
    p = weights * np.exp(-0.5 * maha) / np.sqrt(np.linalg.det(2 * np.pi * covs))
    return float(np.sum(q * np.log(np.maximum(p, 1e-300)) - xlogy(q, q)))
""", ["densities that underflow"]),
    ],
    "GMMClassifier": [
        ("no class frequencies", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.classes_ = np.unique(y)
        self.log_prior_ = np.log(np.array([np.mean(y == c) for c in self.classes_]))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", ["no class prior"]),
        ("predict returns column numbers", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self.log_prior_ + np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.predict_proba(X).argmax(axis=1)
""", []),
        ("score instead of score_samples", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.zeros((len(X), len(self.classes_)))
        for i, m in enumerate(self.mixtures_):
            joint[:, i] = self.log_prior_[i] + m.score(X)
        return softmax(joint, axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("densities underflow far away", """
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        p = np.stack([np.exp(lp + m.score_samples(X)) for lp, m in zip(self.log_prior_, self.mixtures_)], axis=1)
        return p / p.sum(axis=1, keepdims=True)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("small classes get too many components", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.mixtures_ = [
            GaussianMixture(self.n_components, random_state=self.random_state).fit(self._enough(X[y == c]))
            for c in self.classes_
        ]
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self.log_prior_ + np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("adds the frequency instead of its log", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.prior_ = counts / len(y)
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(np.stack([m.score_samples(X) for m in self.mixtures_], axis=1) + self.prior_, axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("classes in order of appearance", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
        self.log_prior_ = np.log([np.mean(y == c) for c in self.classes_])
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            self.mixtures_.append(GaussianMixture(k, random_state=self.random_state).fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self.log_prior_ + np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("fit overwrites the parameter n_components", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
            if len(rows) < self.n_components:
                self.n_components = len(rows)
            gm = GaussianMixture(self.n_components, random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self.log_prior_ + np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
        ("changes the covariance type", """
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

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
            k = min(self.n_components, len(rows))
            gm = GaussianMixture(k, covariance_type="diag", random_state=self.random_state)
            self.mixtures_.append(gm.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        return softmax(self.log_prior_ + np.stack([m.score_samples(X) for m in self.mixtures_], axis=1), axis=1)

    def predict(self, X):
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
""", []),
    ],
    "BernoulliMixture": [
        ("unseen pixels counted as zeros", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v = x * seen
        return np.log(self.weights) + v @ np.log(self.means).T + (1 - v) @ np.log(1 - self.means).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
""", []),
        ("multiplies the probabilities", """
class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * rng.random((self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            p = np.exp(self.joint(x, np.ones(d, bool)))
            r = p / p.sum(axis=1, keepdims=True)
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v = x[:, None, seen]
        m = self.means[None, :, seen]
        return np.log(self.weights * np.prod(np.where(v == 1, m, 1 - m), axis=2))

    def log_prob(self, x):
        return np.log(np.exp(self.joint(x, np.ones(x.shape[1], bool))).sum(axis=1))

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = np.exp(self.joint(x, seen))
        r = p / p.sum(axis=1, keepdims=True)
        return np.where(seen, x, r @ self.means)
""", ["probabilities multiplied"]),
        ("samples pixels from the average prototype", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        p = self.weights @ self.means
        return (rng.random((n, len(p))) < p).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
""", ["pixels of the mean picture"]),
        ("all components start at the same means", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = np.tile(np.clip(x.mean(axis=0), 0.01, 0.99), (self.k, 1))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = r.sum(axis=0)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
""", []),
        ("a second fit goes on from the first", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k
        self.weights = np.full(k, 1 / k)
        self.means = None
        self.trace = []

    def fit(self, x, rng, steps):
        n, d = x.shape
        if self.means is None:
            self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
""", []),
        ("completes with the prior weights", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        return np.where(seen, x, self.weights @ self.means)
""", ["the prior, whatever is seen"]),
        ("completes with the most probable prototype only", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        best = self.joint(x, seen).argmax(axis=1)
        return np.where(seen, x, self.means[best])
""", ["the nearest prototype only"]),
        ("means not clipped", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(n, size=self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = r.T @ x / nk[:, None]
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        return np.where(seen, x, p)
""", []),
        ("completes in an integer array", """
from scipy.special import logsumexp, softmax

class BernoulliMixture:
    def __init__(self, k):
        self.k = k

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            r = softmax(self.joint(x, np.ones(d, bool)), axis=1)
            nk = np.maximum(r.sum(axis=0), 1e-200)
            self.weights = nk / n
            self.means = np.clip(r.T @ x / nk[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x, seen):
        v, m = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + v @ np.log(m).T + (1 - v) @ np.log(1 - m).T

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], bool)), axis=1)

    def sample(self, n, rng):
        z = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(float)

    def complete(self, x, seen):
        out = x.copy()
        p = softmax(self.joint(x, seen), axis=1) @ self.means
        out[:, ~seen] = p[:, ~seen]
        return out
""", []),
    ],
}
