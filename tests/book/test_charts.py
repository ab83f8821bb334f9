"""Charts of tables: what a cell may say, what is drawn of it, and that it is legible on a phone."""

import re
import sys

import pytest

from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from course_charts import Bar, as_share, bar_of, drawing

CHARTED = ("book/quality", "book/page_weights", "book/guides/benchmarks")
# Words and bars of a chart, and its limit, that meet, stick out of the page, or are cut.
FAULTS = """chart => {
  const drawn = [...chart.querySelectorAll(".name, .value, .part, .whole, .range, .limit")].map(e => [e, e.getBoundingClientRect()]);
  const words = drawn.filter(([e]) => e.matches(".name, .value"));
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  const met = words.flatMap(([e, a]) => drawn.filter(([other, b]) => other !== e && meet(a, b)).map(([other]) => e.textContent + " meets " + other.className));
  const out = drawn.filter(([, a]) => a.right > innerWidth || a.left < 0).map(([e]) => e.textContent + " sticks out");
  return [...met, ...out, ...words.filter(([e]) => e.scrollWidth > e.clientWidth + 1).map(([e]) => e.textContent + " is cut")];
}"""


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("7", (7, None, None, None)),
        (" 1,024 ", (1024, None, None, None)),
        (".5", (0.5, None, None, None)),
        ("467 of 468", (467, 468, None, None)),
        ("1,228 of 1,247", (1228, 1247, None, None)),
        ("6.7 (5.9 to 6.8)", (6.7, None, 5.9, 6.8)),
        ("0", (0, None, None, None)),
    ],
)
def test_a_cell_is_read(words, numbers):
    found = bar_of("x", words)
    assert (found.value, found.whole, found.low, found.high) == numbers
    assert found.words == words.strip()


@pytest.mark.parametrize("words", ["", "none", "3 kB", "-", "1 of", "1 (2)", "(1 to 2)", "≤ 3", "1 in a million"])
def test_a_cell_without_a_number_has_no_bar(words):
    assert bar_of("x", words) is None


def test_bars_have_the_lengths_of_their_numbers_and_words_are_no_markup():
    drawn = drawing([Bar("<b>", "4", 4), Bar("two & more", "1 of 2", 1, 2), Bar("between", "3 (2 to 6)", 3, None, 2, 6)], 'A "title"', limit=8)
    assert [float(share) for share in re.findall(r'class="(?:part|whole)" style="width: ([\d.]+)%', drawn)] == [50, 25, 12.5, 37.5]
    assert '<i class="range" style="left: 25.00%; width: 50.00%">' in drawn
    assert drawn.count('<i class="limit" style="left: 100.00%">') == 3
    assert "<span class=\"name\">&lt;b&gt;</span>" in drawn
    assert 'role="img" aria-label="A &quot;title&quot;"' in drawn
    told = re.search(r'aria-describedby="([\w-]+)".*<p id="([\w-]+)" hidden>(.*?)</p>', drawn)
    assert told[1] == told[2]
    assert told[3] == "&lt;b&gt;: 4; two &amp; more: 1 of 2; between: 3 (2 to 6)"


@pytest.mark.browser
def test_what_is_missed_is_pale_and_shows_at_no_full_bar(tab):
    tracks = tab("book/quality").eval_on_selector_all(
        ".gm-chart .track", "all => all.map(t => [...t.querySelectorAll('.whole, .part')].map(i => i.getBoundingClientRect()))"
    )
    full = [(whole, part) for whole, part in tracks if part["width"] == whole["width"]]
    assert full
    assert all(whole == part for whole, part in full)


def test_a_share_is_as_long_as_its_part_of_the_whole():
    full, half = as_share(Bar("small", "3 of 3", 3, 3)), as_share(Bar("large", "50 of 100", 50, 100))
    assert (full.value, full.whole, half.value, half.whole) == (1, 1, 0.5, 1)
    assert half.words == "50 of 100"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "letters"), [(390, 16), (320, 16), (360, 20), (390, 24), (390, 32), (1280, 16)])
def test_charts_of_the_book_are_legible_with_letters_of_any_size(tab, width, letters):
    for page in CHARTED:
        shown = tab(page, width)
        shown.add_style_tag(content=f"html {{ font-size: {letters}px; }}")
        charts = shown.locator("article .gm-chart")
        assert charts.count() > 0
        assert [fault for chart in charts.all() for fault in chart.evaluate(FAULTS)] == [], page
        assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_bars_of_a_print_and_of_the_night_are_seen(tab):
    shown = tab("book/page_weights", color_scheme="dark")
    shown.emulate_media(media="print")
    bars = "all => all.map(b => getComputedStyle(b).borderTopColor + b.getBoundingClientRect().width)"
    assert not any("rgba" in bar or bar.endswith(")0") for bar in shown.eval_on_selector_all(".gm-chart .part", bars))


@pytest.mark.browser
def test_tables_of_charts_are_folded_below_them(tab):
    for page in CHARTED:
        shown = tab(page)
        tables = shown.locator("details.gm-table")
        assert tables.count() == shown.locator("article .gm-chart").count()
        assert not tables.first.locator("table").is_visible()
        tables.first.locator("summary").click()
        assert tables.first.locator("table").is_visible()
