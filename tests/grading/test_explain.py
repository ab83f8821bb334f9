"""`autograder explain` on hand-ins of a real class: what ran, what was put back, who gave the verdict."""

import re
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.files import write_atomically
from autograder.places import Course
from autograder.source import solutions

WEEK = "week01_probability_mle"


@pytest.fixture(scope="module")
def course(graded_class, tmp_path_factory):
    """A copy of the graded course, the hand-in that is no notebook among the others."""
    course = Course(tmp_path_factory.mktemp("explained") / "course")
    shutil.copytree(graded_class[0].root, course.root)
    write_atomically(course.submitted / "hana" / WEEK / f"{WEEK}.ipynb", "<html></html>")
    return course


def explained(course, week, student, capsys, *more):
    assert main(["explain", week.name, student, *more, "--course", str(course.root)]) == 0
    return capsys.readouterr().out


def test_a_wrong_answer_shows_its_properties_its_cells_and_the_limits(course, week, capsys):
    said = explained(course, week, "carl", capsys, "bernoulli_mle")
    assert re.search(
        r"^bernoulli_mle   (partial|fail)   [\d.]+ of 2   said by the judge, from the answers$", said, re.M
    )
    assert re.search(r"  no   the estimate\n +.+   expected .+   got ", said)
    assert "limits: 50 s a cell, 240 s a notebook" in said
    assert re.search(r"; \d+ demonstrations? left out", said)
    assert ", bernoulli_mle: as handed in" in said
    assert "entropy" not in said


def test_what_a_cell_raised_and_wrote_is_shown(course, week, capsys):
    path = course.submitted / "ada" / week.name / f"{week.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "entropy":
            cell.source = "import sys\nprint('my own words', file=sys.stderr)\nentropy = undefined_name\n"
    nbformat.write(notebook, path)
    said = explained(course, week, "ada", capsys, "entropy")
    assert "stderr: my own words" in said
    assert "NameError: name 'undefined_name' is not defined" in said


def test_a_helper_that_stands_below_does_no_harm_and_what_waited_is_named(course, week, capsys):
    path = course.submitted / "ada" / week.name / f"{week.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "entropy":
            cell.source = (
                solutions(week)["entropy"]
                + "\nplain_entropy = entropy\n\ndef entropy(p):\n    return my_unit * plain_entropy(p)\n"
            )
    notebook.cells.append(nbformat.v4.new_code_cell("my_unit = 1"))
    nbformat.write(notebook, path)
    said = explained(course, week, "ada", capsys, "entropy")
    assert re.search(r"^entropy   pass ", said, re.M)
    assert re.search(
        r"^ran later than they stand, behind a cell that defines what they need: \d+(, \d+)*$", said, re.M
    )


def test_nothing_is_marked(course, week, capsys):
    before = {path: path.read_bytes() for path in course.results.rglob("*.json")}
    explained(course, week, "fay", capsys)
    assert {path: path.read_bytes() for path in course.results.rglob("*.json")} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], "holds no hand-in of"),
        (["carl", "no_such"], "has no exercise 'no_such'"),
        (["hana"], "not a notebook"),
    ],
)
def test_what_cannot_be_explained_gets_one_line(course, week, capsys, arguments, words):
    assert main(["explain", week.name, *arguments, "--course", str(course.root)]) == 1
    said = capsys.readouterr().err.strip()
    assert words in said
    assert "\n" not in said


def test_a_mark_given_by_hand_is_said_beside_what_the_judge_says(course, week, capsys):
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.find_grade("test_bernoulli_mle", week.name, week.name, "carl").manual_score = 1.5
        gradebook.db.commit()
    assert "bernoulli_mle: 1.5 points given by hand count\n" in explained(
        course, week, "carl", capsys, "bernoulli_mle"
    )
