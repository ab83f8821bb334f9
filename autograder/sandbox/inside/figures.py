"""Backends of matplotlib that grading has not: figures stay in the notebook, and a line says so."""

from collections.abc import Callable
from functools import partial
from typing import Any


def stay_inline(shell: Any) -> None:
    """Have `%matplotlib widget`, `matplotlib.use("TkAgg")` and the like fall back, in the place of an error."""
    import matplotlib
    import matplotlib.pyplot as plt

    shell.enable_matplotlib = partial(_enable, shell.enable_matplotlib)
    matplotlib.use = partial(_use, matplotlib.use)
    plt.switch_backend = partial(_use, plt.switch_backend)


def _enable(enable: Callable, gui: str | None = None) -> Any:
    if gui != "inline":
        _say(gui or "with no name")
    return enable("inline")


def _use(switch: Callable, *args: Any, **options: Any) -> Any:
    try:
        return switch(*args, **options)
    except (ImportError, ValueError):
        _say(" ".join(map(str, args)))


def _say(backend: str) -> None:
    print(f"matplotlib's backend {backend} is not there in grading; figures are shown inline")
