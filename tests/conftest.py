"""Fixtures that several rooms of tests share: a graded class, made once a run, and a real browser."""

import atexit
import json
import os
import shutil
import tempfile
import uuid
import warnings

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
# No test writes into the home of who runs it.
JOURNALS = os.environ["GMCOURSE_JOURNAL"] = tempfile.mkdtemp(prefix="journal-")
atexit.register(shutil.rmtree, JOURNALS, ignore_errors=True)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
]


@pytest.fixture(autouse=True)
def nothing_checked_yet(monkeypatch):
    """Each test begins as a student who has checked nothing: what `check` and the journal hold of other tests is not there."""
    from gmcourse.check import check

    monkeypatch.setenv("GMCOURSE_JOURNAL", os.path.join(JOURNALS, uuid.uuid4().hex))
    for held in ("_reports", "_waiting", "_judged"):
        monkeypatch.setattr(check, held, {})


@pytest.fixture(scope="session")
def week():
    """The week that the bundled class is about."""
    from autograder.weeks import find_week

    return find_week("week01_probability_mle")


@pytest.fixture(scope="session")
def graded_class(week, tmp_path_factory):
    """(course, rows of the JSON file) of the bundled class, released and graded by the command."""
    from autograder.cli import main
    from autograder.democlass import write_class
    from autograder.places import Course

    root = tmp_path_factory.mktemp("class")
    course = Course(root / "course")
    handed_in = root / "handed-in"
    write_class(week, handed_in)
    course.root.mkdir()
    # A secret of its own would draw other questions in each run of the tests.
    (course.root / "sitting.json").write_text(json.dumps({"secret": "5e" * 16, "seed": 11}))
    marks = root / "marks.json"
    status = main(
        ["grade", week.name, "--submitted", str(handed_in), "--course", str(course.root),
         "--json", str(marks), "--seed", "11"]
    )  # fmt: skip
    assert status == 0
    return course, json.loads(marks.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser():
    """Chromium, driven, and gone with the module, as its event loop is; skipped loudly where it is missing."""
    if CHROMIUM is None:
        warnings.warn(
            "NO CHROMIUM: pages and tools were not looked at in a browser (apt install chromium)",
            stacklevel=1,
        )
        pytest.skip("NO CHROMIUM: install Debian's chromium to look at pages and tools in a browser")
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
