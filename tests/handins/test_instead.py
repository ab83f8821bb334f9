"""What comes, or lies, in a hand-in's place is said, and leaves a trace where it says whose it is."""

import pytest
from downloads import WEEK, archive, moodle_name, notebook

from autograder.handins.collect import collect
from autograder.handins.instead import strays
from autograder.handins.reading import Submission, Unreadable, find_submissions
from autograder.handins.taken import refused_of
from autograder.places import Course


def test_a_mail_a_page_or_a_text_of_moodles_is_said_and_leaves_a_trace(tmp_path, week):
    course = Course(tmp_path / "course")
    text = "{}_assignsubmission_onlinetext/onlinetext.html"
    files = {
        moodle_name("Ada King", 1, "re_homework.eml"): b"From: ada@x.edu\n\nmy homework",
        moodle_name("Bao Li", 2, "homework.msg"): b"\xd0\xcf\x11\xe0",
        moodle_name("Cem Ak", 3, f"{WEEK}.html"): b"<html>",
        text.format("Dot Xu_4"): b"<p>see Colab",
        text.format("Eva Yo_5"): b"<p>here it is",
        moodle_name("Eva Yo", 5): notebook(),
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    said = "\n".join(done.lines)
    for words in (
        "Ada King (1): re_homework.eml: a mail or a page, not the notebook; ask for the .ipynb",
        "Bao Li (2): homework.msg: a mail or a page, not the notebook",
        f"Cem Ak (3): {WEEK}.html: a print, not the notebook",
        "Dot Xu_4_assignsubmission_onlinetext/onlinetext.html: text typed into Moodle, no file; ask for the .ipynb",
    ):
        assert words in said
    assert done.new == ["eva-yo"]
    assert set(refused_of(course, week)) == {"ada-king-1", "bao-li-2", "cem-ak-3", "dot-xu-4"}


def lay(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_what_lies_where_no_hand_in_is_looked_for_gets_a_line(tmp_path):
    lay(
        tmp_path, f"good/{WEEK}/{WEEK}.ipynb", "good/notes.txt", "last-week/week02_graphical_models/a.ipynb", ".DS_Store",
        "mailed/hello.eml", f"beside/{WEEK}.ipynb", f"renamed/week1/{WEEK}.ipynb", "stray.ipynb",
    )  # fmt: skip
    assert list(strays(tmp_path, WEEK)) == [
        f"stray.ipynb in no student's folder is not looked at; a notebook belongs at {tmp_path}/<student>/{WEEK}/{WEEK}.ipynb",
        *(
            f"{who}: no hand-in of {WEEK}, {what} is not looked at; a notebook belongs at {tmp_path}/{who}/{WEEK}/{WEEK}.ipynb"
            for who, what in (
                ("beside", f"{WEEK}.ipynb"),
                ("mailed", "hello.eml"),
                ("renamed", "week1"),
            )
        ),
    ]


def test_a_notebook_of_another_name_is_taken_with_a_line(tmp_path):
    lay(tmp_path, f"vera/{WEEK}/vera final.ipynb", f"ada/{WEEK}/{WEEK}.ipynb")
    assert [(s.student, s.choice) for s in find_submissions(tmp_path, WEEK)] == [
        ("ada", ""),
        ("vera", f"vera final.ipynb is taken, there is no {WEEK}.ipynb"),
    ]


@pytest.mark.parametrize(("names", "words"), [
    (["hello.eml"], r"only hello.eml \(a mail or a page, not the notebook\)"),
    (["hw.zip"], r"only hw.zip \(a zip file, which only `collect` opens\)"),
    (["a.txt", "b.html", "c.py", "d.py"], r"only a.txt, b.html, c.py and 1 more \(a script, not the notebook\)"),
    ([".hidden"], "nothing"),
])  # fmt: skip
def test_a_folder_without_a_notebook_says_what_is_in_it(tmp_path, names, words):
    lay(tmp_path / "ada" / WEEK, *names)
    hand_in = Submission("ada", WEEK, tmp_path / "ada" / WEEK / f"{WEEK}.ipynb")
    with pytest.raises(
        Unreadable, match=rf"no {WEEK}.ipynb in {WEEK}/, {words}; ask for a hand-in of that name"
    ):
        hand_in.read_bytes()
