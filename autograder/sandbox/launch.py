"""Starts zygotes: the process, its folder, the environment it sees, and the socket to each."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.environment import ONE_THREAD
from autograder.errors import Mistake
from autograder.places import NOT_FOR_STUDENTS, PACKAGE
from autograder.sandbox import cgroup
from autograder.sandbox.inside.inherited import too_low
from autograder.sandbox.level import NotConfined
from autograder.sandbox.plan import make_plan

START_SECONDS = 180
PREFIX = "gmcourse-sandbox-"
MESSAGE_BYTES = 2**16
BOOT = (
    "import sys; sys.path.insert(0, {here!r}); from inside.boot import main;"
    " sys.path.remove({here!r}); main({numbers})"
)


class ZygoteFailed(Mistake, RuntimeError):
    """The zygote did not start."""


@dataclass(eq=False)
class Launch:
    """A zygote on its way: the process that starts it, the socket to it, and its folder.

    begun: all that this process starts and that have not ended yet; with the last one it ends itself.
    group: the control group of its children, or None.
    handle: the pidfd of the zygote's own process, once it is ready, where there are such; over: whether it said that it cannot start.
    """

    process: subprocess.Popen
    control: socket.socket
    folder: tempfile.TemporaryDirectory
    begun: list[Launch]
    group: cgroup.Group | None = None
    handle: int | None = None
    over: bool = False

    def is_ready(self) -> bool:
        """Whether `report` would answer, or raise, at once."""
        return bool(select.select([self.control], [], [], 0)[0])

    def report(self) -> dict[str, Any]:
        """Wait for the zygote's first word, a dict; raise ZygoteFailed with what it said instead."""
        ready, _, _ = select.select([self.control], [], [], START_SECONDS)
        data, handles = b"", list[int]()
        with suppress(ConnectionError):
            if ready:
                data, handles, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 1)
        answer = json.loads(data or b"{}")
        if "ready" not in answer:
            self.over = "failed" in answer
            self.end(0)
            raise ZygoteFailed(
                answer.get("failed")
                or "a process for student code was killed, or hung, as it started; run the same command again"
            )
        self.handle = handles[0] if handles else None
        if "cgroup" not in answer["ready"].get("layers", ()):
            self.leave_group()
        return answer["ready"]

    def end(self, seconds: float) -> None:
        """Let the zygote end; kill it where it has not done so after these seconds, or is not ready yet."""
        if self not in self.begun:
            return
        self.begun.remove(self)
        self.control.close()
        if self.handle is not None:
            if not select.select([self.handle], [], [], seconds)[0]:
                self.kill()
            os.close(self.handle)
        elif not self.over:
            self.kill()
        if not self.begun:
            self.process.wait()
        self.leave_group()
        self.folder.cleanup()

    def leave_group(self) -> None:
        """Do without a control group from now on."""
        if self.group is not None:
            self.group.close()
            self.group = None

    def kill(self) -> None:
        """End the zygote at once, and where it is not known by itself, all that were started with it."""
        if self.handle is None:
            self.process.kill()
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)


def begin(
    package_dir: str | Path, options: dict[str, Any], cores: Sequence[Collection[int]] = ((),)
) -> list[Launch]:
    """Start a zygote for each entry of `cores` and return their Launches, without waiting for what they load.

    cores: the numbers of those that a zygote's children may use; none for all that there are.
    options: "imports", "tables", "want" and "limits" of a plan, see `make_plan`. Raises NotConfined where the
    limits of this process are too low.
    """
    if refusal := too_low(options["limits"]):
        raise NotConfined(refusal)
    sweep()
    folders = [_furnished(package_dir) for _ in cores]
    kind = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM
    ours, theirs = zip(*(socket.socketpair(socket.AF_UNIX, kind) for _ in folders), strict=True)
    groups = [cgroup.make() if options["want"] != "none" else None for _ in folders]
    doors = [group.door if group else None for group in groups]
    process = _booted(theirs, [door for door in doors if door is not None])
    for end in theirs:
        end.close()
    for control, folder, own, door in zip(ours, folders, cores, doors, strict=True):
        control.send(
            json.dumps(make_plan(folder.name, **options) | {"cores": list(own), "group": door}).encode()
        )
    begun: list[Launch] = []
    begun += [
        Launch(process, control, folder, begun, group)
        for control, folder, group in zip(ours, folders, groups, strict=True)
    ]
    return list(begun)


def _booted(theirs: Sequence[socket.socket], doors: Sequence[int]) -> subprocess.Popen:
    """The process that starts zygotes: it has their ends of the sockets, and the doors of their control groups."""
    numbers = [end.fileno() for end in theirs]
    return subprocess.Popen(
        [sys.executable, "-I", "-c", BOOT.format(here=str(Path(__file__).resolve().parent), numbers=numbers)],
        env=zygote_environment(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=[*numbers, *doors],
    )


def _furnished(package_dir: str | Path) -> tempfile.TemporaryDirectory[str]:
    """A new folder with a copy of the students' package in it, and what else a zygote needs to build its room."""
    folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
    os.chmod(folder.name, 0o755)
    for name in ("room", "scratch"):
        os.mkdir(f"{folder.name}/{name}")
    Path(folder.name, "canary").touch()
    left_out = shutil.ignore_patterns(*NOT_FOR_STUDENTS)
    shutil.copytree(f"{package_dir}/gmcourse", f"{folder.name}/package/gmcourse", ignore=left_out)
    if PACKAGE.name != "gmcourse":
        shutil.copytree(PACKAGE, f"{folder.name}/package/{PACKAGE.name}", ignore=left_out)
    _let_all_read(f"{folder.name}/package")
    return folder


def sweep() -> None:
    """Remove the folders of sandboxes whose process was ended before it could."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = path.name.removeprefix(PREFIX).split("-")[0]
        mine = path.is_dir() and not path.is_symlink() and path.stat().st_uid == os.geteuid()
        if mine and pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _let_all_read(folder: str) -> None:
    """A student's process runs as another user: open the copy of the package to it."""
    for place, _, files in os.walk(folder):
        os.chmod(place, 0o755)
        for name in files:
            os.chmod(f"{place}/{name}", 0o644)


def zygote_environment() -> dict[str, str]:
    """The environment of the zygote and its children: nothing of the caller's but the time zone."""
    one = ONE_THREAD | {
        f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    }
    kept = {name: os.environ[name] for name in ("TZ",) if name in os.environ}
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "JUPYTER_PLATFORM_DIRS": "1",
        "GMCOURSE_MODE": "grading",
        # Else each thread reserves 64 MB of addresses, which count as the notebook's memory.
        "MALLOC_ARENA_MAX": "2",
        # Compiled functions run as they are written: there is no compiler, and no time for one.
        "TORCHDYNAMO_DISABLE": "1",
        **one,
        **kept,
    }
