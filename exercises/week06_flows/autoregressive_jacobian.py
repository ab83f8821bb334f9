"""The triangle of an autoregressive flow: the questions of `autoregressive_jacobian`, its wrong answers, other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.reference import derivations_deep

NAMES = ("x", "mean", "log_scale", "mean_slopes", "log_scale_slopes")


def _case(rng, dims, scale_slopes=1.0):
    vectors = rng.normal(size=(3, dims)) * np.array([[2.0], [1.0], [0.7]])
    slopes = np.tril(rng.normal(size=(2, dims, dims)), -1) * np.array([1.0, scale_slopes])[:, None, None]
    return {name: tensor(value) for name, value in zip(NAMES, [*vectors, *slopes], strict=True)}


def _shown(x, mean, log_scale, mean_slopes, log_scale_slopes):
    values = (x, mean, log_scale, mean_slopes, log_scale_slopes)
    return {name: tensor(value) for name, value in zip(NAMES, values, strict=True)}


def _wide(rng, dims=10):
    """Scales whose product is no float."""
    case = _case(rng, dims)
    return case | {"log_scale": tensor(rng.uniform(74, 78, size=dims))}


LOWER = [[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [-1.0, 0.5, 0.0]]

AUTOREGRESSIVE_JACOBIAN = Exercise(
    id="autoregressive_jacobian",
    title="The triangle of an autoregressive flow",
    points=2,
    minutes=15,
    difficulty=3,
    reference=derivations_deep.autoregressive_jacobian,
    public={
        "main": [
            _shown([1.0, 3.0], [0.0, 1.0], [0.0, 0.5], [[0.0, 0.0], [2.0, 0.0]], [[0.0, 0.0], [1.0, 0.0]]),
            _shown(
                [1.0, 0.0, 2.0],
                [0.5, 1.0, 0.0],
                [0.3, -0.2, 1.0],
                LOWER,
                [[0.0, 0, 0], [0.5, 0, 0], [1.0, -2.0, 0]],
            ),
        ],
        "shifts": [_shown([1.0, 0.0, 2.0], [0.5, 1.0, 0.0], [0.3, -0.2, 1.0], LOWER, np.zeros((3, 3)))],
        "one": [_shown([2.0], [0.5], [-0.7], [[0.0]], [[0.0]])],
        "wide": [_wide(np.random.default_rng(5))],
    },
    hidden=lambda rng: {
        "main": [_case(rng, dims) for dims in (2, 3, 5, 8)],
        "shifts": [_case(rng, 4, scale_slopes=0.0)],
        "one": [_case(rng, 1)],
        "wide": [_wide(rng)],
    },
    properties=(
        Property("the Jacobian", part=0),
        Property("its log-determinant", part=1),
        Property("a scale that looks at nothing", on="shifts", share=0.5),
        Property("one dimension", on="one", share=0.5),
        Property("a determinant that is no float", on="wide", part=1, share=0.5),
    ),
)


def _pieces(x, mean, log_scale):
    shrink = torch.exp(-log_scale)
    return shrink, (x - mean) * shrink


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "the scale's own slope forgotten",
    hint="You differentiated the mean and not the scale. log_scale_i looks at earlier x, too: which rule applies to a product of two things that both depend on x_j?",
)
def scale_is_constant(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, _ = _pieces(x, mean, log_scale)
    return torch.diag(shrink) - shrink[:, None] * mean_slopes, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "the scale's slope without its factor",
    hint="In the term of the scale you have x - mean, not yet divided by the scale. Differentiate exp(-log_scale): does the exponential go away?",
)
def not_scaled(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, _ = _pieces(x, mean, log_scale)
    below = -shrink[:, None] * mean_slopes - (x - mean)[:, None] * log_scale_slopes
    return torch.diag(shrink) + below, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "the forward diagonal",
    hint="Your diagonal has exp(+log_scale): that is the slope from z to x. What is asked for is the way back.",
)
def forward_diagonal(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    below = -shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return torch.diag(1 / shrink) + below, log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "sign of the log-determinant",
    hint="Where the scales are large, your log-determinant is above 0. A large scale makes z change little when x moves: is the slope of the way back large or small?",
)
def sign_of_log_det(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    below = -shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return torch.diag(shrink) + below, log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "transposed",
    hint="Your triangle stands above the diagonal. Entry (i, j) is the derivative of z_i in x_j, and z_i looks at earlier x: is j smaller or larger than i?",
)
def transposed(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    below = -shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return torch.diag(shrink) + below.T, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "signs of the lower part",
    hint="Below the diagonal a sign of yours is turned round. z_i = (x_i - mean_i) exp(-log_scale_i) falls when the mean rises: what does that mean for the derivative, and what does the minus in the exponent do?",
)
def plus_below(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    below = shrink[:, None] * mean_slopes + z[:, None] * log_scale_slopes
    return torch.diag(shrink) + below, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "the diagonal alone",
    hint="You kept the diagonal alone. The log-determinant needs no more, but the Jacobian does: how does z_2 change when x_1 moves and x_2 stands still?",
)
def diagonal_alone(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return torch.diag(torch.exp(-log_scale)), -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "scaled down the columns",
    hint="You multiplied by the scale of x_j, not by that of z_i. Row i belongs to z_i = (x_i - mean_i) exp(-log_scale_i): along which axis does its scale run?",
)
def by_columns(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return torch.diag(shrink) - shrink * mean_slopes - z * log_scale_slopes, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong("stretched in every row", like="the forward diagonal")
def stretched_rows(x, mean, log_scale, mean_slopes, log_scale_slopes):
    stretch = torch.exp(log_scale)
    below = -stretch[:, None] * (mean_slopes + (x - mean)[:, None] * log_scale_slopes)
    return torch.diag(stretch) + below, -log_scale.sum()


def _lower(x, log_scale, below):
    """The right diagonal and log-determinant, with this lower part."""
    return torch.diag(torch.exp(-log_scale)) + below, -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong("the mean's slope alone, as it is", like="the scale's own slope forgotten")
def mean_slopes_alone(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return _lower(x, log_scale, -mean_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong("the mean's slope alone, turned round", like="the scale's own slope forgotten")
def mean_slopes_turned(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return _lower(x, log_scale, torch.exp(-log_scale)[:, None] * mean_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "neither slope divided by the scale", like="the scale's slope without its factor"
)
def neither_scaled(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return _lower(x, log_scale, -mean_slopes - (x - mean)[:, None] * log_scale_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "the scale's slope without x - mean",
    hint="Your term of the scale does not hold x - mean. z_i is a product of (x_i - mean_i) and exp(-log_scale_i): what stands beside the derivative of the second factor?",
)
def gap_forgotten(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return _lower(x, log_scale, -torch.exp(-log_scale)[:, None] * (mean_slopes + log_scale_slopes))


@AUTOREGRESSIVE_JACOBIAN.wrong("the scale's slope alone", like="the scale's slope without x - mean")
def bare_slope(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return _lower(x, log_scale, -torch.exp(-log_scale)[:, None] * mean_slopes - log_scale_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong("x for x - mean", like="the scale's slope without x - mean")
def mean_not_taken_off(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink = torch.exp(-log_scale)[:, None]
    return _lower(x, log_scale, -shrink * (mean_slopes + x[:, None] * log_scale_slopes))


@AUTOREGRESSIVE_JACOBIAN.wrong("slopes transposed one by one", like="transposed")
def slopes_transposed(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return _lower(x, log_scale, -shrink[:, None] * mean_slopes.T - z[:, None] * log_scale_slopes.T)


@AUTOREGRESSIVE_JACOBIAN.wrong("sign of the scale's slope", like="signs of the lower part")
def plus_of_the_scale(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return _lower(x, log_scale, -shrink[:, None] * mean_slopes + z[:, None] * log_scale_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong("sign of the mean's slope", like="signs of the lower part")
def plus_of_the_mean(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return _lower(x, log_scale, shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes)


@AUTOREGRESSIVE_JACOBIAN.wrong("the diagonal as a vector", like="the diagonal alone")
def diagonal_as_vector(x, mean, log_scale, mean_slopes, log_scale_slopes):
    return torch.exp(-log_scale), -log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong("the forward map", like="the forward diagonal")
def forward_map(x, mean, log_scale, mean_slopes, log_scale_slopes):
    below = mean_slopes + (x - mean)[:, None] * log_scale_slopes
    return torch.diag(torch.exp(log_scale)) + below, log_scale.sum()


@AUTOREGRESSIVE_JACOBIAN.wrong(
    "log of a product that left the floats",
    hint="You formed the determinant and took its logarithm. In many dimensions the product leaves the floats: what is the logarithm of exp(-log_scale), without the exp?",
)
def log_of_product(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return _lower(x, log_scale, -shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes)[
        0
    ], shrink.prod().log()


@AUTOREGRESSIVE_JACOBIAN.wrong("size of the log-determinant", like="sign of the log-determinant")
def size_of_log_det(x, mean, log_scale, mean_slopes, log_scale_slopes):
    jacobian, log_det = sign_of_log_det(x, mean, log_scale, mean_slopes, log_scale_slopes)
    return jacobian, log_det.abs()


@AUTOREGRESSIVE_JACOBIAN.wrong("the mean's slope scaled down the columns", like="scaled down the columns")
def mean_by_columns(x, mean, log_scale, mean_slopes, log_scale_slopes):
    shrink, z = _pieces(x, mean, log_scale)
    return _lower(x, log_scale, -shrink * mean_slopes - z[:, None] * log_scale_slopes)


@AUTOREGRESSIVE_JACOBIAN.alternative
def by_autograd(x, mean, log_scale, mean_slopes, log_scale_slopes):
    def back(point):
        step = point - x
        return (point - mean - mean_slopes @ step) * torch.exp(-log_scale - log_scale_slopes @ step)

    jacobian = torch.autograd.functional.jacobian(back, x)
    return jacobian, torch.linalg.slogdet(jacobian).logabsdet


@AUTOREGRESSIVE_JACOBIAN.alternative
def entry_by_entry(x, mean, log_scale, mean_slopes, log_scale_slopes):
    dims = len(x)
    jacobian = torch.zeros(dims, dims, dtype=x.dtype)
    for i in range(dims):
        scale = torch.exp(log_scale[i])
        jacobian[i, i] = 1 / scale
        for j in range(i):
            jacobian[i, j] = -(mean_slopes[i, j] + (x[i] - mean[i]) * log_scale_slopes[i, j]) / scale
    return jacobian, torch.diagonal(jacobian).log().sum()


@AUTOREGRESSIVE_JACOBIAN.alternative
def inverse_of_the_forward(x, mean, log_scale, mean_slopes, log_scale_slopes):
    """Solve dx = M dx + S dz, with M what earlier x bring, for dz."""
    scale = torch.exp(log_scale)
    z = (x - mean) / scale
    brought = mean_slopes + (scale * z)[:, None] * log_scale_slopes
    forward = torch.linalg.solve(torch.eye(len(x), dtype=x.dtype) - brought, torch.diag(scale))
    return torch.linalg.inv(forward), -torch.logdet(torch.diag(scale))
