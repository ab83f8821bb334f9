"""Figures, sliders and questions in each place they may stand."""

import base64
import io
import re

import matplotlib
import numpy as np
import pytest
from PIL import Image

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from autograder.places import NOTEBOOKS, PACKAGE
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


@pytest.mark.parametrize("place", ["static", "live"])
def test_a_slider_holds_every_frame_and_asks_no_host(shown, monkeypatch, place):
    monkeypatch.setenv(VARIABLE, place)
    slider.slider(figure, [1, 2, 3], label="slope", alt=lambda v: f"a line of slope {v}")
    page = shown[0]["text/html"]
    assert len(set(re.findall(r"data:image/svg\+xml;base64,[^\"]+", page))) == 3
    assert 'aria-label="slope" aria-valuetext="1"' in page
    assert "http" not in page


def test_a_slider_starts_where_it_is_told_and_grading_draws_that_frame_alone(shown, monkeypatch):
    slider.slider(figure, [1, 2, 3], label="slope", alt="a line", start=2)
    assert 'value="1"' in shown[0]["text/html"]
    assert shown[0]["text/plain"] == "[slider: a line (slope: 2)]"
    monkeypatch.setenv(VARIABLE, "grading")
    drawn = []
    slider.slider(lambda v: drawn.append(v) or figure(v), [1, 2, 3], label="slope", alt="a line", start=2)
    assert drawn == [2]


def test_a_start_that_is_no_value_is_refused():
    with pytest.raises(ValueError, match="none of its values"):
        slider.slider(figure, [1, 2], label="slope", alt="a line", start=3)


def test_frames_of_a_slider_have_one_size(shown):
    def wide(value):
        fig = figure(value)
        fig.axes[0].set_ylabel("up\n" * value)
        return fig

    slider.slider(wide, [1, 4], label="lines", alt="a line")
    frames = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", shown[0]["text/html"])
    sizes = {re.search(rb'width="[^"]+" height="[^"]+"', base64.b64decode(frame))[0] for frame in frames}
    assert len(set(frames)) == 2
    assert len(sizes) == 1


def test_a_picture_of_many_points_is_stored_as_pixels_at_twice_its_size():
    fig, ax = plt.subplots(figsize=(3, 2))
    ax.scatter(*np.random.default_rng(0).normal(size=(2, 3000)))
    picture = plot.as_picture(fig)
    kind, data = picture.source.split(";base64,")
    assert kind == "data:image/webp"
    pixels = Image.open(io.BytesIO(base64.b64decode(data))).size
    assert pixels[0] == pytest.approx(2 * picture.width, abs=2)
    assert pixels[1] == pytest.approx(2 * picture.height, abs=2)


def test_a_slider_of_one_value_is_refused():
    with pytest.raises(ValueError, match="at least two"):
        slider.slider(figure, [1], label="slope", alt="a line")


@pytest.mark.parametrize("place", ["static", "live"])
def test_a_question_needs_no_kernel_and_has_no_truth_in_its_words(shown, monkeypatch, place):
    monkeypatch.setenv(VARIABLE, place)
    predict.predict("count", "How many?", ["one", "two"], truth="two", why="Count them.")
    words, script = shown[0]["text/html"].split("<script>")
    assert "Count them" not in words
    assert '"right":1' in script
    assert words.count("<button") == 2
    assert set(shown[0]) == {"text/plain", "text/html"}


def test_a_question_takes_its_truth_from_the_table_of_its_week(shown):
    predict.predict("five_ones", "Five tosses, five ones?", [0.5, 0.857, 1.0])
    assert '"right":2,"truth":"\\u201c1\\u201d. The fifth power of theta grows' in shown[0]["text/html"]


def test_an_answer_is_remembered_by_the_questions_id_and_not_by_its_words(shown):
    for words in ("How many?", "How many are there?"):
        predict.predict("count", words, [1, 2], truth=2)
    boxes = [re.search(r'id="([^"]+)"', output["text/html"])[1] for output in shown]
    assert boxes == ["gm-predict-count"] * 2


@pytest.mark.parametrize(
    ("id", "options", "truth", "said"),
    [
        ("count", [1, 2], 3, "the truth of 'count' is '3', which is none of its options"),
        ("count", [1], 1, "at least two options, got 1"),
        (
            "nobody asked this",
            [1, 2],
            None,
            "no table keeps the answer of 'nobody asked this': release its week",
        ),
    ],
)
def test_a_question_without_an_answer_is_refused(id, options, truth, said):
    with pytest.raises((ValueError, LookupError), match=re.escape(said)):
        predict.predict(id, "How many?", options, truth)


def test_a_question_in_grading_asks_no_table(shown, monkeypatch):
    monkeypatch.setenv(VARIABLE, "grading")
    predict.predict("nobody asked this", "How many?", [1, 2])
    assert shown == [{"text/plain": "[question: How many?]"}]


def test_nothing_of_the_course_is_a_widget():
    """Opened again the next day, a widget is an error: all that a cell shows is kept with the notebook."""
    texts = [*PACKAGE.rglob("*.py"), *NOTEBOOKS.glob("*.ipynb")]
    assert len(texts) > 50
    assert [
        path for path in texts if re.search(r"ipywidgets|tqdm\.(auto|notebook)", path.read_text("utf-8"))
    ] == []


def test_an_unknown_place_is_named(monkeypatch):
    monkeypatch.setenv(VARIABLE, "paper")
    with pytest.raises(ValueError, match="expected one of live, static, grading"):
        plot.show(figure(), alt="a line")


@pytest.mark.parametrize(("size", "least"), [(None, 0), (9, 0.75), (18, 0.375), (5, 1.0)])
def test_a_picture_keeps_the_width_at_which_its_smallest_word_is_nine_pixels_high(size, least):
    fig, ax = plt.subplots(figsize=(4, 2))
    ax.axis("off")
    if size:
        ax.text(0.1, 0.5, "a word", fontsize=size)
        ax.text(0.1, 0.1, "a larger word", fontsize=20)
    picture = plot.as_picture(fig)
    assert picture.least == pytest.approx(least * picture.width, abs=1)
    tag = plot.image_tag(picture, "words")
    assert (f"min-width: {picture.least}px" in tag) == bool(size)
