"""Probes of functions that return a flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gmcourse.check.probes import gradients


def both_ways(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """Make a flow of args["flows"], send args["z"] forward and args["x"] back; the answer has four parts.

    It is sent both ways once before, and the second answer counts: a flow remembers nothing.
    """
    flow = function(args["flows"])
    flow.forward(args["z"]), flow.inverse(args["x"])
    x, log_det = flow.forward(args["z"])
    z, inverse_log_det = flow.inverse(args["x"])
    return {"x": x, "log_det": log_det, "z": z, "inverse_log_det": inverse_log_det}


def trained_both_ways(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """What `both_ways` gives, as {"value", "gradient"}: the gradient in the points and in all that is trained."""
    return gradients.through(lambda *_: list(both_ways(function, args).values()), args)
