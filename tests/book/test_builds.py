"""The page of builds shows a picture of each week, as its build keeps it, and leads to where it is written."""

import re

import pytest
from pages import HTML, TOC

from autograder.places import ROOT, SOLUTIONS
from autograder.weeks import find_week, week_names

PAGE = ROOT / "book" / "builds.md"
BLOCK = re.compile(r"^```\{built\} (\w+) (\w+)\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)


def blocks():
    """Week -> (exercise whose picture is shown, exercises that are linked)."""
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return {week: (kept, linked.split()) for week, kept, linked in found}


def test_each_week_has_its_picture_in_order():
    assert list(blocks()) == list(week_names())


@pytest.mark.parametrize("week", week_names())
def test_the_picture_is_one_that_a_students_own_build_keeps(week):
    kept, linked = blocks()[week]
    assert f'keep="{kept}"' in (SOLUTIONS / f"{week}.py").read_text(encoding="utf-8")
    assert set(linked) <= {exercise.id for exercise in find_week(week).exercises}
    assert find_week(week).exercises[-1].id in linked, "the last exercise of a notebook belongs to its build"


def test_the_page_stands_first_in_the_contents_and_the_landing_page_leads_to_it():
    assert TOC["parts"][0]["chapters"] == [{"file": "book/builds"}]
    assert "](builds.md)" in (ROOT / "book" / "intro.md").read_text(encoding="utf-8")


def test_the_built_page_shows_each_picture_and_leads_to_each_exercise():
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built; run `make book` first")
    page = (HTML / "book" / "builds.html").read_text(encoding="utf-8")
    for week, (kept, linked) in blocks().items():
        source = re.search(rf"_static/exercises/{week}/{kept}\.\w+", page)
        assert source and (HTML / source[0]).is_file(), (week, kept)
        for exercise in linked:
            link = rf'<a [^>]*href="\.\./notebooks/{week}\.html#[\w-]+"[^>]*>\s*<code[^>]*>(?:<span[^>]*>)?{exercise}<'
            assert re.search(link, page), (week, exercise)
