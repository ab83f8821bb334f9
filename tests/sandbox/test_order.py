"""A cell that misses a name which a cell below it binds runs behind that one, in both engines."""

import nbformat
import pytest

from autograder.runners import stock
from autograder.runners.job import Job, pack, unpack
from autograder.sandbox.order import order_that_waits
from gmcourse.check.answers import MIME

ANSWER = (
    "from IPython.display import display\n"
    "try: got = str(entropy(4.0))\n"
    "except NameError as error: got = str(error)\n"
    "display({'application/vnd.gmcourse.answers+json': {'answers': [{'trouble': {'message': got}}]}}, raw=True)"
)
USES = "def entropy(x): return x * scale"


def answer(notebook):
    """What the cell that hands in its answers has handed in."""
    data = [o.data for cell in notebook.cells for o in cell.get("outputs", ()) if "data" in o]
    [handed_in] = [one[MIME]["answers"] for one in data if MIME in one]
    return handed_in[0]["trouble"]["message"]


@pytest.mark.parametrize(("cells", "expected"), [
    ((USES, ANSWER, "scale = 2"), "8.0"),
    ((USES, ANSWER, "other, scale = 1, 2"), "8.0"),
    ((USES, ANSWER, "import math as scale\nscale = 3"), "12.0"),
    ((USES, ANSWER, "1 / 0\nscale = 2", "scale = 3"), "12.0"),
    # At home the next one was there; what is made of the names further below does not count.
    ((USES, ANSWER, "scale = 2", "entropy = entropy(1.0)", "scale = 'tall'"), "8.0"),
    (("def entropy(x, by=scale): return x * by", ANSWER, "scale = 2"), "8.0"),
    ((USES, ANSWER, "scale = factor", "factor = 5"), "20.0"),
    (("def entropy(x): return later(x)", ANSWER, "def later(x): return x * deep()", "def deep(): return 2"), "8.0"),
    ((USES, ANSWER, "scael = 2"), "name 'scale' is not defined"),
    ((USES, ANSWER, "'''\nscale = 2\n'''"), "name 'scale' is not defined"),
    ((USES, ANSWER, "scale = 2\ndel scale"), "name 'scale' is not defined"),
    (("scale = 1\ndel scale", USES, ANSWER), "name 'scale' is not defined"),
    ((USES, "scale = 1", ANSWER, "scale = 2"), "4.0"),
])  # fmt: skip
def test_a_test_runs_behind_the_helper_that_it_needs(sandbox, notebook, cells, expected):
    made = notebook(*cells)
    result = sandbox.run(made)
    assert answer(result.notebook) == expected
    assert [cell.source for cell in result.notebook.cells] == list(cells)


def test_what_needs_no_name_from_below_runs_where_it_stands(sandbox, notebook):
    made = sandbox.run(notebook("late", "a = 1", "print(a)", "a = 2", "late = 3")).notebook
    assert [cell.execution_count for cell in made.cells] == [5, 1, 2, 3, 4]
    assert made.cells[2].outputs[0].text == "1\n"


def test_what_was_stopped_is_said_of_its_own_cell(sandbox, notebook):
    made = notebook("late", "import os\nos._exit(3)", "late = 3", "late + 1")
    result = sandbox.run(made)
    assert list(result.incidents) == [1]
    assert [o.output_type for o in made.cells[0].outputs] == ["execute_result"]


def test_two_cells_that_wait_for_one_another_come_to_an_end(sandbox, notebook):
    made = sandbox.run(notebook("a = b", "b = a", "c = 1")).notebook
    assert [o.ename for cell in made.cells[:2] for o in cell.outputs] == ["NameError", "NameError"]


def test_many_missing_names_are_looked_up_at_once():
    flood = nbformat.v4.new_code_cell("late")
    names = " ".join(f"name 'v{i}' is not defined" for i in range(20_000))
    flood.outputs = [nbformat.v4.new_output("error", ename="NameError", evalue=names, traceback=[])]
    cells = [flood, *(nbformat.v4.new_code_cell(f"v{i} = 1") for i in range(50))]
    order = order_that_waits(nbformat.v4.new_notebook(cells=cells), range(51))
    assert order == [*range(1, 51), 0]


def test_the_ordinary_kernel_does_the_same():
    worker = stock.Worker("week01_probability_mle", False, True)
    cells = [nbformat.v4.new_code_cell(source) for source in (USES, ANSWER, "scale = 2")]
    job = Job("ada", "week01_probability_mle", pack(nbformat.v4.new_notebook(cells=cells)))
    try:
        found = unpack(worker.run(job, {}).text)
    finally:
        worker.close()
    assert [cell.source for cell in found.cells] == [USES, ANSWER, "scale = 2"]
    assert answer(found) == "8.0"
