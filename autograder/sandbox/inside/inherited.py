"""Limits that the shell passed on: a hard one below what a hand-in is given cannot be raised again."""

import os
import resource
import sys

OPEN_FILES = 256
STACK_BYTES = 2**20
# Linux's limit on signals and timers that wait, for which Python has no name.
SIGPENDING = 11 if sys.platform == "linux" else None
RAISED = ("AS", "DATA", "CPU", "FSIZE", "NPROC")


def raise_soft_limits() -> None:
    """Lift this process's soft limits to the hard ones, so that only those count."""
    for name in RAISED:
        number = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(number)[1]
        resource.setrlimit(number, (hard, hard))


def too_low(limits: dict[str, int], mapped: int = 0) -> str:
    """One line that names the inherited limits too low for a child, "" where there are none.

    limits: dict of numbers, see autograder.sandbox.limits; mapped: bytes of addresses that a child starts with.
    """
    others = 0 if os.geteuid() == 0 else tasks_of_user()
    needs = {
        "v": ("AS", limits["memory_bytes"] + mapped, 1024),
        "d": ("DATA", limits["memory_bytes"], 1024),
        "t": ("CPU", limits["cpu_seconds"] + 1, 1),
        "f": ("FSIZE", limits["file_bytes"], 1024),
        "u": ("NPROC", limits["processes"] + others, 1),
        "n": ("NOFILE", OPEN_FILES, 1),
        "s": ("STACK", STACK_BYTES, 1024),
        "i": ("SIGPENDING", limits["processes"], 1),
    }
    found = [
        f"ulimit -{letter} {hard // unit} (needed: {-(-need // unit)})"
        for letter, (name, need, unit) in needs.items()
        if (hard := _hard(name)) < need
    ]
    if not found:
        return ""
    return (
        f"limits of this shell are too low for hand-ins: {', '.join(found)}; start from a shell without them"
    )


def _hard(name: str) -> float:
    number = SIGPENDING if name == "SIGPENDING" else getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(number)[1] if number is not None else resource.RLIM_INFINITY
    return float("inf") if hard == resource.RLIM_INFINITY else hard


def tasks_of_user() -> int:
    """How many threads this user runs on the machine: the limit on processes counts them all."""
    count, user = 0, os.getuid()
    for name in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else ()):
        try:
            if os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count
