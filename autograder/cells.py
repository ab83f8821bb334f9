"""What the cells of a notebook are called and marked with: said once for release, repair, judge and feedback."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

DEMONSTRATION = "demonstration"
STUB = "raise NotImplementedError"
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_TEST = "test_"


def is_demonstration(cell: "NotebookNode") -> bool:
    """Whether a cell is tagged as one that no mark depends on."""
    return DEMONSTRATION in cell.metadata.get("tags", [])


def name_of_test(exercise: str) -> str:
    """The grade_id of the cell that tests an exercise."""
    return _TEST + exercise


def exercise_of_test(name: str) -> str:
    """The exercise that the cell of this grade_id tests; of another cell, its own name."""
    return name.removeprefix(_TEST)
