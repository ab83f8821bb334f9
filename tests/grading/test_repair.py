"""Hand-ins come back in odd shapes; repair leaves each graded cell there once, as released."""

import copy

import pytest

from autograder.democlass import fill, released, saved_by_colab
from autograder.handins.reading import parse
from autograder.handins.repair import repair
from autograder.handins.skeleton import skeleton
from autograder.source import solutions


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


@pytest.mark.parametrize(
    "written",
    ["```python\n{}\n```", "```\n{}\n```\n", "My answer:\n\n```py\n{}\n```\nI hope so.", "```python\n{}"],
)
def test_a_cell_made_a_text_cell_gives_the_code_between_its_fences(week, notebook, cells, written):
    cell = find(notebook, "entropy")
    cell.cell_type, cell.source = "markdown", written.format(solutions(week)["entropy"])
    repair(notebook, cells)
    assert find(notebook, "entropy").cell_type == "code"
    assert find(notebook, "entropy").source == solutions(week)["entropy"].rstrip()


def test_an_answer_written_into_a_task_cell_is_kept_beside_it(notebook, cells):
    task = find(notebook, "reflection_01")
    task.source = task.source + "\n\nMy own answer."
    repair(notebook, cells)
    place = next(
        i
        for i, cell in enumerate(notebook.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "reflection_01"
    )
    assert notebook.cells[place].source == cells["reflection_01"].source
    assert "My own answer." in notebook.cells[place + 1].source
    assert "nbgrader" not in notebook.cells[place + 1].metadata
    assert_whole(notebook, cells)
    before = [cell.source for cell in notebook.cells]
    repair(notebook, cells)
    assert [cell.source for cell in notebook.cells] == before


def test_what_the_week_imports_comes_before_solutions_that_were_moved_up(notebook, cells, week):
    exercises = {e.id for e in week.exercises}
    moved = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") in exercises]
    notebook.cells = [*moved[::-1], *(c for c in notebook.cells if not any(c is one for one in moved))]
    repair(notebook, cells)
    assert_whole(notebook, cells)
    assert ids(notebook)[:2] == ["colab", "setup"]
    assert [name for name in ids(notebook) if name in exercises] == [
        c.metadata["nbgrader"]["grade_id"] for c in moved[::-1]
    ]
