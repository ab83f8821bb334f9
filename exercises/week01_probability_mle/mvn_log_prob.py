"""The log-density of a multivariate Gaussian: the questions of `mvn_log_prob`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import CORRELATED, covariance
from gmcourse.check.wire import Build
from gmcourse.reference import probability


def _density(rng, n, dims):
    return {"x": rng.normal(size=(n, dims)), "mean": rng.normal(size=dims), "cov": covariance(rng, dims)}


def _in_another_unit(args, scale):
    """The same points with lengths multiplied by `scale`."""
    return {"x": scale * args["x"], "mean": scale * args["mean"], "cov": scale**2 * args["cov"]}


def _in_mixed_units(args, scales):
    """The same points, each coordinate in a unit of its own."""
    return {
        "x": args["x"] * scales,
        "mean": args["mean"] * scales,
        "cov": args["cov"] * np.outer(scales, scales),
    }


def _far(args, by):
    """The same points and mean, moved `by` along every axis."""
    return args | {"x": args["x"] + by, "mean": args["mean"] + by}


def _large(seed, scale):
    """Two points in 500 dimensions under a covariance whose determinant no float can hold."""
    return {
        "x": Build("arrays.normal", {"seed": seed, "shape": [2, 500], "std": scale**0.5}),
        "mean": Build("arrays.normal", {"seed": seed + 1, "shape": [500], "std": 0.1 * scale**0.5}),
        "cov": Build("arrays.fading_covariance", {"dims": 500, "scale": scale, "correlation": 0.4}),
    }


MVN_LOG_PROB = Exercise(
    id="mvn_log_prob",
    title="The log-density of a multivariate Gaussian",
    points=4,
    minutes=20,
    difficulty=3,
    reference=probability.mvn_log_prob,
    public={
        "main": [
            {
                "x": np.array([[0.0, 0.0], [1.0, -1.0], [2.0, 1.0]]),
                "mean": np.array([1.0, 0.0]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
            },
            {"x": np.array([[1.0, 2.0, 3.0]]), "mean": np.array([0.0, 1.0, 3.0]), "cov": CORRELATED},
            {
                "x": 1e6 + np.array([[0.0, 0.1], [0.2, 0.0]]),
                "mean": np.array([1e6, 1e6]),
                "cov": np.array([[0.01, 0.005], [0.005, 0.02]]),
            },
            {
                "x": np.array([[1.0, 2e-3]]),
                "mean": np.array([0.0, 1e-3]),
                "cov": np.array([[4.0, 1e-3], [1e-3, 1e-6]]),
            },
            {
                "x": np.array([[0, 1], [2, -1]]),
                "mean": np.array([0.5, 0.25]),
                "cov": np.array([[2.0, 0.5], [0.5, 1.0]]),
            },
        ],
        "one": [{"x": np.array([[0.0], [2.0]]), "mean": np.array([1.0]), "cov": np.array([[4.0]])}],
        "large": [_large(1, 0.01)],
    },
    hidden=lambda rng: {
        "main": [
            *(_density(rng, n, dims) for n, dims in ((4, 2), (3, 6), (3, 3), (1, 4), (7, 2))),
            *(_in_another_unit(_density(rng, 4, 3), scale) for scale in (1e-4, 1e3)),
            _far(_density(rng, 4, 3), -3e6),
            _in_mixed_units(_density(rng, 3, 3), np.array([1e-2, 1.0, 10.0])),
            _density(rng, 5, 2) | {"x": rng.integers(-4, 5, size=(5, 2))},
        ],
        "one": [_density(rng, 3, 1), _density(rng, 1, 1)],
        "large": [_large(int(rng.integers(1000)), scale) for scale in (0.01, 40.0)],
    },
    properties=(
        Property("the value"),
        Property("one dimension", on="one", share=0.5),
        Property("500 dimensions, no under- or overflow", on="large"),
    ),
)


@MVN_LOG_PROB.wrong(
    "determinant under- or overflows",
    hint="You computed the determinant and then its logarithm. In 500 dimensions it is a product of 500 numbers: too small or too large for a float. Which matrix factor gives the logarithm as a sum?",
)
def mvn_det(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff @ np.linalg.inv(cov) * diff, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + quadratic)


@MVN_LOG_PROB.wrong(
    "no 1/2 before the quadratic form",
    hint="Your quadratic form counts twice. Put D = 1 and cov = 1 into your formula: is it the standard Gaussian? Some printed derivations lose this factor too.",
)
def mvn_without_half(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1]) - quadratic


@MVN_LOG_PROB.wrong(
    "inverse of the diagonal only",
    hint="You inverted entry by entry. The inverse of a matrix mixes all entries unless it is diagonal: how should the correlations enter your quadratic form?",
)
def mvn_diagonal_inverse(x, mean, cov):
    quadratic = np.sum((x - mean) ** 2 / np.diag(cov), axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quadratic)


@MVN_LOG_PROB.wrong(
    "coordinates taken as independent",
    hint="You took the coordinates as independent, at least in the determinant. That is right only if cov is diagonal: what do the entries off the diagonal say?",
)
def mvn_independent(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var), axis=1)


@MVN_LOG_PROB.wrong(
    "half of the sum of log diag L",
    hint="With cov = L L^T the determinant of cov is the square of that of L. You halved once too often: what is half the logarithm of a square?",
)
def mvn_half_log_det(x, mean, cov):
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    half = 0.5 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.sum(white**2, axis=0)) - half


@MVN_LOG_PROB.wrong("no 1/2 at all", like="no 1/2 before the quadratic form")
def mvn_without_any_half(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -(len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1]) - quadratic


@MVN_LOG_PROB.wrong("each entry inverted", like="inverse of the diagonal only")
def mvn_entries_inverted(x, mean, cov):
    diff = x - mean
    with np.errstate(all="ignore"):
        quadratic = np.sum(diff @ (1 / cov) * diff, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quadratic)


@MVN_LOG_PROB.wrong("independent, the variance for the deviation", like="coordinates taken as independent")
def mvn_independent_var_as_std(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * np.log(2 * np.pi) - np.log(var) - (x - mean) ** 2 / (2 * var**2), axis=1)


@MVN_LOG_PROB.wrong("independent with half a deviation", like="coordinates taken as independent")
def mvn_independent_mixed(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var**2), axis=1)


@MVN_LOG_PROB.wrong("a determinant of the diagonal", like="coordinates taken as independent")
def mvn_determinant_of_the_diagonal(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -0.5 * (np.sum(np.log(2 * np.pi * np.diag(cov))) + quadratic)


def _mvn(x, mean, cov, dims, log_det, sign=1.0):
    """The log-density from a count of dimensions and a log-determinant of one's own."""
    diff = x - mean
    quadratic = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -0.5 * sign * (dims * np.log(2 * np.pi) + log_det + quadratic)


