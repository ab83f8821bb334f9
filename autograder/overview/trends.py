"""How each student goes over the weeks, and who falls behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.gradebook.marks import Mark, all_outcomes, marks_of
from autograder.handins.lms_names import is_hidden
from autograder.handins.roster import kept_roster
from autograder.handins.taken import NOT_TAKEN, refused_of
from autograder.places import Course
from autograder.spec import Week
from gmcourse.counted import counted

LOW = 0.5
# A fall of so much of a week's points below a student's own mean is told.
FALL = 0.25


@dataclass(frozen=True)
class Cell:
    """One student's week: the share of the points that are marked so far, None where there is no mark.

    marked: the points of what has a mark, of `points` in all
    """

    week: str
    share: float | None = None
    score: float = 0.0
    points: float = 0.0
    marked: float = 0.0
    late: bool = False
    problem: str = ""
    unmarked: tuple[str, ...] = ()
    lost: tuple[tuple[str, float, str], ...] = ()


@dataclass(frozen=True)
class StudentRow:
    """One student: who, a Cell a week, and why they should be looked at.

    alone: the one week for which a number of Moodle's stands for them, "" where they have a name
    """

    student: str
    name: str
    cells: tuple[Cell, ...]
    worries: tuple[str, ...]
    alone: str = ""

    @property
    def file(self) -> str:
        """What their page is called, without its ending."""
        return f"{self.student}-{self.alone}" if self.alone else self.student

    @property
    def shares(self) -> list[float]:
        """The shares of the weeks that have a mark, in order."""
        return [cell.share for cell in self.cells if cell.share is not None]

    @property
    def mean(self) -> float | None:
        """The mean share over the weeks that have a mark."""
        return sum(self.shares) / len(self.shares) if self.shares else None


def student_rows(weeks: list[Week], course: Course) -> list[StudentRow]:
    """A StudentRow for every student of these weeks, in the order of their names; the weeks are those that have marks."""
    by_week = {week.name: _cells(week, course) for week in weeks}
    roster = kept_roster(course)
    students = sorted(
        {person.student for person in roster.people if person.student}
        | {s for found in by_week.values() for s in found}
    )
    made: list[StudentRow] = []
    for student in students:
        if is_hidden(student):
            made += _week_by_week(student, weeks, by_week)
            continue
        cells = tuple(by_week[week.name].get(student, Cell(week.name)) for week in weeks)
        made.append(StudentRow(student, roster.student(student).name, cells, worries(cells)))
    return sorted(made, key=lambda line: (line.name or line.student).casefold())


def _week_by_week(
    student: str, weeks: list[Week], by_week: Mapping[str, Mapping[str, Cell]]
) -> Iterator[StudentRow]:
    """A row a week for a number of Moodle's, which is another person's in each assignment."""
    for there in weeks:
        if cell := by_week[there.name].get(student):
            cells = tuple(cell if week is there else Cell(week.name) for week in weeks)
            name = f"{student} of {there.name}"
            yield StudentRow(student, name, cells, worries((cell,)), there.name)


def worries(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """Why a student should be looked at, by their last weeks; the gravest first."""
    said = []
    missing = [cell.week for cell in cells if cell.share is None and not cell.problem]
    if cells and cells[-1].share is None:
        problem = cells[-1].problem
        odd = NOT_TAKEN if problem == NOT_TAKEN else "nothing to grade in the last week"
        said.append(odd if problem else "handed in nothing in the last week")
    if len(missing) > 1:
        said.append(f"{counted(len(missing), 'week')} without a hand-in")
    shares = [cell.share for cell in cells if cell.share is not None]
    if cells and cells[-1].share is not None and cells[-1].share < LOW:
        said.append(f"{cells[-1].share:.0%} in the last week")
    if len(shares) > 1 and shares[-1] < sum(shares[:-1]) / len(shares[:-1]) - FALL:
        said.append(f"fell from {sum(shares[:-1]) / len(shares[:-1]):.0%} to {shares[-1]:.0%}")
    late = sum(cell.late for cell in cells)
    if late > 1:
        said.append(f"late {late} times")
    return tuple(said)


def _cells(week: Week, course: Course) -> dict[str, Cell]:
    outcomes = all_outcomes(week, course)
    if not outcomes:
        return {}
    refused = {student: Cell(week.name, problem=NOT_TAKEN) for student in refused_of(course, week)}
    return refused | {mark.student: _cell(week, mark) for mark in marks_of(outcomes, week, course)}


def _cell(week: Week, mark: Mark) -> Cell:
    if mark.total is None:
        return Cell(week.name, points=mark.points, late=mark.late, problem=mark.problem or "not graded")
    open_points = mark.points - _points_of_marked(week, mark)
    marked = max(mark.points - open_points, 1e-9)
    return Cell(
        week.name,
        min(1.0, mark.total / marked),
        mark.total,
        mark.points,
        marked,
        mark.late,
        unmarked=tuple(mark.unmarked),
        lost=_lost(week, mark),
    )


def _points_of_marked(week: Week, mark: Mark) -> float:
    """The points of all that has a mark: of the exercises, and of what was marked by hand."""
    judged = {exercise.id: exercise.points for exercise in week.exercises}
    by_hand = [cell for cell in mark.scores if cell not in judged]
    each = (mark.points - sum(judged.values())) / max(1, len(by_hand))
    return mark.points - each * len([cell for cell in by_hand if mark.scores[cell] is None])


def _lost(week: Week, mark: Mark) -> tuple[tuple[str, float, str], ...]:
    """(title, points lost, why) of each exercise that cost something, the dearest first."""
    why = {row["exercise"]: row["diagnosis"] or row["status"] for row in mark.rows}
    lost = [
        (
            exercise.title,
            round(exercise.points - (mark.scores.get(exercise.id) or 0.0), 2),
            why.get(exercise.id, ""),
        )
        for exercise in week.exercises
    ]
    return tuple(sorted((item for item in lost if item[1] > 0), key=lambda item: -item[1]))
