"""Nobody takes another's place or mark by a name of their own choosing: what two could claim gets a line, and no mark."""

import sys
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.handins.collect import collect
from autograder.handins.lms_names import AmbiguousName, LmsNames
from autograder.handins.reading import Unreadable, find_submissions
from autograder.handins.roster import BadRoster, read_list
from autograder.places import ROOT, Course

sys.path.insert(0, str(ROOT / "tests" / "handins"))
MOODLE = "_assignsubmission_file"


@pytest.fixture
def course(tmp_path):
    """An empty course."""
    return Course(tmp_path / "course")


def taken(course, week, tmp_path, files, **options):
    """(what was done, student -> text) of a download of these (name, text)."""
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files:
            archive.writestr(name.replace("WEEK", week.name), text)
    done = collect(path, week, course, **options)
    return done, {p.parent.parent.name: p.read_text() for p in course.submitted.glob("*/*/*.ipynb")}


def notebook(word):
    return nbformat.writes(new_notebook(cells=[new_markdown_cell(word, id="one")]))


ADA, EVE = notebook("ada's"), notebook("eve's")


@pytest.mark.parametrize(
    "name",
    [
        "ADA LOVELACE",
        "Ada-Lovelace",
        "Lovelace Ada",
        "Àda Lovelace",
        "ada_lovelace",
        "Ada  Lovelace",
        "Ada\u00a0Lovelace",
    ],
)
def test_another_spelling_of_a_name_is_no_claim_to_it(course, week, tmp_path, name):
    mine, hers = (f"Ada Lovelace_1{MOODLE}/WEEK.ipynb", ADA), (f"{name}_3{MOODLE}/WEEK.ipynb", EVE)
    _, texts = taken(course, week, tmp_path, [hers, mine])
    assert sorted(texts.values()) == sorted([ADA, EVE])
    assert "ada-lovelace" not in texts


def test_a_known_student_keeps_the_name_when_two_claim_it(course, week, tmp_path):
    roster = tmp_path / "class.csv"
    roster.write_text("student,name\nada,Ada Lovelace\neve,Eve X\n")
    files = [(f"ADA LOVELACE_3{MOODLE}/WEEK.ipynb", EVE), (f"Ada Lovelace_1{MOODLE}/WEEK.ipynb", ADA)]
    done, texts = taken(course, week, tmp_path, files, class_list=roster)
    assert texts == {}
    assert sum("grading worksheet" in line for line in done.lines) == 2
    roster.write_text(
        "Identifier,Full name,Email address\nParticipant 1,Ada Lovelace,ada@x.y\nParticipant 3,ADA LOVELACE,eve@x.y\n"
    )
    _, texts = taken(course, week, tmp_path, files, class_list=roster)
    assert sorted(texts.values()) == sorted([ADA, EVE])
    assert texts["ada"] == ADA


def test_who_comes_later_by_the_same_name_is_told(course, week, tmp_path):
    _, texts = taken(course, week, tmp_path, [(f"ADA LOVELACE_3{MOODLE}/WEEK.ipynb", EVE)])
    done, texts = taken(
        course, week, tmp_path, [(f"Ada Lovelace_1{MOODLE}/WEEK.ipynb", ADA)], replace_old=True
    )
    assert list(texts.values()) == [EVE]
    assert any("participant 3 was collected as ada-lovelace" in line for line in done.lines)


@pytest.mark.parametrize("name", [
    f"Eve_X_123{MOODLE}/Bob Builder_456{MOODLE}_WEEK (9).ipynb",
    f"Eve X_123{MOODLE}/Bob Builder_456{MOODLE}/WEEK.ipynb",
    f"Eve X_123{MOODLE}/bobb_1_99_WEEK.ipynb",
    f"download/Eve_X_123{MOODLE}/456{MOODLE}_WEEK.ipynb",
    f"Eve_X_123{MOODLE}_bobb_1_99_WEEK.ipynb",
])  # fmt: skip
def test_the_outermost_name_says_whose_a_file_is(name):
    found = LmsNames(valid_ext=[".ipynb"]).collect(name)
    assert found["person"] == "123"
    assert found["name"] in ("Eve_X", "Eve X")


@pytest.mark.parametrize("name", [
    f"Bob Builder_456{MOODLE}_Eve_123{MOODLE}_WEEK.ipynb",
    f"Eve_123{MOODLE}_Bob Builder_456{MOODLE}_WEEK.ipynb",
    f"Bob_456{MOODLE}_Eve_123{MOODLE}/WEEK.ipynb",
])  # fmt: skip
def test_a_name_that_can_be_read_as_two_peoples_is_nobodys(course, week, tmp_path, name):
    with pytest.raises(AmbiguousName):
        LmsNames(valid_ext=[".ipynb"]).collect(name)
    done, texts = taken(course, week, tmp_path, [(name, EVE), (f"Ada Lovelace_1{MOODLE}/WEEK.ipynb", ADA)])
    assert texts == {"ada-lovelace": ADA}
    assert any("two ways" in line for line in done.lines)


