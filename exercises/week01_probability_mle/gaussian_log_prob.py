"""The log-density of a Gaussian: the questions of `gaussian_log_prob`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import probability


def _in_another_unit(rng, scale):
    """Points a few standard deviations from the mean, the standard deviation being `scale`."""
    mean = float(rng.normal(scale=3 * scale))
    return {
        "x": mean + rng.normal(scale=scale, size=5),
        "mean": mean,
        "var": float(rng.uniform(0.5, 2)) * scale**2,
    }


GAUSSIAN_LOG_PROB = Exercise(
    id="gaussian_log_prob",
    title="The log-density of a Gaussian",
    points=2,
    minutes=10,
    difficulty=1,
    reference=probability.gaussian_log_prob,
    public={
        "main": [
            {"x": np.array([0.0, 1, 3]), "mean": 1.0, "var": 4.0},
            {"x": np.array([-1.0, 0.5]), "mean": 0.0, "var": 0.25},
            {"x": np.array([0, 1, 3]), "mean": 1.5, "var": 2.0},
            {"x": 1e6 + np.array([0.0, 0.1, 0.25]), "mean": 1e6 + 0.125, "var": 0.01},
        ],
        "far": [{"x": np.array([100.0, -60.0]), "mean": 0.0, "var": 2.0}],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.normal(size=n), "mean": float(rng.normal()), "var": float(rng.uniform(*between))}
            for n, between in ((1, (2.0, 5.0)), (7, (0.1, 0.5)))
        ]
        + [_in_another_unit(rng, scale) for scale in (1e-5, 1e-3, 1e4)]
        + [
            {"x": rng.integers(-5, 5, size=4), "mean": float(rng.normal()), "var": 3.0},
            {"x": -1e6 + 0.1 * rng.normal(size=5), "mean": -1e6, "var": 0.01},
        ],
        "far": [
            {"x": rng.uniform(60, 200, size=4), "mean": float(rng.normal()), "var": 1.7},
            {"x": np.array([-90.0, -0.3, 0.4, 100.0]) * 1e-3, "mean": 0.0, "var": 1e-6},
            {"x": np.array([2.0, -3e5, 4e5]), "mean": 1.0, "var": 1e7},
        ],
    },
    properties=(
        Property("the value"),
        Property("far from the mean it stays finite", on="far", share=0.5),
    ),
)


@GAUSSIAN_LOG_PROB.wrong(
    "variance taken as standard deviation",
    hint="You treated `var` as a standard deviation. Its unit is the square of the unit of x: may it be squared once more?",
)
def gaussian_var_as_std(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - np.log(var) - (x - mean) ** 2 / (2 * var**2)


@GAUSSIAN_LOG_PROB.wrong(
    "no 2 pi",
    hint="Your values differ from the right ones by a constant. A density must integrate to 1: which constant, before the logarithm, makes the standard Gaussian do so?",
)
def gaussian_without_two_pi(x, mean, var):
    return -0.5 * np.log(var) - (x - mean) ** 2 / (2 * var)


@GAUSSIAN_LOG_PROB.wrong(
    "density instead of its logarithm",
    hint="You returned the density itself. With hundreds of observations their product is too small for a float, their logarithms are not: what is asked for?",
)
def gaussian_density(x, mean, var):
    return np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var)


@GAUSSIAN_LOG_PROB.wrong(
    "log of a density that underflows",
    hint="You computed the density first and took its logarithm then. Far from the mean the density is rounded to 0. Take the logarithm on paper: what becomes of the exponential?",
)
def gaussian_log_of_density(x, mean, var):
    return np.log(np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var))


@GAUSSIAN_LOG_PROB.wrong("a tiny number added before the logarithm", like="log of a density that underflows")
def gaussian_log_of_padded_density(x, mean, var):
    return np.log(np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var) + 1e-300)


@GAUSSIAN_LOG_PROB.wrong(
    "root of the normaliser forgotten",
    hint="Your exponent is right, the factor in front is not: the area under your curve changes with `var`. Which power of the variance keeps it at 1?",
)
def gaussian_without_the_root(x, mean, var):
    return -np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)


def _padded(x, mean, var, epsilon):
    return np.log(np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var) + epsilon)


@GAUSSIAN_LOG_PROB.wrong("1e-6 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_6(x, mean, var):
    return _padded(x, mean, var, 1e-6)


@GAUSSIAN_LOG_PROB.wrong("1e-8 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_8(x, mean, var):
    return _padded(x, mean, var, 1e-8)


@GAUSSIAN_LOG_PROB.wrong("1e-10 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_10(x, mean, var):
    return _padded(x, mean, var, 1e-10)


@GAUSSIAN_LOG_PROB.wrong("1e-12 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_12(x, mean, var):
    return _padded(x, mean, var, 1e-12)


@GAUSSIAN_LOG_PROB.wrong("1e-20 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_20(x, mean, var):
    return _padded(x, mean, var, 1e-20)


@GAUSSIAN_LOG_PROB.wrong(
    "variance squared in the exponent alone", like="variance taken as standard deviation"
)
def gaussian_var_squared_in_the_exponent(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var**2)


@GAUSSIAN_LOG_PROB.wrong("density with the variance squared", like="variance taken as standard deviation")
def gaussian_density_of_var_as_std(x, mean, var):
    return np.exp(gaussian_var_as_std(x, mean, var))


@GAUSSIAN_LOG_PROB.wrong("logarithm of the variance not halved", like="root of the normaliser forgotten")
def gaussian_log_of_var_not_halved(x, mean, var):
    return -np.log(var) - 0.5 * np.log(2 * np.pi) - (x - mean) ** 2 / (2 * var)


@GAUSSIAN_LOG_PROB.wrong("no normaliser at all", like="root of the normaliser forgotten")
def gaussian_without_normaliser(x, mean, var):
    return -((x - mean) ** 2) / (2 * var)


@GAUSSIAN_LOG_PROB.wrong("sign of the normaliser", like="root of the normaliser forgotten")
def gaussian_normaliser_added(x, mean, var):
    return 0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)


def _another_constant(constant):
    """The log-density with this in the place of -log(2 pi) / 2."""

    def wrong(x, mean, var):
        return constant - 0.5 * np.log(var) - (x - mean) ** 2 / (2 * var)

    return wrong


for _name, _constant in (
    ("pi in the place of 2 pi", float(-0.5 * np.log(np.pi))),
    ("2 pi without its root", float(-np.log(2 * np.pi))),
    ("2 pi on the wrong side", float(0.5 * np.log(2 * np.pi))),
    ("2 alone", float(-0.5 * np.log(2))),
    ("2 pi without its logarithm", -0.5 * 2 * np.pi),
):
    GAUSSIAN_LOG_PROB.wrong(_name, like="no 2 pi")(_another_constant(_constant))


def _kept_above(least):
    """The logarithm of a density that is kept above a number."""

    def wrong(x, mean, var):
        return np.log(np.maximum(np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var), least))

    return wrong


for _least in (1e-15, 1e-12, 1e-10, 1e-300, float(np.finfo(float).tiny), float(np.finfo(float).eps)):
    GAUSSIAN_LOG_PROB.wrong(f"density at least {_least:.3g}", like="log of a density that underflows")(
        _kept_above(_least)
    )


@GAUSSIAN_LOG_PROB.wrong("the float's epsilon added", like="log of a density that underflows")
def gaussian_padded_by_the_epsilon(x, mean, var):
    return _padded(x, mean, var, np.finfo(float).eps)


@GAUSSIAN_LOG_PROB.wrong("1e-15 added before the logarithm", like="log of a density that underflows")
def gaussian_padded_by_15(x, mean, var):
    return _padded(x, mean, var, 1e-15)


@GAUSSIAN_LOG_PROB.wrong(
    "no 1/2 in the exponent",
    hint="The factor in front is right, the exponent falls too fast. At one standard deviation from the mean, what is the exponent of a Gaussian?",
)
def gaussian_exponent_not_halved(x, mean, var):
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / var


@GAUSSIAN_LOG_PROB.wrong(
    "the negative of it",
    hint="Your values are smallest at the mean. A loss is the negative log-density; what is asked for here, and where is it largest?",
)
def gaussian_loss(x, mean, var):
    return 0.5 * np.log(2 * np.pi * var) + (x - mean) ** 2 / (2 * var)


@GAUSSIAN_LOG_PROB.alternative
def gaussian_log_prob_scipy(x, mean, var):
    from scipy.stats import norm

    return norm(loc=mean, scale=np.sqrt(var)).logpdf(x)


@GAUSSIAN_LOG_PROB.alternative
def gaussian_log_prob_loop(x, mean, var):
    import math

    return [-math.log(math.sqrt(2 * math.pi * var)) - (value - mean) ** 2 / (2 * var) for value in x]


@GAUSSIAN_LOG_PROB.alternative
def gaussian_log_prob_float32(x, mean, var):
    return (-0.5 * np.log(2 * np.pi * var) - np.square(x - mean) / (2 * var)).astype(np.float32)
