"""Times the reference EM against scikit-learn's GaussianMixture from the same start.

Run: python bench/em_against_sklearn.py
Both run the same number of iterations, in turns; the ratio is of the medians, below 1 where ours is
faster. Also prints how far apart the two log-likelihoods are, relative to their size.
"""

import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from gmcourse.reference.mixtures import em_from

N, D, K, ITERATIONS, REPEATS = 10_000, 8, 10, 20, 5


def problem(rng):
    """Points from K Gaussians in D dimensions, and a start: weights, means, covs."""
    centres = rng.normal(scale=3.0, size=(K, D))
    x = centres[rng.integers(K, size=N)] + rng.normal(size=(N, D))
    means = x[rng.choice(N, size=K, replace=False)]
    cov = np.cov(x, rowvar=False, bias=True)
    return x, np.full(K, 1 / K), means, np.array([cov] * K)


def ours(x, weights, means, covs):
    """Total log-likelihood after ITERATIONS of the reference EM."""
    return em_from(x, weights, means, covs, ITERATIONS, -np.inf, 1e-9)[3][-1]


def theirs(x, weights, means, covs):
    """The mixture after as many iterations of scikit-learn's EM."""
    mixture = GaussianMixture(
        K,
        weights_init=weights,
        means_init=means,
        precisions_init=np.linalg.inv(covs),
        max_iter=ITERATIONS,
        tol=0.0,
        reg_covar=0.0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(x)
    return mixture


def main():
    """Print the seconds of both, their ratio and the relative difference of the log-likelihoods."""
    start = problem(np.random.default_rng(0))
    seconds, values = {ours: [], theirs: []}, {}
    for _ in range(REPEATS):
        for fit in (ours, theirs):
            began = time.perf_counter()
            values[fit] = fit(*start)
            seconds[fit].append(time.perf_counter() - began)
    mine, other = np.median(seconds[ours]), np.median(seconds[theirs])
    reached = values[theirs].score(start[0]) * N
    gap = abs(values[ours] - reached) / abs(reached)
    print(f"em, N={N} D={D} K={K}, {ITERATIONS} iterations: {mine:.3f} s, scikit-learn {other:.3f} s")
    print(f"em_against_sklearn ratio {mine / other:.3f}   relative difference {gap:.1e}")


if __name__ == "__main__":
    main()
