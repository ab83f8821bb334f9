"""Week 2: wrong answers to the exercises on samples, chains and rates."""

import numpy as np

from autograder.exercises.spec import Collection
from autograder.exercises.week02_draws import distribution
from gmcourse.reference import graphical

DRAWS = Collection()


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


@DRAWS.wrong(
    "ancestral_sample",
    "the parents are ignored",
    "You drew each variable by itself. Each column looks right alone, but the columns do not go together: "
    "which row of the table does the parents' value select?",
    expected=_without_parents,
)
def parents_ignored(parents, cpts, n, rng):
    columns = []
    for v in parents:
        p = cpts[v].reshape(-1, cpts[v].shape[-1]).mean(axis=0)
        columns.append(rng.choice(len(p), size=n, p=p))
    return np.stack(columns, axis=1)


@DRAWS.wrong(
    "ancestral_sample",
    "drawn in the wrong order",
    "A variable was drawn before one of its parents had a value. In which order can you go so that this "
    "never happens?",
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


@DRAWS.wrong(
    "ancestral_sample",
    "columns in the order of drawing",
    "You drew parents first, which is right. Is each variable's column where `parents` lists it?",
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


@DRAWS.wrong(
    "chain_marginals",
    "transposed transition",
    "You multiplied from the other side. Row i of the transition sums to 1, and says where i goes: on which "
    "side of the matrix does the distribution stand?",
)
def transposed(initial, transition, n):
    marginals = [initial]
    for _ in range(n - 1):
        marginals.append(transition @ marginals[-1])
    return np.array(marginals)


@DRAWS.wrong(
    "chain_marginals",
    "the joint of the whole chain is built",
    "You built the joint of n variables, which has K^n entries. The next marginal needs only one earlier "
    "thing: which?",
)
def whole_joint(initial, transition, n):
    k = len(initial)
    joint = np.ones((k,) * n)
    joint *= initial.reshape(k, *(1,) * (n - 1))
    for t in range(1, n):
        joint *= transition.reshape(*(1,) * (t - 1), k, k, *(1,) * (n - t - 1))
    return np.array([joint.sum(axis=tuple(i for i in range(n) if i != t)) for t in range(n)])


@DRAWS.wrong(
    "chain_marginals",
    "off by one: the start is left out",
    "Your first row is already one step on. What is the law of the first variable, before any step?",
)
def one_step_late(initial, transition, n):
    marginals = []
    for _ in range(n):
        initial = initial @ transition
        marginals.append(initial)
    return np.array(marginals)


@DRAWS.wrong(
    "adjusted_rates",
    "mean of the rates for crude",
    "You averaged the departments' rates. The crude rate asks what share of all these people was admitted: "
    "does each department count the same in that?",
)
def crude_as_mean_of_rates(admitted, applicants):
    rates = admitted / applicants
    share = applicants.sum(axis=1) / applicants.sum()
    return rates.mean(axis=0), share @ rates


@DRAWS.wrong(
    "adjusted_rates",
    "adjusted by each gender's own mix",
    "You weighted a gender's rates by where that gender applied, which gives back the crude rate. To "
    "compare like with like, which one set of weights should both share?",
)
def own_mix(admitted, applicants):
    rates = admitted / applicants
    return admitted.sum(axis=0) / applicants.sum(axis=0), (applicants / applicants.sum(axis=0) * rates).sum(axis=0)


@DRAWS.wrong(
    "adjusted_rates",
    "departments weighted equally",
    "You gave each department the same weight. A department with 900 applicants should count for more "
    "than one with 500: what is P(department)?",
)
def equal_departments(admitted, applicants):
    return admitted.sum(axis=0) / applicants.sum(axis=0), (admitted / applicants).mean(axis=0)
