"""Marking by hand, driven: ticks and keys write the gradebook at once; nobody else reads or writes; nothing of a stranger lives."""

import contextlib
import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from autograder.handins.own_words import tasks_of
from autograder.marking.answers import NothingToMark, share_of, to_mark
from autograder.marking.scheme import question_of, scheme_of, ticks_of
from autograder.places import ROOT, Course
from autograder.weeks import week_names

sys.path.insert(0, str(ROOT / "tests" / "attacks"))
from live_markup import MARKDOWN, armed  # noqa: E402

pytestmark = pytest.mark.browser
TASK = "reflection_01"


@pytest.fixture(scope="module")
def course(graded_class, week, tmp_path_factory):
    """The bundled class, some of whom wrote: one honestly, one with every attack, one at another place."""
    place = Course(shutil.copytree(graded_class[0].root, tmp_path_factory.mktemp("mark") / "course"))
    _write(place, week, "ada", [r"The likelihood rewards $\frac{1}{N}$ on each of the ten."])
    _write(place, week, "bao", [armed(text, name, "http://127.0.0.1:9") for name, text in MARKDOWN.items()])
    _write(place, week, "carl", ["My answer is the empirical distribution."], at=3)
    return place


def _write(place, week, student, texts, at=None):
    path = place.autograded / student / week.name / f"{week.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    if at is None:
        at = 1 + next(i for i, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("task"))
    notebook.cells[at:at] = [new_markdown_cell(text) for text in texts]
    nbformat.write(notebook, path)


@contextlib.contextmanager
def marking(course, week, *options):
    """The command at work; yields the address that it printed, and then its last words."""
    command = [sys.executable, "-m", "autograder", "mark", week.name, "--course", str(course.root), *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        words = {"address": re.search(r"http://\S+", server.stdout.readline())[0]}
        yield words
        server.send_signal(signal.SIGINT)
        words["last"] = server.communicate(timeout=30)[0]
        assert server.returncode == 0
    finally:
        server.kill()


@pytest.fixture(scope="module")
def served(course, week):
    with marking(course, week) as words:
        yield words["address"]


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=str)
def tab(request, browser):
    width, light = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=light)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "request", lambda r: page.faults.append(r.url) if not r.url.startswith("http://127.0.0.1") else None
    )
    yield page
    context.close()


def is_saved(tab, card, score=None):
    """Wait until a card says so, and has this score."""
    tab.wait_for_function(
        "([card, score]) => card.querySelector('.state').textContent === 'saved'"
        " && (score === null || card.querySelector('input[type=number]').value === score)",
        arg=[card.element_handle(), score],
    )


def mark_of(course, week, student):
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        grade = gradebook.find_grade(TASK, week.name, week.name, student)
        words = gradebook.find_comment(TASK, week.name, week.name, student).manual_comment
        return grade.manual_score, grade.needs_manual_grade, words


def test_ticks_keys_and_words_are_in_the_gradebook_at_once(tab, served, course, week):
    tab.goto(served)
    card = tab.locator(f"[data-key='{TASK}/ada']")
    card.locator("input[type=checkbox]").first.check()
    card.get_by_text("saved", exact=True).wait_for()
    assert mark_of(course, week, "ada") == (1.0, False, None)
    card.locator(".called").click()
    tab.keyboard.press("3")
    tab.keyboard.press("c")
    tab.keyboard.type("Well said: 1 of 2 remedies.")
    card.get_by_text("saved", exact=True).wait_for()
    is_saved(tab, card)
    assert mark_of(course, week, "ada") == (2.0, False, "Well said: 1 of 2 remedies.")
    tab.keyboard.press("Escape")
    tab.keyboard.press("0")
    is_saved(tab, card, "0")
    assert mark_of(course, week, "ada")[0] == 0
    card.locator("input[type=number]").fill("2.5")
    card.locator("input[type=number]").press("Tab")
    is_saved(tab, card)
    tab.reload()
    assert card.locator("input[type=number]").input_value() == "2.5"
    assert card.locator("textarea").input_value() == "Well said: 1 of 2 remedies."
    card.locator("input[type=number]").fill("7")
    card.locator("input[type=number]").press("Tab")
    card.get_by_text("not saved: expected points from 0 to 3").wait_for()
    assert mark_of(course, week, "ada")[0] == 2.5
    card.locator("input[type=number]").fill("1.1")
    card.locator("input[type=number]").press("Tab")
    is_saved(tab, card)
    assert mark_of(course, week, "ada")[0] == 1.1
    card.locator("input[type=number]").fill("")
    card.locator("input[type=number]").press("Tab")
    card.get_by_text("saved", exact=True).wait_for()
    assert mark_of(course, week, "ada")[:2] == (None, True)
    with tab.expect_response("**/save"):
        card.locator("textarea").fill("")
    assert tab.faults == []


