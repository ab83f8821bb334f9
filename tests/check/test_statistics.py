"""The random answers' comparators: false alarms as rare as stated, real differences seen."""

import numpy as np
import pytest
from scipy import stats

from gmcourse.check.comparators.statistics import LEVEL, TooFewDraws, as_stated, chi_square, mean_within
from gmcourse.check.law import Law
from gmcourse.check.mismatch import Tolerance

TOLERANCE = Tolerance()


def distribution(probs, draws, outcomes=None):
    """The `expected` of `chi_square`."""
    outcomes = np.arange(len(probs)) if outcomes is None else outcomes
    return {"outcomes": np.asarray(outcomes), "probs": np.asarray(probs), "draws": draws}


@pytest.mark.parametrize("rare", [0.01, 0.03, 0.1, 0.3, 0.5])
def test_two_outcomes_false_alarm_computed_exactly(rare):
    draws = 10_000
    counts = np.arange(draws + 1)
    mean = draws * rare
    statistic = (counts - mean) ** 2 / mean + (counts - mean) ** 2 / (draws - mean)
    alarm = stats.chi2.sf(statistic, 1) < LEVEL
    assert stats.binom.pmf(counts[alarm], draws, rare).sum() <= 1e-6


def test_three_outcomes_false_alarm_computed_exactly():
    draws, probs = 1000, np.array([0.1, 0.1, 0.8])
    i, j = np.meshgrid(np.arange(draws + 1), np.arange(draws + 1), indexing="ij")
    inside = i + j <= draws
    counts = np.stack([i[inside], j[inside], draws - i[inside] - j[inside]], axis=1)
    mean = draws * probs
    alarm = stats.chi2.sf(((counts - mean) ** 2 / mean).sum(1), 2) < LEVEL
    assert np.exp(stats.multinomial.logpmf(counts[alarm], draws, probs)).sum() <= 1e-6


def test_many_outcomes_false_alarm_by_simulation_at_a_thousandth():
    rng = np.random.default_rng(5)
    probs = np.full(30, 1 / 30)
    counts = rng.multinomial(3000, probs, size=200_000)
    p_values = stats.chi2.sf(((counts - 100.0) ** 2 / 100.0).sum(1), 29)
    assert (p_values < 1e-3).mean() < 1.3e-3


def test_correct_draws_pass_and_wrong_ones_are_described():
    rng = np.random.default_rng(0)
    expected = distribution([0.2, 0.3, 0.5], 4000)
    assert chi_square(expected, rng.choice(3, size=4000, p=[0.2, 0.3, 0.5]), TOLERANCE) is None
    mismatch = chi_square(expected, rng.choice(3, size=4000, p=[0.3, 0.2, 0.5]), TOLERANCE)
    assert mismatch.kind == "value"
    assert "expected about" in mismatch.text


def test_rows_as_outcomes_and_the_order_of_columns():
    outcomes = [[0, 0], [0, 1], [1, 0], [1, 1]]
    probs = np.array([0.1, 0.2, 0.3, 0.4])
    rng = np.random.default_rng(1)
    rows = np.asarray(outcomes)[rng.choice(4, size=5000, p=probs)]
    expected = distribution(probs, 5000, outcomes)
    assert chi_square(expected, rows, TOLERANCE) is None
    assert chi_square(expected, rows[:, ::-1], TOLERANCE).kind == "value"
    assert chi_square(expected, rows[:, 0], TOLERANCE).kind == "shape"
    assert chi_square(expected, rows[:10], TOLERANCE).kind == "shape"


def test_outcomes_that_cannot_be():
    expected = distribution([0.5, 0.5, 0.0], 1000)
    draws = np.tile([0, 1], 500)
    assert chi_square(expected, draws, TOLERANCE) is None
    assert "probability is zero" in chi_square(expected, np.r_[draws[1:], 2], TOLERANCE).text
    assert "no possible outcome" in chi_square(expected, np.r_[draws[1:], 7], TOLERANCE).text
    assert chi_square(expected, np.full(1000, np.nan), TOLERANCE).kind == "value"
    assert chi_square(expected, np.array(["a"] * 1000), TOLERANCE).kind == "type"


def test_a_certain_outcome_and_too_few_draws():
    assert chi_square(distribution([1.0, 0.0], 10), np.zeros(10), TOLERANCE) is None
    with pytest.raises(TooFewDraws):
        chi_square(distribution([0.5, 0.5], 100), np.tile([0, 1], 50), TOLERANCE)


