"""A student's hour in JupyterLab, driven: a wrong answer gets its hint, a right one its tick, a slider moves."""

import json
import re
import shutil

import pytest
from playwright.sync_api import expect
from servers import jupyter

from autograder.places import NOTEBOOKS
from autograder.weeks import find_week

WEEK = "week01_probability_mle"
PATIENCE = 180_000
SMOOTHED = "def bernoulli_mle(x):\n    return (np.sum(x) + 1) / (len(x) + 2)\n"
RIGHT = "def bernoulli_mle(x):\n    return np.mean(x)\n"

pytestmark = pytest.mark.browser


class Lab:
    """An open notebook, and what a student does with it."""

    def __init__(self, page, path):
        self.page, self.path = page, path

    def cell(self, words):
        """The code cell whose source holds these words."""
        source = self.page.locator(".jp-InputArea-editor", has_text=words)
        return self.page.locator(".jp-Notebook .jp-CodeCell", has=source).first

    def run(self, cell):
        """Run a cell, and wait until it is done."""
        prompt = cell.locator(".jp-InputPrompt").first
        before = prompt.inner_text()
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+Enter")
        expect(prompt).not_to_have_text(before or "[ ]:", timeout=PATIENCE)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=PATIENCE)

    def write(self, cell, code):
        """Write over a cell and run it."""
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        self.run(cell)

    def said(self, cell, words):
        """The output of a cell, once it holds these words."""
        output = cell.locator(".jp-OutputArea-output", has_text=words).first
        output.wait_for()
        return output.inner_text()

    def saved(self, mark):
        """Save, and return the notebook as the file has it, once it holds `mark`."""
        self.page.click(
            ".jp-NotebookPanel-toolbar [data-command='docmanager:save'], [data-jp-item-name='save'] button"
        )
        for _ in range(600):
            text = self.path.read_text(encoding="utf-8")
            if mark in text:
                return json.loads(text)
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing was saved that holds {mark!r}")


@pytest.fixture(scope="module")
def server(tmp_path_factory, browser):
    """A server whose folder holds the released notebook, twice."""
    root, private = tmp_path_factory.mktemp("student"), tmp_path_factory.mktemp("jupyter")
    for name in ("worked", "untouched"):
        shutil.copy(NOTEBOOKS / f"{WEEK}.ipynb", root / f"{name}.ipynb")
    with jupyter(root, private) as (address, token):
        yield root, address, token


@pytest.fixture
def open_notebook(server, browser):
    """Open one of the notebooks, its kernel ready."""
    root, address, token = server
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)

    def visit(name):
        page.goto(f"{address}/lab/workspaces/{name}/tree/{name}.ipynb?token={token}")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for()
        return Lab(page, root / f"{name}.ipynb")

    yield visit
    page.close()


def test_a_student_answers_wrongly_then_rightly_moves_a_slider_saves_and_opens_it_again(
    open_notebook, server
):
    lab = open_notebook("worked")
    question = lab.cell('"five_ones"')
    for cell in (lab.cell("google.colab"), lab.cell("from gmcourse.notebook import"), question):
        lab.run(cell)
    assert "fifth power" not in question.inner_text()
    question.get_by_role("button", name="0.857").click()
    assert "Not so: it is \u201c1\u201d. The fifth power of theta grows" in lab.said(question, "Not so:")
    stub, test = lab.cell("def bernoulli_mle("), lab.cell('check("bernoulli_mle"')

    lab.run(stub)
    lab.run(test)
    assert "not attempted" in lab.said(test, "bernoulli_mle")

    lab.write(stub, SMOOTHED)
    lab.run(test)
    words = lab.said(test, "0 of 2 properties")
    assert "not yet: the estimate" in words
    assert re.search(r"x = \[1, 0, 1, 1, 0\]\s+expected 0.6\s+got 0.5714", words)
    assert words.count("You added imagined data to what was seen") == 1

    lab.write(stub, RIGHT)
    lab.run(test)
    words = lab.said(test, "2 of 2 properties")
    assert words.startswith("✓")
    assert "next: gaussian_log_prob (10 min)" in words

    drawing = lab.cell("def draw_density(")
    lab.run(drawing)
    picture, handle = drawing.locator(".jp-OutputArea img"), drawing.locator("input[type=range]")
    picture.wait_for()
    before = picture.get_attribute("src")
    handle.focus()
    lab.page.keyboard.press("ArrowRight")
    lab.page.wait_for_function(
        "([box, old]) => box.querySelector('img').src !== old", arg=[drawing.element_handle(), before]
    )
    assert "standard deviation: 0.7" in picture.get_attribute("alt")

    saved = lab.saved("2 of 2 properties")
    sources = ["".join(cell["source"]) for cell in saved["cells"]]
    assert RIGHT.strip() in [source.strip() for source in sources]
    ids = [c["metadata"]["nbgrader"]["grade_id"] for c in saved["cells"] if "nbgrader" in c["metadata"]]
    assert {"bernoulli_mle", "test_bernoulli_mle"} <= set(ids)
    assert "widget-view" not in json.dumps(saved)
    assert_shown_again_with_nothing_run(lab, server)


def assert_shown_again_with_nothing_run(lab, server):
    """The next day: a new kernel; verdict, answer and pictures as they were, and no place that a widget has left."""
    _, address, token = server
    lab.page.goto(f"{address}/lab/workspaces/next-day/tree/worked.ipynb?token={token}")
    lab.page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    assert lab.said(lab.cell('check("bernoulli_mle"'), "2 of 2 properties")
    assert "\u201c1\u201d" in lab.said(lab.cell('"five_ones"'), "Not so:")
    drawing = lab.cell("def draw_density(")
    before = drawing.locator("img").get_attribute("src")
    drawing.locator("input[type=range]").press("ArrowRight")
    assert drawing.locator("img").get_attribute("src") != before
    assert "Error displaying" not in lab.page.locator(".jp-Notebook").inner_text()


def test_run_all_on_the_released_notebook_ends_without_an_error(open_notebook):
    """Stubs only raise when they are called, and a check says `not attempted`: nothing stops the run."""
    lab = open_notebook("untouched")
    lab.page.click("li.lm-MenuBar-item:has-text('Kernel')")
    lab.page.click("li.lm-Menu-item:has-text('Restart Kernel and Run All Cells')")
    lab.page.click(".jp-Dialog-button.jp-mod-accept")
    lab.page.wait_for_function(
        "() => { const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].filter("
        "c => c.querySelector('.cm-content').innerText.trim());"
        " return cells.length > 40 && cells.every(c => /\\[\\d+\\]/.test(c.querySelector('.jp-InputPrompt').innerText)); }"
    )
    cells = [c for c in lab.saved("not attempted")["cells"] if c["cell_type"] == "code"]
    errors = [o for c in cells for o in c["outputs"] if o["output_type"] == "error"]
    assert errors == []
    tests = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade")]
    assert len(tests) == len(find_week("week01_probability_mle").exercises)
    assert all("not attempted" in json.dumps(c["outputs"]) for c in tests)


def test_validate_says_what_is_missing(open_notebook):
    """nbgrader's button, for those who have it: of an untouched notebook it used to say Success."""
    lab = open_notebook("untouched")
    lab.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
    dialog = lab.page.locator(".jp-Dialog-content", has_text="bernoulli_mle")
    dialog.wait_for()
    words = dialog.inner_text()
    assert "Success" not in words
    assert "bernoulli_mle   not attempted" in words
    assert "site-packages" not in words
