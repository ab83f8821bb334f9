"""What grading says of one hand-in, and the file that keeps it until the next run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.files import write_privately
from autograder.handins.shown import all_right
from autograder.hidden_questions import Seed
from autograder.judge.rules import rules_of
from autograder.places import Course
from gmcourse.check.status import Status

if TYPE_CHECKING:
    from autograder.spec import Week
    from gmcourse.check.verdict import Report


@dataclass(frozen=True)
class Outcome:
    """One hand-in's rows, one an exercise, or the reason why it could not be graded.

    `problem` is "" where it was graded; `note` is what a person should know of one that was. `ours` says
    that a failure of grading itself, not of the hand-in, is behind either. A row has student, week,
    exercise, score (None where it is not graded), points, status, diagnosis (the misconception's name or
    None), message, and look: why a person should look at it, or "". `rules` is the fingerprint of what judged it,
    "" of what was judged before there was one.
    """

    student: str
    week: str
    digest: str
    seed: Seed
    rows: tuple[dict[str, Any], ...]
    problem: str = ""
    note: str = ""
    ours: bool = False
    rules: str = ""

    @property
    def score(self) -> float:
        """Points won."""
        return sum(row["score"] or 0.0 for row in self.rows)

    @property
    def points(self) -> float:
        """Points there are."""
        return sum(row["points"] for row in self.rows)

    @property
    def looks(self) -> list[str]:
        """Why a person should look at this hand-in, a line an exercise."""
        return [f"{row['exercise']}: {row['look']}" for row in self.rows if row.get("look")]


def graded(
    student: str,
    week: Week,
    digest: str,
    seed: Seed,
    reports: Mapping[str, Report],
    shown: Mapping[str, str] | None = None,
    note: str = "",
) -> Outcome:
    """The Outcome of judged reports; shown: what `check` last showed at home, by exercise."""
    rows = tuple(
        _row(student, week.name, report, (shown or {}).get(report.exercise)) for report in reports.values()
    )
    failed = ", ".join(row["exercise"] for row in rows if row["status"] == Status.UNGRADED)
    note = note or (f"the judge failed on {failed}, which has no mark: mark it by hand" if failed else "")
    return Outcome(
        student, week.name, digest, seed, rows, note=note, ours=bool(failed), rules=rules_of(week.name)
    )


def refused(student: str, week: Week, digest: str, seed: Seed, problem: str, ours: bool = False) -> Outcome:
    """The Outcome of a hand-in that could not be read or run: nothing is graded, the reason is kept."""
    rows = tuple(
        {
            "student": student,
            "week": week.name,
            "exercise": exercise.id,
            "score": None,
            "points": exercise.points,
            "status": Status.UNGRADED,
            "diagnosis": None,
            "message": problem,
            "look": "",
        }
        for exercise in week.exercises
    )
    return Outcome(student, week.name, digest, seed, rows, problem, ours=ours)


def is_outdated(outcome: Outcome, week: Week) -> bool:
    """Whether the week's exercises, their points or what judges them are others now than when this was judged."""
    points = {row["exercise"]: row["points"] for row in outcome.rows}
    return points != {e.id: e.points for e in week.exercises} or (
        bool(outcome.rules) and outcome.rules != rules_of(week.name)
    )


def standing(before: Outcome, problem: str, ours: bool = False) -> Outcome:
    """The Outcome of a graded version that stands because the one after it could not be graded."""
    what = (
        "it could not be graded again, its marks of before count"
        if ours
        else "a newer version could not be graded, the one before counts"
    )
    note = f"{what}: {problem}"
    return replace(before, note=note, ours=ours)


def _row(student: str, week: str, report: Report, shown: str | None) -> dict[str, Any]:
    return {
        "student": student,
        "week": week,
        "exercise": report.exercise,
        "score": None if report.status == Status.UNGRADED else report.score,
        "points": report.points,
        "status": report.status,
        "diagnosis": report.diagnosis,
        "message": report.message,
        "look": _look(report, shown),
    }


def _look(report: Report, shown: str | None) -> str:
    """Why a person should look at a verdict: at home `check` said otherwise, or there is none."""
    if report.status == Status.UNGRADED:
        return report.message
    if shown is None or not all_right(shown) or report.score > 0:
        return ""
    return f"check showed {shown} at home, grading says {report.status}"


def save(outcome: Outcome, course: Course) -> None:
    """Keep an Outcome; written last, so that what is there is whole."""
    node = {**outcome.__dict__, "rows": list(outcome.rows)}
    write_privately(_path(course, outcome.week, outcome.student), json.dumps(node, indent=1) + "\n")


def load(course: Course, week: str, student: str) -> Outcome | None:
    """The kept Outcome of a hand-in, or None."""
    path = _path(course, week, student)
    if not path.is_file():
        return None
    node = json.loads(path.read_text(encoding="utf-8"))
    return Outcome(**{**node, "rows": tuple(node["rows"])})


def load_all(course: Course, week: str) -> list[Outcome]:
    """Every kept Outcome of a week, by student."""
    found = sorted((course.results / week).glob("*.json"))
    return [outcome for path in found if (outcome := load(course, week, path.stem)) is not None]


def _path(course: Course, week: str, student: str) -> Path:
    return course.results / week / f"{student}.json"
