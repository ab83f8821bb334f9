"""The most likely Gaussian: the questions of `gaussian_mle`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import probability

_IN_ANY_UNIT = Tolerance(rtol=1e-6, atol=1e-20, rtol32=1e-4, atol32=1e-20)

GAUSSIAN_MLE = Exercise(
    id="gaussian_mle",
    title="The most likely Gaussian",
    points=3,
    minutes=10,
    difficulty=1,
    reference=probability.gaussian_mle,
    public={
        "main": [
            {"x": np.array([1.0, 2, 6])},
            {"x": np.array([-1.0, 0, 0.5, 4.5])},
            {"x": np.array([1e-6, 2e-6, 6e-6])},
            {"x": np.array([1, 1, 1, 3, 7])},
            {"x": 1e7 + np.array([0.0, 1, 2, 7])},
        ],
        "one": [{"x": np.array([3.0])}],
    },
    hidden=lambda rng: {
        "main": [
            *({"x": rng.gamma(2.0, 1.5, size=n) - 1.0} for n in (2, 5, 12, 60)),
            {"x": rng.integers(-9, 9, size=7)},
            {"x": np.repeat(rng.normal(size=3), [1, 4, 2])},
            {"x": 50.0 + 1e-3 * rng.gamma(2.0, size=6)},
            {"x": 1e5 * rng.gamma(2.0, size=6)},
            {"x": 1e-6 * rng.gamma(2.0, size=6)},
            {"x": 1e7 + np.round(rng.gamma(2.0, size=6), 3)},
        ],
        "one": [{"x": rng.normal(size=1)}, {"x": -1e4 * rng.random(1)}, {"x": np.full(4, 2.5)}],
    },
    properties=(
        Property("the mean", part=0),
        Property("the variance", part=1, tolerance=_IN_ANY_UNIT),
        Property("one observation gives variance 0", on="one", share=0.5),
    ),
)


@GAUSSIAN_MLE.wrong(
    "n - 1",
    hint="You divided by n - 1. That divisor belongs to the unbiased variance; it does not maximise the likelihood: which one makes the derivative of l(mu, sigma^2) zero?",
)
def gaussian_unbiased(x):
    return np.mean(x), np.var(x, ddof=1)


@GAUSSIAN_MLE.wrong(
    "standard deviation",
    hint="You returned the standard deviation, in the unit of the data. The parameter asked for has the square of that unit: what is one to the other?",
)
def gaussian_std(x):
    return np.mean(x), np.std(x)


@GAUSSIAN_MLE.wrong(
    "median",
    hint="Your mean is the median. It minimises the sum of absolute distances; the Gaussian log-likelihood holds squared ones. Which centre makes their sum smallest?",
)
def gaussian_median(x):
    centre = np.median(x)
    return centre, np.mean((x - centre) ** 2)


@GAUSSIAN_MLE.wrong("standard deviation with n - 1", like="standard deviation")
def gaussian_mle_unbiased_std(x):
    return np.mean(x), np.std(x, ddof=1)


@GAUSSIAN_MLE.wrong("n - 1 where there are few", like="n - 1")
def gaussian_unbiased_below_30(x):
    return np.mean(x), np.var(x, ddof=int(1 < len(x) < 30))


@GAUSSIAN_MLE.wrong("n - 1 in the mean too", like="n - 1")
def gaussian_mean_by_one_less(x):
    with np.errstate(all="ignore"):
        mean = np.sum(x) / np.float64(len(x) - 1)
        return mean, np.sum((x - mean) ** 2) / np.float64(len(x) - 1)


@GAUSSIAN_MLE.wrong("the median, and the variance about the mean", like="median")
def gaussian_median_alone(x):
    return np.median(x), np.var(x)


@GAUSSIAN_MLE.wrong(
    "second moment",
    hint="You averaged the squares of the data themselves. Your variance changes when all data move by the same amount: about what is a spread measured?",
)
def gaussian_second_moment(x):
    return np.mean(x), np.mean(np.square(x, dtype=float))


@GAUSSIAN_MLE.wrong(
    "sum instead of mean",
    hint="You added up the squared deviations. Your variance doubles when the same data are written down twice: what must the sum be compared with?",
)
def gaussian_sum_of_squares(x):
    return np.mean(x), np.sum((x - np.mean(x)) ** 2)


@GAUSSIAN_MLE.wrong(
    "absolute deviations",
    hint="You averaged the distances from the mean, not their squares. Which power of (x - mu) stands in the logarithm of a Gaussian?",
)
def gaussian_absolute(x):
    return np.mean(x), np.mean(np.abs(x - np.mean(x)))


@GAUSSIAN_MLE.alternative
def gaussian_loop(x):
    mean = sum(x) / len(x)
    return mean, sum((value - mean) ** 2 for value in x) / len(x)


@GAUSSIAN_MLE.alternative
def gaussian_var(x):
    return [np.average(x), np.var(x)]


@GAUSSIAN_MLE.alternative
def gaussian_statistics(x):
    import statistics

    values = x.tolist()
    return statistics.fmean(values), statistics.pvariance(values)
