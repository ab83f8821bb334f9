"""A Gaussian of pictures that can be inverted: the questions of `shrunk_gaussian`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import gaussian_pictures


def _cases(rng):
    def case(count, dims, shrink):
        x = np.round(rng.normal(1.0, 1.0, size=(count, dims)) * rng.uniform(0.5, 3, size=dims), 2)
        return {"x": x, "shrink": shrink}

    return {
        "main": [case(5, 2, 0.5), case(9, 4, round(float(rng.uniform(0.1, 0.4)), 2))],
        "ends": [case(6, 3, 0.0), case(6, 3, 1.0)],
        "few": [case(3, 6, 0.25)],
        "whole": [{"x": rng.integers(0, 9, size=(5, 3)), "shrink": 0.25}],
        "one": [case(6, 1, 0.3), case(1, 1, 0.5)],
    }


SHRUNK_GAUSSIAN = Exercise(
    id="shrunk_gaussian",
    title="A Gaussian of whole pictures",
    points=2,
    minutes=10,
    difficulty=2,
    reference=gaussian_pictures.shrunk_gaussian,
    public=_cases(np.random.default_rng(1)),
    hidden=_cases,
    properties=(
        Property("the mean", part=0, share=0.5),
        Property("the covariance", part=1),
        Property(
            "shrink 0 changes nothing, shrink 1 leaves one variance for all", on="ends", part=1, share=0.5
        ),
        Property("fewer pictures than pixels", on="few", part=1, share=0.5),
        Property("pictures in whole numbers", on="whole", share=0.5),
        Property("one pixel: a covariance of shape (1, 1)", on="one", part=1, share=0.25),
    ),
)


@SHRUNK_GAUSSIAN.wrong(
    "n - 1",
    hint="Your covariance is divided by N - 1. The maximum likelihood one, as in `mvn_mle`, is not: what does it divide by?",
)
def divided_by_less(x, shrink):
    cov = np.cov(x.T)
    return x.mean(0), (1 - shrink) * cov + shrink * np.trace(cov) / len(cov) * np.eye(len(cov))


@SHRUNK_GAUSSIAN.wrong(
    "the weights exchanged",
    hint="With shrink 0 nothing should change, and with shrink 1 everything. Which of the two terms has the weight shrink?",
)
def exchanged(x, shrink):
    cov = np.cov(x.T, bias=True)
    return x.mean(0), shrink * cov + (1 - shrink) * np.trace(cov) / len(cov) * np.eye(len(cov))


@SHRUNK_GAUSSIAN.wrong(
    "each variance kept",
    hint="You shrink the covariances only: every pixel keeps its own variance, also the one that is 0 because it is always black. The target has one variance for all.",
)
def own_variances(x, shrink):
    cov = np.cov(x.T, bias=True)
    return x.mean(0), (1 - shrink) * cov + shrink * np.diag(np.diag(cov))


@SHRUNK_GAUSSIAN.wrong(
    "the mean over all entries",
    hint="Your target is the mean of all entries of S. Asked is the mean variance: which entries of S are variances?",
)
def mean_of_all(x, shrink):
    cov = np.cov(x.T, bias=True)
    return x.mean(0), (1 - shrink) * cov + shrink * cov.mean() * np.eye(len(cov))


@SHRUNK_GAUSSIAN.wrong(
    "the identity added",
    hint="You add shrink to the diagonal. That depends on the unit of the pixels: 0.1 is much for a variance of 0.01 and nothing for one of 100. What does the formula multiply the identity with?",
)
def ridge(x, shrink):
    cov = np.cov(x.T, bias=True)
    return x.mean(0), cov + shrink * np.eye(len(cov))


@SHRUNK_GAUSSIAN.wrong(
    "shrunk to the identity",
    hint="With shrink 1 you get the identity, whatever the unit of the pixels is. What does the formula multiply the identity with?",
)
def to_the_identity(x, shrink):
    cov = np.cov(x.T, bias=True)
    return x.mean(0), (1 - shrink) * cov + shrink * np.eye(len(cov))


def _shrunk(x, shrink, level=None, kept=None, cov=None):
    """The right answer, but for the level of the target, the weight of what is kept, or the covariance."""
    cov = np.atleast_2d(np.cov(x.T, bias=True)) if cov is None else np.atleast_2d(cov)
    level = np.trace(cov) / len(cov) if level is None else level(cov)
    kept = 1 - shrink if kept is None else kept
    return x.mean(0), kept * cov + shrink * level * np.eye(len(cov))


@SHRUNK_GAUSSIAN.wrong(
    "the trace, not the mean variance",
    hint="Your target holds the sum of all variances. Asked is their mean: how many pixels share the trace?",
)
def whole_trace(x, shrink):
    return _shrunk(x, shrink, level=np.trace)


@SHRUNK_GAUSSIAN.wrong(
    "the covariance not weighed down",
    hint="You added the target and kept all of the covariance. With shrink 1 nothing of it should be left: which weight has it?",
)
def all_kept(x, shrink):
    return _shrunk(x, shrink, kept=1.0)


@SHRUNK_GAUSSIAN.wrong(
    "no identity",
    hint="You added the mean variance to every entry. The target has it on its diagonal: what stands beside?",
)
def every_entry(x, shrink):
    mean, cov = _shrunk(x, 0.0)
    return mean, (1 - shrink) * cov + shrink * np.trace(cov) / len(cov)


@SHRUNK_GAUSSIAN.wrong(
    "not centred",
    hint="Your covariance is the mean of x x' itself. A covariance is about deviations: from what?",
)
def second_moment(x, shrink):
    return _shrunk(x, shrink, cov=x.T @ x / len(x))


@SHRUNK_GAUSSIAN.wrong(
    "not divided by N",
    hint="Your covariance grows with each further picture. It is an average of products: what is missing?",
)
def scatter(x, shrink):
    return _shrunk(x, shrink, cov=len(x) * np.atleast_2d(np.cov(x.T, bias=True)))


@SHRUNK_GAUSSIAN.alternative
def by_outer_products(x, shrink):
    mean = np.mean(x, axis=0)
    cov = np.zeros((x.shape[1], x.shape[1]))
    for row in x:
        cov += np.outer(row - mean, row - mean) / len(x)
    cov *= 1 - shrink
    cov += shrink * x.var(axis=0).mean() * np.identity(len(mean))
    return [mean, cov]


@SHRUNK_GAUSSIAN.alternative
def in_place_on_the_diagonal(x, shrink):
    centred = x - x.mean(axis=0, keepdims=True)
    cov = np.einsum("ni,nj->ij", centred, centred) / centred.shape[0]
    level = np.diagonal(cov).mean()
    cov = cov - shrink * cov
    cov[np.diag_indices_from(cov)] += shrink * level
    return x.mean(axis=0), cov


@SHRUNK_GAUSSIAN.alternative
def by_scikit_learn(x, shrink):
    from sklearn.covariance import ShrunkCovariance

    model = ShrunkCovariance(shrinkage=shrink).fit(x)
    return model.location_, model.covariance_
