"""Probes of functions whose result is to be trained through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


def trainable(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """The answer is the value and its gradient in the parameters of the network among the arguments.

    Returns {"value": scalar, "gradient": (P,)}: all parameters in one vector, as training would find it. Where
    the value hangs on no parameter, the gradient is zero; what the call itself left in `.grad` counts with that of a
    value that hangs on some, and alone it is none: who calls `backward` on what is returned gets an error.
    """
    network = next(a for a in args.values() if isinstance(a, torch.nn.Module))
    parameters = list(network.parameters())
    value = function(*args.values())
    if not isinstance(value, torch.Tensor):
        return {"value": value, "gradient": torch.zeros(sum(p.numel() for p in parameters))}
    gradient = [torch.zeros_like(p) for p in parameters]
    if value.requires_grad:
        found = torch.autograd.grad(value.sum(), parameters, allow_unused=True)
        gradient = [z if g is None else g for z, g in zip(gradient, found, strict=True)]
        gradient = [g if p.grad is None else g + p.grad for g, p in zip(gradient, parameters, strict=True)]
    network.zero_grad()
    return {"value": value, "gradient": torch.cat([g.reshape(-1) for g in gradient]).to(value.dtype)}
