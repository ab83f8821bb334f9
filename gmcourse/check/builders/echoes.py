"""Builder of texts with a known entropy, in which each letter hangs on the one before the last."""

from __future__ import annotations

import math

import torch

LETTERS, KEPT = 4, 0.9


def echoing_texts(count: int, length: int, seed: int) -> torch.Tensor:
    """(count, length) int64 of 4 letters: two at random, then each repeats the one before the last with p = 0.9.

    Else it is one of the other three, alike. So the last letter alone says nothing about the next.
    """
    generator = torch.Generator().manual_seed(seed)
    tokens = torch.randint(LETTERS, (count, length), generator=generator)
    kept = torch.rand(count, length, generator=generator) < KEPT
    other = torch.randint(1, LETTERS, (count, length), generator=generator)
    for t in range(2, length):
        tokens[:, t] = torch.where(kept[:, t], tokens[:, t - 2], (tokens[:, t - 2] + other[:, t]) % LETTERS)
    return tokens


def echo_entropy(length: int) -> float:
    """The entropy of a text of that length, in nats."""
    step = -KEPT * math.log(KEPT) - (1 - KEPT) * math.log((1 - KEPT) / (LETTERS - 1))
    return 2 * math.log(LETTERS) + (length - 2) * step
