"""Entropy: the questions of `entropy`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import with_zeros
from gmcourse.reference import probability

ENTROPY = Exercise(
    id="entropy",
    title="Entropy",
    points=2,
    minutes=8,
    difficulty=1,
    reference=probability.entropy,
    public={
        "main": [{"p": np.array([0.5, 0.5])}, {"p": np.array([0.7, 0.2, 0.1])}],
        "zeros": [{"p": np.array([0.5, 0.0, 0.5])}, {"p": np.array([0.0, 1.0])}, {"p": np.array([0, 1, 0])}],
    },
    hidden=lambda rng: {
        "main": [
            *({"p": rng.dirichlet(np.ones(k))} for k in (2, 5, 30)),
            {"p": np.full(1000, 1e-3)},
            {"p": np.array([1e-7, 1 - 1e-7])},
            {"p": rng.permutation(np.array([0.3, 0.7 - 1.1e-4, 1e-4, 1e-5]))},
            {"p": np.ones(1)},
        ],
        "zeros": [{"p": with_zeros(rng, k)} for k in (4, 9)],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes of probability 0 add nothing", on="zeros", share=0.5),
    ),
)


@ENTROPY.wrong(
    "bits",
    hint="You took logarithms to base 2: that counts bits. In nats, how large is the entropy of a fair coin?",
)
def entropy_bits(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


@ENTROPY.wrong(
    "sign",
    hint="Your entropy is negative. The logarithm of a probability is never above 0, uncertainty is never below it: what stands before the sum?",
)
def entropy_negative(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))


@ENTROPY.wrong(
    "nan at zeros",
    hint="log 0 is minus infinity, and 0 times infinity is nan. What never happens surprises nobody: what should it add to the sum?",
)
def entropy_nan(p):
    return -np.sum(p * np.log(p))


@ENTROPY.wrong("negative, in bits", like="sign")
def entropy_negative_bits(p):
    return -entropy_bits(p)


@ENTROPY.wrong(
    "log10",
    hint="You took logarithms to base 10. A nat is the unit of the natural logarithm: which base has that?",
)
def entropy_base_ten(p):
    return entropy_bits(p) * np.log10(2)


@ENTROPY.wrong(
    "mean instead of sum",
    hint="You averaged the terms. The probabilities are weights already: what do they make of the sum, if another division comes on top?",
)
def entropy_averaged(p):
    return entropy_bits(p) * np.log(2) / np.count_nonzero(p)


@ENTROPY.wrong("mean over all outcomes", like="mean instead of sum")
def entropy_averaged_over_all(p):
    return entropy_bits(p) * np.log(2) / len(p)


@ENTROPY.wrong(
    "not weighted",
    hint="You added up the surprises, each as if it came for sure. How often does a rare outcome surprise anyone?",
)
def entropy_not_weighted(p):
    return -np.sum(np.log(p[p > 0]))


@ENTROPY.alternative
def entropy_loop(p):
    import math

    return -sum(value * math.log(value) for value in p if value > 0)


@ENTROPY.alternative
def entropy_where(p):
    safe = np.where(p > 0, p, 1.0)
    return float((p * -np.log(safe)).sum())


@ENTROPY.alternative
def entropy_scipy(p):
    from scipy.special import entr

    return np.float32(entr(p).sum())
