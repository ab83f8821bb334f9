"""Every exercise of every week: right answers get all points, wrong ones lose some and are named.

A misconception that could not be told from another would be named as the other, so naming each as
itself also shows that they are pairwise distinguishable, on the public cases and on the hidden ones.
"""

import inspect
import re
import textwrap
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from autograder import exercises
from autograder.exercises.spec import hidden_sheet, public_sheet
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

SITTINGS = ("public", 1, 20261)
ROOT = Path(exercises.__file__).parents[2]
MODULES = sorted(
    p.stem for p in Path(exercises.__file__).parent.glob("week*.py") if re.fullmatch(r"week\d\d", p.stem)
)


@cache
def week_of(module):
    """The Week of a module; None where it does not import, which `test_the_week_imports` reports."""
    try:
        return import_module(f"autograder.exercises.{module}").WEEK
    except Exception:
        return None


WEEKS = {week.name: week for week in map(week_of, MODULES) if week}
EXERCISES = [(week, e.id) for week in WEEKS for e in WEEKS[week].exercises]
WRONG = [(w, e, m.name) for w, e in EXERCISES for m in WEEKS[w].wrong.of(e)]
OTHER = [(w, e, f.__name__) for w, e in EXERCISES for f in WEEKS[w].alternatives.of(e)]


def each(names, rows):
    return pytest.mark.parametrize(names, rows, ids=["-".join(row) for row in rows])


@cache
def sheet_of(week, exercise, sitting):
    week = WEEKS[week]
    exercise = week.exercise(exercise)
    return public_sheet(week, exercise) if sitting == "public" else hidden_sheet(week, exercise, sitting)


@cache
def names_of_the_setup_cell(week):
    """What a student's cell can use: the imports of the notebook's first code cell."""
    path = ROOT / "solutions" / f"{week}.py"
    if not path.is_file():
        return {}
    cell = re.search(r'^# %% locked="setup"\n(.*?)^# %%', path.read_text(encoding="utf-8"), re.M | re.S)
    names = {}
    exec(cell[1], names)
    return names


def pasted(week, function):
    """The function as it is when its source text alone stands in a student's cell."""
    source = textwrap.dedent(inspect.getsource(function))
    source = source[re.search(r"^(async )?(def|class) ", source, re.M).start() :]
    names = dict(names_of_the_setup_cell(week))
    exec(source, names)
    return names[function.__name__]


def reports(week, exercise, function):
    for sitting in SITTINGS:
        sheet = sheet_of(week, exercise, sitting)
        yield sitting, mark(sheet, ask(sheet, function), reveal=False)


@pytest.mark.parametrize("module", MODULES)
def test_the_week_imports(module):
    assert import_module(f"autograder.exercises.{module}").WEEK.exercises


@each("week, exercise", EXERCISES)
def test_the_reference_gets_all_points(week, exercise):
    for sitting, report in reports(week, exercise, WEEKS[week].exercise(exercise).reference):
        assert report.score == report.points, f"{sitting}: {report}"


@each("week, exercise", EXERCISES)
def test_there_are_wrong_and_other_answers(week, exercise):
    wrong = WEEKS[week].wrong.of(exercise)
    assert wrong
    assert len({m.name for m in wrong}) == len(wrong)
    assert all(len(m.hint) > 30 for m in wrong)
    assert len(WEEKS[week].alternatives.of(exercise)) >= 2


@pytest.mark.parametrize("week", WEEKS)
def test_answers_belong_to_an_exercise(week):
    ids = {e.id for e in WEEKS[week].exercises}
    assert set(WEEKS[week].wrong.items) <= ids
    assert set(WEEKS[week].alternatives.items) <= ids


@each("week, exercise, name", WRONG)
def test_a_wrong_answer_loses_points_and_is_named(week, exercise, name):
    wrong = next(m for m in WEEKS[week].wrong.of(exercise) if m.name == name)
    for sitting, report in reports(week, exercise, pasted(week, wrong.function)):
        assert report.score < report.points, f"{sitting}: no point lost"
        assert report.diagnosis == name, f"{sitting}: {report}"


@each("week, exercise, name", OTHER)
def test_an_alternative_loses_no_point(week, exercise, name):
    function = next(f for f in WEEKS[week].alternatives.of(exercise) if f.__name__ == name)
    for sitting, report in reports(week, exercise, pasted(week, function)):
        assert report.score == report.points, f"{sitting}: {report}"
