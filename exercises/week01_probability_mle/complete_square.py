"""Completing the square: the questions of `complete_square`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import covariance
from gmcourse.reference import derivations


def _of_many_widths(rng, dims):
    """Directions whose widths differ a thousandfold."""
    unit = 10.0 ** np.linspace(-2, 1, dims)
    return {"precision": covariance(rng, dims) * np.outer(unit, unit), "shift": unit * rng.normal(size=dims)}


def _square(rng, dims, scale=1.0, shift=1.5):
    return {"precision": covariance(rng, dims) * scale, "shift": shift * rng.normal(size=dims)}


COMPLETE_SQUARE = Exercise(
    id="complete_square",
    title="Completing the square",
    points=2,
    minutes=12,
    difficulty=2,
    reference=derivations.complete_square,
    public={
        "main": [
            {"precision": np.array([[4.0]]), "shift": np.array([2.0])},
            {"precision": np.array([[2.0, 0.5], [0.5, 1.0]]), "shift": np.array([1.0, -0.5])},
            {
                "precision": np.array([[2.0, 0.3, 0.0], [0.3, 1.0, -0.4], [0.0, -0.4, 3.0]]),
                "shift": np.array([1.0, 2.0, -1.0]),
            },
            {"precision": np.array([[1e-4, 0.001], [0.001, 1.0]]), "shift": np.array([0.01, -0.5])},
            {"precision": np.array([[1.0, 0.5], [0.5, 2.0]]), "shift": np.array([3000.0, -2000.0])},
        ],
        "centred": [{"precision": np.array([[2.0, -0.5], [-0.5, 3.0]]), "shift": np.zeros(2)}],
        "large": [
            {"precision": 1e40 * (np.eye(8) + 1.0), "shift": 1e20 * np.arange(8.0)},
            {"precision": 1e20 * (np.eye(20) + 1.0), "shift": 1e10 * np.arange(20.0)},
        ],
    },
    hidden=lambda rng: {
        "main": [_square(rng, dims, scale) for dims, scale in ((1, 3.0), (2, 0.4), (4, 1.0), (7, 5.0))]
        + [_of_many_widths(rng, 4), _square(rng, 3, shift=3000.0)],
        "centred": [_square(rng, 5, 0.3, shift=0.0)],
        "large": [_square(rng, 9, 1e40, shift=1e20), _square(rng, 9, 1e-40, shift=1e-20)],
    },
    properties=(
        Property("the mean", part=0),
        Property("the covariance", part=1),
        Property("the constant", part=2),
        Property("no shift: the constant is the normaliser's", on="centred", part=2, share=0.5),
        Property("a determinant that leaves the floats", on="large", part=2, share=0.5),
    ),
)


def _right(precision, shift):
    cov = np.linalg.inv(precision)
    log_det = np.linalg.slogdet(precision)[1]
    return cov @ shift, cov, log_det, len(shift)


@COMPLETE_SQUARE.wrong(
    "factor 1/2 of the constant lost",
    hint="Your constant has all of h'P^-1h. Multiply out the finished square: how much of it does the square itself bring back?",
)
def without_half(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return mean, cov, shift @ mean + 0.5 * dims * np.log(2 * np.pi) - 0.5 * log_det


@COMPLETE_SQUARE.wrong(
    "normaliser left out",
    hint="Your constant does not make up for the factor that N(x | mean, cov) has in front, or not for all of it. Which parts has that factor?",
)
def without_normaliser(precision, shift):
    mean, cov, _, _ = _right(precision, shift)
    return mean, cov, 0.5 * shift @ mean


@COMPLETE_SQUARE.wrong(
    "sign of the log-determinant",
    hint="At h = 0 your constant grows with the precision. The narrower the bump, the smaller its integral: which sign has log det P?",
)
def determinant_turned_round(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return mean, cov, 0.5 * (dims * np.log(2 * np.pi) + log_det + shift @ mean)


@COMPLETE_SQUARE.wrong(
    "one 2 pi for all dimensions",
    hint="Your constant has log(2 pi) once. Each dimension brings a factor sqrt(2 pi): how many are there?",
)
def one_two_pi(precision, shift):
    mean, cov, log_det, _ = _right(precision, shift)
    return mean, cov, 0.5 * (np.log(2 * np.pi) - log_det + shift @ mean)


@COMPLETE_SQUARE.wrong(
    "sign of the normaliser",
    hint="You subtracted the logarithm of the integral, or a part of it, where it is to be added. At h = 0 the left side is at most 1 and N has the factor det(P)^1/2 (2 pi)^-D/2: which number times N gives it?",
)
def normaliser_turned_round(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return mean, cov, 0.5 * (shift @ mean - dims * np.log(2 * np.pi) + log_det)


@COMPLETE_SQUARE.wrong(
    "the shift taken for the mean",
    hint="You returned h as the mean. h is the slope at x = 0: at which x is the slope -Px + h zero?",
)
def shift_as_mean(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return shift.copy(), cov, 0.5 * (dims * np.log(2 * np.pi) - log_det + shift @ mean)


@COMPLETE_SQUARE.wrong(
    "precision returned as covariance",
    hint="You returned P where the covariance is asked for. A large precision means a narrow bump: what is the covariance then?",
)
def precision_as_covariance(precision, shift):
    mean, _, log_det, dims = _right(precision, shift)
    return mean, precision.copy(), 0.5 * (dims * np.log(2 * np.pi) - log_det + shift @ mean)


@COMPLETE_SQUARE.wrong(
    "multiplied by the precision",
    hint="Your mean is P h. Set the slope of -x'Px/2 + h'x to zero: which equation must the mean solve?",
)
def mean_by_product(precision, shift):
    _, cov, log_det, dims = _right(precision, shift)
    return precision @ shift, cov, 0.5 * (dims * np.log(2 * np.pi) - log_det + shift @ cov @ shift)


@COMPLETE_SQUARE.wrong(
    "the determinant leaves the floats",
    hint="You took the logarithm of a determinant, which may be too large or too small for a float. The logarithm itself is neither: which function of NumPy gives it at once?",
)
def determinant_overflows(precision, shift):
    mean, cov, _, dims = _right(precision, shift)
    with np.errstate(all="ignore"):
        return mean, cov, 0.5 * (dims * np.log(2 * np.pi) - np.log(np.linalg.det(precision)) + shift @ mean)


@COMPLETE_SQUARE.wrong(
    "sign of the constant",
    hint="Your constant, or a part of it, has the other sign. At x = 0 the left side is 1: which number times the density of N(m, C) at 0 is that, one above or below 1?",
)
def constant_turned_round(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return mean, cov, -0.5 * (shift @ mean + dims * np.log(2 * np.pi) - log_det)


def _constant(half_square, dims, log_det):
    """A known wrong answer: factors for h'P^-1h, D log(2 pi) and log det P in the constant; 1/2, 1/2, -1/2 are right."""

    def wrong(precision, shift):
        mean, cov, log_det_p, count = _right(precision, shift)
        two_pi = np.log(2 * np.pi)
        return mean, cov, half_square * shift @ mean + dims * count * two_pi + log_det * log_det_p

    return wrong


