"""A page is light: held to a megabyte before compression, with its pictures fetched late and its icons drawn in place."""

import re
import sys

import pytest
from pages import HTML, PAGES, TOC

from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from course_light import without_icons
from page_weights import MOST, serve, weigh

# One of each kind: the landing page, the chapter with most pictures, exercises, tables, docstrings.
WEIGHED = (TOC["root"], "book/week06_flows", "book/week01_proofs", "notebooks/week05_vae", "book/quality", "book/api")


@pytest.mark.browser
@pytest.mark.parametrize("page", WEIGHED)
def test_the_first_view_of_a_page_is_light(browser, page):
    with serve(HTML) as site:
        found = weigh(browser, site, page)
    assert found.size <= MOST


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("page", [page for page in PAGES if page not in WEIGHED])
def test_the_first_view_of_every_page_is_light(browser, page):
    with serve(HTML) as site:
        found = weigh(browser, site, page)
    assert found.size <= MOST


def test_no_page_carries_a_picture_in_its_text():
    for page in PAGES:
        text = (HTML / f"{page}.html").read_text(encoding="utf-8")
        assert re.findall(r"data:image/[\w+]+;base64,.{20}", text) == [], page


def test_every_picture_that_a_page_names_is_there():
    for page in PAGES:
        path = HTML / f"{page}.html"
        for name in re.findall(r"[./\w-]*_images/[\w.-]+", path.read_text(encoding="utf-8")):
            assert (path.parent / name).is_file(), (page, name)


@pytest.mark.parametrize(
    "css, left",
    [
        (".fa-bars:before{content:'x'}a{b:c}", "a{b:c}"),
        ("@font-face{font-family:Font Awesome;src:url(x)}@font-face{font-family:Own}", "@font-face{font-family:Own}"),
        (".fa,.fas{a:b}.fa,.card{a:b}", ".fa,.card{a:b}"),
        ("@media print{.fa-x{a:b}.kept{a:b}}", "@media print{.kept{a:b}}"),
        (".fable{a:b}.btn .fancy{a:b}", ".fable{a:b}.btn .fancy{a:b}"),
        ("/* a { b } */a{b:c}", "a{b:c}"),
    ],
)
def test_only_rules_of_icons_are_taken_out(css, left):
    assert without_icons(css) == left


def test_every_icon_that_a_page_uses_is_drawn_by_the_book():
    drawn = set(re.findall(r"^\.fa-([\w-]+) ", (ROOT / "book/_static/icons.css").read_text(encoding="utf-8"), re.M))
    used = set()
    for path in HTML.rglob("*.html"):
        for classes in re.findall(r'<(?:i|span) class="([^"]*\bfa[sb]?\b[^"]*|[^"]*\bfa-solid\b[^"]*)"', path.read_text("utf-8")):
            used |= {name.removeprefix("fa-") for name in classes.split() if name.startswith("fa-")}
    assert used - {"solid", "regular", "brands", "lg"} <= drawn
