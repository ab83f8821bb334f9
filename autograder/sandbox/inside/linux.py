"""The Linux calls that Python 3.11 has no name for, each raising OSError when it fails."""

import ctypes
import os
from typing import Any

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

MOUNT_SETATTR = 442
AT_FDCWD = -100
AT_RECURSIVE = 0x8000

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
SECCOMP_MODE_FILTER = 2
PR_CAP_AMBIENT_CLEAR_ALL = 4

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(name: str, *args: Any) -> int:
    result = getattr(_libc, name)(*args)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by CLONE_ flags for new ones."""
    _checked("unshare", ctypes.c_int(flags))


def setns(descriptor: int, flag: int) -> None:
    """Enter the namespace behind a descriptor."""
    _checked("setns", ctypes.c_int(descriptor), ctypes.c_int(flag))


def mount(
    source: str | None, target: str, kind: str | None = None, flags: int = 0, options: str | None = None
) -> None:
    """mount(2); texts or None."""
    texts = [text.encode() if text is not None else None for text in (source, target, kind)]
    data = options.encode() if options else None
    _checked("mount", *texts, ctypes.c_ulong(flags), data)


def umount(target: str, flags: int = MNT_DETACH) -> None:
    """umount2(2)."""
    _checked("umount2", target.encode(), ctypes.c_int(flags))


def pivot_root(new_root: str, put_old: str) -> None:
    """pivot_root(2)."""
    _checked("pivot_root", new_root.encode(), put_old.encode())


def prctl(option: int, argument: int = 0, third: int = 0) -> int:
    """prctl(2)."""
    numbers = [ctypes.c_ulong(n) for n in (argument, third, 0, 0)]
    return _checked("prctl", ctypes.c_int(option), *numbers)


def syscall(number: int, *args: Any) -> int:
    """A system call by number; integers and pointers."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    return _checked("syscall", ctypes.c_long(number), *wide)


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def make_read_only(path: str, devices: bool = False) -> None:
    """Make a mount and all below it read-only, without set-uid programs, and without devices unless it holds one."""
    attributes = _MountAttributes(MS_RDONLY | MS_NOSUID | (0 if devices else MS_NODEV), 0, 0, 0)
    target = ctypes.c_char_p(path.encode())
    syscall(MOUNT_SETATTR, AT_FDCWD, target, AT_RECURSIVE, ctypes.byref(attributes), 32)


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapData(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def forbid_capabilities() -> None:
    """Let no later exec gain a capability; must come before they are dropped."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            break
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)


def drop_capabilities() -> None:
    """Give up every capability that is held."""
    _checked("capset", ctypes.byref(_CapHeader(0x20080522, 0)), (_CapData * 2)())


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def load_filter(program: bytes) -> None:
    """Install a classic BPF program (bytes) as seccomp filter of this process."""
    holder = _Program(len(program) // 8, program)
    address = ctypes.addressof(holder)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, address)