def test_two_distributions_are_told_apart():
    expected = distribution([0.2, 0.3, 0.5], 4000)
    assert chi_square(expected, Law(distribution([0.2, 0.3, 0.5], 4000)), TOLERANCE) is None
    assert chi_square(expected, Law(distribution([0.3, 0.2, 0.5], 4000)), TOLERANCE) is not None


def test_the_law_itself_is_no_draw():
    expected = distribution([0.2, 0.3, 0.5], 4000)
    assert chi_square(expected, expected, TOLERANCE).kind == "type"
    average = {"mean": np.zeros(2), "standard_error": 0.1}
    assert mean_within(average, average, TOLERANCE).kind == "type"


def test_means_within_the_noise():
    expected = {"mean": np.array([0.0, 1.0]), "standard_error": np.array([0.1, 0.1])}
    assert mean_within(expected, np.array([0.2, 0.9]), TOLERANCE) is None
    assert mean_within(expected, np.array([[0.1, 1.0], [0.3, 0.8]]), TOLERANCE) is None
    assert "at index 1" in mean_within(expected, np.array([0.0, 1.7]), TOLERANCE).text
    assert mean_within(expected, np.array([0.0, np.nan]), TOLERANCE).kind == "value"
    assert mean_within(expected, np.zeros(3), TOLERANCE).kind == "shape"
    assert mean_within(expected, Law({"mean": [5.0, 1.0], "standard_error": 0.1}), TOLERANCE).kind == "value"


def test_false_alarm_of_a_mean_is_the_level():
    width = stats.norm.isf(LEVEL / 2)
    scalar = {"mean": 0.0, "standard_error": 1.0}
    assert mean_within(scalar, 0.999 * width, TOLERANCE) is None
    assert mean_within(scalar, 1.001 * width, TOLERANCE) is not None
    assert 2 * stats.norm.sf(width) <= 1e-6


def test_draws_are_held_against_what_their_drawer_says():
    probs = np.array([0.5, 0.3, 0.2])
    counts = np.random.default_rng(0).multinomial(3000, probs)
    assert as_stated(3000, {"counts": counts, "probs": probs}, Tolerance()) is None
    assert as_stated(3000, {"counts": counts, "probs": probs[::-1]}, Tolerance()).kind == "value"
    assert as_stated(3000, {"counts": np.array([3000, 0, 0]), "probs": probs}, Tolerance()).kind == "value"
    assert as_stated(2000, {"counts": counts, "probs": probs}, Tolerance()).kind == "shape"
    assert as_stated(3000, {"counts": counts, "probs": probs / 2}, Tolerance()).kind == "value"
    assert as_stated(3000, counts, Tolerance()).kind == "type"


def test_a_known_wrong_sampler_agrees_with_its_like():
    always, fair = {"counts": [3000, 0], "probs": [0.6, 0.4]}, {"counts": [1800, 1200], "probs": [0.6, 0.4]}
    assert as_stated(always, always, Tolerance()) is None
    assert as_stated(always, fair, Tolerance()).kind == "value"


def test_who_is_nearly_sure_is_held_against_what_it_says():
    """Too few other outcomes to pool them: the likeliest one is counted."""
    rng = np.random.default_rng(3)
    for rest in (0.0, 1e-9, 1e-3, 0.02, 0.0333, 0.034, 0.06):
        probs = np.r_[np.full(26, rest / 26), 1 - rest]
        sure = np.r_[np.zeros(26), 3000]
        counts = rng.multinomial(3000, probs)
        assert as_stated(3000, {"counts": counts, "probs": probs}, Tolerance()) is None
        wrong = as_stated(3000, {"counts": sure[::-1], "probs": probs}, Tolerance())
        assert wrong.kind == "value"
        assert (as_stated(3000, {"counts": sure, "probs": probs}, Tolerance()) is None) == (rest < 0.01)


def test_forged_counts_are_no_work():
    one_each = {"counts": np.ones(40000), "probs": np.full(40000, 1 / 40000)}
    assert as_stated(3000, one_each, Tolerance()).kind == "shape"
    forged = {"counts": np.array([3000.5, -0.5]), "probs": np.array([0.5, 0.5])}
    assert as_stated(3000, forged, Tolerance()).kind == "shape"
    for probs in ([-0.5, 1.5], [np.nan, 1.0], [np.inf, 0.0]):
        forged = {"counts": np.array([1500, 1500]), "probs": np.array(probs)}
        assert as_stated(3000, forged, Tolerance()).kind == "value"
