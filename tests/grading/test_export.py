"""Exported marks: columns that other systems know, and names that cannot run as formulas."""

import csv
import io

import pytest

from autograder.export import NothingToExport, export
from autograder.grading.outcome import Outcome


def outcome(student, score=2.0, problem=""):
    row = {"student": student, "week": "w", "exercise": "entropy", "score": score, "points": 2.0,
           "status": "pass", "diagnosis": None, "message": ""}  # fmt: skip
    return Outcome(student, "w", "", 0, (row,), problem)


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_canvas_columns(week):
    found = rows(export([outcome("ada")], week, "canvas"))
    assert found[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", week.name]
    assert found[1][0].strip() == "Points Possible"
    assert found[2][-1] == "2"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@sum"])
@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_a_name_that_is_a_formula_is_defused(week, name, kind):
    text = export([outcome(name)], week, kind)
    assert any("'" + name in cell for row in rows(text) for cell in row)
    assert not any(cell.startswith(name) for row in rows(text) for cell in row)


def test_commas_and_accents_survive(week):
    found = rows(export([outcome("Núñez, Zoë")], week, "csv"))
    assert found[1][0] == "Núñez, Zoë"


def test_an_ungraded_hand_in_has_no_mark_rather_than_zero(week):
    found = rows(export([outcome("hana", 0.0, "not a notebook")], week, "moodle"))
    assert found[1][1] == ""


def test_nothing_to_export_says_what_to_do(week):
    with pytest.raises(NothingToExport, match="run `autograder grade` first"):
        export([], week, "csv")
    with pytest.raises(ValueError, match="there are csv, canvas, moodle"):
        export([outcome("ada")], week, "xml")
