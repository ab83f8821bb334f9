"""The Jensen-Shannon divergence: the questions of `jensen_shannon`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import pair, positive
from gmcourse.reference import gans


def _half_empty(rng, k):
    """Two distributions over k outcomes; each rules some out, some are ruled out by both."""
    p, q = np.zeros(k), np.zeros(k)
    p[: k // 2], q[1 : k // 2 + 1] = positive(rng, k // 2), positive(rng, k // 2)
    order = rng.permutation(k)
    return pair(p[order], q[order])


def _disjoint(rng, k):
    p, q = np.zeros(2 * k), np.zeros(2 * k)
    p[:k], q[k:] = positive(rng, k), positive(rng, k)
    return pair(p, q)


def _near(rng, k):
    """Two distributions that differ by a percent."""
    p = positive(rng, k)
    q = p * rng.uniform(0.99, 1.01, size=k)
    return pair(p, q / q.sum())


JENSEN_SHANNON = Exercise(
    id="jensen_shannon",
    title="The Jensen-Shannon divergence",
    points=3,
    minutes=12,
    difficulty=2,
    reference=gans.jensen_shannon,
    public={
        "main": [
            pair([0.5, 0.5], [0.9, 0.1]),
            pair([0.2, 0.3, 0.5], [0.7, 0.2, 0.1]),
            pair([0.1, 0.9], [0.1, 0.9]),
            pair([0.5, 0.5], [0.505, 0.495]),
        ],
        "zeros": [
            pair([0.5, 0.5, 0.0, 0.0], [0.0, 0.25, 0.75, 0.0]),
            pair([1.0, 0.0], [0.0, 1.0]),
            pair([0.0, 1.0], [0.0, 1.0]),
            pair([1.0], [1.0]),
            pair([1.0 - 1e-9, 1e-9, 0.0], [0.5, 0.0, 0.5]),
            pair(np.arange(120) % 2 / 60, np.arange(1, 121) % 2 / 60),
        ],
    },
    hidden=lambda rng: {
        "main": [pair(positive(rng, k), positive(rng, k)) for k in (2, 3, 6, 25)]
        + [pair(*[positive(rng, 4)] * 2), _near(rng, 5)],
        "zeros": [
            _half_empty(rng, 8),
            _half_empty(rng, 5),
            _disjoint(rng, 3),
            _disjoint(rng, 1),
            _disjoint(rng, 60),
            pair([0.0, 0.3, 0.7], [0.0, 0.3, 0.7]),
            pair([1.0], [1.0]),
        ],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes of probability 0; disjoint supports give log 2", on="zeros", share=0.5),
    ),
)


@JENSEN_SHANNON.wrong(
    "2 JSD",
    hint="You added the two divergences to the middle. Disjoint supports should give log 2, yours gives log 4: what weight does each of the two have?",
)
def twice(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum()


@JENSEN_SHANNON.wrong(
    "minus log 4 kept",
    hint="You returned V(G, D*) = 2 JSD - log 4. A divergence is 0 when p = q: what is yours then?",
)
def value_function(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() - torch.log(
        torch.tensor(4.0)
    )


@JENSEN_SHANNON.wrong(
    "nan at zeros",
    hint="You multiplied 0 by a logarithm that is infinite, which is nan. An outcome that never happens adds nothing: look for a torch function of x and y that knows this about x log y.",
)
def nan_at_zeros(p, q):
    m = (p + q) / 2
    return ((p * torch.log(p / m)).sum() + (q * torch.log(q / m)).sum()) / 2


@JENSEN_SHANNON.wrong(
    "the square root of it",
    hint="You returned the Jensen-Shannon distance, as some libraries do. It is the square root of the divergence: which one is asked for?",
)
def distance(p, q):
    m = (p + q) / 2
    return ((torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2).sqrt()


@JENSEN_SHANNON.wrong(
    "bits",
    hint="You took logarithms to base 2, so that disjoint supports give 1. What do they give in nats?",
)
def in_bits(p, q):
    m = (p + q) / 2
    both = torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)
    return both.sum() / 2 / torch.log(torch.tensor(2.0, dtype=p.dtype))


@JENSEN_SHANNON.wrong(
    "KL both ways",
    hint="You added or averaged KL(p, q) and KL(q, p), which are infinite on disjoint supports. With which third distribution are both p and q compared here?",
)
def symmetrised_kl(p, q):
    return ((p * torch.log(p / q)).sum() + (q * torch.log(q / p)).sum()) / 2


@JENSEN_SHANNON.wrong(
    "outcomes of one of the two dropped",
    hint="An outcome that only one of the two can have counts for nothing with you. On disjoint supports that leaves 0: what should they give, and which of its terms is not 0?",
)
def nan_dropped(p, q):
    m = (p + q) / 2
    return torch.nan_to_num(p * torch.log(p / m) + q * torch.log(q / m)).sum() / 2


@JENSEN_SHANNON.wrong(
    "one KL only",
    hint="You went from one of the two to the middle. Exchange p and q: does your divergence stay the same?",
)
def one_kl(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()


@JENSEN_SHANNON.wrong("half of one KL", like="one KL only")
def half_of_one_kl(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) - torch.xlogy(p, m)).sum() / 2


@JENSEN_SHANNON.wrong("nan where both are 0", like="nan at zeros")
def nan_where_both_are_zero(p, q):
    m = (p + q) / 2
    return (p * torch.log((p + 1e-10) / m) + q * torch.log((q + 1e-10) / m)).sum() / 2


@JENSEN_SHANNON.wrong("KL both ways, added", like="KL both ways")
def kl_both_ways_added(p, q):
    return (p * torch.log(p / q)).sum() + (q * torch.log(q / p)).sum()


@JENSEN_SHANNON.wrong(
    "from the middle",
    hint="You went from the middle to p and to q. That is infinite where one of them is 0: from which distributions, and to which, do the two divergences go?",
)
def from_the_middle(p, q):
    m = (p + q) / 2
    return ((m * torch.log(m / p)).sum() + (m * torch.log(m / q)).sum()) / 2


@JENSEN_SHANNON.wrong(
    "mean over the outcomes",
    hint="You took the mean over the outcomes, which gives each the weight 1/K once more. The probabilities are the weights: what is left to do with the products?",
)
def mean_over_outcomes(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).mean() / 2


@JENSEN_SHANNON.wrong(
    "the middle not halved",
    hint="Your middle adds up to 2. Of two distributions the middle is one too: with what weight does each enter?",
)
def middle_not_halved(p, q):
    m = p + q
    return (torch.xlogy(p, p) - torch.xlogy(p, m) + torch.xlogy(q, q) - torch.xlogy(q, m)).sum() / 2


@JENSEN_SHANNON.wrong(
    "sign",
    hint="Your divergence is negative. Which of the two stands above under each logarithm, p or the middle?",
)
def negative(p, q):
    m = (p + q) / 2
    return -(torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2


@JENSEN_SHANNON.wrong(
    "KL of the two",
    hint="You compared p with q directly, which is infinite on disjoint supports. With which third distribution are both compared here?",
)
def kl_of_the_two(p, q):
    return (torch.xlogy(p, p) - p * torch.log(q)).sum()


@JENSEN_SHANNON.wrong(
    "1e-3 added to all",
    hint="You added a small number to all probabilities, which then no longer add up to 1, and your value is off by it. Look for a torch function of x and y that knows about x log y at 0.",
)
def added_to_all(p, q):
    p, q = p + 1e-3, q + 1e-3
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2


@JENSEN_SHANNON.wrong("1e-4 added to all", like="1e-3 added to all")
def less_added_to_all(p, q):
    p, q = p + 1e-4, q + 1e-4
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2


@JENSEN_SHANNON.wrong(
    "total variation",
    hint="You took half of the distance of the probabilities: that is the total variation. Which distance between distributions is made of logarithms?",
)
def total_variation(p, q):
    return (p - q).abs().sum() / 2


@JENSEN_SHANNON.alternative
def squared_scipy_distance(p, q):
    from scipy.spatial.distance import jensenshannon

    return jensenshannon(p.numpy(), q.numpy()) ** 2


@JENSEN_SHANNON.alternative
def looped_js(p, q):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        m = (a + b) / 2
        for one in (a, b):
            if one > 0:
                total = total + 0.5 * one * torch.log(one / m)
    return total


@JENSEN_SHANNON.alternative
def entropy_gap(p, q):
    entropy = torch.special.entr
    return entropy((p + q) / 2).sum() - (entropy(p).sum() + entropy(q).sum()) / 2
