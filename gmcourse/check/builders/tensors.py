"""Builders of torch tensors and generators."""

import numpy as np
import torch


def tensor(data):
    """A tensor of an array, a list or a number; the dtype is NumPy's (float64, float32, int64, bool)."""
    return torch.from_numpy(np.array(data))


def generator(seed):
    """A fresh CPU `torch.Generator`."""
    return torch.Generator().manual_seed(seed)
