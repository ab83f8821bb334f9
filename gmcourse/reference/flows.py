"""Normalizing flows, function by function: the reference of week 6. Torch tensors, nats.

Notation of notes 5, section Normalizing Flows: z from a simple base, x = f(z) the data, h the inverse
of f. N samples, D dimensions. A flow is an object with

    forward(z) -> (x, log_det)   log_det (N,) = log |det df/dz| at z
    inverse(x) -> (z, log_det)   log_det (N,) = log |det dh/dx| at x, minus the other one
"""

import math
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import torch


def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    """Distribution of T(X) for a discrete X.

    pmf: outcome -> probability; mapping: the same outcomes -> their images.
    Returns a dict, image -> probability: that of the whole preimage. Images of probability 0 are kept.
    Source: notes 4, section The pushforward measure, example 1.2.
    """
    if set(pmf) != set(mapping):
        raise ValueError(f"pmf has the outcomes {sorted(map(str, pmf))}, mapping {sorted(map(str, mapping))}")
    result: dict[Any, float] = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = result.get(image, 0.0) + probability
    return result


def square_pushforward_log_prob(y: torch.Tensor) -> torch.Tensor:
    """Log-density of Y = X^2 for X ~ N(0, 1).

    y: any shape. Returns the same shape; -inf where y <= 0.
    Source: notes 4, example 1.3: (2 pi y)^(-1/2) exp(-y / 2), the chi-square law with one degree of freedom.
    """
    positive = y > 0
    safe = torch.where(positive, y, 1.0)
    log_prob = -0.5 * (math.log(2 * math.pi) + safe.log() + safe)
    return torch.where(positive, log_prob, -torch.inf)


def change_of_variables(
    x: torch.Tensor, base_log_prob: Callable, inverse: Callable, log_abs_det_inverse: Callable
) -> torch.Tensor:
    """Log-density of x = f(z) from the base density and the inverse map.

    x: (N, D); base_log_prob: (N, D) -> (N,); inverse: (N, D) -> (N, D), x to z;
    log_abs_det_inverse: (N, D) -> (N,), log |det dh/dx| as a function of x.
    Returns (N,). Source: notes 5, section Change of Variables formula; notes 4, theorem 1.1.
    """
    _matrix(x, "x")
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)


