"""Where each week stands, and the command that comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbgrader.api import Grade, Gradebook

from autograder.feedback.given_back import given_back, marks_now
from autograder.gradebook.changes import is_there
from autograder.gradebook.marks import all_outcomes, stale_marks
from autograder.gradebook.outcome import Outcome, is_outdated
from autograder.grading.lateness import other_penalties
from autograder.handins.own_words import tasks_of
from autograder.handins.reading import NothingSubmitted, Submission, Unreadable, digest, find_submissions
from autograder.handins.taken import refused_of
from autograder.places import COURSE_ID, Course
from autograder.spec import Week


@dataclass(frozen=True)
class Standing:
    """How far a week is: counts, and what to do next ("" where nothing is).

    graded: those whose hand-in, as it lies there, is graded; whose older one was counts as waiting
    """

    week: str
    handed_in: int = 0
    graded: int = 0
    waiting: int = 0
    unreadable: int = 0
    failed: int = 0
    unmarked: int = 0
    look_again: int = 0
    without_page: int = 0
    refused: int = 0
    other_penalty: int = 0
    outdated: int = 0

    @property
    def next(self) -> str:
        """The command that comes next."""
        if self.waiting or self.failed:
            return f"autograder grade {self.week}"
        if self.outdated or self.other_penalty and not self.unmarked:
            return f"autograder judge {self.week}"
        if self.unmarked or self.look_again:
            return f"autograder mark {self.week}"
        if self.without_page:
            return f"autograder feedback {self.week}"
        return f"autograder export {self.week}" if self.graded else ""

    def line(self, width: int, there: str = "") -> str:
        """One line for a terminal; there: the option that names the course once more."""
        counts = (
            (self.handed_in, "in"),
            (self.refused, "whose upload was not taken"),
            (self.graded, "graded"),
            (self.waiting, "to grade"),
            (self.unreadable, "unreadable"),
            (self.failed, "that grading failed on"),
            (self.unmarked, "unmarked " + ("reflection" if self.unmarked == 1 else "reflections")),
            (self.look_again, "to look at again"),
            (self.outdated, "judged before the week changed"),
            (self.other_penalty, "whose lateness costs otherwise now"),
            (self.without_page, "with old or no feedback"),
        )
        said = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing handed in"
        return f"{self.week:<{width}}   {said}" + (f"   next: {self.next}{there}" if self.next else "")


def week_standing(week: Week, course: Course) -> Standing:
    """The Standing of a week, from its hand-ins, the kept verdicts, the gradebook and the feedback there is."""
    outcomes = {outcome.student: outcome for outcome in all_outcomes(week, course)}
    there = _submissions(week, course)
    graded = [student for student, outcome in outcomes.items() if not outcome.problem]
    waiting = _new(there, outcomes)
    return Standing(
        week.name,
        len({submission.student for submission in there} | set(outcomes)),
        len(set(graded) - waiting),
        len(waiting),
        sum(bool(o.problem) and not o.ours and o.student not in waiting for o in outcomes.values()),
        sum(outcome.ours for outcome in outcomes.values()),
        len(unmarked(week, course) & set(graded)),
        len(_marked_before(week, course) & set(graded)),
        len(_with_old_page(week, course, graded)),
        len(refused_of(course, week)),
        len(other_penalties(week, course)),
        sum(is_outdated(outcome, week) for outcome in outcomes.values() if not outcome.problem),
    )


def not_graded_yet(week: Week, course: Course) -> set[str]:
    """The students whose hand-in, as it lies in the course, has no verdict; an older one of theirs may have."""
    outcomes = {outcome.student: outcome for outcome in all_outcomes(week, course)}
    return _new(_submissions(week, course), outcomes)


def unmarked(week: Week, course: Course) -> set[str]:
    """The students of whom an answer waits for somebody to mark it."""
    tasks = set(tasks_of(week.name))
    if not is_there(course):
        return set()
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        rows = gradebook.db.query(Grade).filter(Grade.manual_score.is_(None))
        return {row.student.id for row in rows if row.assignment.name == week.name and row.name in tasks}


def _marked_before(week: Week, course: Course) -> set[str]:
    """The students of whom an answer was marked that is not the one that lies there now."""
    tasks = set(tasks_of(week.name))
    return {mark.student for mark in stale_marks(week, course) if mark.cell in tasks}


def _submissions(week: Week, course: Course) -> list[Submission]:
    try:
        return find_submissions(course.submitted, week.name)
    except NothingSubmitted:
        return []


def _new(there: Iterable[Submission], outcomes: Mapping[str, Outcome]) -> set[str]:
    """The students whose hand-in has no verdict."""
    return {s.student for s in there if _is_new(s, outcomes.get(s.student))}


def _is_new(submission: Submission, outcome: Outcome | None) -> bool:
    """Whether a hand-in is another than the one that was graded or refused; grading tries one that it failed on anyway."""
    if outcome is None:
        return True
    try:
        return outcome.digest != digest(submission.read_bytes()) and not outcome.ours and not outcome.note
    except Unreadable:
        return False


def _with_old_page(week: Week, course: Course, graded: Iterable[str]) -> list[str]:
    """The graded students whose page is missing, or shows other verdicts or marks than there are."""
    given, now = given_back(week, course), marks_now(week, course)
    return [
        student
        for student in graded
        if not (course.feedback / student / week.name / f"{week.name}.html").is_file()
        or given.get(student) != now.get(student)
    ]
