"""Week 3: EM, sticks, the choice of k and the classifier written another way."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from autograder.exercises.spec import Collection
from gmcourse.estimators import validate_data

FITS = Collection()
alternative = FITS.alternative


@alternative("em")
def em_by_loops(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    rows = rng.choice(n, size=k, replace=False)
    weights, means = [1 / k] * k, [x[i] for i in rows]
    centred = x - x.mean(axis=0)
    covs = [centred.T @ centred / n for _ in range(k)]
    trace = []
    for step in range(max_iter + 1):
        joint = np.empty((n, k))
        for j in range(k):
            joint[:, j] = np.log(weights[j]) + multivariate_normal(means[j], covs[j]).logpdf(x)
        log_prob = logsumexp(joint, axis=1)
        trace.append(float(log_prob.sum()))
        if step == max_iter or (step > 0 and trace[-1] - trace[-2] < tol):
            break
        resp = np.exp(joint - log_prob[:, None])
        for j in range(k):
            share = resp[:, j] / resp[:, j].sum()
            weights[j], means[j] = resp[:, j].mean(), share @ x
            values, vectors = np.linalg.eigh((x - means[j]).T @ np.diag(share) @ (x - means[j]))
            covs[j] = vectors @ np.diag(np.clip(values, min_cov, None)) @ vectors.T
    return np.array(weights), np.array(means), np.array(covs), trace


@alternative("em")
def em_in_one_formula(x, k, rng, max_iter, tol, min_cov):
    means = x[rng.choice(len(x), size=k, replace=False)]
    covs = np.repeat(np.atleast_2d(np.cov(x.T, ddof=0))[None], k, axis=0)
    weights = np.ones(k) / k

    def log_joint():
        diff = x[:, None] - means
        quadratic = np.einsum("nki,kij,nkj->nk", diff, np.linalg.inv(covs), diff)
        return np.log(weights) - 0.5 * (quadratic + np.linalg.slogdet(2 * np.pi * covs)[1])

    trace = [logsumexp(log_joint(), axis=1).sum()]
    while len(trace) <= max_iter:
        joint = log_joint()
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        counts = resp.sum(axis=0)
        weights, means = counts / len(x), (resp / counts).T @ x
        diff = x[:, None] - means
        values, vectors = np.linalg.eigh(np.einsum("nk,nki,nkj->kij", resp / counts, diff, diff))
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)
        trace.append(logsumexp(log_joint(), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)


@alternative("stick_breaking")
def stick_loop(v):
    weights, left = [], 1.0
    for fraction in v:
        weights.append(fraction * left)
        left -= weights[-1]
    return np.array([*weights, left], dtype=np.float32)


@alternative("stick_breaking")
def stick_by_products(v):
    k = len(v) + 1
    return np.array([np.prod(1 - v[:j]) * (v[j] if j < k - 1 else 1.0) for j in range(k)])


@alternative("best_k")
def best_k_one_split(x, ks, rng):
    order = rng.permutation(len(x))
    train, held = x[order[: 2 * len(x) // 3]], x[order[2 * len(x) // 3 :]]
    scores = [GaussianMixture(k, n_init=3, random_state=1).fit(train).score(held) for k in ks]
    return ks[int(np.argmax(scores))]


@alternative("best_k")
def best_k_cross_validated(x, ks, rng):
    from sklearn.model_selection import KFold, cross_val_score

    folds = KFold(5, shuffle=True, random_state=int(rng.integers(1000)))
    best, best_score = None, -np.inf
    for k in ks:
        score = cross_val_score(GaussianMixture(k, random_state=0), x, cv=folds).mean()
        if score > best_score:
            best, best_score = k, score
    return np.int64(best)


@alternative("GMMClassifier")
class ByScoreSamples(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=2, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        self.priors_ = counts / len(y)
        self.mixtures_ = {}
        for c in self.classes_:
            rows = X[y == c]
            k = min(self.n_components, len(rows))
            rows = np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows
            self.mixtures_[c] = GaussianMixture(k, random_state=self.random_state).fit(rows)
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.empty((len(X), len(self.classes_)))
        for i, c in enumerate(self.classes_):
            joint[:, i] = np.log(self.priors_[i]) + self.mixtures_[c].score_samples(X)
        joint = np.exp(joint - joint.max(axis=1, keepdims=True))
        return joint / joint.sum(axis=1, keepdims=True)

    def predict(self, X):
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]


@alternative("GMMClassifier")
class PriorInTheWeights(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=2, random_state=None):
        self.n_components = n_components
        self.random_state = random_state

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        self.parts_ = [(np.mean(y == c), self._fit_one(X[y == c])) for c in self.classes_]
        return self

    def _fit_one(self, rows):
        rows = rows if len(rows) > 1 else np.vstack([rows, rows])
        k = min(self.n_components, len(rows))
        return GaussianMixture(k, n_init=2, init_params="k-means++", random_state=self.random_state).fit(rows)

    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = np.array([np.log(prior) + mixture.score_samples(X) for prior, mixture in self.parts_])
        return np.exp(joint - logsumexp(joint, axis=0)).T

    def predict(self, X):
        winners = np.argmax(self.predict_proba(X), axis=1)
        return self.classes_.take(winners)
