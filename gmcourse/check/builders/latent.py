"""Builders of small encoders, decoders and integrands for latent variable models, in float64."""

import numpy as np
import torch
from torch import nn


class Encoder(nn.Module):
    """x -> (mean, log_var), both affine in x; its four parameters can be trained."""

    def __init__(self, weights, bias, log_var_weights, log_var_bias):
        super().__init__()
        self.weights, self.bias = _parameter(weights), _parameter(bias)
        self.log_var_weights, self.log_var_bias = _parameter(log_var_weights), _parameter(log_var_bias)

    def forward(self, x):
        x = x.to(self.weights.dtype)
        return x @ self.weights.T + self.bias, x @ self.log_var_weights.T + self.log_var_bias


class Decoder(nn.Module):
    """z -> weights z + bias, or the pair of that and a constant variance where one is given."""

    def __init__(self, weights, bias, var=None):
        super().__init__()
        self.weights, self.bias, self.var = _parameter(weights), _parameter(bias), var

    def forward(self, z):
        out = z.to(self.weights.dtype) @ self.weights.T + self.bias
        return out if self.var is None else (out, torch.full_like(out, self.var))


def encoder(weights, bias, log_var_weights, log_var_bias):
    """weights and log_var_weights (L, D), biases (L,)."""
    return Encoder(weights, bias, log_var_weights, log_var_bias)


def random_encoder(seed, dims, latent):
    """An encoder with small drawn weights, (N, dims) -> twice (N, latent)."""
    rng = np.random.default_rng(seed)
    shapes = ((latent, dims), (latent,), (latent, dims), (latent,))
    return Encoder(
        *(rng.normal(0, scale, shape) for scale, shape in zip((0.5, 0.5, 0.2, 0.5), shapes, strict=True))
    )


def decoder(weights, bias):
    """A decoder to logits; weights (D, L), bias (D,)."""
    return Decoder(weights, bias)


def random_decoder(seed, dims, latent):
    """A decoder to logits with drawn weights, (N, latent) -> (N, dims)."""
    rng = np.random.default_rng(seed)
    return Decoder(rng.normal(size=(dims, latent)), rng.normal(size=dims))


def gaussian_decoder(weights, bias, var):
    """A decoder to (mean, var) of a Gaussian; weights (D, L), bias (D,), var a number."""
    return Decoder(weights, bias, float(var))


def paraboloid(centre):
    """f(z) = sum of (z - centre)^2, (M, L) -> (M,)."""
    centre = torch.as_tensor(np.asarray(centre, dtype=float))
    return lambda z: ((z - centre) ** 2).sum(-1)


def wave(frequency):
    """f(z) = sum of sin(frequency z) plus the product of the first two coordinates' cosines."""
    return lambda z: torch.sin(frequency * z).sum(-1) + torch.cos(z[..., 0]) * torch.cos(z[..., -1])


def halfspace(threshold):
    """f(z) = 1 where the coordinates sum to more than the threshold, else 0; flat wherever it is smooth."""
    return lambda z: (z.sum(-1) > threshold).to(z.dtype)


def _parameter(values):
    return nn.Parameter(torch.as_tensor(np.asarray(values, dtype=float)))
