"""Draw from a Bayes net: the questions of `ancestral_sample`, its wrong answers and other right ways."""

from itertools import product

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import SHUFFLED, SORTED, THREE_CAUSES, by_hand, net
from gmcourse.check.wire import Build
from gmcourse.reference import graphical

N = 6000


SIZES = {"a": 3, "b": 2, "c": 3}


MORE_VALUES = {"a": 2, "b": 5, "c": 4}


# So many draws tell two generators apart.
FEW = 25


COLLIDER = {"effect": ("one", "other"), "one": (), "other": ()}


def distribution(joint, n):
    """What `chi_square` expects of n draws from a joint table."""
    outcomes = np.array(list(product(*map(range, joint.shape))), dtype=np.int8)
    return {"outcomes": outcomes, "probs": joint.reshape(-1), "draws": n}


def _sampling(net, seed):
    return net | {"n": N, "rng": Build("arrays.rng", {"seed": seed})}


def _certain(net):
    """The same net with some variable copied from its first parent, without noise."""
    name = next(v for v, above in net["parents"].items() if len(above) == 1)
    return {"parents": net["parents"], "cpts": net["cpts"] | {name: np.eye(2)}}


FIVE = {"e": ("c",), "a": (), "d": ("b", "a"), "c": ("a",), "b": ("a",)}


def _fixed(parents, values):
    """A net of which each variable can only take one value."""
    values = dict(zip(parents, [*values, 1, 0, 1, 1], strict=False))
    return {
        "parents": parents,
        "cpts": {
            v: np.broadcast_to(np.eye(2)[values[v]], (2,) * len(above) + (2,)).copy()
            for v, above in parents.items()
        },
    }


def _truth(parents, cpts, n, rng):
    """The law of many draws; the draws themselves where nothing is left to chance; whether FEW follow the generator."""
    if n == FEW:
        return [True, True]
    return (
        distribution(graphical.joint_table(parents, cpts), n)
        if n > 2
        else graphical.ancestral_sample(parents, cpts, n, rng)
    )


ANCESTRAL_SAMPLE = Exercise(
    id="ancestral_sample",
    title="Draw from a Bayes net",
    points=3,
    minutes=15,
    difficulty=2,
    reference=graphical.ancestral_sample,
    public={
        "main": [
            _sampling(by_hand(SORTED), 1),
            _sampling(net(np.random.default_rng(5), SORTED, MORE_VALUES), 4),
            _sampling(net(np.random.default_rng(6), THREE_CAUSES), 5),
        ],
        "shuffled": [_sampling(by_hand(SHUFFLED), 2)],
        "certain": [_sampling(_certain(by_hand(SORTED)), 3)],
        "one": [_fixed(SORTED, [1, 0]) | {"n": n, "rng": Build("arrays.rng", {"seed": 1})} for n in (1, 2)],
        "generator": [by_hand(SORTED) | {"n": FEW, "rng": Build("arrays.rng", {"seed": 1})}],
    },
    hidden=lambda rng: {
        "main": [_sampling(net(rng, SORTED, sizes), int(rng.integers(2**31))) for sizes in (None, SIZES)]
        + [
            _sampling(net(rng, SORTED, MORE_VALUES), int(rng.integers(2**31))),
            _sampling(net(rng, THREE_CAUSES), int(rng.integers(2**31))),
        ],
        "shuffled": [
            _sampling(net(rng, g), int(rng.integers(2**31))) for g in (SHUFFLED, COLLIDER, COLLIDER, FIVE)
        ],
        "certain": [_sampling(_certain(net(rng, SORTED)), int(rng.integers(2**31)))],
        "one": [
            _fixed(g, rng.integers(2, size=4)) | {"n": 1, "rng": Build("arrays.rng", {"seed": 1})}
            for g in (SHUFFLED, FIVE)
        ],
        "generator": [net(rng, SHUFFLED) | {"n": FEW, "rng": Build("arrays.rng", {"seed": 2})}],
    },
    properties=(
        Property("the right distribution", compare="statistics.chi_square"),
        Property("variables in any order", on="shuffled", compare="statistics.chi_square"),
        Property("what is impossible is not drawn", on="certain", compare="statistics.chi_square", share=0.5),
        Property("one draw is one row of whole numbers", on="one", compare="values.whole", share=0.5),
        Property(
            "all randomness comes from rng: equal generators give equal draws, another one others",
            on="generator",
            share=0.5,
        ),
    ),
    truth=_truth,
    probes={"generator": "randomness.follows"},
)


