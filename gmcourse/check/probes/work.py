"""Probe that also counts arithmetic: how the work of a function grows with the dimension D."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

SHRINK = 4
MOST = 40
LINEAR, QUADRATIC, UNSEEN = "D", "D squared", "not seen: it is done outside torch"


def value_and_growth(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """{"value": what the arguments give, "growth": LINEAR, QUADRATIC or UNSEEN}; the first of them is (N, D).

    The growth is asked only for 64 dimensions or more: the same function is called with a quarter of
    the dimensions (every axis of length D is cut), and the numbers that torch touched in the two calls are compared. Counted, not
    timed, so that a busy machine changes nothing. Work outside torch cannot be counted: where a tensor
    is turned into an array or a list, or half of all numbers are taken out one by one, that is the answer. Work of
    more than MOST times the arguments' elements is no work that grows like D, whatever the smaller call does.
    """
    value = function(*args.values())
    dims = next(iter(args.values())).shape[1]
    if dims < 64:
        return {"value": value}
    fewer = {name: _fewer_dimensions(argument, dims) for name, argument in args.items()}
    elements = sum(argument.numel() for argument in args.values() if isinstance(argument, torch.Tensor))
    with _Leaving() as leaving:
        whole, part = _work(function, args), _work(function, fewer)
    if leaving.seen or whole.taken > elements / 2:
        return {"value": value, "growth": UNSEEN}
    growth = math.log(max(whole.work / max(part.work, 1), 1.0)) / math.log(SHRINK)
    much = growth > 1.45 or whole.work > MOST * elements
    return {"value": value, "growth": QUADRATIC if much else LINEAR}


def _fewer_dimensions(argument: Any, dims: int) -> Any:
    if not isinstance(argument, torch.Tensor):
        return argument
    return argument[tuple(slice(dims // SHRINK if size == dims else size) for size in argument.shape)]


def _work(function: Callable[..., Any], args: dict[str, Any]) -> _Counter:
    with _Counter() as counter:
        function(*(value.clone() if isinstance(value, torch.Tensor) else value for value in args.values()))
    return counter


class _Leaving(TorchFunctionMode):
    """Notes whether a tensor's numbers are taken out of torch, other than one by one or to be printed."""

    WAYS_OUT = ("numpy", "__array__", "tolist")

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def __torch_function__(
        self, function: Callable[..., Any], types: Any, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        self.seen = self.seen or getattr(function, "__name__", "") in self.WAYS_OUT
        return function(*args, **(kwargs or {}))


class _Counter(TorchDispatchMode):
    """Adds up the size of each operation: its largest tensor, or m k n for a matrix product; and the numbers taken
    out of torch one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.work, self.taken = 0.0, 0

    def __torch_dispatch__(
        self, operation: Any, types: Any, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        result = operation(*args, **(kwargs or {}))
        self.taken += operation.overloadpacket.__name__ == "_local_scalar_dense"
        inputs, outputs = _tensors(args), _tensors([result])
        if outputs and not _is_view(operation, inputs, outputs):
            self.work += _size(operation, inputs, outputs)
        return result


def _tensors(values: Any) -> list[torch.Tensor]:
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found.extend(_tensors(value))
    return found


def _is_view(operation: Any, inputs: list[torch.Tensor], outputs: list[torch.Tensor]) -> bool:
    """A result that shares its memory with an input and changed nothing."""
    if operation._schema.is_mutable:
        return False
    held = {tensor.untyped_storage().data_ptr() for tensor in inputs}
    return any(tensor.untyped_storage().data_ptr() in held for tensor in outputs)


def _size(operation: Any, inputs: list[torch.Tensor], outputs: list[torch.Tensor]) -> float:
    name = operation.overloadpacket.__name__
    if name in ("mm", "bmm", "addmm", "baddbmm"):
        return inputs[-2].shape[-1] * outputs[0].numel()
    return max(tensor.numel() for tensor in inputs + outputs)
