"""Feedback that goes back: a zip file with the names that Canvas and Moodle gave, for all or for one student."""

import zipfile

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name

from autograder.cli import main
from autograder.democlass import solved, unsolved
from autograder.handins.lms_names import with_file


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
