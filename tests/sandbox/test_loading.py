"""Zygotes load once what children need: nothing is left to load, and none shares more than what was loaded."""

import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import pytest

import gmcourse
from autograder.cells import exercise_of_test, is_demonstration
from autograder.democlass import solved
from autograder.hidden_questions import bundles
from autograder.sandbox import NotConfined, Sandbox, launch
from autograder.sandbox.inside.kernel import TransformOnce
from autograder.sandbox.launch import ZygoteFailed
from autograder.sandbox.loading import loading_of
from autograder.sandbox.sandbox import begin_alike
from autograder.weeks import find_week, limits_of, week_names

# scikit-learn's own checks of an estimator load as they run what turns lists into tables and back.
LOADED_BY_CHECKS = {"week03_em": {"narwhals", "scipy", "sklearn"}}
WHO = "import os; print(os.getuid(), os.getpid(), os.path.exists('/package/gmcourse/reference'))"


def printed(box, notebook, *sources):
    return [cell.outputs[0].text for cell in box.run(notebook(*sources)).notebook.cells]


@pytest.mark.parametrize("name", week_names())
def test_a_solved_hand_in_of_each_week_finds_its_modules_loaded(name):
    notebook = nbformat.reads(solved(find_week(name)), 4)
    for cell in notebook.cells:
        if (id := cell.metadata.get("nbgrader", {}).get("grade_id", "")).startswith("test_"):
            cell.source = f"grade({exercise_of_test(id)!r}, {exercise_of_test(id)})"
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import sys; before = set(sys.modules)"))
    tops = "{module.split('.')[0] for module in set(sys.modules) - before} - {'gmcourse'}"
    notebook.cells.append(nbformat.v4.new_code_cell(f"print(*sorted({tops}))"))
    with Sandbox(**loading_of(name)) as box:
        questions = bundles(find_week(name), 1)
        result = box.run(notebook, questions=questions, limits=limits_of(name), skip=is_demonstration)
    assert set(result.notebook.cells[-1].outputs[0].text.split()) <= LOADED_BY_CHECKS.get(name, set())


@pytest.fixture
def twins():
    boxes = [Sandbox(), Sandbox()]
    begin_alike(boxes)
    try:
        for box in boxes:
            box.start()
    except NotConfined as error:
        pytest.skip(str(error))
    yield boxes
    for box in boxes:
        box.close()


def test_what_is_begun_alike_is_confined_apart(twins, notebook):
    one, other = (printed(box, notebook, WHO)[0].split() for box in twins)
    assert one[1:] == other[1:] == ["1", "False"]
    assert os.geteuid() != 0 or one[0] != other[0]
    assert [box.level.name for box in twins] == ["full", "full"]


def test_what_one_leaves_open_the_other_does_not_find(twins, notebook):
    """Both run at once: terminals, files, shared memory, and sockets without a file."""
    # Where Python itself lives below /tmp, a child finds it there.
    python = sys.prefix.split("/")[2] if sys.prefix.startswith("/tmp/") else ""
    look = (
        "import os, pty, socket, time\n"
        f"def look(): print(os.listdir('/dev/pts'), sorted({{*os.listdir('/tmp')}} - {{{python!r}}}), os.listdir('/dev/shm'),"
        " '@gm' in open('/proc/net/unix').read())\n"
    )
    leave = (
        "ends = pty.openpty(); open('/tmp/a', 'w').close(); open('/dev/shm/b', 'w').close()\n"
        "one = socket.socket(socket.AF_UNIX); one.bind('\\0gm'); look(); time.sleep(3)"
    )
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(printed, twins[0], notebook, look + leave)
        time.sleep(1.5)
        second = printed(twins[1], notebook, look + "look()")
    assert first.result() == ["['0', 'ptmx'] ['a'] ['b'] True\n"]
    assert second == ["['ptmx'] [] [] False\n"]


