"""A grading session: hand-ins are prepared and judged in it, and it is the one writer of the gradebook."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.v4.rwbase import rejoin_lines
from sqlalchemy.exc import OperationalError
from tqdm import tqdm
from traitlets.config import Config

from autograder.bounded import Bounded, OutOfBounds, WorkFailed
from autograder.files import write_atomically
from autograder.gradebook.changes import is_changed
from autograder.gradebook.gradebook_session import GradebookSession
from autograder.gradebook.outcome import Outcome, graded, load, refused, save, standing
from autograder.grading.preprocessor_chain import chains, is_released, resources_for, run_chain
from autograder.grading.repaired import ReadBefore, repaired
from autograder.grading.settings import settings
from autograder.grading.times import copy_stamp
from autograder.handins.own_words import given_texts, same_answers
from autograder.handins.reading import STAMP, Submission, Unreadable, digest
from autograder.handins.roster import Roster, kept_roster
from autograder.hidden_questions import Seed, bundles
from autograder.places import Course
from autograder.release.assignment import make_assignment
from autograder.runners.job import Job, Run, pack, unpack

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.runners.runner import Workers
    from autograder.spec import Week
    from gmcourse.check.verdict import Report


MAX_EXECUTED = 160 * 2**20
# A full disk or a locked gradebook is no fault of the hand-in at hand: it ends the run, which can be repeated.
DISTURBANCES = (OSError, OperationalError)


def have_released(week: Week, course: Course, log: Callable[[str], object]) -> None:
    """Release a week in the course where that was not done, or where it has changed since."""
    if not is_released(week, course):
        log(f"{week.name} is not released in {course.root} yet; releasing it")
        make_assignment(week, course, log)
    elif is_changed(week, course):
        log(f"{week.name} is not as it was released; releasing it again in {course.root}")
        make_assignment(week, course, log)


@contextmanager
def open_grading_session(
    week: Week, course: Course, seed: Seed, log: Callable[[str], object]
) -> Iterator[GradingSession]:
    """A GradingSession for one week of a course, in the sitting of this seed; releases the week where that was not done."""
    config = settings()
    have_released(week, course, log)
    with GradebookSession(course.gradebook) as gradebook_session, Bounded() as bounded:
        yield GradingSession(week, course, seed, gradebook_session, config, kept_roster(course), bounded)


@dataclass(frozen=True)
class GradingSession:
    """Where hand-ins of one week are prepared and judged; the one writer of the gradebook."""

    week: Week
    course: Course
    seed: Seed
    gradebook_session: GradebookSession
    config: Config
    roster: Roster
    bounded: Bounded

    def grade(
        self, submissions: Sequence[Submission], workers: Workers, log: Callable[[str], object]
    ) -> Iterator[Outcome]:
        """Yield the Outcome of each hand-in; the workers warm up while the notebooks are repaired."""
        pending: dict[str, str] = {}
        refusals: deque[Outcome] = deque()
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

    def _jobs(
        self, submissions: Iterable[Submission], pending: dict[str, str], refusals: deque[Outcome]
    ) -> Iterator[Job]:
        """Yield a Job for each hand-in that can be repaired; keep the Outcomes of the others."""
        for submission in submissions:
            data = None
            try:
                data = submission.read_bytes()
                pending[submission.student] = digest(data)
                yield self.prepare(submission, data)
            except DISTURBANCES:
                raise
            except Exception as error:
                self.gradebook_session.forget()
                if data is not None and not _copy_of(submission, self.course).exists():
                    _keep_copy(submission, self.course)
                version = pending.get(submission.student) or digest(b"")
                refusals.append(self._refuse(submission.student, version, *_why_not_prepared(error)))

    def prepare(self, submission: Submission, data: bytes) -> Job:
        """Repair a hand-in by nbgrader's sanitizing chain, and make it a job; raise Unreadable, OutOfBounds."""
        released = ReadBefore(self.gradebook_session.released(submission.week))
        made = self.bounded.call(
            repaired, data, submission.week, submission.student, self.course, released, self.config
        )
        if isinstance(made, Unreadable):
            raise made
        had_time = (self.course.autograded / submission.student / submission.week / STAMP).is_file()
        person = self.roster.student(submission.student)
        self.gradebook_session.open_submission(submission, person, had_time)
        _keep_copy(submission, self.course)
        return Job(submission.student, submission.week, made[0])

    def finish(self, name: str, run: Run) -> Outcome:
        """Judge an executed notebook, save its marks, and keep it; any failure leaves it ungraded."""
        if run.problem:
            return self._refuse(run.student, name, run.problem)
        if len(run.text) > MAX_EXECUTED:
            return self._refuse(run.student, name, f"it showed {len(run.text) >> 20} MiB", ours=False)
        before = load(self.course, self.week.name, run.student)
        same = before is not None and before.digest == name
        given = (
            self.course,
            self.week.name,
            run.student,
            {"seed": self.seed, "digest": name, "incidents": run.incidents},
        )
        try:
            text, reports, shown, answered = self.bounded.call(judge_text, run.text, self.config, *given)
            resources = self._resources(run.student, same_version=same, same_answers=answered)
            notebook, _ = run_chain(chains()[2], unpack(text), resources, self.config)
            write_autograded(notebook, self.course, self.week.name, run.student)
        except DISTURBANCES:
            raise
        except WorkFailed as problem:
            return self._refuse(run.student, name, f"the judge failed on it ({problem})")
        except OutOfBounds as problem:
            return self._refuse(
                run.student, name, f"it could not be judged ({problem}); look at it", ours=False
            )
        except Exception as error:
            self.gradebook_session.forget()
            return self._refuse(run.student, name, f"the judge failed on it ({_first_line(error)})")
        outcome = graded(run.student, self.week, name, self.seed, reports, shown)
        save(outcome, self.course)
        return outcome

    def _refuse(self, student: str, version: str, problem: str, ours: bool = True) -> Outcome:
        """Keep why this version, named by its digest, was not graded; it is tried again at the next run.

        A version that was graded stands.
        """
        before = load(self.course, self.week.name, student)
        if before and not before.problem:
            outcome = standing(before, problem, ours)
        else:
            outcome = refused(student, self.week, version, self.seed, problem, ours)
        save(outcome, self.course)
        return outcome

    def _resources(self, student: str, **ours: Any) -> dict[str, Any]:
        return resources_for(
            self.course,
            student,
            self.week.name,
            seed=self.seed,
            gradebook_session=self.gradebook_session,
            **ours,
        )


