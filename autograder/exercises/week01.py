"""Week 1: the exercises on probability, information and maximum likelihood."""

import numpy as np

from autograder.exercises.spec import Exercise, Property, Week
from autograder.exercises.week01_other import OTHER
from autograder.exercises.week01_wrong import WRONG
from gmcourse.reference import probability

BERNOULLI_MLE = Exercise(
    id="bernoulli_mle",
    title="The most likely coin",
    points=2,
    minutes=5,
    difficulty=1,
    reference=probability.bernoulli_mle,
    public={
        "main": [{"x": np.array([1.0, 0, 1, 1, 0])}, {"x": np.array([0.0, 0, 1, 0])}],
        "extremes": [{"x": np.array([1.0, 1, 1])}, {"x": np.array([0.0, 0])}],
    },
    hidden=lambda rng: {
        "main": [{"x": _coins(rng, n, 0.3)} for n in (9, 40)] + [{"x": _coins(rng, 25, 0.7)}],
        "extremes": [{"x": np.ones(int(rng.integers(3, 9)))}, {"x": np.zeros(6)}],
    },
    properties=(
        Property("the estimate"),
        Property("only ones gives 1, only zeros gives 0", on="extremes", share=0.5),
    ),
)

GAUSSIAN_MLE = Exercise(
    id="gaussian_mle",
    title="The most likely Gaussian",
    points=3,
    minutes=10,
    difficulty=1,
    reference=probability.gaussian_mle,
    public={
        "main": [{"x": np.array([1.0, 2, 6])}, {"x": np.array([-1.0, 0, 0.5, 4.5])}],
        "one": [{"x": np.array([3.0])}],
    },
    hidden=lambda rng: {
        "main": [{"x": rng.gamma(2.0, 1.5, size=n) - 1.0} for n in (5, 12, 60)],
        "one": [{"x": rng.normal(size=1)}],
    },
    properties=(
        Property("the mean", part=0),
        Property("the variance", part=1),
        Property("one observation gives variance 0", on="one", share=0.5),
    ),
)

ENTROPY = Exercise(
    id="entropy",
    title="Entropy",
    points=2,
    minutes=10,
    difficulty=1,
    reference=probability.entropy,
    public={
        "main": [{"p": np.array([0.5, 0.5])}, {"p": np.array([0.7, 0.2, 0.1])}],
        "zeros": [{"p": np.array([0.5, 0.0, 0.5])}, {"p": np.array([0.0, 1.0])}],
    },
    hidden=lambda rng: {
        "main": [{"p": rng.dirichlet(np.ones(k))} for k in (2, 5, 30)],
        "zeros": [{"p": _with_zeros(rng, k)} for k in (4, 9)],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes of probability 0 count nothing", on="zeros", share=0.5),
    ),
)


def _coins(rng, n, theta):
    """Zeros and ones, with at least one of each."""
    x = (rng.random(n) < theta).astype(float)
    x[0], x[1], x[2] = 0.0, 1.0, float(theta > 0.5)
    return x


def _with_zeros(rng, k):
    p = np.zeros(k)
    p[: k // 2 + 1] = rng.dirichlet(np.ones(k // 2 + 1))
    return rng.permutation(p)


WEEK = Week(
    name="week01_probability_mle",
    title="Probability, information, maximum likelihood",
    chapter="book/week01_probability",
    exercises=(BERNOULLI_MLE, GAUSSIAN_MLE, ENTROPY),
    wrong=WRONG,
    alternatives=OTHER,
)
