"""Builders of critics, feature heads and convex functions for the week on GANs."""

import numpy as np
import torch


class LinearCritic(torch.nn.Module):
    """critic(x) = w . x, whose gradient is w everywhere."""

    def __init__(self, weight):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(weight, dtype=torch.float64))

    def forward(self, x):
        return x @ self.weight.to(x.dtype)


class BowlCritic(torch.nn.Module):
    """critic(x) = a |x|^2 / 2, whose gradient at x is a x."""

    def __init__(self, curvature):
        super().__init__()
        self.curvature = torch.nn.Parameter(torch.tensor(curvature, dtype=torch.float64))

    def forward(self, x):
        return self.curvature.to(x.dtype) * (x**2).sum(dim=1) / 2


class TanhCritic(torch.nn.Module):
    """One hidden layer of tanh units, its weights drawn from a seed; (N, D) -> (N,)."""

    def __init__(self, seed, dims, hidden):
        super().__init__()
        rng = np.random.default_rng(seed)
        self.inward = torch.nn.Parameter(torch.tensor(rng.normal(size=(dims, hidden))))
        self.bias = torch.nn.Parameter(torch.tensor(rng.normal(size=hidden)))
        self.outward = torch.nn.Parameter(torch.tensor(rng.normal(size=hidden)))

    def forward(self, x):
        hidden = torch.tanh(x @ self.inward.to(x.dtype) + self.bias.to(x.dtype))
        return hidden @ self.outward.to(x.dtype)


def linear_critic(weight):
    """A linear critic with this weight vector."""
    return LinearCritic(weight)


def bowl_critic(curvature=1.0):
    """A quadratic critic."""
    return BowlCritic(curvature)


def tanh_critic(seed, dims, hidden=16):
    """A small random network."""
    return TanhCritic(seed, dims, hidden)


def half_square(scale=1.0):
    """psi(h) = scale * |h|^2 / 2 of each row, for features of any width."""
    return lambda h: scale * (h**2).sum(dim=-1) / 2


def soft_count(shift=0.0):
    """psi(h) = sum of sigmoid(h + shift) of each row, for features of any width."""
    return lambda h: torch.sigmoid(h + shift).sum(dim=-1)


_GENERATORS = {
    "total variation": lambda u: (u - 1).abs() / 2,
    "kl": lambda u: u * torch.log(u),
    "reverse kl": lambda u: -torch.log(u),
    "pearson": lambda u: (u - 1) ** 2,
    "neyman": lambda u: (1 - u) ** 2 / u,
    "hellinger": lambda u: (torch.sqrt(u) - 1) ** 2,
    "gan": lambda u: u * torch.log(u) - (u + 1) * torch.log(u + 1),
}

_CONJUGATES = {
    "kl": lambda t: torch.exp(t - 1),
    "reverse kl": lambda t: -1 - torch.log(-t),
    "pearson": lambda t: t**2 / 4 + t,
    "gan": lambda t: -torch.log(1 - torch.exp(t)),
}


def convex(name):
    """The convex f that generates the divergence of this name, elementwise on tensors."""
    return _GENERATORS[name]


def conjugate(name):
    """f*(t) = sup over u of (u t - f(u)) of the divergence of this name, elementwise on tensors."""
    return _CONJUGATES[name]