for _name, _like, _factors in (
    ("all of h'P^-1h, no normaliser", "factor 1/2 of the constant lost", (1.0, 0.0, 0.0)),
    ("determinant turned round, no 2 pi", "sign of the log-determinant", (0.5, 0.0, 0.5)),
    ("2 pi on the wrong side", "sign of the normaliser", (0.5, -0.5, -0.5)),
    ("the exponent's part with the other sign", "sign of the constant", (-0.5, 0.5, -0.5)),
    ("the exponent's part with the other sign, no normaliser", "sign of the constant", (-0.5, 0.0, 0.0)),
    ("no 2 pi", "normaliser left out", (0.5, 0.0, -0.5)),
    ("no determinant", "normaliser left out", (0.5, 0.5, 0.0)),
    ("all of h'P^-1h, normaliser subtracted", "factor 1/2 of the constant lost", (1.0, -0.5, 0.5)),
):
    COMPLETE_SQUARE.wrong(_name, like=_like)(_constant(*_factors))


@COMPLETE_SQUARE.wrong("one 2 pi, on the wrong side", like="one 2 pi for all dimensions")
def one_two_pi_subtracted(precision, shift):
    mean, cov, log_det, _ = _right(precision, shift)
    return mean, cov, 0.5 * (shift @ mean - np.log(2 * np.pi) + log_det)


@COMPLETE_SQUARE.wrong(
    "the covariance's determinant leaves the floats", like="the determinant leaves the floats"
)
def determinant_underflows(precision, shift):
    mean, cov, _, dims = _right(precision, shift)
    with np.errstate(all="ignore"):
        return mean, cov, 0.5 * (dims * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + shift @ mean)


COMPLETE_SQUARE.wrong(
    "no half before the normaliser",
    hint="The square root of a determinant stands in front of a Gaussian, and one of 2 pi for each dimension. What becomes of a root when the logarithm is taken?",
)(_constant(0.5, 1.0, -1.0))

for _name, _factors in (
    ("2 pi not halved", (0.5, 1.0, -0.5)),
    ("log-determinant not halved", (0.5, 0.5, -1.0)),
):
    COMPLETE_SQUARE.wrong(_name, like="no half before the normaliser")(_constant(*_factors))


@COMPLETE_SQUARE.wrong(
    "the factor, not its logarithm",
    hint="You returned the factor itself. In many dimensions it is too large for a float; which function of it is asked for?",
)
def factor_itself(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    with np.errstate(over="ignore"):
        return mean, cov, np.exp(0.5 * (dims * np.log(2 * np.pi) - log_det + shift @ mean))


@COMPLETE_SQUARE.wrong(
    "sign of the mean",
    hint="Your mean has the other sign. From x = 0 the exponent grows in the direction of h: on which side is its top?",
)
def mean_turned_round(precision, shift):
    mean, cov, log_det, dims = _right(precision, shift)
    return -mean, cov, 0.5 * (dims * np.log(2 * np.pi) - log_det + shift @ mean)


@COMPLETE_SQUARE.alternative
def by_the_value_at_zero(precision, shift):
    from scipy.stats import multivariate_normal

    cov = np.linalg.inv(precision)
    mean = cov @ shift
    return mean, cov, -multivariate_normal(mean, cov).logpdf(np.zeros(len(mean)))


@COMPLETE_SQUARE.alternative
def by_eigenvectors(precision, shift):
    values, vectors = np.linalg.eigh(precision)
    turned = vectors.T @ shift
    constant = 0.5 * np.sum(np.log(2 * np.pi) - np.log(values) + turned**2 / values)
    return vectors @ (turned / values), (vectors / values) @ vectors.T, constant


@COMPLETE_SQUARE.alternative
def by_cholesky(precision, shift):
    lower = np.linalg.cholesky(precision)
    inverse = np.linalg.inv(lower)
    white = inverse @ shift
    constant = 0.5 * len(shift) * np.log(2 * np.pi) - np.log(np.diag(lower)).sum() + 0.5 * white @ white
    return inverse.T @ white, inverse.T @ inverse, float(constant)
