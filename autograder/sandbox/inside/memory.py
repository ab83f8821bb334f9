"""How much memory a child and all that it started take together, as the zygote sees it."""

import os

PAGE = os.sysconf("SC_PAGE_SIZE")


def family_bytes(descriptor, enough):
    """The memory of the process behind a pidfd and of its descendants, in bytes.

    Shared pages are counted once, by their share, but only where the plain sum is beyond `enough`.
    """
    pids = _family(_pid(descriptor))
    plain = sum(_resident(pid) for pid in pids)
    return plain if plain <= enough else sum(_proportional(pid) for pid in pids)


def own_bytes():
    """What this process itself holds in memory, in bytes."""
    return _resident("self")


def _pid(descriptor):
    """The process number as /proc here knows it, which may not be the one that fork returned."""
    with open(f"/proc/self/fdinfo/{descriptor}", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pid:"))


def _family(pid):
    found, new = [], [pid]
    while new:
        found += new
        new = [child for parent in new for child in _children(parent)]
    return found


def _children(pid):
    found = []
    for task in _listed(f"/proc/{pid}/task"):
        found += [int(word) for word in _read(f"/proc/{pid}/task/{task}/children").split()]
    return found


def _listed(path):
    try:
        return os.listdir(path)
    except OSError:
        return []


def _read(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""


def _resident(pid):
    words = _read(f"/proc/{pid}/statm").split()
    return int(words[1]) * PAGE if words else 0


def _proportional(pid):
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return _resident(pid)