def test_the_end_of_one_zygote_is_not_the_others(twins, notebook):
    twins[0]._zygote.kill()
    before = twins[1]._zygote
    assert [printed(box, notebook, "print(1 + 1)") for box in twins] == [["2\n"], ["2\n"]]
    assert twins[1]._zygote is before


def test_the_end_of_what_started_both_ends_both_and_costs_nothing(twins, notebook):
    starter = twins[0]._zygote._launch.process
    starter.kill()
    starter.wait()
    assert [printed(box, notebook, "print(1 + 1)") for box in twins] == [["2\n"], ["2\n"]]


def test_bytecode_that_lies_about_is_not_shown(tmp_path, notebook):
    package = shutil.copytree(Path(gmcourse.__file__).parent, tmp_path / "gmcourse")
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "answers_of_old.cpython-311.pyc").write_bytes(b"secret")
    with Sandbox(package_dir=tmp_path, trust=True) as box:
        look = "import os; print([n for _, _, names in os.walk('/package') for n in names if 'answers_of_old' in n])"
        assert printed(box, notebook, look) == ["[]\n"]


def test_nothing_is_left_of_zygotes_that_were_closed():
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    boxes = [Sandbox(), Sandbox()]
    begin_alike(boxes)
    folders = [Path(box._zygote._launch.folder.name) for box in boxes]
    for box in boxes:
        assert box._zygote.report
        box.close()
    assert [folder for folder in folders if folder.exists()] == []
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before


def test_where_no_room_can_be_built_zygotes_load_for_themselves(monkeypatch, notebook):
    make_plan = launch.make_plan
    monkeypatch.setattr(launch, "make_plan", lambda *a, **k: make_plan(*a, **k) | {"root": "/nowhere/room"})
    boxes = [Sandbox(trust=True), Sandbox(trust=True)]
    begin_alike(boxes)
    try:
        assert ["namespaces" in box.level.missing for box in boxes] == [True, True]
        assert [printed(box, notebook, "import gmcourse; print(2)") for box in boxes] == [["2\n"], ["2\n"]]
    finally:
        for box in boxes:
            box.close()


def test_zygotes_that_cannot_start_say_why(monkeypatch):
    make_plan = launch.make_plan
    monkeypatch.setattr(launch, "make_plan", lambda *a, **k: make_plan(*a, **k) | {"fonts": 5})
    boxes = [Sandbox(), Sandbox()]
    begin_alike(boxes)
    for box in boxes:
        with pytest.raises(ZygoteFailed, match="TypeError"):
            box.start()
        box.close()


@pytest.mark.parametrize("level", ["auto", "landlock"])
@pytest.mark.parametrize(("loading", "words"), [
    ({"imports": ["math", "no_such_module"]}, "ModuleNotFoundError: No module named 'no_such_module'"),
    ({"tables": ["week99"]}, "KeyError: 'week99'"),
])  # fmt: skip
def test_a_zygote_that_cannot_load_what_hand_ins_need_does_not_start(loading, words, level):
    """Else each child would fail on it, and lose its points."""
    box = Sandbox(**loading, level=level)
    with pytest.raises(ZygoteFailed, match=f"what hand-ins need cannot be loaded: {words}"):
        box.start()
    box.close()


def test_a_cell_is_transformed_once_until_the_next_one():
    seen = []
    transform = TransformOnce(lambda cell: seen.append(cell) or cell.upper())
    assert [transform("a"), transform("a"), transform("b"), transform("a")] == ["A", "A", "B", "A"]
    transform.forget()
    assert transform("a") == "A"
    assert seen == ["a", "b", "a", "a"]


def test_a_zygote_that_is_killed_as_it_starts_costs_no_hand_in(twins, notebook):
    box = twins[0]
    box.close()
    box.begin()
    launched = box._zygote._launch
    launched.process.kill()
    assert printed(box, notebook, "print(2)") == ["2\n"]
    assert box._zygote._launch is not launched
