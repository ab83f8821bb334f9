"""The gradient of the loss: the questions of `nll_gradient`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import probability


def _at_the_maximum(x):
    return {"x": x, "mean": float(x.mean()), "log_var": float(np.log(x.var()))}


def _beside_it(x, above):
    """At the best mean, with a log-variance that is too large by `above`."""
    return _at_the_maximum(x) | {"log_var": float(np.log(x.var())) + above}


NLL_GRADIENT = Exercise(
    id="nll_gradient",
    title="The gradient of the loss",
    points=3,
    minutes=12,
    difficulty=2,
    reference=probability.nll_gradient,
    public={
        "main": [
            {"x": np.array([1.0, 3.0]), "mean": 1.0, "log_var": 0.5},
            {"x": np.array([0.0, 1.0, 5.0]), "mean": -1.0, "log_var": -1.0},
            {"x": np.array([0, 2, 3]), "mean": 1.5, "log_var": 0.3},
            {"x": 1e6 + np.array([0.0, 0.1, 0.25]), "mean": 1e6, "log_var": -4.0},
        ],
        "best": [
            {"x": np.array([-2.0, 2.0]), "mean": 0.0, "log_var": float(np.log(4.0))},
            {"x": np.array([-2.0, 2.0]), "mean": 0.0, "log_var": 0.0},
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.gamma(2.0, size=n), "mean": float(rng.normal(-1.0)), "log_var": log_var}
            for n, log_var in ((3, 0.7), (20, -0.8), (1, 0.4), (5, 6.0), (5, -6.0), (4, 0.0))
        ]
        + [
            {"x": rng.integers(-5, 5, size=6), "mean": float(rng.normal()), "log_var": 0.8},
            {"x": 0.1 * rng.gamma(2.0, size=7) - 1e6, "mean": -1e6, "log_var": -3.5},
        ],
        "best": [
            _at_the_maximum(rng.gamma(2.0, size=6)),
            *(_beside_it(rng.gamma(2.0, size=6), above) for above in rng.uniform(0.5, 2.0, size=2)),
        ],
    },
    properties=(
        Property("the derivative in mean", part=0),
        Property("the derivative in log_var", part=1),
        Property("zero at the maximum of the likelihood, not beside it", on="best", share=0.5),
    ),
)


@NLL_GRADIENT.wrong(
    "sum instead of mean",
    hint="You added over the data instead of averaging. With a sum, more data mean longer steps: what is the loss divided by?",
)
def gradient_sum(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.sum(mean - x) / var, np.sum(0.5 - 0.5 * (x - mean) ** 2 / var)])


@NLL_GRADIENT.wrong(
    "sign",
    hint="Your gradient is that of the log-likelihood. The loss is its negative: a step against the gradient must move the mean towards the data.",
)
def gradient_sign(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, 0.5 * np.mean((x - mean) ** 2) / var - 0.5])


@NLL_GRADIENT.wrong(
    "derivative in the variance",
    hint="Your second entry is the derivative in the variance. The parameter is its logarithm: what does the chain rule multiply by?",
)
def gradient_in_var(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 / var - 0.5 * np.mean((x - mean) ** 2) / var**2])


@NLL_GRADIENT.wrong(
    "sign of the derivative in the mean",
    hint="Your first entry has the wrong sign. A step against it must move the mean towards the data: which sign has it when the data lie above the mean?",
)
def gradient_sign_of_the_mean(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])


@NLL_GRADIENT.wrong(
    "sign of the derivative in the log-variance",
    hint="Your second entry has the wrong sign. A step against it must bring the variance closer to the data's spread: which sign has it when the variance is too small?",
)
def gradient_sign_of_the_log_var(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 * np.mean((x - mean) ** 2) / var - 0.5])


def _slopes(x, mean, log_var):
    """The right gradient."""
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])


@NLL_GRADIENT.wrong("sum, and the other sign", like="sign")
def gradient_sum_and_sign(x, mean, log_var):
    return -len(x) * _slopes(x, mean, log_var)


@NLL_GRADIENT.wrong("the half of the log-variance once, the squares added up", like="sum instead of mean")
def gradient_half_once(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.sum(mean - x) / var, 0.5 - 0.5 * np.sum((x - mean) ** 2) / var])


@NLL_GRADIENT.wrong(
    "a half lost",
    hint="Your second entry is twice as large as it should be, or one of its terms is. Which factor stands before the logarithm and before the square in the loss?",
)
def gradient_whole(x, mean, log_var):
    return _slopes(x, mean, log_var) * np.array([1.0, 2.0])


@NLL_GRADIENT.wrong("a half lost in the square", like="a half lost")
def gradient_whole_square(x, mean, log_var):
    first, _ = _slopes(x, mean, log_var)
    return np.array([first, 0.5 - np.mean((x - mean) ** 2) / np.exp(log_var)])


@NLL_GRADIENT.wrong("a half lost in the logarithm", like="a half lost")
def gradient_whole_logarithm(x, mean, log_var):
    first, _ = _slopes(x, mean, log_var)
    return np.array([first, 1 - 0.5 * np.mean((x - mean) ** 2) / np.exp(log_var)])


@NLL_GRADIENT.wrong(
    "log_var taken as the variance",
    hint="You divided by log_var as if it were the variance. It may be negative or 0: which function leads back to the variance?",
)
def gradient_of_log_var(x, mean, log_var):
    with np.errstate(all="ignore"):
        return np.array(
            [np.mean(mean - x) / log_var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / np.float64(log_var)]
        )


@NLL_GRADIENT.wrong(
    "the derivative in the mean not divided by the variance",
    hint="Your first entry does not depend on the variance. By what is the square divided in the loss?",
)
def gradient_undivided(x, mean, log_var):
    return _slopes(x, mean, log_var) * np.array([np.exp(log_var), 1.0])


@NLL_GRADIENT.wrong(
    "the standard deviation in the variance's place",
    hint="Where the variance belongs you have its root. What is exp(log_var / 2), and what is exp(log_var)?",
)
def gradient_of_std(x, mean, log_var):
    return _slopes(x, mean, log_var / 2)


@NLL_GRADIENT.wrong(
    "the logarithm forgotten",
    hint="Your second entry is negative whatever the data are: only the square was differentiated. Which other term of the loss depends on log_var?",
)
def gradient_no_logarithm(x, mean, log_var):
    return _slopes(x, mean, log_var) - np.array([0.0, 0.5])


@NLL_GRADIENT.alternative
def gradient_per_point(x, mean, log_var):
    z = (x - mean) * np.exp(-log_var / 2)
    return np.stack([-z * np.exp(-log_var / 2), 0.5 * (1 - z**2)], axis=1).mean(axis=0)


@NLL_GRADIENT.alternative
def gradient_as_list(x, mean, log_var):
    var = float(np.exp(log_var))
    second_moment = sum((value - mean) ** 2 for value in x) / len(x)
    return [(mean - sum(x) / len(x)) / var, 0.5 * (1 - second_moment / var)]


@NLL_GRADIENT.alternative
def nll_gradient_by_complex_steps(x, mean, log_var):
    def loss(mean, log_var):
        return np.mean(0.5 * log_var + 0.5 * (x - mean) ** 2 * np.exp(-log_var))

    step = 1e-30
    return [loss(mean + 1j * step, log_var).imag / step, loss(mean, log_var + 1j * step).imag / step]
