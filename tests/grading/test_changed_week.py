"""A week that changes after its release, with hand-ins and marks by hand there: change, release, judge."""

import csv
import io
import json
import re
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from nbgrader.api import Gradebook
from warm_commands import WarmCommands

from autograder.places import ROOT, Course

WEEK = "week01_probability_mle"
COPIED = (
    "autograder",
    "exercises",
    "gmcourse",
    "solutions",
    "notebooks",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "Makefile",
)
WARM: dict = {}
CLASS = f"""
import sys
from pathlib import Path
from autograder import democlass
from autograder.files import write_atomically
from autograder.weeks import find_week

week = find_week("{WEEK}")
codes = democlass.solutions(week)
for student, number in (("ada", len(codes)), ("bao", 4)):
    text = democlass._text(democlass.fill(week, dict(list(codes.items())[:number])))
    write_atomically(Path("course/submitted") / student / week.name / f"{{week.name}}.ipynb", text)
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A copy of the project, whose week has no exercise `bits_per_dim` yet; two students are graded, and marked by hand."""
    tree = tmp_path_factory.mktemp("graded") / "tree"
    tree.mkdir()
    for name in COPIED:
        source, target = ROOT / name, tree / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    drop(tree, "bits_per_dim")
    with WarmCommands(tree) as WARM[tree]:
        run(tree, "-m", "autograder", "release", WEEK)
        run(tree, "-c", CLASS)
        grade(tree)
    with gradebook(tree) as book:
        by_hand(book, "ada", "reflection_01", 2.5)
        by_hand(book, "ada", "test_gaussian_mle", 1.0)
        by_hand(book, "bao", "test_monte_carlo", 0.5)
        book.db.commit()
    return tree


@pytest.fixture
def tree(graded, tmp_path):
    """A copy of that, to change."""
    tree = shutil.copytree(graded, tmp_path / "tree")
    with WarmCommands(tree) as WARM[tree]:
        yield tree


def run(tree, *command):
    status, said = WARM[tree].run(*command)
    assert status == 0, said
    return said


def autograder(tree, *command):
    return run(tree, "-m", "autograder", *command)


def grade(tree, *options):
    return autograder(
        tree,
        "grade",
        WEEK,
        "--submitted",
        "course/submitted",
        "--json",
        "marks.json",
        "--seed",
        "3",
        *options,
    )


def exported(tree):
    """Student -> row of the plain export."""
    autograder(tree, "export", WEEK, "--output", "marks.csv")
    text = (tree / "marks.csv").read_text(encoding="utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


@contextmanager
def gradebook(tree):
    with Gradebook(Course(tree / "course").gradebook, "gmcourse") as book:
        yield book


def by_hand(book, student, cell, score):
    grade = book.find_grade(cell, WEEK, WEEK, student)
    grade.manual_score, grade.needs_manual_grade = score, False


def drop(tree, exercise):
    """Take an exercise out of the week."""
    source = tree / "solutions" / f"{WEEK}.py"
    first, *cells = re.split(r"(?m)^(?=# %%)", source.read_text(encoding="utf-8"))
    marks = (f'solution="{exercise}"', f'test="{exercise}"', f"<!-- exercise: {exercise} -->")
    source.write_text(first + "".join(c for c in cells if not any(m in c for m in marks)), encoding="utf-8")
    listed = tree / "exercises" / WEEK / "__init__.py"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace(f"        {exercise.upper()},\n", ""), encoding="utf-8"
    )


def bring_back(tree, exercise):
    """Put the week as the project has it, but for another exercise."""
    shutil.copy(ROOT / "solutions" / f"{WEEK}.py", tree / "solutions")
    shutil.copy(ROOT / "exercises" / WEEK / "__init__.py", tree / "exercises" / WEEK)
    drop(tree, exercise)


