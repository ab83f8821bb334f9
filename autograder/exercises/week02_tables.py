"""Week 2, the exercises on tables of probabilities: joints, marginals, conditionals, independence."""

from itertools import product

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.reference import graphical


def joint(*shape, seed=0, rng=None):
    """A joint distribution of this shape, no entry tiny."""
    weights = (rng or np.random.default_rng(seed)).uniform(0.2, 2.0, size=shape)
    return weights / weights.sum()


def strong_table(rng, above, size=2):
    """A table (parents..., self) in which every parent matters a good deal."""
    rows = np.empty((*above, size))
    for where in product(*map(range, above)):
        likely = sum((i + 1) * value for i, value in enumerate(where)) % size
        rows[where] = rng.uniform(0.08, 0.2, size=size)
        rows[where + (likely,)] = 0.0
        rows[where + (likely,)] = 1 - rows[where].sum()
    return rows


def net(rng, parents, sizes=None):
    """The arguments `parents` and `cpts` of a net with strong tables."""
    sizes = sizes or dict.fromkeys(parents, 2)
    tables = {v: strong_table(rng, tuple(sizes[p] for p in above), sizes[v]) for v, above in parents.items()}
    return {"parents": parents, "cpts": tables}


def by_hand(parents):
    """Readable tables for a net of binary variables with up to two parents."""
    rows = {0: [0.7, 0.3], 1: [[0.9, 0.1], [0.2, 0.8]], 2: [[[0.95, 0.05], [0.6, 0.4]], [[0.3, 0.7], [0.1, 0.9]]]}
    return {"parents": parents, "cpts": {v: np.array(rows[len(p)]) for v, p in parents.items()}}


SORTED = {"a": (), "b": ("a",), "c": ("a", "b")}
CROSSED = {"a": (), "b": ("a",), "c": ("b", "a")}
SHUFFLED = {"c": ("b", "a"), "b": ("a",), "a": ()}
FIVE = {"e": ("c",), "a": (), "d": ("b", "a"), "c": ("a",), "b": ("a",)}

JOINT_TABLE = Exercise(
    id="joint_table",
    title="The joint distribution of a Bayes net",
    points=3,
    minutes=15,
    difficulty=2,
    reference=graphical.joint_table,
    public={
        "main": [by_hand(SORTED), by_hand(CROSSED)],
        "shuffled": [by_hand(SHUFFLED)],
        "sizes": [net(np.random.default_rng(2), CROSSED, {"a": 3, "b": 2, "c": 4})],
    },
    hidden=lambda rng: {
        "main": [net(rng, SORTED), net(rng, CROSSED)],
        "shuffled": [net(rng, SHUFFLED), net(rng, FIVE)],
        "sizes": [net(rng, CROSSED, {"a": 2, "b": 4, "c": 3}), net(rng, SHUFFLED, {"a": 3, "b": 2, "c": 5})],
    },
    properties=(
        Property("the product of the tables"),
        Property("the axes in the order of `parents`", on="shuffled", share=0.5),
        Property("variables with more than two values", on="sizes", share=0.5),
    ),
)

