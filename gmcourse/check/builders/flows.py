"""Builders of conditioners, maps and simple invertible pieces for flows; they work in float32 and float64."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike


def dense(weight: ArrayLike, bias: ArrayLike, gain: float = 1.0) -> Callable[..., torch.Tensor]:
    """v -> gain tanh(weight v + bias), (N, D) -> (N, D), for weight (D, D) and bias (D,)."""
    weight, bias = torch.as_tensor(np.asarray(weight, float)), torch.as_tensor(np.asarray(bias, float))
    return lambda v: gain * torch.tanh(v @ weight.to(v.dtype).T + bias.to(v.dtype))


def random_dense(seed: int, dims: int, gain: float = 1.0) -> Callable[..., torch.Tensor]:
    """The same with drawn weights: every output looks at every input."""
    rng = np.random.default_rng(seed)
    return dense(rng.normal(size=(dims, dims)), rng.normal(size=dims), gain)


def nothing() -> Callable[..., torch.Tensor]:
    """v -> zeros like v: a layer that does not scale."""
    return torch.zeros_like


def autoregressive(
    mean_weight: ArrayLike,
    mean_bias: ArrayLike,
    scale_weight: ArrayLike,
    scale_bias: ArrayLike,
    gain: float = 1.0,
) -> Callable[[torch.Tensor], tuple[torch.Tensor, torch.Tensor]]:
    """x -> (mean, log_scale), each (N, D); only what lies below the weights' diagonals is used.

    log-scales lie between -gain and gain.
    """
    parts = [
        torch.as_tensor(np.asarray(p, float)) for p in (mean_weight, mean_bias, scale_weight, scale_bias)
    ]

    def conditioner(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        first, first_bias, second, second_bias = (part.to(x.dtype) for part in parts)
        return x @ first.tril(-1).T + first_bias, gain * torch.tanh(x @ second.tril(-1).T + second_bias)

    return conditioner


def random_autoregressive(
    seed: int, dims: int, gain: float = 1.0
) -> Callable[[torch.Tensor], tuple[torch.Tensor, torch.Tensor]]:
    """The same with drawn weights."""
    rng = np.random.default_rng(seed)
    shapes = ((dims, dims), (dims,), (dims, dims), (dims,))
    drawn = [rng.normal(0, 0.7, shape) for shape in shapes]
    return autoregressive(drawn[0], drawn[1], drawn[2], drawn[3], gain)


def linear_map(matrix: ArrayLike) -> Callable[..., torch.Tensor]:
    """v -> matrix v for each row."""
    factor = torch.as_tensor(np.asarray(matrix, float))
    return lambda v: _rows(v) @ factor.to(v.dtype).T


def bent_map(seed: int, dims: int, flip: bool = False) -> Callable[..., torch.Tensor]:
    """A smooth map (N, dims) -> (N, dims) that mixes the coordinates; `flip` reverses the orientation."""
    rng = np.random.default_rng(seed)
    outer = np.eye(dims) + 0.5 * rng.normal(size=(dims, dims))
    if (np.linalg.det(outer) < 0) != flip:
        outer[0] = -outer[0]
    inner = 0.2 * rng.normal(size=(dims, dims)) / math.sqrt(dims)
    first, second = torch.as_tensor(outer), torch.as_tensor(inner)
    return lambda v: (_rows(v) + torch.tanh(v @ second.to(v.dtype).T)) @ first.to(v.dtype).T


def _rows(v: torch.Tensor) -> torch.Tensor:
    if v.ndim != 2:
        raise ValueError(f"f takes points as rows, (N, D), and was given shape {tuple(v.shape)}")
    return v


def base_log_prob(name: str) -> Callable[..., torch.Tensor]:
    """The log-density of independent coordinates, "normal", "laplace", or uniform on [-1, 1) ("box"), (N, D) -> (N,)."""
    laws = {
        "normal": torch.distributions.Normal(0.0, 1.0),
        "laplace": torch.distributions.Laplace(0.0, 1.0),
        "box": torch.distributions.Uniform(-1.0, 1.0, validate_args=False),
    }
    law = laws[name]
    return lambda z: law.log_prob(z).sum(-1)


_INVERSES = {
    "log": (torch.log, lambda x: -torch.log(x).sum(-1)),
    "asinh": (torch.asinh, lambda x: -0.5 * torch.log1p(x**2).sum(-1)),
    "halve": (lambda x: (x - 1) / 2, lambda x: -math.log(2) * torch.ones_like(x).sum(-1)),
    "triple": (lambda x: 3 * x + 1, lambda x: math.log(3) * torch.ones_like(x).sum(-1)),
}


def inverse(name: str) -> Callable[..., torch.Tensor]:
    """x -> z for x = exp(z) ("log"), sinh(z) ("asinh"), 2 z + 1 ("halve") or (z - 1) / 3 ("triple"), by coordinate."""
    return _INVERSES[name][0]


def log_abs_det_inverse(name: str) -> Callable[..., torch.Tensor]:
    """log |det dz/dx| of the same maps, (N, D) -> (N,), as a function of x."""
    return _INVERSES[name][1]


def chain(parts: Sequence[Sequence[Any]]) -> list[SimpleNamespace]:
    """A list of flows: ["stretch", a, b] is a z + b, ["sinh"] by coordinate, ["turn", angle] in the plane."""
    makers: dict[str, Callable[..., SimpleNamespace]] = {"stretch": _stretch, "sinh": _sinh, "turn": _turn}
    return [makers[kind](*numbers) for kind, *numbers in parts]


def _stretch(a: float, b: float) -> SimpleNamespace:
    """Its log-dets are tensors that it keeps: whoever adds to one in place spoils the next call."""
    kept: dict[tuple[torch.Size, torch.dtype, int], torch.Tensor] = {}

    def log_det(v: torch.Tensor, sign: int) -> torch.Tensor:
        value = sign * math.log(abs(a)) * torch.ones_like(v).sum(-1).detach()
        return kept.setdefault((v.shape, v.dtype, sign), value)

    return SimpleNamespace(
        forward=lambda z: (a * z + b, log_det(z, 1)), inverse=lambda x: ((x - b) / a, log_det(x, -1))
    )


def _sinh() -> SimpleNamespace:
    return SimpleNamespace(
        forward=lambda z: (torch.sinh(z), torch.log(torch.cosh(z)).sum(-1)),
        inverse=lambda x: (torch.asinh(x), -0.5 * torch.log1p(x**2).sum(-1)),
    )


def _turn(angle: float) -> SimpleNamespace:
    c, s = math.cos(angle), math.sin(angle)

    def turned(v: torch.Tensor, s: float) -> tuple[torch.Tensor, torch.Tensor]:
        return v @ torch.tensor([[c, s], [-s, c]], dtype=v.dtype), v.new_zeros(len(v))

    return SimpleNamespace(forward=lambda z: turned(z, s), inverse=lambda x: turned(x, -s))


class LearnedGaussian(torch.nn.Module):
    """log_prob of independent Gaussians with a mean and a log-scale to be learned, float64."""

    def __init__(self, mean: ArrayLike, log_scale: ArrayLike) -> None:
        super().__init__()
        self.mean = torch.nn.Parameter(torch.as_tensor(mean, dtype=torch.float64))
        self.log_scale = torch.nn.Parameter(torch.as_tensor(log_scale, dtype=torch.float64))

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        return torch.distributions.Normal(self.mean, self.log_scale.exp()).log_prob(x).sum(-1)


def learned_gaussian(mean: ArrayLike, log_scale: ArrayLike) -> LearnedGaussian:
    """A density to be trained; mean and log_scale (D,)."""
    return LearnedGaussian(mean, log_scale)
