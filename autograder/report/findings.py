"""What a week's verdicts say of the class: the figures and lists that the report shows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from autograder.handins.taken import NOT_TAKEN, refused_of
from autograder.judge.preprocessor import kept_record
from autograder.places import Course
from gmcourse.check.status import KINDS, Status
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.gradebook.outcome import Outcome
    from autograder.spec import Exercise, Week


LOW = 0.5
# A cell that others kept from the processor gets its time once more.
MOST_OF_A_CELL = 2
_STOPPED = {
    Status.CRASHED: "crashed",
    Status.MEMORY: "ran out of memory",
    Status.TIMEOUT: "ran out of time",
    Status.OUTPUT: "showed too much",
}


@dataclass(frozen=True)
class ExerciseFacts:
    """How a class did on one exercise: how many of each kind, points lost by all, seconds of its functions."""

    exercise: Exercise
    counts: dict[str, int]
    lost: float
    seconds: tuple[tuple[float, str], ...]

    @property
    def total(self) -> int:
        """How many graded hand-ins there are; 1 for none, to divide by."""
        return max(1, sum(self.counts.values()))

    @property
    def share_right(self) -> float:
        """The share of graded hand-ins that got everything."""
        return self.counts["right"] / self.total

    @property
    def share_lost(self) -> float:
        """The share of this exercise's points that the class lost."""
        return self.lost / max(1e-9, self.exercise.points * sum(self.counts.values()))


@dataclass(frozen=True)
class Misunderstanding:
    """A misconception that somebody had, with the hint they got and who they are."""

    exercise: str
    name: str
    hint: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """A student who should be looked at, and why; the most urgent have the lowest rank."""

    student: str
    rank: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """Everything that the report of a week shows."""

    week: Week
    outcomes: tuple[Outcome, ...]
    exercises: tuple[ExerciseFacts, ...]
    misunderstandings: tuple[Misunderstanding, ...]
    looks: tuple[Look, ...]
    failures: tuple[tuple[str, dict[str, Any]], ...]

    @property
    def graded(self) -> list[Outcome]:
        """The hand-ins that have a mark."""
        return [o for o in self.outcomes if not o.problem]

    @property
    def marks(self) -> list[float]:
        """Points of each graded hand-in, in rising order."""
        return sorted(o.score for o in self.graded)

    @property
    def median(self) -> float | None:
        """The middle mark, or None for no marks."""
        return median(self.marks) if self.marks else None


def findings(
    week: Week,
    outcomes: Sequence[Outcome],
    course: Course,
    late: Collection[str] = frozenset(),
    stale: Mapping[str, str] | None = None,
) -> Findings:
    """Gather the Findings of a week from its Outcomes, what the course folder keeps, who was late, and whose marks by hand are older than the hand-in."""
    graded = [o for o in outcomes if not o.problem]
    seconds = {o.student: _seconds(course, week, o.student) for o in graded}
    return Findings(
        week,
        tuple(outcomes),
        tuple(_exercise(e, graded, seconds) for e in week.exercises),
        _misunderstandings(week, graded),
        (*_looks_at_refused(week, course), *_looks(week, outcomes, late, stale or {})),
        tuple(sorted(_failures(graded), key=lambda failure: failure[1]["status"] == Status.ERROR)),
    )


