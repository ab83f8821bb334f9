"""The real IPython kernel with a pipe for transport: built once in the zygote, served in each child."""

import asyncio
import logging
import os
import signal
import sys
import threading
from types import SimpleNamespace

sys.modules.setdefault("debugpy", None)

import tornado.platform.asyncio  # noqa: E402, F401
from ipykernel.ipkernel import IPythonKernel  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from tornado.ioloop import IOLoop  # noqa: E402
from traitlets.config import Config  # noqa: E402

from .session import IOPUB, PipeSession  # noqa: E402
from .streams import redirect  # noqa: E402
from .wire import BadFrame, Unpacker  # noqa: E402

READ_BYTES = 2**16


class PipeKernel(IPythonKernel):
    """The IPython kernel, fed message by message by `serve`."""

    _supports_kernel_subshells = False

    def _abort_queues(self, subshell_id=None):
        """Each request is sent when the one before is done: there is no queue to abort."""

    async def do_execute(self, *args, **options):
        """As ipykernel's, of a cell that is not known yet."""
        self.shell.transform_cell.forget()
        return await super().do_execute(*args, **options)


class TransformOnce:
    """A shell's `transform_cell`, which ipykernel and IPython both call for a cell: the second gets what the first got."""

    def __init__(self, transform):
        self._transform = transform
        self.forget()

    def __call__(self, cell):
        if self._known is None or self._known[0] != cell:
            self._known = cell, self._transform(cell)
        return self._known[1]

    def forget(self):
        """Transform the next cell anew."""
        self._known = None


def build():
    """Return a kernel and its two streams; nothing is sent anywhere until `serve`."""
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


def _config():
    config = Config()
    config.HistoryManager.enabled = False
    config.IPKernelApp.connection_file = "kernel-pipe.json"
    return config


def _stay():
    """In the place of `ask_exit`, which stops the kernel between two later cells."""


def _silent_log():
    log = logging.getLogger("ipykernel.pipe")
    log.setLevel(logging.CRITICAL + 1)
    return log


def _use_ipython_debugger():
    """ipykernel's replacement of pdb; `breakpoint()` does nothing, as where no debugger is attached."""
    import pdb  # noqa: T100

    from IPython.core import debugger

    debugger.Pdb = debugger.InterruptiblePdb
    pdb.Pdb = debugger.Pdb
    pdb.set_trace = debugger.set_trace
    sys.breakpointhook = _no_debugger


def _no_debugger(*args, **options):
    """`breakpoint()` without anybody there to debug."""


def _first_site_folder():
    folders = [i for i, path in enumerate(sys.path) if os.path.basename(path) == "site-packages"]
    return folders[0] if folders else 0


def run_warmly(kernel, code):
    """Run one cell in the zygote, before any child, so that children find its imports done."""
    parent = kernel.session.msg("execute_request", {"code": code})
    kernel.set_parent([], parent)
    kernel.shell.run_cell(code, store_history=True)


def forget(kernel):
    """Leave no trace of what ran: names, numbering, messages."""
    kernel.shell.reset(new_session=True)
    kernel.shell.user_ns_hidden.update(kernel.shell.user_ns)
    kernel.shell._sys_modules_keys = set(sys.modules)
    kernel.shell._last_traceback = None
    kernel.set_parent([], {})
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def serve(kernel, incoming, outgoing, first):
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


def _wake():
    """A handler on any signal makes asyncio wake for all, SIGINT too."""


def _attend(kernel, loop, incoming, unpacker):
    kernel.io_loop = IOLoop.current()
    tasks = set()

    def dispatch():
        while (found := _next(unpacker, loop)) is not None:
            task = loop.create_task(kernel.shell_main(None, found))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    def readable():
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


def _next(unpacker, loop):
    try:
        found = unpacker.next()
    except BadFrame:
        loop.stop()
        return None
    return found[0] if found else None


__all__ = ["PipeKernel", "Unpacker", "build", "forget", "run_warmly", "serve"]