def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Log-density of x = A z + b with z ~ N(0, I).

    x: (N, D); A: (D, D) invertible, its determinant may be negative; b: (D,). Returns (N,).
    Source: notes 5, section Change of Variables formula, linear transformation.
    """
    dims = _matrix(x, "x").shape[1]
    if A.shape != (dims, dims) or b.shape != (dims,):
        found = f"A has shape {tuple(A.shape)}, b {tuple(b.shape)}"
        raise ValueError(f"{found}; expected ({dims}, {dims}) and ({dims},)")
    z = torch.linalg.solve(A, (x - b).T).T
    return _standard_normal(z) - torch.linalg.slogdet(A).logabsdet


def jacobian_log_abs_det(f: Callable, z: torch.Tensor) -> torch.Tensor:
    """log |det df/dz| at each row of z, by automatic differentiation.

    f: (N, D) -> (N, D), each row by itself; z: (N, D). Returns (N,).
    """
    _matrix(z, "z")
    jacobian = torch.func.vmap(torch.func.jacrev(lambda row: f(row[None])[0]))(z)
    return torch.linalg.slogdet(jacobian).logabsdet


def planar_log_abs_det(
    z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: torch.Tensor | float
) -> torch.Tensor:
    """log |det df/dz| of the planar flow f(z) = z + u tanh(w . z + b).

    z: (N, D); u, w: (D,), u used as given; b: a number. Returns (N,).
    Source: Rezende and Mohamed, Variational Inference with Normalizing Flows (2015), equation 11.
    """
    dims = _matrix(z, "z").shape[1]
    if u.shape != (dims,) or w.shape != (dims,):
        raise ValueError(f"u has shape {tuple(u.shape)}, w {tuple(w.shape)}; expected ({dims},) for both")
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return (1 + slope * (u @ w)).abs().log()


def coupling_forward(
    z: torch.Tensor, mask: torch.Tensor, scale: Callable, shift: Callable
) -> tuple[torch.Tensor, torch.Tensor]:
    """One affine coupling layer, from z to x.

    z: (N, D); mask: (D,), 1 = passed through unchanged; scale, shift: (N, D) -> (N, D), called with
    mask * z, give the log-scale and the shift of the other coordinates.
    Returns (x (N, D), log_det (N,)). With scale = 0 it is NICE's additive layer.
    Source: Dinh, Sohl-Dickstein, Bengio, Density estimation using Real NVP (2017), equation 9.
    """
    log_scale, offset = _coupling_terms(z, mask, scale, shift)
    x = mask * z + (1 - mask) * (z * log_scale.exp() + offset)
    return x, log_scale.sum(1)


def coupling_inverse(
    x: torch.Tensor, mask: torch.Tensor, scale: Callable, shift: Callable
) -> tuple[torch.Tensor, torch.Tensor]:
    """The inverse of `coupling_forward`, from x to z, with its own log-det.

    Arguments as there; scale and shift are called with mask * x. Returns (z (N, D), log_det (N,)).
    """
    log_scale, offset = _coupling_terms(x, mask, scale, shift)
    z = mask * x + (1 - mask) * (x - offset) * (-log_scale).exp()
    return z, -log_scale.sum(1)


def compose(flows: Iterable) -> SimpleNamespace:
    """One flow made of several: flows[0] acts first in `forward`, last in `inverse`.

    flows: a sequence of flows, as the head of this file describes them; none gives the identity.
    Returns a flow. Source: notes 5, section A Flow of Transformations.
    """
    flows = tuple(flows)

    def forward(z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return _apply([flow.forward for flow in flows], z)

    def inverse(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return _apply([flow.inverse for flow in reversed(flows)], x)

    return SimpleNamespace(forward=forward, inverse=inverse)


def maf_log_prob(x: torch.Tensor, conditioner: Callable) -> torch.Tensor:
    """Log-density of a masked autoregressive flow with a standard normal base.

    x: (N, D); conditioner: (N, D) -> (mean, log_scale), each (N, D), whose column i looks at the
    columns before i alone, so that x_i = mean_i + exp(log_scale_i) z_i. Returns (N,).
    Source: Papamakarios, Pavlakou, Murray, Masked Autoregressive Flow (2017), equations 2 to 5.
    """
    _matrix(x, "x")
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return _standard_normal(z) - log_scale.sum(1)


def logit_dequantize(
    x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Grey levels as real numbers: u = (x + noise) / levels, y = logit(alpha + (1 - 2 alpha) u).

    x: (N, D) whole numbers 0 to levels - 1; noise: (N, D) in [0, 1); alpha: in [0, 1/2).
    Returns (y (N, D), log_det (N,)), log |det dy/dx|: log p(x + noise) = log p(y) + log_det.
    Source: Dinh, Sohl-Dickstein, Bengio (2017), section 4.1; Theis, van den Oord, Bethge, A note on
    the evaluation of generative models (2016), section 3.1.
    """
    if levels < 1 or not 0 <= alpha < 0.5:
        raise ValueError(f"levels is {levels}, alpha {alpha}; expected levels >= 1 and 0 <= alpha < 1/2")
    if x.shape != noise.shape:
        raise ValueError(f"x has shape {tuple(x.shape)}, noise {tuple(noise.shape)}; expected the same")
    squeezed = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - squeezed.log() - torch.log1p(-squeezed)
    return torch.logit(squeezed), slope.sum(1)


def _coupling_terms(
    given: torch.Tensor, mask: torch.Tensor, scale: Callable, shift: Callable
) -> tuple[torch.Tensor, torch.Tensor]:
    dims = _matrix(given, "the input").shape[1]
    if mask.shape != (dims,):
        raise ValueError(f"mask has shape {tuple(mask.shape)}; expected ({dims},)")
    seen = mask * given
    return (1 - mask) * scale(seen), shift(seen)


def _apply(maps: Sequence[Callable], value: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Apply the maps in order, adding up their log-dets."""
    total = value.new_zeros(len(value))
    for one in maps:
        value, log_det = one(value)
        total = total + log_det
    return value, total


def _standard_normal(z: torch.Tensor) -> torch.Tensor:
    return -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)


def _matrix(value: torch.Tensor, name: str) -> torch.Tensor:
    if value.ndim != 2 or value.shape[1] == 0:
        raise ValueError(f"{name} has shape {tuple(value.shape)}; expected (N, D) with D >= 1")
    return value