def judge_text(
    text: str, config: Config, course: Course, week: str, student: str, given: Mapping[str, Any]
) -> tuple[str, dict[str, Report], dict[str, str], frozenset[str]]:
    """The judged and cleaned text of an executed notebook, its Reports, and what `check` showed; done where it is Bounded.

    Last the tasks whose answer is the one of the version that was graded before.
    """
    resources = resources_for(course, student, week, **given)
    notebook, resources = run_chain(chains()[1], unpack(text), resources, config)
    ours = resources["gmcourse"]
    return pack(notebook), ours["reports"], ours["shown"], _answered_alike(notebook, course, week, student)


def _answered_alike(notebook: NotebookNode, course: Course, week: str, student: str) -> frozenset[str]:
    path = course.autograded / student / week / f"{week}.ipynb"
    if not path.is_file():
        return frozenset()
    before = rejoin_lines(unpack(path.read_text(encoding="utf-8")))
    return same_answers(rejoin_lines(notebook), before, week, given_texts(week, course))


def _why_not_prepared(error: Exception) -> tuple[str, bool]:
    """What to keep of a hand-in that does not become a job, and whether that is a failure of ours."""
    if isinstance(error, Unreadable):
        return str(error), False
    if isinstance(error, WorkFailed):
        return f"it could not be repaired ({error})", True
    if isinstance(error, OutOfBounds):
        return f"it could not be repaired ({error}); look at it", False
    return f"it could not be repaired ({_first_line(error)})", True


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip().split("\n")[0][:160]


def write_autograded(notebook: NotebookNode, course: Course, week: str, student: str) -> None:
    """Store an executed and judged notebook where nbgrader's feedback and formgrader look for it."""
    path = course.autograded / student / week / f"{week}.ipynb"
    write_atomically(path, pack(notebook) + "\n")
    copy_stamp(course.submitted / student / week, path.parent)


def _copy_of(submission: Submission, course: Course) -> Path:
    return course.submitted / submission.student / submission.week / f"{submission.week}.ipynb"


def _keep_copy(submission: Submission, course: Course) -> None:
    """nbgrader lists hand-ins by its own submitted folder: have the file there."""
    target = _copy_of(submission, course)
    if target.resolve() != submission.path.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(submission.path, target, follow_symlinks=False)
        copy_stamp(submission.path.parent, target.parent)
