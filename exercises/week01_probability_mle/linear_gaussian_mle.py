"""A line with Gaussian noise: the questions of `linear_gaussian_mle`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import probability


def _line(rng, n, noise):
    x = rng.normal(1.0, 1.0, size=n)
    return {"x": x, "y": rng.uniform(1.5, 3.0) * x + noise * (rng.normal(size=n) + 0.5)}


_IN_ANY_UNIT = Tolerance(rtol=1e-6, atol=1e-20, rtol32=1e-4, atol32=1e-18)


def _near_a_line(rng, n, scale, noise):
    """Points on a line as far from 0 as `scale`, and off it by `noise`."""
    x = scale * rng.uniform(1.0, 2.0, size=n)
    return {"x": x, "y": rng.uniform(1.5, 3.0) * x + noise * (rng.normal(size=n) + 0.5)}


LINEAR_GAUSSIAN_MLE = Exercise(
    id="linear_gaussian_mle",
    title="A line with Gaussian noise",
    points=2,
    minutes=10,
    difficulty=2,
    reference=probability.linear_gaussian_mle,
    public={
        "main": [
            {"x": np.array([1.0, 2.0, 3.0]), "y": np.array([2.0, 3.0, 7.0])},
            {"x": np.array([-1.0, 0.0, 1.0, 2.0]), "y": np.array([0.0, 1.0, 1.0, 3.0])},
            {"x": np.array([-2, 1, 1, 3]), "y": np.array([1, 0, 2, -4])},
        ],
        "unit": [
            {"x": 1e6 + np.arange(4.0), "y": 2e6 + np.array([0.01, 1.99, 4.02, 5.98])},
            {"x": 1e-6 * np.array([1.0, 2.0, 3.0]), "y": np.array([2e-6, 3e-6, 7e-6])},
        ],
        "exact": [{"x": np.array([1.0, 2.0, 4.0]), "y": np.array([3.0, 6.0, 12.0])}],
    },
    hidden=lambda rng: {
        "main": [
            *(_line(rng, n, 1.0) for n in (2, 4, 15)),
            {"x": rng.normal(size=9), "y": rng.normal(5.0, 1.0, size=9)},
            {"x": 1e3 * rng.normal(1.0, 1.0, size=6), "y": -1e-2 * rng.random(6)},
            {"x": rng.integers(1, 9, size=5), "y": rng.integers(-9, 9, size=5)},
        ],
        "unit": [
            _near_a_line(rng, 6, 1e6, 0.01),
            _near_a_line(rng, 5, 1e-6, 1e-6),
            _near_a_line(rng, 4, 1e-5, 1.0),
        ],
        "exact": [
            _line(rng, 5, 0.0),
            _line(rng, 1, 1.0),
            {"x": np.array([2.0, -1.0]), "y": np.array([-6.0, 3.0])},
        ],
    },
    properties=(
        Property("the slope", part=0),
        Property("the noise variance", part=1),
        Property("data in any unit", on="unit", tolerance=_IN_ANY_UNIT),
        Property("points on a line leave no noise", on="exact", share=0.5),
    ),
)


def _slope(x, y):
    return np.sum(x * y) / np.sum(x**2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "with intercept",
    hint="You centred the data, or fitted an intercept, so your line may cross the axis anywhere. The model y = a x + noise has one parameter for the line: where does it pass at x = 0?",
)
def line_with_intercept(x, y):
    dx, dy = x - np.mean(x), y - np.mean(y)
    a = np.sum(dx * dy) / np.sum(dx**2)
    return a, np.mean((dy - a * dx) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "n - 1",
    hint="You divided squares by less than n. Which divisor maximises the likelihood?",
)
def line_unbiased(x, y):
    a = _slope(x, y)
    return a, np.sum((y - a * x) ** 2) / (len(x) - 1)


@LINEAR_GAUSSIAN_MLE.wrong(
    "x on y",
    hint="You divided by the sum of y^2: that predicts x from y. The noise sits on y: whose squares belong in the divisor?",
)
def line_x_on_y(x, y):
    a = np.sum(x * y) / np.sum(y**2)
    return a, np.mean((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong("n - 2", like="n - 1")
def line_n_minus_two(x, y):
    a = _slope(x, y)
    with np.errstate(all="ignore"):
        return a, np.sum((y - a * x) ** 2) / np.float64(len(x) - 2)


@LINEAR_GAUSSIAN_MLE.wrong("an intercept in the slope alone", like="with intercept")
def line_intercept_in_slope(x, y):
    dx, dy = x - np.mean(x), y - np.mean(y)
    a = np.sum(dx * dy) / np.sum(dx**2)
    return a, np.mean((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "spread of the residuals about their mean",
    hint="You took the mean of the residuals away before squaring. The noise has mean 0 in this model: about which point does it spread?",
)
def line_centred_residuals(x, y):
    a = _slope(x, y)
    return a, np.var(y - a * x)


@LINEAR_GAUSSIAN_MLE.wrong(
    "the standard deviation returned",
    hint="Your slope is right. Your second number is on the scale of y. In which unit is a variance?",
)
def line_std(x, y):
    a = _slope(x, y)
    return a, np.sqrt(np.mean((y - a * x) ** 2))


@LINEAR_GAUSSIAN_MLE.wrong(
    "sum of squares, not divided",
    hint="Your second number grows with each further point. A variance is an average of squares: what is missing?",
)
def line_sum(x, y):
    a = _slope(x, y)
    return a, np.sum((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "mean of the ratios",
    hint="You took a mean of y / x, or the ratio of the two means. Points far from x = 0 tell more of the slope than those near it: which slope makes the squared residuals smallest?",
)
def line_ratios(x, y):
    with np.errstate(all="ignore"):
        a = np.mean(y / x)
        return a, np.mean((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong("ratio of the means", like="mean of the ratios")
def line_ratio_of_means(x, y):
    a = np.mean(y) / np.mean(x)
    return a, np.mean((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "the variance of y",
    hint="Your second number is the spread of y itself, about its mean or about 0. The noise is what the line leaves over: which difference should be squared?",
)
def line_variance_of_y(x, y):
    return _slope(x, y), np.var(y)


@LINEAR_GAUSSIAN_MLE.wrong("about their mean, by n - 1", like="spread of the residuals about their mean")
def line_centred_unbiased(x, y):
    with np.errstate(all="ignore"):
        return _slope(x, y), np.sum((y - _slope(x, y) * x - np.mean(y - _slope(x, y) * x)) ** 2) / (
            len(x) - 1
        )


@LINEAR_GAUSSIAN_MLE.wrong("their standard deviation", like="the standard deviation returned")
def line_centred_std(x, y):
    return _slope(x, y), np.std(y - _slope(x, y) * x)


@LINEAR_GAUSSIAN_MLE.wrong(
    "residuals not squared",
    hint="Your slope is right. You averaged the sizes of the residuals. A variance is an average of something else: in which unit?",
)
def line_mean_size(x, y):
    return _slope(x, y), np.mean(np.abs(y - _slope(x, y) * x))


def _noise_of(a, x, y):
    return a, np.mean((y - a * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong(
    "slope not divided by the squares of x",
    hint="Your slope depends on the unit of x in the wrong way. If all x were twice as large, what would the slope be, and what is yours?",
)
def line_undivided(x, y):
    return _noise_of(np.sum(x * y), x, y)


@LINEAR_GAUSSIAN_MLE.wrong("slope divided by n", like="slope not divided by the squares of x")
def line_over_n(x, y):
    return _noise_of(np.mean(x * y), x, y)


@LINEAR_GAUSSIAN_MLE.wrong(
    "square of the sum",
    hint="You divided by the square of the sum of x. The slope of the squared residuals has x in each of its terms: is it a sum of squares or a square of a sum that stands there?",
)
def line_square_of_sum(x, y):
    return _noise_of(np.sum(x * y) / np.sum(x) ** 2, x, y)


@LINEAR_GAUSSIAN_MLE.wrong(
    "correlation",
    hint="Your slope lies between -1 and 1, whatever the data: that is a correlation. By how much does y grow, if x grows by 1?",
)
def line_correlation(x, y):
    return _noise_of(np.sum(x * y) / np.sqrt(np.sum(x**2) * np.sum(y**2)), x, y)


@LINEAR_GAUSSIAN_MLE.wrong("correlation about the means", like="correlation")
def line_corrcoef(x, y):
    with np.errstate(all="ignore"):
        return _noise_of(np.corrcoef(x, y)[0, 1], x, y)


@LINEAR_GAUSSIAN_MLE.wrong(
    "residuals of the opposite line",
    hint="Your residuals are y + a x, where a is the best slope. A residual is what the line leaves over: which sign is wrong, and where?",
)
def line_opposite(x, y):
    return _slope(x, y), np.mean((y + _slope(x, y) * x) ** 2)


@LINEAR_GAUSSIAN_MLE.wrong("mean square of y", like="the variance of y")
def line_mean_square_of_y(x, y):
    return _slope(x, y), np.mean(y**2)


@LINEAR_GAUSSIAN_MLE.alternative
def line_lstsq(x, y):
    solution, *_ = np.linalg.lstsq(x[:, None], y, rcond=None)
    return solution[0], np.mean((y - x * solution[0]) ** 2)


@LINEAR_GAUSSIAN_MLE.alternative
def line_dot(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    residual = y - a * x
    return a, np.dot(residual, residual) / len(y)


@LINEAR_GAUSSIAN_MLE.alternative
def line_by_least_squares(x, y):
    solution = np.linalg.lstsq(x[:, None], y, rcond=None)[0]
    return solution[0], np.var(y - solution[0] * x) + np.mean(y - solution[0] * x) ** 2
