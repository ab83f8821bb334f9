"""Density estimation in one dimension and more: histograms and Gaussian kernels.

Source: notes 3, section "Density estimation"; Silverman, Density Estimation (1986), chapters 2 and 4.
"""

import numpy as np
from scipy.special import logsumexp

BLOCK = 2**22


def histogram_log_prob(x: np.ndarray, edges: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Log-density in nats of a histogram at the points x.

    x: (N,); edges: (B+1,) increasing; counts: (B,) points in each bin. Returns (N,).

    A bin holds its left edge; the last one holds its right edge too. The log-density is -inf
    outside the edges and in empty bins. Raises ValueError for edges that do not increase, for a
    wrong number of counts, negative counts, or counts that are all zero.
    """
    x, edges, counts = np.asarray(x, float), np.asarray(edges, float), np.asarray(counts, float)
    if edges.ndim != 1 or counts.shape != (edges.size - 1,):
        raise ValueError(f"expected one count a bin, {edges.size - 1}, got shape {counts.shape}")
    if np.any(np.diff(edges) <= 0):
        raise ValueError("expected edges that increase")
    if np.any(counts < 0) or counts.sum() == 0:
        raise ValueError("expected counts that are not negative, and not all zero")
    with np.errstate(divide="ignore"):
        log_density = np.log(counts / (counts.sum() * np.diff(edges)))
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], counts.size - 1, bins)
    inside = (bins >= 0) & (bins < counts.size)
    return np.where(inside, log_density[np.clip(bins, 0, counts.size - 1)], -np.inf)


def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    """Edges (bins+1,) of a histogram whose bins hold equally many points of data (N,).

    They are the quantiles at 0, 1/bins, ..., 1, interpolated linearly. Raises ValueError for no
    data or fewer than one bin.
    """
    data = np.asarray(data, float)
    if data.ndim != 1 or data.size == 0:
        raise ValueError(f"expected data of shape (N,), N at least 1, got {data.shape}")
    if bins < 1:
        raise ValueError(f"expected at least one bin, got {bins}")
    return np.quantile(data, np.linspace(0.0, 1.0, bins + 1))


def kde_log_prob(x: np.ndarray, data: np.ndarray, bandwidth: float) -> np.ndarray:
    """Log-density in nats of a Gaussian kernel estimate at x.

    x: (N,) or (N, D); data: (M,) or (M, D); bandwidth: standard deviation of the kernel, the same
    in each direction. Returns (N,). Finite however far x lies from the data. Raises ValueError for
    a bandwidth that is not positive, no data, or dimensions that differ.
    """
    x, data = _as_rows(x), _as_rows(data)
    if not bandwidth > 0:
        raise ValueError(f"expected a positive bandwidth, got {bandwidth}")
    if len(data) == 0 or x.shape[1] != data.shape[1]:
        raise ValueError(f"expected data of {x.shape[1]} dimensions, at least one row, got {data.shape}")
    dims = data.shape[1]
    log_norm = np.log(len(data)) + dims * (np.log(bandwidth) + 0.5 * np.log(2 * np.pi))
    rows = max(1, BLOCK // data.size)
    blocks = [x[i : i + rows] for i in range(0, len(x), rows)]
    return np.concatenate([_log_kernel_sum(b, data, bandwidth) for b in blocks] or [np.zeros(0)]) - log_norm


def _log_kernel_sum(x: np.ndarray, data: np.ndarray, bandwidth: float) -> np.ndarray:
    z = (x[:, None, :] - data[None, :, :]) / bandwidth
    return logsumexp(-0.5 * np.sum(z**2, axis=-1), axis=1)


def _as_rows(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, float)
    if x.ndim not in (1, 2):
        raise ValueError(f"expected shape (N,) or (N, D), got {x.shape}")
    return x[:, None] if x.ndim == 1 else x
