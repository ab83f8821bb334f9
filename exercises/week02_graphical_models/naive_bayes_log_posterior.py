"""Classify, even with features missing: the questions of `naive_bayes_log_posterior`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import classification

NAN = np.nan


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


def _moved(case, by):
    """The same question, all features moved `by`."""
    return case | {"X": case["X"] + by, "means": case["means"] + by}


def _one_row_far_out(rng, dims):
    """Rows near the classes, and one that is thousands of nats less likely under each."""
    X = _rows(rng, 3, dims)
    X[1] += 300.0
    return {"X": X, **_model(rng, 3, dims)}


def _nearly_all_missing(rng, classes):
    """Four features, of which one row shows one, another three."""
    X = _rows(rng, 3, 4)
    X[0, 1:], X[2, 2] = NAN, NAN
    return {"X": X, **_model(rng, classes, 4)}


def _far_from_all_but_one(rng):
    """Points at the mean of their own class, fifty standard deviations from the other's."""
    model = _model(rng, 2, 2) | {"means": np.array([[0.0, 0.0], [200.0, -150.0]])}
    return {"X": model["means"] + rng.normal(scale=0.1, size=(2, 2)), **model}


def _many_features(seed, features, unit=1.0):
    model = {
        name: Build("arrays.normal", {"seed": seed + i, "shape": [2, features], "mean": m, "std": s})
        for i, (name, m, s) in enumerate((("means", 0.0, unit), ("vars", 2.0 * unit**2, 0.2 * unit**2)))
    }
    X = Build("arrays.normal", {"seed": seed + 2, "shape": [3, features], "std": 4.0 * unit})
    return {"X": X, "priors": np.array([0.4, 0.6]), **model}


NAIVE_BAYES_LOG_POSTERIOR = Exercise(
    id="naive_bayes_log_posterior",
    title="Classify, even with features missing",
    points=4,
    minutes=20,
    difficulty=2,
    reference=classification.naive_bayes_log_posterior,
    public={
        "main": [
            {"X": np.array([[0.0, 0.0], [1.0, 2.0], [3.0, -1.0]]), **MODEL},
            _moved({"X": np.array([[0.25, 0.5], [1.5, -1.0]]), **MODEL}, 1e6 + 0.1),
            {"X": np.array([[1.0, 0.5]]), **MODEL, "priors": np.array([1e-6, 1 - 1e-6])},
        ],
        "missing": [
            {"X": np.array([[1.0, NAN], [NAN, 2.0]]), **MODEL},
            _nearly_all_missing(np.random.default_rng(7), 2),
        ],
        "nothing": [{"X": np.array([[NAN, NAN]]), **MODEL}],
        "narrow": [NARROW],
        "far": [{"X": np.array([[0.0, 0.0], [80.0, 1.0]]), **MODEL}]
        + [{"X": np.array([[0.0, 0.0], [900.0, 40.0]]), **MODEL}],
        "many": [_many_features(5, 400), _many_features(6, 400, 0.1)],
    },
    hidden=lambda rng: {
        "main": [
            {"X": _rows(rng, 6, dims), **_model(rng, k, dims)}
            for k, dims in ((2, 3), (4, 2), (3, 1), (2, 2), (1, 3))
        ]
        + [
            {"X": _rows(rng, 1, 3), **_model(rng, 3, 3)},
            _moved({"X": _rows(rng, 3, 3), **_model(rng, 3, 3)}, -1e6 + 0.1),
            {"X": _rows(rng, 3, 2), **_model(rng, 3, 2), "priors": np.array([1e-7, 1e-5, 1 - 1e-7 - 1e-5])},
        ],
        "missing": [{"X": _rows(rng, n, 4, missing=0.4), **_model(rng, k, 4)} for n, k in ((6, 3), (1, 5))]
        + [_nearly_all_missing(rng, 3)],
        "nothing": [
            {"X": np.full((1, 3), NAN), **_model(rng, 3, 3)},
            {"X": np.full((4, 1), NAN), **_model(rng, 2, 1)},
        ],
        "narrow": [
            {"X": _rows(rng, 4, 3, scale=s), **_model(rng, k, 3, scale=s)}
            for s, k in ((1e-8, 2), (1e-14, 3), (1e8, 2))
        ],
        "far": [*(_far_from_all_but_one(rng) for _ in range(2)), _one_row_far_out(rng, 3)],
        "many": [_many_features(int(rng.integers(10**6)), 500, unit) for unit in (1.0, 0.1)],
    },
    properties=(
        Property("the log posterior"),
        Property("a missing feature says nothing", on="missing"),
        Property("nothing seen gives back the prior", on="nothing", share=0.5),
        Property("features of a small scale", on="narrow", share=0.5),
        Property("finite where a class is next to impossible", on="far", share=0.5),
        Property("hundreds of features", on="many", share=0.5),
    ),
)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "not normalised",
    hint="You returned the log of the joint p(x, y). Take exp of a row and add it up: a posterior should give 1. What must be subtracted from each row?",
)
def unnormalised(X, priors, means, vars):
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(2 * np.pi * vars))
    return np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "the printed kernel: no 1/2, no normaliser",
    hint="exp(-d^2/s^2) is not the Gaussian: its exponent lacks a factor, and with variances that differ between classes the factor in front does not cancel. What does a wide class pay for being wide?",
)
def printed_kernel(X, priors, means, vars):
    terms = -((X[:, None] - means) ** 2) / vars
    scores = np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "missing features taken as 0",
    hint="You put 0 for a missing feature, which claims that 0 was seen. What is left of a factor p(x_d | y) when x_d is integrated out?",
)
def imputed_by_zero(X, priors, means, vars):
    X = np.nan_to_num(X)
    scores = np.log(priors) - 0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars)).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "log(std + eps)",
    hint="You added a small number to the standard deviation or to the variance. It is not small for a feature measured in microns: is it needed, when no variance is zero?",
)
def log_std_plus_eps(X, priors, means, vars):
    std = np.sqrt(vars)
    terms = -0.5 * (X[:, None] - means) ** 2 / vars - np.log(std + 1e-6)
    scores = np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "densities multiplied until they underflow",
    hint="You multiplied densities. Hundreds of small ones give exactly 0, and its logarithm is minus infinity in each class. What is the logarithm of a product, and how is a posterior normalised in logarithms?",
)
def product_of_densities(X, priors, means, vars):
    density = np.exp(-0.5 * (X[:, None] - means) ** 2 / vars) / np.sqrt(2 * np.pi * vars)
    joint = priors * np.where(np.isnan(X)[:, None], 1, density).prod(axis=2)
    with np.errstate(all="ignore"):
        return np.log(joint / joint.sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "prior left out",
    hint="You used the features alone. With no feature seen at all, what should the posterior be?",
)
def posterior_without_prior(X, priors, means, vars):
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars))
    scores = np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong("a tiny number added to the variances", like="log(std + eps)")
