"""Probes of imputation: what happened to the observed entries, and what the others were filled with."""

import torch


def filled(function, args):
    """The answer is {"observed", "unobserved"}; all rows of `observed` must be alike in the case.

    observed: the entries of the result that were given, as (N, O); unobserved: the others, (N, U).
    """
    x, observed = args["x"].clone(), args["observed"].clone()
    with torch.no_grad():
        result = function(*args.values())
    if not isinstance(result, torch.Tensor) or result.shape != x.shape:
        return result
    return {"observed": result[:, observed[0]], "unobserved": result[:, ~observed[0]]}
