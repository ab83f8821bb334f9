"""A notebook of more than 160 cells gives the same outputs here and in an ordinary kernel."""

import logging
import os

import nbformat
import pytest
from cells import notebook as all_cells
from nbgrader.preprocessors import Execute
from plain import plain_outputs

# Cells whose outputs differ, by source, and why no mark and no reader depends on it.
BY_THREAD = "an ordinary kernel reads descriptors 1 and 2 in a thread: order and cell hang on the moment"
EXPLAINED = {
    'import os; print("first"); code = os.system("echo second"); print("third")': BY_THREAD,
    'code = os.write(1, b"raw out\\n"); code = os.write(2, b"raw err\\n")': BY_THREAD,
    'import subprocess; subprocess.run(["echo", "past Python"]).returncode': BY_THREAD,
    "%history -l 2": "the database of past sessions is not kept; %history without -l is the same",
    "%tb": "shows lines of ipykernel with the folder of Python, written ~ where that is below HOME",
    "%whos int": "the number of a forked process is among the values",
    '_, __, Out[1] if 1 in Out else "no first"': "the same number, as a result",
}


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    """The notebook run by nbgrader's own Execute, and its working folder."""
    folder = tmp_path_factory.mktemp("ordinary")
    kept = {name: os.environ.get(name) for name in ("GMCOURSE_MODE", "HOME", "PYTEST_CURRENT_TEST")}
    del os.environ["PYTEST_CURRENT_TEST"]  # ipykernel captures no descriptors where it is set
    os.environ.update(GMCOURSE_MODE="grading", HOME=str(folder / "home"))
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        (folder / "work").mkdir()
        (folder / "home").mkdir()
        notebook, _ = Execute().preprocess(all_cells(), {"metadata": {"path": str(folder / "work")}})
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    return notebook, folder


@pytest.fixture(scope="module")
def ours(sandbox):
    return sandbox.run(all_cells())


def test_the_notebook_is_long_enough():
    assert len(all_cells().cells) >= 100


def test_no_cell_had_to_be_stopped(ours):
    assert ours.incidents == {}


def test_outputs_are_those_of_an_ordinary_kernel(ordinary, ours):
    notebook, folder = ordinary
    here = [(str(folder), "FOLDER"), ("/scratch/tmp", "/tmp"), ("/scratch", "FOLDER")]
    differing = {
        cell.source: (plain_outputs(cell, here), plain_outputs(mine, here))
        for cell, mine in zip(notebook.cells, ours.notebook.cells)
        if plain_outputs(cell, here) != plain_outputs(mine, here)
    }
    assert {source: both for source, both in differing.items() if source not in EXPLAINED} == {}


def test_explained_cells_are_there_and_few():
    sources = {cell.source for cell in all_cells().cells}
    assert set(EXPLAINED) <= sources
    assert len(EXPLAINED) <= 8


def test_prompt_numbers_are_those_of_an_ordinary_kernel(ordinary, ours):
    assert [c.execution_count for c in ordinary[0].cells] == [c.execution_count for c in ours.notebook.cells]


def test_metadata_and_widgets_are_those_of_an_ordinary_kernel(ordinary, ours):
    theirs, mine = ordinary[0].metadata, ours.notebook.metadata
    assert mine.language_info == theirs.language_info

    def models(metadata):
        states = metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
        return sorted(state["model_name"] for state in states)

    assert models(mine) == models(theirs)


def test_the_result_is_a_valid_notebook(ours):
    nbformat.validate(ours.notebook)
