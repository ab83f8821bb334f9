"""What one part of a Gaussian says about the rest: the questions of `gaussian_conditional`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import CORRELATED, covariance
from gmcourse.reference import probability


def _observation(rng, dims, observed):
    return {
        "mean": rng.normal(size=dims),
        "cov": covariance(rng, dims),
        "observed": np.array(observed, dtype=int),
        "values": rng.normal(size=len(observed)) + 1.0,
    }


def _nearly_alike():
    """Two coordinates that nearly agree: their small difference tells as much as each of them."""
    return {
        "mean": np.array([0.0, 1.0, 0.0]),
        "cov": np.array([[1.0, 0.9999, 0.3], [0.9999, 1.0, 0.303], [0.3, 0.303, 1.0]]),
        "observed": np.array([0, 1]),
        "values": np.array([0.5, 1.51]),
    }


def _small_unit(rng, dims, observed):
    """The first coordinate in a unit a hundred thousand times as large as the others'."""
    case, unit = _observation(rng, dims, observed), np.ones(dims)
    unit[0] = 1e-5
    case["cov"] = case["cov"] * np.outer(unit, unit)
    case["values"] = np.where(case["observed"] == 0, case["mean"][0] + 1e-5, case["values"])
    return case


GAUSSIAN_CONDITIONAL = Exercise(
    id="gaussian_conditional",
    title="What one part of a Gaussian says about the rest",
    points=4,
    minutes=20,
    difficulty=3,
    reference=probability.gaussian_conditional,
    public={
        "main": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([1]),
                "values": np.array([3.0]),
            },
            {
                "mean": np.array([1.0, -1.0, 2.0, 0.0]),
                "cov": np.array([[2.0, 1, 0, 0.5], [1, 3, 0.5, 0], [0, 0.5, 1, 0.2], [0.5, 0, 0.2, 1]]),
                "observed": np.array([0, 2]),
                "values": np.array([2.0, 0.0]),
            },
            _nearly_alike(),
            {
                "mean": np.array([1.0, 2.0, 0.0]),
                "cov": np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]]),
                "observed": np.array([1]),
                "values": np.array([4]),
            },
        ],
        "order": [
            {
                "mean": np.array([1.0, 2.0, -1.0]),
                "cov": CORRELATED,
                "observed": np.array([2, 0]),
                "values": np.array([0.0, 4.0]),
            }
        ],
        "nothing": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([], dtype=int),
                "values": np.array([]),
            }
        ],
        "everything": [
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([0, 1]),
                "values": np.array([0.0, 3.0]),
            },
            {
                "mean": np.array([1.0, 2.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
                "observed": np.array([0]),
                "values": np.array([3.0]),
            },
        ],
    },
    hidden=lambda rng: {
        "main": [
            _observation(rng, dims, seen)
            for dims, seen in (
                (4, [1, 2]),
                (6, [0, 3, 4]),
                (3, [2]),
                (5, [0]),
                (4, [0, 1]),
                (7, [1, 2, 4, 6]),
            )
        ]
        + [
            _small_unit(rng, 4, [0, 2]),
            _nearly_alike(),
            _observation(rng, 4, [1, 3]) | {"values": rng.integers(-5, 5, size=2)},
        ],
        "order": [_observation(rng, 5, seen) for seen in ([3, 1], [4, 0, 2], [4, 3, 2, 0])],
        "nothing": [_observation(rng, 3, []), _observation(rng, 1, [])],
        "everything": [
            _observation(rng, dims, seen)
            for dims, seen in ((3, [0, 1, 2]), (3, [0, 2]), (1, [0]), (3, [2, 0, 1]))
        ],
    },
    properties=(
        Property("the mean", part=0),
        Property("the covariance", part=1),
        Property("observed coordinates in any order", on="order"),
        Property("nothing observed: the Gaussian itself", on="nothing", share=0.5),
        Property("everything observed: nothing is left; all but one: one is", on="everything", share=0.5),
    ),
)


