"""Whoever hands in the law that draws should have, in place of draws, gets nothing for it."""

from functools import cache

import numpy as np
import pytest

from autograder.spec import hidden_sheet
from autograder.weeks import find_week, week_names
from gmcourse.check.ask import Answer
from gmcourse.check.law import is_law
from gmcourse.check.sheet import Raised
from gmcourse.check.trouble import Trouble
from gmcourse.check.verdict import mark
from gmcourse.check.wire import to_wire

LAWS = {"statistics.chi_square", "statistics.mean_within"}
ASKED = [
    (week, exercise.id)
    for week in week_names()
    for exercise in find_week(week).exercises
    if LAWS & {prop.compare for prop in exercise.properties}
]


@cache
def sheet(week, exercise):
    week = find_week(week)
    return hidden_sheet(week, week.exercise(exercise), 5)


def verbatim(value):
    """The answer key, handed in."""
    if isinstance(value, Raised):
        return Answer("error", trouble=Trouble(value.type, ""))
    return Answer("ok", node=to_wire(value))


@pytest.mark.parametrize("week, exercise", ASKED, ids=[exercise for _, exercise in ASKED])
def test_the_expected_law_wins_no_property_of_draws(week, exercise):
    asked = sheet(week, exercise)
    report = mark(asked, [verbatim(case.expected) for case in asked.cases], reveal=False)
    lost = {line.name for line in report.lines if not line.ok}
    assert {prop.name for prop in asked.properties if prop.compare in LAWS} <= lost


def test_a_student_who_computes_the_law_has_drawn_nothing():
    exercise = find_week("week02_graphical_models").exercise("ancestral_sample")
    args = exercise.public["main"][0]
    key = exercise.truth(**args | {"rng": np.random.default_rng(1)})
    assert is_law(key)
    asked = sheet("week02_graphical_models", "ancestral_sample")
    laws = [verbatim(case.expected if is_law(case.expected) else np.zeros(1)) for case in asked.cases]
    assert mark(asked, laws, reveal=False).score == 0
