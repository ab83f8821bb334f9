"""The most likely multivariate Gaussian: the questions of `mvn_mle`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import probability

_IN_ANY_UNIT = Tolerance(rtol=1e-6, atol=1e-20, rtol32=1e-4, atol32=1e-18)

MVN_MLE = Exercise(
    id="mvn_mle",
    title="The most likely multivariate Gaussian",
    points=3,
    minutes=12,
    difficulty=2,
    reference=probability.mvn_mle,
    public={
        "main": [
            {"x": np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 7.0]])},
            {"x": np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0], [2.0, 2.0, 1.0], [0.0, 5.0, 1.0]])},
            {"x": np.random.default_rng(13).gamma(2.0, size=(40, 2)).round(2)},
        ],
        "equal": [{"x": np.array([[1, 0], [1, 0], [1, 0], [4, 2]])}],
        "unit": [{"x": scale * np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 7.0]])} for scale in (1e-6, 1e6)],
        "one": [{"x": np.array([[1.0], [2.0], [6.0]])}],
        "far": [
            {"x": place + np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 5.0]])}
            for place in (1e7, np.array([1e7, -1e7]))
        ],
        "point": [{"x": np.array([[3.0, 1.0]])}],
    },
    hidden=lambda rng: {
        "main": [
            *(
                {"x": rng.gamma(2.0, size=shape)}
                for shape in ((4, 2), (12, 5), (3, 3), (2, 4), (40, 3), (150, 2))
            ),
            {"x": rng.integers(-9, 9, size=(6, 2))},
            {"x": rng.gamma(2.0, size=(9, 3)) * np.array([1e-3, 1.0, 1e3])},
        ],
        "equal": [{"x": np.repeat(rng.integers(-9, 9, size=(3, 3)), [1, 4, 2], axis=0)}],
        "unit": [{"x": scale * rng.gamma(2.0, size=(6, 3))} for scale in (1e-6, 1e7)],
        "one": [{"x": rng.gamma(2.0, size=(5, 1))}],
        "far": [
            {"x": place + np.round(rng.gamma(2.0, size=(7, 3)), 3)}
            for place in (1e7, np.array([0.0, 1e7, -2e7]))
        ],
        "point": [{"x": rng.normal(size=(1, dims))} for dims in (3, 1)],
    },
    properties=(
        Property("the mean", part=0),
        Property("the covariance", part=1),
        Property("rows that are alike count each", on="equal"),
        Property("data in any unit", on="unit", part=1, tolerance=_IN_ANY_UNIT, share=0.5),
        Property("one dimension gives cov of shape (1, 1)", on="one", part=1, share=0.5),
        Property("data far from 0", on="far", part=1, share=0.5),
        Property("one point gives a covariance of zeros", on="point", share=0.5),
    ),
)


@MVN_MLE.wrong(
    "n - 1",
    hint="You divided by n - 1, as np.cov does unless told otherwise. That is unbiased, but it does not maximise the likelihood: which divisor does?",
)
def mvn_unbiased(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x, rowvar=False))


@MVN_MLE.wrong(
    "not centred",
    hint="You averaged x x^T without taking the mean away first. That is the second moment about the origin: what is a covariance measured about?",
)
def mvn_not_centred(x):
    return x.mean(axis=0), x.T @ x / len(x)


@MVN_MLE.wrong(
    "transposed",
    hint="Somewhere you add up over the coordinates of a point. Rows are observations here, columns are dimensions: along which axis does the sum run?",
)
def mvn_transposed(x):
    return x.mean(axis=1), np.atleast_2d(np.cov(x, bias=True))


@MVN_MLE.wrong(
    "no matrix at D = 1",
    hint="With one column your covariance is a bare number, as np.cov gives it for one variable. A covariance is (D, D) whatever D is: how does it get its axes back?",
)
def mvn_squeezed(x):
    return x.mean(axis=0), np.cov(x, rowvar=False, bias=True)


@MVN_MLE.wrong("centred by the mean of each row", like="transposed")
def mvn_centred_by_rows(x):
    mean = x.mean(axis=1)
    centred = x - mean[:, None]
    return mean, centred.T @ centred / len(x)


@MVN_MLE.wrong("n - 1 where there are few", like="n - 1")
def mvn_unbiased_below_30(x):
    centred = x - x.mean(axis=0)
    return x.mean(axis=0), centred.T @ centred / (len(x) - (1 < len(x) < 30))


@MVN_MLE.wrong("covariance of the rows", like="transposed")
def mvn_covariance_of_rows(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x, bias=True))


@MVN_MLE.wrong("not centred, n - 1", like="not centred")
def mvn_not_centred_by_one_less(x):
    with np.errstate(all="ignore"):
        return x.mean(axis=0), x.T @ x / np.float64(len(x) - 1)


@MVN_MLE.wrong("products over the points, divided by their number", like="transposed")
def mvn_products_over_the_points(x):
    centred = x - x.mean(axis=0)
    return x.mean(axis=0), centred @ centred.T / len(x)


@MVN_MLE.wrong("covariance of the rows, n - 1", like="transposed")
def mvn_covariance_of_rows_by_one_less(x):
    with np.errstate(all="ignore"):
        return x.mean(axis=0), np.cov(x)


@MVN_MLE.wrong(
    "not divided by N",
    hint="Your sum of products of deviations is not divided by the number of points. It doubles when the same data are written down twice: what must it be compared with?",
)
def mvn_summed(x):
    centred = x - x.mean(axis=0)
    return x.mean(axis=0), centred.T @ centred


@MVN_MLE.wrong("divided by D", like="not divided by N")
def mvn_by_the_dimensions(x):
    centred = x - x.mean(axis=0)
    return x.mean(axis=0), centred.T @ centred / x.shape[1]


@MVN_MLE.wrong(
    "variances only",
    hint="You have the variance of each coordinate and nothing between two of them. Coordinates that rise together say more than two variances: where is that kept?",
)
def mvn_variances_on_the_diagonal(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))


@MVN_MLE.wrong("variances as a vector", like="variances only")
def mvn_variances(x):
    return x.mean(axis=0), x.var(axis=0)


@MVN_MLE.wrong(
    "one mean for all coordinates",
    hint="You averaged over all entries. Each coordinate has a mean of its own: along which axis does the average run?",
)
def mvn_grand_mean(x):
    return x.mean(), np.atleast_2d(np.cov(x, rowvar=False, bias=True))


@MVN_MLE.wrong("spread about one mean for all coordinates", like="one mean for all coordinates")
def mvn_about_the_grand_mean(x):
    centred = x - x.mean()
    return x.mean(), centred.T @ centred / len(x)


@MVN_MLE.wrong(
    "correlations",
    hint="Your matrix has ones on its diagonal: it holds correlations. A covariance has the unit of the data squared: what stands on its diagonal?",
)
def mvn_correlations(x):
    with np.errstate(all="ignore"):
        return x.mean(axis=0), np.atleast_2d(np.corrcoef(x, rowvar=False))


@MVN_MLE.alternative
def mvn_mle_outer(x):
    mean = x.mean(axis=0)
    return mean, sum(np.outer(row - mean, row - mean) for row in x) / len(x)


@MVN_MLE.alternative
def mvn_mle_cov(x):
    return np.mean(x, 0), np.cov(x.T, bias=True).reshape(x.shape[1], x.shape[1])


@MVN_MLE.alternative
def mvn_second_moments(x):
    mean = np.average(x, axis=0)
    centred = np.asfortranarray(x - mean)
    return [mean, np.einsum("ni,nj->ij", centred, centred) / x.shape[0]]
