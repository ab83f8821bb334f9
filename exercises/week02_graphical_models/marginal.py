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
    return joint if len(keep) == joint.ndim else graphical.marginal(joint, keep)


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
