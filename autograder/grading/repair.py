"""Puts a hand-in's graded cells back in order: each there once, with the metadata of the release."""

from copy import deepcopy

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.exercises import week_names
from autograder.grading.skeleton import kind, skeleton


class RepairCells(NbGraderPreprocessor):
    """Restores what students, Colab and copy-and-paste do to graded cells.

    A cell is known by its grade_id, else by its cell id. Of several that claim one id, the first
    that was worked on counts; the others stay as ordinary cells. Test cells are put back as
    released, behind the last cell that claims their solution. Missing cells come back.
    """

    def preprocess(self, nb, resources):
        """Repair one notebook in place; assignments that are not of this course are left alone."""
        week = resources["nbgrader"]["assignment"]
        if week in week_names():
            repair(nb, skeleton(week))
        return nb, resources


def repair(nb, cells):
    """Repair a notebook against the skeleton cells of its week."""
    claims = _claims(nb, cells)
    _strip_foreign(nb, cells)
    tests = {id for id, cell in cells.items() if kind(cell) == "test"}
    old_place = {id: claims[id][-1] for id in tests if claims.get(id)}
    kept = {id: _chosen(found, cells[id]) for id, found in claims.items() if id not in tests}
    for id, found in claims.items():
        for cell in found:
            if id in tests or cell is not kept[id]:
                cell.metadata.pop("nbgrader", None)
    for id, cell in kept.items():
        _adopt(cell, cells[id])
    _insert_missing(nb, cells, kept, tests)
    for id in cells:
        if id in tests:
            _insert_test(nb, cells, id, claims, kept, old_place.get(id))
    stale = {id_ for id in tests for id_ in map(id_of, claims.get(id, ()))}
    nb.cells = [cell for cell in nb.cells if id_of(cell) not in stale]
    _unique_ids(nb)


def id_of(cell):
    """The identity of a cell object, for cells that are equal but not the same."""
    return id(cell)


def _claims(nb, cells):
    claims = {}
    for cell in nb.cells:
        id = _claimed(cell, cells)
        if id is not None:
            claims.setdefault(id, []).append(cell)
    return claims


def _claimed(cell, cells):
    record = cell.metadata.get("nbgrader")
    names = [
        record.get("grade_id") if isinstance(record, dict) else None,
        cell.get("id"),
        cell.metadata.get("id"),
    ]
    return next((name for name in names if isinstance(name, str) and name in cells), None)


def _strip_foreign(nb, cells):
    """An empty or unknown nbgrader record makes nbgrader abort: the key goes altogether."""
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and _claimed(cell, cells) is None:
            del cell.metadata["nbgrader"]


def _chosen(found, original):
    worked_on = [cell for cell in found if cell.source.strip() != original.source.strip()]
    return (worked_on or found)[0]


def _adopt(cell, original):
    cell.metadata["nbgrader"] = deepcopy(original.metadata["nbgrader"])
    if cell.cell_type != original.cell_type:
        cell.cell_type = original.cell_type
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if kind(original) in ("locked", "task"):
        cell.source = original.source


def _insert_missing(nb, cells, kept, tests):
    """Put back missing locked and solution cells behind their predecessor, tasks at the end."""
    previous = None
    for id, original in cells.items():
        if id in tests:
            continue
        if id not in kept:
            kept[id] = deepcopy(original)
            place = len(nb.cells) if kind(original) == "task" else _index(nb, kept.get(previous)) + 1
            nb.cells.insert(place, kept[id])
        previous = id


def _insert_test(nb, cells, id, claims, kept, old):
    solution = id.removeprefix("test_")
    behind = [*claims.get(solution, ()), kept[solution], *([old] if old is not None else [])]
    place = max(_index(nb, cell) for cell in behind) + 1
    nb.cells.insert(place, deepcopy(cells[id]))


def _index(nb, wanted):
    return next((i for i, cell in enumerate(nb.cells) if cell is wanted), -1)


def _unique_ids(nb):
    seen = set()
    for number, cell in enumerate(nb.cells):
        record = cell.metadata.get("nbgrader")
        name = record["grade_id"] if record else cell.get("id")
        if not isinstance(name, str) or not name or name in seen or len(name) > 64:
            name = f"cell-{number}"
        seen.add(name)
        cell["id"] = name
