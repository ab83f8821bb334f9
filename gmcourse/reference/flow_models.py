"""Week 6: layers of normalizing flows as modules, flows made of them, and flows of grey levels.

Every layer has forward(z) -> (x, log_det) and inverse(x) -> (z, log_det), each with its own log-det,
shape (N,). N samples, D dimensions. Log-densities are in nats. Networks give shifts in units of z, not
of x: where a scale becomes small, the gradient of the shift would otherwise explode.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, cast

import torch
from torch import nn

from gmcourse.reference.autoregressive import made_masks
from gmcourse.reference.flows import coupling_forward, coupling_inverse, planar_log_abs_det

LARGEST_LOG_SCALE = 7.0


class Planar(nn.Module):
    """x = z + u tanh(w . z + b), with u bent so that w . u > -1 and the layer is invertible.

    The inverse has no formula: one number, w . z, is found by bisection (no gradient flows through).
    Source: Rezende and Mohamed (2015), section 4.1 and appendix A.1.
    """

    def __init__(self, dims: int) -> None:
        super().__init__()
        self.free = nn.Parameter(0.1 * torch.randn(dims))
        self.w = nn.Parameter(torch.randn(dims) / math.sqrt(dims))
        self.b = nn.Parameter(torch.zeros(()))

    def u(self) -> torch.Tensor:
        """The free vector, moved along w until w . u = softplus(w . free) - 1."""
        overlap = self.w @ self.free
        wanted = nn.functional.softplus(overlap) - 1
        return self.free + (wanted - overlap) * self.w / (self.w @ self.w)

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        u = self.u()
        x = z + torch.tanh(z @ self.w + self.b)[:, None] * u
        return x, planar_log_abs_det(z, u, self.w, self.b)

    @torch.no_grad()
    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        u, w, b = (part.double() for part in (self.u(), self.w, self.b))
        along, overlap = x.double() @ w, w @ u
        low, high = along - overlap.abs(), along + overlap.abs()
        for _ in range(60):
            middle = (low + high) / 2
            above = middle + overlap * torch.tanh(middle + b) > along
            low, high = torch.where(above, low, middle), torch.where(above, middle, high)
        z = x.double() - torch.tanh((low + high) / 2 + b)[:, None] * u
        return z.to(x.dtype), -planar_log_abs_det(z, u, w, b).to(x.dtype)


class Coupling(nn.Module):
    """Real NVP's affine coupling layer; `additive` makes it NICE's.

    mask: (D,), 1 = passed through. The log-scale lies within (-7, 7), so that float32 can go back.
    Source: Dinh, Krueger, Bengio (2015); Dinh, Sohl-Dickstein, Bengio (2017), sections 3.2 to 3.4.
    """

    mask: torch.Tensor

    def __init__(self, mask: torch.Tensor, hidden: int, additive: bool = False) -> None:
        super().__init__()
        dims = len(mask)
        self.additive = additive
        self.register_buffer("mask", torch.as_tensor(mask, dtype=torch.get_default_dtype()))
        self.net = network(dims, hidden, dims if additive else 2 * dims)

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return coupling_forward(z, self.mask, *self._terms(z))

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return coupling_inverse(x, self.mask, *self._terms(x))

    def _terms(self, given: torch.Tensor) -> tuple[Callable, Callable]:
        """Scale and shift as functions, from one run of the network."""
        out, dims = self.net(self.mask * given), given.shape[1]
        log_scale = torch.zeros_like(given) if self.additive else _bounded(out[:, dims:])
        shift = out[:, :dims] * log_scale.exp()
        return (lambda seen: log_scale), (lambda seen: shift)


class MaskedAutoregressive(nn.Module):
    """x_i = mean_i + exp(log_scale_i) z_i, both functions of x_1 .. x_{i-1}: a MADE with two outputs each.

    One pass from x to z, D passes from z to x. Source: Papamakarios, Pavlakou, Murray (2017).
    """

    def __init__(self, dims: int, hidden: int, depth: int = 2) -> None:
        super().__init__()
        degrees = [torch.arange(dims) + 1] + [torch.arange(hidden) % max(dims - 1, 1) + 1] * depth
        *inner, last = made_masks(degrees)
        masks = [*inner, torch.cat([last, last])]
        self.layers = nn.ModuleList(nn.Linear(mask.shape[1], mask.shape[0]) for mask in masks)
        for i, mask in enumerate(masks):
            self.register_buffer(f"mask{i}", mask.to(torch.get_default_dtype()), persistent=False)

    def conditioner(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, D) -> mean and log_scale, each (N, D)."""
        for i, layer in enumerate(cast(Sequence[nn.Linear], self.layers)):
            seen = torch.relu(x) if i else x
            x = nn.functional.linear(seen, layer.weight * getattr(self, f"mask{i}"), layer.bias)
        shift, log_scale = x.chunk(2, dim=1)
        log_scale = _bounded(log_scale)
        return shift * log_scale.exp(), log_scale

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = torch.zeros_like(z)
        for _ in range(z.shape[1]):
            mean, log_scale = self.conditioner(x)
            x = mean + log_scale.exp() * z
        return x, self.conditioner(x)[1].sum(1)

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mean, log_scale = self.conditioner(x)
        return (x - mean) * (-log_scale).exp(), -log_scale.sum(1)


class Order(nn.Module):
    """Puts the coordinates in another order; no volume changes."""

    order: torch.Tensor

    def __init__(self, order: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("order", torch.as_tensor(order))

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return z[:, self.order], z.new_zeros(len(z))

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return x[:, torch.argsort(self.order)], x.new_zeros(len(x))


class Affine(nn.Module):
    """x = mean + exp(log_scale) z by coordinate.

    It starts at the mean and the scale of `data` (M, D) where some are given, else at the identity.
    """

    def __init__(self, dims: int, data: torch.Tensor | None = None) -> None:
        super().__init__()
        mean, std = torch.zeros(dims), torch.ones(dims)
        if data is not None:
            data = torch.as_tensor(data, dtype=mean.dtype)
            mean, std = data.mean(0), data.std(0) + 1e-3
        self.mean, self.log_scale = nn.Parameter(mean), nn.Parameter(std.log())

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.mean + self.log_scale.exp() * z, self.log_scale.sum().expand(len(z))

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return (x - self.mean) * (-self.log_scale).exp(), -self.log_scale.sum().expand(len(x))


class Inverted(nn.Module):
    """A layer walked the other way: its forward is the inverse of `layer`."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.layer.inverse(z)

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.layer.forward(x)


def network(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    """Two hidden layers."""
    middle = [nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()]
    return nn.Sequential(*middle, nn.Linear(hidden, outputs))


def _bounded(log_scale: torch.Tensor) -> torch.Tensor:
    return log_scale / (1 + (log_scale / LARGEST_LOG_SCALE).abs())
