"""Probes of a game between two networks: two steps by gradient descent, and a loss with a penalty."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch


def steps(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """{"losses" of both steps, "floats": those that are floats (else nan), and the "generator" and the "discriminator":
    their parameters after them}; deterministic."""
    generator, discriminator = args["generator"], args["discriminator"]
    optimizers = [
        torch.optim.SGD(net.parameters(), lr=args["lr"], momentum=args["momentum"])
        for net in (generator, discriminator)
    ]
    losses, floats = [], []
    for real, noise_d, noise_g in zip(args["real"], args["noise_d"], args["noise_g"], strict=True):
        pair = function(
            generator, discriminator, *optimizers, real, noise_d, noise_g, args["loss_d"], args["loss_g"]
        )
        losses += [float(value) for value in pair]
        floats += [value if isinstance(value, float) else math.nan for value in pair]
    return {
        "losses": losses,
        "floats": floats,
        "generator": _vector(generator),
        "discriminator": _vector(discriminator),
    }


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
        values.append(float(value))
        gradients.append(_slopes(value, inputs))
        for parameter in penalty.parameters():
            parameter.data = parameter.data + 1.0
    return {"value": values, "gradient": gradients}


def _slopes(value: Any, inputs: list[torch.Tensor]) -> torch.Tensor:
    """The derivatives of the value in all inputs, one vector; zeros where it is cut off from them."""
    found: Sequence[torch.Tensor | None] = [None] * len(inputs)
    if isinstance(value, torch.Tensor) and value.requires_grad:
        found = torch.autograd.grad(value, inputs, retain_graph=True, allow_unused=True)
    return torch.cat([torch.zeros_like(x) if d is None else d for x, d in zip(inputs, found, strict=True)])


def _vector(network: torch.nn.Module) -> torch.Tensor:
    return torch.cat([p.detach().reshape(-1) for p in network.parameters()])
