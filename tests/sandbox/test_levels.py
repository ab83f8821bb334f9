"""What this machine can do is proved, said, and refused where it is not enough."""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from autograder.sandbox import Level, NotConfined, Sandbox

HELD = dict.fromkeys(("uid", "namespaces", "Landlock", "seccomp", "limits"), "")
AS_ORDINARY_USER = """
set -e
mount --bind {prefix} {spare}
mount -t tmpfs -o mode=755 hidden {home}
mkdir -p {prefix}
mount --bind {spare} {prefix}
cd /
export HOME=/tmp
exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all {python} -B -c "$1"
"""
PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import nbformat
from autograder.sandbox import Sandbox
with Sandbox() as box:
    cells = [nbformat.v4.new_code_cell("import os; print(os.getpid(), os.path.exists({root!r} + '/autograder'))")]
    result = box.run(nbformat.v4.new_notebook(cells=cells))
    print(box.level, "|", result.notebook.cells[0].outputs[0].text)
"""


def test_all_layers_held_is_full():
    assert str(Level.of(HELD)) == "confinement: full (uid, namespaces, Landlock, seccomp, limits)"


def test_a_missing_layer_is_named():
    level = Level.of(HELD | {"namespaces": "not available"})
    assert level.confined
    assert str(level) == "confinement: reduced (uid, Landlock, seccomp, limits; without namespaces)"


@pytest.mark.parametrize("lost", [("seccomp",), ("limits",), ("namespaces", "Landlock"), ("signals",)])
def test_too_few_layers_are_no_confinement(lost):
    level = Level.of(HELD | dict.fromkeys(lost, "broken"))
    assert not level.confined
    assert "all of your rights" in str(level)


def test_this_machine_holds_every_layer_that_it_has(sandbox):
    assert sandbox.level.confined
    assert "seccomp" in sandbox.level.held


def test_no_confinement_is_refused_in_one_line(monkeypatch):
    monkeypatch.setattr("autograder.sandbox.launch.sys.platform", "darwin")
    with pytest.raises(NotConfined, match="say that you trust them") as refusal:
        Sandbox().start()
    assert "\n" not in str(refusal.value)


def test_trusted_submissions_run_without_confinement(monkeypatch, notebook):
    monkeypatch.setattr("autograder.sandbox.launch.sys.platform", "darwin")
    with Sandbox(trust=True) as box:
        assert box.level.name == "none"
        result = box.run(notebook("1 + 1", "import os; os._exit(1)", "2 + 2"))
    assert result.notebook.cells[2].outputs[0].data["text/plain"] == "4"
    assert sorted(result.incidents) == [1]


def test_without_namespaces_the_other_layers_carry_it_or_it_is_refused():
    box = Sandbox(level="landlock")
    refusals = []
    try:
        box.start()
    except NotConfined as refusal:
        refusals.append(str(refusal))
    if refusals:
        assert [r for r in refusals if "interpreter" in r or "signals" in r] == refusals
        return
    try:
        assert box.level.name == "reduced"
        assert "namespaces" in box.level.missing
    finally:
        box.close()


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="becomes another user: needs root")
def test_an_ordinary_user_reaches_full_confinement(tmp_path):
    root = Path(__file__).resolve().parents[2]
    if not all(folder.stat().st_mode & 0o005 == 0o005 for folder in (root, *root.parents)):
        warnings.warn(f"NOT TRIED AS AN ORDINARY USER: nobody else may read {root}", stacklevel=1)
        pytest.skip("this checkout lies in a private folder, where no other user can run it")
    prefix = Path(sys.base_prefix)
    private = next((p for p in reversed(prefix.parents) if p.stat().st_mode & 0o005 != 0o005), None)
    script = 'exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all {python} -B -c "$1"'
    script = AS_ORDINARY_USER if private else script
    words = {"prefix": prefix, "home": private, "spare": tmp_path, "python": sys.executable}
    found = subprocess.run(
        ["unshare", "-m", "sh", "-c", script.format(**words), "sh", PROGRAM.format(root=str(root))],
        capture_output=True, text=True, timeout=300, env={"PATH": os.environ["PATH"]},
    )
    assert found.stdout.split("|")[0].strip().startswith("confinement: full (user namespace, "), found.stderr[-2000:]
    assert found.stdout.split("|")[1].split() == ["1", "False"]
