"""Week 2: wrong answers to the exercises on tables of probabilities."""

import numpy as np

from autograder.exercises.spec import Collection

TABLES = Collection()


@TABLES.wrong(
    "joint_table",
    "parents' axes in the wrong order",
    "The axes of a table follow the order in which that variable's parents are listed, which need not be "
    "the order of the net. Which axis belongs to which parent?",
)
def parents_sorted(parents, cpts):
    order = list(parents)
    operands = []
    for v in order:
        above = sorted(order.index(p) for p in parents[v])
        operands += [cpts[v], [*above, order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@TABLES.wrong(
    "joint_table",
    "unnormalised: the tables' axes read backwards",
    "Add up all entries of your joint. Along which axis does each table sum to 1, first or last?",
)
def axes_backwards(parents, cpts):
    order = list(parents)
    operands = []
    for v in order:
        operands += [cpts[v].T, [*(order.index(p) for p in parents[v]), order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@TABLES.wrong(
    "joint_table",
    "independent product",
    "You averaged each table over its parents and multiplied. What did the arrows do?",
)
def product_of_averages(parents, cpts):
    joint = np.ones(())
    for v in parents:
        table = cpts[v].reshape(-1, cpts[v].shape[-1]).mean(axis=0)
        joint = joint[..., None] * table
    return joint


@TABLES.wrong(
    "joint_table",
    "axes in the order of drawing",
    "Every axis should be where `parents` lists its variable, even if a parent is listed after its child.",
)
def axes_from_the_roots(parents, cpts):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    operands = []
    for v in order:
        operands += [cpts[v], [*(order.index(p) for p in parents[v]), order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@TABLES.wrong(
    "marginal",
    "the kept axes are summed",
    "To forget a variable is to add up over its values. Which variables are to be forgotten?",
)
def sums_the_kept(joint, keep):
    return joint.sum(axis=tuple(keep))


@TABLES.wrong(
    "marginal",
    "the order of `keep` is lost",
    "The sums are right. Is axis 0 of your answer the variable that `keep` names first?",
)
def order_lost(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))


@TABLES.wrong(
    "marginal",
    "the permutation is the inverse one",
    "transpose asks, for each new axis, which old one it was. After the sum the kept axes have new numbers: "
    "for each name in `keep`, where does its axis stand now?",
)
def permutation_inverted(joint, keep):
    table = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
    return table.transpose(np.argsort(keep)) if len(keep) else table


@TABLES.wrong(
    "conditional",
    "not renormalised",
    "Once the evidence is in, the remaining probabilities must sum to 1 again. What is their sum now?",
)
def joint_with_the_evidence(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    return np.einsum(joint[index], [i for i in range(joint.ndim) if i not in evidence], list(query))


@TABLES.wrong(
    "conditional",
    "the marginal is returned",
    "The answer should change when the evidence does. Where do you use the observed values?",
)
def evidence_unused(joint, query, evidence):
    return np.einsum(joint, list(range(joint.ndim)), list(query))


@TABLES.wrong(
    "conditional",
    "the order of `query` is lost",
    "The probabilities are right. Is axis 0 of your answer the variable that `query` names first?",
)
def query_order_lost(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    rest = [i for i in range(joint.ndim) if i not in evidence]
    table = np.einsum(joint[index], rest, sorted(query))
    return table / table.sum()


@TABLES.wrong(
    "conditional",
    "the evidence given the query",
    "You divided by the probability of the query, which gives p(evidence | query). By which probability "
    "does the definition of p(query | evidence) divide?",
)
def bayes_turned_round(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    rest = [i for i in range(joint.ndim) if i not in evidence]
    both = np.einsum(joint[index], rest, list(query))
    return both / np.einsum(joint, list(range(joint.ndim)), list(query))


@TABLES.wrong(
    "is_independent",
    "the condition is ignored",
    "Two arrivals share a traffic jam: dependent at first, independent once the jam is known. Where does "
    "`given` enter?",
)
def given_ignored(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b])
    return bool(np.allclose(table, np.outer(table.sum(1), table.sum(0)), atol=1e-9, rtol=0))


@TABLES.wrong(
    "is_independent",
    "compared with the marginals",
    "Given g, the pair should factor into p(a|g) p(b|g). Have you conditioned both factors as well?",
)
def marginal_factors(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    rest = table.sum(axis=(0, 1))
    pa, pb = (np.einsum(joint, list(range(joint.ndim)), [axis]) for axis in (a, b))
    expected = np.multiply.outer(np.outer(pa, pb), rest)
    return bool(np.allclose(table, expected, atol=1e-9, rtol=0))


@TABLES.wrong(
    "is_independent",
    "only one value of the condition is looked at",
    "Independence given g must hold for every value that g can take. Which values do you test?",
)
def one_value_only(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    slices = table.reshape(*table.shape[:2], -1).transpose(2, 0, 1)
    pair = next(s for s in slices if s.sum() > 0)
    pair = pair / pair.sum()
    return bool(np.allclose(pair, np.outer(pair.sum(1), pair.sum(0)), atol=1e-9, rtol=0))


@TABLES.wrong(
    "is_independent",
    "uncorrelated taken for independent",
    "A correlation of zero is one equation. Independence is one for every pair of values.",
)
def uncorrelated(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    i, j = np.arange(table.shape[0]), np.arange(table.shape[1])
    p = table.sum(axis=(0, 1))
    both = np.einsum("i,j,ij...->...", i, j, table)
    one, other = np.einsum("i,ij...->...", i, table), np.einsum("j,ij...->...", j, table)
    return bool(np.allclose(both * p, one * other, atol=1e-9, rtol=0))


@TABLES.wrong(
    "is_independent",
    "dividing by the probability of what never happens",
    "Some value of the condition has probability zero, and 0/0 is nan. Can the equation be written "
    "without a division?",
)
def divides_by_zero(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    with np.errstate(invalid="ignore"):
        table = table / table.sum(axis=(0, 1), keepdims=True)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    return bool(np.allclose(table, expected, atol=1e-9, rtol=0))
