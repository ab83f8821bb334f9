"""Moving one sample onto another: the questions of `wasserstein1`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import tensor
from gmcourse.reference import gans


def _samples(x, y):
    return {"x": tensor(x), "y": tensor(y)}


WASSERSTEIN1 = Exercise(
    id="wasserstein1",
    title="Moving one sample onto another",
    points=2,
    minutes=8,
    difficulty=2,
    reference=gans.wasserstein1,
    public={
        "main": [
            _samples([0.0, 1.0, 5.0], [6.0, 2.0, 3.0]),
            _samples([3.0, -1.0], [-2.0, 7.0]),
            _samples([-2.0, 1.0, -0.5, 4.0, -3.0], [0.0, 3.0, -6.0, 1.0, -1.5]),
            _samples([2.5], [-4.0]),
            _samples([1.0, 1.0, 2.0, 2.0], [2.0, 1.0, 1.0, 5.0]),
            _samples([1200.0, -0.002, 3.0], [-4000.0, 0.003, 55.0]),
        ],
        "shift": [
            _samples([4.0, 0.0, 2.0], [1.0, 3.0, 5.0]),
            _samples([7.0, 1.0], [3.5, 9.5]),
            _samples([-3.0, 2.0], [-8.0, -3.0]),
        ],
    },
    hidden=lambda rng: {
        "main": [_samples(rng.normal(size=n), rng.gamma(2.0, 1.5, size=n) - 2) for n in (1, 2, 5, 24, 301)]
        + [_samples(rng.integers(-3, 4, size=8), rng.integers(-3, 4, size=8) + 1)]
        + [_samples(size * rng.normal(size=4), size * rng.normal(size=4)) for size in (2000, 0.002)],
        "shift": [
            _samples(x, rng.permutation(x) + rng.uniform(*between))
            for x, between in ((rng.normal(size=9), (-0.9, -0.3)), (rng.uniform(size=6), (1.2, 3.0)))
        ],
    },
    properties=(
        Property("the distance"),
        Property("a shift costs its own size", on="shift", share=0.5),
    ),
)


@WASSERSTEIN1.wrong(
    "not sorted",
    hint="You paired the samples as they came. On the line the cheapest plan never crosses: which pairing does that?",
)
def not_sorted(x, y):
    return (x - y).abs().mean()


@WASSERSTEIN1.wrong(
    "squared",
    hint="You squared the distances, as W2 does. What does W1 charge for moving a mass by 3?",
)
def squared_gaps(x, y):
    return (x.sort().values - y.sort().values).square().mean()


@WASSERSTEIN1.wrong(
    "signed",
    hint="You kept the signs, so moves to the left and to the right cancel. Is a move to the left free of charge?",
)
def signed_gaps(x, y):
    return (x.sort().values - y.sort().values).mean()


@WASSERSTEIN1.wrong(
    "sum of the gaps",
    hint="You added the gaps. Each of the N samples carries a mass of 1/N: what does moving it cost?",
)
def total_gap(x, y):
    return (x.sort().values - y.sort().values).abs().sum()


@WASSERSTEIN1.wrong(
    "gap of the means",
    hint="You compared the means. Two samples with one mean can be far apart: which comes first, the gap or the mean?",
)
def gap_of_means(x, y):
    return (x.mean() - y.mean()).abs()


@WASSERSTEIN1.wrong(
    "smallest paired with largest",
    hint="You paired the smallest of one sample with the largest of the other: that is the dearest of all pairings. Which one is the cheapest?",
)
def crossed(x, y):
    return (x.sort().values - y.sort(descending=True).values).abs().mean()


@WASSERSTEIN1.wrong(
    "mean over all pairs",
    hint="You counted the distance of every x to every y. A plan moves each point to one place: how many pairs does a pairing of N points have?",
)
def all_pairs(x, y):
    return (x[:, None] - y).abs().mean()


@WASSERSTEIN1.wrong("the root of the mean square", like="squared")
def root_mean_square(x, y):
    return (x.sort().values - y.sort().values).square().mean().sqrt()


@WASSERSTEIN1.wrong("both in the order of x", like="not sorted")
def order_of_x(x, y):
    order = x.argsort()
    return (x[order] - y[order]).abs().mean()


@WASSERSTEIN1.wrong(
    "one of them sorted",
    hint="You sorted one of the two samples, and the other stays as it came. The cheapest plan never crosses: where should the smallest of one sample go?",
)
def only_x_sorted(x, y):
    return (x.sort().values - y).abs().mean()


@WASSERSTEIN1.wrong("the other one sorted", like="one of them sorted")
def only_y_sorted(x, y):
    return (x - y.sort().values).abs().mean()


@WASSERSTEIN1.wrong("not sorted, and added", like="not sorted")
def not_sorted_added(x, y):
    return (x - y).abs().sum()


@WASSERSTEIN1.wrong("squared and added", like="squared")
def squares_added(x, y):
    return (x.sort().values - y.sort().values).square().sum()


@WASSERSTEIN1.wrong("the norm of the gaps", like="squared")
def norm_of_gaps(x, y):
    return (x.sort().values - y.sort().values).norm()


@WASSERSTEIN1.wrong("signed, the other way round", like="signed")
def signed_the_other_way(x, y):
    return (y.sort().values - x.sort().values).mean()


@WASSERSTEIN1.wrong("one of them sorted, and added", like="one of them sorted")
def one_sorted_added(x, y):
    return (x - y.sort().values).abs().sum()


@WASSERSTEIN1.wrong("sum over all pairs", like="mean over all pairs")
def all_pairs_added(x, y):
    return (x[:, None] - y).abs().sum()


@WASSERSTEIN1.wrong(
    "the largest gap",
    hint="You took the largest of the gaps. Every mass that moves is paid for: what is the cost of them all?",
)
def largest_gap(x, y):
    return (x.sort().values - y.sort().values).abs().max()


@WASSERSTEIN1.wrong(
    "each to its nearest",
    hint="You moved each point to the nearest one of the other sample, several perhaps to the same. How much mass may arrive at one place?",
)
def nearest_of_x(x, y):
    return (x[:, None] - y).abs().min(dim=1).values.mean()


@WASSERSTEIN1.wrong("each of the other to its nearest", like="each to its nearest")
def nearest_of_y(x, y):
    return (x[:, None] - y).abs().min(dim=0).values.mean()


@WASSERSTEIN1.wrong(
    "the median",
    hint="You took a median. The distance is what all masses pay on average: is a large move by a few free of charge?",
)
def median_gap(x, y):
    return (x.sort().values - y.sort().values).abs().median()


@WASSERSTEIN1.wrong("gap of the medians", like="the median")
def gap_of_medians(x, y):
    return (x.median() - y.median()).abs()


@WASSERSTEIN1.wrong(
    "places in the order",
    hint="You compared positions in the order, whole numbers, in place of the values. How far is it from one value to another?",
)
def gap_of_ranks(x, y):
    return (x.argsort() - y.argsort()).abs().double().mean()


@WASSERSTEIN1.wrong(
    "a gap for each pair",
    hint="You return one gap for each pair. A distance is one number: what does moving all masses cost, if each is 1/N?",
)
def gaps(x, y):
    return (x.sort().values - y.sort().values).abs()


@WASSERSTEIN1.wrong(
    "half of it",
    hint="Your distance is half of what is asked: no 1/2 stands before the mean.",
)
def halved_gaps(x, y):
    return (x.sort().values - y.sort().values).abs().mean() / 2


@WASSERSTEIN1.alternative
def scipy_wasserstein(x, y):
    from scipy.stats import wasserstein_distance

    return wasserstein_distance(x.numpy(), y.numpy())


@WASSERSTEIN1.alternative
def matched(x, y):
    from scipy.optimize import linear_sum_assignment

    cost = torch.cdist(x[:, None], y[:, None], p=1)
    rows, columns = linear_sum_assignment(cost.numpy())
    return cost[rows, columns].mean()


@WASSERSTEIN1.alternative
def sorted_lists(x, y):
    return np.mean([abs(a - b) for a, b in zip(sorted(x.tolist()), sorted(y.tolist()), strict=True)])
