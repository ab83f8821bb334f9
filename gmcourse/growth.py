"""The picture of a training as it goes: the curve of the loss, and beside it what the model makes now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gmcourse.counted import counted
from gmcourse.mode import mode
from gmcourse.plot import figure_output

if TYPE_CHECKING:
    from torch import nn

    from gmcourse.train import History


SHARE = 0.1
EVERY = 1.0


class Growth:
    """A figure of two panels, drawn anew as often as a tenth of the training's time allows.

    label, unit: what is trained, and what the curve counts
    samples: called as samples(axes, model), draws what the model makes now; None draws the curve alone

    A live kernel shows one display that changes; a page of the book keeps the last picture, where there
    are samples; a terminal and grading show none.
    """

    def __init__(self, label: str, unit: str, samples: Callable | None = None) -> None:
        self.label, self.unit, self.samples = label, unit, samples
        self._handle, self._next = None, 0.0
        self.shown = _in_notebook() and (mode() == "live" or (mode() == "static" and samples is not None))

    def at(self, model: nn.Module, history: History) -> None:
        """Draw, where a kernel is live and the last picture is old enough."""
        if self.shown and mode() == "live" and time.monotonic() >= self._next:
            self._draw(model, history)

    def finish(self, model: nn.Module, history: History) -> None:
        """Draw the last picture."""
        if self.shown and history.train:
            self._draw(model, history)

    def _draw(self, model: nn.Module, history: History) -> None:
        from IPython.display import display

        start = time.monotonic()
        data = figure_output(self._figure(model, history), self._words(history))
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)
        now = time.monotonic()
        self._next = now + max(EVERY, (now - start) / SHARE)

    def _figure(self, model: nn.Module, history: History) -> Any:
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(
            1, 2 if self.samples else 1, figsize=(9 if self.samples else 5, 3.4), squeeze=False
        )
        curve = axes[0, 0]
        epochs = range(1, len(history.train) + 1)
        curve.plot(epochs, history.train, label="train")
        if history.valid:
            curve.plot(range(1, len(history.valid) + 1), history.valid, label="held out")
        curve.set(xlabel="epoch", ylabel=self.unit, title=self.label)
        curve.legend()
        if self.samples:
            self.samples(axes[0, 1], model)
        figure.tight_layout()
        return figure

    def _words(self, history: History) -> str:
        kept = history.valid or history.train
        which = "held-out loss" if history.valid else "loss"
        words = f"{self.label}: the {which} over {counted(len(kept), 'epoch')}, from {kept[0]:.3f} to {kept[-1]:.3f} {self.unit}"
        return words + (", and beside it what the model makes" if self.samples else "")


def _in_notebook() -> bool:
    """Whether a kernel takes displays."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
