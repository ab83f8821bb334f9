"""Two of one name in Canvas, and lists that come late: nobody is doubled, and no line is untrue."""

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook

from autograder.gradebook.advice import advice
from autograder.gradebook.marks import Mark
from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.roster import kept_roster
from autograder.weeks import find_week

PEOPLE = {201: "bachanna", 202: "bachanna", 203: "čapekkarel"}
NAMES = "student,name\nabach1,Anna Bach\nabach2,Anna Bach\nkcapek,Karel Čapek\n"
IDS = "student,name,canvas id\nabach1,Anna Bach,201\nabach2,Anna Bach,202\nkcapek,Karel Čapek,203\n"
GRADEBOOK = (
    'Student,ID,SIS Login ID,Section\n"Bach, Anna",201,u1,A\n"Bach, Anna",202,u2,A\n"Čapek, Karel",203,u3,A\n'
)
WHOSE = "bachanna-{}: whose is it? abach1 or abach2 could be; give a class list with the columns student and canvas id as --roster"


@pytest.fixture
def given(tmp_path, course, week):
    """Collects the download with a list."""
    files = {canvas_name(name, n, n): notebook(str(n)) for n, name in PEOPLE.items()}
    path = archive(tmp_path / "s.zip", files)

    def collected(text=""):
        listed = tmp_path / "list.csv"
        listed.write_text(text, encoding="utf-8")
        return collect(path, week, course, listed if text else None)

    return collected


def students(course):
    return sorted(path.parent.name for path in course.submitted.glob(f"*/{WEEK}"))


def exported(course, week):
    marks = [Mark(student, {}, 1.0, 1.0) for student in students(course)]
    return list(advice(marks, week, "canvas", kept_roster(course)))


def test_names_then_numbers_file_each_where_the_list_has_them(course, week, given):
    given()
    done = given(NAMES)
    assert [line for line in done.lines if "bach" in line] == [WHOSE.format(201), WHOSE.format(202)]
    assert done.missing == []
    (line,) = exported(course, week)
    assert line.startswith("abach1, abach2: on the class list, and may be bachanna-201, bachanna-202 under")
    done = given(IDS)
    assert done.lines == [
        f"bachanna-{n}: bachanna ({n}) is {student} of the class list, and is filed there now"
        for n, student in ((201, "abach1"), (202, "abach2"))
    ]
    assert (students(course), done.missing) == (["abach1", "abach2", "kcapek"], [])
    assert (exported(course, week), len(kept_roster(course).people)) == ([], 3)
    assert {p.student: p.canvas_id for p in kept_roster(course).people}["abach2"] == "202"


def test_a_list_of_names_before_the_hand_ins_asks_whose_they_are(course, week, given):
    done = given(NAMES)
    assert done.lines[:2] == [WHOSE.format(201), WHOSE.format(202)]
    assert done.missing == []
    given(IDS)
    assert students(course) == ["abach1", "abach2", "kcapek"]


def test_who_is_graded_has_a_row_and_no_line_says_otherwise(course, week, given):
    given(NAMES)
    for n in (201, 202):
        kept = course.results / WEEK / f"bachanna-{n}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("{}")
    done = given(IDS)
    assert f"bachanna (201) is abach1 of the class list, but graded as bachanna-201; `autograder withdraw {WEEK} bachanna-201`" in done.lines[0]  # fmt: skip
    assert exported(course, week) == [
        "in this file under the names of their folders: abach1 is bachanna-201, abach2 is bachanna-202"
    ]
    assert done.missing == []


def test_numbers_then_names_are_the_same_people_under_the_folders_that_are_there(course, week, given):
    given()
    (line,) = given(IDS).lines
    assert line == (
        "list.csv came later than their folders, which keep their names: "
        "abach1 is bachanna-201, abach2 is bachanna-202, kcapek is capekkarel-203"
    )
    for _ in range(2):
        done = given(NAMES)
        assert (done.lines, done.missing, len(done.unchanged)) == ([], [], 3)
    assert (exported(course, week), len(kept_roster(course).people)) == ([], 3)


LATER = "list.csv came later than their folders, which keep their names: Anna Bach (u1) is bachanna-201, Anna Bach (u2) is bachanna-202"


def test_canvas_gradebook_after_a_list_of_names_has_everybody_and_a_list_of_both_tells_the_names(
    course, week, given
):
    given(NAMES)
    done = given(GRADEBOOK)
    assert (done.lines, done.missing, exported(course, week)) == ([LATER], [], [])
    (line,) = given(IDS).lines
    assert line.endswith("names: abach1 is bachanna-201, abach2 is bachanna-202")
    found = {p.student: (p.canvas_id, p.called, p.login) for p in kept_roster(course).people}
    assert found == {
        "bachanna-201": ("201", "abach1", "u1"),
        "bachanna-202": ("202", "abach2", "u2"),
        "kcapek": ("203", "kcapek", "u3"),
    }
    assert given(IDS).lines == []


