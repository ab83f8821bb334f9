"""Probes of a game between two networks: two steps by gradient descent, and a loss with a penalty."""

from collections.abc import Callable, Sequence
from typing import Any

import torch

from gmcourse.check import guards
from gmcourse.check.probes.real_nvp import has_gradient

NO_GRADIENT = ", without a gradient"


def steps(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """{"losses" of both steps by name, "kinds": "float" or what else each is, "turns": whose optimizer stepped, in
    order, "changed": the arguments that are not as they were, and the "generator" and the "discriminator": their
    parameters after them}; deterministic."""
    nets = {"discriminator": args["discriminator"], "generator": args["generator"]}
    optimizers, turns = {}, []
    for name, net in nets.items():
        optimizers[name] = torch.optim.SGD(net.parameters(), lr=args["lr"], momentum=args["momentum"])
        optimizers[name].register_step_post_hook(
            lambda *_, name=name, net=net: turns.append(name if has_gradient(net) else name + NO_GRADIENT)
        )
    losses, kinds, changed = {}, [], set()
    for step, (real, noise_d, noise_g) in enumerate(
        zip(args["real"], args["noise_d"], args["noise_g"], strict=True), start=1
    ):
        given = {"real": real, "noise_d": noise_d, "noise_g": noise_g}
        before = {name: batch.clone() for name, batch in given.items()}
        pair = function(
            nets["generator"], nets["discriminator"], optimizers["generator"], optimizers["discriminator"],
            real, noise_d, noise_g, args["loss_d"], args["loss_g"],
        )  # fmt: skip
        changed |= set(guards.changed(before, given))
        for name, value in zip(nets, _two(pair), strict=True):
            losses[f"{name}, step {step}"] = float(value)
            kinds.append("float" if isinstance(value, float) else type(value).__name__)
    parameters = {name: _vector(net) for name, net in nets.items()}
    return {"losses": losses, "kinds": kinds, "turns": turns, "changed": sorted(changed), **parameters}


def _two(pair: Any) -> tuple[Any, Any]:
    try:
        first, second = pair
    except (TypeError, ValueError):
        raise TypeError("two losses are asked for, the discriminator's and the generator's") from None
    return first, second


def penalised(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """{"value": of the returned loss, asked twice, "gradient": of each in logits and in the penalty's weights}.

    Between the two the penalty's weights move, as they do in training; a loss that has no gradient there has zeros.
    """
    penalty = args["penalty"]
    total = function(args["loss"], args["weight"], penalty)
    values, gradients = [], []
    for real, fake in zip(args["real"], args["fake"], strict=True):
        inputs = [real.clone().requires_grad_(), fake.clone().requires_grad_(), *penalty.parameters()]
        value = total(*inputs[:2])
        values.append(value.detach() if getattr(value, "shape", ()) else float(value))
        gradients.append(_slopes(value, inputs))
        for parameter in penalty.parameters():
            parameter.data = parameter.data + 1.0
    return {"value": values, "gradient": gradients}


def _slopes(value: Any, inputs: list[torch.Tensor]) -> torch.Tensor:
    """The derivatives of the value in all inputs, one vector; zeros where it is cut off from them."""
    found: Sequence[torch.Tensor | None] = [None] * len(inputs)
    if isinstance(value, torch.Tensor) and value.requires_grad:
        found = torch.autograd.grad(value.sum(), inputs, retain_graph=True, allow_unused=True)
    return torch.cat([torch.zeros_like(x) if d is None else d for x, d in zip(inputs, found, strict=True)])


def _vector(network: torch.nn.Module) -> torch.Tensor:
    return torch.cat([p.detach().reshape(-1) for p in network.parameters()])
