"""The table of marks that ends a grading run: who lost points, on what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.errors import Mistake
from autograder.terminal import one_line
from gmcourse.check.status import Status
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.gradebook.outcome import Outcome
    from autograder.spec import Week


# How many exercises that were lost for one reason still have a line each.
MANY = 3


class NotAllGraded(Mistake):
    """Grading itself failed on some hand-ins."""


def require_graded(outcomes: Sequence[Outcome]) -> None:
    """Raise NotAllGraded, naming whom, where a failure that is not the hand-in's own left something ungraded."""
    if failed := _failed(outcomes):
        raise NotAllGraded(
            f"grading failed on {failed}, for reasons given above; see to them and run the same command again"
        )


def require_judged(outcomes: Sequence[Outcome], week: Week) -> None:
    """Raise NotAllGraded, naming whom, where kept answers could not be judged or are not there by a failure of ours."""
    if failed := _failed(outcomes):
        raise NotAllGraded(
            f"not judged: {failed}, for reasons given above; see to them, then `autograder grade {week.name}` runs them again"
        )


def _failed(outcomes: Sequence[Outcome]) -> str:
    """Whom a failure of grading itself left out, at most five by name; "" where nobody is."""
    failed = [outcome.student for outcome in outcomes if outcome.ours]
    return ", ".join(failed[:5]) + (f" and {len(failed) - 5} more" if len(failed) > 5 else "")


def table(outcomes: Sequence[Outcome], penalties: Mapping[str, float]) -> str:
    """The marks of a class as plain text, a line of diagnosis for each lost point.

    penalties: student -> the points that lateness takes off
    """
    width = max([len("student"), *(len(o.student) for o in outcomes)]) + 3
    rows = [f"{'student':<{width}}{'mark':<12}lost on"]
    for outcome in outcomes:
        rows += _lines(outcome, width, penalties.get(outcome.student, 0.0))
    return "\n".join([*rows, *_frequent(outcomes), *_notes(outcomes)])


def _lines(outcome: Outcome, width: int, penalty: float) -> list[str]:
    if outcome.problem:
        return [f"{outcome.student:<{width}}{'-':<12}{one_line(outcome.problem)}"]
    mark = f"{max(0.0, round(outcome.score - penalty, 2)):g} / {outcome.points:g}"
    lost = [row for row in outcome.rows if (row["score"] or 0.0) < row["points"]]
    if lost and all(row["status"] == Status.MISSING for row in lost) and len(lost) > MANY:
        names = ", ".join(row["exercise"] for row in lost)
        reasons = [f"not attempted: {names if len(lost) < len(outcome.rows) else 'everything'}"]
    else:
        reasons = _reasons(lost)
    if penalty:
        reasons = [f"late: {counted(penalty, 'point')} taken off", *reasons]
    reasons = reasons or [""]
    head = f"{outcome.student:<{width}}{mark:<12}{reasons[0]}".rstrip()
    return [head, *(" " * (width + 12) + reason for reason in reasons[1:])]


def _reasons(lost: Sequence[dict[str, Any]]) -> list[str]:
    """A line for each exercise; one for all of them where many were lost for the same reason."""
    whys = [_why(row) for row in lost]
    together = {
        why: ", ".join(row["exercise"] for row, other in zip(lost, whys, strict=True) if other == why)
        for why in whys
        if whys.count(why) > MANY
    }
    lines = [f"{together.get(why, row['exercise'])}: {why}" for row, why in zip(lost, whys, strict=True)]
    return list(dict.fromkeys(lines))


def _why(row: dict[str, Any]) -> str:
    return row["diagnosis"] or one_line(row["message"] or row["status"])


def _notes(outcomes: Sequence[Outcome]) -> list[str]:
    """What a person should look at, a line each."""
    notes = [
        f"{outcome.student}: {one_line(line)}"
        for outcome in outcomes
        for line in (outcome.note, *outcome.looks)
        if line
    ]
    return ["", "to look at:", *(f"  {note}" for note in notes)] if notes else []


def _frequent(outcomes: Sequence[Outcome]) -> list[str]:
    counts = Counter(
        (row["exercise"], row["diagnosis"]) for o in outcomes for row in o.rows if row["diagnosis"]
    )
    if not counts:
        return []
    top = ", ".join(f"{exercise}: {name} ({n})" for (exercise, name), n in counts.most_common(3))
    return ["", f"most frequent: {top}"]
