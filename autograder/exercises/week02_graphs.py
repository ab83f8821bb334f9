"""Week 2, the exercises on graphs alone: factorisations, d-separation, counting parameters."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import graphical

EXACT = Tolerance(rtol=0.0, atol=0.0, float32=False)

CHAIN = {"a": (), "b": ("a",), "c": ("b",)}
FORK = {"a": (), "b": ("a",), "c": ("a",)}
DIAMOND = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}
UPSIDE_DOWN = {"d": ("b",), "b": ("a",), "a": (), "c": ("a",)}
CANCER = {"smoking": (), "asbestos": (), "cancer": ("smoking", "asbestos"), "cough": ("cancer",)}
ZIGZAG = {"a": (), "b": (), "e": (), "c": ("a", "b"), "d": ("b", "e")}
WORDS = ("rain", "flood", "dam", "harvest")
LONG_WAY = {"a": (), "b": (), "c": ("a", "b"), "d": ("c",), "e": ("d",)}


def relabelled(rng, parents, names="pqrstuvwxyz"):
    """The same graph under other names and in another order; returns (graph, old name -> new)."""
    new = dict(zip(parents, rng.permutation(list(names)).tolist(), strict=False))
    order = rng.permutation(list(parents)).tolist()
    return {new[v]: tuple(new[p] for p in parents[v]) for v in order}, new


def random_graph(rng, size, arrows):
    """A graph with so many arrows, its variables in no particular order."""
    order = rng.permutation([f"v{i}" for i in range(size)]).tolist()
    pairs = [(p, v) for j, v in enumerate(order) for p in order[:j]]
    chosen = [pairs[k] for k in rng.permutation(len(pairs))[:arrows]]
    listed = rng.permutation(order).tolist()
    return {v: tuple(p for p, child in chosen if child == v) for v in listed}


def _hidden_graphs(rng):
    renamed = [relabelled(rng, g)[0] for g in (CHAIN, FORK, DIAMOND, UPSIDE_DOWN)]
    return [*renamed, random_graph(rng, 6, 8), random_graph(rng, 8, 10)]


FACTORISATION = Exercise(
    id="factorisation",
    title="Read the factorisation off a graph",
    points=2,
    minutes=5,
    difficulty=1,
    reference=graphical.factorisation,
    public={
        "main": [{"parents": CHAIN}, {"parents": FORK}, {"parents": DIAMOND}],
        "order": [{"parents": UPSIDE_DOWN}],
    },
    hidden=lambda rng: {
        "main": [{"parents": g} for g in (CHAIN, FORK, CANCER)],
        "order": [{"parents": g} for g in _hidden_graphs(rng)],
    },
    properties=(
        Property("a factor a variable, given its parents"),
        Property("whatever order the variables come in", on="order"),
    ),
)

PARENTS_OF = Exercise(
    id="parents_of",
    title="The graph of a factorisation",
    points=2,
    minutes=10,
    difficulty=1,
    reference=graphical.parents_of,
    public={
        "main": [{"text": "P(a)P(b|a)P(c|b)P(d|b)"}, {"text": "P(a)P(b|a)P(d|c)P(c)"}],
        "many": [{"text": "P(a)P(b|a)P(c|a)P(d|b,c)"}],
        "words": [{"text": graphical.factorisation(CANCER)}],
    },
    hidden=lambda rng: {
        "main": [{"text": graphical.factorisation(relabelled(rng, g)[0])} for g in (CHAIN, FORK)],
        "many": [{"text": graphical.factorisation(g)} for g in _hidden_graphs(rng)[2:]],
        "words": [{"text": graphical.factorisation(relabelled(rng, CANCER, WORDS)[0])}],
    },
    properties=(
        Property("each variable with its parent"),
        Property("several parents, in their order", on="many", share=0.5),
        Property("names longer than a letter", on="words", share=0.5),
    ),
)


def ask(parents, a, b, *given):
    """One question about separation."""
    return {"parents": parents, "a": a, "b": b, "given": Build("graphs.name_set", {"data": list(given)})}


def asked_of_another(rng, parents, a, b, *given):
    """The same question about the graph under other names."""
    graph, new = relabelled(rng, parents)
    a, b = (new[x] for x in rng.permutation([a, b]).tolist())
    return ask(graph, a, b, *(new[v] for v in given))


PATHS = ((CHAIN, "a", "c"), (CHAIN, "a", "c", "b"), (FORK, "b", "c"), (FORK, "b", "c", "a"))
BLOCKS = ((LONG_WAY, "a", "b"), (LONG_WAY, "a", "c"), (ZIGZAG, "a", "e", "c"), (ZIGZAG, "a", "c"))
OPENS = ((LONG_WAY, "a", "b", "c"), (LONG_WAY, "a", "d", "c"), (ZIGZAG, "a", "e", "c", "d"))
BELOW = ((LONG_WAY, "a", "b", "d"), (LONG_WAY, "a", "b", "e"), (LONG_WAY, "a", "e", "d"))


def _sets(graph, a, b, *given):
    return ask(graph, Build("graphs.name_set", {"data": a}), Build("graphs.name_set", {"data": b}), *given)


def _large(rng, count):
    """Questions about random graphs, as many that are separated as are not."""
    kept = {True: [], False: []}
    while min(map(len, kept.values())) < count:
        graph = random_graph(rng, 9, 11)
        a, b, *rest = rng.permutation(list(graph)).tolist()
        given = rest[: int(rng.integers(1, 4))]
        near = a in graph[b] or b in graph[a]
        if not near:
            kept[graphical.d_separated(graph, a, b, set(given))].append(ask(graph, a, b, *given))
    return kept[True][:count] + kept[False][:count]


D_SEPARATED = Exercise(
    id="d_separated",
    title="Separation in a graph",
    points=4,
    minutes=25,
    difficulty=3,
    reference=graphical.d_separated,
    public={
        "paths": [ask(*q) for q in PATHS],
        "blocks": [ask(*q) for q in BLOCKS],
        "opens": [ask(*q) for q in OPENS],
        "below": [ask(*q) for q in BELOW],
        "sets": [_sets(ZIGZAG, ["a", "c"], ["e"]), _sets(ZIGZAG, ["a", "c"], ["e", "d"]),
                 _sets(DIAMOND, ["b"], ["c"], "a"), _sets(DIAMOND, ["b"], ["c"], "a", "d")],
        "large": _large(np.random.default_rng(1), 3),
    },
    hidden=lambda rng: {
        "paths": [asked_of_another(rng, *q) for q in PATHS],
        "blocks": [asked_of_another(rng, *q) for q in BLOCKS],
        "opens": [asked_of_another(rng, *q) for q in OPENS],
        "below": [asked_of_another(rng, *q) for q in BELOW],
        "sets": [_sets(LONG_WAY, ["a"], ["b"]), _sets(LONG_WAY, ["a", "b"], ["e"], "c"),
                 _sets(LONG_WAY, ["a", "b"], ["e"]), _sets(ZIGZAG, ["a", "b"], ["e"], "c")],
        "large": _large(rng, 6),
    },
    properties=(
        Property("chains and forks: open until the middle is known", on="paths"),
        Property("an unseen collider blocks", on="blocks"),
        Property("a collider that is seen opens", on="opens"),
        Property("and so does anything seen below it", on="below"),
        Property("sets of variables", on="sets", share=0.5),
        Property("graphs of nine variables", on="large", share=0.5),
    ),
)

COUNT_PARAMETERS = Exercise(
    id="count_parameters",
    title="Count the parameters",
    points=1,
    minutes=4,
    difficulty=1,
    reference=graphical.count_parameters,
    public={
        "main": [{"n": n, "structure": s} for n in (2, 5) for s in ("full", "independent", "markov")],
        "one": [{"n": n, "structure": s} for n in (1, 3) for s in ("full", "independent", "markov")],
    },
    hidden=lambda rng: {
        "main": [
            {"n": int(rng.integers(*between)), "structure": s}
            for between in ((3, 8), (9, 40))
            for s in ("full", "independent", "markov")
        ],
        "one": [{"n": n, "structure": s} for n in (1, 3) for s in ("full", "independent", "markov")],
    },
    properties=(
        Property("the three structures", tolerance=EXACT),
        Property("one variable has one parameter, three have more", on="one", tolerance=EXACT, share=0.5),
    ),
    stretch=True,
)
