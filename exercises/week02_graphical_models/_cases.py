"""Makers of cases and answers that several exercises of week02_graphical_models share."""

from itertools import product

import numpy as np

CHAIN = {"a": (), "b": ("a",), "c": ("b",)}


FORK = {"a": (), "b": ("a",), "c": ("a",)}


DIAMOND = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


UPSIDE_DOWN = {"d": ("b",), "b": ("a",), "a": (), "c": ("a",)}


CANCER = {"smoking": (), "asbestos": (), "cancer": ("smoking", "asbestos"), "cough": ("cancer",)}


THREE_CAUSES = {"d": ("c", "a", "b"), "a": (), "b": (), "c": ()}


MIXED = {
    "Rain": (),
    "rain": ("Rain",),
    "R2_d2": ("rain", "Rain"),
    "dam": ("rain", "R2_d2", "Rain"),
    "Z": ("dam",),
}


def relabelled(rng, parents, names="pqrstuvwxyz"):
    """The same graph under other names and in another order; returns (graph, old name -> new)."""
    new = dict(zip(parents, rng.permutation(list(names)).tolist(), strict=False))
    order = rng.permutation(list(parents)).tolist()
    return {new[v]: tuple(new[p] for p in parents[v]) for v in order}, new


def random_graph(rng, size, arrows):
    """A graph with so many arrows, its variables in no particular order."""
    order = rng.permutation([f"v{i}" for i in range(size)]).tolist()
    pairs = [(p, v) for j, v in enumerate(order) for p in order[:j]]
    chosen = [pairs[k] for k in rng.permutation(len(pairs))[:arrows]]
    listed = rng.permutation(order).tolist()
    return {v: tuple(p for p, child in chosen if child == v) for v in listed}


def hidden_graphs(rng):
    renamed = [relabelled(rng, g)[0] for g in (CHAIN, FORK, DIAMOND, UPSIDE_DOWN)]
    shuffled = {v: MIXED[v] for v in rng.permutation(list(MIXED)).tolist()}
    return [*renamed, random_graph(rng, 6, 8), random_graph(rng, 8, 10), random_graph(rng, 7, 14), shuffled]


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
    rows = {
        0: [0.7, 0.3],
        1: [[0.9, 0.1], [0.2, 0.8]],
        2: [[[0.95, 0.05], [0.6, 0.4]], [[0.3, 0.7], [0.1, 0.9]]],
    }
    return {"parents": parents, "cpts": {v: np.array(rows[len(p)]) for v, p in parents.items()}}


SORTED = {"a": (), "b": ("a",), "c": ("a", "b")}


SHUFFLED = {"c": ("b", "a"), "b": ("a",), "a": ()}
