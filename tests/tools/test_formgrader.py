"""An instructor's hour in formgrader, driven: release, autograde, mark by hand, feedback; the command agrees."""

import csv
import io
import re

import nbformat
import pytest
from playwright.sync_api import expect
from servers import jupyter

from autograder.cli import main
from autograder.democlass import partly_solved, with_misconceptions
from autograder.files import write_atomically
from autograder.places import ROOT, Course
from autograder.source import read_source

PATIENCE = 180_000
CONFIG = """
from autograder.nbgrader_settings import configure

c = get_config()
configure(c)
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db!r}
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def course(tmp_path_factory, week):
    """A course folder with a source and two hand-ins, and nothing done yet."""
    top = tmp_path_factory.mktemp("instructor")
    place = Course(top / "course")
    for student, text in {"carl": with_misconceptions(week, 0), "gil": partly_solved(week)}.items():
        write_atomically(place.submitted / student / week.name / f"{week.name}.ipynb", text)
    source = place.source / week.name / f"{week.name}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(read_source(week), source)
    (top / "nbgrader_config.py").write_text(
        CONFIG.format(root=str(place.root), db=place.gradebook), encoding="utf-8"
    )
    return place


@pytest.fixture(scope="module")
def tab(course, browser, tmp_path_factory):
    """A tab that is logged in, and knows the address."""
    private = tmp_path_factory.mktemp("jupyter")
    with jupyter(course.root.parent, private, PYTHONPATH=str(ROOT)) as (address, token):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/api?token={token}")
        page.formgrader = f"{address}/formgrader"
        yield page
        page.close()


def press(tab, selector):
    """Press a button that opens a dialogue when its work is done; return what the dialogue says."""
    tab.locator(selector).click()
    dialogue = tab.locator(".modal.show, .modal.in")
    dialogue.wait_for()
    said = dialogue.inner_text()
    dialogue.locator("button, .close").last.click()
    expect(dialogue).to_have_count(0)
    return said


def row(student):
    return f"tr:has(td.student-id:has-text('{student}'), td.student-name:has-text('{student}'))"


def exported(course, week, tmp_path):
    """The marks by student as `autograder export` writes them."""
    target = tmp_path / "marks.csv"
    assert main(["export", week.name, "--course", str(course.root), "--output", str(target)]) == 0
    return {r["student"]: r for r in csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))}


def test_an_instructor_releases_grades_marks_by_hand_and_returns_feedback(tab, course, week, tmp_path):
    tab.goto(f"{tab.formgrader}/manage_assignments")
    assert "Successfully" in press(tab, "td.assign a")
    assert (course.release / week.name / f"{week.name}.ipynb").is_file()

    tab.goto(f"{tab.formgrader}/manage_submissions/{week.name}")
    for student in ("carl", "gil"):
        assert "Successfully autograded" in press(tab, f"{row(student)} td.autograde a")
    before = exported(course, week, tmp_path)
    assert float(before["gil"]["total"]) == sum(e.points for e in week.exercises[: len(week.exercises) // 2])

    tab.goto(f"{tab.formgrader}/gradebook/{week.name}/{week.name}")
    tab.locator("td.name a").first.wait_for()
    links = tab.eval_on_selector_all("td.name a", "all => all.map(a => a.href)")
    for link in links:
        answer = tab.goto(link)
        tab.locator("input.score").first.wait_for()
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert tab.locator("math mfrac").count() > 3
    score = tab.locator("input.score#reflection_01")
    with tab.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT"):
        score.fill("2")
        score.press("Tab")
    comment = tab.locator("textarea.comment").last
    with tab.expect_response(lambda r: "/api/comment/" in r.url and r.request.method == "PUT"):
        comment.fill("A clear answer.")
        comment.press("Tab")

    after = exported(course, week, tmp_path)
    (marked,) = [student for student in after if after[student]["reflection_01"] == "2"]
    assert float(after[marked]["total"]) == pytest.approx(float(before[marked]["total"]) + 2)
    tab.goto(f"{tab.formgrader}/manage_submissions/{week.name}")
    for student, mark in after.items():
        shown = tab.locator(f"{row(student)} td.score").inner_text()
        assert [float(n) for n in re.findall(r"[\d.]+", shown)] == pytest.approx(
            [float(mark["total"]), float(mark["points"])], abs=0.01)  # fmt: skip

    assert "Successfully" in press(tab, f"{row(marked)} td.generate-feedback a")
    page = (course.feedback / marked / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "A clear answer" in page
    assert "MARK SCHEME" not in page
