"""The marks of a week as the gradebook holds them, with what was given by hand, beside what was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nbgrader.api import Grade, Gradebook, MissingEntry

from autograder.bounded import Bounded, OutOfBounds
from autograder.cells import name_of_test
from autograder.gradebook.changes import is_there
from autograder.gradebook.gradebook_session import is_older
from autograder.gradebook.outcome import Outcome, graded, load, load_all, refused
from autograder.handins.taken import late_in_canvas
from autograder.judge.preprocessor import judge_record, kept_record, kept_students
from autograder.places import COURSE_ID, Course
from autograder.spec import Week
from autograder.weeks import find_week


@dataclass(frozen=True)
class Mark:
    """One student's marks of a week.

    scores: points by exercise, and by task that is marked by hand; None where it has no mark yet
    total: what counts, late penalty taken off; None for a hand-in that is not graded
    penalty: the points that lateness took off
    """

    student: str
    scores: dict = field(default_factory=dict)
    total: float | None = None
    points: float = 0.0
    late: bool = False
    problem: str = ""
    rows: tuple = ()
    penalty: float = 0.0

    @property
    def unmarked(self) -> list[str]:
        """The cells that still wait for somebody to mark them."""
        return (
            [cell for cell, score in self.scores.items() if score is None] if self.total is not None else []
        )


def all_outcomes(week: Week, course: Course) -> list[Outcome]:
    """Every Outcome of a week by student, whoever had the hand-in graded: the command, nbgrader or formgrader.

    The latter two keep a student's answers, but no Outcome; then the answers are judged here again.
    """
    stored = {outcome.student: outcome for outcome in load_all(course, week.name)}
    with Bounded() as bounded:
        for student in kept_students(course, week.name):
            if _is_stale(course, week, student):
                stored[student] = _judged(week, course, student, bounded)
    return [stored[student] for student in sorted(stored)]


def outcome_of(week: Week, course: Course, student: str) -> Outcome | None:
    """The Outcome of one student, whoever had the hand-in graded; None of one of whom nothing is kept."""
    if student in kept_students(course, week.name) and _is_stale(course, week, student):
        return judge_stored(week.name, course, student)
    return load(course, week.name, student)


def _is_stale(course: Course, week: Week, student: str) -> bool:
    """Whether answers were kept after the Outcome."""
    outcome = course.results / week.name / f"{student}.json"
    answers = course.answers / week.name / f"{student}.json"
    return not outcome.is_file() or outcome.stat().st_mtime_ns < answers.stat().st_mtime_ns


def _judged(week: Week, course: Course, student: str, bounded: Bounded) -> Outcome:
    try:
        return bounded.call(judge_stored, week.name, course, student)
    except OutOfBounds as problem:
        return refused(student, week, "", 0, f"its answers could not be judged ({problem})", ours=True)


def judge_stored(week_name: str, course: Course, student: str) -> Outcome:
    """The Outcome of kept answers; done where it is Bounded."""
    record = kept_record(course, week_name, student)
    return graded(
        student, find_week(week_name), record.digest, record.seed, judge_record(record), record.shown
    )


def marks_of(
    outcomes: Sequence[Outcome], week: Week, course: Course, judged_only: bool = False
) -> list[Mark]:
    """The Mark of each Outcome, by student; formgrader shows the same.

    judged_only: leave out the cells that are marked by hand, from marks and from points
    """
    late = late_students(week, course)
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        tasks = {} if judged_only else _tasks(gradebook, week)
        points = sum(e.points for e in week.exercises) + sum(tasks.values())
        return [_mark(gradebook, o, week, tasks, points, o.student in late) for o in outcomes]


def late_penalties(week: Week, course: Course) -> dict[str, float]:
    """Student -> the points that lateness takes off a hand-in; who loses none is left out."""
    if not is_there(course):
        return {}
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        handed_in = gradebook.assignment_submissions(week.name)
        return {s.student_id: s.late_submission_penalty for s in handed_in if s.late_submission_penalty}


@dataclass(frozen=True)
class StaleMark:
    """A mark given by hand that waits for another look: the hand-in, or what was judged (None: nothing), changed since."""

    student: str
    week: str
    cell: str
    given: float
    judged: float | None

    def __str__(self) -> str:
        judged = (
            f"; see `autograder mark {self.week}`"
            if self.judged is None
            else f", judged {self.judged:g} now; see formgrader"
        )
        return f"{self.cell.removeprefix('test_')} counts {self.given:g}, given by hand before{judged}"


def stale_marks(week: Week, course: Course) -> list[StaleMark]:
    """The marks of a week that wait for another look."""
    if not is_there(course):
        return []
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        rows = gradebook.db.query(Grade).filter(Grade.needs_manual_grade.is_(True))
        return [
            StaleMark(row.student.id, week.name, row.name, row.manual_score, row.auto_score)
            for row in rows
            if row.assignment.name == week.name and is_older(row)
        ]


def looks_again(week: Week, course: Course) -> dict[str, str]:
    """Student -> one line on all their marks that wait for another look, by name."""
    found: dict[str, list[str]] = {}
    for mark in stale_marks(week, course):
        found.setdefault(mark.student, []).append(str(mark))
    return {student: "; ".join(found[student]) for student in sorted(found)}


def late_students(week: Week, course: Course) -> set[str]:
    """The students who handed in late, by Canvas's word, or by nbgrader's timestamp and due date."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        # Of a week without a due date nbgrader reckons with none for who has an extension, and fails.
        due = [s for s in gradebook.assignment_submissions(week.name) if s.assignment.duedate is not None]
        return late_in_canvas(course, week) | {s.student_id for s in due if s.total_seconds_late > 0}


