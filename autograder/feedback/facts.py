"""What a student's feedback page says: a card an exercise, one for each answer that is marked by hand, and the totals."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from autograder.cells import name_of_test
from autograder.gradebook.gradebook_session import Marks
from autograder.gradebook.outcome import Outcome
from autograder.source import theory_url
from autograder.spec import Week
from gmcourse.check.status import BY_NAME

FIRST = 3


@dataclass(frozen=True)
class Card:
    """One exercise: its points, what became of it, and what is shown of it.

    verdict: in the words of `check`; counts: how many of the class were of each kind, where that is shown
    leans_on: other exercises that its code calls, and that lost points themselves
    """

    id: str
    title: str
    score: float
    points: float
    kind: str
    link: str
    verdict: Markup | str
    code: str = ""
    comment: str = ""
    by_hand: bool = False
    solution: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    leans_on: tuple[str, ...] = ()

    @property
    def lost(self) -> float:
        """Points that it cost."""
        return self.points - self.score


@dataclass(frozen=True)
class Written:
    """One answer that is marked by hand; score is None until somebody has marked it.

    is_older: whether the mark was given for what was handed in before
    """

    id: str
    points: float
    score: float | None = None
    question: str = ""
    answer: tuple = ()
    comment: str = ""
    is_older: bool = False


@dataclass(frozen=True)
class Facts:
    """All of a page: whose, the cards, what a late hand-in costs."""

    title: str
    name: str
    student: str
    cards: tuple[Card, ...]
    written: tuple[Written, ...] = ()
    penalty: float = 0.0
    chapter: str = ""

    @property
    def points(self) -> float:
        """Points that there are, those of what is not marked yet included."""
        return sum(card.points for card in self.cards) + sum(one.points for one in self.written)

    @property
    def score(self) -> float:
        """Points won so far, the late penalty taken off."""
        won = sum(card.score for card in self.cards) + sum(one.score or 0.0 for one in self.written)
        return max(0.0, round(won - self.penalty, 2))

    @property
    def unmarked(self) -> list[Written]:
        """The answers that nobody has marked yet."""
        return [one for one in self.written if one.score is None]

    @property
    def lost_in_writing(self) -> float:
        """Points that answers cost which somebody has marked."""
        return round(sum(one.points - one.score for one in self.written if one.score is not None), 2)

    @property
    def marked_before(self) -> list[Written]:
        """The answers whose mark was given for another version."""
        return [one for one in self.written if one.is_older]

    @property
    def first(self) -> list[Card]:
        """The cards that cost the most."""
        return sorted((card for card in self.cards if card.lost > 0), key=lambda card: -card.lost)[:FIRST]


def cards_of(
    week: Week,
    outcome: Outcome | None,
    marks: Marks,
    verdicts: Mapping[str, Markup],
    codes: Mapping[str, str],
    solutions: Mapping[str, str],
    counts: Callable[[str], Mapping[str, int]],
) -> tuple[Card, ...]:
    """A Card for each exercise: the gradebook's points, the verdict that grading wrote, the student's own code."""
    rows = {row["exercise"]: row for row in outcome.rows} if outcome else {}
    made = []
    for exercise in week.exercises:
        grade, comment = marks.grades.get(name_of_test(exercise.id)), marks.comments.get(exercise.id)
        row = rows.get(exercise.id, {})
        score = row.get("score") if grade is None or grade.score is None else grade.score
        made.append(
            Card(
                exercise.id,
                exercise.title,
                score or 0.0,
                exercise.points,
                _kind(score or 0.0, exercise.points, row.get("status")),
                theory_url(week, exercise.id),
                verdicts.get(exercise.id, row.get("message", "")),
                codes.get(exercise.id, ""),
                said_by_hand(comment),
                grade is not None and grade.manual_score is not None,
                solutions.get(exercise.id, ""),
                counts(exercise.id),
            )
        )
    lost = [card.id for card in made if card.lost > 0]
    return tuple(replace(card, leans_on=_called(card, lost)) for card in made)


def _called(card: Card, others: Iterable[str]) -> tuple[str, ...]:
    """Which of these exercises the code of a card that lost points calls, its own aside."""
    if not card.lost > 0:
        return ()
    return tuple(
        id for id in others if id != card.id and re.search(rf"(?<![\w.]){re.escape(id)}\s*\(", card.code)
    )


def said_by_hand(comment: object) -> str:
    """What a person wrote beside a cell; nbgrader's own "No response." is not that."""
    return (getattr(comment, "manual_comment", None) or "").strip()


def _kind(score: float, points: float, status: str | None) -> str:
    """Which of KINDS a card is: the points decide, and where there are none, why."""
    if score >= points - 1e-9:
        return "right"
    if score > 0:
        return "partly"
    kind = BY_NAME[status].kind if status else "wrong"
    return kind if kind in ("untouched", "stopped") else "wrong"


def bare_facts(week: Week, outcome: Outcome | None, name: str) -> Facts:
    """The Facts of a hand-in that cannot be shown: its marks and their names, nothing that the student wrote."""
    rows = outcome.rows if outcome and not outcome.problem else ()
    cards = tuple(
        Card(
            row["exercise"],
            week.exercise(row["exercise"]).title,
            row["score"] or 0.0,
            row["points"],
            _kind(row["score"] or 0.0, row["points"], row["status"]),
            theory_url(week, row["exercise"]),
            row["diagnosis"] or BY_NAME[row["status"]].meaning,
        )
        for row in rows
        if row["exercise"] in {e.id for e in week.exercises}
    )
    return Facts(week.title, name, outcome.student if outcome else "", cards)
