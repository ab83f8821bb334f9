"""Week 4's build: a whole GPT, from tokens to samples."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes import gpt as probe
from gmcourse.check.wire import Build
from gmcourse.reference import tiny_gpt

ROUGH = Tolerance(rtol=1e-3, atol=1e-3)


def _texts(rng, count, length, letters):
    return Build("tensors.tensor", {"data": rng.integers(letters, size=(count, length))})


def _cases(rng):
    """Of sizes that are drawn: the shape of an answer, and the table of looks, tell no other sitting's."""
    seeds = [int(seed) for seed in rng.integers(2**31, size=3)]
    counts, lengths = rng.permutation(np.arange(2, 11))[:2], rng.permutation(np.arange(2, 6))[:2]
    sums = [
        {"ask": "sums", "tokens": _texts(rng, count, 3, 3), "seed": seeds[0] + place}
        for place, count in enumerate(counts)
    ]
    looks = [
        {"ask": "looks", "tokens": _texts(rng, 3, length, 5), "seed": seeds[1] + place}
        for place, length in enumerate(lengths)
    ]
    return {
        "sums": sums,
        "looks": looks,
        "build": [{"ask": "build", "seed": seeds[1]}],
        "trained": [{"ask": "trained", "seed": seeds[2]}],
        "draws": [{"ask": "draws", "seed": seeds[2]}],
    }


def _truth(**args):
    if args["ask"] == "sums":
        count, length = args["tokens"].shape
        return {
            "shape": [count, length, 3],
            "total": {"least": 0.999, "most": 1.001},
            "same": np.zeros(count),
            "alone": np.zeros(1),
            "start": {"least": 1e-3},
            "again": 1,
        }
    if args["ask"] == "looks":
        length = args["tokens"].shape[1]
        return np.tril(np.ones((length + 1, length), dtype=int), k=-1).tolist()
    if args["ask"] == "build":
        return {"heads": 1, "deep": {"least": 0.03}, "places": {"least": 0.15}}
    if args["ask"] == "trained":
        return {"gap": {"least": -0.1, "most": 0.12}, "idle": 0}
    return {"draws": probe.DRAWS, "echoes": {"least": 0.7, "most": 1.0}, "alike": {"most": 0.6}}


ADDS_UP = "all texts of three letters together have probability 1"

TINY_GPT = Exercise(
    id="TinyGPT",
    title="A whole GPT",
    points=5,
    minutes=45,
    difficulty=3,
    reference=tiny_gpt.TinyGPT,
    probe="gpt.answers",
    public=_cases(np.random.default_rng(4)),
    hidden=_cases,
    truth=_truth,
    properties=(
        Property("logits of T tokens and of the next one", on="sums", part="shape", share=0.5, given=ADDS_UP),
        Property(ADDS_UP, on="sums", part="total", compare="bounds.within"),
        Property(
            "log_prob adds up the logits' own log-probabilities",
            on="sums",
            part="same",
            share=0.5,
            tolerance=ROUGH,
            given=ADDS_UP,
        ),
        Property(
            "a text is as likely alone as among others",
            on="sums",
            part="alone",
            share=0.25,
            tolerance=ROUGH,
            given=ADDS_UP,
        ),
        Property(
            "the first logits come from the learned start",
            on="sums",
            part="start",
            share=0.25,
            compare="bounds.within",
        ),
        Property(
            "the same generator draws the same texts", on="sums", part="again", share=0.25, given=ADDS_UP
        ),
        Property("each logit hangs on all earlier tokens and on no later one", on="looks", given=ADDS_UP),
        Property("the number of heads counts", on="build", part="heads", share=0.25, given=ADDS_UP),
        Property(
            "each block adds to what it read", on="build", part="deep", share=0.25, compare="bounds.within"
        ),
        Property(
            "places are heard from the first", on="build", part="places", share=0.25, compare="bounds.within"
        ),
        Property(
            "trained for a moment, it comes near the entropy",
            on="trained",
            part="gap",
            compare="bounds.within",
        ),
        Property("no parameter is idle", on="trained", part="idle", share=0.25, given=ADDS_UP),
        Property(
            "samples come as often as log_prob says", on="draws", part="draws", compare="statistics.as_stated"
        ),
        Property(
            "texts longer than the context go on as they began",
            on="draws",
            part="echoes",
            share=0.5,
            compare="bounds.within",
        ),
        Property(
            "and go on from their last tokens", on="draws", part="alike", share=0.25, compare="bounds.within"
        ),
    ),
)


