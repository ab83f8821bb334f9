"""Fit naive Bayes: the questions of `naive_bayes_fit`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import classification


def _labelled(rng, counts, dims):
    """Features and labels, the classes different in size, centre and spread."""
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    spread = rng.uniform(0.5, 2.0, size=(len(counts), dims))
    y[[0, np.argmax(y)]] = y[[np.argmax(y), 0]]
    return {"X": rng.normal(size=(y.size, dims)) * spread[y] + 2.0 * y[:, None], "y": y}


_IN_ANY_UNIT = Tolerance(rtol=1e-6, atol=1e-20, rtol32=1e-4, atol32=1e-18)


def _moved(case, by, unit=1.0):
    """The same features in another unit, and moved."""
    return case | {"X": unit * case["X"] + by}


def _far_apart(rng):
    """Two classes, one of them far from the other and from the mean of all rows."""
    case = _labelled(rng, (5, 4), 2)
    return case | {"X": case["X"].round(1) + 1e8 * case["y"][:, None]}


def _in_whole_numbers(rng):
    """Features that are whole numbers, many rows of them alike."""
    rows, y = rng.integers(0, 5, size=(4, 2)), np.array([0, 0, 1, 1])
    chosen = rng.permutation(np.repeat(np.arange(4), [3, 2, 1, 4]))
    return {"X": rows[chosen], "y": y[chosen]}


NAIVE_BAYES_FIT = Exercise(
    id="naive_bayes_fit",
    title="Fit naive Bayes",
    points=2,
    minutes=10,
    difficulty=1,
    reference=classification.naive_bayes_fit,
    public={
        "main": [
            {"X": np.array([[0.0], [2.0], [4.0], [5.0], [9.0]]), "y": np.array([0, 0, 0, 1, 1])},
            {
                "X": np.array([[0.0, 1.0], [5.0, 3.0], [2.0, 2.0], [7.0, 9.0], [6.0, 3.0]]),
                "y": np.array([0, 1, 0, 1, 1]),
            },
        ],
        "unit": [
            {
                "X": np.array([[1, 0], [1, 0], [2, 5], [8, 2], [8, 2], [9, 2]]),
                "y": np.array([0, 0, 0, 1, 1, 1]),
            },
            {"X": 1e-6 * np.array([[0.0], [2.0], [4.0], [5.0], [9.0]]), "y": np.array([0, 1, 0, 1, 0])},
            {"X": 1e6 + np.array([[0.0], [0.2], [0.4], [0.5], [0.9]]), "y": np.array([0, 1, 0, 1, 0])},
            {"X": np.array([[0.0], [1e8], [2.0], [1e8 + 1.0], [1e8 + 5.0]]), "y": np.array([0, 1, 0, 1, 1])},
            {"X": np.arange(14.0)[:, None] ** 2, "y": np.arange(14) % 12},
            {"X": np.array([[1.0, 0.0], [3.0, 5.0], [8.0, 2.0]]), "y": np.array([0, 0, 0])},
        ],
        "one": [{"X": np.array([[1.0, 0.0], [3.0, 5.0], [8.0, 2.0]]), "y": np.array([0, 0, 1])}],
    },
    hidden=lambda rng: {
        "main": [
            _labelled(rng, counts, dims)
            for counts, dims in (((7, 4), 2), ((9, 14, 5), 4), ((3, 8), 1), ((4, 4, 4, 9), 3))
        ],
        "unit": [
            _in_whole_numbers(rng),
            _moved(_labelled(rng, (3, 5), 2), 0.0, 1e-6),
            _moved(_labelled(rng, (4, 2, 3), 2), -1e6, 0.1),
            _labelled(rng, (2,) * 13, 2),
            _far_apart(rng),
        ],
        "one": [_labelled(rng, (6, 1), 3), _labelled(rng, (1, 2, 4), 2), _labelled(rng, (1,), 2)],
    },
    properties=(
        Property("the class priors", part=0),
        Property("the means", part=1),
        Property("the variances", part=2),
        Property(
            "in any unit, far from 0, whole numbers, equal rows, many classes",
            on="unit",
            tolerance=_IN_ANY_UNIT,
        ),
        Property("a class of one point has variance 0", on="one", part=2, share=0.5),
    ),
)


@NAIVE_BAYES_FIT.wrong(
    "one variance for all classes",
    hint="Your variances are the same for all classes. Each class has a spread of its own, about its own mean: which rows belong in each variance?",
)
def global_variance(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.tile(X.var(axis=0), (k, 1))


@NAIVE_BAYES_FIT.wrong(
    "uniform prior",
    hint="You called all classes equally likely. A class with more points is more likely before anything is seen: which priors maximise the likelihood of y?",
)
def uniform_prior(X, y):
    k = y.max() + 1
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return np.full(k, 1 / k), means, np.array([X[y == c].var(axis=0) for c in range(k)])


@NAIVE_BAYES_FIT.wrong(
    "divided by n - 1",
    hint="You divided by n - 1, which is unbiased. Maximum likelihood is asked for: which divisor does it have, and what would n - 1 do to a class of one point?",
)
def unbiased(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.array([X[y == c].var(axis=0, ddof=1) for c in range(k)])


@NAIVE_BAYES_FIT.wrong(
    "standard deviations returned",
    hint="You returned standard deviations. A variance has the square of the feature's unit: which of the two is asked for?",
)
def standard_deviations(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.array([X[y == c].std(axis=0) for c in range(k)])


def _fitted(X, y):
    """The right priors, means and variances."""
    k = y.max() + 1
    means, variances = (np.array([f(X[y == c], axis=0) for c in range(k)]) for f in (np.mean, np.var))
    return np.bincount(y) / len(y), means, variances


@NAIVE_BAYES_FIT.wrong("the spread about the classes' means", like="one variance for all classes")
def pooled_variance(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, np.tile(((X - means[y]) ** 2).mean(axis=0), (len(priors), 1))


@NAIVE_BAYES_FIT.wrong("the mean of the classes' variances", like="one variance for all classes")
def mean_of_variances(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, np.tile(variances.mean(axis=0), (len(priors), 1))


@NAIVE_BAYES_FIT.wrong(
    "one variance for all features",
    hint="You measured one variance over all features of a class. Each feature has its own unit and spread: along which axis do you average?",
)
def one_for_all_features(X, y):
    priors, means, variances = _fitted(X, y)
    whole = np.array([X[y == c].var() for c in range(len(priors))])
    return priors, means, np.repeat(whole[:, None], X.shape[1], axis=1)


@NAIVE_BAYES_FIT.wrong(
    "counts for priors",
    hint="Your priors do not sum to 1. By what must a count be divided to be a share?",
)
def counts_for_priors(X, y):
    return np.bincount(y), *_fitted(X, y)[1:]


@NAIVE_BAYES_FIT.wrong(
    "something added to the variances",
    hint="You added something to the variances, or put a number in the place of 0. What is small depends on the feature's unit, and a class of one point has a variance too: which?",
)
def variances_padded(X, y, epsilon=1e-9):
    priors, means, variances = _fitted(X, y)
    return priors, means, variances + epsilon


@NAIVE_BAYES_FIT.wrong("1e-6 added to the variances", like="something added to the variances")
def variances_padded_by_6(X, y):
    return variances_padded(X, y, 1e-6)


@NAIVE_BAYES_FIT.wrong("1e-8 added to the variances", like="something added to the variances")
def variances_padded_by_8(X, y):
    return variances_padded(X, y, 1e-8)


@NAIVE_BAYES_FIT.wrong("variances of 1e-9 at least", like="something added to the variances")
def variances_from_9(X, y, least=1e-9):
    priors, means, variances = _fitted(X, y)
    return priors, means, np.maximum(variances, least)


@NAIVE_BAYES_FIT.wrong("divided by n - 1, where that is not 0", like="divided by n - 1")
def unbiased_where_possible(X, y):
    priors, means, variances = _fitted(X, y)
    counts = np.bincount(y)[:, None]
    return priors, means, variances * counts / np.maximum(counts - 1, 1)


@NAIVE_BAYES_FIT.wrong(
    "not divided by the class's own count",
    hint="A mean over the rows of a class divides by how many rows that class has. By what do you divide?",
)
def variances_over_all_rows(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, variances * priors[:, None]


@NAIVE_BAYES_FIT.wrong("means and variances over all rows", like="not divided by the class's own count")
def both_over_all_rows(X, y):
    priors, means, _ = _fitted(X, y)
    means = means * priors[:, None]
    sums = [((X[y == c] - means[c]) ** 2).sum(axis=0) for c in range(len(priors))]
    return priors, means, np.array(sums) / len(y)


@NAIVE_BAYES_FIT.wrong(
    "about the mean of all rows",
    hint="You measured the spread of each class about a mean that is not its own. Two narrow classes may lie far apart: about which point does each of them spread?",
)
def about_all_rows(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, variances + (means - X.mean(axis=0)) ** 2


@NAIVE_BAYES_FIT.wrong(
    "variances not divided",
    hint="Your variances grow with each further row. A variance is an average of squares: what is missing?",
)
def variances_not_divided(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, variances * np.bincount(y)[:, None]


@NAIVE_BAYES_FIT.wrong(
    "smoothed priors",
    hint="Your priors are not the shares of the rows: something was added to a count or to the number of rows, or taken away. Which priors maximise the likelihood of y itself?",
)
def laplace_priors(X, y):
    counts = np.bincount(y)
    return (counts + 1) / (len(y) + len(counts)), *_fitted(X, y)[1:]


@NAIVE_BAYES_FIT.wrong("priors over n - 1", like="smoothed priors")
def priors_over_less(X, y):
    return np.bincount(y) / (len(y) - 1), *_fitted(X, y)[1:]


@NAIVE_BAYES_FIT.wrong("a share of the largest variance added", like="something added to the variances")
def variances_padded_by_share(X, y):
    return variances_padded(X, y, 1e-9 * X.var(axis=0).max())


@NAIVE_BAYES_FIT.wrong("ones for variances of 0", like="something added to the variances")
def ones_for_zeros(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means, np.where(variances == 0, 1.0, variances)


@NAIVE_BAYES_FIT.wrong(
    "two classes always",
    hint="You fitted two classes. How many there are is said by y: what is the largest label there?",
)
def two_classes(X, y):
    return tuple(part[:2] for part in _fitted(X, y))


@NAIVE_BAYES_FIT.wrong(
    "fractions cut off",
    hint="You kept means or variances in an array of whole numbers, as the features were. What becomes of a fraction there?",
)
def in_the_type_of_the_features(X, y):
    priors, means, variances = _fitted(X, y)
    return priors, means.astype(X.dtype), variances.astype(X.dtype)


@NAIVE_BAYES_FIT.wrong(
    "the difference of two large numbers",
    hint="You took the mean of the squares less the square of the mean. On paper that is the variance; for numbers near a million both are near 1e12, and a float has 16 digits. Which mean, and of which rows, can be subtracted first?",
)
def squares_less_the_square(X, y):
    priors, means, _ = _fitted(X, y)
    return priors, means, np.array([(X[y == c] ** 2).mean(axis=0) for c in range(len(priors))]) - means**2


@NAIVE_BAYES_FIT.wrong("the difference, at least 0", like="the difference of two large numbers")
def squares_less_the_square_from_0(X, y):
    priors, means, variances = squares_less_the_square(X, y)
    return priors, means, np.maximum(variances, 0)


@NAIVE_BAYES_FIT.wrong(
    "the difference, after the mean of all rows", like="the difference of two large numbers"
)
def squares_less_the_square_when_centred(X, y):
    centre = X.mean(axis=0)
    priors, means, variances = squares_less_the_square(X - centre, y)
    return priors, means + centre, variances


@NAIVE_BAYES_FIT.alternative
def fit_by_class(X, y):
    groups = [X[y == c] for c in np.unique(y)]
    priors = [len(g) / len(X) for g in groups]
    return priors, [np.mean(g, axis=0) for g in groups], [np.var(g, axis=0) for g in groups]


@NAIVE_BAYES_FIT.alternative
def fit_scikit_learn(X, y):
    from sklearn.naive_bayes import GaussianNB

    model = GaussianNB(var_smoothing=0.0).fit(X, y)
    return model.class_prior_, model.theta_, model.var_


@NAIVE_BAYES_FIT.alternative
def naive_bayes_by_sklearn(X, y):
    from sklearn.naive_bayes import GaussianNB

    model = GaussianNB(var_smoothing=0.0).fit(X, y)
    return model.class_prior_, model.theta_, model.var_
