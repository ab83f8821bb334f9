"""What a hand-in sends costs the trusted side little memory and time, and at worst its own row or its own page."""

import json
import mmap
import os
import subprocess
import sys
import zipfile

import nbformat
import numpy as np
import pytest
from attack import base, grade_id
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.bounded import Bounded, OutOfBounds
from autograder.cli import main
from autograder.handins.archive import items
from autograder.handins.reading import MAX_CELLS, Unreadable, parse
from autograder.handins.repair import repair
from autograder.handins.skeleton import skeleton
from autograder.judge.preprocessor import kept_record
from autograder.places import Course
from autograder.report.example import function_in
from autograder.sandbox.inside.frames import HEAD, Unpacker, holds_too_much
from autograder.sandbox.order import order_that_waits
from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Tolerance, short
from gmcourse.check.npy import NotAnArray, from_npy

MOST_MEMORY = 700 * 2**20
# A process counts the memory of the one that started it until it runs a program of its own; so a small one starts it.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
FRAMES = """
import os, json, struct
kernel = get_ipython().kernel
parent = kernel.get_parent()["header"]["msg_id"]
def frame(kind, content):
    text = json.dumps({"header": {"msg_type": kind}, "parent_header": {"msg_id": parent}, "content": content,
                       "channel": "iopub", "sizes": []}, separators=(",", ":")).encode()
    return struct.pack("!II", len(text), 0) + text
def write(data):
    view = memoryview(data)
    while view: view = view[os.write(kernel.session._out, view[:2**16]):]
"""
HOSTILE = {
    "one_display": FRAMES + """
one = frame("display_data", {"data": {}, "metadata": {}, "transient": {"display_id": "d"}})
write(one * 3000 + frame("update_display_data", {"data": {"text/plain": "x" * 2**21}, "metadata": {}, "transient": {"display_id": "d"}}))
""",
    "output_widget": FRAMES + """
state = {"_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel", "outputs": [], "msg_id": parent}
write(frame("comm_open", {"comm_id": "c", "target_name": "jupyter.widget", "data": {"state": state}}))
write(frame("comm_msg", {"comm_id": "c", "data": {"method": "update", "state": {"msg_id": parent}}}))
write(frame("display_data", {"data": {"text/plain": "x" * 2000}, "metadata": {}}) * 3000)
""",
    "many_values": FRAMES + """
text = b'{"header":{"msg_type":"display_data"},"channel":"iopub","sizes":[],"content":{"metadata":{},"data":{"application/json":['
text = text.replace(b'"channel"', b'"parent_header":{"msg_id":"%s"},"channel"' % parent.encode())
text += b",".join([b"[]"] * 2_000_000) + b"]}}}"
write(struct.pack("!II", len(text), 0) + text)
""",
    "long_frame": FRAMES + """
write(struct.pack("!II", 60 * 2**20, 0))
for _ in range(60): write(b"[" * 2**20)
""",
}  # fmt: skip
MARKDOWN = {
    "scheme": "=== BEGIN MARK SCHEME ===\n" * 16_000,
    "tests": "### BEGIN HIDDEN TESTS\n" * 16_000,
    "environment": "\\begin{a}" * 16_000,
    "link": '[a](b "' * 16_000,
    "nested": "<div>" * 16_000,
}


@pytest.fixture(scope="module")
def graded(week, tmp_path_factory):
    """(course, peak memory in bytes, what the command said) of hostile hand-ins among honest ones."""
    root = tmp_path_factory.mktemp("trusted")
    course, handed_in = Course(root / "course"), root / "handed-in"
    for student, notebook in _hand_ins(week).items():
        path = handed_in / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    command = [sys.executable, "-m", "autograder", "grade", week.name, "--submitted", str(handed_in),
               "--course", str(course.root), "--workers", "1"]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=True
    )
    said, peak = done.stdout.rsplit("peak ", 1)
    return course, int(peak) * 1024, said


def _hand_ins(week):
    made = {"a_honest": base(week, True), "z_honest": base(week, True)}
    for name, source in HOSTILE.items():
        made[f"m_{name}"] = base(week, True)
        made[f"m_{name}"].cells.append(new_code_cell(source, id="attack"))
    made["m_text"] = base(week, True)
    made["m_text"].cells += [new_markdown_cell(text, id=name) for name, text in MARKDOWN.items()]
    made["m_deep"] = base(week, True)
    deep = next(cell for cell in made["m_deep"].cells if grade_id(cell) == "bernoulli_mle")
    deep.source = (
        "def bernoulli_mle(x):\n    " + "+".join(["0"] * 330) + "\n    return (np.sum(x) + 1) / (len(x) + 2)"
    )
    return made