def padded_variances(X, priors, means, vars, epsilon=1e-9):
    padded = vars + epsilon
    joint = np.log(priors) + np.nansum(
        -0.5 * np.log(2 * np.pi * padded) - (X[:, None] - means) ** 2 / (2 * padded), axis=2
    )
    return joint - logsumexp(joint, axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "missing features taken as the class's mean",
    hint="A missing feature counts as if each class had seen its own mean, so a narrow class gains by it. What is left of a factor p(x_d | y) when x_d is integrated out?",
)
def imputed_by_the_mean(X, priors, means, vars):
    distances = np.nan_to_num(X[:, None] - means)
    joint = np.log(priors) - 0.5 * (distances**2 / vars + np.log(vars)).sum(axis=2)
    return joint - logsumexp(joint, axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "no normaliser",
    hint="Your exponent is right, but the factor in front of it does not cancel when the variances differ between the classes. What does a wide class pay for being wide?",
)
def no_normaliser(X, priors, means, vars):
    joint = np.log(priors) + np.nansum(-0.5 * (X[:, None] - means) ** 2 / vars, axis=2)
    return joint - logsumexp(joint, axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-6 added to the variances", like="log(std + eps)")
def variances_padded_by_6(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-6)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-8 added to the variances", like="log(std + eps)")
def variances_padded_by_8(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-8)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-10 added to the variances", like="log(std + eps)")
def variances_padded_by_10(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-10)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-12 added to the variances", like="log(std + eps)")
def variances_padded_by_12(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-12)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-20 added to the variances", like="log(std + eps)")
def variances_padded_by_20(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-20)


@NAIVE_BAYES_LOG_POSTERIOR.alternative
def posterior_by_loops(X, priors, means, vars):
    scores = np.zeros((len(X), len(priors)))
    for n, row in enumerate(X):
        for k in range(len(priors)):
            scores[n, k] = np.log(priors[k])
            for d, value in enumerate(row):
                if not np.isnan(value):
                    scores[n, k] -= (value - means[k, d]) ** 2 / (2 * vars[k, d])
                    scores[n, k] -= 0.5 * np.log(2 * np.pi * vars[k, d])
    return scores - logsumexp(scores, axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.alternative
def posterior_scipy(X, priors, means, vars):
    from scipy.special import log_softmax
    from scipy.stats import norm

    terms = norm.logpdf(X[:, None, :], means, np.sqrt(vars))
    return log_softmax(np.log(priors) + np.nansum(terms, axis=2), axis=1)


@NAIVE_BAYES_LOG_POSTERIOR.alternative
def posterior_in_loops(X, priors, means, vars):
    from scipy.stats import norm

    rows = []
    for point in X:
        seen = ~np.isnan(point)
        scores = [
            np.log(priors[k]) + norm.logpdf(point[seen], means[k][seen], np.sqrt(vars[k][seen])).sum()
            for k in range(len(priors))
        ]
        rows.append(scores - np.logaddexp.reduce(scores))
    return rows
