"""The tree over bits: the heaviest of all trees, a distribution that sums to one, draws that it states."""

import itertools

import networkx as nx
import numpy as np
import pytest
from sklearn.metrics import mutual_info_score

from gmcourse.reference import graphical
from gmcourse.reference.chow_liu import (
    chow_liu,
    mutual_informations,
    tree_log_prob,
    tree_sample,
    tree_tables,
)

PICTURES = np.array(list(itertools.product([0.0, 1.0], repeat=5)))
PARENTS = np.array([-1, 3, 0, 0, 1])
TABLES = np.array([[0.3, 0.3], [0.2, 0.9], [0.6, 0.1], [0.5, 0.75], [0.05, 0.4]])


def bits(seed, count=60, dims=6):
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(count, dims)) @ rng.normal(size=(dims, dims)) > 0.3).astype(float)


def total(gains, parents):
    return sum(gains[d, p] for d, p in enumerate(parents) if p >= 0)


def test_informations_are_those_of_scikit_learn_on_tables_with_half_a_count_more():
    x = bits(0)
    found = mutual_informations(x)
    for i, j in itertools.combinations(range(6), 2):
        doubled = np.histogram2d(x[:, i], x[:, j], bins=2)[0] * 2 + 1
        assert found[i, j] == pytest.approx(mutual_info_score(None, None, contingency=doubled))


@pytest.mark.parametrize("seed", range(5))
def test_no_spanning_tree_is_heavier(seed):
    gains, parents = mutual_informations(bits(seed, dims=5)), chow_liu(bits(seed, dims=5))
    pairs = list(itertools.combinations(range(5), 2))
    trees = [edges for edges in itertools.combinations(pairs, 4) if nx.is_tree(nx.Graph(edges))]
    assert len(trees) == 5**3
    assert total(gains, parents) == pytest.approx(max(sum(gains[e] for e in edges) for edges in trees))


@pytest.mark.parametrize("seed", range(5))
def test_arrows_lead_away_from_the_root_along_the_tree_of_networkx(seed):
    x = bits(seed, count=200, dims=9)
    graph = nx.from_numpy_array(mutual_informations(x))
    tree = nx.bfs_tree(nx.maximum_spanning_tree(graph), 0)
    assert {(p, d) for d, p in enumerate(chow_liu(x)) if p >= 0} == set(tree.edges)


def test_tables_are_the_counts():
    x = np.array([[1, 1], [1, 1], [1, 0], [0, 0]])
    assert tree_tables(x, np.array([-1, 0])) == pytest.approx(np.array([[3.5 / 5, 3.5 / 5], [0.25, 2.5 / 4]]))


def test_all_pictures_sum_to_one():
    assert np.exp(tree_log_prob(PICTURES, PARENTS, TABLES)).sum() == pytest.approx(1.0)


def test_it_is_a_bayes_net():
    names = "abcde"
    parents = {v: () if p < 0 else (names[p],) for v, p in zip(names, PARENTS, strict=True)}
    rows = {v: np.stack([1 - t, t], axis=-1) for v, t in zip(names, TABLES, strict=True)}
    joint = graphical.joint_table(parents, rows | {"a": rows["a"][0]})
    assert np.exp(tree_log_prob(PICTURES, PARENTS, TABLES)) == pytest.approx(joint.reshape(-1))


def test_the_best_tree_is_the_likeliest_on_its_own_data():
    """Chow and Liu: the likelihood grows with the total information, so any other tree is less likely."""
    x, rng = bits(1, count=3000), np.random.default_rng(0)
    best = tree_log_prob(x, chow_liu(x), tree_tables(x, chow_liu(x))).mean()
    for _ in range(30):
        other = np.array([-1, *(int(rng.integers(d)) for d in range(1, 6))])
        assert tree_log_prob(x, other, tree_tables(x, other)).mean() <= best + 1e-4


def test_what_is_impossible_has_no_logarithm_and_no_nan():
    certain = np.array([[1.0, 1.0], [0.0, 1.0]])
    found = tree_log_prob(np.array([[1, 1], [1, 0], [0, 0]]), np.array([-1, 0]), certain)
    assert found.tolist() == [0.0, -np.inf, -np.inf]


def test_samples_have_the_stated_frequencies():
    drawn = tree_sample(PARENTS, TABLES, np.random.default_rng(2).random((40_000, 5)))
    counts = np.bincount((drawn @ [16, 8, 4, 2, 1]).astype(int), minlength=32)
    assert np.allclose(counts / 40_000, np.exp(tree_log_prob(PICTURES, PARENTS, TABLES)), atol=0.01)
