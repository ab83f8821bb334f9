"""More time for one student: given before or after the hand-in is graded, shown, taken away."""

from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.democlass import solved
from autograder.errors import BadOption
from autograder.feedback.pages import NoFeedback, write_feedback
from autograder.gradebook.extensions import extensions
from autograder.gradebook.marks import late_students
from autograder.grading.due import extend, set_due_date
from autograder.handins.roster import Person, Roster, keep_roster
from autograder.places import COURSE_ID, Course


@pytest.fixture
def place(tmp_path, week):
    course = Course(tmp_path / "course")
    set_due_date(week, course, "2026-01-31 12:00 UTC", str)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        gradebook.update_or_create_student("ada@uni.example")
        gradebook.update_or_create_submission(week.name, "ada@uni.example", timestamp=datetime(2026, 2, 2))
    return course


def test_more_time_is_given_and_taken_away(place, week):
    extend(week, place, "ada@uni.example", "3", str)
    assert {student: more.days for student, more in extensions(week, place).items()} == {"ada@uni.example": 3}
    extend(week, place, "ada@uni.example", "0", str)
    assert extensions(week, place) == {}


@pytest.mark.parametrize(
    ("student", "days", "words"),
    [
        ("ada@uni.example", "three", "no number of days"),
        ("ada@uni.exmaple", "3", "did you mean ada@uni.example"),
        (
            "zoe",
            "3",
            "nobody here is called 'zoe'; expected the name of a folder of hand-ins, or of the class list",
        ),
        ("ada@uni.example", "-1", "no number of days"),
        ("ada@uni.example", "1001", "no number of days up to 1000"),
    ],
)
def test_what_cannot_be_extended_says_why(place, week, student, days, words):
    with pytest.raises(BadOption, match=words):
        extend(week, place, student, days, str)


def test_a_week_without_a_due_date_has_nothing_to_extend(place, week):
    set_due_date(week, place, "none", str)
    with pytest.raises(BadOption, match="has no due date"):
        extend(week, place, "ada@uni.example", "3", str)


def hand_in(course, week, student, day):
    folder = course.submitted / student / week.name
    folder.mkdir(parents=True)
    (folder / f"{week.name}.ipynb").write_text(solved(week), encoding="utf-8")
    (folder / "timestamp.txt").write_text(f"2026-02-{day:02} 12:00:00 UTC", encoding="utf-8")


def test_more_time_that_was_promised_before_grading_counts_when_it_is_graded(
    tmp_path, week, monkeypatch, capsys
):
    def run(command, *options):
        assert main([command, week.name, *options, "--course", str(course.root)]) == 0
        return capsys.readouterr().out

    monkeypatch.chdir(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n", encoding="utf-8"
    )
    course = Course(tmp_path / "course")
    keep_roster(
        Roster([Person("ada", "Ada King"), Person("bob", "Bob Ray"), Person("eve", "Eve Li")]), course
    )
    said = run("due", "2026-02-01 12:00 UTC", "--extend", "ada", "3")
    assert "ada: 3 days more\nnext: the days of ada count once their hand-in is graded\n" in said
    run("due", "--extend", "eve", "1000")
    for student, day in (("ada", 3), ("bob", 3)):
        hand_in(course, week, student, day)
    said = run("grade", "--seed", "11")
    assert "late: bob;" in said
    assert late_students(week, course) == {"bob"}
    assert {student: more.days for student, more in extensions(week, course).items()} == {
        "ada": 3,
        "eve": 1000,
    }
    with pytest.raises(NoFeedback, match="can be handed in until 2028-1"):
        write_feedback(week, course, solutions=True)
    assert "eve" not in run("due", "--extend", "eve", "0")
    said = run("due", "--extend", "ada", "0")
    assert "late: ada, bob\nada: lateness takes off " in said


def test_a_due_date_that_is_taken_away_takes_promises_along(place, week):
    keep_roster(Roster([Person("bob", "Bob Ray")]), place)
    extend(week, place, "bob", "2", str)
    set_due_date(week, place, "none", str)
    assert extensions(week, place) == {}
