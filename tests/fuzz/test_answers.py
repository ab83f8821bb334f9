"""Answers of any shape are judged: nothing crashes or hangs, and no spoilt wrong answer earns a mark."""

import base64
import json

import numpy as np
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from strangers import COUNTS, holds, spoilt, turned

from autograder.hidden_questions import bundle
from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence, Record, evidence_of
from autograder.judge.rewrite import rewrite
from gmcourse.check.answers import MIME, pack_answers
from gmcourse.check.ask import ask, time_limit
from gmcourse.check.npy import NotAnArray, from_npy, to_npy
from gmcourse.check.sheet import from_json
from gmcourse.check.wire import Malformed, from_wire, to_wire

SEED = 5
LONGEST = 20.0
EXERCISES = ("gaussian_mle", "mvn_log_prob", "mutual_information", "gaussian_conditional")
VALUES = (
    {"a": [1.5, np.float32(2)], "b": (np.arange(6.0).reshape(2, 3), True)},
    [np.zeros((3, 0)), "text", None, 10**30, -0.0],
    np.arange(4, dtype="i2"),
)


def hopeless(*args):
    """An answer to every question that is right to none."""
    return 12345.678, np.full(3, 9876.5)


def message(week, exercise):
    questions = json.loads(bundle(week, exercise, SEED))
    return json.loads(
        json.dumps(pack_answers(exercise, questions["sitting"], ask(from_json(questions["sheet"]), hopeless)))
    )


@COUNTS
def test_spoilt_answers_earn_nothing(count, week):
    whole = {exercise: message(week, exercise) for exercise in EXERCISES}

    def check(exercise, random):
        with time_limit(LONGEST):
            evidence = Evidence(exercise, (spoilt(whole[exercise], random),))
            evidence = Record.from_json(json.loads(json.dumps(
                Record("ada", week.name, "", SEED, {exercise: evidence}).to_json()))).evidence[exercise]  # fmt: skip
            report = decide(week, SEED, evidence)
        assert report.score == 0
        assert report.status in ("fail", "error", "forbidden", "missing", "timeout")

    holds(count, check, st.sampled_from(EXERCISES))


@COUNTS
def test_outputs_with_junk_are_collected_and_rewritten(count, week):
    exercise = EXERCISES[0]
    record = {"grade": True, "solution": False, "grade_id": f"test_{exercise}", "points": 3, "locked": True}
    outputs = [
        {"output_type": "display_data", "data": {MIME: message(week, exercise)}, "metadata": {}},
        {"output_type": "error", "ename": "NameError", "evalue": "name 'x' is not defined", "traceback": []},
        {"output_type": "stream", "name": "stderr", "text": "a warning"},
    ]

    def check(random):
        cell = new_code_cell("x", metadata={"nbgrader": record})
        cell.outputs = [_output(spoilt(one, random, edits=2), one) for one in outputs]
        notebook = new_notebook()
        notebook.cells = [cell]
        with time_limit(LONGEST):
            report = decide(week, SEED, evidence_of(notebook, [exercise])[exercise])
            rewrite(notebook, {exercise: report}, week.chapter)
        assert report.score == 0
        assert cell.outputs[0].data["text/plain"] == "0"
        json.dumps(cell.outputs[0]).encode("utf-8")
        cell.outputs[0].data["text/html"].encode("utf-8")

    holds(count, check)


def _output(node, whole):
    """A spoilt output that is still one: the trusted side builds each from a message it has looked at."""
    from nbformat import from_dict

    node = node if isinstance(node, dict) else {}
    data = node.get("data") if isinstance(node.get("data"), dict) else {}
    return from_dict({**whole, **node, "output_type": whole["output_type"], "data": data})


@COUNTS
def test_any_json_is_a_value_or_malformed(count):
    whole = [json.loads(json.dumps(to_wire(value))) for value in VALUES]

    def check(which, random):
        with time_limit(LONGEST):
            try:
                to_wire(from_wire(spoilt(whole[which], random)))
            except Malformed:
                pass

    holds(count, check, st.integers(0, len(VALUES) - 1))


@COUNTS
def test_turned_array_bytes_are_an_array_of_that_size_or_refused(count):
    whole = [to_npy(array) for array in (np.arange(6.0).reshape(2, 3), np.ones(3, bool), np.float32(2))]

    def check(which, random):
        data = turned(whole[which], random)
        with time_limit(LONGEST):
            try:
                array = from_npy(data)
            except NotAnArray:
                return
        assert array.nbytes <= len(data)
        assert array.dtype.kind in "biuf"

    holds(count, check, st.integers(0, 2))


@COUNTS
def test_turned_payloads_are_decoded_or_malformed(count):
    whole = to_npy(np.arange(6.0))

    def check(data, random):
        text = base64.b64encode(turned(whole, random)).decode() + data
        try:
            from_wire({"npy": text})
        except Malformed:
            pass

    holds(count, check, st.text(max_size=3))
