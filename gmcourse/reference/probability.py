"""Probability, information and maximum likelihood: the reference of week 1. NumPy float64, nats."""

from collections.abc import Callable

import numpy as np

LOG_2PI = np.log(2 * np.pi)


def bernoulli_mle(x: np.ndarray) -> float:
    """Maximum likelihood estimate of theta = P(x = 1).

    x: (N,) zeros and ones. Returns a float in [0, 1].
    Source: notes 1, section 3.2.
    """
    x = _vector(x)
    if not np.isin(x, (0, 1)).all():
        raise ValueError("x holds values other than 0 and 1")
    return float(x.mean())


def gaussian_log_prob(x: np.ndarray, mean: float, var: float) -> np.ndarray:
    """Log-density of N(mean, var) at each x, in nats.

    x: (N,); mean: float; var: float > 0, the variance. Returns (N,).
    Source: notes 1, section 3.3.
    """
    x = _vector(x)
    if not var > 0:
        raise ValueError(f"var is {var}; a variance is above 0")
    return -0.5 * (LOG_2PI + np.log(var) + (x - mean) ** 2 / var)


def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    """Maximum likelihood mean and variance of a one-dimensional Gaussian.

    x: (N,). Returns (mean, var), two floats; the variance divides by N.
    Source: notes 1, section 3.3.
    """
    x = _vector(x)
    mean = x.mean()
    return float(mean), float(np.mean((x - mean) ** 2))


def entropy(p: np.ndarray) -> float:
    """Entropy in nats of a discrete distribution, with 0 log 0 = 0.

    p: (K,) probabilities that sum to 1. Returns a float in [0, log K].
    Source: notes 2, section Entropy and Conditional Entropy.
    """
    p = _probabilities(p, "p", ndim=1)
    return float(-np.sum(_times_log(p, p)))


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """Kullback-Leibler divergence KL(p || q) in nats; infinite where q = 0 < p.

    p, q: (K,) probabilities that sum to 1. Returns a float >= 0.
    Source: notes 2, section Kullback-Leibler Divergence and Mutual Information.
    """
    p, q = _probabilities(p, "p", ndim=1), _probabilities(q, "q", ndim=1)
    if p.shape != q.shape:
        raise ValueError(f"p has {p.size} outcomes and q has {q.size}; expected as many")
    if np.any((q == 0) & (p > 0)):
        return float("inf")
    return float(np.sum(_times_log(p, p) - _times_log(p, q)))


def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    """Mutual information of x and y, and the entropy of x that is left once y is known, in nats.

    joint: (K, L) probabilities that sum to 1, x on axis 0, y on axis 1.
    Returns (I(x; y), H(x given y)), two floats.
    Source: notes 2, section Kullback-Leibler Divergence and Mutual Information.
    """
    joint = _probabilities(joint, "joint", ndim=2)
    marginal_x, marginal_y = joint.sum(axis=1), joint.sum(axis=0)
    left = np.sum(_times_log(marginal_y, marginal_y)) - np.sum(_times_log(joint, joint))
    return float(-np.sum(_times_log(marginal_x, marginal_x)) - left), float(left)


def mvn_log_prob(x: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> np.ndarray:
    """Log-density of a multivariate Gaussian at each row of x, in nats.

    x: (N, D); mean: (D,); cov: (D, D) symmetric positive definite. Returns (N,).
    The Cholesky factor gives both the quadratic form and the log-determinant, so nothing under- or
    overflows in high dimension. Source: notes 2, section Review of Probability and Statistics.
    """
    x = _matrix(x)
    mean, cov = _moments(mean, cov)
    if x.shape[1] != mean.size:
        raise ValueError(f"x has {x.shape[1]} columns and mean has {mean.size} entries; expected as many")
    lower = _cholesky(cov)
    whitened = np.linalg.solve(lower, (x - mean).T)
    half_log_det = np.sum(np.log(np.diag(lower)))
    return -0.5 * (mean.size * LOG_2PI + np.sum(whitened**2, axis=0)) - half_log_det


def mvn_mle(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maximum likelihood mean and covariance of a multivariate Gaussian.

    x: (N, D). Returns (mean (D,), cov (D, D)); cov divides by N and is singular where N <= D.
    Source: notes 2, section ML Estimators for mean and variance.
    """
    x = _matrix(x)
    mean = x.mean(axis=0)
    return mean, (x - mean).T @ (x - mean) / len(x)


def gaussian_conditional(
    mean: np.ndarray, cov: np.ndarray, observed: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gaussian of the unobserved coordinates, given that x[observed[i]] = values[i].

    mean: (D,); cov: (D, D); observed: (M,) distinct indices in any order; values: (M,).
    Returns (mean (D-M,), cov (D-M, D-M)), coordinates in their original order.
    Source: notes 2, section Marginal and Conditional for a Gaussian.
    """
    mean, cov = _moments(mean, cov)
    observed, values = np.asarray(observed, dtype=int).ravel(), np.asarray(values, dtype=float).ravel()
    if observed.size != values.size:
        raise ValueError(f"{observed.size} observed indices but {values.size} values; expected as many")
    if observed.size and (observed.min() < 0 or observed.max() >= mean.size):
        raise ValueError(f"observed holds indices outside 0..{mean.size - 1}")
    if np.unique(observed).size != observed.size:
        raise ValueError("observed names a coordinate twice")
    rest = np.setdiff1d(np.arange(mean.size), observed)
    cross = cov[np.ix_(rest, observed)]
    weights = np.linalg.solve(cov[np.ix_(observed, observed)], cross.T).T
    return mean[rest] + weights @ (values - mean[observed]), cov[np.ix_(rest, rest)] - weights @ cross.T


def nll_gradient(x: np.ndarray, mean: float, log_var: float) -> np.ndarray:
    """Gradient of the mean negative log-likelihood of N(mean, exp(log_var)).

    x: (N,); mean, log_var: floats. Returns (2,): the derivatives in mean and in log_var.
    Source: notes 1, section 3.3, in the variable log sigma^2.
    """
    x = _vector(x)
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var])


