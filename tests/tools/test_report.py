"""What an instructor opens in a browser, report with hand-ins that are alike, overview, a student's page: nothing is loaded
or run, all fits a phone and a desk, by day and by night, and axe finds no fault."""

import json
import shutil
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.cli import main
from autograder.gradebook import outcome
from autograder.places import ROOT, Course

sys.path.insert(0, str(ROOT / "tests" / "report"))
from test_alike import ODD, RENAMED  # noqa: E402

pytestmark = pytest.mark.browser
LONG_NAME = "maria-magdalena.von.und.zu.liechtenstein-sargans@students.uni-heidelberg.example"


@pytest.fixture(scope="module")
def course(graded_class, week, tmp_path_factory):
    """The bundled class, in which one more, with a long name, has a neighbour's code."""
    place = Course(shutil.copytree(graded_class[0].root, tmp_path_factory.mktemp("report") / "course"))
    shutil.copytree(place.autograded / "ada", place.autograded / LONG_NAME)
    kept = outcome.load(place, week.name, "ada")
    outcome.save(outcome.Outcome(**{**vars(kept), "student": LONG_NAME, "digest": "another"}), place)
    for student, code in (("ada", ODD), (LONG_NAME, RENAMED)):
        path = place.autograded / student / week.name / f"{week.name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "gaussian_conditional":
                cell["source"] = code
        path.write_text(json.dumps(notebook), encoding="utf-8")
    assert main(["report", week.name, "--course", str(place.root)]) == 0
    assert main(["overview", "--course", str(place.root)]) == 0
    return place


@pytest.fixture
def report(course, week):
    return course.report / f"{week.name}.html"


@pytest.fixture(params=[(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")], ids=str)
def tab(request, browser):
    """A page of this width, in this light, with all that it asked for and complained of."""
    width, light = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=light, bypass_csp=True
    )
    page = context.new_page()
    page.faults = []
    page.on(
        "request", lambda r: page.faults.append(r.url) if not r.url.startswith(("file:", "data:")) else None
    )
    page.on("console", lambda m: page.faults.append(m.text))
    yield page
    context.close()


def test_it_asks_nobody_for_anything_fits_and_axe_finds_no_fault(tab, course, report):
    for page in (report, course.report / "overview.html", course.report / "students" / f"{LONG_NAME}.html"):
        tab.goto(page.as_uri())
        tab.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
        assert tab.locator("script").count() == 0
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            page.name
        )
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()
    assert tab.faults == []


def test_a_long_name_leaves_the_weeks_in_sight_on_a_phone(browser, course):
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    tab.goto((course.report / "overview.html").as_uri())
    shares = tab.eval_on_selector_all("td.share", "all => all.map(c => c.getBoundingClientRect().right)")
    tab.close()
    assert max(shares) < 390


def test_every_picture_is_drawn_and_has_words(browser, report):
    tab = browser.new_page()
    tab.goto(report.as_uri())
    pictures = tab.eval_on_selector_all(
        "img", "all => all.map(i => [i.naturalWidth > 100, i.alt.length > 40])"
    )
    tab.close()
    assert pictures == [[True, True]] * 2


def test_code_that_is_alike_stands_side_by_side(browser, report):
    tab = browser.new_page()
    tab.goto(report.as_uri())
    tab.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    text = tab.locator("main").inner_text()
    tab.close()
    assert f"ada and {LONG_NAME}" in text
    assert "invert it slowly" in text
    assert "own work!" in text


def test_it_says_what_an_instructor_asks(browser, week, report):
    tab = browser.new_page()
    tab.goto(report.as_uri())
    tab.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    text = tab.locator("main").inner_text()
    tab.close()
    for words in (
        "For the lecture",
        "Marks",
        "Exercises",
        "Misunderstandings",
        "Students to look at",
        "Time",
    ):
        assert words in text
    assert "hana" in text
    assert "not a notebook" in text
    assert "add-one smoothing" in text
    assert "def bernoulli_mle(x):" in text
    assert (
        next(m.hint for m in week.exercise("bernoulli_mle").misconceptions if m.name == "add-one smoothing")
        in text
    )
