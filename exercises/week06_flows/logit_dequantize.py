"""Grey levels as real numbers: the questions of `logit_dequantize`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _grey(x, levels, noise, alpha):
    whole = Build("tensors.tensor", {"data": np.asarray(x, dtype=np.int64)})
    return {"x": whole, "levels": levels, "noise": tensor(noise), "alpha": alpha}


def _random_grey(rng, rows, dims, levels, alpha):
    x = rng.integers(levels, size=(rows, dims))
    return _grey(x, levels, rng.uniform(0.02, 0.98, size=(rows, dims)), alpha)


def _picture(rng):
    """So many pixels, and so many grey levels, that the product of their slopes is 0 in a computer."""
    return _random_grey(rng, 1, 100, 2**16, 0.05)


LOGIT_DEQUANTIZE = Exercise(
    id="logit_dequantize",
    title="Grey levels as real numbers",
    points=4,
    minutes=20,
    difficulty=3,
    reference=flows.logit_dequantize,
    public={
        "main": [
            _grey([[0, 3], [1, 2]], 4, [[0.5, 0.25], [0.75, 0.5]], 0.05),
            _grey([[0, 16, 8]], 17, [[0.5, 0.5, 0.1]], 0.1),
            _grey([[0, 2], [3, 0]], 4, [[0.0, 0.5], [0.75, 1e-9]], 1e-10),
            _grey([[1, 0]], 2, [[1 - 1e-8, 0.5]], 1e-10),
            _grey([[0, 255, 100]] * 3, 256, [[0.0, 0.0, 0.9], [0.5, 0.75, 0.0], [0.25, 0.999, 0.001]], 0.001),
            _picture(np.random.default_rng(61)),
        ],
        "alpha": [
            _grey([[1, 2]], 4, [[0.5, 0.25]], 0.0),
            _grey([[6, 3, 0], [1, 2, 5]], 7, [[0.1, 0.2, 0.3], [0.6, 0.5, 0.4]], 0.0),
        ],
        "coin": [_grey([[0], [1]], 2, [[0.25], [0.5]], 0.01), _grey([[1]], 2, [[0.0]], 0.2)],
    },
    hidden=lambda rng: {
        "main": [
            _random_grey(rng, 4, 5, 17, 0.05),
            _random_grey(rng, 3, 2, 256, 1e-3),
            _random_grey(rng, 3, 4, 5, 0.2),
            _grey([[0, 0, 8, 8]], 9, [[0.0, float(rng.uniform()), 0.0, 0.999]], 0.05),
            _random_grey(rng, 3, 3, 3, 0.4),
            _picture(rng),
            _grey([[1, 1]], 2, [[1 - float(rng.uniform(1, 2)) * 1e-8, 0.25]], 1e-10),
            _grey([[0, 1, 0]], 3, [[0.0, float(rng.uniform()), 1e-10]], 1e-11),
        ],
        "alpha": [_random_grey(rng, 3, 3, 17, 0.0), _random_grey(rng, 1, 5, 4, 0.0)],
        "coin": [_random_grey(rng, 6, 1, 2, 0.02), _random_grey(rng, 1, 1, 2, 0.3)],
    },
    properties=(
        Property("the point y", part=0),
        Property("the log-det", part=1),
        Property("alpha = 0", on="alpha", share=0.5),
        Property("two levels, one pixel", on="coin", share=0.5),
    ),
)


@LOGIT_DEQUANTIZE.wrong(
    "no log levels",
    hint="Dividing by `levels` shrinks each pixel's axis too: which constant, once for each pixel, belongs into your log-det, and with which sign?",
)
def dequantize_no_levels(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "no alpha",
    hint="You applied the logit to u itself. For a black pixel and a little noise it is enormous; alpha is there to keep away from 0 and 1.",
)
def dequantize_no_alpha(x, levels, noise, alpha):
    v = (x + noise) / levels
    slope = -math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "slope of the squeeze forgotten",
    hint="Squeezing into (alpha, 1 - alpha) has a slope as well, the same for every pixel. Which one?",
)
def dequantize_no_squeeze(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = -math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "sign",
    hint="Your log-det has the wrong sign. Asked is log |det dy/dx|: take one pixel and move x a little. Where y moves less than x, is this logarithm positive or negative?",
)
def dequantize_sign(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), -slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "the logit's own Jacobian forgotten",
    hint="Your log-det is the same for every image: that of the linear steps. The logit bends: what is the derivative of log v - log(1 - v)?",
)
def dequantize_linear_only(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = torch.full_like(v, math.log(1 - 2 * alpha) - math.log(levels))
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "divided by levels - 1",
    hint="The brightest pixel with its noise reaches above levels - 1. Into how many equal bins must the interval from 0 to 1 be cut?",
)
def dequantize_minus_one(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / (levels - 1)
    slope = math.log(1 - 2 * alpha) - math.log(levels - 1) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "no noise",
    hint="Your points do not depend on the noise: they lie on a grid, and a density can grow there without end. Where in its bin should each pixel lie?",
)
def dequantize_no_noise(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + 0 * noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong("slope of the logit only", like="no log levels")
def dequantize_logit_only(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    return torch.log(v) - torch.log1p(-v), (-torch.log(v) - torch.log1p(-v)).sum(1)


@LOGIT_DEQUANTIZE.wrong("the middle of the bin", like="no noise")
def dequantize_middle(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + 0.5 + 0 * noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "constants once for all pixels",
    hint="Every pixel is divided by `levels` and squeezed: how often do these constants count in an image of D pixels?",
)
def dequantize_constants_once(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    log_det = math.log(1 - 2 * alpha) - math.log(levels) - (torch.log(v) + torch.log1p(-v)).sum(1)
    return torch.log(v) - torch.log1p(-v), log_det


def _dequantized(x, levels, noise, alpha, log_det=None, u=None, per_pixel=0.0):
    """The points with another u, and the log-det with this much more for each pixel, or a function (slope) -> (N,)."""
    u = (x + noise) / levels if u is None else u
    v = alpha + (1 - 2 * alpha) * u
    slope = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v) + per_pixel
    return torch.log(v) - torch.log1p(-v), slope.sum(1) if log_det is None else log_det(slope)


@LOGIT_DEQUANTIZE.wrong("log levels added", like="no log levels")
def dequantize_levels_added(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, per_pixel=2 * math.log(levels))


@LOGIT_DEQUANTIZE.wrong("log levels once for all pixels", like="constants once for all pixels")
def dequantize_levels_once(x, levels, noise, alpha):
    more = (x.shape[1] - 1) * math.log(levels)
    return _dequantized(x, levels, noise, alpha, lambda slope: slope.sum(1) + more)


@LOGIT_DEQUANTIZE.wrong("slope of the squeeze once for all pixels", like="constants once for all pixels")
def dequantize_squeeze_once(x, levels, noise, alpha):
    more = (x.shape[1] - 1) * math.log(1 - 2 * alpha)
    return _dequantized(x, levels, noise, alpha, lambda slope: slope.sum(1) - more)


@LOGIT_DEQUANTIZE.wrong("no alpha, its slope kept", like="no alpha")
def dequantize_no_alpha_but_its_slope(x, levels, noise, alpha):
    y, log_det = dequantize_no_alpha(x, levels, noise, alpha)
    return y, log_det + x.shape[1] * math.log(1 - 2 * alpha)


@LOGIT_DEQUANTIZE.wrong(
    "the logarithm of a product",
    hint="You multiplied over all pixels and took the logarithm last. Of many pixels the product is 0 in a computer, or infinite: what does the logarithm make of a product?",
)
def dequantize_log_of_product(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, lambda slope: slope.exp().prod(1).log())


@LOGIT_DEQUANTIZE.wrong("minus the logarithm of a product", like="the logarithm of a product")
def dequantize_log_of_inverse_product(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, lambda slope: -(-slope).exp().prod(1).log())


@LOGIT_DEQUANTIZE.wrong(
    "clamped in the place of squeezed",
    hint="You cut u off at alpha and 1 - alpha. All that lies beyond becomes one point, and the rest stays where it is: which straight line takes 0 to alpha and 1 to 1 - alpha?",
)
def dequantize_clamped(x, levels, noise, alpha):
    return dequantize_no_alpha(((x + noise) / levels).clamp(alpha, 1 - alpha) * levels, levels, 0.0, alpha)


@LOGIT_DEQUANTIZE.wrong(
    "squeezed on one side",
    hint="Your alpha keeps away from one end only, or the two do not fit: where do u = 0 and u = 1 come to lie?",
)
def dequantize_one_side(x, levels, noise, alpha):
    v = alpha + (1 - alpha) * (x + noise) / levels
    slope = math.log(1 - alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)
    return torch.log(v) - torch.log1p(-v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong(
    "half of the logit's Jacobian",
    hint="The logit has two terms, log v and -log(1 - v), and you differentiated one of them: what is the slope of the other?",
)
def dequantize_half_logit(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    return _dequantized(x, levels, noise, alpha, per_pixel=torch.log1p(-v))


@LOGIT_DEQUANTIZE.wrong("the other half of the logit's Jacobian", like="half of the logit's Jacobian")
def dequantize_other_half(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    return _dequantized(x, levels, noise, alpha, per_pixel=torch.log(v))


@LOGIT_DEQUANTIZE.wrong("grey levels divided by levels - 1, noise by levels", like="divided by levels - 1")
def dequantize_grey_minus_one(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, u=x / (levels - 1) + noise / levels)


@LOGIT_DEQUANTIZE.wrong(
    "noise not divided",
    hint="You added the noise after dividing by `levels`. Noise of a whole grey level then moves a pixel through the whole range: which of the two is divided?",
)
def dequantize_noise_whole(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, u=x / levels + noise)


@LOGIT_DEQUANTIZE.wrong(
    "slope of the logit at u",
    hint="You took the slope of the logit at u, before the squeeze: at which point does the logit act?",
)
def dequantize_slope_at_u(x, levels, noise, alpha):
    v, u = alpha + (1 - 2 * alpha) * (x + noise) / levels, (x + noise) / levels
    more = torch.log(v) + torch.log1p(-v) - torch.log(u) - torch.log1p(-u)
    return _dequantized(x, levels, noise, alpha, per_pixel=more)


@LOGIT_DEQUANTIZE.wrong(
    "log-det not a number for each image",
    hint="An image has one log-det, the sum over its pixels: shape (N,). Over which axis do you add, and is it a sum?",
)
def dequantize_not_summed(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, lambda slope: slope)


@LOGIT_DEQUANTIZE.wrong("log-det added up over the images", like="log-det not a number for each image")
def dequantize_total(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, lambda slope: slope.sum())


@LOGIT_DEQUANTIZE.wrong("log-det averaged over the pixels", like="log-det not a number for each image")
def dequantize_averaged(x, levels, noise, alpha):
    return _dequantized(x, levels, noise, alpha, lambda slope: slope.mean(1))


@LOGIT_DEQUANTIZE.wrong(
    "sigmoid for logit",
    hint="Your points lie between 0 and 1: you used the sigmoid, or no logit at all. The logit goes the other way, from (0, 1) to all numbers.",
)
def dequantize_sigmoid(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    slope = math.log(1 - 2 * alpha) - math.log(levels) - v - 2 * torch.log1p(torch.exp(-v))
    return torch.sigmoid(v), slope.sum(1)


@LOGIT_DEQUANTIZE.wrong("no logit", like="sigmoid for logit")
def dequantize_no_logit(x, levels, noise, alpha):
    return alpha + (1 - 2 * alpha) * (x + noise) / levels, dequantize_linear_only(x, levels, noise, alpha)[1]


@LOGIT_DEQUANTIZE.alternative
def dequantize_log_sigmoid(x, levels, noise, alpha):
    y = torch.logit(alpha + (1 - 2 * alpha) * ((x + noise) / levels))
    log_slope = torch.nn.functional.logsigmoid(y) + torch.nn.functional.logsigmoid(-y)
    return y, x.shape[1] * math.log((1 - 2 * alpha) / levels) - log_slope.sum(-1)


@LOGIT_DEQUANTIZE.alternative
def dequantize_product(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x.double() + noise) / levels
    slope = (1 - 2 * alpha) / levels / (v * (1 - v))
    return torch.log(v / (1 - v)), slope.log().sum(1)


@LOGIT_DEQUANTIZE.alternative
def dequantize_by_logs(x, levels, noise, alpha):
    import math

    u = alpha + (1 - 2 * alpha) * ((x + noise) / levels)
    y = torch.log(u) - torch.log(1 - u)
    log_det = math.log((1 - 2 * alpha) / levels) * x.shape[1] - torch.log(u * (1 - u)).sum(dim=1)
    return [y, log_det]
