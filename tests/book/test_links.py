"""No dead link: in the sources of pages and notebooks, in the coverage table, and in the built site."""

import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from pages import HTML, PAGES, TOC

from autograder.places import NOTEBOOKS, ROOT
from autograder.weeks import find_week, week_names

COVERAGE = yaml.safe_load((ROOT / "book" / "coverage.yml").read_text(encoding="utf-8"))
# Sections, or slides under one title, of each set of notes: a row that gets lost is missed.
SECTIONS = {1: 11, 2: 22, 3: 24, 4: 4, 5: 40}
LINK = re.compile(r"(?<!`)\]\((?!https?:|mailto:|#)([^)\s]+)\)")
SOURCES = sorted([ROOT / "README.md", *(ROOT / "book").rglob("*.md"), *NOTEBOOKS.glob("*.ipynb")])
WORDS = {"’": "'", "`": "", "$": ""}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_a_source_lead_to_files(path):
    for link in LINK.findall(markdown(path)):
        target = (path.parent / unquote(link.split("#")[0])).resolve()
        if target.suffix == ".html":  # a page of the built book, named from a notebook
            target = (ROOT / target.relative_to(ROOT)).with_suffix(".md")
        assert target.exists(), f"{path.name} links to {link}"


def markdown(path):
    """The Markdown of a page or notebook, without its code."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"^(```+).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_every_section_of_the_notes_is_treated_at_a_heading_that_exists():
    assert {notes: len(rows) for notes, rows in COVERAGE.items()} == SECTIONS
    for notes, rows in COVERAGE.items():
        names = [(row.get("section"), row["title"]) for row in rows]
        assert len(set(names)) == len(names)
        for row in rows:
            assert row["in"], f"notes {notes}, {row['title']}: treated nowhere"
            for place in row["in"]:
                page, heading = place.split("#", 1)
                assert page in PAGES, f"notes {notes}, {row['title']}: no page {page}"
                assert heading in headings(page), f"notes {notes}, {row['title']}: no heading {heading!r} on {page}"


@cache
def headings(page):
    source = ROOT / f"{page}.md"
    text = markdown(source if source.exists() else source.with_suffix(".ipynb"))
    found = re.findall(r"^#+ (.*?)\s*$", text, flags=re.MULTILINE)
    return {"".join(WORDS.get(letter, letter) for letter in heading) for heading in found}


def test_every_chapter_and_notebook_treats_something_of_the_notes():
    used = {place.split("#")[0] for rows in COVERAGE.values() for row in rows for place in row["in"]}
    weeks = {page for page in PAGES if re.search(r"/week\d\d", page)}
    assert weeks - used == set()


def test_every_page_of_the_contents_has_a_source():
    for page in PAGES:
        assert any((ROOT / f"{page}{suffix}").exists() for suffix in (".md", ".ipynb")), page
    assert len(TOC["parts"]) >= 7


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Note an id, and what an element points at."""
        found = dict(attributes)
        self.anchors.add(found.get("id"))
        if tag == "a" and found.get("name"):
            self.anchors.add(found["name"])
        self.links |= {found[key] for key in ("href", "src") if found.get(key)}


@cache
def parsed(path):
    return Page(path)


def test_every_number_of_a_formula_that_a_page_mentions_leads_to_it():
    """Code, outputs and formulas aside: there (4.2) may be any number."""
    pages = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").article for path in sorted(HTML.glob("book/*.html"))}
    numbers = {mark["id"].removeprefix("eq-") for article in pages.values() for mark in article.select("div.math[id]")}
    led = []
    for path, article in pages.items():
        for other in article.select("math, .eqno, pre, code, .output, figcaption, script"):
            other.decompose()
        for text in article.find_all(string=re.compile(r"\(\d\.\d+\)")):
            for number in set(re.findall(r"\((\d\.\d+)\)", text)) & numbers:
                link = text.find_parent("a")
                assert link is not None, (path.name, text)
                assert link["href"].endswith(f"#eq-{number}"), (path.name, text)
                led.append(path.name)
    assert {"week04_memory.html", "notation.html", "week04_proofs.html"} <= set(led)


def test_the_address_of_the_book_has_its_name_and_its_sign():
    first = BeautifulSoup((HTML / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert first.title.get_text() == "Generative modeling"
    assert (HTML / first.select_one("link[rel=icon]")["href"]).is_file()


def test_every_link_and_anchor_of_the_built_site_is_there():
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built; run `make book` first")
    dead = []
    for path in sorted(HTML.rglob("*.html")):
        if "_static" in path.parts:
            continue
        for link in sorted(parsed(path).links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                dead.append(f"{path.relative_to(HTML)}: {link}")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in parsed(target).anchors:
                dead.append(f"{path.relative_to(HTML)}: no anchor {link}")
    assert dead == []


@pytest.mark.parametrize(("page", "to"), [
    ("week06_proofs", "notebooks/week06_flows.html#"), ("week01_proofs", "notebooks/week01_probability_mle.html#"),
    ("week01_maximum_likelihood", "week01_proofs.html#the-most-likely-gaussian"), ("week08_diffusion", "week08_proofs.html#tweedie-s-formula"),
    ("week07_gans", "errata_gans.html#the-table-of-f-divergences"), ("coverage", "week07_proofs.html#the-distance-between-heaps"),
])  # fmt: skip
def test_what_names_an_exercise_a_proof_or_an_entry_leads_there(page, to):
    links = BeautifulSoup((HTML / "book" / f"{page}.html").read_text("utf-8"), "html.parser").select("article a[href]")
    assert [link for link in links if to in link["href"]]


def test_no_exercise_is_named_by_a_link_to_the_top_of_its_notebook():
    names = {exercise.id for name in week_names() for exercise in find_week(name).exercises}
    for path in (HTML / "book").glob("*.html"):
        links = BeautifulSoup(path.read_text("utf-8"), "html.parser").select("article a[href*='notebooks/']")
        assert [link for link in links if link.text.strip() in names and "#" not in link["href"]] == [], path.name
