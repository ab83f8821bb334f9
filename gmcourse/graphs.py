"""Pictures of Bayes nets: graphs, plates, and which paths are open; with two helpers on names.

A graph is `parents`, a dict from each variable's name to the tuple of its parents' names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib.patches import FancyBboxPatch

if TYPE_CHECKING:
    from matplotlib.figure import Figure


PLAIN, SEEN, OPEN, ENDS = "#ffffff", "#c9c9c9", "#d1495b", "#9ecae1"
_MOST_PATHS = 200
_separated = getattr(nx, "is_d_separator", None) or nx.d_separated


def names(variables: str | Iterable[str]) -> set[str]:
    """The set of names that is meant by a single name or by any collection of names."""
    return {variables} if isinstance(variables, str) else set(variables)


def ancestors(parents: Mapping[str, Sequence[str]], nodes: str | Iterable[str]) -> set[str]:
    """The set of `nodes` together with everything from which arrows lead to one of them."""
    found = set()
    for node in names(nodes):
        found |= {node} | ancestors(parents, parents[node])
    return found


def describe_net(parents: Mapping[str, Sequence[str]]) -> str:
    """A graph in words, for the alternative text of its picture."""
    arrows = [f"{p} to {v}" for v, above in parents.items() for p in above]
    return f"Variables {', '.join(parents)}; arrows: {', '.join(arrows) or 'none'}."


def draw_net(
    parents: Mapping[str, Sequence[str]],
    observed: Collection[str] = (),
    title: str = "",
    ax: Any = None,
    sideways: bool = False,
) -> Figure:
    """Draw a graph, roots on top (or on the left), observed variables in grey; return the Figure."""
    graph = _digraph(parents)
    ax = ax or _axes(parents, sideways)
    colours = {v: SEEN if v in names(observed) else PLAIN for v in graph}
    _draw(graph, _layout(graph, sideways), colours, set(), ax)
    ax.set_title(title)
    return ax.figure


def draw_plates(
    parents: Mapping[str, Sequence[str]],
    plates: Mapping[str, Sequence[str]],
    observed: Collection[str] = (),
    title: str = "",
    ax: Any = None,
) -> Figure:
    """Draw a graph with plates; `plates` maps a label such as "N" to the variables repeated N times."""
    graph = _digraph(parents)
    ax = ax or _axes(parents)
    where = _layout(graph, False)
    for label, inside in plates.items():
        _plate(ax, [where[v] for v in names(inside)], label)
    _draw(graph, where, {v: SEEN if v in names(observed) else PLAIN for v in graph}, set(), ax)
    ax.set_title(title)
    return ax.figure


def draw_separation(
    parents: Mapping[str, Sequence[str]],
    a: Any,
    b: Any,
    given: Any = (),
    title: str | None = None,
    ax: Any = None,
) -> Figure:
    """Draw a graph with the paths between `a` and `b` that `given` leaves open in red.

    Without a title of its own the picture says how many paths are open.
    """
    graph, given = _digraph(parents), names(given)
    ax = ax or _axes(parents)
    paths = _open_paths(parents, a, b, given)
    lit = {frozenset(pair) for path in paths for pair in zip(path, path[1:], strict=False)}
    colours = {v: SEEN if v in given else PLAIN for v in graph}
    colours |= dict.fromkeys(names(a) | names(b), ENDS)
    _draw(graph, _layout(graph, False), colours, lit, ax)
    found = {0: "no open path", 1: "1 open path"}.get(len(paths), f"{len(paths)} open paths")
    ax.set_title(found if title is None else title)
    return ax.figure


def _open_paths(parents: Mapping[str, Sequence[str]], a: Any, b: Any, given: Any = ()) -> list[list[str]]:
    """The paths, as lists of names, along which `a` still tells about `b` once `given` is known.

    networkx judges each path alone: its arrows, and a stand-in for whatever was seen downstream.
    """
    graph, given = _digraph(parents), names(given)
    found = []
    for start in sorted(names(a)):
        for end in sorted(names(b)):
            paths = nx.all_simple_paths(graph.to_undirected(), start, end)
            found += [path for path in islice(paths, _MOST_PATHS) if _is_open(graph, path, given)]
    return found


def _is_open(graph: Any, path: Sequence[str], given: Any) -> bool:
    alone = nx.DiGraph()
    for pair in zip(path, path[1:], strict=False):
        alone.add_edge(*(pair if graph.has_edge(*pair) else pair[::-1]))
    seen = given & set(path)
    for node in path:
        if nx.descendants(graph, node) & given:
            alone.add_edge(node, ("below", node))
            seen.add(("below", node))
    return not _separated(alone, {path[0]}, {path[-1]}, seen)


def _digraph(parents: Mapping[str, Sequence[str]]) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(parents)
    graph.add_edges_from((p, v) for v, above in parents.items() for p in above)
    if set(graph) != set(parents):
        raise ValueError(f"parents that are no variables: {', '.join(sorted(set(graph) - set(parents)))}")
    if not nx.is_directed_acyclic_graph(graph):
        raise ValueError("the arrows run in a circle; a Bayes net needs a start")
    return graph


def _axes(parents: Mapping[str, Sequence[str]], sideways: bool = False) -> Any:
    layers = [len(layer) for layer in nx.topological_generations(_digraph(parents))]
    wide, high = (len(layers), max(layers)) if sideways else (max(layers), len(layers))
    inch = max(1.0, 0.55 + _node_size(parents) ** 0.5 / 72)
    return plt.subplots(figsize=(inch * (wide + 0.3), inch * (high + 0.3) + 0.3))[1]


def _node_size(graph: Any) -> float:
    """In square points, so that the longest name fits."""
    widest = max(len(str(v)) for v in graph)
    return 600 if widest <= 2 else 400 * widest


def _layout(graph: Any, sideways: bool) -> dict[str, Any]:
    """networkx's layers, one unit apart, each in the order of the variables.

    A variable stands below (or right of) all its parents.
    """
    layers = list(nx.topological_generations(graph))
    for depth, layer in enumerate(layers):
        for node in layer:
            graph.nodes[node]["depth"] = depth if sideways else -depth
    found = nx.multipartite_layout(graph, subset_key="depth", align="vertical" if sideways else "horizontal")
    along, across = (0, 1) if sideways else (1, 0)
    depths = [found[layer[0]][along] for layer in layers]
    unit = (len(layers) - 1) / abs(depths[-1] - depths[0]) if len(layers) > 1 else (len(graph) - 1) / 2
    where: dict[str, Any] = {}
    for layer in layers:
        order = [v for v in graph if v in layer]
        places = sorted((found[v] for v in order), key=lambda place: place[across], reverse=sideways)
        where |= {v: tuple(unit * place) for v, place in zip(order, places, strict=True)}
    return where


def _draw(graph: Any, where: Mapping[str, Any], colours: Any, lit: Any, ax: Any) -> None:
    size = _node_size(graph)
    outline = ["black"] * len(graph)
    nx.draw_networkx_nodes(
        graph, where, node_size=size, node_color=[colours[v] for v in graph], edgecolors=outline, ax=ax
    )
    nx.draw_networkx_labels(graph, where, font_size=11 if size <= 600 else 9, ax=ax)
    for u, v in graph.edges:
        hot = frozenset((u, v)) in lit
        nx.draw_networkx_edges(
            graph,
            where,
            edgelist=[(u, v)],
            node_size=size,
            ax=ax,
            arrowsize=16,
            edge_color=OPEN if hot else "black",
            width=2.8 if hot else 1.2,
            connectionstyle=f"arc3,rad={_bend(graph, where, u, v)}",
        )
    xs, ys = zip(*where.values(), strict=True)
    ax.set(xlim=(min(xs) - 0.6, max(xs) + 0.6), ylim=(min(ys) - 0.6, max(ys) + 0.6), aspect="equal")
    ax.axis("off")


def _bend(graph: Any, where: Mapping[str, Any], u: str, v: str) -> float:
    """How an arrow that passes a layer swings round it: outwards, and longer ones on the other side."""
    span = abs(graph.nodes[u]["depth"] - graph.nodes[v]["depth"])
    if span < 2:
        return 0.0
    side = (where[u][0] > where[v][0]) or (where[u][0] == where[v][0] and span % 2 == 1)
    return (-0.9 if side else 0.9) / span


def _plate(ax: Any, points: Any, label: str) -> None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    left, right, low, high = min(xs) - 0.36, max(xs) + 0.44, min(ys) - 0.42, max(ys) + 0.36
    box = FancyBboxPatch((left, low), right - left, high - low, boxstyle="round,pad=0.02", fill=False)
    ax.add_patch(box)
    ax.text(right - 0.02, low, label, ha="right", va="bottom", fontsize=11)
