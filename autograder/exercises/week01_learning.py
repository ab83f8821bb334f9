"""Week 1, third part: gradients, stochastic gradient descent, regression, bits, Monte Carlo."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import probability

# Mean 0 and variance 1, as standardised data has.
STANDARD = np.array([-1.4, -0.2, 0.2, 1.4])


def _standardised(rng, n):
    x = rng.gamma(3.0, size=n)
    return (x - x.mean()) / x.std()


def _fit(rng, n, steps, lr, batch_size):
    return {
        "x": _standardised(rng, n),
        "steps": steps,
        "lr": lr,
        "batch_size": batch_size,
        "rng": Build("arrays.rng", {"seed": int(rng.integers(2**31))}),
    }


def _line(rng, n, noise):
    x = rng.normal(1.0, 1.0, size=n)
    return {"x": x, "y": rng.uniform(1.5, 3.0) * x + noise * (rng.normal(size=n) + 0.5)}


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
        ],
        "best": [
            {"x": np.array([-2.0, 2.0]), "mean": 0.0, "log_var": float(np.log(4.0))},
            {"x": np.array([-2.0, 2.0]), "mean": 0.0, "log_var": 0.0},
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.gamma(2.0, size=n), "mean": float(rng.normal(-1.0)), "log_var": log_var}
            for n, log_var in ((3, 0.7), (20, -0.8))
        ],
        "best": [_at_the_maximum(rng.gamma(2.0, size=6)), _beside_it(rng.gamma(2.0, size=6))],
    },
    properties=(
        Property("the derivative in mean", part=0),
        Property("the derivative in log_var", part=1),
        Property("zero at the maximum of the likelihood, not beside it", on="best", share=0.5),
    ),
)


def _at_the_maximum(x):
    return {"x": x, "mean": float(x.mean()), "log_var": float(np.log(x.var()))}


def _beside_it(x):
    """At the best mean, with a variance that is e times too large."""
    return _at_the_maximum(x) | {"log_var": float(np.log(x.var())) + 1.0}


SGD_FIT = Exercise(
    id="sgd_fit",
    title="Stochastic gradient descent",
    points=4,
    minutes=20,
    difficulty=2,
    reference=probability.sgd_fit,
    public={
        "main": [
            {"x": STANDARD, "steps": 2, "lr": 0.5, "batch_size": 2, "rng": Build("arrays.rng", {"seed": 1})},
            {"x": STANDARD, "steps": 10, "lr": 0.2, "batch_size": 3, "rng": Build("arrays.rng", {"seed": 2})},
        ],
        "start": [
            {"x": STANDARD, "steps": 0, "lr": 0.1, "batch_size": 2, "rng": Build("arrays.rng", {"seed": 3})}
        ],
    },
    hidden=lambda rng: {
        "main": [_fit(rng, 30, 40, 0.05, 4), _fit(rng, 12, 5, 0.2, 3)],
        "start": [_fit(rng, 9, 0, 0.1, 2)],
    },
    properties=(
        Property("the mean after the last step", part=0),
        Property("the variance after the last step", part=1),
        Property("no steps: mean 0, variance 1", on="start", share=0.5),
    ),
)

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
        ],
        "exact": [{"x": np.array([1.0, 2.0, 4.0]), "y": np.array([3.0, 6.0, 12.0])}],
    },
    hidden=lambda rng: {
        "main": [_line(rng, n, 1.0) for n in (4, 15)],
        "exact": [_line(rng, 5, 0.0)],
    },
    properties=(
        Property("the slope", part=0),
        Property("the noise variance", part=1),
        Property("points on a line leave no noise", on="exact", share=0.5),
    ),
)

BITS_PER_DIM = Exercise(
    id="bits_per_dim",
    title="Bits per dimension",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=probability.bits_per_dim,
    public={"main": [{"nll": 100.0, "dims": 64}, {"nll": 3.0, "dims": 2}]},
    hidden=lambda rng: {
        "main": [{"nll": float(rng.uniform(50, 900)), "dims": int(rng.integers(10, 800))} for _ in range(3)]
    },
    properties=(Property("the value"),),
)

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
        ],
        "constant": [
            {"g": Build("functions.above", {"threshold": -9.0}), "samples": np.array([1.0, 2.0, 5.0])}
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"g": Build("functions.exponential", {"rate": 0.5}), "samples": rng.normal(1.0, 1.0, size=6)},
            {"g": Build("functions.square"), "samples": rng.normal(1.0, 1.0, size=50)},
        ],
        "constant": [{"g": Build("functions.above", {"threshold": -99.0}), "samples": rng.normal(size=5)}],
    },
    properties=(
        Property("the estimate", part=0),
        Property("the standard error", part=1),
        Property("a constant is estimated without error", on="constant", share=0.5),
    ),
)

EXERCISES = (NLL_GRADIENT, SGD_FIT, LINEAR_GAUSSIAN_MLE, BITS_PER_DIM, MONTE_CARLO)
