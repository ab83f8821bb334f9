"""Week 1's build: a Gaussian of whole pictures, shrunk so that it can be inverted, that completes what it has not seen.

N pictures in rows, D pixels. Shrinking towards a multiple of the identity: Ledoit and Wolf (2004).
"""

import numpy as np

from gmcourse.reference.probability import mvn_mle


def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean (D,) and covariance (D, D) of x (N, D): (1 - shrink) S + shrink mean(diag S) I, S of maximum likelihood.

    Raises ValueError for a shrink outside [0, 1].
    """
    if not 0 <= shrink <= 1:
        raise ValueError(f"shrink must lie between 0 and 1, not {shrink}")
    mean, cov = mvn_mle(np.asarray(x, dtype=float))
    return mean, (1 - shrink) * cov + shrink * np.trace(cov) / len(cov) * np.eye(len(cov))


def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    """M whole pictures (M, D): seen pixels as given, the others at their conditional mean.

    seen: (S,) places, in any order, none twice; values: (M, S), values[:, i] belongs to pixel seen[i]
    Raises ValueError where the shapes do not fit.
    """
    mean, cov, values = (np.asarray(part, dtype=float) for part in (mean, cov, values))
    seen = np.asarray(seen, dtype=int)
    if values.ndim != 2 or values.shape[1] != len(seen):
        raise ValueError(f"values must be (M, {len(seen)}), not {values.shape}")
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
