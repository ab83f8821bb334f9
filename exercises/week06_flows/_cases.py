"""Makers of cases and answers that several exercises of week06_flows share."""

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

NOTHING = Build("flows.nothing", {})


SMALL_SCALE = Build("flows.dense", {"weight": [[1.0, 0.5], [-1.0, 0.5]], "bias": [0.5, -0.5]})


SMALL_SHIFT = Build("flows.dense", {"weight": [[0.0, 1.0], [2.0, 0.5]], "bias": [1.0, 0.5], "gain": 2.0})


def tensor(data):
    """A float64 tensor of a list or an array."""
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def leaf(data):
    """A float64 tensor that is trained."""
    return Build("tensors.leaf", {"data": np.asarray(data, dtype=float)})


def trained(case, *names):
    """The same question about arguments that are trained."""
    return case | {name: leaf(case[name].args["data"]) for name in names}


def small_coupling(name, point, mask, scale=SMALL_SCALE):
    return {name: tensor(point), "mask": tensor(mask), "scale": scale, "shift": SMALL_SHIFT}


def normal(rng, *shape):
    """A float64 tensor of drawn numbers."""
    return tensor(rng.normal(size=shape))


def seed(rng):
    """A seed for a builder."""
    return int(rng.integers(2**31))


def coupling(rng, name, rows, dims, ones, scale=None, gain=1.0):
    """A coupling layer with `ones` coordinates passed through, in drawn places; log-scales between -gain and gain."""
    return {
        name: normal(rng, rows, dims),
        "mask": tensor(rng.permutation(np.arange(dims) < ones)),
        "scale": scale or Build("flows.random_dense", {"seed": seed(rng), "dims": dims, "gain": gain}),
        "shift": Build("flows.random_dense", {"seed": seed(rng), "dims": dims, "gain": 2.0}),
    }


def steep(rng, name, rows, dims=24):
    """A coupling layer whose log-scales are near 60 or -60: their product's logarithm is no float's, nor are sums with 1e-12."""
    sign = rng.choice([-1.0, 1.0])
    bias = sign * rng.uniform(1.5, 2.5, size=dims)
    scale = Build("flows.dense", {"weight": np.zeros((dims, dims)), "bias": bias, "gain": 60.0})
    return coupling(rng, name, rows, dims, dims // 3, scale)


def coupling_cases(name):
    """Public cases and the function that draws hidden ones, for the argument called `name`."""
    public = {
        "main": [
            small_coupling(name, [[1.0, 2.0], [-1.0, 0.5]], [1, 0]),
            small_coupling(name, [[0.5, -1.0], [2.0, 1.0]], [0, 1]),
        ],
        "additive": [small_coupling(name, [[1.0, 2.0], [-1.0, 0.5]], [1, 0], NOTHING)],
        "all": [
            small_coupling(name, [[1.0, 2.0]], [1, 1]),
            small_coupling(name, [[1.0, 2.0]], [1, 0]),
            small_coupling(name, [[1.0, 2.0], [-0.5, 3.0]], [0, 0]),
        ],
        "trained": [trained(small_coupling(name, [[1.0, 2.0], [-1.0, 0.5]], [1, 0]), name)],
    }
    public["main"] += [
        coupling(np.random.default_rng(61), name, 1, 5, 2, gain=7.0),
        coupling(np.random.default_rng(62), name, 3, 3, 1),
        coupling(np.random.default_rng(63), name, 2, 1, 0),
        coupling(np.random.default_rng(65), name, 2, 4, 2, gain=45.0),
        steep(np.random.default_rng(66), name, 1),
    ]
    public["additive"].append(coupling(np.random.default_rng(64), name, 3, 4, 2, NOTHING))

    def hidden(rng):
        return {
            "main": [
                coupling(rng, name, *sizes)
                for sizes in ((5, 4, 2), (3, 7, 3), (2, 2, 1), (1, 3, 2), (3, 1, 0))
            ]
            + [
                coupling(rng, name, 4, 6, 3, gain=7.0),
                coupling(rng, name, 3, 6, 3, gain=45.0),
                steep(rng, name, 2),
            ],
            "additive": [coupling(rng, name, 4, 5, 2, NOTHING)],
            "all": [coupling(rng, name, 3, 3, 3), coupling(rng, name, 3, 3, 2), coupling(rng, name, 2, 3, 0)],
            "trained": [trained(coupling(rng, name, *sizes), name) for sizes in ((4, 3, 1), (1, 5, 3))],
        }

    return public, hidden


def coupling_properties(first):
    return (
        Property(first, part=0),
        Property("the log-det", part=1),
        Property("scale = 0: an additive layer keeps volumes (NICE)", on="additive", share=0.5),
        Property("a mask of ones changes nothing, a mask with a zero does", on="all", share=0.5),
        TRAINED,
    )


def coupling_shows(name):
    """What a student is shown of the two networks of a case."""

    def shows(mask, scale, shift, **given):
        seen = mask * given[name].detach()
        return {f"scale(mask * {name})": scale(seen), f"shift(mask * {name})": shift(seen)}

    return shows
