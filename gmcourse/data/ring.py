"""A ring of Gaussians in the plane: the smallest data on which a generator can lose modes."""

import math

import torch


def ring_centers(modes: int = 8, radius: float = 2.0) -> torch.Tensor:
    """The (modes, 2) centers, evenly spaced on a circle, the first at (radius, 0). float32."""
    if modes < 1:
        raise ValueError(f"modes must be at least 1, got {modes}")
    angle = 2 * math.pi * torch.arange(modes) / modes
    return radius * torch.stack([angle.cos(), angle.sin()], dim=1)


def ring(
    n: int, generator: torch.Generator, modes: int = 8, radius: float = 2.0, std: float = 0.1
) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw n points from the equal mixture of round Gaussians on the ring.

    Returns x (n, 2) float32 and the index of each point's mode (n,) int64. Random numbers come
    from the `torch.Generator` alone.
    """
    label = torch.randint(modes, (n,), generator=generator)
    noise = torch.randn(n, 2, generator=generator)
    return ring_centers(modes, radius)[label] + std * noise, label
