"""The multiplier of the M-step: the questions of `weights_by_multiplier`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import derivations


def _case(rng, k, total=None, zeros=0):
    c = rng.uniform(0.2, 20.0, size=k)
    c[:zeros] = 0.0
    return {"c": rng.permutation(c), "total": float(total or rng.uniform(0.3, 5.0))}


def _small(rng):
    """What components own that own little."""
    case = _case(rng, 3)
    return case | {"c": 1e-3 * case["c"]}


def _tiny(rng):
    """Counts beside which little is small, and one of 0."""
    case = _case(rng, 4, zeros=1)
    return case | {"c": 1e-7 * case["c"]}


def _whole(rng):
    """Counts as whole numbers."""
    return {"c": rng.integers(1, 9, size=4), "total": float(rng.uniform(0.3, 5.0))}


WEIGHTS_BY_MULTIPLIER = Exercise(
    id="weights_by_multiplier",
    title="The multiplier of the M-step",
    points=2,
    minutes=10,
    difficulty=2,
    reference=derivations.weights_by_multiplier,
    public={
        "main": [
            {"c": np.array([3.0, 1.0]), "total": 1.0},
            {"c": np.array([2.0, 5.0, 3.0]), "total": 1.0},
            {"c": np.array([4.0, 1.0, 0.5, 2.5]), "total": 0.4},
            {"c": np.array([6.0, 2.0]), "total": 3.0},
            {"c": np.array([3, 2]), "total": 2.0},
            {"c": np.array([0.02, 0.08]), "total": 2.0},
        ],
        "zeros": [
            {"c": np.array([0.0, 2.0, 6.0]), "total": 2.0},
            {"c": np.array([3e-6, 1e-6, 0.0]), "total": 2.0},
        ],
    },
    hidden=lambda rng: {
        "main": [_case(rng, 3, 1.0), _case(rng, 2), _case(rng, 8), _case(rng, 1), _small(rng), _whole(rng)],
        "zeros": [_case(rng, 5, zeros=2), _tiny(rng)],
    },
    properties=(
        Property("the weights", part=0),
        Property("the multiplier", part=1),
        Property("a count of 0 gets no weight", on="zeros", share=0.5),
    ),
)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "sign of the multiplier",
    hint="Your multiplier is negative. The Lagrangian adds multiplier * (total - sum of w): what is its slope in w_k, and where is that 0?",
)
def negative(c, total):
    return total * c / c.sum(), float(-c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the total forgotten",
    hint="Your weights sum to 1. They are to sum to `total`: put w_k = c_k / multiplier into that condition.",
)
def sums_to_one(c, total):
    return c / c.sum(), float(c.sum())


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the multiplier of total 1",
    hint="Your weights are right, but the multiplier is that of a total of 1. At the top all slopes c_k / w_k are equal to it: are yours?",
)
def multiplier_of_one(c, total):
    return total * c / c.sum(), float(c.sum())


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the multiplier upside down",
    hint="You returned the factor that c is multiplied by. From c_k / w_k - multiplier = 0, is w_k the product or the quotient?",
)
def upside_down(c, total):
    return total * c / c.sum(), float(total / c.sum())


@WEIGHTS_BY_MULTIPLIER.wrong(
    "softmax",
    hint="You took a softmax of c. The objective has logarithms of w, and its slope is c_k / w_k: which w makes all of these equal?",
)
def soft(c, total):
    shares = np.exp(c - c.max())
    return total * shares / shares.sum(), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "all on the largest",
    hint="You put everything on the largest c. But the logarithm of a weight of 0 is minus infinity: what does each c_k log w_k ask for?",
)
def winner(c, total):
    return total * (c == c.max()) / np.sum(c == c.max()), float(c.max() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "divided by the number of components",
    hint="You divided the counts by K. The weights have to sum to `total`: by what must the counts be divided so that they do?",
)
def by_components(c, total):
    return total * c / len(c), float(len(c) / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the number of components in the multiplier",
    hint="Your weights are right, but your multiplier counts the components, whatever they own. At the top all slopes c_k / w_k are equal to it: are yours?",
)
def multiplier_of_components(c, total):
    return total * c / c.sum(), float(len(c) / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "divided by the largest count",
    hint="Your weights and your multiplier are made with the largest count. What do the weights sum to then, and what should they?",
)
def by_the_largest(c, total):
    return total * c / c.max(), float(c.max() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the largest count for the multiplier",
    hint="Your weights are right, but the multiplier is made of the largest count alone. At the top all slopes c_k / w_k are equal to it: are yours?",
)
def largest_for_multiplier(c, total):
    return total * c / c.sum(), float(c.max() / total)


@WEIGHTS_BY_MULTIPLIER.wrong("the largest count, undivided", like="the largest count for the multiplier")
def largest_undivided(c, total):
    return total * c / c.sum(), float(c.max())


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the number of components for the multiplier", like="the number of components in the multiplier"
)
def components_for_multiplier(c, total):
    return total * c / c.sum(), float(len(c))


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the counts returned",
    hint="Your weights are the counts themselves. They are to sum to `total`: what has to be done to them?",
)
def counts_returned(c, total):
    return c, float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "divided by the total alone",
    hint="You divided the counts by `total` alone. What do your weights sum to, and what should they?",
)
def by_total(c, total):
    return c / total, float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the total for the multiplier",
    hint="Your weights are right. For the multiplier you returned what the weights sum to. At the top all slopes c_k / w_k are equal to it: are yours?",
)
def total_as_multiplier(c, total):
    return total * c / c.sum(), float(total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "divided by the total, which is the multiplier", like="divided by the total alone"
)
def total_for_multiplier(c, total):
    return c / total, float(total)


@WEIGHTS_BY_MULTIPLIER.wrong("roots of the counts", like="squares of the counts")
def roots_of_counts(c, total):
    return total * np.sqrt(c) / np.sqrt(c).sum(), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong("a softmax that sums to 1", like="softmax")
def soft_of_one(c, total):
    weights, multiplier = soft(c, total)
    return weights / total, multiplier


@WEIGHTS_BY_MULTIPLIER.wrong(
    "something added to the counts",
    hint="You added something to the counts. A component that owns nothing gets a weight then, and what is small beside one count is not beside another: what would happen without it?",
)
def one_more(c, total, more=1.0):
    return total * (c + more) / (c + more).sum(), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong("a thousandth added to the counts", like="something added to the counts")
def a_thousandth_more(c, total):
    return one_more(c, total, more=1e-3)


@WEIGHTS_BY_MULTIPLIER.wrong("1e-12 added to the counts", like="something added to the counts")
def a_little_more(c, total):
    return one_more(c, total, more=1e-12)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the objective for the multiplier",
    hint="You returned the value of the objective. The multiplier is its slope: by how much does the best value grow, if the total grows a little?",
)
def objective_for_multiplier(c, total):
    weights = total * c / c.sum()
    return weights, float(np.sum(c[c > 0] * np.log(weights[c > 0])))


@WEIGHTS_BY_MULTIPLIER.wrong("the total in the multiplier only", like="the total forgotten")
def weights_of_one(c, total):
    return c / c.sum(), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the multiplier times the total",
    hint="You multiplied the sum of the counts by the total. From the condition that the weights c_k / multiplier sum to the total: is the multiplier larger or smaller, if the total grows?",
)
def multiplier_times_total(c, total):
    return total * c / c.sum(), float(c.sum() * total)


@WEIGHTS_BY_MULTIPLIER.wrong("the weights divided by the total, too", like="the multiplier times the total")
def weights_divided_by_total(c, total):
    return c / (c.sum() * total), float(c.sum() * total)


@WEIGHTS_BY_MULTIPLIER.wrong("sign of the multiplier, for total 1", like="sign of the multiplier")
def negative_for_one(c, total):
    return total * c / c.sum(), float(-c.sum())


@WEIGHTS_BY_MULTIPLIER.wrong("both of them negative", like="sign of the multiplier")
def both_negative(c, total):
    return -total * c / c.sum(), float(-c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "a mean for the sum in the multiplier",
    hint="Your multiplier has a mean of the counts over the components in it. Put c_k / multiplier into the condition on the sum of the weights: how many terms are there?",
)
def multiplier_by_mean(c, total):
    return total * c / c.sum(), float(c.mean() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "the same weight for all",
    hint="Your weights do not say whose count is the larger. A component that owns more should weigh more: which w makes all slopes c_k / w_k equal?",
)
def equal_weights(c, total):
    return np.full(len(c), total / len(c)), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.wrong(
    "squares of the counts",
    hint="Your weights grow as the squares or the roots of the counts. From c_k / w_k = multiplier: which power of c_k is w_k?",
)
def squared_counts(c, total):
    return total * c**2 / (c**2).sum(), float(c.sum() / total)


@WEIGHTS_BY_MULTIPLIER.alternative
def by_root_finding(c, total):
    from scipy.optimize import brentq

    multiplier = brentq(lambda m: np.sum(c / m) - total, 1e-9, 1e9, xtol=1e-14, rtol=1e-14)
    return c / multiplier, multiplier


@WEIGHTS_BY_MULTIPLIER.alternative
def shares_then_slope(c, total):
    weights = total * (c / np.sum(c))
    largest = int(np.argmax(c))
    return weights, c[largest] / weights[largest]


@WEIGHTS_BY_MULTIPLIER.alternative
def looped(c, total):
    everything = sum(float(one) for one in c)
    return np.array([total * one / everything for one in c]), everything / total
