"""What one hand-in uses, no other has to do without: cores, time, memory that hides."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from autograder.environment import usable_cores
from autograder.limits import Limits
from autograder.sandbox import Sandbox
from autograder.sandbox.inside import memory, processor
from autograder.sandbox.sandbox import begin_alike

SPIN = "import os\nos.sched_setaffinity(0, {core})\nfor _ in range({more}):\n    if os.fork() == 0: break\nwhile True: pass"
ASK = "import os; print(sorted(os.sched_getaffinity(0)))"


@contextmanager
def spinning(core, more=0):
    """A busy process on one core, with children that are as busy."""
    code = SPIN.format(core={core}, more=more)
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        yield process.pid
    finally:
        for pid in memory.descendants(process.pid):
            os.kill(pid, 9)
        process.kill()
        process.wait()


def raw_wait(pid):
    return int(memory.proc_text(f"/proc/{pid}/schedstat").split()[1]) / 1e9


def test_a_process_that_others_keep_waiting_is_known_to_wait():
    core = max(usable_cores())
    with spinning(core), spinning(core), spinning(core) as pid:
        _until(lambda: raw_wait(pid) > 0.5)
        assert processor.waited_seconds(pid) > 0.3


def test_what_its_own_processes_took_is_no_waiting():
    with spinning(max(usable_cores()), more=3) as pid:
        _until(lambda: raw_wait(pid) > 0.3 + processor.waited_seconds(pid))


def _until(true):
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never waited for a processor")


@pytest.mark.skipif(len(usable_cores()) < 2, reason="one core")
def test_hand_ins_run_at_once_have_a_core_each(notebook):
    boxes = [Sandbox(), Sandbox()]
    begin_alike(boxes)
    try:
        seen = [box.run(notebook(ASK)).notebook.cells[0].outputs[0].text for box in boxes]
        boxes[0]._zygote.kill()
        time.sleep(0.1)
        seen.append(boxes[0].run(notebook(ASK)).notebook.cells[0].outputs[0].text)
    finally:
        for box in boxes:
            box.close()
    first, second = sorted(usable_cores())[:2]
    assert seen == [f"[{first}]\n", f"[{second}]\n", f"[{first}]\n"]


def test_a_hand_in_alone_may_use_every_core(sandbox, notebook):
    cell = sandbox.run(notebook(ASK)).notebook.cells[0]
    assert cell.outputs[0].text == f"{sorted(usable_cores())}\n"


def test_a_second_run_gets_no_time_of_its_own(sandbox, notebook):
    endless = "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass"
    given = notebook("raise NameError(\"name 'theta' is not defined\")", endless, "theta = 1; print(theta)")
    given.cells[2].metadata["tags"] = ["demonstration"]
    limits = Limits(cell_seconds=50.0, notebook_seconds=3.0)
    result = sandbox.run(
        given, limits=limits, skip=lambda cell: "demonstration" in cell.metadata.get("tags", [])
    )
    assert result.notebook.cells[2].outputs == []


def test_sockets_are_counted_where_their_network_is_not_their_own():
    code = "import socket, sys\nkept = [socket.socketpair() for _ in range(50)]\nprint('ready', flush=True)\nsys.stdin.read()"
    before = memory.socket_bytes(memory.descendants(os.getpid()))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        assert memory.socket_bytes(memory.descendants(os.getpid())) - before >= 100 * 200_000


def test_sockets_that_are_used_as_they_should_be_cost_nothing(sandbox, notebook):
    source = (
        "import socket\npairs = [socket.socketpair() for _ in range(100)]\n"
        "for a, b in pairs: a.send(b'x' * 10_000)\nprint(sum(len(b.recv(10_000)) for a, b in pairs))"
    )
    result = sandbox.run(notebook(source), limits=Limits(memory_bytes=300 * 2**20))
    assert result.incidents == {}
    assert result.notebook.cells[0].outputs[0].text == "1000000\n"


HONEST = {
    "processes": "import multiprocessing as mp\nwith mp.Pool(2) as p: print(p.map(abs, [-1, 2]))",
    "shared memory": "from multiprocessing import shared_memory as s\nm = s.SharedMemory(create=True, size=10**6)\n"
    "n = s.SharedMemory(m.name); m.buf[0] = 7; print(n.buf[0]); n.close(); m.close(); m.unlink()",
    "a manager": "import multiprocessing as mp\nwith mp.Manager() as m: print(m.list([1]))",
    "a loader": "import torch\nfrom torch.utils.data import DataLoader\n"
    "print(sum(b.sum().item() for b in DataLoader(torch.arange(4.0), num_workers=2)))",
    "joblib": "from joblib import Parallel, delayed\nprint(Parallel(2)(delayed(abs)(i) for i in (-1, 2)))",
    "subprocesses": "import asyncio\np = await asyncio.create_subprocess_exec('echo', 'x', stdout=-1)\nprint(await p.communicate())",
    "a terminal": "import pty, os\npid, fd = pty.fork()\nif pid == 0: os._exit(0)\nprint(os.waitpid(pid, 0)[1])",
    "copies": "import shutil, os\nopen('a', 'w').write('1'); shutil.copy2('a', 'b'); os.chmod('b', 0o600); print(os.listdir())",
    "sqlite": "import sqlite3\nc = sqlite3.connect('x.db'); c.execute('create table a(b)'); c.commit(); print(1)",
    "private pages": "import mmap\nprint(len(mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)))",
    "zeros": "print(open('/dev/zero', 'rb').read(2))",
}


def test_what_libraries_need_of_the_system_is_there(sandbox, notebook):
    result = sandbox.run(notebook(*HONEST.values()))
    failed = {name: cell.outputs for name, cell in zip(HONEST, result.notebook.cells, strict=True)
              if {output.output_type for output in cell.outputs} != {"stream"}}  # fmt: skip
    assert failed == {}
