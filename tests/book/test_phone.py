"""A page on a phone: what is wider than the screen says so, names of rows stay, no number or option comes apart."""

import re
import sys

import pytest
from pages import CHAPTERS, EXERCISES

from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from course_breaks import marked_output
from course_coverage import _room
from course_exercises import STILL

browser_test = pytest.mark.browser
FADES = "all => all.filter(s => s.scrollWidth > s.clientWidth + 1).map(s => getComputedStyle(s).animationName)"


@browser_test
@pytest.mark.parametrize("page", ["book/week05_proofs", "book/week08_proofs", "notebooks/week01_probability_mle"])
def test_a_wide_formula_in_a_line_fades_where_it_goes_on(tab, page):
    shown = tab(page)
    shown.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    fades = shown.eval_on_selector_all("article span.math", FADES)
    assert fades
    assert set(fades) == {"gm-fade-little"}


@browser_test
@pytest.mark.parametrize("letters", [24, 32])
@pytest.mark.parametrize("page", ["book/week08_proofs", "book/week01_proofs", "book/week01_probability"])
def test_no_formula_in_a_line_is_cut_without_a_sign_where_letters_are_large(tab, page, letters):
    shown = tab("book/intro", width=360)
    size = {"standard": letters, "fixed": letters}
    shown.context.new_cdp_session(shown).send("Page.setFontSizes", {"fontSizes": size})
    shown.goto(shown.url.replace("book/intro", page))
    shown.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    fades = shown.eval_on_selector_all("article span.math", FADES)
    assert set(fades) == {"gm-fade-little"}


@browser_test
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["book/week08_diffusion", "book/meeting", "book/week06_flows"])
def test_a_wide_table_fades_at_the_right_and_keeps_the_names_of_its_rows(tab, page, scheme):
    boxes = tab(page, color_scheme=scheme).locator("article :is(.pst-scrollable-table-container, .gm-wide):visible")
    wide = [box for box in boxes.all() if box.evaluate("b => b.scrollWidth > b.clientWidth + 1")]
    assert wide
    for box in wide:
        box.evaluate("b => { b.scrollLeft = 60; }")
        name = box.locator("tbody tr").first.locator("td, th").first
        assert abs(name.bounding_box()["x"] - box.bounding_box()["x"]) <= 1
        assert name.evaluate("c => getComputedStyle(c.parentElement).backgroundColor") != "rgba(0, 0, 0, 0)"
        mask = box.evaluate("b => getComputedStyle(b).maskImage")
        assert mask.startswith("linear-gradient(to right, rgb(0, 0, 0) calc(")
        assert box.evaluate("b => getComputedStyle(b).animationName") == "gm-fade"


@browser_test
def test_the_meeting_says_which_start_it_computes_again(tab):
    lines = re.findall(r".*: stored [\d.]+", tab("book/meeting").locator("article").inner_text())
    assert lines
    assert all("first start: stored" in line for line in lines)


@browser_test
@pytest.mark.parametrize("page", ["book/builds", "book/meeting"])
def test_the_names_that_stay_say_whose_model_it_is(tab, page):
    table = (
        tab(page).locator("article table", has_text="RealNVP" if page == "book/builds" else "Real NVP").last
    )
    assert table.locator("th").first.inner_text() == "model"
    names = table.locator("tbody tr > :is(td, th):first-child").all_inner_texts()
    assert all(", " in name for name in names)
    assert {"ours", "zuko"} <= {name.rsplit(", ", 1)[1] for name in names}


@browser_test
@pytest.mark.parametrize(
    ("page", "which"), [("week02_graphical_models", ""), ("week07_gans", ""), ("week07_training", ".gm-slider ")]
)
def test_pictures_of_several_panels_fit(tab, page, which):
    outside = tab(f"book/{page}").eval_on_selector_all(
        f"article {which}.gm-picture", "all => all.map(p => p.scrollWidth - p.clientWidth)"
    )
    assert outside
    assert max(outside) <= 1


