"""Proves each layer of confinement by trying, in a child, what it forbids."""

import errno
import json
import mmap
import os
import resource
import select
import signal
import socket

from . import confine, landlock, linux

SECONDS = 20
PROBE_LIMITS = {
    "disk_bytes": 2**20, "files": 64, "cpu_seconds": 10, "memory_bytes": 2**26, "processes": 8,
    "file_bytes": 2**18,
}


class Broken(Exception):
    """A forbidden act was possible."""


def prove(zygote, troubles):
    """Return {layer: "" if it holds, else what went wrong}; `troubles` are known already."""
    plan = zygote.plan
    tries = {"user namespace" if not plan["drop_uid"] else "uid": _user, "namespaces": _namespaces}
    tries |= {"seccomp": _seccomp, "limits": _limits}
    found = _in_child(zygote, lambda: _try_all(plan, tries))
    found |= _in_child(zygote, lambda: {"Landlock": _try(_landlock, plan)})
    found |= troubles
    order = ("uid", "user namespace", "namespaces", "Landlock", "seccomp", "limits", "interpreter", "signals")
    return {name: found[name] for name in order if name in found}


def _in_child(zygote, act):
    """What `act` returns in a child; {} when the child says nothing."""
    read, write = os.pipe()

    def life():
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
    return json.loads(data or b"{}")


def _try_all(plan, tries):
    confine.shut_in(plan, PROBE_LIMITS, (3,))
    found = {name: _try(act, plan) for name, act in tries.items()}
    for name, act in {"interpreter": _interpreter, "signals": _signals}.items():
        if trouble := _try(act, plan):
            found[name] = trouble
    return found


def _try(act, plan):
    try:
        act(plan)
    except (Broken, OSError) as error:
        return str(error)
    return ""


def _forbidden(words, act, *args, answers=()):
    """Raise Broken unless the act fails, with one of the errno `answers` where some are named."""
    try:
        act(*args)
    except OSError as error:
        if answers and error.errno not in answers:
            raise Broken(f"{words}: {error}") from error
        return
    raise Broken(words)


def _user(plan):
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


def _namespaces(plan):
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


def _landlock(plan):
    path = plan["scratch"] + "/probe"
    with open(path, "w"):
        pass
    landlock.restrict(["/usr"], [])
    _forbidden("can read", os.open, path, os.O_RDONLY, answers=[errno.EACCES])
    _forbidden("can write", os.open, path + "2", os.O_CREAT | os.O_WRONLY, answers=[errno.EACCES])


def _seccomp(plan):
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            _forbidden("can open a socket", socket.socket, family, kind, answers=[errno.EOPNOTSUPP])
    _forbidden("can unshare", linux.unshare, linux.CLONE_NEWUSER, answers=[errno.EPERM])
    _forbidden("can mount", linux.mount, "x", "/", "tmpfs", answers=[errno.EPERM])
    _forbidden("can outlive its parent", linux.prctl, linux.PR_SET_PDEATHSIG, 0, answers=[errno.EPERM])


def _limits(plan):
    for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
        hard = resource.getrlimit(name)[1]
        try:
            resource.setrlimit(name, (hard, hard + 1))
        except ValueError:
            continue
        raise Broken("can raise a limit")
    _forbidden("can take too much memory", mmap.mmap, -1, 2 * PROBE_LIMITS["memory_bytes"])
    path = plan["scratch"] + "/tmp/probe"
    with open(path, "wb", buffering=0) as file:
        _forbidden("can write too long a file", _fill, file, 2 * PROBE_LIMITS["file_bytes"])
    _forbidden("can start too many processes", _fork_many, answers=[errno.EAGAIN])
    if plan["namespaces"]:
        _forbidden("can fill the disk", _fill_disk, plan["scratch"], answers=[errno.ENOSPC])


def _fill(file, size):
    for _ in range(0, size, 2**16):
        if file.write(bytes(2**16)) < 2**16:
            raise OSError(errno.EFBIG, "cut short")


def _fill_disk(scratch):
    for number in range(16):
        with open(f"{scratch}/tmp/probe{number}", "wb", buffering=0) as file:
            _fill(file, PROBE_LIMITS["file_bytes"] // 2)
            _fill(file, PROBE_LIMITS["file_bytes"] // 2 - 2**16)


def _fork_many():
    children = []
    try:
        for _ in range(4 * PROBE_LIMITS["processes"]):
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _interpreter(plan):
    """Not a layer: whether submissions can run at all."""
    try:
        with open(os.__file__, "rb"):
            pass
    except OSError as error:
        raise Broken(f"{error.filename} cannot be read by another user") from error


def _signals(plan):
    _forbidden("submissions can signal your processes", os.kill, os.getppid() or 2, 0)
