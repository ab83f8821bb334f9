"""Grades a whole class: what one hand-in does wrong costs no other, and what is done is not redone."""

from autograder.grading.engines import workers_for
from autograder.grading.outcome import load
from autograder.grading.sitting import choose_seed
from autograder.grading.submission import Unreadable, digest, find_submissions


def grade_class(week, folder, course, options, seed=None, force=False, log=print):
    """Grade every hand-in of a week below `folder`, and return their Outcomes by student.

    options: the engine's Options. Raises NothingSubmitted where there are no hand-ins. Those that
    were graded before, in this sitting and unchanged since, are not run again unless `force`.
    A week that is not released in this course yet is released first.
    """
    seed = choose_seed(course, seed)
    submissions = find_submissions(folder, week.name)
    outcomes, new = {}, []
    for submission in submissions:
        before = None if force else _done_before(submission, course, seed)
        if before:
            outcomes[submission.student] = before
        else:
            new.append(submission)
    if outcomes:
        log(f"resumed: {len(outcomes)} of {len(submissions)} were done; --force grades them again")
    if new:
        with workers_for(week, options, len(new)) as workers:
            # nbgrader takes seconds to load, and the workers are warming up meanwhile.
            from autograder.grading.desk import open_desk

            with open_desk(week, course, seed, log) as desk:
                for outcome in desk.grade(new, workers, log):
                    outcomes[outcome.student] = outcome
    return [outcomes[s.student] for s in submissions]


def _done_before(submission, course, seed):
    """The kept Outcome of a hand-in that was graded in this sitting and has not changed since."""
    before = load(course, submission.week, submission.student)
    if before is None or before.problem or before.seed != seed:
        return None
    try:
        return before if before.digest == digest(submission.read_bytes()) else None
    except Unreadable:
        return None
