"""Week 2: what its notebook and chapters claim, as numbers."""

import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

from autograder.spec import public_sheet
from autograder.weeks import find_week
from exercises.week02_graphical_models.d_separated import colliders_always_block, whole_graph_moralised
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark
from gmcourse.data.berkeley import berkeley_admissions
from gmcourse.data.clothes import black_and_white
from gmcourse.reference import chow_liu, classification, graphical
from gmcourse.reference.bernoulli_mixture import BernoulliMixture

ROOT = Path(__file__).parents[2]


def all_graphs(names):
    """Every directed graph without circles on these names."""
    pairs = list(itertools.combinations(names, 2))
    for choice in itertools.product((None, 0, 1), repeat=len(pairs)):
        chosen = zip(pairs, choice, strict=True)
        arrows = [pair[::-1] if way else pair for pair, way in chosen if way is not None]
        if not arrows or nx.is_directed_acyclic_graph(nx.DiGraph(arrows)):
            yield {v: tuple(p for p, child in arrows if child == v) for v in names}


def questions(graph):
    """Every pair of variables under every condition."""
    for a, b in itertools.combinations(sorted(graph), 2):
        rest = sorted(set(graph) - {a, b})
        for size in range(len(rest) + 1):
            for given in itertools.combinations(rest, size):
                yield a, b, set(given)


def claims(graph):
    """The independences that a graph implies."""
    return frozenset(
        (a, b, frozenset(given))
        for a, b, given in questions(graph)
        if graphical.d_separated(graph, a, b, given)
    )


def test_berkeley_crude_and_adjusted_turn_round():
    crude, adjusted = graphical.adjusted_rates(*berkeley_admissions())
    np.testing.assert_allclose(crude, [0.445, 0.304], atol=5e-4)
    np.testing.assert_allclose(adjusted, [0.387, 0.430], atol=5e-4)
    rates = np.divide(*berkeley_admissions())
    assert (rates[:, 1] > rates[:, 0]).sum() == 4


def test_twenty_five_graphs_in_eleven_classes():
    graphs = list(all_graphs("abc"))
    assert len(graphs) == 25
    assert len({claims(graph) for graph in graphs}) == 11


def test_marrying_in_the_whole_graph_is_never_to_let_a_collider_block():
    """Why the two stand under one name: colliders that pass give the very same answers."""

    def colliders_never_block(parents, a, b, given):
        near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
        paths = [(a,)]
        while paths:
            path = paths.pop()
            if path[-1] == b:
                return False
            for step in near[path[-1]] - set(path):
                middle = path[-1]
                collider = len(path) > 1 and path[-2] in parents[middle] and step in parents[middle]
                if len(path) == 1 or collider or middle not in given:
                    paths.append((*path, step))
        return True

    differ = 0
    for graph in all_graphs("abcd"):
        for a, b, given in questions(graph):
            moral = whole_graph_moralised(graph, a, b, given)
            assert moral == colliders_never_block(graph, a, b, given)
            differ += moral != colliders_always_block(graph, a, b, given)
    assert differ > 100


def test_chain_and_fork_see_alike_and_do_differently():
    step = np.array([[0.9, 0.1], [0.3, 0.7]])
    start = np.array([0.4, 0.6])
    chain = {"a": (), "b": ("a",), "c": ("b",)}
    joint = graphical.joint_table(chain, {"a": start, "b": step, "c": step})
    assert graphical.conditional(joint, (2,), {0: 1})[1] == pytest.approx(0.52)
    assert graphical.marginal(joint, (2,))[1] == pytest.approx(0.376)


def test_explaining_away():
    risk = 1 - 0.99 * np.outer([1, 0.9], [1, 0.6])
    tables = {
        "smoking": np.array([0.7, 0.3]),
        "asbestos": np.array([0.9, 0.1]),
        "cancer": np.stack([1 - risk, risk], axis=-1),
    }
    lungs = {"smoking": (), "asbestos": (), "cancer": ("smoking", "asbestos")}
    joint = graphical.joint_table(lungs, tables)
    ill = graphical.conditional(joint, (0,), {2: 1})[1]
    exposed = graphical.conditional(joint, (0,), {2: 1, 1: 1})[1]
    assert 0.3 < exposed < ill
    assert graphical.is_independent(joint, 0, 1)


def test_printed_naive_bayes_rule_decides_for_the_other_class():
    x, centres, stds = 1.0, np.array([0.0, 3.0]), np.array([1.0, 3.0])
    printed = -((x - centres) ** 2) / stds**2
    right = norm.logpdf(x, centres, stds)
    assert printed[0] - printed[1] == pytest.approx(-0.56, abs=0.005)
    assert right[0] - right[1] == pytest.approx(0.82, abs=0.005)
    posterior = classification.naive_bayes_log_posterior(
        [[x]], [0.5, 0.5], centres[:, None], stds[:, None] ** 2
    )
    assert posterior[0, 0] - posterior[0, 1] == pytest.approx(right[0] - right[1])


def two_classes(rng, n, shared):
    """The two problems of the race in the notebook."""
    labels = np.arange(n) % 2
    features = np.sqrt(1 - shared) * rng.normal(size=(n, 30)) + np.sqrt(shared) * rng.normal(size=(n, 1))
    features[:, :: 2 if shared else 1] += 0.5 * labels[:, None]
    return features, labels


