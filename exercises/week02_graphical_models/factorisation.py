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


@FACTORISATION.wrong(
    "a factor for each arrow",
    hint="You wrote a factor for each arrow. A variable with two parents has one law, which needs both of them at once: how many factors has a variable?",
)
def factor_for_each_arrow(parents):
    return "".join(
        "".join(f"P({v}|{p})" for p in above) if above else f"P({v})" for v, above in parents.items()
    )


@FACTORISATION.wrong(
    "a bar before nothing",
    hint="Your factor of a variable without parents still has a bar. How does the text write the law of a variable that depends on nothing?",
)
def bar_before_nothing(parents):
    return "".join(f"P({v}|{','.join(above)})" for v, above in parents.items())


def _joined(parents, between="", bar="|", comma=","):
    factors = (f"P({v}{bar}{comma.join(above)})" if above else f"P({v})" for v, above in parents.items())
    return between.join(factors)


@FACTORISATION.wrong(
    "spaces or signs in between",
    hint="Your factors are right, and there is a sign or a space in the text that the example has not. What stands between two factors there, and what around the bar and after a comma?",
)
def spaces_between_factors(parents):
    return _joined(parents, between=" ")


@FACTORISATION.wrong("a star between factors", like="spaces or signs in between")
def stars_between_factors(parents):
    return _joined(parents, between="*")


@FACTORISATION.wrong("a space after a comma", like="spaces or signs in between")
def space_after_comma(parents):
    return _joined(parents, comma=", ")


@FACTORISATION.wrong("spaces around the bar", like="spaces or signs in between")
def spaces_around_the_bar(parents):
    return _joined(parents, bar=" | ")


@FACTORISATION.wrong("spaces around the bar and after a comma", like="spaces or signs in between")
def spaces_everywhere(parents):
    return _joined(parents, bar=" | ", comma=", ")


@FACTORISATION.wrong(
    "another order than the given one",
    hint="Your factors are right, and they or the names in them stand in another order than in `parents`. Which order is asked for?",
)
def factors_sorted(parents):
    return _joined({v: parents[v] for v in sorted(parents)})


@FACTORISATION.wrong("factors in the order of drawing", like="another order than the given one")
def factors_from_the_roots(parents):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    return _joined({v: parents[v] for v in order})


@FACTORISATION.wrong("parents sorted", like="another order than the given one")
def names_sorted(parents):
    return _joined({v: sorted(above) for v, above in parents.items()})


@FACTORISATION.wrong(
    "only one parent",
    hint="You wrote one parent behind each bar. A variable may have several: does its law depend on one of them alone?",
)
def only_one_parent(parents):
    return _joined({v: above[:1] for v, above in parents.items()})


@FACTORISATION.wrong(
    "variables without parents are left out",
    hint="A variable without parents has no factor in your text. Is it drawn by no law at all?",
)
def roots_left_out(parents):
    return _joined({v: above for v, above in parents.items() if above})


@FACTORISATION.wrong(
    "names run together",
    hint="Your names stand one after the other without a comma. How is a reader to tell where one ends, when names may be long?",
)
def names_run_together(parents):
    return _joined(parents, comma="")


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
