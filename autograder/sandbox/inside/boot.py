"""Starts zygotes: builds the room and loads everything once, then splits into as many as were asked for.

Where there are no namespaces each zygote has a folder of its own and loads everything for itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NoReturn

from . import confine, filter, inherited, linux, rootfs, warm
from .zygote import MESSAGE_BYTES, Zygote

UNKNOWN = {
    "namespaces": False,
    "own_user": False,
    "confined": False,
    "landlock": False,
    "filter": [],
    "group": None,
    "drop_uid": False,
    "room": False,
    "troubles": {},
}
STUDENTS = 32


def main(numbers: Iterable[int]) -> None:
    """Start as the trusted side wants it: `numbers` are the control sockets; a plan comes first on each."""
    controls = [socket.socket(fileno=number) for number in numbers]
    plans = [UNKNOWN | json.loads(control.recv(MESSAGE_BYTES)) for control in controls]
    try:
        inherited.raise_soft_limits()
        if plans[0]["want"] != "none":
            _require_pidfds()
        _number_students(plans)
        warmed = _warm_once(plans)
    except BaseException:
        for control in controls:
            _tell_failure(control)
        os._exit(1)
    for control, plan in zip(controls, plans, strict=True):
        if os.fork() == 0:
            _live(control, [c for c in controls if c is not control], plan, warmed)
    for control in controls:
        control.close()
    if plans[0]["want"] != "none":
        linux.prctl(linux.PR_SET_DUMPABLE, 0)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _require_pidfds() -> None:
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError as error:
        raise OSError(
            "this kernel gives no pidfd_open, by which processes are watched: Linux 5.3 has it"
        ) from error


def _number_students(plans: Sequence[confine.Plan]) -> None:
    """Each zygote's students run under a number of their own, since the limit on processes counts by user."""
    if os.geteuid() == 0:
        for place, plan in enumerate(plans):
            plan["uid"] = plan["gid"] = _free_user(plan["uid"] + STUDENTS * os.getpid() + place % STUDENTS)


def _free_user(wanted: int) -> int:
    """A user number that nobody else has, or nobody's own where numbers are few."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        ranges = [[int(word) for word in line.split()] for line in file]
    return wanted if any(first <= wanted < first + count for first, _, count in ranges) else 65534


def _warm_once(plans: Sequence[confine.Plan]) -> warm.Warmed | None:
    """Build the room, move in and load everything; return what is warm, or None where there can be no room."""
    first, troubles = plans[0], dict[str, str]()
    if first["want"] == "none":
        return None
    for plan in plans:
        plan["troubles"] = troubles
    try:
        programs = filter.filter_programs()
        for plan in plans:
            plan["filter"] = programs
    except OSError as error:
        troubles["seccomp"] = str(error)
    if first["want"] == "landlock":
        return None
    users = {("student", plan["uid"], plan["gid"]) for plan in plans}
    fonts = warm.font_lists(first["fonts"])
    try:
        rootfs.leave()
        rootfs.build_rootfs(first["root"], first["binds"], first["masks"], first["package"], sorted(users))
    except OSError as error:
        troubles["namespaces"] = str(error)
        return None
    for plan in plans:
        plan |= {"room": True, "package": rootfs.PACKAGE, "scratch": rootfs.SCRATCH, "readable": ["/"]}
    confine.settle(rootfs.SCRATCH)
    return warm.warm(rootfs.PACKAGE, first["imports"], first["tables"], fonts)


def _live(
    control: socket.socket, others: Iterable[socket.socket], plan: confine.Plan, warmed: warm.Warmed | None
) -> NoReturn:
    """Be a zygote until the trusted side goes away; never returns."""
    code = 0
    try:
        handles = []
        if plan["want"] != "none":
            linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
            handles = [os.pidfd_open(os.getpid())]
        for other in others:
            other.close()
        zygote = Zygote(control, plan, warmed)
        report = json.dumps({"ready": zygote.prepare()}).encode()
        socket.send_fds(control, [report], handles)
        for handle in handles:
            os.close(handle)
        with suppress(BrokenPipeError, ConnectionResetError):
            zygote.serve()
    except BaseException:
        code = 1
        _tell_failure(control)
    finally:
        os._exit(code)


def _tell_failure(control: socket.socket) -> None:
    kind, error, _ = sys.exc_info()
    reason = f"no process for student code could be started: {kind.__name__ if kind else kind}: {error}"
    with suppress(OSError):
        control.send(json.dumps({"failed": " ".join(reason.split())[:1000]}).encode())
