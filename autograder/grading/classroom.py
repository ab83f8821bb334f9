"""Grades a whole class: what one hand-in does wrong costs no other, and what is done is not redone."""

import shutil

import nbformat
from tqdm import tqdm

from autograder.files import write_atomically
from autograder.grading.engines import workers_for
from autograder.grading.gradebook import chains, open_submission, resources_for, run_chain
from autograder.grading.job import Job
from autograder.grading.outcome import graded, load, refused, save
from autograder.grading.sitting import sitting_seed
from autograder.grading.submission import Unreadable, digest, find_submissions, parse


def grade_class(week, folder, course, options, seed=None, force=False, log=print):
    """Grade every hand-in of a week below `folder`, and return their Outcomes by student.

    options: the engine's Options. Raises NothingSubmitted where there are no hand-ins. Those that
    were graded before, in this sitting and unchanged since, are not run again unless `force`.
    """
    seed = sitting_seed(course, seed)
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
            for outcome in _grade(week, new, course, seed, workers, log):
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


def _grade(week, submissions, course, seed, workers, log):
    """Yield the Outcome of each hand-in; the workers warm up while the notebooks are repaired."""
    jobs, pending = [], {}
    for submission in submissions:
        data = None
        try:
            data = submission.read_bytes()
            jobs.append(_prepare(submission, parse(data), course))
            pending[submission.student] = (submission, digest(data))
        except Unreadable as problem:
            yield _refuse(submission, week, course, seed, data, str(problem))
        except Exception as error:
            problem = f"it could not be repaired ({_first_line(error)}); it is ungraded"
            yield _refuse(submission, week, course, seed, data, problem)
    log(workers.level())
    for run in tqdm(workers.run(jobs), total=len(jobs), desc="grading", unit="hand-in", disable=not jobs):
        yield _finish(week, course, seed, *pending[run.student], run)


def _refuse(submission, week, course, seed, data, problem):
    """Keep why a hand-in was not graded; it is tried again at the next run."""
    outcome = refused(submission.student, week, digest(data or b""), seed, problem)
    save(outcome, course)
    return outcome


def _first_line(error):
    return f"{type(error).__name__}: {error}".strip().split("\n")[0][:160]


def _prepare(submission, notebook, course):
    """Repair a hand-in by nbgrader's sanitizing chain, and make it a job."""
    open_submission(course, submission)
    _keep_copy(submission, course)
    before, _ = chains()
    resources = resources_for(course, submission.student, submission.week)
    notebook, _ = run_chain(before, notebook, resources)
    return Job(submission.student, submission.week, nbformat.writes(notebook))


def _finish(week, course, seed, submission, name, run):
    """Judge an executed notebook, save its marks, and keep it; any failure leaves it ungraded."""
    if run.problem:
        return _refuse(submission, week, course, seed, None, run.problem)
    notebook = nbformat.reads(run.text, as_version=4)
    resources = resources_for(
        course, submission.student, week.name, seed=seed, digest=name, incidents=run.incidents
    )
    try:
        _, after = chains()
        notebook, resources = run_chain(after, notebook, resources)
    except Exception as error:
        problem = f"the judge failed on it ({_first_line(error)}); it is ungraded"
        return _refuse(submission, week, course, seed, None, problem)
    write_autograded(notebook, course, week.name, submission.student)
    outcome = graded(submission.student, week, name, seed, resources["gmcourse"]["reports"])
    save(outcome, course)
    return outcome


def write_autograded(notebook, course, week, student):
    """Store an executed and judged notebook where nbgrader's feedback and formgrader look for it."""
    path = course.autograded / student / week / f"{week}.ipynb"
    write_atomically(path, nbformat.writes(notebook) + "\n")


def _keep_copy(submission, course):
    """nbgrader lists hand-ins by its own submitted folder: have the file there."""
    target = course.submitted / submission.student / submission.week / f"{submission.week}.ipynb"
    if target.resolve() != submission.path.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(submission.path, target, follow_symlinks=False)
