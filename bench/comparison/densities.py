"""The families of weeks 1, 3 and 5 that need no network, and scikit-learn's, ready for `models.Density`.

Each function takes (train, valid) and gives (log_prob, sample, number of parameters).
"""

import numpy as np
import torch
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity

from gmcourse.reference.density import kde_log_prob
from gmcourse.reference.mixtures import em_from, gmm_log_prob
from gmcourse.reference.probability import mvn_log_prob, mvn_mle
from gmcourse.reference.vae_models import PPCA

STARTS, ITERATIONS, TOLERANCE = 3, 100, 1e-3
WIDTHS = np.geomspace(0.02, 2.0, 21)


def one_gaussian(train, valid):
    """Week 1: mean and covariance."""
    mean, cov = mvn_mle(train)
    count = len(mean) + len(mean) * (len(mean) + 1) // 2
    return (
        (lambda x: mvn_log_prob(x, mean, cov)),
        (lambda n, rng: rng.multivariate_normal(mean, cov, n)),
        count,
    )


def probabilistic_pca(latent):
    """Week 5: PCA with noise, in closed form; its parameters are W, b and one variance."""

    def start(train, valid):
        model = PPCA.fit(torch.as_tensor(train), latent)

        def sample(n, rng):
            return model.sample(n, torch.Generator().manual_seed(int(rng.integers(2**31)))).numpy()

        return (
            (lambda x: model.log_prob(torch.as_tensor(x)).numpy()),
            sample,
            model.W.numel() + len(model.b) + 1,
        )

    return start


def our_mixture(k, floor, seed=0):
    """Week 3: the best of STARTS runs of EM from round components; no variance below `floor`."""

    def start(train, valid):
        rng = np.random.default_rng(seed)
        round_ones = np.array([train.var(axis=0).mean() * np.eye(train.shape[1])] * k)
        starts = [train[rng.choice(len(train), size=k, replace=False)] for _ in range(STARTS)]
        limits = {"max_iter": ITERATIONS, "tol": TOLERANCE * len(train), "min_cov": floor}
        fits = [em_from(train, np.full(k, 1 / k), means, round_ones, **limits) for means in starts]
        weights, means, covs, _ = max(fits, key=lambda run: gmm_log_prob(valid, *run[:3]).mean())

        def sample(n, rng):
            counts = rng.multinomial(n, weights)
            return rng.permutation(
                np.concatenate([rng.multivariate_normal(*law) for law in zip(means, covs, counts)])
            )

        return (lambda x: gmm_log_prob(x, weights, means, covs)), sample, _numbers(weights, means, covs)

    return start


def their_mixture(k, floor, seed=0):
    """scikit-learn's, started like ours at random rows, with as many starts and iterations."""

    def start(train, valid):
        fits = [
            GaussianMixture(k, tol=TOLERANCE, reg_covar=floor, max_iter=ITERATIONS, init_params="random_from_data",
                            random_state=STARTS * seed + run).fit(train)
            for run in range(STARTS)
        ]  # fmt: skip
        best = max(fits, key=lambda run: run.score(valid))
        count = _numbers(best.weights_, best.means_, best.covariances_)
        return best.score_samples, (lambda n, rng: rng.permutation(best.sample(n)[0])), count

    return start


def our_kernels(train, valid):
    """Week 3: the width that predicts the validation rows best; the parameters are the training rows."""
    width = max(WIDTHS * train.std(), key=lambda h: kde_log_prob(valid, train, h).mean())

    def rows(n, rng):
        return train[rng.integers(len(train), size=n)] + width * rng.normal(size=(n, train.shape[1]))

    return (lambda x: kde_log_prob(x, train, width)), rows, train.size


def their_kernels(train, valid):
    """scikit-learn's, over the same widths.

    One leaf holds all rows: with the default tree, log-densities of 64 dimensions come out by far too
    large (scikit-learn issues 7492 and 25799, open).
    """
    fits = [KernelDensity(bandwidth=h, leaf_size=len(train)).fit(train) for h in WIDTHS * train.std()]
    best = max(fits, key=lambda run: run.score(valid))
    return (
        best.score_samples,
        (lambda n, rng: best.sample(n, random_state=int(rng.integers(2**31)))),
        train.size,
    )


def _numbers(weights, means, covs):
    """Free numbers of a mixture with full covariances."""
    dims = means.shape[1]
    return len(weights) - 1 + means.size + len(weights) * dims * (dims + 1) // 2
