"""A classifier made of mixtures: the questions of `GMMClassifier`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes import estimators
from gmcourse.estimators import validate_data
from gmcourse.reference.gmm_classifier import GMMClassifier

NEAR = Tolerance(rtol=1e-2, atol=1e-3)
_APART = 40.0


def _classes(rng, n_components, sizes, gap, dims=2):
    """Two or three classes of unequal size that overlap, and new points."""
    parts = [rng.normal(gap * c, 1.0 + 0.5 * c, size=(n, dims)) for c, n in enumerate(sizes)]
    y = np.repeat(np.array([7, 3, 5])[: len(sizes)], sizes)
    order = rng.permutation(len(y))
    return {
        "n_components": n_components,
        "X": np.concatenate(parts)[order],
        "y": y[order],
        "X_new": rng.normal(gap / 2, 1.5, size=(12, dims)),
    }


def _chequered(rng, named):
    """Four blobs, two a class, at opposite corners of a square; new points close to the corners."""
    corners = np.array([[0.0, 0.0], [9.0, 9.0], [0.0, 9.0], [9.0, 0.0]])
    X = np.repeat(corners, 30, axis=0) + rng.normal(size=(120, 2))
    y = np.repeat([0, 1], 60)
    order = rng.permutation(120)
    return {
        "n_components": 2,
        "X": X[order],
        "y": [["zebra", "ape"][c] for c in y[order]] if named else y[order],
        "X_new": rng.permutation(np.repeat(corners, 3, axis=0)) + rng.normal(scale=0.5, size=(12, 2)),
    }


def _few_rows(rng):
    """A class of one row and one of two, with three components: new points lie at the rows and far from any."""
    X = np.array([[0.0, 0.0], [6.0, 1.0], [5.0, -4.0]]) + rng.normal(scale=0.3, size=(3, 2))
    order = rng.permutation(3)
    far = np.array([[-3.0, 2.0], [9.0, 2.0]])
    y = np.array([4, 2, 2])
    return {"n_components": 3, "X": X[order], "y": y[order], "X_new": np.concatenate([X, far])}


def _lone_row(rng):
    """A class of one row, away from the origin: a second component on it would be an empty one, and lie at the origin."""
    X = np.concatenate([rng.normal(3.0, 0.3, size=(1, 2)), rng.normal(90.0, 10.0, size=(12, 2))])
    order = rng.permutation(13)
    new = np.concatenate([np.zeros((1, 2)), X[:2] + 0.1])
    return {"n_components": 2, "X": X[order], "y": (order == 0).astype(int), "X_new": new}


def _crossed(rng):
    """A class of one row, and two of two blobs each; new points beside the row, and where the two classes cross."""
    while True:
        row = rng.normal(8.0, 0.5, size=(1, 2))
        blobs = [[3.0, 0.0], [-3.0, 0.0], [0.0, 3.0], [0.0, -3.0]]
        classes = np.split(np.repeat(blobs, 20, axis=0) + rng.normal(size=(80, 2)), 2)
        crossing = rng.normal(scale=0.4, size=(8, 2))
        if all(_fits_alike(rows, crossing) for rows in classes):
            break
    y, order = np.repeat([5, 9, 2], [1, 40, 40]), rng.permutation(81)
    args = {"n_components": 2, "X": np.concatenate([row, *classes])[order], "y": y[order]}
    return args | {"X_new": np.concatenate([crossing, _in_doubt(row, args)])}


def _fits_alike(rows, new):
    """Whether EM ends at one mixture wherever it starts: a right answer may start anywhere."""
    starts = [(init, seed) for init in ("kmeans", "k-means++", "random_from_data") for seed in range(4)]
    scores = [
        GaussianMixture(2, init_params=i, random_state=s).fit(rows).score_samples(new) for i, s in starts
    ]
    return np.ptp(scores, axis=0).max() < 2e-3


def _in_doubt(row, args):
    """The four points beside a lone row where it is least sure that they are of its class."""
    beside = row + np.linspace(0.0, 0.05, 2000)[:, None] * np.array([[1.0, 0.0]])
    sure = estimators.classifier(GMMClassifier, args | {"X_new": beside})["probabilities"].max(axis=1)
    return beside[np.argsort(sure)[:4]]


def _asked(rng, spoil=None):
    """Two blobs far apart and new points near them; spoilt in a way that scikit-learn's checks name, or not at all."""
    X = np.repeat([[0.0, 0.0], [_APART, _APART]], 15, axis=0) + rng.normal(size=(30, 2))
    near = rng.integers(2, size=4)
    question = {
        "X": X,
        "y": np.repeat(rng.permutation(9)[:2], 15),
        "X_new": _APART * near[:, None] + rng.normal(size=(4, 2)),
    }
    return question | (_SPOILT[spoil](question, rng) if spoil else {})


def _with(array, rng, value):
    spoilt = array.copy()
    spoilt[rng.integers(len(array)), rng.integers(2)] = value
    return spoilt


