"""What a source says of its predictions: kept for the table, and taken out of the released cell, or refused in one line."""

import re

import nbformat
import pytest

from autograder.places import NOTEBOOKS
from autograder.predictions import BadPrediction, answers, asked, without_answers
from autograder.source import predictions
from autograder.weeks import find_week, week_names

ASKED = """x = 1
predict(
    "coins",
    "How many (coins)?",
    options=["one", "two"],
    truth="two",
    why="Count them: "
    "one, two.",
)
print(x)  # truth="two" in a remark stays"""


def test_the_answer_goes_to_the_table_and_the_rest_stays_in_the_cell():
    assert answers(ASKED) == {"coins": {"truth": "two", "why": "Count them: one, two."}}
    released = without_answers(ASKED)
    assert released.splitlines()[4:7] == [
        '    options=["one", "two"],',
        ")",
        'print(x)  # truth="two" in a remark stays',
    ]
    assert answers(ASKED.replace('    why="Count them: "\n    "one, two.",\n', "")) == {
        "coins": {"truth": "two", "why": ""}
    }


def test_a_page_asks_what_the_released_cell_asks():
    assert asked(without_answers(ASKED)) == [("coins", "How many (coins)?", ["one", "two"])]
    assert asked("%pip list") == []


def test_several_questions_of_a_cell_lose_their_own_answers_only():
    other = ASKED.replace("coins", "notes").replace('truth="two"', 'truth="one"')
    assert {id: kept["truth"] for id, kept in answers(f"{ASKED}\n{other}").items()} == {
        "coins": "two",
        "notes": "one",
    }
    assert without_answers(f"{ASKED}\n{other}") == f"{without_answers(ASKED)}\n{without_answers(other)}"


@pytest.mark.parametrize(
    "source", ["", "%pip list", "model.predict(\n    x,\n    truth=1,\n)", "# predict(later", "!ls"]
)
def test_a_cell_that_asks_nothing_stays_as_it_is(source):
    assert answers(source) == {}
    assert without_answers(source) == source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('predict("a", "?", options=[1, 2], truth=3)', "the truth of 'a' is 3, which is none of its options"),
        ('predict("a", "?", options=[1, 2])', "the truth of 'a' is None, which is none"),
        ('predict("a", "?", [1, 2], truth=1)', "none of its options"),
        (
            'predict("a", "?", options=[1, 2], truth=lambda: 1)',
            "line 1: a prediction's id, options, truth and why are written out",
        ),
        ('predict(name, "?", options=[1, 2], truth=1)', "are written out"),
        ("predict()", "are written out"),
        (f"{ASKED}\n{ASKED}", "two predictions are called 'coins'"),
    ],
)
def test_an_answer_that_no_table_can_keep_is_refused(source, said):
    with pytest.raises(BadPrediction, match=said):
        answers(source)


@pytest.mark.parametrize(
    "source",
    [
        'predict("a", "?", options=[1, 2], truth=1)',
        'predict("a", "?",\n    options=[1, 2], truth=1,\n)',
        'predict("a", "?",\n    options=[1, 2],\n    truth=1)',
    ],
)
def test_an_answer_that_shares_its_line_is_refused(source):
    with pytest.raises(
        BadPrediction, match=r"line \d: truth= and why= of a prediction need lines of their own"
    ):
        without_answers(source)


@pytest.mark.parametrize("week", week_names())
def test_questions_are_plain_text(week):
    """A question is shown as it is written: marks of emphasis, powers or formulas would stand there raw."""
    cells = nbformat.read(NOTEBOOKS / f"{week}.ipynb", as_version=4).cells
    told = [question for cell in cells if cell.cell_type == "code" for question in asked(cell.source)]
    raw = [
        text for text in (*told, *predictions(find_week(week)).items()) if re.search(r"[*^$`\\\\]", str(text))
    ]
    assert told
    assert raw == []
