"""The page on the grader's errors: made from the committed figures, which a sample measures again."""

import re
from dataclasses import asdict

import numpy as np
import pytest

from autograder.places import ROOT
from autograder.quality.noise import EASY, noise, reseeded
from autograder.quality.page import FIGURES, PAGE, quality_page
from autograder.quality.report import figures_of, is_old, read_rows, total_figures
from autograder.weeks import find_week, week_names
from gmcourse.check.wire import Build
from gmcourse.counted import counted

ROWS = read_rows(FIGURES)
SAMPLE = [("week01_probability_mle", "gaussian_mle"), ("week02_graphical_models", "marginal"),
          ("week07_gans", "wgan_generator_loss")]  # fmt: skip


def test_the_page_is_the_one_that_the_figures_make():
    assert PAGE.read_text(encoding="utf-8") == quality_page()


@pytest.mark.parametrize("week, exercise", SAMPLE)
def test_a_sample_of_rows_is_measured_again(week, exercise):
    again = figures_of(find_week(week), find_week(week).exercise(exercise))
    assert asdict(again) == asdict(next(row for row in ROWS[week] if row.exercise == exercise))


@pytest.mark.parametrize("name", week_names())
def test_the_rows_are_of_the_answers_that_there_are_today(name):
    week = find_week(name)
    old = [row.exercise for row in ROWS[name] if is_old(row, week, week.exercise(row.exercise))]
    assert old == [], "run `make quality STALE=1`"


def test_the_figures_are_those_that_the_course_holds_itself_to():
    all_rows = [row for found in ROWS.values() for row in found]
    sums = total_figures(all_rows)
    assert set(ROWS) == set(week_names())
    assert sums.killed >= 0.98 * (sums.mutants - sums.equivalent)
    assert sums.lost == sums.wrong
    assert sums.named >= 0.95 * sums.wrong
    assert sums.kept == sums.right
    assert {row.exercise for name in ROWS for row in ROWS[name]} == {
        e.id for name in ROWS for e in find_week(name).exercises
    }
    assert not [row.exercise for row in all_rows if row.findings]
    page = PAGE.read_text(encoding="utf-8")
    for row in all_rows:
        assert (
            not row.survivors
            or f"No hidden case catches {counted(len(row.survivors), 'mutant')} of `{row.exercise}`" in page
        )


@pytest.mark.parametrize("page", ["quality", "page_weights", "builds"])
def test_thousands_are_set_apart_on_every_page_that_a_tool_makes(page):
    tables = [
        line
        for line in (ROOT / "book" / f"{page}.md").read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    assert tables
    assert re.findall(r"(?<![\w.,])\d{4,}(?![\w.])", "\n".join(tables)) == []


def test_every_exercise_has_three_other_right_ways():
    for name in week_names():
        week = find_week(name)
        assert all(len(e.alternatives) >= 3 for e in week.exercises)


def test_a_run_of_its_own_has_random_streams_of_its_own():
    args = {"n": 3, "rng": Build("arrays.rng", {"seed": 5}), "x": np.ones(2)}
    one, same, other = reseeded(args, 1), reseeded(args, 1), reseeded(args, 2)
    assert one["rng"] == same["rng"] != other["rng"]
    assert one["n"] == 3
    assert one["x"] is args["x"]


def test_few_honest_draws_fail_none_and_every_wrong_one_is_caught():
    week = find_week("week05_vae")
    for found in noise(week, week.exercise("impute"), runs=5):
        assert found.failed == 0
        assert min(found.wrong.values()) == 1.0


@pytest.mark.slow
@pytest.mark.parametrize("week", week_names())
def test_of_a_thousand_honest_runs_none_fails_and_about_one_in_a_hundred_at_one_percent(week):
    for exercise in find_week(week).exercises:
        for found in noise(find_week(week), exercise):
            assert found.failed == 0
            assert found.failed_at_one_percent <= 2 * EASY * found.runs
            assert min(found.wrong.values()) >= 0.95
