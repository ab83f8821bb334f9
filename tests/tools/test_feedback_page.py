"""What a student gets back, in a browser: totals and what is open first, a card an exercise, no fault at any width or light."""

import shutil
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.handins.roster import Person, Roster, keep_roster
from autograder.places import Course

pytestmark = pytest.mark.browser
WORDS = "Good. Say what the prior costs.\n<b>Two</b> remedies were asked."
ANSWER = "Because the likelihood rewards $\\frac{1}{N}$ on each photograph."


@pytest.fixture(scope="module")
def course(graded_class, week, tmp_path_factory):
    """The bundled class with a reflection answered and marked, and an exercise marked by hand."""
    place = Course(shutil.copytree(graded_class[0].root, tmp_path_factory.mktemp("feedback") / "course"))
    path = place.autograded / "carl" / week.name / f"{week.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    at = next(i for i, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("task"))
    notebook.cells[at + 1 : at + 1] = [new_markdown_cell(ANSWER), new_code_cell("print('mine')")]
    nbformat.write(notebook, path)
    keep_roster(Roster([Person("carl", "Carl Friedrich <i>Gauß</i>")]), place)
    with Gradebook(place.gradebook, "gmcourse") as gradebook:
        _mark(gradebook, week, "reflection_01", "reflection_01", 2.5, WORDS)
        _mark(gradebook, week, "test_kl_divergence", "kl_divergence", 1, "Look at the sum again.")
        gradebook.find_submission(week.name, "carl").notebooks[0].late_submission_penalty = 2.0
        gradebook.db.commit()
    assert main(["feedback", week.name, "--course", str(place.root)]) == 0
    return place


def _mark(gradebook, week, cell, comment, score, words):
    grade = gradebook.find_grade(cell, week.name, week.name, "carl")
    grade.manual_score, grade.needs_manual_grade = score, False
    gradebook.find_comment(comment, week.name, week.name, "carl").manual_comment = words


def address(course, week, student):
    return (course.feedback / student / week.name / f"{week.name}.html").as_uri()


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


def test_it_fits_asks_nobody_and_axe_finds_no_fault(tab, course, week):
    tab.goto(address(course, week, "carl"))
    tab.eval_on_selector_all("section:not(.notebook) details", "all => all.forEach(d => { d.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    assert tab.faults == []
    tab.eval_on_selector_all(".notebook details", "all => all.forEach(d => { d.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture
def words(browser, course, week):
    """The text of somebody's page."""
    page = browser.new_page()

    def read(student, selector="body"):
        page.goto(address(course, week, student))
        return page.locator(selector).inner_text()

    yield read
    page.close()


def test_the_total_counts_what_people_gave_and_says_what_is_open(words, graded_class, week):
    rows = {r["exercise"]: r["score"] for r in graded_class[1] if r["student"] == "carl"}
    total = sum(rows.values()) - rows["kl_divergence"] + 1 + 2.5 - 2
    top = words("carl", "header")
    assert f"{total:g} of 50 points" in top
    assert "Carl Friedrich <i>Gauß</i>" in top
    assert "2 points less" in top
    assert "not marked yet" not in top
    assert "Your reflection is not marked yet (3 points open)" in words("dana", "header")
    assert "18 of 18 exercises all right" in words("ada", "header")


def test_a_card_has_the_verdict_the_hint_the_code_and_the_way_back(words, graded_class, week):
    lost = next(r for r in graded_class[1] if r["student"] == "carl" and r["diagnosis"])
    card = words("carl", f"#{lost['exercise']}")
    hint = next(
        m.hint
        for m in week.exercise(lost["exercise"]).misconceptions
        if m.known_as == lost["diagnosis"] and m.hint
    )
    assert hint in " ".join(card.split())
    assert "not yet:" in card
    assert f"def {lost['exercise']}(" in card
    assert "Error" not in card
    assert f"{lost['score']:g} of {lost['points']:g}" in card
    by_hand = words("carl", "#kl_divergence")
    assert "Marked by hand" in by_hand
    assert "Look at the sum again." in by_hand


def test_what_was_written_is_shown_with_its_points_and_the_markers_words(browser, words, course, week):
    card = words("carl", "#reflection_01")
    assert "2.5 of 3" in card
    assert WORDS in card
    assert "print('mine')" in card
    assert "Because the likelihood" in card
    assert "No answer stands" in words("ada", "#reflection_01")
    page = browser.new_page()
    page.goto(address(course, week, "carl"))
    assert page.locator("#reflection_01 .answer mfrac").count() == 1
    page.close()


def test_nothing_but_the_students_own_is_in_it(course, week):
    for path in course.feedback.glob("*/*/*.html"):
        text = path.read_text(encoding="utf-8")
        assert "MARK SCHEME" not in text
        assert "A solution" not in text
        assert "The class:" not in text
        assert "grade(&" not in text


def test_solutions_and_the_class_are_shown_when_the_week_is_over(words, course, week, capsys):
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        due = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=1)
        gradebook.update_or_create_assignment(week.name, duedate=due)
        gradebook.grant_extension(week.name, "gil", hours=3)
    command = ["feedback", week.name, "--course", str(course.root), "--student", "fay", "--solutions"]
    assert main(command) == 1
    assert "can be handed in until" in capsys.readouterr().err
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.grant_extension(week.name, "gil")
    assert main(command) == 0
    card = words("fay", "#bernoulli_mle")
    assert "A solution" in card
    assert "The class: 8 all right, 1 wrong, 1 not attempted." in card
    page = (course.feedback / "fay" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in page
    assert "MARK SCHEME" not in page
    capsys.readouterr()
    for said in (
        "1 page had the solutions and has them no more; --solutions writes them again",
        "wrote 1 page",
    ):
        assert main(command[:-1]) == 0
        assert capsys.readouterr().out.startswith(said)
