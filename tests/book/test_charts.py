"""Charts of tables: what a cell may say, what is drawn of it, and that it is legible on a phone."""

import re
import sys

import pytest
from pages import HTML

from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from course_charts import Bar, as_share, bar_of, drawing

CHARTED = ("book/quality", "book/page_weights", "book/guides/benchmarks")
OVERLAPS = """svg => {
  const boxes = [...svg.querySelectorAll("text, rect.part")].map(e => e.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => meet(a, b)).map(b => [a.x, a.y, b.x, b.y]));
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
    svg = drawing([Bar("<b>", "4", 4), Bar("two & more", "1 of 2", 1, 2)], 'A "title"', limit=8)
    shares = [float(share) for share in re.findall(r'width="([\d.]+)%" height="12"', svg)]
    assert [share / shares[0] for share in shares] == pytest.approx([1, 0.5, 0.25], abs=1e-3)
    assert float(re.search(r'class="limit" x1="([\d.]+)%', svg)[1]) / shares[0] == pytest.approx(2, abs=1e-3)
    assert "<b>" not in svg
    assert 'aria-label="A &quot;title&quot;"' in svg
    assert "<desc>&lt;b&gt;: 4; two &amp; more: 1 of 2</desc>" in svg


def test_a_share_is_as_long_as_its_part_of_the_whole():
    full, half = as_share(Bar("small", "3 of 3", 3, 3)), as_share(Bar("large", "50 of 100", 50, 100))
    assert (full.value, full.whole, half.value, half.whole) == (1, 1, 0.5, 1)
    assert half.words == "50 of 100"


@pytest.mark.browser
def test_charts_of_the_book_are_legible_on_a_phone_with_their_tables_folded_below(browser, site):
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    for page in CHARTED:
        assert (HTML / f"{page}.html").is_file()
        tab.goto(f"{site}/{page}.html")
        charts = tab.locator("article svg.gm-chart")
        assert charts.count() > 0
        assert [pair for chart in charts.all() for pair in chart.evaluate(OVERLAPS)] == []
        tables = tab.locator("details.gm-table")
        assert tables.count() == charts.count()
        assert not tables.first.locator("table").is_visible()
        tables.first.locator("summary").click()
        assert tables.first.locator("table").is_visible()
    tab.close()