MARGINAL = Exercise(
    id="marginal",
    title="Sum out",
    points=2,
    minutes=8,
    difficulty=1,
    reference=graphical.marginal,
    public={
        "main": [
            {"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "keep": (0,)},
            {"joint": joint(2, 2, 2), "keep": (0, 2)},
        ],
        "order": [
            {"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "keep": (1, 0)},
            {"joint": joint(2, 2, 2, 2), "keep": (3, 0, 2)},
        ],
        "none": [{"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "keep": keep} for keep in ((), (1,))],
    },
    hidden=lambda rng: {
        "main": [{"joint": joint(3, 3, rng=rng), "keep": (1,)}, {"joint": joint(2, 3, 2, 2, rng=rng), "keep": (1, 3)}],
        "order": [
            {"joint": joint(3, 3, 3, rng=rng), "keep": (2, 0)},
            {"joint": joint(2, 2, 2, 2, rng=rng), "keep": (1, 3, 0)},
        ],
        "none": [{"joint": joint(2, 3, rng=rng), "keep": keep} for keep in ((), (1,))],
    },
    properties=(
        Property("the sums"),
        Property("the axes in the order of `keep`", on="order", share=0.5),
        Property("nothing kept leaves the number 1, one axis kept a table", on="none", share=0.5),
    ),
)

CONDITIONAL = Exercise(
    id="conditional",
    title="Condition on what was seen",
    points=2,
    minutes=10,
    difficulty=2,
    reference=graphical.conditional,
    public={
        "main": [
            {"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "query": (1,), "evidence": {0: 1}},
            {"joint": joint(2, 2, 2, seed=1), "query": (0,), "evidence": {2: 0}},
        ],
        "order": [{"joint": joint(2, 2, 2, 2, seed=2), "query": (3, 0), "evidence": {1: 1}}],
        "nothing": [{"joint": joint(2, 3, seed=3), "query": (0,), "evidence": {}}],
    },
    hidden=lambda rng: {
        "main": [
            {"joint": joint(3, 2, 2, rng=rng), "query": (0,), "evidence": {1: 1, 2: 0}},
            {"joint": joint(2, 3, 4, rng=rng), "query": (1, 2), "evidence": {0: 1}},
        ],
        "order": [
            {"joint": joint(3, 3, 2, rng=rng), "query": (1, 0), "evidence": {2: 1}},
            {"joint": joint(2, 2, 2, 2, rng=rng), "query": (2, 0), "evidence": {3: 0}},
        ],
        "nothing": [{"joint": joint(3, 2, 2, rng=rng), "query": (2,), "evidence": {}}],
    },
    properties=(
        Property("the probabilities, summing to 1"),
        Property("the axes in the order of `query`", on="order", share=0.5),
        Property("without evidence it is the marginal", on="nothing", share=0.5),
    ),
)


def common_cause(p, a, b):
    """Axes a, b and their common cause: p(cause), p(a = 1 | cause), p(b = 1 | cause)."""
    tables = [np.stack([1 - np.asarray(t), np.asarray(t)], axis=1) for t in (a, b)]
    return np.einsum("t,ta,tb->abt", np.asarray(p), *tables)


def parity(p, q, flip=0.0):
    """Two independent coins and whether they differ, misread with probability `flip`."""
    table = np.zeros((2, 2, 2))
    for a, b in product(range(2), repeat=2):
        table[a, b] = (p if a else 1 - p) * (q if b else 1 - q)
        table[a, b, a ^ b] *= 1 - flip
        table[a, b, 1 - (a ^ b)] *= flip
    return table


def sometimes(p):
    """Axes a, b, g: independent where g = 0, equal where g = 1."""
    return np.stack([(1 - p) * np.full((2, 2), 0.25), p * np.diag([0.5, 0.5])], axis=2)


def parabola(side):
    """x takes -1, 0, 1 and y is its square: uncorrelated, yet dependent."""
    return np.array([[0.0, side], [1 - 2 * side, 0.0], [0.0, side]])


def never(table):
    """The same table with a value of the last axis that never happens, first."""
    return np.concatenate([np.zeros((*table.shape[:-1], 1)), table], axis=-1)


def _question(table, a, b, given=()):
    return {"joint": table, "a": a, "b": b, "given": given}


def _independence(p, left, right):
    """The questions on independence, from a few numbers that vary."""
    cause = common_cause([p, 1 - p], left, right)
    lonely = common_cause([p, 1 - p], left, [0.4, 0.4])
    coins = parity(p, 0.45, flip=0.1)
    all_alone = common_cause([p, 1 - p], [0.3, 0.3], right[:1] * 2)
    outer = np.outer([p, 1 - p], [0.2, 0.3, 0.5])
    return {
        "pairs": [_question(outer, 0, 1), _question(cause, 0, 1)],
        "given": [_question(cause, 0, 1, (2,)), _question(lonely, 0, 1, (2,)), _question(coins, 0, 1, (2,))],
        "every": [_question(sometimes(p), 0, 1, (2,)), _question(cause, 1, 0, (2,))],
        "shape": [_question(parabola(p / 2), 0, 1), _question(outer, 1, 0)],
        "never": [_question(never(t), 0, 1, (2,)) for t in (cause, coins, all_alone)],
    }


IS_INDEPENDENT = Exercise(
    id="is_independent",
    title="Conditional independence",
    points=3,
    minutes=12,
    difficulty=2,
    reference=graphical.is_independent,
    public=_independence(0.5, [0.2, 0.7], [0.1, 0.6]),
    hidden=lambda rng: _independence(
        float(rng.uniform(0.35, 0.6)),
        [float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.6, 0.8))],
        [float(rng.uniform(0.7, 0.9)), float(rng.uniform(0.2, 0.4))],
    ),
    properties=(
        Property("two variables", on="pairs"),
        Property("given a third", on="given"),
        Property("for every value of the third", on="every", share=0.5),
        Property("uncorrelated is not independent", on="shape", share=0.5),
        Property("a value that never happens says nothing", on="never", share=0.5),
    ),
)
