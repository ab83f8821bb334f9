"""A planar layer: the questions of `planar_log_abs_det`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.reference import flows


def _layer(z, u, w, b):
    return {"z": tensor(z), "u": tensor(u), "w": tensor(w), "b": b}


def _planar(rng, rows, dims, folded=False):
    """A planar layer; a folded one has 1 + u . w below 0, so its log-det needs the absolute value."""
    u, w, z = rng.normal(size=dims), rng.normal(size=dims), 0.2 * rng.normal(size=(rows, dims))
    u += ((-4.0 if folded else 1.5) - u @ w) * w / (w @ w)
    return _layer(z, u, w, float(rng.uniform(0.1, 0.4)))


def _nearly_folded(rng, rows, dims):
    """Determinants next to 0, of either sign: u . w is chosen for the first row."""
    case = _planar(rng, rows, dims)
    z, u, w = (case[name].args["data"] for name in ("z", "u", "w"))
    z[1:] = z[0] + 1e-3 * rng.normal(size=(rows - 1, dims))
    slope = 1 - np.tanh(z[0] @ w + case["b"]) ** 2
    u = u + ((-1 + 1e-4) / slope - u @ w) * w / (w @ w)
    return _layer(z, u, w, case["b"])


def _wide(rng, dims):
    """Many dimensions, where the work shows."""
    return _layer(rng.normal(size=(3, dims)), rng.normal(size=dims) / dims, rng.normal(size=dims), 0.1)


PLANAR = Exercise(
    id="planar_log_abs_det",
    title="A planar layer",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.planar_log_abs_det,
    probe="work.value_and_growth",
    public={
        "main": [
            _layer([[0.0, 1.0], [1.0, -1.0]], [1.0, 2.0], [0.5, 0.25], 0.1),
            _layer([[0.5], [-2.0]], [2.0], [1.0], -0.5),
            _layer([[0.5, -0.25, 1.0]], [-0.5, 0.25, 0.5], [1.0, 0.5, -2.0], 0.25),
        ],
        "folded": [
            _layer([[0.0, 0.2], [0.3, -0.2]], [-3.0, -1.0], [1.0, 1.0], 0.2),
            _layer([[0.1], [0.2], [2.0]], [-4.0], [1.0], 0.1),
            _layer([[0.25, -0.25], [0.25, -0.248]], [-0.5, -0.50001], [1.0, 1.0], 0.0),
        ],
        "far": [_layer([[100.0, 0.0], [0.0, -3000.0], [0.5, 0.0]], [1.0, 2.0], [1.0, 1.0], 0.0)],
        "work": [_wide(np.random.default_rng(65), 256)],
    },
    hidden=lambda rng: {
        "main": [
            _planar(rng, 6, 3),
            _planar(rng, 4, 1),
            _planar(rng, 3, 8),
            _planar(rng, 2, 2),
            _planar(rng, 1, 4),
        ],
        "folded": [_planar(rng, 5, 4, folded=True), _planar(rng, 3, 1, folded=True)]
        + [_nearly_folded(rng, 3, 2)],
        "far": [
            _layer(rng.uniform(0.1, 0.4, size=(4, 2)) * [[1e3], [1], [1e4], [1]], [1.0, 2.0], [1.0, 1.0], 0.2)
        ],
        "work": [_wide(rng, 256)],
    },
    properties=(
        Property("the log-det", part="value"),
        Property("a layer that folds space: a negative determinant", on="folded", part="value", share=0.5),
        Property(
            "far away, where tanh is flat, it is 0; near by it is not", on="far", part="value", share=0.5
        ),
        Property(
            "256 dimensions: right, by work that grows like D, not like D squared", on="work", share=0.5
        ),
    ),
)


@PLANAR.wrong(
    "tanh instead of its derivative",
    hint="The Jacobian holds derivatives. You put tanh, or its square, where its slope belongs: far away, where tanh is flat, the layer only shifts, and your log-det should be 0.",
)
def planar_tanh(z, u, w, b):
    return torch.log(torch.abs(1 + torch.tanh(z @ w + b) * (u @ w)))


@PLANAR.wrong(
    "the derivative without the square",
    hint="1 - tanh(a) is not the slope of tanh: at a = -2 it would be almost 2, steeper than at 0. What is the derivative of tanh, written with tanh?",
)
def planar_no_square(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b)) * (u @ w)))


@PLANAR.wrong(
    "no abs",
    hint="1 + u . w h' can be negative, where the layer folds space over; u is used as given. What do you need before the logarithm?",
)
def planar_no_abs(z, u, w, b):
    return torch.log(1 + (1 - torch.tanh(z @ w + b) ** 2) * (u @ w))


@PLANAR.wrong(
    "the identity forgotten",
    hint="The layer adds to z, so its Jacobian is the identity plus a matrix of rank one. Where is the identity in your determinant?",
)
def planar_no_identity(z, u, w, b):
    return torch.log(torch.abs((1 - torch.tanh(z @ w + b) ** 2) * (u @ w)))


@PLANAR.wrong(
    "w forgotten in the slope",
    hint="By the chain rule, the gradient of tanh(w . z + b) in z is h'(.) times what? You added up u alone where u . w belongs.",
)
def planar_no_w(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b) ** 2) * u.sum()))


@PLANAR.wrong(
    "a matrix is built",
    hint="The values are right, the work is not: it grows like D squared at least, as D by D matrices do. The Jacobian is the identity plus a matrix of rank one: what is its determinant, without the matrix?",
)
def planar_matrix(z, u, w, b):
    psi = (1 - torch.tanh(z @ w + b) ** 2)[:, None] * w
    J = torch.eye(len(u), dtype=z.dtype) + u[:, None] * psi[:, None, :]
    return torch.linalg.slogdet(J)[1]


@PLANAR.wrong(
    "abs of the second term only",
    hint="You took the size of one term. A volume's factor is the size of the whole, 1 included: where does it begin and end?",
)
def planar_abs_inside(z, u, w, b):
    return torch.log(1 + torch.abs((1 - torch.tanh(z @ w + b) ** 2) * (u @ w)))


@PLANAR.wrong(
    "elementwise product not summed",
    hint="u . w is a number: by which does the layer stretch along its one direction? Yours keeps one entry for each coordinate, adds up in another place, or takes a mean.",
)
def planar_elementwise(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b) ** 2)[:, None] * (u * w))).sum(1)


@PLANAR.wrong(
    "minus in the determinant",
    hint="You subtracted the stretch from 1. The layer adds u tanh(.) to z: does its Jacobian add to the identity, or take away?",
)
def planar_minus(z, u, w, b):
    return torch.log(torch.abs(1 - (1 - torch.tanh(z @ w + b) ** 2) * (u @ w)))


def _slope(z, w, b):
    return 1 - torch.tanh(z @ w + b) ** 2


@PLANAR.wrong("tanh squared instead of its derivative", like="tanh instead of its derivative")
def planar_tanh_squared(z, u, w, b):
    return torch.log(torch.abs(1 + torch.tanh(z @ w + b) ** 2 * (u @ w)))


@PLANAR.wrong("raised to 1e-12 where negative", like="no abs")
def planar_raised(z, u, w, b):
    return torch.log((1 + _slope(z, w, b) * (u @ w)).clamp(min=1e-12))


@PLANAR.wrong("raised to 1e-8 where negative", like="no abs")
def planar_raised_8(z, u, w, b):
    return torch.log((1 + _slope(z, w, b) * (u @ w)).clamp(min=1e-8))


@PLANAR.wrong("a matrix and no abs", like="no abs")
def planar_matrix_no_abs(z, u, w, b):
    return torch.logdet(
        torch.eye(len(u), dtype=z.dtype) + u[:, None] * (_slope(z, w, b)[:, None] * w)[:, None]
    )


@PLANAR.wrong("one factor for each coordinate", like="elementwise product not summed")
def planar_by_coordinates(z, u, w, b):
    return torch.log(torch.abs(1 + _slope(z, w, b)[:, None] * (u * w)))


@PLANAR.wrong("the mean over the coordinates", like="elementwise product not summed")
def planar_mean(z, u, w, b):
    return planar_by_coordinates(z, u, w, b).mean(1)


@PLANAR.wrong("the mean for the sum", like="elementwise product not summed")
def planar_mean_product(z, u, w, b):
    return torch.log(torch.abs(1 + _slope(z, w, b) * (u * w).mean()))


@PLANAR.wrong(
    "the determinant, not its logarithm",
    hint="You returned the factor by which volumes grow. Its logarithm is asked: far away, where nothing is stretched, it should be 0.",
)
def planar_no_log(z, u, w, b):
    return torch.abs(1 + _slope(z, w, b) * (u @ w))


@PLANAR.wrong(
    "u . w forgotten",
    hint="Your log-det is the same whatever u is: only the slope of tanh is in it. Where do the two vectors enter the Jacobian?",
)
def planar_no_product(z, u, w, b):
    return torch.log(torch.abs(1 + _slope(z, w, b)))


@PLANAR.wrong(
    "b forgotten",
    hint="You take the slope of tanh at the wrong place. What is the whole argument of tanh in this layer?",
)
def planar_no_b(z, u, w, b):
    return torch.log(torch.abs(1 + _slope(z, w, 0.0) * (u @ w)))


@PLANAR.wrong("the slope at u . z", like="b forgotten")
def planar_slope_at_u(z, u, w, b):
    return torch.log(torch.abs(1 + _slope(z, u, b) * (u @ w)))


@PLANAR.wrong(
    "sign",
    hint="Your log-det is that of the way back. Where the layer stretches, should it be above 0 or below?",
)
def planar_sign(z, u, w, b):
    return -torch.log(torch.abs(1 + _slope(z, w, b) * (u @ w)))


@PLANAR.alternative
def planar_cosh(z, u, w, b):
    a = torch.clamp(z @ w + b, -300, 300)
    return torch.log(torch.abs(1 + torch.dot(u, w) / torch.cosh(a) ** 2))


@PLANAR.alternative
def planar_row_by_row(z, u, w, b):
    import math

    stretch = float(torch.dot(u, w))
    slopes = [1 - math.tanh(float(torch.dot(row, w)) + b) ** 2 for row in z]
    return torch.tensor([math.log(abs(1 + slope * stretch)) for slope in slopes], dtype=z.dtype)


@PLANAR.alternative
def planar_slope_by_autograd(z, u, w, b):
    height = (z @ w + b).detach().requires_grad_(True)
    (slope,) = torch.autograd.grad(torch.tanh(height).sum(), height)
    return (1 + slope * torch.sum(u * w)).abs().log()
