"""Denoising: score matching, Tweedie's formula and a step of DDIM, the second part of week 8's reference.

Two languages for one path. Variance exploding: x_noisy = x + sigma noise. Variance preserving (DDPM):
x_t = sqrt(alpha_bar_t) x + sqrt(1 - alpha_bar_t) eps. N samples, D dimensions.
"""

import math
from collections.abc import Callable

import torch


def denoising_score_loss(
    model: Callable, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor
) -> torch.Tensor:
    """Denoising score matching, each level weighted by its sigma^2.

    model: (x_noisy (N, D), sigma (N,)) -> scores (N, D); x, noise: (N, D), noise standard normal;
    sigma: (N,), positive. Returns a scalar: the mean over the points of sigma^2 |score + noise / sigma|^2.
    Source: Vincent (2011); Song and Ermon (2019), equations 5 and 6 (there halved).
    """
    column = _column(sigma, x)
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).sum(1).mean()


def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    """The posterior mean of x given x_noisy = x + sigma noise, from the score of the noisy density.

    x_noisy: (N, D); score: (N, D), its values at x_noisy; sigma: (N,), positive. Returns (N, D).
    Source: Efron, Tweedie's Formula and Selection Bias (2011).
    """
    return x_noisy + _column(sigma, x_noisy) ** 2 * score


def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    """One deterministic step of DDIM, from level t to level s.

    x: (N, D) at level t; eps: (N, D), the noise that is predicted in it; alpha_bar_t, alpha_bar_s:
    numbers in (0, 1]. Returns x at level s, (N, D): alpha_bar_s = 1 gives the predicted clean x.
    Source: Song, Meng, Ermon, Denoising Diffusion Implicit Models (2021), equation 12 with sigma = 0.
    """
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


def _column(sigma: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    if sigma.shape != x.shape[:1] or x.ndim != 2:
        found = f"sigma has shape {tuple(sigma.shape)}, x {tuple(x.shape)}"
        raise ValueError(f"{found}; expected (N,) and (N, D)")
    return sigma[:, None]
