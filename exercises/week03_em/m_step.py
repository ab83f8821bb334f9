"""Fit to weighted points: the questions of `m_step`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import POINTS
from gmcourse.reference import mixtures


def _far_groups(rng, scale):
    """Two groups that share nobody, in some unit."""
    points = np.concatenate([rng.normal(size=(6, 2)), rng.normal(90.0, 1.0, size=(4, 2))])
    return {"x": scale * points, "resp": np.repeat(np.eye(2), (6, 4), axis=0)}


def _away_from_zero(rng):
    """Points around a million: the spread is small beside the mean."""
    return {"x": 1e6 + rng.normal(size=(7, 2)), "resp": rng.dirichlet(np.ones(2), size=7)}


def _whole_numbers(rng):
    """Points that are whole numbers; their means are not."""
    return {"x": rng.integers(-5, 6, size=(6, 2)), "resp": rng.dirichlet(np.ones(3), size=6)}


def _nearly_nothing(rng):
    """A component that owns a millionth of each point."""
    little = 1e-6 * rng.uniform(0.1, 1.0, size=(8, 1))
    return {"x": rng.normal(size=(8, 2)), "resp": np.hstack([little, 1 - little])}


M_STEP = Exercise(
    id="m_step",
    title="Fit to weighted points",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.m_step,
    public={
        "main": [
            {"x": np.array([[0.0], [1.0], [4.0]]), "resp": np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])},
            {"x": POINTS, "resp": np.array([[0.75, 0.25], [0.5, 0.5], [0.0, 1.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"x": rng.normal(3.0, 2.0, size=(n, dims)), "resp": rng.dirichlet(np.arange(1.0, k + 1), size=n)}
            for n, k, dims in (
                (8, 2, 1),
                (20, 3, 2),
                (30, 4, 4),
                (7, 1, 2),
                (3, 3, 3),
                (5, 2, 5),
                (3, 2, 6),
                (1, 2, 3),
                (1, 1, 1),
            )
        ]
        + [_far_groups(rng, scale) for scale in (1.0, 1e-4)]
        + [_away_from_zero(rng), _whole_numbers(rng), _nearly_nothing(rng)],
    },
    properties=(
        Property("the weights", part=0, share=0.5),
        Property("the means", part=1),
        Property("the covariances", part=2),
    ),
)


@M_STEP.wrong(
    "N instead of N_k",
    hint="You divided by the number of all points. Component k holds only N_k of them, the sum of its responsibilities. If all responsibilities were 0 or 1, what would its mean be?",
)
def m_step_n(x, resp):
    n = len(x)
    means = resp.T @ x / n
    covs = [(resp[:, [k]] * (x - mean)).T @ (x - mean) / n for k, mean in enumerate(means)]
    return resp.sum(axis=0) / n, means, np.array(covs)


@M_STEP.wrong(
    "covariance about the global mean",
    hint="You measured the spread about the mean of all data. Each component has a centre of its own: which one have you just computed?",
)
def m_step_global_mean(x, resp):
    counts = resp.sum(axis=0)
    diff = x - x.mean(axis=0)
    covs = [(r[:, None] * diff).T @ diff / n for r, n in zip(resp.T, counts)]
    return counts / len(x), resp.T @ x / counts[:, None], np.array(covs)


@M_STEP.wrong(
    "second moments, no mean taken off",
    hint="Your covariances are weighted means of x times x, about the origin. If all points moved together by ten, should a spread change?",
)
def m_step_moments(x, resp):
    counts = resp.sum(axis=0)
    covs = np.einsum("nk,nd,ne->kde", resp, x, x) / counts[:, None, None]
    return counts / len(x), resp.T @ x / counts[:, None], covs


@M_STEP.wrong(
    "responsibilities on both sides",
    hint="In your covariances each point counts with the square of its responsibility: it stands on both sides of the product. On how many sides should it stand?",
)
def m_step_squared(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    parts = [r[:, None] * (x - m) for r, m in zip(resp.T, means)]
    return counts / len(x), means, np.array([part.T @ part / n for part, n in zip(parts, counts)])


@M_STEP.wrong(
    "N_k - 1",
    hint="You divided the covariance by N_k - 1. That corrects a bias; it does not maximise the likelihood. And N_k may well be less than 1 here.",
)
def m_step_unbiased(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / (n - 1) for r, m, n in zip(resp.T, means, counts)]
    return counts / len(x), means, np.array(covs)


@M_STEP.wrong(
    "weights that do not sum to 1",
    hint="Your weights are the counts N_k. Weights are probabilities: what share of all points does each component hold?",
)
def m_step_counts(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / n for r, m, n in zip(resp.T, means, counts)]
    return counts, means, np.array(covs)


@M_STEP.wrong(
    "covariances divided by N",
    hint="You divided the means by N_k, but the covariances by the number of all points. Over how many points does component k spread?",
)
def m_step_covariances_by_n(x, resp):
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / len(x) for r, m in zip(resp.T, means)]
    return counts / len(x), means, np.array(covs)


def _fitted(x, resp):
    """What the M-step asks for."""
    counts = resp.sum(axis=0)
    means = resp.T @ x / counts[:, None]
    covs = [(r[:, None] * (x - m)).T @ (x - m) / n for r, m, n in zip(resp.T, means, counts)]
    return counts / len(x), means, np.array(covs)


@M_STEP.wrong("means divided by N, covariances about them by N_k", like="N instead of N_k")
def m_step_means_by_n(x, resp):
    weights, _, _ = _fitted(x, resp)
    means = resp.T @ x / len(x)
    covs = [(r[:, None] * (x - m)).T @ (x - m) / r.sum() for r, m in zip(resp.T, means)]
    return weights, means, np.array(covs)


@M_STEP.wrong(
    "one mean for all components",
    hint="All your means are the mean of all data. Component k's mean is that of the points it owns, each as far as k owns it: where do the responsibilities enter?",
)
def m_step_one_mean(x, resp):
    weights, _, _ = _fitted(x, resp)
    diff = x - x.mean(axis=0)
    covs = [(r[:, None] * diff).T @ diff / r.sum() for r in resp.T]
    return weights, np.tile(x.mean(axis=0), (len(covs), 1)), np.array(covs)


@M_STEP.wrong(
    "covariances not divided",
    hint="You added up the squared deviations and divided by nothing. With every point given twice, should the spread of a component change?",
)
def m_step_scatter(x, resp):
    weights, means, covs = _fitted(x, resp)
    return weights, means, covs * resp.sum(axis=0)[:, None, None]


@M_STEP.wrong(
    "only the diagonal of the covariance",
    hint="Your covariances have zeros off the diagonal. Do two coordinates of a component never go together?",
)
def m_step_diagonal(x, resp):
    weights, means, covs = _fitted(x, resp)
    return weights, means, covs * np.eye(x.shape[1])


@M_STEP.wrong(
    "hard assignments",
    hint="You gave each point wholly to one component, as k-means does. A point may belong to several in part: with which number does it enter each sum?",
)
def m_step_hard(x, resp):
    with np.errstate(all="ignore"):
        return _fitted(x, np.eye(resp.shape[1])[resp.argmax(axis=1)])


@M_STEP.wrong(
    "no responsibilities in the covariance",
    hint="Every point counts fully in your covariances. A point that hardly belongs to a component must hardly count in its spread: which factor is missing?",
)
def m_step_unweighted_covariances(x, resp):
    weights, means, _ = _fitted(x, resp)
    return weights, means, np.array([(x - m).T @ (x - m) / len(x) for m in means])


@M_STEP.wrong(
    "weights that stay equal",
    hint="Your weights are all 1/K. What share of all points does each component hold?",
)
def m_step_equal_weights(x, resp):
    _, means, covs = _fitted(x, resp)
    return np.full(len(means), 1 / len(means)), means, covs


@M_STEP.alternative
def m_step_loop(x, resp):
    weights, means, covs = [], [], []
    for r in resp.T:
        weights.append(r.mean())
        means.append(np.average(x, axis=0, weights=r))
        covs.append(np.cov(x, rowvar=False, aweights=r, bias=True).reshape(x.shape[1], x.shape[1]))
    return np.array(weights), np.array(means), np.array(covs)


@M_STEP.alternative
def m_step_einsum(x, resp):
    counts = resp.sum(axis=0)
    means = np.einsum("nk,nd->kd", resp, x) / counts[:, None]
    diff = x[:, None] - means
    covs = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / counts[:, None, None]
    return [counts / counts.sum(), means, covs]


@M_STEP.alternative
def m_step_numpy_averages(x, resp):
    means = [np.average(x, axis=0, weights=column) for column in resp.T]
    covs = [np.atleast_2d(np.cov(x, rowvar=False, aweights=column, bias=True)) for column in resp.T]
    return resp.mean(axis=0), np.array(means), np.array(covs)
