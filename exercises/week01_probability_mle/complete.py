"""Pictures completed at once: the questions of `complete`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import covariance
from gmcourse.reference import gaussian_pictures


def _case(rng, count, dims, seen):
    return {
        "mean": np.round(rng.normal(size=dims), 2),
        "cov": covariance(rng, dims),
        "seen": np.array(seen, dtype=int),
        "values": np.round(rng.normal(1.0, 1.0, size=(count, len(seen))), 2),
    }


def _of_many_widths(case):
    """The same question with pixels whose spreads differ a thousandfold."""
    unit = 10.0 ** np.linspace(-2, 1, len(case["mean"]))
    spread = case["cov"] * np.outer(unit, unit)
    return case | {"cov": spread, "mean": case["mean"] * unit, "values": case["values"] * unit[case["seen"]]}


def _cases(rng):
    return {
        "one": [_case(rng, 1, 3, [0, 1]), _case(rng, 1, 6, [1, 2, 5])],
        "many": [_case(rng, 4, 4, [0, 2]), _case(rng, 7, 6, [1, 3, 4])],
        "order": [_case(rng, 3, 5, [4, 0, 2]), _case(rng, 2, 6, [5, 3, 0, 1])],
        "whole": [_case(rng, 3, 4, [3, 1]) | {"values": rng.integers(0, 9, size=(3, 2))}],
        "ill": [_of_many_widths(_case(rng, 3, 5, [0, 2, 3])), _case(rng, 4, 6, [3]), _case(rng, 1, 9, [4])],
        "ends": [_case(rng, 3, 4, []), _case(rng, 3, 4, [2, 0, 3, 1])],
    }


def _truth(**args):
    return {"pictures": gaussian_pictures.complete(**args), "more": {"most": 0}}


COMPLETE = Exercise(
    id="complete",
    title="Pictures, completed",
    points=3,
    minutes=25,
    difficulty=3,
    reference=gaussian_pictures.complete,
    probe="pictures.completed",
    public=_cases(np.random.default_rng(11)),
    hidden=_cases,
    truth=_truth,
    properties=(
        Property("one picture", on="one", part="pictures"),
        Property("many pictures", on="many", part="pictures"),
        Property("seen pixels in any order", on="order", part="pictures", share=0.75),
        Property("whole numbers in, fractions out", on="whole", part="pictures", share=0.5),
        Property(
            "pixels of very different spread, and few of them seen", on="ill", part="pictures", share=0.5
        ),
        Property("nothing seen, and everything", on="ends", part="pictures", share=0.5),
        Property(
            "one system solved for all pictures, not one for each",
            on="many",
            part="more",
            share=0.75,
            compare="bounds.within",
        ),
    ),
)


@COMPLETE.wrong(
    "no shift by the mean of the seen",
    hint="You weigh the seen values themselves. If all seen pixels have exactly their mean, nothing is learned and the rest should stay at its mean: what must be weighed?",
)
def not_centred(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    whole[:, rest] = mean[rest] + values @ np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    return whole


@COMPLETE.wrong(
    "the mean, whatever was seen",
    hint="Your unseen pixels are the same in every picture: their marginal mean. What do the seen pixels say about them?",
)
def marginal(mean, cov, seen, values):
    whole = np.tile(mean, (len(values), 1))
    whole[:, seen] = values
    return whole


@COMPLETE.wrong(
    "the wrong block solved with",
    hint="You solve with the covariance of the unseen pixels. In Bayes' rule for Gaussians it is what was observed that is whitened: which block is that?",
)
def wrong_block(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    gain = np.linalg.solve(cov[np.ix_(rest, rest)], cov[np.ix_(rest, seen)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ gain.T
    return whole


@COMPLETE.wrong(
    "the step is subtracted",
    hint="Where a pixel goes together with a bright one, yours gets darker. Which sign has the step that the seen pixels ask for?",
)
def subtracted(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] - (values - mean[seen]) @ gain
    return whole


@COMPLETE.wrong(
    "the order of the seen is lost",
    hint="values[:, i] belongs to pixel seen[i], in any order. You put the seen pixels into rising order, and left their values where they were.",
)
def sorted_seen(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    seen = np.sort(seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ gain
    return whole


@COMPLETE.wrong(
    "a system for each picture",
    hint="All pictures are right, but you solve one system a picture. The matrix is the same for all of them: what does `np.linalg.solve` take on its right side?",
)
def one_by_one(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    for picture, value in zip(whole, values, strict=True):
        found = np.linalg.solve(cov[np.ix_(seen, seen)], value - mean[seen])
        picture[rest] = mean[rest] + cov[np.ix_(rest, seen)] @ found
    return whole


@COMPLETE.wrong(
    "centred by the pictures at hand",
    hint="You centre the seen values by their mean over these pictures. With one picture nothing would be left of it: whose mean says what was expected?",
)
def centred_by_the_pictures(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - values.mean(axis=0)) @ gain
    return whole


@COMPLETE.wrong("the blocks in rising order, the values not", like="the order of the seen is lost")
def sorted_blocks(mean, cov, seen, values):
    rest, rising = np.setdiff1d(np.arange(len(mean)), seen), np.sort(seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    gain = np.linalg.solve(cov[np.ix_(rising, rising)], cov[np.ix_(rising, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ gain
    return whole


def _put_together(mean, seen, values, rest, others):
    """Pictures of the seen values, and of these others in the rest."""
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    whole[:, rest] = others
    return whole


@COMPLETE.wrong(
    "the mean of the rest forgotten",
    hint="Your unseen pixels hold the step alone. If all seen pixels have exactly their mean, the step is 0: what should the rest be then?",
)
def step_alone(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    return _put_together(mean, seen, values, rest, (values - mean[seen]) @ gain)


@COMPLETE.wrong(
    "nothing solved",
    hint="You multiplied by the covariance with the seen pixels and stopped there. A regression divides by the covariance of its inputs: where do you?",
)
def undivided(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    return _put_together(
        mean, seen, values, rest, mean[rest] + (values - mean[seen]) @ cov[np.ix_(seen, rest)]
    )


@COMPLETE.wrong(
    "only the variances of the seen",
    hint="You divided by the variances of the seen pixels alone. Two of them that agree tell the same thing twice: which numbers of cov say so?",
)
def by_variances(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    gain = cov[np.ix_(seen, rest)] / np.diag(cov)[seen][:, None]
    return _put_together(mean, seen, values, rest, mean[rest] + (values - mean[seen]) @ gain)


@COMPLETE.wrong(
    "the seen pixels at the mean",
    hint="Your seen pixels are not what was seen. They are data: what belongs in their places?",
)
def seen_at_the_mean(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole = np.tile(mean, (len(values), 1))
    whole[:, rest] += (values - mean[seen]) @ gain
    return whole


@COMPLETE.wrong(
    "cut to whole numbers",
    hint="Where whole numbers come in, you give whole numbers back. An array keeps its type: which one has the array that you fill?",
)
def cut_off(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    gain = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole = np.zeros((len(values), len(mean)), dtype=values.dtype)
    whole[:, seen] = values
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ gain
    return whole


@COMPLETE.alternative
def by_the_inverse(mean, cov, seen, values):
    unseen = np.ones(len(mean), dtype=bool)
    unseen[seen] = False
    gain = cov[unseen][:, seen] @ np.linalg.inv(cov[seen][:, seen])
    whole = np.zeros((values.shape[0], mean.shape[0]))
    whole[:, unseen] = mean[unseen] + (gain @ (values - mean[seen]).T).T
    whole[:, seen] = values
    return whole


@COMPLETE.alternative
def by_cholesky(mean, cov, seen, values):
    import scipy.linalg

    rest = [i for i in range(len(mean)) if i not in set(seen.tolist())]
    step = np.zeros((len(rest), len(values)))
    if len(seen):
        factor = scipy.linalg.cho_factor(cov[np.ix_(seen, seen)], lower=True)
        step = cov[np.ix_(rest, seen)] @ scipy.linalg.cho_solve(factor, (values - mean[seen]).T)
    whole = np.tile(mean, (len(values), 1))
    whole[:, rest] += step.T
    whole[:, seen] = values
    return whole


@COMPLETE.alternative
def by_the_precision(mean, cov, seen, values):
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.tile(mean, (len(values), 1))
    whole[:, seen] = values
    if len(rest) and len(seen):
        precision = np.linalg.inv(cov)
        gain = np.linalg.solve(precision[np.ix_(rest, rest)], precision[np.ix_(rest, seen)])
        whole[:, rest] = mean[rest] - (values - mean[seen]) @ gain.T
    return whole
