"""A term in which names and addresses change: what a student was given goes where the hand-in goes, and no line is untrue."""

import pytest
from downloads import archive, canvas_name, moodle_name, notebook

from autograder.cli import main
from autograder.gradebook.extensions import extensions
from autograder.grading.due import extend, set_due_date
from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.listing import with_list
from autograder.handins.reading import STAMP
from autograder.handins.roster import kept_roster
from autograder.handins.taken import numbers_in_moodle, with_hand_ins
from autograder.weeks import find_week

HEADER = "Identifier,Full name,Email address\n"
JORG = "Jörg Schmidt"


@pytest.fixture
def later():
    return find_week("week02_graphical_models")


def sheet(tmp_path, *rows, header=HEADER):
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def download(tmp_path, week, *people):
    cell = {
        name: notebook(f"{name} {n}", "joint_table" if "02" in week.name else "entropy") for name, n in people
    }
    files = {moodle_name(name, n, file=f"{week.name}.ipynb"): cell[name] for name, n in people}
    return archive(tmp_path / f"{week.name}.zip", files)


@pytest.fixture
def renamed(tmp_path, course, week, later):
    """Week 1 of Jörg Müller, week 2 of Jörg Schmidt, who is the same, collected before its worksheet; and the worksheet."""
    collect(
        download(tmp_path, week, ("Jörg Müller", 1)),
        week,
        course,
        sheet(tmp_path, "Participant 1,Jörg Müller,j@u.edu"),
    )
    path = download(tmp_path, later, (JORG, 21))
    assert collect(path, later, course).new == ["jorg-schmidt"]
    return path, sheet(tmp_path, f"Participant 21,{JORG},j@u.edu")


def test_more_days_and_a_time_put_there_go_with_a_hand_in(course, later, renamed, capsys):
    path, listed = renamed
    set_due_date(later, course, "2026-01-31 23:59 UTC", lambda line: None)
    extend(later, course, "jorg-schmidt", "3", lambda line: None)
    (course.submitted / "jorg-schmidt" / later.name / STAMP).write_text("2026-02-01 10:00:00 UTC")
    assert (
        main(["collect", str(path), later.name, "--roster", str(listed), "--course", str(course.root)]) == 0
    )
    said = capsys.readouterr().out
    assert f"is filed there now, and {STAMP} with it" in said
    assert "j@u.edu: has the 3 days more that jorg-schmidt was given" in said
    assert {student: more.days for student, more in extensions(later, course).items()} == {"j@u.edu": 3}
    assert (course.submitted / "j@u.edu" / later.name / STAMP).read_text() == "2026-02-01 10:00:00 UTC"


def test_in_an_export_who_has_the_number_of_the_week_has_the_address_of_its_worksheet(course, later, renamed):
    roster = with_list(
        kept_roster(course),
        renamed[1],
        numbers_in_moodle(course, later),
        with_hand_ins(course, later),
        to_export=True,
    )
    assert roster.student("jorg-schmidt").email == "j@u.edu"


def test_a_new_address_is_said_and_a_list_that_names_the_student_makes_them_one(
    tmp_path, course, week, later
):
    collect(
        download(tmp_path, week, ("Ada Byron", 1)),
        week,
        course,
        sheet(tmp_path, "Participant 1,Ada Byron,ada@u.edu"),
    )
    path = download(tmp_path, later, ("Ada Byron", 21))
    done = collect(path, later, course, sheet(tmp_path, "Participant 21,Ada Byron,king@u.edu"))
    assert done.lines[0].startswith("king@u.edu: ")
    assert (
        "does not have ada@u.edu: taken for another; if they are one, withdraw what came as king@u.edu"
        in done.lines[0]
    )
    withdraw(later, course, "king@u.edu")
    own = sheet(tmp_path, "ada@u.edu,Ada Byron,king@u.edu", header="student,name,email\n")
    done = collect(path, later, course, own)
    assert (
        done.new,
        [line for line in done.lines if "against" in line or "nothing of this row" in line],
    ) == (["ada@u.edu"], [])
    assert [(p.student, p.email) for p in kept_roster(course).people] == [("ada@u.edu", "king@u.edu")]


def test_canvas_gradebook_without_its_numbers_still_has_names(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", {canvas_name("byronada", 7, 70): notebook()})
    listed = sheet(tmp_path, '"Byron, Ada",aby,A', header="Student,SIS Login ID,Section\n")
    assert collect(path, week, course, listed).new == ["aby"]
    assert kept_roster(course).student("aby").name == "Ada Byron"
