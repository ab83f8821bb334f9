"""The most likely coin: the questions of `bernoulli_mle`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import probability


def _coins(rng, n, theta):
    """Zeros and ones, at least one of each, the likelier value in the majority."""
    x = (rng.random(n) < theta).astype(float)
    x[: n // 2 + 1], x[-1] = float(theta > 0.5), float(theta < 0.5)
    return rng.permutation(x)


BERNOULLI_MLE = Exercise(
    id="bernoulli_mle",
    title="The most likely coin",
    points=2,
    minutes=5,
    difficulty=1,
    reference=probability.bernoulli_mle,
    public={
        "main": [
            {"x": np.array([1.0, 0, 1, 1, 0])},
            {"x": np.array([0.0, 0, 1, 0])},
            {"x": np.repeat([1.0, 0.0], [300, 20])},
        ],
        "extremes": [{"x": np.array([1.0, 1, 1])}, {"x": np.array([0.0, 0])}],
    },
    hidden=lambda rng: {
        "main": [
            *({"x": _coins(rng, n, theta)} for n, theta in ((9, 0.3), (40, 0.2), (25, 0.8), (997, 0.1))),
            {"x": _coins(rng, 11, 0.4).astype(int)},
            {"x": _coins(rng, 700, 0.6)},
        ],
        "extremes": [
            {"x": np.ones(int(rng.integers(3, 9)))},
            {"x": np.zeros(6)},
            {"x": np.ones(1)},
            {"x": np.zeros(1)},
        ],
    },
    properties=(
        Property("the estimate"),
        Property("only ones gives 1, only zeros gives 0", on="extremes", share=0.5),
    ),
)


@BERNOULLI_MLE.wrong(
    "add-one smoothing",
    hint="You added imagined data to what was seen. That is an estimate under a prior; the likelihood itself knows only what was seen. Where is its derivative zero?",
)
def bernoulli_smoothed(x):
    return (np.sum(x) + 1) / (len(x) + 2)


@BERNOULLI_MLE.wrong(
    "mode",
    hint="You returned the value seen most often, 0 or 1. What is asked is the parameter theta, which may be any number between them: which theta makes all of the data most likely?",
)
def bernoulli_mode(x):
    return float(np.mean(x) > 0.5)


@BERNOULLI_MLE.wrong(
    "sum instead of mean",
    hint="You counted the ones. A probability lies between 0 and 1: what must the count be compared with?",
)
def bernoulli_sum(x):
    return np.sum(x)


@BERNOULLI_MLE.wrong("half a toss of each side added", like="add-one smoothing")
def bernoulli_jeffreys(x):
    return (np.sum(x) + 0.5) / (len(x) + 1)


def _with_imagined(ones, tosses):
    """The estimate with so many ones in so many tosses added to the data."""

    def wrong(x):
        return (np.sum(x) + ones) / (len(x) + tosses)

    return wrong


for _ones, _tosses in ((2, 4), (0.1, 0.2), (0.01, 0.02), (1, 1), (0, 1), (0, 2)):
    BERNOULLI_MLE.wrong(f"{_ones} ones in {_tosses} tosses added", like="add-one smoothing")(
        _with_imagined(_ones, _tosses)
    )


@BERNOULLI_MLE.wrong(
    "the share of zeros",
    hint="Your estimate falls when the ones become more. theta is the probability of which of the two values?",
)
def bernoulli_of_the_zeros(x):
    return 1 - np.mean(x)


@BERNOULLI_MLE.wrong(
    "the odds",
    hint="You compared the ones with the zeros. That is the odds, which may be above 1. A probability compares the ones with what?",
)
def bernoulli_odds(x):
    with np.errstate(all="ignore"):
        return np.sum(x) / np.sum(1 - np.asarray(x))


@BERNOULLI_MLE.wrong(
    "n - 1",
    hint="You divided by n - 1, which corrects a sample variance. With ones alone your estimate is above 1: by how many must the count of ones be divided?",
)
def bernoulli_by_one_less(x):
    with np.errstate(all="ignore"):
        return np.sum(x) / np.float64(len(x) - 1)


@BERNOULLI_MLE.alternative
def bernoulli_loop(x):
    ones = 0
    for value in x:
        ones += value == 1
    return ones / len(x)


@BERNOULLI_MLE.alternative
def bernoulli_float32(x):
    return np.float32(np.count_nonzero(x) / x.shape[0])


@BERNOULLI_MLE.alternative
def bernoulli_count(x):
    return list(x).count(1.0) / len(x)
