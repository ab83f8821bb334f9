"""Whether a hand-in is a week's notebook: by what its cells are called, else by what they check and define."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from autograder.cells import exercise_of_test
from autograder.definitions import checked_names, defined_names
from autograder.handins.reading import Unreadable
from autograder.weeks import find_week
from gmcourse.check.tables import week_of_exercise

if TYPE_CHECKING:
    from nbformat import NotebookNode


def weeks_in(notebook: NotebookNode) -> Counter[str]:
    """How many exercises of each week a notebook names: week -> count, for the surest kind of name that it has."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for names_of in (_claimed, _checked, _defined):
        exercises = {name for cell in cells for name in names_of(cell) if week_of_exercise(name)}
        if exercises:
            return Counter(week for name in exercises if (week := week_of_exercise(name)))
    return Counter()


def require_week(notebook: NotebookNode, week: str) -> None:
    """Raise Unreadable, which leaves a hand-in ungraded, where no cell of the week can be found in it."""
    own = {exercise.id for exercise in find_week(week).exercises}
    if any(name in own for cell in notebook["cells"] for name in _claimed(cell)):
        return
    found = weeks_in(notebook)
    if found[week]:
        return
    if found:
        other = found.most_common(1)[0][0]
        raise Unreadable(
            f"this is the notebook of {other}, whatever the file is called; ask for {week}.ipynb"
        )
    raise Unreadable(
        f"no cell of {week} is in it: no exercise is named, checked or defined; ask for {week}.ipynb"
    )


def _claimed(cell: NotebookNode) -> list[str | None]:
    metadata = cell.get("metadata") or {}
    record = metadata.get("nbgrader")
    names = (record.get("grade_id") if isinstance(record, dict) else None, cell.get("id"), metadata.get("id"))
    return [exercise_of_test(name) for name in names if isinstance(name, str)]


def _checked(cell: NotebookNode) -> list[str]:
    return checked_names(cell["source"])


def _defined(cell: NotebookNode) -> frozenset[str]:
    return defined_names(cell["source"])
