"""Probes of a RealNVP that a student wrote, and of one step of a flow's training."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from typing import Any

import torch

from gmcourse.check.guards import changed
from gmcourse.data import moons

STEPS, BATCH, HIDDEN, LAYERS = 120, 100, 24, 4
REACH, CELLS = 5.0, 120
SAME = 1e-3
# What a right log_prob is made of, as `_volume` says it.
RIGHT = [1, -1, 1]


def answers(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """What the class makes of the moons in a moment, its first weights and batches drawn by args["seed"].

    total: its density's sum over a grid; mismatch: what log_prob differs by from the density of its own samples, worked
    out from the Jacobian of `sample`; moved: whether each coordinate goes anywhere on its way (both are also asked of an
    untrained flow of three dimensions, the latter of one with more coordinates than layers, too; shaken before that, since a
    flow may well start as the identity); gap: nats to
    the truth; own: whether each layer more learns more numbers, by networks of HIDDEN units; alone: whether a point's density
    is always the same, whatever comes with it; layered: whether `layer` gives the layers of `sample`, or is not there;
    volume: what log_prob is made of, as `_volume` says it
    """
    seed = args["seed"]
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model, wide, wider = (function(dim, LAYERS, HIDDEN) for dim in (2, 3, LAYERS + 2))
    data = torch.tensor(moons.two_moons().train, dtype=torch.float32)
    optimizer, order = torch.optim.Adam(model.parameters(), lr=5e-3), torch.Generator().manual_seed(seed)
    for _ in range(STEPS):
        rows = torch.randint(len(data), (BATCH,), generator=order)
        optimizer.zero_grad()
        (-model.log_prob(data[rows]).mean()).backward()
        optimizer.step()
    z, z3, z6 = (torch.randn(4, dim, generator=order) for dim in (2, 3, LAYERS + 2))
    mismatch = max(_mismatch(model, z), _mismatch(wide, z3))
    _shake(wide, order)
    _shake(wider, order)
    return {
        "shapes": [list(model.log_prob(data[:5]).shape), list(model.sample(z).shape)],
        "total": _total(model),
        "mismatch": mismatch,
        "moved": _moved(model, z) + _moved(wide, z3) + _moved(wider, z6),
        "gap": _gap(model),
        "own": int(_grows(function) and _used(model) and any(HIDDEN in p.shape for p in model.parameters())),
        "alone": int(_alone(model, data[:8])),
        "layered": int(not hasattr(model, "layer") or _layered(model, z)),
        "volume": RIGHT if mismatch <= SAME else _volume(wide, z3),
    }


@torch.no_grad()
def _shake(model: Any, generator: torch.Generator) -> None:
    for parameter in model.parameters():
        parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))


@torch.no_grad()
def _moved(model: Any, z: torch.Tensor) -> list[int]:
    """1 or 0 for each coordinate."""
    return ((model.sample(z) - z).abs().amax(0) > 1e-3).int().tolist()


def _learned(model: Any) -> int:
    """How many numbers are learned."""
    return sum(parameter.numel() for parameter in model.parameters())


def _grows(function: Callable[..., Any]) -> bool:
    counts = [_learned(function(2, layers, HIDDEN)) for layers in (LAYERS - 2, LAYERS - 1, LAYERS)]
    return counts[0] < counts[1] < counts[2]


def _used(model: Any) -> bool:
    """Whether training reaches all that is there to be learned."""
    return all(one.grad is not None for one in model.parameters() if one.requires_grad)


@torch.no_grad()
def _alone(model: Any, x: torch.Tensor) -> bool:
    whole, part = model.log_prob(x), model.log_prob(x[:2])
    return float((whole[:2] - part).abs().max()) < SAME


@torch.no_grad()
def _layered(model: Any, z: torch.Tensor) -> bool:
    x = z
    try:
        for i in range(LAYERS):
            mask, scale, shift = model.layer(i)
            seen = mask * x
            x = seen + (1 - mask) * (x * torch.exp(scale(seen)) + shift(seen))
    except NotImplementedError:
        return False
    return float((x - model.sample(z)).abs().max()) < SAME


@torch.no_grad()
def _total(model: Any) -> float:
    axis = torch.linspace(-REACH, REACH, CELLS)
    density = model.log_prob(torch.cartesian_prod(axis, axis)).double().exp()
    return float(density.sum() * (2 * REACH / (CELLS - 1)) ** 2)


def _mismatch(model: Any, z: torch.Tensor) -> float:
    """The largest difference, in nats."""
    with torch.no_grad():
        own = model.log_prob(model.sample(z))
    return float((own - _base(z) + _log_det(model, z)).abs().max())


def _log_det(model: Any, z: torch.Tensor) -> torch.Tensor:
    """Of the Jacobian of `sample`, at each z."""
    jacobian = torch.stack(
        [torch.autograd.functional.jacobian(lambda one: model.sample(one[None])[0], row) for row in z]
    )
    return torch.linalg.slogdet(jacobian)[1]


def _base(z: torch.Tensor) -> torch.Tensor:
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(-1)


def _volume(model: Any, z: torch.Tensor) -> list[int] | float:
    """What log_prob is: [1 at what becomes x, or -1 at what x becomes; the log-det's factor; 0 where its constant lacks].

    Where it is none of these, how far it is from what it should be: a number of this model alone.
    """
    with torch.no_grad():
        x = model.sample(z)
        own = model.log_prob(x)
        ways = {1: (_base(z), _log_det(model, z)), -1: (_base(model.sample(x)), _log_det(model, x))}
    dims = z.shape[1]
    for (way, (base, log_det)), factor, lacking in product(ways.items(), (-1, 0, 1), (0, dims, dims - 1)):
        said = base + factor * log_det + 0.5 * lacking * math.log(2 * math.pi)
        if said.shape == own.shape and float((own - said).abs().max()) < SAME:
            return [way, factor, int(not lacking)]
    return float((own - ways[1][0] + ways[1][1]).abs().max())


@torch.no_grad()
def _gap(model: Any) -> float:
    held_out = moons.two_moons().valid
    own = model.log_prob(torch.tensor(held_out, dtype=torch.float32)).mean()
    return float(moons.log_prob(held_out).mean() - own) if math.isfinite(own) else math.inf


class OnlyLogProb:
    """A model that has a log_prob, and nothing else that a step could use."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.log_prob = model.log_prob


def steps(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """Two steps in a row by gradient descent with momentum, which the optimizer remembers.

    The values returned, again their kinds; whether there was a gradient at each step of the optimizer; the arguments that
    are not as they were; the parameters after. args["gradients_left"]: whether there are gradients before the first step;
    args["only_log_prob"]: whether the model has nothing else.
    """
    model = args["model"]
    optimizer = torch.optim.SGD(model.parameters(), lr=args["lr"], momentum=0.9)
    turns: list[str] = []
    optimizer.register_step_post_hook(
        lambda *_: turns.append("a step" if has_gradient(model) else "a step without a gradient")
    )
    if args.get("gradients_left"):
        model.log_prob(args["then"]).mean().backward()
    given = OnlyLogProb(model) if args.get("only_log_prob") else model
    losses: list[Any] = []
    touched: list[str] = []
    for batch in (args["x"], args["then"]):
        before = {"x": batch.clone()}
        losses.append(function(given, optimizer, batch))
        touched += changed(before, {"x": batch})
    return {
        "losses": [_number(loss) for loss in losses],
        "kinds": [type(loss).__name__ for loss in losses],
        "turns": turns,
        "changed": sorted(set(touched)),
        "parameters": torch.cat([p.detach().reshape(-1) for p in model.parameters()]),
    }


def has_gradient(network: torch.nn.Module) -> bool:
    """Whether any parameter holds a gradient other than 0."""
    return any(p.grad is not None and bool(p.grad.any()) for p in network.parameters())


def _number(loss: Any) -> Any:
    """As a float where it is one number, else as it is; a text of digits is none."""
    try:
        return loss if isinstance(loss, str) else float(loss)
    except (TypeError, ValueError, RuntimeError):
        return loss
