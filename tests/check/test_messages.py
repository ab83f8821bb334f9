"""What a wrong answer's message says of its inputs."""

import numpy as np
import pytest

from gmcourse.check.mismatch import short


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


def test_a_long_dict_is_cut():
    assert short({i: i for i in range(50)}, 40).endswith("...")
