"""Week 2, the exercises on what distributions do: draws from a net, chains, rates."""

from itertools import product

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week02_tables import SHUFFLED, SORTED, by_hand, net
from gmcourse.check.wire import Build
from gmcourse.reference import graphical

N = 6000
SIZES = {"a": 3, "b": 2, "c": 3}
COLLIDER = {"effect": ("one", "other"), "one": (), "other": ()}


def distribution(joint, n):
    """What `chi_square` expects of n draws from a joint table."""
    outcomes = np.array(list(product(*map(range, joint.shape))))
    return {"outcomes": outcomes, "probs": joint.reshape(-1), "draws": n}


def _sampling(net, seed):
    return net | {"n": N, "rng": Build("arrays.rng", {"seed": seed})}


def _certain(net):
    """The same net with some variable copied from its first parent, without noise."""
    name = next(v for v, above in net["parents"].items() if len(above) == 1)
    return {"parents": net["parents"], "cpts": net["cpts"] | {name: np.eye(2)}}


ANCESTRAL_SAMPLE = Exercise(
    id="ancestral_sample",
    title="Draw from a Bayes net",
    points=3,
    minutes=15,
    difficulty=2,
    reference=graphical.ancestral_sample,
    public={
        "main": [_sampling(by_hand(SORTED), 1)],
        "shuffled": [_sampling(by_hand(SHUFFLED), 2)],
        "certain": [_sampling(_certain(by_hand(SORTED)), 3)],
    },
    hidden=lambda rng: {
        "main": [_sampling(net(rng, SORTED, sizes), int(rng.integers(2**31))) for sizes in (None, SIZES)],
        "shuffled": [_sampling(net(rng, g), int(rng.integers(2**31))) for g in (SHUFFLED, COLLIDER)],
        "certain": [_sampling(_certain(net(rng, SORTED)), int(rng.integers(2**31)))],
    },
    properties=(
        Property("the right distribution", compare="statistics.chi_square"),
        Property("variables in any order", on="shuffled", compare="statistics.chi_square"),
        Property("what is impossible is not drawn", on="certain", compare="statistics.chi_square", share=0.5),
    ),
    truth=lambda parents, cpts, n, rng: distribution(graphical.joint_table(parents, cpts), n),
)


def _chain(rng, states, n):
    transition = rng.dirichlet(np.full(states, 0.6), size=states)
    return {"initial": rng.dirichlet(np.ones(states)), "transition": transition, "n": n}


WEATHER = {"initial": np.array([1.0, 0.0]), "transition": np.array([[0.9, 0.1], [0.5, 0.5]])}

CHAIN_MARGINALS = Exercise(
    id="chain_marginals",
    title="Where a Markov chain is",
    points=2,
    minutes=8,
    difficulty=1,
    reference=graphical.chain_marginals,
    public={
        "main": [WEATHER | {"n": 3}, {**WEATHER, "initial": np.array([0.25, 0.75]), "n": 2}],
        "one": [WEATHER | {"n": 1}],
        "long": [WEATHER | {"n": 100}],
    },
    hidden=lambda rng: {
        "main": [_chain(rng, 3, 4), _chain(rng, 5, 6)],
        "one": [_chain(rng, 4, 1)],
        "long": [_chain(rng, 3, 3000)],
    },
    properties=(
        Property("the marginals"),
        Property("at n = 1 it is where it starts", on="one", share=0.5),
        Property("a long chain, in time that grows with n", on="long"),
    ),
    seconds=5.0,
)


def _applications(rng, departments):
    """Admissions in which a gender applies more to the departments that admit few."""
    base = np.sort(rng.uniform(0.1, 0.8, size=departments))
    many, few = rng.integers(300, 600, size=departments), rng.integers(40, 120, size=departments)
    easy = np.arange(departments)[:, None] >= departments / 2
    applicants = np.where(easy, np.stack([many, few], axis=1), np.stack([few, many], axis=1))
    rates = base[:, None] + np.array([0.0, 0.05])
    return {"admitted": np.round(applicants * rates).astype(int), "applicants": applicants}


ADJUSTED_RATES = Exercise(
    id="adjusted_rates",
    title="Rates, crude and adjusted",
    points=2,
    minutes=10,
    difficulty=2,
    reference=graphical.adjusted_rates,
    public={
        "main": [
            {"admitted": np.array([[64, 9], [4, 18]]), "applicants": np.array([[80, 10], [20, 60]])},
            {"admitted": np.array([[5, 3], [1, 2], [6, 6]]), "applicants": np.array([[10, 5], [10, 15], [20, 12]])},
        ],
    },
    hidden=lambda rng: {"main": [_applications(rng, d) for d in (2, 4, 6)]},
    properties=(Property("the crude rates", part=0), Property("the adjusted rates", part=1)),
)
