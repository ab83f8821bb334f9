"""Builders of torch tensors and generators."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import ArrayLike


def tensor(data: ArrayLike) -> torch.Tensor:
    """A tensor of an array, a list or a number; the dtype is NumPy's (float64, float32, int64, bool)."""
    return torch.from_numpy(np.array(data))


def leaf(data: ArrayLike) -> torch.Tensor:
    """The same, of floating point, to be trained: it requires a gradient."""
    return tensor(data).requires_grad_()


def log_shares(data: ArrayLike) -> torch.Tensor:
    """Logarithms of shares, normalised over the last axis, made of a leaf that is trained: `made_of` is that leaf."""
    raw = leaf(data)
    shares = torch.log_softmax(raw, dim=-1)
    shares.made_of = raw  # type: ignore[attr-defined]
    return shares


def generator(seed: int) -> torch.Generator:
    """A fresh CPU `torch.Generator`."""
    return torch.Generator().manual_seed(seed)
