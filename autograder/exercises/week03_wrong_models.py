"""Week 3: wrong answers on sticks, the number of components and the classifier, each with a hint."""

import numpy as np
from sklearn.mixture import GaussianMixture

from autograder.exercises.spec import Collection

MODELS = Collection()
wrong = MODELS.wrong


@wrong(
    "stick_breaking",
    "not multiplied by the rest",
    hint="You broke each piece off the whole stick. The second fraction is a fraction of what the first cut "
    "left over: how much is that?",
)
def stick_of_the_whole(v):
    return np.append(v, 1 - np.sum(v))


@wrong(
    "stick_breaking",
    "last stick lost",
    hint="You returned one weight for each fraction, and they do not sum to 1. How many pieces do K - 1 "
    "cuts leave?",
)
def stick_lost(v):
    return v * np.cumprod(np.append(1.0, 1 - v))[:-1]


@wrong(
    "stick_breaking",
    "a piece shortened by its own cut",
    hint="Each piece was taken from what remained after its own cut. What was left before the cut?",
)
def stick_own_cut(v):
    rest = np.cumprod(1 - v)
    return np.append(v * rest, rest[-1] if len(v) else 1.0)


@wrong(
    "best_k",
    "by training likelihood",
    hint="You compared the likelihoods of the points that were fitted. More components always fit those "
    "better. Which points can tell how well a model predicts?",
)
def best_k_training(x, ks, rng):
    fits = [GaussianMixture(k, random_state=0, n_init=2).fit(x) for k in ks]
    return int(ks[np.argmax([fit.score(x) for fit in fits])])


@wrong(
    "best_k",
    "BIC's sign",
    hint="You took the largest BIC. As it is usually written, BIC is a penalty minus twice the "
    "log-likelihood: is a large one good? And which likelihood is asked for here?",
)
def best_k_largest_bic(x, ks, rng):
    fits = [GaussianMixture(k, random_state=0, n_init=2).fit(x) for k in ks]
    return int(ks[np.argmax([fit.bic(x) for fit in fits])])


@wrong(
    "GMMClassifier",
    "no class prior",
    hint="You compared p(x given class) alone. A class that is four times as common deserves four times the "
    "benefit of the doubt: where does Bayes' rule put that?",
)
class NoPrior:
    def __init__(self, n_components=1):
        self.n_components = n_components

    def fit(self, X, y):
        y = np.asarray(y)
        self.classes_ = np.unique(y)
        self.mixtures_ = [
            GaussianMixture(self.n_components, random_state=0).fit(X[y == c]) for c in self.classes_
        ]
        return self

    def predict_proba(self, X):
        scores = np.stack([m.score_samples(X) for m in self.mixtures_], axis=1)
        likelihoods = np.exp(scores - scores.max(axis=1, keepdims=True))
        return likelihoods / likelihoods.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]


@wrong(
    "GMMClassifier",
    "responsibilities as class scores",
    hint="predict_proba of a class's mixture says which of its own components a point belongs to. It sums to "
    "1 within every class, so it cannot tell the classes apart. How likely is the point under each mixture?",
)
class ResponsibilitiesAsScores:
    def __init__(self, n_components=1):
        self.n_components = n_components

    def fit(self, X, y):
        y = np.asarray(y)
        self.classes_ = np.unique(y)
        self.mixtures_ = [
            GaussianMixture(self.n_components, random_state=0).fit(X[y == c]) for c in self.classes_
        ]
        return self

    def predict_proba(self, X):
        scores = np.stack([m.predict_proba(X).max(axis=1) for m in self.mixtures_], axis=1)
        return scores / scores.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]


@wrong(
    "GMMClassifier",
    "argmax of cluster labels",
    hint="You compared what predict of each mixture returns: the number of a component, in an arbitrary "
    "order. The largest of such numbers means nothing. Which number says how well a mixture explains the "
    "point?",
)
class ClusterLabels:
    def __init__(self, n_components=1):
        self.n_components = n_components

    def fit(self, X, y):
        y = np.asarray(y)
        self.classes_ = np.unique(y)
        self.mixtures_ = [
            GaussianMixture(self.n_components, random_state=0).fit(X[y == c]) for c in self.classes_
        ]
        return self

    def predict(self, X):
        labels = np.stack([m.predict(X) for m in self.mixtures_], axis=1)
        return self.classes_[np.argmax(labels, axis=1)]

    def predict_proba(self, X):
        return (self.predict(X)[:, None] == self.classes_).astype(float)


@wrong(
    "GMMClassifier",
    "one GMM for all",
    hint="You fitted one mixture to all points and read its components as classes. It never saw the labels: "
    "which points should the mixture of a class see?",
)
class OneForAll:
    def __init__(self, n_components=1):
        self.n_components = n_components

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.mixture_ = GaussianMixture(len(self.classes_), random_state=0).fit(X)
        return self

    def predict_proba(self, X):
        return self.mixture_.predict_proba(X)

    def predict(self, X):
        return self.classes_[self.mixture_.predict(X)]
