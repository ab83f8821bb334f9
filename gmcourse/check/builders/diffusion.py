"""Builders of velocities, scores and worded fields for the week on diffusion, in any floating dtype."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import nn


class TimesOfAnotherShape(ValueError):
    """What was given as times is not one number for each row."""


class TimedNet(nn.Module):
    """(x (N, D), t (N,)) -> (N, D): one hidden layer of tanh units, every row by itself."""

    def __init__(self, inward: ArrayLike, timed: ArrayLike, bias: ArrayLike, outward: ArrayLike) -> None:
        super().__init__()
        self.inward, self.timed = _parameter(inward), _parameter(timed)
        self.bias, self.outward = _parameter(bias), _parameter(outward)

    def forward(self, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        _one_time_a_row(x, t)
        inward, timed, bias, outward = (p.to(x.dtype) for p in self.parameters())
        return torch.tanh(x @ inward + t.to(x.dtype)[:, None] * timed + bias) @ outward


class TimedLine(nn.Module):
    """(x (N, D), t (N,)) -> slope x + push t + shift; three numbers."""

    def __init__(self, slope: float, push: float, shift: float) -> None:
        super().__init__()
        self.slope, self.push, self.shift = _parameter(slope), _parameter(push), _parameter(shift)

    def forward(self, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        _one_time_a_row(x, t)
        slope, push, shift = (p.to(x.dtype) for p in self.parameters())
        return slope * x + push * t.to(x.dtype)[:, None] + shift


class WordedLine(nn.Module):
    """(z (N, L), t (N,), words (N, W)) -> slope z + push t + the sum of the words' rows of a table (V + 1, L)."""

    def __init__(self, slope: float, push: float, table: ArrayLike) -> None:
        super().__init__()
        self.slope, self.push, self.table = float(slope), float(push), _parameter(table)

    def forward(self, z: torch.Tensor, t: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        _one_time_a_row(z, t)
        told = self.table.to(z.dtype)[words].sum(1)
        return self.slope * z + self.push * t.to(z.dtype)[:, None] + told


def net(seed: int, dims: int, hidden: int = 6, gain: float = 1.0) -> TimedNet:
    """A TimedNet with weights drawn from a seed."""
    rng = np.random.default_rng(seed)
    inward, timed, bias = (rng.normal(size=shape) for shape in ((dims, hidden), (hidden,), (hidden,)))
    return TimedNet(inward, timed, bias, gain * rng.normal(size=(hidden, dims)))


def line(slope: float = 0.0, push: float = 0.0, shift: float = 0.0) -> TimedLine:
    """A TimedLine; its three numbers are its parameters."""
    return TimedLine(slope, push, shift)


def worded(seed: int, latent: int, vocabulary: int, slope: float = -0.5, push: float = 0.3) -> WordedLine:
    """A WordedLine with a drawn table; its last row, what an unsaid word adds, lies apart from the others."""
    table = np.random.default_rng(seed).normal(size=(vocabulary + 1, latent))
    table[-1] += 2
    return WordedLine(slope, push, table)


def _one_time_a_row(x: torch.Tensor, t: torch.Tensor) -> None:
    if not isinstance(t, torch.Tensor) or tuple(t.shape) != (len(x),):
        found = tuple(t.shape) if isinstance(t, torch.Tensor) else type(t).__name__
        raise TimesOfAnotherShape(
            f"the second argument has one number for each row, shape ({len(x)},); got {found}"
        )


def _parameter(values: ArrayLike) -> nn.Parameter:
    return nn.Parameter(torch.as_tensor(np.asarray(values, dtype=float)))
