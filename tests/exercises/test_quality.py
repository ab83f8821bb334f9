"""Every exercise of every week: right answers get all points, wrong ones lose some and are named.

A misconception that could not be told from another would be named as the other, so naming each as
itself also shows that they are pairwise distinguishable, on the public cases and on the hidden ones.
"""

import pytest
from each_exercise import LONG, each

from autograder.democlass import source_of
from autograder.quality import exercise_findings
from autograder.quality.around import names_around
from autograder.spec import hidden_sheet, public_sheet
from autograder.weeks import find_week, week_names
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

WEEKS = {name: find_week(name) for name in week_names()}


def pasted(week, exercise, function):
    """The function as it is when its source text stands in a student's cell."""
    source = source_of(function, exercise)
    names = names_around(WEEKS[week], exercise, source)
    exec(source, names)
    return names[exercise]


@each("week, exercise")
def test_there_are_wrong_and_other_answers(week, exercise):
    wrong = WEEKS[week].exercise(exercise).misconceptions
    assert wrong
    assert len({m.name for m in wrong}) == len(wrong)
    names = {m.name for m in wrong if not m.like}
    assert all(m.like in names if m.like else len(m.hint) > 30 for m in wrong)
    assert len(WEEKS[week].exercise(exercise).alternatives) >= 3


@each("week, exercise", by_night=LONG)
def test_pasted_into_a_students_cell_answers_get_the_mark_they_deserve(week, exercise):
    """By day each on the hidden cases or on the public ones, by turns, and one wrong answer a name."""
    asked = WEEKS[week].exercise(exercise)
    sheets = hidden_sheet(WEEKS[week], asked, 1), public_sheet(WEEKS[week], asked)
    assert mark(sheets[0], ask(sheets[0], asked.reference), reveal=True).status == "pass"
    for place, function in enumerate(asked.alternatives):
        passes(sheets[place % 2], week, exercise, function)
    for place, wrong in enumerate(wrong for wrong in asked.misconceptions if not wrong.like):
        is_named(sheets[place % 2], week, exercise, wrong)


@pytest.mark.slow
@each("week, exercise")
def test_every_answer_gets_the_mark_it_deserves(week, exercise):
    """On the public cases and in two sittings, every form of every wrong answer."""
    assert exercise_findings(WEEKS[week], WEEKS[week].exercise(exercise), seeds=(1, 20261)) == []


@pytest.mark.slow
@each("week, exercise")
def test_pasted_into_a_students_cell_every_answer_gets_the_mark_it_deserves(week, exercise):
    asked = WEEKS[week].exercise(exercise)
    sheet = public_sheet(WEEKS[week], asked)
    for function in asked.alternatives:
        passes(sheet, week, exercise, function)
    for wrong in asked.misconceptions:
        is_named(sheet, week, exercise, wrong)


@pytest.mark.slow
@each("week, exercise")
def test_no_sitting_costs_a_right_answer_a_point(week, exercise):
    """Questions are drawn anew for each sitting: none may be such that one right way comes to another answer."""
    asked = WEEKS[week].exercise(exercise)
    for seed in range(301, 305):
        sheet = hidden_sheet(WEEKS[week], asked, seed)
        for way in asked.alternatives:
            report = mark(sheet, ask(sheet, way), reveal=True)
            assert report.status == "pass", f"sitting {seed}, {way.__name__}: {report}"


def passes(sheet, week, exercise, function):
    report = mark(sheet, ask(sheet, pasted(week, exercise, function)), reveal=True)
    assert report.status == "pass", f"{function.__name__}: {report}"


def is_named(sheet, week, exercise, wrong):
    report = mark(sheet, ask(sheet, pasted(week, exercise, wrong.function)), reveal=True)
    assert report.score < report.points, wrong.name
    assert report.diagnosis == wrong.known_as, report
