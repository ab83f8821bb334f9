"""Makers of trees over bits, and of bits drawn from them, that the exercises of the build share."""

import networkx as nx
import numpy as np

from gmcourse.reference.chow_liu import mutual_informations, tree_sample


def random_parents(rng: np.random.Generator, size: int) -> np.ndarray:
    """A random tree with root 0, (size,); a parent may have the larger number."""
    order = np.concatenate([[0], 1 + rng.permutation(size - 1)]).astype(int)
    parents = np.full(size, -1)
    for place in range(1, size):
        parents[order[place]] = order[rng.integers(place)]
    return parents


def with_any_root(rng: np.random.Generator, parents: np.ndarray) -> np.ndarray:
    """The same tree with its variables renumbered, so that the root is another one than 0, (size,)."""
    size = len(parents)
    names = np.roll(np.arange(size), rng.integers(1, size)) if size > 1 else np.zeros(1, dtype=int)
    renumbered = np.full(size, -1)
    renumbered[names] = np.where(parents < 0, -1, names[parents])
    return renumbered


def random_tables(rng: np.random.Generator, parents: np.ndarray) -> np.ndarray:
    """P(1 given the parent's value), (D, 2), the two values at least 0.3 apart; the root has one chance."""
    low = rng.uniform(0.05, 0.65, size=len(parents))
    high = low + 0.3 + (0.65 - low) * rng.random(len(parents))
    tables = np.round(
        np.where(rng.random((len(parents), 1)) < 0.5, [1, 0], [0, 1]) * (high - low)[:, None], 3
    )
    tables = np.round(tables + low[:, None], 3)
    tables[parents < 0, 1] = tables[parents < 0, 0]
    return tables


def random_bits(rng: np.random.Generator, count: int, dims: int) -> np.ndarray:
    """(count, dims) zeros and ones drawn from a random tree."""
    parents = random_parents(rng, dims)
    return tree_sample(parents, random_tables(rng, parents), rng.random((count, dims)))


def lead(x: np.ndarray) -> float:
    """By how much the best tree's total information beats that of every other tree."""
    return lead_by(mutual_informations(x))


def lead_by(gains: np.ndarray) -> float:
    """By how much the best tree's total of such gains, (D, D), beats that of every other tree."""
    graph = nx.from_numpy_array(-gains)
    tree = nx.minimum_spanning_tree(graph)
    swaps = [
        graph.edges[edge]["weight"] - max(tree.edges[step]["weight"] for step in _path(tree, *edge))
        for edge in graph.edges
        if edge[0] != edge[1] and not tree.has_edge(*edge)
    ]
    return min(swaps, default=np.inf)


def _path(tree: nx.Graph, start: int, end: int) -> list:
    return list(nx.utils.pairwise(nx.shortest_path(tree, start, end)))
