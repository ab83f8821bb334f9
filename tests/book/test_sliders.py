"""Sliders of the book: numbers ascend, words are short, a swipe that scrolls the page moves none, a pressed thumb moves."""

import re

import pytest
from pages import HTML, PAGES

WITH_SLIDERS = [page for page in PAGES if page.startswith("book/") and 'class="gm-slider"' in (HTML / f"{page}.html").read_text("utf-8")]
VALUES = """all => all.map(range => {
  const box = range.closest(".gm-slider"), first = range.value, texts = [];
  for (let k = 0; k <= Number(range.max); k++) {
    range.value = k;
    range.dispatchEvent(new Event("input"));
    texts.push(box.querySelector("output").textContent);
  }
  return { label: range.getAttribute("aria-label"), texts: texts, caption: box.querySelector("figcaption").textContent };
})"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", WITH_SLIDERS)
def test_numbers_ascend_and_words_are_short(tab, page):
    for slider in tab(page).eval_on_selector_all(".gm-slider input", VALUES):
        if all(re.fullmatch(r"-?[\d.]+(e-?\d+)?", text) for text in slider["texts"]):
            numbers = [float(text) for text in slider["texts"]]
            assert numbers == sorted(set(numbers)), slider["label"]
        assert len(slider["label"]) <= 40, slider["label"]
        assert not re.search(r"\([^)]*\(", slider["caption"]), slider["caption"]


@pytest.mark.parametrize(("page", "label", "start"), [
    ("week06_flows", "bend of the map", "0"), ("week02_classification", "std of class 1", "1"), ("week01_maximum_likelihood", "width of the bumps", "2"),
])  # fmt: skip
def test_a_slider_starts_where_its_story_does(tab, page, label, start):
    assert tab(f"book/{page}").locator(f".gm-slider:has(input[aria-label='{label}']) output").inner_text() == start


def test_the_coder_ends_with_the_whole_word(tab):
    slider = tab("book/week04_autoregressive").locator(".gm-slider:has(input[aria-label='letters coded'])")
    slider.locator("input").press("End")
    assert slider.locator("output").inner_text() == "9"


SLIDERS = [("book/week03_em", ".gm-slider"), ("book/week03_em", ".gm-curves"), ("book/week02_classification", ".gm-slider")]


def finger(page, kind):
    """A touch at the right end of the page's first slider of a kind, as a phone sends it."""
    control = page.locator(f"{kind} input[type=range]").first
    control.evaluate("r => r.scrollIntoView({block: 'center'})")
    box = control.bounding_box()
    send = page.context.new_cdp_session(page).send

    def touch(event, across=0.0, down=0.0):
        points = [] if event == "touchEnd" else [{"x": box["x"] + box["width"] * (0.85 + across), "y": box["y"] + box["height"] / 2 + down}]
        send("Input.dispatchTouchEvent", {"type": event, "touchPoints": points})

    return control, touch


@pytest.mark.parametrize(("page", "kind"), SLIDERS)
def test_a_swipe_that_begins_on_a_slider_scrolls_and_leaves_its_value(tab, page, kind):
    shown = tab(page, has_touch=True, is_mobile=True)
    control, touch = finger(shown, kind)
    read = "r => [r.value, r.closest('.gm-slider, .gm-curves').querySelector('output').textContent]"
    before, at = control.evaluate(read), shown.evaluate("scrollY")
    touch("touchStart")
    for step in range(1, 16):
        touch("touchMove", across=-0.01 * step, down=-14 * step)
        shown.wait_for_timeout(16)
    touch("touchEnd")
    shown.wait_for_timeout(200)
    assert shown.evaluate("scrollY") > at + 50
    assert control.evaluate(read) == before


@pytest.mark.parametrize(("page", "kind"), SLIDERS)
def test_a_thumb_that_goes_sideways_moves_the_slider(tab, page, kind):
    shown = tab(page, has_touch=True, is_mobile=True)
    control, touch = finger(shown, kind)
    before = control.input_value()
    touch("touchStart")
    for step in range(1, 11):
        touch("touchMove", across=-0.03 * step)
        shown.wait_for_timeout(16)
    touch("touchEnd")
    shown.wait_for_timeout(100)
    assert control.input_value() != before
    assert float(control.input_value()) < 0.75 * float(control.get_attribute("max"))
