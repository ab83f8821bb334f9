"""Solutions are published week by week, on their own pages, and nowhere else; chapters have Colab notebooks."""

import json
import os
import re
import sys

import nbformat
import pytest
from pages import EXERCISES, HTML

from autograder.places import ROOT
from autograder.release.leaks import scan
from autograder.predictions import asked
from autograder.release.publish import (
    CHAPTER_QUESTIONS,
    COLAB,
    chapter_predictions,
    colab_chapters,
    colab_text,
    solution_page,
    write_solution_pages,
)
from autograder.release.release import Leaking, refuse_leaks
from autograder.source import predictions
from autograder.weeks import find_week, week_names
from gmcourse.predict import question_page

WEEKS = week_names()
ONE, OTHER = WEEKS[:2]


@pytest.mark.parametrize("name", WEEKS)
def test_a_solution_page_has_the_solutions_and_nothing_for_graders(name):
    notebook = solution_page(find_week(name))
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert notebook.cells[0].source.startswith("# Solutions. ")
    for word in ("HIDDEN TESTS", "grade(", "MARK SCHEME", "BEGIN SOLUTION", "raise NotImplementedError"):
        assert word not in text.replace("import check, grade", ""), word
    assert all(re.search(rf"^(def|class) {e.id}[(:]", text, re.M) for e in find_week(name).exercises)


def test_only_the_named_weeks_have_pages(tmp_path):
    folder = tmp_path / "solutions"
    write_solution_pages([ONE, OTHER], folder)
    write_solution_pages([ONE], folder)
    assert [path.name for path in folder.iterdir()] == [f"{ONE}.ipynb"]
    write_solution_pages([], folder)
    assert not folder.exists()


def test_the_scan_allows_a_published_week_on_its_own_page_alone(tmp_path):
    own, elsewhere = tmp_path / "book" / "solutions", tmp_path / "notebooks"
    elsewhere.mkdir()
    (page,) = write_solution_pages([ONE], own)
    assert scan([tmp_path])
    assert scan([tmp_path], published=[ONE]) == []
    assert scan([tmp_path], published=[OTHER])
    page.rename(elsewhere / page.name)
    with pytest.raises(Leaking):
        refuse_leaks([tmp_path], published=[ONE])


def test_the_scan_refuses_another_week_on_a_published_page(tmp_path):
    own = tmp_path / "solutions"
    (page,) = write_solution_pages([OTHER], own)
    page.rename(own / f"{ONE}.ipynb")
    assert scan([tmp_path], published=[ONE])


def test_the_site_links_to_the_solutions_of_published_weeks_alone(tmp_path):
    pages = build(tmp_path, ONE)
    assert f"../book/solutions/{ONE}.html" in pages[ONE]
    assert "solutions" not in pages[OTHER]
    assert "solutions" not in build(tmp_path, "")[ONE]


def build(folder, published):
    """Two exercise pages and a solution, through Sphinx with the book's extension; their HTML."""
    from sphinx.application import Sphinx

    sys.path.insert(0, str(ROOT / "book" / "_ext"))
    for name in (f"notebooks/{ONE}", f"notebooks/{OTHER}", f"book/solutions/{ONE}"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text("---\norphan: true\n---\n\n# A week\n\nText.\n")
    (folder / "index.md").write_text("# All\n")
    settings = {"extensions": ["myst_parser", "course_solutions"], "published_solutions": published}
    app = Sphinx(folder, None, folder / "html", folder / "trees", "html", settings, status=None, freshenv=True)
    app.build()
    return {name: (folder / "html" / "notebooks" / f"{name}.html").read_text() for name in (ONE, OTHER)}


def test_the_site_that_stands_shows_no_solution():
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built; run `make book` first")
    if os.environ.get("SOLUTIONS") or list((HTML / "book").glob("solutions/*.html")):
        pytest.skip("this site publishes solutions")
    for page in EXERCISES:
        assert "book/solutions" not in (HTML / f"{page}.html").read_text(encoding="utf-8")
    assert scan([HTML]) == []


@pytest.mark.parametrize("chapter", colab_chapters())
def test_the_colab_notebook_of_a_chapter_equals_it(chapter):
    path = COLAB / f"{chapter}.ipynb"
    advice = "run `make book`, or tools/build_book.py, and commit book/colab"
    assert path.is_file(), advice
    assert path.read_text(encoding="utf-8") == colab_text(chapter), advice
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert "```{" not in cell.source, "a directive that Colab does not know"
        assert not re.search(r"\]\((?!https?:|#|mailto:)", cell.source if cell.cell_type == "markdown" else "")


def test_no_colab_notebook_stands_alone():
    assert sorted(path.stem for path in COLAB.glob("*.ipynb")) == colab_chapters()


def test_the_answers_of_chapters_are_in_their_table_and_in_no_cell_of_a_colab_notebook():
    kept = chapter_predictions()
    assert json.loads(CHAPTER_QUESTIONS.read_text(encoding="utf-8")) == kept, "run `make book`, and commit it"
    assert not [name for name in WEEKS if kept.keys() & predictions(find_week(name)).keys()]
    cells = [cell for path in COLAB.glob("*.ipynb") for cell in nbformat.read(path, as_version=4).cells]
    questions = [
        question for cell in cells if cell.cell_type == "code" for question in asked(cell.source) if question[0] in kept
    ]
    assert {id for id, *_ in questions} == kept.keys()
    assert all(question_page(*question) for question in questions)
    shown = "\n".join(cell.source for cell in cells)
    assert not [id for id, answer in kept.items() if answer["why"] and answer["why"] in shown]
    assert not re.search(r"^    truth=[\"\d]", shown, re.MULTILINE)
