"""What a hand-in's processes hold together ends near its limit where no control group counts it."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from autograder.limits import Limits
from autograder.sandbox import Sandbox
from autograder.sandbox.inside import memory, watch

MIB = 2**20
LIMIT = 300 * MIB
# What may come on top: files, kernel's buffers, and what grows between two looks on a busy machine.
SLACK = 900 * MIB
LIMITS = Limits(cell_seconds=60.0, notebook_seconds=120.0, memory_bytes=LIMIT)
MANY = "import os, time, mmap, signal\nfor _ in range({count}):\n  if os.fork() == 0:\n{body}\n    time.sleep(60)\ntime.sleep(60)"
# Each of these ends at 4 GB or more where nothing looks.
GROWING = {
    "pages asked for at once": MANY.format(
        count=40,
        body="    kept = [mmap.mmap(-1, 2**24, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x8000) for _ in range(8)]",
    ),
    "behind busy processes": MANY.format(
        count=50,
        body="    os.setsid(); kept = []\n    for _ in range(9):\n      kept.append(b'x' * 2**24)\n"
        "      end = time.time() + 0.2\n      while time.time() < end: pass\n    while True: pass",
    ),
    "copies of what was shared": "import os, time\nkept = [bytearray(b'x' * 2**20) for _ in range(100)]\n"
    "for _ in range(40):\n  if os.fork() == 0:\n    time.sleep(2)\n    for part in kept: part[:] = b'y' * 2**20\n"
    "    time.sleep(60)\ntime.sleep(60)",
    "locks on parts of files": "import fcntl\nfiles = [open(f'x{n}', 'w') for n in range(100)]\n"
    "for n in range(0, 2000, 2):\n  for f in files: fcntl.lockf(f, fcntl.LOCK_EX, 1, n)\nimport time; time.sleep(60)",
}


class Peak(threading.Thread):
    """The most that this process's descendants held beyond what a zygote holds, looked at all the time."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most, self._over = 0, threading.Event()
        self._own = max(memory.count([pid]).held for pid in memory.descendants(os.getpid()))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self._over.set()
        self.join()

    def run(self):
        while not self._over.wait(0.02):
            held = (memory.count([pid]).held - self._own for pid in memory.descendants(os.getpid()))
            self.most = max(self.most, sum(max(0, bytes_) for bytes_ in held))


