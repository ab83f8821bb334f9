"""Gaussian mixtures: log-density, responsibilities, EM, its bound, and gradients for the means.

Shapes: x (N, D), weights (K,), means (K, D), covs (K, D, D). Logarithms are natural.
Sources: notes 1, section 4; notes 3, "Algorithms for latent variable models"; notes 4, section 1.4;
Dempster, Laird and Rubin (1977).
"""

import numpy as np


def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Log-density (N,) in nats of a Gaussian mixture at x (N, D); stable far from every component.

    Raises ValueError where shapes do not agree or a covariance is not positive definite.
    """
    return _log_sum_exp(_log_joint(*_checked(x, weights, means, covs)))


def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Posterior probabilities (N, K) of the components given each point; every row sums to 1.

    Raises ValueError as `gmm_log_prob` does.
    """
    log_joint = _log_joint(*_checked(x, weights, means, covs))
    return np.exp(log_joint - _log_sum_exp(log_joint)[:, None])


def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (K,), means (K, D), covariances (K, D, D) that maximise the expected log-likelihood.

    resp: (N, K), rows that sum to 1. Raises ValueError where a component has no responsibility at
    all, since its mean is then undefined.
    """
    x, resp = np.asarray(x, float), np.asarray(resp, float)
    if x.ndim != 2 or resp.ndim != 2 or len(resp) != len(x):
        raise ValueError(f"expected x (N, D) and resp (N, K), got {x.shape} and {resp.shape}")
    counts = resp.sum(axis=0)
    if np.any(counts <= 0):
        raise ValueError("expected each component to be responsible for something")
    means = resp.T @ x / counts[:, None]
    covs = np.empty((len(means), x.shape[1], x.shape[1]))
    columns, roots = np.ascontiguousarray(x.T), np.sqrt(resp.T / counts[:, None])
    for k, mean in enumerate(means):
        scaled = (columns - mean[:, None]) * roots[k]
        covs[k] = scaled @ scaled.T
    return counts / len(x), means, covs


def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Fit k components to x (N, D) by EM; return (weights, means, covs, trace).

    Start: equal weights, k distinct rows of x drawn by `rng.choice(N, size=k, replace=False)` as
    means, and the covariance of all the data for each component. `trace` (iterations+1,) is the
    total log-likelihood in nats, trace[0] at the start. Stops after max_iter iterations, or once
    one of them gains less than tol. Eigenvalues of the covariances are kept at min_cov or above.
    """
    x = np.asarray(x, float)
    if x.ndim != 2 or not 1 <= k <= len(x):
        raise ValueError(f"expected x of shape (N, D) with N at least k={k}, got {x.shape}")
    means = x[rng.choice(len(x), size=k, replace=False)]
    cov = np.atleast_2d(np.cov(x, rowvar=False, bias=True))
    return em_from(x, np.full(k, 1 / k), means, np.array([cov] * k), max_iter, tol, min_cov)


