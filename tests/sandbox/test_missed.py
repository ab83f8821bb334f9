"""What is left out is run after all where a student's code needs a name from it, in both engines."""

import nbformat
import pytest

from autograder.cells import is_demonstration
from autograder.runners import stock
from autograder.runners.job import Job, pack, unpack


@pytest.fixture
def week_of_mine(notebook):
    """A notebook with two demonstrations, the second of which defines `helper`, and one cell of its own."""

    def make(own):
        made = notebook("seen = 1", "import math\ndef helper(x): return math.sqrt(x)", own)
        for cell in made.cells[:2]:
            cell.metadata["tags"] = ["demonstration"]
        return made

    return make


def ran(notebook):
    return [cell.execution_count is not None for cell in notebook.cells]


@pytest.mark.parametrize(("own", "expected"), [
    ("print(helper(4.0))", True),
    ("math.pi", True),
    ("print(2)", False),
    ("print(hepler(4.0))", False),
    ("helpe", False),
    ("raise ValueError(\"name 'x' is not defined\")", False),
    ("1 / 0", False),
])  # fmt: skip
def test_a_missing_name_that_a_skipped_cell_holds_runs_all(sandbox, week_of_mine, own, expected):
    result = sandbox.run(week_of_mine(own), skip=is_demonstration)
    assert ran(result.notebook) == [expected, expected, True]
    outputs = result.notebook.cells[-1].outputs
    assert not expected or [o.output_type for o in outputs] != ["error"]


def test_an_answer_that_misses_a_name_counts_as_well(sandbox, week_of_mine):
    source = (
        "from IPython.display import display\n"
        "try: got = str(helper(4.0))\n"
        "except NameError as error: got = str(error)\n"
        "display({'application/vnd.gmcourse.answers+json': {'answers': [{'trouble': {'message': got}}]}}, raw=True)"
    )
    result = sandbox.run(week_of_mine(source), skip=is_demonstration)
    assert ran(result.notebook) == [True, True, True]


def test_many_missing_names_are_no_more_than_that(sandbox, week_of_mine):
    flood = "raise NameError(' '.join(f\"name 'v{i}' is not defined\" for i in range(100_000)))"
    assert ran(sandbox.run(week_of_mine(flood), skip=is_demonstration).notebook) == [False, False, True]


def test_the_ordinary_kernel_does_the_same():
    worker = stock.Worker("week01_probability_mle", False, True)
    cells = [nbformat.v4.new_code_cell("helper = 3"), nbformat.v4.new_code_cell("print(helper)")]
    cells[0].metadata["tags"] = ["demonstration"]
    job = Job("ada", "week01_probability_mle", pack(nbformat.v4.new_notebook(cells=cells)))
    try:
        found = unpack(worker.run(job, {}).text)
    finally:
        worker.close()
    assert found.cells[0].source == "helper = 3"
    assert found.cells[1].outputs[0].text == "3\n"


def test_the_ordinary_kernel_has_the_stand_in_for_colab_and_no_name_of_ours():
    worker = stock.Worker("week01_probability_mle", False, True)
    source = (
        "import sys\nassert 'google.colab' not in sys.modules\nnames = [n for n in dir() if n[0] != '_']\n"
        "from google.colab import drive\ndrive.mount('/content/drive')\n"
        "print(sorted({*names} - {'In', 'Out', 'exit', 'quit', 'get_ipython', 'open', 'sys'}))"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    try:
        found = unpack(worker.run(Job("ada", "week01_probability_mle", pack(notebook)), {}).text)
    finally:
        worker.close()
    assert found.cells[0].outputs[0].text == (
        "google.colab.drive.mount is not there in grading; the notebook goes on without it\n[]\n"
    )
