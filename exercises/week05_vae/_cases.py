"""Makers of cases and answers that several exercises of week05_vae share."""

import numpy as np
import torch

from autograder.spec import Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build

GRADIENT = Tolerance(rtol=1e-4, atol=1e-6)
TRAINED = Property(
    "its gradient reaches all that is trained", on="trained", part="gradient", share=0.5, tolerance=GRADIENT
)


def tensor(data):
    """A float64 tensor of numbers, made where it is needed."""
    return Build("tensors.tensor", {"data": np.array(data, dtype=float)})


def leaf(data):
    """A float64 tensor that is trained."""
    return Build("tensors.leaf", {"data": np.array(data, dtype=float)})


def trained(case, *names):
    """The same question about arguments that are trained."""
    return case | {name: leaf(case[name].args["data"]) for name in names}


def drawn(rng, *shape, std=1.0):
    """A tensor of normal numbers, sent as data."""
    return tensor(rng.normal(0, std, size=shape))


def large(rng, *shape, std=1.0):
    """A tensor of normal numbers, sent as a seed."""
    seed = int(rng.integers(2**31))
    return Build(
        "tensors.tensor", {"data": Build("arrays.normal", {"seed": seed, "shape": list(shape), "std": std})}
    )


def bits(rng, *shape):
    """A tensor of zeros and ones."""
    return tensor(rng.random(shape) < 0.5)


def ppca(rng, count, dims, latent, var, make=drawn):
    """A case of probabilistic PCA whose b is far from 0."""
    return {
        "x": make(rng, count, dims, std=2.0),
        "W": make(rng, dims, latent),
        "b": make(rng, dims, std=2.0),
        "var": tensor(var),
    }


def integrand(f, mean, log_var, noise):
    """A case of the gradient estimators; f: a name in `gmcourse.check.builders.latent`, its argument."""
    name, argument = f
    return {
        "f": Build(f"latent.{name}", argument),
        "mean": tensor(mean),
        "log_var": tensor(log_var),
        "noise": noise,
    }


def distant(rng, draws, dims):
    """An integrand of large values, with narrow and wide coordinates."""
    centre, log_var = (
        rng.uniform(20, 60, size=dims),
        rng.choice([-1, 1], size=dims) * rng.uniform(6, 9, size=dims),
    )
    return integrand(
        ("paraboloid", {"centre": centre}), rng.normal(size=dims), log_var, drawn(rng, draws, dims)
    )


def unbiased(rng, rows=20_000):
    """An integrand in two dimensions with so many noise rows that a bias shows."""
    mean = rng.uniform(0.3, 1.0, size=2) * rng.choice([-1, 1], size=2)
    log_var = rng.uniform(0.4, 0.9, size=2) * rng.choice([-1, 1], size=2)
    return integrand(("wave", {"frequency": 1.5}), mean, log_var, large(rng, rows, 2))


PUBLIC_NOISE = tensor([[1.0, 0.5], [-0.5, -1.0], [0.2, 2.0]])


MANY = 1000


NODES = 40


def exact_gradient(f, mean, std):
    """Gradient of E[f(z)] in a two-dimensional mean, by Gauss-Hermite quadrature of f times the score."""
    nodes, weights = (torch.as_tensor(a) for a in np.polynomial.hermite_e.hermegauss(NODES))
    grid = torch.cartesian_prod(nodes, nodes)
    mass = torch.cartesian_prod(weights, weights).prod(-1) / (2 * np.pi)
    return (mass * f(mean + std * grid)) @ (grid / std)


def interval(f, mean, std, terms):
    return {"mean": exact_gradient(f, mean, std), "std_error": terms.std(0) / len(terms) ** 0.5}
