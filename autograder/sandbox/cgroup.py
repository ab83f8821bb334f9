"""A control group (cgroup v2) for all that one zygote's children are: memory, processes, weight, counted by the kernel.

There is one where this process may make it: as root, or in a scope that systemd delegated. Elsewhere the
zygote's own look at its children stands in for it.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import time
from contextlib import suppress
from pathlib import Path

from autograder.limits import Limits

PREFIX = "gmcourse-"
NEEDED, WISHED = ("memory", "pids"), ("cpu",)
_number = itertools.count()


class Group:
    """A group that children enter by themselves, through the descriptor `door`, before they are shut in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kills = 0
        opened = os.open(path / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)
        # Above the numbers that a zygote's own files have.
        self.door = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 64)
        os.close(opened)
        self._write("memory.max", "max")

    def limit(self, limits: Limits, begun: int) -> None:
        """Set what the next child may use: all its processes, its files and the kernel's buffers together.

        limits: a Limits; begun: bytes that the zygote holds, which a child may come to copy.
        """
        self._write("memory.max", limits.memory_bytes + limits.disk_bytes + begun)
        self._write("pids.max", limits.processes)
        for name, value in {"memory.swap.max": 0, "memory.oom.group": 1}.items():
            with suppress(OSError):
                self._write(name, value)
        self._kills = self._count("memory.events", "oom_kill")

    def ran_out(self) -> bool:
        """Whether the kernel ended a process for its memory since `limit`."""
        return self._count("memory.events", "oom_kill") > self._kills

    def close(self) -> None:
        """Remove it, once its processes are gone."""
        os.close(self.door)
        for _ in range(50):
            with suppress(OSError):
                self._path.rmdir()
                return
            time.sleep(0.01)

    def _write(self, name: str, value: object) -> None:
        (self._path / name).write_text(str(value), encoding="ascii")

    def _count(self, name: str, key: str) -> int:
        with suppress(OSError):
            counts = dict(map(str.split, (self._path / name).read_text(encoding="ascii").splitlines()))
            return int(counts[key])
        return 0


def make() -> Group | None:
    """A new Group, or None where this process may make none with a limit on memory and processes."""
    for parent in _parents():
        with suppress(OSError):
            if not _delegates(parent):
                continue
            _sweep(parent)
            path = parent / f"{PREFIX}{os.getpid()}-{next(_number)}"
            path.mkdir()
            try:
                return Group(path)
            except OSError:
                path.rmdir()
    return None


def _parents() -> list[Path]:
    """Where a group may be made: beside or below this process's own, and as root at the top."""
    mounts = _lines("/proc/self/mounts")
    top = next((Path(fields[1]) for fields in map(str.split, mounts) if fields[2] == "cgroup2"), None)
    own = next((line[3:] for line in _lines("/proc/self/cgroup") if line.startswith("0::")), None)
    if top is None or own is None:
        return []
    here = top / own.lstrip("/")
    inner = here.parent if here.name == f"{PREFIX}grader" else here
    return [inner, top] if os.geteuid() == 0 and inner != top else [inner]


def _delegates(parent: Path) -> bool:
    """Whether groups below `parent` have the controllers, which are switched on here where they are not."""
    if not set(NEEDED) <= set(_words(parent / "cgroup.controllers")):
        return False
    if not set(NEEDED) <= set(_words(parent / "cgroup.subtree_control")):
        _move_out(parent)
        wished = [name for name in (*NEEDED, *WISHED) if name in _words(parent / "cgroup.controllers")]
        (parent / "cgroup.subtree_control").write_text(
            " ".join(f"+{name}" for name in wished), encoding="ascii"
        )
    return True


def _move_out(parent: Path) -> None:
    """Move this process, where it is alone in `parent`, below it: only a group without processes has controlled ones."""
    if _words(parent / "cgroup.procs") == [str(os.getpid())]:
        inner = parent / f"{PREFIX}grader"
        inner.mkdir(exist_ok=True)
        (inner / "cgroup.procs").write_text("0", encoding="ascii")


def _sweep(parent: Path) -> None:
    """Remove what ended processes of ours left there."""
    for path in parent.glob(f"{PREFIX}[0-9]*"):
        if not os.path.exists(f"/proc/{path.name.split('-')[1]}"):
            with suppress(OSError):
                path.rmdir()


def _words(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").split()


def _lines(path: str) -> list[str]:
    with suppress(OSError):
        return Path(path).read_text(encoding="utf-8").splitlines()
    return []
