"""Hand-ins come back in odd shapes; repair leaves each graded cell there once, as released."""

import copy

import pytest

from autograder.democlass import fill, released, saved_by_colab, solutions
from autograder.grading.repair import repair
from autograder.grading.skeleton import skeleton
from autograder.grading.submission import parse


@pytest.fixture
def cells(week):
    return skeleton(week.name)


@pytest.fixture
def notebook(week):
    return fill(week, solutions(week))


def ids(notebook):
    return [c.metadata["nbgrader"]["grade_id"] for c in notebook.cells if "nbgrader" in c.metadata]


def own_text(notebook):
    """The cells that a student may change; tests and tasks come back with their hidden parts."""
    records = ((c, c.metadata.get("nbgrader", {})) for c in notebook.cells)
    return [c.source for c, record in records if not record.get("grade") and not record.get("task")]


def find(notebook, id):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == id)


def assert_whole(notebook, cells):
    found = ids(notebook)
    assert sorted(found) == sorted(cells)
    order = {id: place for place, id in enumerate(found)}
    for id in cells:
        if id.startswith("test_"):
            assert order[id] > order[id.removeprefix("test_")]
            assert find(notebook, id).source == cells[id].source
    assert len({c["id"] for c in notebook.cells}) == len(notebook.cells)


def test_an_untouched_hand_in_keeps_its_cells_and_order(notebook, cells):
    before = own_text(notebook)
    repair(notebook, cells)
    assert_whole(notebook, cells)
    assert own_text(notebook) == before


def test_deleted_cells_come_back(notebook, cells):
    notebook.cells = [c for c in notebook.cells if "nbgrader" not in c.metadata]
    repair(notebook, cells)
    assert_whole(notebook, cells)


def test_an_empty_notebook_becomes_a_whole_one(notebook, cells):
    notebook.cells = []
    repair(notebook, cells)
    assert_whole(notebook, cells)


def test_of_two_copies_the_one_worked_on_counts(week, notebook, cells):
    stub = copy.deepcopy(find(released(week), "entropy"))
    place = notebook.cells.index(find(notebook, "entropy"))
    notebook.cells.insert(place, stub)
    repair(notebook, cells)
    assert_whole(notebook, cells)
    assert find(notebook, "entropy").source == solutions(week)["entropy"]


def test_a_test_moved_to_the_top_runs_behind_its_solution(notebook, cells):
    moved = find(notebook, "test_entropy")
    notebook.cells.remove(moved)
    notebook.cells.insert(0, moved)
    repair(notebook, cells)
    assert_whole(notebook, cells)


def test_changed_points_ids_and_tests_are_put_back(notebook, cells):
    cell = find(notebook, "test_entropy")
    cell.source = "print('full marks')"
    cell.metadata["nbgrader"] |= {"points": 1000, "solution": True, "grade": False}
    find(notebook, "entropy").metadata["nbgrader"]["grade"] = True
    repair(notebook, cells)
    assert_whole(notebook, cells)
    record = find(notebook, "test_entropy").metadata["nbgrader"]
    assert record == cells["test_entropy"].metadata["nbgrader"]


@pytest.mark.parametrize("record", [{}, {"grade_id": "unheard_of"}, {"grade_id": 3}, "text", None])
def test_foreign_metadata_is_dropped(notebook, cells, record):
    notebook.cells[0].metadata["nbgrader"] = record
    notebook.cells[0]["id"] = "plain"
    repair(notebook, cells)
    assert_whole(notebook, cells)


def test_cells_saved_by_colab_are_known_by_their_ids(week, cells):
    notebook = parse(saved_by_colab(week).encode())
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    repair(notebook, cells)
    assert_whole(notebook, cells)
    assert find(notebook, "entropy").source == solutions(week)["entropy"]


def test_a_cell_of_the_wrong_kind_is_turned_back(notebook, cells):
    cell = find(notebook, "entropy")
    cell.cell_type = "markdown"
    repair(notebook, cells)
    assert find(notebook, "entropy").cell_type == "code"
