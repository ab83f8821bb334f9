"""Probe of a small GPT that a student wrote: what each logit hangs on, its sums, its training, its samples."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import torch

from gmcourse.check.builders.echoes import LETTERS, echo_entropy, echoing_texts

_TRAINED: WeakKeyDictionary = WeakKeyDictionary()
LENGTH, STEPS, ROWS, DRAWS = 8, 120, 64, 3000
MOVED = 1e-6
DEAF = "its logits hang on no token"


def answers(function: Callable[..., Any], args: dict[str, Any]) -> Any:
    """`function` is the class; `ask` says what is asked of it, `seed` draws its first weights.

    sums: {"shape", "total", "same", "alone", "start", "again"} of a model of three letters; only the shape, and
    "deaf", of one whose logits hang on no token: its sums and its samples are no work
    looks: which logit moves with which token; build: {"heads", "deep", "places"} of models with their first weights
    trained: after some steps on texts of known entropy: {"gap", "idle"}; draws: three tokens from the trained
    model, counted beside how likely it says that they are, and how often a long text repeats: {"draws", "echoes",
    "alike"}
    """
    ask, seed = args["ask"], args["seed"]
    if ask == "sums":
        return _sums(function, args["tokens"], seed)
    if ask == "looks":
        return _looks(function, args["tokens"], seed)
    if ask == "build":
        return _build(function, seed)
    key = (seed,)
    known = _TRAINED.setdefault(function, {})
    if key not in known:
        known[key] = _train(function, seed)
    model, idle = known[key]
    return _gap(model, idle, seed) if ask == "trained" else _drawn(model, seed)


def _made(
    kind: Callable[..., Any],
    seed: int,
    vocabulary: int,
    context: int,
    width: int = 8,
    heads: int = 2,
    layers: int = 2,
) -> Any:
    """A new model whose weights are large enough that everything it looks at shows."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return kind(vocabulary, width, heads, layers, context)


def _shaken(model: Any, seed: int) -> Any:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.3 * torch.randn(parameter.shape, generator=generator))
    return model.eval()


@torch.no_grad()
def _sums(kind: Callable[..., Any], tokens: torch.Tensor, seed: int) -> dict[str, Any]:
    model = _shaken(_made(kind, seed, 3, 3), seed)
    texts = torch.tensor(list(itertools.product(range(3), repeat=3)))
    logits = model.forward(tokens[:, :-1])
    own = torch.distributions.Categorical(logits=logits).log_prob(tokens).sum(-1)
    if _moved(model, texts[:, :2], (texts[:, :2] + 1) % 3) <= MOVED:
        return {"shape": list(logits.shape), "deaf": DEAF}
    return {
        "shape": list(logits.shape),
        "total": float(model.log_prob(texts).double().exp().sum()),
        "same": (model.log_prob(tokens) - own).round(decimals=4),
        "alone": (model.log_prob(tokens)[:1] - model.log_prob(tokens[:1])).round(decimals=4),
        "start": float(logits[:, 0].std()),
        "again": int(
            torch.equal(*(model.sample(50, 3, torch.Generator().manual_seed(seed)) for _ in range(2)))
        ),
    }


@torch.no_grad()
def _looks(kind: Callable[..., Any], tokens: torch.Tensor, seed: int) -> list[list[int]]:
    """A table (T + 1, T) of truth values: whether logits t move when token s becomes another one."""
    model = _shaken(_made(kind, seed, 5, 6), seed)
    before = model.forward(tokens)
    moved = []
    for place in range(tokens.shape[1]):
        moved.append((model.forward(_replaced(tokens, place)) - before).abs().amax(dim=(0, 2)) > MOVED)
    return torch.stack(moved, dim=1).int().tolist()


