"""Answers to exercises of week 3, labelled: see ../corpora.toml."""

RIGHT = {
    "equal_count_edges": [
        """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    return np.quantile(data, np.linspace(0, 1, bins + 1))
""",
        """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    waiting = np.sort(data)
    n = len(waiting)
    places = np.arange(bins + 1) * (n - 1) / bins
    return np.interp(places, np.arange(n), waiting)
""",
        """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    edges = np.empty(bins + 1)
    edges[0], edges[-1] = data.min(), data.max()
    for b in range(1, bins):
        edges[b] = np.quantile(data, b / bins)
    return edges
""",
    ],
    "gmm_log_prob": [
        """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    return logsumexp(log_joint(x, weights, means, covs), axis=1)
""",
        """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    terms = log_terms(x, weights, means, covs)
    top = terms.max(axis=1)
    return top + np.log(np.exp(terms - top[:, None]).sum(axis=1))
""",
        """
def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], diff[..., None])[..., 0]
    square = (diff * solved).sum(axis=2)
    logdet = np.linalg.slogdet(covs)[1]
    joint = np.log(weights) - 0.5 * (square + logdet + x.shape[1] * np.log(2 * np.pi))
    return np.logaddexp.reduce(joint, axis=1)
""",
    ],
    "responsibilities": [
        """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    joint = log_joint(x, weights, means, covs)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""",
        """
from scipy.special import softmax
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    return softmax(log_terms(x, weights, means, covs), axis=1)
""",
        """
def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], diff[..., None])[..., 0]
    square = (diff * solved).sum(axis=2)
    logdet = np.linalg.slogdet(covs)[1]
    joint = np.log(weights) - 0.5 * (square + logdet + x.shape[1] * np.log(2 * np.pi))
    part = np.exp(joint - joint.max(axis=1, keepdims=True))
    return part / part.sum(axis=1, keepdims=True)
""",
    ],
    "m_step": [
        """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    weights = owned / len(x)
    means = resp.T @ x / owned[:, None]
    diff = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / owned[:, None, None]
    return weights, means, covs
""",
        """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    k = resp.shape[1]
    weights, means, covs = np.zeros(k), np.zeros((k, d)), np.zeros((k, d, d))
    for j in range(k):
        r = resp[:, j]
        weights[j] = r.sum() / n
        means[j] = np.average(x, axis=0, weights=r)
        covs[j] = np.cov(x, rowvar=False, bias=True, aweights=r)
    return weights, means, covs
""",
        """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = np.sum(resp, axis=0)
    means, covs = [], []
    for r, size in zip(resp.T, owned):
        share = r / size
        mean = share @ x
        rooted = np.sqrt(share)[:, None] * (x - mean)
        means.append(mean)
        covs.append(rooted.T @ rooted)
    return resp.mean(axis=0), np.array(means), np.array(covs)
""",
    ],
    "em": [
        """
def em_floor(covs, min_cov):
    values, vectors = np.linalg.eigh(covs)
    values = np.maximum(values, min_cov)
    return vectors * values[:, None, :] @ vectors.transpose(0, 2, 1)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = em_floor(covs, min_cov)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""",
        """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(n, size=k, replace=False)].astype(float)
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(d, d)] * k)
    terms = log_terms(x, weights, means, covs)
    trace = [np.logaddexp.reduce(terms, axis=1).sum()]
    while len(trace) <= max_iter:
        resp = np.exp(terms - np.logaddexp.reduce(terms, axis=1)[:, None])
        owned = resp.sum(axis=0)
        weights = owned / n
        means = resp.T @ x / owned[:, None]
        for j in range(k):
            diff = x - means[j]
            values, vectors = np.linalg.eigh(diff.T @ (diff * resp[:, [j]]) / owned[j])
            values[values < min_cov] = min_cov
            covs[j] = vectors @ np.diag(values) @ vectors.T
        terms = log_terms(x, weights, means, covs)
        trace.append(np.logaddexp.reduce(terms, axis=1).sum())
        gain = trace[-1] - trace[-2]
        if gain < tol:
            break
    return weights, means, covs, np.array(trace)
""",
        r'''
def one_round(x, theta, min_cov):
    """E, M and floor."""
    weights, means, covs = m_step(x, responsibilities(x, *theta))
    safe = []
    for cov in covs:
        values, vectors = np.linalg.eigh(cov)
        if values[0] < min_cov:
            # add only what is missing in the directions that are too narrow
            short = np.maximum(min_cov - values, 0)
            cov = cov + sum(s * np.outer(v, v) for s, v in zip(short, vectors.T))
        safe.append(cov)
    return weights, means, np.array(safe)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n = len(x)
    rows = rng.choice(n, size=k, replace=False)
    mean = x.mean(axis=0)
    spread = sum(np.outer(row, row) for row in x - mean) / n
    theta = (np.full(k, 1.0 / k), x[rows].copy(), np.stack([spread] * k))
    trace = [float(np.sum(gmm_log_prob(x, *theta)))]
    done = 0
    climbing = True
    while climbing and done < max_iter:
        theta = one_round(x, theta, min_cov)
        trace.append(float(np.sum(gmm_log_prob(x, *theta))))
        climbing = trace[-1] - trace[-2] >= tol
        done += 1
    return (*theta, np.asarray(trace))
''',
    ],
    "elbo": [
        """
from scipy.stats import multivariate_normal
from scipy.special import xlogy


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    return float((q * joint).sum() - xlogy(q, q).sum())
""",
        """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    terms = log_terms(x, weights, means, covs)
    total = 0.0
    for n, k in zip(*np.nonzero(q)):
        total += q[n, k] * (terms[n, k] - np.log(q[n, k]))
    return float(total)
""",
        """
from scipy.special import logsumexp


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    diff = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], diff[..., None])[..., 0]
    square = (diff * solved).sum(axis=2)
    logdet = np.linalg.slogdet(covs)[1]
    joint = np.log(weights) - 0.5 * (square + logdet + x.shape[1] * np.log(2 * np.pi))
    evidence = logsumexp(joint, axis=1)
    posterior = joint - evidence[:, None]
    safe = np.where(q > 0, q, 1.0)
    gap = np.where(q > 0, q * (np.log(safe) - posterior), 0.0).sum(axis=1)
    return float((evidence - gap).sum())
""",
    ],
    "GMMClassifier": [
        r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''',
        r'''
from scipy.special import softmax
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, where = np.unique(y, return_inverse=True)
        n_classes = len(self.classes_)
        self.log_prior_ = np.empty(n_classes)
        self.models_ = {}
        for i in range(n_classes):
            mine = X[where == i]
            self.log_prior_[i] = np.log(len(mine)) - np.log(len(X))
            mixture = GaussianMixture(
                n_components=self.n_components if len(mine) >= self.n_components else len(mine),
                random_state=self.random_state,
            )
            mixture.fit(self._enough(mine))
            self.models_[i] = mixture
        return self

    def _joint(self, X):
        X = validate_data(self, X, reset=False)
        out = np.empty((len(X), len(self.classes_)))
        for i, mixture in self.models_.items():
            out[:, i] = self.log_prior_[i] + mixture.score_samples(X)
        return out

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        return softmax(self._joint(X), axis=1)

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return np.take(self.classes_, np.argmax(self._joint(X), axis=1))
''',
        r'''
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.array(sorted(set(y.tolist())), dtype=y.dtype)
        groups = [X[y == label] for label in self.classes_]
        self.log_prior_ = np.log([np.mean(y == label) for label in self.classes_])
        self.mixtures_ = [
            GaussianMixture(min(len(g), self.n_components), random_state=self.random_state).fit(self._enough(g))
            for g in groups
        ]
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.array([p + m.score_samples(X) for p, m in zip(self.log_prior_, self.mixtures_)]).T
        part = np.exp(joint - joint.max(axis=1)[:, None])
        return part / part.sum(axis=1)[:, None]

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        proba = self.predict_proba(X)
        return np.array([self.classes_[np.argmax(row)] for row in proba], dtype=self.classes_.dtype)
''',
    ],
    "BernoulliMixture": [
        r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T + (1 - ones) @ np.log1p(-mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''',
        r'''
class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def _posterior(self, joint):
        part = np.exp(joint - joint.max(axis=1, keepdims=True))
        return part / part.sum(axis=1, keepdims=True)

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        rows = rng.choice(n, size=self.k, replace=self.k > n)
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        seen = np.full(d, True)
        terms = self.joint(x, seen)
        self.trace = [float(np.logaddexp.reduce(terms, axis=1).mean())]
        for _ in range(steps):
            r = self._posterior(terms)
            for j in range(self.k):
                share = r[:, j].sum()
                self.weights[j] = max(share, 1e-100) / n
                if share > 1e-100:
                    self.means[j] = np.clip(r[:, j] @ x / share, 0.01, 0.99)
            terms = self.joint(x, seen)
            self.trace.append(float(np.logaddexp.reduce(terms, axis=1).mean()))
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        columns = np.flatnonzero(seen)
        out = np.empty((len(x), len(self.weights)))
        for j, (weight, mean) in enumerate(zip(self.weights, self.means)):
            chance = np.where(x[:, columns] == 1, mean[columns], 1 - mean[columns])
            out[:, j] = np.log(weight) + np.log(chance).sum(axis=1)
        return out

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return np.logaddexp.reduce(self.joint(x, np.full(x.shape[1], True)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = np.searchsorted(np.cumsum(self.weights)[:-1], rng.random(n), side="right")
        return rng.binomial(1, self.means[z])

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        r = self._posterior(self.joint(x, seen))
        out = x.astype(float)
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
''',
        r'''
from scipy.special import logsumexp
from scipy.special import softmax


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def _maximise(self, x, resp):
        owned = resp.sum(axis=0) + 1e-100
        self.weights = owned / owned.sum()
        self.means = ((resp / owned).T @ x).clip(0.01, 0.99)

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        # start: each component the mean of a random share of all pictures
        share = rng.dirichlet(np.ones(len(x)), size=self.k)
        self.means = (share @ x).clip(0.01, 0.99) * 0.9 + 0.1 * rng.random((self.k, x.shape[1]))
        self.weights = np.full(self.k, 1 / self.k)
        trace = []
        for step in range(steps + 1):
            if step:
                self._maximise(x, softmax(terms, axis=1))
            terms = self.joint(x, np.ones(x.shape[1], bool))
            trace.append(logsumexp(terms, axis=1).mean())
        self.trace = np.array(trace)
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        known = np.where(seen, x, 0)
        # log(1 - mu) for all seen pixels, plus the log-odds where the pixel is 1
        odds = np.log(self.means) - np.log(1 - self.means)
        base = np.where(seen, np.log(1 - self.means), 0).sum(axis=1)
        return known @ odds.T + base + np.log(self.weights)

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        terms = self.joint(x, np.ones(x.shape[1], bool))
        top = terms.max(axis=1, keepdims=True)
        return top[:, 0] + np.log(np.exp(terms - top).sum(axis=1))

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        pictures = np.zeros((n, self.means.shape[1]))
        for i in range(n):
            j = rng.choice(len(self.weights), p=self.weights)
            pictures[i] = rng.random(self.means.shape[1]) < self.means[j]
        return pictures

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        resp = softmax(self.joint(x, seen), axis=1)
        guess = sum(np.outer(r, mean) for r, mean in zip(resp.T, self.means))
        return np.where(seen[None, :], x, guess)
''',
    ],
}

