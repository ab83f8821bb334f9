"""The reference on Bayes nets against enumeration, networkx, pgmpy and hand-worked numbers."""

from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest

from gmcourse.reference import graphical as g

CHAIN = {"a": (), "b": ("a",), "c": ("b",)}
DIAMOND = {"d": ("b", "c"), "b": ("a",), "a": (), "c": ("a",)}


def random_net(rng, size, sizes=(2, 3), chance=0.5):
    """A random net whose variables are shuffled, so that they are in no topological order."""
    names = [f"v{i}" for i in range(size)]
    above = {v: tuple(p for p in names[:i] if rng.random() < chance) for i, v in enumerate(names)}
    parents = {v: tuple(rng.permutation(above[v]).tolist()) for v in rng.permutation(names).tolist()}
    count = {v: int(rng.choice(sizes)) for v in names}
    cpts = {}
    for v, p in parents.items():
        table = rng.dirichlet(np.ones(count[v]), size=tuple(count[u] for u in p))
        cpts[v] = table.reshape(*(count[u] for u in p), count[v])
    return parents, cpts


def enumerated(parents, cpts):
    """The joint by multiplying, assignment by assignment."""
    names = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in names)
    joint = np.zeros(shape)
    for values in product(*map(range, shape)):
        of = dict(zip(names, values, strict=True))
        joint[values] = np.prod([cpts[v][tuple(of[p] for p in parents[v]) + (of[v],)] for v in names])
    return joint


@pytest.mark.parametrize("seed", range(8))
def test_joint_table_by_enumeration(seed):
    parents, cpts = random_net(np.random.default_rng(seed), 5)
    joint = g.joint_table(parents, cpts)
    np.testing.assert_allclose(joint, enumerated(parents, cpts), rtol=1e-12)
    assert joint.sum() == pytest.approx(1.0)


def test_joint_and_conditional_agree_with_pgmpy():
    pgmpy_models = pytest.importorskip("pgmpy.models")
    from pgmpy.factors.discrete import TabularCPD
    from pgmpy.inference import VariableElimination

    parents, cpts = random_net(np.random.default_rng(4), 4)
    net = pgmpy_models.DiscreteBayesianNetwork([(p, v) for v, above in parents.items() for p in above])
    net.add_nodes_from(parents)
    for v, above in parents.items():
        table = np.moveaxis(cpts[v], -1, 0).reshape(cpts[v].shape[-1], -1)
        card = [cpts[p].shape[-1] for p in above]
        net.add_cpds(TabularCPD(v, len(table), table, evidence=list(above), evidence_card=card))
    names = list(parents)
    answer = VariableElimination(net).query([names[2]], evidence={names[0]: 1}, show_progress=False)
    joint = g.joint_table(parents, cpts)
    np.testing.assert_allclose(g.conditional(joint, (2,), {0: 1}), answer.values, rtol=1e-9)


def test_marginal_and_conditional_by_loops():
    joint = np.random.default_rng(0).dirichlet(np.ones(24)).reshape(2, 3, 4)
    swapped = np.array([[joint[i, :, k].sum() for i in range(2)] for k in range(4)])
    np.testing.assert_allclose(g.marginal(joint, (2, 0)), swapped)
    np.testing.assert_allclose(g.marginal(joint, ()), 1.0)
    np.testing.assert_allclose(g.marginal(joint, (0, 1, 2)), joint)
    expected = np.array([joint[1, :, k] for k in range(4)]) / joint[1].sum()
    np.testing.assert_allclose(g.conditional(joint, (2, 1), {0: 1}), expected)
    np.testing.assert_allclose(g.conditional(joint, (1,), {}), g.marginal(joint, (1,)))


def independent_by_definition(joint, a, b, given):
    """p(a, b | g) = p(a | g) p(b | g) for each value of `given` that can happen."""
    for values in product(*(range(joint.shape[axis]) for axis in given)):
        evidence = dict(zip(given, values, strict=True))
        if g.marginal(joint, given)[values] == 0:
            continue
        table = g.conditional(joint, (a, b), evidence)
        if not np.allclose(table, np.outer(table.sum(1), table.sum(0)), rtol=0, atol=1e-9):
            return False
    return True


