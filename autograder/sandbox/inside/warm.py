"""What a zygote does once so that no child need do it: imports, a figure, an error, a display."""

import gc
import os
import sys
import tempfile

from . import kernel as kernels

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
import ipywidgets, gmcourse.notebook, gmcourse.plot, gmcourse.slider, gmcourse.predict
"""
TABLES = """
from gmcourse.check import tables
for week in tables.weeks(): tables.week_sheets(week)
_ = tables._home()
"""
CELLS = (FIGURE, ERROR, DISPLAY, IMPORTS, TABLES)
TORCH = """
torch.set_num_threads(1)
state = torch.get_rng_state()
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.Adam(model.parameters())
optimizer.zero_grad(); optimizer.step(); str(model(torch.ones(1, 2)))
torch.set_rng_state(state)
"""


def warm(package, imports):
    """Return the kernel with these modules loaded and nothing left over; `package` goes on sys.path."""
    _only_the_students_package(package)
    kernel, stdout, stderr = kernels.build()
    loading = "\n".join(f"import {name}" for name in imports)
    for cell in [*CELLS, loading, *([TORCH] if "torch" in imports else [])]:
        kernels.run_warmly(kernel, cell.strip("\n"))
    kernels.forget(kernel)
    import matplotlib.pyplot as plt

    plt.close("all")
    tempfile.tempdir = None
    gc.collect()
    gc.freeze()
    return kernel, stdout, stderr


def _only_the_students_package(package):
    """Take the checkout's finders and paths out of the import system, put the student's in."""
    sys.meta_path[:] = [f for f in sys.meta_path if not str(f.__module__).startswith("__editable__")]
    sys.path[:] = [path for path in sys.path if os.path.isdir(path) or path.endswith(".zip")]
    site = next((i for i, p in enumerate(sys.path) if p.endswith("site-packages")), len(sys.path))
    sys.path.insert(site, package)


def wake(reseed=True):
    """What must differ between two children: the state of random numbers."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()
