"""A week that changes when hand-ins are there: the gradebook's cells follow, and what was given by hand stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, Notebook

from autograder.handins.skeleton import kind, skeleton
from autograder.places import COURSE_ID, Course

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.spec import Week


def is_there(course: Course) -> bool:
    """Whether the course has a gradebook already; one on a server is taken to be there."""
    name = course.gradebook.removeprefix("sqlite:///")
    return name == course.gradebook or Path(name).is_file()


def is_changed(week: Week, course: Course) -> bool:
    """Whether the gradebook's cells of a released week are not those of its source: by name, points or fixed text."""
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        try:
            notebook = gradebook.find_notebook(week.name, week.name)
        except MissingEntry:
            return False
        points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
        fixed = {cell.name: cell.source if cell.locked else None for cell in notebook.source_cells}
    return (points, fixed) != _wanted(week)


def _wanted(week: Week) -> tuple[dict[str, float], dict[str, str | None]]:
    """Cell -> points, and cell -> text where students may not change it."""
    cells = skeleton(week.name)
    points = {
        id: float(cell.metadata["nbgrader"]["points"])
        for id, cell in cells.items()
        if kind(cell) in ("test", "task")
    }
    return points, {
        id: cell.source if cell.metadata["nbgrader"]["locked"] else None for id, cell in cells.items()
    }


def follow(week: Week, course: Course) -> list[str]:
    """Give the gradebook the cells that a changed week has, and take those it has no more; return a line for each.

    Only where there are hand-ins: without, nbgrader does it. Marks of the other cells stay as they are.
    """
    said: list[str] = []
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        try:
            notebook = gradebook.find_notebook(week.name, week.name)
        except MissingEntry:
            return said
        if notebook.submissions:
            cells = skeleton(week.name)
            said += _remove(gradebook, notebook, cells)
            said += _ask_again(notebook, cells)
            said += _add(gradebook, notebook, cells)
            gradebook.db.commit()
    return said


def _remove(gradebook: Gradebook, notebook: Notebook, cells: Mapping[str, NotebookNode]) -> Iterator[str]:
    """Take out what the week has no more, or has as another kind of cell; the marks that go with it are named."""
    for cell in [
        *notebook.grade_cells,
        *notebook.task_cells,
        *notebook.solution_cells,
        *notebook.source_cells,
    ]:
        if _kind_of(cell) in _kinds(cells.get(cell.name)):
            continue
        grades = gradebook.db.query(Grade).filter(Grade.cell_id == cell.id)
        by_hand = [
            f"{g.notebook.student.id} {g.manual_score:g}" for g in grades if g.manual_score is not None
        ]
        grades.delete()
        gradebook.db.query(Comment).filter(Comment.cell_id == cell.id).delete()
        gradebook.db.delete(cell)
        if _kind_of(cell) in ("grade", "task"):
            marks = f", with the marks given by hand: {', '.join(by_hand)}" if by_hand else ""
            yield f"{cell.name} is no more{marks}"
    gradebook.db.commit()


def _ask_again(notebook: Notebook, cells: Mapping[str, NotebookNode]) -> Iterator[str]:
    """Have each mark looked at again that was given by hand for another maximum; these marks are named."""
    for cell in [*notebook.grade_cells, *notebook.task_cells]:
        points = (
            float(cells[cell.name].metadata["nbgrader"]["points"]) if cell.name in cells else cell.max_score
        )
        by_hand = [grade for grade in cell.grades if grade.manual_score is not None]
        if points != cell.max_score and by_hand:
            for grade in by_hand:
                grade.needs_manual_grade = True
            marks = ", ".join(f"{grade.notebook.student.id} {grade.manual_score:g}" for grade in by_hand)
            yield f"{cell.name} is worth {points:g}, {cell.max_score:g} before; to be looked at again: {marks}"


def _add(gradebook: Gradebook, notebook: Notebook, cells: Mapping[str, NotebookNode]) -> Iterator[str]:
    """Put in what the week has now, with an empty mark in every hand-in; points and texts follow at the release."""
    have = {(_kind_of(c), c.name) for c in
            [*notebook.grade_cells, *notebook.task_cells, *notebook.solution_cells, *notebook.source_cells]}  # fmt: skip
    for id, cell in cells.items():
        for sort in _kinds(cell):
            if (sort, id) not in have:
                _create(gradebook, notebook, sort, id, cell)
                if sort in ("grade", "task"):
                    yield f"{id} is new"


def _create(gradebook: Any, notebook: Notebook, sort: str, id: str, cell: NotebookNode) -> None:
    place, facts = (id, notebook.name, notebook.assignment.name), {"cell_type": cell.cell_type}
    if sort == "source":
        gradebook.add_source_cell(*place, **facts)
        return
    if sort == "solution":
        made = gradebook.add_solution_cell(*place)
    else:
        add = gradebook.add_grade_cell if sort == "grade" else gradebook.add_task_cell
        made = add(*place, max_score=float(cell.metadata["nbgrader"]["points"]), **facts)
    for submitted in notebook.submissions:
        if sort in ("grade", "task"):
            gradebook.db.add(Grade(cell_id=made.id, notebook_id=submitted.id))
        if sort in ("solution", "task"):
            gradebook.db.add(Comment(cell_id=made.id, notebook_id=submitted.id))


def _kinds(cell: NotebookNode | None) -> tuple[str, ...]:
    """What nbgrader keeps of a skeleton cell: as what it is marked, and its source."""
    if cell is None:
        return ()
    return {"test": ("grade", "source"), "task": ("task", "source"), "solution": ("solution", "source")}.get(
        kind(cell), ("source",)
    )


def _kind_of(row: object) -> str:
    return {"GradeCell": "grade", "TaskCell": "task", "SolutionCell": "solution", "SourceCell": "source"}[
        type(row).__name__
    ]
