"""The marks of a week as the gradebook holds them, with what was given by hand, beside what was judged."""

from dataclasses import dataclass, field

from nbgrader.api import Gradebook, MissingEntry

from autograder.collect.collect import late_in_canvas
from autograder.grading.outcome import graded, load_all
from autograder.judge.preprocessor import judge_record, kept, kept_students


@dataclass(frozen=True)
class Mark:
    """One student's marks of a week.

    scores: points by exercise, and by task that is marked by hand; None where it has no mark yet
    total: what counts, late penalty taken off; None for a hand-in that is not graded
    """

    student: str
    scores: dict = field(default_factory=dict)
    total: float | None = None
    points: float = 0.0
    late: bool = False
    problem: str = ""
    rows: tuple = ()

    @property
    def unmarked(self):
        """The cells that still wait for somebody to mark them."""
        return [cell for cell, score in self.scores.items() if score is None] if self.total is not None else []


def all_outcomes(week, course):
    """Every Outcome of a week by student, whoever had the hand-in graded: the command, nbgrader or formgrader.

    The latter two keep a student's answers, but no Outcome; then the answers are judged here again.
    """
    stored = {outcome.student: outcome for outcome in load_all(course, week.name)}
    for student in kept_students(course, week.name):
        outcome = course.results / week.name / f"{student}.json"
        answers = course.answers / week.name / f"{student}.json"
        if not outcome.is_file() or outcome.stat().st_mtime_ns < answers.stat().st_mtime_ns:
            record = kept(course, week.name, student)
            stored[student] = graded(student, week, record.digest, record.seed, judge_record(record))
    return [stored[student] for student in sorted(stored)]


def marks_of(outcomes, week, course, judged_only=False):
    """The Mark of each Outcome, by student; formgrader shows the same.

    judged_only: leave out the cells that are marked by hand, from marks and from points
    """
    late = late_students(week, course)
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        tasks = {} if judged_only else _tasks(gradebook, week)
        points = sum(e.points for e in week.exercises) + sum(tasks.values())
        return [_mark(gradebook, o, week, tasks, points, o.student in late) for o in outcomes]


def late_students(week, course):
    """The students who handed in late, by Canvas's word, or by nbgrader's timestamp and due date."""
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        handed_in = gradebook.assignment_submissions(week.name)
        return late_in_canvas(course, week) | {s.student_id for s in handed_in if s.total_seconds_late > 0}


def _tasks(gradebook, week):
    """The cells of a week that are marked by hand, with their points."""
    try:
        notebook = gradebook.find_notebook(week.name, week.name)
    except MissingEntry:
        return {}
    judged = {f"test_{e.id}" for e in week.exercises}
    return {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells] if cell.name not in judged}


def _mark(gradebook, outcome, week, tasks, points, late):
    if outcome.problem:
        return Mark(outcome.student, points=points, late=late, problem=outcome.problem, rows=outcome.rows)
    grades, penalty = _grades(gradebook, outcome.student, week)
    judged = {row["exercise"]: row["score"] for row in outcome.rows}
    scores = {e.id: _score(grades.get(f"test_{e.id}"), judged.get(e.id, 0.0)) for e in week.exercises}
    scores |= {task: _score(grades.get(task), None) for task in tasks}
    total = max(0.0, sum(score or 0.0 for score in scores.values()) - penalty)
    return Mark(outcome.student, scores, round(total, 2), points, late, rows=outcome.rows)


def _grades(gradebook, student, week):
    """What the gradebook holds of one hand-in: cell name -> Grade, and the late penalty."""
    try:
        submission = gradebook.find_submission(week.name, student)
    except MissingEntry:
        return {}, 0.0
    return {g.name: g for book in submission.notebooks for g in book.grades}, submission.late_submission_penalty or 0.0


def _score(grade, otherwise):
    """The points of one cell: what was given by hand before what was judged; extra credit on top."""
    if grade is None:
        return otherwise
    if grade.manual_score is None and grade.auto_score is None:
        return otherwise if otherwise is not None or not grade.extra_credit else grade.extra_credit
    return grade.score
