"""Steps of the proofs of weeks 1 to 3, as functions: the reference. NumPy float64, nats."""

import numpy as np
from scipy.special import logsumexp, rel_entr

LOG_2PI = np.log(2 * np.pi)


def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Mean, covariance and log of the factor in exp(-x'Px/2 + h'x) = exp(log_constant) N(x | mean, cov).

    precision: P (D, D), symmetric and positive definite; shift: h (D,).
    Returns (mean (D,), cov (D, D), log_constant), the last a float in nats.
    Source: notes 2, marginal and conditional for a Gaussian (the exercise HW1).
    """
    precision, shift = np.asarray(precision, float), np.asarray(shift, float)
    if np.any(np.linalg.eigvalsh(precision) <= 0):
        raise ValueError("the precision matrix is not positive definite")
    mean = np.linalg.solve(precision, shift)
    log_det = np.linalg.slogdet(precision)[1]
    return mean, np.linalg.inv(precision), float(0.5 * (len(shift) * LOG_2PI - log_det + shift @ mean))


def nll_split(counts: np.ndarray, q: np.ndarray) -> tuple[float, float]:
    """The two parts of a mean negative log-likelihood: entropy of the data, and divergence of the model.

    counts: (K,) whole numbers, how often each outcome was seen, not all 0; q: (K,) the model's probabilities.
    Returns (entropy, divergence), two floats in nats; the divergence is infinite where q = 0 < count.
    Source: notes 5, section 3.1; notes 2, learning criterion.
    """
    counts, q = np.asarray(counts, float), np.asarray(q, float)
    if counts.sum() <= 0:
        raise ValueError("no data: the counts sum to 0")
    p = counts / counts.sum()
    seen = p[p > 0]
    return float(-np.sum(seen * np.log(seen))), float(rel_entr(p, q).sum())


def log_odds_quadratic(
    prior: float, mean0: np.ndarray, cov0: np.ndarray, mean1: np.ndarray, cov1: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """The log-odds of two Gaussian classes as x'Ax + b'x + c.

    prior: P(y = 1); mean0, mean1: (D,); cov0, cov1: (D, D), positive definite.
    Returns (A (D, D), symmetric, b (D,), c), c a float in nats.
    Source: notes 4, exercise 1.1.
    """
    precisions = [np.linalg.inv(cov) for cov in (cov0, cov1)]
    pulls = [precision @ mean for precision, mean in zip(precisions, (mean0, mean1), strict=True)]
    constants = [
        -0.5 * (np.linalg.slogdet(cov)[1] + mean @ pull)
        for cov, mean, pull in zip((cov0, cov1), (mean0, mean1), pulls, strict=True)
    ]
    constant = np.log(prior) - np.log1p(-prior) + constants[1] - constants[0]
    return 0.5 * (precisions[0] - precisions[1]), pulls[1] - pulls[0], float(constant)


def bound_gap(q: np.ndarray, log_joint: np.ndarray) -> np.ndarray:
    """How far the bound lies below log p(x): KL(q || posterior), for each point.

    q: (N, K), rows sum to 1; log_joint: (N, K), log p(x_n, z = k) in nats.
    Returns (N,), in nats.
    Source: notes 3, a lower bound on the likelihood; notes 1, section 4.3.
    """
    q, log_joint = np.asarray(q, float), np.asarray(log_joint, float)
    log_posterior = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    return np.sum(np.where(q > 0, q * (np.log(np.where(q > 0, q, 1.0)) - log_posterior), 0.0), axis=1)


def weights_by_multiplier(c: np.ndarray, total: float) -> tuple[np.ndarray, float]:
    """The weights that maximise sum_k c_k log w_k with sum_k w_k = total, and the multiplier.

    c: (K,), not negative, not all 0; total: above 0. The Lagrangian is sum c log w + multiplier (total - sum w).
    Returns (weights (K,), multiplier), the last a float.
    Source: notes 3, EM algorithm; notes 4, equation 1.17.
    """
    c = np.asarray(c, float)
    if np.any(c < 0) or c.sum() <= 0 or total <= 0:
        raise ValueError("c must not be negative nor all 0, and total is above 0")
    return total * c / c.sum(), float(c.sum() / total)
