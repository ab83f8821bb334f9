"""What `check` showed at home, read from a hand-in's outputs, and of which function."""

import pytest
from nbformat.v4 import new_notebook

from autograder.handins.shown import KEY, all_right, noted, other_name, shown_by_check


def with_verdict(source, text="entropy   2 of 2 properties   next: nll_split (5 min)"):
    output = {"output_type": "display_data", "data": {"text/plain": text}}
    return {"cell_type": "code", "source": source, "execution_count": 1, "outputs": [output]}


@pytest.mark.parametrize(("source", "name"), [
    ('check("entropy", my_entropy)', "my_entropy"),
    (["# mine\n", "check('entropy',\n", "   my_entropy)\n", 'grade("entropy", my_entropy)'], "my_entropy"),
    ('check("entropy", mine, )', "mine"),
    ('check("entropy", entropy)', ""),
    ('check("entropy", wrapped(entropy))', ""),
    ('check("entropy", lambda p: 0.0)', ""),
    ('check("nll_split", mine)\ncheck("entropy", entropy)', ""),
    ('recheck("entropy", mine)', ""),
    (7, ""), (None, ""), ([7, None], ""),
])  # fmt: skip
def test_the_name_of_what_was_checked_is_read(source, name):
    found = shown_by_check([with_verdict(source)])
    assert other_name(found["entropy"]) == name
    assert all_right(found["entropy"])
    assert noted(new_notebook(metadata={KEY: {"shown": found}})) == found


def test_what_was_partly_right_is_not_all_right():
    found = shown_by_check(
        [with_verdict('check("entropy", mine)', "entropy   1 of 2 properties\n  ok   the value")]
    )
    assert found == {"entropy": "1 of 2 properties of mine"}
    assert not all_right(found["entropy"])


@pytest.mark.parametrize(
    "words",
    ["2 of 2 properties of <b>", "2 of 2 properties of a b", "2 of 2", 7, None, "x 2 of 2 properties"],
)
def test_words_of_another_form_are_left_out(words):
    assert noted(new_notebook(metadata={KEY: {"shown": {"entropy": words}}})) == {}
