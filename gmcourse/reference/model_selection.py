"""How many components: by held-out likelihood, or by breaking a stick.

Sources: notes 3, sections "Density estimation" and "Exercises"; Sethuraman (1994).
"""

from collections.abc import Sequence

import numpy as np

from gmcourse.reference.mixtures import em, gmm_log_prob

FOLDS = 4
STARTS = 4
MAX_ITER = 200


def best_k(x: np.ndarray, ks: list[int], rng: np.random.Generator) -> int:
    """The number of components among ks whose fit to x (N, D) predicts held-out points best.

    Cross-validation in FOLDS folds; in each, the best of STARTS runs of EM on the training part.
    """
    x = np.asarray(x, float)
    if x.ndim != 2 or len(ks) == 0:
        raise ValueError(f"expected x of shape (N, D) and at least one k, got {x.shape} and {ks}")
    folds = np.array_split(rng.permutation(len(x)), FOLDS)
    scores = [held_out_log_prob(x, k, folds, rng) for k in ks]
    return int(ks[int(np.argmax(scores))])


def held_out_log_prob(x: np.ndarray, k: int, folds: Sequence[np.ndarray], rng: np.random.Generator) -> float:
    """Mean log-density in nats of points left out of a fit with k components, over all folds."""
    floor = 1e-4 * x.var(axis=0).mean()
    total = 0.0
    for held in folds:
        train = np.delete(x, held, axis=0)
        fits = [em(train, k, rng, MAX_ITER, 1e-3, floor) for _ in range(STARTS)]
        weights, means, covs, _ = max(fits, key=lambda fit: fit[3][-1])
        total += gmm_log_prob(x[held], weights, means, covs).sum()
    return total / len(x)


def stick_breaking(v: np.ndarray) -> np.ndarray:
    """Weights (K,) from fractions v (K-1,): each breaks off its share of what is left of a stick.

    The last weight is the rest, so that they sum to 1. Raises ValueError for fractions outside 0..1.
    """
    v = np.asarray(v, float)
    if v.ndim != 1 or np.any((v < 0) | (v > 1)):
        raise ValueError("expected fractions of shape (K-1,) between 0 and 1")
    left = np.concatenate([[1.0], np.cumprod(1 - v)])
    return left * np.concatenate([v, [1.0]])
