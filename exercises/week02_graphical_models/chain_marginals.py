"""Where a Markov chain is: the questions of `chain_marginals`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import graphical


def _chain(rng, states, n):
    transition = rng.dirichlet(np.full(states, 0.6), size=states)
    return {"initial": rng.dirichlet(np.ones(states)), "transition": transition, "n": n}


def _taking_turns(n):
    """Two states that nearly always take turns: it takes thousands of steps to forget the start."""
    return {"initial": np.array([1, 0]), "transition": np.array([[0.001, 0.999], [0.999, 0.001]]), "n": n}


def _without_basis(rest, n):
    """Three states that are left one after the other: the transition has no basis of eigenvectors."""
    transition = np.array([[1 - rest, rest, 0.0], [0.0, 1 - rest, rest], [0.0, 0.0, 1.0]])
    return {"initial": np.array([1.0, 0.0, 0.0]), "transition": transition, "n": n}


WEATHER = {"initial": np.array([1.0, 0.0]), "transition": np.array([[0.9, 0.1], [0.5, 0.5]])}


CHAIN_MARGINALS = Exercise(
    id="chain_marginals",
    title="Where a Markov chain is",
    points=2,
    minutes=8,
    difficulty=1,
    reference=graphical.chain_marginals,
    public={
        "main": [
            WEATHER | {"n": 3},
            _taking_turns(4),
            {**WEATHER, "initial": np.array([0.25, 0.75]), "n": 2},
            _without_basis(0.5, 5),
        ],
        "one": [WEATHER | {"n": 1}, {"initial": np.ones(1), "transition": np.ones((1, 1)), "n": 3}],
        "long": [WEATHER | {"n": 100}, _taking_turns(12_000)],
    },
    hidden=lambda rng: {
        "main": [_chain(rng, k, n) for k, n in ((3, 4), (5, 6), (4, 4), (2, 9), (6, 2))]
        + [_chain(rng, 3, 4) | {"initial": np.array([0, 1, 0])}, _without_basis(rng.uniform(0.2, 0.8), 6)]
        + [_taking_turns(60)],
        "one": [_chain(rng, 4, 1)],
        "long": [_chain(rng, 3, 12_000), _taking_turns(15_000)],
    },
    properties=(
        Property("the marginals"),
        Property("at n = 1 it is where it starts", on="one", share=0.5),
        Property("a long chain, in time that grows with n", on="long"),
    ),
    seconds=5.0,
    probes={"long": "calls.thinned"},
)


@CHAIN_MARGINALS.wrong(
    "transposed transition",
    hint="You multiplied from the other side. Row i of the transition sums to 1, and says where i goes: on which side of the matrix does the distribution stand?",
)
def transposed(initial, transition, n):
    marginals = [initial]
    for _ in range(n - 1):
        marginals.append(transition @ marginals[-1])
    return np.array(marginals)


@CHAIN_MARGINALS.wrong(
    "the joint of the whole chain is built",
    hint="You built the joint of n variables, which has K^n entries. The next marginal needs only one earlier thing: which?",
)
def whole_joint(initial, transition, n):
    k = len(initial)
    joint = np.ones((k,) * n)
    joint *= initial.reshape(k, *(1,) * (n - 1))
    for t in range(1, n):
        joint *= transition.reshape(*(1,) * (t - 1), k, k, *(1,) * (n - t - 1))
    return np.array([joint.sum(axis=tuple(i for i in range(n) if i != t)) for t in range(n)])


@CHAIN_MARGINALS.wrong(
    "off by one: the start is left out",
    hint="Your first row is already one step on. What is the law of the first variable, before any step?",
)
def one_step_late(initial, transition, n):
    marginals = []
    for _ in range(n):
        initial = initial @ transition
        marginals.append(initial)
    return np.array(marginals)


@CHAIN_MARGINALS.wrong(
    "all rows are the last one",
    hint="All your rows are the same. That happens when one array is put into a list again and again, and changed in place: how do you keep a row as it was when you stored it?",
)
def one_buffer(initial, transition, n):
    row, rows = np.array(initial, dtype=float), []
    for _ in range(n):
        rows.append(row)
        row[:] = row @ transition
    return np.array(rows)


@CHAIN_MARGINALS.wrong("all rows are the last one, the start counted", like="all rows are the last one")
def one_buffer_from_the_start(initial, transition, n):
    row = np.array(initial, dtype=float) @ np.linalg.matrix_power(transition, n - 1)
    return np.array([row] * n)


@CHAIN_MARGINALS.wrong("transposed, and one step late", like="transposed transition")
def transposed_and_late(initial, transition, n):
    return transposed(transition @ initial, transition, n)


@CHAIN_MARGINALS.wrong("transposed, and made to sum to 1", like="transposed transition")
def transposed_and_normalised(initial, transition, n):
    marginals = [np.asarray(initial)]
    for _ in range(n - 1):
        new = transition @ marginals[-1]
        marginals.append(new / new.sum())
    return np.array(marginals)


@CHAIN_MARGINALS.wrong(
    "each step starts from the first",
    hint="Your second row is right, and all later ones are equal to it. From which distribution does a step start?",
)
def each_from_the_first(initial, transition, n):
    return np.array([initial, *[initial @ transition] * (n - 1)])


@CHAIN_MARGINALS.wrong(
    "whole numbers: rounded down",
    hint="The start may be given in whole numbers, such as [1, 0], and an array made like it holds whole numbers only. What becomes of 0.9 that is put into it?",
)
def rounded_down(initial, transition, n):
    marginals = np.array([initial] * n)
    for t in range(1, n):
        marginals[t] = marginals[t - 1] @ transition
    return marginals


@CHAIN_MARGINALS.wrong(
    "the power of each entry",
    hint="** takes the power of each entry of a matrix by itself. Are t steps the same as the matrix product of t of them?",
)
def entries_to_the_power(initial, transition, n):
    steps = np.arange(1, n)[:, None, None]
    return np.concatenate([[initial], initial @ transition**steps])


@CHAIN_MARGINALS.alternative
def chain_by_sums(initial, transition, n):
    k = len(initial)
    rows = [list(initial)]
    for _ in range(n - 1):
        rows.append([sum(rows[-1][i] * transition[i, j] for i in range(k)) for j in range(k)])
    return rows


@CHAIN_MARGINALS.alternative
def chain_transposed_throughout(initial, transition, n):
    marginals = np.zeros((len(initial), n))
    marginals[:, 0] = initial
    for t in range(n - 1):
        marginals[:, t + 1] = transition.T @ marginals[:, t]
    return marginals.T.astype(np.float32)


@CHAIN_MARGINALS.alternative
def chain_as_a_list(initial, transition, n):
    found = [np.asarray(initial)]
    while len(found) < n:
        found.append(transition.T @ found[-1])
    return found
