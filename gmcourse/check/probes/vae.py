"""Probe of a VAE that a student wrote: its bound, its training and its samples."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch.distributions import Bernoulli, Normal
from torch.nn.functional import normalize

from gmcourse.check.builders.patterns import noisy_patterns

STEPS, HIDDEN, LATENT = 250, 17, 2
GRID, REACH = 41, 4.5
SEEN = 1e-3
SHAPED = ("mean of encode", "log_var of encode", "decode", "elbo")
MADE = (
    "parameters() holds the weights of both nets", "the mean hangs on x", "log_var hangs on x", "encode has its two layers", "decode has its two layers",
    "encode is no straight line", "decode is no straight line", "each latent has a log_var of its own",
    "each picture is treated by itself", "a gradient passes through log_var", "log_var can be below 0",
    "log_var is more than a function of the mean",
)  # fmt: skip


def answers(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """`function` is the class; what is asked depends on the arguments.

    encode, decode, x, noise: {"elbo", "gradient"} with these two nets in place of the model's own
    decode, noise, generator: {"draws", "again"}: samples with this decoder, and whether the generator decides them
    patterns, seed: the model's own nets, trained for a moment on such patterns
    """
    if "patterns" in args:
        return _trained(function, args["patterns"], args["seed"])
    decode = args["decode"]
    model = function(*decode.weights.shape[:1], 4, decode.weights.shape[1])
    if isinstance(model, torch.nn.Module):
        model.double()  # as the nets that take the place of its own
    model.decode = lambda z: decode(z)
    if "x" not in args:
        return _draws(model, args["noise"], args["generator"])
    encode = args["encode"]
    model.encode = lambda x: encode(x)
    value = model.elbo(args["x"], args["noise"])
    parameters = [*encode.parameters(), *decode.parameters()]
    found = torch.autograd.grad(value.sum(), parameters, allow_unused=True) if value.requires_grad else [None]
    lengths = [0.0 if one is None else float(one.abs().sum()) for one in found]
    return {"elbo": value, "gradient": lengths}


@torch.no_grad()
def _draws(model: Any, noise: torch.Tensor, generator: torch.Generator) -> dict[str, Any]:
    """Samples, and whether the same generator draws the same ones again, and another one others: 1 or 0."""
    with torch.random.fork_rng():
        model.sample(noise[:1])
    start, other = generator.get_state(), torch.Generator().manual_seed(generator.initial_seed() + 1)
    draws = model.sample(noise, generator)
    others = model.sample(noise, other)
    generator.set_state(start)
    again = torch.equal(draws, model.sample(noise, generator)) and not torch.equal(draws, others)
    return {"draws": draws, "again": int(again)}


@torch.no_grad()
def _made(model: Any, seed: int, seen: torch.Tensor) -> dict[str, int]:
    """What its nets are, 1 or 0 each; seen: pictures that it was trained on."""
    generator = torch.Generator().manual_seed(seed + 1)
    wide = model.decode(torch.zeros(1, LATENT)).shape[1]
    x, z = (3 * torch.randn(2, 20, size, generator=generator) for size in (wide, LATENT))
    mean, log_var = model.encode(x[0])
    moves = [float(part.std(0).max()) > SEEN for part in (mean, log_var)]
    bends = [
        _bend(lambda one: torch.cat(tuple(model.encode(one)), 1), x.abs()),
        _bend(model.decode, z.abs()),
    ]
    own = float((log_var - log_var[:, :1]).abs().max()) > SEEN
    alone = all(
        float((whole[:2] - part).abs().max()) < SEEN
        for whole, part in (
            *zip(model.encode(x[0]), model.encode(x[0][:2]), strict=True),
            (model.decode(z[0]), model.decode(z[0][:2])),
        )
    )
    with torch.enable_grad():
        outputs, logits = model.encode(seen), model.decode(z[0])
        down, up = _widths(model, torch.cat(tuple(outputs), 1)), _widths(model, logits)
        trained, free = outputs[1].requires_grad, _free(model, *outputs)
    layers = down in ({wide, LATENT}, {wide, 2 * LATENT}), up == {LATENT, wide}
    bent = [bend > SEEN for bend in bends]
    held = bool(down and up)
    found = (held, *moves, *layers, *bent, own, alone, trained, float(log_var.min()) < 0, free)
    return {name: int(one) for name, one in zip(MADE, found, strict=True)}


def _gradients(model: Any, value: torch.Tensor) -> list[torch.Tensor | None]:
    """The gradient of a number by each parameter, None where it does not hang on it."""
    parameters = list(model.parameters())
    if not value.requires_grad:
        return [None] * len(parameters)
    return list(torch.autograd.grad(value, parameters, retain_graph=True, allow_unused=True))


def _widths(model: Any, out: torch.Tensor) -> set[int]:
    """For each weight that an output hangs on, how many units it joins to the HIDDEN ones; 0 where it joins others."""
    pairs = zip(model.parameters(), _gradients(model, out.sum()), strict=True)
    weights = [p for p, found in pairs if found is not None and sum(size > 1 for size in p.shape) > 1]
    return {p.numel() // HIDDEN if HIDDEN in p.shape else 0 for p in weights}


def _free(model: Any, mean: torch.Tensor, log_var: torch.Tensor) -> bool:
    """Whether for some picture the gradients of all outputs span as many dimensions: none follows from the others."""
    return any(_volume(model, picture) > SEEN for picture in torch.cat((mean, log_var), 1))


def _volume(model: Any, outputs: torch.Tensor) -> float:
    """Squared, of what the directions of the outputs' gradients span: 0 where one is made of the others."""
    directions = normalize(torch.stack([_direction(model, one) for one in outputs]), dim=1)
    return float(torch.linalg.det(directions @ directions.T))


