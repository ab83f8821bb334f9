"""The graph of a factorisation: the questions of `parents_of`, its wrong answers and other right ways."""

import re

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import CANCER, CHAIN, FORK, MIXED, hidden_graphs, relabelled
from gmcourse.reference import graphical

WITH_P = {"P": (), "Price": ("P",), "shoP": ("Price", "P"), "PP": ("shoP",)}
NUMBERED = {"x_": ("_x", "2"), "_x": (), "2": ("_x",)}
WORDS = ("rain", "flood", "dam", "harvest")


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
        "words": [{"text": graphical.factorisation(g)} for g in (CANCER, WITH_P, NUMBERED)],
    },
    hidden=lambda rng: {
        "main": [{"text": graphical.factorisation(relabelled(rng, g)[0])} for g in (CHAIN, FORK)],
        "many": [{"text": graphical.factorisation(g)} for g in hidden_graphs(rng)[2:]],
        "words": [
            {"text": graphical.factorisation(g)}
            for g in (
                relabelled(rng, CANCER, WORDS)[0],
                MIXED,
                NUMBERED,
                {"alone": ()},
                relabelled(rng, CANCER, tuple(WITH_P))[0],
            )
        ],
    },
    properties=(
        Property("each variable with its parent"),
        Property("several parents, in their order", on="many", share=0.5),
        Property("names longer than a letter", on="words", share=0.5),
    ),
)


@PARENTS_OF.wrong(
    "arrows turned round",
    hint="You read each bar the other way. In P(b|a) the law is that of b, and a must be known first: where does the arrow start?",
)
def turned_round(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: tuple(child for child, above in factors if v in above.split(",")) for v, _ in factors}


@PARENTS_OF.wrong(
    "variables without parents are lost",
    hint="Your dict has no entry for a variable whose factor has no bar. It is a variable too: how many parents does it have?",
)
def roots_lost(text):
    return {v: tuple(above.split(",")) for v, above in re.findall(r"P\((\w+)\|([\w,]+)\)", text)}


@PARENTS_OF.wrong(
    "only the first parent is kept",
    hint="You kept one name after each bar. There may be several, with commas between them: all of them are parents.",
)
def first_parent(text):
    factors = re.findall(r"P\((\w+)(?:\|(\w+))?", text)
    return {v: (above,) if above else () for v, above in factors}


@PARENTS_OF.wrong(
    "names taken letter by letter",
    hint="Your parents are single characters: tuple() of a text splits it into these. At which character does the text end one name and start the next?",
)
def letter_by_letter(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: tuple(above.replace(",", "")) for v, above in factors}


@PARENTS_OF.wrong("letter by letter, commas too", like="names taken letter by letter")
def character_by_character(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: tuple(above) for v, above in factors}


def _read(text, parents):
    """The graph by the factors' insides, the text after the bar read by `parents`."""
    found = (factor.partition("|") for factor in re.findall(r"P\(([^()]*)\)", text))
    return {v: parents(above) for v, _, above in found}


@PARENTS_OF.wrong(
    "an empty name for no parents",
    hint="A variable without parents has something else than an empty tuple in your dict. What does split(',') make of an empty text, and what should stand there?",
)
def empty_name(text):
    return _read(text, lambda above: tuple(above.split(",")))


@PARENTS_OF.wrong("None for no parents", like="an empty name for no parents")
def none_for_no_parents(text):
    return _read(text, lambda above: tuple(above.split(",")) if above else None)


@PARENTS_OF.wrong(
    "the names after the bar not split",
    hint="What stands after a bar is one text in your answer. Several names may stand there, with commas between: what is asked for, a text or a tuple of names?",
)
def not_split(text):
    return _read(text, lambda above: (above,) if above else ())


@PARENTS_OF.wrong("a text for the tuple", like="the names after the bar not split")
def text_for_the_tuple(text):
    return _read(text, lambda above: above)


@PARENTS_OF.wrong("only the last parent is kept", like="only the first parent is kept")
def last_parent(text):
    return _read(text, lambda above: (above.split(",")[-1],) if above else ())


@PARENTS_OF.wrong(
    "names of one letter only",
    hint="You read names of a single letter. A name may be a whole word: at which characters does it begin and end?",
)
def names_of_one_letter(text):
    factors = re.findall(r"P\((\w)\|?([\w,]*)\)", text)
    return {v: tuple(above.split(",")) if above else () for v, above in factors}


@PARENTS_OF.wrong("names picked by their places", like="names of one letter only")
def names_by_their_places(text):
    factors = [factor.removeprefix("P(") for factor in text.split(")") if factor]
    return {factor[0]: tuple(c for c in factor[1:] if c not in "|,") for factor in factors}


@PARENTS_OF.wrong(
    "a name's own P taken for a factor's",
    hint="You lose or cut at letters P that belong to a name. By what is the P of a factor told from the P of a name?",
)
def p_removed(text):
    factors = text.replace("P", "").replace("(", "").split(")")[:-1]
    found = (factor.partition("|") for factor in factors)
    return {v: tuple(above.split(",")) if above else () for v, _, above in found}


@PARENTS_OF.wrong("cut at each P", like="a name's own P taken for a factor's")
def cut_at_each_p(text):
    found = (factor.strip("()").partition("|") for factor in text.split("P")[1:])
    return {v: tuple(above.split(",")) if above else () for v, _, above in found}


@PARENTS_OF.wrong("stripped of its P", like="a name's own P taken for a factor's")
def stripped_of_its_p(text):
    found = (factor.strip("P(").partition("|") for factor in text.split(")")[:-1])
    return {v: tuple(above.split(",")) if above else () for v, _, above in found}


@PARENTS_OF.wrong(
    "a bracket left in a name",
    hint="A bracket stands in one of your names. Where does a factor end?",
)
def bracket_left(text):
    found = (factor.partition("|") for factor in text.split("P(")[1:])
    return {v: tuple(above.split(",")) if above else () for v, _, above in found}


@PARENTS_OF.wrong(
    "parents sorted",
    hint="Your parents stand in another order than in the text. Which order is asked for, and does sorting or a set keep it?",
)
def parents_sorted(text):
    return _read(text, lambda above: tuple(sorted(above.split(","))) if above else ())


@PARENTS_OF.alternative
def parents_by_splitting(text):
    parents = {}
    for factor in text.split("P(")[1:]:
        variable, _, above = factor.rstrip(")").partition("|")
        parents[variable] = tuple(above.split(",")) if above else ()
    return parents


@PARENTS_OF.alternative
def parents_as_lists(text):
    found = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: [p for p in above.split(",") if p] for v, above in found}


@PARENTS_OF.alternative
def parents_by_brackets(text):
    graph = {}
    for factor in text.strip(")").split(")"):
        inside = factor[2:]
        name, _, given = inside.partition("|")
        graph[name] = tuple(given.split(",")) if given else ()
    return graph
