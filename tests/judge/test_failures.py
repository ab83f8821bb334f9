"""What is said of a cell that failed: Python's own words, and the cause where it lies elsewhere."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.judge.failures import failures, in_words


def failed(source, ename, evalue):
    return new_code_cell(source, outputs=[new_output("error", ename=ename, evalue=evalue, traceback=[])])


@pytest.mark.parametrize(
    "words", ["'(' was never closed", "expected '('", "f-string: expecting '}'", "invalid syntax"]
)
def test_a_syntax_error_keeps_pythons_words_whole(words):
    cell = failed("def entropy(p):\n    return (p", "SyntaxError", f"{words} (1467302229.py, line 2)")
    failure = failures(new_notebook(cells=[cell]), ["entropy"], {})["entropy"]
    said = in_words(failure).split(" (grading runs ")[0]
    assert said == f"its cell stopped at line 2, `return (p`: SyntaxError: {words}"


def test_a_fence_in_a_code_cell_is_not_called_newer_syntax():
    cell = failed(
        "```python\ndef entropy(p):\n    return p\n```", "SyntaxError", "invalid syntax (1.py, line 1)"
    )
    said = in_words(failures(new_notebook(cells=[cell]), ["entropy"], {})["entropy"])
    assert said.endswith(
        "SyntaxError: invalid syntax (three backticks fence code in a text cell; in a code cell they are an error)"
    )


@pytest.mark.parametrize(("words", "said"), [
    ("No module named 'my_utils'", "; if my_utils.py is a file of yours, put its code into the notebook, which runs alone)"),
    ("No module named 'helpers.plots'; 'helpers' is not a package", "; if helpers.py is a file of yours, put its code into the notebook, which runs alone)"),
    ("No module named 'scipy.no_such'", "ipywidgets)"),
])  # fmt: skip
def test_a_module_that_is_not_there_may_be_a_file_of_their_own(words, said):
    cell = failed("import my_utils\ndef entropy(p):\n    return p", "ModuleNotFoundError", words)
    assert in_words(failures(new_notebook(cells=[cell]), ["entropy"], {})["entropy"]).endswith(said)
