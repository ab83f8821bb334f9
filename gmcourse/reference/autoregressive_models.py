"""Week 4: autoregressive models of vectors and images as modules with `log_prob` and `sample`.

N samples, D dimensions in raster order, H hidden units. Log-probabilities are in nats.
"""

import math
from collections.abc import Sequence
from typing import cast

import torch
import torch.nn.functional as F
from torch import nn


class BinaryModel(nn.Module):
    """A model of binary vectors that is given by its logits; subclasses define `logits`.

    `logits(x)`: (N, D) -> (N, D); column i may depend on x_1 .. x_{i-1} only.
    """

    def __init__(self, dims: int) -> None:
        super().__init__()
        self.dims = dims

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) zeros and ones -> (N,), in one evaluation of the logits."""
        return -F.binary_cross_entropy_with_logits(self.logits(x), x, reduction="none").sum(dim=1)

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` samples (count, D), one dimension after the other: D evaluations of the logits."""
        like = next(self.parameters())
        x = torch.zeros(count, self.dims, dtype=like.dtype, device=like.device)
        for i in range(self.dims):
            x[:, i] = torch.bernoulli(torch.sigmoid(self.logits(x)[:, i]), generator=generator)
        return x


class IndependentPixels(BinaryModel):
    """No dimension looks at another: the baseline that every other model must beat."""

    def __init__(self, dims: int) -> None:
        super().__init__(dims)
        self.bias = nn.Parameter(torch.zeros(dims))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        return self.bias.expand(len(x), -1)


class FVSBN(BinaryModel):
    """One logistic regression a dimension, on the dimensions before it (notes 5, section 2.3)."""

    def __init__(self, dims: int) -> None:
        super().__init__(dims)
        self.weight = nn.Parameter(torch.zeros(dims, dims))
        self.bias = nn.Parameter(torch.zeros(dims))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weight.tril(-1), self.bias)


class NADE(BinaryModel):
    """One hidden layer, its weights shared by all conditionals (Larochelle and Murray 2011)."""

    def __init__(self, dims: int, hidden: int) -> None:
        super().__init__(dims)
        self.W = nn.Parameter(torch.randn(hidden, dims) / math.sqrt(dims))
        self.c = nn.Parameter(torch.zeros(hidden))
        self.V = nn.Parameter(torch.randn(dims, hidden) / math.sqrt(hidden))
        self.b = nn.Parameter(torch.zeros(dims))

    def hidden(self, x: torch.Tensor) -> torch.Tensor:
        """h_i for every i, (N, D, H): a running sum of columns instead of D matrix products."""
        seen = torch.cumsum(x[:, :, None] * self.W.T, dim=1)
        return torch.sigmoid(self.c + F.pad(seen, (0, 0, 1, -1)))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        return torch.einsum("ndh,dh->nd", self.hidden(x), self.V) + self.b


class RNADE(nn.Module):
    """Real vectors: each conditional is a mixture of K Gaussians (Uria et al. 2013)."""

    def __init__(self, dims: int, hidden: int, components: int) -> None:
        super().__init__()
        self.dims, self.components = dims, components
        self.W = nn.Parameter(torch.randn(hidden, dims) / math.sqrt(dims))
        self.c = nn.Parameter(torch.zeros(hidden))
        self.heads = nn.Parameter(torch.randn(3, dims, components, hidden) / math.sqrt(hidden))
        spread = torch.randn(dims, components)
        zeros = torch.zeros(dims, components)
        self.offsets = nn.Parameter(torch.stack([zeros, spread, zeros]))

    def conditionals(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """log-weights, means and log standard deviations, each (N, D, K), from the dimensions before."""
        seen = torch.cumsum(x[:, :, None] * self.W.T, dim=1)
        hidden = torch.sigmoid(self.c + F.pad(seen, (0, 0, 1, -1)))
        raw, means, log_scales = torch.einsum("ndh,pdkh->pndk", hidden, self.heads) + self.offsets[:, None]
        return torch.log_softmax(raw, dim=-1), means, log_scales

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) -> (N,), a density."""
        log_weights, means, log_scales = self.conditionals(x)
        normal = torch.distributions.Normal(means, log_scales.exp())
        return torch.logsumexp(log_weights + normal.log_prob(x[..., None]), dim=-1).sum(dim=1)

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` samples (count, D)."""
        x = torch.zeros(count, self.dims, dtype=self.W.dtype, device=self.W.device)
        for i in range(self.dims):
            log_weights, means, log_scales = (part[:, i] for part in self.conditionals(x))
            k = torch.multinomial(log_weights.exp(), 1, generator=generator)
            noise = torch.randn(count, 1, generator=generator, dtype=x.dtype, device=x.device)
            x[:, i] = (means.gather(1, k) + log_scales.gather(1, k).exp() * noise)[:, 0]
        return x


class MADE(BinaryModel):
    """An autoencoder masked so that no output sees its own input (Germain et al. 2015).

    hidden: units of each hidden layer. Their degrees run through 1 .. D-1 in turn.
    """

    def __init__(self, dims: int, hidden: Sequence[int]) -> None:
        super().__init__(dims)
        sizes = [dims, *hidden, dims]
        places = torch.arange(1, dims + 1)
        degrees = [places, *(torch.arange(size) % max(dims - 1, 1) + 1 for size in hidden), places - 1]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False))
        for number, (low, high) in enumerate(zip(degrees, degrees[1:], strict=False)):
            self.register_buffer(f"mask{number}", (low <= high[:, None]).float())

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        for number, layer in enumerate(cast(Sequence[nn.Linear], self.layers)):
            x = F.linear(x, layer.weight * getattr(self, f"mask{number}"), layer.bias)
            if number + 1 < len(self.layers):
                x = torch.relu(x)
        return x


class MaskedConv2d(nn.Conv2d):
    """A convolution that sees earlier pixels only, and the centre too where `centre` is true."""

    mask: torch.Tensor

    def __init__(self, inputs: int, outputs: int, size: int, centre: bool) -> None:
        super().__init__(inputs, outputs, size, padding=size // 2)
        offsets = torch.arange(size) - size // 2
        earlier = (offsets[:, None] < 0) | ((offsets[:, None] == 0) & (offsets[None, :] < int(centre)))
        self.register_buffer("mask", earlier.float())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.conv2d(x, self.weight * self.mask, self.bias, padding=self.padding)


class PixelCNN(BinaryModel):
    """Masked convolutions over a square image (van den Oord et al. 2016), with residual blocks."""

    def __init__(self, side: int, channels: int = 32, blocks: int = 3) -> None:
        super().__init__(side * side)
        self.side = side
        self.first = MaskedConv2d(1, channels, 5, centre=False)
        self.blocks = nn.ModuleList(MaskedConv2d(channels, channels, 3, centre=True) for _ in range(blocks))
        self.last = nn.Conv2d(channels, 1, 1)
        self.place = nn.Parameter(torch.zeros(channels, side, side))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        hidden = self.first(x.reshape(-1, 1, self.side, self.side)) + self.place
        for block in self.blocks:
            hidden = hidden + block(torch.relu(hidden))
        return self.last(torch.relu(hidden)).flatten(1)
