"""Probes that ask for the value of a torch function and for the gradient that flows back through it."""

import torch


def of_arguments(function, args):
    """The answer is {"value", "gradient"}: the sum of the value, differentiated by the first two arguments.

    Where the answer is cut off from an argument, its gradient is zero.
    """
    values = list(args.values())
    watched = [value.requires_grad_() for value in values[:2]]
    return _value_and_gradient(function(*values), watched)


def of_encoder(function, args):
    """Like `of_arguments`, differentiated by the parameters of the argument named encode."""
    return _value_and_gradient(function(*args.values()), list(args["encode"].parameters()))


def _value_and_gradient(value, watched):
    gradient = [torch.zeros_like(w) for w in watched]
    if isinstance(value, torch.Tensor) and value.requires_grad:
        found = torch.autograd.grad(value.sum(), watched, allow_unused=True)
        gradient = [z if g is None else g for z, g in zip(gradient, found, strict=True)]
    return {"value": value, "gradient": gradient}
