"""Week 7, second part: divergences of tables of probabilities, their bounds, and the Wasserstein distance."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week07_losses import tensor
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def _positive(rng, k):
    p = rng.gamma(1.5, size=k) + 0.05
    return p / p.sum()


def _pair(p, q):
    return {"p": tensor(p), "q": tensor(q)}


def _half_empty(rng, k):
    """Two distributions over k outcomes; each rules some out, some are ruled out by both."""
    p, q = np.zeros(k), np.zeros(k)
    p[: k // 2], q[1 : k // 2 + 1] = _positive(rng, k // 2), _positive(rng, k // 2)
    order = rng.permutation(k)
    return _pair(p[order], q[order])


def _disjoint(rng, k):
    p, q = np.zeros(2 * k), np.zeros(2 * k)
    p[:k], q[k:] = _positive(rng, k), _positive(rng, k)
    return _pair(p, q)


JENSEN_SHANNON = Exercise(
    id="jensen_shannon",
    title="The Jensen-Shannon divergence",
    points=3,
    minutes=12,
    difficulty=2,
    reference=gans.jensen_shannon,
    public={
        "main": [_pair([0.5, 0.5], [0.9, 0.1]), _pair([0.2, 0.3, 0.5], [0.7, 0.2, 0.1])],
        "zeros": [_pair([0.5, 0.5, 0.0, 0.0], [0.0, 0.25, 0.75, 0.0]), _pair([1.0, 0.0], [0.0, 1.0])],
    },
    hidden=lambda rng: {
        "main": [_pair(_positive(rng, k), _positive(rng, k)) for k in (3, 6, 25)],
        "zeros": [_half_empty(rng, 8), _disjoint(rng, 3)],
    },
    properties=(
        Property("the value, in nats"),
        Property("outcomes of probability 0; disjoint supports give log 2", on="zeros", share=0.5),
    ),
)


def _with_f(pair, name):
    return pair | {"f": Build("gans.convex", {"name": name})}


F_DIVERGENCE = Exercise(
    id="f_divergence",
    title="One formula for many divergences",
    points=2,
    minutes=8,
    difficulty=2,
    reference=gans.f_divergence,
    public={
        "main": [
            _with_f(_pair([0.5, 0.5], [0.8, 0.2]), "pearson"),
            _with_f(_pair([0.2, 0.3, 0.5], [0.6, 0.3, 0.1]), "kl"),
            _with_f(_pair([0.2, 0.3, 0.5], [0.6, 0.3, 0.1]), "reverse kl"),
        ],
        "symmetric": [
            _with_f(_pair([0.25, 0.75], [0.5, 0.5]), "total variation"),
            _with_f(_pair([0.36, 0.64], [0.64, 0.36]), "hellinger"),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _with_f(_pair(_positive(rng, k), _positive(rng, k)), name)
            for k, name in ((4, "pearson"), (7, "kl"), (12, "neyman"), (5, "reverse kl"))
        ],
        "symmetric": [
            _with_f(_pair(_positive(rng, 6), _positive(rng, 6)), name)
            for name in ("total variation", "hellinger", "gan")
        ],
    },
    properties=(
        Property("divergences that are not symmetric"),
        Property("divergences that are symmetric", on="symmetric", share=0.5),
    ),
)

_BEST = {
    "kl": lambda u: 1 + np.log(u),
    "reverse kl": lambda u: -1 / u,
    "pearson": lambda u: 2 * (u - 1),
    "gan": lambda u: np.log(u / (1 + u)),
}


def _bound(p, q, t, name):
    return _pair(p, q) | {"t": tensor(t), "conjugate": Build("gans.conjugate", {"name": name})}


def _tight(p, q, name):
    p, q = np.asarray(p), np.asarray(q)
    return _bound(p, q, _BEST[name](p / q), name)


def _loose(rng, k, name):
    return _bound(_positive(rng, k), _positive(rng, k), -rng.uniform(0.2, 2.0, size=k), name)


FGAN_BOUND = Exercise(
    id="fgan_bound",
    title="A divergence from below",
    points=3,
    minutes=12,
    difficulty=3,
    reference=gans.fgan_bound,
    public={
        "main": [
            _bound([0.5, 0.5], [0.8, 0.2], [-1.0, 1.0], "pearson"),
            _bound([0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [-0.5, -1.0, -0.25], "gan"),
        ],
        "tight": [_tight([0.2, 0.3, 0.5], [0.6, 0.3, 0.1], "kl")],
    },
    hidden=lambda rng: {
        "main": [_loose(rng, k, name) for k, name in ((3, "kl"), (6, "pearson"), (9, "reverse kl"), (4, "gan"))],
        "tight": [_tight(_positive(rng, 5), _positive(rng, 5), name) for name in ("kl", "pearson", "gan")],
    },
    properties=(
        Property("the bound at any t"),
        Property("at the best t it is the divergence", on="tight", share=0.5),
    ),
)


def _samples(x, y):
    return {"x": tensor(x), "y": tensor(y)}


WASSERSTEIN1 = Exercise(
    id="wasserstein1",
    title="Moving one sample onto another",
    points=2,
    minutes=8,
    difficulty=2,
    reference=gans.wasserstein1,
    public={
        "main": [_samples([0.0, 1.0, 5.0], [6.0, 2.0, 3.0]), _samples([3.0, -1.0], [-2.0, 7.0])],
        "shift": [_samples([4.0, 0.0, 2.0], [1.0, 3.0, 5.0]), _samples([7.0, 1.0], [3.5, 9.5])],
    },
    hidden=lambda rng: {
        "main": [_samples(rng.normal(size=n), rng.gamma(2.0, 1.5, size=n) - 2) for n in (5, 24, 301)],
        "shift": [
            _samples(x, rng.permutation(x) + rng.uniform(*between))
            for x, between in ((rng.normal(size=9), (-0.9, -0.3)), (rng.uniform(size=6), (1.2, 3.0)))
        ],
    },
    properties=(
        Property("the distance"),
        Property("a shift costs its own size", on="shift", share=0.5),
    ),
)

EXERCISES = (JENSEN_SHANNON, F_DIVERGENCE, FGAN_BOUND, WASSERSTEIN1)