@pytest.mark.parametrize("seed", range(10))
def test_independence_by_definition_and_by_d_separation(seed):
    parents, cpts = random_net(np.random.default_rng(seed), 4, sizes=(2, 3))
    joint, names = g.joint_table(parents, cpts), list(parents)
    for a, b in combinations(range(4), 2):
        rest = [axis for axis in range(4) if axis not in (a, b)]
        for given in [(), (rest[0],), (rest[1],), tuple(rest)]:
            answer = g.is_independent(joint, a, b, given)
            assert answer == independent_by_definition(joint, a, b, given)
            assert answer == g.d_separated(parents, names[a], names[b], {names[c] for c in given})


def test_independence_of_sets_and_of_impossible_values():
    joint = np.zeros((2, 2, 3))
    joint[:, :, 0] = np.outer([0.3, 0.7], [0.6, 0.4]) / 2
    joint[:, :, 2] = np.outer([0.9, 0.1], [0.2, 0.8]) / 2
    assert g.is_independent(joint, 0, 1, (2,))
    assert not g.is_independent(joint, 0, 1)
    assert not g.is_independent(joint, (0, 1), 2)


def test_independence_is_judged_given_the_value_however_rare_it_is():
    """Dependent by 0.1 where g = 1, which has probability 1e-6; independent where g = 0."""
    given_one, given_zero = np.array([[0.35, 0.15], [0.15, 0.35]]), np.full((2, 2), 0.25)
    joint = np.stack([given_zero * (1 - 1e-6), given_one * 1e-6], axis=-1)
    assert not g.is_independent(joint, 0, 1, (2,))


def all_nets(names):
    """Every graph whose arrows run along one order of the names."""
    pairs = list(combinations(names, 2))
    for chosen in product([False, True], repeat=len(pairs)):
        arrows = [pair for pair, there in zip(pairs, chosen, strict=True) if there]
        yield {v: tuple(p for p, child in arrows if child == v) for v in names}


def test_d_separation_agrees_with_networkx_on_every_graph_of_four():
    names = "abcd"
    for parents in all_nets(names):
        graph = nx.DiGraph([(p, v) for v, above in parents.items() for p in above])
        graph.add_nodes_from(names)
        for a, b in combinations(names, 2):
            rest = [v for v in names if v not in (a, b)]
            for size in range(3):
                for given in combinations(rest, size):
                    expected = nx.is_d_separator(graph, {a}, {b}, set(given))
                    assert g.d_separated(parents, a, b, set(given)) == expected


@pytest.mark.parametrize("seed", range(30))
def test_d_separation_of_sets_in_large_graphs(seed):
    rng = np.random.default_rng(seed)
    parents, _ = random_net(rng, 12, chance=0.2)
    names = list(parents)
    graph = nx.DiGraph([(p, v) for v, above in parents.items() for p in above])
    graph.add_nodes_from(names)
    role = dict(zip(names, rng.choice(4, size=12, p=[0.15, 0.15, 0.3, 0.4]), strict=True))
    a, b, given = ({v for v in names if role[v] == r} for r in range(3))
    assert g.d_separated(parents, a, b, given) == (not a or not b or nx.is_d_separator(graph, a, b, given))


def test_ancestors_of_the_diamond():
    assert g.ancestors(DIAMOND, {"b"}) == {"a", "b"}
    assert g.ancestors(DIAMOND, {"d"}) == set("abcd")
    assert g.ancestors(DIAMOND, ()) == set()


@pytest.mark.parametrize("seed", range(4))
def test_ancestral_samples_follow_the_joint(seed):
    rng = np.random.default_rng(seed)
    parents, cpts = random_net(rng, 4, sizes=(2,))
    draws = g.ancestral_sample(parents, cpts, 40_000, rng)
    counts = np.zeros((2,) * 4)
    np.add.at(counts, tuple(draws.T), 1)
    joint = enumerated(parents, cpts)
    assert draws.dtype.kind == "i"
    assert np.abs(counts / 40_000 - joint).max() < 5 * np.sqrt(0.25 / 40_000)


