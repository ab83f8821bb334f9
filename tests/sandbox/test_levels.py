"""What this machine can do is proved, said, and refused where it is not enough."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

from autograder.places import ROOT
from autograder.sandbox import Level, NotConfined, Sandbox

HELD = dict.fromkeys(("uid", "namespaces", "Landlock", "seccomp", "limits"), "")
MOVED = """
set -e
mount --bind {prefix} {spare}
mount -t tmpfs -o mode=755 hidden {home}
mkdir -p {prefix}
mount --bind {spare} {prefix}
cd /
export HOME=/tmp
"""
AS_ORDINARY_USER = "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all"
PROGRAM = """
import sys
sys.path.insert(0, '{root}')
import nbformat
from autograder.sandbox import Sandbox
with Sandbox() as box:
    cells = [nbformat.v4.new_code_cell("import os; print(os.getpid(), os.path.exists('{root}/autograder'))")]
    result = box.run(nbformat.v4.new_notebook(cells=cells))
    print(box.level, "|", result.notebook.cells[0].outputs[0].text)
"""


def test_all_layers_held_is_full():
    assert str(Level.of(HELD)) == "confinement: full (uid, namespaces, Landlock, seccomp, limits)"


def test_the_room_is_as_large_as_the_package_needs(tmp_path):
    """The course grows, file by file."""
    shutil.copytree(ROOT / "gmcourse", tmp_path / "gmcourse")
    (tmp_path / "gmcourse" / "data" / "large.bin").write_bytes(b"0" * (48 << 20))
    for number in range(300):
        (tmp_path / "gmcourse" / "data" / f"small_{number}.txt").write_text("0")
    with Sandbox(package_dir=tmp_path) as box:
        assert "namespaces" in str(box.level)


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
        reasons = ("interpreter", "signals") if os.geteuid() == 0 else ("run as your own user",)
        assert [r for r in refusals if any(reason in r for reason in reasons)] == refusals
        return
    try:
        assert box.level.name == "reduced"
        assert "namespaces" in box.level.missing
    finally:
        box.close()


IN_TMP = """
set -e
mount --bind {root} {place}
cd /
exec {place}/.venv/bin/python -B -c "$1"
"""
WRITES = """
import sys
sys.path.insert(0, {place!r})
import nbformat
from autograder.sandbox import Sandbox
with Sandbox(imports=("torch",)) as box:
    source = "import os, tempfile, numpy, torch; torch.optim.Adam([torch.ones(1, requires_grad=True)]); open('/tmp/a', 'w').write('1'); print(os.listdir('/tmp'), tempfile.gettempdir(), sorted(os.listdir({place!r})))\\ntry: open({place!r} + '/.venv/planted', 'w')\\nexcept OSError as error: print('refused', error.errno)"
    result = box.run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))
    print(box.level.name, "|", result.notebook.cells[0].outputs)
"""


@pytest.mark.skipif(
    os.geteuid() != 0 or not Path(sys.prefix).is_relative_to(ROOT), reason="moves the checkout: needs root"
)
def test_a_checkout_below_tmp_leaves_hand_ins_their_own_tmp():
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        words = {"root": ROOT, "place": place}
        found = subprocess.run(
            ["unshare", "-m", "sh", "-c", IN_TMP.format(**words), "sh", WRITES.format(**words)],
            capture_output=True,
            text=True,
            timeout=300,
            env={"PATH": os.environ["PATH"]},
        )
        name = Path(place).name
    level, _, outputs = found.stdout.partition("|")
    assert level.strip() == "full", found.stderr[-2000:]
    assert all(text in outputs for text in (f"'{name}'", "'a'", "/tmp ['.venv']", "refused 30")), outputs


NO_USER_NAMESPACES = """
import sys
sys.path.insert(0, '{root}')
import errno, pyseccomp
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "unshare", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 0x10000000, 0x10000000))
rules.load()
from autograder.sandbox import NotConfined, Sandbox
try:
    Sandbox().start()
except NotConfined as refusal:
    print(refusal)
