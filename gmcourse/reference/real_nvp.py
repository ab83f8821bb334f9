"""Week 6's build: a RealNVP of coupling layers, and one step of its training.

N points, D dimensions; log-densities in nats. Dinh, Sohl-Dickstein and Bengio (2017).
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from gmcourse.reference.flows import coupling_forward, coupling_inverse


class RealNVP(nn.Module):
    """x = the last layer of ... of the first layer of z, z ~ N(0, I); the layers' masks take turns.

    dim: D; layers: coupling layers; hidden: units of each layer's net, which gives log-scale and shift
    """

    masks: torch.Tensor

    def __init__(self, dim: int, layers: int, hidden: int) -> None:
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(
                nn.Linear(dim, hidden),
                nn.ReLU(),
                nn.Linear(hidden, hidden),
                nn.ReLU(),
                nn.Linear(hidden, 2 * dim),
            )
            for _ in range(layers)
        )
        self.register_buffer(
            "masks", torch.stack([(torch.arange(dim) + i) % 2 for i in range(layers)]).float()
        )

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) -> (N,)."""
        log_det = x.new_zeros(x.shape[:-1])
        for net, mask in zip(reversed(self.nets), self.masks.flip(0), strict=True):
            x, step = coupling_inverse(x, mask, *_halves(net, self.dim))
            log_det = log_det + step
        return -0.5 * (x**2 + math.log(2 * math.pi)).sum(-1) + log_det

    def sample(self, z: torch.Tensor) -> torch.Tensor:
        """Draws of N(0, I), (N, D) -> points, (N, D)."""
        for net, mask in zip(self.nets, self.masks, strict=True):
            z, _ = coupling_forward(z, mask, *_halves(net, self.dim))
        return z


def flow_step(model: Any, optimizer: torch.optim.Optimizer, x: torch.Tensor) -> float:
    """One step on the batch x (N, D): down the mean negative log-likelihood, which is returned as it was before."""
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def _halves(net: Callable, dim: int) -> tuple[Callable, Callable]:
    """The log-scale, kept between -2 and 2, and the shift that a net gives."""
    return lambda h: 2 * torch.tanh(net(h)[..., :dim]), lambda h: net(h)[..., dim:]
