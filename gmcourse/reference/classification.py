"""Reference: generative classifiers (Gaussian discriminants, naive Bayes) and logistic regression.

Densities and losses in nats, variances for `vars`. Notes 3, section Classification; notes 4,
section 1.2; notes 5, section 1.2.
"""

import numpy as np
from scipy.special import logsumexp

LOG_2PI = np.log(2 * np.pi)


def gda_log_odds(
    x: np.ndarray, prior: float, mean0: np.ndarray, cov0: np.ndarray, mean1: np.ndarray, cov1: np.ndarray
) -> np.ndarray:
    """Return log p(y=1|x) - log p(y=0|x) (N,) for x (N, D) and a Gaussian (D,), (D, D) a class.

    `prior` is P(y = 1). Through Cholesky factors, so that no determinant under- or overflows.
    Raises ValueError for a prior outside (0, 1).
    """
    x = np.asarray(x, dtype=float)
    if not 0 < prior < 1:
        raise ValueError(f"expected a prior between 0 and 1, got {prior}")
    odds = np.log(prior) - np.log1p(-prior)
    return odds + _gaussian_log_prob(x, mean1, cov1) - _gaussian_log_prob(x, mean0, cov0)


def _gaussian_log_prob(x: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> np.ndarray:
    mean = np.asarray(mean, dtype=float)
    if x.ndim != 2 or x.shape[1:] != mean.shape or np.shape(cov) != mean.shape * 2:
        raise ValueError(f"x {x.shape}, mean {mean.shape}, cov {np.shape(cov)}: no (N, D), (D,), (D, D)")
    factor = np.linalg.cholesky(cov)
    white = np.linalg.solve(factor, (x - mean).T)
    return -0.5 * (white**2).sum(0) - np.log(np.diag(factor)).sum() - 0.5 * mean.size * LOG_2PI


def naive_bayes_fit(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return maximum likelihood (priors (K,), means (K, D), vars (K, D)) from X (N, D), y (N,).

    Classes are 0..K-1, each with one point at least; ValueError where one has none. No smoothing.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or y.shape != X.shape[:1]:
        raise ValueError(f"expected X (N, D) and y (N,), got {X.shape} and {y.shape}")
    counts = np.bincount(y)
    if not (counts > 0).all():
        raise ValueError(f"no point of class {int(np.argmin(counts))}")
    member = np.eye(counts.size)[y] / counts[y][:, None]
    means = member.T @ X
    return counts / counts.sum(), means, member.T @ (X - means[y]) ** 2


def naive_bayes_log_posterior(
    X: np.ndarray, priors: np.ndarray, means: np.ndarray, vars: np.ndarray
) -> np.ndarray:
    """Return log p(y = k | x) (N, K) for X (N, D), where NaN marks a missing feature.

    A missing feature is integrated out, which in naive Bayes leaves its factor away.
    """
    X, means, vars = (np.asarray(v, dtype=float) for v in (X, means, vars))
    if X.ndim != 2 or means.shape != vars.shape or means.shape != (len(priors), X.shape[1]):
        found = f"X {X.shape}, means {means.shape}, vars {vars.shape}, priors ({len(priors)},)"
        raise ValueError(f"expected X (N, D), means and vars (K, D), K priors; got {found}")
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars) + LOG_2PI)
    log_joint = np.log(priors) + np.where(np.isnan(X)[:, None], 0.0, terms).sum(axis=2)
    return log_joint - logsumexp(log_joint, axis=1, keepdims=True)


def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    """Return the mean of -log p(y|x) in nats, p(y=1|x) = 1 / (1 + exp(-(Xw + b))), y in {0, 1}.

    -log p = log(1 + exp(z)) - y z, by logaddexp, right for logits z of any size.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or X.shape != (y.size, np.size(w)):
        raise ValueError(f"expected X ({y.size}, {np.size(w)}), got {X.shape}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError("expected labels in {0, 1}")
    logits = X @ np.asarray(w, dtype=float) + b
    return float(np.mean(np.logaddexp(0.0, logits) - y * logits))
