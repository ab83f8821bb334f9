"""Starts zygotes: which folders their room holds, which environment they see, and the socket to each."""

import importlib.util
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.places import NOT_FOR_STUDENTS

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime",
          "/etc/fonts", "/etc/alternatives", "/etc/mime.types", "/sys/devices/system/cpu")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx",
           "/dev/pts")
PROC = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/mounts")
OUR_PACKAGES = ("gmcourse", "autograder")
STUDENT_UIDS = 2_000_000_000
START_SECONDS = 180
PREFIX = "gmcourse-sandbox-"
MESSAGE_BYTES = 2**16
BOOT = (
    "import sys; sys.path.insert(0, {here!r}); from inside.boot import main;"
    " sys.path.remove({here!r}); main({numbers})"
)


class ZygoteFailed(RuntimeError):
    """The zygote did not start."""


@dataclass(eq=False)
class Launch:
    """A zygote on its way: the process that starts it, the socket to it, and its folder.

    begun: all that this process starts and that have not ended yet; with the last one it ends itself.
    handle: the pidfd of the zygote's own process, once it is ready, where there are such; over: whether it said that it cannot start.
    """

    process: subprocess.Popen
    control: socket.socket
    folder: tempfile.TemporaryDirectory
    begun: list
    handle: int | None = None
    over: bool = False

    def is_ready(self):
        """Whether `report` would answer, or raise, at once."""
        return bool(select.select([self.control], [], [], 0)[0])

    def report(self):
        """Wait for the zygote's first word, a dict; raise ZygoteFailed with what it said instead."""
        ready, _, _ = select.select([self.control], [], [], START_SECONDS)
        data, handles = b"", []
        with suppress(ConnectionError):
            if ready:
                data, handles, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 1)
        answer = json.loads(data or b"{}")
        if "ready" not in answer:
            self.over = "failed" in answer
            self.end(0)
            raise ZygoteFailed(answer.get("failed") or "a process for student code was killed, or hung, as it started; run the same command again")
        self.handle = handles[0] if handles else None
        return answer["ready"]

    def end(self, seconds):
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
        self.folder.cleanup()

    def kill(self):
        """End the zygote at once, and where it is not known by itself, all that were started with it."""
        if self.handle is None:
            self.process.kill()
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)


def begin(package_dir, options, count=1):
    """Start `count` zygotes and return a Launch each, without waiting for what they load.

    options: "imports", "tables" and "want" of a plan, see `make_plan`.
    """
    sweep()
    folders = [_furnished(package_dir) for _ in range(count)]
    kind = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM
    ours, theirs = zip(*(socket.socketpair(socket.AF_UNIX, kind) for _ in folders), strict=True)
    numbers = [end.fileno() for end in theirs]
    boot = BOOT.format(here=str(Path(__file__).resolve().parent), numbers=numbers)
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", boot], env=environment(), cwd="/",
        stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=numbers,
    )
    for end in theirs:
        end.close()
    for control, folder in zip(ours, folders, strict=True):
        control.send(json.dumps(make_plan(folder.name, **options)).encode())
    begun = []
    begun += [Launch(process, control, folder, begun) for control, folder in zip(ours, folders, strict=True)]
    return list(begun)


def _furnished(package_dir):
    """A new folder with a copy of the students' package in it, and what else a zygote needs to build its room."""
    folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
    os.chmod(folder.name, 0o755)
    for name in ("room", "scratch"):
        os.mkdir(f"{folder.name}/{name}")
    Path(folder.name, "canary").touch()
    left_out = shutil.ignore_patterns(*NOT_FOR_STUDENTS)
    shutil.copytree(f"{package_dir}/gmcourse", f"{folder.name}/package/gmcourse", ignore=left_out)
    _let_all_read(f"{folder.name}/package")
    return folder


def sweep():
    """Remove the folders of sandboxes whose process was ended before it could."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = path.name.removeprefix(PREFIX).split("-")[0]
        mine = path.is_dir() and not path.is_symlink() and path.stat().st_uid == os.geteuid()
        if mine and pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _let_all_read(folder):
    """A student's process runs as another user: open the copy of the package to it."""
    for place, _, files in os.walk(folder):
        os.chmod(place, 0o755)
        for name in files:
            os.chmod(f"{place}/{name}", 0o644)


def make_plan(folder, imports, tables, want):
    """What a zygote must know, JSON-ready: modules to load, weeks whose tables to load, the level that is wanted."""
    package = f"{folder}/package"
    binds = {path: path for path in (*SYSTEM, *interpreter_folders())}
    root = os.geteuid() == 0
    return {
        "want": want if sys.platform == "linux" else "none",
        "imports": list(imports),
        "tables": list(tables),
        "fonts": _font_folder(),
        "root": f"{folder}/room",
        "scratch": f"{folder}/scratch",
        "binds": binds,
        "canary": f"{folder}/canary",
        "masks": secrets(binds),
        "package": package,
        "readable": [*binds, package, *PROC],
        "devices": DEVICES,
        "uid": STUDENT_UIDS if root else os.geteuid(),
        "gid": STUDENT_UIDS if root else os.getegid(),
    }


def _font_folder():
    """Where matplotlib keeps what it found out about this machine's fonts."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.environ.get("MPLCONFIGDIR") or f"{home}/matplotlib"


def interpreter_folders():
    """The folders that this Python and its packages live in, as named and as they really are."""
    named = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    named |= {os.path.dirname(os.path.realpath(sys.executable)), sysconfig.get_config_var("LIBDIR")}
    both = {path for name in named - {None} for path in (name, os.path.realpath(name)) if os.path.isdir(path)}
    return sorted(path for path in both if not any(_below(path, other) for other in (*both, "/usr")))


def _below(path, folder):
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def secrets(binds):
    """What of our own lies below those folders and must not be seen: both packages, their records."""
    found = set()
    for name in OUR_PACKAGES:
        spec = importlib.util.find_spec(name)
        for place in (spec and spec.submodule_search_locations) or ():
            home = Path(place).resolve().parent
            found.add(str(Path(place).resolve() if home.name.endswith("-packages") else home))
    for site in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for name in (*OUR_PACKAGES, "__editable__"):
            found |= {str(path) for path in Path(site).glob(f"{name}*")}
    return sorted(path for path in found if any(_below(path, folder) for folder in binds))


def environment():
    """The environment of the zygote and its children: nothing of the caller's but the time zone."""
    one = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
    kept = {name: os.environ[name] for name in ("TZ",) if name in os.environ}
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "JUPYTER_PLATFORM_DIRS": "1",
        "GMCOURSE_MODE": "grading",
        # Else each thread reserves 64 MB of addresses, which count as the notebook's memory.
        "MALLOC_ARENA_MAX": "2",
        **one,
        **kept,
    }
