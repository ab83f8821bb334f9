"""A cell that hangs, dies or takes too much costs itself; the others of its notebook are kept."""

import time
from dataclasses import replace

import nbformat
import pytest

from autograder.sandbox import Limits
from autograder.sandbox.loading import loading_of
from autograder.weeks import limits_of

MIB = 2**20
LIMITS = Limits(cell_seconds=2.0, notebook_seconds=40.0, memory_bytes=300 * MIB)

COSTLY = {
    "hangs": ("while True: pass", "timeout"),
    "hangs in a coroutine": ("import asyncio\nawait asyncio.sleep(99)", "timeout"),
    "hangs and ignores interrupts": (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "timeout",
    ),
    "hangs and catches everything": (
        "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
        "timeout",
    ),
    "leaves": ("import os\nos._exit(0)", "crashed"),
    "breaks the interpreter": ("import ctypes\nctypes.string_at(0)", "crashed"),
    "aborts": ("import os\nos.abort()", "crashed"),
    "closes its pipes": ("import os\nos.closerange(3, 256)\nwhile True: pass", "crashed"),
    "floods the output": ("while True: print('x' * 1000)", "output"),
    "takes memory in many processes": (
        "import os, time\nfor i in range(8):\n  if os.fork() == 0:\n"
        "    b = bytearray(120_000_000)\n    time.sleep(60)\ntime.sleep(60)",
        "memory",
    ),
    "multiplies": ("import os\nwhile True:\n  try: os.fork()\n  except OSError: pass", "timeout"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_cell_costs_itself_only(sandbox, notebook, name):
    source, status = COSTLY[name]
    patient = replace(LIMITS, cell_seconds=60.0, notebook_seconds=120.0)
    limits = LIMITS if status == "timeout" else patient
    result = sandbox.run(notebook("a = 1", source, "print('kept', a)"), limits=limits)
    assert {index: incident.status for index, incident in result.incidents.items()} == {1: status}
    assert result.notebook.cells[2].outputs[0].text == "kept 1\n"


def test_memory_beyond_the_limit_is_an_ordinary_error(sandbox, notebook):
    result = sandbox.run(notebook("x = bytearray(10**9)", "1"), limits=LIMITS)
    assert result.incidents == {}
    assert result.notebook.cells[0].outputs[0].ename == "MemoryError"


def test_two_costly_cells_cost_two(sandbox, notebook):
    sources = ["import os", "os._exit(1)", "b = 2", "os._exit(2)", "print(b)"]
    result = sandbox.run(notebook(*sources), limits=LIMITS)
    assert sorted(result.incidents) == [1, 3]
    assert "code 2" in result.incidents[3].message
    assert result.notebook.cells[4].outputs[0].text == "2\n"


def test_a_notebook_that_only_dies_is_given_up(sandbox, notebook):
    limits = replace(LIMITS, restarts=2)
    result = sandbox.run(notebook(*["import os; os._exit(1)"] * 5, "1"), limits=limits)
    assert sorted(result.incidents) == [0, 1, 2, 3, 4, 5]
    assert "too often" in result.incidents[5].message


def test_a_notebook_has_a_limit_of_its_own(sandbox, notebook):
    limits = replace(LIMITS, notebook_seconds=1.0)
    result = sandbox.run(notebook(*["import time; time.sleep(0.4)"] * 6), limits=limits)
    assert 0 not in result.incidents
    assert {result.incidents[i].status for i in (3, 4, 5)} == {"timeout"}


def test_what_a_stopped_cell_printed_is_kept(sandbox, notebook):
    result = sandbox.run(notebook("print('seen')\nwhile True: pass"), limits=LIMITS)
    assert result.notebook.cells[0].outputs[0].text == "seen\n"


def test_exit_does_not_stop_the_kernel(sandbox, notebook):
    result = sandbox.run(notebook("a = 1", "exit()", "quit", "import time; time.sleep(0.3); print(a)"))
    assert result.incidents == {}
    assert result.notebook.cells[3].outputs[0].text == "1\n"


def test_disk_and_files_end_somewhere(sandbox, notebook):
    limits = replace(LIMITS, disk_bytes=8 * MIB, file_bytes=2 * MIB, files=200, cell_seconds=10.0)
    fill = "n = 0\ntry:\n  while True:\n    open(f'f{n}', 'wb').write(bytes(2**20)); n += 1\nexcept OSError: print(n)"
    long = "try: open('long', 'wb').write(bytes(2**22))\nexcept OSError as e: print(e.errno)"
    many = "n = 0\ntry:\n  while n < 10**5: open(f'g{n}', 'w').close(); n += 1\nexcept OSError: print(n)"
    result = sandbox.run(notebook(long, many, "!rm -f g* long", fill), limits=limits)
    texts = [cell.outputs[0].text for cell in result.notebook.cells if cell.outputs]
    assert texts[0] == "27\n"
    assert int(texts[1]) < 200
    assert int(texts[2]) <= 8


def test_skipped_cells_are_left_alone(sandbox, notebook):
    given = notebook("print(1)", "print(2)")
    given.cells[1].metadata["tags"] = ["demonstration"]
    result = sandbox.run(given, skip=lambda cell: "demonstration" in cell.metadata.get("tags", []))
    assert [len(cell.outputs) for cell in result.notebook.cells] == [1, 0]


def test_questions_and_files_are_where_they_are_looked_for(sandbox, notebook):
    source = (
        "import os, pathlib\nprint(pathlib.Path(os.environ['GMCOURSE_QUESTIONS'], 'mean.json').read_text())"
    )
    result = sandbox.run(
        notebook(source, "print(open('data/own.csv').read())"),
        questions={"mean": '{"a": 1}'},
        files={"data/own.csv": b"1,2"},
    )
    assert [cell.outputs[0].text for cell in result.notebook.cells] == ['{"a": 1}\n', "1,2\n"]


def test_half_a_character_comes_back_as_one_that_a_file_can_hold(sandbox, notebook):
    shown = "from IPython.display import display; display({'text/plain': chr(0xdc00)}, raw=True)"
    result = sandbox.run(
        notebook(
            f"print('a' + chr(0xd800)); {shown}",
            "raise ValueError(chr(0xdfff) + chr(0xd83d))",
            "'\U0001f600'",
        )
    )
    nbformat.writes(result.notebook).encode("utf-8")
    assert result.notebook.cells[1].outputs[0].evalue == "??"
    assert result.notebook.cells[2].outputs[0].data["text/plain"] == "'\U0001f600'"


def test_a_sandbox_survives_the_end_of_its_zygote(sandbox, notebook):
    sandbox._zygote.kill()
    time.sleep(0.1)
    result = sandbox.run(notebook("1 + 1"))
    assert result.notebook.cells[0].outputs[0].data["text/plain"] == "2"


def test_a_zygote_has_at_hand_what_its_week_imports():
    assert "torch" in loading_of("week05_vae")["imports"]
    assert "torch" not in loading_of("week02_graphical_models")["imports"]
    assert "sklearn.neighbors" not in loading_of("week01_probability_mle")["imports"]
    assert "sklearn.neighbors" in loading_of("week01_probability_mle", everything=True)["imports"]
    assert loading_of("of another course") == {"imports": (), "tables": ()}


def test_weeks_with_torch_have_more_room():
    assert limits_of("week05_vae").memory_bytes > limits_of("week01_probability_mle").memory_bytes
    assert limits_of("anything") == Limits()
