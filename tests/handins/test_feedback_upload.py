"""Feedback that goes back: a zip file with the names that Canvas and Moodle gave, for all or for one student."""

import json
import zipfile

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name

from autograder.cli import main
from autograder.democlass import solved, unsolved
from autograder.feedback.upload import NothingFromThere, write_upload
from autograder.handins.lms_names import with_file
from autograder.handins.roster import Person, Roster, keep_roster, kept_roster
from autograder.places import Course


@pytest.mark.parametrize(("upload", "name"), [
    ("lovelaceada_1234_5678_week01.ipynb", "lovelaceada_1234_5678_f.html"),
    ("folder/lovelaceada_LATE_1234_5678_Copy of w (1).ipynb.txt", "lovelaceada_LATE_1234_5678_f.html"),
    ("anon_aB3dE_13_week.ipynb", "anon_aB3dE_13_f.html"),
    ("Ada King_12_assignsubmission_file_/deep/w.ipynb", "Ada King_12_assignsubmission_file_/f.html"),
    ("Ada King_12_assignsubmission_file/w.ipynb", "Ada King_12_assignsubmission_file/f.html"),
    ("Ada King_12_assignsubmission_file_w.ipynb", "Ada King_12_assignsubmission_file_f.html"),
    ("Team 1-Ada King_12_assignsubmission_file_/w.zip", "Team 1-Ada King_12_assignsubmission_file_/f.html"),
    ("week01.ipynb", None),
])  # fmt: skip
def test_another_file_under_the_name_that_was_collected(upload, name):
    assert with_file(upload, "f.html") == name


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_pages_go_back_as_one_zip_file_and_one_student_alone(tmp_path, week, capsys, system):
    make = {
        "canvas": lambda who, n: canvas_name(who, n, 7 * n),
        "moodle": lambda who, n: moodle_name(who, n),
    }[system]
    course = tmp_path / "course"
    path = archive(
        tmp_path / "s.zip", {make("ada", 1): solved(week).encode(), make("bao", 2): unsolved(week).encode()}
    )
    where = ("--course", str(course))
    assert main(["collect", str(path), WEEK, *where]) == 0
    assert main(["grade", WEEK, "--submitted", str(course / "submitted"), *where]) == 0
    other = {"canvas": "moodle", "moodle": "canvas"}[system]
    assert main(["feedback", WEEK, *where, "--zip", other]) == 1
    assert (
        f"no zip file for {other.capitalize()}: no hand-in of {WEEK} was collected" in capsys.readouterr().err
    )
    assert not (course / "feedback" / f"{WEEK}-{other}.zip").exists()
    assert main(["feedback", WEEK, *where, "--zip", system]) == 0
    with zipfile.ZipFile(course / "feedback" / f"{WEEK}-{system}.zip") as made:
        names = made.namelist()
        assert names == [make("ada", 1).replace(".ipynb", ".html"), make("bao", 2).replace(".ipynb", ".html")]
        assert b"Everything is right" in made.read(names[0])
    capsys.readouterr()
    ada, bao = ("ada-1", "bao-2") if system == "canvas" else ("ada", "bao")
    assert main(["judge", WEEK, *where, "--student", bao]) == 0
    assert ada not in capsys.readouterr().out
    assert (
        main(["grade", WEEK, "--submitted", str(course / "submitted"), *where, "--student", bao, "--force"])
        == 0
    )
    assert ada not in capsys.readouterr().out
    assert main(["feedback", WEEK, *where, "--student", ada, "--zip", system]) == 0
    assert "wrote 1 page:" in capsys.readouterr().out
    for command in (
        ["judge", WEEK],
        ["feedback", WEEK],
        ["grade", WEEK, "--submitted", str(course / "submitted")],
    ):
        assert main([*command, *where, "--student", "adaa"]) == 1
        said = capsys.readouterr().err
        assert f"by 'adaa'; did you mean {ada}?" in said


@pytest.fixture
def group(tmp_path, week):
    """(course, pages) of a group of three and its one upload, made by the person with Canvas's number `uploader`."""

    def make(uploader, texts):
        course, pages = Course(tmp_path / "course"), []
        people = [Person(who, who.title(), canvas_id=str(n)) for n, who in enumerate(texts, 104)]
        keep_roster(Roster(people), course)
        upload = {"person": f"canvas:{uploader}", "upload": f"teambeta_{uploader}_7_w.ipynb", "late": False}
        course.collected.mkdir(parents=True)
        (course.collected / f"{WEEK}.json").write_text(json.dumps(dict.fromkeys(texts, upload)))
        for who, text in texts.items():
            pages.append(course.feedback / who / WEEK / f"{WEEK}.html")
            pages[-1].parent.mkdir(parents=True)
            pages[-1].write_text(f"Feedback for {who.title()}: {text}")
        return course, pages

    return make


def in_zip(path):
    with zipfile.ZipFile(path) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def test_a_groups_file_gets_the_page_of_who_uploaded_it_and_no_others(group, week):
    course, pages = group(105, {"joerg": "13", "hoa": "14", "kim": "14"})
    said = []
    name = f"teambeta_105_7_{WEEK}.html"
    assert in_zip(write_upload(week, course, "canvas", pages, said.append)) == {name: "Feedback for Hoa: 14"}
    assert said == [
        "joerg, kim: not in the zip file: Canvas takes one page for their group's file, and gets that of hoa, which Canvas "
        f"may show to all of the group; give them theirs by hand, {course.feedback}/<student>/{WEEK}/{WEEK}.html"
    ]
    with pytest.raises(NothingFromThere, match="joerg: not in the zip file: their group has one file, hoa's"):
        write_upload(week, course, "canvas", pages[:1])


def test_where_nobody_knows_who_uploaded_no_mark_goes_to_another(group, week):
    course, pages = group(888, {"joerg": "13", "hoa": "14"})
    with pytest.raises(
        NothingFromThere, match="joerg, hoa: .* is not known, and the pages of the group differ"
    ):
        write_upload(week, course, "canvas", pages)


def test_pages_that_differ_by_names_alone_are_one_for_a_group(group, week):
    course, pages = group(888, {"joerg": "13", "hoa": "13"})
    said = []
    assert list(in_zip(write_upload(week, course, "canvas", pages, said.append)).values()) == [
        "Feedback for Joerg: 13"
    ]
    assert "hoa: not in the zip file: Canvas takes one page for their group's file" in said[0]


def test_no_page_goes_back_under_the_number_of_somebody_who_left_the_group(group, week):
    course, pages = group(888, {"joerg": "13", "hoa": "13"})
    roster = kept_roster(course)
    keep_roster(Roster([*roster.people, Person("kim", "Kim", canvas_id="888", listed=True)]), course)
    alone = "joerg, hoa: not in the zip file: Canvas has the file under the number of kim, who has another hand-in here, or none"
    with pytest.raises(NothingFromThere, match=alone):
        write_upload(week, course, "canvas", pages)
