"""Makers of cases that several exercises of week08_diffusion share."""

import numpy as np

from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build

SINGLE = Tolerance(rtol=1e-5, atol=1e-6)
"""For arguments that are Python's floats: torch.tensor(step) passes through single precision."""


def tensor(data):
    """A float64 tensor of a number, a list or an array."""
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def whole(data):
    """An int64 tensor."""
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=np.int64)})


def truths(data):
    """A tensor of truth values."""
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=bool)})


def normal(rng, *shape, scale=1.0):
    """A float64 tensor of drawn numbers."""
    return tensor(scale * rng.normal(size=shape))


def net(rng, dims, gain=1.0):
    """A small network of (x, t) with drawn weights."""
    return Build("diffusion.net", {"seed": int(rng.integers(2**31)), "dims": dims, "gain": gain})


def line(slope=0.0, push=0.0, shift=0.0):
    """slope x + push t + shift."""
    return Build("diffusion.line", {"slope": slope, "push": push, "shift": shift})
