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
    hint="Your rows are the log of the joint p(x, y), less something that is not the same as its normaliser, or less nothing. Take exp of a row and add it up: a posterior should give 1. What must be subtracted from each row?",
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
    hint="You added a small number to the standard deviation or to the variance, or kept it above one. What is small depends on the feature's unit: is it needed, when no variance is zero?",
)
def log_std_plus_eps(X, priors, means, vars):
    std = np.sqrt(vars)
    terms = -0.5 * (X[:, None] - means) ** 2 / vars - np.log(std + 1e-6)
    scores = np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "densities multiplied until they underflow",
    hint="Somewhere a small number becomes exactly 0, a product of hundreds of densities or the probability of a hopeless class, and its logarithm is minus infinity. What is the logarithm of a product, and how is a posterior normalised in logarithms?",
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


def _terms(X, means, vars):
    """The features' log-densities (N, K, D), 0 where one is missing."""
    return np.nan_to_num(-0.5 * ((X[:, None] - means) ** 2 / vars + np.log(2 * np.pi * vars)), nan=0.0)


def _normalised(joint):
    return joint - logsumexp(joint, axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("the joint without 2 pi", like="not normalised")
def unnormalised_without_2pi(X, priors, means, vars):
    seen = (~np.isnan(X)).sum(axis=1, keepdims=True)
    return np.log(priors) + _terms(X, means, vars).sum(axis=2) + 0.5 * np.log(2 * np.pi) * seen


@NAIVE_BAYES_LOG_POSTERIOR.wrong("less the largest", like="not normalised")
def less_the_largest(X, priors, means, vars):
    joint = np.log(priors) + _terms(X, means, vars).sum(axis=2)
    return joint - joint.max(axis=1, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "a probability, not its logarithm",
    hint="Your answers are probabilities. Asked is their logarithm, which tells 1e-400 from 0: can you leave out the last step?",
)
def posterior_itself(X, priors, means, vars):
    return np.exp(_normalised(np.log(priors) + _terms(X, means, vars).sum(axis=2)))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "normalised over the rows",
    hint="What sums to 1 in your answer are not the classes of one row. Each row of X has a posterior of its own: along which axis do its classes lie?",
)
def normalised_over_the_rows(X, priors, means, vars):
    joint = np.log(priors) + _terms(X, means, vars).sum(axis=2)
    return joint - logsumexp(joint, axis=0, keepdims=True)


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "the normaliser underflows", like="densities multiplied until they underflow"
)
def normaliser_underflows(X, priors, means, vars):
    joint = np.log(priors) + _terms(X, means, vars).sum(axis=2)
    with np.errstate(all="ignore"):
        return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "a density or posterior kept from 0",
    hint="You added something to a probability or a density before its logarithm. What is next to impossible has a logarithm of minus hundreds: what does yours say, and in what could you calculate instead, so that nothing becomes 0?",
)
def posterior_padded(X, priors, means, vars, epsilon=1e-12):
    return np.log(posterior_itself(X, priors, means, vars) + epsilon)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-300 added to the posterior", like="a density or posterior kept from 0")
def posterior_padded_by_300(X, priors, means, vars):
    return posterior_padded(X, priors, means, vars, 1e-300)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-12 added to each density", like="a density or posterior kept from 0")
def densities_padded(X, priors, means, vars, epsilon=1e-12):
    density = np.exp(-0.5 * (X[:, None] - means) ** 2 / vars) / np.sqrt(2 * np.pi * vars)
    logs = np.where(np.isnan(X)[:, None], 0.0, np.log(density + epsilon))
    return _normalised(np.log(priors) + logs.sum(axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "a half lost",
    hint="The log-density of a Gaussian holds minus one half of the squared distance, and one half of the log of the variance. Are both halves there?",
)
def half_of_the_log_lost(X, priors, means, vars):
    terms = -0.5 * (X[:, None] - means) ** 2 / vars - np.log(vars)
    return _normalised(np.log(priors) + np.nansum(terms, axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong("the half of the distance lost", like="a half lost")
def half_of_the_distance_lost(X, priors, means, vars):
    terms = -((X[:, None] - means) ** 2) / vars - 0.5 * np.log(vars)
    return _normalised(np.log(priors) + np.nansum(terms, axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong("both halves lost", like="a half lost")
def both_halves_lost(X, priors, means, vars):
    terms = -((X[:, None] - means) ** 2) / vars - np.log(vars)
    return _normalised(np.log(priors) + np.nansum(terms, axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "variances taken as standard deviations",
    hint="You took the variances for standard deviations. Which of the two has the feature's own unit, and which one does your formula or function want?",
)
def variances_for_deviations(X, priors, means, vars):
    return _normalised(np.log(priors) + _terms(X, means, vars**2).sum(axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "sign of the normaliser",
    hint="A wide class is low everywhere near its centre. In your scores a larger variance speaks *for* its class there: is that so?",
)
def normaliser_turned_round(X, priors, means, vars):
    terms = -0.5 * (X[:, None] - means) ** 2 / vars + 0.5 * np.log(vars)
    return _normalised(np.log(priors) + np.nansum(terms, axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "missing features filled in",
    hint="You put a number for a missing feature: a mean, of the column or of the classes. That claims that it was seen. What is left of a factor p(x_d | y) when x_d is integrated out?",
)
def filled_by_the_column(X, priors, means, vars):
    counts = (~np.isnan(X)).sum(axis=0)
    middle = np.nansum(X, axis=0) / np.maximum(counts, 1)
    return _normalised(np.log(priors) + _terms(np.where(np.isnan(X), middle, X), means, vars).sum(axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "missing features not left out",
    hint="A missing feature is nan, and one nan in a sum makes all of it nan. What is left of a factor p(x_d | y) when x_d is integrated out?",
)
def missing_not_left_out(X, priors, means, vars):
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars))
    return _normalised(np.log(priors) + terms.sum(axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong(
    "what was seen is thrown away with what is missing",
    hint="You throw away more than the missing feature: the rest of its row, or the same feature of the other rows. What do those that were seen still tell?",
)
def row_thrown_away(X, priors, means, vars):
    joint = np.log(priors) + _terms(X, means, vars).sum(axis=2)
    return _normalised(np.where(np.isnan(X).any(axis=1, keepdims=True), np.log(priors), joint))


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-4 added to the variances", like="log(std + eps)")
def variances_padded_by_4(X, priors, means, vars):
    return padded_variances(X, priors, means, vars, 1e-4)


def _padded_in_the_log(X, priors, means, vars, epsilon):
    terms = -0.5 * (X[:, None] - means) ** 2 / vars - 0.5 * np.log(vars + epsilon)
    return _normalised(np.log(priors) + np.nansum(terms, axis=2))


@NAIVE_BAYES_LOG_POSTERIOR.wrong("1e-6 added in the logarithm", like="log(std + eps)")
def padded_in_the_log_by_6(X, priors, means, vars):
    return _padded_in_the_log(X, priors, means, vars, 1e-6)


@NAIVE_BAYES_LOG_POSTERIOR.wrong("variances of 1e-6 at least", like="log(std + eps)")
def variances_from_6(X, priors, means, vars, least=1e-6):
    return _normalised(np.log(priors) + _terms(X, means, np.maximum(vars, least)).sum(axis=2))


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
