"""Puts a hand-in's graded cells back in order: each there once, with the metadata of the release."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import DEMONSTRATION, exercise_of_test, is_demonstration, name_of_test
from autograder.definitions import checked_names, defined_names, is_bare_test, is_stub
from autograder.handins.reading import NOT_RUN
from autograder.handins.recognise import require_week
from autograder.handins.skeleton import demonstrations, kind, released_text, skeleton
from autograder.weeks import week_names

if TYPE_CHECKING:
    from nbformat import NotebookNode


# The skeleton cells of a week by grade_id; the cells of a hand-in that claim, or bind, each of them.
Cells = Mapping[str, "NotebookNode"]
Claims = dict[str, list["NotebookNode"]]

ABSENT = "# The cell of {id} is not in the hand-in."
_FENCED = re.compile(r"^```[^`\n]*\n(.*?)(?:^```|\Z)", re.DOTALL | re.MULTILINE)


class RepairCells(NbGraderPreprocessor):
    """Restores what students, Colab and copy-and-paste do to graded cells.

    A cell is known by its grade_id, else by its cell id, else by its released text or by the function
    that it defines. Of several that claim one id, the first that was worked on counts; the others stay
    as ordinary cells. Test cells are put back as released, behind what they test. What a student wrote
    into a cell that is put back stays as a cell of its own. Missing cells come back, but no stub does: it
    would take the place of what is defined elsewhere.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Repair one notebook in place; assignments that are not of this course are left alone.

        Raises Unreadable for a notebook in which no cell of the week is recognised.
        """
        week = resources["nbgrader"]["assignment"]
        if week in week_names():
            require_week(nb, week)
            repair(nb, skeleton(week))
            mark_demonstrations(nb, demonstrations(week))
        return nb, resources


def repair(nb: NotebookNode, cells: Cells) -> None:
    """Repair a notebook against the skeleton cells of its week."""
    claims = _claims(nb, cells)
    _claim_by_text(nb, cells, claims)
    bound = _bindings(nb, cells)
    _strip_foreign(nb, cells)
    tests = {id for id, cell in cells.items() if kind(cell) == "test"}
    tried = {id: _tried(nb, id, claims) for id in tests}
    kept = {id: _chosen(found, cells[id]) for id, found in claims.items() if id not in tests}
    for id, found in claims.items():
        for cell in found:
            if id in tests or cell is not kept[id]:
                cell.metadata.pop("nbgrader", None)
    for id, cell in kept.items():
        own = _own_words(cell, cells[id])
        _adopt(cell, cells[id])
        nb.cells[_index(nb, cell) + 1 : _index(nb, cell) + 1] = own
    _silence_stubs(nb, cells, bound)
    _insert_missing(nb, cells, kept, tests)
    _lead_with_setup(nb, cells, kept, bound)
    for id in cells:
        if id in tests:
            solution = exercise_of_test(id)
            behind = [*claims.get(solution, ()), kept[solution], *tried[id]]
            _insert_test(nb, cells[id], behind, bound.get(solution, ()))
    stale = {id_of(cell) for id in tests for cell in claims.get(id, ()) if is_bare_test(cell.source)}
    nb.cells = [cell for cell in nb.cells if id_of(cell) not in stale]
    _unique_ids(nb)


def mark_demonstrations(nb: NotebookNode, texts: Collection[str]) -> None:
    """Tag as demonstrations, which may be left out of a run, the cells that equal a released one, and no others."""
    for cell in nb.cells:
        if cell.cell_type == "code" and is_demonstration(cell) != (cell.source.strip() in texts):
            tags = [tag for tag in cell.metadata.get("tags", []) if tag != DEMONSTRATION]
            cell.metadata["tags"] = tags if is_demonstration(cell) else [*tags, DEMONSTRATION]


def id_of(cell: NotebookNode) -> int:
    """The identity of a cell object, for cells that are equal but not the same."""
    return id(cell)


def _claims(nb: NotebookNode, cells: Cells) -> Claims:
    claims: dict[str, list[NotebookNode]] = {}
    for cell in nb.cells:
        id = _claimed(cell, cells)
        if id is not None:
            claims.setdefault(id, []).append(cell)
    return claims


def _claimed(cell: NotebookNode, cells: Cells) -> str | None:
    record = cell.metadata.get("nbgrader")
    names = [
        record.get("grade_id") if isinstance(record, dict) else None,
        cell.get("id"),
        cell.metadata.get("id"),
    ]
    return next((name for name in names if isinstance(name, str) and name in cells), None)


def _claim_by_text(nb: NotebookNode, cells: Cells, claims: Claims) -> None:
    """Where metadata is lost: a released text claims its cell, a definition the cell of its exercise."""
    if all(id in claims for id in cells):
        return
    free = [cell for cell in nb.cells if _claimed(cell, cells) is None and cell.source.strip()]
    texts: dict[str, list[NotebookNode]] = {}
    for cell in free:
        texts.setdefault(cell.source.strip(), []).append(cell)
    for id, original in cells.items():
        if id not in claims:
            found = texts.get(released_text(original)) or _defining(nb, free, id, original, claims)
            if found:
                claims[id] = found
                free = [cell for cell in free if not any(cell is taken for taken in found)]


def _defining(
    nb: NotebookNode, free: Sequence[NotebookNode], id: str, original: NotebookNode, claims: Claims
) -> list[NotebookNode]:
    """The free cell that defines a solution: the last one above its check, if it is checked, else the last."""
    if kind(original) != "solution":
        return []
    found = [cell for cell in free if cell.cell_type == "code" and id in defined_names(cell.source)]
    checks = [_index(nb, cell) for cell in _tried(nb, name_of_test(id), claims)]
    above = [cell for cell in found if checks and _index(nb, cell) <= max(checks)]
    return (above or found)[-1:]


def _tried(nb: NotebookNode, test: str, claims: Claims) -> list[NotebookNode]:
    """The last cell that claims a test, and the last that calls its check."""
    exercise = exercise_of_test(test)
    calls = [c for c in nb.cells if c.cell_type == "code" and exercise in checked_names(c.source)]
    return [*claims.get(test, ())[-1:], *calls[-1:]]


def _bindings(nb: NotebookNode, cells: Cells) -> Claims:
    """Solution id -> the cells that bind its name, stubs left out."""
    solutions = {id for id, cell in cells.items() if kind(cell) == "solution"}
    found: dict[str, list[NotebookNode]] = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            for id in defined_names(cell.source) & solutions:
                if not _is_stub(cell, cells[id]):
                    found.setdefault(id, []).append(cell)
    return found


def _is_stub(cell: NotebookNode, original: NotebookNode) -> bool:
    return cell.source.strip() == original.source.strip() or is_stub(cell.source)


def _silence_stubs(nb: NotebookNode, cells: Cells, bound: Claims) -> None:
    """A stub is not run where some other cell defines its function."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            names = defined_names(cell.source)
            if names and names <= bound.keys() and all(_is_stub(cell, cells[name]) for name in names):
                cell.metadata["tags"] = list(dict.fromkeys([*cell.metadata.get("tags", []), NOT_RUN]))


