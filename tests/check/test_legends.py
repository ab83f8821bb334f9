"""A legend that hides something goes above the axes, in all frames alike; one that hides nothing stays."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gmcourse.legends import uncover

X = np.linspace(0, 1, 50)


def _figure(draw, place="upper left"):
    figure, axes = plt.subplots(figsize=(5, 3))
    draw(axes)
    axes.set(xlim=(0, 1), ylim=(0, 1), title="a title")
    axes.legend(loc=place)
    return figure


def _is_above(figure):
    axes = figure.axes[0]
    figure.canvas.draw()
    return axes.get_legend().get_window_extent().y0 >= axes.title.get_window_extent().y1


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.plot([0, 0.1], [0.5, 1], label="a curve of two points"),
        lambda axes: axes.plot([0.1], [0.9], "o", label="one point"),
        lambda axes: axes.scatter([0.1, 0.8], [0.9, 0.1], label="points"),
        lambda axes: axes.fill_between(X, 0, 1 - X, label="an area"),
        lambda axes: axes.bar([0.1, 0.5], [0.95, 0.2], width=0.1, label="bars"),
    ],
)
def test_what_would_be_hidden_is_uncovered(draw):
    figure = _figure(draw)
    uncover([figure])
    assert _is_above(figure)
    plt.close(figure)


def test_a_legend_that_hides_nothing_or_lies_on_a_strip_of_the_ground_stays():
    low, strip = (
        _figure(lambda axes: axes.plot(X, 0.3 * X, label="low")),
        _figure(lambda axes: axes.axvspan(0, 1, label="strip")),
    )
    for figure in (low, strip):
        uncover([figure])
        assert not _is_above(figure)
        plt.close(figure)


def test_frames_of_a_slider_have_their_legends_at_one_place():
    frames = [
        _figure(lambda axes, a=a: axes.plot(X, a * X, label="a line through the ground"), "upper right")
        for a in (0.1, 1)
    ]
    uncover(frames)
    assert all(map(_is_above, frames))
    assert len({figure.axes[0].get_legend().get_window_extent().bounds for figure in frames}) == 1
    list(map(plt.close, frames))


def test_a_narrow_place_takes_fewer_columns():
    figure = _figure(
        lambda axes: [axes.plot(X, X + k / 9, label="quite a long name of a curve") for k in range(4)]
    )
    uncover([figure])
    axes = figure.axes[0]
    assert axes.get_legend().get_window_extent().width <= axes.bbox.width
    plt.close(figure)
