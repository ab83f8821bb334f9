"""Masked diffusion of texts: its loss and its sampler, the fourth part of week 8's reference.

A text (T,) of tokens is corrupted by hiding each token with probability `rate`; the model predicts the
hidden ones from the others. N texts of T tokens, K kinds.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F


def masked_loss(
    logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor
) -> torch.Tensor:
    """The loss of a masked diffusion, in nats a token.

    logits: (N, T, K); tokens: (N, T) whole numbers; mask: (N, T) bool, True = hidden from the model;
    rate: (N,) in (0, 1], the probability with which that text's tokens were hidden. Returns a scalar: the
    mean over all N T tokens of mask * (-log p(token)) / rate.

    With rate uniform on (0, 1) its expectation is an upper bound on the negative log-likelihood.
    Source: Sahoo et al., Simple and Effective Masked Diffusion Language Models (2024).
    """
    n, length, _ = logits.shape
    if tokens.shape != (n, length) or mask.shape != (n, length) or rate.shape != (n,):
        found = f"tokens {tuple(tokens.shape)}, mask {tuple(mask.shape)}, rate {tuple(rate.shape)}"
        raise ValueError(f"got {found}; expected ({n}, {length}) twice and ({n},)")
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()


@torch.no_grad()
def unmask(
    logits_of: Callable,
    tokens: torch.Tensor,
    hidden: torch.Tensor,
    order: torch.Tensor,
    generator: torch.Generator | None = None,
) -> torch.Tensor:
    """Fill in the hidden tokens, group after group.

    logits_of: (tokens (N, T), hidden (N, T) bool) -> (N, T, K); tokens: (N, T), arbitrary where hidden;
    order: (N, T) whole numbers, the group in which a hidden token is drawn. Returns (N, T).
    """
    tokens, hidden = tokens.clone(), hidden.clone()
    for group in order[hidden].unique(sorted=True).tolist():
        now = hidden & (order == group)
        chances = torch.softmax(logits_of(tokens, hidden), dim=-1)[now]
        tokens[now] = torch.multinomial(chances, 1, generator=generator)[:, 0]
        hidden &= ~now
    return tokens