WRONG = {
    "equal_count_edges": [
        ("bins of equal width", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    return np.linspace(data.min(), data.max(), bins + 1)
""", ["equal widths"]),
        ("bins edges, not bins + 1", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    return np.quantile(data, np.linspace(0, 1, bins))
""", ["off by one"]),
        ("drops edges that are equal", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    return np.unique(np.quantile(data, np.linspace(0, 1, bins + 1)))
""", ["equal edges dropped"]),
        ("sorts the caller's data", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    data.sort()
    places = np.linspace(0, len(data) - 1, bins + 1)
    return np.interp(places, np.arange(len(data)), data)
""", []),
        ("position i N / B instead of i (N - 1) / B", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    ordered = np.sort(data)
    n = len(ordered)
    return np.interp(np.arange(bins + 1) * n / bins, np.arange(n), ordered)
""", []),
        ("halfway between the last point of a bin and the first of the next", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    parts = [part for part in np.array_split(np.sort(data), bins) if len(part)]
    inner = [(a[-1] + b[0]) / 2 for a, b in zip(parts[:-1], parts[1:])]
    return np.array([parts[0][0], *inner, parts[-1][-1]])
""", []),
        ("quantiles of the distinct values: forgets how often each occurs", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    values = np.unique(data)
    return np.quantile(values, np.linspace(0, 1, bins + 1))
""", []),
        ("last edge pushed beyond the largest point", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    edges = np.quantile(data, np.linspace(0, 1, bins + 1))
    edges[-1] += 1e-3 * (edges[-1] - edges[0] + 1)
    return edges
""", []),
        ("integer positions: no interpolation", """
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    ordered = np.sort(data)
    places = [i * (len(data) - 1) // bins for i in range(bins + 1)]
    return ordered[places]
""", ["data points instead of interpolated quantiles"]),
    ],
    "gmm_log_prob": [
        ("log of the summed densities: -inf far away", """
from scipy.stats import multivariate_normal


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    density = np.zeros(len(x))
    for w, m, c in zip(weights, means, covs):
        density += w * multivariate_normal(m, c).pdf(x)
    return np.log(density)
""", ["log of a sum that underflows"]),
        ("weighted mean of the log-densities", """
from scipy.stats import multivariate_normal


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    logs = [np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)]
    return np.stack(logs, axis=1) @ weights
""", ["weighted mean of the logs"]),
        ("one maximum for all points: far points still underflow", """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    terms = log_terms(x, weights, means, covs)
    top = terms.max()
    return top + np.log(np.exp(terms - top).sum(axis=1))
""", ["log of a sum that underflows"]),
        ("tiny constant inside the log: a floor at -690", """
from scipy.stats import multivariate_normal


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    density = sum(w * multivariate_normal(m, c).pdf(x) for w, m, c in zip(weights, means, covs))
    return np.log(np.atleast_1d(density) + 1e-300)
""", ["log of a sum that underflows"]),
        ("2 pi once, whatever the dimension", """
def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], diff[..., None])[..., 0]
    square = (diff * solved).sum(axis=2)
    logdet = np.linalg.slogdet(covs)[1]
    joint = np.log(weights) - 0.5 * (square + logdet + np.log(2 * np.pi))
    return np.logaddexp.reduce(joint, axis=1)
""", ["the power of 2 pi"]),
        ("only the variances: correlations are dropped", """
from scipy.special import logsumexp


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    joint = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        var = np.diag(covs[k])
        square = (x - means[k]) ** 2 / var
        joint[:, k] = np.log(weights[k]) - 0.5 * (square + np.log(2 * np.pi * var)).sum(axis=1)
    return logsumexp(joint, axis=1)
""", ["only the diagonal of the covariance"]),
        ("density of the best component only", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    return log_joint(x, weights, means, covs).max(axis=1)
""", ["the largest term only"]),
        ("one point loses its axis: a scalar for N = 1", """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    logs = np.array([multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)])
    return logsumexp(logs.T, axis=-1, b=weights)
""", []),
        ("copies nothing: x is centred in place, one mean after the other", """
from scipy.special import logsumexp


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    d = x.shape[1]
    joint = []
    for w, m, c in zip(weights, means, covs):
        diff = x
        diff -= m
        square = (diff @ np.linalg.inv(c) * diff).sum(axis=1)
        joint.append(np.log(w) - 0.5 * (square + np.linalg.slogdet(c)[1] + d * np.log(2 * np.pi)))
    return logsumexp(joint, axis=0)
""", []),
    ],
    "responsibilities": [
        ("ratio of densities: 0/0 far away", """
from scipy.stats import multivariate_normal


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    parts = [w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]
    parts = np.stack(parts, axis=1)
    return parts / parts.sum(axis=1, keepdims=True)
""", ["0 / 0 far away"]),
        ("columns sum to 1, not rows", """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    joint = log_joint(x, weights, means, covs)
    return np.exp(joint - logsumexp(joint, axis=0, keepdims=True))
""", ["normalised over N"]),
        ("determinants left out as if they cancelled", """
from scipy.special import logsumexp


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means
    square = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(covs), diff)
    score = np.log(weights) - 0.5 * square
    return np.exp(score - logsumexp(score, axis=1, keepdims=True))
""", ["no determinant"]),
        ("weights left out: the likelihoods are normalised", """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    joint = log_joint(x, weights, means, covs)
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
""", ["no weights"]),
        ("tiny constant added to each density: 1/K far away", """
from scipy.stats import multivariate_normal


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    parts = np.empty((len(x), len(weights)))
    for k, (w, m, c) in enumerate(zip(weights, means, covs)):
        parts[:, k] = w * multivariate_normal(m, c).pdf(x) + 1e-300
    return parts / parts.sum(axis=1, keepdims=True)
""", ["0 / 0 far away"]),
        ("a point without density goes wholly to the nearest mean, whatever the covariances", """
from scipy.stats import multivariate_normal


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    parts = np.empty((len(x), len(weights)))
    for k, (w, m, c) in enumerate(zip(weights, means, covs)):
        parts[:, k] = w * multivariate_normal(m, c).pdf(x)
    lost = parts.sum(axis=1) == 0
    nearest = ((x[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    parts[lost] = np.eye(len(weights))[nearest[lost]]
    return parts / parts.sum(axis=1, keepdims=True)
""", []),
        ("one maximum for all points", """
def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    diff = x[:, None, :] - means
    solved = np.linalg.solve(covs[None], diff[..., None])[..., 0]
    square = (diff * solved).sum(axis=2)
    logdet = np.linalg.slogdet(covs)[1]
    joint = np.log(weights) - 0.5 * (square + logdet + x.shape[1] * np.log(2 * np.pi))
    part = np.exp(joint - joint.max())
    return part / part.sum(axis=1, keepdims=True)
""", ["one maximum for all rows"]),
        ("prior as an exponent: weight times log-density", """
from scipy.stats import multivariate_normal
from scipy.special import softmax


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    logs = [w * np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in zip(weights, means, covs)]
    return softmax(np.stack(logs, axis=1), axis=1)
""", []),
        ("log-terms clipped at -700 before exp: ties far away", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.clip(np.stack(columns, axis=1), -700, 700)


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    terms = np.exp(log_joint(x, weights, means, covs))
    return terms / terms.sum(axis=1, keepdims=True)
""", ["0 / 0 far away"]),
    ],
    "m_step": [
        ("covariance divided by N_k - 1", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    weights = owned / len(x)
    means = resp.T @ x / owned[:, None]
    diff = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / (owned[:, None, None] - 1)
    return weights, means, covs
""", ["N_k - 1"]),
        ("weights are the counts, not divided by N", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    weights = owned
    means = resp.T @ x / owned[:, None]
    diff = x[:, None, :] - means
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / owned[:, None, None]
    return weights, means, covs
""", ["weights that do not sum to 1"]),
        ("each point wholly to its most probable component", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    resp = np.eye(resp.shape[1])[resp.argmax(axis=1)]
    owned = np.sum(resp, axis=0) + 1e-12
    means, covs = [], []
    for r, size in zip(resp.T, owned):
        share = r / size
        mean = share @ x
        rooted = np.sqrt(share)[:, None] * (x - mean)
        means.append(mean)
        covs.append(rooted.T @ rooted)
    return resp.mean(axis=0), np.array(means), np.array(covs)
""", []),
        ("covariances about the mean of all data", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    weights = owned / len(x)
    means = resp.T @ x / owned[:, None]
    diff = np.repeat((x - x.mean(axis=0))[:, None, :], resp.shape[1], axis=1)
    covs = np.einsum("nk,nkd,nke->kde", resp, diff, diff) / owned[:, None, None]
    return weights, means, covs
""", ["covariance about the global mean"]),
        ("responsibilities enter the covariance squared", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    means = (resp.T @ x) / owned[:, None]
    covs = []
    for k in range(resp.shape[1]):
        scaled = resp[:, [k]] * (x - means[k])
        covs.append(scaled.T @ scaled / owned[k])
    return owned / owned.sum(), means, np.array(covs)
""", ["responsibilities on both sides"]),
        ("one pooled covariance for all components", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    weights = owned / len(x)
    means = resp.T @ x / owned[:, None]
    diff = x[:, None, :] - means
    pooled = np.einsum("nk,nkd,nke->de", resp, diff, diff) / len(x)
    covs = np.repeat(pooled[None], len(owned), axis=0)
    return weights, means, covs
""", []),
        ("normalises the caller's responsibilities in place", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weights = resp.mean(axis=0)
    resp /= resp.sum(axis=0)
    means = resp.T @ x
    covs = np.stack([(r[:, None] * (x - m)).T @ (x - m) for r, m in zip(resp.T, means)])
    return weights, means, covs
""", []),
        ("the loop's last mean is used for all covariances", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    owned = resp.sum(axis=0)
    means = np.zeros((len(owned), x.shape[1]))
    for k in range(len(owned)):
        means[k] = (resp[:, k, None] * x).sum(axis=0) / owned[k]
        diff = x - means[k]
    covs = np.einsum("nk,nd,ne->kde", resp, diff, diff) / owned[:, None, None]
    return owned / len(x), means, covs
""", []),
        ("reliability-weights correction of the bias: 1 - sum of squared shares", """
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    k = resp.shape[1]
    weights, means, covs = np.zeros(k), np.zeros((k, d)), np.zeros((k, d, d))
    for j in range(k):
        r = resp[:, j]
        weights[j] = r.sum() / n
        means[j] = np.average(x, axis=0, weights=r)
        covs[j] = np.cov(x, rowvar=False, aweights=r)
    return weights, means, covs
""", []),
    ],
    "em": [
        ("a component with one narrow direction is made round: all eigenvalues to the floor", """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(n, size=k, replace=False)].astype(float)
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(d, d)] * k)
    terms = log_terms(x, weights, means, covs)
    trace = [np.logaddexp.reduce(terms, axis=1).sum()]
    while len(trace) <= max_iter:
        resp = np.exp(terms - np.logaddexp.reduce(terms, axis=1)[:, None])
        owned = resp.sum(axis=0)
        weights = owned / n
        means = resp.T @ x / owned[:, None]
        for j in range(k):
            diff = x - means[j]
            values, vectors = np.linalg.eigh(diff.T @ (diff * resp[:, [j]]) / owned[j])
            if values.min() < min_cov:
                values[:] = min_cov
            covs[j] = vectors @ np.diag(values) @ vectors.T
        terms = log_terms(x, weights, means, covs)
        trace.append(np.logaddexp.reduce(terms, axis=1).sum())
        gain = trace[-1] - trace[-2]
        if gain < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
        ("trace and tol in nats a point: mean, not sum", """
def em_floor(covs, min_cov):
    values, vectors = np.linalg.eigh(covs)
    values = np.maximum(values, min_cov)
    return vectors * values[:, None, :] @ vectors.transpose(0, 2, 1)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).mean()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = em_floor(covs, min_cov)
        trace.append(gmm_log_prob(x, weights, means, covs).mean())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ["mean log-likelihood in the trace"]),
        ("adds min_cov to each eigenvalue instead of raising the small ones to it", """
def em_floor(covs, min_cov):
    values, vectors = np.linalg.eigh(covs)
    values = values + min_cov
    return vectors * values[:, None, :] @ vectors.transpose(0, 2, 1)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = em_floor(covs, min_cov)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", ["the trace falls: the floor is added to the diagonal"]),
        ("floor on the entries of the matrix", """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(n, size=k, replace=False)].astype(float)
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(d, d)] * k)
    terms = log_terms(x, weights, means, covs)
    trace = [np.logaddexp.reduce(terms, axis=1).sum()]
    while len(trace) <= max_iter:
        resp = np.exp(terms - np.logaddexp.reduce(terms, axis=1)[:, None])
        owned = resp.sum(axis=0)
        weights = owned / n
        means = resp.T @ x / owned[:, None]
        for j in range(k):
            diff = x - means[j]
            cov = diff.T @ (diff * resp[:, [j]]) / owned[j]
            covs[j] = np.where(np.eye(d, dtype=bool), np.maximum(cov, min_cov), cov)
        terms = log_terms(x, weights, means, covs)
        trace.append(np.logaddexp.reduce(terms, axis=1).sum())
        gain = trace[-1] - trace[-2]
        if gain < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
        ("stops before the iteration that gained too little is recorded and kept", """
def em_floor(covs, min_cov):
    values, vectors = np.linalg.eigh(covs)
    values = np.maximum(values, min_cov)
    return vectors * values[:, None, :] @ vectors.transpose(0, 2, 1)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        new = m_step(x, resp)
        new = (new[0], new[1], em_floor(new[2], min_cov))
        value = gmm_log_prob(x, *new).sum()
        if value - trace[-1] < tol:
            break
        weights, means, covs = new
        trace.append(value)
    return weights, means, covs, np.array(trace)
""", []),
        ("the trace is taken before the floor", """
def em_floor(covs, min_cov):
    values, vectors = np.linalg.eigh(covs)
    values = np.maximum(values, min_cov)
    return vectors * values[:, None, :] @ vectors.transpose(0, 2, 1)


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.full(k, 1 / k)
    means = x[rng.choice(n, size=k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = np.repeat((centred.T @ centred / n)[None], k, axis=0)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        covs = em_floor(covs, min_cov)
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
        ("covariances about the old means", """
from scipy.linalg import solve_triangular


def log_terms(x, weights, means, covs):
    n, d = x.shape
    out = np.empty((n, len(weights)))
    for k in range(len(weights)):
        root = np.linalg.cholesky(covs[k])
        z = solve_triangular(root, (x - means[k]).T, lower=True)
        out[:, k] = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(root)).sum()
        out[:, k] += np.log(weights[k]) - 0.5 * d * np.log(2 * np.pi)
    return out


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n, d = x.shape
    weights = np.ones(k) / k
    means = x[rng.choice(n, size=k, replace=False)].astype(float)
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(d, d)] * k)
    terms = log_terms(x, weights, means, covs)
    trace = [np.logaddexp.reduce(terms, axis=1).sum()]
    while len(trace) <= max_iter:
        resp = np.exp(terms - np.logaddexp.reduce(terms, axis=1)[:, None])
        owned = resp.sum(axis=0)
        weights = owned / n
        for j in range(k):
            diff = x - means[j]
            values, vectors = np.linalg.eigh(diff.T @ (diff * resp[:, [j]]) / owned[j])
            values[values < min_cov] = min_cov
            covs[j] = vectors @ np.diag(values) @ vectors.T
        means = resp.T @ x / owned[:, None]
        terms = log_terms(x, weights, means, covs)
        trace.append(np.logaddexp.reduce(terms, axis=1).sum())
        gain = trace[-1] - trace[-2]
        if gain < tol:
            break
    return weights, means, covs, np.array(trace)
