"""Builders of small encoders, decoders and integrands for latent variable models, in float64."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import nn


class Encoder(nn.Module):
    """x -> (mean, log_var), both affine in x; its four parameters can be trained."""

    def __init__(
        self, weights: ArrayLike, bias: ArrayLike, log_var_weights: ArrayLike, log_var_bias: ArrayLike
    ) -> None:
        super().__init__()
        self.weights, self.bias = _parameter(weights), _parameter(bias)
        self.log_var_weights, self.log_var_bias = _parameter(log_var_weights), _parameter(log_var_bias)

    def forward(self, x: torch.Tensor) -> Any:
        x = x.to(self.weights.dtype)
        return x @ self.weights.T + self.bias, x @ self.log_var_weights.T + self.log_var_bias


class Decoder(nn.Module):
    """z -> weights z + bias, or the pair of that and a constant variance, (D,) or a number, where one is given."""

    def __init__(self, weights: ArrayLike, bias: ArrayLike, var: ArrayLike | None = None) -> None:
        super().__init__()
        self.weights, self.bias, self.var = _parameter(weights), _parameter(bias), var

    def forward(self, z: torch.Tensor) -> Any:
        out = z.to(self.weights.dtype) @ self.weights.T + self.bias
        return (
            out if self.var is None else (out, torch.as_tensor(self.var, dtype=out.dtype).expand(out.shape))
        )


def encoder(
    weights: ArrayLike, bias: ArrayLike, log_var_weights: ArrayLike, log_var_bias: ArrayLike
) -> Encoder:
    """weights and log_var_weights (L, D), biases (L,)."""
    return Encoder(weights, bias, log_var_weights, log_var_bias)


def random_encoder(seed: int, dims: int, latent: int) -> Encoder:
    """An encoder with small drawn weights, (N, dims) -> twice (N, latent)."""
    rng = np.random.default_rng(seed)
    shapes = ((latent, dims), (latent,), (latent, dims), (latent,))
    return Encoder(
        *(rng.normal(0, scale, shape) for scale, shape in zip((0.5, 0.5, 0.2, 0.5), shapes, strict=True))
    )


def decoder(weights: ArrayLike, bias: ArrayLike) -> Decoder:
    """A decoder to logits; weights (D, L), bias (D,)."""
    return Decoder(weights, bias)


def random_decoder(seed: int, dims: int, latent: int, gain: float = 1.0) -> Decoder:
    """A decoder to logits with drawn weights, (N, latent) -> (N, dims); gain stretches the logits."""
    rng = np.random.default_rng(seed)
    return Decoder(gain * rng.normal(size=(dims, latent)), gain * rng.normal(size=dims))


def gaussian_decoder(weights: ArrayLike, bias: ArrayLike, var: ArrayLike) -> Decoder:
    """A decoder to (mean, var) of a Gaussian; weights (D, L), bias (D,), var a number or (D,)."""
    return Decoder(weights, bias, np.asarray(var, dtype=float))


def holes(observed: ArrayLike) -> torch.Tensor:
    """A bool tensor, (N, D): which entries are seen."""
    return torch.as_tensor(np.asarray(observed, dtype=bool))


def paraboloid(centre: ArrayLike) -> Callable[..., torch.Tensor]:
    """f(z) = sum of (z - centre)^2, (M, L) -> (M,)."""
    centre = torch.as_tensor(np.asarray(centre, dtype=float))
    return lambda z: ((_rows(z) - centre) ** 2).sum(-1)


def wave(frequency: float) -> Callable[..., torch.Tensor]:
    """f(z) = sum of sin(frequency z) plus the product of the first two coordinates' cosines."""
    return lambda z: torch.sin(frequency * _rows(z)).sum(-1) + torch.cos(z[..., 0]) * torch.cos(z[..., -1])


def halfspace(threshold: float) -> Callable[..., torch.Tensor]:
    """f(z) = 1 where the coordinates sum to more than the threshold, else 0; flat wherever it is smooth."""
    return lambda z: (_rows(z).sum(-1) > threshold).to(z.dtype)


def _rows(z: torch.Tensor) -> torch.Tensor:
    """z itself, which has to be (M, L)."""
    if z.ndim != 2:
        raise ValueError(f"f takes points of shape (M, L), here they have {tuple(z.shape)}")
    return z


def _parameter(values: ArrayLike) -> nn.Parameter:
    return nn.Parameter(torch.as_tensor(np.asarray(values, dtype=float)))
