"""The judge as an nbgrader preprocessor, between execution and the saving of grades."""

import json
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.exercises import find_week, week_names
from autograder.files import write_atomically
from autograder.grading.sitting import sitting_seed
from autograder.judge.decide import decide
from autograder.judge.evidence import Record, collect
from autograder.judge.rewrite import rewrite
from autograder.places import Course


class JudgeAnswers(NbGraderPreprocessor):
    """Keeps the answers of a hand-in, judges them and writes the verdicts into the test cells.

    `resources["gmcourse"]` may hold the Course, the seed, the digest and the incidents of the
    executor; under plain nbgrader the course folder is found through the converter.
    """

    def preprocess(self, nb, resources):
        """Judge one executed notebook in place."""
        names = resources["nbgrader"]
        if names["assignment"] not in week_names():
            return nb, resources
        given = resources.setdefault("gmcourse", {})
        course = given.get("course") or Course(Path(self.parent.parent.coursedir.root))
        week = find_week(names["assignment"])
        seed = given.get("seed", None) or sitting_seed(course)
        record = Record(
            names["student"],
            week.name,
            given.get("digest", ""),
            seed,
            collect(nb, [e.id for e in week.exercises], given.get("incidents")),
        )
        keep(record, course)
        given["reports"] = judge_record(record)
        rewrite(nb, given["reports"], week.chapter)
        return nb, resources


def judge_record(record):
    """The Report of each exercise of a kept record."""
    week = find_week(record.week)
    return {e: decide(week, record.seed, evidence) for e, evidence in record.evidence.items()}


def keep(record, course):
    """Store a record outside everything that is returned to students."""
    write_atomically(_path(course, record.week, record.student), json.dumps(record.to_json()) + "\n")


def kept(course, week, student):
    """Read a stored record."""
    return Record.from_json(json.loads(_path(course, week, student).read_text(encoding="utf-8")))


def kept_students(course, week):
    """The students whose answers to a week are stored."""
    return sorted(path.stem for path in (course.answers / week).glob("*.json"))


def _path(course, week, student):
    return course.answers / week / f"{student}.json"
