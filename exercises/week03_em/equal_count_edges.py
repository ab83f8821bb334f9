"""Bins with equal counts: the questions of `equal_count_edges`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import density

EQUAL_COUNT_EDGES = Exercise(
    id="equal_count_edges",
    title="Bins with equal counts",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=density.equal_count_edges,
    public={
        "main": [
            {"data": np.array([0.0, 1.0, 2.0, 10.0]), "bins": 2},
            {"data": np.array([5.0, 1.0, 2.0, 20.0, 3.0, 8.0]), "bins": 4},
            {"data": np.array([1.0, 4.0, 1.0, 1.0]), "bins": 4},
            {"data": np.array([2, 1, 7, 4]), "bins": 2},
            {"data": np.array([2.5]), "bins": 3},
        ],
        "one": [{"data": np.array([3.0, 1.0, 7.0]), "bins": 1}],
    },
    hidden=lambda rng: {
        "main": [
            {"data": rng.gamma(1.0, 2.0, size=n), "bins": bins}
            for n, bins in ((30, 7), (101, 9), (4, 6), (12, 3))
        ]
        + [
            {"data": rng.integers(-3, 3, size=20).astype(float), "bins": 5},
            {"data": rng.integers(-9, 9, size=11), "bins": 4},
            {"data": np.full(5, rng.normal()), "bins": 2},
            {"data": rng.permutation(np.repeat(rng.normal(size=3), [6, 1, 2])), "bins": 6},
        ],
        "one": [{"data": rng.normal(size=9), "bins": 1}],
    },
    properties=(
        Property("the edges"),
        Property("one bin spans the data", on="one", share=0.5),
    ),
)


@EQUAL_COUNT_EDGES.wrong(
    "equal widths",
    hint="Your bins are equally wide. Here they should be equally full: narrow where the data are dense. Below which value does a share 1/bins of the data lie?",
)
def edges_equal_widths(data, bins):
    return np.linspace(np.min(data), np.max(data), bins + 1)


@EQUAL_COUNT_EDGES.wrong(
    "off by one",
    hint="You returned as many edges as bins. Draw two bins side by side and count the fence posts.",
)
def edges_off_by_one(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))


@EQUAL_COUNT_EDGES.wrong(
    "data points instead of interpolated quantiles",
    hint="Each of your edges is a data point. The statement asks for quantiles with linear interpolation: an edge may fall between two points.",
)
def edges_order_statistics(data, bins):
    ranks = np.linspace(0, len(data) - 1, bins + 1).astype(int)
    return np.sort(data)[ranks]


@EQUAL_COUNT_EDGES.wrong("the largest point left out", like="off by one")
def edges_without_the_last(data, bins):
    return np.quantile(data, np.arange(bins) / bins)


@EQUAL_COUNT_EDGES.wrong("sorted points counted off", like="data points instead of interpolated quantiles")
def edges_counted_off(data, bins):
    ordered = np.sort(data)
    return np.array([ordered[min(i * len(ordered) // bins, len(ordered) - 1)] for i in range(bins + 1)])


@EQUAL_COUNT_EDGES.wrong("the nearest data points", like="data points instead of interpolated quantiles")
def edges_of_the_nearest(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1), method="nearest")


@EQUAL_COUNT_EDGES.wrong("the next data points above", like="data points instead of interpolated quantiles")
def edges_from_above(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins + 1), method="higher")


@EQUAL_COUNT_EDGES.wrong(
    "only the inner edges",
    hint="You returned the edges between the bins. Where does the first bin begin, and where does the last one end?",
)
def edges_inner(data, bins):
    return np.quantile(data, np.arange(1, bins) / bins)


@EQUAL_COUNT_EDGES.wrong(
    "outer edges at infinity",
    hint="Your first and last bins have no end. From where to where do the data reach?",
)
def edges_infinite(data, bins):
    edges = np.quantile(data, np.linspace(0, 1, bins + 1)).astype(float)
    edges[0], edges[-1] = -np.inf, np.inf
    return edges


@EQUAL_COUNT_EDGES.wrong(
    "data not sorted",
    hint="Your edges depend on the order in which the data come, and they need not rise. What has to be done before a rank means anything?",
)
def edges_unsorted(data, bins):
    return np.interp(np.linspace(0, len(data) - 1, bins + 1), np.arange(len(data)), data)


@EQUAL_COUNT_EDGES.wrong(
    "equal edges dropped",
    hint="You left out edges that are equal. The statement asks for bins + 1 edges: may two of them be the same?",
)
def edges_unique(data, bins):
    return np.unique(np.quantile(data, np.linspace(0, 1, bins + 1)))


@EQUAL_COUNT_EDGES.alternative
def edges_by_percentile(data, bins):
    return np.percentile(data, [100 * b / bins for b in range(bins + 1)])


@EQUAL_COUNT_EDGES.alternative
def edges_by_interpolation(data, bins):
    ordered = np.sort(data)
    return np.interp(np.linspace(0, len(data) - 1, bins + 1), np.arange(len(data)), ordered)


@EQUAL_COUNT_EDGES.alternative
def edges_one_by_one(data, bins):
    return [np.quantile(data, i / bins) for i in range(bins + 1)]
