"""Week 6, second half: wrong answers on the layers of a flow and on dequantisation."""

import math
from types import SimpleNamespace

import torch

from autograder.exercises.week06_wrong_maps import WRONG


@WRONG.wrong(
    "planar_log_abs_det",
    "tanh instead of its derivative",
    hint="The Jacobian holds derivatives. You put tanh where its slope belongs: far away, where tanh is "
    "flat, the layer only shifts, and your log-det should be 0.",
)
def planar_tanh(z, u, w, b):
    return torch.log(torch.abs(1 + torch.tanh(z @ w + b) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "the derivative without the square",
    hint="1 - tanh(a) is not the slope of tanh: at a = -2 it would be almost 2, steeper than at 0. "
    "What is the derivative of tanh, written with tanh?",
)
def planar_no_square(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b)) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "no abs",
    hint="1 + u . w h' can be negative, where the layer folds space over; u is used as given. "
    "What do you need before the logarithm?",
)
def planar_no_abs(z, u, w, b):
    return torch.log(1 + (1 - torch.tanh(z @ w + b) ** 2) * (u @ w))


@WRONG.wrong(
    "planar_log_abs_det",
    "the identity forgotten",
    hint="The layer adds to z, so its Jacobian is the identity plus a matrix of rank one. "
    "Where is the identity in your determinant?",
)
def planar_no_identity(z, u, w, b):
    return torch.log(torch.abs((1 - torch.tanh(z @ w + b) ** 2) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "w forgotten in the slope",
    hint="By the chain rule, the gradient of tanh(w . z + b) in z is h'(.) times what? You added up u "
    "alone where u . w belongs.",
)
def planar_no_w(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b) ** 2) * u.sum()))


@WRONG.wrong(
    "coupling_forward",
    "masked half changed",
    hint="Coordinates with mask 1 must come out as they went in; yours moved. If they change, the inverse "
    "cannot find out which scale and shift were used.",
)
def forward_all_changed(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return z * torch.exp(s) + t, s.sum(1)


@WRONG.wrong(
    "coupling_forward",
    "roles of the mask swapped",
    hint="You changed the coordinates with mask 1 and kept the others. Which ones does a 1 let through?",
)
def forward_swapped(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return (1 - mask) * z + mask * (z * torch.exp(s) + t), (mask * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "log-det sign",
    hint="The point is right. A positive log-scale stretches: is the log-det of this direction, z to x, "
    "then positive or negative?",
)
def forward_sign(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "scale of the wrong half",
    hint="Scale and shift looked at the coordinates that they are about to change. The inverse does not "
    "know those yet: which ones does it know?",
)
def forward_wrong_half(z, mask, scale, shift):
    s, t = scale((1 - mask) * z), shift((1 - mask) * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "scale sees everything",
    hint="You called scale and shift with all of z. Then the Jacobian is no longer triangular and the "
    "layer has no easy inverse: hide what must not be seen.",
)
def forward_unmasked(z, mask, scale, shift):
    s, t = scale(z), shift(z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates, but those with mask 1 are "
    "not scaled: which entries stand on the Jacobian's diagonal?",
)
def forward_counts_all(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), s.sum(1)


@WRONG.wrong(
    "coupling_forward",
    "shift before scale",
    hint="You added the shift and scaled the sum. Then the shift is scaled too: which of the two acts first "
    "in x = z exp(s) + t?",
)
def forward_shift_first(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z + t) * torch.exp(s), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "masked half changed",
    hint="Coordinates with mask 1 came through unchanged on the way to x. What is left to undo there?",
)
def inverse_all_changed(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "log-det sign",
    hint="The point is right. You returned the log-det of the way from z to x; each direction returns its "
    "own. If one way stretches, what does the way back do?",
)
def inverse_sign(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "scale of the wrong half",
    hint="Scale and shift must see just what they saw on the way forward. Which coordinates of x are the "
    "same numbers as in z?",
)
def inverse_wrong_half(x, mask, scale, shift):
    s, t = scale((1 - mask) * x), shift((1 - mask) * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "undone in the wrong order",
    hint="You undid the scale first. Forward scaled first and shifted last: which comes off first, the "
    "shoes or the socks?",
)
def inverse_order(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(-s) - t), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "forward again",
    hint="You applied the layer a second time. What undoes an addition, what undoes a factor, and which of "
    "them came last?",
)
def inverse_is_forward(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates: which of them does the layer "
    "scale at all?",
)
def inverse_counts_all(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -s.sum(1)


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
    hint="The points are right, the log-det has the wrong sign: it is that of y as a function of x. "
    "Is the logit steeper or flatter than 1?",
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
