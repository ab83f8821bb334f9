"""The process that children are forked from: imports done, one thread, no secrets.

Talks with the trusted side over one socket, in JSON: "fork" with two descriptors, "signal", "end", and
back "ready", "forked", "exited". What a submission holds never passes here, only down the child's pipes.
"""

import json
import os
import select
import signal
import socket
import sys
import traceback

from . import confine, landlock, linux, memory, prove, room, warm
from .kernel import Unpacker, serve

MESSAGE_BYTES = 2**16
LOOK_MILLISECONDS = 250


class Zygote:
    """Forks one child at a time on request, and reports how each one ended."""

    def __init__(self, control, plan, warmed=None):
        self.control = control
        self.plan = plan
        self.warmed = warmed
        self.child = None
        self.watch = None
        self.own_pids = self.leash = None
        self.why, self.allowed = "", 0

    def prepare(self):
        """Leave the machine's namespaces, load what is not loaded, prove the layers; return them as a dict."""
        plan, layers = self.plan, {}
        if plan["want"] != "none":
            layers = self._shut()
        if self.warmed is None:
            fonts = warm.font_lists(plan["fonts"])
            confine.settle(plan["scratch"])
            self.warmed = warm.warm(plan["package"], plan["imports"], plan["tables"], fonts)
        self.kernel, self.stdout, self.stderr = self.warmed
        if plan["want"] != "none":
            layers = prove.prove(self, layers)
        return {"layers": layers, "language": dict(self.kernel.language_info)}

    def _shut(self):
        plan = self.plan
        if plan["room"]:
            room.enter_namespaces()
            self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
            plan["namespaces"] = True
        plan["drop_uid"] = os.geteuid() == 0
        plan["own_user"] = plan["drop_uid"] or plan["namespaces"]
        plan["landlock"] = landlock.version() > 0
        plan["confined"] = True
        if not plan["namespaces"]:
            linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        linux.prctl(linux.PR_SET_DUMPABLE, 0)
        return plan["troubles"]

    def serve(self):
        """Answer until the trusted side goes away."""
        while True:
            waiting = select.poll()
            waiting.register(self.control, select.POLLIN)
            if self.watch is not None:
                waiting.register(self.watch, select.POLLIN)
            ready = {number for number, _ in waiting.poll(LOOK_MILLISECONDS if self.child else None)}
            if self.watch in ready:
                self._reap()
            elif not ready:
                self._weigh()
            if self.control.fileno() in ready and not self._answer():
                break
        if self.child:
            self._signal(signal.SIGKILL)
            self._reap()

    def _weigh(self):
        """End a child that takes too much memory with all its processes together."""
        if self.plan["confined"] and memory.family_bytes(self.watch, self.allowed) > self.allowed:
            self.why = "memory"
            self._signal(signal.SIGKILL)

    def _answer(self):
        data, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 2)
        request = json.loads(data or '{"do": "end"}')
        if request["do"] == "end":
            return False
        if request["do"] == "fork":
            self._fork(request["limits"], descriptors)
        elif request["do"] == "signal" and request["pid"] == self.child:
            self._signal(request["number"])
        return True

    def _tell(self, **message):
        self.control.send(json.dumps(message).encode())

    def _fork(self, limits, descriptors):
        if self.child:
            self._signal(signal.SIGKILL)
            self._reap()
        self.allowed = limits["memory_bytes"] + memory.own_bytes()
        self.spawn(lambda: self._live(limits, *descriptors))
        for number in descriptors:
            os.close(number)
        self._tell(forked=self.child)

    def spawn(self, life):
        """Fork a child, in process numbers of its own where possible, that runs `life` and ends.

        Its end shows on a pidfd; where that may not exist, on a pipe that ends when the child does.
        """
        if self.own_pids is not None:
            linux.unshare(linux.CLONE_NEWPID)
        watch, leash = os.pipe() if self.plan["want"] == "none" else (None, None)
        pid = os.fork()
        if pid == 0:
            self.leash = leash
            code = 70
            try:
                life()
                code = 0
            except BaseException:
                traceback.print_exc(file=sys.__stderr__)
            finally:
                os._exit(code)
        if self.own_pids is not None:
            linux.setns(self.own_pids, linux.CLONE_NEWPID)
        if leash is not None:
            os.close(leash)
        self.child = pid
        self.watch = os.pidfd_open(pid) if watch is None else watch
        self.why = ""

    def _live(self, limits, incoming, outgoing):
        leash = () if self.leash is None else (self.leash,)
        confine.shut_in(self.plan, limits, (incoming, outgoing, *leash))
        self.stdout.capture(self.plan["scratch"] + "/.stdout", 1)
        self.stderr.capture(self.plan["scratch"] + "/.stderr", 2)
        warm.wake()
        unpacker = receive_files(incoming, self.plan["scratch"])
        self.kernel.session.connect(outgoing)
        self.kernel._publish_status("starting", "shell")
        serve(self.kernel, incoming, outgoing, unpacker)

    def _signal(self, number):
        try:
            os.kill(self.child, number)
        except ProcessLookupError:
            return

    def _reap(self):
        child, status, usage = self.forget_child()
        cpu = usage.ru_utime + usage.ru_stime
        self._tell(exited=child, status=status, cpu=cpu, peak=usage.ru_maxrss, why=self.why)

    def forget_child(self):
        """Wait for the child to end, clean up after it; return its (pid, status, usage)."""
        end = os.wait4(self.child, 0)
        os.close(self.watch)
        self.child = self.watch = None
        if not self.plan["namespaces"]:
            self._sweep()
        return end

    def _sweep(self):
        """End what a child left behind, now that it is ours by being a subreaper."""
        while (left := _children()):
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            for pid in left:
                os.waitpid(pid, 0)
        confine.clear_scratch(self.plan["scratch"])


def _children():
    path = f"/proc/self/task/{os.getpid()}/children"
    if not os.path.exists(path):
        return []
    with open(path, encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


def receive_files(incoming, scratch):
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
