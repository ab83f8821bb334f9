"""A card of the feedback page that lost points says which other exercise it leans on, if that lost points too."""

from types import SimpleNamespace

import pytest

from autograder.feedback.facts import cards_of
from autograder.gradebook.outcome import Outcome
from autograder.weeks import find_week

WEEK = find_week("week03_em")
CODES = {
    "em": "def em(x, k):\n    return m_step(x, responsibilities(x, k))",
    "m_step": "def m_step(x, resp):\n    return x",
}


def leans_on(**lost):
    """exercise -> what its card leans on, where these exercises lost so many points."""
    rows = [
        {
            "exercise": e.id,
            "score": e.points - lost.get(e.id, 0),
            "points": e.points,
            "status": "fail",
            "message": "",
        }
        for e in WEEK.exercises
    ]
    marks = SimpleNamespace(grades={}, comments={})
    cards = cards_of(
        WEEK, Outcome("ada", WEEK.name, "", None, tuple(rows)), marks, {}, CODES, {}, lambda exercise: {}
    )
    return {card.id: card.leans_on for card in cards if card.leans_on}


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ({"em": 4, "m_step": 1.2}, {"em": ("m_step",)}),
        ({"em": 4, "m_step": 1, "responsibilities": 1}, {"em": ("responsibilities", "m_step")}),
        ({"em": 4}, {}),
        ({"m_step": 1}, {}),
    ],
)
def test_a_card_leans_on_what_its_code_calls(lost, said):
    assert leans_on(**lost) == said