def sgd_fit(
    x: np.ndarray, steps: int, lr: float, batch_size: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Fit N(mean, exp(log_var)) by stochastic gradient descent on the mean negative log-likelihood.

    x: (N,) standardised data; steps: int >= 0; lr: float > 0; batch_size: int >= 1;
    rng: `numpy.random.Generator`, asked for `rng.integers(N, size=batch_size)` once a step.
    Starts at mean 0, log_var 0. Returns the last (mean, var), two floats.
    Source: notes 2, section Stochastic Gradient Descent.
    """
    x = _vector(x)
    if steps < 0 or batch_size < 1 or not lr > 0:
        raise ValueError(f"steps {steps}, lr {lr}, batch_size {batch_size}; expected >= 0, > 0, >= 1")
    theta = np.zeros(2)
    for _ in range(steps):
        batch = x[rng.integers(x.size, size=batch_size)]
        theta -= lr * nll_gradient(batch, *theta)
    return float(theta[0]), float(np.exp(theta[1]))


def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Maximum likelihood slope and noise variance of y given x ~ N(a x, var), without intercept.

    x, y: (N,), x not all zero. Returns (a, var), two floats; var divides by N.
    Source: notes 4, section 1.4.
    """
    x, y = _vector(x), _vector(y, "y")
    if x.size != y.size:
        raise ValueError(f"x has {x.size} entries and y has {y.size}; expected as many")
    if not x.any():
        raise ValueError("x is all zero; every slope fits the data equally well")
    a = (x @ y) / (x @ x)
    return float(a), float(np.mean((y - a * x) ** 2))


def bits_per_dim(nll: float, dims: int) -> float:
    """Negative log-likelihood of one data point in bits per dimension.

    nll: float, in nats; dims: int >= 1. Returns a float.
    """
    if dims < 1:
        raise ValueError(f"dims is {dims}; expected at least 1")
    return float(nll / (dims * np.log(2)))


def monte_carlo(g: Callable, samples: np.ndarray) -> tuple[float, float]:
    """Monte Carlo estimate of E[g(x)] with its standard error.

    g: vectorised function, (N,) -> (N,); samples: (N,), N >= 2, drawn from the distribution of x.
    Returns (estimate, standard_error), two floats; the sample variance divides by N - 1.
    Source: notes 5, section 3.1.
    """
    values = _vector(g(samples), "g(samples)")
    if values.size < 2:
        raise ValueError("one sample has no standard error; expected at least 2")
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))


def _times_log(weight: np.ndarray, p: np.ndarray) -> np.ndarray:
    """weight * log(p), with 0 where the weight is 0."""
    return weight * np.log(np.where(weight > 0, p, 1.0))


def _vector(x: np.ndarray, name: str = "x") -> np.ndarray:
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"{name} has shape {x.shape}; expected (N,) with N >= 1")
    return x


def _matrix(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or x.size == 0:
        raise ValueError(f"x has shape {x.shape}; expected (N, D) with N, D >= 1")
    return x


def _probabilities(p: np.ndarray, name: str, ndim: int) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    if p.ndim != ndim or p.size == 0:
        raise ValueError(f"{name} has shape {p.shape}; expected {ndim} axes, none of them empty")
    if (p < 0).any() or not np.isclose(p.sum(), 1.0, rtol=0, atol=1e-6):
        raise ValueError(f"{name} is no distribution: entries must be >= 0 and sum to 1, not {p.sum():g}")
    return p


def _moments(mean: np.ndarray, cov: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, cov = np.asarray(mean, dtype=float), np.asarray(cov, dtype=float)
    if mean.ndim != 1 or cov.shape != (mean.size, mean.size):
        raise ValueError(f"mean has shape {mean.shape} and cov {cov.shape}; expected (D,) and (D, D)")
    return mean, cov


def _cholesky(cov: np.ndarray) -> np.ndarray:
    try:
        return np.linalg.cholesky(cov)
    except np.linalg.LinAlgError as error:
        raise ValueError("cov is not positive definite; the density does not exist") from error