@browser_test
@pytest.mark.parametrize(
    "page", ["book/intro", "book/week06_flows", "book/week02_graphical_models", "notebooks/week07_gans"]
)
def test_a_page_at_twice_its_size_scrolls_down_alone(tab, page):
    shown = tab(page, width=195)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 195


@browser_test
@pytest.mark.parametrize("letters", ["130%", "150%", "200%"])
@pytest.mark.parametrize("page", ["book/intro", "book/week01_probability", "book/week06_flows", "book/guides/adopt", "search"])
def test_a_page_with_large_letters_scrolls_down_alone(tab, page, letters):
    shown = tab(page)
    shown.add_style_tag(content=f"html {{ font-size: {letters}; }}")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    shown.evaluate("document.fonts.ready")
    ends = shown.eval_on_selector_all(".bd-header-article .btn", "all => all.map(b => b.getBoundingClientRect().right)")
    assert max(ends) <= 390


@browser_test
def test_the_head_of_a_page_is_one_row_that_stays(tab):
    shown = tab("book/week01_probability")
    tops = shown.eval_on_selector_all(".bd-header-article .btn:not(.dropdown-item)", "all => all.map(b => b.getBoundingClientRect()).map(b => (b.top + b.bottom) / 2)")
    assert max(tops) - min(tops) < 4
    assert shown.locator(".bd-header-article").evaluate("h => getComputedStyle(h).position + h.offsetHeight") == "sticky56"


@browser_test
@pytest.mark.parametrize("width", [320, 360, 390])
def test_names_of_functions_fit(tab, width):
    assert tab("book/api", width).evaluate("document.documentElement.scrollWidth") <= width


BROKEN_WORDS = """all => all.flatMap(t => {
  const text = t.firstChild, range = document.createRange();
  return [...text.data.matchAll(/\\S+/g)].filter(w => {
    range.setStart(text, w.index); range.setEnd(text, w.index + w[0].length);
    return new Set([...range.getClientRects()].map(r => r.top)).size > 1;
  }).map(w => w[0]);
})"""


@browser_test
@pytest.mark.parametrize("width", [360, 390, 412])
@pytest.mark.parametrize("page", ["book/week04_proofs", "book/week01_maximum_likelihood", "book/guides/adopt"])
def test_titles_at_the_foot_break_between_words(tab, page, width):
    titles = tab(page, width).locator(".prev-next-title")
    assert titles.count() == 2
    assert titles.evaluate_all(BROKEN_WORDS) == []


@browser_test
def test_words_of_the_menu_stay_whole_where_letters_are_large(tab):
    page = tab("book/week01_probability")
    page.add_style_tag(content="html { font-size: 200%; }")
    page.locator("button.primary-toggle:visible").click()
    current = page.locator("dialog[open] a.current.internal").last
    assert "Probability" in current.inner_text()
    assert current.evaluate_all(BROKEN_WORDS) == []


@browser_test
@pytest.mark.parametrize("page", ["book/week04_memory", "book/errata_gans", "book/guides/student"])
def test_a_button_that_copies_covers_nothing_under_a_finger(tab, page):
    shown = tab(page, has_touch=True, is_mobile=True)
    shown.wait_for_selector("button.copybtn")
    covered = shown.eval_on_selector_all(
        "button.copybtn",
        """all => all.filter(b => {
          const text = document.createRange(), box = b.getBoundingClientRect();
          text.selectNodeContents(b.parentElement.querySelector("pre"));
          return [...text.getClientRects()].some(r => r.top < box.bottom && r.bottom > box.top);
        }).length""",
    )
    assert covered == 0
    assert shown.locator(".output button.copybtn").count() == 0
    assert shown.locator("button.copybtn").first.evaluate("b => Math.min(b.offsetWidth, b.offsetHeight)") >= 24


@browser_test
def test_a_thumb_that_scrolls_the_page_moves_no_slider(tab):
    for page in ("book/week03_em", "book/meeting"):
        ways = tab(page).eval_on_selector_all("article input[type=range]", "all => all.map(r => getComputedStyle(r).touchAction)")
        assert set(ways) == {"pan-y"}


