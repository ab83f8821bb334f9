"""A stranger's document in a real browser: in feedback, formgrader and report nothing of it runs or asks for anything."""

import http.server
import json
import shutil
import sys
import threading
from pathlib import Path

import nbformat
import pytest
from attack import base
from live_markup import ATTACHMENTS, CODE, MARKDOWN, OUTPUTS, PNG, armed, armed_data
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.handins.roster import Person, Roster, keep_roster
from autograder.markup.policy import SANDBOX
from autograder.places import ROOT, Course

sys.path.insert(0, str(ROOT / "tests" / "tools"))
from servers import jupyter  # noqa: E402

pytestmark = pytest.mark.browser
# The course's settings, with nothing cleaned when a page is shown: what was kept, and the policy, must do alone.
CONFIG = """
from autograder.nbgrader_settings import configure

c = get_config()
configure(c)
c.HTMLExporter.preprocessors, c.HTMLExporter.filters, c.HTMLExporter.sanitize_html = [], {{}}, False
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db!r}
"""
# A policy stops scripts and what a page fetches, not that it sends its reader away: only the cleaning does.
ONLY_CLEANED = {"meta_refresh"}
SURVEY = """() => [...document.querySelectorAll('#notebook *')].flatMap(e => [...e.attributes].filter(a =>
    /^on/i.test(a.name) || /^\\s*(javascript|vbscript|data:text)/i.test(a.value)
    || (getComputedStyle(e).position == 'fixed')).map(a => e.tagName + ' ' + a.name + '=' + a.value.slice(0, 60)))"""
TWIN_HTML = '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>x</th></tr></thead></table>'


class Canary:
    """A web server on loopback that writes down what it is asked for."""

    def __init__(self):
        self.asked = asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *given):
                """Nothing on the terminal."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def hostile(week, canary):
    """A hand-in that tries every attack."""
    notebook = base(week, True)
    for name, text in MARKDOWN.items():
        cell = new_markdown_cell(armed(text, name, canary))
        if "attachment:" in text:
            cell["attachments"] = {n: armed_data(bundle, name, canary) for n, bundle in ATTACHMENTS.items()}
        notebook.cells.insert(3, cell)
    shown = [armed_data([data, metadata], name, canary) for name, (data, metadata) in OUTPUTS.items()]
    notebook.cells.append(new_code_cell(
        f"import json\nfrom IPython.display import display\nfor d, m in json.loads({json.dumps(shown)!r}):\n"
        "    display(d, metadata=m, raw=True)"
    ))  # fmt: skip
    notebook.cells += [new_code_cell(armed(text, name, canary)) for name, text in CODE.items()]
    return notebook


def honest(week):
    """A hand-in with what honest students show."""
    notebook = base(week, True)
    text = "**bold** and `a < b && c`, $x < \\frac{1}{2}$, [a link](https://a.b/c?d=1#e)\n\n| p | q |\n|---|---|\n| 1 | 2 |\n\n"
    text += f'![](data:image/png;base64,{PNG}) ![](attachment:mine.png)\n\n<font color="red">red</font>\n\n$$\\begin{{aligned}}a&=b\\end{{aligned}}$$'
    cell = new_markdown_cell(text)
    cell["attachments"] = {"mine.png": {"image/png": PNG}}
    notebook.cells.append(cell)
    notebook.cells.append(new_code_cell(
        "from IPython.display import HTML, Image, Latex, Markdown, display\n"
        f"display(HTML({TWIN_HTML!r}), Latex('$\\\\sqrt 2$'), Markdown('*slanted*'))\n"
        "plt.figure(figsize=(2, 1)).gca().plot([1, 2]);"
    ))  # fmt: skip
    return notebook


@pytest.fixture(scope="module")
def canary():
    """The server that nothing may ask."""
    return Canary()


@pytest.fixture(scope="module")
def course(week, canary, tmp_path_factory):
    """A class of three, graded, one of them kept as it would be if nothing had been cleaned."""
    top = tmp_path_factory.mktemp("live")
    place, handed_in = Course(top / "course"), top / "handed-in"
    texts = {"mallory": hostile(week, canary.address), "raw": base(week, True), "hana": honest(week)}
    for student, notebook in texts.items():
        path = handed_in / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    assert (
        main(
            ["grade", week.name, "--submitted", str(handed_in), "--course", str(place.root), "--workers", "1"]
        )
        == 0
    )
    name = armed("mallory <img src=x onerror=RUN>", "name", canary.address)
    keep_roster(Roster([Person("mallory", name)]), place)
    with Gradebook(place.gradebook, "gmcourse") as gradebook:
        script = armed("<script>RUN</script>", "name", canary.address)
        gradebook.update_or_create_student("mallory", last_name=name, first_name=script)
    kept = place.autograded / "raw" / week.name / f"{week.name}.ipynb"
    nbformat.write(uncleaned(nbformat.read(kept, 4), canary.address, ONLY_CLEANED), kept)
    (kept.parent / "page.html").write_text(armed("<script>RUN</script>", "file", canary.address))
    (top / "nbgrader_config.py").write_text(
        CONFIG.format(root=str(place.root), db=place.gradebook), encoding="utf-8"
    )
    return place


def uncleaned(kept, canary, without=()):
    """A kept hand-in with the attacks put into it behind the cleaner's back."""
    for name, text in MARKDOWN.items():
        if "attachment:" not in text and name not in without:
            kept.cells.append(new_markdown_cell(armed(text, name, canary)))
    for name, (data, _) in OUTPUTS.items():
        data = armed_data(data, name, canary)
        kept.cells.append(new_code_cell("", outputs=[new_output("display_data", data, metadata={})]))
    return kept


