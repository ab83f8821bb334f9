"""Judges kept answers again, so that a corrected reference reaches a class without running a notebook."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from nbformat.v4.rwbase import rejoin_lines
from nbgrader.api import InvalidEntry, MissingEntry

from autograder.bounded import Bounded, OutOfBounds
from autograder.errors import Mistake, what_to_say
from autograder.gradebook.changes import is_changed
from autograder.gradebook.outcome import Outcome, graded, load, load_all, refused, save, standing
from autograder.grading.grading_session import write_autograded
from autograder.grading.preprocessor_chain import resources_for, run_chain
from autograder.grading.settings import settings
from autograder.grading.times import follow_times
from autograder.handins.reading import only
from autograder.handins.repair import repair
from autograder.handins.skeleton import skeleton
from autograder.judge.evidence import Record, tested_exercise
from autograder.judge.preprocessor import judge_record, kept_record, kept_students
from autograder.judge.rewrite import rewrite
from autograder.places import Course
from autograder.release.assignment import make_assignment
from autograder.runners.job import pack, unpack
from autograder.weeks import find_week

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from traitlets.config import Config

    from autograder.spec import Week
    from gmcourse.check.verdict import Report


RESTORE = ["autograder.gradebook.bookkeeping.RestoreCells", "autograder.gradebook.bookkeeping.CheckMetadata"]
SAVE = ["autograder.gradebook.bookkeeping.SaveMarks", "autograder.gradebook.bookkeeping.PenalizeLate"]


class NothingKept(Mistake, LookupError):
    """No answers of this week are stored."""


def rejudge(
    week: Week, course: Course, log: Callable[[str], object] = print, students: Collection[str] | None = None
) -> list[Outcome]:
    """Judge every stored hand-in of a week again, or those of these students; return the Outcomes, ungraded ones included.

    A week whose exercises or points changed is released again in the course first.
    """
    kept_ones = kept_students(course, week.name)
    if not kept_ones:
        raise NothingKept(
            f"no answers of {week.name} are stored in {course.answers}; run `autograder grade {week.name}` first"
        )
    if is_changed(week, course):
        log(f"{week.name} is not as it was released; releasing it again in {course.root}")
        make_assignment(week, course, log)
    config = settings()
    follow_times(week, course, log, students=students)
    with Bounded() as bounded:
        for student in only(kept_ones, students, f"graded hand-in of {week.name}"):
            _rejudge(week, course, student, config, bounded)
    return [
        outcome for outcome in load_all(course, week.name) if students is None or outcome.student in students
    ]


def _rejudge(week: Week, course: Course, student: str, config: Config, bounded: Bounded) -> None:
    """Judge one stored hand-in again; one that cannot be judged keeps what it had, says why, and costs no other."""
    before = load(course, week.name, student)
    try:
        text, record, reports, is_repaired = bounded.call(judge_again, week.name, course, student)
        steps = [*RESTORE, *SAVE] if is_repaired else SAVE
        resources = resources_for(course, student, week.name, same_version=True)
        notebook, _ = run_chain(steps, unpack(text), resources, config)
        write_autograded(notebook, course, week.name, student)
        outcome = graded(student, week, record.digest, record.seed, reports, record.shown, _note(before))
    except (OutOfBounds, FileNotFoundError, InvalidEntry, MissingEntry) as problem:
        outcome = _not_judged(week, student, before, f"it could not be judged again ({what_to_say(problem)})")
    save(outcome, course)


def judge_again(week_name: str, course: Course, student: str) -> tuple[str, Record, dict[str, Report], bool]:
    """(text, Record without answers, Reports, whether it was repaired) of a stored hand-in; done where it is Bounded."""
    week, record = find_week(week_name), kept_record(course, week_name, student)
    reports = judge_record(record)
    path = course.autograded / student / week.name / f"{week.name}.ipynb"
    # Whoever else has saved it since, formgrader or JupyterLab, wrote its texts as lists of lines.
    notebook = rejoin_lines(unpack(path.read_text(encoding="utf-8")))
    is_repaired = _as_released(notebook, week)
    rewrite(notebook, reports, week.chapter)
    return pack(notebook), replace(record, evidence={}), reports, is_repaired


def _as_released(notebook: NotebookNode, week: Week) -> bool:
    """Give a notebook the test cells and points that the week has now; return whether it had others."""
    records = [cell.metadata["nbgrader"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    have = {
        record["grade_id"]: record.get("points")
        for record in records
        if record.get("grade") or record.get("task")
    }
    cells = {id: cell.metadata["nbgrader"] for id, cell in skeleton(week.name).items()}
    if have == {id: record["points"] for id, record in cells.items() if "points" in record}:
        return False
    exercises = {None, *(exercise.id for exercise in week.exercises)}
    notebook.cells = [cell for cell in notebook.cells if tested_exercise(cell) in exercises]
    repair(notebook, skeleton(week.name))
    return True


def _not_judged(week: Week, student: str, before: Outcome | None, problem: str) -> Outcome:
    if before and not before.problem:
        return standing(before, problem, ours=True)
    return refused(
        student, week, before.digest if before else "", before.seed if before else 0, problem, ours=True
    )


def _note(before: Outcome | None) -> str:
    """What stays to be said of a hand-in whose kept answers count."""
    if before and before.problem:
        return standing(before, before.problem).note
    return before.note if before else ""
