"""Answers that no function gave, handed to the judge as they would come over the wire: none wins, none ends the judge."""

import base64
import struct

import numpy as np
import pytest

from autograder.hidden_questions import sheet_of, sitting_name
from autograder.judge.decide import decide
from autograder.judge.evidence import Evidence
from autograder.weeks import find_week
from gmcourse.check.answers import unpack_answers
from gmcourse.check.npy import to_npy
from gmcourse.check.render import as_html, as_text
from gmcourse.check.verdict import mark

SEED = 5
EVIL = "<img src=x onerror=alert(1)>\u202e\x1b[2J\x07\ud800"
# A number, a pair, a matrix, a training, lists of yes and no, draws, and a value with its gradient.
ASKED = [
    ("week01_probability_mle", "entropy"), ("week01_probability_mle", "gaussian_mle"), ("week01_probability_mle", "mvn_mle"),
    ("week01_probability_mle", "sgd_fit"), ("week02_graphical_models", "is_independent"),
    ("week02_graphical_models", "ancestral_sample"), ("week03_em", "em"),
]  # fmt: skip


def npy(header, body=b""):
    head = header.encode("latin1")
    return {
        "npy": base64.b64encode(b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + body).decode()
    }


def array(dtype, shape, body, fortran=False):
    return npy(f"{{'descr': '{dtype}', 'fortran_order': {fortran}, 'shape': {shape}}}", body)


def honest(value):
    return {"npy": base64.b64encode(to_npy(np.asarray(value))).decode()}


HALF = struct.pack("<d", 0.5)
ONE = {"int": "1"}
NODES = {
    "huge integer": {"int": "9" * 4000},
    "huge negative integers": {"tuple": [{"int": "-" + "9" * 3999}] * 4},
    "list of huge integers": {"list": [{"int": "9" * 4000}] * 40},
    "integer with signs": {"int": " 1_0 "},
    "integer of another script": {"int": "\u0661"},
    "float beyond floats": {"float": "0x1p99999"},
    "float of a million digits": {"float": "0x0." + "0" * 10**6 + "1p0"},
    "float that is a list": {"float": [1]},
    "narrow beyond narrow": {"float": "0x1p1000", "narrow": True},
    "three at once": {"int": "1", "float": "0x1p0", "npy": "!"},
    "a builder": {"build": "os.system", "args": {"dict": [[{"str": "command"}, {"str": "id"}]]}},
    "a builder as key": {"dict": [[{"build": "x", "args": {"dict": []}}, ONE]]},
    "an array as key": {"dict": [[honest([0.0, 1.0]), ONE]]},
    "keys that are equal": {"dict": [[ONE, ONE], [{"float": "0x1p0"}, ONE], [{"bool": True}, ONE]]},
    "a law": {"dict": [[{"str": "value"}, ONE], [{"str": "gradient"}, ONE]]},
    "gradients of words": {"dict": [[{"str": "value"}, ONE], [{"str": "gradient"}, {"list": [{"str": "x"}]}]]},
    "longdouble of noise": array("<f16", "(2,)", b"\xff" * 32),
    "the other byte order": array(">f8", "()", HALF[::-1]),
    "booleans of other bytes": array("|b1", "(4,)", b"\x00\x02\xff\x01"),
    "Fortran's order of one": array("<f8", "()", HALF, fortran=True),
    "sixteen axes": array("<f8", str((1,) * 16), HALF),
    "a record": array("i4,i4", "(1,)", HALF),
    "an array in an item": array("(2,)f8", "(1,)", HALF * 2),
    "a length that is true": array("<f8", "(True,)", HALF),
    "rows of nothing": honest(np.zeros((60000, 0))),
    "a hundred thousand numbers": honest(np.linspace(-1, 1, 10**5)),
    "infinities": honest(np.full((100, 100), np.inf)),
    "text": {"str": EVIL * 1000},
    "list of arrays": {"list": [honest([True, False])] * 40},
    "nested": {"list": [{"list": [{"float": "nan"}] * 100}] * 100},
}  # fmt: skip


@pytest.mark.parametrize("name", NODES)
@pytest.mark.parametrize(("week", "exercise"), ASKED, ids=[exercise for _, exercise in ASKED])
def test_no_forged_value_wins_or_ends_the_judge(week, exercise, name):
    found = find_week(week)
    sheet = sheet_of(found, exercise, SEED)
    answer = {"status": "ok", "node": NODES[name], "trouble": None, "seconds": 0.0, "changed": [EVIL] * 20}
    message = {"version": 1, "exercise": exercise, "sitting": sitting_name(found, SEED), "answers": [answer] * len(sheet.cases)}  # fmt: skip
    report = decide(found, SEED, Evidence(exercise, (message,)))
    assert report.score == 0
    assert "<img" not in as_html(report)
    shown = mark(
        sheet, unpack_answers(message, exercise, sitting_name(found, SEED), len(sheet.cases)), reveal=True
    )
    assert as_text(shown)


@pytest.mark.parametrize(("week", "exercise"), ASKED, ids=[exercise for _, exercise in ASKED])
def test_what_an_error_says_of_itself_is_text(week, exercise):
    found = find_week(week)
    trouble = dict.fromkeys(("type", "message", "line", "variables", "cause"), EVIL)
    answer = {
        "status": "error",
        "trouble": trouble | {"type": "NameError", "message": "name 'x' is not defined"},
    }
    sheet = sheet_of(found, exercise, SEED)
    message = {"version": 1, "exercise": exercise, "sitting": sitting_name(found, SEED), "answers": [answer] * len(sheet.cases)}  # fmt: skip
    stop = {"place": 3, "ename": EVIL, "evalue": EVIL, "number": 1, "line": EVIL}
    report = decide(found, SEED, Evidence(exercise, (message,), lost={"x": stop}))
    assert report.score == 0
    assert "cell 3 stopped at `&lt;img" in as_html(report)
    assert "<img" not in as_html(report)
