"""What judging a week again changed of its marks, in lines."""

from collections.abc import Iterable, Mapping

from autograder.gradebook.outcome import Outcome
from gmcourse.counted import counted

MOST = 20
# Student -> what counts, the late penalty taken off; None of one who is not graded.
Totals = Mapping[str, float | None]


def changes(
    before: Iterable[Outcome], after: Iterable[Outcome], old_totals: Totals, new_totals: Totals
) -> list[str]:
    """A line for each hand-in whose verdicts or total are others now, what it was and is; one line where none is."""
    old = {outcome.student: outcome for outcome in before}
    lines = []
    for outcome in after:
        totals = old_totals.get(outcome.student), new_totals.get(outcome.student)
        if line := _line(old.get(outcome.student), outcome, totals):
            lines.append(line)
    if not lines:
        return ["nothing changed"]
    more = [f"  and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return [f"changed: {len(lines)} hand-in{'s' * (len(lines) > 1)}", *lines[:MOST], *more]


def _line(old: Outcome | None, new: Outcome, totals: tuple[float | None, float | None]) -> str:
    if old is None:
        return f"  {new.student}: judged for the first time"
    rows = {row["exercise"]: row for row in old.rows}
    parts = [part for row in new.rows if (part := _part(rows.get(row["exercise"]), row))]
    gone = sorted(set(rows) - {row["exercise"] for row in new.rows})
    parts += [f"{exercise} is no more" for exercise in gone]
    late = _late(new.score - old.score, *totals)
    if not parts:
        return f"  {new.student}: {late}" if late else ""
    return f"  {new.student}: {old.score:g} to {counted(new.score, 'point')}: {'; '.join([*parts, late] if late else parts)}"


def _late(judged: float, old: float | None, new: float | None) -> str:
    """What became of a total where it moved by more than what was judged: the late penalty is another; else ""."""
    if old is None or new is None or abs(new - old - judged) < 0.005:
        return ""
    return f"total {old:g} to {new:g}, since what lateness takes off is another now"


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