def test_memory_stays_flat_and_nobody_else_loses(graded, week):
    _, peak, said = graded
    assert peak < MOST_MEMORY
    total = sum(exercise.points for exercise in week.exercises)
    rows = {line.split()[0]: line for line in said.split("\n") if " / " in line}
    for student in ("a_honest", "z_honest", "m_text", *(f"m_{name}" for name in HOSTILE)):
        assert f"{total:g} / {total:g}" in rows[student]


def test_everybody_gets_a_page_and_the_class_its_report(graded, week, capsys):
    course, _, _ = graded
    assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    assert main(["report", week.name, "--course", str(course.root)]) == 0
    assert len(list(course.feedback.glob("*/*/*.html"))) == len(HOSTILE) + 4
    assert "marks alone" not in capsys.readouterr().out


def test_a_page_that_cannot_be_made_costs_only_itself(graded, week, capsys):
    course, _, _ = graded
    broken = course.autograded / "m_text" / week.name / f"{week.name}.ipynb"
    text = broken.read_text(encoding="utf-8")
    broken.write_text('{"cells": 5}', encoding="utf-8")
    try:
        assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    finally:
        broken.write_text(text, encoding="utf-8")
    assert "m_text: a page with marks alone" in capsys.readouterr().out
    page = (course.feedback / "m_text" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "bernoulli_mle" in page
    assert "MARK SCHEME" not in page
    assert (course.feedback / "z_honest" / week.name / f"{week.name}.html").is_file()


@pytest.mark.parametrize("spoil", ["answers", "notebook", "gone"])
def test_judging_again_costs_only_who_cannot_be_judged(graded, week, capsys, spoil):
    course, _, _ = graded
    answers = course.answers / week.name / "m_text.json"
    notebook = course.autograded / "m_text" / week.name / f"{week.name}.ipynb"
    path = answers if spoil == "answers" else notebook
    text = path.read_text(encoding="utf-8")
    path.unlink() if spoil == "gone" else path.write_text("[[[" * 9000, encoding="utf-8")
    try:
        assert main(["judge", week.name, "--course", str(course.root)]) == 1
    finally:
        path.write_text(text, encoding="utf-8")
    said, complaint = capsys.readouterr()
    assert "not judged: m_text, for reasons given above" in complaint
    assert complaint.count("\n") == 1
    assert "m_text" in next(line for line in said.split("\n") if "could not be judged again" in line)
    assert said.count(" / ") == len(HOSTILE) + 4
    assert kept_record(course, week.name, "z_honest").student == "z_honest"


def _take(kind):
    if kind == "memory":
        return len(bytearray(2**30))
    if kind == "time":
        while True:
            pass
    if kind == "end":
        os._exit(3)
    if kind == "disk":
        raise OSError(28, "No space left on device", "x")
    if kind == "error":
        raise RecursionError("too\ndeep")
    return kind


def test_bounds_hold_and_the_next_call_is_served():
    with Bounded(memory_bytes=2**28, seconds=0.5) as bounded:
        for kind, words in {
            "memory": "MiB of memory",
            "time": "more than 0.5 s",
            "end": "ended",
            "error": "RecursionError: too",
        }.items():
            with pytest.raises(OutOfBounds, match=words):
                bounded.call(_take, kind)
            assert bounded.call(_take, "fine") == "fine"
        with pytest.raises(OSError, match="No space left"):
            bounded.call(_take, "disk")


def test_cells_that_miss_all_names_of_all_cells_are_put_in_order_in_time():
    """No timer: with a tenth of these cells it took two minutes, outside all limits of the hand-in."""
    names = [f"a{number}" for number in range(400)]
    missed = " ".join(f"name '{name}' is not defined" for name in names)
    cells = [
        new_code_cell("late + 1", outputs=[_name_error("name 'late' is not defined")]),
        new_code_cell("late = 3"),
    ]
    cells += [
        new_code_cell(",".join(names) + " = 0", outputs=[_name_error(missed)]) for _ in range(MAX_CELLS - 2)
    ]
    order = order_that_waits(new_notebook(cells=cells), range(MAX_CELLS))
    assert order.index(0) > order.index(1)
    assert sorted(order) == [*range(MAX_CELLS)]


def _name_error(words):
    return new_output("error", ename="NameError", evalue=words, traceback=[])


_KEPT = []


def _keep(size):
    """Pages of its own: an array could come from what the process that started it had freed."""
    _KEPT.append(mmap.mmap(-1, size))
    return len(_KEPT)


def test_what_one_hand_in_leaves_in_memory_is_not_lacking_to_the_next():
    """A page of formulas stayed in caches, and those whose pages came next got none."""
    with Bounded(memory_bytes=2**28) as bounded:
        assert bounded.call(_keep, 2**20) == 1
        assert bounded.call(_keep, 5 * 2**25) == 2
        assert bounded.call(_keep, 5 * 2**25) == 1


def _npy(shape):
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head


@pytest.mark.parametrize(
    "shape", ["(8388608, 0)", "(549755813888, 0)", "(0, 549755813888)", "(70000, 0)", "(300, 0, 300)"]
)
def test_long_shapes_of_nothing_are_refused(shape):
    with pytest.raises(NotAnArray):
        from_npy(_npy(shape))


@pytest.mark.parametrize("shape", ["(0,)", "(3, 0)", "(0, 3)", "(60000, 0)"])
def test_empty_arrays_are_arrays(shape):
    assert from_npy(_npy(shape)).size == 0


def test_long_answers_are_compared_and_shown_by_their_length():
    assert (
        close((1.0, 2.0), np.zeros((60_000, 0)), Tolerance()).text
        == "expected 2 values, got an array of shape (60000, 0)"
    )
    assert len(short([[]] * 10**6)) <= 60
    assert len(short(dict.fromkeys(range(10**5), 0))) <= 60


def test_values_are_counted_before_they_are_parsed():
    assert holds_too_much(b"[" + b"[]," * 400_000)
    assert not holds_too_much(json.dumps(["1, 2, [3]" * 400_000]).encode())
    with pytest.raises(Unreadable, match="values"):
        parse(b'{"cells": [' + b"[]," * 2_100_000 + b"0]}")
    with pytest.raises(Unreadable, match="of code"):
        parse(json.dumps({"cells": [{"cell_type": "code", "source": "1\n" * 2**20}]}).encode())


def test_frames_that_are_too_long_are_passed_over_and_the_next_is_read():
    unpacker = Unpacker(most=100)
    whole = HEAD.pack(500, 0) + b"x" * 500 + HEAD.pack(2, 0) + b"{}"
    found = []
    for place in range(0, len(whole), 7):
        unpacker.feed(whole[place : place + 7])
        while (one := unpacker.next()) is not None:
            found.append(one)
    assert found == [({}, 508), ({"buffers": []}, 10)]


@pytest.mark.parametrize(
    "body",
    ["+".join(["0"] * 330), "-" * 5000 + "1", "(" * 150 + "1" + ")" * 150, "[" * 90_000, "f" + "(0)" * 900],
)
def test_deep_code_is_no_example(body):
    assert isinstance(function_in(f"def f():\n    return {body}\n", "f"), str)


@pytest.mark.parametrize("piece", ["\n", " ", "\t\n", "check('entropy', entropy)\n", "def entropy(p):\n  pass\n", "### BEGIN HIDDEN TESTS\n",
                                   "'''", "a.", "(", "-", "\\\n", "from a import b\n", "%x\n", "class "])  # fmt: skip
def test_a_long_cell_is_repaired_in_time(week, piece):
    """No timer: where the time grew with the square of the length, this took minutes."""
    notebook = base(week, True)
    notebook.cells.append(new_code_cell((piece * 2**18)[: 2**18], id="long"))
    parsed = parse(json.dumps(notebook).encode())
    repair(parsed, skeleton(week.name))
    assert {e.id for e in week.exercises} <= {grade_id(cell) for cell in parsed.cells}


def test_a_name_without_end_is_not_looked_into(tmp_path, week):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada_1_2_" + " " * 60_000 + ".ipynb", "{}")
    (item,) = items(path)
    assert "longer than" in item.problem