"""
needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="becomes another user: needs root"
)


def with_readable_python(program, tmp_path, become=""):
    """What a program says that runs with this Python and this checkout, {root} in its text, both for all to read."""
    root = Path(__file__).resolve().parents[2]
    if not all(folder.stat().st_mode & 0o005 == 0o005 for folder in (root, *root.parents)):
        warnings.warn(f"NOT TRIED AS ANOTHER USER: nobody else may read {root}", stacklevel=1)
        pytest.skip("this checkout lies in a private folder, where no other user can run it")
    prefix = Path(sys.base_prefix)
    private = next((p for p in reversed(prefix.parents) if p.stat().st_mode & 0o005 != 0o005), None)
    script = (MOVED if private else "") + 'exec {become} {python} -B -c "$1"'
    words = {
        "prefix": prefix,
        "home": private,
        "spare": tmp_path,
        "python": sys.executable,
        "become": become,
    }
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script.format(**words), "sh", program.replace("{root}", str(root))],
        capture_output=True,
        text=True,
        timeout=300,
        env={"PATH": os.environ["PATH"]},
    )


@needs_root
def test_an_ordinary_user_reaches_full_confinement(tmp_path):
    found = with_readable_python(PROGRAM, tmp_path, AS_ORDINARY_USER)
    assert found.stdout.split("|")[0].strip().startswith("confinement: full (user namespace, "), found.stderr[
        -2000:
    ]
    assert found.stdout.split("|")[1].split() == ["1", "False"]


@needs_root
def test_an_ordinary_user_without_user_namespaces_is_refused(tmp_path):
    found = with_readable_python(NO_USER_NAMESPACES, tmp_path, AS_ORDINARY_USER)
    assert "submissions run as your own user" in found.stdout, found.stderr[-2000:]
    assert "run it as root, or allow user namespaces" in found.stdout
    assert len(found.stdout.splitlines()) == 1


FILLS = {
    "files": "for i in range(100):\n    open(f'{i}', 'wb').write(bytes(2**20))\nimport time; time.sleep(30)",
    "below": "import os, time\nos.makedirs('a/b')\nfor i in range(100):\n"
    "    open(f'a/b/{i}', 'wb').write(bytes(2**20))\ntime.sleep(30)",
    "deleted": "import os, time\nheld = [open(f'{i}', 'wb') for i in range(100)]\nfor i, file in enumerate(held):\n"
    "    file.write(bytes(2**20)); file.flush(); os.unlink(f'{i}')\ntime.sleep(30)",
    "mapped": "import mmap, os, time\nheld = []\nfor i in range(100):\n    with open(f'{i}', 'w+b') as file:\n"
    "        file.write(bytes(2**20)); file.flush(); held.append(mmap.mmap(file.fileno(), 0))\n    os.unlink(f'{i}')\n"
    "time.sleep(30)",
    "empty": "import time\nfor i in range(3000): open(f'{i}', 'w').close()\ntime.sleep(30)",
    "another's": "import subprocess\nsubprocess.run(['sh', '-c', 'for i in 1 2; do yes | head -c 50000000 > x$i; done; sleep 30'])",
}
FITS = """
import os, time
for i in range(50):
    open('x', 'wb').write(bytes(2**20 * 20)); os.unlink('x')
for i in range(40): open(f'{i}', 'wb').write(bytes(2**20))
for i in range(40): os.link(f'{i}', f'{i}b')
time.sleep(0.6)
"""
REDUCED = """
import json, sys
sys.path.insert(0, '{root}')
from nbformat.v4 import new_code_cell, new_notebook
from autograder.sandbox import Limits, Sandbox
room = Limits(disk_bytes=64 * 2**20, files=2000, cell_seconds=20.0)
with Sandbox(level="landlock") as box:
    print(json.dumps([box.level.name, sorted(box.level.missing)]))
    for sources in SOURCES:
        found = box.run(new_notebook(cells=[new_code_cell(source) for source in sources]), limits=room)
        outputs = [cell.outputs for cell in found.notebook.cells]
        print(json.dumps([{i: incident.message for i, incident in found.incidents.items()}, outputs]))
"""
AFTER = "import os; print(os.listdir())"


@needs_root
def test_without_namespaces_a_full_folder_costs_its_own_cell(tmp_path):
    sources = [["1 + 1", source, AFTER] for source in (*FILLS.values(), FITS)]
    found = with_readable_python(REDUCED.replace("SOURCES", repr(sources)), tmp_path)
    level, *runs = [json.loads(line) for line in found.stdout.splitlines()] or [found.stderr[-2000:]]
    assert level == ["reduced", ["namespaces"]]
    *full, fitting = runs
    assert [incidents for incidents, _ in full] == [{"1": "wrote more than 64 MiB of files, or 2000"}] * len(
        FILLS
    )
    assert [outputs[2][0]["text"] for _, outputs in full] == ["[]\n"] * len(FILLS)
    assert fitting[0] == {}
    assert fitting[1][2][0]["text"].count(",") == 79
