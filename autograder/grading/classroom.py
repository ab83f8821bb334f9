"""Grades a whole class: what one hand-in does wrong costs no other, and what is done is not redone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook.outcome import Outcome, is_outdated, load, load_all, save
from autograder.handins.instead import strays
from autograder.handins.reading import Submission, Unreadable, digest, find_submissions, only
from autograder.hidden_questions import Seed, sitting_seed
from autograder.places import Course
from autograder.runners.engines import Options, workers_for
from autograder.sandbox.plan import require_unseen
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.spec import Week


def grade_class(
    week: Week,
    folder: str | Path,
    course: Course,
    options: Options,
    number: int | None = None,
    force: bool = False,
    log: Callable[[str], object] = print,
    students: Collection[str] | None = None,
) -> list[Outcome]:
    """Grade every hand-in of a week below `folder`, and return their Outcomes by student.

    options: the engine's Options. number: of a sitting (None: the present one). Raises
    NothingSubmitted where there are no hand-ins, NotConfined where they or the course lie in the sight
    of student code. Those that were graded before, in this sitting and unchanged since, are not run again unless `force`.
    A week that is not released in this course yet is released first. students: only theirs (None: all).
    """
    submissions = find_submissions(folder, week.name)
    wanted = only([s.student for s in submissions], students, f"hand-in of {week.name} in {folder}")
    submissions = [submission for submission in submissions if submission.student in wanted]
    require_unseen(course.root, folder)
    seed = sitting_seed(course, number)
    _judge_what_changed(week, course, log)
    for line in strays(Path(folder), week.name):
        log(line)
    for submission in submissions:
        if submission.choice:
            log(f"{submission.student}: {submission.choice}")
    outcomes = {} if force else _done_before(submissions, course, seed, log)
    new = [submission for submission in submissions if submission.student not in outcomes]
    if new:
        with workers_for(week, options, len(new)) as workers:
            # nbgrader takes seconds to load, and the workers are warming up meanwhile.
            from autograder.grading.grading_session import open_grading_session

            with open_grading_session(week, course, seed, log) as session:
                outcomes |= {outcome.student: outcome for outcome in session.grade(new, workers, log)}
    if len(outcomes) > len(new):
        from autograder.grading.times import follow_times

        follow_times(week, course, log, folder, students)
    return [outcomes[s.student] for s in submissions]


def _judge_what_changed(week: Week, course: Course, log: Callable[[str], object]) -> None:
    """What was graded before the week's exercises or points changed is judged by what they are now."""
    before = [outcome for outcome in load_all(course, week.name) if not outcome.problem]
    if any(is_outdated(outcome, week) for outcome in before):
        # nbgrader takes seconds to load, and this is rare.
        from autograder.grading.rejudge import rejudge

        log(f"{week.name} changed since it was graded; judging {counted(len(before), 'hand-in')} again")
        rejudge(week, course, log)


def _done_before(
    submissions: Sequence[Submission], course: Course, seed: Seed, log: Callable[[str], object]
) -> dict[str, Outcome]:
    """Student -> the kept Outcome of what was graded in this sitting and has not changed since."""
    found = {submission.student: _kept_outcome(submission, course, seed) for submission in submissions}
    done = {student: outcome for student, outcome in found.items() if outcome}
    if done:
        log(f"resumed: {len(done)} of {len(submissions)} were done; --force grades them again")
    return done


def _kept_outcome(submission: Submission, course: Course, seed: Seed) -> Outcome | None:
    """The kept Outcome of a hand-in that was graded in this sitting and has not changed since; none after a failure of ours."""
    before = load(course, submission.week, submission.student)
    if before is None or before.problem or before.ours or before.seed != seed:
        return None
    try:
        if before.digest != digest(submission.read_bytes()):
            return None
    except Unreadable:
        return None
    if before.note:
        before = replace(before, note="")
        save(before, course)
    return before
