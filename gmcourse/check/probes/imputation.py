"""Probes of imputation: what happened to the observed entries, and what the others were filled with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


def filled(function: Callable[..., Any], args: dict[str, Any]) -> Any:
    """The answer is {"observed", "unobserved", "apart"}; all rows of `observed` must be alike in the case.

    observed: the entries of the result that were given, as (N, O); unobserved: the others, (N, U).
    What is no tensor of x's shape is handed on as it is; a dict as {"returned": dict}, lest it pass for the answer.
    apart: by how much these differ from what another seed fills in, over the square root of 2, (N, U).
    """
    x, observed = args["x"].clone(), args["observed"].clone()
    other = {
        name: value.clone() if isinstance(value, torch.Tensor) else value for name, value in args.items()
    }
    other["generator"] = torch.Generator().manual_seed(args["generator"].initial_seed() + 1)
    with torch.no_grad():
        result = function(*args.values())
        second = function(*other.values())
    if not isinstance(result, torch.Tensor) or result.shape != x.shape:
        return {"returned": result} if isinstance(result, dict) else result
    apart = (result - second) / 2**0.5
    rest = ~observed[0]
    return {"observed": result[:, observed[0]], "unobserved": result[:, rest], "apart": apart[:, rest]}
