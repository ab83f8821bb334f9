"""The judge on single cells: forged, doubled, missing and malformed answers, and honest ones."""

import copy
import json

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from autograder.gradebook.outcome import graded
from autograder.grading.summary import table
from autograder.hidden_questions import bundle, sheet_of
from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence, Record, evidence_of
from autograder.judge.rewrite import rewrite
from autograder.sandbox.incident import Incident
from gmcourse.check import verdict
from gmcourse.check.answers import MIME, pack_answers
from gmcourse.check.ask import ask
from gmcourse.check.sheet import from_json

SEED = 5
EXERCISE = "gaussian_mle"


def right(x):
    return float(np.mean(x)), float(np.var(x))


def unbiased(x):
    return float(np.mean(x)), float(np.sum((x - np.mean(x)) ** 2) / max(len(x) - 1, 1))


def message(week, function):
    """What `grade` would leave in the cell."""
    questions = json.loads(bundle(week, EXERCISE, SEED))
    sheet = from_json(questions["sheet"])
    return json.loads(json.dumps(pack_answers(EXERCISE, questions["sitting"], ask(sheet, function))))


def judged(week, *messages, **evidence):
    return decide(week, SEED, Evidence(EXERCISE, messages, **evidence))


def test_questions_hold_no_answer(week):
    for exercise in week.exercises:
        sheet = from_json(json.loads(bundle(week, exercise.id, SEED))["sheet"])
        assert all(case.expected is None and not case.wrong for case in sheet.cases)
        assert sheet.hints == {}


def test_right_answers_get_all_points(week):
    report = judged(week, message(week, right))
    assert (report.status, report.score) == ("pass", report.points)


def test_a_wrong_answer_that_raised_nothing_is_called_no_error(week):
    for wrong in (unbiased, lambda x: np.zeros((3, 1)), lambda x: (np.zeros(2), 1.0)):
        details = [line.detail for line in judged(week, message(week, wrong)).lines]
        assert "Error" not in details
    assert any("expected" in line and "got" in line for line in details)


def test_a_wrong_answer_gets_its_name_but_no_hidden_input(week):
    report = judged(week, message(week, unbiased))
    assert report.status == "partial"
    assert report.diagnosis in {m.name for m in week.exercise(EXERCISE).misconceptions}
    assert not any("expected" in line.detail for line in report.lines)


def test_two_sets_of_answers_are_forbidden(week):
    good = message(week, right)
    report = judged(week, good, good)
    assert (report.status, report.score) == ("forbidden", 0.0)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m.update(exercise="entropy"),
        lambda m: m.update(sitting="another"),
        lambda m: m.update(version=99),
        lambda m: m["answers"].pop(),
        lambda m: m.update(answers=None),
        lambda m: m["answers"].__setitem__(0, {"status": "pass"}),
        lambda m: m["answers"].__setitem__(0, 3),
    ],
)
def test_answers_to_something_else_are_forbidden(week, spoil):
    forged = message(week, right)
    spoil(forged)
    assert judged(week, forged).status == "forbidden"


@pytest.mark.parametrize(
    "node", [None, {}, {"npy": "AAAA"}, {"float": "0x1p99999"}, {"int": "9" * 5000}, {"list": 3}]
)
def test_a_malformed_value_is_a_wrong_answer(week, node):
    forged = message(week, right)
    for answer in forged["answers"]:
        answer["node"] = node
    report = judged(week, forged)
    assert report.score == 0.0
    assert report.status in ("fail", "error")


def test_a_claimed_score_in_the_message_counts_for_nothing(week):
    forged = message(week, unbiased) | {"score": 100, "status": "pass"}
    assert judged(week, forged).score < judged(week, message(week, right)).score


def test_a_deleted_function_is_missing_not_an_error(week):
    report = judged(week, error={"ename": "NameError", "evalue": f"name '{EXERCISE}' is not defined"})
    assert report.status == "missing"


def test_an_incident_tells_what_happened(week):
    report = judged(week, incident={"status": "timeout", "message": "stopped after 20 s"})
    assert (report.status, report.message) == ("timeout", "stopped after 20 s")


def graded_cell(*outputs):
    record = {"grade": True, "solution": False, "grade_id": f"test_{EXERCISE}", "points": 3, "locked": True}
    return new_code_cell("x", metadata={"nbgrader": record}, outputs=list(outputs))


def test_answers_count_only_from_the_marked_cell_and_once(week):
    answers = new_output("display_data", data={MIME: message(week, right)})
    elsewhere = new_code_cell("x", outputs=[answers])
    notebook = new_notebook(cells=[elsewhere, graded_cell(), graded_cell(answers)])
    assert evidence_of(notebook, [EXERCISE])[EXERCISE].messages == ()


def test_the_rewritten_cell_gives_nbgrader_score_and_reason(week):
    noise = [
        new_output("stream", name="stderr", text="a warning"),
        new_output("execute_result", data={"text/plain": "3"}, execution_count=1),
        new_output("error", ename="E", evalue="e", traceback=[]),
        new_output("display_data", data={MIME: message(week, unbiased)}),
    ]
    notebook = new_notebook(cells=[graded_cell(*noise)])
    report = decide(week, SEED, evidence_of(notebook, [EXERCISE])[EXERCISE])
    rewrite(notebook, {EXERCISE: report}, week.chapter)
    score, points = determine_grade(notebook.cells[0])
    assert (score, points) == (report.score, 3)
    assert "n - 1" in notebook.cells[0].outputs[0].data["text/html"]


def test_a_record_survives_its_file(week):
    evidence = {EXERCISE: Evidence(EXERCISE, (message(week, right),), None, Incident("memory", "m").__dict__)}
    record = Record("ada", week.name, "d", SEED, evidence)
    assert Record.from_json(json.loads(json.dumps(record.to_json()))) == record


def test_where_the_judge_fails_one_exercise_is_ungraded_with_its_line(week, monkeypatch):
    answers = message(week, right)

    def fails(prop, wanted, given):
        raise ZeroDivisionError("no\nsuch comparison")

    assert judged(week, answers).status == "pass"
    monkeypatch.setattr(verdict, "difference", fails)
    report = judged(week, answers)
    assert report.status == "ungraded"
    assert report.message == "the judge failed on it (ZeroDivisionError: no such comparison); mark it by hand"
    outcome = graded("ada", week, "d", SEED, {EXERCISE: report})
    assert (outcome.rows[0]["score"], outcome.ours, outcome.problem) == (None, True, "")
    assert outcome.looks == [f"{EXERCISE}: {report.message}"]
    assert f"{EXERCISE}: {report.message}" in table([outcome], {})


def test_hidden_questions_of_another_sitting_differ(week):
    written = len(week.exercise(EXERCISE).public["main"])
    one, other = sheet_of(week, EXERCISE, 1), sheet_of(week, EXERCISE, 2)
    assert not np.array_equal(one.cases[written].args["x"], other.cases[written].args["x"])


def test_judging_changes_nothing_it_was_given(week):
    given = message(week, right)
    before = copy.deepcopy(given)
    judged(week, given)
    assert given == before
