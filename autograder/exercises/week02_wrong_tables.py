"""Week 2: wrong answers to the exercises on tables of probabilities."""

import numpy as np

from autograder.exercises.spec import Collection

TABLES = Collection()


@TABLES.wrong(
    "joint_table",
    "parents' axes in the wrong order",
    "You took the parents' axes in the order of the net. The axes of a table follow the order in which that "
    "variable's parents are listed: which axis belongs to which parent?",
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
    "Your tables were read with the variable's own axis first. Add up all entries of your joint: is it 1? "
    "Along which axis does each table sum to 1?",
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
    "You averaged each table over its parents and multiplied the results, as if all variables were "
    "independent. What did the arrows say?",
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
    "Your axes follow the order of drawing. Each axis should stand where `parents` lists its variable, even "
    "if a parent is listed after its child. What moves an axis?",
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
    "You summed over the variables to be kept. To forget a variable is to add up over its values: which "
    "ones are to be forgotten?",
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
    "You moved the axes by the inverse permutation. transpose asks, for each new axis, which old one it "
    "was, and after the sum the kept axes have new numbers: where does each entry of `keep` stand now?",
)
def permutation_inverted(joint, keep):
    table = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
    return table.transpose(np.argsort(keep)) if len(keep) else table


@TABLES.wrong(
    "conditional",
    "not renormalised",
    "You cut out the slice that fits the evidence and left it so. Once the evidence is in, the remaining "
    "probabilities must sum to 1 again: what is their sum now?",
)
def joint_with_the_evidence(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    return np.einsum(joint[index], [i for i in range(joint.ndim) if i not in evidence], list(query))


@TABLES.wrong(
    "conditional",
    "the marginal is returned",
    "You returned what was believed before the evidence. The answer should change when the evidence does: "
    "where do you use the observed values?",
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
    "These are the answers one gets without looking at `given`. Two arrivals share a traffic jam: dependent at first, independent "
    "once the jam is known. Where does the condition enter?",
)
def given_ignored(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b])
    return bool(np.allclose(table, np.outer(table.sum(1), table.sum(0)), atol=1e-9, rtol=0))


@TABLES.wrong(
    "is_independent",
    "compared with the marginals",
    "These are the answers one gets by comparing p(a, b given g) with marginals that know nothing of g. Given g, the pair should factor "
    "into p(a|g) p(b|g): have you conditioned both factors as well?",
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
    "These are the answers for one value of the condition alone. Independence given g must hold for each value that g can take: "
    "which values do you test?",
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
    "These are the answers of a test of correlation. That is one equation; independence is one for every pair of values. Can "
    "the others fail while that one holds?",
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
    "You divided by the probability of the condition. One of its values never happens, and 0/0 is nan. Can "
    "the same equation be written without a division?",
)
def divides_by_zero(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    with np.errstate(invalid="ignore"):
        table = table / table.sum(axis=(0, 1), keepdims=True)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    return bool(np.allclose(table, expected, atol=1e-9, rtol=0))
