"""What a page does under a thumb: questions are tapped, sliders play, curves follow, grains rest where less motion is asked."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from test_pages import LIGHTER, accessibility_faults, too_wide

from autograder.places import ROOT
from autograder.predictions import asked

QUIZ = "book/week02_graphical_models"
LANDING = "book/intro"
pytestmark = pytest.mark.browser


def test_an_answer_is_shown_after_a_tap_and_remembered(tab):
    page = tab(QUIZ)
    quiz = page.locator(".gm-quiz").first
    said = quiz.locator("[role=status]")
    assert said.text_content() == ""
    assert "truth" not in page.locator("article").inner_text().lower().split("predict first")[1][:300]
    quiz.get_by_role("button", name="52%").click()
    assert said.text_content().startswith("Not so: it is \u201c30%\u201d.")
    assert quiz.locator("[data-state=right]").text_content().endswith("30%")
    page.reload()
    assert page.locator(".gm-quiz [role=status]").first.text_content().startswith("Not so:")


def test_a_question_is_answered_anew_by_keyboard_and_keeps_the_focus(tab):
    page = tab(QUIZ)
    quiz = page.locator(".gm-quiz").first
    said, wrong, right = quiz.locator("[role=status]"), quiz.get_by_role("button", name="52%"), quiz.get_by_role("button", name="30%")
    wrong.press("Enter")
    assert said.text_content().startswith("Not so")
    assert wrong.evaluate("b => b === document.activeElement")
    right.press("Space")
    assert said.text_content().startswith("Right")
    assert quiz.locator("[data-state=wrong]").count() == 0
    right.press("Enter")
    assert said.text_content() == ""
    assert quiz.locator("[aria-pressed=true], [data-state=right]").count() == 0
    page.reload()
    assert page.locator(".gm-quiz [role=status]").first.text_content() == ""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_buttons_of_the_head_show_which_has_the_focus(tab, width):
    page = tab(QUIZ, width)
    page.locator("body").press("Tab")
    buttons = page.locator(".bd-header-article .btn:visible:not(.dropdown-item)")
    assert buttons.count() > 4
    for button in buttons.all():
        button.focus()
        assert button.evaluate("b => b.matches(':focus-visible') && getComputedStyle(b).outlineStyle") == "solid"
        assert button.evaluate("b => parseFloat(getComputedStyle(b).outlineWidth)") >= 2


def test_an_exercise_page_asks_every_question_of_its_notebook(tab):
    cells = nbformat.read(ROOT / "notebooks" / "week02_graphical_models.ipynb", as_version=4).cells
    ids = [f"gm-predict-{id}" for cell in cells if cell.cell_type == "code" for id, *_ in asked(cell.source)]
    shown = tab("notebooks/week02_graphical_models").eval_on_selector_all(".gm-quiz", "all => all.map(q => q.id)")
    assert shown == ids


def test_no_question_stands_below_its_answer(tab):
    for page in (QUIZ, "book/week03_em", "notebooks/week03_em"):
        found = tab(page)
        assert found.locator(".gm-quiz").count() > 0, page
        assert "truth=" not in found.locator("article").inner_text(), page


def test_a_slider_plays_to_its_end_and_stops(tab):
    page = tab("book/week03_em")
    box = page.locator(".gm-slider").first
    control, button = box.locator("input"), box.locator("button")
    control.scroll_into_view_if_needed()
    button.click()
    assert button.get_attribute("aria-label").startswith("stop")
    page.wait_for_function("range => range.value === range.max", arg=control.element_handle())
    assert button.get_attribute("aria-label").startswith("play")


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_grains_move_unless_less_motion_is_asked(tab, wish, moves):
    page = tab(LANDING, reduced_motion=wish)
    seen = "document.querySelector('.gm-grains canvas').toDataURL()"
    before = page.evaluate(seen)
    page.wait_for_timeout(400)
    assert (page.evaluate(seen) != before) == moves
    page.locator(".gm-grains button").click()
    first = page.evaluate(seen)
    page.wait_for_timeout(400)
    assert (page.evaluate(seen) != first) != moves


def test_the_landing_page_starts_the_first_exercise_in_one_click(tab, site):
    page = tab(LANDING)
    colab, download = page.locator("a.gm-button").all()[:2]
    assert colab.get_attribute("href").endswith("/notebooks/week01_probability_mle.ipynb")
    assert page.request.get(f"{site}/book/{download.get_attribute('href')}").ok


BY_NIGHT = [
    *((page, width) for page in (LANDING, "book/week03_em", "notebooks/week01_probability_mle") for width in (390, 1440)),
    *((page, 390) for page in ("book/meeting", "book/errata", "book/guides/instructor", "book/builds")),
]


@pytest.mark.parametrize(("page", "width"), BY_NIGHT)
def test_a_dark_page_is_legible(tab, page, width):
    dark = tab(page, width, color_scheme="dark")
    assert dark.evaluate("document.documentElement.dataset.theme") == "dark"
    grounds = dark.eval_on_selector_all(
        "article .cell_output img, article .gm-figure img, article .gm-curves svg",
        "all => all.map(i => getComputedStyle(i).backgroundColor)",
    )
    assert set(grounds) <= {"rgb(255, 255, 255)"}
    dimmed = dark.eval_on_selector_all(
        "article .gm-picture, article .gm-curves svg, article .sd-card-img-top", "all => all.map(p => getComputedStyle(p).filter)"
    )
    assert set(dimmed) <= {"brightness(0.88)"}
    dark.evaluate(LIGHTER)
    assert too_wide(dark) + accessibility_faults(Axe(), dark) == []


CONTRAST = """all => all.map(key => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = colour => {
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  const [one, other] = [light(getComputedStyle(key).color), light(getComputedStyle(document.body).backgroundColor)];
  return Math.max(one, other) / Math.min(one, other);
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keys_of_curves_are_seen_by_day_and_by_night(tab, scheme):
    for page in ("book/week03_em", "book/week08_diffusion"):
        keys = tab(page, color_scheme=scheme).eval_on_selector_all(".gm-key", CONTRAST)
        assert keys
        assert min(keys) >= 3


@pytest.mark.parametrize("page", [LANDING, QUIZ, "book/week03_em", "notebooks/week01_probability_mle"])
def test_a_page_without_scripts_says_so_and_shows_nothing_that_needs_them(tab, page):
    shown = tab(page, color_scheme="dark", java_script_enabled=False)
    said = shown.locator("article .gm-noscript")
    assert said.inner_text().startswith("This page can be read without JavaScript")
    assert said.bounding_box()["y"] < 200
    idle = ".gm-quiz, .gm-slider-controls, .gm-curves, .gm-grains, button:not(.dropdown-item)"
    assert [found.evaluate("e => e.outerHTML.slice(0, 100)") for found in shown.locator(idle).all() if found.is_visible()] == []
    assert "400 grains" not in shown.locator("article").inner_text()
    assert all(box.bounding_box() is None for box in shown.locator(".cell:has(.gm-grains)").all())
    words = shown.eval_on_selector_all(".cell_output:has(.gm-curves)", "all => all.map(o => getComputedStyle(o, '::before').content)")
    assert all("needs JavaScript" in said for said in words)
    assert len(words) == shown.locator(".gm-curves").count()
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for button in shown.locator("a.gm-button").all():
        assert button.evaluate("b => getComputedStyle(b).borderTopStyle + getComputedStyle(b).borderTopColor") == "solidrgb(10, 94, 168)"


def test_a_table_scrolls_on_a_phone_and_breaks_no_word(tab):
    page = tab("book/quality")
    assert too_wide(page) == []
    box = page.locator(".pst-scrollable-table-container").first
    assert box.evaluate("b => b.scrollWidth > b.clientWidth && b.tabIndex === 0")
    inside = "article td, article td p, article td a, article td code"
    wraps = page.eval_on_selector_all(inside, "all => all.map(c => getComputedStyle(c).overflowWrap)")
    assert set(wraps) == {"normal"}


def test_what_cells_print_is_not_cut_on_a_phone(tab):
    for page in ("book/errata", "book/week06_flows"):
        wide = tab(page).eval_on_selector_all("article .cell_output div:not(.gm-columns) > .highlight > pre", "all => all.map(p => p.scrollWidth - p.clientWidth)")
        assert wide
        assert max(wide) <= 1, page
        columns = tab(page).eval_on_selector_all("article .cell_output .gm-columns pre", "all => all.filter(p => p.scrollWidth > p.clientWidth + 1).map(p => getComputedStyle(p).animationName)")
        assert set(columns) <= {"gm-fade"}, page


def test_no_picture_fills_more_than_three_fifths_of_the_screen(tab):
    for page in ("book/week02_graphical_models", "notebooks/week02_graphical_models"):
        heights = tab(page, 1440).eval_on_selector_all(
            "article .cell_output img, article .gm-figure img", "all => all.map(i => i.getBoundingClientRect().height)"
        )
        assert heights
        assert max(heights) <= 0.6 * 844 + 1


def test_a_wide_formula_begins_at_the_left_edge_and_scrolls(tab):
    """None is cut where no thumb can reach it."""
    edges = tab("book/week07_proofs").eval_on_selector_all(
        "article div.math:not(details div)",
        "all => all.map(d => [d.scrollWidth > d.clientWidth + 1,"
        " d.querySelector('math').getBoundingClientRect().left - d.getBoundingClientRect().left])",
    )
    wide = [left for is_wide, left in edges if is_wide]
    assert wide
    assert min(left for _, left in edges) >= -1


@pytest.mark.parametrize("page", ["notebooks/week01_probability_mle", "book/week04_proofs"])
def test_a_long_formula_in_a_line_can_be_scrolled_to_its_end_on_a_phone(tab, page):
    """Where lines are compared, as in a search for a slip, the end matters."""
    ends = tab(page).eval_on_selector_all(
        "article span.math", "all => all.filter(s => s.scrollWidth > s.clientWidth + 1).map(s => getComputedStyle(s).overflowX)"
    )
    assert ends
    assert set(ends) == {"auto"}


def test_the_names_of_rows_stay_where_a_table_scrolls(tab):
    box = tab("book/quality").locator(".pst-scrollable-table-container").nth(1)
    names, numbers = box.locator("tbody tr").first.locator("td, th").first, box.locator("tbody tr").first.locator("td").last
    box.evaluate("b => { b.scrollLeft = 200; }")
    edge = box.bounding_box()["x"]
    assert abs(names.bounding_box()["x"] - edge) <= 1
    assert names.evaluate("c => getComputedStyle(c).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert numbers.bounding_box()["x"] > edge


@pytest.mark.parametrize("page", [QUIZ, "notebooks/week03_em"])
def test_a_fold_of_code_is_called_what_is_written_on_it(tab, page):
    shown = tab(page)
    folds = shown.get_by_role("group").filter(has=shown.locator("summary", has_text="Show the code"))
    assert folds.count() > 0
    assert shown.locator("summary[aria-label]").count() == 0


def test_numbers_of_formulas_are_links_where_proofs_cite_them(tab):
    page = tab("book/week07_proofs", 1440)
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    link = page.locator("a[href='week01_proofs.html#eq-1.4']").first
    assert link.inner_text() == "(1.4)"
    link.click()
    assert page.locator("[id='eq-1.4'] .eqno").inner_text() == "(1.4)"


@pytest.mark.parametrize("width", [320, 390])
def test_a_formula_that_a_link_names_stands_below_the_header(tab, width):
    page = tab("book/week06_proofs", width)
    for number in ("6.1", "6.2"):
        page.goto(page.url.partition("#")[0] + f"#eq-{number}")
        page.wait_for_function("scrollY > 0")
        head = page.locator("header.bd-header").bounding_box()
        formula = page.locator(f"[id='eq-{number}'] math").bounding_box()
        assert formula["y"] >= head["y"] + head["height"] - 1
