"""Week 2: other right answers to the exercises on graphs alone."""

import re

from autograder.exercises.spec import Collection
from gmcourse.graphs import ancestors, names

GRAPHS = Collection()


@GRAPHS.alternative("factorisation")
def factorisation_by_cases(parents):
    text = ""
    for name in parents:
        if len(parents[name]) == 0:
            text += "P(" + name + ")"
        else:
            text += "P(" + name + "|" + ",".join(parents[name]) + ")"
    return text


@GRAPHS.alternative("factorisation")
def factorisation_stripped(parents):
    return "".join(f"P({v}|{','.join(above)})".replace("|)", ")") for v, above in parents.items())


@GRAPHS.alternative("parents_of")
def parents_by_splitting(text):
    parents = {}
    for factor in text.split("P(")[1:]:
        variable, _, above = factor.rstrip(")").partition("|")
        parents[variable] = tuple(above.split(",")) if above else ()
    return parents


@GRAPHS.alternative("parents_of")
def parents_as_lists(text):
    found = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: [p for p in above.split(",") if p] for v, above in found}


@GRAPHS.alternative("d_separated")
def separated_by_networkx(parents, a, b, given):
    import networkx as nx

    graph = nx.DiGraph((p, v) for v in parents for p in parents[v])
    graph.add_nodes_from(parents)
    return nx.is_d_separator(graph, names(a), names(b), names(given))


@GRAPHS.alternative("d_separated")
def separated_by_the_bouncing_ball(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: [c for c in parents if v in parents[c]] for v in parents}
    told = ancestors(parents, given)
    waiting, seen = [(v, "up") for v in a], set()
    while waiting:
        v, way = waiting.pop()
        if (v, way) in seen:
            continue
        seen.add((v, way))
        if v in b:
            return False
        if v not in given and way == "up":
            waiting += [(p, "up") for p in parents[v]]
        if v not in given:
            waiting += [(c, "down") for c in children[v]]
        if way == "down" and v in told:
            waiting += [(p, "up") for p in parents[v]]
    return True


@GRAPHS.alternative("d_separated")
def separated_by_paths(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
    told = ancestors(parents, given)
    paths = [(v,) for v in a]
    while paths:
        path = paths.pop()
        if path[-1] in b:
            return False
        for step in near[path[-1]] - set(path):
            if len(path) > 1:
                before, middle = path[-2], path[-1]
                collider = before in parents[middle] and step in parents[middle]
                if (middle not in told) if collider else (middle in given):
                    continue
            paths.append((*path, step))
    return True


@GRAPHS.alternative("count_parameters")
def count_rows(n, structure):
    parents = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}[structure]
    return sum(2**k for k in parents)


@GRAPHS.alternative("count_parameters")
def count_by_if(n, structure):
    if structure == "independent":
        return n
    if structure == "markov":
        return 1 + 2 * (n - 1)
    return (1 << n) - 1
