"""The process that children are forked from: imports done, one thread, no secrets.

Talks with the trusted side over one socket, in JSON: "fork" with two descriptors, "signal", "waited", "end",
and back "ready", "forked", "waited", "exited". What a submission holds never passes here, only down the child's pipes.
"""

from __future__ import annotations

import json
import math
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

from . import confine, inherited, landlock, linux, memory, processor, prove, rootfs, scratch, warm
from .frames import as_frame
from .kernel import Unpacker, answer_requests
from .watch import LONGEST, Tree, Watch

MESSAGE_BYTES = 2**16


class Zygote:
    """Forks one child at a time on request, and reports how each one ended."""

    def __init__(self, control: socket.socket, plan: confine.Plan, warmed: warm.Warmed | None = None) -> None:
        self.control = control
        self.plan = plan
        self.warmed = warmed
        self.child: Any = None
        self.watch: Any = None
        self.own_pids: int | None = None
        self.leash: int | None = None
        self.why, self.due, self.looked = "", 0.0, 0.0
        self.weigher: Watch | None = None
        self.limits: dict[str, int] = {}

    def prepare(self) -> dict[str, Any]:
        """Leave the machine's namespaces, load what is not loaded, prove the layers; return them as a dict."""
        plan, layers = self.plan, {}
        if plan["want"] != "none":
            layers = self._shut()
        if self.warmed is None:
            fonts = warm.font_lists(plan["fonts"])
            confine.settle(plan["scratch"])
            self.warmed = warm.warm(plan["package"], plan["imports"], plan["tables"], fonts)
        self.kernel, self.stdout, self.stderr = self.warmed
        if refusal := inherited.too_low(plan["limits"], confine.mapped_bytes() if plan["confined"] else 0):
            return {"refused": refusal}
        if plan["want"] != "none":
            layers = prove.prove(self, layers)
        return {"layers": layers, "bytes": memory.own_bytes(), "language": dict(self.kernel.language_info)}

    def _shut(self) -> dict[str, str]:
        plan = self.plan
        if plan["room"]:
            rootfs.enter_namespaces()
            self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
            plan["namespaces"] = True
        plan["drop_uid"] = os.geteuid() == 0
        plan["own_user"] = plan["drop_uid"] or plan["namespaces"]
        plan["landlock"] = landlock.abi_version() > 0
        plan["confined"] = True
        if not plan["namespaces"]:
            linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        linux.prctl(linux.PR_SET_DUMPABLE, 0)
        return plan["troubles"]

    def serve(self) -> None:
        """Answer until the trusted side goes away."""
        while True:
            waiting = select.poll()
            waiting.register(self.control, select.POLLIN)
            if self.watch is not None:
                waiting.register(self.watch, select.POLLIN)
            left = max(0.0, self.due - time.monotonic()) * 1000
            ready = {number for number, _ in waiting.poll(left if self.child else None)}
            if self.watch in ready:
                self._reap()
            elif self.child and time.monotonic() >= self.due:
                self._weigh()
            if self.control.fileno() in ready and not self._answer():
                break
        if self.child:
            self._signal(signal.SIGKILL)
            self._reap()

    def _weigh(self) -> None:
        """End a child that takes too much memory, or room in its folder, with all its processes together."""
        plan, pause = self.plan, LONGEST
        if plan["confined"] and not self.why:
            if self.weigher is not None:
                self.why = "memory" if self.weigher.finds_too_much() else ""
                pause = self.weigher.pause
            if not plan["namespaces"] and self._is_too_full():
                self.why = "disk"
            if self.why:
                self._signal(signal.SIGKILL)
        self.due = time.monotonic() + pause

    def _begin_to_watch(self) -> None:
        """A Watch for the next child; where a control group counts memory, of what that does not count."""
        plan = self.plan
        counted = plan["group"] is not None
        allowed = math.inf if counted else self.limits["memory_bytes"] + memory.own_bytes()
        cores = len(plan["cores"] or os.sched_getaffinity(0))
        self.weigher, self.due = Watch(Tree(plan["namespaces"]), allowed, cores), 0.0

    def _is_too_full(self) -> bool:
        now = time.monotonic()
        if now < self.looked + LONGEST:
            return False
        self.looked = now
        return scratch.is_too_full(self.plan["scratch"], os.getpid(), self.limits)

    def _answer(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 2)
        request = json.loads(data or '{"do": "end"}')
        if request["do"] == "end":
            return False
        if request["do"] == "fork":
            self._fork(request["limits"], descriptors)
        elif request["do"] == "signal" and request["pid"] == self.child:
            self._signal(request["number"])
        elif request["do"] == "waited":
            self._tell(waited=processor.waited_seconds(memory.seen_pid(self.watch)) if self.child else 0.0)
        return True

    def _tell(self, **message: Any) -> None:
        self.control.send(json.dumps(message).encode())

    def _fork(self, limits: dict[str, int], descriptors: Sequence[int]) -> None:
        if self.child:
            self._signal(signal.SIGKILL)
            self._reap()
        self.limits = limits
        if self.plan["confined"]:
            self._begin_to_watch()
        self.spawn(lambda: self._live(limits, *descriptors))
        for number in descriptors:
            os.close(number)
        self._tell(forked=self.child)

    def spawn(self, life: Callable[[], object]) -> None:
        """Fork a child, in process numbers of its own where possible, that runs `life` and ends.

        Its end shows on a pidfd; where that may not exist, on a pipe that ends when the child does.
        """
        if self.own_pids is not None:
            linux.unshare(linux.CLONE_NEWPID)
        watch, leash = os.pipe() if self.plan["want"] == "none" else (None, None)
        pid = os.fork()
        if pid == 0:
            self.leash = leash
            try:
                life()
                os._exit(0)
            finally:
                os._exit(70)
        if self.own_pids is not None:
            linux.setns(self.own_pids, linux.CLONE_NEWPID)
        if leash is not None:
            os.close(leash)
        self.child = pid
        self.watch = os.pidfd_open(pid) if watch is None else watch
        self.why = ""

    def _live(self, limits: dict[str, int], incoming: int, outgoing: int) -> None:
        try:
            unpacker = self._settle(limits, incoming, outgoing)
        except BaseException as error:
            os.write(outgoing, as_frame({"failed": f"{type(error).__name__}: {error}"[:500]}))
            raise
        self.kernel.session.connect(outgoing)
        self.kernel._publish_status("starting", "shell")
        answer_requests(self.kernel, incoming, outgoing, unpacker)

    def _settle(self, limits: dict[str, int], incoming: int, outgoing: int) -> Unpacker:
        """Be a child that is shut in and has its files; return the Unpacker for what follows them."""
        leash = () if self.leash is None else (self.leash,)
        confine.shut_in(self.plan, limits, (incoming, outgoing, *leash))
        self.stdout.capture(self.plan["scratch"] + "/.stdout", 1)
        self.stderr.capture(self.plan["scratch"] + "/.stderr", 2)
        warm.wake()
        return receive_files(incoming, self.plan["scratch"])

    def _signal(self, number: int) -> None:
        try:
            os.kill(self.child, number)
        except ProcessLookupError:
            return

    def _reap(self) -> None:
        child, status, usage = self.forget_child()
        cpu = usage.ru_utime + usage.ru_stime
        self._tell(exited=child, status=status, cpu=cpu, peak=usage.ru_maxrss, why=self.why)

    def forget_child(self) -> tuple[int, int, Any]:
        """Wait for the child to end, clean up after it; return its (pid, status, usage)."""
        end = os.wait4(self.child, 0)
        os.close(self.watch)
        self.child = self.watch = None
        if not self.plan["namespaces"]:
            self._sweep()
        return end

    def _sweep(self) -> None:
        """End what a child left behind, now that it is ours by being a subreaper."""
        while left := _children():
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            for pid in left:
                os.waitpid(pid, 0)
        confine.clear_scratch(self.plan["scratch"])


def _children() -> list[int]:
    path = f"/proc/self/task/{os.getpid()}/children"
    if not os.path.exists(path):
        return []
    with open(path, encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


def receive_files(incoming: int, scratch: str) -> Unpacker:
    """Read the first frame, write the files that it carries, return the Unpacker for what follows."""
    unpacker = Unpacker()
    while (found := unpacker.next()) is None:
        data = os.read(incoming, 2**16)
        if not data:
            os._exit(0)
        unpacker.feed(data)
    message, _ = found
    for name, data in zip(message["names"], message["buffers"], strict=True):
        path = os.path.join(scratch, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return unpacker
