"""Starts a zygote: which folders its room holds, which environment it sees, and the socket to it."""

import importlib.util
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "/package"
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
    "import sys; sys.path.insert(0, {here!r}); from inside.zygote import main;"
    " sys.path.remove({here!r}); main({number})"
)


class ZygoteFailed(RuntimeError):
    """The zygote did not start."""


@dataclass
class Launch:
    """A zygote on its way: its process, the socket to it, and its folder."""

    process: subprocess.Popen
    control: socket.socket
    folder: tempfile.TemporaryDirectory

    def is_ready(self):
        """Whether `report` would answer, or raise, at once."""
        return bool(select.select([self.control], [], [], 0)[0])

    def report(self):
        """Wait for the zygote's first word, a dict; raise ZygoteFailed with what it said instead."""
        ready, _, _ = select.select([self.control], [], [], START_SECONDS)
        answer = json.loads(self.control.recv(MESSAGE_BYTES) or b"{}") if ready else {}
        if "ready" in answer:
            return answer["ready"]
        self.process.kill()
        self.process.wait()
        self.control.close()
        raise ZygoteFailed(answer.get("failed") or "the zygote ended, or said nothing, before it was ready")


def begin(package_dir, imports, want):
    """Start a zygote and return its Launch, without waiting for what it loads."""
    sweep()
    folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
    os.chmod(folder.name, 0o755)
    for name in ("room", "scratch"):
        os.mkdir(f"{folder.name}/{name}")
    Path(folder.name, "canary").touch()
    package = f"{folder.name}/package"
    left_out = shutil.ignore_patterns("reference", "__pycache__")
    shutil.copytree(f"{package_dir}/gmcourse", f"{package}/gmcourse", ignore=left_out)
    _let_all_read(package)
    plan = make_plan(package, imports, want, folder.name)
    kind = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    boot = BOOT.format(here=str(Path(__file__).resolve().parent), number=theirs.fileno())
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", boot], env=environment(), cwd="/",
            stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=[theirs.fileno()],
        )
    ours.send(json.dumps(plan).encode())
    return Launch(process, ours, folder)


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


def make_plan(package, imports, want, folder):
    """What the zygote must know; JSON-ready."""
    roomy = want in ("auto", "full") and sys.platform == "linux"
    binds = {path: path for path in (*SYSTEM, *interpreter_folders())}
    root = os.geteuid() == 0
    return {
        "want": want if sys.platform == "linux" else "none",
        "imports": list(imports),
        "root": f"{folder}/room",
        "scratch": f"{folder}/scratch",
        "binds": {**binds, package: PACKAGE},
        "canary": f"{folder}/canary",
        "masks": secrets(binds),
        "package": PACKAGE if roomy else package,
        "readable": [*binds, package, *PROC],
        "devices": DEVICES,
        "uid": STUDENT_UIDS if root else os.geteuid(),
        "gid": STUDENT_UIDS if root else os.getegid(),
    }


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
