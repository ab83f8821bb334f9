"""A student's hour in JupyterLab, driven: a wrong answer gets its hint, a right one its tick, a slider moves."""

import json
import re
import shutil

import pytest
from playwright.sync_api import expect
from servers import jupyter

from autograder.places import NOTEBOOKS

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
        self.page.click(".jp-NotebookPanel-toolbar [data-command='docmanager:save'], [data-jp-item-name='save'] button")
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


def test_a_student_answers_wrongly_then_rightly_moves_a_slider_and_saves(open_notebook):
    lab = open_notebook("worked")
    for words in ("google.colab", "from gmcourse.notebook import"):
        lab.run(lab.cell(words))
    stub, test = lab.cell("def bernoulli_mle("), lab.cell('check("bernoulli_mle"')

    lab.run(stub)
    lab.run(test)
    assert "not attempted" in lab.said(test, "bernoulli_mle")

    lab.write(stub, SMOOTHED)
    lab.run(test)
    words = lab.said(test, "0 of 2 properties")
    assert "not yet: the estimate" in words
    assert re.search(r"x = \[1, 0, 1, 1, 0\]\s+expected 0.6\s+got 0.5714", words)
    assert words.count("You added one imagined 1 and one imagined 0") == 1

    lab.write(stub, RIGHT)
    lab.run(test)
    words = lab.said(test, "2 of 2 properties")
    assert words.startswith("✓")
    assert "next: gaussian_log_prob (10 min)" in words

    drawing = lab.cell("def draw_density(")
    lab.run(drawing)
    picture, handle = drawing.locator(".jp-OutputArea img"), drawing.locator(".noUi-handle")
    picture.wait_for()
    before = picture.get_attribute("src")
    handle.focus()
    lab.page.keyboard.press("ArrowRight")
    lab.page.wait_for_function("([box, old]) => box.querySelector('img').src !== old", arg=[drawing.element_handle(), before])
    assert "standard deviation: 0.7" in picture.get_attribute("alt")

    saved = lab.saved("2 of 2 properties")
    sources = ["".join(cell["source"]) for cell in saved["cells"]]
    assert RIGHT.strip() in [source.strip() for source in sources]
    ids = [c["metadata"]["nbgrader"]["grade_id"] for c in saved["cells"] if "nbgrader" in c["metadata"]]
    assert {"bernoulli_mle", "test_bernoulli_mle"} <= set(ids)


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
    assert len(tests) == 14
    assert all("not attempted" in json.dumps(c["outputs"]) for c in tests)