@torch.no_grad()
def _build(kind: Callable[..., Any], seed: int) -> dict[str, float]:
    """What the first weights show of the inside: that the number of heads counts, that a stack of many blocks still
    hears the last token, and how far the order of two earlier tokens moves a logit beside another token there."""
    tokens = torch.randint(5, (32, 6), generator=torch.Generator().manual_seed(seed))
    one, two = (_made(kind, seed, 5, 7, width=16, heads=heads).eval().forward(tokens) for heads in (1, 2))
    deep = _made(kind, seed, 5, 7, width=16, layers=12).eval()
    return {
        "heads": int((one - two).abs().max() > MOVED),
        "deep": _moved(deep, tokens, _replaced(tokens, 5))
        / float(deep.forward(tokens)[:, -1].std(dim=1).median()),
        "places": sum(_order_beside_content(kind, seed + more, tokens) for more in range(4)) / 4,
    }


def _order_beside_content(kind: Callable[..., Any], seed: int, tokens: torch.Tensor) -> float:
    model = _made(kind, seed, 5, 7, width=16).eval()
    swapped = tokens[:, [0, 2, 1, 3, 4, 5]]
    differ = tokens[:, 1] != tokens[:, 2]
    content = _moved(model, tokens, _replaced(tokens, 1))
    if content > MOVED:
        return _moved(model, tokens[differ], swapped[differ]) / content
    return 1.0 if _moved(_shaken(model, seed), tokens, _replaced(tokens, 1)) > MOVED else math.nan


def _replaced(tokens: torch.Tensor, place: int) -> torch.Tensor:
    other = tokens.clone()
    other[:, place] = (other[:, place] + 1) % 5
    return other


def _moved(model: Any, tokens: torch.Tensor, other: torch.Tensor) -> float:
    """How far the last logits move from one text to another: the median of the distances."""
    return float((model.forward(tokens) - model.forward(other))[:, -1].norm(dim=1).median())


def _train(kind: Callable[..., Any], seed: int) -> tuple[Any, int]:
    texts = echoing_texts(ROWS * 8, LENGTH, seed)
    model = _made(kind, seed, LETTERS, LENGTH, width=16).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    order = torch.Generator().manual_seed(seed)
    for _ in range(STEPS):
        rows = torch.randint(len(texts), (ROWS,), generator=order)
        optimizer.zero_grad()
        (-model.log_prob(texts[rows]).mean()).backward()
        optimizer.step()
    idle = sum(p.grad is None or not bool(p.grad.abs().sum() > 0) for p in model.parameters())
    return model.eval(), idle


@torch.no_grad()
def _gap(model: Any, idle: int, seed: int) -> dict[str, float]:
    """How far the trained model is from the entropy, in nats a letter, on new texts; and its idle parameters."""
    loss = -model.log_prob(echoing_texts(500, LENGTH, seed + 1)).mean()
    return {"gap": float(loss - echo_entropy(LENGTH)) / LENGTH, "idle": idle}


@torch.no_grad()
def _drawn(model: Any, seed: int) -> dict[str, Any]:
    """Counts of three tokens, beside the model's own probabilities of them; and a text longer than the context."""
    generator = torch.Generator().manual_seed(seed)
    drawn = model.sample(DRAWS, 3, generator)
    texts = torch.tensor(list(itertools.product(range(LETTERS), repeat=3)))
    if _moved(model, texts[:, :2], (texts[:, :2] + 1) % LETTERS) <= MOVED:
        return {"deaf": DEAF}
    place = (drawn * torch.tensor([LETTERS**2, LETTERS, 1])).sum(1)
    counts = (
        torch.bincount(place, minlength=len(texts)) if drawn.shape == (DRAWS, 3) else torch.zeros(len(texts))
    )
    long = model.sample(40, 3 * LENGTH, generator)
    whole = long.shape == (40, 3 * LENGTH)
    kept = (long[:, 2:] == long[:, :-2]).double().mean() if whole else math.nan
    alike = (long[:, 1:] == long[:, :-1]).double().mean() if whole else math.nan
    draws = {"counts": counts, "probs": model.log_prob(texts).double().exp()}
    return {"draws": draws, "echoes": float(kept), "alike": float(alike)}
