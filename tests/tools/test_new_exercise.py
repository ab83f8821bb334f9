"""Follows the contributor's guide to the letter, in a copy of the tree: from the command to a graded class."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.cli import main
from autograder.places import ROOT
from autograder.weeks import week_names

WEEK = "week01_probability_mle"
GUIDE = ROOT / "book" / "guides" / "contributor.md"
COPIED = (
    "autograder",
    "exercises",
    "gmcourse",
    "solutions",
    "notebooks",
    "tests",
    "book",
    "tools",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)
# The tests that a new exercise of this week could leave red, but for the figures (below).
OF_AN_EXERCISE = (
    "tests/reference/test_gini_impurity.py",
    "tests/exercises/test_rooms.py",
    "tests/weeks/test_week01.py::test_the_week_fits_its_plan",
)
CLASS = f"""
from pathlib import Path
from autograder import democlass
from autograder.weeks import find_week
from autograder.files import write_atomically
from autograder.quality.answers import exercise_findings

week = find_week("{WEEK}")
exercise = week.exercise("gini_impurity")
print("findings:", exercise_findings(week, exercise))
wrong = {{f"wrong{{n}}": democlass.source_of(m.function, exercise.id) for n, m in enumerate(exercise.misconceptions)}}
for student, code in {{"solver": democlass.solutions(week)[exercise.id], "stub": None, **wrong}}.items():
    notebook = democlass.fill(week, {{exercise.id: code}} if code else {{}})
    write_atomically(Path("in") / student / week.name / f"{{week.name}}.ipynb", democlass._text(notebook))
"""


def copy_of_the_tree(root):
    """A copy of what a contributor works on, in this folder."""
    for name in COPIED:
        source, target = ROOT / name, root / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return root


@pytest.fixture
def tree(tmp_path):
    """What a contributor begins with."""
    return copy_of_the_tree(tmp_path)


@pytest.fixture(scope="module")
def with_the_exercise(tmp_path_factory):
    """(The tree after the guide's command, with its five answers filled in; the places that the command named.)"""
    tree = copy_of_the_tree(tmp_path_factory.mktemp("tree"))
    said = run(tree, "-m", "autograder", "new-exercise", WEEK, "gini_impurity", "--arguments", "p")
    places = [(path, int(number)) for path, number in re.findall(r"(?m)^(\S+):\d+   BLANK (\d)", said)]
    grown = rf"(?m)^(solutions/{WEEK}\.py|exercises/{WEEK}/__init__\.py):\d+ "
    assert re.sub(grown, r"\1:N ", said).partition("next:")[0] in GUIDE.read_text(encoding="utf-8")
    for path, number in places:
        fill(tree / path, number, blanks()[number])
    return tree, places


def run(tree, *command):
    """Run Python in the copy, and return what it printed."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def blanks():
    """The guide's answers: number of the blank -> the lines that stand in its place."""
    blocks = re.findall(r"```python\n\s*# BLANK (\d)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return {int(number): text.rstrip("\n").split("\n") for number, text in blocks}


def fill(path, number, lines):
    """Write over one blank of a file, its two marking lines included."""
    old = path.read_text(encoding="utf-8").split("\n")
    start = next(i for i, line in enumerate(old) if f"BLANK {number}:" in line)
    end = next(i for i, line in enumerate(old) if line.strip() == f"# END OF BLANK {number}")
    if number == 5:
        start = max(i for i in range(start) if old[i].startswith("# %%"))
    path.write_text("\n".join([*old[:start], *lines, *old[end + 1 :]]), encoding="utf-8")


@pytest.mark.slow
def test_the_guide_leads_from_the_command_to_a_graded_exercise(with_the_exercise):
    tree, places = with_the_exercise
    assert [number for _, number in places] == sorted(blanks()) == [1, 2, 3, 4, 5]
    assert not any("BLANK" in (tree / path).read_text(encoding="utf-8") for path, _ in places)
    _require_clean(tree)
    run(tree, "-m", "mypy", "--follow-imports=skip", "gmcourse/reference/gini_impurity.py")
    run(tree, "-m", "autograder", "release", WEEK)
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", *OF_AN_EXERCISE)
    assert "findings: []" in run(tree, "-c", CLASS)
    run(tree, "-m", "autograder", "grade", WEEK, "--submitted", "in", "--json", "marks.json", "--seed", "3")
    rows = json.loads((tree / "marks.json").read_text(encoding="utf-8"))
    found = {row["student"]: row for row in rows if row["exercise"] == "gini_impurity"}
    assert found["solver"]["score"] == found["solver"]["points"] == 2
    assert (found["stub"]["score"], found["stub"]["status"]) == (0, "missing")
    assert found["wrong0"]["diagnosis"] == "probability of agreement"
    assert found["wrong1"]["diagnosis"] == "one guess instead of two draws"
    assert max(found["wrong0"]["score"], found["wrong1"]["score"]) < 2


def _require_clean(tree):
    """`make lint`, but for the types of all files."""
    for command in (["check"], ["format", "--check"]):
        run(
            tree,
            "-m",
            "ruff",
            *command,
            "--no-cache",
            "autograder",
            "exercises",
            "gmcourse",
            "tests/reference",
        )


@pytest.mark.slow
def test_the_figures_of_the_guides_exercise_make_the_page(with_the_exercise):
    tree, _ = with_the_exercise
    figures = json.loads((tree / "autograder/quality/figures.json").read_text(encoding="utf-8"))
    run(tree, "tools/quality_page.py", "--stale")
    after = json.loads((tree / "autograder/quality/figures.json").read_text(encoding="utf-8"))
    assert {row["exercise"] for row in after[WEEK]} >= {row["exercise"] for row in figures[WEEK]}
    assert any(row["exercise"] == "gini_impurity" for row in after[WEEK])
    run(
        tree,
        "-m",
        "pytest",
        "-q",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
        "tests/exercises/test_quality_page.py",
    )


@pytest.mark.slow
def test_every_week_takes_a_new_exercise_that_is_clean_before_it_is_filled_in(tree):
    write = "from autograder.new_exercise.write import new_exercise\n"
    write += "".join(
        f"print(len(new_exercise({name!r}, 'thing_{name[:6]}', ('x', 'q'))))\n" for name in week_names()
    )
    assert run(tree, "-c", write).split() == ["6"] * len(week_names())
    _require_clean(tree)
    read = "from autograder.weeks import find_week, week_names\n"
    read += "print(*(find_week(name).exercises[-1].id for name in week_names()))"
    assert run(tree, "-c", read).split() == [f"thing_{name[:6]}" for name in week_names()]


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("Bad-Name", "'Bad-Name' is no name for a function or argument; expected such as markov_blanket"),
        ("lambda", "'lambda' is a word of Python; take another name"),
        ("entropy", f"{WEEK} has an exercise 'entropy' already; take another id"),
        ("flows", "gmcourse/reference/flows.py exists already; take another id"),
    ],
)
def test_a_bad_name_gets_one_line_and_writes_nothing(id, words, capsys):
    assert main(["new-exercise", WEEK, id]) == 1
    assert capsys.readouterr().err.strip() == f"autograder new-exercise: {words}"
