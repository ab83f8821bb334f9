"""Monte Carlo with an error bar: the questions of `monte_carlo`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import probability

MONTE_CARLO = Exercise(
    id="monte_carlo",
    title="Monte Carlo with an error bar",
    points=2,
    minutes=10,
    difficulty=1,
    reference=probability.monte_carlo,
    public={
        "main": [
            {"g": Build("functions.square"), "samples": np.array([1.0, 2.0, 3.0, 6.0])},
            {"g": Build("functions.above", {"threshold": 0.5}), "samples": np.array([0.0, 1.0, 2.0])},
            {"g": Build("functions.identity"), "samples": np.array([1e8, 1e8 + 1, 1e8 + 5])},
            {"g": Build("functions.deviation_squared"), "samples": np.array([1.0, 2.0, 3.0, 6.0])},
            {"g": Build("functions.exponential", {"rate": 0.5}), "samples": np.array([0, 1, 3])},
        ],
        "constant": [
            {"g": Build("functions.above", {"threshold": -9.0}), "samples": np.array([1.0, 2.0, 5.0])}
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"g": Build("functions.exponential", {"rate": 0.5}), "samples": rng.normal(1.0, 1.0, size=6)},
            {"g": Build("functions.square"), "samples": rng.normal(1.0, 1.0, size=50)},
            {"g": Build("functions.square"), "samples": rng.normal(-300.0, 1.0, size=7)},
            {"g": Build("functions.exponential", {"rate": 0.3}), "samples": rng.integers(0, 5, size=6)},
            {"g": Build("functions.identity"), "samples": rng.normal(size=2)},
            {"g": Build("functions.square"), "samples": np.repeat(rng.normal(size=3), [1, 4, 2])},
            {"g": Build("functions.deviation_squared"), "samples": rng.normal(2.0, 1.0, size=5)},
            {"g": Build("functions.identity"), "samples": rng.normal(-1e8, 2.0, size=6).round(1)},
            {
                "g": Build("functions.above", {"threshold": 0.0}),
                "samples": np.array([-1.0, -0.5, 0.2, 3.0, 1.0]),
            },
        ],
        "constant": [
            {"g": Build("functions.above", {"threshold": -99.0}), "samples": rng.normal(size=n)}
            for n in (2, 5)
        ]
        + [
            {"g": Build("functions.square"), "samples": np.full(n, float(rng.integers(9, 99)) / 8)}
            for n in (3, 4)
        ],
    },
    properties=(
        Property("the estimate", part=0),
        Property("the standard error", part=1),
        Property("a constant is estimated without error", on="constant", share=0.5),
    ),
)


@MONTE_CARLO.wrong(
    "standard deviation without sqrt(n)",
    hint="You returned the spread of one draw. The mean of many draws varies less: how does its spread shrink with their number?",
)
def monte_carlo_spread(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values, ddof=1)


@MONTE_CARLO.wrong(
    "variance",
    hint="You returned the variance of one draw. The standard error has the unit of g, and shrinks as draws are added: what are the two steps from one to the other?",
)
def monte_carlo_variance(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values, ddof=1)


@MONTE_CARLO.wrong(
    "variance of the estimate",
    hint="You returned the variance of the estimate. The standard error is on the scale of the estimate itself: what turns one into the other?",
)
def monte_carlo_squared(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values, ddof=1) / len(values)


@MONTE_CARLO.wrong(
    "n instead of n - 1",
    hint="You divided the squared deviations by n. They are measured from a mean of the same draws, so they come out too small on average: which divisor makes up for it?",
)
def monte_carlo_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values) / np.sqrt(len(values))


@MONTE_CARLO.wrong(
    "g of the mean",
    hint="You averaged first and applied g then. The mean of g(x) is not g of the mean, unless g is a straight line: which comes first?",
)
def monte_carlo_inside(g, samples):
    values = g(samples)
    return g(np.mean(samples)), np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong("g of the mean, the error of the samples", like="g of the mean")
def monte_carlo_inside_throughout(g, samples):
    return g(np.mean(samples)), np.std(samples, ddof=1) / np.sqrt(len(samples))


@MONTE_CARLO.wrong(
    "g of one sample at a time",
    hint="You gave g the samples one by one. This g takes the whole array, and may look at all of it: what does it give, if it is called once?",
)
def monte_carlo_one_by_one(g, samples):
    values = np.array([g(sample) for sample in samples])
    return np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong("n, and no root", like="standard deviation without sqrt(n)")
def monte_carlo_spread_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values)


@MONTE_CARLO.wrong("the variance by n", like="variance")
def monte_carlo_variance_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values)


@MONTE_CARLO.wrong("the variance by n, by n again", like="variance of the estimate")
def monte_carlo_squared_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values) / len(values)


@MONTE_CARLO.wrong(
    "divided by n, not its root",
    hint="You divided the standard deviation by n. Variances of independent draws add up: how does that of their mean shrink with n, and so its root?",
)
def monte_carlo_by_n(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values, ddof=1) / len(values)


@MONTE_CARLO.wrong("by n twice", like="divided by n, not its root")
def monte_carlo_by_n_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values) / len(values)


@MONTE_CARLO.wrong(
    "n - 1 twice",
    hint="You took one away from n twice. It makes up for the mean that was estimated, in the variance of one draw: how many draws does the average have?",
)
def monte_carlo_less_twice(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values) - 1)


@MONTE_CARLO.wrong(
    "spread of the samples, not of g",
    hint="Your error is that of the samples themselves. The estimate is a mean of g(x): whose spread says how uncertain it is?",
)
def monte_carlo_of_samples(g, samples):
    return np.mean(g(samples)), np.std(samples, ddof=1) / np.sqrt(len(samples))


@MONTE_CARLO.wrong(
    "sum of the values",
    hint="You added the values up. An expectation is estimated by their average: what is missing?",
)
def monte_carlo_sum(g, samples):
    values = g(samples)
    return np.sum(values), np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong(
    "a wider interval",
    hint="Your error is that of a confidence interval. The standard error is one standard deviation of the estimate: by what did you multiply it?",
)
def monte_carlo_interval(g, samples):
    values = g(samples)
    return np.mean(values), 1.96 * np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong("two standard errors", like="a wider interval")
def monte_carlo_two_errors(g, samples):
    values = g(samples)
    return np.mean(values), 2 * np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong(
    "the sum over n - 1",
    hint="You divided the sum of the values by n - 1. That divisor makes up for a mean that was estimated first: was one, for the estimate itself?",
)
def monte_carlo_mean_by_less(g, samples):
    values = g(samples)
    return np.sum(values) / (len(values) - 1), np.std(values, ddof=1) / np.sqrt(len(values))


@MONTE_CARLO.wrong(
    "the difference of two large numbers",
    hint="You took the mean of the squares less the square of the mean. Far from 0 both are huge and nearly equal, and a float has 16 digits. What can be subtracted before anything is squared?",
)
def monte_carlo_moments(g, samples, less=1):
    values = g(samples)
    variance = np.mean(values**2) - np.mean(values) ** 2
    with np.errstate(invalid="ignore"):
        return np.mean(values), np.sqrt(variance / (len(values) - less))


@MONTE_CARLO.wrong("the difference, n instead of n - 1", like="the difference of two large numbers")
def monte_carlo_moments_by_n(g, samples):
    return monte_carlo_moments(g, samples, less=0)


@MONTE_CARLO.alternative
def monte_carlo_sem(g, samples):
    from scipy.stats import sem

    values = g(samples)
    return values.mean(), sem(values)


@MONTE_CARLO.alternative
def monte_carlo_sums(g, samples):
    values = np.asarray(g(samples))
    n = values.size
    estimate = values.sum() / n
    return estimate, (((values - estimate) ** 2).sum() / (n - 1) / n) ** 0.5


@MONTE_CARLO.alternative
def monte_carlo_scipy(g, samples):
    from scipy.stats import sem

    values = g(samples)
    return [np.average(values), sem(values)]
