"""Hand-ins whose names Canvas hides, and those of groups whose name ends as Canvas's numbers begin."""

import zipfile

import pytest
from downloads import WEEK, archive, canvas_name, notebook

from autograder.feedback.upload import write_upload
from autograder.gradebook.advice import advice
from autograder.gradebook.marks import Mark
from autograder.handins.collect import collect
from autograder.handins.roster import kept_roster

LIST = "student,name,canvas id\nada,Ada Byron,301\nbob,Bob Stone,302\n"
SHOWN = [("byronada", 301, 9001), ("stonebob", 302, 9002)]


def hidden(path):
    return archive(
        path,
        {f"anon_{c}1_{order}_{WEEK}.ipynb": notebook(name) for c, (name, _, order) in zip("ab", SHOWN)},
    )


def shown(path):
    return archive(path, {canvas_name(name, i, order): notebook(name) for name, i, order in SHOWN})


def listed(tmp_path, text=LIST):
    path = tmp_path / "list.csv"
    path.write_text(text)
    return path


def handed_in(course):
    return {path.parts[-3]: path.read_bytes() for path in course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")}


@pytest.mark.parametrize("when", ["before", "after"])
def test_whom_canvas_hid_is_filed_by_name_once_it_is_shown(tmp_path, course, week, when):
    done = collect(hidden(tmp_path / "1.zip"), week, course, listed(tmp_path) if when == "before" else None)
    assert sorted(done.new) == ["anon_a1", "anon_b1"]
    assert [
        line
        for line in done.lines
        if line.startswith("Canvas hides whose 2 hand-ins these are: anon_a1, anon_b1;")
    ]
    collect(shown(tmp_path / "2.zip"), week, course, listed(tmp_path))
    assert handed_in(course) == {"ada": notebook("byronada"), "bob": notebook("stonebob")}
    assert {p.student for p in kept_roster(course).people} == {"ada", "bob"}


def test_whom_canvas_hid_keeps_the_folder_and_has_a_name_where_no_list_is(tmp_path, course, week):
    collect(hidden(tmp_path / "1.zip"), week, course)
    done = collect(shown(tmp_path / "2.zip"), week, course)
    assert sorted(done.unchanged) == ["anon_a1", "anon_b1"]
    assert {p.student: (p.name, p.canvas_id) for p in kept_roster(course).people} == {
        "anon_a1": ("byronada", "301"), "anon_b1": ("stonebob", "302")
    }  # fmt: skip
    assert not [line for line in done.lines if "hides" in line]


def test_another_upload_of_the_same_person_is_no_upload_that_was_hidden(tmp_path, course, week):
    collect(hidden(tmp_path / "1.zip"), week, course)
    done = collect(
        archive(tmp_path / "2.zip", {canvas_name("byronada", 301, 9009): notebook("x")}), week, course
    )
    assert done.new == ["byronada-301"]


GROUPS = (
    "name,canvas_user_id,login_id,group_name\n"
    "Rita Roe,201,rita,Team_1\nRob Ray,202,rob,Team_1\nBea Blue,203,bea,Team_2\nBo Bell,204,bo,Team_2\n"
)
TEAMS = {
    f"team_1_201_8001_{WEEK}.ipynb": notebook("one"),
    f"team_2_LATE_204_8002_{WEEK}.ipynb": notebook("two"),
}  # fmt: skip


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_group_may_be_called_with_a_number_behind_a_line(tmp_path, course, week, when):
    path, bo = archive(tmp_path / "s.zip", TEAMS), "bo" if when == "before" else "team_2-204"
    if when == "after":
        assert sorted(collect(path, week, course).new) == ["team-1", "team_2-204"]
    done = collect(path, week, course, listed(tmp_path, GROUPS))
    assert handed_in(course) == {
        "rita": notebook("one"), "rob": notebook("one"), "bea": notebook("two"), bo: notebook("two")
    }  # fmt: skip
    assert sorted(done.late) == sorted(["bea", bo])
    pages = []
    for student in ("rita", bo):
        page = course.feedback / student / WEEK / f"{WEEK}.html"
        page.parent.mkdir(parents=True)
        page.write_text(student)
        pages.append(page)
    with zipfile.ZipFile(write_upload(week, course, "canvas", pages)) as held:
        assert sorted(held.namelist()) == [f"team1_201_8001_{WEEK}.html", f"team2_LATE_204_8002_{WEEK}.html"]


def test_a_number_in_a_file_of_ones_own_makes_no_group(tmp_path, course, week):
    """The number behind must be that of one of the group."""
    files = {f"roerita_201_9001_77_{WEEK}.ipynb": notebook("mine")}
    text = GROUPS.replace("Team_2", "roerita_201")
    collect(archive(tmp_path / "s.zip", files), week, course, listed(tmp_path, text))
    assert handed_in(course) == {"rita": notebook("mine")}


def test_who_was_graded_while_hidden_has_a_row_under_the_number_that_canvas_shows(
    tmp_path, course, week, monkeypatch
):
    collect(hidden(tmp_path / "1.zip"), week, course)
    monkeypatch.setattr("autograder.handins.collect.is_graded", lambda *_: True)
    done = collect(shown(tmp_path / "2.zip"), week, course, listed(tmp_path))
    assert [line for line in done.lines if "but graded as anon_a1" in line]
    assert done.missing == []
    roster = kept_roster(course)
    assert {s: roster.student(s).canvas_id for s in ("anon_a1", "anon_b1")} == {
        "anon_a1": "301",
        "anon_b1": "302",
    }
    marks = [Mark(student, {}, 1.0, 1.0) for student in ("anon_a1", "anon_b1")]
    assert not [line for line in advice(marks, week, "canvas", roster) if "no row" in line]


def test_a_spreadsheets_whole_numbers_are_ids(tmp_path, course, week):
    collect(
        shown(tmp_path / "1.zip"),
        week,
        course,
        listed(tmp_path, LIST.replace("301", "301.0").replace("302", "302.00")),
    )
    assert sorted(handed_in(course)) == ["ada", "bob"]


def test_who_uploads_again_before_names_are_shown_leaves_a_line_on_the_first(tmp_path, course, week):
    assert collect(hidden(tmp_path / "1.zip"), week, course, listed(tmp_path)).missing == []
    files = {
        canvas_name("byronada", 301, 9001): notebook("byronada"),
        canvas_name("stonebob", 302, 9050): notebook("new"),
    }
    done = collect(archive(tmp_path / "2.zip", files), week, course)
    assert sorted(done.new) == ["ada", "bob"]
    assert done.lines[-1] == (
        "anon_b1: handed in while Canvas hid names, and not in this download; who uploaded again has a hand-in under their name now: "
        f"then `autograder withdraw {WEEK} anon_b1`"
    )
