"""One is one thing, all else are many; thousands are set apart."""

import re

import pytest

from autograder.places import ROOT
from gmcourse.counted import counted


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 points"), (1, "1 point"), (1.0, "1 point"), (2.5, "2.5 points"), (1204, "1,204 points")],
)
def test_the_noun_goes_with_the_number(number, said):
    assert counted(number, "point") == said


def test_a_noun_with_a_plural_of_its_own():
    assert [counted(n, "property", "properties") for n in (1, 3)] == ["1 property", "3 properties"]


@pytest.mark.parametrize("house", ["autograder", "gmcourse", "book/_ext", "tools"])
def test_a_count_never_stands_before_a_plural_that_is_written_out(house):
    written = {
        path.name: re.findall(r"\{len\([^{}]*\)(?: \+ 1)?\} [a-z-]+s\b", path.read_text("utf-8"))
        for path in (ROOT / house).rglob("*.py")
    }
    assert {name: found for name, found in written.items() if found} == {}
