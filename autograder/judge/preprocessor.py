"""The judge as an nbgrader preprocessor, between execution and the saving of grades."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.files import write_privately
from autograder.handins.shown import KEY, noted, other_name
from autograder.hidden_questions import sitting_seed
from autograder.judge.decide import decide
from autograder.judge.evidence import Record, evidence_of
from autograder.judge.rewrite import rewrite
from autograder.places import Course
from autograder.weeks import find_week, week_names
from gmcourse.check.status import Status
from gmcourse.check.verdict import Report

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Exercise, Week


class JudgeAnswers(NbGraderPreprocessor):
    """Keeps the answers of a hand-in, judges them and writes the verdicts into the test cells.

    `resources["gmcourse"]` may hold the Course, the seed, the digest and the incidents of the
    executor; under plain nbgrader the course folder is found through the converter.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Judge one executed notebook in place."""
        names = resources["nbgrader"]
        if names["assignment"] not in week_names():
            return nb, resources
        given = resources.setdefault("gmcourse", {})
        converter: Any = self.parent
        course = given.get("course") or Course(Path(converter.parent.coursedir.root))
        week = find_week(names["assignment"])
        seed = given.get("seed", None) or sitting_seed(course)
        record = Record(
            names["student"],
            week.name,
            given.get("digest", ""),
            seed,
            evidence_of(nb, [e.id for e in week.exercises], given.get("incidents")),
            noted(nb),
        )
        nb.metadata.pop(KEY, None)
        keep_record(record, course)
        given["reports"], given["shown"] = judge_record(record), record.shown
        rewrite(nb, given["reports"], week.chapter)
        return nb, resources


def judge_record(record: Record) -> dict[str, Report]:
    """The Report of each exercise of a kept record."""
    week = find_week(record.week)
    return {e.id: _report(week, record, e) for e in week.exercises}


def _report(week: Week, record: Record, exercise: Exercise) -> Report:
    """The Report of one exercise, which may be younger than the record."""
    if exercise.id in record.evidence:
        report = decide(week, record.seed, record.evidence[exercise.id])
        name = other_name(record.shown.get(exercise.id, ""))
        return _with_name(report, name) if name and report.status == Status.MISSING else report
    message = "it came to the week after this hand-in was run; grade a new version, or mark it by hand"
    return Report(exercise.id, Status.MISSING, 0.0, exercise.points, message=message)


def _with_name(report: Report, name: str) -> Report:
    """The report of what is missing, where `check` was asked about a function of another name at home."""
    message = f"not found: at home `check` judged {name}; grading takes only what is called {report.exercise}"
    return replace(report, message=message, lines=())


def keep_record(record: Record, course: Course) -> None:
    """Store a record outside everything that is returned to students."""
    write_privately(_path(course, record.week, record.student), json.dumps(record.to_json()) + "\n")


def kept_record(course: Course, week: str, student: str) -> Record:
    """Read a stored record."""
    return Record.from_json(json.loads(_path(course, week, student).read_text(encoding="utf-8")))


def kept_students(course: Course, week: str) -> list[str]:
    """The students whose answers to a week are stored."""
    return sorted(path.stem for path in (course.answers / week).glob("*.json"))


def _path(course: Course, week: str, student: str) -> Path:
    return course.answers / week / f"{student}.json"
