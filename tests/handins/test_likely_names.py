"""A name in a command that nobody has: the line ends with whoever is called most like it, or with nobody."""

import pytest

from autograder.handins.reading import did_you_mean

CLASS = ["bayesthomas@uni.example", "lovelaceada@uni.example", "obrienconor@uni.example", "ada"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lovelaceda@uni.example", "lovelaceada@uni.example"),
        ("adalovelace@uni.example", "lovelaceada@uni.example"),
        ("bayes", "bayesthomas@uni.example"),
        ("Ada", "ada"),
        ("nobody@uni.example", None),
        ("x", None),
    ],
)
def test_who_was_meant(typed, meant):
    assert did_you_mean(typed, CLASS) == (f"; did you mean {meant}?" if meant else "")
