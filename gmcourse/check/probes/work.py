"""Probe that also counts arithmetic: how the work of a function grows with the dimension D."""

import math

import torch
from torch.utils._python_dispatch import TorchDispatchMode

SHRINK = 4
LINEAR, QUADRATIC = "D", "D squared"


def value_and_growth(function, args):
    """{"value": what x, W, c, V, b give, "growth": "D" or "D squared"}.

    The growth is asked only for 64 dimensions or more: the same function is called with a quarter of
    the dimensions, and the numbers that torch touched in the two calls are compared. Counted, not
    timed, so that a busy machine changes nothing. (Work outside torch is not seen.)
    """
    value = function(*args.values())
    if args["x"].shape[1] < 64:
        return {"value": value}
    ratio = _work(function, args) / max(_work(function, _fewer_dimensions(**args)), 1)
    growth = math.log(max(ratio, 1.0)) / math.log(SHRINK)
    return {"value": value, "growth": QUADRATIC if growth > 1.45 else LINEAR}


def _fewer_dimensions(x, W, c, V, b):
    dims = x.shape[1] // SHRINK
    return {"x": x[:, :dims], "W": W[:, :dims], "c": c, "V": V[:dims], "b": b[:dims]}


def _work(function, args):
    with torch.no_grad(), _Counter() as counter:
        function(*(value.clone() for value in args.values()))
    return counter.work


class _Counter(TorchDispatchMode):
    """Adds up the size of each operation: its largest tensor, or m k n for a matrix product."""

    def __init__(self):
        super().__init__()
        self.work = 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        inputs, outputs = _tensors(args), _tensors([result])
        if outputs and not _is_view(operation, inputs, outputs):
            self.work += _size(operation, inputs, outputs)
        return result


def _tensors(values):
    found = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found.extend(_tensors(value))
    return found


def _is_view(operation, inputs, outputs):
    """A result that shares its memory with an input and changed nothing."""
    if operation._schema.is_mutable:
        return False
    held = {tensor.untyped_storage().data_ptr() for tensor in inputs}
    return any(tensor.untyped_storage().data_ptr() in held for tensor in outputs)


def _size(operation, inputs, outputs):
    name = operation.overloadpacket.__name__
    if name in ("mm", "bmm", "addmm", "baddbmm"):
        return inputs[-2].shape[-1] * outputs[0].numel()
    return max(tensor.numel() for tensor in inputs + outputs)
