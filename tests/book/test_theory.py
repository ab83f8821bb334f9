"""What the tables claim is there: theory of each exercise, words at each place, theory for what the notes set, ask, derive or leave open."""

import re
from functools import cache

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from pages import HTML, PAGES
from test_links import headings, markdown

from autograder.places import NOTEBOOKS, ROOT
from autograder.source import theory_url
from autograder.weeks import find_week, week_names

THEORY = yaml.safe_load((ROOT / "book" / "theory.yml").read_text(encoding="utf-8"))
COVERAGE = yaml.safe_load((ROOT / "book" / "coverage.yml").read_text(encoding="utf-8"))
ROWS = [(notes, row) for notes, rows in COVERAGE.items() for row in rows]
SET = re.findall(
    r"^\| (notes .*?) \| [\w ]+ \| \[(.*?)\]\((\w+)\.md(?:#[\w-]+)?\) \| `(\w+)` \|$",
    markdown(ROOT / "book" / "coverage.md"),
    re.M,
)


@cache
def source(page):
    path = ROOT / f"{page}.md"
    return markdown(path if path.exists() else path.with_suffix(".ipynb"))


def section(place):
    """The text below a heading, down to the next one of its level."""
    page, wanted = place.split("#", 1)
    kept, level = [], 0
    for line in source(page).split("\n"):
        if found := re.match(r"(#+) (.*?)\s*$", line):
            if level and len(found[1]) <= level:
                break
            if re.sub("[`$]", "", found[2].replace("’", "'")) == wanted:
                level = len(found[1])
        if level:
            kept.append(line)
    return "\n".join(kept)


@cache
def built(page):
    return BeautifulSoup((HTML / page).read_text(encoding="utf-8"), "html.parser")


def uses(page):
    return built(f"{page}.html").select("p.gm-uses")


@pytest.mark.parametrize("week", week_names())
def test_the_theory_of_each_exercise_stands_where_its_notebook_says(week):
    text = markdown(NOTEBOOKS / f"{week}.ipynb")
    for exercise in find_week(week).exercises:
        assert f"[theory]({theory_url(find_week(week), exercise.id)})" in text, exercise.id
    for id, place in THEORY.get(week, {}).items():
        page, heading = place.split("#")
        assert heading in headings(page), f"{id}: {place}"
        assert find_week(week).exercise(id)


@pytest.mark.parametrize("week", week_names())
def test_the_section_of_an_exercise_leads_to_it(week):
    """By the line below the section's own text, to a place that is there."""
    for id, place in THEORY.get(week, {}).items():
        page, heading = place.split("#")
        lines = [
            line
            for line in uses(page)
            if line.find_previous(re.compile("^h[2-6]$")).get_text().strip("#\u00b6 ").replace("\u2019", "'")
            == heading
        ]
        assert lines, f"{id}: {place}"
        [link] = [link for line in lines for link in line("a") if link.get_text() == id]
        there, _, anchor = link["href"].removeprefix("../").partition("#")
        assert there == f"notebooks/{week}.html"
        assert built(there).find(id=anchor).find(string=id), id


@pytest.mark.parametrize(
    ("notes", "row"), ROWS, ids=lambda value: value["title"][:40] if isinstance(value, dict) else str(value)
)
def test_a_section_of_the_notes_is_treated_as_the_table_says(notes, row):
    there = "\n".join(section(place) for place in row["in"])
    flat = " ".join(there.split()).lower()
    assert [word for word in row["words"] if word.lower() not in flat] == []
    assert row["how"] in ("taught", "run", "exercised", "named")
    if row["how"] == "exercised":
        assert "[theory]" in there
    if row["how"] == "run":
        assert any(code_below(place) for place in row["in"])


def code_below(place):
    """Whether a code cell stands in the section of a place."""
    page, wanted = place.split("#", 1)
    path = ROOT / f"{page}.md"
    if path.exists():
        text = path.read_text(encoding="utf-8")
        return (
            "{code-cell}" in re.split(r"^## ", text.split(f"# {wanted}\n", 1)[-1], maxsplit=1, flags=re.M)[0]
        )
    cells = nbformat.read(path.with_suffix(".ipynb"), as_version=4).cells
    start = next(
        i
        for i, cell in enumerate(cells)
        if cell.cell_type == "markdown" and wanted in re.sub("[`$]", "", cell.source)
    )
    return any(cell.cell_type == "code" for cell in cells[start : start + 4])


@pytest.mark.parametrize(("printed", "heading", "page", "exercise"), SET)
def test_what_the_notes_set_or_leave_open_has_theory_an_exercise_and_an_oracle(
    printed, heading, page, exercise
):
    assert heading in headings(f"book/{page}")
    assert any(e.id == exercise for week in week_names() for e in find_week(week).exercises), printed
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "reference").glob("*.py")
    )
    assert f".{exercise}(" in tests or f"import {exercise}" in tests, printed


def test_what_the_notes_set_or_leave_open_is_all_there():
    assert len(SET) == 18
