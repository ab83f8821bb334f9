"""Where the kernel counts for us: a control group (cgroup v2) for each zygote. Skipped where none may be made."""

import os
import warnings

import pytest

from autograder.limits import Limits
from autograder.sandbox import cgroup

MIB = 2**20
FAMILY = (
    "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        kept = bytearray(10**8); time.sleep(60); os._exit(0)\n"
    "time.sleep(60)"
)


@pytest.fixture
def group():
    made = cgroup.make()
    if made is None:
        warnings.warn("NOT TRIED: this process may make no control group with memory and pids", stacklevel=1)
        pytest.skip("no cgroup v2 here, or none that is ours")
    yield made
    made.close()


def test_a_group_takes_its_limits_and_goes(group):
    group.limit(Limits(memory_bytes=100 * MIB, disk_bytes=10 * MIB, processes=7), begun=5 * MIB)
    assert (group._path / "memory.max").read_text() == f"{115 * MIB}\n"
    assert (group._path / "pids.max").read_text() == "7\n"
    assert not group.ran_out()


def test_the_kernel_counts_what_all_processes_take(group, sandbox, notebook):
    assert "cgroup" in sandbox.level.held
    limits = Limits(memory_bytes=300 * MIB, disk_bytes=32 * MIB)
    result = sandbox.run(notebook("1", FAMILY, "print('kept')"), limits=limits)
    assert {index: incident.status for index, incident in result.incidents.items()} == {1: "memory"}
    assert result.notebook.cells[2].outputs[0].text == "kept\n"


def test_a_machine_without_it_is_no_worse_off(monkeypatch, sandbox):
    monkeypatch.setattr(cgroup, "_lines", lambda path: [])
    assert cgroup.make() is None
    assert sandbox.level.confined


def test_a_group_without_the_controllers_is_left_alone(monkeypatch, tmp_path):
    for name in ("controllers", "subtree_control", "procs"):
        (tmp_path / f"cgroup.{name}").write_text("cpu io\n")
    mounts = [f"cgroup2 {tmp_path} cgroup2 rw 0 0"]
    monkeypatch.setattr(cgroup, "_lines", lambda path: mounts if path.endswith("mounts") else ["0::/"])
    assert cgroup.make() is None
    assert sorted(os.listdir(tmp_path)) == ["cgroup.controllers", "cgroup.procs", "cgroup.subtree_control"]
