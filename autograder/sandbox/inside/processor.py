"""How long a child was kept from the processor by others, as the zygote sees it."""

import os

from .memory import descendants, proc_text

TICK = os.sysconf("SC_CLK_TCK")


def waited_seconds(pid: int) -> float:
    """Seconds for which the first thread of a process was ready to run and others than its own had the processor.

    What its other threads and its descendants used is taken off. 0 where the kernel does not say.
    """
    words = proc_text(f"/proc/{pid}/schedstat").split()
    if len(words) < 2:
        return 0.0
    own, waited = (int(word) / 1e9 for word in words[:2])
    used = sum(_used_seconds(one) for one in (pid, *descendants(pid)))
    return max(0.0, waited - max(0.0, used - own))


def _used_seconds(pid: int) -> float:
    """Processor time of a process and of those children that it has waited for."""
    fields = proc_text(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICK
