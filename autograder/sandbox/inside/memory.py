"""How much memory a child and all that it started take together, as the zygote sees it."""

import os
from contextlib import suppress

PAGE = os.sysconf("SC_PAGE_SIZE")
SOCKETS = "/proc/self/net/sockstat"
BUFFER = "/proc/sys/net/core/wmem_default"
# What a socket may queue beyond its buffer's size by one more message, and the kernel's record of it.
SOCKET_OVERHEAD = 2**15


def tree_bytes(parent: int, enough: int) -> int:
    """The memory of all descendants of process `parent`, in bytes.

    Shared pages are counted once, by their share, but only where the plain sum is beyond `enough`.
    """
    pids = descendants(parent)
    plain = sum(_resident(pid) for pid in pids)
    return plain if plain <= enough else sum(_proportional(pid) for pid in pids)


def socket_bytes(parent: int | None = None) -> int:
    """What sockets may hold at most: all of this network namespace, or those open in descendants of `parent`.

    In a namespace of their own closed ones with unread data count too, and those on their way through others.
    Each is counted with its full buffer, which a child cannot enlarge.
    """
    if parent is None:
        lines = proc_text(SOCKETS).splitlines()
        used = int(lines[0].split()[-1]) if lines else 0
    else:
        used = sum(_open_sockets(pid) for pid in descendants(parent))
    return used * (int(proc_text(BUFFER) or 2**18) * 3 // 2 + SOCKET_OVERHEAD)


def _open_sockets(pid: int | str) -> int:
    folder, found = f"/proc/{pid}/fd", 0
    for path in listed(folder):
        with suppress(OSError):
            found += os.readlink(path).startswith("socket:")
    return found


def own_bytes() -> int:
    """What this process itself holds in memory, in bytes."""
    return _resident("self")


def outer_pid(descriptor: int | str = "self") -> int:
    """This process's number, or that of the process behind a pidfd, as /proc here knows it."""
    if descriptor == "self":
        return int(os.readlink("/proc/self"))
    lines = proc_text(f"/proc/self/fdinfo/{descriptor}").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pid:")), 0)


def descendants(pid: int | str) -> list[int]:
    """The numbers of all processes that a process started, and those that they started."""
    found, new = [], _children(pid)
    while new:
        found += new
        new = [child for parent in new for child in _children(parent)]
    return found


def _children(pid: int | str) -> list[int]:
    found = []
    for task in listed(f"/proc/{pid}/task"):
        found += [int(word) for word in proc_text(f"{task}/children").split()]
    return found


def listed(folder: str) -> list[str]:
    """The paths of what is in a folder of /proc, none where the process has ended."""
    try:
        return [f"{folder}/{name}" for name in os.listdir(folder)]
    except OSError:
        return []


def proc_text(path: str) -> str:
    """A short text of /proc, "" where the process has ended."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _resident(pid: int | str) -> int:
    words = proc_text(f"/proc/{pid}/statm").split()
    return int(words[1]) * PAGE if words else 0


def _proportional(pid: int | str) -> int:
    for line in proc_text(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return _resident(pid)