@pytest.fixture(scope="module")
def watched():
    """A Sandbox without a control group, wherever this runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.sandbox.cgroup.make", lambda: None)
        with Sandbox() as box:
            yield box


@pytest.mark.parametrize("way", GROWING)
def test_growth_ends_near_the_limit(watched, notebook, way):
    with Peak() as peak:
        result = watched.run(notebook(GROWING[way], "print('kept')"), limits=LIMITS)
    assert {index: incident.status for index, incident in result.incidents.items()} == {0: "memory"}
    assert result.notebook.cells[1].outputs[0].text == "kept\n"
    # Copies are shared until they are written: whoever adds them up cannot tell.
    assert peak.most < LIMIT + SLACK or way == "copies of what was shared"


def test_shared_pages_are_no_growth(watched, notebook):
    """The honest twin: eight processes that read together what one of them made."""
    source = (
        "import multiprocessing as mp\nkept = b'x' * (200 * 2**20)\n"
        "def work(n):\n    import time; time.sleep(1)\n    return kept[n]\n"
        "with mp.Pool(8) as pool: print(sum(pool.map(work, range(8))))"
    )
    result = watched.run(notebook(source), limits=LIMITS)
    assert result.incidents == {}
    assert result.notebook.cells[0].outputs[0].text == "960\n"


class Pretended:
    """A tree of one process, whose pages are as the test says."""

    alone = True

    def __init__(self):
        self.log = []

    def pids(self):
        return [7]

    def stop(self):
        self.log.append("stop")

    def go_on(self):
        self.log.append("go on")

    def give_way(self, pids):
        self.log.append("give way")


WAYS_TO_START = {
    "fork": "import os\nos.fork()\nos.read(0, 1)",
    "vfork": "import ctypes\nc = ctypes.CDLL(None)\nc.syscall(58)\nc.read(0, ctypes.create_string_buffer(1), 1)\nc._exit(0)",
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="vfork is called by its number here")
@pytest.mark.parametrize(("way", "kept"), [("fork", 2), ("vfork", 1)])
def test_a_child_that_borrows_pages_is_not_counted_twice(way, kept):
    """Held between vfork and exec; a child made by fork has pages of its own."""
    command = [sys.executable, "-c", WAYS_TO_START[way]]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        both = []
        for _ in range(600):
            both = [process.pid, *memory.descendants(process.pid)]
            if len(both) == 2 and len(memory.with_pages_of_their_own(both)) == kept:
                break
            time.sleep(0.05)
        found = len(memory.with_pages_of_their_own(both))
        for pid in both:
            os.kill(pid, signal.SIGKILL)
    assert len(both) == 2
    assert found == kept


@pytest.fixture
def pretended(monkeypatch):
    """(a Watch of at most 1000 MiB, its tree, what is counted)."""
    seen = {"plain": 0, "exact": 0, "faults": 0, "threads": 1, "locks": 0}
    found = lambda pids: memory.Count(seen["plain"] * MIB, seen["threads"], {7: seen["faults"]})  # noqa: E731
    monkeypatch.setattr(memory, "count", found)
    monkeypatch.setattr(memory, "shared_out", lambda pids, enough: seen["exact"] * MIB)
    monkeypatch.setattr(memory, "with_pages_of_their_own", list)
    monkeypatch.setattr(memory, "locks", lambda pids: seen["locks"])
    monkeypatch.setattr(memory, "socket_bytes", lambda pids=None: 0)
    tree = Pretended()
    return watch.Watch(tree, 1000 * MIB, 2), tree, seen


def test_the_nearer_the_limit_the_sooner_the_next_look(pretended):
    looks, _, seen = pretended
    pauses = []
    for seen["plain"] in (10, 800, 999):
        assert not looks.finds_too_much()
        pauses.append(looks.pause)
    assert sorted(pauses, reverse=True) == pauses
    assert pauses[0] > 10 * pauses[2]


def test_pages_asked_for_count_as_copies_until_all_is_counted_again(pretended):
    looks, tree, seen = pretended
    seen.update(plain=3000, exact=600)
    assert not looks.finds_too_much()
    assert not looks.finds_too_much()
    assert tree.log == ["stop", "go on"]
    seen.update(faults=500 * MIB // memory.PAGE, exact=1100)
    assert looks.finds_too_much()
    assert tree.log[2:] == ["stop"]


def test_what_takes_too_long_to_tell_apart_is_too_much(pretended):
    looks, _, seen = pretended
    seen.update(plain=17_000, exact=10)
    assert looks.finds_too_much()


def test_many_threads_give_way_and_many_locks_are_too_much(pretended):
    looks, tree, seen = pretended
    seen["threads"] = 40
    assert not looks.finds_too_much()
    assert tree.log == ["give way"]
    seen["locks"] = 30_000
    assert looks.finds_too_much()


def test_whoever_looks_counts_locks_by_process(tmp_path):
    import fcntl

    with open(tmp_path / "x", "w") as file:
        for place in range(0, 20, 2):
            fcntl.lockf(file, fcntl.LOCK_EX, 1, place)
        assert memory.locks([os.getpid()]) >= 10
        assert memory.locks([1]) < 10


def test_a_count_knows_pages_that_are_asked_for():
    before = memory.count([os.getpid()])
    kept = b"x" * (64 * MIB)
    after = memory.count([os.getpid()])
    assert after.held - before.held > 60 * MIB
    assert after.faults_since(before.faults) > 0
    assert len(kept) == 64 * MIB
