"""Sum out: the questions of `marginal`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import joint
from gmcourse.reference import graphical

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
            {"joint": joint(2, 3, 2, 2), "keep": (0,)},
        ],
        "order": [
            {"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "keep": (1, 0)},
            {"joint": joint(2, 2, 2, 2), "keep": (3, 0, 2)},
            {"joint": joint(2, 1, 3), "keep": (2, 1)},
        ],
        "none": [{"joint": np.array([[0.1, 0.2], [0.3, 0.4]]), "keep": keep} for keep in ((), (1,))],
    },
    hidden=lambda rng: {
        "main": [
            {"joint": joint(3, 3, rng=rng), "keep": (1,)},
            {"joint": joint(2, 3, 2, 2, rng=rng), "keep": (1, 3)},
            {"joint": joint(2, 3, 4, rng=rng), "keep": (0, 1, 2)},
            {"joint": joint(5, rng=rng), "keep": (0,)},
            {"joint": joint(3, 2, 4, 2, rng=rng), "keep": (1,)},
            {"joint": joint(2, 3, 2, 3, 2, rng=rng), "keep": (0,)},
            {"joint": joint(2, 1, 2, 3, 2, 2, 2, rng=rng), "keep": (5,)},
        ],
        "order": [
            {"joint": joint(3, 3, 3, rng=rng), "keep": (2, 0)},
            {"joint": joint(2, 2, 2, 2, rng=rng), "keep": (1, 3, 0)},
            {"joint": joint(2, 3, 4, rng=rng), "keep": (1, 2, 0)},
            {"joint": joint(2, 3, 4, 5, rng=rng), "keep": (3, 1)},
            {"joint": joint(1, 3, 2, rng=rng), "keep": (2, 0)},
        ],
        "none": [{"joint": joint(2, 3, rng=rng), "keep": keep} for keep in ((), (1,))],
    },
    properties=(
        Property("the sums"),
        Property("the axes in the order of `keep`", on="order", share=0.5),
        Property("nothing kept leaves the number 1, one axis kept a table", on="none", share=0.5),
    ),
)


@MARGINAL.wrong(
    "the kept axes are summed",
    hint="You summed over the variables to be kept. To forget a variable is to add up over its values: which ones are to be forgotten?",
)
def sums_the_kept(joint, keep):
    return joint.sum(axis=tuple(keep))


@MARGINAL.wrong(
    "the order of `keep` is lost",
    hint="The sums are right. Is axis 0 of your answer the variable that `keep` names first?",
)
def order_lost(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))


@MARGINAL.wrong(
    "the permutation is the inverse one",
    hint="You moved the axes by the inverse permutation. transpose asks, for each new axis, which old one it was, and after the sum the kept axes have new numbers: where does each entry of `keep` stand now?",
)
def permutation_inverted(joint, keep):
    table = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
    return table.transpose(np.argsort(keep)) if len(keep) else table


@MARGINAL.wrong("reshaped, not transposed", like="the order of `keep` is lost")
def reshaped(joint, keep):
    lost = tuple(axis for axis in range(joint.ndim) if axis not in keep)
    return joint.sum(axis=lost).reshape([joint.shape[axis] for axis in keep])


@MARGINAL.wrong("the order heeded for two axes", like="the order of `keep` is lost")
def only_two_in_order(joint, keep):
    kept = joint.sum(axis=tuple(axis for axis in range(joint.ndim) if axis not in keep))
    return kept.T if len(keep) == 2 and keep[0] > keep[1] else kept


@MARGINAL.wrong("the order lost where all are kept", like="the order of `keep` is lost")
def all_kept(joint, keep):
    return joint if len(keep) == joint.ndim else np.einsum(joint, list(range(joint.ndim)), list(keep))


@MARGINAL.wrong(
    "axes not renumbered",
    hint="Once an axis is summed out, those after it move forward, and the numbers in `keep` are no longer theirs. Which number has a kept variable then, and can all the sums be taken at once?",
)
def axes_not_renumbered(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep)).transpose(keep)


@MARGINAL.wrong("summed one by one from the front", like="axes not renumbered")
def summed_from_the_front(joint, keep):
    for axis in range(joint.ndim):
        if axis not in keep:
            joint = joint.sum(axis=axis)
    return joint


@MARGINAL.wrong(
    "a mean for the sum",
    hint="You took a mean over the values of a variable. The chance of this or that, which cannot both happen, is what of their chances?",
)
def mean_for_the_sum(joint, keep):
    lost = [i for i in range(joint.ndim) if i not in keep]
    table = joint.transpose(*keep, *lost)
    return table.mean(axis=tuple(range(len(keep), joint.ndim)))


@MARGINAL.wrong(
    "one value taken instead of the sum",
    hint="You took one value of each variable that is to be forgotten. What about the probability that lies at its other values?",
)
def first_value_taken(joint, keep):
    lost = [i for i in range(joint.ndim) if i not in keep]
    return joint.transpose(*lost, *keep)[(0,) * len(lost)]


@MARGINAL.wrong(
    "the summed axes are kept",
    hint="Your answer has an axis of length 1 for each variable that was summed out. Which axes should it have?",
)
def summed_axes_kept(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep), keepdims=True)


@MARGINAL.wrong("the summed axes at the end", like="the summed axes are kept")
def summed_axes_at_the_end(joint, keep):
    lost = [i for i in range(joint.ndim) if i not in keep]
    table = joint.transpose(*keep, *lost)
    return table.sum(axis=tuple(range(len(keep), joint.ndim)), keepdims=True)


@MARGINAL.wrong("moved to where they came from", like="the permutation is the inverse one")
def moved_the_other_way(joint, keep):
    table = np.moveaxis(joint, list(range(len(keep))), list(keep))
    return table.sum(axis=tuple(range(len(keep), joint.ndim)))


@MARGINAL.alternative
def marginal_by_loop(joint, keep):
    table = np.zeros([joint.shape[axis] for axis in keep])
    for index, p in np.ndenumerate(joint):
        table[tuple(index[axis] for axis in keep)] += p
    return table


@MARGINAL.alternative
def marginal_by_transposing_first(joint, keep):
    rest = [axis for axis in range(joint.ndim) if axis not in keep]
    table = joint.transpose([*keep, *rest])
    return table.sum(axis=tuple(range(len(keep), joint.ndim)))


@MARGINAL.alternative
def marginal_by_moving_axes(joint, keep):
    rest = [axis for axis in range(joint.ndim) if axis not in keep]
    moved = np.transpose(joint, [*keep, *rest])
    return np.array(moved.reshape(*moved.shape[: len(keep)], -1).sum(axis=-1), order="F")