@GAUSSIAN_CONDITIONAL.wrong(
    "no shift by the observed mean",
    hint="You used the observed values themselves. Only what is surprising about them tells anything: how far are they from what was expected?",
)
def conditional_unshifted(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, seen = cov[np.ix_(rest, observed)], cov[np.ix_(observed, observed)]
    gain = cross @ np.linalg.inv(seen)
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "sign of the Schur term",
    hint="Your conditional variance is larger than the marginal one. Can seeing something correlated make a Gaussian less certain? Look at the sign of the term that you add.",
)
def conditional_plus(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, seen = cov[np.ix_(rest, observed)], cov[np.ix_(observed, observed)]
    gain = cross @ np.linalg.inv(seen)
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] + gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "marginal returned",
    hint="You returned the marginal: what one believes before seeing anything. The observed values do not enter your answer. How do they move the mean, and how much certainty do they bring?",
)
def conditional_marginal(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    return mean[rest], cov[np.ix_(rest, rest)]


@GAUSSIAN_CONDITIONAL.wrong(
    "wrong block inverted",
    hint="You inverted the block of the coordinates that were not observed. A regression divides by the covariance of its inputs: which coordinates are the inputs here?",
)
def conditional_other_block(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, inner = cov[np.ix_(rest, observed)], cov[np.ix_(rest, rest)]
    gain = np.linalg.inv(inner) @ cross
    return mean[rest] + gain @ (values - mean[observed]), inner - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "block of the inverse",
    hint="You inverted all of cov and then cut out the observed block. The block of an inverse is not the inverse of the block: which of the two comes first?",
)
def conditional_block_of_inverse(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross = cov[np.ix_(rest, observed)]
    gain = cross @ np.linalg.inv(cov)[np.ix_(observed, observed)]
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "values paired in sorted order",
    hint="You paired the values with the observed coordinates in increasing order, as a boolean mask does. Coordinate observed[i] took the value values[i]: how can the order be kept?",
)
def conditional_sorted(mean, cov, observed, values):
    seen = np.zeros(len(mean), dtype=bool)
    seen[observed] = True
    cross = cov[~seen][:, seen]
    gain = cross @ np.linalg.inv(cov[seen][:, seen])
    return mean[~seen] + gain @ (values - mean[seen]), cov[~seen][:, ~seen] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong("differences paired in sorted order", like="values paired in sorted order")
def conditional_sorted_blocks(mean, cov, observed, values):
    rest, rising = np.setdiff1d(np.arange(len(mean)), observed), np.sort(observed)
    gain = np.linalg.solve(cov[np.ix_(rising, rising)], cov[np.ix_(rising, rest)]).T
    moved = mean[rest] + gain @ (values - mean[observed])
    return moved, cov[np.ix_(rest, rest)] - gain @ cov[np.ix_(rising, rest)]


@GAUSSIAN_CONDITIONAL.wrong("wrong block inverted, from the left", like="wrong block inverted")
def conditional_wrong_block_left(mean, cov, observed, values):
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    ab, inverse = cov[np.ix_(rest, observed)], np.linalg.inv(cov[np.ix_(rest, rest)])
    moved = mean[rest] + (values - mean[observed]) @ (inverse @ ab)
    return moved, cov[np.ix_(rest, rest)] - ab @ ab.T @ inverse


def _blocks(cov, observed):
    """The coordinates that are left, their covariance with the observed ones, and the gain."""
    rest = np.setdiff1d(np.arange(len(cov)), observed)
    cross = cov[np.ix_(rest, observed)]
    return rest, cross, np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T


@GAUSSIAN_CONDITIONAL.wrong(
    "the mean's step taken away",
    hint="Your mean moves the wrong way. Where a coordinate goes together with one that came out high, should its mean rise or fall?",
)
def conditional_step_away(mean, cov, observed, values):
    rest, cross, gain = _blocks(cov, observed)
    return mean[rest] - gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "the prior's covariance kept",
    hint="Your covariance is what it was before anything was seen. Seeing something correlated brings certainty: how much, and does it depend on the values?",
)
def conditional_same_cov(mean, cov, observed, values):
    rest, _, gain = _blocks(cov, observed)
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)]


