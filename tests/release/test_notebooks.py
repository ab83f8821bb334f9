"""What is committed equals its source; a release repeats to the byte and shows no solution."""

import json

import nbformat
import numpy as np
import pytest

from autograder.places import NOTEBOOKS, TABLES, Course
from autograder.release.assignment import make_assignment
from autograder.release.leaks import scan
from autograder.release.tables import table_text
from autograder.source import predictions, read_source
from autograder.weeks import find_week, week_names
from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.sheet import Raised, from_json

WEEKS = week_names()
COMMAND = "run `autograder release` and commit what it wrote"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The released text of each week, made twice in two fresh course folders."""
    one, other = (Course(tmp_path_factory.mktemp(name)) for name in ("one", "other"))
    return {
        name: (make_assignment(find_week(name), one), make_assignment(find_week(name), other))
        for name in WEEKS
    }


@pytest.mark.parametrize("name", WEEKS)
def test_the_committed_notebook_equals_its_source(released, name):
    assert (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8") == released[name][0], COMMAND


@pytest.mark.parametrize("name", WEEKS)
def test_a_release_repeats_to_the_byte(released, name):
    assert released[name][0] == released[name][1]


@pytest.mark.parametrize("name", WEEKS)
def test_the_committed_table_equals_its_spec(name):
    committed = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))
    fresh = json.loads(table_text(find_week(name)))
    assert [e["exercise"] for e in committed["exercises"]] == [e["exercise"] for e in fresh["exercises"]], (
        COMMAND
    )
    for one, other in zip(committed["exercises"], fresh["exercises"], strict=True):
        assert_same(from_json(one), from_json(other))


def test_the_answer_of_every_prediction_is_in_its_table_and_in_no_cell():
    asked = []
    for name in WEEKS:
        table = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))["predictions"]
        assert table == predictions(find_week(name)), COMMAND
        cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
        shown = [c.source for c in cells if c.cell_type == "code" and "predict(" in c.source]
        assert all(f'"{id}",' in "\n".join(shown) for id in table)
        assert not [source for source in shown if "truth" in source or "why=" in source]
        assert all(kept["why"] for kept in table.values())
        asked += table
    assert len(asked) == len(set(asked)) >= 4 * len(WEEKS)


def assert_same(one, other):
    """Equal but for the last bits, which another processor may round otherwise."""
    assert one.properties == other.properties, COMMAND
    assert one.hints == other.hints, COMMAND
    for case, twin in zip(one.cases, other.cases, strict=True):
        assert case.group == twin.group, COMMAND
        assert list(case.args) == list(twin.args), COMMAND
        assert_near(case.expected, twin.expected)


def assert_near(one, other):
    if isinstance(one, Raised):
        assert one == other
    else:
        assert close(one, other, Tolerance(rtol=1e-5, atol=1e-7)) is None, COMMAND


@pytest.mark.parametrize("name", WEEKS)
def test_a_released_notebook_is_valid_bare_and_leaks_nothing(name):
    path = NOTEBOOKS / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert "BEGIN SOLUTION" not in cell.source
        assert "HIDDEN" not in cell.source
        assert "MARK SCHEME" not in cell.source
        assert "lines_to_next_cell" not in cell.metadata
    assert scan([path]) == []


@pytest.mark.parametrize("name", WEEKS)
def test_cell_ids_say_nothing_of_the_solution(name):
    with_solution = [c["id"] for c in read_source(find_week(name)).cells]
    released = [c["id"] for c in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells]
    assert len(set(released)) == len(released)
    assert set(released) <= set(with_solution)


@pytest.mark.parametrize("name", WEEKS)
def test_cells_stay_short_and_formulas_plain(name):
    for cell in read_source(find_week(name)).cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            assert len(cell.source.splitlines()) <= 20, cell.source[:80]
        if cell.cell_type == "markdown":
            assert "\\newcommand" not in cell.source
            assert "\\def\\" not in cell.source


@pytest.mark.parametrize("name", WEEKS)
def test_the_table_is_small_and_holds_no_code(name):
    text = (TABLES / f"{name}.json").read_text(encoding="utf-8")
    assert len(text) < 4_000_000
    assert "def " not in text
    assert "import " not in text.replace("important", "").replace("importance", "")


def test_points_are_whole_or_half():
    for name in WEEKS:
        for exercise in find_week(name).exercises:
            assert np.isclose(exercise.points * 2, round(exercise.points * 2))
