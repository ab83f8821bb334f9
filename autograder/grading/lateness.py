"""What lateness costs by nbgrader's settings now, and counting it anew where marks, dates or settings changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.gradebook.changes import is_there
from autograder.grading.settings import settings
from autograder.places import COURSE_ID, Course
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.spec import Week

# Points: what two penalties may differ by and be one.
SAME = 0.005


@dataclass(frozen=True)
class OtherPenalty:
    """A hand-in for which lateness takes off so many points now, and took off others when that was counted last."""

    student: str
    before: float
    now: float

    def __str__(self) -> str:
        return f"{self.student}: lateness takes off {counted(self.now, 'point')} now, {self.before:g} before"


def other_penalties(
    week: Week, course: Course, students: Collection[str] | None = None
) -> list[OtherPenalty]:
    """The hand-ins, of all or of these students, whose late penalty is not what the settings, marks and dates say now."""
    if not is_there(course):
        return []
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        return [found for found, _, _ in _others(gradebook, week, students)]


def count_anew(week: Week, course: Course, students: Collection[str] | None = None) -> list[OtherPenalty]:
    """Write the late penalties that hold now, of all or of these students; return those that changed."""
    if not is_there(course):
        return []
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        found = []
        for other, notebook, penalty in _others(gradebook, week, students):
            notebook.late_submission_penalty = penalty
            found.append(other)
        gradebook.db.commit()
        return found


def _others(
    gradebook: Gradebook, week: Week, students: Collection[str] | None
) -> Iterator[tuple[OtherPenalty, Any, float | None]]:
    """(what differs, the gradebook's notebook, its penalty now) of each hand-in whose penalty is another now."""
    rule = AssignLatePenalties(config=settings())
    rule.init_plugin()
    for submission in gradebook.assignment_submissions(week.name):
        if students is not None and submission.student_id not in students:
            continue
        late = submission.total_seconds_late if submission.assignment.duedate is not None else 0
        for notebook in submission.notebooks:
            now = _penalty(rule, submission.student_id, notebook, late)
            before = notebook.late_submission_penalty or 0.0
            if abs((now or 0.0) - before) >= SAME:
                yield OtherPenalty(submission.student_id, before, now or 0.0), notebook, now


def _penalty(rule: AssignLatePenalties, student: str, notebook: Any, late: float) -> float | None:
    """What nbgrader's plugin takes off a notebook that is so many seconds late, within its score."""
    if late <= 0:
        return None
    plugin: Any = rule.plugin_inst
    penalty = plugin.late_submission_penalty(student, notebook.score, late)
    return None if penalty is None else min(max(penalty, 0.0), notebook.score)
