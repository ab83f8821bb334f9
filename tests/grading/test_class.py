"""The bundled class from end to end: real kernels, the judge outside, nbgrader's gradebook."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.judge.preprocessor import kept_record
from autograder.places import ROOT, Course
from autograder.release.assignment import api
from autograder.source import solutions
from gmcourse.check.answers import MIME
from gmcourse.check.wire import from_wire


def rows_of(rows, student):
    return [row for row in rows if row["student"] == student]


def total(rows, student):
    return sum(row["score"] for row in rows_of(rows, student))


@pytest.fixture
def points(week):
    return sum(exercise.points for exercise in week.exercises)


def test_every_student_has_a_row_for_every_exercise(graded_class, week):
    _, rows = graded_class
    students = sorted({row["student"] for row in rows})
    assert len(students) >= 8
    for student in students:
        assert [row["exercise"] for row in rows_of(rows, student)] == [e.id for e in week.exercises]
    assert all(set(row) == {"student", "week", "exercise", "score", "points", "status", "diagnosis", "message", "look"}
               for row in rows)  # fmt: skip


@pytest.mark.parametrize("student", ["ada", "bao", "kim", "jun"])
def test_right_hand_ins_get_everything(graded_class, points, student):
    _, rows = graded_class
    assert [r for r in rows_of(rows, student) if r["status"] != "pass"] == []
    assert total(rows, student) == pytest.approx(points)


def test_the_released_stub_gets_nothing_and_no_traceback(graded_class):
    _, rows = graded_class
    assert total(rows, "fay") == 0
    assert {(row["status"], row["message"]) for row in rows_of(rows, "fay")} == {("missing", "not attempted")}


@pytest.mark.parametrize(("student", "number"), [("carl", 0), ("dana", 1), ("emre", 2)])
def test_misconceptions_lose_points_and_are_named(graded_class, week, student, number):
    _, rows = graded_class
    codes = solutions(week)
    wrong = {exercise.id for place, exercise in enumerate(week.exercises) if place % 3 == number}
    for row in rows_of(rows, student):
        if row["exercise"] in wrong:
            names = [m.name for m in week.exercise(row["exercise"]).misconceptions]
            assert row["diagnosis"] == names[number % len(names)]
            assert row["score"] < row["points"]
        elif wrong.isdisjoint(re.findall(r"\w+", codes[row["exercise"]])):
            assert row["status"] == "pass"


def test_half_solved_gets_half(graded_class, week):
    _, rows = graded_class
    half = len(week.exercises) // 2
    statuses = [row["status"] for row in rows_of(rows, "gil")]
    assert statuses == ["pass"] * half + ["missing"] * (len(week.exercises) - half)


def test_no_notebook_gets_a_reason_and_stops_nobody(graded_class):
    _, rows = graded_class
    assert {row["status"] for row in rows_of(rows, "hana")} == {"ungraded"}
    assert "not a notebook: line 1 is" in rows_of(rows, "hana")[0]["message"]


def test_shuffled_cells_cost_only_what_was_deleted(graded_class, week):
    _, rows = graded_class
    deleted = week.exercises[3].id
    for row in rows_of(rows, "ivo"):
        assert row["status"] == ("missing" if row["exercise"] == deleted else "pass")


def test_nbgraders_gradebook_holds_the_same_marks(graded_class):
    course, rows = graded_class
    with sqlite3.connect(course.root / "gradebook.db") as book:
        found = dict(book.execute(
            "select student.id, sum(grade.auto_score) from grade "
            "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
            "join student on submitted_assignment.student_id = student.id group by student.id"
        ))  # fmt: skip
    assert set(found) == {row["student"] for row in rows} - {"hana"}
    for student, score in found.items():
        assert score == pytest.approx(total(rows, student), abs=1e-6)


def test_graded_notebooks_hold_verdicts_and_no_answers(graded_class, week):
    course, _ = graded_class
    for path in course.autograded.glob("*/*/*.ipynb"):
        assert MIME not in path.read_text(encoding="utf-8")
        notebook = nbformat.read(path, as_version=4)
        graded = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
        assert all(len(c.outputs) == 1 and c.outputs[0].output_type == "execute_result" for c in graded)


def test_a_second_run_grades_nobody_twice(graded_class, week, capsys):
    course, rows = graded_class
    again = course.root / "again.json"
    handed_in = course.root.parent / "handed-in"
    assert main(["grade", week.name, "--submitted", str(handed_in), "--course", str(course.root),
                 "--json", str(again)]) == 0  # fmt: skip
    assert f"resumed: {len({r['student'] for r in rows}) - 1} of" in capsys.readouterr().out
    assert json.loads(again.read_text(encoding="utf-8")) == rows


def test_judging_again_needs_no_notebook_run_and_agrees(graded_class, week, tmp_path):
    course, rows = graded_class
    again = tmp_path / "again.json"
    assert main(["judge", week.name, "--course", str(course.root), "--json", str(again)]) == 0
    assert json.loads(again.read_text(encoding="utf-8")) == rows


def test_answers_are_plain_data_and_read_as_such(graded_class, week):
    course, _ = graded_class
    assert '"npy"' in (course.answers / week.name / "ada.json").read_text(encoding="utf-8")
    for evidence in kept_record(course, week.name, "ada").evidence.values():
        for answer in evidence.messages[0]["answers"]:
            from_wire(answer["node"])


def test_feedback_shows_reason_and_hint_and_no_hidden_test(graded_class, week):
    course, rows = graded_class
    assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    page = (course.feedback / "carl" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    lost = next(row for row in rows_of(rows, "carl") if row["diagnosis"])
    hint = next(m.hint for m in week.exercise(lost["exercise"]).misconceptions if m.name == lost["diagnosis"])
    assert hint.split(":")[0].split("'")[0][:30] in page
    assert "grade(" not in page
    assert "MARK SCHEME" not in page
    assert "Where to look first" in page
    assert ">Error<" not in page


def test_feedback_runs_no_script_of_a_student(graded_class, week):
    course, _ = graded_class
    path = course.autograded / "gil" / week.name / f"{week.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    evil = "<script>alert('mine')</script><img src=x onerror=alert('mine')>"
    next(c for c in notebook.cells if c.cell_type == "markdown").source += evil
    nbformat.write(notebook, path)
    assert api(course).generate_feedback(week.name, "gil", force=True)["success"]
    page = (course.feedback / "gil" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "onerror=alert('mine')>" not in page.replace("&gt;", "")


@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_marks_leave_in_each_format(graded_class, week, kind, tmp_path):
    course, rows = graded_class
    target = tmp_path / "marks.csv"
    assert (
        main(["export", week.name, "--course", str(course.root), "--format", kind, "--output", str(target)])
        == 0
    )
    text = target.read_text(encoding="utf-8-sig")
    assert all(student in text for student in {row["student"] for row in rows})


def test_nbgrader_started_in_a_course_gives_the_same_marks(graded_class, week, tmp_path):
    """Its own steps would give everybody all points."""
    course = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    command = [sys.executable, "-m", "nbgrader", "autograde", week.name, "--student=carl", "--force"]
    done = subprocess.run(
        command, cwd=course.root, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    assert "Exception while loading config" not in done.stderr
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        stored = {
            grade.name: grade.auto_score
            for grade in gradebook.find_submission(week.name, "carl").notebooks[0].grades
        }
    for row in rows_of(graded_class[1], "carl"):
        assert stored[f"test_{row['exercise']}"] == pytest.approx(row["score"])
