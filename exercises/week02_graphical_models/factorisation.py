"""Read the factorisation off a graph: the questions of `factorisation`, its wrong answers and other right ways."""

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import (
    CANCER,
    CHAIN,
    DIAMOND,
    FORK,
    MIXED,
    UPSIDE_DOWN,
    hidden_graphs,
)
from gmcourse.graphs import ancestors
from gmcourse.reference import graphical

NUMBERED = {"x_": ("_x", "2"), "_x": (), "2": ("_x",)}


FACTORISATION = Exercise(
    id="factorisation",
    title="Read the factorisation off a graph",
    points=2,
    minutes=5,
    difficulty=1,
    reference=graphical.factorisation,
    public={
        "main": [{"parents": CHAIN}, {"parents": FORK}, {"parents": DIAMOND}],
        "order": [{"parents": UPSIDE_DOWN}, {"parents": NUMBERED}],
    },
    hidden=lambda rng: {
        "main": [{"parents": g} for g in (CHAIN, FORK, CANCER, MIXED, NUMBERED, {"z": ()})],
        "order": [{"parents": g} for g in hidden_graphs(rng)],
    },
    properties=(
        Property("a factor a variable, given its parents"),
        Property("whatever order the variables come in", on="order"),
    ),
)


@FACTORISATION.wrong(
    "conditioned on the children",
    hint="You conditioned each variable on its children. A variable is drawn once its causes are known: which end of an arrow is the cause?",
)
def children_for_parents(parents):
    text = ""
    for v in parents:
        children = [c for c in parents if v in parents[c]]
        text += f"P({v}|{','.join(children)})" if children else f"P({v})"
    return text


@FACTORISATION.wrong(
    "conditioned on all ancestors",
    hint="You conditioned on grandparents as well. A grandparent acts through the parent: once the parent is known, does it add anything?",
)
def all_ancestors(parents):
    text = ""
    for v in parents:
        above = [u for u in parents if u in ancestors(parents, {v}) - {v}]
        text += f"P({v}|{','.join(above)})" if above else f"P({v})"
    return text


@FACTORISATION.wrong(
    "conditioned on all that is listed before",
    hint="You wrote the chain rule, which is true of any distribution and uses no arrow. What does a missing arrow allow you to leave out?",
)
def everything_before(parents):
    text, before = "", []
    for v in parents:
        text += f"P({v}|{','.join(before)})" if before else f"P({v})"
        before.append(v)
    return text


@FACTORISATION.wrong(
    "the bar turned round",
    hint="You wrote P(parents | variable). A variable is drawn once its causes are known: what stands on the right of the bar, the known or the drawn?",
)
def bar_turned_round(parents):
    return "".join(f"P({','.join(above)}|{v})" if above else f"P({v})" for v, above in parents.items())


@FACTORISATION.alternative
def factorisation_by_cases(parents):
    text = ""
    for name in parents:
        if len(parents[name]) == 0:
            text += "P(" + name + ")"
        else:
            text += "P(" + name + "|" + ",".join(parents[name]) + ")"
    return text


@FACTORISATION.alternative
def factorisation_stripped(parents):
    return "".join(f"P({v}|{','.join(above)})".replace("|)", ")") for v, above in parents.items())


@FACTORISATION.alternative
def factors_in_a_loop(parents):
    text = ""
    for name in parents:
        given = list(parents[name])
        text += "P(" + name + ("|" + ",".join(given) if given else "") + ")"
    return text
