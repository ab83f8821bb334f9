"""Week 4's build: a small GPT over tokens, out of causal attention.

N texts, T tokens, V the vocabulary, E the width; log-probabilities in nats. Vaswani and others (2017), with the
normalisation before each block, as in GPT-2.
"""

import torch
from torch import nn

from gmcourse.reference.autoregressive import causal_attention


class Block(nn.Module):
    """Attention over what came before, then a small net at each place; each adds to what it was given."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_net = nn.LayerNorm(width), nn.LayerNorm(width)
        self.queries_keys_values, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.net = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        """(N, T, E) -> (N, T, E)."""
        parts = self.queries_keys_values(self.before_attention(h)).chunk(3, dim=-1)
        found = [
            causal_attention(*part)
            for part in zip(*(p.chunk(self.heads, dim=-1) for p in parts), strict=True)
        ]
        h = h + self.out(torch.cat(found, dim=-1))
        return h + self.net(self.before_net(h))


class TinyGPT(nn.Module):
    """p(x) = product of p(x_t given x_1 .. x_{t-1}), each a softmax over the vocabulary.

    vocabulary: V; width: E, a multiple of heads; layers: blocks; context: tokens that one pass can predict
    """

    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int) -> None:
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(layers)))
        self.head = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Logits of each token given those before it, and of the next one: (N, T) -> (N, T + 1, V), T < context."""
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        return self.head(self.blocks(h + self.place[: h.shape[1]]))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        """log p in nats, (N, T) -> (N,), for T up to the context."""
        log_probs = torch.log_softmax(self.forward(tokens[:, :-1]), dim=-1)
        return log_probs.gather(-1, tokens.unsqueeze(-1)).squeeze(-1).sum(-1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """Draw n texts, (n, length) int64; past the context each token sees the last context - 1 ones."""
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            probs = torch.softmax(self.forward(window)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(probs, 1, generator=generator)], dim=1)
        return tokens
