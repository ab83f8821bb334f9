"""What a zygote does once so that no child need do it: imports, a figure, an error, a display."""

from __future__ import annotations

import gc
import glob
import os
import sys
import tempfile
from collections.abc import Iterable

from . import colab
from . import kernel as kernels
from .course_names import course_names
from .figures import stay_inline
from .kernel import Warmed

FIGURE = """
import numpy as np, matplotlib.pyplot as plt
from IPython.display import HTML, display
figure, axes = plt.subplots(figsize=(2, 2))
axes.plot([0, 1], [0, 1], label="$x^2$"); axes.set_title("a"); _ = axes.legend(); axes.imshow(np.eye(2))
plt.show()
"""
ERROR = """
def f(x): return 1 / x
f(0)
"""
DISPLAY = """
print(1)
display(HTML("a")); np.linspace(0, 1, 3)
"""
IMPORTS = """
import numpy.random, ipywidgets, gmcourse.notebook, gmcourse.plot, gmcourse.slider, gmcourse.predict
"""
TABLES = """
from gmcourse.check import tables
from gmcourse.check.named import find
for week in {weeks}:
    for sheet in tables.week_sheets(week).values():
        for prop in sheet.properties: find("comparators", prop.compare)
        for case in sheet.cases: find("probes", sheet.probe_of(case))
_ = tables._home()
"""
FONT_LIST_BYTES = 2**22
CELLS = (FIGURE, DISPLAY, IMPORTS)
TORCH = """
torch.set_num_threads(1)
state = torch.get_rng_state()
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.Adam(model.parameters())
optimizer.zero_grad(); optimizer.step(); str(model(torch.ones(1, 2)))
torch.set_rng_state(state)
torch.set_num_threads = torch.set_num_interop_threads = lambda count: None
"""


class NotWarm(RuntimeError):
    """What hand-ins need cannot be loaded: each of them would fail on it, and none is to blame."""


def warm(package: str, imports: Iterable[str], weeks: Iterable[str], fonts: dict[str, bytes]) -> Warmed:
    """Return (kernel, stdout, stderr) with modules and weeks' tables loaded and nothing left over; raise NotWarm.

    package: the folder that goes on sys.path; fonts: lists of fonts by name, see `font_lists`.
    """
    gc.disable()
    _only_the_students_package(package)
    for name, data in fonts.items():
        with open(os.path.join(os.environ["MPLCONFIGDIR"], name), "wb") as file:
            file.write(data)
    kernel, stdout, stderr = kernels.make_kernel()
    loading = "\n".join(f"import {name}" for name in imports)
    torch = [TORCH] if "torch" in imports else []
    kernels.run_warmly(kernel, ERROR.strip("\n"))
    for cell in [*CELLS, loading, TABLES.format(weeks=weeks), *torch]:
        if error := kernels.run_warmly(kernel, cell.strip("\n")):
            raise NotWarm(f"what hand-ins need cannot be loaded: {type(error).__name__}: {error}") from error
    kernels.forget(kernel)
    kernel.course_names = course_names()
    colab.install()
    stay_inline(kernel.shell)
    import matplotlib.pyplot as plt

    plt.close("all")
    tempfile.tempdir = None
    gc.collect()
    gc.freeze()
    gc.enable()
    return kernel, stdout, stderr


def font_lists(folder: str) -> dict[str, bytes]:
    """The lists of this machine's fonts that matplotlib keeps in `folder`, by name: to make one takes it long."""
    found = glob.glob(os.path.join(glob.escape(folder), "fontlist-*.json"))
    return {os.path.basename(path): data for path in found if (data := _read(path))}


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(FONT_LIST_BYTES)
    except OSError:
        return b""


def _only_the_students_package(package: str) -> None:
    """Take the checkout's finders and paths out of the import system, put the student's in."""
    sys.meta_path[:] = [f for f in sys.meta_path if not str(f.__module__).startswith("__editable__")]
    sys.path[:] = [path for path in sys.path if os.path.isdir(path) or path.endswith(".zip")]
    site = next((i for i, p in enumerate(sys.path) if p.endswith("site-packages")), len(sys.path))
    sys.path.insert(site, package)


def wake(reseed: bool = True) -> None:
    """What must differ between two children: the state of random numbers."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()
