"""Every page of the book, as a reader meets it: in a browser, at a desk's width and at a phone's."""

import re

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from pages import CHAPTERS, EXERCISES, HTML, PAGES, resize, visit

from autograder.places import ROOT

# Faults of the theme's own controls, which no page of ours can mend; no rule is switched off.
THEME = [".search-button-field", ".theme-switch-button", ".sidebar-primary-items__start"]
# An equation is dozens of elements, and code is coloured alike on all pages: they are taken out
# before axe looks, or it takes a minute a page. One page keeps them.
LIGHTER = """() => {
  document.querySelectorAll("math").forEach(e => { e.replaceWith("x"); });
  document.querySelectorAll(".highlight pre").forEach(e => { e.textContent = e.textContent; });
}"""
WHOLE = "book/week02_classification"
ONE_OF_A_KIND = (PAGES[0], CHAPTERS[0], EXERCISES[0], "book/api", "book/quality", "book/guides/instructor")
# Nothing is fetched for the check: what is not on the page is asked of nobody.
QUIET = {"resultTypes": ["violations"], "preload": False}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BARE = "all => all.filter(i => !i.alt.trim()).map(i => i.src.slice(0, 80))"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_fits_and_is_accessible(browser, site, axe, page):
    """At a phone's width, then at a desk's, where axe looks at a page of each kind."""
    tab, faults = visit(browser, site, page, "phone")
    faults += too_wide(tab)
    faults += [f"no alternative text: {image}" for image in tab.eval_on_selector_all("article img", BARE)]
    faults += [f"equation with an error: {text}" for text in broken_equations(tab)]
    faults += [f"drawn {width} px wide, made for {own}" for width, own in enlarged(tab)]
    faults += [f"an error in an output: {text[:200]}" for text in outputs(tab) if re.search("Traceback|Error:", text)]
    if page != WHOLE:
        tab.evaluate(LIGHTER)
    faults += accessibility_faults(axe, tab)
    resize(tab, "desk")
    faults += too_wide(tab)
    if page in ONE_OF_A_KIND:
        faults += accessibility_faults(axe, tab)
    tab.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ONE_OF_A_KIND])
def test_a_page_is_accessible_at_a_desk_too(browser, site, axe, page):
    tab, faults = visit(browser, site, page, "desk")
    tab.evaluate(LIGHTER)
    faults += accessibility_faults(axe, tab)
    tab.close()
    assert faults == []


def too_wide(tab):
    """What sticks out on the right."""
    wider = tab.evaluate(WIDER)
    return [f"{wider} px wider than the screen"] if wider > 1 else []


def accessibility_faults(axe, tab):
    """What axe-core calls serious or critical."""
    left_out = {"exclude": [[part] for part in THEME]}
    found = axe.run(tab, context=left_out, options=QUIET).response["violations"]
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def broken_equations(tab):
    """Formulas that were not set."""
    return tab.locator("article .math:not(:has(math))").all_text_contents()


def enlarged(tab):
    """(width, natural width) of pictures that are drawn larger than they are."""
    sizes = tab.eval_on_selector_all(
        "article .cell_output img", "all => all.map(i => [i.getBoundingClientRect().width, Number(i.getAttribute('width'))])"
    )
    return [(width, own) for width, own in sizes if own and width > own + 1]


def outputs(tab):
    return tab.locator(".cell_output").all_text_contents()


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_draws_equations_and_its_sliders_move_by_keyboard(browser, site, page):
    tab, _ = visit(browser, site, page, "phone")
    assert tab.locator("article math").count() > 0
    assert "NotImplementedError" not in tab.locator("article").text_content()
    boxes = tab.locator(".gm-slider").all()
    assert bool(boxes) == ("slider(" in (ROOT / f"{page}.md").read_text(encoding="utf-8"))
    for box in boxes:
        control, image = box.locator("input[type=range]"), box.locator("img")
        name = control.get_attribute("aria-label")
        assert name
        before = look(control, image)
        control.focus()
        tab.keyboard.press("Home" if control.evaluate("it => it.value === it.max") else "End")
        after = look(control, image)
        for what in before:
            assert after[what] != before[what], f"{name}: the {what} did not change"
    tab.close()


def look(control, image):
    return {"picture": image.get_attribute("src"), "value": control.get_attribute("aria-valuetext")}


@pytest.mark.parametrize("page", [*CHAPTERS, *EXERCISES])
def test_a_page_that_runs_opens_in_colab(page):
    text = (HTML / f"{page}.html").read_text(encoding="utf-8")
    wanted = page.replace("book/", "book/colab/") + ".ipynb"
    assert re.search(rf'href="https://colab\.research\.google\.com/[^"]*/{wanted}"', text)


def test_search_finds_a_word_of_a_chapter(browser, site):
    tab, _ = visit(browser, site, "search", "desk")
    tab.goto(f"{site}/search.html?q=likelihood")
    tab.wait_for_selector("#search-results li a")
    assert tab.locator("#search-results li a").count() > 0
    tab.close()


def test_the_course_is_called_by_its_name_in_every_title():
    course = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    for page in PAGES:
        text = (HTML / f"{page}.html").read_text(encoding="utf-8")
        titles = re.findall(r'<title>(.*?)</title>|property="og:title" content="(.*?)"', text)
        assert course in titles[0][0], page
        assert "not set" not in str(titles), page


def test_no_page_loads_from_another_host():
    foreign = re.compile(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"')
    for path in HTML.rglob("*.html"):
        found = [m for m in foreign.findall(path.read_text(encoding="utf-8")) if 'rel="canonical"' not in m]
        assert found == [], path
