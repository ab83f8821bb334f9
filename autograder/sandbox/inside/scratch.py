"""How much a child keeps in a scratch folder that is no file system of its own, as the zygote sees it."""

import os

from . import memory

BLOCK = 512


def is_too_full(folder: str, parent: int, limits: dict[str, int]) -> bool:
    """Whether a scratch folder has more than `disk_bytes` in it, or more than `files`.

    parent: the process whose descendants may hold files open, or mapped, that no folder lists any more;
    limits: dict of numbers, see autograder.limits. Looks at no more files than there may be.
    """
    seen: set[tuple[int, int]] = set()
    total = 0
    for status in (*_listed(folder, limits["files"] + 1), *_deleted(parent)):
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            total += status.st_blocks * BLOCK
    return len(seen) > limits["files"] or total > limits["disk_bytes"]


def _listed(folder: str, most: int) -> list[os.stat_result]:
    """What is in the folder and all below it; at most so many."""
    found: list[os.stat_result] = []
    folders = [folder]
    while folders and len(found) <= most:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    found.append(entry.stat(follow_symlinks=False))
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue
    return found


def _deleted(parent: int) -> list[os.stat_result]:
    """What descendants of a process still hold of files that were deleted."""
    found = []
    for pid in memory.descendants(parent):
        for kind in ("fd", "map_files"):
            for path in memory.listed(f"/proc/{pid}/{kind}"):
                try:
                    status = os.stat(path)
                except OSError:
                    continue
                if not status.st_nlink and status.st_blocks:
                    found.append(status)
    return found