""", ["covariances with the old means"]),
    ],
    "elbo": [
        ("0 log 0 is nan", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    return float((q * (joint - np.log(q))).sum())
""", ["nan where q is 0"]),
        ("mean over points, not sum", """
from scipy.stats import multivariate_normal
from scipy.special import xlogy


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    return float(((q * joint).sum(axis=1) - xlogy(q, q).sum(axis=1)).mean())
""", ["mean over the points"]),
        ("sign of the entropy", """
from scipy.stats import multivariate_normal
from scipy.special import entr


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    return float((q * joint).sum() - entr(q).sum())
""", ["entropy's sign"]),
        ("q clipped to 1e-6 everywhere: a far component costs although its q is 0", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    q = np.clip(q, 1e-6, 1)
    joint = log_joint(x, weights, means, covs)
    return float((q * joint).sum() - (q * np.log(q)).sum())
""", []),
        ("leaves out all of a point that has some q = 0", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    full = (q > 0).all(axis=1)
    q, joint = q[full], joint[full]
    return float((q * (joint - np.log(q))).sum())
""", []),
        ("densities before logs: -inf far away", """
from scipy.stats import multivariate_normal


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    total = 0.0
    for k in range(len(weights)):
        density = np.atleast_1d(multivariate_normal(means[k], covs[k]).pdf(x))
        own = q[:, k] > 0
        total += np.sum(q[own, k] * np.log(weights[k] * density[own] / q[own, k]))
    return float(total)
""", ["densities that underflow"]),
        ("reconstruction minus KL(weights || q), the KL the wrong way round", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    fit = (q * log_joint(x, weights, means, covs)).sum()
    prior = np.broadcast_to(weights, q.shape)
    kl = (prior * (np.log(prior) - np.log(np.maximum(q, 1e-300)))).sum()
    return float(fit - kl)
""", []),
        ("sets the zeros of the caller's q to 1", """
from scipy.stats import multivariate_normal


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    expected = (q * joint).sum()
    q[q == 0] = 1.0
    return float(expected - (q * np.log(q)).sum())
""", []),
        ("importance weights inside one log: the log-likelihood, whatever q > 0 is", """
from scipy.stats import multivariate_normal
from scipy.special import logsumexp


def log_joint(x, weights, means, covs):
    columns = []
    for w, m, c in zip(weights, means, covs):
        columns.append(np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)))
    return np.stack(columns, axis=1)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    joint = log_joint(x, weights, means, covs)
    with np.errstate(divide="ignore"):
        ratio = joint - np.log(q)
    return float(logsumexp(np.where(q > 0, ratio, 0.0), axis=1, b=q).sum())
