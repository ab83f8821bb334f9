"""Attacks by the file that is handed in: cells, metadata, markup, size."""

import copy
import json

import nbformat
from attack import Attack, grade_id

TEST = "test_bernoulli_mle"


def _test(notebook, name=TEST):
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def _edited(notebook, week):
    _test(notebook).source = "9.0"


def _deleted(notebook, week):
    notebook.cells = [c for c in notebook.cells if not str(grade_id(c)).startswith("test_")]


def _duplicated(notebook, week):
    for name in (TEST, "test_entropy"):
        twin = copy.deepcopy(_test(notebook, name))
        twin.id, twin.source = "twin" + name[5:9], "2.0"
        notebook.cells.insert(3, twin)


def _moved(notebook, week):
    tests = [c for c in notebook.cells if str(grade_id(c)).startswith("test_")]
    others = [c for c in notebook.cells if not str(grade_id(c)).startswith("test_")]
    notebook.cells = [*tests, *others]


def _points(notebook, week):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata and "points" in cell.metadata.nbgrader:
            cell.metadata.nbgrader["points"] = 999


def _renamed(notebook, week):
    for number, cell in enumerate(notebook.cells):
        if str(grade_id(cell)).startswith("test_"):
            cell.metadata.nbgrader["grade_id"] = f"mine_{number}"
            cell.id = f"mine{number}"


def _extra(notebook, week):
    cell = nbformat.v4.new_code_cell("50.0", id="extra")
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "schema_version": 3,
        "cell_type": "code",
        "grade_id": "bonus",
        "points": 50,
    }
    notebook.cells.append(cell)


def _no_test(notebook, week):
    for cell in notebook.cells:
        if str(grade_id(cell)).startswith("test_"):
            cell.metadata.nbgrader.update(grade=False, solution=True)


def _manual(notebook, week):
    for cell in notebook.cells:
        if grade_id(cell) in {e.id for e in week.exercises}:
            cell.metadata.nbgrader.update(grade=True, points=9)


def _swapped(notebook, week):
    a, b = _test(notebook), _test(notebook, "test_entropy")
    a.metadata, b.metadata = b.metadata, a.metadata


def _tagged(notebook, week):
    for cell in notebook.cells:
        if str(grade_id(cell)).startswith("test_"):
            cell.metadata["tags"] = ["skip-execution", "demonstration"]
    notebook.cells.append(nbformat.v4.new_code_cell("9.0", id="odd"))
    notebook.cells[-1].metadata["tags"] = "no list"


def _ready_outputs(notebook, week):
    for cell in notebook.cells:
        if str(grade_id(cell)).startswith("test_"):
            cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "9"}, execution_count=1)]


def _script(notebook, week):
    alert = "<script>document.title='SCRIPT-RAN'</script><img src=x onerror=\"document.title='SCRIPT-RAN'\">"
    notebook.cells.insert(
        1, nbformat.v4.new_markdown_cell(f"hello {alert} [x](javascript:alert(1))", id="md")
    )
    code = f"from IPython.display import HTML, Javascript, SVG, display\ndisplay(HTML({alert!r}), Javascript('1'))\n"
    code += f"display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\">{alert[:57]}</svg>'))\nHTML({alert!r})"
    notebook.cells.insert(2, nbformat.v4.new_code_cell(code, id="js"))
    notebook.cells.insert(3, nbformat.v4.new_raw_cell(alert, id="raw"))


def _huge(notebook, week):
    notebook.cells.append(nbformat.v4.new_markdown_cell("x" * (60 * 2**20), id="huge"))


def _many(notebook, week):
    notebook.cells += [nbformat.v4.new_code_cell("1", id=f"c{n}") for n in range(5000)]


def _html(notebook, week):
    return "<html><body>session ended</body></html>"


def _deep(notebook, week):
    return '{"cells":' * 5000


def _lists(notebook, week):
    return json.dumps(
        {"cells": [[], 5, None, {"cell_type": []}, {"source": {}}], "metadata": 3, "nbformat": "4"}
    )


def _binary(notebook, week):
    return "\x00\x01\x02" * 1000


def _other_weeks(notebook, week):
    names = ("d_separated", "test_d_separated", "setup", "test_entropy", "test_entropy")
    for number, name in enumerate(names):
        cell = nbformat.v4.new_code_cell("9.0", id=f"other{number}")
        cell.metadata["nbgrader"] = _test(notebook).metadata["nbgrader"] | {"grade_id": name}
        notebook.cells.append(cell)


def _magics(notebook, week):
    lines = (
        "%%capture",
        "%%script sh",
        "%%html",
        "%%writefile answers.json",
        "%alias_magic time run",
        "%pdb on",
    )
    for cell, line in zip(
        (c for c in notebook.cells if grade_id(c) in {e.id for e in week.exercises}), lines, strict=False
    ):
        cell.source = f"{line}\n{cell.source}"


def _odd_versions(notebook, week):
    node = json.loads(json.dumps(notebook)) | {"nbformat": 99, "nbformat_minor": -1}
    node["metadata"] = {
        "language_info": {"name": "<script>"},
        "widgets": {"x": [1] * 1000},
        "kernelspec": "ir",
    }
    for number, cell in enumerate(node["cells"]):
        cell["id"], cell["execution_count"] = "same", {"n": number}
        cell["metadata"] |= {"attachments": 5, "jupyter": {"source_hidden": True}, "collapsed": "no"}
    return json.dumps(node)


DOCUMENTS = [
    Attack("other_weeks_ids", "adds graded cells of other weeks, and twins of its own", edit=_other_weeks),
    Attack("magics", "puts magics that swallow, run or write the cell before its solutions", edit=_magics),
    Attack(
        "odd_versions",
        "claims a format of the future, one id for all cells, metadata of wrong types",
        edit=_odd_versions,
    ),
    Attack("edited_test", "writes full marks into a test cell", edit=_edited),
    Attack("deleted_tests", "deletes all tests", edit=_deleted),
    Attack("duplicated_tests", "puts twins of tests, with full marks, before them", edit=_duplicated),
    Attack(
        "moved_tests",
        "moves the tests before the solutions of a solved notebook",
        edit=_moved,
        solved=True,
        own=(),
    ),
    Attack("points", "raises the points of its cells", edit=_points),
    Attack("grade_ids", "renames its test cells", edit=_renamed),
    Attack("extra_cell", "adds a graded cell of its own", edit=_extra),
    Attack("tests_as_solutions", "turns test cells into solution cells", edit=_no_test),
    Attack("solutions_as_tests", "turns solution cells into graded cells", edit=_manual, solution="9.0"),
    Attack("swapped_ids", "swaps the identities of two test cells", edit=_swapped),
    Attack("tags", "tags test cells so that they are skipped", edit=_tagged),
    Attack("ready_outputs", "hands in test cells with outputs that say full marks", edit=_ready_outputs),
    Attack("markup", "puts scripts into text and outputs", edit=_script, solved=True, own=()),
    Attack("huge", "hands in sixty megabytes", edit=_huge, solved=True),
    Attack("many_cells", "hands in five thousand cells", edit=_many, solved=True),
    Attack("not_json", "hands in a web page", edit=_html),
    Attack("deep_json", "hands in JSON nested five thousand deep", edit=_deep),
    Attack("odd_json", "hands in JSON of the wrong types", edit=_lists),
    Attack("binary", "hands in bytes that are no text", edit=_binary),
]