def _strip_foreign(nb: NotebookNode, cells: Cells) -> None:
    """An empty or unknown nbgrader record makes nbgrader abort: the key goes altogether."""
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and _claimed(cell, cells) is None:
            del cell.metadata["nbgrader"]


def _chosen(found: Sequence[NotebookNode], original: NotebookNode) -> NotebookNode:
    worked_on = [cell for cell in found if not _is_stub(cell, original)]
    return (worked_on or found)[0]


def _adopt(cell: NotebookNode, original: NotebookNode) -> None:
    cell.metadata["nbgrader"] = deepcopy(original.metadata["nbgrader"])
    if cell.cell_type != original.cell_type:
        cell.cell_type = original.cell_type
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.source = _code_of(cell.source)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if kind(original) in ("locked", "task"):
        cell.source = original.source


def _code_of(text: str) -> str:
    """The code of a cell that was made a text cell: what stands between fences, else all of it."""
    fenced = _FENCED.findall(text)
    return "\n".join(fenced).rstrip() if fenced else text


def _own_words(cell: NotebookNode, original: NotebookNode) -> list[NotebookNode]:
    """What a student wrote into a cell that is put back, an import or an answer: a cell of its own, in a list."""
    known = ("", original.source.strip(), released_text(original))
    if kind(original) not in ("locked", "task") or cell.source.strip() in known:
        return []
    own = deepcopy(cell)
    own.metadata.pop("nbgrader", None)
    own.metadata.pop("id", None)
    own["id"] = ""
    return [own]


def _insert_missing(
    nb: NotebookNode, cells: Cells, kept: dict[str, NotebookNode], tests: Collection[str]
) -> None:
    """Put back missing locked and solution cells behind their predecessor, tasks at the end."""
    previous = ""
    for id, original in cells.items():
        if id in tests:
            continue
        if id not in kept:
            kept[id] = deepcopy(original)
            if kind(original) == "solution":
                kept[id].source = ABSENT.format(id=id)
            place = len(nb.cells) if kind(original) == "task" else _index(nb, kept.get(previous)) + 1
            nb.cells.insert(place, kept[id])
        previous = id


def _lead_with_setup(nb: NotebookNode, cells: Cells, kept: Mapping[str, NotebookNode], bound: Claims) -> None:
    """What the release imports before the first solution comes first where a solution was moved above it."""
    first = next((place for place, cell in enumerate(cells.values()) if kind(cell) == "solution"), 0)
    setup = [kept[id] for id in list(cells)[:first] if cells[id].cell_type == "code"]
    solutions = [kept[id] for id, cell in cells.items() if kind(cell) == "solution"]
    solutions += [cell for found in bound.values() for cell in found]
    if setup and min(_index(nb, cell) for cell in solutions) < max(_index(nb, cell) for cell in setup):
        leading = {id_of(cell) for cell in setup}
        nb.cells = [*setup, *(cell for cell in nb.cells if id_of(cell) not in leading)]


def _insert_test(
    nb: NotebookNode, original: NotebookNode, behind: Iterable[NotebookNode], bound: Iterable[NotebookNode]
) -> None:
    """Put a test behind these cells, and where its function is bound further below only, behind that."""
    place = max(_index(nb, cell) for cell in behind) + 1
    bindings = [_index(nb, cell) for cell in bound]
    if bindings and min(bindings) >= place:
        place = max(bindings) + 1
    nb.cells.insert(place, deepcopy(original))


def _index(nb: NotebookNode, wanted: NotebookNode | None) -> int:
    return next((i for i, cell in enumerate(nb.cells) if cell is wanted), -1)


def _unique_ids(nb: NotebookNode) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        record = cell.metadata.get("nbgrader")
        name = record["grade_id"] if record else cell.get("id")
        if not isinstance(name, str) or not name or name in seen or len(name) > 64:
            name = f"cell-{number}"
        seen.add(name)
        cell["id"] = name
