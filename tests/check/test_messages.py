"""What a wrong answer's message says of its inputs."""

import numpy as np
import pytest

from gmcourse.check.ask import ask
from gmcourse.check.mismatch import short
from gmcourse.check.render import as_text
from gmcourse.check.tables import find_sheet
from gmcourse.check.verdict import mark


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((2,), "(2,)"),
        ((2, 0), "(2, 0)"),
        ([1.0], "[1]"),
        ({0: 1}, "{0: 1}"),
        ({"a": (), "b": ("a",)}, "{'a': (), 'b': ('a',)}"),
        ({"p": np.array([0.25, 0.75])}, "{'p': [0.25, 0.75]}"),
    ],
)
def test_inputs_read_as_they_are_typed(value, text):
    assert short(value) == text


def marked(exercise, function):
    """What the check of an exercise says of a function, as text."""
    _, sheet = find_sheet(exercise)
    return as_text(mark(sheet, ask(sheet, function), reveal=True))


def test_an_answer_of_another_shape_is_shown_with_its_inputs():
    def too_long(initial, transition, n):
        return np.array([initial] * (n + 1))

    assert "n = 3   expected shape (3, 2), got shape (4, 2)" in marked("chain_marginals", too_long)


def test_names_that_are_too_many_are_shown_with_those_expected():
    def with_nobody(text):
        factors = (factor[2:].partition("|") for factor in text.split(")")[:-1])
        return {child: tuple(parents.split(",")) for child, _, parents in factors}

    assert "key 'a': expected ()   got ('',)" in marked("parents_of", with_nobody)


def test_an_error_in_another_function_of_theirs_names_it():
    def helper(x):
        return x + np.ones(7)

    def answer(x):
        return helper(x)

    assert "at   return x + np.ones(7)   (in helper)" in marked("entropy", answer)
    assert "(in " not in marked("entropy", helper)


def test_a_long_dict_is_cut():
    assert short({i: i for i in range(50)}, 40).endswith("...")
