"""Trains a torch model: mini-batches, early stopping, a picture that grows, an interrupt that is safe."""

from __future__ import annotations

import contextlib
import copy
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from gmcourse.counted import counted
from gmcourse.growth import Growth
from gmcourse.mode import shortened
from gmcourse.progress import Progress

if TYPE_CHECKING:
    from torch import nn

SHORT_PASS = 20  # batches of a pass where $GMCOURSE_SHORT is set


class Diverged(ArithmeticError):
    """The loss became infinite or NaN."""


@dataclass
class History:
    """What `fit` saw, one entry an epoch.

    train, valid: mean loss over the epoch, and on the held-out data after it (empty without any)
    best: the epoch (from 0) whose weights the model now has
    stopped: "done", "early" (held-out loss stopped falling), "time" (out of seconds) or "interrupted"
    seconds: wall-clock time
    unit: what train and valid count: "loss", or "bits" where `fit` was told the dims
    """

    train: list = field(default_factory=list)
    valid: list = field(default_factory=list)
    best: int = -1
    stopped: str = "done"
    seconds: float = 0.0
    unit: str = "loss"


def negative_log_likelihood(
    model: nn.Module, batch: torch.Tensor, generator: torch.Generator
) -> torch.Tensor:
    """The default loss: minus the mean of `model.log_prob(batch)`, in nats a sample."""
    density: Any = model.log_prob
    return -density(batch).mean()


def fit(
    model: nn.Module,
    loss: Callable = negative_log_likelihood,
    train: Any = None,
    valid: Any = None,
    *,
    epochs: int = 20,
    batch_size: int = 64,
    lr: float = 1e-3,
    seed: int = 0,
    patience: int | None = 5,
    optimizer: Any = None,
    scheduler: Any = None,
    label: str | None = None,
    dims: int | None = None,
    samples: Callable | None = None,
    seconds: float | None = None,
) -> History:
    """Minimise `loss` over the parameters of `model` and return the `History`.

    model: an `nn.Module`; batches are moved to the device that it is on
    loss: called as loss(model, batch, generator), gives a scalar tensor, a mean over the batch.
        `generator` is a seeded `torch.Generator` on the model's device, for losses that draw noise
    train: a tensor (N, ...), or a tuple of tensors with the same N; batches are alike
    valid: held-out data like `train`, or None
    epochs: passes over `train`, at most
    batch_size, lr: samples a step and the step size of Adam
    seed: of the order of the samples, of the loss's noise and of dropout; the same seed on the same
        machine gives the same weights. (Initial weights: see `seeded`.)
    patience: stop after so many epochs without a lower held-out loss; None never stops early
    optimizer: takes the place of Adam; made over the model's parameters by the caller
    scheduler: a learning-rate scheduler over that optimizer, stepped once a batch
    label: the name in the progress line; the class name where none is given
    dims: the loss is in nats a sample of so many pixels or letters: shown and kept in bits for one
    samples: called as samples(axes, model), draws on the matplotlib axes what the model makes now; the
        picture grows beside the curve, and must take its random numbers from a generator of its own
    seconds: stop after the epoch in which so much time is over; None sets no limit

    With `valid` the model is left with the weights of its best epoch, else with its last ones.
    Interrupting (Kernel > Interrupt, or Ctrl-C) is no error: it ends the training, keeps those
    weights, and says so. Raises ValueError on data that do not fit together, and Diverged, which
    names the epoch, as soon as a loss is not finite; the best weights so far are in the model then.
    """
    train = _tensors(train, "train")
    held_out = None if valid is None else _tensors(valid, "valid")
    if epochs < 1 or batch_size < 1:
        raise ValueError(f"epochs and batch_size are at least 1, got {epochs} and {batch_size}")
    optimizer = optimizer or torch.optim.Adam(model.parameters(), lr=lr)
    label = label or type(model).__name__
    history = History(unit="bits" if dims else "loss")
    show = _Show(model, label, shortened(epochs), history, samples)
    keeper, scale = _Keeper(model), 1 / (dims * math.log(2)) if dims else 1.0
    with seeded(seed):
        run = _Run(model, loss, optimizer, scheduler, batch_size, seed)
        try:
            for epoch in range(show.epochs):
                history.train.append(scale * run.epoch(train, lambda done, e=epoch: show.within(e + done)))
                if held_out is not None:
                    history.valid.append(scale * run.evaluate(held_out))
                score = (history.valid or history.train)[-1]
                _require_finite(score, epoch)
                if held_out is None or keeper.better(score):
                    keeper.keep(epoch, score)
                show.after(epoch + 1)
                late = seconds is not None and show.elapsed() >= seconds
                early = held_out is not None and patience is not None and epoch - keeper.epoch >= patience
                if early or (late and epoch + 1 < show.epochs):
                    history.stopped = "early" if early else "time"
                    break
        except KeyboardInterrupt:
            history.stopped = "interrupted"
        finally:
            model.eval()
            history.best, history.seconds = keeper.epoch, show.elapsed()
            if held_out is not None:
                keeper.restore()
        show.finish()
    return history


def mean_loss(model: nn.Module, loss: Callable, data: Any, *, batch_size: int = 256, seed: int = 0) -> float:
    """The mean of `loss` over `data`, without gradients, with the model in evaluation mode."""
    return _Run(model, loss, None, None, batch_size, seed).evaluate(_tensors(data, "data"))


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside, torch's own random numbers (initial weights, dropout) start from `seed`.

    Outside, they go on as if nothing had happened::

        with seeded(0):
            model = torch.nn.Linear(3, 2)
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield


