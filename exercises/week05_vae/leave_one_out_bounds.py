"""Why more draws never hurt: the questions of `leave_one_out_bounds`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import drawn, tensor
from gmcourse.reference import derivations_deep

LEAVE_ONE_OUT_BOUNDS = Exercise(
    id="leave_one_out_bounds",
    title="Why more draws never hurt",
    points=2,
    minutes=10,
    difficulty=2,
    reference=derivations_deep.leave_one_out_bounds,
    public={
        "main": [
            {"log_weights": tensor([[0.0], [1.0], [3.0]])},
            {"log_weights": tensor([[-1.0, 2.0], [0.5, -3.0], [0.0, 1.0], [2.0, 0.0]])},
            {"log_weights": tensor([[0.0, 1.0], [0.0, 2.0], [1.0, 1.0]])},
        ],
        "two": [{"log_weights": tensor([[0.0, 1.0], [2.0, -1.0]])}],
        "far": [
            {"log_weights": tensor([[-1000.0, 800.0], [-1002.0, 801.0], [-1001.0, 797.0]])},
            {"log_weights": tensor([[800.0, -3.0], [0.0, -50.0], [-1.0, 1.0], [2.0, 0.0]])},
            {"log_weights": tensor([[-1000.0], [800.0]])},
            {"log_weights": tensor([[-1000.0, 1.0], [800.0, 0.0], [799.0, 2.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [{"log_weights": drawn(rng, *shape, std=2.0)} for shape in ((3, 5), (6, 1), (9, 4), (4, 4))]
        + [{"log_weights": tensor(rng.permutation([[-1.0, 2.0], [-1.0, 0.0], [1.5, 2.0], [1.5, 2.0]]))}],
        "two": [{"log_weights": drawn(rng, 2, 6, std=2.0)}],
        "far": [
            {"log_weights": tensor(rng.normal(size=(5, 3)) + rng.choice([-900.0, 850.0], size=3))},
            {
                "log_weights": tensor(
                    rng.normal(size=(4, 3)) + np.eye(4, 3) * rng.choice([60.0, 700.0], size=3)
                )
            },
            {
                "log_weights": tensor(
                    rng.normal(size=(3, 2)) + rng.permutation([-1000.0, 800.0, 790.0])[:, None]
                )
            },
        ],
    },
    properties=(
        Property("mean of the logs of the means that leave one out", part=0),
        Property("log of the mean of all", part=1),
        Property("two draws", on="two", share=0.5),
        Property("log-weights of hundreds", on="far", share=0.5),
    ),
)


def _means(log_weights, divisor=None):
    count = len(log_weights)
    rows = [torch.cat([log_weights[:j], log_weights[j + 1 :]]) for j in range(count)]
    return torch.stack([torch.logsumexp(rest, 0) for rest in rows]) - math.log(divisor or count - 1)


def _all(log_weights):
    return torch.logsumexp(log_weights, 0) - math.log(len(log_weights))


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "mean of the logs of single weights",
    hint="Your first number averages the logarithms of single weights: that is the bound of one draw. Each mean here leaves only one weight out: how many are left in it?",
)
def single_weights(log_weights):
    return log_weights.mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "left out by value",
    hint="You leave out every weight that is equal to the j-th. Two draws may have the same weight: by what, if not by its value, is the one told that is to be left out?",
)
def left_out_by_value(log_weights):
    first = []
    for column in log_weights.T:
        rests = [column[column != one] for one in column]
        first.append(torch.stack([torch.logsumexp(rest, 0) for rest in rests]).mean())
    return torch.stack(first) - math.log(len(log_weights) - 1), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "divided by M, not by M - 1",
    hint="A mean that leaves one of M weights out has fewer terms. By how many is its sum divided?",
)
def divided_by_all(log_weights):
    return _means(log_weights, len(log_weights)).mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "log of the mean of the means",
    hint="Both of your numbers are the logarithm of the mean of all weights; the means that leave one out have that same mean. In the first number, which comes last: the mean over j, or the logarithm?",
)
def averaged_too_early(log_weights):
    return torch.logsumexp(_means(log_weights), 0) - math.log(len(log_weights)), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "sums in the place of means",
    hint="You left a division out: where the logarithm of a mean belongs you have that of a sum. What is subtracted when a sum under a logarithm is divided?",
)
def sums(log_weights):
    return _means(log_weights, 1).mean(0), torch.logsumexp(log_weights, 0)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "over the data points",
    hint="You averaged over the columns. A column is a data point with its own M draws: over which axis do the draws lie?",
)
def over_points(log_weights):
    turned = log_weights.T
    if len(turned) < 2:
        return turned.mean(0), turned.mean(0)
    return _means(turned).mean(0), _all(turned)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "exp leaves the floats",
    hint="You took the exponential of log-weights of hundreds. Which function of torch gives the logarithm of a sum of exponentials safely?",
)
def overflows(log_weights):
    weights = log_weights.exp()
    left_out = (weights.sum(0) - weights) / (len(weights) - 1)
    return left_out.log().mean(0), weights.mean(0).log()


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "only the first one left out",
    hint="You left out one draw, always the same. In the proof each draw is left out in its turn, and the logarithms are averaged: over how many means?",
)
def only_first(log_weights):
    return _means(log_weights)[0], _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "the last is never left out",
    hint="You average over M - 1 means: one of the draws is in all of them. How many draws are there to leave out?",
)
def last_stays(log_weights):
    return _means(log_weights)[:-1].mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "what was left out stays out",
    hint="From the second turn of your loop on more than one draw is missing: what was left out is not put back. Which copy does each turn start from?",
)
def stays_out(log_weights):
    count = len(log_weights)
    rests = [torch.logsumexp(log_weights[j + 1 :], 0) - math.log(count - 1) for j in range(count - 1)]
    return torch.stack(rests).mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("only the last one left out", like="only the first one left out")
def only_last(log_weights):
    return _means(log_weights)[-1], _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("only the second without its division", like="sums in the place of means")
def second_summed(log_weights):
    return _means(log_weights).mean(0), torch.logsumexp(log_weights, 0)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "mean of the logs of all",
    hint="Your second number is a mean of logarithms, the bound of one draw. The log of the mean of all weights is asked: which comes first, the mean or the logarithm?",
)
def second_mean_of_logs(log_weights):
    return _means(log_weights).mean(0), log_weights.mean(0)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "one mean for each draw",
    hint="Your first answer still has an axis of draws. The logarithms are averaged over the draw that is left out: over which axis?",
)
def not_averaged(log_weights):
    return _means(log_weights), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "added up, not averaged",
    hint="You added up the logarithms of the M means. The mean of them is asked: what is missing?",
)
def added_up(log_weights):
    return _means(log_weights).sum(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("the second number twice", like="log of the mean of the means")
def second_twice(log_weights):
    return _all(log_weights), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "the mean of all logs twice",
    hint="Both of your numbers are the mean of the logarithms of single weights, the bound of one draw. In both a mean of several weights stands under each logarithm: of how many?",
)
def mean_of_logs_twice(log_weights):
    return log_weights.mean(0), log_weights.mean(0)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "the rest by subtraction",
    hint="You find the rest by taking one weight from the sum of all. Where that weight is nearly all of the sum, how many digits of the rest survive?",
)
def by_subtraction(log_weights):
    top = log_weights.max(0).values
    weights = (log_weights - top).exp()
    rest = (weights.sum(0) - weights) / (len(weights) - 1)
    return top + rest.log().mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("the rest by subtraction, held up", like="the rest by subtraction")
def by_subtraction_held_up(log_weights):
    top = log_weights.max(0).values
    weights = (log_weights - top).exp()
    rest = ((weights.sum(0) - weights) / (len(weights) - 1)).clamp(min=1e-30)
    return top + rest.log().mean(0), _all(log_weights)


def _shifted(log_weights, shift):
    """Both numbers, the shift taken out before the exponential, whatever is left out."""
    weights = (log_weights - shift).exp()
    rest = [torch.cat([weights[:j], weights[j + 1 :]]).mean(0).log() for j in range(len(weights))]
    return (shift + torch.stack(rest)).mean(0), shift + weights.mean(0).log()


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "not the largest taken out",
    hint="You take a number out before the exponential, but not the largest of those that are added up: it is that of another column, or of a draw that was left out, or no largest at all. What does exp give where the two are hundreds apart?",
)
def one_largest_for_all(log_weights):
    return _shifted(log_weights, log_weights.max())


@LEAVE_ONE_OUT_BOUNDS.wrong("the largest of a column taken out", like="not the largest taken out")
def largest_of_a_column(log_weights):
    return _shifted(log_weights, log_weights.max(0).values)


@LEAVE_ONE_OUT_BOUNDS.wrong("the mean of a column taken out", like="not the largest taken out")
def mean_of_a_column(log_weights):
    return _shifted(log_weights, log_weights.mean(0))


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "left out by a log-weight of 0",
    hint="You put a 0 where a log-weight is left out. How large is a weight whose logarithm is 0, and which logarithm has a weight that adds nothing?",
)
def zero_in_its_place(log_weights):
    count = len(log_weights)
    kept = 1 - torch.eye(count, dtype=log_weights.dtype)[:, :, None]
    return (log_weights * kept).logsumexp(1).mean(0) - math.log(count - 1), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "divided outside the logarithm",
    hint="You divide a logarithm by a number of weights. What becomes of a division under a logarithm when it is taken out?",
)
def second_divided_outside(log_weights):
    return _means(log_weights).mean(0), torch.logsumexp(log_weights, 0) / len(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("the first divided outside the logarithm", like="divided outside the logarithm")
def first_divided_outside(log_weights):
    return _means(log_weights, 1).mean(0) / (len(log_weights) - 1), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("both divided outside the logarithm", like="divided outside the logarithm")
def both_divided_outside(log_weights):
    return first_divided_outside(log_weights)[0], second_divided_outside(log_weights)[1]


def _second_by(log_weights, subtracted):
    return _means(log_weights).mean(0), torch.logsumexp(log_weights, 0) - subtracted


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "the logarithm of a count added",
    hint="You add the logarithm of a number of weights. A mean is smaller than the sum: what does dividing do to a logarithm?",
)
def second_added(log_weights):
    return _second_by(log_weights, -math.log(len(log_weights)))


@LEAVE_ONE_OUT_BOUNDS.wrong("the logarithm of M - 1 added", like="the logarithm of a count added")
def first_added(log_weights):
    return _means(log_weights, 1 / (len(log_weights) - 1)).mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong("both added", like="the logarithm of a count added")
def both_added(log_weights):
    return first_added(log_weights)[0], second_added(log_weights)[1]


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "the number of data points",
    hint="You divide by a number of data points, of columns. Over what does each mean run, and how many of these are there?",
)
def second_by_points(log_weights):
    return _second_by(log_weights, math.log(log_weights.shape[1]))


@LEAVE_ONE_OUT_BOUNDS.wrong("one less than the number of data points", like="the number of data points")
def first_by_points(log_weights):
    return _means(log_weights, max(log_weights.shape[1] - 1, 1)).mean(0), _all(log_weights)


@LEAVE_ONE_OUT_BOUNDS.wrong(
    "a logarithm to base 2",
    hint="A logarithm to base 2 is among those of base e. In which unit is each of your terms?",
)
def second_in_base_2(log_weights):
    return _second_by(log_weights, math.log2(len(log_weights)))


@LEAVE_ONE_OUT_BOUNDS.alternative
def shifted_by_the_largest(log_weights):
    top = log_weights.max(0).values
    scaled = (log_weights - top).exp()
    rest = torch.stack([torch.cat([scaled[:j], scaled[j + 1 :]]).mean(0) for j in range(len(scaled))])
    return (top[None] + _safe_log(rest, log_weights)).mean(0), top + scaled.mean(0).log()


def _safe_log(rest, log_weights):
    """log of the leave-one-out means; where the largest is left out the rest is scaled anew."""
    return _means(log_weights) - log_weights.max(0).values if (rest <= 0).any() else rest.log()


@LEAVE_ONE_OUT_BOUNDS.alternative
def with_a_mask(log_weights):
    count = len(log_weights)
    hidden = torch.eye(count, dtype=torch.bool)[:, :, None]
    table = log_weights[None].expand(count, -1, -1).masked_fill(hidden, -torch.inf)
    return (table.logsumexp(1) - math.log(count - 1)).mean(0), log_weights.logsumexp(0) - math.log(count)


@LEAVE_ONE_OUT_BOUNDS.alternative
def column_by_column(log_weights):
    left, together = [], []
    for column in log_weights.T:
        keep = ~torch.eye(len(column), dtype=torch.bool)
        left.append(
            sum(torch.logsumexp(column[k], 0) - math.log(len(column) - 1) for k in keep) / len(column)
        )
        together.append(torch.logsumexp(column, 0) - math.log(len(column)))
    return torch.stack(left), torch.stack(together)
