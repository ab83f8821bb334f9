"""Week 3, first part: the exercises on histograms and kernels."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.reference import density

EDGES = np.array([0.0, 1.0, 1.5, 4.0])
COUNTS = np.array([2, 4, 4])

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
        "main": [_histogram(rng, bins, "inside") for bins in (3, 8)],
        "outside": [_histogram(rng, 5, "outside"), _histogram(rng, 5, "empty")],
        "last": [_histogram(rng, 4, "last")],
    },
    properties=(
        Property("the log-density inside the bins"),
        Property("-inf outside, and in a bin with no points", on="outside", share=0.5),
        Property("the last bin holds its right edge", on="last", share=0.5),
    ),
)

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
        ],
        "one": [{"data": np.array([3.0, 1.0, 7.0]), "bins": 1}],
    },
    hidden=lambda rng: {
        "main": [{"data": rng.gamma(1.0, 2.0, size=n), "bins": bins} for n, bins in ((30, 7), (101, 9))],
        "one": [{"data": rng.normal(size=9), "bins": 1}],
    },
    properties=(
        Property("the edges"),
        Property("one bin spans the data", on="one", share=0.5),
    ),
)

KDE_LOG_PROB = Exercise(
    id="kde_log_prob",
    title="A kernel on every point",
    points=2,
    minutes=15,
    difficulty=2,
    reference=density.kde_log_prob,
    public={
        "main": [
            {"x": np.array([0.0, 1.0]), "data": np.array([0.0, 2.0]), "bandwidth": 0.5},
            {"x": np.array([0.0, 3.0, 5.0]), "data": np.array([1.0, 2.0, 4.0, 7.0]), "bandwidth": 2.0},
        ],
        "far": [{"x": np.array([100.0]), "data": np.array([0.0, 1.0]), "bandwidth": 0.5}],
    },
    hidden=lambda rng: {
        "main": [{"x": rng.normal(size=7), "data": rng.normal(size=25), "bandwidth": h} for h in (0.3, 1.7)],
        "far": [{"x": rng.normal(500.0, 1.0, size=4), "data": rng.normal(size=9), "bandwidth": 0.2}],
    },
    properties=(
        Property("the log-density"),
        Property("finite far from all data", on="far", share=0.5),
    ),
)

EXERCISES = (HISTOGRAM_LOG_PROB, EQUAL_COUNT_EDGES, KDE_LOG_PROB)


def _histogram(rng, bins, where):
    """Unequal bins with counts, and points inside, around them, or with one on the last edge."""
    edges = np.cumsum(rng.uniform(0.3, 2.0, size=bins + 1))
    counts = rng.integers(2, 20, size=bins)
    x = rng.uniform(edges[0], edges[-1], size=12)
    if where == "outside":
        x[:4] = edges[0] - 1, edges[-1] + 0.5, edges[0] - 1e-6, edges[-1] + 40
    if where == "empty":
        counts[2] = 0
        x[0] = edges[2:4].mean()
    if where == "inside":
        x[:2] = edges[0], edges[2]
    if where == "last":
        x[3] = edges[-1]
    return {"x": x, "edges": edges, "counts": counts}