@TINY_GPT.wrong(
    "it looks ahead",
    hint="Your logits move when a later token changes. What may position t attend to, and where in your attention is that said?",
)
class NoMask(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        pass
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "it sees the token that it predicts",
    hint="Logit t has read token t, the very one it is to foretell. The row of inputs begins with the start, so that everything moves by one place.",
)
class SeesItself(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.token(tokens), self.start.expand(len(tokens), 1, -1)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens)[:, :-1].log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "the first token is free",
    hint="The first token costs nothing in your log_prob. The chain rule begins with p(x_1): which logits say how likely it is?",
)
class FirstFree(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, 1:, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "the mean over tokens",
    hint="You return nats a token. The log-probability of a whole text is a sum over its tokens.",
)
class MeanTokens(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].mean(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "always the likeliest token",
    hint="All your samples are alike: you take the likeliest token each time. A sample is a draw.",
)
class Greedy(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = logits.argmax(1, keepdim=True)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "the next token from the first place",
    hint="Your samples draw every token as if it were the first. Which of the T + 1 rows of logits speaks of the next token?",
)
class FirstPlace(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, 0]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.wrong(
    "log-softmax over the positions",
    hint="Your probabilities sum to 1 over the positions. Over which axis are the alternatives of one token?",
)
class WrongAxis(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.layers, self.context = heads, layers, context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.place = torch.nn.Parameter(torch.randn(context, width))
        norms = [torch.nn.LayerNorm(width) for _ in range(2 * layers + 1)]
        self.norms, self.say = torch.nn.ModuleList(norms), torch.nn.Linear(width, vocabulary)
        self.ask = torch.nn.ModuleList([torch.nn.Linear(width, 3 * width) for _ in range(layers)])
        self.tell = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(layers)])
        nets = [
            (torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))
            for _ in range(layers)
        ]
        self.think = torch.nn.ModuleList([torch.nn.Sequential(*net) for net in nets])

    def attend(self, q, k, v):
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, float("-inf"))
        return torch.softmax(scores, dim=2) @ v

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: h.shape[1]]
        for layer in range(self.layers):
            parts = self.ask[layer](self.norms[2 * layer](h)).chunk(3, dim=2)
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in parts)
            h = h + self.tell[layer](torch.cat(self.attend(q, k, v).chunk(self.heads), dim=2))
            h = h + self.think[layer](self.norms[2 * layer + 1](h))
        return self.say(self.norms[-1](h))

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(1)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            logits = self.forward(window)[:, -1]
            new = torch.multinomial(logits.softmax(1), 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens


@TINY_GPT.alternative
class WithTorchLayers(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context, self.vocabulary = context, vocabulary
        self.token, self.place = torch.nn.Embedding(vocabulary + 1, width), torch.nn.Embedding(context, width)
        layer = torch.nn.TransformerEncoderLayer(
            width, heads, 4 * width, dropout=0.0, activation="relu", batch_first=True, norm_first=True
        )
        self.body = torch.nn.TransformerEncoder(
            layer, layers, torch.nn.LayerNorm(width), enable_nested_tensor=False
        )
        self.say = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        shifted = F.pad(tokens, (1, 0), value=self.vocabulary)
        count = shifted.shape[1]
        h = self.token(shifted) + self.place(torch.arange(count))
        return self.say(self.body(h, mask=torch.ones(count, count, dtype=torch.bool).triu(1)))

    def log_prob(self, tokens):
        logits = self.forward(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").sum(1)

    def sample(self, n, length, generator=None):
        tokens = torch.empty(n, 0, dtype=torch.int64)
        for _ in range(length):
            recent = tokens[:, -(self.context - 1) :] if tokens.shape[1] else tokens
            p = self.forward(recent)[:, -1].detach().softmax(-1)
            tokens = torch.cat((tokens, torch.multinomial(p, 1, generator=generator)), dim=-1)
        return tokens


@TINY_GPT.alternative
class HeadByHead(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        each = width // heads
        self.context, self.heads = context, heads
        self.first = torch.nn.Parameter(torch.randn(1, 1, width) / 10)
        self.token = torch.nn.Parameter(torch.randn(vocabulary, width) / 10)
        self.place = torch.nn.Parameter(torch.randn(context, width) / 10)
        self.blocks = torch.nn.ModuleList()
        for _ in range(layers):
            parts = {"one": torch.nn.LayerNorm(width), "two": torch.nn.LayerNorm(width)}
            for head in range(heads):
                parts |= {f"{name}{head}": torch.nn.Linear(width, each, bias=False) for name in "qkv"}
            parts |= {"up": torch.nn.Linear(width, 2 * width), "down": torch.nn.Linear(2 * width, width)}
            self.blocks.append(torch.nn.ModuleDict(parts))
        self.last, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        h = torch.cat([self.first.repeat(tokens.shape[0], 1, 1), self.token[tokens]], dim=1)
        h = h + self.place[: tokens.shape[1] + 1]
        for block in self.blocks:
            normed, found = block["one"](h), []
            for head in range(self.heads):
                q, k, v = (block[f"{name}{head}"](normed)[:, None] for name in "qkv")
                found.append(F.scaled_dot_product_attention(q, k, v, is_causal=True)[:, 0])
            h = h + torch.cat(found, dim=2)
            h = h + block["down"](torch.relu(block["up"](block["two"](h))))
        return self.say(self.last(h))

    def log_prob(self, tokens):
        logits = self.forward(tokens[:, :-1])
        chosen = logits.gather(2, tokens.unsqueeze(2)).squeeze(2)
        return (chosen - logits.logsumexp(dim=2)).sum(dim=1)

    def sample(self, n, length, generator=None):
        texts = torch.zeros(n, length, dtype=torch.long)
        with torch.no_grad():
            for t in range(length):
                logits = self.forward(texts[:, max(0, t - self.context + 1) : t])[:, -1]
                steps = torch.softmax(logits, dim=1).cumsum(dim=1)
                u = torch.rand(n, 1, generator=generator)
                texts[:, t] = (steps < u).sum(dim=1).clamp(max=logits.shape[1] - 1)
        return texts


@TINY_GPT.alternative
class NormAfter(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token, self.place = torch.nn.Embedding(vocabulary, width), torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        make = torch.nn.MultiheadAttention
        self.attention = torch.nn.ModuleList([make(width, heads, batch_first=True) for _ in range(layers)])
        self.nets = torch.nn.ModuleList(
            [
                torch.nn.Sequential(
                    torch.nn.Linear(width, 4 * width), torch.nn.SiLU(), torch.nn.Linear(4 * width, width)
                )
                for _ in range(layers)
            ]
        )
        self.norms = torch.nn.ModuleList([torch.nn.LayerNorm(width) for _ in range(2 * layers)])
        self.say = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        n, t = tokens.shape
        h = torch.cat([self.start.view(1, 1, -1).expand(n, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place.weight[: t + 1]
        ahead = torch.full((t + 1, t + 1), float("-inf")).triu(1)
        for i, (attention, net) in enumerate(zip(self.attention, self.nets)):
            h = self.norms[2 * i](h + attention(h, h, h, attn_mask=ahead, need_weights=False)[0])
            h = self.norms[2 * i + 1](h + net(h))
        return self.say(h)

    def log_prob(self, tokens):
        total = 0.0
        steps = torch.log_softmax(self.forward(tokens[:, :-1]), dim=-1)
        for t in range(tokens.shape[1]):
            total = total + steps[torch.arange(len(tokens)), t, tokens[:, t]]
        return total

    def sample(self, n, length, generator=None):
        tokens = torch.zeros((n, 0), dtype=torch.long)
        while tokens.shape[1] < length:
            seen = tokens if tokens.shape[1] < self.context else tokens[:, 1 - self.context :]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1).detach()
            tokens = torch.hstack([tokens, torch.multinomial(probs, 1, generator=generator)])
        return tokens
