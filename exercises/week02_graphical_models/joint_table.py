"""The joint distribution of a Bayes net: the questions of `joint_table`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import (
    SHUFFLED,
    SORTED,
    THREE_CAUSES,
    by_hand,
    net,
    random_graph,
)
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import graphical

CROSSED = {"a": (), "b": ("a",), "c": ("b", "a")}


FIVE = {"e": ("c",), "a": (), "d": ("b", "a"), "c": ("a",), "b": ("a",)}


ALIKE = {"rain": (), "road": ("rain",), "ride": ("road", "rain")}


# Each name is a part of the one before.
INSIDE = {"train": (), "rain": ("train",), "in": ("rain", "train")}


def _copies(parents):
    """Binary tables in which a variable with parents copies the last of them: half of the entries are 0."""
    copied = {0: [0.4, 0.6], 1: np.eye(2), 2: np.broadcast_to(np.eye(2), (2, 2, 2))}
    return {"parents": parents, "cpts": {v: np.array(copied[len(p)]) for v, p in parents.items()}}


AGAINST_THE_ALPHABET = {"m": ("z",), "z": (), "a": ("z", "m")}


TWINS = {"effect": ("one", "other"), "one": (), "other": ()}

# An impossible assignment has probability 0, and not 1e-9.
_ZEROS_ARE_ZERO = Tolerance(atol=1e-15, atol32=1e-15)


JOINT_TABLE = Exercise(
    id="joint_table",
    title="The joint distribution of a Bayes net",
    points=3,
    minutes=15,
    difficulty=2,
    reference=graphical.joint_table,
    public={
        "main": [
            *(by_hand(graph) for graph in (SORTED, CROSSED, ALIKE, INSIDE, TWINS)),
            _copies(SORTED),
            net(np.random.default_rng(3), THREE_CAUSES),
        ],
        "shuffled": [by_hand(SHUFFLED)],
        "sizes": [
            net(np.random.default_rng(2), CROSSED, {"a": 3, "b": 2, "c": 4}),
            net(np.random.default_rng(4), CROSSED, {"a": 2, "b": 1, "c": 3}),
        ],
    },
    hidden=lambda rng: {
        "main": [*(net(rng, graph) for graph in (SORTED, CROSSED, ALIKE, INSIDE)), _copies(CROSSED)]
        + [by_hand(TWINS), net(rng, THREE_CAUSES), net(rng, random_graph(rng, 8, 10))],
        "shuffled": [net(rng, g) for g in (SHUFFLED, FIVE, AGAINST_THE_ALPHABET, {"only": ()})],
        "sizes": [net(rng, CROSSED, {"a": 2, "b": 4, "c": 3}), net(rng, SHUFFLED, {"a": 3, "b": 2, "c": 5})]
        + [
            net(rng, AGAINST_THE_ALPHABET, {"z": 2, "m": 3, "a": 4}),
            net(rng, SHUFFLED, {"a": 1, "b": 3, "c": 1}),
        ],
    },
    properties=(
        Property("the product of the tables", tolerance=_ZEROS_ARE_ZERO),
        Property("the axes in the order of `parents`", on="shuffled", share=0.5),
        Property("variables with more than two values", on="sizes", share=0.5),
    ),
)


@JOINT_TABLE.wrong(
    "parents' axes in the wrong order",
    hint="You took a table's axes in the order of the net, or of the names. They follow the order in which that variable's parents are listed: which axis belongs to which parent?",
)
def parents_sorted(parents, cpts):
    order = list(parents)
    operands = []
    for v in order:
        above = sorted(order.index(p) for p in parents[v])
        operands += [cpts[v], [*above, order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@JOINT_TABLE.wrong(
    "unnormalised: the tables' axes read backwards",
    hint="Your tables were read with the variable's own axis first. Add up all entries of your joint: is it 1? Along which axis does each table sum to 1?",
)
def axes_backwards(parents, cpts):
    order = list(parents)
    operands = []
    for v in order:
        operands += [cpts[v].T, [*(order.index(p) for p in parents[v]), order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@JOINT_TABLE.wrong(
    "the own axis taken first, the parents after it", like="unnormalised: the tables' axes read backwards"
)
def own_axis_first(parents, cpts):
    order = list(parents)
    operands = []
    for v in order:
        operands += [cpts[v], [order.index(v), *(order.index(p) for p in parents[v])]]
    return np.einsum(*operands, list(range(len(order))))


@JOINT_TABLE.wrong(
    "independent product",
    hint="You averaged each table over its parents and multiplied the results, as if all variables were independent. What did the arrows say?",
)
def product_of_averages(parents, cpts):
    joint = np.ones(())
    for v in parents:
        table = cpts[v].reshape(-1, cpts[v].shape[-1]).mean(axis=0)
        joint = joint[..., None] * table
    return joint


@JOINT_TABLE.wrong(
    "axes in the order of drawing",
    hint="Your axes follow the order of drawing. Each axis should stand where `parents` lists its variable, even if a parent is listed after its child. What moves an axis?",
)
def axes_from_the_roots(parents, cpts):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    operands = []
    for v in order:
        operands += [cpts[v], [*(order.index(p) for p in parents[v]), order.index(v)]]
    return np.einsum(*operands, list(range(len(order))))


@JOINT_TABLE.wrong("the parents' axes in the order of their names", like="parents' axes in the wrong order")
def parents_by_name(parents, cpts):
    sizes = {v: cpts[v].shape[-1] for v in parents}
    joint = np.ones(list(sizes.values()))
    for index in np.ndindex(joint.shape):
        value = dict(zip(parents, index, strict=True))
        for v in parents:
            row = tuple(value[p] % size for p, size in zip(sorted(parents[v]), cpts[v].shape, strict=False))
            joint[index] *= cpts[v][row][value[v]]
    return joint


@JOINT_TABLE.wrong("tables reshaped as they are", like="parents' axes in the wrong order")
def reshaped_as_they_are(parents, cpts):
    order, joint = list(parents), np.ones((1,) * len(parents))
    for v in order:
        shape = [1] * len(order)
        for axis, size in zip(sorted(order.index(u) for u in (*parents[v], v)), cpts[v].shape, strict=True):
            shape[axis] = size
        joint = joint * cpts[v].reshape(shape)
    return joint


@JOINT_TABLE.wrong("tables reshaped by the sizes of their variables", like="parents' axes in the wrong order")
def reshaped_by_sizes(parents, cpts):
    order, joint = list(parents), np.ones((1,) * len(parents))
    for v in order:
        family = (*parents[v], v)
        shape = [cpts[u].shape[-1] if u in family else 1 for u in order]
        joint = joint * cpts[v].reshape(shape)
    return joint


@JOINT_TABLE.wrong(
    "every variable has two values",
    hint="Your table has two entries along each axis. A variable may have more values: which axis of its own table says how many?",
)
def two_values_each(parents, cpts):
    joint = np.ones((2,) * len(parents))
    for index in np.ndindex(joint.shape):
        value = dict(zip(parents, index, strict=True))
        for v in parents:
            joint[index] *= cpts[v][tuple(value[p] for p in (*parents[v], v))]
    return joint


@JOINT_TABLE.wrong(
    "the tables added",
    hint="You added the tables' entries. The chance that this and that happens, each given what is before it: is that a sum?",
)
def tables_added(parents, cpts):
    joint = np.zeros([cpts[v].shape[-1] for v in parents])
    for index in np.ndindex(joint.shape):
        value = dict(zip(parents, index, strict=True))
        joint[index] = sum(cpts[v][tuple(value[p] for p in (*parents[v], v))] for v in parents)
    return joint


@JOINT_TABLE.wrong(
    "one letter for a name",
    hint="You named each axis by the first letter of its variable. Two variables may begin with the same one: what else tells them apart?",
)
def first_letters(parents, cpts):
    operands = ",".join("".join(u[0] for u in (*parents[v], v)) for v in parents)
    return np.einsum(f"{operands}->{''.join(v[0] for v in parents)}", *(cpts[v] for v in parents))


@JOINT_TABLE.alternative
def joint_by_enumeration(parents, cpts):
    order = list(parents)
    joint = np.zeros([cpts[v].shape[-1] for v in order])
    for index in np.ndindex(*joint.shape):
        value = dict(zip(order, index, strict=True))
        joint[index] = 1.0
        for v in order:
            joint[index] *= cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)]
    return joint


@JOINT_TABLE.alternative
def joint_by_broadcasting(parents, cpts):
    order = list(parents)
    joint = np.ones([cpts[v].shape[-1] for v in order])
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = cpts[v].transpose(np.argsort(axes))
        joint = joint * table.reshape([n if i in axes else 1 for i, n in enumerate(joint.shape)])
    return joint.astype(np.float32)


@JOINT_TABLE.alternative
def joint_entry_by_entry(parents, cpts):
    from itertools import product

    names = list(parents)
    joint = np.ones([cpts[name].shape[-1] for name in names])
    for values in product(*(range(size) for size in joint.shape)):
        value_of = dict(zip(names, values, strict=True))
        for name in names:
            joint[values] *= cpts[name][tuple(value_of[p] for p in parents[name]) + (value_of[name],)]
    return joint
