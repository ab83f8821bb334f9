"""Sandboxes that a whole run of tests shares; skipped loudly where nothing can be confined."""

import nbformat
import pytest

from autograder.sandbox import NotConfined, Sandbox


@pytest.fixture(scope="session")
def sandbox():
    """A Sandbox at the best level of this machine."""
    box = Sandbox()
    try:
        box.start()
    except NotConfined as error:
        pytest.skip(str(error))
    yield box
    box.close()


@pytest.fixture
def notebook():
    """Makes a notebook of code cells."""

    def make(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        return nbformat.v4.new_notebook(cells=cells)

    return make