def _tasks(gradebook: Gradebook, week: Week) -> dict[str, float]:
    """The cells of a week that are marked by hand, with their points."""
    try:
        notebook = gradebook.find_notebook(week.name, week.name)
    except MissingEntry:
        return {}
    judged = {name_of_test(e.id) for e in week.exercises}
    return {
        cell.name: cell.max_score
        for cell in [*notebook.grade_cells, *notebook.task_cells]
        if cell.name not in judged
    }


def _mark(
    gradebook: Gradebook, outcome: Outcome, week: Week, tasks: Mapping[str, float], points: float, late: bool
) -> Mark:
    if outcome.problem:
        return Mark(outcome.student, points=points, late=late, problem=outcome.problem, rows=outcome.rows)
    grades, penalty = _grades(gradebook, outcome.student, week)
    judged = {row["exercise"]: row["score"] for row in outcome.rows}
    scores = {
        e.id: _judged_score(grades.get(name_of_test(e.id)), judged.get(e.id, 0.0)) for e in week.exercises
    }
    scores |= {task: _score(grades.get(task), None) for task in tasks}
    total = max(0.0, sum(score or 0.0 for score in scores.values()) - penalty)
    return Mark(outcome.student, scores, round(total, 2), points, late, rows=outcome.rows, penalty=penalty)


def _grades(gradebook: Gradebook, student: str, week: Week) -> tuple[dict[str, Grade], float]:
    """What the gradebook holds of one hand-in: cell name -> Grade, and the late penalty."""
    try:
        submission = gradebook.find_submission(week.name, student)
    except MissingEntry:
        return {}, 0.0
    return {
        g.name: g for book in submission.notebooks for g in book.grades
    }, submission.late_submission_penalty or 0.0


def _judged_score(grade: Grade | None, judged: float | None) -> float | None:
    """The points of an exercise; where the judge failed on it, nbgrader's 0 is none, and only a mark by hand counts."""
    if judged is None and (grade is None or grade.manual_score is None):
        return None
    return _score(grade, judged)


def _score(grade: Grade | None, otherwise: float | None) -> float | None:
    """The points of one cell: what was given by hand before what was judged; extra credit on top."""
    if grade is None:
        return otherwise
    if grade.manual_score is None and grade.auto_score is None:
        return otherwise if otherwise is not None or not grade.extra_credit else grade.extra_credit
    return grade.score
