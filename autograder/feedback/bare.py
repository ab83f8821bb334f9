"""The page of a hand-in that cannot be shown: its marks and their reasons, and nothing that the student wrote."""

from autograder.feedback.facts import bare_facts
from autograder.feedback.page import feedback_page
from autograder.gradebook.outcome import Outcome
from autograder.spec import Week

NOTE = "Your notebook holds something that cannot be shown here. Your marks do not depend on that."


def bare_page(week: Week, outcome: Outcome | None, name: str = "") -> str:
    """The HTML of a student's marks of a week; of no Outcome, a page that says so."""
    return feedback_page(bare_facts(week, outcome, name), note=NOTE)
