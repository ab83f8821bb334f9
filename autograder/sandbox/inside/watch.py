"""Looks at what a child's processes hold together, the more often the nearer that is to what they may."""

import os
import signal
import time
from contextlib import suppress

from . import memory

LONGEST, SHORTEST = 0.25, 0.003
# What one core fills in a second, at most; and the share of a core that looking may take.
BYTES_A_SECOND = 4 * 2**30
SHARE = 0.25
# So many times what is allowed takes too long to be told apart by who shares it; a part so small hides nothing.
TOGETHER = 16
MOST_LOCKS = 20_000
# With more threads than this all of them give way, so that whoever looks gets to do so.
MANY_THREADS, MEEK = 8, 10
ROUNDS = 20


class Tree:
    """All that runs below this process, the zygote, which may have process numbers for them alone."""

    def __init__(self, own_numbers: bool) -> None:
        self.alone = own_numbers and os.getpid() == 1
        self._meek: set[str] = set()

    def pids(self) -> list[int]:
        """The numbers of the processes, as /proc here knows them."""
        if self.alone:
            return [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]
        return memory.descendants(os.getpid())

    def stop(self) -> None:
        """Stop all: nothing grows, or starts another, until `go_on`."""
        if self.alone:
            _signal(-1, signal.SIGSTOP)
            return
        stopped: set[int] = set()
        for _ in range(ROUNDS):
            new = set(self.pids()) - stopped
            for pid in new:
                _signal(pid, signal.SIGSTOP)
            stopped |= new
            if not new:
                break

    def go_on(self) -> None:
        """Let all run that `stop` stopped."""
        for pid in [-1] if self.alone else self.pids():
            _signal(pid, signal.SIGCONT)

    def give_way(self, pids: list[int]) -> None:
        """Let everything else on the machine come before each thread of these processes."""
        threads = {path.rpartition("/")[2] for pid in pids for path in memory.listed(f"/proc/{pid}/task")}
        for thread in threads - self._meek:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, int(thread), MEEK)
        self._meek = threads


class Watch:
    """Whether a tree holds more than `allowed` bytes; `pause` says for how many seconds that cannot change much."""

    def __init__(self, tree: Tree, allowed: float, cores: int) -> None:
        self._tree, self._allowed, self._cores = tree, allowed, max(1, cores)
        self._known: tuple[int, memory.Count] | None = None
        self.pause = SHORTEST

    def finds_too_much(self) -> bool:
        """Look once.

        Pages that several share are counted with each of them. Where that is too much, or one started while
        it was counted, all are stopped for as long as it takes to count again, shared pages once; they stay
        stopped where it is too much then.
        """
        begun = time.process_time()
        pids = self._tree.pids()
        found = memory.count(pids)
        if found.threads > MANY_THREADS:
            self._tree.give_way(pids)
        if memory.locks(pids) > MOST_LOCKS:
            return True
        most = self._at_most(found) + self._queued(pids)
        hides = most > self._allowed / TOGETHER and not set(self._tree.pids()) <= set(pids)
        if most > self._allowed or hides:
            most = self._counted_at_rest()
        used = time.process_time() - begun
        cores = min(self._cores, max(1, found.threads))
        soon = (self._allowed - most) / (BYTES_A_SECOND * cores)
        self.pause = min(LONGEST, max(SHORTEST, soon, used / SHARE))
        return most > self._allowed

    def _at_most(self, found: memory.Count) -> int:
        """What they can hold: the plain sum, or what was known exactly and every page that was asked for since."""
        if self._known is None:
            return found.held
        exact, before = self._known
        grown = max(0, found.held - before.held) + memory.PAGE * found.faults_since(before.faults)
        return min(found.held, exact + grown)

    def _queued(self, pids: list[int]) -> int:
        return memory.socket_bytes(None if self._tree.alone else pids)

    def _counted_at_rest(self) -> int:
        self._tree.stop()
        pids = memory.with_pages_of_their_own(self._tree.pids())
        found, queued = memory.count(pids), self._queued(pids)
        held = found.held
        if self._allowed < held + queued <= TOGETHER * self._allowed:
            held = memory.shared_out(pids, self._allowed - queued)
        self._known = held, found
        if held + queued <= self._allowed:
            self._tree.go_on()
        return held + queued


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
