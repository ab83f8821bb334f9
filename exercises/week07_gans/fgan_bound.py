"""A divergence from below: the questions of `fgan_bound`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import pair, positive, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import gans

_BEST = {
    "kl": lambda u: 1 + np.log(u),
    "reverse kl": lambda u: -1 / u,
    "pearson": lambda u: 2 * (u - 1),
    "gan": lambda u: np.log(u / (1 + u)),
}


def _bound(p, q, t, name):
    return pair(p, q) | {"t": tensor(t), "conjugate": Build("gans.conjugate", {"name": name})}


def _tight(p, q, name):
    p, q = np.asarray(p), np.asarray(q)
    return _bound(p, q, _BEST[name](p / q), name)


def _loose(rng, k, name):
    """A bound at some t, of either sign where the conjugate allows it."""
    t = -rng.uniform(0.2, 2.0, size=k) if name in ("reverse kl", "gan") else rng.uniform(-2.0, 2.0, size=k)
    return _bound(positive(rng, k), positive(rng, k), t, name)


def _half_empty(rng, name):
    """A loose bound where each of the two rules an outcome out."""
    case, order = _loose(rng, 5, name), rng.permutation(5)
    p, q = rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(5))
    p[order[0]], q[order[1]] = 0.0, 0.0
    return case | pair(p / p.sum(), q / q.sum())


FGAN_BOUND = Exercise(
    id="fgan_bound",
    title="A divergence from below",
    points=1,
    minutes=8,
    difficulty=2,
    reference=gans.fgan_bound,
    public={
        "main": [
            _bound([0.5, 0.5], [0.8, 0.2], [-1.0, 1.0], "pearson"),
            _bound([0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [-0.5, -1.0, -0.25], "gan"),
            _bound([0.1, 0.2, 0.3, 0.4], [0.4, 0.25, 0.25, 0.1], [0.5, -1.5, 1.0, 2.0], "kl"),
            _bound([1.0], [1.0], [-0.75], "reverse kl"),
            _bound([0.4, 0.6], [0.7, 0.3], [20.0, -30.0], "pearson"),
            _bound([0.5, 0.5, 0.0], [0.0, 0.4, 0.6], [0.5, -1.0, 1.5], "pearson"),
        ],
        "tight": [_tight([0.2, 0.3, 0.5], [0.6, 0.3, 0.1], name) for name in ("kl", "pearson")],
    },
    hidden=lambda rng: {
        "main": [
            _loose(rng, k, name)
            for k, name in ((3, "kl"), (6, "pearson"), (9, "reverse kl"), (4, "gan"), (1, "kl"))
        ]
        + [_half_empty(rng, name) for name in ("kl", "gan")]
        + [_bound(positive(rng, 3), positive(rng, 3), rng.uniform(20, 50, size=3) * [1, -1, 1], "pearson")],
        "tight": [_tight(positive(rng, 5), positive(rng, 5), name) for name in ("kl", "pearson", "gan")],
    },
    shows=lambda p, q, t, conjugate: {"conjugate(t)": conjugate(t)},
    properties=(
        Property("the bound at any t"),
        Property("at the best t it is the divergence", on="tight", share=0.5),
    ),
)


@FGAN_BOUND.wrong(
    "conjugate under p",
    hint="Start from D_f = sum q f(p/q), and replace f(u), with u = p/q, by the smaller u t - f*(t). Which of p and q is left beside f*(t)?",
)
def conjugate_under_p(p, q, t, conjugate):
    return (p * t).sum() - (p * conjugate(t)).sum()


@FGAN_BOUND.wrong(
    "no conjugate",
    hint="You computed E_p[t] - E_q[t], the objective of a Wasserstein critic. What do fakes pay in an f-GAN, in place of t?",
)
def no_conjugate(p, q, t, conjugate):
    return (p * t).sum() - (q * t).sum()


@FGAN_BOUND.wrong(
    "p and q exchanged",
    hint="You exchanged the two expectations. Start from D_f = sum q f(p/q), and replace f(u), with u = p/q, by the smaller u t - f*(t): which of p and q ends up beside t?",
)
def bound_swapped(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()


@FGAN_BOUND.wrong(
    "plus the conjugate",
    hint="You added f*(t). For every u and t, f(u) is at least u t - f*(t): with a plus, is the sum still a lower bound?",
)
def bound_plus(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()


@FGAN_BOUND.wrong(
    "means over the outcomes",
    hint="You took the mean over the K outcomes, which gives each the weight 1/K once more. The probabilities are the weights: what is left to do with the products?",
)
def bound_of_means(p, q, t, conjugate):
    return (p * t).mean() - (q * conjugate(t)).mean()


@FGAN_BOUND.wrong(
    "both under q",
    hint="You took both means under q. Start from D_f = sum q f(p/q), and replace f(u), with u = p/q, by the smaller u t - f*(t): what becomes of q times u?",
)
def both_under_q(p, q, t, conjugate):
    return (q * (t - conjugate(t))).sum()


@FGAN_BOUND.wrong(
    "no weights",
    hint="In one term or both you added over the outcomes, or averaged, without the probabilities. Both terms are expectations: under which of p and q is each?",
)
def bound_unweighted(p, q, t, conjugate):
    return (t - conjugate(t)).sum()


@FGAN_BOUND.wrong("plain means", like="no weights")
def bound_plain_means(p, q, t, conjugate):
    return t.mean() - conjugate(t).mean()


@FGAN_BOUND.wrong("conjugate not weighted", like="no weights")
def conjugate_unweighted(p, q, t, conjugate):
    return (p * t).sum() - conjugate(t).sum()


@FGAN_BOUND.wrong(
    "a share for each outcome",
    hint="You return one share for each outcome. The bound is one number: what is to be done with the shares?",
)
def bound_shares(p, q, t, conjugate):
    return p * t - q * conjugate(t)


@FGAN_BOUND.wrong(
    "sign",
    hint="Your bound has the wrong sign: at the best t it is to be the divergence itself, not its negative. Which term is subtracted?",
)
def bound_negative(p, q, t, conjugate):
    return (q * conjugate(t)).sum() - (p * t).sum()


@FGAN_BOUND.wrong(
    "conjugate of the real ones",
    hint="You put the conjugate on the term under p. Start from D_f = sum q f(p/q), and replace f(u), with u = p/q, by the smaller u t - f*(t): what stands beside t?",
)
def conjugate_of_the_other(p, q, t, conjugate):
    return (p * conjugate(t)).sum() - (q * t).sum()


@FGAN_BOUND.wrong("conjugate of both", like="conjugate of the real ones")
def conjugate_of_both(p, q, t, conjugate):
    return (p * conjugate(t)).sum() - (q * conjugate(t)).sum()


@FGAN_BOUND.wrong(
    "conjugate of the mean",
    hint="You gave the conjugate a t that q had already weighed. The bound holds for each outcome by itself: which comes first, the conjugate or the weights?",
)
def conjugate_of_mean(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum())


@FGAN_BOUND.wrong("conjugate of the weighted t", like="conjugate of the mean")
def conjugate_of_weighted(p, q, t, conjugate):
    return (p * t).sum() - conjugate(q * t).sum()


@FGAN_BOUND.wrong(
    "real ones alone",
    hint="You returned the mean of t under p alone: it has no upper end. What do fakes pay for a large t?",
)
def bound_real_alone(p, q, t, conjugate):
    return (p * t).sum()


@FGAN_BOUND.wrong("conjugate averaged", like="no weights")
def conjugate_averaged(p, q, t, conjugate):
    return (p * t).sum() - conjugate(t).mean()


@FGAN_BOUND.alternative
def bound_inner_products(p, q, t, conjugate):
    return p @ t - q @ conjugate(t)


@FGAN_BOUND.alternative
def bound_one_sum(p, q, t, conjugate):
    return float(torch.sum(p * t - q * conjugate(t)))


@FGAN_BOUND.alternative
def fgan_bound_by_dots(p, q, t, conjugate):
    return torch.dot(p, t) - torch.dot(q, conjugate(t))
