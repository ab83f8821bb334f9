"""The real IPython kernel with a pipe for transport: built once in the zygote, served in each child."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]

import tornado.platform.asyncio  # noqa: E402, F401
from ipykernel.ipkernel import IPythonKernel  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from tornado.ioloop import IOLoop  # noqa: E402
from traitlets.config import Config  # noqa: E402

from . import course_names as names  # noqa: E402
from .course_names import TEST_CELL  # noqa: E402
from .frames import BadFrame, Unpacker  # noqa: E402
from .session import IOPUB, PipeSession  # noqa: E402
from .streams import PipeStream, redirect  # noqa: E402

# A kernel and its two streams.
Warmed = tuple["PipeKernel", PipeStream, PipeStream]


READ_BYTES = 2**16


class PipeKernel(IPythonKernel):
    """The IPython kernel, fed message by message by `answer_requests`."""

    _supports_kernel_subshells = False
    course_names: dict = {}
    shell: Any
    session: Any

    def _abort_queues(self, subshell_id: object = None) -> None:
        """Each request is sent when the one before is done: there is no queue to abort."""

    async def do_execute(
        self, *args: Any, cell_meta: dict[str, Any] | None = None, cell_id: str | None = None, **options: Any
    ) -> Any:
        """As ipykernel's, of a cell that is not known yet; a test cell finds the course's own names."""
        self.shell.transform_cell.forget()
        lent = self.course_names if (cell_meta or {}).get(TEST_CELL) else {}
        with names.lent(self.shell.user_ns, lent):
            return await super().do_execute(*args, cell_meta=cell_meta, cell_id=cell_id, **options)


class TransformOnce:
    """A shell's `transform_cell`, which ipykernel and IPython both call for a cell: the second gets what the first got."""

    def __init__(self, transform: Callable[[str], str]) -> None:
        self._transform = transform
        self._known: tuple[str, str] | None = None

    def __call__(self, cell: str) -> str:
        if self._known is None or self._known[0] != cell:
            self._known = cell, self._transform(cell)
        return self._known[1]

    def forget(self) -> None:
        """Transform the next cell anew."""
        self._known = None


def make_kernel() -> Warmed:
    """Return a kernel and its two streams; nothing is sent anywhere until `answer_requests`."""
    app = IPKernelApp.instance(config=_config())
    session = PipeSession()
    stdout, stderr = redirect(session)
    kernel = PipeKernel.instance(parent=app, session=session, iopub_socket=IOPUB, log=_silent_log())
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    kernel._execute_sleep = 0.0
    app.kernel, app.shell = kernel, kernel.shell
    kernel.shell.ask_exit = _stay
    kernel.shell.transform_cell = TransformOnce(kernel.shell.transform_cell)
    kernel.shell.extension_manager.load_extension("storemagic")
    _use_ipython_debugger()
    if "" not in sys.path:
        sys.path.insert(_first_site_folder(), "")
    return kernel, stdout, stderr


def _config() -> Config:
    config = Config()
    config.HistoryManager.enabled = False
    config.IPKernelApp.connection_file = "kernel-pipe.json"
    return config


def _stay() -> None:
    """In the place of `ask_exit`, which stops the kernel between two later cells."""


def _silent_log() -> logging.Logger:
    log = logging.getLogger("ipykernel.pipe")
    log.setLevel(logging.CRITICAL + 1)
    return log


def _use_ipython_debugger() -> None:
    """ipykernel's replacement of pdb; `breakpoint()` does nothing, as where no debugger is attached."""
    import pdb  # noqa: T100

    from IPython.core import debugger as module

    debugger: Any = module
    python: Any = pdb

    debugger.Pdb = debugger.InterruptiblePdb
    python.Pdb = debugger.Pdb
    python.set_trace = debugger.set_trace
    sys.breakpointhook = _no_debugger


def _no_debugger(*args: object, **options: object) -> None:
    """`breakpoint()` without anybody there to debug."""


def _first_site_folder() -> int:
    folders = [i for i, path in enumerate(sys.path) if os.path.basename(path) == "site-packages"]
    return folders[0] if folders else 0


def run_warmly(kernel: PipeKernel, code: str) -> BaseException | None:
    """Run one cell in the zygote, before any child, so that children find its imports done; return the error that ended it."""
    parent = kernel.session.msg("execute_request", {"code": code})
    kernel.set_parent([], parent)
    result = kernel.shell.run_cell(code, store_history=True)
    return result.error_before_exec or result.error_in_exec


def forget(kernel: PipeKernel) -> None:
    """Leave no trace of what ran: names, numbering, messages."""
    kernel.shell.reset(new_session=True)
    kernel.shell.user_ns_hidden.update(kernel.shell.user_ns)
    kernel.shell._sys_modules_keys = set(sys.modules)
    kernel.shell._last_traceback = None
    kernel.set_parent([], {})
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def answer_requests(kernel: PipeKernel, incoming: int, outgoing: int, first: Unpacker) -> None:
    """Answer requests from one pipe on another until it closes; `first` holds bytes read already."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.add_signal_handler(signal.SIGWINCH, _wake)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.session.connect(outgoing)
    kernel._main_asyncio_lock = asyncio.Lock()
    kernel._control_lock = asyncio.Lock()
    os.set_blocking(incoming, False)
    loop.call_soon(_attend, kernel, loop, incoming, first)
    loop.run_forever()


def _wake() -> None:
    """A handler on any signal makes asyncio wake for all, SIGINT too."""


def _attend(kernel: PipeKernel, loop: asyncio.AbstractEventLoop, incoming: int, unpacker: Unpacker) -> None:
    kernel.io_loop = IOLoop.current()
    tasks = set()

    def dispatch() -> None:
        while (found := _next(unpacker, loop)) is not None:
            task = loop.create_task(kernel.shell_main(None, found))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    def readable() -> None:
        try:
            data = os.read(incoming, READ_BYTES)
        except BlockingIOError:
            return
        if not data:
            loop.stop()
        unpacker.feed(data)
        dispatch()

    loop.add_reader(incoming, readable)
    dispatch()


def _next(unpacker: Unpacker, loop: asyncio.AbstractEventLoop) -> dict[str, Any] | None:
    try:
        found = unpacker.next()
    except BadFrame:
        loop.stop()
        return None
    return found[0] if found else None


__all__ = ["PipeKernel", "Unpacker", "answer_requests", "forget", "make_kernel", "run_warmly"]