def device() -> torch.device:
    """A CUDA device where there is one, else the CPU: `model.to(device())`."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


class _Run:
    """Passes over data with one model, loss and optimizer."""

    def __init__(
        self, model: nn.Module, loss: Callable, optimizer: Any, scheduler: Any, batch_size: int, seed: int
    ) -> None:
        self.model, self.loss, self.batch_size, self.seed = model, loss, batch_size, seed
        self.optimizer, self.scheduler = optimizer, scheduler
        self.device = next((p.device for p in model.parameters()), torch.device("cpu"))
        self.order = torch.Generator().manual_seed(seed)
        self.noise = torch.Generator(self.device).manual_seed(seed)

    def epoch(self, data: Any, report: Any) -> float:
        """One pass in a new order, or the first batches of one where $GMCOURSE_SHORT is set; return their mean loss."""
        self.model.train()
        order = torch.randperm(len(data[0]), generator=self.order)
        order = order[: shortened(len(order), SHORT_PASS * self.batch_size)]
        count, total = len(order), 0.0
        for first in range(0, count, self.batch_size):
            rows = order[first : first + self.batch_size]
            self.optimizer.zero_grad()
            value = self.loss(self.model, self._batch(data, rows), self.noise)
            value.backward()
            self.optimizer.step()
            if self.scheduler is not None:
                self.scheduler.step()
            total += float(value.detach()) * len(rows)
            report(min(first + self.batch_size, count) / count)
        return total / count

    @torch.no_grad()
    def evaluate(self, data: Any) -> float:
        """The mean loss over the data, with the same noise each time."""
        self.model.eval()
        count, total = len(data[0]), 0.0
        noise = torch.Generator(self.device).manual_seed(self.seed)
        for first in range(0, count, self.batch_size):
            rows = torch.arange(first, min(first + self.batch_size, count))
            total += float(self.loss(self.model, self._batch(data, rows), noise)) * len(rows)
        return total / count

    def _batch(self, data: Any, rows: torch.Tensor) -> Any:
        parts = tuple(part[rows.to(part.device)].to(self.device) for part in data)
        return parts if len(parts) > 1 else parts[0]


class _Show:
    """What is seen of a training: the line that moves, and the picture that grows."""

    def __init__(
        self, model: nn.Module, label: str | None, epochs: int, history: History, samples: Callable | None
    ) -> None:
        self.model, self.epochs, self.history = model, epochs, history
        self.progress = Progress(label or "", epochs)
        self.growth = Growth(label or "", "bits" if history.unit == "bits" else "loss", samples)
        self.start = time.perf_counter()

    def elapsed(self) -> float:
        return time.perf_counter() - self.start

    def within(self, done: float) -> None:
        self.progress.at(done)

    def after(self, epochs: int) -> None:
        left = self.elapsed() / epochs * (self.epochs - epochs)
        self.progress.at(epochs, f"{_describe(self.history)}   {left:.0f} s left")
        self._draw(self.growth.at)

    def finish(self) -> None:
        self.progress.finish(_summary(self.history))
        self._draw(self.growth.finish)

    @torch.no_grad()
    def _draw(self, draw: Any) -> None:
        self.model.eval()
        with torch.random.fork_rng():
            draw(self.model, self.history)


class _Keeper:
    """Remembers the weights of the best epoch."""

    def __init__(self, model: nn.Module) -> None:
        self.model, self.epoch, self.score = model, -1, math.inf
        self.weights: Any = None

    def better(self, score: float) -> bool:
        return score < self.score

    def keep(self, epoch: int, score: float) -> None:
        self.epoch, self.score = epoch, score
        self.weights = copy.deepcopy(self.model.state_dict())

    def restore(self) -> None:
        if self.weights is not None:
            self.model.load_state_dict(self.weights)


def _tensors(data: Any, name: str) -> tuple[torch.Tensor, ...]:
    parts = tuple(data) if isinstance(data, (tuple, list)) else (data,)
    if not parts or not all(isinstance(part, torch.Tensor) for part in parts):
        raise ValueError(f"{name} is a tensor or a tuple of tensors, got {type(data).__name__}")
    if len({len(part) for part in parts}) > 1:
        raise ValueError(f"{name}: all tensors have the same first size, got {[len(p) for p in parts]}")
    if len(parts[0]) == 0:
        raise ValueError(f"{name} holds no samples")
    return parts


def _require_finite(score: float, epoch: int) -> None:
    if not math.isfinite(score):
        raise Diverged(f"the loss is {score} in epoch {epoch + 1}; try a smaller lr, or look at the inputs")


def _describe(history: History) -> str:
    unit = " bits" if history.unit == "bits" else ""
    text = f"train {history.train[-1]:.3f}{unit}"
    return f"{text}   held out {history.valid[-1]:.3f}{unit}" if history.valid else text


def _summary(history: History) -> str:
    if history.best < 0:
        return f"interrupted in the first epoch after {history.seconds:.1f} s: its weights so far are kept"
    unit = " bits" if history.unit == "bits" else ""
    scores = [f"train {history.train[history.best]:.3f}{unit}"]
    if history.valid:
        scores.append(f"held out {history.valid[history.best]:.3f}{unit}")
    end = {
        "done": "",
        "early": ", stopped early",
        "time": ", out of time",
        "interrupted": ", interrupted: weights kept",
    }
    epochs = (
        f"best of {counted(len(history.valid), 'epoch')}"
        if history.valid
        else counted(len(history.train), "epoch")
    )
    return "   ".join([*scores, f"{epochs}, {history.seconds:.1f} s{end[history.stopped]}"])
