"""Week 3, last part: how many components, and a classifier made of mixtures."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes import estimators
from gmcourse.check.wire import Build
from gmcourse.reference import model_selection
from gmcourse.reference.gmm_classifier import GMMClassifier

NATS_A_POINT = 0.05
NEAR = Tolerance(rtol=1e-2, atol=1e-3)

STICK_BREAKING = Exercise(
    id="stick_breaking",
    title="Breaking a stick",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=model_selection.stick_breaking,
    public={
        "main": [{"v": np.array([0.5, 0.5, 0.2])}, {"v": np.array([0.25])}],
        "edges": [{"v": np.array([1.0, 0.3])}, {"v": np.zeros(0)}],
    },
    hidden=lambda rng: {
        "main": [{"v": rng.uniform(0.1, 0.6, size=n)} for n in (2, 5, 12)],
        "edges": [{"v": np.zeros(0)}, {"v": np.array([rng.uniform(), 1.0, rng.uniform(0.1, 0.9)])}],
    },
    properties=(
        Property("the weights"),
        Property("a stick used up early, and a stick never broken", on="edges", share=0.5),
    ),
)


def _cloud(rng, n, clouds):
    """(n, 2) points from one standard Gaussian, or from a tight one and a wide one, in random order.

    Unequal widths let EM find both from any start; between equal ones it may rest on a saddle.
    """
    tight = rng.random((n, 1)) < 0.5 * (clouds - 1)
    wide = 1.5 if clouds == 2 else 1.0
    return np.where(tight, [[4.0, 0.0]], 0.0) + np.where(tight, 0.3, wide) * rng.normal(size=(n, 2))


def _choice(rng, n, clouds, ks):
    return {
        "x": _cloud(rng, n, clouds),
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
        "one": [_choice(rng, 44, 1, [6, 1])],
        "two": [_choice(rng, 160, 2, [1, 2]), _choice(rng, 160, 2, [2, 1])],
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
    ),
)


def _classes(rng, n_components, sizes, gap, dims=2):
    """Two or three classes of unequal size that overlap, and new points."""
    parts = [rng.normal(gap * c, 1.0 + 0.5 * c, size=(n, dims)) for c, n in enumerate(sizes)]
    y = np.repeat(np.array([7, 3, 5])[: len(sizes)], sizes)
    order = rng.permutation(len(y))
    return {
        "n_components": n_components,
        "X": np.concatenate(parts)[order],
        "y": y[order],
        "X_new": rng.normal(gap / 2, 1.5, size=(12, dims)),
    }


def _chequered(rng, named):
    """Four blobs, two a class, at opposite corners of a square; new points close to the corners."""
    corners = np.array([[0.0, 0.0], [9.0, 9.0], [0.0, 9.0], [9.0, 0.0]])
    X = np.repeat(corners, 30, axis=0) + rng.normal(size=(120, 2))
    y = np.repeat([0, 1], 60)
    order = rng.permutation(120)
    return {
        "n_components": 2,
        "X": X[order],
        "y": [["zebra", "ape"][c] for c in y[order]] if named else y[order],
        "X_new": rng.permutation(np.repeat(corners, 3, axis=0)) + rng.normal(scale=0.5, size=(12, 2)),
    }


def _few_rows(rng):
    """A class of one row and one of two, with three components: new points lie at the rows and far from any."""
    X = np.array([[0.0, 0.0], [6.0, 1.0], [5.0, -4.0]]) + rng.normal(scale=0.3, size=(3, 2))
    order = rng.permutation(3)
    far = np.array([[-3.0, 2.0], [9.0, 2.0]])
    y = np.array([4, 2, 2])
    return {"n_components": 3, "X": X[order], "y": y[order], "X_new": np.concatenate([X, far])}


def _class_cases(rng):
    return {
        "one": [_classes(rng, 1, (60, 15), 1.5), _classes(rng, 1, (12, 40, 30), 2.0, dims=3)],
        "two": [_chequered(rng, False), _chequered(rng, True)],
        "few": [_few_rows(rng)],
        "checks": [{"n_components": 2}],
    }


def _class_truth(**args):
    """The reference's answer; that its own scikit-learn checks pass is shown in the tests."""
    return estimators.classifier(GMMClassifier, args) if "X" in args else []


GMM_CLASSIFIER = Exercise(
    id="GMMClassifier",
    title="A classifier made of mixtures",
    points=4,
    minutes=30,
    difficulty=3,
    reference=GMMClassifier,
    public=_class_cases(np.random.default_rng(33)),
    hidden=_class_cases,
    truth=_class_truth,
    probe="estimators.classifier",
    properties=(
        Property("one component a class: the probabilities", on="one", part="probabilities", tolerance=NEAR),
        Property("one component a class: the predictions", on="one", part="labels", share=0.5),
        Property("classes in two pieces", on="two", part="labels"),
        Property("fewer rows than components", on="few", part="probabilities", tolerance=NEAR, share=0.5),
        Property("scikit-learn's check_estimator passes", on="checks", compare="estimators.passes_checks"),
    ),
)

EXERCISES = (STICK_BREAKING, BEST_K, GMM_CLASSIFIER)
