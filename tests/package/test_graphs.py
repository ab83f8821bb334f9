"""Pictures of graphs: the open paths are those that d-separation knows, and every figure draws."""

from itertools import combinations

import matplotlib.pyplot as plt
import pytest

from gmcourse.data.berkeley import DEPARTMENTS, GENDERS, berkeley_admissions
from gmcourse.graphs import _open_paths as open_paths
from gmcourse.graphs import (
    ancestors,
    describe_net,
    draw_net,
    draw_plates,
    draw_separation,
    names,
)
from gmcourse.reference.graphical import d_separated

M = {"a": (), "b": (), "c": ("a", "b"), "d": ("c", "e"), "e": ("b",), "f": ("d",)}


def test_there_is_an_open_path_exactly_where_there_is_no_separation():
    for a, b in combinations(M, 2):
        rest = [v for v in M if v not in (a, b)]
        for size in range(len(rest) + 1):
            for given in combinations(rest, size):
                assert bool(open_paths(M, a, b, given)) == (not d_separated(M, a, b, set(given)))


def test_the_open_path_goes_through_a_collider_seen_below():
    assert open_paths({"a": (), "b": (), "c": ("a", "b"), "d": ("c",)}, "a", "b", "d") == [["a", "c", "b"]]


def test_names_and_ancestors():
    assert names("ab") == {"ab"}
    assert names(["a", "b"]) == {"a", "b"}
    assert ancestors(M, "d") == {"a", "b", "c", "d", "e"}
    assert ancestors(M, ()) == set()


def test_a_graph_in_words():
    assert describe_net({"a": (), "b": ("a",)}) == "Variables a, b; arrows: a to b."
    assert describe_net({"a": ()}) == "Variables a; arrows: none."


def test_all_pictures_draw():
    assert len(draw_net(M, observed="a", title="net").axes) == 1
    assert draw_separation(M, "a", "b", "f").axes[0].get_title() == "2 open paths"
    assert draw_separation(M, "a", "b").axes[0].get_title() == "no open path"
    assert draw_plates({"m": (), "x": ("m",)}, {"N": ("x",)}, observed="x").axes
    assert draw_net({"a": ()}, sideways=True).axes
    plt.close("all")


def test_bad_graphs_are_refused():
    with pytest.raises(ValueError, match="circle"):
        draw_net({"a": ("b",), "b": ("a",)})
    with pytest.raises(ValueError, match="no variables: z"):
        draw_net({"a": ("z",)})


def test_berkeley_counts():
    admitted, applicants = berkeley_admissions()
    assert admitted.shape == applicants.shape == (len(DEPARTMENTS), len(GENDERS))
    assert applicants.sum(axis=0).tolist() == [2691, 1835]
    assert admitted.sum(axis=0).tolist() == [1198, 557]
    rates = (100 * admitted / applicants).round().astype(int)
    assert rates.tolist() == [[62, 82], [63, 68], [37, 34], [33, 35], [28, 24], [6, 7]]
