"""Landlock: which files a process may read and write, and no TCP, from the kernel's own rule sets.

Numbers and structures are those of linux/landlock.h; see the kernel's userspace-api/landlock.
"""

import ctypes
import os
from collections.abc import Iterable

from . import linux

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
FIRST = (1 << 13) - 1
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
NET_BIND_CONNECT = 3
SCOPE_ALL = 3
READ = EXECUTE | READ_FILE | READ_DIR
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def abi_version() -> int:
    """The ABI version of this kernel's Landlock, 0 where it has none."""
    try:
        return linux.syscall(CREATE_RULESET, 0, 0, 1)
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str], devices: Iterable[str] = ()) -> None:
    """Confine this process for good: read below some paths, everything below others, devices open.

    Raises OSError where the kernel has no Landlock. Paths that don't exist are left out.
    """
    abi = abi_version()
    if not abi:
        raise OSError("no Landlock in this kernel")
    handled = FIRST | (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0)
    handled |= IOCTL_DEV if abi >= 5 else 0
    rules = _Ruleset(handled, NET_BIND_CONNECT if abi >= 4 else 0, SCOPE_ALL if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = linux.syscall(CREATE_RULESET, ctypes.byref(rules), size, 0)
    for path in readable:
        _allow(ruleset, path, READ & handled)
    for path in writable:
        _allow(ruleset, path, handled)
    for path in devices:
        _allow(ruleset, path, (READ_FILE | WRITE_FILE | IOCTL_DEV | TRUNCATE) & handled)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, allowed: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        allowed &= OF_FILES
    rule = _Beneath(allowed, descriptor)
    linux.syscall(ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    os.close(descriptor)
