"""Every week through the real grader: solved is everything, the stub nothing, wrong answers named.

Demonstration cells are left out here, so a solved notebook that gets everything, and of which none was run
after all, also proves that no exercise depends on one.
"""

import json
import re

import nbformat
import pytest

from autograder.cells import is_demonstration
from autograder.cli import main
from autograder.democlass import solved, unsolved, with_alternatives, with_misconceptions
from autograder.source import solutions
from autograder.weeks import find_week, week_names

STUDENTS = {
    "solved": solved,
    "another-way": lambda week: with_alternatives(week, 1),
    "wrong": lambda week: with_misconceptions(week, 0),
    "unsolved": unsolved,
}


# One week of arrays and one of nets; the others by night.
BY_DAY = ("week01_probability_mle", "week05_vae")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name not in BY_DAY else ()) for name in week_names()],
)
def test_a_week_is_graded_as_it_deserves(name, tmp_path):
    week = find_week(name)
    for student, make in STUDENTS.items():
        path = tmp_path / "in" / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(make(week), encoding="utf-8")
    marks = tmp_path / "marks.json"
    assert main(["grade", name, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course"),
                 "--json", str(marks), "--seed", "21"]) == 0  # fmt: skip
    rows = json.loads(marks.read_text(encoding="utf-8"))
    by_student = {s: [r for r in rows if r["student"] == s] for s in STUDENTS}
    for student in ("solved", "another-way"):
        assert [(r["exercise"], r["message"]) for r in by_student[student] if r["status"] != "pass"] == []
        notebook = nbformat.read(tmp_path / "course" / "autograded" / student / name / f"{name}.ipynb", 4)
        shown = [cell for cell in notebook.cells if cell.cell_type == "code" and is_demonstration(cell)]
        assert {cell.execution_count for cell in shown} == {None}
    assert {(r["status"], r["score"], r["message"]) for r in by_student["unsolved"]} == {
        ("missing", 0.0, "not attempted")
    }
    mistaken, codes = {row["exercise"] for row in by_student["wrong"][::3]}, solutions(week)
    for place, row in enumerate(by_student["wrong"]):
        if place % 3 == 0:
            names = [m.name for m in week.exercise(row["exercise"]).misconceptions]
            assert (row["diagnosis"], row["score"] < row["points"]) == (names[0], True), row
        elif not mistaken & set(re.findall(r"\w+", codes[row["exercise"]])):
            assert row["status"] == "pass", row
