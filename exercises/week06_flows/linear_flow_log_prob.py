"""A linear flow: the questions of `linear_flow_log_prob`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _affine(x, A, b):
    return {"x": tensor(x), "A": tensor(A), "b": tensor(b)}


def _linear(rng, rows, dims, positive, scale=1.0):
    A = rng.normal(size=(dims, dims)) + np.eye(dims)
    if (np.linalg.det(A) > 0) != positive:
        A[0] = -A[0]
    return _affine(*(scale * part for part in (rng.normal(size=(rows, dims)), A, rng.normal(size=dims))))


def _many_dims(seed, dims=300, scale=20.0):
    A = Build("arrays.uneven", {"seed": seed, "dims": dims, "scale": scale})
    x = Build("arrays.normal", {"seed": seed + 1, "shape": [2, dims], "std": 3.0})
    return {
        "x": Build("tensors.tensor", {"data": x}),
        "A": Build("tensors.tensor", {"data": A}),
        "b": tensor(np.ones(dims)),
    }


def _flat(rng, rows, dims):
    """A matrix that all but loses a dimension."""
    case = _linear(rng, rows, dims, True)
    left, sizes, right = np.linalg.svd(case["A"].args["data"])
    sizes[-1] = 1e-4 * rng.uniform(1, 2)
    x = case["b"].args["data"] + rng.normal(size=(rows, dims)) @ ((left * sizes) @ right).T
    return case | {"A": tensor((left * sizes) @ right), "x": tensor(x)}


# Who squares the matrix, as a covariance does, squares its condition, and loses twice as many digits.
SQUARED = Tolerance(rtol=1e-4)

LINEAR_FLOW = Exercise(
    id="linear_flow_log_prob",
    title="A linear flow",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.linear_flow_log_prob,
    public={
        "main": [
            _affine([[1.0, 0.0], [2.0, -1.0]], [[2.0, 1.0], [0.0, 3.0]], [1.0, -1.0]),
            _affine([[0.0], [2.0]], [[4.0]], [1.0]),
            _affine(
                [[0.02, 0.03, -0.01]],
                [[0.01, 0.0, 0.02], [0.005, 0.02, 0.0], [0.0, 0.01, 0.03]],
                [0.01, 0.0, -0.02],
            ),
            _affine(
                [[1.0, 0.0, 2.0], [2.0, -1.0, 0.5], [0.0, 0.5, 1.0]],
                [[2.0, 1.0, 0.0], [0.0, 3.0, 0.5], [1.0, 0.0, 1.0]],
                [1.0, -1.0, 0.5],
            ),
        ],
        "nearly flat": [_affine([[1.0, 0.5], [2.0, 2.0]], [[2.0, 1.0], [4.0, 2.001]], [0.5, 0.5])],
        "mirrored": [
            _affine([[1.0, 0.0], [2.0, 2.0]], [[0.0, 2.0], [1.0, 0.5]], [0.0, 1.0]),
            _affine([[1.0]], [[-2.0]], [0.5]),
        ],
        "many": [_many_dims(1), _many_dims(3, scale=0.02)],
    },
    hidden=lambda rng: {
        "main": [
            _linear(rng, 5, 3, True),
            _linear(rng, 4, 1, True),
            _linear(rng, 3, 6, True),
            _linear(rng, 2, 2, True),
        ]
        + [_linear(rng, 1, 3, True, scale=0.01)],
        "nearly flat": [_flat(rng, 3, 3), _flat(rng, 1, 2)],
        "mirrored": [_linear(rng, 5, 3, False), _linear(rng, 4, 1, False), _linear(rng, 1, 2, False)],
        "many": [
            _many_dims(int(rng.integers(10, 10_000))),
            _many_dims(int(rng.integers(10, 10_000)), scale=0.02),
        ],
    },
    properties=(
        Property("the log-density"),
        Property("a matrix that is nearly singular", on="nearly flat", share=0.25, tolerance=SQUARED),
        Property("a map that mirrors: det A < 0", on="mirrored", share=0.5),
        Property(
            "300 dimensions, where the determinant itself leaves the range of floats", on="many", share=0.5
        ),
    ),
)


@LINEAR_FLOW.wrong(
    "log det added",
    hint="You added log |det A|. A large A spreads the points out: should their density rise or fall?",
)
def linear_added(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base + torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong(
    "logdet of a negative determinant",
    hint="torch.logdet gives nan where the determinant is negative. A mirror image has the same volume: which function gives the sign and the size apart?",
)
def linear_logdet(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.logdet(A)


@LINEAR_FLOW.wrong(
    "determinant overflows",
    hint="The determinant multiplies as many numbers as there are dimensions, and leaves the range of floats; its logarithm would not. Which function never forms the product?",
)
def linear_overflow(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.log(torch.abs(torch.det(A)))


@LINEAR_FLOW.wrong("the determinant kept within the floats", like="determinant overflows")
def linear_clamped(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.log(torch.linalg.det(A).abs().clamp(1e-300, 1e300))


@LINEAR_FLOW.wrong(
    "no abs",
    hint="A volume is never negative, a determinant can be. What takes the sign out, and does it without forming a number that overflows in many dimensions?",
)
def linear_no_abs(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.log(torch.det(A))


@LINEAR_FLOW.wrong(
    "transposed",
    hint="You solved with the transpose of A. In x = A z + b the points are columns; yours are rows: what does the equation look like when it is transposed?",
)
def linear_transposed(x, A, b):
    z = torch.linalg.solve(A.T, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong(
    "shift after the inverse",
    hint="You took b into account only after A was undone. x came from A first and b last: in which order must they be undone, and how?",
)
def linear_shift_late(x, A, b):
    z = torch.linalg.solve(A, x.T).T - b
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong(
    "constant forgotten",
    hint="Your values differ from the right ones by one number, the same at every x: what makes the standard normal density integrate to 1, and how often, in D dimensions?",
)
def linear_no_constant(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong("constant of one dimension", like="constant forgotten")
def linear_one_constant(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong(
    "half the log-det",
    hint="You halved log |det A|. The half belongs to a covariance, whose determinant is the square of this one: by how much does A itself stretch volumes?",
)
def linear_half(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - 0.5 * torch.linalg.slogdet(A)[1]


@LINEAR_FLOW.wrong(
    "times the sign of the determinant",
    hint="You multiplied log |det A| by the sign of the determinant. A mirror image has the same volume: what does the sign have to say about a density?",
)
def linear_signed(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    sign, log_volume = torch.linalg.slogdet(A)
    return log_base - sign * log_volume


def _standard(z):
    return -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)


def _noise(x, A, b):
    return torch.linalg.solve(A, (x - b).T).T


def _volume(A):
    return torch.linalg.slogdet(A).logabsdet


@LINEAR_FLOW.wrong(
    "no log-det",
    hint="That is the density of z, at the right z. A stretches space, and what is spread over more room is thinner: where does it say by how much?",
)
def linear_no_log_det(x, A, b):
    return _standard(_noise(x, A, b))


@LINEAR_FLOW.wrong(
    "the wrong direction",
    hint="You pushed x through the map from z to x, or a part of it. x is given: solve x = A z + b for z.",
)
def linear_direction(x, A, b):
    return _standard(x @ A.T + b) - _volume(A)


def _noise_transposed(x, A, b):
    return (x - b) @ torch.linalg.inv(A)


@LINEAR_FLOW.wrong("transposed, no log-det", like="transposed")
def linear_transposed_no_log_det(x, A, b):
    return _standard(_noise_transposed(x, A, b))


@LINEAR_FLOW.wrong("transposed, log det added", like="transposed")
def linear_transposed_added(x, A, b):
    return _standard(_noise_transposed(x, A, b)) + _volume(A)


@LINEAR_FLOW.wrong("transposed, constant forgotten", like="transposed")
def linear_transposed_no_constant(x, A, b):
    return -0.5 * (_noise_transposed(x, A, b) ** 2).sum(1) - _volume(A)


@LINEAR_FLOW.wrong("transposed, constant of one dimension", like="transposed")
def linear_transposed_one_constant(x, A, b):
    return linear_transposed_no_constant(x, A, b) - 0.5 * math.log(2 * math.pi)


@LINEAR_FLOW.wrong("the wrong direction, the log-det of that way", like="the wrong direction")
def linear_direction_added(x, A, b):
    return _standard(x @ A.T + b) + _volume(A)


@LINEAR_FLOW.wrong("A in the place of its inverse", like="the wrong direction")
def linear_not_inverted(x, A, b):
    return _standard((x - b) @ A.T) - _volume(A)


@LINEAR_FLOW.wrong("shift after the inverse, added", like="shift after the inverse")
def linear_shift_late_added(x, A, b):
    return _standard(torch.linalg.solve(A, x.T).T + b) - _volume(A)


@LINEAR_FLOW.wrong(
    "shift forgotten or added",
    hint="Your z does not undo the shift: take x = b, which comes from z = 0. What must be done with b before A is undone?",
)
def linear_shift_forgotten(x, A, b):
    return _standard(torch.linalg.solve(A, x.T).T) - _volume(A)


@LINEAR_FLOW.wrong("shift added", like="shift forgotten or added")
def linear_shift_added(x, A, b):
    return _standard(torch.linalg.solve(A, (x + b).T).T) - _volume(A)


@LINEAR_FLOW.wrong("log 2 pi for each dimension, not halved", like="constant forgotten")
def linear_whole_constant(x, A, b):
    z = _noise(x, A, b)
    return -0.5 * (z**2).sum(1) - z.shape[1] * math.log(2 * math.pi) - _volume(A)


@LINEAR_FLOW.wrong("the log of a determinant and 1e-12", like="no abs")
def linear_no_abs_12(x, A, b):
    return _standard(_noise(x, A, b)) - torch.log(torch.det(A) + 1e-12)


@LINEAR_FLOW.wrong("the log of a determinant kept above 1e-12", like="no abs")
def linear_no_abs_clamped(x, A, b):
    return _standard(_noise(x, A, b)) - torch.log(torch.det(A).clamp(min=1e-12))


@LINEAR_FLOW.wrong("the log of a determinant's size and 1e-12", like="determinant overflows")
def linear_overflow_12(x, A, b):
    return _standard(_noise(x, A, b)) - torch.log(torch.det(A).abs() + 1e-12)


@LINEAR_FLOW.wrong(
    "the determinant, not its logarithm",
    hint="You subtracted |det A| itself. In the density it is a factor: what becomes of a factor under the logarithm?",
)
def linear_determinant(x, A, b):
    return _standard(_noise(x, A, b)) - torch.det(A).abs()


@LINEAR_FLOW.wrong(
    "no half",
    hint="You subtracted the whole square. What stands before the square in the exponent of a standard normal?",
)
def linear_no_half(x, A, b):
    z = _noise(x, A, b)
    return _standard(z) - 0.5 * (z**2).sum(1) - _volume(A)


@LINEAR_FLOW.wrong(
    "A taken as the covariance",
    hint="You used A as the covariance of x. x = A z + b: what is the covariance of A z, if that of z is the identity?",
)
def linear_covariance(x, A, b):
    square = ((x - b) * _noise(x, A, b)).sum(1)
    return -0.5 * (square + len(b) * math.log(2 * math.pi) + _volume(A))


@LINEAR_FLOW.wrong("A handed to torch as the covariance", like="A taken as the covariance")
def linear_covariance_of_torch(x, A, b):
    return torch.distributions.MultivariateNormal(b, A).log_prob(x)


@LINEAR_FLOW.wrong(
    "the density itself",
    hint="You returned the density. Its logarithm is asked, which no number of dimensions can push out of the floats.",
)
def linear_density(x, A, b):
    return (_standard(_noise(x, A, b)) - _volume(A)).exp()


@LINEAR_FLOW.wrong(
    "added up over the points",
    hint="You added up over the batch. Each row has a density of its own: what shape is asked?",
)
def linear_summed(x, A, b):
    return (_standard(_noise(x, A, b)) - _volume(A)).sum()


@LINEAR_FLOW.alternative
def linear_by_inverse(x, A, b):
    W = torch.linalg.inv(A)
    z = (x - b) @ W.T
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(-1) + torch.linalg.slogdet(W)[1]


@LINEAR_FLOW.alternative
def linear_as_gaussian(x, A, b):
    return torch.distributions.MultivariateNormal(b, covariance_matrix=A @ A.T).log_prob(x)


@LINEAR_FLOW.alternative
def linear_by_qr(x, A, b):
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True)
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(0) - R.diagonal().abs().log().sum()
