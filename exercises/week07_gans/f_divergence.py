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
    hint="Every outcome counts alike in your sum, or mean, of f. An f-divergence is an expectation: with which probability does each outcome count?",
)
def unweighted(p, q, f):
    return f(p / q).sum()


@F_DIVERGENCE.wrong("weighted by the middle", like="weighted by p")
def weighted_by_the_middle(p, q, f):
    return ((p + q) / 2 * f(p / q)).sum()


@F_DIVERGENCE.wrong("f averaged, not weighted", like="f not weighted")
def unweighted_mean(p, q, f):
    return f(p / q).mean()


@F_DIVERGENCE.wrong("f of the ratio upside down, not weighted", like="f not weighted")
def unweighted_inverted(p, q, f):
    return f(q / p).sum()


@F_DIVERGENCE.wrong(
    "mean over the outcomes",
    hint="You took the mean over the outcomes, which gives each the weight 1/K once more. The probabilities are the weights: what is left to do with the products?",
)
def mean_over_outcomes(p, q, f):
    return (q * f(p / q)).mean()


@F_DIVERGENCE.wrong(
    "a share for each outcome",
    hint="You return one share for each outcome. A divergence is one number: what is to be done with the shares?",
)
def shares(p, q, f):
    return q * f(p / q)


@F_DIVERGENCE.wrong(
    "sign",
    hint="You changed the sign. With f(u) = u log u your sum should be KL(p, q), which is never negative.",
)
def negative(p, q, f):
    return -(q * f(p / q)).sum()


@F_DIVERGENCE.wrong(
    "half of it",
    hint="Your divergence is half of what is asked: no 1/2 stands before the sum.",
)
def halved(p, q, f):
    return (q * f(p / q)).sum() / 2


@F_DIVERGENCE.wrong(
    "both ways",
    hint="You averaged D_f(p, q) and D_f(q, p). It need not be symmetric: which of the two is asked?",
)
def both_ways(p, q, f):
    return ((q * f(p / q)).sum() + (p * f(q / p)).sum()) / 2


@F_DIVERGENCE.wrong(
    "f of a difference",
    hint="You gave f the difference of p and q, or each of them by itself. f takes a ratio: with f(u) = u log u your sum should be KL(p, q).",
)
def f_of_difference(p, q, f):
    return (q * f(p - q)).sum()


@F_DIVERGENCE.wrong("a difference of f", like="f of a difference")
def difference_of_f(p, q, f):
    return (f(p) - f(q)).sum()


@F_DIVERGENCE.wrong("a ratio of f", like="f of a difference")
def ratio_of_f(p, q, f):
    return (q * f(p) / f(q)).sum()


@F_DIVERGENCE.wrong(
    "f of a logarithm",
    hint="You gave f the logarithm of the ratio. The logarithm, where there is one, belongs to f: what is f to be given, if f(u) = u log u makes KL(p, q)?",
)
def f_of_log(p, q, f):
    return (q * f(torch.log(p / q))).sum()


@F_DIVERGENCE.wrong(
    "f of the mean",
    hint="You took f of a mean, which is f(1) = 0 or near it. A divergence is the mean of f: which comes first?",
)
def f_of_mean(p, q, f):
    return f((q * (p / q)).sum())


@F_DIVERGENCE.alternative
def f_inner_product(p, q, f):
    return q @ f(p / q)


@F_DIVERGENCE.alternative
def f_looped(p, q, f):
    return sum(b * f(a / b) for a, b in zip(p, q, strict=True))


@F_DIVERGENCE.alternative
def f_divergence_by_dot(p, q, f):
    return q @ f(p * q.reciprocal())
