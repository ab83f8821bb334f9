"""Every page of the book, as a reader meets it: in a browser, at a desk's width and at a phone's."""

import re

import pytest
import yaml

from autograder.places import ROOT

HTML = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [TOC["root"], *(c["file"] for part in TOC["parts"] for c in part["chapters"])]
CHAPTERS = [page for page in PAGES if re.match(r"book/week\d\d", page)]
EXERCISES = [page for page in PAGES if page.startswith("notebooks/")]
WIDTHS = {"desk": 1280, "phone": 390}

pytestmark = pytest.mark.browser


def visit(browser, site, page, width):
    """Open a page, wait for its equations, and return (page, what went wrong)."""
    faults = []
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.on("request", lambda r: faults.append(f"asks {r.url}") if not _local(r.url, site) else None)
    tab.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    tab.on("pageerror", lambda e: faults.append(f"script: {e}"))
    tab.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    tab.goto(f"{site}/{page}.html")
    tab.wait_for_load_state("load")
    tab.wait_for_function("!window.MathJax || !MathJax.startup || MathJax.startup.promise.then(() => true)")
    return tab, faults


def _local(url, site):
    return url.startswith((site, "data:", "blob:"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_cleanly_and_fits(browser, site, page, width):
    tab, faults = visit(browser, site, page, WIDTHS[width])
    assert faults == []
    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 1, f"{overflow} px wider than the screen"
    tab.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_no_traceback_and_every_figure_has_words(browser, site, page):
    tab, _ = visit(browser, site, page, WIDTHS["desk"])
    assert tab.locator("text=Traceback (most recent call last)").count() == 0
    bare = tab.eval_on_selector_all("article img", "all => all.filter(i => !i.alt.trim()).map(i => i.src.slice(0, 80))")
    assert bare == []
    tab.close()


@pytest.mark.parametrize("page", CHAPTERS)
def test_equations_are_drawn(browser, site, page):
    tab, _ = visit(browser, site, page, WIDTHS["desk"])
    tab.wait_for_selector("mjx-container svg", timeout=15_000)
    assert tab.locator("mjx-container [data-mml-node='merror']").count() == 0
    tab.close()


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_slider_moves_its_picture_by_keyboard(browser, site, page):
    tab, _ = visit(browser, site, page, WIDTHS["phone"])
    box = tab.locator(".gm-slider").first
    control, image = box.locator("input[type=range]"), box.locator("img")
    assert control.get_attribute("aria-label")
    before = image.get_attribute("src"), control.get_attribute("aria-valuetext")
    control.focus()
    tab.keyboard.press("ArrowRight")
    assert image.get_attribute("src") != before[0]
    assert control.get_attribute("aria-valuetext") != before[1]
    tab.close()


@pytest.mark.parametrize("page", EXERCISES)
def test_an_exercise_page_opens_in_colab(browser, site, page):
    tab, _ = visit(browser, site, page, WIDTHS["desk"])
    links = tab.eval_on_selector_all("a", "all => all.map(a => a.href)")
    assert any("colab" in link and link.endswith(f"{page}.ipynb") for link in links)
    tab.close()


def test_search_finds_a_word_of_a_chapter(browser, site):
    tab, _ = visit(browser, site, "search", WIDTHS["desk"])
    tab.goto(f"{site}/search.html?q=likelihood")
    tab.wait_for_selector("#search-results li a")
    assert tab.locator("#search-results li a").count() > 0
    tab.close()


def test_no_page_loads_from_another_host():
    foreign = re.compile(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"')
    for path in HTML.rglob("*.html"):
        found = [m for m in foreign.findall(path.read_text(encoding="utf-8")) if 'rel="canonical"' not in m]
        assert found == [], path