""", ["the log-likelihood itself"]),
    ],
    "GMMClassifier": [
        ("a second fit keeps the mixtures of the first", '''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        if not hasattr(self, "mixtures_"):
            self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_[: len(self.classes_)]], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', []),
        ("all classes taken as equally frequent", r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(np.full(len(counts), 1 / len(counts)))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', ["no class prior"]),
        ("frequency added to the log-density, not its log", r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = counts / len(y)
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', []),
        ("densities before logs: nan far from all classes", r'''
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = np.exp(scores) * np.exp(self.log_prior_)
        return joint / joint.sum(axis=1, keepdims=True)

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', []),
        ("predict by likelihood alone, without the class frequencies", r'''
from scipy.special import softmax
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, where = np.unique(y, return_inverse=True)
        n_classes = len(self.classes_)
        self.log_prior_ = np.empty(n_classes)
        self.models_ = {}
        for i in range(n_classes):
            mine = X[where == i]
            self.log_prior_[i] = np.log(len(mine)) - np.log(len(X))
            mixture = GaussianMixture(
                n_components=self.n_components if len(mine) >= self.n_components else len(mine),
                random_state=self.random_state,
            )
            mixture.fit(self._enough(mine))
            self.models_[i] = mixture
        return self

    def _joint(self, X):
        X = validate_data(self, X, reset=False)
        out = np.empty((len(X), len(self.classes_)))
        for i, mixture in self.models_.items():
            out[:, i] = self.log_prior_[i] + mixture.score_samples(X)
        return out

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        return softmax(self._joint(X), axis=1)

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return np.take(self.classes_, np.argmax(self._joint(X) - self.log_prior_, axis=1))
''', ["no class prior"]),
        ("all classes get as few components as the smallest class allows, and the parameter is overwritten", r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        self.n_components = min(self.n_components, counts.min())
        for c in self.classes_:
            rows = X[y == c]
            k = self.n_components
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', []),
        ("GaussianMixture's own predict_proba (of components) taken for the class's score", r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(counts / len(y))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([np.log(model.predict_proba(X)).max(axis=1) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', ["responsibilities as class scores"]),
        ("diagonal covariances, 'since they need fewer parameters'", r'''
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.array(sorted(set(y.tolist())), dtype=y.dtype)
        groups = [X[y == label] for label in self.classes_]
        self.log_prior_ = np.log([np.mean(y == label) for label in self.classes_])
        self.mixtures_ = [
            GaussianMixture(min(len(g), self.n_components), covariance_type="diag", random_state=self.random_state).fit(self._enough(g))
            for g in groups
        ]
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.array([p + m.score_samples(X) for p, m in zip(self.log_prior_, self.mixtures_)]).T
        part = np.exp(joint - joint.max(axis=1)[:, None])
        return part / part.sum(axis=1)[:, None]

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        proba = self.predict_proba(X)
        return np.array([self.classes_[np.argmax(row)] for row in proba], dtype=self.classes_.dtype)
''', []),
        ("prior of a class by its number of components: all components of all classes equally likely", r'''
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sklearn.utils.multiclass import check_classification_targets


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_prior_ = np.log(np.minimum(counts, self.n_components))
        self.mixtures_ = []
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            model = GaussianMixture(k, random_state=self.random_state)
            self.mixtures_.append(model.fit(self._enough(rows)))
        return self

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        scores = np.stack([model.score_samples(X) for model in self.mixtures_], axis=1)
        joint = scores + self.log_prior_
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
''', ["no class prior"]),
    ],
    "BernoulliMixture": [
        ("logs of the parameters kept by fit: others put in place later are ignored", '''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self._logs()
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self._logs()
            self.trace.append(self.log_prob(x).mean())
        return self

    def _logs(self):
        self.log_w, self.log_on, self.log_off = np.log(self.weights), np.log(self.means), np.log1p(-self.means)

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        if not hasattr(self, "log_w"):
            self._logs()
        ones = x[:, seen]
        return self.log_w + ones @ self.log_on[:, seen].T + (1 - ones) @ self.log_off[:, seen].T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', []),
        ("only white pixels count: no log(1 - mu) term", r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', ["only the ones count"]),
        ("probabilities multiplied before the log: underflow for thousands of pixels", r'''
class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def _posterior(self, joint):
        part = np.exp(joint - joint.max(axis=1, keepdims=True))
        return part / part.sum(axis=1, keepdims=True)

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        rows = rng.choice(n, size=self.k, replace=self.k > n)
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        seen = np.full(d, True)
        terms = self.joint(x, seen)
        self.trace = [float(np.logaddexp.reduce(terms, axis=1).mean())]
        for _ in range(steps):
            r = self._posterior(terms)
            for j in range(self.k):
                share = r[:, j].sum()
                self.weights[j] = max(share, 1e-100) / n
                if share > 1e-100:
                    self.means[j] = np.clip(r[:, j] @ x / share, 0.01, 0.99)
            terms = self.joint(x, seen)
            self.trace.append(float(np.logaddexp.reduce(terms, axis=1).mean()))
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        columns = np.flatnonzero(seen)
        out = np.empty((len(x), len(self.weights)))
        for j, (weight, mean) in enumerate(zip(self.weights, self.means)):
            chance = np.where(x[:, columns] == 1, mean[columns], 1 - mean[columns])
            out[:, j] = np.log(weight) + np.log(chance).sum(axis=1)
        return out

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        chance = np.where(x[:, None, :] == 1, self.means, 1 - self.means)
        return np.log(chance.prod(axis=2) @ self.weights)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = np.searchsorted(np.cumsum(self.weights)[:-1], rng.random(n), side="right")
        return rng.binomial(1, self.means[z])

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        r = self._posterior(self.joint(x, seen))
        out = x.astype(float)
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
''', ["probabilities multiplied"]),
        ("each pixel draws from the averaged prototype: no component is drawn", r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T + (1 - ones) @ np.log1p(-mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        white = self.weights @ self.means
        return (rng.random((n, len(white))) < white).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', ["pixels of the mean picture"]),
        ("the unseen pixels are filled in from the most probable prototype alone", r'''
class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def _posterior(self, joint):
        part = np.exp(joint - joint.max(axis=1, keepdims=True))
        return part / part.sum(axis=1, keepdims=True)

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        rows = rng.choice(n, size=self.k, replace=self.k > n)
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        seen = np.full(d, True)
        terms = self.joint(x, seen)
        self.trace = [float(np.logaddexp.reduce(terms, axis=1).mean())]
        for _ in range(steps):
            r = self._posterior(terms)
            for j in range(self.k):
                share = r[:, j].sum()
                self.weights[j] = max(share, 1e-100) / n
                if share > 1e-100:
                    self.means[j] = np.clip(r[:, j] @ x / share, 0.01, 0.99)
            terms = self.joint(x, seen)
            self.trace.append(float(np.logaddexp.reduce(terms, axis=1).mean()))
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        columns = np.flatnonzero(seen)
        out = np.empty((len(x), len(self.weights)))
        for j, (weight, mean) in enumerate(zip(self.weights, self.means)):
            chance = np.where(x[:, columns] == 1, mean[columns], 1 - mean[columns])
            out[:, j] = np.log(weight) + np.log(chance).sum(axis=1)
        return out

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return np.logaddexp.reduce(self.joint(x, np.full(x.shape[1], True)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = np.searchsorted(np.cumsum(self.weights)[:-1], rng.random(n), side="right")
        return rng.binomial(1, self.means[z])

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        r = self._posterior(self.joint(x, seen))
        out = x.astype(float)
        out[:, ~seen] = self.means[r.argmax(axis=1)][:, ~seen]
        return out
''', ["the nearest prototype only"]),
        ("complete judges by all pixels: what x holds where it is unseen matters", r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T + (1 - ones) @ np.log1p(-mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, np.ones_like(seen))
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', ["the unseen pixels are used"]),
        ("a second fit goes on from the first one's prototypes", r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        if not hasattr(self, "means"):
            self.weights = np.full(self.k, 1 / self.k)
            self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T + (1 - ones) @ np.log1p(-mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', []),
        ("stops as soon as a step gains less than 1e-3: fewer than `steps` steps", r'''
from scipy.special import logsumexp


class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        everything = np.ones(d, dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = rng.uniform(0.25, 0.75, size=(self.k, d))
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            owned = np.maximum(resp.sum(axis=0), 1e-100)
            self.weights = owned / owned.sum()
            self.means = np.clip(resp.T @ x / owned[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
            if self.trace[-1] - self.trace[-2] < 1e-3:
                break
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        ones = x[:, seen]
        mu = self.means[:, seen]
        return np.log(self.weights) + ones @ np.log(mu).T + (1 - ones) @ np.log1p(-mu).T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[z]).astype(int)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
''', []),
        ("complete writes into the caller's pictures (and truncates into integers)", r'''
class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def _posterior(self, joint):
        part = np.exp(joint - joint.max(axis=1, keepdims=True))
        return part / part.sum(axis=1, keepdims=True)

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        n, d = x.shape
        rows = rng.choice(n, size=self.k, replace=self.k > n)
        self.weights = np.ones(self.k) / self.k
        self.means = 0.25 + 0.5 * x[rows] + rng.uniform(-0.05, 0.05, size=(self.k, d))
        seen = np.full(d, True)
        terms = self.joint(x, seen)
        self.trace = [float(np.logaddexp.reduce(terms, axis=1).mean())]
        for _ in range(steps):
            r = self._posterior(terms)
            for j in range(self.k):
                share = r[:, j].sum()
                self.weights[j] = max(share, 1e-100) / n
                if share > 1e-100:
                    self.means[j] = np.clip(r[:, j] @ x / share, 0.01, 0.99)
            terms = self.joint(x, seen)
            self.trace.append(float(np.logaddexp.reduce(terms, axis=1).mean()))
        return self

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        columns = np.flatnonzero(seen)
        out = np.empty((len(x), len(self.weights)))
        for j, (weight, mean) in enumerate(zip(self.weights, self.means)):
            chance = np.where(x[:, columns] == 1, mean[columns], 1 - mean[columns])
            out[:, j] = np.log(weight) + np.log(chance).sum(axis=1)
        return out

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        return np.logaddexp.reduce(self.joint(x, np.full(x.shape[1], True)), axis=1)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        z = np.searchsorted(np.cumsum(self.weights)[:-1], rng.random(n), side="right")
        return rng.binomial(1, self.means[z])

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        r = self._posterior(self.joint(x, seen))
        out = x
        out[:, ~seen] = r @ self.means[:, ~seen]
        return out
''', []),
    ],
}
