"""Week 6: densities made of flow layers, for points and for grey levels, with `log_prob` and `sample`."""

import math
from collections.abc import Iterable

import torch
from torch import nn

from gmcourse.reference.flow_models import Affine, Coupling, Inverted, MaskedAutoregressive, Order, Planar
from gmcourse.reference.flows import compose, logit_dequantize


class Flow(nn.Module):
    """A standard normal base sent through layers; layers[0] acts first on z.

    `forward` and `inverse` are those of the whole, so that a flow is a layer too.
    """

    def __init__(self, dims: int, layers: Iterable[nn.Module]) -> None:
        super().__init__()
        self.dims = dims
        self.layers = nn.ModuleList(layers)

    def forward(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return compose(self.layers).forward(z)

    def inverse(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return compose(self.layers).inverse(x)

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """(N, D) -> (N,), in nats."""
        z, log_det = self.inverse(x)
        return -0.5 * (z**2).sum(1) - 0.5 * self.dims * math.log(2 * math.pi) + log_det

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` samples (count, D)."""
        like = next(self.parameters())
        z = torch.randn(count, self.dims, generator=generator, dtype=like.dtype, device=like.device)
        return self.forward(z)[0]


class GreyLevels(nn.Module):
    """A distribution over whole numbers 0 to levels - 1, from a density by dequantisation and logit.

    `log_prob` is a lower bound on the log-probability of the image, in expectation over the noise, so
    bits per dimension from it are honest; more noises (`draws`) make it tighter, as in IWAE.
    Source: Theis, van den Oord, Bethge (2016), section 3.1; Burda, Grosse, Salakhutdinov (2016).
    """

    def __init__(self, density: Flow, levels: int, alpha: float = 0.05) -> None:
        super().__init__()
        self.density, self.levels, self.alpha = density, levels, alpha

    def log_prob(
        self, x: torch.Tensor, generator: torch.Generator | None = None, draws: int = 1
    ) -> torch.Tensor:
        """(N, D) whole numbers -> (N,), in nats."""
        rows = []
        for _ in range(draws):
            noise = torch.rand(x.shape, generator=generator, dtype=torch.get_default_dtype(), device=x.device)
            y, log_det = logit_dequantize(x, self.levels, noise, self.alpha)
            rows.append(self.density.log_prob(y) + log_det)
        return torch.logsumexp(torch.stack(rows), dim=0) - math.log(draws)

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` images (count, D), int64."""
        squeezed = torch.sigmoid(self.density.sample(count, generator))
        u = (squeezed - self.alpha) / (1 - 2 * self.alpha)
        return (u * self.levels).floor().clamp(0, self.levels - 1).long()


def planar_flow(dims: int, layers: int, data: torch.Tensor | None = None) -> Flow:
    """Planar layers walked from x to z, so that the density of any point has a formula.

    In all three flows a last layer scales each coordinate; it starts from `data` (M, D), where given.
    """
    return Flow(dims, [*(Inverted(Planar(dims)) for _ in range(layers)), Affine(dims, data)])


def coupling_flow(
    dims: int, layers: int, hidden: int, data: torch.Tensor | None = None, additive: bool = False
) -> Flow:
    """Real NVP, or NICE where `additive`; the two halves take turns."""
    odd = torch.arange(dims) % 2
    stack = [Coupling(odd if i % 2 else 1 - odd, hidden, additive) for i in range(layers)]
    return Flow(dims, [*stack, Affine(dims, data)])


def autoregressive_flow(dims: int, layers: int, hidden: int, data: torch.Tensor | None = None) -> Flow:
    """MAF: each layer reads the coordinates in the opposite order to the layer before."""
    backwards = torch.arange(dims).flip(0)
    stack = [part for _ in range(layers) for part in (MaskedAutoregressive(dims, hidden), Order(backwards))]
    return Flow(dims, [*stack, Affine(dims, data)])
