"""What one does with a latent space: gradients of expectations, paths between codes, filling in.

Notes 5, sections 1.1 and 4.7; Williams (1992); Shoemake (1985); Rezende et al. (2014), appendix F.
"""

import math
from collections.abc import Callable

import torch

from gmcourse.reference.latent import reparameterize

PARALLEL = 1e-6


def score_function_gradient(
    f: Callable, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor
) -> torch.Tensor:
    """Estimate of the gradient in `mean` of E[f(z)], z ~ N(mean, diag exp(log_var)), (L,).

    f: (M, L) -> (M,), needs no derivative; noise: (M, L) standard normal. The mean over the M rows
    of f(z) times the score (z - mean) / var; no baseline. Williams (1992).
    """
    _check_noise(mean, log_var, noise)
    z = reparameterize(mean, log_var, noise)
    score = (z - mean) / torch.exp(log_var)
    return (f(z).unsqueeze(-1) * score).mean(0)


def pathwise_gradient(
    f: Callable, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor
) -> torch.Tensor:
    """Estimate of the gradient in `mean` of E[f(z)], z ~ N(mean, diag exp(log_var)), (L,).

    f: (M, L) -> (M,), differentiable by autograd; noise: (M, L) standard normal. The gradient of
    the mean of f over the M reparameterised draws. Kingma and Welling (2014).
    """
    _check_noise(mean, log_var, noise)
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(reparameterize(mean, log_var, noise)).mean(), mean)
    return gradient


def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    """The point at fraction t on the great-circle path from z0 to z1, (L,). Shoemake (1985).

    The angle is that between the directions; the endpoints are combined as they are, unnormalised.
    Where they are parallel (same or opposite direction) the path is the straight line.
    Raises ValueError for endpoints of different shapes or of length zero.
    """
    lengths = float(z0.norm() * z1.norm())
    if z0.shape != z1.shape or lengths == 0:
        raise ValueError(
            f"need two non-zero vectors of one shape, not {tuple(z0.shape)} and {tuple(z1.shape)}"
        )
    cosine = float(z0 @ z1) / lengths
    angle = math.acos(min(1.0, max(-1.0, cosine)))
    if math.sin(angle) < PARALLEL:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


def impute(
    x: torch.Tensor,
    observed: torch.Tensor,
    encode: Callable,
    decode: Callable,
    steps: int,
    generator: torch.Generator,
) -> torch.Tensor:
    """A draw of the unobserved entries of x given the observed ones, by pseudo-Gibbs steps, (N, D).

    observed: (N, D) of bool; the other entries of x hold the start. Each step draws z ~ encode(x),
    then the unobserved x ~ decode(z). encode(x) -> (mean, log_var), decode(z) -> (mean, var) of a
    Gaussian. With the exact posterior the steps leave p(unobserved given observed) unchanged.
    Raises ValueError where `observed` has not x's shape. Rezende et al. (2014), appendix F.
    """
    if observed.shape != x.shape:
        raise ValueError(f"observed {tuple(observed.shape)} must have x's shape {tuple(x.shape)}")
    for _ in range(steps):
        mean, log_var = encode(x)
        z = reparameterize(mean, log_var, _noise_like(mean, generator))
        mean, var = decode(z)
        draw = mean + torch.sqrt(var) * _noise_like(x, generator)
        x = torch.where(observed, x, draw)
    return x


def _noise_like(tensor: torch.Tensor, generator: torch.Generator | None) -> torch.Tensor:
    return torch.randn(tensor.shape, dtype=tensor.dtype, device=tensor.device, generator=generator)


def _check_noise(mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> None:
    if mean.ndim != 1 or log_var.shape != mean.shape or noise.shape[1:] != mean.shape:
        shapes = f"mean {tuple(mean.shape)}, log_var {tuple(log_var.shape)}, noise {tuple(noise.shape)}"
        raise ValueError(f"need mean and log_var (L,) and noise (M, L), not {shapes}")
