"""Exported marks: columns that other systems know, and names that cannot run as formulas."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.gradebook.advice import advice
from autograder.gradebook.export import NothingToExport, defuse, export
from autograder.gradebook.marks import Mark
from autograder.handins.roster import Person, Roster

ROW = {
    "exercise": "entropy",
    "score": 1.0,
    "points": 2.0,
    "status": "partial",
    "diagnosis": "bits",
    "message": "",
}
ADA = Person("ada", "Ada Lovelace", "7", "S07", "ada01", "A", "ada@example.org", "1815")
FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@sum", "\t=1+1", "  =1", "\r\n=1", "\uff1d1+1", "\uff0b1"]


def mark(student, total=2.0, scores=None, problem="", **more):
    return Mark(student, scores or {"entropy": total}, total, 5.0, problem=problem, rows=(ROW,), **more)


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_canvas_gets_the_columns_that_its_import_asks_for(week):
    found = rows(export([mark("ada")], week, "canvas", Roster([ADA]), "Week 1 (1234)"))
    assert found[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 1 (1234)"]
    assert found[1] == ["    Points Possible", "", "", "", "", "5"]
    assert found[2] == ["Ada Lovelace", "7", "S07", "ada01", "A", "2"]


def test_canvas_knows_by_login_whom_it_cannot_know_by_number(week):
    assert rows(export([mark("ada")], week, "canvas"))[2] == ["ada", "", "", "ada", "", "2"]


def test_moodle_gets_every_identifier_that_is_known(week):
    marks = [mark("ada", scores={"entropy": ROW["score"]}), mark("bao")]
    found = rows(export(marks, week, "moodle", Roster([ADA])))
    assert found[0] == [
        "Full name",
        "Username",
        "ID number",
        "Email address",
        week.name,
        f"{week.name} (feedback)",
    ]
    assert found[1] == ["Ada Lovelace", "ada01", "1815", "ada@example.org", "2", "entropy: bits"]
    assert found[2][:4] == ["", "bao", "", ""]


@pytest.mark.parametrize(("given", "words"), [
    ({"scores": {"entropy": ROW["score"]}}, "entropy: bits"),
    ({"scores": {"entropy": 1.5}}, "entropy: marked by hand"),
    ({"scores": {"entropy": None}}, "entropy: bits"),
    ({"scores": {"entropy": 2.0}}, ""),
    ({"scores": {"entropy": 2.0}, "penalty": 2.0}, "late: 2 points taken off"),
    ({"problem": "no notebook", "total": None}, "no notebook"),
])  # fmt: skip
def test_moodle_is_told_what_the_points_that_count_were_lost_on(week, given, words):
    assert rows(export([mark("ada", **given)], week, "moodle"))[1][5] == words


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_a_name_that_is_a_formula_is_defused(week, name, kind):
    person = Person(name, name, login=name, email=name, section=name, id_number=name)
    text = export([mark(name, problem=name)], week, kind, Roster([person]), assignment=name)
    for row in rows(text):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b"))
            assert not set(cell) & set("\t\r\n")
    assert "'" in text


@pytest.mark.parametrize("name", ["Núñez, Zoë", 'Ana "An" O\'Brien', "李小龙", "a;b,c", "line\nbreak"])
@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_commas_quotes_and_accents_survive(week, name, kind):
    roster = Roster([Person("x", name, email="x@example.org")])
    found = rows(export([mark("x")], week, kind, roster).encode("utf-8-sig").decode("utf-8-sig"))
    assert len({len(row) for row in found}) == 1
    assert name.replace("\n", " ") in found[-1]


def test_canvas_takes_a_comma_for_the_separator_whatever_the_names(week):
    """Canvas looks at the first three lines and takes the separator that gives each as many fields."""
    text = export([mark("x"), mark("y")], week, "canvas", Roster([Person("x", "a;b;c"), Person("y", "d;e")]))
    counts = [{len(next(csv.reader([line], delimiter=d))) for line in text.splitlines()[:3]} for d in ",;"]
    assert counts[0] == {6}
    assert len(counts[1]) > 1 or counts[1] == {1}


def test_the_plain_table_has_a_column_an_exercise_and_an_empty_cell_where_nobody_marked(week):
    found = rows(export([mark("ada", 2.5, {"entropy": 2.5, "reflection": None}, late=True)], week, "csv"))
    assert found[0] == ["student", "name", "entropy", "reflection", "total", "points", "late", "problem"]
    assert found[1] == ["ada", "", "2.5", "", "2.5", "5", "late", ""]


def test_an_ungraded_hand_in_has_no_mark_rather_than_zero(week):
    marks = [mark("ada"), Mark("hana", points=5.0, problem="not a notebook")]
    assert rows(export(marks, week, "csv"))[2] == ["hana", "", "", "", "5", "", "not a notebook"]
    assert rows(export(marks, week, "moodle"))[2][4:] == ["", "not a notebook"]
    assert rows(export(marks, week, "canvas"))[3][-1] == ""


def test_what_an_instructor_should_know_is_said(week):
    marks = [mark("ada", scores={"entropy": 2.0, "reflection": None}), Mark("hana", points=5.0, problem="no")]
    said = list(advice(marks, week, "canvas", Roster([ADA])))
    assert said[0].startswith(
        "1 hand-in has cells that nobody has marked yet; they count 0: `autograder mark"
    )
    assert said[1] == "no mark for hana: not graded"
    assert said[2] == "Canvas may not know hana; give Canvas's gradebook export as --roster"


def test_nothing_to_export_says_what_to_do(week):
    with pytest.raises(NothingToExport, match="run `autograder grade week01_probability_mle` first"):
        export([], week, "csv")
    with pytest.raises(ValueError, match="there are csv, canvas, moodle"):
        export([mark("ada")], week, "xml")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Ada;=1+1;", "Ada;'=1+1;"),
        ("Ada; \t@SUM(1)", "Ada;'  @SUM(1)"),
        ("|=1", "|'=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff =1", "'\ufeff =1"),
        ("a;b,c", "a;b,c"),
        ("Ada = Lovelace", "Ada = Lovelace"),
        ("Smith-Jones;A", "Smith-Jones;A"),
        ("\u200bAda", "\u200bAda"),
    ],
)
def test_a_formula_behind_a_separator_or_a_sign_nobody_sees_is_defused(name, safe):
    assert defuse(name) == safe


def test_who_is_on_the_class_list_and_has_no_row_is_named(week):
    people = [replace(ADA, listed=True), Person("bob", "Bob Ray", listed=True), Person("eve", "Eve Li")]
    said = list(advice([mark("ada")], week, "csv", Roster(people)))
    assert said == ["no row for bob: on the class list, with no hand-in of this week"]


def test_who_waits_to_be_graded_or_gave_no_notebook_is_not_said_to_have_handed_in_nothing(week):
    names = ("ada", "bob", "eve", "fae")
    roster = Roster(Person(name, name.title(), login=name, listed=True) for name in names)
    said = list(advice([mark("ada")], week, "canvas", roster, waiting={"eve"}, refused={"fae"}))
    assert said == [
        "no row for bob: on the class list, with no hand-in of this week",
        "no row for fae: handed in something that was not taken",
    ]


def test_nobody_who_may_hide_behind_a_number_is_said_to_be_missing(week):
    roster = Roster([replace(ADA, listed=True)])
    assert list(advice([mark("participant-7")], week, "moodle", roster)) == [
        "Moodle knows participant-7 by number alone: give the grading worksheet of this assignment as --roster, "
        "and its rows are filled in"
    ]
    told = Roster(
        [replace(ADA, listed=True, participant="7"), Person("bob", "Bob", participant="8", listed=True)]
    )
    assert list(advice([mark("participant-7")], week, "moodle", told, numbers={"7": "participant-7"})) == [
        "no row for bob: on the class list, with no hand-in of this week"
    ]


def test_who_has_the_number_of_the_week_by_the_sheet_and_not_by_the_folder_is_named(week):
    """Two of one name: what one handed in was taken by name as the other's, and the worksheet shows it."""
    people = [
        Person("hans1", "Hans Maier", email="h1@u.de", participant="44", listed=True),
        Person("hans2", "Hans Maier", email="h2@u.de", participant="42", listed=True),
    ]
    said = list(advice([mark("hans1")], week, "moodle", Roster(people), given="s.csv", taken={"42": "hans1"}))
    assert said == [
        "hans1: what participant 42 handed in was taken as hans1, but s.csv has hans2 as 42; "
        f"where it is the worksheet of {week.name}, collect again with it, and follow its line"
    ]


def test_a_folder_with_the_name_that_a_list_has_for_another_is_no_stranger(week):
    roster = Roster([Person("ada", "Ada Lovelace", "101", login="ada", listed=True)])
    said = list(advice([mark("Ada Lovelace")], week, "canvas", roster))
    assert said == [
        "Ada Lovelace: ada is called so by a class list; rename the folder in submitted/ to ada, and grade again"
    ]
    said = list(advice([mark("Ada Lovelace"), mark("ada")], week, "canvas", roster))
    assert said == [
        "Ada Lovelace: ada is called so by a class list; both are in this file: "
        f"`autograder withdraw {week.name} 'Ada Lovelace'` takes this one out"
    ]


def test_whom_canvas_hides_gets_a_line_in_an_export(week):
    roster = Roster([Person("anon_a1", canvas_id="anon_a1"), Person("ada", "Ada", "101", listed=True)])
    said = list(advice([mark("anon_a1")], week, "canvas", roster))
    assert said == [
        "Canvas will not know anon_a1, whose names it hides: once it shows them, download and collect again"
    ]
