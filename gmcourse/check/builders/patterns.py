"""Builder of a small data set with a known law: rows of bits near one of a few patterns."""

from __future__ import annotations

import torch

FLIP, ROWS = 0.05, 200


def noisy_patterns(patterns: torch.Tensor, seed: int) -> torch.Tensor:
    """(200, D) float32 zeros and ones: each a row of `patterns` (K, D), each bit turned with probability 0.05."""
    generator = torch.Generator().manual_seed(seed)
    patterns = torch.as_tensor(patterns, dtype=torch.float32)
    chosen = patterns[torch.randint(len(patterns), (ROWS,), generator=generator)]
    turned = torch.rand(chosen.shape, generator=generator) < FLIP
    return torch.where(turned, 1 - chosen, chosen)
