"""Separation in a graph: the questions of `d_separated`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._cases import CHAIN, DIAMOND, FORK, random_graph, relabelled
from gmcourse.check.wire import Build
from gmcourse.graphs import ancestors, names
from gmcourse.reference import graphical

ZIGZAG = {"a": (), "b": (), "e": (), "c": ("a", "b"), "d": ("b", "e")}


LONG_WAY = {"a": (), "b": (), "c": ("a", "b"), "d": ("c",), "e": ("d",)}


DEEP = LONG_WAY | {"f": ("e",), "g": ("f",), "h": ("g",)}


def ask(parents, a, b, *given):
    """One question about separation."""
    return {"parents": parents, "a": a, "b": b, "given": Build("graphs.name_set", {"data": list(given)})}


def asked_of_another(rng, parents, a, b, *given):
    """The same question about the graph under other names."""
    graph, new = relabelled(rng, parents)
    a, b = (new[x] for x in rng.permutation([a, b]).tolist())
    return ask(graph, a, b, *(new[v] for v in given))


BESIDE = {"a": (), "b": ("a",), "c": ("b",), "d": ("a",)}


PATHS = (
    (CHAIN, "a", "c"),
    (CHAIN, "a", "c", "b"),
    (FORK, "b", "c"),
    (FORK, "b", "c", "a"),
    (BESIDE, "a", "c", "d"),
    (BESIDE, "d", "c", "b"),
)


BLOCKS = ((LONG_WAY, "a", "b"), (LONG_WAY, "a", "c"), (ZIGZAG, "a", "e", "c"), (ZIGZAG, "a", "c"))


OPENS = (
    (LONG_WAY, "a", "b", "c"),
    (LONG_WAY, "a", "d", "c"),
    (ZIGZAG, "a", "e", "c", "d"),
    (DEEP, "a", "b", "c"),
    (DEEP, "a", "h", "c"),
)


MANY_KNOWN = LONG_WAY | {"a1": (), "a2": ()}


BELOW = (
    (LONG_WAY, "a", "b", "d"),
    (LONG_WAY, "a", "b", "e"),
    (LONG_WAY, "a", "e", "d"),
    (DEEP, "a", "b", "h"),
    (MANY_KNOWN, "a", "b", "a1", "a2", "e"),
)


def _sets(graph, a, b, *given):
    return ask(graph, Build("graphs.name_set", {"data": a}), Build("graphs.name_set", {"data": b}), *given)


def _sets_of_another(rng, graph, a, b, *given):
    graph, new = relabelled(rng, graph)
    return _sets(graph, [new[v] for v in a], [new[v] for v in b], *(new[v] for v in given))


SETS = (
    (LONG_WAY, ["a"], ["b"]),
    (LONG_WAY, ["a", "b"], ["e"], "c"),
    (LONG_WAY, ["a", "b"], ["e"]),
    (ZIGZAG, ["a", "b"], ["e"], "c"),
    (ZIGZAG, ["a", "b"], ["e"], "d"),
    (ZIGZAG, ["a"], ["c", "e"]),
    (DIAMOND, ["b"], ["c"], "a"),
    (DIAMOND, ["a"], ["b", "d"], "c"),
)


# Who visits each variable once only, whichever way it came, answers these wrongly: an arrival from below closes one
# that is to be entered from above as well, or the other way round.
TWICE = {"d": ("b",), "a": ("d", "c", "b"), "e": ("a", "c"), "b": (), "c": ()}


VISITED = ((TWICE, "e", "d", "a"), (TWICE, "e", "d", "a", "b"), (TWICE, "d", "c"), (TWICE, "d", "c", "b"))


# The last of these is answered wrongly in whatever order such a search goes on.
CLOSED = {"b": (), "a": (), "d": ("b", "c"), "c": ("a", "b")}
CROSSED = {"d": (), "a": (), "c": ("d", "a"), "e": ("c", "d"), "b": ("c", "e")}
ENTERED_TWICE = (
    (CLOSED, "a", "d", "c"),
    (CLOSED, "d", "a", "c"),
    (CROSSED, "a", "b", "c"),
    (CROSSED, "b", "a", "c"),
)


THREE_OF_THREE = {"a": (), "b": (), "c": (), "x": ("a",), "y": ("b",), "z": ("c",)}


def _each_of_three(graph, new):
    """Whether a set of three is separated from a child of its first, its second, its third member."""
    return [_sets(graph, [new[v] for v in "abc"], [new[child]]) for child in "xyz"]


THREE_CAUSES = {"a": (), "b": (), "c": (), "d": ("a", "b", "c"), "e": ("d",)}


def _balanced(rng, count, draw):
    """Questions of `draw`, as many that are separated as are not."""
    kept = {True: [], False: []}
    while min(map(len, kept.values())) < count:
        graph, a, b, given = draw()
        if not any(v in graph[w] or w in graph[v] for v in a for w in b):
            kept[graphical.d_separated(graph, set(a), set(b), set(given))].append((graph, a, b, given))
    return [*kept[True][:count], *kept[False][:count]]


def _large(rng, count, arrows=11):
    """Questions about random graphs of nine variables."""

    def draw():
        graph = random_graph(rng, 9, arrows)
        a, b, *rest = rng.permutation(list(graph)).tolist()
        return graph, [a], [b], rest[: int(rng.integers(1, 4))]

    return [ask(graph, *a, *b, *given) for graph, a, b, given in _balanced(rng, count, draw)]


def _large_sets(rng, count):
    """The same about sets of two or three variables, some of which are separated and some not."""

    def draw():
        graph = random_graph(rng, 8, 7)
        names = rng.permutation(list(graph)).tolist()
        i, j, k = np.cumsum(rng.integers((1, 2, 0), (4, 4, 3)))
        return graph, names[:i], names[i:j], names[j:k]

    return [_sets(graph, a, b, *given) for graph, a, b, given in _balanced(rng, count, draw)]


def _drawn(rng):
    """Whole groups of questions under drawn names, in a drawn order."""
    groups = {
        "paths": [asked_of_another(rng, *q) for q in 4 * PATHS],
        "blocks": [asked_of_another(rng, *q) for q in 4 * BLOCKS],
        "opens": [
            asked_of_another(rng, *q)
            for q in (
                *4 * OPENS,
                (THREE_CAUSES, "a", "c", "d"),
                (THREE_CAUSES, "a", "c", "b", "d"),
                (THREE_CAUSES, "b", "c", "d"),
                (THREE_CAUSES, "b", "e", "d"),
            )
        ],
        "below": [
            asked_of_another(rng, *q)
            for q in (*4 * BELOW, (THREE_CAUSES, "a", "c", "e"), (THREE_CAUSES, "b", "c"))
        ],
        "sets": [
            *(_sets_of_another(rng, *q) for q in SETS),
            *_each_of_three(*relabelled(rng, THREE_OF_THREE)),
            *_large_sets(rng, 5),
        ],
        "large": [
            *_large(rng, 6),
            *_large(rng, 4, arrows=15),
            *(asked_of_another(rng, *q) for q in 4 * VISITED + 2 * ENTERED_TWICE),
        ],
    }
    return {
        name: [{"questions": [asked[i] for i in rng.permutation(len(asked))]}]
        for name, asked in groups.items()
    }


D_SEPARATED = Exercise(
    id="d_separated",
    title="Separation in a graph",
    points=4,
    minutes=25,
    difficulty=3,
    reference=graphical.d_separated,
    probe="calls.each",
    public={
        "paths": [{"questions": [ask(*q) for q in PATHS]}],
        "blocks": [{"questions": [ask(*q) for q in BLOCKS]}],
        "opens": [{"questions": [ask(*q) for q in (*OPENS, (THREE_CAUSES, "a", "c", "b", "d"))]}],
        "below": [{"questions": [ask(*q) for q in BELOW]}],
        "sets": [
            {
                "questions": [
                    *(_sets(*q) for q in SETS),
                    *_each_of_three(THREE_OF_THREE, dict(zip("abcxyz", "abcxyz", strict=True))),
                ]
            }
        ],
        "large": [{"questions": [ask(*q) for q in (*VISITED, *ENTERED_TWICE)]}],
    },
    hidden=_drawn,
    properties=(
        Property("chains and forks: open until the middle is known", on="paths"),
        Property("an unseen collider blocks", on="blocks"),
        Property("a collider that is seen opens", on="opens"),
        Property("and so does anything seen below it", on="below"),
        Property("sets of variables", on="sets", share=0.5),
        Property("graphs of up to nine variables", on="large", share=0.5),
    ),
)


def _plain_lines(parents):
    """Each variable's neighbours, whichever way the arrows point."""
    return {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}