def _without_parents(parents, cpts, n, rng):
    """The law of draws from tables averaged over the parents."""
    averaged = {v: np.reshape(t, (-1, np.shape(t)[-1])).mean(axis=0) for v, t in cpts.items()}
    return distribution(graphical.joint_table(dict.fromkeys(parents, ()), averaged), n)


def _parents_not_yet_drawn(parents, cpts, n, rng):
    """The law of draws where a parent that is listed later counts as 0."""
    names = list(parents)
    kept, tables = {}, {}
    for i, v in enumerate(names):
        kept[v] = tuple(p for p in parents[v] if p in names[:i])
        tables[v] = np.asarray(cpts[v])[tuple(slice(None) if p in kept[v] else 0 for p in parents[v])]
    return distribution(graphical.joint_table(kept, tables), n)


def _columns_as_drawn(parents, cpts, n, rng):
    """The law of the right draws with their columns in the order of drawing."""
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    return distribution(graphical.joint_table({v: parents[v] for v in order}, cpts), n)


@ANCESTRAL_SAMPLE.wrong(
    "the parents are ignored",
    hint="You drew each variable by itself, so the columns do not go together: which row of the table does the parents' value select?",
    expected=_without_parents,
)
def parents_ignored(parents, cpts, n, rng):
    columns = []
    for v in parents:
        p = cpts[v].reshape(-1, cpts[v].shape[-1]).mean(axis=0)
        columns.append(rng.choice(len(p), size=n, p=p))
    return np.stack(columns, axis=1)


@ANCESTRAL_SAMPLE.wrong(
    "drawn in the wrong order",
    hint="A variable was drawn before one of its parents had a value. In which order can you go so that this never happens?",
    expected=_parents_not_yet_drawn,
)
def in_the_order_listed(parents, cpts, n, rng):
    names = list(parents)
    draws = np.zeros((n, len(names)), dtype=int)
    for i, v in enumerate(names):
        rows = cpts[v][tuple(draws[:, names.index(p)] for p in parents[v])]
        rows = np.broadcast_to(rows, (n, rows.shape[-1]))
        draws[:, i] = (rng.random((n, 1)) > rows.cumsum(axis=1)[:, :-1]).sum(axis=1)
    return draws


@ANCESTRAL_SAMPLE.wrong(
    "columns in the order of drawing",
    hint="You drew parents first, which is right. Is each variable's column where `parents` lists it?",
    expected=_columns_as_drawn,
)
def columns_as_drawn(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v in parents:
            if v not in drawn and all(p in drawn for p in parents[v]):
                rows = cpts[v][tuple(drawn[p] for p in parents[v])]
                rows = np.broadcast_to(rows, (n, rows.shape[-1]))
                drawn[v] = (rng.random((n, 1)) > rows.cumsum(axis=1)[:, :-1]).sum(axis=1)
    return np.stack(list(drawn.values()), axis=1)


@ANCESTRAL_SAMPLE.alternative
def sample_row_by_row(parents, cpts, n, rng):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    rows = []
    for _ in range(n):
        row = {}
        for v in order:
            p = cpts[v][tuple(row[u] for u in parents[v])]
            row[v] = rng.choice(len(p), p=p)
        rows.append([row[v] for v in parents])
    return np.array(rows)


@ANCESTRAL_SAMPLE.alternative
def sample_by_groups(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v in drawn or any(p not in drawn for p in above):
                continue
            drawn[v] = np.empty(n, dtype=np.int64)
            for where in np.ndindex(*cpts[v].shape[:-1]):
                rows = np.ones(n, dtype=bool)
                for p, value in zip(above, where, strict=True):
                    rows &= drawn[p] == value
                drawn[v][rows] = rng.choice(cpts[v].shape[-1], size=rows.sum(), p=cpts[v][where])
    return np.column_stack([drawn[v] for v in parents])


@ANCESTRAL_SAMPLE.alternative
def sample_from_the_joint(parents, cpts, n, rng):
    order = list(parents)
    joint = np.einsum(
        *[x for v in order for x in (cpts[v], [order.index(u) for u in (*parents[v], v)])],
        list(range(len(order))),
    )
    flat = rng.choice(joint.size, size=n, p=joint.ravel())
    return np.array(np.unravel_index(flat, joint.shape)).T
