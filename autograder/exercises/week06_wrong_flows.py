"""Week 6: wrong answers on whole flows, chained or masked, and on dequantisation."""

import math
from types import SimpleNamespace

import torch

from autograder.exercises.week06_wrong_layers import WRONG


@WRONG.wrong(
    "compose",
    "inverse in forward order",
    hint="Your inverse undoes the first flow first. The last one acted last on the way to x: which one "
    "must be undone first?",
)
def compose_forward_order(flows):
    def run(v, name):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in flows:
            v, log_det = getattr(flow, name)(v)
            total = total + log_det
        return v, total

    return SimpleNamespace(forward=lambda z: run(z, "forward"), inverse=lambda x: run(x, "inverse"))


@WRONG.wrong(
    "compose",
    "last log-det only",
    hint="You kept the log-det of the last layer and dropped the others. The determinant of a product is "
    "the product of determinants: what happens to the logarithms?",
)
def compose_last(flows):
    def run(v, name, order):
        log_det = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
        return v, log_det

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows), inverse=lambda x: run(x, "inverse", flows[::-1])
    )


@WRONG.wrong(
    "compose",
    "log-dets at the wrong points",
    hint="You took every layer's log-det at the point where the whole flow starts. Each layer is entered "
    "where the one before it ended.",
)
def compose_wrong_points(flows):
    def run(start, name, order):
        v, total = start, torch.zeros(len(start), dtype=start.dtype)
        for flow in order:
            total = total + getattr(flow, name)(start)[1]
            v = getattr(flow, name)(v)[0]
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows), inverse=lambda x: run(x, "inverse", flows[::-1])
    )


@WRONG.wrong(
    "compose",
    "inverse returns the forward log-det",
    hint="The points are right both ways, but your inverse's log-det has the sign of the forward one. If "
    "the way there stretches, what does the way back do?",
)
def compose_sign(flows):
    def run(v, name, order, sign):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
            total = total + sign * log_det
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows, 1), inverse=lambda x: run(x, "inverse", flows[::-1], -1)
    )


@WRONG.wrong(
    "compose",
    "the last flow acts first",
    hint="Your flow runs the list backwards, in both directions. flows[0] is the first to act on z: where "
    "does the inverse then meet it?",
)
def compose_reversed(flows):
    def run(v, name, order):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
            total = total + log_det
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows[::-1]), inverse=lambda x: run(x, "inverse", flows)
    )


@WRONG.wrong(
    "maf_log_prob",
    "sign of the log-scale",
    hint="The z are right. A large scale spreads x out: should log p(x) rise or fall with the sum of "
    "log-scales?",
)
def maf_sign(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)


@WRONG.wrong(
    "maf_log_prob",
    "scale as log-scale",
    hint="You divided by the conditioner's second answer itself. It is the logarithm of the scale, and may "
    "be 0 or negative.",
)
def maf_scale(x, conditioner):
    mean, scale = conditioner(x)
    z = (x - mean) / scale
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - torch.log(scale)).sum(1)


@WRONG.wrong(
    "maf_log_prob",
    "log-scale as log-variance",
    hint="You halved the log-scale, as if it were the logarithm of a variance. Here x = mean + "
    "exp(log_scale) z: what is the standard deviation of x_i given the earlier ones?",
)
def maf_variance(x, conditioner):
    mean, log_var = conditioner(x)
    z = (x - mean) * torch.exp(-0.5 * log_var)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - 0.5 * log_var).sum(1)


@WRONG.wrong(
    "maf_log_prob",
    "the wrong direction",
    hint="You computed mean + exp(log_scale) x, which is the way from z to x. Here x is given: solve "
    "that equation for z.",
)
def maf_direction(x, conditioner):
    mean, log_scale = conditioner(x)
    z = mean + torch.exp(log_scale) * x
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)


@WRONG.wrong(
    "maf_log_prob",
    "no log-det",
    hint="That is the base density at the right z. Its integral over x is not 1: which factor turns volumes "
    "of z into volumes of x?",
)
def maf_no_log_det(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "no log levels",
    hint="The points are right. Dividing by `levels` shrinks each pixel's axis too: which constant, once "
    "for each pixel, is missing from your log-det?",
)
def dequantize_no_levels(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "no alpha",
    hint="You applied the logit to u itself. For a black pixel and a little noise it is enormous; alpha is "
    "there to keep away from 0 and 1.",
)
def dequantize_no_alpha(x, levels, noise, alpha):
    v = (x + noise) / levels
    slope = -math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "slope of the squeeze forgotten",
    hint="The points are right. Squeezing into (alpha, 1 - alpha) has a slope as well, the same for every "
    "pixel. Which one?",
)
def dequantize_no_squeeze(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = -math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "sign",
    hint="The points are right, the log-det has the wrong sign. Asked is log |det dy/dx|: take one pixel "
    "and move x a little. Where y moves less than x, is this logarithm positive or negative?",
)
def dequantize_sign(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), -slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "the logit's own Jacobian forgotten",
    hint="Your log-det is the same for every image: that of the linear steps. The logit bends: what is the "
    "derivative of log v - log(1 - v)?",
)
def dequantize_linear_only(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = torch.full_like(v, math.log(1 - 2 * alpha) - math.log(levels))
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "divided by levels - 1",
    hint="The brightest pixel with its noise reaches above levels - 1. Into how many equal bins must the "
    "interval from 0 to 1 be cut?",
)
def dequantize_minus_one(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / (levels - 1)
    slope = math.log(1 - 2 * alpha) - math.log(levels - 1) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@WRONG.wrong(
    "logit_dequantize",
    "no noise",
    hint="You left the noise out: the points lie on a grid, and a density can grow there without end. Where "
    "in its bin should each pixel lie?",
)
def dequantize_no_noise(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + 0 * noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)
