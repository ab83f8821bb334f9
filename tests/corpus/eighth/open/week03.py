"""Wrong answers to exercises of week 3 that the grader does not find yet."""

RIGHT = {
}

WRONG = {
    "em": [
        ("|gain| < tol: a fall, which the floor can bring, does not stop it", """
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
        if abs(gain) < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
        ("the floor already on the start", """
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
    covs = em_floor(covs, min_cov)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        resp = responsibilities(x, weights, means, covs)
        weights, means, covs = m_step(x, resp)
        covs = em_floor(covs, min_cov)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
""", []),
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
    ],
    "GMMClassifier": [
        ("a second fit keeps the mixtures of the first", r'''
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
    ],
    "BernoulliMixture": [
        ("logs of the parameters kept by fit: others put in place later are ignored", r'''
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
    ],
}
