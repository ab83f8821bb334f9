"""What repair does to a notebook that was repaired before, as when a changed week is judged again: nothing more."""

import nbformat
from nbformat.v4 import new_code_cell

from autograder.handins.repair import repair
from autograder.handins.skeleton import skeleton
from autograder.places import NOTEBOOKS


def test_a_stub_is_silenced_once(week):
    """A tag that stood twice made the notebook invalid, and the student's page lost it."""
    notebook = nbformat.read(NOTEBOOKS / f"{week.name}.ipynb", as_version=4)
    notebook.cells.append(new_code_cell("def entropy(p):\n    return 1.0"))
    for _ in range(2):
        repair(notebook, skeleton(week.name))
    stub = next(
        c
        for c in notebook.cells
        if c.cell_type == "code" and c.source.startswith("def entropy") and "return 1.0" not in c.source
    )
    assert stub.metadata["tags"].count("skip-execution") == 1
    nbformat.validate(notebook)