def look(page, address):
    """Open a page, touch all of it, and return (what ran, what was asked of the canary, what should not be there)."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("load")
    page.evaluate("""() => { for (const e of document.querySelectorAll('*'))
        for (const kind of ['mouseover', 'focus', 'toggle', 'animationstart', 'click'])
            if (kind != 'click' || e.tagName == 'A' && /^(javascript|data|vbscript)/i.test(e.protocol))
                e.dispatchEvent(new Event(kind, {bubbles: true})); }""")
    page.wait_for_timeout(300)
    ran = page.evaluate("() => window.ran || []")
    return ran, asked, page.evaluate(SURVEY)


def to_canary(asked, canary):
    return [url for url in asked if url.startswith(canary.address)]


def test_there_are_enough_attacks_and_they_work_where_nothing_is_cleaned(browser, canary, tmp_path):
    assert len(MARKDOWN) + len(OUTPUTS) + len(CODE) >= 100
    frames, exporter = "", HTMLExporter(template_name="basic")
    for number, cell in enumerate(uncleaned(nbformat.v4.new_notebook(), canary.address).cells):
        # Each in a frame of its own: some would hide what comes after them.
        try:
            text, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
        except AttributeError:
            continue
        (tmp_path / f"{number}.html").write_text(f"<meta charset=utf-8>{text}", encoding="utf-8")
        frames += f"<iframe src={number}.html></iframe>"
    (tmp_path / "all.html").write_text(frames, encoding="utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "all.html").as_uri())
    page.wait_for_timeout(1500)
    ran = {name for frame in page.frames for name in frame.evaluate("() => window.ran || []") if name}
    page.close()
    canary.asked.clear()
    assert len(ran | {url.split("/")[3] for url in to_canary(asked, canary)}) >= 30


def test_nothing_runs_in_feedback(browser, canary, course, week):
    assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    for student in ("mallory", "raw"):
        page = browser.new_page()
        ran, asked, odd = look(page, (course.feedback / student / week.name / f"{week.name}.html").as_uri())
        assert (ran, to_canary(asked, canary), odd) == ([], [], [])
        assert (
            page.locator("script, iframe, object, embed, form, input, svg, style ~ body style").count() == 0
        )
        page.close()
    assert canary.asked == []


def test_nothing_runs_in_the_report(browser, canary, course, week):
    assert main(["report", week.name, "--course", str(course.root)]) == 0
    page = browser.new_page()
    ran, asked, _ = look(page, (course.report / f"{week.name}.html").as_uri())
    assert (ran, to_canary(asked, canary), canary.asked) == ([], [], [])
    page.close()


@pytest.fixture(scope="module")
def tab(course, browser, tmp_path_factory):
    """A tab that is logged in to a server with formgrader, started as the guide says."""
    private = tmp_path_factory.mktemp("jupyter")
    with jupyter(course.root.parent, private, PYTHONPATH=str(ROOT)) as (address, token):
        page = browser.new_page()
        page.goto(f"{address}/api?token={token}")
        page.formgrader = f"{address}/formgrader"
        yield page
        page.close()


def submission(tab, student, week):
    """The address of one hand-in's page in formgrader."""
    tab.goto(f"{tab.formgrader}/gradebook/{week.name}/{week.name}")
    tab.locator("td.name a").first.wait_for()
    rows = tab.eval_on_selector_all(
        "td.name", "all => all.map(a => [a.textContent, a.querySelector('a').href])"
    )
    return next(link for text, link in rows if student in text)


