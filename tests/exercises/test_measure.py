"""A week is at most four hours with its build, and a line that restates a formula earns one point."""

import ast
import re

import pytest

from autograder.places import SOLUTIONS
from autograder.weeks import find_week, week_names

# One line is worth more where the formula is what is asked, or where the obvious one breaks.
ASKED = {
    "bernoulli_mle": "the estimate is to be derived",
    "gaussian_log_prob": "the logarithm is to be taken by hand: the density underflows",
    "reparameterize": "the change of variables is to be found",
    "kl_to_standard_normal": "the integral is to be solved",
    "bernoulli_log_likelihood": "from logits, without overflow",
    "iwae_bound": "the bound is to be written down, without overflow",
    "optimal_discriminator": "from log-densities, without overflow",
    "discriminator_loss": "from logits, without overflow",
    "wasserstein1": "the best pairing is to be found",
    "boltzmann": "without overflow, and with infinite energies",
    "contrastive_energy_loss": "a loss is to be found for a gradient",
}


def lines(week):
    """Exercise -> lines of its solution: statements, and the lines of those that are blocks."""
    source = (SOLUTIONS / f"{week}.py").read_text(encoding="utf-8")
    cells = re.findall(r'^# %% solution="(\w+)"\n(.*?)^# %%', source, flags=re.DOTALL | re.MULTILINE)
    return {exercise: sum(map(weight, ast.parse(text).body)) for exercise, text in cells}


def weight(part):
    """Statements below a definition, its docstring and the definition itself left out."""
    inner = [node for node in ast.walk(part) if isinstance(node, ast.stmt)][1:]
    return len([node for node in inner if not isinstance(getattr(node, "value", None), ast.Constant)])


@pytest.mark.parametrize("week", week_names())
def test_a_week_is_four_hours_of_work_at_most(week):
    assert sum(e.minutes for e in find_week(week).exercises if not e.stretch) <= 240


@pytest.mark.parametrize("week", week_names())
def test_a_notebook_says_how_long_its_exercises_take_in_all(week):
    exercises = find_week(week).exercises
    planned, further = (
        sum(e.minutes for e in exercises if e.stretch is stretch) for stretch in (False, True)
    )
    text = (SOLUTIONS / f"{week}.py").read_text(encoding="utf-8")
    hours, minutes, more = re.search(r"\*\*Time\*\*: about (\d) h (\d\d) min [^.\d]*(\d+)?", text).groups()
    assert (60 * int(hours) + int(minutes), int(more or 0)) == (planned, further)
    assert further <= 45


@pytest.mark.parametrize("week", week_names())
def test_a_line_that_restates_a_formula_earns_one_point_and_no_three_follow_each_other(week):
    exercises, short = find_week(week).exercises, lines(week)
    assert short.keys() == {e.id for e in exercises}
    restating = [short[e.id] <= 1 and e.id not in ASKED for e in exercises]
    assert [e.id for e, plain in zip(exercises, restating, strict=True) if plain and e.points > 1] == []
    assert not any(all(restating[i : i + 3]) for i in range(len(restating))[:-2])


def test_what_is_said_to_be_asked_is_one_line():
    short = {exercise: count for week in week_names() for exercise, count in lines(week).items()}
    assert {exercise for exercise in ASKED if short[exercise] == 1} == set(ASKED)
