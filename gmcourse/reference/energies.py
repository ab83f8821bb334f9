"""Energies, scores and Langevin's walk: the first part of week 8's reference. Torch tensors, nats.

An energy E(x) defines p(x) = exp(-E(x)) / Z; the score is the gradient of log p(x) in x, so Z drops
out of it. N samples, D dimensions, K states or components.
"""

import math
from collections.abc import Callable

import torch


def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    """The probabilities p = exp(-energy) / Z of finitely many states.

    energy: (K,), +inf allowed where one at least is finite. Returns (K,), sums to 1; stable for energies
    of any size. Source: LeCun et al., A Tutorial on Energy-Based Learning (2006), section 1.3.
    """
    if energy.ndim != 1 or len(energy) == 0:
        raise ValueError(f"energy has shape {tuple(energy.shape)}; expected (K,) with K >= 1")
    return torch.softmax(-energy, dim=0)


def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    """A loss whose gradient is that of the mean negative log-likelihood, estimated from model samples.

    energy_data: (N,), the energies of data; energy_model: (M,), those of samples of the model, which
    are constants (the gradient goes through the energies alone). Returns a scalar.
    Source: Hinton, Training Products of Experts by Minimizing Contrastive Divergence (2002).
    """
    return energy_data.mean() - energy_model.mean()


def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    """The score of a mixture of isotropic Gaussians with one variance, at each row of x.

    x: (N, D); weights: (K,) positive, sum 1; means: (K, D); var: a number. Returns (N, D), also far
    from all means: the mean of (means - x) / var over the responsibilities.
    """
    if x.ndim != 2 or means.ndim != 2 or means.shape[1] != x.shape[1] or weights.shape != means.shape[:1]:
        found = f"x {tuple(x.shape)}, weights {tuple(weights.shape)}, means {tuple(means.shape)}"
        raise ValueError(f"got {found}; expected (N, D), (K,), (K, D)")
    steps = means - x[:, None]
    logits = weights.log() - (steps**2).sum(-1) / (2 * var)
    return (torch.softmax(logits, dim=1)[:, :, None] * steps).sum(1) / var


def langevin(x: torch.Tensor, score: Callable, step: float, noises: torch.Tensor) -> torch.Tensor:
    """Langevin's walk: x becomes x + step score(x) + sqrt(2 step) noise, once for each row of noises.

    x: (N, D); score: (N, D) -> (N, D); step: a positive number; noises: (T, N, D), standard normal.
    Returns the last x, (N, D). Source: Roberts and Tweedie, Exponential convergence of Langevin
    distributions (1996), the unadjusted algorithm.
    """
    if noises.shape[1:] != x.shape:
        raise ValueError(
            f"noises has shape {tuple(noises.shape)}; expected (T, {', '.join(map(str, x.shape))})"
        )
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