@pytest.mark.parametrize(("shared", "winner"), [(0.0, 0), (0.7, 1)])
def test_who_wins_with_forty_points_depends_on_the_assumption(shared, winner):
    scores = np.zeros((10, 2))
    for seed in range(10):
        rng = np.random.default_rng(seed)
        train, test = two_classes(rng, 40, shared), two_classes(rng, 1000, shared)
        for i, model in enumerate((GaussianNB(), LogisticRegression(C=1e4, solver="newton-cholesky"))):
            scores[seed, i] = model.fit(*train).score(*test)
    mean = scores.mean(axis=0)
    assert mean[winner] - mean[1 - winner] > 0.03


def test_no_joint_density_with_a_discrete_label():
    labels = np.random.default_rng(0).integers(2, size=10_000)
    heights = [np.mean(np.abs(labels - 1) < width / 2) / width for width in (0.1, 0.01, 0.001)]
    np.testing.assert_allclose(np.divide(heights[1:], heights[:-1]), 10)


def test_explanations_of_the_chapter_hold():
    """A million people of the invented town: asbestos tells of smoking among the ill only."""
    rng = np.random.default_rng(0)
    smokes, asbestos = rng.random((2, 1_000_000)) < np.array([[0.3], [0.1]])
    ill = rng.random(1_000_000) < np.where(asbestos, 0.4, 0.01) + 0.1 * smokes
    assert abs(smokes[asbestos].mean() - smokes[~asbestos].mean()) < 0.005
    assert smokes[ill & ~asbestos].mean() - smokes[ill & asbestos].mean() > 0.4


def test_the_week_fits_in_four_hours():
    assert sum(e.minutes for e in find_week("week02_graphical_models").exercises) <= 240


@pytest.fixture(scope="module")
def wardrobe():
    return black_and_white()


def bits(log_prob):
    """Bits a pixel of pictures of 28x28."""
    return -log_prob.mean() / 784 / np.log(2)


def under_a_tree(train, test, parents):
    return chow_liu.tree_log_prob(test, parents, chow_liu.tree_tables(train, parents))


def naive_bayes(wardrobe):
    """log p(kind) + log p(picture given the kind), (1000, 10), each kind's pixels counted with 1/2 added."""
    kinds = np.stack([wardrobe.train[wardrobe.train_labels == k].sum(axis=0) + 0.5 for k in range(10)]) / 1201
    return wardrobe.test @ np.log(kinds).T + (1 - wardrobe.test) @ np.log1p(-kinds).T - np.log(10)


def test_the_tree_saves_111_bits_a_picture_beside_naive_bayes(wardrobe):
    tree = under_a_tree(wardrobe.train, wardrobe.test, chow_liu.chow_liu(wardrobe.train))
    naive = logsumexp(naive_bayes(wardrobe), axis=1)
    chain = under_a_tree(wardrobe.train, wardrobe.test, np.arange(784) - 1)
    assert [round(bits(p), 3) for p in (naive, chain, tree)] == [0.443, 0.391, 0.302]
    assert (tree - naive).mean() / np.log(2) == pytest.approx(111, abs=0.5)


def test_its_edges_join_neighbours(wardrobe):
    ends = np.stack([np.arange(1, 784), chow_liu.chow_liu(wardrobe.train)[1:]])
    steps = np.abs(np.diff(ends % 28, axis=0)) + np.abs(np.diff(ends // 28, axis=0))
    assert np.mean(steps == 1) == pytest.approx(0.98, abs=0.005)


def test_a_tree_for_each_kind_reads_clothes_better_than_naive_bayes(wardrobe):
    columns = []
    for kind in range(10):
        own = wardrobe.train[wardrobe.train_labels == kind]
        columns.append(under_a_tree(own, wardrobe.test, chow_liu.chow_liu(own)) - np.log(10))
    trees = np.stack(columns, axis=1)
    right = [np.mean(p.argmax(axis=1) == wardrobe.test_labels) for p in (naive_bayes(wardrobe), trees)]
    assert right == pytest.approx([0.70, 0.80], abs=0.006)
    assert bits(logsumexp(trees, axis=1)) == pytest.approx(0.215, abs=5e-4)


@pytest.mark.slow
def test_thirty_prototypes_do_not_reach_the_tree(wardrobe):
    """Week 3 says so, and why."""
    wear = BernoulliMixture(30).fit(wardrobe.train, np.random.default_rng(0), 40)
    assert bits(wear.log_prob(wardrobe.test)) > 0.33


def forgetful_of_what_it_was_given(parents, a, b, given):
    """The right answer, after which the set of what is known is empty."""
    answer = graphical.d_separated(parents, a, b, given)
    given.clear()
    return answer


def test_a_set_that_is_changed_in_place_costs_points():
    week = find_week("week02_graphical_models")
    sheet = public_sheet(week, week.exercise("d_separated"))
    report = mark(sheet, ask(sheet, forgetful_of_what_it_was_given), reveal=True)
    assert report.score == pytest.approx(0.8 * report.points)
    assert [line.detail for line in report.lines if not line.ok] == [
        "given: no longer what it was before the call; work on a copy"
    ]
