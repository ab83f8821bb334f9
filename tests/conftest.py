"""Fixtures that several rooms of tests share: a graded class, made once a run."""

import json
import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def week():
    """The week that the bundled class is about."""
    from autograder.exercises import find_week

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
    marks = root / "marks.json"
    status = main(
        ["grade", week.name, "--submitted", str(handed_in), "--course", str(course.root),
         "--json", str(marks), "--seed", "11"]
    )  # fmt: skip
    assert status == 0
    return course, json.loads(marks.read_text(encoding="utf-8"))
