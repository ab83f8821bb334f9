"""What a student wrote to a question that is marked by hand: the cells of their own below it."""

import ast
import re
import warnings
from difflib import SequenceMatcher
from functools import cache

import nbformat
from nbformat import NotebookNode

from autograder.handins.skeleton import kind, released_text, skeleton
from autograder.places import Course
from autograder.source import read_source
from autograder.weeks import find_week

# As alike as the statement of a week that changed after its release is to what students were given.
NEARLY = 0.95
_MAGIC = re.compile(r"^[ \t]*[%!?]", re.MULTILINE)


def tasks_of(week_name: str) -> dict[str, NotebookNode]:
    """The cells of a week that are marked by hand, by name, in order."""
    return {id: cell for id, cell in skeleton(week_name).items() if kind(cell) == "task"}


def written_answers(
    notebook: NotebookNode, week_name: str, given: frozenset[str]
) -> dict[str, list[NotebookNode]]:
    """Task -> the cells of the student's own that stand below it, up to the next that was released.

    given: the texts that are the course's, as `given_texts` finds them
    """
    found: dict[str, list[NotebookNode]] = {task: [] for task in tasks_of(week_name)}
    open_task = None
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is not None or cell.source.strip() in given:
            open_task = name if name in found else None
        elif open_task is not None and cell.source.strip():
            found[open_task].append(cell)
    return found


def same_answers(
    one: NotebookNode, other: NotebookNode, week_name: str, given: frozenset[str]
) -> frozenset[str]:
    """The tasks to which two notebooks of a student have the same answer, with all that is shown of it."""
    seen, before = (_seen(notebook, week_name, given) for notebook in (one, other))
    return frozenset(task for task in seen if seen[task] == before[task])


def _seen(notebook: NotebookNode, week_name: str, given: frozenset[str]) -> dict[str, list[tuple]]:
    """Task -> what a marker sees of its answer."""
    return {
        task: [
            (cell.cell_type, cell.source.strip(), cell.get("attachments"), cell.get("outputs"))
            for cell in cells or own_texts(notebook, given)
        ]
        for task, cells in written_answers(notebook, week_name, given).items()
    }


def own_texts(notebook: NotebookNode, given: frozenset[str]) -> list[NotebookNode]:
    """All cells in which the student wrote words, wherever they stand: where an answer may be that is not below its question."""
    return [
        cell
        for cell in notebook.cells
        if "nbgrader" not in cell.metadata and not _is_of_an_earlier_release(cell.source.strip(), given)
        if cell.source.strip() and (cell.cell_type != "code" or _is_words(cell.source))
    ]


def _is_of_an_earlier_release(text: str, given: frozenset[str]) -> bool:
    """Whether a text is one of the course's, up to a change as small as that of its points."""
    if text in given:
        return True
    head = text.split("\n", 1)[0]
    alike = (one for one in given if one.startswith(head) and head.startswith("#"))
    return any(SequenceMatcher(None, one, text, autojunk=False).ratio() > NEARLY for one in alike)


def _is_words(code: str) -> bool:
    """Whether a cell of code holds strings and comments alone, or what Python cannot read at all."""
    try:
        with warnings.catch_warnings(action="ignore"):
            body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not _MAGIC.search(code)
    values = [statement.value for statement in body if isinstance(statement, ast.Expr)]
    return len(values) == len(body) and all(
        isinstance(value, ast.Constant) and isinstance(value.value, str) for value in values
    )


def given_texts(week_name: str, course: Course) -> frozenset[str]:
    """The texts of the cells that carry no name, as students were given them: by the week now, and when it was released."""
    texts = _released(week_name)
    path = course.release / week_name / f"{week_name}.ipynb"
    if not path.is_file():
        return texts
    cells = nbformat.read(path, as_version=4).cells
    return texts.union(cell.source.strip() for cell in cells if "nbgrader" not in cell.metadata)


@cache
def _released(week_name: str) -> frozenset[str]:
    """The texts of all cells of a week that carry no name, as the week is now."""
    cells = read_source(find_week(week_name)).cells
    return frozenset(released_text(cell) for cell in cells if "nbgrader" not in cell.metadata)
