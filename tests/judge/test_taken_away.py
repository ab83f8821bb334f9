"""Where a cell took names away, each exercise that misses one says which cell did, and the table says it once."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.gradebook.outcome import graded
from autograder.grading.summary import table
from autograder.judge.decide import decide
from autograder.judge.evidence import evidence_of

IMPORTS = new_code_cell("import numpy as np\nfrom math import log")


def missing(source, name, grade_id=""):
    """A cell that stopped for want of a name."""
    error = new_output("error", ename="NameError", evalue=f"name '{name}' is not defined", traceback=[])
    record = {"grade_id": grade_id, "grade": True, "solution": False, "points": 2} if grade_id else None
    return new_code_cell(source, outputs=[error], metadata={"nbgrader": record} if record else {})


def attempt(exercise):
    """The cell of an exercise, which stopped, and its test."""
    return [
        missing(f"def {exercise}(p: np.ndarray):\n    return p", "np"),
        missing("x", exercise, f"test_{exercise}"),
    ]


def reports(week, cells):
    ids = [e.id for e in week.exercises][:5]
    found = evidence_of(new_notebook(cells=cells), ids)
    return {id: decide(week, 11, found[id]) for id in ids}


@pytest.mark.parametrize("line", [
    "%reset -f", "  %reset_selective -f np", "get_ipython().run_line_magic('reset', '-f')", "get_ipython().magic('reset -f')",
    "globals().clear()", "del np", "del log, np",
])  # fmt: skip
def test_the_cell_that_took_a_name_away_is_named(week, line):
    report = reports(week, [IMPORTS, new_code_cell(f"a = 1\n{line}"), *attempt("entropy")])["entropy"]
    assert (report.status, report.score) == ("error", 0.0)
    assert report.message == f"name 'np' is not defined: cell 2 took it away with `{line.strip()}`"


def test_a_function_that_was_there_is_taken_away_too(week):
    cells = [
        new_code_cell("def entropy(p):\n    return p"),
        new_code_cell("%reset -f"),
        attempt("entropy")[1],
    ]
    report = reports(week, cells)["entropy"]
    assert report.message == "name 'entropy' is not defined: cell 2 took it away with `%reset -f`"
    assert report.status == "error"


@pytest.mark.parametrize("cells", [
    [new_code_cell("%reset -f"), new_code_cell("1"), *attempt("entropy")],
    [IMPORTS, *attempt("entropy"), new_code_cell("%reset -f")],
    [IMPORTS, new_code_cell("del log"), *attempt("entropy")],
    [IMPORTS, new_code_cell("# %reset -f"), *attempt("entropy")],
    [IMPORTS, new_code_cell("def f():\n    del np"), *attempt("entropy")],
])  # fmt: skip
def test_no_other_cell_is_blamed(week, cells):
    message = reports(week, cells)["entropy"].message
    assert "took it away" not in message
    assert message.startswith("its cell stopped")


def test_the_table_says_it_once(week):
    ids = [e.id for e in week.exercises][:5]
    cells = [IMPORTS, new_code_cell("%reset -f"), *(cell for id in ids for cell in attempt(id))]
    lines = table([graded("ada", week, "d", 11, reports(week, cells))], {}).split("\n")
    assert [line for line in lines if "took it away" in line] == [
        f"ada       0 / {sum(e.points for e in week.exercises[:5]):g}      {', '.join(ids)}: "
        "name 'np' is not defined: cell 2 took it away with `%reset -f`"
    ]