@browser_test
@pytest.mark.parametrize("page", ["book/meeting", "book/week08_diffusion"])
def test_what_stands_below_a_slider_keeps_its_place(tab, page):
    shown = tab(page)
    for box in shown.locator(".gm-slider").all():
        control = box.locator("input")
        control.focus()
        heights = set()
        for _ in range(int(control.get_attribute("max"))):
            heights.add(box.evaluate("b => b.offsetHeight"))
            shown.keyboard.press("ArrowRight")
        assert len(heights) == 1


@browser_test
def test_a_picture_that_goes_on_fades_into_white_by_night(tab):
    picture = tab("book/builds", color_scheme="dark").locator(".gm-picture[tabindex]").first
    picture.evaluate("p => { p.scrollLeft = 20; }")
    assert picture.evaluate("p => getComputedStyle(p).maskImage") == "none"
    for side in ("::before", "::after"):
        assert picture.evaluate("(p, side) => getComputedStyle(p, side).backgroundImage", side).endswith("rgb(255, 255, 255))")
        assert float(picture.evaluate("(p, side) => parseFloat(getComputedStyle(p, side).width)", side)) > 20


@browser_test
def test_a_sign_stays_beside_its_formula(tab):
    shown = tab("book/week08_proofs")
    shown.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    apart = shown.eval_on_selector_all(
        ".gm-together",
        """all => all.map(t => {
          const sign = document.createRange();
          sign.selectNodeContents(t.lastChild);
          return [t.firstChild.getBoundingClientRect(), sign.getBoundingClientRect()];
        }).map(([formula, sign]) => [sign.top < formula.bottom && sign.bottom > formula.top, sign.right])""",
    )
    assert len(apart) > 50
    assert all(beside and right <= 390 for beside, right in apart)


@browser_test
@pytest.mark.parametrize("page", ["book/week04_proofs", "book/week02_proofs", "guides/adopt"])
def test_the_arrow_to_the_next_page_is_on_the_page(tab, page):
    shown = tab(page if page.startswith("book") else f"book/{page}")
    ends = shown.eval_on_selector_all(
        ".prev-next-area a > *", "all => all.map(e => e.getBoundingClientRect().right)"
    )
    assert ends
    assert max(ends) <= 390


@browser_test
def test_a_box_shows_no_letter_of_an_icon_font_that_is_not_there(tab):
    signs = "all => all.flatMap(t => ['::before', '::after'].map(p => getComputedStyle(t, p).content))"
    assert set(
        tab("book/week07_gans").eval_on_selector_all("article .admonition > .admonition-title", signs)
    ) == {"none"}


@browser_test
def test_signs_of_aligned_lines_stand_below_one_another(tab):
    signs = tab("book/week05_proofs").eval_on_selector_all(
        "#the-elbo-three-ways mtr", "all => all.map(r => [...r.querySelectorAll('mo')].find(o => o.textContent === '=').getBoundingClientRect().left)"
    )
    assert len(signs) == 3
    assert max(signs) - min(signs) < 1


@browser_test
def test_the_contents_close_after_a_tap_on_an_entry(tab):
    page = tab("book/week01_probability")
    page.locator("button.secondary-toggle:visible").click()
    panel = page.locator("dialog[open]")
    entry = panel.locator("nav a[href^='#']").nth(1)
    wanted = entry.get_attribute("href")
    entry.click()
    page.wait_for_function("!document.querySelector('dialog[open]')")
    page.wait_for_function("id => Math.abs(document.querySelector(id).getBoundingClientRect().top) < 300", arg=wanted)


@browser_test
@pytest.mark.parametrize("week", ["week02_graphical_models", "week03_em", "week05_vae"])
def test_a_still_of_a_slider_says_that_it_stands_still(tab, week):
    page = tab(f"notebooks/{week}")
    assert page.locator("article input[type=range]").count() == 0
    assert page.locator("article .gm-still + figure").count() == page.locator("article .gm-still").count() > 0
    assert page.locator("article .gm-still").first.inner_text() in STILL


