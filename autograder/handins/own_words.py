"""What a student wrote to a question that is marked by hand: the cells of their own below it."""

from functools import cache

from nbformat import NotebookNode

from autograder.handins.skeleton import kind, released_text, skeleton
from autograder.source import read_source
from autograder.weeks import find_week


def tasks_of(week_name: str) -> dict[str, NotebookNode]:
    """The cells of a week that are marked by hand, by name, in order."""
    return {id: cell for id, cell in skeleton(week_name).items() if kind(cell) == "task"}


def written_answers(notebook: NotebookNode, week_name: str) -> dict[str, list[NotebookNode]]:
    """Task -> the cells of the student's own that stand below it, up to the next that was released."""
    found: dict[str, list[NotebookNode]] = {task: [] for task in tasks_of(week_name)}
    open_task = None
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is not None or cell.source.strip() in _released(week_name):
            open_task = name if name in found else None
        elif open_task is not None and cell.source.strip():
            found[open_task].append(cell)
    return found


def own_texts(notebook: NotebookNode, week_name: str) -> list[NotebookNode]:
    """All text cells of the student's own, wherever they stand: where an answer may be that is not below its question."""
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "markdown" and "nbgrader" not in cell.metadata
        if cell.source.strip() and cell.source.strip() not in _released(week_name)
    ]


@cache
def _released(week_name: str) -> frozenset[str]:
    """The texts of all cells of a week that carry no name, as students were given them."""
    cells = read_source(find_week(week_name)).cells
    return frozenset(released_text(cell) for cell in cells if "nbgrader" not in cell.metadata)
