"""Writes the feedback pages of a week through nbgrader, each within bounds of its own."""

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.bounded import Bounded, OutOfBounds
from autograder.errors import Mistake
from autograder.feedback.bare import bare_page
from autograder.feedback.given_back import keep_given, marks_now
from autograder.files import write_atomically
from autograder.gradebook.extensions import extensions
from autograder.gradebook.outcome import load, load_all
from autograder.grading.preprocessor_chain import is_released
from autograder.grading.times import follow_times
from autograder.handins.reading import NothingSubmitted, find_submissions, only
from autograder.handins.roster import kept_roster
from autograder.places import COURSE_ID, Course
from autograder.release.assignment import api
from autograder.spec import Week
from gmcourse.counted import counted


class NoFeedback(Mistake, RuntimeError):
    """Feedback could not be written."""


def write_feedback(
    week: Week,
    course: Course,
    log: Callable[[str], None] = print,
    students: Collection[str] | None = None,
    solutions: bool = False,
) -> list[Path]:
    """Write one page a graded hand-in of a week, or of these students, and return the pages.

    solutions: also show the solutions, and how the class did; raises NoFeedback while somebody may still hand in.
    A hand-in that cannot be made a page gets one with its marks alone, and a line of the log.
    """
    graded = sorted(p.parent.parent.name for p in course.autograded.glob(f"*/{week.name}/{week.name}.ipynb"))
    graded = only(graded, students, f"graded hand-in of {week.name}")
    if not graded:
        raise NoFeedback(
            f"nothing of {week.name} is graded in {course.root}; run `autograder grade {week.name}` first"
        )
    if not is_released(week, course):
        raise NoFeedback(
            f"the gradebook {course.gradebook_name} knows nothing of {week.name}; run `autograder grade {week.name}` first"
        )
    follow_times(week, course, log, students=students)
    if solutions:
        _require_over(week, course)
    pages, roster, marks = [], kept_roster(course), marks_now(week, course)
    without = 0
    with Bounded() as bounded:
        for student in graded:
            page = course.feedback / student / week.name / f"{week.name}.html"
            without += not solutions and _shows_solutions(page)
            problem = _write(week.name, course, student, solutions, bounded)
            if problem:
                name = roster.student(student).name
                write_atomically(page, bare_page(week, load(course, week.name, student), name))
                log(f"{student}: a page with marks alone, since {problem}")
            pages.append(page)
    keep_given(week, course, marks, graded)
    if without:
        log(
            f"{counted(without, 'page')} had the solutions and {'has' if without == 1 else 'have'} them no more; "
            "--solutions writes them again"
        )
    for student, why in sorted(_without_page(week, course, graded).items()):
        if students is None:
            log(f"{student}: no page: {why}")
    return pages


def _shows_solutions(page: Path) -> bool:
    return page.is_file() and bool(re.search(r"<main [^>]*data-solutions", page.read_text(encoding="utf-8")))


def _without_page(week: Week, course: Course, graded: Collection[str]) -> dict[str, str]:
    """Student -> why there is no page of this week for them, of all who handed in."""
    kept = {outcome.student: outcome.problem for outcome in load_all(course, week.name)}
    try:
        there = [submission.student for submission in find_submissions(course.submitted, week.name)]
    except NothingSubmitted:
        there = []
    waiting = f"handed in, but not graded yet; run `autograder grade {week.name}`"
    why = dict.fromkeys(there, waiting) | {student: problem or waiting for student, problem in kept.items()}
    return {student: reason for student, reason in why.items() if student not in graded}


def _require_over(week: Week, course: Course) -> None:
    """Raise NoFeedback before the last due date of the week, extensions included; a week without one is over."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        due = gradebook.find_assignment(week.name).duedate
    if due is None:
        return
    last = due + max(extensions(week, course).values(), default=timedelta())
    if last > datetime.now(UTC).replace(tzinfo=None):
        raise NoFeedback(
            f"{week.name} can be handed in until {last:%Y-%m-%d %H:%M} UTC; "
            "give the solutions after that, or feedback without --solutions now"
        )


def _write(week_name: str, course: Course, student: str, solutions: bool, bounded: Bounded) -> str:
    """Write one page; return why that was not possible, or ""."""
    try:
        return bounded.call(write_feedback_page, week_name, course, student, solutions)
    except OutOfBounds as problem:
        return str(problem)


def write_feedback_page(week_name: str, course: Course, student: str, solutions: bool = False) -> str:
    """Have nbgrader write one page; return what it said where it could not. Done where it is Bounded."""
    options = {"FeedbackPage": {"solutions": True}} if solutions else {}
    outcome = api(course, options).generate_feedback(week_name, student, force=True)
    return "" if outcome["success"] else _last_line(outcome)


def _last_line(outcome: dict) -> str:
    lines = [
        line.strip()
        for line in f"{outcome.get('log') or ''}\n{outcome.get('error') or ''}".split("\n")
        if line.strip()
    ]
    return lines[-1][:160] if lines else "nbgrader gave no reason"