def em_from(
    x: np.ndarray,
    weights: np.ndarray,
    means: np.ndarray,
    covs: np.ndarray,
    max_iter: int,
    tol: float,
    min_cov: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """EM from given parameters; as `em` otherwise.

    The start's covariances are clipped too: then each iteration climbs within the same set of
    covariances, and the trace cannot fall. At the top, where a step may lose the last digits by
    rounding, it counts as one that gains nothing.
    """
    x, weights, means, covs = _checked(x, weights, means, clip_eigenvalues(covs, min_cov))
    log_joint = _log_joint(x, weights, means, covs)
    log_prob = _log_sum_exp(log_joint)
    trace = [log_prob.sum()]
    for _ in range(max_iter):
        step = _step(x, np.exp(log_joint - log_prob[:, None]), min_cov)
        log_joint = _log_joint(x, *step)
        log_prob = _log_sum_exp(log_joint)
        gain = log_prob.sum() - trace[-1]
        weights, means, covs = step
        trace.append(max(log_prob.sum(), trace[-1]))
        if gain < tol:
            break
    return weights, means, covs, np.array(trace)


def _step(x: np.ndarray, resp: np.ndarray, min_cov: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weights, means, covs = m_step(x, resp)
    return weights, means, clip_eigenvalues(covs, min_cov)


def clip_eigenvalues(covs: np.ndarray, floor: float) -> np.ndarray:
    """The covariances (K, D, D) with eigenvalues below floor raised to it.

    This is the M-step under the constraint that no eigenvalue lies below floor.
    """
    values, vectors = np.linalg.eigh(covs)
    if values.min() >= floor:
        return covs
    return (vectors * np.maximum(values, floor)[:, None, :]) @ np.swapaxes(vectors, -1, -2)


def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    """The lower bound in nats, summed over points, of the log-likelihood for any q (N, K).

    Sum of q (log p(x, z) - log q), with 0 log 0 = 0; equal to the log-likelihood where q holds the
    responsibilities. Raises ValueError where q has the wrong shape.
    """
    log_joint = _log_joint(*_checked(x, weights, means, covs))
    q = np.asarray(q, float)
    if q.shape != log_joint.shape:
        raise ValueError(f"expected q of shape {log_joint.shape}, got {q.shape}")
    used = q > 0
    return float(np.sum(q[used] * (log_joint[used] - np.log(q[used]))))


def likelihood_gradient_means(
    x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray
) -> np.ndarray:
    """Gradient (K, D) of the total log-likelihood with respect to the means.

    Row k is the sum over points of r_nk Sigma_k^-1 (x_n - mu_k).
    """
    x, weights, means, covs = _checked(x, weights, means, covs)
    resp = responsibilities(x, weights, means, covs)
    pulls = resp.T @ x - resp.sum(axis=0)[:, None] * means
    return np.linalg.solve(covs, pulls[:, :, None])[:, :, 0]


def score_gradient_means(x: np.ndarray, z: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Estimate (K, D) of the gradient of p(x), one point x (D,), from components z (M,).

    z was drawn from the weights. The average over the draws of p(x given z) times the gradient of
    log p(x, z), which is Sigma_z^-1 (x - mu_z) in row z and 0 elsewhere. Unbiased.
    Source: notes 3, "Gradient calculation" (the log trick).
    """
    x, z = np.asarray(x, float), np.asarray(z)
    means, covs = np.asarray(means, float), np.asarray(covs, float)
    if z.ndim != 1 or z.size == 0 or z.min() < 0 or z.max() >= len(means):
        raise ValueError(f"expected z of shape (M,) with values 0 to {len(means) - 1}")
    _, _, means, covs = _checked(x[None, :], np.ones(len(means)), means, covs)
    density = np.exp(_log_joint(x[None, :], np.ones(len(means)), means, covs)[0])
    slope = np.linalg.solve(covs, (x - means)[:, :, None])[:, :, 0]
    share = np.bincount(z, minlength=len(means)) / z.size
    return (share * density)[:, None] * slope


def _checked(
    x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    x, weights = np.asarray(x, float), np.asarray(weights, float)
    means, covs = np.asarray(means, float), np.asarray(covs, float)
    if x.ndim != 2 or means.ndim != 2 or means.shape[1] != x.shape[1]:
        raise ValueError(f"expected x (N, D) and means (K, D), got {x.shape} and {means.shape}")
    k, dims = means.shape
    if weights.shape != (k,) or covs.shape != (k, dims, dims):
        raise ValueError(
            f"expected weights ({k},) and covs ({k}, {dims}, {dims}), got {weights.shape} and {covs.shape}"
        )
    return x, weights, means, covs


def _log_joint(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """log p(x, z) for each point and component, (N, K), by one matrix product for all components."""
    k, dims = means.shape
    try:
        lower = np.linalg.cholesky(covs)
    except np.linalg.LinAlgError as error:
        raise ValueError("expected covariances that are positive definite") from error
    whiten = np.swapaxes(np.linalg.inv(lower), 1, 2)
    centre = x.mean(axis=0) if len(x) else np.zeros(dims)
    white = (x - centre) @ whiten.transpose(1, 0, 2).reshape(dims, k * dims)
    white -= np.einsum("kd,kde->ke", means - centre, whiten).reshape(-1)
    squares = np.einsum("nkd,nkd->nk", *[white.reshape(len(x), k, dims)] * 2)
    half_log_det = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    with np.errstate(divide="ignore"):
        constant = np.log(weights) - half_log_det - 0.5 * dims * np.log(2 * np.pi)
    return constant - 0.5 * squares


def _log_sum_exp(a: np.ndarray) -> np.ndarray:
    top = a.max(axis=1)
    return top + np.log(np.exp(a - top[:, None]).sum(axis=1))
