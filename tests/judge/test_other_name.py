"""What is missing says so of the function that `check` was asked about at home; nothing else of a verdict changes."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence, Record, evidence_of
from autograder.judge.preprocessor import judge_record


@pytest.mark.parametrize(("shown", "said"), [
    ("2 of 2 properties of mine", "not found: at home `check` judged mine; grading takes only what is called entropy"),
    ("0 of 2 properties of mine", "not found: at home `check` judged mine; grading takes only what is called entropy"),
    ("2 of 2 properties", "the test cell gave no answer"),
    ("", "the test cell gave no answer"),
])  # fmt: skip
def test_what_is_missing_names_what_was_checked_in_its_place(week, shown, said):
    record = Record("ada", week.name, "", 11, {"entropy": Evidence("entropy")}, {"entropy": shown})
    report = judge_record(record)["entropy"]
    assert (report.status, report.score, report.message) == ("missing", 0.0, said)


def test_what_is_there_is_judged_as_ever(week):
    stopped = Evidence("entropy", incident={"status": "timeout", "message": "stopped after 50 s"})
    record = Record("ada", week.name, "", 11, {"entropy": stopped}, {"entropy": "2 of 2 properties of mine"})
    assert judge_record(record)["entropy"].message == "stopped after 50 s"


@pytest.mark.parametrize(("source", "status", "said"), [
    ("def my_entropy(p):\n    return 0.0", "error", "not found: its cell defines my_entropy, not entropy"),
    ("Entropy = lambda p: 0.0", "error", "not found: its cell defines Entropy, not entropy"),
    ("import numpy as np\ndef plogp(p):\n    return p\ndef H(p):\n    return plogp(p)", "error",
     "not found: its cell defines plogp, H, not entropy"),
    ("def my_entropy(p):\n    raise NotImplementedError", "missing", "entropy is not defined: no cell defines it"),
    ("# The cell of entropy is not in the hand-in.", "missing", "entropy is not defined: no cell defines it"),
])  # fmt: skip
def test_a_renamed_function_was_attempted_and_its_new_name_is_said(week, source, status, said):
    own = {"grade_id": "entropy", "solution": True, "grade": False}
    tests = {"grade_id": "test_entropy", "solution": False, "grade": True, "points": 2}
    error = new_output("error", ename="NameError", evalue="name 'entropy' is not defined", traceback=[])
    notebook = new_notebook(cells=[
        new_code_cell(source, metadata={"nbgrader": own}),
        new_code_cell("x", metadata={"nbgrader": tests}, outputs=[error]),
    ])  # fmt: skip
    record = Record("ada", week.name, "", 11, evidence_of(notebook, ["entropy"]))
    kept = Record.from_json(json.loads(json.dumps(record.to_json()))).evidence["entropy"]
    report = decide(week, 11, kept)
    assert (report.status, report.score, report.message) == (status, 0.0, said)