def test_a_name_of_digits_is_no_number_of_canvas(course, week, tmp_path):
    _, texts = taken(course, week, tmp_path, [("bobb_1_10_WEEK.ipynb", ADA), ("1_2_11_WEEK.ipynb", EVE)])
    assert sorted(texts.values()) == sorted([ADA, EVE])
    assert texts["bobb-1"] == ADA


def test_a_list_of_endless_fields_says_so_in_one_line(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text('student,name\n"' + "x" * 200_000 + '",Y\n')
    with pytest.raises(BadRoster, match="no table"):
        read_list(path)


@pytest.mark.parametrize("name", ["*", "?da", "[a]da", "a[!x]a"])
def test_a_folder_whose_name_is_a_pattern_stands_for_nobody_else(week, tmp_path, name):
    for folder in ("ada", name):
        path = tmp_path / folder / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(ADA)
    by_name = {submission.student: submission for submission in find_submissions(tmp_path, week.name)}
    assert by_name.pop("ada").read_bytes() == ADA.encode()
    ((student, odd),) = by_name.items()
    assert not set("*?[]") & set(student)
    with pytest.raises(Unreadable, match="rename it"):
        odd.read_bytes()


@pytest.mark.parametrize("name", [
    f"zedz_13_23_-Ada_Lovelace_9{MOODLE}_WEEK.ipynb",
    f"zedz_LATE_13_23_-Zed_Z_9{MOODLE}_WEEK.ipynb",
    f"zedz_LATE_13_23{MOODLE}_WEEK.ipynb",
    f"zedz_13_23_-Ada_Lovelace_9{MOODLE}\\WEEK.ipynb",
    f"anon_aB3dE_13_-Ada Lovelace_9{MOODLE}_x_1_2_WEEK.ipynb",
    f"LATE_anon_aB3dE_13{MOODLE}_WEEK.ipynb",
])  # fmt: skip
def test_a_file_of_canvas_is_not_read_as_moodles(course, week, tmp_path, name):
    roster = tmp_path / "class.csv"
    roster.write_text("student,name\nada,Ada Lovelace\nzed,Zed Z\n")
    taken(course, week, tmp_path, [("lovelaceada_12_22_WEEK.ipynb", ADA)], class_list=roster)
    done, texts = taken(
        course, week, tmp_path, [("lovelaceada_12_22_WEEK.ipynb", ADA), (name, EVE)], replace_old=True
    )
    assert texts == {"ada": ADA}
    assert any("Canvas's or as Moodle's" in line for line in done.lines)


@pytest.mark.parametrize(("name", "system", "person"), [
    ("zedz_13_23_-Ada_Lovelace_WEEK.ipynb", "canvas", "13"),
    ("anon_aB3dE_13_x_5_7_WEEK.ipynb", "canvas", "anon_aB3dE"),
    ("anon_LATE_12_22_WEEK.ipynb", "canvas", "12"),
    (f"student_1_9{MOODLE}_WEEK.ipynb", "moodle", "9"),
    (f"group_1_2_b-Ada Lovelace_9{MOODLE}_/WEEK.ipynb", "moodle", "9"),
])  # fmt: skip
def test_an_odd_name_of_one_system_is_that_systems(name, system, person):
    found = LmsNames(valid_ext=[".ipynb"]).collect(name)
    assert (found["system"], found["person"]) == (system, person)


def test_whoever_canvas_brought_is_not_replaced_by_a_name_in_moodle(course, week, tmp_path):
    roster = tmp_path / "class.csv"
    roster.write_text("student,name\nada,Ada Lovelace\n")
    taken(course, week, tmp_path, [("lovelaceada_12_22_WEEK.ipynb", ADA)], class_list=roster)
    for name in ("Ada Lovelace", "Team-Ada Lovelace"):
        files = [(f"{name}_9{MOODLE}_/WEEK.ipynb", EVE)]
        done, texts = taken(course, week, tmp_path, files, replace_old=True)
        assert texts == {"ada": ADA}
        assert any("ada was collected from Canvas" in line for line in done.lines)
    # And a name that Canvas could have begun is no group.
    _, texts = taken(
        course, week, tmp_path, [(f"z_1_2_-Ada Lovelace_9{MOODLE}_/WEEK.ipynb", EVE)], replace_old=True
    )
    assert texts["ada"] == ADA
