"""One formula for many divergences: the questions of `f_divergence`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import pair, positive
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def _with_f(pair, name):
    return pair | {"f": Build("gans.convex", {"name": name})}


def _apart(rng):
    """Two distributions whose ratio lies near 100 at one outcome and near 1/100 at another."""
    small, middle = rng.uniform(0.005, 0.015, size=2), rng.uniform(0.02, 0.1, size=2)
    return pair(
        [1 - middle[0] - small[0], middle[0], small[0]], [small[1], middle[1], 1 - middle[1] - small[1]]
    )


F_DIVERGENCE = Exercise(
    id="f_divergence",
    title="One formula for many divergences",
    points=1,
    minutes=8,
    difficulty=2,
    reference=gans.f_divergence,
    public={
        "main": [
            _with_f(pair([0.5, 0.5], [0.8, 0.2]), "pearson"),
            _with_f(pair([0.2, 0.3, 0.5], [0.6, 0.3, 0.1]), "kl"),
            _with_f(pair([0.2, 0.3, 0.5], [0.6, 0.3, 0.1]), "reverse kl"),
            _with_f(pair([0.1, 0.15, 0.25, 0.5], [0.4, 0.3, 0.2, 0.1]), "neyman"),
            _with_f(pair([0.96, 0.03, 0.01], [0.01, 0.02, 0.97]), "kl"),
        ],
        "symmetric": [
            _with_f(pair([0.25, 0.75], [0.5, 0.5]), "total variation"),
            _with_f(pair([0.36, 0.64], [0.64, 0.36]), "hellinger"),
            _with_f(pair([0.125, 0.375, 0.5], [0.5, 0.25, 0.25]), "gan"),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _with_f(pair(positive(rng, k), positive(rng, k)), name)
            for k, name in ((2, "kl"), (4, "pearson"), (7, "kl"), (12, "neyman"), (5, "reverse kl"))
        ]
        + [_with_f(_apart(rng), name) for name in ("kl", "pearson", "neyman", "reverse kl")],
        "symmetric": [
            _with_f(pair(positive(rng, 6), positive(rng, 6)), name)
            for name in ("total variation", "hellinger", "gan")
        ],
    },
    shows=lambda p, q, f: {"f(0.5)": float(f(torch.tensor(0.5))), "f(2)": float(f(torch.tensor(2.0)))},
    properties=(
        Property("divergences that are not symmetric"),
        Property("divergences that are symmetric", on="symmetric", share=0.5),
    ),
)


@F_DIVERGENCE.wrong(
    "p f(q/p)",
    hint="You computed D_f(q, p). The mean is taken under the second argument: which of the two then stands in the denominator?",
)
def arguments_swapped(p, q, f):
    return (p * f(q / p)).sum()


@F_DIVERGENCE.wrong(
    "weighted by p",
    hint="The ratio is right, the weight is not: over which of the two is the mean of f(p/q) taken?",
)
def weighted_by_p(p, q, f):
    return (p * f(p / q)).sum()


@F_DIVERGENCE.wrong(
    "ratio upside down",
    hint="The weight is right, the ratio is not. With f(u) = u log u your sum should be KL(p, q).",
)
def ratio_inverted(p, q, f):
    return (q * f(q / p)).sum()


@F_DIVERGENCE.wrong(
    "f not weighted",
    hint="You added f(p/q) over the outcomes. An f-divergence is an expectation: with which probability does each outcome count?",
)
def unweighted(p, q, f):
    return f(p / q).sum()


@F_DIVERGENCE.wrong("weighted by the middle", like="weighted by p")
def weighted_by_the_middle(p, q, f):
    return ((p + q) / 2 * f(p / q)).sum()


@F_DIVERGENCE.alternative
def f_inner_product(p, q, f):
    return q @ f(p / q)


@F_DIVERGENCE.alternative
def f_looped(p, q, f):
    return sum(b * f(a / b) for a, b in zip(p, q, strict=True))


@F_DIVERGENCE.alternative
def f_divergence_by_dot(p, q, f):
    return q @ f(p * q.reciprocal())
