"""Why a hand-in got what it got: runs that one again, marks nothing, and says what happened to each exercise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry

from autograder.bounded import Bounded, OutOfBounds
from autograder.cells import is_demonstration, name_of_test
from autograder.gradebook.gradebook_session import GradebookSession
from autograder.grading.grading_session import have_released
from autograder.grading.repaired import ReadBefore, repaired
from autograder.grading.settings import settings
from autograder.handins.reading import (
    NothingSubmitted,
    Submission,
    Unreadable,
    did_you_mean,
    find_submissions,
)
from autograder.hidden_questions import Seed, bundles, sitting_seed
from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence, evidence_of
from autograder.places import Course
from autograder.runners.job import pack, unpack
from autograder.sandbox import Sandbox
from autograder.sandbox.loading import loading_of
from autograder.sandbox.plan import require_unseen
from autograder.sandbox.run import RunResult
from autograder.spec import Exercise, Week
from autograder.weeks import find_week
from gmcourse.check.render import once
from gmcourse.counted import counted

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from gmcourse.check.verdict import Report


SHOWN = 1000


def explain(
    week: Week, student: str, course: Course, exercise: str | None = None, trust: bool = False
) -> Iterator[str]:
    """Yield lines on a student's hand-in of a week, or on one exercise of it.

    Raises NothingSubmitted where there is none, Unreadable where it cannot be read, NotInWeek for one that the week has not.
    """
    wanted = [week.exercise(exercise)] if exercise else week.exercises
    data = _submission(week, student, course).read_bytes()
    seed = sitting_seed(course)
    require_unseen(course.root)
    said: list[str] = []
    have_released(week, course, said.append)
    yield from said
    with Bounded() as bounded:
        notebook, handed_in = _repaired(week, student, course, data, bounded)
        with Sandbox(**loading_of(week.name), trust=trust, limits=week.limits) as box:
            yield f"{week.name} of {student}: run again; {box.level}"
            result = box.run(notebook, questions=bundles(week, seed), skip=is_demonstration)
        given = (pack(result.notebook), result.incidents, result.seconds)
        ids = [e.id for e in wanted]
        yield from _bounded("judged", bounded, explained, week.name, seed, given, handed_in, ids)
    yield from _by_hand(week, student, course, ids)


def _by_hand(week: Week, student: str, course: Course, ids: Collection[str]) -> Iterator[str]:
    """A line for each exercise of which a person gave the mark that counts."""
    with GradebookSession(course.gradebook) as gradebook_session:
        try:
            grades = gradebook_session.marks(week.name, student).grades
        except MissingEntry:
            return
        for id in ids:
            grade = grades.get(name_of_test(id))
            if grade is not None and grade.manual_score is not None:
                yield f"{id}: {counted(grade.manual_score, 'point')} given by hand {'counts' if grade.manual_score == 1 else 'count'}"


def _repaired(
    week: Week, student: str, course: Course, data: bytes, bounded: Bounded
) -> tuple[NotebookNode, frozenset[str]]:
    """The repaired notebook, and its cells' texts as they were handed in."""
    with GradebookSession(course.gradebook) as gradebook_session:
        released = ReadBefore(gradebook_session.released(week.name))
    made = _bounded("repaired", bounded, repaired, data, week.name, student, course, released, settings())
    if isinstance(made, Unreadable):
        raise made
    return unpack(made[0]), made[1]


def _bounded(step: str, bounded: Bounded, work: Callable[..., Any], *given: Any) -> Any:
    """What the work returns; raise Unreadable where it cannot be done within bounds."""
    try:
        return bounded.call(work, *given)
    except OutOfBounds as problem:
        raise Unreadable(f"it could not be {step} ({problem}); look at the file") from None


def explained(
    week_name: str, seed: Seed, ran: tuple, handed_in: Collection[str], wanted: Collection[str]
) -> list[str]:
    """The lines on what ran, the parts of a RunResult with the notebook as text; done where it is Bounded."""
    week, result = find_week(week_name), RunResult(unpack(ran[0]), *ran[1:])
    lines = list(_whole(week, result))
    evidence = evidence_of(result.notebook, [e.id for e in week.exercises], result.incidents)
    for one in week.exercises:
        if one.id in wanted:
            report = decide(week, seed, evidence[one.id], reveal=True)
            lines += _one(one, report, evidence[one.id], result, handed_in)
    return lines


def _submission(week: Week, student: str, course: Course) -> Submission:
    found = {submission.student: submission for submission in find_submissions(course.submitted, week.name)}
    if student not in found:
        raise NothingSubmitted(
            f"{course.submitted} holds no hand-in of {week.name} by {student!r}{did_you_mean(student, found)}"
        )
    return found[student]


def _whole(week: Week, result: RunResult) -> Iterator[str]:
    """The limits, the time, what was left out, and what had to wait."""
    limits, cells = week.limits, result.notebook.cells
    yield (
        f"limits: {limits.cell_seconds:g} s a cell, {limits.notebook_seconds:g} s a notebook, "
        f"{limits.cpu_seconds} s of processor time, {limits.memory_bytes >> 20} MiB of memory"
    )
    left_out = [i for i, cell in enumerate(cells) if is_demonstration(cell) and i not in result.seconds]
    shown = counted(len(left_out), "demonstration")
    yield f"{counted(len(result.seconds), 'cell')} ran for {sum(result.seconds.values()):.1f} s; {shown} left out"
    ran = list(result.seconds)
    if late := [i for place, i in enumerate(ran) if any(before > i for before in ran[:place])]:
        places = ", ".join(str(i + 1) for i in sorted(late))
        yield f"ran later than they stand, behind a cell that defines what they need: {places}"
    for index, incident in sorted(result.incidents.items()):
        yield f"cell {index + 1} was stopped ({incident.status}): {incident.message}"


def _one(
    exercise: Exercise, report: Report, evidence: Evidence, result: RunResult, handed_in: Collection[str]
) -> Iterator[str]:
    """What happened to one exercise: its verdict, who gave it, and its cells."""
    who = (
        "the executor"
        if evidence.incident
        else "the judge, from the answers"
        if evidence.messages
        else "the judge, for want of answers"
    )
    yield ""
    yield f"{exercise.id}   {report.status}   {report.score:g} of {report.points:g}   said by {who}"
    if report.message and (report.diagnosis or not report.lines):
        yield f"  {report.message}"
    shown: set[str] = set()
    for line in report.lines:
        yield f"  {'ok' if line.ok else 'no'}   {line.name}"
        yield from (f"       {part}" for part in once(line.detail[:SHOWN], shown).splitlines())
    for index, cell in enumerate(result.notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in (exercise.id, name_of_test(exercise.id)):
            is_handed_in = any(cell.source in text for text in handed_in)
            yield from _cell(index, cell, name, result.seconds.get(index), is_handed_in)


def _cell(
    index: int, cell: NotebookNode, name: str, seconds: float | None, is_handed_in: bool
) -> Iterator[str]:
    ran = "did not run" if seconds is None else f"{seconds:.2f} s"
    if cell.metadata["nbgrader"].get("solution"):
        ran = f"{'as handed in' if is_handed_in else 'put back as released'}, {ran}"
    yield f"  cell {index + 1}, {name}: {ran}"
    left = SHOWN
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            yield from (f"    {output.name}: {line}" for line in output.text[:left].splitlines())
            left = max(0, left - len(output.text))
        elif output.output_type == "error":
            yield f"    {output.ename}: {output.evalue}"[:SHOWN]
