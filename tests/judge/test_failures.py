"""What is said of a cell that failed: Python's own words, and the cause where it lies elsewhere."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.hidden_questions import sheet_of, sitting_name
from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence
from autograder.judge.failures import failures, in_words
from autograder.weeks import find_week


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


def test_quotes_within_an_f_string_are_newer_syntax(monkeypatch):
    monkeypatch.setattr("autograder.judge.failures.older_than_colab", lambda: "grading runs an older Python")
    for words, hinted in (("f-string: unmatched '['", True), ("'(' was never closed", False)):
        cell = failed("def entropy(p):\n    return p", "SyntaxError", f"{words} (1.py, line 1)")
        said = in_words(failures(new_notebook(cells=[cell]), ["entropy"], {})["entropy"])
        assert said.endswith("(grading runs an older Python)") is hinted


def test_a_library_that_is_missed_within_a_function_is_told_like_one_that_is_missed_in_a_cell():
    week = find_week("week01_probability_mle")
    trouble = {"type": "ModuleNotFoundError", "message": "No module named 'numba'"}
    sheet = sheet_of(week, "entropy", 5)
    answer = {"status": "error", "trouble": trouble}
    message = {"version": 1, "exercise": "entropy", "sitting": sitting_name(week, 5), "answers": [answer] * len(sheet.cases)}  # fmt: skip
    report = decide(week, 5, Evidence("entropy", (message,)))
    assert "No module named 'numba' (grading has these libraries: " in report.lines[0].detail
