"""The page of notation: each week that it gives a letter's second use has that letter in a formula or a shape."""

import re
from functools import cache

import pytest

from autograder.places import ROOT

PAGE = (ROOT / "book" / "notation.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\$.*?) \| (.*?) \| (.*) \|$", PAGE.split("## Letters with a second use")[1], re.M)


@cache
def formulas(week):
    """All formulas and shapes of a week's chapters, proofs and notebook, one a line."""
    sources = [*(ROOT / "book").glob(f"week{week:02}*.md"), *(ROOT / "solutions").glob(f"week{week:02}*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    found = re.findall(r"\$\$.*?\$\$|\$[^$\n]+\$|\([A-Z](?:, ?[A-Z])*,?\)", text, re.S)
    return "\n".join(re.sub(r"\\(?:text|mathrm|operatorname|mathcal|mathbb)\{[^}]*\}", "", formula) for formula in found)


@pytest.mark.parametrize(("letters", "first", "second"), ROWS, ids=[row[0].strip("$\\") for row in ROWS])
def test_a_second_use_of_a_letter_is_met_in_the_weeks_that_are_named(letters, first, second):
    weeks = {int(week) for place in re.findall(r"\(weeks? ([\d, and]+)", f"{first} {second}") for week in re.findall(r"\d", place)}
    for week in weeks:
        assert any(stands(name, formulas(week)) for name in names(letters)), f"{letters}: week {week}"


def stands(name, text):
    """Whether a letter stands in formulas by itself, not as a part of a command or a word."""
    before = "" if name.startswith("\\") else r"(?<![A-Za-z\\])"
    return re.search(rf"{before}{re.escape(name)}(?![A-Za-z])", text)


def names(letters):
    return [name.split("_")[0] for name in re.findall(r"\$(.*?)\$", letters)]


def test_a_letter_stands_once_in_the_table():
    listed = [name for letters, *_ in ROWS for name in names(letters)]
    assert len(listed) == len(set(listed)) > 20
