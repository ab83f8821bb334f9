"""Figures, sliders and questions in each place they may stand."""

import re

import matplotlib
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from gmcourse import plot, predict, slider
from gmcourse.mode import VARIABLE


@pytest.fixture
def shown(monkeypatch):
    """Collects what is displayed."""
    seen = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: seen.append(data))
    return seen


def figure(value=1):
    fig, ax = plt.subplots(figsize=(1, 1))
    ax.plot([0, value])
    return fig


def test_a_figure_carries_its_words_and_is_closed(shown):
    fig = figure()
    plot.show(fig, alt='A line that "rises".')
    assert 'alt="A line that &quot;rises&quot;."' in shown[0]["text/html"]
    assert not plt.fignum_exists(fig.number)


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_figure_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="say in a sentence"):
        plot.show(figure(), alt=alt)


def test_grading_draws_no_picture(shown, monkeypatch):
    monkeypatch.setenv(VARIABLE, "grading")
    plot.show(figure(), alt="a line")
    assert shown == [{"text/plain": "[figure: a line]"}]


def test_a_static_slider_holds_every_frame_and_asks_no_host(shown, monkeypatch):
    monkeypatch.setenv(VARIABLE, "static")
    slider.slider(figure, [1, 2, 3], label="slope", alt=lambda v: f"a line of slope {v}")
    page = shown[0]["text/html"]
    assert len(set(re.findall(r"data:image/webp;base64,[^\"]+", page))) == 3
    assert 'aria-label="slope"' in page
    assert "http" not in page


def test_a_live_slider_redraws(shown):
    slider.slider(figure, [1, 2], label="slope", alt="a line")
    picture, control = shown[0].children
    before = picture.value
    control.value = 2
    assert picture.value != before
    assert "(slope: 2)" in picture.value


def test_a_slider_of_one_value_is_refused():
    with pytest.raises(ValueError, match="at least two"):
        slider.slider(figure, [1], label="slope", alt="a line")


def test_a_live_question_shows_the_truth_only_after_the_guess(shown):
    predict.predict("How many?", [1, 2], truth=lambda: 2, why="Count them.")
    _, choice, button, answer = shown[0].children
    assert button.disabled
    assert answer.value == ""
    choice.value = "1"
    button.click()
    assert "You said: <b>1</b>" in answer.value
    assert "2. Count them." in answer.value
    assert choice.disabled


def test_a_question_in_grading_computes_nothing(shown, monkeypatch):
    monkeypatch.setenv(VARIABLE, "grading")
    predict.predict("How many?", [1, 2], truth=lambda: 1 / 0)
    assert shown == [{"text/plain": "[question: How many?]"}]


def test_an_unknown_place_is_named(monkeypatch):
    monkeypatch.setenv(VARIABLE, "paper")
    with pytest.raises(ValueError, match="expected one of live, static, grading"):
        plot.show(figure(), alt="a line")
