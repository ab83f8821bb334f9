"""What judging a week again changed of its marks, in lines."""

from collections.abc import Iterable, Mapping

from autograder.gradebook.outcome import Outcome
from gmcourse.counted import counted

MOST = 20
# Student -> the points that lateness takes off; who loses none is left out.
Penalties = Mapping[str, float]


def changes(
    before: Iterable[Outcome], after: Iterable[Outcome], old_penalties: Penalties, new_penalties: Penalties
) -> list[str]:
    """A line for each hand-in whose verdicts or late penalty are others now, what it was and is; one line where none is.

    What a person marks meanwhile changes a total too, and is nothing that judging did.
    """
    old = {outcome.student: outcome for outcome in before}
    lines = []
    for outcome in after:
        penalties = old_penalties.get(outcome.student, 0.0), new_penalties.get(outcome.student, 0.0)
        if line := _line(old.get(outcome.student), outcome, penalties):
            lines.append(line)
    if not lines:
        return ["nothing changed"]
    more = [f"  and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return [f"changed: {len(lines)} hand-in{'s' * (len(lines) > 1)}", *lines[:MOST], *more]


def _line(old: Outcome | None, new: Outcome, penalties: tuple[float, float]) -> str:
    if old is None:
        return f"  {new.student}: judged for the first time"
    rows = {row["exercise"]: row for row in old.rows}
    parts = [part for row in new.rows if (part := _part(rows.get(row["exercise"]), row))]
    gone = sorted(set(rows) - {row["exercise"] for row in new.rows})
    parts += [f"{exercise} is no more" for exercise in gone]
    late = _late(*penalties)
    if not parts:
        return f"  {new.student}: {late}" if late else ""
    return f"  {new.student}: {old.score:g} to {counted(new.score, 'point')}: {'; '.join([*parts, late] if late else parts)}"


def _late(old: float, new: float) -> str:
    """What became of the late penalty; "" where it is what it was."""
    return "" if abs(new - old) < 0.005 else f"lateness takes off {counted(new, 'point')} now, {old:g} before"


def _part(old: dict | None, new: dict) -> str:
    """What became of one exercise; "" where score and name are what they were."""
    if old is None:
        return f"{new['exercise']} is new"
    if old["score"] != new["score"]:
        return f"{new['exercise']} {_words(old)} to {_words(new)}"
    if old["diagnosis"] != new["diagnosis"]:
        return f"{new['exercise']} is called {new['diagnosis'] or 'nothing'} now"
    return ""


def _words(row: dict) -> str:
    return "ungraded" if row["score"] is None else f"{row['score']:g}"
