"""Makers of cases and answers that several exercises of week04_autoregressive share."""

import numpy as np

from autograder.spec import Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build

TRAINED = Property(
    "its gradient reaches all that is trained",
    on="trained",
    part="gradient",
    share=0.5,
    tolerance=Tolerance(rtol=1e-4, atol=1e-5),
)


def tensor(data):
    """A tensor, made on the spot."""
    return Build("tensors.tensor", {"data": np.asarray(data)})


def trained(case, *names):
    """The same question about arguments that are trained: tensors, lists of them or dicts."""
    return case | {name: _leaves(case[name]) for name in names}


def _leaves(value):
    if isinstance(value, Build):
        return Build("tensors.leaf", value.args)
    if isinstance(value, dict):
        return {name: _leaves(part) for name, part in value.items()}
    return [_leaves(part) for part in value]


def normal(rng, *shape, scale=1.0):
    """A tensor of normal draws, rounded so that messages stay short."""
    return tensor(np.round(scale * rng.normal(size=shape), 3))


def bits(rng, *shape):
    """A tensor of fair zeros and ones."""
    return tensor((rng.random(shape) < 0.5).astype(float))


def nade(rng, n, dims, units):
    return {
        "x": bits(rng, n, dims),
        "W": normal(rng, units, dims),
        "c": normal(rng, units),
        "V": normal(rng, dims, units),
        "b": normal(rng, dims),
    }


def tokens(rng, kinds, *shape):
    """A tensor of whole numbers 0 .. kinds-1."""
    return tensor(rng.integers(kinds, size=shape))
