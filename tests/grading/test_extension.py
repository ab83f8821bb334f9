"""More time for one student: given once there is something to extend, shown, taken away."""

from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from autograder.errors import BadOption
from autograder.grading.due import extend, extensions, set_due_date
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
        ("ada@uni.example", "-1", "no number of days"),
    ],
)
def test_what_cannot_be_extended_says_why(place, week, student, days, words):
    with pytest.raises(BadOption, match=words):
        extend(week, place, student, days, str)


def test_a_week_without_a_due_date_has_nothing_to_extend(place, week):
    set_due_date(week, place, "none", str)
    with pytest.raises(BadOption, match="has no due date"):
        extend(week, place, "ada@uni.example", "3", str)
