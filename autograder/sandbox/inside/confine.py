"""How a child shuts itself in, before any of a student's code is there."""

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Collection, Iterable
from typing import Any

from . import inherited, landlock, linux
from .rootfs import SCRATCH

# What the trusted side tells a zygote, and what that finds out about itself; `shut_in` says what is in it.
Plan = dict[str, Any]


TEMPORARY = "/tmp"
FOLDERS = ("work", "tmp", "shm", "questions", "ipython", "matplotlib", "home")
PAGE = resource.getpagesize()


def shut_in(plan: Plan, limits: dict[str, int], keep: Collection[int]) -> None:
    """Confine this process for good, as far as `plan` says that the machine can.

    plan: dict with "namespaces", "uid", "gid", "landlock", "filter" (a list of programs), "readable",
    "devices", "scratch", "cores" (numbers of those that it may use; empty for all),
    "group" (a descriptor by which to enter a control group, or None); limits: dict of numbers, see autograder.limits; keep: descriptors
    that stay open.
    """
    os.setsid()
    if plan["group"] is not None:
        os.write(plan["group"], b"0")
    close_all_but(keep)
    if plan["cores"]:
        os.sched_setaffinity(0, plan["cores"])
    if plan["namespaces"]:
        _own_mounts(plan, limits)
    else:
        make_folders(plan["scratch"], plan["uid"], plan["gid"])
    if plan["confined"]:
        _drop_user(plan)
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    set_limits(limits, plan)
    if plan["landlock"]:
        own = [plan["scratch"], *([TEMPORARY] if plan["namespaces"] else [])]
        landlock.restrict(plan["readable"], own, plan["devices"])
    for program in plan["filter"]:
        linux.load_filter(program)
    os.chdir(plan["scratch"] + "/work")
    os.umask(0o077)


def _own_mounts(plan: Plan, limits: dict[str, int]) -> None:
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    flags = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("proc", "/proc", "proc", flags | linux.MS_NOEXEC)
    owner = f"mode=700,uid={plan['uid']},gid={plan['gid']}"
    space = f"size={limits['disk_bytes']},nr_inodes={limits['files']}"
    linux.mount("scratch", SCRATCH, "tmpfs", flags, f"{owner},{space}")
    make_folders(SCRATCH, plan["uid"], plan["gid"])
    _own_temporary_folder(plan["binds"].values())


def _own_temporary_folder(binds: Iterable[str]) -> None:
    """Where Python itself lies below /tmp the room has such a folder: lay the child's own over it, with that in it."""
    if os.path.islink(TEMPORARY):
        return
    for path in sorted(path for path in binds if path.startswith(f"{TEMPORARY}/")):
        os.makedirs(SCRATCH + path, exist_ok=True)
        linux.mount(path, SCRATCH + path, None, linux.MS_BIND | linux.MS_REC)
    linux.mount(SCRATCH + TEMPORARY, TEMPORARY, None, linux.MS_BIND | linux.MS_REC)


def settle(scratch: str) -> None:
    """Make the folders and point this process's environment at them."""
    make_folders(scratch)
    os.environ["HOME"] = f"{scratch}/home"
    os.environ["IPYTHONDIR"] = f"{scratch}/ipython"
    os.environ["MPLCONFIGDIR"] = f"{scratch}/matplotlib"
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = f"{scratch}/torch"
    os.environ["GMCOURSE_QUESTIONS"] = f"{scratch}/questions"
    if scratch != SCRATCH:
        os.environ["TMPDIR"] = f"{scratch}/tmp"
        tempfile.tempdir = None
    os.chdir(f"{scratch}/work")


def make_folders(scratch: str, user: int = -1, group: int = -1) -> None:
    """The folders that a child works in."""
    for path in (scratch, *(f"{scratch}/{name}" for name in FOLDERS)):
        os.makedirs(path, exist_ok=True)
        os.chown(path, user, group)


def _drop_user(plan: Plan) -> None:
    if plan["drop_uid"] or plan["namespaces"]:
        linux.forbid_capabilities()
    if plan["drop_uid"]:
        os.setgroups([])
        os.setresgid(plan["gid"], plan["gid"], plan["gid"])
        os.setresuid(plan["uid"], plan["uid"], plan["uid"])
    linux.drop_capabilities()


def close_all_but(keep: Collection[int]) -> None:
    """Close every descriptor but these; 0, 1 and 2 become the null device."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        if number not in keep:
            os.dup2(null, number)
    low = 3
    for number in sorted({*keep} - {0, 1, 2}):
        os.closerange(low, number)
        low = number + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def set_limits(limits: dict[str, int], plan: Plan) -> None:
    """The rlimits of a child; memory counts from what the zygote had mapped."""
    caps: dict[Any, Any] = {
        resource.RLIMIT_CPU: (limits["cpu_seconds"], limits["cpu_seconds"] + 1),
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_NOFILE: inherited.OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    if plan["confined"]:
        caps[resource.RLIMIT_AS] = mapped_bytes() + limits["memory_bytes"]
        caps[resource.RLIMIT_MEMLOCK] = 0
        caps[resource.RLIMIT_MSGQUEUE] = 0
        caps[inherited.SIGPENDING] = limits["processes"]
        others = 0 if plan["own_user"] else inherited.tasks_of_user()
        caps[resource.RLIMIT_NPROC] = limits["processes"] + others
    for name, value in caps.items():
        resource.setrlimit(name, value if isinstance(value, tuple) else (value, value))


def mapped_bytes() -> int:
    """The address space of this process, in bytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * PAGE


def clear_scratch(scratch: str) -> None:
    """Empty a scratch folder that is no file system of its own."""
    for name in os.listdir(scratch):
        path = f"{scratch}/{name}"
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)
