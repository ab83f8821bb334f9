"""Week 2, the exercises on classifiers: Gaussian discriminants, naive Bayes, logistic regression."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import classification

NAN = np.nan


def _covariance(rng, dims):
    root = rng.normal(size=(dims, dims))
    return root @ root.T + 0.5 * np.eye(dims)


def _classes(rng, n, dims, equal=False):
    cov0 = _covariance(rng, dims)
    return {
        "x": rng.normal(size=(n, dims)),
        "prior": float(rng.uniform(0.1, 0.35)),
        "mean0": rng.normal(size=dims),
        "cov0": cov0,
        "mean1": rng.normal(size=dims),
        "cov1": cov0 if equal else 2.5 * _covariance(rng, dims),
    }


def _many_dims(seed, dims, scale):
    """Classes in so many dimensions that the determinant leaves the range of a float."""
    step = 0.3 * np.sqrt(scale)
    return {
        "x": Build("arrays.normal", {"seed": seed, "shape": [4, dims], "std": float(np.sqrt(scale))}),
        "prior": 0.3,
        "mean0": np.zeros(dims),
        "cov0": Build("arrays.covariance", {"seed": seed + 1, "dims": dims, "scale": scale}),
        "mean1": np.full(dims, step),
        "cov1": Build("arrays.covariance", {"seed": seed + 2, "dims": dims, "scale": 1.2 * scale}),
    }


ONE_DIM = {
    "x": np.array([[0.0], [1.0], [4.0]]),
    "prior": 0.25,
    "mean0": np.array([0.0]),
    "cov0": np.array([[1.0]]),
    "mean1": np.array([3.0]),
    "cov1": np.array([[9.0]]),
}
TWO_DIMS = {
    "x": np.array([[0.0, 0.0], [1.0, -1.0]]),
    "prior": 0.4,
    "mean0": np.array([0.0, 1.0]),
    "cov0": np.array([[2.0, 0.5], [0.5, 1.0]]),
    "mean1": np.array([1.0, 0.0]),
    "cov1": np.array([[1.0, 0.0], [0.0, 4.0]]),
}

GDA_LOG_ODDS = Exercise(
    id="gda_log_odds",
    title="The log-odds of two Gaussians",
    points=3,
    minutes=15,
    difficulty=2,
    reference=classification.gda_log_odds,
    public={
        "main": [ONE_DIM, TWO_DIMS],
        "equal": [{**TWO_DIMS, "cov1": TWO_DIMS["cov0"]}],
        "many": [_many_dims(3, 200, 1e-4)],
    },
    hidden=lambda rng: {
        "main": [_classes(rng, n, dims) for n, dims in ((5, 1), (6, 2), (3, 5))],
        "equal": [_classes(rng, 5, 3, equal=True)],
        "many": [_many_dims(int(rng.integers(10**6)), 250, scale) for scale in (1e-4, 1e4)],
    },
    properties=(
        Property("the value"),
        Property("equal covariances, where it is linear in x", on="equal", share=0.5),
        Property("two hundred dimensions", on="many", share=0.5),
    ),
)


def _labelled(rng, counts, dims):
    """Features and labels, the classes different in size, centre and spread."""
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    spread = rng.uniform(0.5, 2.0, size=(len(counts), dims))
    return {"X": rng.normal(size=(y.size, dims)) * spread[y] + 2.0 * y[:, None], "y": y}


NAIVE_BAYES_FIT = Exercise(
    id="naive_bayes_fit",
    title="Fit naive Bayes",
    points=2,
    minutes=10,
    difficulty=1,
    reference=classification.naive_bayes_fit,
    public={
        "main": [
            {"X": np.array([[0.0], [2.0], [4.0], [5.0], [9.0]]), "y": np.array([0, 0, 0, 1, 1])},
            {
                "X": np.array([[0.0, 1.0], [5.0, 3.0], [2.0, 2.0], [7.0, 9.0], [6.0, 3.0]]),
                "y": np.array([0, 1, 0, 1, 1]),
            },
        ],
        "one": [{"X": np.array([[1.0, 0.0], [3.0, 5.0], [8.0, 2.0]]), "y": np.array([0, 0, 1])}],
    },
    hidden=lambda rng: {
        "main": [_labelled(rng, (7, 4), 2), _labelled(rng, (9, 14, 5), 4)],
        "one": [_labelled(rng, (6, 1), 3)],
    },
    properties=(
        Property("the class priors", part=0),
        Property("the means", part=1),
        Property("the variances", part=2),
        Property("a class of one point has variance 0", on="one", part=2, share=0.5),
    ),
)

MODEL = {
    "priors": np.array([0.25, 0.75]),
    "means": np.array([[0.0, 1.0], [2.0, 0.0]]),
    "vars": np.array([[1.0, 4.0], [9.0, 0.25]]),
}
NARROW = {
    "X": np.array([[1e-4, -2e-4], [3e-4, 1e-4]]),
    "priors": np.array([0.25, 0.75]),
    "means": np.zeros((2, 2)),
    "vars": np.array([[1e-8, 4e-8], [9e-8, 1e-8]]),
}


def _model(rng, classes, dims, scale=1.0):
    return {
        "priors": rng.dirichlet(np.full(classes, 2.0)) * 0.8 + 0.2 / classes,
        "means": rng.normal(size=(classes, dims)) * np.sqrt(scale),
        "vars": rng.uniform(0.2, 4.0, size=(classes, dims)) * scale,
    }


def _rows(rng, n, dims, missing=0.0, scale=1.0):
    """Feature rows; where some are missing, the first is missing in the first row at least."""
    X = rng.normal(size=(n, dims)) * np.sqrt(scale)
    if missing:
        X[rng.random(X.shape) < missing] = NAN
        X[0, 0], X[0, -1] = NAN, 1.0
    return X


def _many_features(seed, features):
    model = {name: Build("arrays.normal", {"seed": seed + i, "shape": [2, features], "mean": m, "std": s})
             for i, (name, m, s) in enumerate((("means", 0.0, 1.0), ("vars", 2.0, 0.2)))}
    X = Build("arrays.normal", {"seed": seed + 2, "shape": [3, features], "std": 4.0})
    return {"X": X, "priors": np.array([0.4, 0.6]), **model}


NAIVE_BAYES_LOG_POSTERIOR = Exercise(
    id="naive_bayes_log_posterior",
    title="Classify, even with features missing",
    points=4,
    minutes=20,
    difficulty=2,
    reference=classification.naive_bayes_log_posterior,
    public={
        "main": [{"X": np.array([[0.0, 0.0], [1.0, 2.0], [3.0, -1.0]]), **MODEL}],
        "missing": [{"X": np.array([[1.0, NAN], [NAN, 2.0]]), **MODEL}],
        "nothing": [{"X": np.array([[NAN, NAN]]), **MODEL}],
        "narrow": [NARROW],
        "many": [_many_features(5, 400)],
    },
    hidden=lambda rng: {
        "main": [{"X": _rows(rng, 6, dims), **_model(rng, k, dims)} for k, dims in ((2, 3), (4, 2))],
        "missing": [{"X": _rows(rng, 6, 4, missing=0.4), **_model(rng, 3, 4)}],
        "nothing": [{"X": np.full((1, 3), NAN), **_model(rng, 3, 3)}],
        "narrow": [{"X": _rows(rng, 4, 3, scale=1e-8), **_model(rng, 2, 3, scale=1e-8)}],
        "many": [_many_features(int(rng.integers(10**6)), 500)],
    },
    properties=(
        Property("the log posterior"),
        Property("a missing feature says nothing", on="missing"),
        Property("nothing seen gives back the prior", on="nothing", share=0.5),
        Property("features of a small scale", on="narrow", share=0.5),
        Property("hundreds of features", on="many", share=0.5),
    ),
)


def _regression(rng, n, dims):
    y = rng.permutation(np.arange(n) % 2)
    return {"w": rng.normal(size=dims), "b": float(rng.normal()), "X": rng.normal(size=(n, dims)), "y": y}


LOGISTIC_NLL = Exercise(
    id="logistic_nll",
    title="The loss of logistic regression",
    points=2,
    minutes=10,
    difficulty=2,
    reference=classification.logistic_nll,
    public={
        "main": [
            {"w": np.array([1.0]), "b": 0.0, "X": np.array([[0.0], [2.0], [-1.0]]), "y": np.array([1, 1, 0])},
            {
                "w": np.array([1.0, -2.0]),
                "b": 0.5,
                "X": np.array([[1.0, 1.0], [0.0, 2.0]]),
                "y": np.array([0, 1]),
            },
        ],
        "extreme": [
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([0, 0])},
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([1, 1])},
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([1, 0])},
        ],
    },
    hidden=lambda rng: {
        "main": [_regression(rng, n, dims) for n, dims in ((5, 1), (8, 3))],
        "extreme": [
            {"w": np.array([float(s)]), "b": 1.0, "X": np.array([[1.0], [-0.9], [0.8]]), "y": np.array(labels)}
            for s in rng.uniform(900, 1100, size=2)
            for labels in ([0, 1, 1], [1, 1, 0])
        ],
    },
    properties=(
        Property("the mean loss"),
        Property("logits of a thousand", on="extreme"),
    ),
)

EXERCISES = (GDA_LOG_ODDS, NAIVE_BAYES_FIT, NAIVE_BAYES_LOG_POSTERIOR, LOGISTIC_NLL)
