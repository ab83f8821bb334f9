"""Week 4: autoregressive models of token sequences as modules with `log_prob` and `sample`.

N sequences of T tokens, K kinds of token. Log-probabilities are in nats.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn


class SequenceModel(nn.Module):
    """A model of token sequences that is given by its logits; subclasses define `logits`.

    `logits(tokens)`: (N, T) whole numbers, or (N, T, K) one-hot floats (so that one can differentiate
    by them), -> (N, T, K); position t may depend on the tokens before t only.
    """

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.kinds = kinds

    def one_hot(self, tokens: torch.Tensor) -> torch.Tensor:
        """(N, T) -> (N, T, K); what is one-hot already is left alone."""
        if tokens.ndim == 3:
            return tokens
        return F.one_hot(tokens, self.kinds).to(next(self.parameters()).dtype)

    def logits(self, tokens: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        """(N, T) -> (N,)."""
        return -F.cross_entropy(self.logits(tokens).transpose(1, 2), tokens, reduction="none").sum(dim=1)

    @torch.no_grad()
    def sample(self, count: int, length: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` sequences (count, length), token after token."""
        tokens = torch.zeros(count, length, dtype=torch.int64, device=next(self.parameters()).device)
        for t in range(length):
            chances = torch.softmax(self.logits(tokens[:, : t + 1])[:, t], dim=-1)
            tokens[:, t] = torch.multinomial(chances, 1, generator=generator)[:, 0]
        return tokens


class CharRNN(SequenceModel):
    """A tanh network whose learned first state predicts the first token (notes 5, section 2.7)."""

    def __init__(self, kinds: int, hidden: int) -> None:
        super().__init__(kinds)
        self.start = nn.Parameter(torch.zeros(hidden))
        self.cell = nn.RNN(kinds, hidden, batch_first=True)
        self.out = nn.Linear(hidden, kinds)

    def logits(self, tokens: torch.Tensor) -> torch.Tensor:
        first = self.start.expand(1, len(tokens), -1).contiguous()
        states, _ = self.cell(self.one_hot(tokens), first)
        return self.out(torch.cat([first.transpose(0, 1), states[:, :-1]], dim=1))


class CharLSTM(SequenceModel):
    """The same with a long short-term memory (Hochreiter and Schmidhuber 1997)."""

    def __init__(self, kinds: int, hidden: int) -> None:
        super().__init__(kinds)
        self.start = nn.Parameter(torch.zeros(2, hidden))
        self.cell = nn.LSTM(kinds, hidden, batch_first=True)
        self.out = nn.Linear(hidden, kinds)

    def logits(self, tokens: torch.Tensor) -> torch.Tensor:
        state, memory = (part.expand(1, len(tokens), -1).contiguous() for part in self.start)
        states, _ = self.cell(self.one_hot(tokens), (state, memory))
        return self.out(torch.cat([state.transpose(0, 1), states[:, :-1]], dim=1))


class Block(nn.Module):
    """A transformer layer: causal self-attention, then a small network, both on a residual stream."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_network = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.network = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        parts = self.qkv(self.before_attention(x)).reshape(batch, length, 3, self.heads, width // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.mix(seen.transpose(1, 2).reshape(batch, length, width))
        return x + self.network(self.before_network(x))


class GPT(SequenceModel):
    """A small decoder-only transformer with learned positions (Radford et al. 2018).

    length: the longest sequence that it can read. A learned start vector stands before the first token.
    """

    def __init__(self, kinds: int, length: int, width: int = 32, layers: int = 2, heads: int = 4) -> None:
        super().__init__(kinds)
        self.length = length
        self.embed = nn.Linear(kinds, width, bias=False)
        self.start = nn.Parameter(torch.randn(width) / math.sqrt(width))
        self.place = nn.Parameter(torch.randn(length, width) / math.sqrt(width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, kinds)

    def logits(self, tokens: torch.Tensor) -> torch.Tensor:
        batch, length = tokens.shape[:2]
        if length > self.length:
            raise ValueError(f"this model reads up to {self.length} tokens, got {length}")
        shifted = F.pad(self.embed(self.one_hot(tokens)), (0, 0, 1, -1))
        first = F.pad(self.start.expand(batch, 1, -1), (0, 0, 0, length - 1))
        x = shifted + first + self.place[:length]
        for block in self.blocks:
            x = block(x)
        return self.out(self.norm(x))
