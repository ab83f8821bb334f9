"""The feedback page as one HTML page, from its template: no script, nothing from elsewhere, all words escaped."""

from pathlib import Path

from autograder.feedback.facts import Facts
from autograder.markup.cells import Shown, coloured
from autograder.templates import jinja_environment, style
from gmcourse.check.status import KINDS

HERE = Path(__file__).parent


def feedback_page(facts: Facts, notebook: tuple[Shown, ...] = (), note: str = "") -> str:
    """The HTML of a student's page.

    notebook: the cells that are shown below, folded; note: what is to be said first
    """
    return (
        jinja_environment(HERE)
        .get_template("feedback.html.j2")
        .render(
            facts=facts,
            notebook=notebook,
            note=note,
            kinds=KINDS,
            coloured=coloured,
            shares=_shares(facts),
            style=style(HERE / "feedback.css"),
        )
    )


def _shares(facts: Facts) -> list[tuple[str, float]]:
    """(kind, per cent of all points) of the bar at the top: won, lost by kind, and what is still open."""
    won = sum(card.score for card in facts.cards) + sum(one.score or 0.0 for one in facts.written)
    whole = max(facts.points, 1e-9)
    lost = {kind: sum(card.lost for card in facts.cards if card.kind == kind) for kind in KINDS}
    parts = [("right", won), *((kind, lost[kind]) for kind in KINDS[1:])]
    return [(kind, 100 * points / whole) for kind, points in parts if points > 0]