def change(tree, exercise, old, new):
    path = tree / "exercises" / WEEK / f"{exercise}.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def totals(tree):
    """Student -> (score, points), as formgrader shows them."""
    with gradebook(tree) as book:
        return {s.student.id: (s.score, s.max_score) for s in book.assignment_submissions(WEEK)}


def test_points_that_change_are_judged_everywhere(tree):
    before = exported(tree)
    change(tree, "entropy", "points=2", "points=5")
    assert "changed since it was judged: run `autograder judge" in autograder(tree, "export", WEEK)
    said = autograder(tree, "judge", WEEK)
    assert "is not as it was released; releasing it again" in said
    after = exported(tree)
    for student in ("ada", "bao"):
        assert (float(before[student]["entropy"]), float(after[student]["entropy"])) == (2, 5)
        assert float(after[student]["total"]) == float(before[student]["total"]) + 3
        assert totals(tree)[student] == (float(after[student]["total"]), float(after[student]["points"]))
    assert float(after["ada"]["gaussian_mle"]) == 1.0
    assert float(after["ada"]["reflection_01"]) == 2.5
    change(tree, "entropy", "points=5", "points=1")
    autograder(tree, "judge", WEEK)
    assert float(exported(tree)["ada"]["entropy"]) == 1
    assert "resumed: 2 of 2 were done" in grade(tree)


def test_a_reference_that_changed_is_to_be_judged_again(tree):
    autograder(tree, "feedback", WEEK)
    before = autograder(tree, "status", WEEK)
    change(tree, "entropy", "from", "# a remark\nfrom")
    assert autograder(tree, "status", WEEK) == before
    path = tree / "gmcourse" / "reference" / "probability.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nBY_THE_WAY = 1\n", encoding="utf-8")
    said = autograder(tree, "status", WEEK)
    assert "2 judged before the week changed" in said
    assert f"next: autograder judge {WEEK}" in said
    assert f"run `autograder judge {WEEK}`, then export again" in autograder(tree, "export", WEEK)
    autograder(tree, "judge", WEEK)
    assert autograder(tree, "status", WEEK) == before


@pytest.mark.slow
def test_an_exercise_comes_and_one_goes(tree):
    before = exported(tree)
    bring_back(tree, "monte_carlo")
    said = autograder(tree, "release", WEEK)
    assert "test_bits_per_dim is new" in said
    assert "test_monte_carlo is no more, with the marks given by hand: bao 0.5" in said
    assert f"`autograder judge {WEEK}" in said
    assert "` marks them again" in said
    autograder(tree, "judge", WEEK, "--json", "again.json")
    rows = [row for row in json.loads((tree / "again.json").read_text()) if row["exercise"] == "bits_per_dim"]
    assert {(row["score"], row["status"]) for row in rows} == {(0.0, "missing")}
    assert "it came to the week after this hand-in was run" in rows[0]["message"]
    after = exported(tree)
    assert "monte_carlo" not in after["ada"]
    assert float(after["ada"]["reflection_01"]) == 2.5
    assert float(after["ada"]["total"]) == float(before["ada"]["total"]) - float(before["ada"]["monte_carlo"])
    for student in ("ada", "bao"):
        assert totals(tree)[student] == (float(after[student]["total"]), float(after[student]["points"]))
    with gradebook(tree) as book:
        by_hand(book, "bao", "test_bits_per_dim", 2.0)
        book.db.commit()
    run(
        tree,
        "-c",
        CLASS.replace('(("ada", len(codes)), ("bao", 4))', '(("cleo", len(codes)), ("ada", len(codes)))'),
    )
    assert "resumed: 1 of 3 were done" in grade(tree)
    last = exported(tree)
    assert float(last["bao"]["bits_per_dim"]) == 2.0
    assert float(last["cleo"]["total"]) + 3 == float(last["cleo"]["points"])
    assert autograder(tree, "feedback", WEEK)


