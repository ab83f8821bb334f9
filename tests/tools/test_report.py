"""The instructor's report in a browser: it loads nothing, runs nothing, fits a phone, and axe finds no fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.cli import main

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(graded_class, week):
    """The report of the bundled class."""
    course, _ = graded_class
    assert main(["report", week.name, "--course", str(course.root)]) == 0
    return course.report / f"{week.name}.html"


@pytest.fixture(params=[1100, 390], ids=["desk", "phone"])
def tab(request, browser, report):
    """The report, opened, with all that it asked for and complained of."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.faults = []
    page.on("request", lambda r: page.faults.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.on("console", lambda m: page.faults.append(m.text))
    page.goto(report.as_uri())
    yield page
    context.close()


def test_it_asks_nobody_for_anything_and_fits(tab):
    assert tab.faults == []
    assert tab.locator("script").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_picture_is_drawn_and_has_words(tab):
    pictures = tab.eval_on_selector_all("img", "all => all.map(i => [i.naturalWidth > 100, i.alt.length > 40])")
    assert pictures == [[True, True]] * 2


def test_axe_finds_no_fault(tab):
    tab.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()


def test_it_says_what_an_instructor_asks(tab, week):
    tab.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    text = tab.locator("main").inner_text()
    for words in ("For the lecture", "Marks", "Exercises", "Misunderstandings", "Students to look at", "Time"):
        assert words in text
    assert "hana" in text
    assert "not a notebook" in text
    assert "add-one smoothing" in text
    assert "def bernoulli_mle(x):" in text
    assert next(m.hint for m in week.wrong.of("bernoulli_mle") if m.name == "add-one smoothing") in text
