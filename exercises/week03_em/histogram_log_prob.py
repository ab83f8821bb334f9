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


def _at(x, edges, heights, outside=-np.inf):
    """Heights of the bins that hold x, the last one with its right edge."""
    bins = np.where(x == edges[-1], len(heights) - 1, np.searchsorted(edges, x, side="right") - 1)
    inside = (bins >= 0) & (bins < len(heights))
    return np.where(inside, heights[np.clip(bins, 0, len(heights) - 1)], outside)


@HISTOGRAM_LOG_PROB.wrong(
    "not divided by the number of points",
    hint="You divided the counts by the widths only. With twice as many points your density would be twice as high: what is its area?",
)
def histogram_without_total(x, edges, counts):
    return _at(x, edges, np.log(counts / np.diff(edges)))


@HISTOGRAM_LOG_PROB.wrong(
    "one width for all bins",
    hint="You divided by one and the same width for all bins. The bins here are not equally wide: which width belongs to which count?",
)
def histogram_first_width(x, edges, counts):
    return _at(x, edges, np.log(counts / (counts.sum() * (edges[1] - edges[0]))))


@HISTOGRAM_LOG_PROB.wrong("the mean width for all bins", like="one width for all bins")
def histogram_mean_width(x, edges, counts):
    return _at(x, edges, np.log(counts / (counts.sum() * np.diff(edges).mean())))


@HISTOGRAM_LOG_PROB.wrong(
    "heights that sum to 1",
    hint="Your heights sum to 1. The area under the bars is to be 1: what besides its height does the area of a bar depend on?",
)
def histogram_heights(x, edges, counts):
    heights = counts / np.diff(edges)
    return _at(x, edges, np.log(heights / heights.sum()))


@HISTOGRAM_LOG_PROB.wrong(
    "multiplied by the width",
    hint="You multiplied by the width of the bin. The same count spread over a wider bin: is the density there higher or lower?",
)
def histogram_times_width(x, edges, counts):
    return _at(x, edges, np.log(counts * np.diff(edges) / counts.sum()))


@HISTOGRAM_LOG_PROB.wrong(
    "an inner edge in the bin to its left",
    hint="A point on an edge between two bins fell into the left one. Which of its two edges does a bin hold, apart from the last?",
)
def histogram_right_closed(x, edges, counts):
    bins = np.where(x == edges[0], 0, np.searchsorted(edges, x, side="left") - 1)
    inside = (bins >= 0) & (bins < len(counts))
    heights = np.log(counts / (counts.sum() * np.diff(edges)))
    return np.where(inside, heights[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@HISTOGRAM_LOG_PROB.wrong("and the first edge lost", like="an inner edge in the bin to its left")
def histogram_right_closed_everywhere(x, edges, counts):
    return np.where(x == edges[0], -np.inf, histogram_right_closed(x, edges, counts))


@HISTOGRAM_LOG_PROB.wrong(
    "a small number for the impossible",
    hint="Where the density is 0 you return the logarithm of some small number. What is the logarithm of 0, and what should a point be told that cannot happen?",
)
def histogram_floor_300(x, edges, counts):
    heights = counts / (counts.sum() * np.diff(edges))
    return np.log(_at(x, edges, heights, 0.0) + 1e-300)


@HISTOGRAM_LOG_PROB.wrong("1e-12 for the impossible", like="a small number for the impossible")
def histogram_floor_12(x, edges, counts):
    heights = counts / (counts.sum() * np.diff(edges))
    return np.log(np.maximum(_at(x, edges, heights, 0.0), 1e-12))


@HISTOGRAM_LOG_PROB.wrong("1e-10 for the impossible", like="a small number for the impossible")
def histogram_floor_10(x, edges, counts):
    heights = counts / (counts.sum() * np.diff(edges))
    return np.log(np.maximum(_at(x, edges, heights, 0.0), 1e-10))


@HISTOGRAM_LOG_PROB.wrong(
    "0 for the impossible",
    hint="Your answer is 0 at a point that cannot happen. Which number has 0 as its logarithm, and which is the density there?",
)
def histogram_zero_outside(x, edges, counts):
    logs = _at(x, edges, np.log(counts / (counts.sum() * np.diff(edges))))
    return np.where(np.isfinite(logs), logs, 0.0)


@HISTOGRAM_LOG_PROB.wrong("0 outside alone", like="0 for the impossible")
def histogram_zero_beyond_the_edges(x, edges, counts):
    return _at(x, edges, np.log(counts / (counts.sum() * np.diff(edges))), 0.0)


@HISTOGRAM_LOG_PROB.wrong("0 in empty bins alone", like="0 for the impossible")
def histogram_zero_in_empty_bins(x, edges, counts):
    heights = np.log(counts / (counts.sum() * np.diff(edges)))
    return _at(x, edges, np.where(counts > 0, heights, 0.0))


@HISTOGRAM_LOG_PROB.wrong(
    "one added to every count",
    hint="You added something to each count. A bin without a point has no density in this histogram: which counts are asked for?",
)
def histogram_laplace(x, edges, counts):
    return _at(x, edges, np.log((counts + 1) / ((counts + 1).sum() * np.diff(edges))))


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
