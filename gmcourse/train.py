"""Trains a torch model: mini-batches, early stopping, one progress line, and an interrupt that is safe."""

import contextlib
import copy
import math
import time
from dataclasses import dataclass, field

import torch

from gmcourse.progress import Progress


class Diverged(ArithmeticError):
    """The loss became infinite or NaN."""


@dataclass
class History:
    """What `fit` saw, one entry an epoch.

    train, valid: mean loss over the epoch, and on the held-out data after it (empty without any)
    best: the epoch (from 0) whose weights the model now has
    stopped: "done", "early" (held-out loss stopped falling) or "interrupted"
    seconds: wall-clock time
    """

    train: list = field(default_factory=list)
    valid: list = field(default_factory=list)
    best: int = -1
    stopped: str = "done"
    seconds: float = 0.0


def negative_log_likelihood(model, batch, generator):
    """The default loss: minus the mean of `model.log_prob(batch)`, in nats a sample."""
    return -model.log_prob(batch).mean()


def fit(
    model,
    loss=negative_log_likelihood,
    train=None,
    valid=None,
    *,
    epochs=20,
    batch_size=64,
    lr=1e-3,
    seed=0,
    patience=5,
    optimizer=None,
    scheduler=None,
    label=None,
):
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
    history, keeper, start = History(), _Keeper(model), time.perf_counter()
    progress = Progress(label or type(model).__name__, epochs)
    with seeded(seed):
        run = _Run(model, loss, optimizer, scheduler, batch_size, seed)
        try:
            for epoch in range(epochs):
                history.train.append(run.epoch(train, lambda done, e=epoch: progress.at(e + done)))
                score = history.train[-1]
                if held_out is not None:
                    score = run.evaluate(held_out)
                    history.valid.append(score)
                _require_finite(score, epoch)
                if held_out is None or keeper.better(score):
                    keeper.keep(epoch, score)
                progress.at(epoch + 1, _describe(history))
                if held_out is not None and patience is not None and epoch - keeper.epoch >= patience:
                    history.stopped = "early"
                    break
        except KeyboardInterrupt:
            history.stopped = "interrupted"
        finally:
            model.eval()
            history.best = keeper.epoch
            history.seconds = time.perf_counter() - start
            if held_out is not None:
                keeper.restore()
    progress.finish(_summary(history))
    return history


def mean_loss(model, loss, data, *, batch_size=256, seed=0):
    """The mean of `loss` over `data`, without gradients, with the model in evaluation mode."""
    return _Run(model, loss, None, None, batch_size, seed).evaluate(_tensors(data, "data"))


@contextlib.contextmanager
def seeded(seed):
    """Inside, torch's own random numbers (initial weights, dropout) start from `seed`.

    Outside, they go on as if nothing had happened::

        with seeded(0):
            model = torch.nn.Linear(3, 2)
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield


def device():
    """A CUDA device where there is one, else the CPU: `model.to(device())`."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


class _Run:
    """Passes over data with one model, loss and optimizer."""

    def __init__(self, model, loss, optimizer, scheduler, batch_size, seed):
        self.model, self.loss, self.batch_size, self.seed = model, loss, batch_size, seed
        self.optimizer, self.scheduler = optimizer, scheduler
        self.device = next((p.device for p in model.parameters()), torch.device("cpu"))
        self.order = torch.Generator().manual_seed(seed)
        self.noise = torch.Generator(self.device).manual_seed(seed)

    def epoch(self, data, report):
        """One pass in a new order; return the mean loss of its batches."""
        self.model.train()
        count, total = len(data[0]), 0.0
        order = torch.randperm(count, generator=self.order)
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
    def evaluate(self, data):
        """The mean loss over the data, with the same noise each time."""
        self.model.eval()
        count, total = len(data[0]), 0.0
        noise = torch.Generator(self.device).manual_seed(self.seed)
        for first in range(0, count, self.batch_size):
            rows = torch.arange(first, min(first + self.batch_size, count))
            total += float(self.loss(self.model, self._batch(data, rows), noise)) * len(rows)
        return total / count

    def _batch(self, data, rows):
        parts = tuple(part[rows.to(part.device)].to(self.device) for part in data)
        return parts if len(parts) > 1 else parts[0]


class _Keeper:
    """Remembers the weights of the best epoch."""

    def __init__(self, model):
        self.model, self.epoch, self.score, self.weights = model, -1, math.inf, None

    def better(self, score):
        return score < self.score

    def keep(self, epoch, score):
        self.epoch, self.score = epoch, score
        self.weights = copy.deepcopy(self.model.state_dict())

    def restore(self):
        if self.weights is not None:
            self.model.load_state_dict(self.weights)


def _tensors(data, name):
    parts = tuple(data) if isinstance(data, (tuple, list)) else (data,)
    if not parts or not all(isinstance(part, torch.Tensor) for part in parts):
        raise ValueError(f"{name} is a tensor or a tuple of tensors, got {type(data).__name__}")
    if len({len(part) for part in parts}) > 1:
        raise ValueError(f"{name}: all tensors have the same first size, got {[len(p) for p in parts]}")
    if len(parts[0]) == 0:
        raise ValueError(f"{name} holds no samples")
    return parts


def _require_finite(score, epoch):
    if not math.isfinite(score):
        raise Diverged(f"the loss is {score} in epoch {epoch + 1}; try a smaller lr, or look at the inputs")


def _describe(history):
    text = f"train {history.train[-1]:.3f}"
    return f"{text}   held out {history.valid[-1]:.3f}" if history.valid else text


def _summary(history):
    if history.best < 0:
        return f"interrupted in the first epoch after {history.seconds:.1f} s: its weights so far are kept"
    scores = [f"train {history.train[history.best]:.3f}"]
    if history.valid:
        scores.append(f"held out {history.valid[history.best]:.3f}")
    end = {"done": "", "early": ", stopped early", "interrupted": ", interrupted: weights kept"}
    epochs = f"best of {len(history.valid)} epochs" if history.valid else f"{len(history.train)} epochs"
    return "   ".join([*scores, f"{epochs}, {history.seconds:.1f} s{end[history.stopped]}"])