def _direction(model: Any, value: torch.Tensor) -> torch.Tensor:
    pairs = zip(model.parameters(), _gradients(model, value), strict=True)
    return torch.cat([(torch.zeros_like(p) if g is None else g).flatten() for p, g in pairs])


def _bend(net: Callable[..., Any], points: torch.Tensor) -> float:
    """How far a net is from a straight one: at two points, their sum, and 0."""
    first, second = points
    gap = net(first + second) - net(first) - net(second) + net(torch.zeros_like(first))
    return float(gap.abs().max())


def _trained(kind: Callable[..., Any], patterns: torch.Tensor, seed: int) -> dict[str, Any]:
    """Shapes, unused parameters, and after some steps the exact log p(x) and the bound below it, in nats."""
    x = noisy_patterns(patterns, seed)
    generator = torch.Generator().manual_seed(seed)

    def noise() -> torch.Tensor:
        return torch.randn(len(x), LATENT, generator=generator)

    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = kind(x.shape[1], HIDDEN, LATENT)
    parts = (*model.encode(x[:3]), model.decode(noise()[:3]), model.elbo(x, noise()))
    shapes = {name: list(part.shape) for name, part in zip(SHAPED, parts, strict=True)}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(STEPS):
        optimizer.zero_grad()
        (-model.elbo(x, noise()).mean()).backward()
        optimizer.step()
    idle = sum(p.grad is None or not bool(p.grad.abs().sum() > 0) for p in model.parameters())
    with torch.no_grad():
        exact = _exact_log_prob(model, x).mean()
        bound = torch.stack([model.elbo(x, noise()).mean() for _ in range(20)]).mean()
    return {"shapes": shapes, "idle": idle, "log_prob": float(exact), "gap": float(exact - bound),
            "made": _made(model, seed, x[:8])}  # fmt: skip


def _exact_log_prob(model: Any, x: torch.Tensor) -> torch.Tensor:
    """log p(x) of the decoder by a sum over a grid of codes, in nats, (N,)."""
    axis = torch.linspace(-REACH, REACH, GRID)
    z = torch.cartesian_prod(axis, axis)
    log_likelihood = Bernoulli(logits=model.decode(z), validate_args=False).log_prob(x[:, None]).sum(-1)
    log_prior = Normal(0.0, 1.0).log_prob(z).sum(-1) + 2 * math.log(2 * REACH / (GRID - 1))
    return torch.logsumexp(log_likelihood + log_prior, dim=1)
