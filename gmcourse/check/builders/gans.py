"""Builders of critics, feature heads and convex functions for the week on GANs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import ArrayLike


class LinearCritic(torch.nn.Module):
    """critic(x) = w . x, whose gradient is w everywhere."""

    def __init__(self, weight: ArrayLike) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(weight, dtype=torch.float64))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ self.weight.to(x.dtype)


class BowlCritic(torch.nn.Module):
    """critic(x) = a |x|^2 / 2, whose gradient at x is a x."""

    def __init__(self, curvature: float) -> None:
        super().__init__()
        self.curvature = torch.nn.Parameter(torch.tensor(curvature, dtype=torch.float64))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.curvature.to(x.dtype) * (x**2).sum(dim=1) / 2


class TanhCritic(torch.nn.Module):
    """One hidden layer of tanh units, its weights drawn from a seed; (N, D) -> (N,)."""

    def __init__(self, seed: int, dims: int, hidden: int) -> None:
        super().__init__()
        rng = np.random.default_rng(seed)
        self.inward = torch.nn.Parameter(torch.tensor(rng.normal(size=(dims, hidden))))
        self.bias = torch.nn.Parameter(torch.tensor(rng.normal(size=hidden)))
        self.outward = torch.nn.Parameter(torch.tensor(rng.normal(size=hidden)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        hidden = torch.tanh(x @ self.inward.to(x.dtype) + self.bias.to(x.dtype))
        return hidden @ self.outward.to(x.dtype)


class AffineGenerator(torch.nn.Module):
    """z -> z W + b, (N, L) -> (N, D)."""

    def __init__(self, weight: ArrayLike, bias: ArrayLike) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(weight, dtype=torch.float64))
        self.bias = torch.nn.Parameter(torch.tensor(bias, dtype=torch.float64))

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return z @ self.weight + self.bias


def affine_generator(weight: ArrayLike, bias: ArrayLike) -> AffineGenerator:
    """A generator with weight (L, D) and bias (D,)."""
    return AffineGenerator(weight, bias)


class Stiffness(torch.nn.Module):
    """A penalty without arguments, the squared length of its own weights."""

    def __init__(self, start: list[float]) -> None:
        super().__init__()
        self.weights = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))

    def forward(self) -> torch.Tensor:
        return (self.weights**2).sum()


def stiffness(start: list[float]) -> Stiffness:
    """A penalty whose weights start here."""
    return Stiffness(start)


def gap(power: int = 1, share: float = 1.0) -> Callable[..., torch.Tensor]:
    """A discriminator's loss: the mean over fakes less a share of that over reals, of the logits or of their squares."""
    return lambda real, fake: (fake**power).mean() - share * (real**power).mean()


def wish() -> Callable[..., torch.Tensor]:
    """A generator's loss: minus the mean logit of its fakes."""
    return lambda fake: -fake.mean()


def linear_critic(weight: ArrayLike) -> LinearCritic:
    """A linear critic with this weight vector."""
    return LinearCritic(weight)


def bowl_critic(curvature: float = 1.0) -> BowlCritic:
    """A quadratic critic."""
    return BowlCritic(curvature)


def tanh_critic(seed: int, dims: int, hidden: int = 16) -> TanhCritic:
    """A small random network."""
    return TanhCritic(seed, dims, hidden)


def half_square(scale: float = 1.0) -> Callable[..., torch.Tensor]:
    """psi(h) = scale * |h|^2 / 2 of each row, for features of any width."""
    return lambda h: scale * (_rows(h) ** 2).sum(dim=1) / 2


def soft_count(shift: float = 0.0) -> Callable[..., torch.Tensor]:
    """psi(h) = sum of sigmoid(h + shift) of each row, for features of any width."""
    return lambda h: torch.sigmoid(_rows(h) + shift).sum(dim=1)


def _rows(h: torch.Tensor) -> torch.Tensor:
    """The same features; raise ValueError where they are not (N, H)."""
    if h.ndim != 2:
        raise ValueError(f"psi takes features of shape (N, H); got {tuple(h.shape)}")
    return h


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


def convex(name: str) -> Callable[..., torch.Tensor]:
    """The convex f that generates the divergence of this name, elementwise on tensors."""
    return _GENERATORS[name]


def conjugate(name: str) -> Callable[..., torch.Tensor]:
    """f*(t) = sup over u of (u t - f(u)) of the divergence of this name, elementwise on tensors."""
    return _CONJUGATES[name]