@GAUSSIAN_CONDITIONAL.wrong(
    "the prior's mean kept",
    hint="Your mean is what it was before anything was seen. Where a coordinate goes together with one that came out high, what do you believe of it now?",
)
def conditional_same_mean(mean, cov, observed, values):
    rest, cross, gain = _blocks(cov, observed)
    return mean[rest], cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "the prior's mean forgotten",
    hint="Your mean is the step alone. If the observed values are just as expected, the step is 0: what should the mean be then?",
)
def conditional_step_alone(mean, cov, observed, values):
    rest, cross, gain = _blocks(cov, observed)
    return gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "not divided by the observed covariance",
    hint="You multiplied by the covariance with the observed coordinates and stopped there. A regression divides by the covariance of its inputs: where do you?",
)
def conditional_undivided(mean, cov, observed, values):
    rest, cross, _ = _blocks(cov, observed)
    return mean[rest] + cross @ (values - mean[observed]), cov[np.ix_(rest, rest)] - cross @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "only the variances of the observed",
    hint="You divided by the variances of the observed coordinates alone. Two of them that agree tell the same thing twice: which numbers of cov say so?",
)
def conditional_diagonal(mean, cov, observed, values):
    rest, cross, _ = _blocks(cov, observed)
    gain = cross / np.diag(cov)[observed]
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T


@GAUSSIAN_CONDITIONAL.wrong(
    "only the variances returned",
    hint="Your second answer is a vector of variances. What is left of the coordinates may still go together: what shape has a covariance?",
)
def conditional_variances(mean, cov, observed, values):
    rest, cross, gain = _blocks(cov, observed)
    return mean[rest] + gain @ (values - mean[observed]), np.diag(cov[np.ix_(rest, rest)] - gain @ cross.T)


@GAUSSIAN_CONDITIONAL.wrong(
    "the precision returned",
    hint="Your second answer is a block of the precision matrix. It is the inverse of what is asked: what turns it into a covariance?",
)
def conditional_precision_block(mean, cov, observed, values):
    rest, _, gain = _blocks(cov, observed)
    return mean[rest] + gain @ (values - mean[observed]), np.linalg.inv(cov)[np.ix_(rest, rest)]


@GAUSSIAN_CONDITIONAL.alternative
def conditional_precision(mean, cov, observed, values):
    rest = np.delete(np.arange(len(mean)), observed)
    precision = np.linalg.inv(cov)
    new_cov = np.linalg.inv(precision[np.ix_(rest, rest)])
    pull = precision[np.ix_(rest, observed)] @ (values - mean[observed])
    return mean[rest] - new_cov @ pull, new_cov


@GAUSSIAN_CONDITIONAL.alternative
def conditional_one_by_one(mean, cov, observed, values):
    mean, cov = mean.copy(), cov.copy()
    for index, value in zip(observed, values, strict=True):
        gain = cov[:, index] / cov[index, index]
        mean = mean + gain * (value - mean[index])
        cov = cov - np.outer(gain, cov[index])
    rest = [i for i in range(len(mean)) if i not in set(observed.tolist())]
    return mean[rest], cov[rest][:, rest]


@GAUSSIAN_CONDITIONAL.alternative
def conditional_by_precision(mean, cov, observed, values):
    rest = [i for i in range(len(mean)) if i not in set(observed.tolist())]
    precision = np.linalg.inv(cov)
    spread = np.linalg.inv(precision[np.ix_(rest, rest)])
    pull = precision[np.ix_(rest, observed)] @ (values - mean[observed])
    return mean[rest] - spread @ pull, spread