def test_grading_again_without_release_or_judge_comes_to_the_same(tree):
    bring_back(tree, "monte_carlo")
    said = grade(tree)
    assert "changed since it was graded; judging 2 hand-ins again" in said
    assert "resumed: 2 of 2 were done" in said
    said = grade(tree, "--force")
    assert "could not be repaired" not in said
    rows = json.loads((tree / "marks.json").read_text())
    assert {row["status"] for row in rows if row["student"] == "ada"} == {"pass", "missing"}


def test_a_mark_by_hand_for_what_was_there_before_asks_for_another_look(tree):
    said = autograder(tree, "judge", WEEK)
    assert "look again" not in said
    path = tree / "course" / "submitted" / "ada" / WEEK / f"{WEEK}.ipynb"
    node = json.loads(path.read_text(encoding="utf-8"))
    node["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": "A second thought.", "id": "more"}
    )
    path.write_text(json.dumps(node), encoding="utf-8")
    words = "gaussian_mle counts 1, given by hand before, judged 3 now; see formgrader"
    said = grade(tree)
    assert "reflection_01 counts 2.5, given by hand before" in said
    assert f"look again: ada: {words}" in said.replace(
        "reflection_01 counts 2.5, given by hand before; see `autograder mark week01_probability_mle`; ", ""
    )
    assert f"look again: ada: {words}" in autograder(tree, "judge", WEEK).replace(
        "reflection_01 counts 2.5, given by hand before; see `autograder mark week01_probability_mle`; ", ""
    )
    assert words in autograder(tree, "export", WEEK)
    autograder(tree, "report", WEEK)
    assert words in (tree / "course" / "report" / f"{WEEK}.html").read_text(encoding="utf-8")
    with gradebook(tree) as book:
        by_hand(book, "ada", "test_gaussian_mle", 3.0)
        by_hand(book, "ada", "reflection_01", 2.5)
        book.db.commit()
    assert "look again" not in autograder(tree, "judge", WEEK)


def test_nothing_that_is_offered_deletes_a_course(tree):
    kept = {path: path.read_bytes() for path in (tree / "course").rglob("*") if path.is_file()}
    subprocess.run(["make", "clean"], cwd=tree, check=True)
    assert {path: path.read_bytes() for path in (tree / "course").rglob("*") if path.is_file()} == kept
    for path in (ROOT / "README.md", ROOT / "Makefile", *ROOT.glob("book/guides/*.md")):
        assert not re.search(r"rm -rf[^\n]*\bcourse\b", path.read_text(encoding="utf-8")), path
    for path in ROOT.glob("autograder/**/*.py"):
        assert "make clean" not in path.read_text(encoding="utf-8"), path


def test_a_reflection_that_stayed_what_it_was_keeps_its_mark_where_code_changed(tree):
    path = tree / "course" / "submitted" / "ada" / WEEK / f"{WEEK}.ipynb"
    node = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in node["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "entropy")
    cell["source"] = "def entropy(p):\n    return 0.0\n"
    path.write_text(json.dumps(node), encoding="utf-8")
    said = grade(tree)
    assert "gaussian_mle counts 1, given by hand before" in said
    assert "reflection_01 counts" not in said
    assert exported(tree)["ada"]["reflection_01"] == "2.5"


@pytest.mark.slow
def test_a_mark_by_hand_for_another_maximum_is_to_be_looked_at_again(tree):
    source = tree / "solutions" / f"{WEEK}.py"
    text = source.read_text(encoding="utf-8")
    assert 'task="reflection_01" points=3' in text
    source.write_text(
        text.replace('task="reflection_01" points=3', 'task="reflection_01" points=2'), encoding="utf-8"
    )
    said = autograder(tree, "release", WEEK) + autograder(tree, "judge", WEEK)
    assert "reflection_01 is worth 2, 3 before; to be looked at again: ada 2.5" in said
    assert "look again: ada: reflection_01 counts 2.5" in said
