"""Which component was it?: the questions of `responsibilities`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import FAR, LINE, POINTS, THETA, some_far, some_points
from gmcourse.reference import mixtures

RESPONSIBILITIES = Exercise(
    id="responsibilities",
    title="Which component was it?",
    points=3,
    minutes=10,
    difficulty=2,
    reference=mixtures.responsibilities,
    public={
        "main": [{"x": POINTS} | THETA, {"x": np.array([[0.0], [2.0]])} | LINE],
        "far": [{"x": FAR} | THETA],
    },
    hidden=lambda rng: {
        "main": some_points(rng),
        "far": some_far(rng),
    },
    properties=(
        Property("the responsibilities"),
        Property("a point far from all components still has an owner", on="far", share=0.5),
    ),
)


@RESPONSIBILITIES.wrong(
    "normalised over N",
    hint="Your columns sum to 1, your rows do not. A responsibility asks of one point: which component? Over what must the answers sum to 1: the points, or the components?",
)
def responsibilities_over_n(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    joint = np.stack(joint, axis=1)
    return np.exp(joint - logsumexp(joint, axis=0, keepdims=True))


@RESPONSIBILITIES.wrong(
    "no weights",
    hint="You compared the likelihoods alone. Bayes' rule also asks how common each component is before the point was seen.",
)
def responsibilities_no_weights(x, weights, means, covs):
    joint = np.stack(
        [np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1
    )
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))


@RESPONSIBILITIES.wrong(
    "hard",
    hint="You gave each point wholly to one component, as k-means does. Between two components the answer is in doubt: return the probabilities.",
)
def responsibilities_hard(x, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.eye(len(weights))[np.argmax(joint, axis=0)]


@RESPONSIBILITIES.wrong(
    "0 / 0 far away",
    hint="Far from all components each density is 0 in floats. Divided, clipped or replaced, it no longer tells which component is nearest. What is a division, when numbers are given by their logarithms?",
)
def responsibilities_underflow(x, weights, means, covs):
    joint = [w * np.atleast_1d(multivariate_normal(m, c).pdf(x)) for w, m, c in zip(weights, means, covs)]
    joint = np.stack(joint, axis=1)
    return joint / joint.sum(axis=1, keepdims=True)


@RESPONSIBILITIES.wrong("normalised over N, each point against its best", like="normalised over N")
def responsibilities_of_columns(x, weights, means, covs):
    logs = np.array(
        [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs, strict=True)
        ]
    ).T
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=0)


@RESPONSIBILITIES.wrong("a tiny number added to the sum", like="0 / 0 far away")
def responsibilities_padded(x, weights, means, covs, epsilon=1e-10):
    joint = np.array(
        [
            w * np.atleast_1d(multivariate_normal(m, c).pdf(x))
            for w, m, c in zip(weights, means, covs, strict=True)
        ]
    ).T
    return joint / (joint.sum(axis=1, keepdims=True) + epsilon)


@RESPONSIBILITIES.wrong("1e-6 added to the sum", like="0 / 0 far away")
def responsibilities_padded_by_6(x, weights, means, covs):
    return responsibilities_padded(x, weights, means, covs, 1e-6)


@RESPONSIBILITIES.wrong("1e-8 added to the sum", like="0 / 0 far away")
def responsibilities_padded_by_8(x, weights, means, covs):
    return responsibilities_padded(x, weights, means, covs, 1e-8)


@RESPONSIBILITIES.wrong("1e-12 added to the sum", like="0 / 0 far away")
def responsibilities_padded_by_12(x, weights, means, covs):
    return responsibilities_padded(x, weights, means, covs, 1e-12)


@RESPONSIBILITIES.wrong("1e-20 added to the sum", like="0 / 0 far away")
def responsibilities_padded_by_20(x, weights, means, covs):
    return responsibilities_padded(x, weights, means, covs, 1e-20)


@RESPONSIBILITIES.wrong("1e-300 added to the sum", like="0 / 0 far away")
def responsibilities_padded_by_300(x, weights, means, covs):
    return responsibilities_padded(x, weights, means, covs, 1e-300)


@RESPONSIBILITIES.wrong(
    "one maximum for all rows",
    hint="You shifted all rows by the same number. A point far from all components has only scores far below it, and all their exponentials are 0: which number suits its row?",
)
def responsibilities_of_one_maximum(x, weights, means, covs):
    joint = np.array(
        [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs, strict=True)
        ]
    ).T
    shares = np.exp(joint - joint.max())
    return shares / shares.sum(axis=1, keepdims=True)


def _log_joint(x, weights, means, covs):
    """(N, K) logarithms of weight times density."""
    parts = zip(weights, means, covs, strict=True)
    return np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in parts], axis=1
    )


@RESPONSIBILITIES.wrong(
    "no determinant",
    hint="You compared the weighted exponentials without the Gaussians' heights. A wide component spreads its probability thinner than a narrow one: what in its density says so?",
)
def responsibilities_without_determinant(x, weights, means, covs):
    joint = _log_joint(x, weights, means, covs) + 0.5 * np.linalg.slogdet(covs)[1]
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))


@RESPONSIBILITIES.wrong(
    "logarithms returned",
    hint="You returned logarithms. Responsibilities are probabilities: between which numbers do they lie?",
)
def responsibilities_in_logs(x, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    return joint - logsumexp(joint, axis=1, keepdims=True)


@RESPONSIBILITIES.wrong(
    "log-densities divided by their sum",
    hint="You divided logarithms by the sum of logarithms. Bayes' rule divides densities: what does it become in logarithms?",
)
def responsibilities_of_logs(x, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    return joint / joint.sum(axis=1, keepdims=True)


@RESPONSIBILITIES.wrong(
    "not normalised",
    hint="Your rows do not sum to 1: you returned weight times density. What does Bayes' rule divide by?",
)
def responsibilities_not_normalised(x, weights, means, covs):
    return np.exp(_log_joint(x, weights, means, covs))


@RESPONSIBILITIES.wrong(
    "only the diagonal of the covariance",
    hint="You used the variances alone. A tilted cloud has something off the diagonal: where does it enter?",
)
def responsibilities_diagonal(x, weights, means, covs):
    joint = _log_joint(x, weights, means, [np.diag(np.diag(c)) for c in covs])
    return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))


@RESPONSIBILITIES.wrong("0 where nothing is left", like="0 / 0 far away")
def responsibilities_zero_far_away(x, weights, means, covs):
    return np.nan_to_num(responsibilities_underflow(x, weights, means, covs))


@RESPONSIBILITIES.wrong("equal shares where nothing is left", like="0 / 0 far away")
def responsibilities_equal_far_away(x, weights, means, covs):
    return np.nan_to_num(responsibilities_underflow(x, weights, means, covs), nan=1 / len(weights))


@RESPONSIBILITIES.alternative
def responsibilities_softmax(x, weights, means, covs):
    from scipy.special import softmax

    parts = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return softmax(np.array(parts), axis=0).T


@RESPONSIBILITIES.alternative
def responsibilities_shifted(x, weights, means, covs):
    resp = np.empty((len(x), len(weights)))
    for k in range(len(weights)):
        resp[:, k] = np.log(weights[k]) + np.atleast_1d(multivariate_normal.logpdf(x, means[k], covs[k]))
    resp = np.exp(resp - resp.max(axis=1, keepdims=True))
    return resp / resp.sum(axis=1, keepdims=True)


@RESPONSIBILITIES.alternative
def responsibilities_by_ratios(x, weights, means, covs):
    from scipy.stats import multivariate_normal as gaussian

    scores = np.array(
        [
            np.log(w) + gaussian(m, c).logpdf(x).reshape(len(x))
            for w, m, c in zip(weights, means, covs, strict=True)
        ]
    )
    return [[1 / np.exp(scores[:, n] - score).sum() for score in scores[:, n]] for n in range(len(x))]