def _failures(graded: Sequence[Outcome]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(student, row) of each exercise that was stopped or ended in an error."""
    return (
        (o.student, row)
        for o in graded
        for row in o.rows
        if kind_of_verdict(row) == "stopped" or row["status"] == Status.ERROR
    )


def kind_of_verdict(row: dict[str, Any]) -> str:
    """Which of KINDS a verdict is."""
    return Status(row["status"]).kind  # type: ignore[call-arg]  # mypy knows no enum with a __new__ of its own


def _exercise(
    exercise: Exercise, graded: Sequence[Outcome], seconds: Mapping[str, Mapping[str, float]]
) -> ExerciseFacts:
    rows = {o.student: row for o in graded for row in o.rows if row["exercise"] == exercise.id}
    kinds = {student: kind_of_verdict(row) for student, row in rows.items()}
    counts = Counter(kinds.values())
    return ExerciseFacts(
        exercise,
        {name: counts[name] for name in KINDS},
        sum(row["points"] - (row["score"] or 0.0) for row in rows.values()),
        tuple(
            sorted(
                (times[exercise.id], who)
                for who, times in seconds.items()
                if exercise.id in times and kinds.get(who) != "untouched"
            )
        ),
    )


def _seconds(course: Course, week: Week, student: str) -> dict[str, float]:
    """How long a student's functions took by exercise; what they say of themselves is taken if it can be true."""
    try:
        evidence = kept_record(course, week.name, student).evidence
    except FileNotFoundError:
        return {}
    return {
        id: total
        for id, item in evidence.items()
        if (total := _total(item.messages, MOST_OF_A_CELL * week.limits.cell_seconds)) is not None
    }


def _total(messages: Sequence[Any], most: float) -> float | None:
    """The seconds that answers say they took, or None where no cell may take so long."""
    answers = messages[0].get("answers") if messages and isinstance(messages[0], dict) else None
    if not isinstance(answers, list):
        return None
    times = [a.get("seconds") for a in answers if isinstance(a, dict)]
    total = math.fsum(t for t in times if isinstance(t, float) and 0 <= t <= most)
    return total if total <= most else None


def _misunderstandings(week: Week, graded: Sequence[Outcome]) -> tuple[Misunderstanding, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for outcome in graded:
        for row in outcome.rows:
            if row["diagnosis"]:
                found.setdefault((row["exercise"], row["diagnosis"]), []).append(outcome.student)
    hints = {(e.id, m.name): m.hint for e in week.exercises for m in e.misconceptions}
    order = [e.id for e in week.exercises]
    known = sorted(found.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), item[0][1]))
    return tuple(Misunderstanding(e, name, hints.get((e, name), ""), tuple(who)) for (e, name), who in known)


def _looks_at_refused(week: Week, course: Course) -> Iterator[Look]:
    """A Look at each of whom nothing was taken."""
    return (Look(student, 0, (f"{NOT_TAKEN}: {why}",)) for student, why in refused_of(course, week).items())


def _looks(
    week: Week, outcomes: Sequence[Outcome], late: Collection[str], stale: Mapping[str, str]
) -> tuple[Look, ...]:
    looks = []
    for outcome in outcomes:
        reasons = sorted(_reasons(outcome))
        if outcome.student in stale:
            reasons.insert(0, (1, stale[outcome.student]))
        if outcome.student in late:
            reasons.append((5, "handed in late"))
        if reasons:
            looks.append(Look(outcome.student, reasons[0][0], tuple(words for _, words in reasons)))
    return tuple(sorted(looks, key=lambda look: (look.rank, look.student)))


def _reasons(outcome: Outcome) -> list[tuple[int, str]]:
    if outcome.problem:
        return [(0, f"not graded: {outcome.problem}")]
    found = []
    if outcome.note:
        found.append((1, outcome.note))
    if outcome.looks:
        found.append((1, "right at home, nothing at grading: " + "; ".join(outcome.looks)))
    by_status: dict[str, list[str]] = {}
    for row in outcome.rows:
        by_status.setdefault(row["status"], []).append(row["exercise"])
    if Status.FORBIDDEN in by_status:
        found.append((1, f"answers that no honest test cell gives: {', '.join(by_status[Status.FORBIDDEN])}"))
    for status, words in _STOPPED.items():
        if status in by_status:
            found.append((2, f"{words}: {', '.join(by_status[status])}"))
    if len(by_status.get(Status.MISSING, [])) == len(outcome.rows):
        found.append((3, "attempted nothing"))
    elif outcome.score < LOW * outcome.points:
        untouched = len(by_status.get(Status.MISSING, []))
        rest = f", {counted(untouched, 'exercise')} not attempted" if untouched else ""
        found.append((4, f"{outcome.score:g} of {counted(outcome.points, 'point')}{rest}"))
    return found
