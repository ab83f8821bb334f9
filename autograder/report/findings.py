"""What a week's verdicts say of the class: the figures and lists that the report shows."""

import math
from collections import Counter
from dataclasses import dataclass
from statistics import median

from autograder.judge.preprocessor import kept

KINDS = ("right", "partly", "wrong", "untouched", "stopped")
_STOPPED = {"timeout", "memory", "crashed", "forbidden"}
LOW = 0.5


@dataclass(frozen=True)
class ExerciseFacts:
    """How a class did on one exercise: how many of each kind, points lost by all, seconds of its functions."""

    exercise: object
    counts: dict
    lost: float
    seconds: tuple

    @property
    def share_right(self):
        """The share of graded hand-ins that got everything."""
        return self.counts["right"] / max(1, sum(self.counts.values()))

    @property
    def share_lost(self):
        """The share of this exercise's points that the class lost."""
        return self.lost / max(1e-9, self.exercise.points * sum(self.counts.values()))


@dataclass(frozen=True)
class Misunderstanding:
    """A misconception that somebody had, with the hint they got and who they are."""

    exercise: str
    name: str
    hint: str
    students: tuple


@dataclass(frozen=True)
class Look:
    """A student who should be looked at, and why; the most urgent have the lowest rank."""

    student: str
    rank: int
    reasons: tuple


@dataclass(frozen=True)
class Findings:
    """Everything that the report of a week shows."""

    week: object
    outcomes: tuple
    exercises: tuple
    misunderstandings: tuple
    looks: tuple
    failures: tuple

    @property
    def graded(self):
        """The hand-ins that have a mark."""
        return [o for o in self.outcomes if not o.problem]

    @property
    def marks(self):
        """Points of each graded hand-in, in rising order."""
        return sorted(o.score for o in self.graded)

    @property
    def median(self):
        """The middle mark, or None for no marks."""
        return median(self.marks) if self.marks else None


def findings(week, outcomes, course, late=frozenset()):
    """Gather the Findings of a week from its Outcomes, what the course folder keeps, and who was late."""
    graded = [o for o in outcomes if not o.problem]
    seconds = {o.student: _seconds(course, week, o.student) for o in graded}
    return Findings(
        week,
        tuple(outcomes),
        tuple(_exercise(e, graded, seconds) for e in week.exercises),
        _misunderstandings(week, graded),
        _looks(week, outcomes, late),
        tuple(sorted(_failures(graded), key=lambda failure: failure[1]["status"] == "error")),
    )


def _failures(graded):
    """(student, row) of each exercise that was stopped or ended in an error."""
    return ((o.student, row) for o in graded for row in o.rows if row["status"] in _STOPPED | {"error"})


def kind(row):
    """Which of KINDS a verdict is."""
    if row["status"] in _STOPPED:
        return "stopped"
    return {"pass": "right", "partial": "partly", "missing": "untouched"}.get(row["status"], "wrong")


def _exercise(exercise, graded, seconds):
    rows = [row for o in graded for row in o.rows if row["exercise"] == exercise.id]
    counts = Counter(kind(row) for row in rows)
    return ExerciseFacts(
        exercise,
        {name: counts[name] for name in KINDS},
        sum(row["points"] - row["score"] for row in rows),
        tuple(sorted((times[exercise.id], who) for who, times in seconds.items() if exercise.id in times)),
    )


def _seconds(course, week, student):
    """How long a student's functions took by exercise; what they say of themselves is taken if it can be true."""
    try:
        evidence = kept(course, week.name, student).evidence
    except FileNotFoundError:
        return {}
    return {id: total for id, item in evidence.items() if (total := _total(item.messages)) is not None}


def _total(messages):
    answers = messages[0].get("answers") if messages and isinstance(messages[0], dict) else None
    if not isinstance(answers, list):
        return None
    times = [a.get("seconds") for a in answers if isinstance(a, dict)]
    return math.fsum(t for t in times if isinstance(t, float) and 0 <= t < 1e5)


def _misunderstandings(week, graded):
    found = {}
    for outcome in graded:
        for row in outcome.rows:
            if row["diagnosis"]:
                found.setdefault((row["exercise"], row["diagnosis"]), []).append(outcome.student)
    hints = {(e.id, m.name): m.hint for e in week.exercises for m in week.wrong.of(e.id)}
    order = [e.id for e in week.exercises]
    known = sorted(found.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), item[0][1]))
    return tuple(Misunderstanding(e, name, hints.get((e, name), ""), tuple(who)) for (e, name), who in known)


def _looks(week, outcomes, late):
    looks = []
    for outcome in outcomes:
        reasons = sorted(_reasons(outcome))
        if outcome.student in late:
            reasons.append((5, "handed in late"))
        if reasons:
            looks.append(Look(outcome.student, reasons[0][0], tuple(words for _, words in reasons)))
    return tuple(sorted(looks, key=lambda look: (look.rank, look.student)))


def _reasons(outcome):
    if outcome.problem:
        return [(0, f"not graded: {outcome.problem}")]
    found = []
    by_status = {}
    for row in outcome.rows:
        by_status.setdefault(row["status"], []).append(row["exercise"])
    if "forbidden" in by_status:
        found.append((1, f"answers that no honest test cell gives: {', '.join(by_status['forbidden'])}"))
    for status, words in (("crashed", "crashed"), ("memory", "ran out of memory"), ("timeout", "ran out of time")):
        if status in by_status:
            found.append((2, f"{words}: {', '.join(by_status[status])}"))
    if len(by_status.get("missing", [])) == len(outcome.rows):
        found.append((3, "attempted nothing"))
    elif outcome.score < LOW * outcome.points:
        untouched = len(by_status.get("missing", []))
        rest = f", {untouched} exercises not attempted" if untouched else ""
        found.append((4, f"{outcome.score:g} of {outcome.points:g} points{rest}"))
    return found
