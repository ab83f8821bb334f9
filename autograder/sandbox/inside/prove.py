"""Proves each layer of confinement by trying, in a child, what it forbids."""

from __future__ import annotations

import _thread
import errno
import json
import mmap
import os
import resource
import select
import signal
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from . import confine, landlock, linux

if TYPE_CHECKING:
    from .zygote import Zygote


SECONDS = 20
MORE = 2**24


class Broken(Exception):
    """A forbidden act was possible."""


def prove(zygote: Zygote, troubles: dict[str, str]) -> dict[str, str]:
    """Return {layer: "" if it holds, else what went wrong}; `troubles` are known already."""
    plan = zygote.plan
    tries = {"user namespace" if not plan["drop_uid"] else "uid": _user, "namespaces": _namespaces}
    tries |= {"seccomp": _seccomp, "limits": _limits}
    group = plan["group"] is not None and _in_child(zygote, lambda: {"cgroup": _try(_group, plan)})
    if not group or group.get("cgroup") != "":
        plan["group"], group = None, {}
    found = _in_child(zygote, lambda: _try_all(plan, tries))
    found |= _in_child(zygote, lambda: {"Landlock": _try(_landlock, plan)})
    found |= group | troubles
    order = (
        "uid",
        "user namespace",
        "namespaces",
        "Landlock",
        "seccomp",
        "limits",
        "cgroup",
        "interpreter",
        "signals",
    )
    return {name: found[name] for name in order if name in found}


