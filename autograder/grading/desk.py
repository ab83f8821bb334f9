"""The desk at which hand-ins are prepared and judged: the one writer of the gradebook."""

import shutil
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.exc import OperationalError
from tqdm import tqdm
from traitlets.config import Config

from autograder.files import write_atomically
from autograder.grading.gradebook import chains, is_released, resources_for, run_chain
from autograder.grading.job import Job, pack, unpack
from autograder.grading.ledger import Ledger
from autograder.grading.outcome import graded, refused, save
from autograder.grading.settings import settings
from autograder.grading.sitting import bundles, sitting_seed
from autograder.grading.submission import Unreadable, digest, parse
from autograder.release.assignment import make_assignment

# A full disk or a locked gradebook is no fault of the hand-in at hand: it ends the run, which can be repeated.
DISTURBANCES = (OSError, OperationalError)


@contextmanager
def open_desk(week, course, seed, log):
    """A Desk for one week of a course, in the sitting of this seed; releases the week where that was not done."""
    config = settings()
    if not is_released(week, course):
        log(f"{week.name} is not released in {course.root} yet; releasing it")
        make_assignment(week, course)
    sitting_seed(course, seed)
    with Ledger(course.gradebook) as ledger:
        yield Desk(week, course, seed, ledger, config)


@dataclass(frozen=True)
class Desk:
    """Where hand-ins of one week are prepared and judged; the one writer of the gradebook."""

    week: object
    course: object
    seed: int
    ledger: Ledger
    config: Config

    def grade(self, submissions, workers, log):
        """Yield the Outcome of each hand-in; the workers warm up while the notebooks are repaired."""
        pending, refusals = {}, deque()
        jobs = self._jobs(submissions, pending, refusals)
        early = []
        while not workers.is_ready() and (job := next(jobs, None)) is not None:
            early.append(job)
        log(workers.level())
        workers.start(bundles(self.week, self.seed))
        with tqdm(total=len(submissions), desc="grading", unit="hand-in") as progress:
            for run in workers.run(chain(early, jobs)):
                progress.update()
                yield self.finish(pending.pop(run.student), run)
            progress.update(len(refusals))
        yield from refusals

    def _jobs(self, submissions, pending, refusals):
        """Yield a Job for each hand-in that can be repaired; keep the Outcomes of the others."""
        for submission in submissions:
            data = None
            try:
                data = submission.read_bytes()
                pending[submission.student] = digest(data)
                yield self.prepare(submission, parse(data))
            except Unreadable as problem:
                refusals.append(self._refuse(submission.student, data, str(problem)))
            except DISTURBANCES:
                raise
            except Exception as error:
                self.ledger.forget()
                problem = f"it could not be repaired ({_first_line(error)}); it is ungraded"
                refusals.append(self._refuse(submission.student, data, problem))

    def prepare(self, submission, notebook):
        """Repair a hand-in by nbgrader's sanitizing chain, and make it a job."""
        self.ledger.open_submission(submission)
        _keep_copy(submission, self.course)
        before, _ = chains()
        notebook, _ = run_chain(before, notebook, self._resources(submission.student), self.config)
        return Job(submission.student, submission.week, pack(notebook))

    def finish(self, name, run):
        """Judge an executed notebook, save its marks, and keep it; any failure leaves it ungraded."""
        if run.problem:
            return self._refuse(run.student, None, run.problem)
        notebook = unpack(run.text)
        resources = self._resources(run.student, digest=name, incidents=run.incidents)
        try:
            _, after = chains()
            notebook, resources = run_chain(after, notebook, resources, self.config)
            write_autograded(notebook, self.course, self.week.name, run.student)
        except DISTURBANCES:
            raise
        except Exception as error:
            self.ledger.forget()
            problem = f"the judge failed on it ({_first_line(error)}); it is ungraded"
            return self._refuse(run.student, None, problem)
        outcome = graded(run.student, self.week, name, self.seed, resources["gmcourse"]["reports"])
        save(outcome, self.course)
        return outcome

    def _refuse(self, student, data, problem):
        """Keep why a hand-in was not graded; it is tried again at the next run."""
        outcome = refused(student, self.week, digest(data or b""), self.seed, problem)
        save(outcome, self.course)
        return outcome

    def _resources(self, student, **ours):
        return resources_for(
            self.course, student, self.week.name, seed=self.seed, ledger=self.ledger, **ours
        )


def _first_line(error):
    return f"{type(error).__name__}: {error}".strip().split("\n")[0][:160]


def write_autograded(notebook, course, week, student):
    """Store an executed and judged notebook where nbgrader's feedback and formgrader look for it."""
    path = course.autograded / student / week / f"{week}.ipynb"
    write_atomically(path, pack(notebook) + "\n")


def _keep_copy(submission, course):
    """nbgrader lists hand-ins by its own submitted folder: have the file there."""
    target = course.submitted / submission.student / submission.week / f"{submission.week}.ipynb"
    if target.resolve() != submission.path.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(submission.path, target, follow_symlinks=False)