def test_what_strangers_wrote_is_shown_and_does_not_live(tab, served):
    tab.goto(served)
    for event in ("mouseover", "focus", "toggle", "click"):
        tab.eval_on_selector_all(
            ".answer *", f"all => all.forEach(e => e.dispatchEvent(new Event('{event}')))"
        )
    tab.wait_for_timeout(300)
    assert tab.evaluate("() => window.ran || []") == []
    assert (
        tab.locator(".answer").locator("script, iframe, object, embed, form, input, svg, style").count() == 0
    )
    assert tab.faults == []
    assert tab.locator(f"[data-key='{TASK}/ada'] mfrac").count() == 1
    assert "Elsewhere in the notebook" in tab.locator(f"[data-key='{TASK}/carl']").inner_text()
    assert "No answer." in tab.locator(f"[data-key='{TASK}/fay']").inner_text()
    assert "ada" not in tab.locator("main").inner_text()


def test_who_wrote_nothing_stands_last(course, week):
    wrote = [bool(answer.cells) for answer in to_mark(week, course)]
    assert {True, False} == set(wrote)
    assert wrote == sorted(wrote, reverse=True)


def test_a_phone_is_told_of_no_keys_and_the_question_has_one_heading(browser, served):
    for touch in (False, True):
        context = browser.new_context(
            viewport={"width": 390, "height": 900}, has_touch=touch, is_mobile=touch
        )
        page = context.new_page()
        page.goto(served)
        assert page.locator(".keys").is_visible() != touch
        assert page.get_by_role("heading", name="Reflection", exact=True).count() == 1
        context.close()