def test_one_of_two_of_a_name_in_a_gradebook_leaves_who_may_be_whom(course, week, given):
    given(NAMES)
    done = given(GRADEBOOK.replace('"Bach, Anna",202,u2,A\n', ""))
    assert WHOSE.format(202) in done.lines
    assert len(exported(course, week)) == 1


def test_who_was_graded_before_a_list_of_names_came_is_one_with_whom_a_gradebook_has(course, week, given):
    given()
    for student in students(course):
        kept = course.results / WEEK / f"{student}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("{}")
    given(NAMES)
    assert exported(course, week) != []
    done = given(GRADEBOOK)
    assert (done.lines, done.missing, exported(course, week)) == (
        [LATER + ", Karel Čapek (u3) is capekkarel-203"], [], [],
    )  # fmt: skip
    found = {p.student: (p.called, p.login) for p in kept_roster(course).people}
    assert found["capekkarel-203"] == ("kcapek", "u3")
    assert len(found) == 3


def test_a_namesake_who_joins_and_is_taken_by_name_takes_nothing_of_the_first(tmp_path, course, week):
    """Week 1 has one Li Fang; week 2's first download is collected before its worksheet says that another came."""
    later, header = find_week("week02_graphical_models"), "Identifier,Full name,Email address\n"
    sheets = {
        "first": f"{header}Participant 100,Li Fang,lf1@u.edu\n",
        "second": f"{header}Participant 201,Li Fang,lf2@u.edu\nParticipant 202,Li Fang,lf1@u.edu\n",
    }
    paths = {}
    for name, text in sheets.items():
        paths[name] = tmp_path / f"{name}.csv"
        paths[name].write_text(text)
    one = archive(tmp_path / "1.zip", {moodle_name("Li Fang", 100): notebook("first")})
    cell = notebook("second", exercise="joint_table")
    two = archive(tmp_path / "2.zip", {moodle_name("Li Fang", 201, file=f"{later.name}.ipynb"): cell})
    (folder,) = collect(one, week, course, paths["first"]).new
    assert collect(two, later, course).new == [folder]
    done = collect(two, later, course, paths["second"])
    assert (
        f"the list has lf2@u.edu as participant 201; where the list is right, `autograder withdraw {later.name} {folder}`"
        in done.lines[0]
    )
    assert {p.email: p.student for p in kept_roster(course).people} == {
        "lf1@u.edu": folder, "lf2@u.edu": "lf2@u.edu"
    }  # fmt: skip
    withdraw(later, course, folder)
    assert collect(two, later, course, paths["second"]).new == ["lf2@u.edu"]


def test_a_folder_of_no_list_is_neither_of_two_who_have_its_name(tmp_path, course, week):
    later, sheet = find_week("week02_graphical_models"), tmp_path / "sheet.csv"
    collect(archive(tmp_path / "1.zip", {moodle_name("Li Fang", 100): notebook("first")}), week, course)
    cell = notebook("second", exercise="joint_table")
    files = {moodle_name("Li Fang", n, file=f"{later.name}.ipynb"): cell for n in (201, 202)}
    sheet.write_text(
        "Identifier,Full name,Email address\nParticipant 201,Li Fang,lf2@u.edu\nParticipant 202,Li Fang,lf1@u.edu\n"
    )
    done = collect(archive(tmp_path / "2.zip", files), later, course, sheet)
    assert sorted(done.new) == ["lf1@u.edu", "lf2@u.edu"]
    assert done.lines[0].startswith(
        "li-fang: whose is it? sheet.csv has 2 of the name, lf2@u.edu, lf1@u.edu; "
    )
    assert not kept_roster(course).student("li-fang").email


def test_behind_a_groups_name_stands_the_longest_name_that_a_list_has(tmp_path, course, week):
    listed = tmp_path / "list.csv"
    listed.write_text("student,name\nlena,Lena Groß\nanna,Anna-Lena Groß\n", encoding="utf-8")
    files = {
        moodle_name(name, n): notebook(name)
        for n, name in ((1, "Anna-Lena Groß"), (2, "Red-Blue-Anna-Lena Groß"))
    }
    done = collect(archive(tmp_path / "1.zip", files), week, course, listed)
    assert done.new == ["anna"]
    assert any(
        line.startswith("skipped Red-Blue-Anna-Lena Groß (2): whose is it? anna could be;")
        for line in done.lines
    )


def test_behind_a_groups_name_a_name_that_two_have_asks_whose_it_is(tmp_path, course, week):
    listed = tmp_path / "list.csv"
    listed.write_text("student,name\nhans1,Hans Maier\nhans2,Hans Maier\n", encoding="utf-8")
    path = archive(tmp_path / "1.zip", {moodle_name("Team 1-Hans Maier", 2): notebook()})
    assert (
        collect(path, week, course, listed)
        .lines[0]
        .startswith("skipped Team 1-Hans Maier (2): whose is it? hans1 or hans2 could be;")
    )
