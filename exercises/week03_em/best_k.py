"""How many components?: the questions of `best_k`, its wrong answers and other right ways."""

import numpy as np
from sklearn.mixture import GaussianMixture

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import model_selection

NATS_A_POINT = 0.05


def _cloud(rng, n, clouds):
    """(n, 2) points from one standard Gaussian, or from a tight one and a wide one, in random order.

    Unequal widths let EM find both from any start; between equal ones it may rest on a saddle.
    """
    tight = rng.random((n, 1)) < 0.5 * (clouds - 1)
    wide = 1.5 if clouds == 2 else 1.0
    return np.where(tight, [[4.0, 0.0]], 0.0) + np.where(tight, 0.3, wide) * rng.normal(size=(n, 2))


_PLACES = {"a": ([-5.0, 0.0], 0.4, 0.4), "b": ([5.0, 1.0], 0.8, 0.35), "c": ([0.0, 0.0], 0.25, 0.25)}


def _above(rng, n):
    """(n, 2) points of two clouds, one above the other: the first coordinate tells nothing."""
    return rng.permutation(rng.normal(size=(n, 2)) + np.repeat([[0.0, 0.0], [0.0, 9.0]], n // 2, axis=0))


_STRETCH = np.array([[3.0, 2.9], [0.0, 0.4]])


def _sorted_clouds(rng, n, order):
    """(n, 2) points of three clouds, one cloud after the other: centre, width and share of each in _PLACES."""
    rows = [(_PLACES[name], round(n * _PLACES[name][2])) for name in order]
    return np.concatenate([at + width * rng.normal(size=(count, 2)) for (at, width, _), count in rows])


def _choice(rng, x, ks):
    return {
        "x": x,
        "ks": ks,
        "rng": Build("arrays.rng", {"seed": int(rng.integers(2**31))}),
    }


def _accepted(x, ks, rng):
    """Every k whose cross-validated log-likelihood is within NATS_A_POINT of the best."""
    folds = np.array_split(rng.permutation(len(x)), model_selection.FOLDS)
    scores = np.array([model_selection.held_out_log_prob(x, k, folds, rng) for k in ks])
    return {"accepted": [int(k) for k in np.array(ks)[scores > scores.max() - NATS_A_POINT]]}


def _choices(rng):
    return {
        "one": [
            _choice(rng, _cloud(rng, 44, 1), [6, 1]),
            _choice(rng, _cloud(rng, 44, 1) @ _STRETCH, [6, 1]),
        ],
        "two": [
            _choice(rng, _cloud(rng, 160, 2), [1, 2]),
            _choice(rng, _cloud(rng, 160, 2)[:, ::-1], [2, 1]),
            *(_choice(rng, _cloud(rng, 44, 2), ks) for ks in ([2, 6], [6, 2])),
            *(_choice(rng, _above(rng, 60), ks) for ks in ([2, 1], [1, 2])),
        ],
        "sorted": [
            _choice(rng, _sorted_clouds(rng, 80, "abc"), [1, 3]),
            _choice(rng, _sorted_clouds(rng, 80, "cab"), [2, 1, 3]),
        ],
    }


BEST_K = Exercise(
    id="best_k",
    title="How many components?",
    points=1,
    minutes=20,
    difficulty=3,
    stretch=True,
    reference=model_selection.best_k,
    public=_choices(np.random.default_rng(31)),
    hidden=_choices,
    truth=_accepted,
    properties=(
        Property("one cloud is not cut into many", on="one", compare="mixtures.one_of"),
        Property("two clouds are seen", on="two", compare="mixtures.one_of"),
        Property("in rows that come sorted, too", on="sorted", compare="mixtures.one_of", share=0.5),
    ),
)


@BEST_K.wrong(
    "by training likelihood",
    hint="You compared the likelihoods of the points that were fitted. More components always fit those better. Which points can tell how well a model predicts?",
)
def best_k_training(x, ks, rng):
    fits = [GaussianMixture(k, random_state=0, n_init=2).fit(x) for k in ks]
    return int(ks[np.argmax([fit.score(x) for fit in fits])])


@BEST_K.wrong(
    "BIC's sign",
    hint="You took the largest BIC. As it is usually written, BIC is a penalty minus twice the log-likelihood: is a large one good? And which likelihood is asked for here?",
)
def best_k_largest_bic(x, ks, rng):
    fits = [GaussianMixture(k, random_state=0, n_init=2).fit(x) for k in ks]
    return int(ks[np.argmax([fit.bic(x) for fit in fits])])


@BEST_K.wrong(
    "split without shuffling",
    hint="You cut the rows in the order in which they come. Where they are sorted, the held-out rows are of another kind than the rest: what mixes them first?",
)
def best_k_in_order(x, ks, rng):
    parts = np.array_split(np.arange(len(x)), 4)
    scores = np.zeros(len(ks))
    for part in parts:
        train = np.delete(x, part, axis=0)
        scores += [GaussianMixture(k, random_state=0, n_init=2).fit(train).score(x[part]) for k in ks]
    return int(ks[int(np.argmax(scores))])


@BEST_K.wrong(
    "the place in ks",
    hint="You returned where the best k stands in ks. Which number of components stands there?",
)
def best_k_index(x, ks, rng):
    parts = np.array_split(rng.permutation(len(x)), 4)
    scores = np.zeros(len(ks))
    for part in parts:
        train = np.delete(x, part, axis=0)
        scores += [GaussianMixture(k, random_state=0, n_init=2).fit(train).score(x[part]) for k in ks]
    return int(np.argmax(scores))


@BEST_K.alternative
def best_k_one_split(x, ks, rng):
    order = rng.permutation(len(x))
    train, held = x[order[: 2 * len(x) // 3]], x[order[2 * len(x) // 3 :]]
    scores = [GaussianMixture(k, n_init=3, random_state=1).fit(train).score(held) for k in ks]
    return ks[int(np.argmax(scores))]


@BEST_K.alternative
def best_k_cross_validated(x, ks, rng):
    from sklearn.model_selection import KFold, cross_val_score

    folds = KFold(5, shuffle=True, random_state=int(rng.integers(1000)))
    best, best_score = None, -np.inf
    for k in ks:
        score = cross_val_score(GaussianMixture(k, random_state=0), x, cv=folds).mean()
        if score > best_score:
            best, best_score = k, score
    return np.int64(best)


@BEST_K.alternative
def best_k_many_splits(x, ks, rng):
    totals = np.zeros(len(ks))
    for _ in range(4):
        order = rng.permutation(len(x))
        train, held = x[order[len(x) // 4 :]], x[order[: len(x) // 4]]
        totals += [GaussianMixture(k, n_init=2, random_state=0).fit(train).score(held) for k in ks]
    return int(ks[totals.argmax()])
