"""Week 1, first part: distributions of one variable, entropy, divergence, mutual information."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.reference import probability


def _coins(rng, n, theta):
    """Zeros and ones, at least one of each, the likelier value in the majority."""
    x = (rng.random(n) < theta).astype(float)
    x[: n // 2 + 1], x[-1] = float(theta > 0.5), float(theta < 0.5)
    return rng.permutation(x)


def _with_zeros(rng, k):
    """A distribution over k outcomes, about half of which cannot happen."""
    p = np.zeros(k)
    p[: k // 2 + 1] = rng.dirichlet(np.ones(k // 2 + 1))
    return rng.permutation(p)


def _positive(rng, *shape):
    """Probabilities of this shape, all above 0, summing to 1."""
    p = rng.gamma(1.5, size=shape) + 0.05
    return p / p.sum()


def _impossible(rng, k):
    """A pair p, q where p has an outcome that q rules out."""
    q = _with_zeros(rng, k)
    return {"p": _positive(rng, k), "q": q}


def _ruled_out_by_both(rng, k):
    """A pair p, q with the same impossible outcomes."""
    p = _with_zeros(rng, k)
    q = np.where(p > 0, _positive(rng, k), 0.0)
    return {"p": p, "q": q / q.sum()}


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
        "main": [{"x": _coins(rng, n, theta)} for n, theta in ((9, 0.3), (40, 0.2), (25, 0.8))],
        "extremes": [{"x": np.ones(int(rng.integers(3, 9)))}, {"x": np.zeros(6)}],
    },
    properties=(
        Property("the estimate"),
        Property("only ones gives 1, only zeros gives 0", on="extremes", share=0.5),
    ),
)

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
        ],
        "far": [{"x": np.array([100.0, -60.0]), "mean": 0.0, "var": 2.0}],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.normal(size=n), "mean": float(rng.normal()), "var": float(rng.uniform(*between))}
            for n, between in ((1, (2.0, 5.0)), (7, (0.1, 0.5)))
        ],
        "far": [{"x": rng.uniform(60, 200, size=4), "mean": float(rng.normal()), "var": 1.7}],
    },
    properties=(
        Property("the value"),
        Property("far from the mean it stays finite", on="far", share=0.5),
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
    minutes=8,
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
        Property("outcomes of probability 0 add nothing", on="zeros", share=0.5),
    ),
)

KL_DIVERGENCE = Exercise(
    id="kl_divergence",
    title="Kullback-Leibler divergence",
    points=3,
    minutes=10,
    difficulty=2,
    reference=probability.kl_divergence,
    public={
        "main": [
            {"p": np.array([0.5, 0.5]), "q": np.array([0.9, 0.1])},
            {"p": np.array([0.2, 0.3, 0.5]), "q": np.array([0.5, 0.25, 0.25])},
        ],
        "p_zero": [
            {"p": np.array([0.0, 1.0]), "q": np.array([0.5, 0.5])},
            {"p": np.array([0.5, 0.5, 0.0]), "q": np.array([0.25, 0.75, 0.0])},
        ],
        "q_zero": [
            {"p": np.array([0.6, 0.4]), "q": np.array([1.0, 0.0])},
            {"p": np.array([0.6, 0.4]), "q": np.array([0.75, 0.25])},
        ],
    },
    hidden=lambda rng: {
        "main": [{"p": _positive(rng, k), "q": _positive(rng, k)} for k in (3, 8, 20)],
        "p_zero": [
            *({"p": _with_zeros(rng, k), "q": _positive(rng, k)} for k in (4, 7)),
            _ruled_out_by_both(rng, 6),
            {"p": np.eye(4)[2], "q": np.eye(4)[2]},
        ],
        "q_zero": [_impossible(rng, 3), _impossible(rng, 6), {"p": _positive(rng, 5), "q": _positive(rng, 5)}],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes that p rules out add nothing", on="p_zero", share=0.5),
        Property("infinite where q rules out what p allows, and only there", on="q_zero", share=0.5),
    ),
)

MUTUAL_INFORMATION = Exercise(
    id="mutual_information",
    title="Mutual information",
    points=3,
    minutes=15,
    difficulty=2,
    reference=probability.mutual_information,
    public={
        "main": [
            {"joint": np.array([[0.4, 0.1], [0.2, 0.3]])},
            {"joint": np.array([[0.2, 0.2, 0.1], [0.05, 0.05, 0.4]])},
        ],
        "zeros": [{"joint": np.array([[0.25, 0.0, 0.25], [0.0, 0.5, 0.0]])}],
        "copy": [{"joint": np.diag([0.5, 0.2, 0.3])}],
        "independent": [{"joint": np.full((2, 2), 0.25)}, {"joint": np.array([[0.3, 0.2], [0.1, 0.4]])}],
    },
    hidden=lambda rng: {
        "main": [{"joint": _positive(rng, *shape)} for shape in ((2, 3), (5, 4))],
        "zeros": [{"joint": _with_zeros(rng, 12).reshape(3, 4)}],
        "copy": [{"joint": np.diag(_positive(rng, 4))}],
        "independent": [
            {"joint": np.outer(_positive(rng, 3), _positive(rng, 4))},
            {"joint": _positive(rng, 3, 4)},
        ],
    },
    properties=(
        Property("the mutual information", part=0),
        Property("the entropy of x once y is known", part=1),
        Property("impossible pairs add nothing", on="zeros", share=0.5),
        Property("if y copies x, nothing of x stays unknown", on="copy", share=0.5),
        Property("the mutual information is 0 for independent x and y alone", on="independent", part=0, share=0.5),
    ),
)

EXERCISES = (BERNOULLI_MLE, GAUSSIAN_LOG_PROB, GAUSSIAN_MLE, ENTROPY, KL_DIVERGENCE, MUTUAL_INFORMATION)
