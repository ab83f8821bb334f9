"""Week 7's build: one step of a game between two networks, and the penalty that calms it.

Goodfellow and others (2014), algorithm 1; Mescheder, Geiger and Nowozin (2018) for R1.
"""

from collections.abc import Callable

import torch
from torch import nn


def penalised(loss: Callable, weight: float, penalty: Callable) -> Callable:
    """The loss of a discriminator with `weight` times a penalty: called as result(real logits, fake logits), a scalar.

    loss(real logits, fake logits) and penalty() are scalars to train through; the penalty is computed anew each time.
    """
    return lambda real, fake: loss(real, fake) + weight * penalty()


def gan_step(
    generator: nn.Module,
    discriminator: nn.Module,
    opt_g: torch.optim.Optimizer,
    opt_d: torch.optim.Optimizer,
    real: torch.Tensor,
    noise_d: torch.Tensor,
    noise_g: torch.Tensor,
    loss_d: Callable,
    loss_g: Callable,
) -> tuple[float, float]:
    """One step of the discriminator, then one of the generator against the new one; both losses as floats.

    real: (N, D); noise_d, noise_g: (N, L), for the two steps; loss_d(real logits, fake logits), loss_g(fake logits)
    """
    with torch.no_grad():
        fake = generator(noise_d)
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


def r1_penalty(discriminator: nn.Module, real: torch.Tensor) -> torch.Tensor:
    """The mean squared length of the discriminator's gradient at the real points (N, D), a scalar to train through."""
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient**2).sum(dim=1).mean()
