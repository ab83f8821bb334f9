"""A histogram is a density: the questions of `histogram_log_prob`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import density

EDGES = np.array([0.0, 1.0, 1.5, 4.0])


COUNTS = np.array([2, 4, 4])


def _whole_numbers(rng):
    """Points that are whole numbers, some of them on edges."""
    edges = np.array([-3.0, -1.5, 2.0, 5.0])
    return {"x": rng.permutation(np.arange(-3, 6)), "edges": edges, "counts": rng.integers(1, 9, size=3)}


def _histogram(rng, bins, where):
    """Unequal bins with counts, and points inside, around them, or with one on the last edge."""
    edges = np.cumsum(rng.uniform(0.3, 2.0, size=bins + 1))
    counts = rng.integers(2, 20, size=bins)
    x = rng.uniform(edges[0], edges[-1], size=12)
    if where == "outside":
        x[:5] = edges[0] - 1, edges[-1] + 0.5, edges[0] - 1e-6, edges[-1] + 40, edges[-1] + 1e-6
    if where == "empty":
        counts[2] = 0
        x[:3] = edges[2:4].mean(), edges[2], edges[3]
    if where == "inside":
        x[:2] = edges[0], edges[2]
    if where == "last":
        x[3] = edges[-1]
    return {"x": x, "edges": edges, "counts": counts}


HISTOGRAM_LOG_PROB = Exercise(
    id="histogram_log_prob",
    title="A histogram is a density",
    points=2,
    minutes=10,
    difficulty=1,
    reference=density.histogram_log_prob,
    public={
        "main": [
            {"x": np.array([0.5, 1.2, 3.0]), "edges": EDGES, "counts": COUNTS},
            {"x": np.array([0.0, 1.0, 1.5]), "edges": EDGES, "counts": COUNTS},
        ],
        "outside": [
            {"x": np.array([-1.0, 0.5, 9.0]), "edges": EDGES, "counts": COUNTS},
            {"x": np.array([0.5, 1.2, 3.0]), "edges": EDGES, "counts": np.array([3, 0, 1])},
        ],
        "last": [{"x": np.array([4.0, 2.0]), "edges": EDGES, "counts": COUNTS}],
    },
    hidden=lambda rng: {
        "main": [_histogram(rng, bins, "inside") for bins in (3, 8, 2)]
        + [
            {"x": np.array([0.2]), "edges": np.array([-1.0, 0.5]), "counts": np.array([7])},
            {
                "x": 1e-3 * rng.uniform(-1, 1, size=6),
                "edges": 1e-3 * np.array([-1.0, -0.2, 0.3, 1.0]),
                "counts": np.array([5, 1, 900]),
            },
            _whole_numbers(rng),
        ],
        "outside": [_histogram(rng, 5, "outside"), _histogram(rng, 5, "empty")],
        "last": [_histogram(rng, 4, "last")],
    },
    properties=(
        Property("the log-density inside the bins"),
        Property("-inf outside, and in a bin with no points", on="outside", share=0.5),
        Property("the last bin holds its right edge", on="last", share=0.5),
    ),
)


@HISTOGRAM_LOG_PROB.wrong(
    "no bin width",
    hint="You gave the probability of the bin. A density is probability per unit of length: the same probability spread over a bin twice as wide is half as dense.",
)
def histogram_mass(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    return np.where(inside, np.log(counts / counts.sum())[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@HISTOGRAM_LOG_PROB.wrong(
    "counts as density",
    hint="You took the logarithm of the counts. The area under a density is 1: what is the area under the bars whose heights are the counts?",
)
def histogram_counts(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    return np.where(inside, np.log(counts)[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@HISTOGRAM_LOG_PROB.wrong(
    "right edge lost",
    hint="The largest data point lies exactly on the last edge, and your histogram says that it is impossible. By convention the last bin is closed on both sides.",
)
def histogram_open(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    inside = (bins >= 0) & (bins < len(counts))
    density = np.log(counts / (counts.sum() * np.diff(edges)))
    return np.where(inside, density[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@HISTOGRAM_LOG_PROB.wrong(
    "points outside counted into the end bins",
    hint="Points beyond the edges got the density of the nearest bin. Then the total probability is more than 1. What does the histogram say about a place where it has no bin?",
)
def histogram_clipped(x, edges, counts):
    bins = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(counts) - 1)
    return np.log(counts / (counts.sum() * np.diff(edges)))[bins]


@HISTOGRAM_LOG_PROB.wrong(
    "density instead of its logarithm",
    hint="You returned the densities themselves. The log-likelihood of a data set adds their logarithms: what is the function's name?",
)
def histogram_density(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    density = counts / (counts.sum() * np.diff(edges))
    return np.where(inside, density[np.clip(bins, 0, len(counts) - 1)], 0.0)


@HISTOGRAM_LOG_PROB.alternative
def histogram_loop(x, edges, counts):
    total, out = sum(counts), []
    for point in x:
        value = -np.inf
        for b in range(len(counts)):
            last = b == len(counts) - 1 and point == edges[-1]
            if counts[b] > 0 and (edges[b] <= point < edges[b + 1] or last):
                value = np.log(counts[b]) - np.log(total) - np.log(edges[b + 1] - edges[b])
        out.append(value)
    return np.array(out)


@HISTOGRAM_LOG_PROB.alternative
def histogram_digitize(x, edges, counts):
    height = counts / np.sum(counts) / np.diff(edges)
    padded = np.concatenate([[0.0], height, [0.0]]).astype(np.float32)
    place = np.digitize(x, edges)
    place[x == edges[-1]] = len(counts)
    return np.log(padded[place])


@HISTOGRAM_LOG_PROB.alternative
def histogram_by_comparing(x, edges, counts):
    with np.errstate(divide="ignore"):
        heights = np.log(counts) - np.log(counts.sum()) - np.log(np.diff(edges))
    holds = (x[:, None] >= edges[:-1]) & (x[:, None] < edges[1:])
    holds[x == edges[-1], -1] = True
    return [heights[row.argmax()] if row.any() else -np.inf for row in holds]
