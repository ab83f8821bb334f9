"""Before a notebook is handed in, in a real kernel: what is right, open, empty and not saved; Validate never says Success of less."""

import json
import time

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_markdown_cell
from nbgrader.validator import Validator

from autograder.democlass import fill, released
from autograder.source import solutions
from gmcourse.check import session as remembered
from gmcourse.check.preflight import Concern, Preflight, ago


@pytest.fixture
def shell():
    """A shell of this process, gone again after the test: others ask whether there is one."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


WRONG = "def bernoulli_mle(x):\n    return (np.sum(x) + 1) / (len(x) + 2)\n"


class Session:
    """A live kernel, and what its cells answer."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(kernel_name="python3", cwd=str(folder))

    def run(self, source, interrupt_after=None):
        """Run a cell; return its text outputs, those of an error included."""
        request = self.client.execute(source)
        shown = []
        if interrupt_after:
            time.sleep(interrupt_after)
            self.manager.interrupt_kernel()
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return "\n".join(shown)
            if kind == "display_data":
                shown.append(content["data"]["text/plain"])
            elif kind == "error":
                shown.append("\n".join(content["traceback"]))
            elif kind == "stream":
                shown.append(content["text"])

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def codes(week):
    return solutions(week)


@pytest.fixture
def session(tmp_path):
    made = Session(tmp_path)
    made.run("import numpy as np\nfrom gmcourse.notebook import check")
    yield made
    made.close()


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A session in a folder without a notebook, which several tests share."""
    made = Session(tmp_path_factory.mktemp("alone"))
    made.run("import time\nimport numpy as np\nfrom gmcourse.notebook import check")
    yield made
    made.close()


def answered(notebook):
    """The notebook with a cell below its reflection."""
    at = next(i for i, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("task"))
    notebook.cells.insert(at + 1, new_markdown_cell("The likelihood asks for no more than the data."))
    return notebook


def test_it_says_what_is_right_open_empty_and_unsaved(session, tmp_path, week, codes):
    path = tmp_path / "mine.ipynb"
    nbformat.write(fill(week, {**codes, "bernoulli_mle": WRONG}), path)
    (tmp_path / "broken.ipynb").write_text("<html>")
    nbformat.write(released(week), tmp_path / "untouched.ipynb")
    for exercise in week.exercises[:3]:
        session.run(WRONG if exercise.id == "bernoulli_mle" else codes[exercise.id])
    session.run("""check("gaussian_mle", gaussian_mle)""")
    said = session.run("check.hand_in()")
    assert said.startswith(f"{week.name}: 2 of {len(week.exercises)} right, the reflection is empty, ")
    assert "bernoulli_mle (2)" in said
    assert "open     bernoulli_mle: 0 of 2 properties" in said
    assert "open     gaussian_log_prob" not in said
    assert said.count("not run in this session") == 1
    assert ", complete: not run in this session" in said
    assert "mine.ipynb, saved just now" in said
    assert "unsaved" not in said

    session.run("def bernoulli_mle(x):\n    return np.mean(x)")
    said = session.run("check.hand_in()")
    assert "3 of 18 right" in said
    assert "not saved" in said
    assert "unsaved  bernoulli_mle: the saved notebook has another version than the one you ran" in said


def test_a_notebook_that_is_all_there_is_called_ready(session, tmp_path, week, codes):
    nbformat.write(answered(fill(week, codes)), tmp_path / "mine.ipynb")
    for exercise in week.exercises:
        session.run(codes[exercise.id])
    said = session.run("check.hand_in()")
    assert said.split("\n") == [
        f"{week.name}: 18 of 18 right",
        "  ready to hand in: mine.ipynb, saved just now",
    ]


def test_where_there_is_no_notebook_it_says_so(alone):
    assert "no notebook of the course was found here" in alone.run("check.hand_in()")


def test_a_check_after_a_syntax_error_says_that_it_judges_the_old_function(alone):
    alone.run(WRONG)
    said = alone.run("def bernoulli_mle(x):\n    return np.mean(x\n")
    assert "SyntaxError" in said
    said = alone.run('check("bernoulli_mle", bernoulli_mle)')
    assert "has a SyntaxError in line 2: this judges the version before it" in said
    assert "0 of 2 properties" in said
    alone.run("def bernoulli_mle(x):\n    return np.mean(x)")
    assert "note" not in alone.run('check("bernoulli_mle", bernoulli_mle)')


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("%%time\ndef f(x:\n    return x", "a SyntaxError in line 2"),
        ("%%capture out\n\ndef f(x):\nreturn x", "an IndentationError in line 4"),
        ("def f(x):\n    return x\nreturn 3", "a SyntaxError in line 3"),
        ("def f(x):\n    return x\nfrom __future__ import annotations", "a SyntaxError in line 3"),
        ("\n\ndef f(x):\n    return (x\n", "a SyntaxError in line 4"),
        ("f = lambda x: x +", "a SyntaxError in line 1"),
        ("def f(x):\n    return '\\d'", ""),
        ("%%time\n%matplotlib inline\ndef f(x):\n    return x", ""),
        ("import asyncio\nawait asyncio.sleep(0)\ndef f(x):\n    return x", ""),
        ("%%bash\nf=3", ""),
    ],
)
def test_a_cell_that_was_not_run_to_its_definition_is_known_by_its_error(
    monkeypatch, recwarn, shell, source, said
):
    monkeypatch.setattr(remembered, "shell", lambda: shell)
    monkeypatch.setattr(remembered, "executed", lambda: ["def f(x):\n    return 0", source])
    assert said in remembered.broken_definition("f")
    assert bool(said) == bool(remembered.broken_definition("f"))
    assert not [
        warning for warning in recwarn if issubclass(warning.category, (SyntaxWarning, DeprecationWarning))
    ]


@pytest.mark.parametrize(("source", "said"), [
    ("def mine(x): return 0", "this judges mine; grading takes only what is called f: name it so"),
    ("mine = lambda x: 0", "this judges a function without a name; grading takes only what is called f: name it so"),
    ("def mine(x): return 0\ndef f(x): raise NotImplementedError", "this judges mine; grading takes only what is called f"),
    ("import math\nmine = math.sqrt", "this judges sqrt;"),
    ("def mine(x): return 0\nf = mine", ""),
    ("def f(x): return 0\nmine = f\ndef f(x): return 1", ""),
])  # fmt: skip
def test_a_function_of_another_name_is_said_at_once_not_to_be_found(monkeypatch, shell, source, said):
    monkeypatch.setattr(shell, "user_ns", space := {})
    monkeypatch.setattr(remembered, "shell", lambda: shell)
    exec(source, space)
    note = remembered.named_otherwise("f", space["mine"])
    assert said in note
    assert bool(said) == bool(note)


def test_an_interrupted_check_says_so_in_one_line(alone):
    alone.run("def bernoulli_mle(x):\n    time.sleep(30)\n    return 0.5")
    said = alone.run('check("bernoulli_mle", bernoulli_mle)', interrupt_after=1.5)
    assert said == "bernoulli_mle: the check was interrupted; nothing was judged"
    alone.run("def bernoulli_mle(x):\n    return np.mean(x)")
    assert "2 of 2" in alone.run('check("bernoulli_mle", bernoulli_mle)')


@pytest.mark.parametrize("kind", ["untouched", "no answer", "all there"])
def test_validate_says_success_of_nothing_less(kind, tmp_path, week, codes):
    notebook = released(week) if kind == "untouched" else fill(week, codes)
    nbformat.write(answered(notebook) if kind == "all there" else notebook, tmp_path / "mine.ipynb")
    failed = Validator().validate(str(tmp_path / "mine.ipynb")).get("failed", [])
    if kind == "untouched":
        assert len(failed) == len(week.exercises)
        assert failed[0]["raw_error"] == "bernoulli_mle   not attempted"
    elif kind == "no answer":
        assert [item["raw_error"] for item in failed] == [
            "the reflection is empty (3 points): write it in a cell below the question"
        ]
    else:
        assert json.dumps(failed) == "[]"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "just now"), (59, "just now"), (60, "1 minute ago"), (7300, "2 hours ago"), (90000, "1 day ago")],
)
def test_how_long_ago(seconds, words):
    assert ago(seconds) == words


def test_the_headline_names_a_few_of_what_is_open_and_the_lines_name_all():
    lines = tuple(Concern("open", f"e{i}", 2.0, "not run in this session") for i in range(18))
    found = Preflight("w", 0, 18, lines, None)
    assert found.headline == "0 of 18 right, 36 points open: e0 (2), e1 (2), e2 (2), e3 (2) and 14 more"
    names = ", ".join(f"e{i}" for i in range(18))
    assert found.as_text().split("\n")[1] == f"  open     {names}: not run in this session"
    assert Preflight("w", 14, 18, lines[:4], None).headline.endswith("e2 (2), e3 (2)")
