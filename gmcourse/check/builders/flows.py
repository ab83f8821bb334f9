"""Builders of conditioners, maps and simple invertible pieces for flows; they work in float32 and float64."""

import math
from types import SimpleNamespace

import numpy as np
import torch


def dense(weight, bias, gain=1.0):
    """v -> gain tanh(weight v + bias), (N, D) -> (N, D), for weight (D, D) and bias (D,)."""
    weight, bias = torch.as_tensor(np.asarray(weight, float)), torch.as_tensor(np.asarray(bias, float))
    return lambda v: gain * torch.tanh(v @ weight.to(v.dtype).T + bias.to(v.dtype))


def random_dense(seed, dims, gain=1.0):
    """The same with drawn weights: every output looks at every input."""
    rng = np.random.default_rng(seed)
    return dense(rng.normal(size=(dims, dims)), rng.normal(size=dims), gain)


def nothing():
    """v -> zeros like v: a layer that does not scale."""
    return torch.zeros_like


def autoregressive(mean_weight, mean_bias, scale_weight, scale_bias):
    """x -> (mean, log_scale), each (N, D); only what lies below the weights' diagonals is used."""
    parts = [torch.as_tensor(np.asarray(p, float)) for p in (mean_weight, mean_bias, scale_weight, scale_bias)]

    def conditioner(x):
        first, first_bias, second, second_bias = (part.to(x.dtype) for part in parts)
        return x @ first.tril(-1).T + first_bias, torch.tanh(x @ second.tril(-1).T + second_bias)

    return conditioner


def random_autoregressive(seed, dims):
    """The same with drawn weights."""
    rng = np.random.default_rng(seed)
    shapes = ((dims, dims), (dims,), (dims, dims), (dims,))
    return autoregressive(*(rng.normal(0, 0.7, shape) for shape in shapes))


def linear_map(matrix):
    """v -> matrix v for each row."""
    matrix = torch.as_tensor(np.asarray(matrix, float))
    return lambda v: v @ matrix.to(v.dtype).T


def bent_map(seed, dims, flip=False):
    """A smooth map (N, dims) -> (N, dims) that mixes the coordinates; `flip` reverses the orientation."""
    rng = np.random.default_rng(seed)
    first = np.eye(dims) + 0.5 * rng.normal(size=(dims, dims))
    if (np.linalg.det(first) < 0) != flip:
        first[0] = -first[0]
    second = 0.2 * rng.normal(size=(dims, dims)) / math.sqrt(dims)
    first, second = torch.as_tensor(first), torch.as_tensor(second)
    return lambda v: (v + torch.tanh(v @ second.to(v.dtype).T)) @ first.to(v.dtype).T


def base_log_prob(name):
    """The log-density of independent "normal" or "laplace" coordinates, (N, D) -> (N,)."""
    law = {"normal": torch.distributions.Normal, "laplace": torch.distributions.Laplace}[name](0.0, 1.0)
    return lambda z: law.log_prob(z).sum(-1)


_INVERSES = {
    "log": (torch.log, lambda x: -torch.log(x).sum(-1)),
    "asinh": (torch.asinh, lambda x: -0.5 * torch.log1p(x**2).sum(-1)),
    "halve": (lambda x: (x - 1) / 2, lambda x: -math.log(2) * torch.ones_like(x).sum(-1)),
}


def inverse(name):
    """x -> z for x = exp(z) ("log"), x = sinh(z) ("asinh") or x = 2 z + 1 ("halve"), by coordinate."""
    return _INVERSES[name][0]


def log_abs_det_inverse(name):
    """log |det dz/dx| of the same maps, (N, D) -> (N,), as a function of x."""
    return _INVERSES[name][1]


def chain(parts):
    """A list of flows: ["stretch", a, b] is a z + b, ["sinh"] by coordinate, ["turn", angle] in the plane."""
    makers = {"stretch": _stretch, "sinh": _sinh, "turn": _turn}
    return [makers[kind](*numbers) for kind, *numbers in parts]


def _stretch(a, b):
    def log_det(v):
        return math.log(abs(a)) * torch.ones_like(v).sum(-1)

    return SimpleNamespace(
        forward=lambda z: (a * z + b, log_det(z)), inverse=lambda x: ((x - b) / a, -log_det(x))
    )


def _sinh():
    return SimpleNamespace(
        forward=lambda z: (torch.sinh(z), torch.log(torch.cosh(z)).sum(-1)),
        inverse=lambda x: (torch.asinh(x), -0.5 * torch.log1p(x**2).sum(-1)),
    )


def _turn(angle):
    c, s = math.cos(angle), math.sin(angle)

    def turned(v, s):
        return v @ torch.tensor([[c, s], [-s, c]], dtype=v.dtype), v.new_zeros(len(v))

    return SimpleNamespace(forward=lambda z: turned(z, s), inverse=lambda x: turned(x, -s))
