"""Week 4: the autoregressive models of binary images, with a softmax over grey levels for the coin.

N images of D pixels in raster order, K grey levels 0 to K - 1. Networks see a level as a number from
-1 to 1. Log-probabilities are exact, in nats. Source: notes 5, section 2.5 (general discrete
distributions), and the papers named at the binary models.
"""

import math
from collections.abc import Sequence
from typing import Self, cast

import torch
import torch.nn.functional as F
from torch import nn

from gmcourse.reference.autoregressive import made_masks
from gmcourse.reference.autoregressive_models import MaskedConv2d


class GreyModel(nn.Module):
    """A model of whole numbers that is given by its logits; subclasses define `logits`.

    `logits(x)`: (N, D) numbers from -1 to 1 -> (N, D, K); pixel i may depend on x_1 .. x_{i-1} only.
    """

    def __init__(self, dims: int, levels: int) -> None:
        super().__init__()
        self.dims, self.levels = dims, levels

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def scaled(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) levels -> floats from -1 to 1."""
        return 2 * x.to(next(self.parameters()).dtype) / (self.levels - 1) - 1

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) whole numbers -> (N,)."""
        logits = self.logits(self.scaled(x)).transpose(1, 2)
        return -F.cross_entropy(logits, x, reduction="none").sum(dim=1)

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` images (count, D), int64, one pixel after the other."""
        x = torch.zeros(count, self.dims, dtype=torch.int64, device=next(self.parameters()).device)
        for i in range(self.dims):
            chances = torch.softmax(self.logits(self.scaled(x))[:, i], dim=-1)
            x[:, i] = torch.multinomial(chances, 1, generator=generator)[:, 0]
        return x


class IndependentGrey(GreyModel):
    """A histogram for each pixel."""

    def __init__(self, dims: int, levels: int) -> None:
        super().__init__(dims, levels)
        self.bias = nn.Parameter(torch.zeros(dims, levels))

    @torch.no_grad()
    def count(self, x: torch.Tensor, extra: float = 1.0) -> Self:
        """Fit (N, D) by counting, with `extra` images of each level added; return the model."""
        counts = F.one_hot(x, self.levels).sum(dim=0) + extra
        self.bias.copy_(torch.log(counts / counts.sum(dim=1, keepdim=True)))
        return self

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        return self.bias.expand(len(x), -1, -1)


class GreyFVSBN(GreyModel):
    """One multinomial logistic regression a pixel, on the pixels before it."""

    def __init__(self, dims: int, levels: int) -> None:
        super().__init__(dims, levels)
        self.weight = nn.Parameter(torch.zeros(levels, dims, dims))
        self.bias = nn.Parameter(torch.zeros(dims, levels))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        return torch.einsum("nj,kij->nik", x, self.weight.tril(-1)) + self.bias


class GreyNADE(GreyModel):
    """softmax(A_i h_i + b_i): NADE's shared hidden layer, with K outputs a pixel."""

    def __init__(self, dims: int, levels: int, hidden: int) -> None:
        super().__init__(dims, levels)
        self.W = nn.Parameter(torch.randn(hidden, dims) / math.sqrt(dims))
        self.c = nn.Parameter(torch.zeros(hidden))
        self.A = nn.Parameter(torch.randn(dims, levels, hidden) / math.sqrt(hidden))
        self.b = nn.Parameter(torch.zeros(dims, levels))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        seen = F.pad(torch.cumsum(x[:, :, None] * self.W.T, dim=1), (0, 0, 1, -1))
        return torch.einsum("ndh,dkh->ndk", torch.sigmoid(self.c + seen), self.A) + self.b


class GreyMADE(GreyModel):
    """A masked autoencoder with K outputs a pixel. hidden: units of each hidden layer."""

    def __init__(self, dims: int, levels: int, hidden: Sequence[int]) -> None:
        super().__init__(dims, levels)
        places = torch.arange(dims) + 1
        *inner, last = made_masks([places, *(torch.arange(size) % max(dims - 1, 1) + 1 for size in hidden)])
        masks = [*inner, last.repeat_interleave(levels, dim=0)]
        self.layers = nn.ModuleList(nn.Linear(mask.shape[1], mask.shape[0]) for mask in masks)
        for number, mask in enumerate(masks):
            self.register_buffer(f"mask{number}", mask.to(torch.get_default_dtype()))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        for number, layer in enumerate(cast(Sequence[nn.Linear], self.layers)):
            seen = torch.relu(x) if number else x
            x = F.linear(seen, layer.weight * getattr(self, f"mask{number}"), layer.bias)
        return x.unflatten(1, (self.dims, self.levels))


class GreyPixelCNN(GreyModel):
    """Masked convolutions over a square image, with residual blocks and a bias for each place."""

    def __init__(self, side: int, levels: int, channels: int = 32, blocks: int = 3) -> None:
        super().__init__(side * side, levels)
        self.side = side
        self.first = MaskedConv2d(1, channels, 5, centre=False)
        self.blocks = nn.ModuleList(MaskedConv2d(channels, channels, 3, centre=True) for _ in range(blocks))
        self.last = nn.Conv2d(channels, levels, 1)
        self.place = nn.Parameter(torch.zeros(channels, side, side))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        hidden = self.first(x.reshape(-1, 1, self.side, self.side)) + self.place
        for block in self.blocks:
            hidden = hidden + block(torch.relu(hidden))
        return self.last(torch.relu(hidden)).flatten(2).transpose(1, 2)
