"""Probe of a flow that listens to words: with a velocity of ours in place of its own, and trained for a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from gmcourse.train import seeded

STEPS, BATCH, DRAWS, TRIES = 200, 128, 400, 6


def flow(function: Callable[..., Any], args: dict[str, Any]) -> Any:
    """The answer to args["ask"]: "loss", "drops" or "sample" of a class with a given velocity; "training" of its own.

    `function` is the class, made as function(latent, vocabulary, width, blocks, drop).
    """
    asked = dict(args)
    return _ASKED[asked.pop("ask")](function, **asked)


def _with_velocity(function: Any, field: Any, z: torch.Tensor, drop: float) -> Any:
    """An object of a subclass whose velocity is `field`."""

    class Given(function):
        def velocity(self, z: torch.Tensor, t: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
            return field(z, t, words)

    return Given(z.shape[1], len(field.table) - 1, 8, 1, drop)


def _loss(
    function: Callable[..., Any],
    field: Any,
    z: torch.Tensor,
    words: torch.Tensor,
    noise: torch.Tensor,
    t: torch.Tensor,
    drop: float,
) -> Any:
    return _with_velocity(function, field, z, drop).loss(z, words, noise, t)


def _drops(
    function: Callable[..., Any],
    field: Any,
    z: torch.Tensor,
    words: torch.Tensor,
    noise: torch.Tensor,
    t: torch.Tensor,
    drop: float,
    seed: int,
) -> dict[str, Any]:
    """Losses with some captions left unsaid, from generators with seeds in a row; and whether they come again."""
    made = _with_velocity(function, field, z, drop)

    def losses() -> torch.Tensor:
        generators = (torch.Generator().manual_seed(seed + i) for i in range(TRIES))
        return torch.stack([torch.as_tensor(made.loss(z, words, noise, t, g)).detach() for g in generators])

    first = losses()
    return {"losses": first, "again": bool((first == losses()).all())}


def _sample(
    function: Callable[..., Any],
    field: Any,
    noise: torch.Tensor,
    words: torch.Tensor,
    weight: float,
    steps: int,
) -> Any:
    return _with_velocity(function, field, noise, 0.1).sample(noise, words, weight, steps)


def _training(function: Callable[..., Any], centres: torch.Tensor, seed: int) -> dict[str, Any]:
    """Train on two words for each of four lumps, then sample each caption, and without words."""
    centres = centres.float()
    generator = torch.Generator().manual_seed(seed)
    with seeded(seed):
        model = function(2, 4, 48, 2, 0.3)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
        slower = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, STEPS)
        for _ in range(STEPS):
            lump = torch.randint(4, (BATCH,), generator=generator)
            z = centres[lump] + 0.3 * torch.randn(BATCH, 2, generator=generator)
            noise, t = torch.randn(BATCH, 2, generator=generator), torch.rand(BATCH, generator=generator)
            optimizer.zero_grad()
            model.loss(z, _captions(lump), noise, t, generator).backward()
            optimizer.step()
            slower.step()
    return _look(model, generator) | {"hears": _hears(model), "trained": _all_trained(model)}


def _hears(model: Any) -> torch.Tensor:
    """Whether the velocity changes with the word in each place of captions of one, two and three words."""
    z, t, found = torch.zeros(1, 2), torch.full((1,), 0.5), []
    with torch.no_grad():
        for count in (1, 2, 3):
            words = torch.zeros(1, count, dtype=torch.int64)
            first = model.velocity(z, t, words)
            for place in range(count):
                other = words.clone()
                other[0, place] = 1
                found.append(bool((model.velocity(z, t, other) - first).abs().max() > 1e-4))
    return torch.tensor(found)


def _all_trained(model: Any) -> bool:
    """Whether a gradient has reached every parameter to be trained that the velocity hangs on."""
    z, t, words = torch.ones(8, 2), torch.linspace(0, 1, 8), _captions(torch.arange(8) % 4)
    with torch.no_grad():
        first = model.velocity(z, t, words)
        for parameter in (p for p in model.parameters() if p.requires_grad):
            kept = parameter.clone()
            parameter.add_(0.1)
            moved = bool((model.velocity(z, t, words) - first).abs().max() > 1e-6)
            parameter.copy_(kept)
            if moved and (parameter.grad is None or not parameter.grad.any()):
                return False
    return True


def _look(model: Any, generator: torch.Generator) -> dict[str, Any]:
    """Means and spreads of samples by caption and without one; what the velocity hangs on."""
    words = _captions(torch.arange(4).repeat_interleave(DRAWS))
    noise = torch.randn(len(words), 2, generator=generator)
    samples = model.sample(noise, words, 1.0, 20)
    said = samples.detach().reshape(4, DRAWS, 2)
    unsaid = model.sample(noise, words, 0.0, 20).detach()
    early, late = (torch.full((len(words),), t) for t in (0.1, 0.9))
    velocity = model.velocity(noise, early, words)
    alone = model.velocity(noise[:1], early[:1], words[:1]) - velocity[:1]
    return {
        "means": said.mean(1),
        "spreads": said.std(1).mean(1),
        "unsaid": torch.stack([unsaid.mean(0), unsaid.std(0)]),
        "plain": not samples.requires_grad,
        "alone": float(alone.detach().abs().max()),
        "clock": bool((model.velocity(noise, late, words) - velocity).abs().max() > 1e-3),
    }


def _captions(lump: torch.Tensor) -> torch.Tensor:
    return torch.stack([lump // 2, 2 + lump % 2], dim=1)


_ASKED: dict[str, Callable[..., Any]] = {
    "loss": _loss,
    "drops": _drops,
    "sample": _sample,
    "training": _training,
}
