"""Week 8's flow in time as a density for the comparison: trained by flow matching, read by its equation."""

import math

import torch
from torch import nn
from torch.nn.functional import silu

from gmcourse.reference.flow_density import GreyLevels
from gmcourse.reference.flow_matching import flow_matching_loss, integrate, ode_log_prob
from gmcourse.reference.flows import logit_dequantize

WAVES = 4  # of the time, each as a cosine and a sine
SETTLED = 0.003  # bits a dimension, by which half the steps may move the mean of a block


class Unsettled(ArithmeticError):
    """Half the steps give another density: the steps are too few for an exact figure."""


class Velocity(nn.Module):
    """(x (N, D), t (N,)) -> (N, D), by `layers` hidden layers."""

    def __init__(self, dims, hidden, layers):
        super().__init__()
        sizes = [dims + 2 * WAVES] + [hidden] * layers
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True))
        self.out = nn.Linear(hidden, dims)

    def forward(self, x, t):
        told = self.told(x, t)
        for layer in self.hidden:
            told = silu(layer(told))
        return self.out(told)

    @staticmethod
    def told(x, t):
        """What the first layer reads, (N, D + 2 WAVES)."""
        angles = t[:, None] * torch.arange(1, WAVES + 1, dtype=x.dtype) * torch.pi / 2
        return torch.cat([x, angles.cos(), angles.sin()], dim=1)


def two_layer_log_prob(velocity, x, steps):
    """`ode_log_prob` of a Velocity with two hidden layers, whose trace needs no D derivatives.

    The trace of W3 B W2 A W1, with diagonal A and B, is b' (W2 * (W1 W3)') a: one small product a row.
    """
    first, second = velocity.hidden
    ties = second.weight * (first.weight[:, : x.shape[1]] @ velocity.out.weight).T
    h, volume = 1 / steps, x.new_zeros(len(x))
    for step in range(steps, 0, -1):
        late, half = (x.new_full((len(x),), time * h) for time in (step, step - 0.5))
        middle = x - h / 2 * velocity(x, late)
        below = first(velocity.told(middle, half))
        above = second(silu(below))
        volume = volume + h * (_slope(above) @ ties * _slope(below)).sum(1)
        x = x - h * velocity.out(silu(above))
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - volume


def _slope(x):
    """The derivative of silu."""
    share = torch.sigmoid(x)
    return share * (1 + x * (1 - share))


class TimeFlow(nn.Module):
    """A density of rows (N, D), on data standardised by the mean and scale of `data`.

    steps: of the midpoint rule, for the density and for samples alike
    """

    def __init__(self, data, hidden, layers, steps):
        super().__init__()
        self.steps, self.dims = steps, data.shape[1]
        self.velocity = Velocity(self.dims, hidden, layers)
        self.density = two_layer_log_prob if layers == 2 else ode_log_prob
        self.register_buffer("mean", data.mean(dim=0))
        self.register_buffer("std", data.std(dim=0) + 1e-3)

    def loss(self, x, generator):
        """Flow matching on rows (N, D), one time in each of N equal parts of [0, 1]; a scalar."""
        noise = torch.randn(x.shape, generator=generator)
        places = torch.randperm(len(x), generator=generator) + torch.rand(len(x), generator=generator)
        return flow_matching_loss(self.velocity, (x - self.mean) / self.std, noise, places / len(x))

    def log_prob(self, x):
        """(N, D) -> (N,), in nats; raises Unsettled where half the steps say something else."""
        z = (x - self.mean) / self.std
        fine, coarse = (self.density(self.velocity, z, steps) for steps in (self.steps, self.steps // 2))
        moved = float((fine - coarse).mean().abs()) / self.dims / math.log(2)
        if moved > SETTLED:
            raise Unsettled(f"half of {self.steps} steps move the density by {moved:.4f} bits a dimension")
        return fine - self.std.log().sum()

    @torch.no_grad()
    def sample(self, count, generator):
        """`count` rows (count, D)."""
        z = torch.randn(count, self.dims, generator=generator)
        return self.mean + self.std * integrate(self.velocity, z, self.steps, "midpoint")


class LevelFlow(GreyLevels):
    """A distribution over whole numbers (N, D), by week 6's way from a density of squeezed levels."""

    def __init__(self, x, levels, alpha, hidden, layers, steps):
        noise = torch.rand(x.shape, generator=torch.Generator().manual_seed(0))
        squeezed = logit_dequantize(x, levels, noise, alpha)[0]
        super().__init__(TimeFlow(squeezed, hidden, layers, steps), levels, alpha)

    def loss(self, x, generator):
        """Flow matching of the levels with fresh noise; a scalar."""
        noise = torch.rand(x.shape, generator=generator)
        return self.density.loss(logit_dequantize(x, self.levels, noise, self.alpha)[0], generator)
