"""One face for all models of the comparison: fit, log_prob, sample, and a number of parameters.

Arrays go in and come out; log-probabilities are in nats. Models of whole numbers see whole numbers;
densities see them with uniform noise added, so what they report is a lower bound.
"""

import contextlib
import io
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from scipy.special import logsumexp
from torch import nn

from gmcourse.reference.gan_models import GAN
from gmcourse.train import fit, seeded


@dataclass
class Network:
    """A torch model, trained by Adam with a step size that rises and falls.

    make: called with the training rows (a tensor), gives a module
    loss: called as loss(model, batch, generator); what is reported is minus `log_prob` of the model
    choose: keep the epoch with the lowest loss on the rows to choose by, else the last one
    draws: None for models with an exact `log_prob(x)`, else `log_prob(x, generator=, draws=)` is a bound
    """

    make: Callable
    loss: Callable
    epochs: int
    lr: float
    batch: int = 64
    decay: float = 0.0
    draws: int | None = None
    choose: bool = True
    seed: int = 0
    dtype: torch.dtype = torch.float32
    model: nn.Module = field(default=None, init=False)

    def fit(self, train, valid):
        train, valid = self._tensor(train), self._tensor(valid) if self.choose else None
        with seeded(self.seed):
            self.model = self.make(train)
        steps = self.epochs * math.ceil(len(train) / self.batch)
        optimizer = torch.optim.AdamW(self.model.parameters(), lr=self.lr, weight_decay=self.decay)
        scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, self.lr, total_steps=steps)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            fit(self.model, self.loss, train, valid, epochs=self.epochs, batch_size=self.batch, seed=self.seed,
                optimizer=optimizer, scheduler=scheduler, patience=None)  # fmt: skip
        return self

    @torch.no_grad()
    def log_prob(self, x):
        extra = (
            {} if self.draws is None else {"draws": self.draws, "generator": torch.Generator().manual_seed(1)}
        )
        blocks = self._tensor(x).split(100)
        return torch.cat([self.model.log_prob(block, **extra) for block in blocks]).double().numpy()

    def sample(self, count):
        return self.model.sample(count, torch.Generator().manual_seed(2)).numpy()

    @property
    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())

    def _tensor(self, rows):
        return (
            torch.as_tensor(rows)
            if np.issubdtype(rows.dtype, np.integer)
            else torch.as_tensor(rows, dtype=self.dtype)
        )


@dataclass
class Density:
    """A density in NumPy or scikit-learn, on rows as they are, or on whole numbers with noise added.

    start: called with (train, valid) as floats, gives (log_prob, sample, parameters):
        log_prob(x) -> (N,), sample(count, rng) -> (count, D), and a number
    """

    start: Callable
    levels: int | None = None
    draws: int = 1
    parameters: int = field(default=0, init=False)

    def fit(self, train, valid):
        self._log_prob, self._sample, self.parameters = self.start(
            self._noisy(train, 0), self._noisy(valid, 1)
        )
        return self

    def log_prob(self, x):
        if self.levels is None:
            return self._log_prob(x)
        draws = [self._log_prob(self._noisy(x, 100 + i)) for i in range(self.draws)]
        return logsumexp(draws, axis=0) - math.log(self.draws)

    def sample(self, count):
        rows = self._sample(count, np.random.default_rng(2))
        return rows if self.levels is None else np.clip(np.floor(rows), 0, self.levels - 1).astype(np.int64)

    def _noisy(self, x, seed):
        return x if self.levels is None else x + np.random.default_rng(seed).uniform(size=x.shape)


@dataclass
class Game:
    """A GAN: samples and no density. Levels become numbers from -1 to 1, and are rounded on the way back."""

    steps: int
    hidden: int
    latent: int
    lr: float
    levels: int | None = None

    log_prob = None

    def fit(self, train, valid):
        rows = torch.as_tensor(train, dtype=torch.float32)
        rows = rows if self.levels is None else 2 * rows / (self.levels - 1) - 1
        self.model = GAN(rows.shape[1], latent=self.latent, hidden=self.hidden, loss="wgan-gp", lr=self.lr)
        self.model.fit(rows, steps=self.steps)
        return self

    def sample(self, count):
        rows = self.model.sample(count, torch.Generator().manual_seed(2)).numpy().astype(float)
        if self.levels is None:
            return rows
        top = self.levels - 1
        return np.clip(np.rint((rows + 1) / 2 * top), 0, top).astype(np.int64)

    @property
    def parameters(self):
        return sum(p.numel() for p in self.model.generator.parameters())


class Peer(nn.Module):
    """A flow of zuko, on data standardised as our own flows start: by the mean and scale of `data`."""

    def __init__(self, flow, data):
        super().__init__()
        self.flow = flow
        data = torch.as_tensor(data, dtype=torch.float32)
        self.register_buffer("mean", data.mean(dim=0))
        self.register_buffer("std", data.std(dim=0) + 1e-3)

    def log_prob(self, x):
        return self.flow().log_prob((x - self.mean) / self.std) - torch.log(self.std).sum()

    @torch.no_grad()
    def sample(self, count, generator):
        with seeded(generator.initial_seed()):
            return self.mean + self.std * self.flow().sample((count,))