_SPOILT = {
    "nan": lambda q, rng: {"X": _with(q["X"], rng, np.nan)},
    "infinite": lambda q, rng: {"X": _with(q["X"], rng, -np.inf)},
    "new nan": lambda q, rng: {"X_new": _with(q["X_new"], rng, np.nan)},
    "one feature too few": lambda q, rng: {"X_new": q["X_new"][:, :1]},
    "one feature too many": lambda q, rng: {"X_new": np.hstack([q["X_new"], q["X_new"][:, :1]])},
    "labels missing": lambda q, rng: {"y": q["y"][:-1]},
    "flat": lambda q, rng: {"X": q["X"][:, 0]},
    "new and flat": lambda q, rng: {"X_new": q["X_new"][:, 0]},
    "no classes": lambda q, rng: {"y": rng.normal(size=30)},
    "empty": lambda q, rng: {"X": q["X"][:0], "y": q["y"][:0]},
}


def _questions(rng):
    """As many with good data as with spoilt, one of them unfitted; in any order."""
    kinds = [None] * 8 + list(rng.permutation(list(_SPOILT))[:7])
    asked = [_asked(rng, kind) for kind in kinds] + [{"X_new": _asked(rng)["X_new"]}]
    return [asked[i] for i in rng.permutation(len(asked))]


def _class_cases(rng):
    return {
        "one": [_classes(rng, 1, (60, 15), 1.5), _classes(rng, 1, (12, 40, 30), 2.0, dims=3)],
        "two": [_chequered(rng, False), _chequered(rng, True)],
        "few": [_few_rows(rng), _lone_row(rng), _crossed(rng)],
        "checks": [{"n_components": 2, "questions": _questions(rng)}],
    }


def _class_truth(**args):
    """The reference's answer; that its own scikit-learn checks pass is shown in the tests."""
    if "questions" in args:
        return {"failed": [], "answers": estimators.answers(GMMClassifier, args)}
    return estimators.classifier(GMMClassifier, args)


GMM_CLASSIFIER = Exercise(
    id="GMMClassifier",
    title="A classifier made of mixtures",
    points=4,
    minutes=30,
    difficulty=3,
    reference=GMMClassifier,
    public=_class_cases(np.random.default_rng(33)),
    hidden=_class_cases,
    truth=_class_truth,
    probe="estimators.classifier",
    properties=(
        Property("one component a class: the probabilities", on="one", part="probabilities", tolerance=NEAR),
        Property("one component a class: the predictions", on="one", part="labels", share=0.5),
        Property("classes in two pieces", on="two", part="labels"),
        Property("fewer rows than components", on="few", part="probabilities", tolerance=NEAR, share=0.5),
        Property("scikit-learn's check_estimator passes", on="checks", compare="estimators.passes_checks"),
    ),
)


@GMM_CLASSIFIER.wrong(
    "no class prior",
    hint="You compared p(x given class) alone. A class that is four times as common deserves four times the benefit of the doubt: where does Bayes' rule put that?",
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


@GMM_CLASSIFIER.wrong(
    "responsibilities as class scores",
    hint="predict_proba of a class's mixture says which of its own components a point belongs to. It sums to 1 within every class, so it cannot tell the classes apart. How likely is the point under each mixture?",
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


@GMM_CLASSIFIER.wrong(
    "argmax of cluster labels",
    hint="You compared what predict of each mixture returns: the number of a component, in an arbitrary order. The largest of such numbers means nothing. Which number says how well a mixture explains the point?",
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


@GMM_CLASSIFIER.wrong(
    "one GMM for all",
    hint="You fitted one mixture to all points and read its components as classes. It never saw the labels: which points should the mixture of a class see?",
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


@GMM_CLASSIFIER.alternative
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


@GMM_CLASSIFIER.alternative
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


@GMM_CLASSIFIER.alternative
class LogProbabilitiesFirst(ClassifierMixin, BaseEstimator):
    def __init__(self, n_components=1, covariance_type="full", random_state=None):
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.random_state = random_state

    def fit(self, X, y):
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, index = np.unique(y, return_inverse=True)
        self.models_, self.log_priors_ = [], []
        for c in range(len(self.classes_)):
            rows = X[index == c]
            model = GaussianMixture(
                min(self.n_components, len(rows)),
                covariance_type=self.covariance_type,
                random_state=self.random_state,
            )
            self.models_.append(model.fit(rows if len(rows) > 1 else np.tile(rows, (2, 1))))
            self.log_priors_.append(np.log(len(rows)) - np.log(len(X)))
        return self

    def predict_log_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        joint = [
            prior + model.score_samples(X)
            for prior, model in zip(self.log_priors_, self.models_, strict=True)
        ]
        return np.transpose(joint - np.logaddexp.reduce(joint, axis=0))

    def predict_proba(self, X):
        return np.exp(self.predict_log_proba(X))

    def predict(self, X):
        best = self.predict_log_proba(X).argmax(axis=1)
        return self.classes_[best]
