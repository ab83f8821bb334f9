"""Our steps on nbgrader's gradebook write what nbgrader's own write; both engines give the same marks."""

import json

import pytest
from gradebook_rows import gradebook_rows

from autograder.cli import main
from autograder.democlass import write_class
from autograder.grading import grading_session, repaired
from autograder.grading.preprocessor_chain import chains

NBGRADERS = {
    "RestoreKernelspec": "OverwriteKernelspec",
    "RestoreCells": "OverwriteCells",
    "SaveMarks": "SaveAutoGrades",
    "PenalizeLate": "AssignLatePenalties",
    "CheckMetadata": "CheckCellMetadata",
}


def as_nbgrader_has_it(name):
    *_, cls = name.split(".")
    return f"nbgrader.preprocessors.{NBGRADERS[cls]}" if cls in NBGRADERS else name


def grade(week, root, *options):
    """Grade the bundled class in a course of its own; return the gradebook's rows and the verdicts."""
    write_class(week, root / "handed-in")
    where = ["--submitted", str(root / "handed-in"), "--course", str(root / "course")]
    assert (
        main(["grade", week.name, *where, "--seed", "11", "--json", str(root / "marks.json"), *options]) == 0
    )
    return gradebook_rows(root / "course"), json.loads((root / "marks.json").read_text())


def test_nbgraders_own_steps_write_the_same_rows(graded_class, week, tmp_path, monkeypatch):
    course, verdicts = graded_class
    for module in (grading_session, repaired):
        monkeypatch.setattr(
            module, "chains", lambda: tuple([as_nbgrader_has_it(n) for n in part] for part in chains())
        )
    (grades, comments), same = grade(week, tmp_path)
    assert gradebook_rows(course.root) == (grades, comments)
    assert len(grades) > 100
    assert len(comments) > 100
    assert same == verdicts


@pytest.mark.slow
def test_nbgraders_own_kernel_gives_the_same_marks_cell_by_cell(graded_class, week, tmp_path):
    course, verdicts = graded_class
    (grades, comments), same = grade(week, tmp_path, "--engine", "stock")
    assert gradebook_rows(course.root) == (grades, comments)
    assert same == verdicts