def _no_way(near, a, b, given):
    """Whether a walk from a to neighbours, which no known variable joins, never comes to b."""
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v not in reached and v not in given:
            reached.add(v)
            waiting += near[v]
    return not reached & b


def _married(parents, kept):
    """The neighbours of the kept variables, each family joined to all of itself."""
    near = {v: set() for v in kept}
    for child in near:
        family = {child, *parents[child]} & near.keys()
        for v in family:
            near[v] |= family
    return near


def _by_blocking(parents, a, b, given, blocks):
    """Whether each path has an inner variable that blocks it: blocks(before, middle, after)."""
    near = _plain_lines(parents)
    paths = [(v,) for v in a]
    while paths:
        path = paths.pop()
        if path[-1] in b:
            return False
        for step in near[path[-1]] - set(path):
            if len(path) == 1 or not blocks(path[-2], path[-1], step):
                paths.append((*path, step))
    return True


@D_SEPARATED.wrong(
    "a collider's descendants are forgotten",
    hint="Your answers open a collider only where it was seen itself. A late sign of the effect tells of the effect: what if something was seen that the collider causes?",
)
def descendants_forgotten(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def blocks(before, middle, after):
        return (before in parents[middle] and after in parents[middle]) != (middle in given)

    return _by_blocking(parents, a, b, given, blocks)


@D_SEPARATED.wrong(
    "colliders always block",
    hint="In your answers a collider blocks, whatever is known. Two causes of one effect are independent. Are they still, once the effect is known?",
)
def colliders_always_block(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def blocks(before, middle, after):
        return middle in given or (before in parents[middle] and after in parents[middle])

    return _by_blocking(parents, a, b, given, blocks)


@D_SEPARATED.wrong(
    "colliders never block (the whole graph moralised)",
    hint="In your answers every collider lets through. Two causes of an effect that nobody has seen say nothing about each other. If you marry parents, marry those alone whose child matters: whose ancestors does the question need?",
)
def whole_graph_moralised(parents, a, b, given):
    return _no_way(_married(parents, parents), names(a), names(b), names(given))


@D_SEPARATED.wrong(
    "arrows taken for plain lines",
    hint="These are the answers of a search along plain lines, with the known variables removed. That would be right if the lines had no direction: which pattern of two arrows works the other way round?",
)
def undirected_reachability(parents, a, b, given):
    return _no_way(_plain_lines(parents), names(a), names(b), names(given))


@D_SEPARATED.wrong(
    "only paths along the arrows count",
    hint="These are the answers of a search along the arrows only. Two effects of one cause tell of each other, though no arrow leads from one to the other: may a path also go against an arrow?",
)
def along_the_arrows(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    below = {v: {c for c in parents if v in parents[c]} for v in parents}
    return _no_way(below, a, b, given) and _no_way(below, b, a, given)


@D_SEPARATED.wrong(
    "no parents married",
    hint="Between two parents whose child is known you let nothing through. Known together with their child, the causes tell of each other: which line stands for that, and do you draw it before the known ones are taken out?",
)
def never_married(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        for p in parents[v]:
            near[v].add(p)
            near[p].add(v)
    return _no_way(near, a, b, given)


def _closed_once(parents, a, b, given, order, place):
    """A search that closes a variable at its first visit, by whichever way; order: of the steps up and down."""
    opened = ancestors(parents, given)
    seen, waiting = set(), [(v, "child") for v in sorted(a)]
    while waiting:
        v, source = waiting.pop(place)
        if v in seen:
            continue
        seen.add(v)
        if v in b:
            return False
        up, down = [(p, "child") for p in parents[v]], [(c, "parent") for c in parents if v in parents[c]]
        goes_up = v not in given if source == "child" else v in opened
        steps = {"up": up if goes_up else [], "down": down if v not in given else []}
        waiting += [step for way in order for step in steps[way]]
    return True


@D_SEPARATED.wrong(
    "each variable is visited once",
    hint="Your search closes a variable once it was there. What may go on from a variable depends on the way by which one came: from a parent, or from a child. Is coming from the one the same visit as coming from the other?",
)
def visited_once(parents, a, b, given):
    return _closed_once(parents, names(a), names(b), names(given), ("down", "up"), 0)


@D_SEPARATED.wrong("each variable is visited once, the newest first", like="each variable is visited once")
def visited_once_in_depth(parents, a, b, given):
    return _closed_once(parents, names(a), names(b), names(given), ("up", "down"), -1)


@D_SEPARATED.wrong(
    "each variable is visited once, the newest first, upwards first", like="each variable is visited once"
)
def visited_once_upwards(parents, a, b, given):
    return _closed_once(parents, names(a), names(b), names(given), ("down", "up"), -1)


@D_SEPARATED.wrong("each variable is visited once, upwards first", like="each variable is visited once")
def visited_once_in_breadth(parents, a, b, given):
    return _closed_once(parents, names(a), names(b), names(given), ("up", "down"), 0)


@D_SEPARATED.wrong(
    "forks and colliders exchanged",
    hint="Your answers treat a fork as a collider is to be treated, and a collider as a fork. Draw both with their arrows: in which of the two does the middle one cause its neighbours?",
)
def forks_for_colliders(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    opened = ancestors(parents, given)

    def blocks(before, middle, after):
        fork = middle in parents[before] and middle in parents[after]
        return middle not in opened if fork else middle in given

    return _by_blocking(parents, a, b, given, blocks)


@D_SEPARATED.wrong(
    "forks and colliders exchanged, descendants forgotten", like="forks and colliders exchanged"
)
def forks_for_colliders_seen(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def blocks(before, middle, after):
        return (middle in parents[before] and middle in parents[after]) != (middle in given)

    return _by_blocking(parents, a, b, given, blocks)


@D_SEPARATED.wrong(
    "a collider opened from above",
    hint="Your answers open a collider where something that leads to it is known. A cause of the effect does not say that the effect came about: on which side of the collider do its signs lie?",
)
def opened_from_above(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def blocks(before, middle, after):
        collider = before in parents[middle] and after in parents[middle]
        return not ancestors(parents, {middle}) & given if collider else middle in given

    return _by_blocking(parents, a, b, given, blocks)


@D_SEPARATED.wrong(
    "only the ancestors of a and b kept",
    hint="Your answers are those of the graph of a, b and what lies above them. Something known below them may open a path: whose ancestors does the question need?",
)
def ancestors_of_two(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    return _no_way(_married(parents, ancestors(parents, a | b)), a, b, given)


@D_SEPARATED.wrong(
    "neighbours alone tell of each other",
    hint="In your answers two variables are separated unless an arrow joins them. News goes on along a chain of arrows: where does it stop?",
)
def neighbours_alone(parents, a, b, given):
    return not any(v in parents[w] or w in parents[v] for v in names(a) for w in names(b))


@D_SEPARATED.wrong(
    "always separated",
    hint="Each of your answers is True. Two variables that an arrow joins are never separated: at which one does your search begin, and when does it say False?",
)
def always_separated(parents, a, b, given):
    return True


@D_SEPARATED.wrong(
    "whatever is known separates",
    hint="In your answers two variables are separated as soon as anything is known. What lies on no path between them changes nothing: which paths does a known variable block?",
)
def anything_known_separates(parents, a, b, given):
    return bool(given) or graphical.d_separated(parents, a, b, given)


@D_SEPARATED.wrong("the known taken out before the marriage", like="no parents married")
def known_taken_out_first(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given) - given
    return _no_way(_married(parents, kept), a, b, given)


@D_SEPARATED.alternative
def separated_by_networkx(parents, a, b, given):
    import networkx as nx

    graph = nx.DiGraph((p, v) for v in parents for p in parents[v])
    graph.add_nodes_from(parents)
    return nx.is_d_separator(graph, names(a), names(b), names(given))


@D_SEPARATED.alternative
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


@D_SEPARATED.alternative
def separated_by_paths(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    told = ancestors(parents, given)

    def blocks(before, middle, after):
        collider = before in parents[middle] and after in parents[middle]
        return middle not in told if collider else middle in given

    return _by_blocking(parents, a, b, given, blocks)