def test_nothing_that_was_kept_runs_in_formgrader(tab, canary, course, week):
    ran, asked, odd = look(tab, submission(tab, "mallory", week))
    assert (ran, to_canary(asked, canary), odd, canary.asked) == ([], [], [], [])
    assert {url.split("/")[2] for url in asked} == {tab.formgrader.split("/")[2]}
    assert tab.locator("input.score").count() > 10
    assert "<img" in tab.locator("a.name-shown").text_content()
    for page in (
        "manage_students",
        f"manage_students/mallory/{week.name}",
        f"manage_submissions/{week.name}",
        "api/students",
    ):
        ran, asked, _ = look(tab, f"{tab.formgrader}/{page}")
        assert (ran, to_canary(asked, canary)) == ([], [])


def test_an_address_brings_no_script_into_formgrader(tab, week):
    for page in (
        "manage_students/%22;window.ran=[1];%22",
        "manage_submissions/%22;window.ran=[1];%22",
        "gradebook/%3Cscript%3Ewindow.ran=[1]%3C%2Fscript%3E",
    ):
        assert tab.context.request.get(f"{tab.formgrader}/{page}").status == 404


def test_an_address_runs_no_settings_but_those_of_the_servers_own_folder(tab, course, week, tmp_path):
    ran = tmp_path / "ran"
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(f"open({str(ran)!r}, 'w')", encoding="utf-8")
    ask = tab.context.request.get
    for folder in (tmp_path, tmp_path / "link", f"{course.root.parent}/../{tmp_path.name}", tmp_path.parent):
        for path in ("", "/"):
            assert ask(f"{tab.formgrader}{path}", params={"path": str(folder)}).status in (403, 404)
    assert ask(f"{tab.formgrader}?path={course.root.parent}&path={tmp_path}").status == 403
    assert not ran.exists()
    own = ask(tab.formgrader, params={"path": str(course.root.parent)})
    assert own.ok
    assert "default-src 'none'" in own.headers["content-security-policy"]
    assert ask(tab.formgrader).ok
    assert submission(tab, "hana", week)


def test_the_policy_alone_stops_every_script_in_formgrader(tab, canary, course, week):
    said = []
    tab.on("console", lambda message: said.append(message.text))
    link = submission(tab, "raw", week)
    ran, _, _ = look(tab, link)
    assert (ran, canary.asked) == ([], [])
    assert any("Content Security Policy" in text for text in said)
    answer = tab.context.request.get(link.split("?")[0].rstrip("/") + "/page.html")
    assert answer.headers["content-security-policy"] == SANDBOX


def test_formgrader_still_works_under_its_policy(tab, course, week):
    errors = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(submission(tab, "hana", week), wait_until="networkidle")
    score = tab.locator("input.score#reflection_01")
    with tab.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT") as saved:
        score.fill("2")
        score.press("Tab")
    assert saved.value.ok
    tab.locator("span.glyphicon.name-hidden").click()
    assert "hana" in tab.locator("a.name-shown").inner_text()
    assert errors == []
    assert_honest(tab, formulas=False)


def test_what_honest_students_show_is_shown_in_feedback(browser, course, week):
    page = browser.new_page()
    page.goto((course.feedback / "hana" / week.name / f"{week.name}.html").as_uri())
    page.locator(".notebook summary").first.click()
    assert_honest(page)
    page.close()


def assert_honest(page, formulas=True):
    text = page.locator("body").inner_text()
    assert "a < b && c" in text
    assert page.locator("table.dataframe th", has_text="x").count() == 1
    assert page.locator("em", has_text="slanted").count() == 1
    assert page.locator('a[href="https://a.b/c?d=1#e"]').count() == 1
    assert page.locator("td", has_text="2").count() > 0
    assert page.locator("msqrt").count() >= formulas
    assert page.locator("mfrac").count() > 3 * formulas - 1
    assert page.locator("font", has_text="red").count() == 1
    sizes = page.eval_on_selector_all("img", "all => all.map(i => i.naturalWidth)")
    assert len(sizes) == 3
    assert min(sizes) > 0


def test_honest_notebooks_are_kept_as_they_are(course, week):
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        released = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
        assert released == [cell.source for cell in cleaned(path).cells if cell.cell_type == "markdown"]


def cleaned(path):
    from autograder.markup.preprocessor import CleanDocument

    return CleanDocument().preprocess(nbformat.read(path, 4), {})[0]


def test_cleaning_twice_changes_nothing(course, week, tmp_path):
    kept = course.autograded / "mallory" / week.name / f"{week.name}.ipynb"
    again = Path(shutil.copy(kept, tmp_path / "again.ipynb"))
    before, after = nbformat.read(kept, 4), cleaned(again)
    assert [cell.source for cell in before.cells] == [cell.source for cell in after.cells]
    assert [cell.get("outputs") for cell in before.cells] == [cell.get("outputs") for cell in after.cells]