@browser_test
@pytest.mark.parametrize("week", EXERCISES)
def test_no_page_bids_to_move_what_stands_still(tab, week):
    words = tab(week).locator("section:has(> .gm-still) > p").all_inner_texts()
    assert [text for text in words if re.search(r"(?:^|[.:?!] )(?:Move|Slide)\b", text)] == []


# Pictures that go on beyond the screen, with the place at which the first of their legends ends.
LEGENDS = """async all => {
  const found = [];
  for (const box of all.filter(b => b.scrollWidth > b.clientWidth + 1)) {
    const image = box.querySelector("img"), holder = document.createElement("div");
    if (!image.src.endsWith(".svg")) continue;
    holder.innerHTML = await (await fetch(image.src)).text();
    holder.style.cssText = `position: absolute; left: 0; top: 0; width: ${image.offsetWidth}px`;
    const drawing = holder.querySelector("svg");
    drawing.setAttribute("width", image.offsetWidth);
    drawing.removeAttribute("height");
    document.body.append(holder);
    const ends = [...drawing.querySelectorAll("g[id^=legend]")].map(l => l.getBoundingClientRect().right - drawing.getBoundingClientRect().left);
    if (ends.length) found.push([image.alt, Math.min(...ends) <= box.clientWidth]);
    holder.remove();
  }
  return found;
}"""


@browser_test
@pytest.mark.parametrize("page", [*CHAPTERS, *EXERCISES])
def test_a_picture_that_goes_on_explains_its_colors_on_the_screen(tab, page):
    found = tab(page).eval_on_selector_all("article .gm-picture", LEGENDS)
    assert [words for words, is_seen in found if not is_seen] == []


@browser_test
@pytest.mark.parametrize("page", ["book/builds", "notebooks/week03_em"])
def test_a_picture_is_cut_only_where_much_of_it_is_outside_and_scrolls_by_keyboard(tab, page):
    cut = tab(page).eval_on_selector_all(
        "article .gm-picture", "all => all.filter(p => p.scrollWidth > p.clientWidth + 1).map(p => [p.scrollWidth - p.clientWidth, p.tabIndex])"
    )
    assert cut
    assert all(outside > 20 and stop == 0 for outside, stop in cut)


@browser_test
def test_no_link_shows_a_letter_of_an_icon_font_that_is_not_there(tab):
    shown = tab("book/references").eval_on_selector_all("article a", "all => all.map(a => getComputedStyle(a, '::before').content)")
    assert set(shown) == {"none"}


@browser_test
def test_code_in_a_line_of_text_breaks_at_no_hyphen(tab):
    words = tab("book/guides/student").eval_on_selector_all(
        "article p code span.pre, article li code span.pre", "all => all.map(w => [w.textContent, w.getClientRects().length])"
    )
    assert ["--version", 1] in words
    assert [word for word, lines in words if lines > 1 and len(word) <= 30] == []


OUTPUT = '<div class="output stream highlight-myst-ansi notranslate"><div class="highlight"><pre><span></span>{}\n</pre>'


def test_a_printed_number_stays_whole():
    number = marked_output(OUTPUT.format("largest difference: 3.3e-16, of 2"))
    assert number == OUTPUT.format('largest difference: <span class="gm-number">3.3e-16</span>, of 2')


@pytest.mark.parametrize(
    ("lines", "columns"), [("one  two\nthree  four", True), ("one  two\nthree four", False), ("  one\n  two", False), ("one two", False)]
)
def test_two_lines_with_wide_gaps_are_columns(lines, columns):
    assert ("gm-columns" in marked_output(OUTPUT.format(lines))) == columns


@pytest.mark.parametrize(
    ("page", "room"),
    [
        ("book/week02_classification", "Week 2: "),
        ("book/week02_proofs", "Week 2, proofs: "),
        ("notebooks/week02_graphical_models", "Week 2, notebook: "),
        ("book/glossary", ""),
    ],
)
def test_a_place_in_the_coverage_table_says_its_room(page, room):
    assert _room(page).astext() == room
