"""Moodle's grading worksheet under blind marking: filled in by number, no mark lost in silence, another week's refused."""

import csv
import io
import json
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.democlass import solved, unsolved
from autograder.places import COURSE_ID, Course

WEEK, OTHER = "week01_probability_mle", "week02_graphical_models"
HEADER = "Identifier,Status,Grade,Maximum Grade,Feedback comments\n"
NAMED = HEADER.replace("Status", "Full name,Email address")


@pytest.fixture(scope="module")
def graded(week, tmp_path_factory):
    """A course whose week was marked blind: participants 71, 72 and 12345, and 74, whose number in the download is another."""
    root = tmp_path_factory.mktemp("blind")
    course, download = Course(root / "course"), root / "download"
    for who, text in {
        "Participant_71": solved(week),
        "Participant_72": unsolved(week),
        "Participant_12345": solved(week),
        "Participant 74_90074": unsolved(week),
    }.items():
        path = download / f"{who}_assignsubmission_file_" / f"{WEEK}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    assert main(["collect", str(download), WEEK, "--course", str(course.root)]) == 0
    assert main(["grade", WEEK, "--course", str(course.root)]) == 0
    return course


@pytest.fixture
def points(week):
    return sum(exercise.points for exercise in week.exercises)


def sheet(tmp_path, *numbers, most="100.00", name="sheet.csv"):
    path = tmp_path / name
    path.write_text(HEADER + "".join(f"Participant {n},,,{most},\n" for n in numbers), encoding="utf-8")
    return path


def exported(course, path, capsys):
    """(exit status, rows of what was written, lines beside it)."""
    capsys.readouterr()
    status = main(
        ["export", WEEK, "--course", str(course.root), "--format", "moodle"]
        + (["--roster", str(path)] if path else [])
    )
    said = capsys.readouterr()
    return status, list(csv.reader(io.StringIO(said.out))), said.err


def grades(rows):
    place = rows[0].index("Grade")
    return {row[0]: row[place] for row in rows[1:]}


def test_whoever_has_no_row_is_named_with_the_mark(graded, points, tmp_path, capsys):
    status, rows, said = exported(graded, sheet(tmp_path, 71, 72, 74), capsys)
    assert (status, grades(rows)) == (
        0,
        {"Participant 71": f"{points:g}", "Participant 72": "0", "Participant 74": "0"},
    )
    assert (
        f"sheet.csv has no row for participant-12345 ({points:g}): their marks are not in this file" in said
    )


def test_another_weeks_sheet_is_refused_by_who_is_in_it(graded, tmp_path, capsys):
    course = Course(tmp_path / "course")
    shutil.copytree(graded.root, course.root)
    theirs = {f"participant-{n}": {"person": f"moodle:{n}"} for n in (71, 181)}
    (course.collected / f"{OTHER}.json").write_text(json.dumps(theirs), encoding="utf-8")
    status, rows, said = exported(course, sheet(tmp_path, 71, 181, 182), capsys)
    assert (status, rows) == (1, [])
    assert f"has rows for 1 of the 4 who have a mark of {WEEK}, and for all who handed in {OTHER}" in said
    assert f"give the grading worksheet of {WEEK} as --roster" in said


def test_another_weeks_sheet_is_refused_by_its_maximum(graded, tmp_path, capsys):
    course = Course(tmp_path / "course")
    shutil.copytree(graded.root, course.root)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        gradebook.add_assignment(OTHER)
        gradebook.add_notebook(OTHER, OTHER)
        gradebook.add_grade_cell("test_one", OTHER, OTHER, max_score=39, cell_type="code")
    status, rows, said = exported(course, sheet(tmp_path, 71, 72, most="39.00"), capsys)
    assert (status, rows) == (1, [])
    assert f"and the maximum of {OTHER}: it is that week's" in said
    assert exported(course, sheet(tmp_path, 71, 72, 74, 12345, most="39.00"), capsys)[0] == 0


@pytest.mark.parametrize("heading", ["Last modified (submission)", "Zuletzt geändert (Abgabe)"])
def test_a_sheet_that_says_that_nothing_came_is_refused_and_of_some_asked_about(
    graded, tmp_path, capsys, heading
):
    path, numbers = tmp_path / "sheet.csv", (71, 72, 74, 12345)

    def sheet_of(handed_in):
        came = {n: '"Monday, 2 November 2026, 10:00 AM"' if n in handed_in else "-" for n in numbers}
        rows = (f"Participant {n},No submission,,100.00,{when},\n" for n, when in came.items())
        columns = f"Identifier,Status,Grade,Maximum Grade,{heading},Feedback comments\n"
        path.write_text(columns + "".join(rows), encoding="utf-8")
        return exported(graded, path, capsys)

    status, rows, said = sheet_of(())
    assert (status, rows) == (1, [])
    assert "says of all 4 who have a mark of" in said
    status, rows, said = sheet_of((71, 72, 74))
    assert (status, len(rows)) == (0, 5)
    assert f"says of participant-12345 that they handed nothing in; is it the worksheet of {WEEK}?" in said
    assert "handed nothing in" not in sheet_of(numbers)[2]


def test_a_sheet_with_nobody_of_the_week_is_refused(graded, tmp_path, capsys):
    status, rows, said = exported(graded, sheet(tmp_path, 1, 2), capsys)
    assert (status, rows) == (1, [])
    assert "has rows for 0 of the 4 who have a mark" in said


def test_once_names_are_revealed_rows_are_filled_in_by_number(graded, points, tmp_path, capsys):
    listed = tmp_path / "named.csv"
    people = {71: "Ann One", 72: "Ben Two", 12345: "Cy Three", 74: "Di Four", 75: "Ed Five"}
    rows = (f"Participant {n},{name},{n}@u.edu,,100.00,\n" for n, name in people.items())
    listed.write_text(NAMED + "".join(rows), encoding="utf-8")
    status, rows, said = exported(graded, listed, capsys)
    assert (status, grades(rows)["Participant 71"], grades(rows)["Participant 75"]) == (0, f"{points:g}", "")
    assert rows[1][1] == "Ann One"
    assert "no row for 75@u.edu: on the class list" in said
    assert "Ann" not in said
    status, rows, said = exported(graded, None, capsys)
    assert "give the grading worksheet of this assignment as --roster" in said


def test_a_course_that_was_never_graded_has_one_line_wherever_the_command_lies(tmp_path, capsys, monkeypatch):
    course = Course(tmp_path / "course")
    path = course.submitted / "ada" / WEEK / f"{WEEK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("PATH", "/usr/bin")
    for _ in range(2):
        assert main(["export", WEEK, "--course", str(course.root), "--format", "canvas"]) == 1
        told = f"run `autograder grade {WEEK} --course {course.root}` first"
        assert told in capsys.readouterr().err
    assert not course.root.joinpath("gradebook.db").exists()
