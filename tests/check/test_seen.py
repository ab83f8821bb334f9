"""What is said of wrong answers that have no name: what is seen in all of them, and nothing that is guessed."""

import numpy as np

from gmcourse.check.ask import ask
from gmcourse.check.sheet import Sheet, SheetCase, SheetProperty
from gmcourse.check.verdict import mark


def sheet(function, inputs, wrong=None):
    wrong = wrong or {}
    cases = tuple(
        SheetCase("main", {"x": x}, function(x), {n: f(x) for n, f in wrong.items()}) for x in inputs
    )
    properties = (SheetProperty("value", "main"),)
    return Sheet(
        "e", "", 1.0, 5, "calls.call", 5.0, "", cases, properties, dict.fromkeys(wrong, "think again")
    )


def hint(one, student):
    report = mark(one, ask(one, student), reveal=True)
    return report.diagnosis, report.lines[0].hint


RNG = np.random.default_rng(5)
INPUTS = [RNG.normal(size=4) for _ in range(3)]


def moments(x):
    return float(x.mean()), float(x.var())


def test_swapped_values_are_said_to_be_swapped_and_accuse_nobody():
    one = sheet(moments, INPUTS, {"both": lambda x: (float(x.var()), float(x.mean()))})
    diagnosis, text = hint(one, lambda x: moments(x)[::-1])
    assert diagnosis is None
    assert "in another order" in text


def three(x):
    return float(x.mean()), float(x.var()), float(x.max())


def test_any_two_of_three_may_be_swapped():
    assert (
        "in another order" in hint(sheet(three, INPUTS), lambda x: (three(x)[1], three(x)[0], three(x)[2]))[1]
    )


def test_of_swapped_values_nobody_is_told_what_their_shapes_look_like():
    """A matrix of one column in the place of a vector was called a column."""
    one = sheet(lambda x: (x[:1], x[:1, None]), INPUTS)
    report = mark(one, ask(one, lambda x: (x[:1, None], x[:1])), reveal=True)
    assert "in another order" in report.lines[0].hint
    assert "shape (1, 1)" in report.lines[0].detail
    assert "column" not in report.lines[0].detail


def test_lists_of_arrays_in_another_order_are_not_called_transposed():
    def masks(x):
        return [np.outer(x, x[:n]) for n in range(1, 1 + round(abs(x[0])))]

    one = sheet(masks, [np.array([k, 2.0, 3.0]) for k in (1, 2, 3)])
    report = mark(one, ask(one, lambda x: masks(x)[::-1]), reveal=True)
    assert "in another order" in report.lines[0].hint
    assert "transposed" not in report.lines[0].detail
    assert hint(one, lambda x: masks(2 * x)[: len(masks(x))]) != (None, report.lines[0].hint)


def test_one_factor_of_all_answers_is_said():
    assert hint(sheet(np.cumsum, INPUTS), lambda x: 0.5 * np.cumsum(x)) == (
        None,
        "every answer is 0.5 times the right one",
    )
    assert hint(sheet(np.cumsum, INPUTS), lambda x: -np.cumsum(x)) == (
        None,
        "every answer is -1 times the right one",
    )


def test_factors_that_differ_are_not():
    assert hint(sheet(np.cumsum, INPUTS), lambda x: x[0] * np.cumsum(x)) == (None, "")


def test_a_name_goes_before_what_is_seen():
    one = sheet(np.cumsum, INPUTS, {"halved": lambda x: 0.5 * np.cumsum(x)})
    assert hint(one, lambda x: 0.5 * np.cumsum(x)) == ("halved", "think again")


def test_right_answers_and_errors_say_nothing():
    one = sheet(np.cumsum, INPUTS)
    assert hint(one, np.cumsum) == (None, "")
    assert hint(one, lambda x: 1 / 0) == (None, "")
