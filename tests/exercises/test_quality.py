"""Every exercise of every week: right answers get all points, wrong ones lose some and are named.

A misconception that could not be told from another would be named as the other, so naming each as
itself also shows that they are pairwise distinguishable, on the public cases and on the hidden ones.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from autograder import exercises
from autograder.democlass import source_of
from autograder.exercises.spec import public_sheet
from autograder.quality import exercise_findings
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

ROOT = Path(exercises.__file__).parents[2]
MODULES = sorted(
    p.stem for p in Path(exercises.__file__).parent.glob("week*.py") if re.fullmatch(r"week\d\d", p.stem)
)


def week_of(module):
    """The Week of a module; None where it does not import, which `test_the_week_imports` reports."""
    try:
        return import_module(f"autograder.exercises.{module}").WEEK
    except Exception:
        return None


WEEKS = {week.name: week for week in map(week_of, MODULES) if week}
EXERCISES = [(week, e.id) for week in WEEKS for e in WEEKS[week].exercises]


def each(names, rows):
    return pytest.mark.parametrize(names, rows, ids=["-".join(row) for row in rows])


@cache
def names_of_the_setup_cell(week):
    """What a student's cell can use: the imports of the notebook's first code cell."""
    path = ROOT / "solutions" / f"{week}.py"
    if not path.is_file():
        pytest.skip(f"solutions/{week}.py is not there yet")
    cell = re.search(r'^# %% locked="setup"\n(.*?)^# %%', path.read_text(encoding="utf-8"), re.M | re.S)
    names = {}
    exec(cell[1], names)
    return names


def pasted(week, exercise, function):
    """The function as it is when its source text alone stands in a student's cell."""
    names = dict(names_of_the_setup_cell(week))
    exec(source_of(function, exercise), names)
    return names[exercise]


@pytest.mark.parametrize("module", MODULES)
def test_the_week_imports(module):
    assert import_module(f"autograder.exercises.{module}").WEEK.exercises


@pytest.mark.parametrize("week", WEEKS)
def test_answers_belong_to_an_exercise(week):
    ids = {e.id for e in WEEKS[week].exercises}
    assert set(WEEKS[week].wrong.items) <= ids
    assert set(WEEKS[week].alternatives.items) <= ids


@each("week, exercise", EXERCISES)
def test_there_are_wrong_and_other_answers(week, exercise):
    wrong = WEEKS[week].wrong.of(exercise)
    assert wrong
    assert len({m.name for m in wrong}) == len(wrong)
    assert all(len(m.hint) > 30 for m in wrong)
    assert len(WEEKS[week].alternatives.of(exercise)) >= 3


@each("week, exercise", EXERCISES)
def test_every_answer_gets_the_mark_it_deserves(week, exercise):
    """The reference and the alternatives lose nothing, each wrong answer loses and is named as itself."""
    assert exercise_findings(WEEKS[week], WEEKS[week].exercise(exercise), seeds=(1, 20261)) == []


@each("week, exercise", EXERCISES)
def test_pasted_into_a_students_cell_they_are_marked_alike(week, exercise):
    sheet = public_sheet(WEEKS[week], WEEKS[week].exercise(exercise))
    for wrong in WEEKS[week].wrong.of(exercise):
        report = mark(sheet, ask(sheet, pasted(week, exercise, wrong.function)), reveal=True)
        assert report.diagnosis == wrong.name, report
    for function in WEEKS[week].alternatives.of(exercise):
        report = mark(sheet, ask(sheet, pasted(week, exercise, function)), reveal=True)
        assert report.status == "pass", f"{function.__name__}: {report}"
