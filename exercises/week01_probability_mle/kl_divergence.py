"""Kullback-Leibler divergence: the questions of `kl_divergence`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import positive, with_zeros
from gmcourse.reference import probability


def _impossible(rng, k):
    """A pair p, q where p has an outcome that q rules out."""
    q = with_zeros(rng, k)
    return {"p": positive(rng, k), "q": q}


def _impossible_beside_zeros(rng, k):
    """A pair p, q: p rules out one outcome, q rules out another, and the likeliest of p is allowed by both."""
    p, q = positive(rng, k), positive(rng, k)
    p[1], q[2] = 0.0, 0.0
    p[0] += 1.0
    order = rng.permutation(k)
    return {"p": (p / p.sum())[order], "q": (q / q.sum())[order]}


def _ruled_out_by_both(rng, k):
    """A pair p, q with the same impossible outcomes."""
    p = with_zeros(rng, k)
    q = np.where(p > 0, positive(rng, k), 0.0)
    return {"p": p, "q": q / q.sum()}


def _nearly_impossible(rng, tiny):
    """A pair p, q where q gives next to nothing to an outcome of p."""
    q = positive(rng, 4)
    q[rng.integers(4)] = tiny
    return {"p": positive(rng, 4), "q": q / q.sum()}


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
            {"p": np.array([0, 1]), "q": np.array([0.25, 0.75])},
        ],
        "q_zero": [
            {"p": np.array([0.6, 0.4]), "q": np.array([1.0, 0.0])},
            {"p": np.array([0.6, 0.4]), "q": np.array([0.75, 0.25])},
            {"p": np.array([0.0, 0.7, 0.3]), "q": np.array([0.5, 0.5, 0.0])},
        ],
        "tiny": [
            {"p": np.array([0.5, 0.5]), "q": np.array([1e-20, 1.0])},
            {"p": np.array([0.9, 0.1]), "q": np.array([1e-300, 1.0])},
        ],
    },
    hidden=lambda rng: {
        "main": [{"p": positive(rng, k), "q": positive(rng, k)} for k in (3, 8, 20)],
        "p_zero": [
            *({"p": with_zeros(rng, k), "q": positive(rng, k)} for k in (4, 7)),
            _ruled_out_by_both(rng, 6),
            {"p": np.eye(4)[2], "q": np.eye(4)[2]},
            {"p": np.ones(1), "q": np.ones(1)},
            {"p": np.array([0.0, 0.3, 0.7]), "q": np.array([0.2, 0.24, 0.56])},
        ],
        "q_zero": [
            *(_impossible(rng, k) for k in (3, 6, 10)),
            *(_impossible_beside_zeros(rng, k) for k in (4, 7)),
            {"p": positive(rng, 5), "q": positive(rng, 5)},
            {"p": np.array([1e-12, 1 - 1e-12]), "q": np.array([0.0, 1.0])},
        ],
        "tiny": [_nearly_impossible(rng, tiny) for tiny in (1e-7, 1e-13, 1e-40, 1e-300)]
        + [
            {"p": np.array([1e-9, 1 - 1e-9]), "q": np.array([0.5, 0.5])},
            {"p": np.array([0.05, 0.95]), "q": np.array([1.0, 1e-290])},
        ],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes that p rules out add nothing", on="p_zero", share=0.5),
        Property("infinite where q rules out what p allows, and only there", on="q_zero", share=0.5),
        Property("finite where q is tiny, and not 0", on="tiny", share=0.5),
    ),
)


@KL_DIVERGENCE.wrong(
    "arguments swapped",
    hint="You computed KL(q || p). The first argument is the distribution that the mean is taken under: which of the two weighs the terms of your sum?",
)
def kl_swapped(p, q):
    if np.any((p == 0) & (q > 0)):
        return np.inf
    keep = q > 0
    return np.sum(q[keep] * np.log(q[keep] / p[keep]))


@KL_DIVERGENCE.wrong(
    "nan at p = 0",
    hint="0 times log 0 is nan in floating point. An outcome that p rules out is never drawn from p: what should it add to a mean under p?",
)
def kl_nan(p, q):
    return np.sum(p * np.log(p / q))


@KL_DIVERGENCE.wrong(
    "symmetrised",
    hint="You averaged KL(p || q) and KL(q || p). The divergence asked for has a direction and is not symmetric: only p weighs the terms.",
)
def kl_symmetrised(p, q):
    def one_way(a, b):
        if np.any((b == 0) & (a > 0)):
            return np.inf
        return np.sum(a[a > 0] * np.log(a[a > 0] / b[a > 0]))

    return 0.5 * (one_way(p, q) + one_way(q, p))


@KL_DIVERGENCE.wrong(
    "both directions added",
    hint="You added KL(p || q) and KL(q || p). The divergence asked for has a direction and is not symmetric: only p weighs the terms.",
)
def kl_both_ways(p, q):
    if np.any((p == 0) != (q == 0)):
        return np.inf
    keep = p > 0
    return np.sum((p[keep] - q[keep]) * np.log(p[keep] / q[keep]))


@KL_DIVERGENCE.wrong(
    "1e-12 added",
    hint="You kept q away from 0 by a tiny number. Where q rules out what p allows, the divergence really is infinite, and a finite number hides it. Which outcomes need care, and which need none?",
)
def kl_padded(p, q):
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))


@KL_DIVERGENCE.wrong(
    "outcomes with q = 0 left out",
    hint="You skipped the outcomes that q rules out. If p allows one of them, data will show it sooner or later: how surprised is a model that called it impossible?",
)
def kl_masked(p, q):
    keep = (p > 0) & (q > 0)
    return np.sum(p[keep] * np.log(p[keep] / q[keep]))


@KL_DIVERGENCE.wrong("1e-10 added to q", like="1e-12 added")
def kl_padded_below(p, q):
    keep = p > 0
    return np.sum(p[keep] * np.log(p[keep] / (q[keep] + 1e-10)))


@KL_DIVERGENCE.wrong("q clipped at 1e-8", like="1e-12 added")
def kl_clipped(p, q):
    keep = p > 0
    return np.sum(p[keep] * np.log(p[keep] / np.maximum(q[keep], 1e-8)))


@KL_DIVERGENCE.wrong("q at least 1e-30", like="1e-12 added")
def kl_clipped_far_below(p, q):
    return np.sum(p[p > 0] * np.log(p[p > 0] / np.maximum(q[p > 0], 1e-30)))


@KL_DIVERGENCE.wrong(
    "a large number for infinity",
    hint="You let a large number stand for infinity. It reads like a divergence that is finite after all: what does NumPy offer that no number exceeds?",
)
def kl_large_number(p, q):
    return 1e6 if np.any((q == 0) & (p > 0)) else np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))


@KL_DIVERGENCE.wrong("the largest float for infinity", like="a large number for infinity")
def kl_largest_float(p, q):
    return (
        float(np.finfo(float).max)
        if np.any((q == 0) & (p > 0))
        else np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))
    )


@KL_DIVERGENCE.wrong("nan at p = 0, infinity seen to", like="nan at p = 0")
def kl_nan_but_infinite(p, q):
    return np.inf if np.any((q == 0) & (p > 0)) else np.sum(p * np.log(p / q))


def _kept_finite(added, least):
    """The divergence with q changed so that no logarithm is infinite."""

    def wrong(p, q):
        keep = p > 0
        return np.sum(p[keep] * np.log(p[keep] / np.maximum(q[keep] + added, least)))

    return wrong


for _tiny in (1e-6, 1e-8, 1e-9, 1e-15, 1e-16, 1e-20, 1e-300):
    KL_DIVERGENCE.wrong(f"{_tiny:g} added to q alone", like="1e-12 added")(_kept_finite(_tiny, 0.0))
    KL_DIVERGENCE.wrong(f"q at least {_tiny:g}, p as it is", like="1e-12 added")(_kept_finite(0.0, _tiny))
KL_DIVERGENCE.wrong("q at least the epsilon", like="1e-12 added")(_kept_finite(0.0, 2.0**-52))


def _large(number):
    """The divergence with this number where it is infinite."""

    def wrong(p, q):
        keep = p > 0
        return number if np.any(q[keep] == 0) else np.sum(p[keep] * np.log(p[keep] / q[keep]))

    return wrong


for _number in (100.0, 999.0, 1e3, 1e4, 1e5, 1e8, 1e9, 1e10, 1e12, 1e15, 1e20, 1e100):
    KL_DIVERGENCE.wrong(f"{_number:g} for infinity", like="a large number for infinity")(_large(_number))


@KL_DIVERGENCE.wrong("infinite terms made large, nan made 0", like="a large number for infinity")
def kl_nan_to_num(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(p * np.log(p / q)))


@KL_DIVERGENCE.wrong("outcomes with q = 0 left out, nan at p = 0", like="outcomes with q = 0 left out")
def kl_masked_by_q(p, q):
    with np.errstate(all="ignore"):
        return np.sum(p[q > 0] * np.log(p[q > 0] / q[q > 0]))


@KL_DIVERGENCE.wrong(
    "sign",
    hint="Your divergence is negative. It never is, as Jensen's inequality shows: which way up does the ratio inside the logarithm stand?",
)
def kl_negative(p, q):
    from scipy.special import rel_entr

    return -np.sum(rel_entr(p, q))


@KL_DIVERGENCE.wrong(
    "bits",
    hint="You took logarithms to base 2: that counts bits. Asked is the value in nats: which factor lies between them?",
)
def kl_bits(p, q):
    from scipy.special import rel_entr

    return np.sum(rel_entr(p, q)) / np.log(2)


@KL_DIVERGENCE.wrong(
    "cross-entropy",
    hint="You returned the mean of -log q under p. At q = p that is not 0: which part of it does no model take away?",
)
def kl_cross_entropy(p, q):
    with np.errstate(divide="ignore"):
        return -np.sum(p[p > 0] * np.log(q[p > 0]))


@KL_DIVERGENCE.wrong(
    "infinite wherever q is 0",
    hint="You call the divergence infinite as soon as q has a 0. If p rules that outcome out as well, it is never drawn: what does it add then?",
)
def kl_infinite_too_often(p, q):
    from scipy.special import rel_entr

    return np.inf if np.any(q == 0) else np.sum(rel_entr(p, q))


@KL_DIVERGENCE.alternative
def kl_loop(p, q):
    import math

    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += math.inf if b == 0 else a * math.log(a / b)
    return total


@KL_DIVERGENCE.alternative
def kl_scipy(p, q):
    from scipy.special import rel_entr

    return rel_entr(p, q).sum()


@KL_DIVERGENCE.alternative
def kl_where(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0).sum())
