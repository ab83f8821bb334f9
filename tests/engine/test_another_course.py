"""The engine adopts a course that it has never seen, from release to feedback, and names no week of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import write_course

import autograder
from autograder.places import PROJECT

ENGINE = Path(autograder.__file__).parent
WEEK = "lesson1_triangles"
ANSWERS = {
    "solved": {"area": "    return base * height / 2", "hypotenuse": "    return abs(complex(a, b))"},
    "wrong": {"area": "    return base * height", "hypotenuse": "    return a + b"},
    "stub": {},
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs `autograder` for the tiny course, in its folder, and returns what it printed."""
    folder = tmp_path_factory.mktemp("triangles")
    write_course(folder)

    def call(*arguments):
        environment = os.environ | {PROJECT: str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=folder, env=environment,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    call.folder = folder
    return call


def hand_in(folder):
    """Three hand-ins of the released notebook."""
    released = (folder / "handouts" / f"{WEEK}.ipynb").read_text(encoding="utf-8")
    for student, answers in ANSWERS.items():
        notebook = json.loads(released)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in answers:
                head = "".join(cell["source"]).split("\n")[0]
                cell["source"] = f"{head}\n{answers[name]}\n"
        path = folder / "course" / "submitted" / student / WEEK / f"{WEEK}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_course_of_two_exercises_is_released_graded_and_returned(run):
    folder = run.folder
    assert "triangles-0.1" in run("release")
    hand_in(folder)
    run("grade", "1", "--submitted", "course/submitted", "--json", "marks.json")
    rows = json.loads((folder / "marks.json").read_text(encoding="utf-8"))
    marks = {(row["student"], row["exercise"]): (row["score"], row["diagnosis"]) for row in rows}
    assert marks["solved", "area"] == (2, None)
    assert marks["solved", "hypotenuse"] == (3, None)
    assert marks["wrong", "area"] == (0, "not halved")
    assert marks["wrong", "hypotenuse"] == (0, "the sides added")
    assert marks["stub", "area"] == marks["stub", "hypotenuse"] == (0, None)
    run("report", WEEK)
    run("feedback", WEEK)
    page = (folder / "course" / "feedback" / "wrong" / WEEK / f"{WEEK}.html").read_text(encoding="utf-8")
    assert "Which part of it is the triangle?" in page
    assert "return base * height / 2" not in page
    assert "solved" in run("export", WEEK, "--format", "csv")


def test_the_engine_names_no_week_of_the_course():
    for path in ENGINE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"week\d|weeks? \d", text, re.I), path


def test_an_engine_without_a_course_says_so(tmp_path):
    environment = os.environ | {PROJECT: str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "report", "1"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        "holds no course; get the course's repository, and run the command there after `make install`"
    )
