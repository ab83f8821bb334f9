"""A shell's own limits, lower than a hand-in's: said in one line, and never a mark."""

import resource
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.sandbox import Limits
from autograder.sandbox.inside.inherited import SIGPENDING, too_low

MIB = 2**20
LIMITS = Limits().as_dict()
LETTERS = {
    "v": ("AS", 1500 * MIB),
    "u": ("NPROC", 60),
    "f": ("FSIZE", 60 * MIB),
    "t": ("CPU", 290),
    "n": ("NOFILE", 64),
    "i": ("SIGPENDING", 20),
    "s": ("STACK", 512 * 1024),
    "d": ("DATA", 1500 * MIB),
}
START = "from autograder.sandbox import Sandbox\nSandbox().start()"
FIRST_CELL = """
import nbformat
from dataclasses import replace
from autograder.runners.fork import Worker
from autograder.runners.job import Job, pack
from autograder.sandbox import Limits
worker = Worker("of another course", False, False)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
run = worker.run(Job("ada", "week", pack(notebook)), {})
print(bool(run.text), run.problem)
worker._box._limits = replace(Limits(), file_bytes=80 * 2**20)
run = worker.run(Job("ada", "week", pack(notebook)), {})
print(bool(run.text), run.problem)
worker.close()
"""


def lowered(name, value):
    number = getattr(resource, f"RLIMIT_{name}")
    return lambda: resource.setrlimit(number, (value, value))


def run(code, name, value):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=200,
                          preexec_fn=lowered(name, value))  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_a_limit_that_is_too_low_is_named(letter, monkeypatch):
    name, value = LETTERS[letter]
    real = resource.getrlimit
    number = SIGPENDING if name == "SIGPENDING" else getattr(resource, f"RLIMIT_{name}")
    monkeypatch.setattr(resource, "getrlimit", lambda n: (value, value) if n == number else real(n))
    assert f"ulimit -{letter} " in too_low(LIMITS)
    assert "\n" not in too_low(LIMITS)


def test_no_limit_here_is_too_low():
    assert too_low(LIMITS) == ""


def test_addresses_that_a_child_starts_with_count(monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda n: (3000 * MIB, 3000 * MIB))
    assert too_low(LIMITS) == ""
    assert "ulimit -v" in too_low(LIMITS, mapped=1200 * MIB)


@pytest.mark.parametrize("letter", ["f", "t"])
def test_a_sandbox_refuses_to_start_below_it(letter):
    done = run(START, *LETTERS[letter])
    assert done.returncode == 1
    assert f"NotConfined: limits of this shell are too low for hand-ins: ulimit -{letter}" in done.stderr


def test_a_soft_limit_is_lifted():
    number = resource.RLIMIT_FSIZE

    def soften():
        resource.setrlimit(number, (8 * MIB, resource.getrlimit(number)[1]))

    done = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, preexec_fn=soften, timeout=200
    )
    assert done.returncode == 0, done.stderr


def test_a_child_that_never_came_to_a_cell_is_no_fault_of_the_hand_in():
    done = run(FIRST_CELL, "FSIZE", 70 * MIB)
    first, second = done.stdout.splitlines()
    assert first == "True "
    assert second.startswith("False the process for this hand-in could not be made ready: ")
    assert "ungraded" in second


def test_a_hand_in_that_uses_our_code_is_still_to_blame(sandbox, notebook):
    result = sandbox.run(notebook("import os; os._exit(70)", "1"), limits=replace(Limits(), restarts=3))
    assert result.incidents[0].status == "crashed"
    assert "code 70" in result.incidents[0].message
    assert result.notebook.cells[1].outputs
