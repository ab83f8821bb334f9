"""Probes of functions that return a flow."""


def both_ways(function, args):
    """Make a flow of args["flows"], send args["z"] forward and args["x"] back; the answer has four parts."""
    flow = function(args["flows"])
    x, log_det = flow.forward(args["z"])
    z, inverse_log_det = flow.inverse(args["x"])
    return {"x": x, "log_det": log_det, "z": z, "inverse_log_det": inverse_log_det}
