"""Probes that ask for the value of a torch function and for the gradient that flows back through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


def of_arguments(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """The answer is {"value", "gradient"}: the sum of the value, differentiated by the first two arguments.

    Where the answer is cut off from an argument, its gradient is zero. Where the call itself left one in
    `.grad`, it counts twice.
    """
    values = list(args.values())
    watched = [_leaf(value) for value in values[:2]]
    return _value_and_gradient(function(*watched, *values[2:]), watched)


def closed_form(function: Callable[..., Any], args: dict[str, Any]) -> Any:
    """The answer is what the function returns where nothing can be differentiated: no autograd."""
    try:
        with torch.inference_mode():
            return function(*args.values())
    except RuntimeError as error:
        if "does not require grad" in str(error):
            raise RuntimeError("a closed form is asked: autograd is switched off here") from error
        raise


def of_first(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """Like `of_arguments`, differentiated by the first argument alone, where the others are no real numbers."""
    values = list(args.values())
    watched = [_leaf(values[0])]
    return _value_and_gradient(function(*watched, *values[1:]), watched)


def through(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """The answer is {"value", "gradient"}: what is returned, and how it hangs on all that can be trained.

    All that can be trained: tensors among the arguments that require a gradient (`tensors.leaf` builds
    them, `tensors.log_shares` makes them of one) and parameters of networks. All returned tensors are summed with fixed weights, which differ, so
    that no two entries can cancel. What the answer is cut off from has gradient zero; where the call itself left
    one in `.grad`, it counts twice, as training would find it.
    """
    watched = _trained(list(args.values()))
    value = function(*args.values())
    total = sum((_weighted(part) for part in _tensors(value)), torch.zeros(()))
    gradient = [torch.zeros_like(w) for w in watched]
    if total.requires_grad:
        gradient = _found(total, watched)
    return {"value": value, "gradient": gradient}


def _trained(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.nn.Module):
        return [parameter for parameter in value.parameters() if parameter.requires_grad]
    if isinstance(value, torch.Tensor):
        return [getattr(value, "made_of", value)] if value.requires_grad else []
    if isinstance(value, dict):
        value = list(value.values())
    return [one for item in value for one in _trained(item)] if isinstance(value, (list, tuple)) else []


def _tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value] if value.requires_grad else []
    return [one for item in value for one in _tensors(item)] if isinstance(value, (list, tuple)) else []


def _weighted(part: torch.Tensor) -> torch.Tensor:
    """The sum of a tensor's entries with weights 1, 1 + 1/n, ... below 2."""
    steps = torch.arange(part.numel(), dtype=part.dtype).reshape(part.shape)
    return (part * (1 + steps / max(part.numel(), 1))).sum()


def _leaf(value: torch.Tensor) -> torch.Tensor:
    """The same entries, trained: the argument itself stays as it was given."""
    return value.detach().requires_grad_()


def _value_and_gradient(value: Any, watched: list[torch.Tensor]) -> dict[str, Any]:
    gradient = [torch.zeros_like(w) for w in watched]
    if isinstance(value, torch.Tensor) and value.requires_grad:
        gradient = _found(value.sum(), watched)
    return {"value": value, "gradient": gradient}


def _found(total: torch.Tensor, watched: list[torch.Tensor]) -> list[torch.Tensor]:
    """The gradient of a number that hangs on something, twice where the call that made it has called backward itself."""
    left = [w.grad is not None and bool(w.grad.any()) for w in watched]
    found = torch.autograd.grad(total, watched, allow_unused=True)
    gradient = [torch.zeros_like(w) if f is None else f for f, w in zip(found, watched, strict=True)]
    return [2 * g if before else g for g, before in zip(gradient, left, strict=True)]
