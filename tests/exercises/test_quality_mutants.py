"""The mutants: what is changed and what is not, that a weak test lets them live, that the table is not stale."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from autograder.quality import trial
from autograder.quality.equivalent import reasons, stale
from autograder.quality.guards import checks_of, without_guards
from autograder.quality.mutants import Mutant, function_of, mutants
from autograder.quality.mutate import mutations
from autograder.quality.report import figures_of, references
from autograder.quality.trial import fates
from autograder.weeks import find_week, week_names

WEEK1 = find_week("week01_probability_mle")


def changes(text, checks=frozenset()):
    return {one.now for one in mutations(text, checks)}


@pytest.mark.parametrize(
    ("statement", "mutant"),
    [
        ("return a + b", "return a - b"),
        ("return a + b", "return a"),
        ("return a - b", "return b - a"),
        ("return x[1]", "return x[2]"),
        ("return x[1:]", "return x[:]"),
        ("return a < b", "return a <= b"),
        ("return a and b", "return a or b"),
        ("return not a", "return a"),
        ("return np.sum(x, axis=0)", "return np.sum(x, axis=1)"),
        ("return np.sum(x, axis=0)", "return np.sum(x)"),
        ("return np.sum(x, axis=0)", "return np.mean(x, axis=0)"),
        ("return np.exp(x)", "return x"),
        ("return f(a, b)", "return f(b, a)"),
        ("return x.T", "return x"),
        ("return a if b else c", "return c if b else a"),
        ("return (a, b)", "return (b, a)"),
        ("return [v for v in x if v]", "return [v for v in x]"),
    ],
)
def test_each_operator_makes_its_mutant(statement, mutant):
    assert mutant in changes(f"def g(a, b, c, x):\n    {statement}")


def test_what_no_answer_shows_is_left_alone():
    text = '''
def g(x, name="x"):
    """Twice 1."""
    if x.ndim != 2:
        raise ValueError(f"{name} has {x.ndim} axes")
    _check(x, 2)
    x = np.asarray(x, dtype=float)
    return (x - 1) ** 2
'''
    assert not {
        now for now in changes(text) if "raise" in now or "ndim" in now or "check" in now or "dtype" in now
    }
    assert "return (1 - x) ** 2" not in changes(text)


def test_guards_go_with_the_names_that_only_they_use():
    text = "def g(x):\n    size = len(x)\n    if size < 2:\n        raise ValueError(size)\n    return x"
    bare = ast.unparse(without_guards(ast.parse(text).body[0], frozenset()))
    assert bare == "def g(x):\n    return x"


def test_a_function_that_only_complains_is_a_check():
    tree = ast.parse(
        "def check(x):\n    if x < 0:\n        raise ValueError(x)\n\ndef twice(x):\n    return 2 * x"
    )
    assert checks_of({node.name: node for node in tree.body}) == {"check"}


@pytest.mark.parametrize("week", week_names())
def test_the_table_of_equivalent_mutants_is_not_stale(week):
    """A row speaks of a mutant that is still made, so that a changed reference is looked at again."""
    week = find_week(week)
    others = references(week)
    living = [m for e in week.exercises for m in mutants(e, others)]
    assert stale(living, {e.id for e in week.exercises}) == []
    assert len({m.key for m in living}) == len(living)


def test_each_row_of_the_table_gives_a_reason():
    known = {e.id for name in week_names() for e in find_week(name).exercises}
    assert reasons()
    for (exercise, *_), why in reasons().items():
        assert exercise in known
        assert len(why.split()) >= 5


def test_a_weak_test_lets_a_mutant_live_and_a_case_more_kills_it():
    exercise = WEEK1.exercise("bernoulli_mle")
    weak = replace(
        exercise,
        public={},
        hidden=lambda rng: {"main": [{"x": np.ones(1)}], "extremes": [{"x": np.zeros(1)}]},
    )
    sums = [m for m in mutants(exercise) if "sum" in m.now]
    assert fates(WEEK1, weak, sums)[0].survived
    assert not fates(WEEK1, exercise, sums)[0].survived


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("while True: pass", "hung"),
        ("import os; os._exit(3)", "died"),
        ("return np.zeros(10**12)", "killed"),
        ("raise SystemExit", "died"),
    ],
)
def test_a_mutant_that_hangs_or_dies_takes_nothing_with_it(body, outcome):
    exercise = WEEK1.exercise("bernoulli_mle")
    bad = Mutant(
        exercise.id, "bernoulli_mle", "", "", "", f"import numpy as np\ndef bernoulli_mle(x):\n    {body}"
    )
    good = replace(bad, text="def bernoulli_mle(x):\n    return sum(x) / len(x)")
    found = fates(WEEK1, exercise, [bad, good, bad])
    assert [fate.outcome for fate in found] == [outcome, "survived", outcome]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [("import os; os._exit(3)", "died"), ("return 0.5", "killed"), ("while True: pass", "hung")],
)
def test_a_reference_that_does_not_pass_as_mutants_are_tried_is_no_measure(monkeypatch, body, outcome):
    """Else every mutant would fail with it, and seem caught."""
    exercise = WEEK1.exercise("bernoulli_mle")
    bad = Mutant(exercise.id, "bernoulli_mle", "none", "", "", f"def bernoulli_mle(x):\n    {body}")
    monkeypatch.setattr(trial, "original", lambda *_: bad)
    with pytest.raises(RuntimeError, match=f"the unchanged reference {outcome}"):
        fates(WEEK1, exercise, [])


@pytest.mark.parametrize("week", week_names())
def test_what_mutants_are_made_of_passes_every_hidden_case(week):
    """`fates` refuses to measure where it does not."""
    week = find_week(week)
    for exercise in week.exercises:
        fates(week, exercise, [])


def test_a_mutant_is_the_students_function():
    exercise = WEEK1.exercise("gaussian_mle")
    one = next(m for m in mutants(exercise, references(WEEK1)) if m.now.startswith("return (float(np.mean("))
    assert function_of(one, "gaussian_mle")(np.array([1.0, 3.0])) == (1.0, 2.0)


@pytest.mark.slow
@pytest.mark.parametrize("week", week_names())
def test_hidden_cases_kill_every_mutant_that_can_be_killed(week):
    """98% of those not said to be equivalent, over each week; and none that is said to be is killed."""
    week = find_week(week)
    found = [figures_of(week, exercise) for exercise in week.exercises]
    assert [f for row in found for f in row.findings] == []
    rest = sum(row.mutants - row.equivalent for row in found)
    assert sum(row.killed for row in found) >= 0.98 * rest, [s for row in found for s in row.survivors]
