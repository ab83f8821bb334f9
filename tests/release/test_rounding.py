"""A table made anew keeps each number that another machine only rounds otherwise; what changed is written."""

import json

import numpy as np
import pytest

from autograder.release import tables
from autograder.release.rounding import settled
from autograder.weeks import find_week
from gmcourse.check.wire import to_wire

LAST_BIT = 2.0**-52


@pytest.mark.parametrize(("old", "new"), [
    (1.5, 1.5 + LAST_BIT),
    (0.0, 5e-17),
    (np.array([1.0, 1e-30, np.inf, np.nan]), np.array([1.0 + LAST_BIT, 1e-30, np.inf, np.nan])),
    (np.array([4e4, 3.0]), np.array([4e4, 3.0 + 1e-11])),
    (np.float32(1.5), np.float32(1.5 + 2.0**-23)),
])  # fmt: skip
def test_what_differs_by_rounding_stays_as_it_was(old, new):
    assert settled([to_wire(new)], [to_wire(old)]) == [to_wire(old)]


@pytest.mark.parametrize(("old", "new"), [
    (1.5, 1.5001),
    (1.0, 1.0 + 1e-7),
    (1, 2),
    (True, False),
    ("a", "b"),
    (np.array([1.0]), np.array([1.0, 1.0])),
    (np.array([1.0]), np.array([1.0], dtype=np.float32)),
    (np.array([1, 2]), np.array([1, 3])),
    (np.array([1.0, np.inf]), np.array([1.0, np.nan])),
    ([1.0], [1.0, 1.0]),
    ({"a": 1.0}, {"b": 1.0}),
    (1.5, None),
])  # fmt: skip
def test_what_changed_is_written(old, new):
    assert settled({"expected": to_wire(new)}, {"expected": to_wire(old)}) == {"expected": to_wire(new)}


def test_a_known_wrong_answer_that_trains_a_net_may_differ_by_more():
    old, near, far = ({"wrong": {"it looks ahead": to_wire(value)}} for value in (1.5, 1.50001, 1.51))
    assert settled(near, old) == old
    assert settled(far, old) == far


def test_what_is_left_of_a_wrong_answer_by_rounding_alone_may_differ_by_all_of_it():
    old, near, far = ({"wrong": {"last step lost": to_wire(value)}} for value in (0.0, 2.0**-21, 2.0**-12))
    assert settled(near, old) == old
    assert settled(far, old) == far


def test_the_logarithm_of_what_is_0_but_for_rounding_may_be_minus_infinity():
    old, near, far = ({"wrong": {"mixed": to_wire(np.array([x, 1.0]))}} for x in (-36.3, -np.inf, -20.0))
    assert settled(near, old) == old
    assert settled(old, near) == near
    assert settled(far, near) == far
    right = {"expected": old["wrong"]}
    assert settled({"expected": near["wrong"]}, right) != right


def test_a_table_of_another_machine_keeps_its_bits_where_other_words_change(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "TABLES", tmp_path)
    week = find_week("week01_probability_mle")
    path = tables.write_table(week)
    text = path.read_text(encoding="utf-8")
    answer = json.loads(text)["exercises"][0]["cases"][0]["expected"]["float"]
    there = text.replace(answer, _rounded_up(answer), 1)
    assert there != text
    path.write_text(there.replace(week.title, "another title"), encoding="utf-8")
    tables.write_table(week)
    assert path.read_text(encoding="utf-8") == there


def _rounded_up(answer):
    """An answer with its last bit changed."""
    return float(np.nextafter(float.fromhex(answer), np.inf)).hex()
