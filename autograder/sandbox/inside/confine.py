"""How a child shuts itself in, before any of a student's code is there."""

import os
import resource
import shutil
import signal
import tempfile

from . import landlock, linux
from .room import SCRATCH

FOLDERS = ("work", "tmp", "shm", "questions", "ipython", "matplotlib", "home")
PAGE = resource.getpagesize()
OPEN_FILES = 256


def shut_in(plan, limits, keep):
    """Confine this process for good, as far as `plan` says that the machine can.

    plan: dict with "namespaces", "uid", "gid", "landlock", "filter" (bytes or None), "readable",
    "devices", "scratch"; limits: dict of numbers, see autograder.sandbox.limits; keep: descriptors
    that stay open.
    """
    os.setsid()
    close_all_but(keep)
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
        landlock.restrict(plan["readable"], [plan["scratch"]], plan["devices"])
    if plan["filter"]:
        linux.load_filter(plan["filter"])
    os.chdir(plan["scratch"] + "/work")
    os.umask(0o077)


def _own_mounts(plan, limits):
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    flags = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("proc", "/proc", "proc", flags | linux.MS_NOEXEC)
    owner = f"mode=700,uid={plan['uid']},gid={plan['gid']}"
    space = f"size={limits['disk_bytes']},nr_inodes={limits['files']}"
    linux.mount("scratch", SCRATCH, "tmpfs", flags, f"{owner},{space}")
    make_folders(SCRATCH, plan["uid"], plan["gid"])


def settle(scratch):
    """Make the folders and point this process's environment at them."""
    make_folders(scratch)
    os.environ["HOME"] = f"{scratch}/home"
    os.environ["IPYTHONDIR"] = f"{scratch}/ipython"
    os.environ["MPLCONFIGDIR"] = f"{scratch}/matplotlib"
    os.environ["GMCOURSE_QUESTIONS"] = f"{scratch}/questions"
    if os.path.realpath("/tmp") != f"{scratch}/tmp":
        os.environ["TMPDIR"] = f"{scratch}/tmp"
        tempfile.tempdir = None
    os.chdir(f"{scratch}/work")


def make_folders(scratch, user=-1, group=-1):
    """The folders that a child works in."""
    for path in (scratch, *(f"{scratch}/{name}" for name in FOLDERS)):
        os.makedirs(path, exist_ok=True)
        os.chown(path, user, group)


def _drop_user(plan):
    if plan["drop_uid"] or plan["namespaces"]:
        linux.forbid_capabilities()
    if plan["drop_uid"]:
        os.setgroups([])
        os.setresgid(plan["gid"], plan["gid"], plan["gid"])
        os.setresuid(plan["uid"], plan["uid"], plan["uid"])
    linux.drop_capabilities()


def close_all_but(keep):
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


def set_limits(limits, plan):
    """The rlimits of a child; memory counts from what the zygote had mapped."""
    caps = {
        resource.RLIMIT_CPU: (limits["cpu_seconds"], limits["cpu_seconds"] + 1),
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    if plan["confined"]:
        caps[resource.RLIMIT_AS] = mapped_bytes() + limits["memory_bytes"]
        caps[resource.RLIMIT_MEMLOCK] = 0
        caps[resource.RLIMIT_MSGQUEUE] = 0
        others = 0 if plan["own_user"] else tasks_of_user()
        caps[resource.RLIMIT_NPROC] = limits["processes"] + others
    for name, value in caps.items():
        resource.setrlimit(name, value if isinstance(value, tuple) else (value, value))


def tasks_of_user():
    """How many threads this user runs on the machine: the limit on processes counts them all."""
    count, user = 0, os.getuid()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count


def mapped_bytes():
    """The address space of this process, in bytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * PAGE


def clear_scratch(scratch):
    """Empty a scratch folder that is no file system of its own."""
    for name in os.listdir(scratch):
        path = f"{scratch}/{name}"
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)
