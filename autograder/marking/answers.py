"""What is to be marked of a week: each student's answer, what it has so far, and who marks which."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbgrader.api import Gradebook, MissingEntry

from autograder.bounded import Bounded, OutOfBounds
from autograder.errors import Mistake
from autograder.files import write_atomically
from autograder.gradebook.changes import is_there
from autograder.gradebook.gradebook_session import is_older
from autograder.grading.lateness import count_anew
from autograder.handins.own_words import given_texts, own_texts, tasks_of, written_answers
from autograder.markup.cells import Shown, show_cells
from autograder.markup.preprocessor import CleanDocument
from autograder.places import COURSE_ID, Course
from autograder.spec import Week

# Characters of the page; a photograph of a page of notes has about half as many.
MOST_OF_AN_ANSWER = 3 * 2**20


class NothingToMark(Mistake, LookupError):
    """No answer of this week waits for a person."""


@dataclass(frozen=True)
class WrittenAnswer:
    """One student's answer to one question, as it is shown, and the mark that it has (None: not yet).

    is_elsewhere: whether nothing stands below the question, so that what else they wrote is shown
    is_older: whether the mark was given for another version of the hand-in
    """

    student: str
    task: str
    cells: tuple[Shown, ...]
    is_elsewhere: bool
    score: float | None = None
    comment: str = ""
    ticks: tuple[int, ...] = field(default_factory=tuple)
    is_older: bool = False

    @property
    def key(self) -> str:
        """What names it on the page."""
        return f"{self.task}/{self.student}"


def share_of(student: str, parts: int) -> int:
    """Which of `parts` markers a student falls to, from 1: the same in every run, and no order that a name gives."""
    return int(_hash(student), 16) % parts + 1


def _hash(student: str) -> str:
    return hashlib.sha256(student.encode()).hexdigest()[:12]


def to_mark(week: Week, course: Course, part: int = 1, parts: int = 1) -> list[WrittenAnswer]:
    """The answers of one marker's share, question by question, in an order that no name gives; who wrote nothing stands last.

    Raises NothingToMark where there is none.
    """
    nothing = NothingToMark(
        f"no answer of {week.name} waits for a person in {course.root}; run `autograder grade {week.name}` first"
    )
    if not is_there(course):
        raise nothing
    paths = sorted(
        course.autograded.glob(f"*/{week.name}/{week.name}.ipynb"), key=lambda p: _hash(_student(p))
    )
    mine = [path for path in paths if share_of(_student(path), parts) == part]
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        with Bounded() as bounded:
            given = given_texts(week.name, course)
            found = [a for path in mine for a in _answers(week, course, path, given, gradebook, bounded)]
    if not found:
        raise nothing
    order = list(tasks_of(week.name))
    return sorted(found, key=lambda answer: (order.index(answer.task), not answer.cells))


def _student(path: Path) -> str:
    return path.parent.parent.name


def _answers(
    week: Week, course: Course, path: Path, given: frozenset[str], gradebook: Gradebook, bounded: Bounded
) -> Iterator[WrittenAnswer]:
    student, ticks = _student(path), _kept_ticks(course, week.name)
    shown = _looked_at(path, week.name, given, bounded)
    for task, (cells, is_elsewhere) in shown.items():
        try:
            grade: Any = gradebook.find_grade(task, week.name, week.name, student)
            comment: Any = gradebook.find_comment(task, week.name, week.name, student)
        except MissingEntry:
            continue
        key = f"{task}/{student}"
        words = comment.manual_comment or ""
        yield WrittenAnswer(
            student,
            task,
            cells,
            is_elsewhere,
            grade.manual_score,
            words,
            tuple(ticks.get(key, ())),
            is_older(grade),
        )


def _looked_at(
    path: Path, week_name: str, given: frozenset[str], bounded: Bounded
) -> dict[str, tuple[tuple[Shown, ...], bool]]:
    """Task -> (what is shown, whether it is from elsewhere), of a stranger's notebook, within bounds."""
    try:
        return bounded.call(read_answers, path, week_name, given)
    except OutOfBounds as problem:
        note = Shown(
            "text", Markup("<p>This hand-in cannot be shown here ({}); look at the file.</p>").format(problem)
        )
        return dict.fromkeys(tasks_of(week_name), ((note,), False))


def read_answers(
    path: Path, week_name: str, given: frozenset[str]
) -> dict[str, tuple[tuple[Shown, ...], bool]]:
    """What `_looked_at` returns; done where it is Bounded."""
    notebook, _ = CleanDocument().preprocess(nbformat.read(path, as_version=4), {})
    found = {}
    for task, cells in written_answers(notebook, week_name, given).items():
        shown = _within(show_cells(cells or own_texts(notebook, given)))
        found[task] = shown, not cells and bool(shown)
    return found


def _within(shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """The cells that fit into what one answer may take of the page, with a line where there were more."""
    kept: list[Shown] = []
    left = MOST_OF_AN_ANSWER
    for cell in shown:
        left -= len(cell.text) + sum(map(len, cell.outputs))
        if left < 0:
            return (
                *kept,
                Shown("text", Markup("<p>The rest is too large to be shown here; look at the file.</p>")),
            )
        kept.append(cell)
    return tuple(kept)


def save_mark(
    week: Week, course: Course, key: str, score: float | None, comment: str, ticks: list[int]
) -> None:
    """Write a mark, its words and its ticks, and what lateness costs with it; a score of None takes the mark back.

    Raises MissingEntry for no such answer.
    """
    task, _, student = key.partition("/")
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        grade: Any = gradebook.find_grade(task, week.name, week.name, student)
        grade.manual_score = score
        grade.needs_manual_grade = score is None
        words: Any = gradebook.find_comment(task, week.name, week.name, student)
        words.manual_comment = comment.strip() or None
        gradebook.db.commit()
    count_anew(week, course, [student])
    kept = _kept_ticks(course, week.name) | {key: ticks}
    write_atomically(_ticks_path(course, week.name), json.dumps(kept, indent=1) + "\n")


def _ticks_path(course: Course, week_name: str) -> Path:
    """Which ticks were set: the gradebook has no place for them. The marks themselves are all in it."""
    return course.root / "marking" / f"{week_name}.json"


def _kept_ticks(course: Course, week_name: str) -> dict[str, list[int]]:
    path = _ticks_path(course, week_name)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
