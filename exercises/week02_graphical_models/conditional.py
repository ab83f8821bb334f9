"""Condition on what was seen: the questions of `conditional`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import joint
from gmcourse.reference import graphical


def _rare(rng):
    """A joint distribution whose middle variable is hardly ever 1."""
    return joint(3, 1, 2, rng=rng) * np.array([1 - 1e-9, 1e-9])[:, None]


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
            {"joint": joint(2, 4, 2, seed=6), "query": (2,), "evidence": {1: 1}},
            {"joint": joint(2, 1, 3, seed=7), "query": (1, 2), "evidence": {0: 1}},
        ],
        "order": [
            {"joint": joint(2, 2, 2, 2, seed=2), "query": (3, 0), "evidence": {1: 1}},
            {"joint": joint(2, 3, 2, 2, seed=5), "query": (2, 0, 1), "evidence": {3: 1}},
        ],
        "nothing": [{"joint": joint(2, 3, seed=3), "query": (0,), "evidence": {}}],
    },
    hidden=lambda rng: {
        "main": [
            {"joint": joint(3, 2, 2, rng=rng), "query": (0,), "evidence": {1: 1, 2: 0}},
            {"joint": joint(2, 3, 4, rng=rng), "query": (1, 2), "evidence": {0: 1}},
            {"joint": joint(2, 3, 4, rng=rng), "query": (1,), "evidence": {2: 3, 0: 1}},
            {"joint": joint(3, 2, 3, 2, rng=rng), "query": (2,), "evidence": {3: 0, 0: 2, 1: 0}},
            {"joint": joint(3, 2, 3, 2, rng=rng), "query": (0, 3), "evidence": {1: 0}},
            {"joint": _rare(rng), "query": (0, 2), "evidence": {1: 1}},
            {"joint": joint(5, 3, rng=rng), "query": (1,), "evidence": {0: 2}},
            {"joint": joint(3, 1, 2, 1, rng=rng), "query": (3, 0), "evidence": {2: 1, 1: 0}},
        ],
        "order": [
            {"joint": joint(3, 3, 2, rng=rng), "query": (1, 0), "evidence": {2: 1}},
            {"joint": joint(2, 2, 2, 2, rng=rng), "query": (2, 0), "evidence": {3: 0}},
            {"joint": joint(2, 3, 4, 5, rng=rng), "query": (3, 0), "evidence": {2: 1, 1: 2}},
            {"joint": joint(2, 3, 4, 2, rng=rng), "query": (3, 0, 2), "evidence": {1: 2}},
            {"joint": joint(2, 3, 4, rng=rng), "query": (1, 2, 0), "evidence": {}},
        ],
        "nothing": [
            {"joint": joint(3, 2, 2, rng=rng), "query": q, "evidence": {}} for q in ((2,), (2, 0), (0, 1, 2))
        ],
    },
    properties=(
        Property("the probabilities, summing to 1"),
        Property("the axes in the order of `query`", on="order", share=0.5),
        Property("without evidence it is the marginal", on="nothing", share=0.5),
    ),
)


@CONDITIONAL.wrong(
    "not renormalised",
    hint="You cut out the slice that fits the evidence and left it so. Once the evidence is in, the remaining probabilities must sum to 1 again: what is their sum now?",
)
def joint_with_the_evidence(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    return np.einsum(joint[index], [i for i in range(joint.ndim) if i not in evidence], list(query))


@CONDITIONAL.wrong(
    "the marginal is returned",
    hint="You returned what was believed before the evidence. The answer should change when the evidence does: where do you use the observed values?",
)
def evidence_unused(joint, query, evidence):
    return np.einsum(joint, list(range(joint.ndim)), list(query))


@CONDITIONAL.wrong(
    "the order of `query` is lost",
    hint="The probabilities are right. Is axis 0 of your answer the variable that `query` names first?",
)
def query_order_lost(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    rest = [i for i in range(joint.ndim) if i not in evidence]
    table = np.einsum(joint[index], rest, sorted(query))
    return table / table.sum()


@CONDITIONAL.wrong(
    "the evidence given the query",
    hint="You divided by the probability of the query, which gives p(evidence | query). By which probability does the definition of p(query | evidence) divide?",
)
def bayes_turned_round(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    rest = [i for i in range(joint.ndim) if i not in evidence]
    both = np.einsum(joint[index], rest, list(query))
    return both / np.einsum(joint, list(range(joint.ndim)), list(query))


@CONDITIONAL.wrong(
    "evidence of value 0 is forgotten",
    hint="Your answer takes no notice of evidence whose value is 0. In Python 0 counts as false: do you ask whether an axis is in the dict, or whether its value is true?",
)
def zeros_forgotten(joint, query, evidence):
    seen = {axis: value for axis, value in evidence.items() if value}
    table = joint[tuple(slice(seen[i], seen[i] + 1) if i in seen else slice(None) for i in range(joint.ndim))]
    table = np.einsum(table, list(range(joint.ndim)), list(query))
    return table / table.sum()


@CONDITIONAL.wrong("the inverse permutation of the query", like="the order of `query` is lost")
def inverse_permutation(joint, query, evidence):
    kept = np.einsum(joint, list(range(joint.ndim)), [*sorted(evidence), *sorted(query)])
    table = kept[tuple(evidence[axis] for axis in sorted(evidence))].transpose(np.argsort(query))
    return table / table.sum()


@CONDITIONAL.wrong(
    "axes not renumbered",
    hint="To take one value of an axis removes that axis, and those after it move forward. Which number has a variable of `query` then?",
)
def axes_not_renumbered(joint, query, evidence):
    p = joint
    for axis in sorted(evidence, reverse=True):
        p = np.take(p, evidence[axis], axis=axis)
    kept = [min(axis, p.ndim - 1) for axis in query]
    p = p.sum(axis=tuple(i for i in range(p.ndim) if i not in kept))
    return p / p.sum()


@CONDITIONAL.wrong("the query's numbers in the smaller table", like="axes not renumbered")
def summed_by_old_numbers(joint, query, evidence):
    table = joint[tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))]
    table = table.sum(axis=tuple(i for i in range(table.ndim) if i not in query))
    return table / table.sum()


@CONDITIONAL.wrong(
    "normalised along one axis",
    hint="Your numbers sum to 1 along one axis, for each value of the others. The whole of p(query | evidence) is one distribution: over what must you sum?",
)
def normalised_along_the_last(joint, query, evidence):
    table = joint_with_the_evidence(joint, query, evidence)
    return table / table.sum(axis=-1, keepdims=True)


@CONDITIONAL.wrong("normalised along the first axis", like="normalised along one axis")
def normalised_along_the_first(joint, query, evidence):
    table = joint_with_the_evidence(joint, query, evidence)
    return table / table.sum(axis=0, keepdims=True)


@CONDITIONAL.wrong(
    "a small number added",
    hint="You added a small number to the sum that you divide by. Rare evidence has a small probability too: is that number needed, when the evidence has happened?",
)
def small_number_added(joint, query, evidence, epsilon=1e-12):
    table = joint_with_the_evidence(joint, query, evidence)
    return table / (table.sum() + epsilon)


@CONDITIONAL.wrong("1e-8 added", like="a small number added")
def larger_number_added(joint, query, evidence):
    return small_number_added(joint, query, evidence, 1e-8)


@CONDITIONAL.wrong(
    "the axes of others are kept",
    hint="Your answer has more axes than `query` has names. What happens to an observed variable's axis, and to that of one that is neither asked for nor observed?",
)
def axes_of_others_kept(joint, query, evidence):
    index = tuple(
        slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim)
    )
    table = joint[index].sum(axis=tuple(i for i in range(joint.ndim) if i not in query), keepdims=True)
    return table / table.sum()


@CONDITIONAL.wrong("the rest is not summed out", like="the axes of others are kept")
def rest_not_summed_out(joint, query, evidence):
    table = joint[tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))]
    return table / table.sum()


@CONDITIONAL.alternative
def conditional_by_mask(joint, query, evidence):
    masked = joint.copy()
    for axis, value in evidence.items():
        others = [i for i in range(joint.shape[axis]) if i != value]
        masked[(slice(None),) * axis + (others,)] = 0.0
    rest = [axis for axis in range(joint.ndim) if axis not in query]
    return masked.transpose([*query, *rest]).sum(axis=tuple(range(len(query), joint.ndim))) / masked.sum()


@CONDITIONAL.alternative
def conditional_by_loop(joint, query, evidence):
    table = np.zeros([joint.shape[axis] for axis in query])
    for index, p in np.ndenumerate(joint):
        if all(index[axis] == value for axis, value in evidence.items()):
            table[tuple(index[axis] for axis in query)] += p
    return table / np.sum(table)


@CONDITIONAL.alternative
def conditional_by_masking(joint, query, evidence):
    mask = np.zeros(joint.shape)
    mask[tuple(evidence.get(axis, slice(None)) for axis in range(joint.ndim))] = 1.0
    rest = [axis for axis in range(joint.ndim) if axis not in query]
    table = (
        np.transpose(joint * mask, [*query, *rest])
        .reshape(*(joint.shape[axis] for axis in query), -1)
        .sum(-1)
    )
    return table / table.sum()