def _in_child(zygote: Zygote, act: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `act` returns in a child; {} when the child says nothing."""
    read, write = os.pipe()

    def life() -> None:
        os.dup2(write, 3)
        answer = json.dumps(act()).encode()
        os.write(3, answer)

    zygote.spawn(life)
    os.close(write)
    ready, _, _ = select.select([read], [], [], SECONDS)
    data = os.read(read, 2**16) if ready else b""
    os.close(read)
    os.kill(zygote.child, signal.SIGKILL)
    zygote.forget_child()
    return json.loads(data or b'{"limits": "the process that was to try them ended, or hung"}')


def _try_all(plan: confine.Plan, tries: Mapping[str, Callable[[confine.Plan], None]]) -> dict[str, str]:
    try:
        confine.shut_in(plan, plan["limits"], (3,))
    except (OSError, ValueError) as error:
        return {"limits": f"a process cannot be shut in: {error}"}
    others = {"interpreter": _interpreter, "signals": _signals}
    found = {name: trouble for name, act in others.items() if (trouble := _try(act, plan))}
    return found | {name: _try(act, plan) for name, act in tries.items()}


def _try(act: Callable[[confine.Plan], None], plan: confine.Plan) -> str:
    try:
        act(plan)
    except (Broken, OSError) as error:
        return str(error)
    return ""


def _forbidden(words: str, act: Callable, *args: Any, answers: Collection[int] = ()) -> None:
    """Raise Broken unless the act fails, with one of the errno `answers` where some are named."""
    try:
        act(*args)
    except OSError as error:
        if answers and error.errno not in answers:
            raise Broken(f"{words}: {error}") from error
        return
    raise Broken(words)


def _group(plan: confine.Plan) -> None:
    os.write(plan["group"], b"0")
    with open("/proc/self/cgroup", encoding="ascii") as file:
        if not any(line.startswith("0::") and "gmcourse-" in line for line in file):
            raise Broken("not entered")


def _user(plan: confine.Plan) -> None:
    if plan["drop_uid"] and os.getuid() == 0:
        raise Broken("still root")
    with open("/proc/self/status", encoding="ascii") as file:
        sets = dict(line.split()[:2] for line in file if line.startswith("Cap"))
    bound = sets.pop("CapBnd:")
    if any(int(words, 16) for words in sets.values()):
        raise Broken("capabilities are left")
    if (plan["drop_uid"] or plan["namespaces"]) and int(bound, 16):
        raise Broken("capabilities can be regained")
    if not plan["drop_uid"] and not plan["namespaces"]:
        raise Broken("submissions run as your own user")
    _forbidden("can become root", os.setresuid, 0, 0, 0)


def _namespaces(plan: confine.Plan) -> None:
    if not plan["namespaces"]:
        raise Broken("not available")
    if os.getpid() != 1:
        raise Broken("sees the machine's processes")
    if os.path.exists(plan["canary"]):
        raise Broken("sees the machine's files")
    with open("/proc/net/dev", encoding="ascii") as file:
        devices = [line.split(":")[0].strip() for line in file if ":" in line]
    if devices != ["lo"]:
        raise Broken("sees the machine's network")
    for path in ("/probe", plan["package"] + "/probe", os.path.dirname(os.__file__) + "/probe"):
        _forbidden(f"can write {path}", os.open, path, os.O_CREAT | os.O_WRONLY)


def _landlock(plan: confine.Plan) -> None:
    path = plan["scratch"] + "/probe"
    with open(path, "w"):
        pass
    landlock.restrict(["/usr"], [])
    _forbidden("can read", os.open, path, os.O_RDONLY, answers=[errno.EACCES])
    _forbidden("can write", os.open, path + "2", os.O_CREAT | os.O_WRONLY, answers=[errno.EACCES])


def _seccomp(plan: confine.Plan) -> None:
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            _forbidden("can open a socket", socket.socket, family, kind, answers=[errno.EOPNOTSUPP])
    _forbidden("can unshare", linux.unshare, linux.CLONE_NEWUSER, answers=[errno.EPERM])
    _forbidden("can mount", linux.mount, "x", "/", "tmpfs", answers=[errno.EPERM])
    _forbidden("can outlive its parent", linux.prctl, linux.PR_SET_PDEATHSIG, 0, answers=[errno.EPERM])


def _limits(plan: confine.Plan) -> None:
    for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
        hard = resource.getrlimit(name)[1]
        try:
            resource.setrlimit(name, (hard, hard + 1))
        except ValueError:
            continue
        raise Broken("can raise a limit")
    limits = plan["limits"]
    private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    _forbidden(
        "can take too much memory",
        mmap.mmap,
        -1,
        limits["memory_bytes"] + MORE,
        private,
        answers=[errno.ENOMEM],
    )
    with open(plan["scratch"] + "/tmp/probe", "wb", buffering=0) as file:
        _forbidden(
            "can write too long a file",
            os.pwrite,
            file.fileno(),
            b"x",
            limits["file_bytes"],
            answers=[errno.EFBIG],
        )
    if plan["namespaces"]:
        _forbidden("can fill the disk", _fill_disk, plan["scratch"], limits, answers=[errno.ENOSPC])
    _start_too_many(limits["processes"])


def _fill_disk(scratch: str, limits: dict[str, int]) -> None:
    size = limits["file_bytes"]
    for number in range(limits["disk_bytes"] // size + 1):
        descriptor = os.open(f"{scratch}/tmp/probe{number}", os.O_CREAT | os.O_WRONLY)
        os.posix_fallocate(descriptor, 0, size)


def _start_too_many(allowed: int) -> None:
    """Threads count as processes do, and are cheaper; they end with this process."""
    held = threading.Lock()
    held.acquire()
    try:
        for _ in range(allowed + 1):
            _thread.start_new_thread(held.acquire, ())
    except RuntimeError:
        return
    raise Broken("can start too many processes")


def _interpreter(plan: confine.Plan) -> None:
    """Not a layer: whether submissions can run at all."""
    try:
        with open(os.__file__, "rb"):
            pass
    except OSError as error:
        raise Broken(f"{error.filename} cannot be read by another user") from error


def _signals(plan: confine.Plan) -> None:
    _forbidden("submissions can signal your processes", os.kill, os.getppid() or 2, 0)