def test_ancestral_sample_never_draws_the_impossible():
    draws = g.ancestral_sample({"a": ()}, {"a": np.array([0.0, 1.0, 0.0])}, 1000, np.random.default_rng(0))
    assert (draws == 1).all()
    assert g.ancestral_sample(
        CHAIN, {v: np.ones((2,) * (len(p) + 1)) / 2 for v, p in CHAIN.items()}, 0, np.random.default_rng(0)
    ).shape == (0, 3)


def test_chain_marginals_by_enumeration_and_at_length():
    rng = np.random.default_rng(1)
    initial, transition = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3), size=3)
    parents = {"a": (), "b": ("a",), "c": ("b",), "d": ("c",)}
    joint = enumerated(parents, {"a": initial, "b": transition, "c": transition, "d": transition})
    expected = [g.marginal(joint, (axis,)) for axis in range(4)]
    np.testing.assert_allclose(g.chain_marginals(initial, transition, 4), expected)
    far = g.chain_marginals(initial, transition, 5000)[-1]
    np.testing.assert_allclose(far @ transition, far, rtol=1e-12)


def test_adjusted_rates_by_hand():
    admitted, applicants = [[8, 1], [1, 2]], [[10, 1], [5, 4]]
    crude, adjusted = g.adjusted_rates(admitted, applicants)
    np.testing.assert_allclose(crude, [9 / 15, 3 / 5])
    np.testing.assert_allclose(adjusted, [0.55 * 0.8 + 0.45 * 0.2, 0.55 * 1.0 + 0.45 * 0.5])


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_parameters_counted_as_free_entries_of_the_tables(n):
    names = [f"x{i}" for i in range(n)]
    graphs = {
        "full": {v: tuple(names[:i]) for i, v in enumerate(names)},
        "independent": dict.fromkeys(names, ()),
        "markov": {v: tuple(names[max(i - 1, 0) : i]) for i, v in enumerate(names)},
    }
    for structure, parents in graphs.items():
        assert g.count_parameters(n, structure) == sum(2 ** len(p) for p in parents.values())


def test_the_six_graphs_of_the_third_notes_both_ways():
    texts = [
        "P(a)P(b|a)P(c|b)P(d|b)",
        "P(a)P(b|a)P(d|c)P(c)",
        "P(a)P(b|a)P(c|a)P(d|b,c)",
        "P(smoke)P(asbestos)P(cancer|smoke,asbestos)",
    ]
    for text in texts:
        assert g.factorisation(g.parents_of(text)) == text
    assert g.parents_of(texts[1]) == {"a": (), "b": ("a",), "d": ("c",), "c": ()}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: g.factorisation({"a": ("b",), "b": ("a",)}), "circle"),
        (lambda: g.factorisation({"a": ("z",)}), "no variables: z"),
        (lambda: g.parents_of("P(a)P(a)"), "one for each variable"),
        (lambda: g.parents_of("P(a) P(b|a)"), "one for each variable"),
        (lambda: g.joint_table(CHAIN, {"a": np.ones(2)}), "a table for each"),
        (lambda: g.joint_table({"a": ()}, {"a": np.ones((2, 2))}), "shape"),
        (lambda: g.marginal(np.ones((2, 2)), (0, 0)), "different axes"),
        (lambda: g.marginal(np.ones((2, 2)), (2,)), "different axes"),
        (lambda: g.conditional(np.ones((2, 2)), (0,), {0: 1}), "both asked for and observed"),
        (lambda: g.conditional(np.zeros((2, 2)), (0,), {1: 1}), "probability zero"),
        (lambda: g.is_independent(np.ones((2, 2)), 0, 0), "overlap"),
        (lambda: g.d_separated(CHAIN, "a", "c", {"a"}), "disjoint"),
        (lambda: g.d_separated(CHAIN, "a", "z", set()), "unknown"),
        (lambda: g.chain_marginals([0.5, 0.5], np.ones((3, 3)), 2), "square transition"),
        (lambda: g.chain_marginals([0.5, 0.5], np.ones((2, 2)), 0), "n >= 1"),
        (lambda: g.adjusted_rates([1, 2], [3, 4]), "department, gender"),
        (lambda: g.count_parameters(3, "tree"), "one of full"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
