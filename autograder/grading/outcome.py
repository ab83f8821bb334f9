"""What grading says of one hand-in, and the file that keeps it until the next run."""

import json
from dataclasses import dataclass

from autograder.files import write_atomically


@dataclass(frozen=True)
class Outcome:
    """One hand-in's rows, one an exercise, or the reason why it could not be graded.

    `problem` is "" where it was graded. A row has student, week, exercise, score, points, status,
    diagnosis (the misconception's name or None) and message.
    """

    student: str
    week: str
    digest: str
    seed: int
    rows: tuple
    problem: str = ""

    @property
    def score(self):
        """Points won."""
        return sum(row["score"] for row in self.rows)

    @property
    def points(self):
        """Points there are."""
        return sum(row["points"] for row in self.rows)


def graded(student, week, digest, seed, reports):
    """The Outcome of judged reports."""
    rows = tuple(_row(student, week.name, report) for report in reports.values())
    return Outcome(student, week.name, digest, seed, rows)


def refused(student, week, digest, seed, problem):
    """The Outcome of a hand-in that could not be read or run: nothing is graded, the reason is kept."""
    rows = tuple(
        {
            "student": student,
            "week": week.name,
            "exercise": exercise.id,
            "score": 0.0,
            "points": exercise.points,
            "status": "error",
            "diagnosis": None,
            "message": problem,
        }
        for exercise in week.exercises
    )
    return Outcome(student, week.name, digest, seed, rows, problem)


def _row(student, week, report):
    return {
        "student": student,
        "week": week,
        "exercise": report.exercise,
        "score": report.score,
        "points": report.points,
        "status": report.status,
        "diagnosis": report.diagnosis,
        "message": report.message,
    }


def save(outcome, course):
    """Keep an Outcome; written last, so that what is there is whole."""
    node = {**outcome.__dict__, "rows": list(outcome.rows)}
    write_atomically(_path(course, outcome.week, outcome.student), json.dumps(node, indent=1) + "\n")


def load(course, week, student):
    """The kept Outcome of a hand-in, or None."""
    path = _path(course, week, student)
    if not path.is_file():
        return None
    node = json.loads(path.read_text(encoding="utf-8"))
    return Outcome(**{**node, "rows": tuple(node["rows"])})


def load_all(course, week):
    """Every kept Outcome of a week, by student."""
    found = sorted((course.results / week).glob("*.json"))
    return [load(course, week, path.stem) for path in found]


def _path(course, week, student):
    return course.results / week / f"{student}.json"