def test_it_fits_and_axe_finds_no_fault(browser, served):
    for width, light in ((1440, "dark"), (390, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=light, bypass_csp=True
        )
        page = context.new_page()
        page.goto(served)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()


def ask(address, headers=None, data=None):
    """The status of an answer."""
    request = urllib.request.Request(address, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_a_newer_hand_in_that_is_not_graded_is_said(browser, course, week):
    path = course.submitted / "ada" / week.name / f"{week.name}.ipynb"
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_markdown_cell("Once more."))
    nbformat.write(notebook, path)
    try:
        with marking(course, week) as words:
            page = browser.new_page()
            page.goto(words["address"])
            assert "1 hand-in of this week waits to be graded" in page.locator("header").inner_text()
            newer = page.get_by_text("A newer hand-in of theirs is not graded yet")
            assert newer.count() == 1
            assert page.locator(f"[data-key='{TASK}/ada']").get_by_text("A newer hand-in").count() == 1
            page.close()
    finally:
        path.write_bytes(before)


def test_a_mark_of_another_version_is_confirmed_as_it_is(browser, course, week):
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        grade = gradebook.find_grade(TASK, week.name, week.name, "carl")
        grade.manual_score, grade.needs_manual_grade = 1.5, True
        gradebook.db.commit()
    with marking(course, week) as words:
        page = browser.new_page()
        page.goto(words["address"])
        card = page.locator(f"[data-key='{TASK}/carl']")
        card.get_by_role("button", name="The mark still holds").click()
        card.get_by_text("saved", exact=True).wait_for()
        assert card.get_by_role("button").count() == 0
        page.close()
    assert mark_of(course, week, "carl")[:2] == (1.5, False)


def test_an_answer_that_is_gone_says_so_on_its_card(tab, served):
    tab.goto(served)
    tab.locator(f"[data-key='{TASK}/fay']").evaluate("card => { card.dataset.key = 'reflection_01/nobody'; }")
    card = tab.locator("[data-key='reflection_01/nobody']")
    card.locator("input[type=checkbox]").first.check()
    card.get_by_text("not saved: this week has no such answer; load the page anew").wait_for()


def test_nobody_else_reads_or_writes(served, course, week):
    base, token = served.split("?token=")
    good = json.dumps({"key": f"{TASK}/gil", "score": 1, "comment": "", "ticks": []}).encode()
    own = {"X-Marking-Token": token, "Content-Type": "application/json"}
    assert ask(served) == 200
    assert (
        ask(base)
        == ask(f"{base}?token=")
        == ask(f"{base}?token={token}x")
        == ask(f"{base}?token=%C3%A4")
        == 403
    )
    # A cookie would go to every port of this address: there is none, and one is no token.
    assert ask(base, {"Cookie": f"autograder_mark={token}"}) == 403
    with urllib.request.urlopen(served, timeout=30) as answer:
        assert "Set-Cookie" not in answer.headers
    assert ask(served, {"Host": "evil.example:80"}) == ask(served, {"Host": "localhost:1"}) == 403
    assert ask(f"{base}save", {"Content-Type": "application/json"}, good) == 403
    assert ask(f"{base}save?token={token}", {"Content-Type": "application/json"}, good) == 403
    assert ask(f"{base}save", own | {"Content-Type": "text/plain"}, good) == 400
    assert ask(f"{base}save", own | {"Host": "evil.example"}, good) == 403
    assert mark_of(course, week, "gil")[0] is None
    assert ask(f"{base}save", own, good) == 200
    assert mark_of(course, week, "gil")[0] == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"score": 4}, 400), ({"score": -1}, 400), ({"score": True}, 400), ({"score": "1"}, 400),
        ({"comment": 3}, 400), ({"ticks": ["a"]}, 400), ({"ticks": None}, 400), ({"comment": "x" * 30_000}, 400),
        ({"key": "reflection_01/nobody"}, 404), ({"key": "test_entropy/gil"}, 404), ({"key": 7}, 404),
        ({"key": "reflection_01/../gil"}, 404), ({"key": "reflection_01/"}, 404),
    ],
)  # fmt: skip
def test_what_the_page_cannot_have_sent_is_refused(served, change, status):
    base, token = served.split("?token=")
    given = {"key": f"{TASK}/kim", "score": 1, "comment": "", "ticks": []} | change
    own = {"X-Marking-Token": token, "Content-Type": "application/json"}
    assert ask(f"{base}save", own, json.dumps(given).encode()) == status
    assert ask(f"{base}save", own, b"{") == ask(f"{base}save", own, b"[]") == 400


def test_several_markers_have_each_answer_once(course, week):
    parts = [[a.student for a in _share(week, course, part)] for part in (1, 2, 3)]
    assert sorted(s for part in parts for s in part) == sorted(a.student for a in to_mark(week, course))
    assert {share_of("ada", 3) for _ in range(5)} == {share_of("ada", 3)}


def _share(week, course, part):
    try:
        return to_mark(week, course, part, 3)
    except NothingToMark:
        return []


def test_names_are_shown_where_they_are_asked_for_and_the_end_says_what_is_left(browser, course, week):
    with marking(course, week, "--names") as words:
        page = browser.new_page()
        page.goto(words["address"])
        assert "ada" in page.locator("main").inner_text()
        page.close()
    assert "unmarked reflections" in words["last"]


@pytest.mark.parametrize("name", week_names())
def test_every_scheme_of_the_course_becomes_ticks_that_add_up(name):
    for cell in tasks_of(name).values():
        ticks = ticks_of(scheme_of(cell.source))
        assert sum(tick.points for tick in ticks) == cell.metadata["nbgrader"]["points"]
        assert all(len(tick.what) > 20 for tick in ticks)
        assert "SCHEME" not in question_of(cell.source)
        assert len(question_of(cell.source)) > 100


def test_a_scheme_that_is_written_otherwise_gives_no_ticks():
    assert ticks_of("Give what you think.") == ()
    assert [t.points for t in ticks_of("0.5 points: a\nb\n1 point: c")] == [0.5, 1.0]
