"""Week 2: wrong answers to the exercises on graphs alone.

Two mistakes that the literature tells apart give the same answer to every question about
separation, and stand here under one name: to let colliders never block, and to moralise the whole
graph instead of the ancestral one.
"""

import re

from autograder.exercises.spec import Collection
from gmcourse.graphs import ancestors, names

GRAPHS = Collection()


@GRAPHS.wrong(
    "factorisation",
    "conditioned on the children",
    "You conditioned each variable on its children. A variable is drawn once its causes are known: which "
    "end of an arrow is the cause?",
)
def children_for_parents(parents):
    text = ""
    for v in parents:
        children = [c for c in parents if v in parents[c]]
        text += f"P({v}|{','.join(children)})" if children else f"P({v})"
    return text


@GRAPHS.wrong(
    "factorisation",
    "conditioned on all ancestors",
    "You conditioned on grandparents as well. A grandparent acts through the parent: once the parent is "
    "known, does it add anything?",
)
def all_ancestors(parents):
    text = ""
    for v in parents:
        above = [u for u in parents if u in ancestors(parents, {v}) - {v}]
        text += f"P({v}|{','.join(above)})" if above else f"P({v})"
    return text


@GRAPHS.wrong(
    "factorisation",
    "conditioned on all that is listed before",
    "You wrote the chain rule, which is true of any distribution and uses no arrow. What does a missing "
    "arrow allow you to leave out?",
)
def everything_before(parents):
    text, before = "", []
    for v in parents:
        text += f"P({v}|{','.join(before)})" if before else f"P({v})"
        before.append(v)
    return text


@GRAPHS.wrong(
    "parents_of",
    "arrows turned round",
    "You read each bar the other way. In P(b|a) the law is that of b, and a must be known first: "
    "where does the arrow start?",
)
def turned_round(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: tuple(child for child, above in factors if v in above.split(",")) for v, _ in factors}


@GRAPHS.wrong(
    "parents_of",
    "variables without parents are lost",
    "Your dict has no entry for a variable whose factor has no bar. It is a variable too: how many parents "
    "does it have?",
)
def roots_lost(text):
    return {v: tuple(above.split(",")) for v, above in re.findall(r"P\((\w+)\|([\w,]+)\)", text)}


@GRAPHS.wrong(
    "parents_of",
    "only the first parent is kept",
    "You kept one name after each bar. There may be several, with commas between them: all of them are "
    "parents.",
)
def first_parent(text):
    factors = re.findall(r"P\((\w+)(?:\|(\w+))?", text)
    return {v: (above,) if above else () for v, above in factors}


@GRAPHS.wrong(
    "parents_of",
    "names taken letter by letter",
    "Your parents are single letters: tuple() of a text splits it into its letters. At which character does "
    "the text end one name and start the next?",
)
def letter_by_letter(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: tuple(above.replace(",", "")) for v, above in factors}


@GRAPHS.wrong(
    "d_separated",
    "a collider's descendants are forgotten",
    "Your answers open a collider only where it was seen itself. A late sign of the effect tells of the effect: "
    "what if something was seen that the collider causes?",
)
def descendants_forgotten(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
    paths = [(v,) for v in a]
    while paths:
        path = paths.pop()
        if path[-1] in b:
            return False
        for step in near[path[-1]] - set(path):
            if len(path) > 1:
                middle = path[-1]
                collider = path[-2] in parents[middle] and step in parents[middle]
                if collider != (middle in given):
                    continue
            paths.append((*path, step))
    return True


@GRAPHS.wrong(
    "d_separated",
    "colliders always block",
    "In your answers a collider blocks, whatever is known. Two causes of one effect are independent. Are they still, "
    "once the effect is known?",
)
def colliders_always_block(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
    paths = [(v,) for v in a]
    while paths:
        path = paths.pop()
        if path[-1] in b:
            return False
        for step in near[path[-1]] - set(path):
            if len(path) > 1:
                middle = path[-1]
                if middle in given or (path[-2] in parents[middle] and step in parents[middle]):
                    continue
            paths.append((*path, step))
    return True


@GRAPHS.wrong(
    "d_separated",
    "colliders never block (the whole graph moralised)",
    "In your answers every collider lets through. Two causes of an effect that nobody has seen say nothing about each "
    "other. If you marry parents, marry those alone whose child matters: whose ancestors does the question "
    "need?",
)
def whole_graph_moralised(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in parents}
    for child, above in parents.items():
        family = {child, *above}
        for v in family:
            near[v] |= family
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v not in reached and v not in given:
            reached.add(v)
            waiting += near[v]
    return not reached & b


@GRAPHS.wrong(
    "d_separated",
    "arrows taken for plain lines",
    "These are the answers of a search along plain lines, with the known variables removed. That would be right if the "
    "lines had no direction: which pattern of two arrows works the other way round?",
)
def undirected_reachability(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v not in reached and v not in given:
            reached.add(v)
            waiting += list(parents[v]) + [c for c in parents if v in parents[c]]
    return not reached & b


@GRAPHS.wrong(
    "d_separated",
    "only paths along the arrows count",
    "These are the answers of a search along the arrows only. Two effects of one cause tell of each other, though no arrow leads from "
    "one to the other: may a path also go against an arrow?",
)
def along_the_arrows(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    for start, goal in ((a, b), (b, a)):
        reached, waiting = set(), list(start)
        while waiting:
            v = waiting.pop()
            if v not in reached and v not in given:
                reached.add(v)
                waiting += [c for c in parents if v in parents[c]]
        if reached & goal:
            return False
    return True


@GRAPHS.wrong(
    "count_parameters",
    "2^n for the full table",
    "You counted the entries of the table. They sum to 1: once all but one are known, how free is the last?",
)
def full_table_entries(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * n - 1}[structure]


@GRAPHS.wrong(
    "count_parameters",
    "2n for the chain",
    "You gave each variable two numbers. All but one variable have a parent: how many numbers does the "
    "first one need?",
)
def two_for_each(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 * n}[structure]


@GRAPHS.wrong(
    "count_parameters",
    "off by one: the chain's start is forgotten",
    "You counted the transitions. Where does the chain begin, and how is that drawn?",
)
def start_forgotten(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 * (n - 1)}[structure]


@GRAPHS.wrong(
    "count_parameters",
    "entries counted instead of free numbers",
    "You counted probabilities. A coin has two of them but one parameter: how many free numbers does each "
    "row of a table have?",
)
def entries_counted(n, structure):
    return {"full": 2**n, "independent": 2 * n, "markov": 4 * n - 2}[structure]
