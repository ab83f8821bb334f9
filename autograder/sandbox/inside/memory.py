"""How much memory a child and all that it started hold, as the zygote reads it in /proc."""

import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

PAGE = os.sysconf("SC_PAGE_SIZE")
SOCKETS = "/proc/self/net/sockstat"
BUFFER = "/proc/sys/net/core/wmem_default"
# What a socket may queue beyond its buffer's size by one more message, and the kernel's record of it.
SOCKET_OVERHEAD = 2**15
LOCKS_BYTES = 2**22
HELD = ("RssAnon", "RssShmem", "VmSwap", "VmPTE")
STATUS = re.compile(rf"^({'|'.join(HELD)}|Threads):\s+(\d+)", re.M)
SHARED = re.compile(r"^(Pss_Anon|Pss_Shmem|SwapPss):\s+(\d+)", re.M)


@dataclass
class Count:
    """What a look at some processes found.

    held:    bytes that are theirs: pages, shared ones with each that has them, swap, page tables. Pages of files
             on a disk are the machine's.
    threads: of all of them; faults: {number of the process: pages that it ever asked for}
    """

    held: int = 0
    threads: int = 0
    faults: dict[int, int] = field(default_factory=dict)

    def faults_since(self, before: dict[int, int]) -> int:
        """Pages asked for since another look, whose `faults` were these."""
        return sum(max(0, faults - before.get(pid, 0)) for pid, faults in self.faults.items())


def count(pids: Iterable[int]) -> Count:
    """Look at these processes; what has ended holds nothing."""
    found = Count()
    for pid in pids:
        for name, value in STATUS.findall(proc_text(f"/proc/{pid}/status")):
            if name == "Threads":
                found.threads += int(value)
            else:
                found.held += int(value) * 1024
        fields = proc_text(f"/proc/{pid}/stat").rpartition(")")[2].split()
        if fields:
            found.faults[pid] = int(fields[7])
    return found


def shared_out(pids: Iterable[int], enough: float) -> int:
    """Bytes that processes hold, shared pages counted once; adds up no further than beyond `enough`."""
    total = 0
    for pid in pids:
        text = proc_text(f"/proc/{pid}/smaps_rollup")
        parts = [int(value) * 1024 for _, value in SHARED.findall(text)]
        total += sum(parts) if len(parts) > 1 else count([pid]).held
        if total > enough:
            break
    return total


def with_pages_of_their_own(pids: Iterable[int]) -> list[int]:
    """Those of these processes, all of which stand still, that do not merely borrow their parent's pages.

    So it is between `vfork` and `exec`, as in `subprocess`: a thread of the parent waits, one for each such child.
    """
    waiting: dict[str, int] = {}
    kept = []
    for pid in sorted(pids):
        parent = next(iter(re.findall(r"^PPid:\s+(\d+)", proc_text(f"/proc/{pid}/status"), re.M)), "0")
        if parent not in waiting:
            waiting[parent] = sum(_sleeps_deeply(task) for task in listed(f"/proc/{parent}/task"))
        if waiting[parent] and _sizes(pid) == _sizes(parent):
            waiting[parent] -= 1
        else:
            kept.append(pid)
    return kept


def _sleeps_deeply(task: str) -> bool:
    return proc_text(f"{task}/stat").rpartition(")")[2].split()[:1] == ["D"]


def _sizes(pid: int | str) -> list[str]:
    return re.findall(r"^(?:Vm|Rss).*", proc_text(f"/proc/{pid}/status"), re.M)


def own_bytes() -> int:
    """What this process itself holds, in bytes."""
    return count([os.getpid()]).held


def socket_bytes(pids: Iterable[int] | None = None) -> int:
    """What sockets may hold at most: all of this network namespace, or those open in these processes.

    In a namespace of their own closed ones with unread data count too, and those on their way through others.
    Each is counted with its full buffer, which a child cannot enlarge.
    """
    if pids is None:
        lines = proc_text(SOCKETS).splitlines()
        used = int(lines[0].split()[-1]) if lines else 0
    else:
        used = sum(_open_sockets(pid) for pid in pids)
    return used * (int(proc_text(BUFFER) or 2**18) * 3 // 2 + SOCKET_OVERHEAD)


def _open_sockets(pid: int | str) -> int:
    folder, found = f"/proc/{pid}/fd", 0
    for path in listed(folder):
        with suppress(OSError):
            found += os.readlink(path).startswith("socket:")
    return found


def locks(pids: Collection[int]) -> int:
    """How many locks on parts of files these processes hold, as far as a few megabytes of list tell."""
    numbers = {str(pid) for pid in pids}
    lines = proc_text("/proc/locks", LOCKS_BYTES).splitlines()
    return sum(not numbers.isdisjoint(line.split()[4:6]) for line in lines)


def seen_pid(descriptor: int) -> int:
    """The number of the process behind a pidfd, as /proc here knows it."""
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


def proc_text(path: str, most: int = -1) -> str:
    """A short text of /proc, or `most` characters of a long one; "" where the process has ended."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(most)
    except OSError:
        return ""
