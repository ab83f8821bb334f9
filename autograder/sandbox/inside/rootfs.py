"""The room a child lives in: a read-only root with the interpreter, the student package, no more.

Built once, before zygotes are, in namespaces of its own. The interpreter keeps its paths: the folders
above it are made anew, so that it can be read even where it lives under a private home.
"""

import os
import shutil
import signal
from collections.abc import Iterable

from . import linux
from .memory import PAGE

SCRATCH = "/scratch"
PACKAGE = "/package"
TERMINALS = "/dev/pts"
# Beside the package, which grows with the course: folders, links and the few files of /etc.
ROOM = 8 * 2**20
# /dev/full gives zeros as /dev/zero does, but cannot be mapped: such pages would count as nobody's.
DEVICES = {
    "null": "null",
    "zero": "full",
    "full": "full",
    "random": "random",
    "urandom": "urandom",
    "tty": "tty",
}
LINKS = {
    "/tmp": "scratch/tmp",
    "/dev/shm": "../scratch/shm",
    "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
    "/dev/ptmx": "pts/ptmx",
}


def leave(more: int = 0) -> None:
    """Leave the machine's namespaces; an ordinary user does so through a user namespace.

    Raises OSError where this is not allowed.
    """
    flags = linux.CLONE_NEWNS | linux.CLONE_NEWIPC | linux.CLONE_NEWNET | linux.CLONE_NEWUTS | more
    user, group = os.geteuid(), os.getegid()
    linux.unshare(flags | (linux.CLONE_NEWUSER if user else 0))
    if user:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")


def enter_namespaces() -> None:
    """Return in a new process, in namespaces that no other zygote shares and the first of its process numbers.

    The old one waits for it to end. The room is shared, since nobody can write in it; terminals and /proc are not.
    """
    leave(linux.CLONE_NEWPID)
    pid = os.fork()
    if pid:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    linux.mount("proc", "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    if os.path.isdir(TERMINALS):
        _mount_terminals(TERMINALS)


def _mount_terminals(path: str) -> None:
    options = "newinstance,ptmxmode=0666,mode=666,max=64"
    linux.mount("pts", path, "devpts", linux.MS_NOSUID | linux.MS_NOEXEC, options)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def build_rootfs(
    root: str,
    binds: dict[str, str],
    masks: Iterable[str],
    package: str,
    users: Iterable[tuple[str, int, int]],
) -> None:
    """Make the room at the empty folder `root` and move in.

    binds: {path outside: path inside}, all read-only; masks: paths inside that must look empty;
    package: the folder of the students' package, which is copied; users: (name, uid, gid) of those that
    /etc/passwd knows. Where the interpreter itself lives below /tmp, a child lays its own over that folder.
    """
    linux.mount(None, "/", None, linux.MS_REC | linux.MS_PRIVATE)
    options = f"mode=755,size={_pages_of(package) + ROOM}"
    linux.mount("room", root, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    shutil.copytree(package, root + PACKAGE)
    for outside, inside in sorted(binds.items(), key=lambda pair: pair[1]):
        _bind(outside, root + inside)
    for path in masks:
        _mask(root + path)
    _devices(root)
    _etc(root, users)
    os.mkdir(root + "/proc")
    linux.mount("/proc", root + "/proc", None, linux.MS_BIND | linux.MS_REC)
    os.makedirs(root + SCRATCH, exist_ok=True)
    for path, target in LINKS.items():
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        if not os.path.isdir(root + path):
            os.symlink(target, root + path)
    os.chdir(root)
    linux.pivot_root(".", ".")
    linux.umount(".")
    os.chdir("/")
    linux.mount("scratch", SCRATCH, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=755,size=64m")
    linux.mount(
        None, "/", None, linux.MS_REMOUNT | linux.MS_RDONLY | linux.MS_NOSUID | linux.MS_NODEV, options
    )


def _pages_of(folder: str) -> int:
    """The bytes that a copy of a folder takes in memory, where each file begins a page of its own."""
    paths = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return sum(-(-os.stat(path).st_size // PAGE) * PAGE for path in paths)


def _bind(outside: str, inside: str) -> None:
    if os.path.islink(outside):
        os.makedirs(os.path.dirname(inside), exist_ok=True)
        os.symlink(os.readlink(outside), inside)
        return
    if not os.path.exists(outside) or os.path.ismount(inside):
        return
    if os.path.isdir(outside):
        os.makedirs(inside, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(inside), exist_ok=True)
        with open(inside, "x"):
            pass
    linux.mount(outside, inside, None, linux.MS_BIND | linux.MS_REC)
    linux.make_read_only(inside)


def _mask(path: str) -> None:
    if os.path.isdir(path):
        linux.mount("mask", path, "tmpfs", linux.MS_NOSUID | linux.MS_RDONLY, "mode=555,size=4k")
    elif os.path.exists(path):
        linux.mount("/dev/null", path, None, linux.MS_BIND)


def _devices(root: str) -> None:
    os.makedirs(root + TERMINALS)
    for name, source in DEVICES.items():
        path = f"{root}/dev/{name}"
        if os.path.exists(f"/dev/{source}"):
            with open(path, "x"):
                pass
            linux.mount(f"/dev/{source}", path, None, linux.MS_BIND)
            # A device can still be written to, while its times are the machine's.
            linux.make_read_only(path, devices=True)
    try:
        _mount_terminals(root + TERMINALS)
    except OSError:
        os.rmdir(root + TERMINALS)


def _etc(root: str, users: Iterable[tuple[str, int, int]]) -> None:
    os.makedirs(root + "/etc", exist_ok=True)
    with open(root + "/etc/passwd", "w", encoding="ascii") as file:
        file.writelines(
            f"{name}:x:{user}:{group}:{name}:{SCRATCH}/home:/bin/sh\n" for name, user, group in users
        )
    with open(root + "/etc/group", "w", encoding="ascii") as file:
        file.writelines(f"{name}:x:{group}:\n" for name, _, group in users)
    with open(root + "/etc/hosts", "w", encoding="ascii") as file:
        file.write("127.0.0.1 localhost\n")
