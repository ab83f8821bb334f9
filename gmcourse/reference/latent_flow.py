"""A conditional flow that says in words what it draws: the build of week 8.

Codes z (N, L) of a latent space, captions words (N, W): numbers 0 to V - 1, and V for a word left unsaid.
The path is that of flow matching: noise at t = 0, data at t = 1.
"""

import math

import torch
from torch import nn

from gmcourse.reference.flow_matching import flow_matching_loss, guided, integrate

FREQUENCIES = 8


class LatentFlow(nn.Module):
    """A velocity field over codes that listens to words.

    latent, vocabulary: L and V; width, blocks: of the residual network; drop: the probability with which
    `loss` leaves a caption unsaid, so that one network also learns the flow without words.
    Source: Lipman et al. (2023); Ho and Salimans, Classifier-Free Diffusion Guidance (2022), algorithm 1.
    """

    def __init__(
        self, latent: int, vocabulary: int, width: int = 384, blocks: int = 3, drop: float = 0.1
    ) -> None:
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.words = nn.Embedding(vocabulary + 1, width)
        self.time = nn.Linear(2 * FREQUENCIES, width)
        self.inward, self.outward = nn.Linear(latent, width), nn.Linear(width, latent)
        self.blocks = nn.ModuleList(_Block(width) for _ in range(blocks))

    def velocity(self, z: torch.Tensor, t: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """z (N, L), t (N,), words (N, W) -> (N, L); the order of the words does not matter."""
        angles = math.pi * t[:, None] * torch.arange(1, FREQUENCIES + 1, dtype=z.dtype) / 2
        told = self.time(torch.cat([angles.cos(), angles.sin()], dim=1)) + self.words(words).sum(1)
        h = self.inward(z)
        for block in self.blocks:
            h = h + block(h, told)
        return self.outward(h)

    def loss(
        self,
        z: torch.Tensor,
        words: torch.Tensor,
        noise: torch.Tensor,
        t: torch.Tensor,
        generator: torch.Generator | None = None,
    ) -> torch.Tensor:
        """Flow matching on codes z (N, L) with noise (N, L) and times t (N,); a scalar.

        Each row's whole caption is left unsaid with probability `drop`, drawn from the generator.
        """
        unsaid = torch.rand(len(z), generator=generator, device=z.device) < self.drop
        heard = torch.where(unsaid[:, None], self.vocabulary, words)
        return flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)

    def sample(self, noise: torch.Tensor, words: torch.Tensor, weight: float, steps: int) -> torch.Tensor:
        """Codes (N, L) for captions (N, W) from noise (N, L): Euler's steps with guidance `weight`."""
        silence = torch.full_like(words, self.vocabulary)

        def followed(x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
            return guided(self.velocity(x, t, words), self.velocity(x, t, silence), weight)

        with torch.no_grad():
            return integrate(followed, noise, steps, "euler")


class _Block(nn.Module):
    """A residual step that is told the time and the words."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.listen = nn.Linear(width, width)
        self.first, self.second = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, h: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        return self.second(torch.nn.functional.silu(self.first(self.norm(h)) + self.listen(told)))