@MVN_LOG_PROB.wrong(
    "the logarithm of the determinant, something added", like="determinant under- or overflows"
)
def mvn_det_padded(x, mean, cov):
    with np.errstate(all="ignore"):
        return _mvn(x, mean, cov, len(mean), np.log(np.linalg.det(cov) + 1e-300))


@MVN_LOG_PROB.wrong(
    "twice the log-determinant",
    hint="Your log-determinant counts too much. Half of log det(L L^T) is asked: how often does the sum of log diag(L) enter?",
)
def mvn_log_det_twice(x, mean, cov):
    return _mvn(x, mean, cov, len(mean), 2 * np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong("four times the sum of log diag L", like="twice the log-determinant")
def mvn_log_det_not_halved(x, mean, cov):
    return _mvn(x, mean, cov, len(mean), 4 * np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong(
    "one 2 pi for all dimensions",
    hint="Your constant does not count the factors of 2 pi right. N(0, I) is a product of one-dimensional Gaussians: how many of them, and of how many points at a time?",
)
def mvn_one_two_pi(x, mean, cov):
    return _mvn(x, mean, cov, 1, np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong("as many 2 pi as points", like="one 2 pi for all dimensions")
def mvn_two_pi_of_the_points(x, mean, cov):
    return _mvn(x, mean, cov, len(x), np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong(
    "no 2 pi",
    hint="Your values differ from the right ones by a constant of the dimension. Put D = 1, cov = 1, x = mean into your formula: how high is the standard Gaussian at its centre?",
)
def mvn_without_two_pi(x, mean, cov):
    return _mvn(x, mean, cov, 0, np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong(
    "sign of the log-determinant",
    hint="Your density grows with the covariance. A wider Gaussian spreads the same probability over more room: how high is it at its centre?",
)
def mvn_log_det_turned_round(x, mean, cov):
    return _mvn(x, mean, cov, len(mean), -np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong(
    "log-determinant left out",
    hint="At its centre your density is as high for a wide Gaussian as for a narrow one. Both have the area 1: which factor sees to it?",
)
def mvn_without_log_det(x, mean, cov):
    return _mvn(x, mean, cov, len(mean), 0.0)


@MVN_LOG_PROB.wrong(
    "the negative of it",
    hint="Your values are smallest at the mean. A loss is the negative log-density; what is asked for here, and where is it largest?",
)
def mvn_loss(x, mean, cov):
    return _mvn(x, mean, cov, len(mean), np.linalg.slogdet(cov)[1], -1.0)


@MVN_LOG_PROB.wrong(
    "not inverted",
    hint="You used the covariance where its inverse stands. Along a direction of large variance a density falls slowly: what does your quadratic form do there?",
)
def mvn_covariance_for_precision(x, mean, cov):
    return _mvn(x, mean, np.linalg.inv(cov), len(mean), np.linalg.slogdet(cov)[1])


@MVN_LOG_PROB.wrong(
    "the factor's transpose solved with",
    hint="You whitened with the transpose of the Cholesky factor. With cov = L L^T, the inverse is L^-T L^-1: which of the two acts on x - mean first?",
)
def mvn_solved_with_the_transpose(x, mean, cov):
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower.T, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + log_det + np.sum(white**2, axis=0))


@MVN_LOG_PROB.wrong(
    "whole numbers: rounded down",
    hint="Points come in whole numbers, too, and an array made like them holds whole numbers only. What becomes of a fraction that is put into it?",
)
def mvn_rounded_down(x, mean, cov):
    out = np.zeros_like(x[:, 0])
    diff = x - mean
    squares = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    out[:] = -0.5 * (np.linalg.slogdet(2 * np.pi * cov)[1] + squares)
    return out


@MVN_LOG_PROB.alternative
def mvn_log_prob_slogdet(x, mean, cov):
    diff = x - mean
    quadratic = np.einsum("ni,ij,nj->n", diff, np.linalg.inv(cov), diff, optimize=True)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quadratic)


@MVN_LOG_PROB.alternative
def mvn_log_prob_eigen(x, mean, cov):
    values, vectors = np.linalg.eigh(cov)
    scores = (x - mean) @ vectors
    return np.array([-0.5 * np.sum(np.log(2 * np.pi * values) + s**2 / values) for s in scores])


@MVN_LOG_PROB.alternative
def mvn_log_prob_scipy(x, mean, cov):
    from scipy.stats import multivariate_normal

    return np.atleast_1d(multivariate_normal(mean, cov).logpdf(x))
