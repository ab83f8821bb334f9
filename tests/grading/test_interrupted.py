"""Grading that is killed or interrupted: run again, nothing is lost and nothing is graded twice."""

import json
import os
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from processes import assert_gone, children_of

from autograder.democlass import solved
from autograder.places import Course
from autograder.release.assignment import make_assignment

COUNT = 6


@pytest.fixture
def handed_in(week, tmp_path):
    make_assignment(week, Course(tmp_path / "course"))
    text = solved(week)
    for number in range(COUNT):
        path = tmp_path / "in" / f"s{number}" / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def command(week, folder, *options):
    return [sys.executable, "-m", "autograder", "grade", week.name, "--submitted", str(folder / "in"),
            "--course", str(folder / "course"), "--workers", "1", *options]  # fmt: skip


def begin(week, folder):
    """Start grading in a session of its own, and return when the first hand-in is done."""
    process = subprocess.Popen(command(week, folder, "--seed", "3"), start_new_session=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    results = folder / "course" / "results" / week.name
    deadline = time.monotonic() + 240
    while not list(results.glob("[!.]*.json")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    return process


def finish(week, folder):
    """Run again to the end; return (what it said, the rows)."""
    marks = folder / "marks.json"
    done = subprocess.run(
        command(week, folder, "--json", str(marks)), capture_output=True, text=True, check=True
    )
    return done.stdout, json.loads(marks.read_text(encoding="utf-8"))


def assert_whole(week, folder, rows):
    assert len(rows) == COUNT * len(week.exercises)
    assert {row["status"] for row in rows} == {"pass"}
    for number in range(COUNT):
        path = folder / "course" / "autograded" / f"s{number}" / week.name / f"{week.name}.ipynb"
        nbformat.validate(nbformat.read(path, as_version=4))


def test_killed_midway_and_run_again(week, handed_in):
    process = begin(week, handed_in)
    children = children_of(process)
    process.kill()
    process.wait(30)
    assert_gone(children)
    done = len(list((handed_in / "course" / "results" / week.name).glob("[!.]*.json")))
    text, rows = finish(week, handed_in)
    assert f"resumed: {done} of {COUNT} were done" in text
    assert_whole(week, handed_in, rows)


def test_interrupted_with_ctrl_c(week, handed_in):
    process = begin(week, handed_in)
    children = children_of(process)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode in (130, 0)
    assert "Traceback" not in output
    assert_gone(children)
    _, rows = finish(week, handed_in)
    assert_whole(week, handed_in, rows)


def test_a_changed_hand_in_is_graded_again(week, handed_in):
    finish(week, handed_in)
    path = handed_in / "in" / "s0" / week.name / f"{week.name}.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("np.mean(x)", "np.median(x)"), encoding="utf-8")
    text, rows = finish(week, handed_in)
    assert f"resumed: {COUNT - 1} of {COUNT} were done" in text
    assert any(row["status"] != "pass" for row in rows if row["student"] == "s0")
