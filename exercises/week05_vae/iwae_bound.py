"""Many samples, a tighter bound: the questions of `iwae_bound`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import TRAINED, drawn, leaf, tensor
from gmcourse.reference import latent


def _mixed(rng, draws, count):
    """Columns whose log-weights lie far apart, the first of them low."""
    sign = rng.choice([-1.0, 1.0], size=(draws, count))
    sign[0], sign[-1] = -1.0, 1.0
    return {"log_weights": tensor(sign * 900 + rng.normal(0, 2, size=(draws, count)))}


IWAE_BOUND = Exercise(
    id="iwae_bound",
    title="Many samples, a tighter bound",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.iwae_bound,
    public={
        "main": [
            {"log_weights": tensor([[0.0, -1.0], [1.0, -3.0], [2.0, -1.0]])},
            {"log_weights": tensor([[-5.0, -4.0, -3.0], [-5.0, -8.0, -3.5]])},
            {"log_weights": tensor([[-1.0], [0.5], [2.0], [-3.0]])},
            {"log_weights": tensor([[1.0, -2.0, 0.5], [0.0, -1.0, 2.0], [3.0, -2.5, 1.0]])},
        ],
        "one": [{"log_weights": tensor([[-2.0, -7.0]])}, {"log_weights": tensor([[3.5]])}],
        "extremes": [
            {"log_weights": tensor([[-1000.0, 800.0], [-1001.0, 802.0], [-1500.0, -1.0]])},
            {"log_weights": tensor([[-1000.0, -2.0], [-1003.0, -1.0]])},
            {"log_weights": tensor([[-1000.0, 800.0], [800.0, 1.0], [-3.0, -1000.0], [-1000.0, -1000.0]])},
        ],
        "trained": [
            {"log_weights": leaf([[0.0, -1.0], [1.0, -3.0], [2.0, -1.0]])},
            {"log_weights": leaf([[-1000.0, 800.0], [-1001.0, 802.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [{"log_weights": drawn(rng, m, n, std=3.0)} for m, n in ((4, 5), (30, 2), (6, 1), (3, 3))],
        "one": [{"log_weights": drawn(rng, 1, n)} for n in (5, 1)],
        "extremes": [
            {
                "log_weights": tensor(
                    rng.permutation([-1.0, -1.0, 1.0, 0.0]) * 900 + rng.normal(0, 2, size=(6, 4))
                )
            },
            {"log_weights": tensor(rng.choice([-1.0, 1.0], size=4) * 900 + rng.normal(0, 2, size=(4, 4)))},
            _mixed(rng, 5, 3),
        ],
        "trained": [{"log_weights": leaf(rng.normal(size=(m, n)))} for m, n in ((4, 3), (1, 2))]
        + [{"log_weights": leaf(rng.choice([-1.0, 1.0], size=2) * 900 + rng.normal(0, 2, size=(3, 2)))}],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the bound, one value a data point"),
        Property("one sample gives the log-weight back", on="one", share=0.25),
        Property("stable for log-weights of -1000 and 800", on="extremes", share=0.75),
        TRAINED,
    ),
)


@IWAE_BOUND.wrong(
    "mean of logs",
    hint="You took the mean, or the sum, of the logarithms: the mean is the ELBO, with M samples. Jensen's inequality is about just this: the log of a mean is at least the mean of the logs. Which of the two is the tighter bound?",
)
def iwae_mean_of_logs(log_weights):
    return log_weights.mean(0)


@IWAE_BOUND.wrong(
    "no log M",
    hint="You summed the weights instead of averaging them, so your bound grows without end as M grows. What becomes of a division by M under the logarithm?",
)
def iwae_no_log_m(log_weights):
    return torch.logsumexp(log_weights, dim=0)


@IWAE_BOUND.wrong(
    "sums over N",
    hint="You returned one number for the whole data set. Each data point has its own bound: over which axis alone must the weights be averaged?",
)
def iwae_total(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).sum()


@IWAE_BOUND.wrong(
    "logsumexp over the wrong axis",
    hint="You averaged over the data. log_weights is (M, N): along which axis do the M importance samples of one data point lie?",
)
def iwae_wrong_axis(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[1])


@IWAE_BOUND.wrong(
    "exp before the sum",
    hint="You left the logarithm: in floating point exp(-1000) is 0 and exp(800) infinite, and no log brings them back. What can be taken out of the sum of each data point first, so that the sum is neither?",
)
def iwae_unstable(log_weights):
    return torch.log(torch.exp(log_weights).mean(0))


@IWAE_BOUND.wrong("averaged over N", like="sums over N")
def iwae_averaged(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).mean()


@IWAE_BOUND.wrong("one maximum for all", like="exp before the sum")
def iwae_one_maximum(log_weights):
    top = log_weights.max()
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))


@IWAE_BOUND.wrong("shifted by the mean", like="exp before the sum")
def iwae_shifted_by_the_mean(log_weights):
    middle = log_weights.mean(0)
    return middle + torch.log(torch.exp(log_weights - middle).mean(dim=0))


@IWAE_BOUND.wrong("shifted by the smallest", like="exp before the sum")
def iwae_shifted_by_the_smallest(log_weights):
    low = log_weights.min(dim=0).values
    return low + torch.log(torch.exp(log_weights - low).mean(dim=0))


@IWAE_BOUND.wrong("shifted by the first draw", like="exp before the sum")
def iwae_shifted_by_the_first(log_weights):
    return log_weights[0] + torch.log(torch.exp(log_weights - log_weights[0]).mean(dim=0))


@IWAE_BOUND.wrong("1e-20 under the logarithm", like="exp before the sum")
def iwae_epsilon(log_weights):
    return torch.log(torch.exp(log_weights).mean(0) + 1e-20)


@IWAE_BOUND.wrong(
    "M subtracted, not log M",
    hint="You subtracted M. The weights are averaged before the logarithm: what becomes of a division by M under it?",
)
def iwae_minus_m(log_weights):
    return torch.logsumexp(log_weights, dim=0) - log_weights.shape[0]


@IWAE_BOUND.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def iwae_cut(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).detach()


@IWAE_BOUND.wrong(
    "log-weights clamped to what exp can bear",
    hint="Past some bound all your log-weights count the same: they were clamped. What can be taken out of the sum of each data point first, so that none needs to be?",
)
def iwae_clamped(log_weights):
    return torch.log(torch.exp(log_weights.clamp(-700, 700)).mean(0))


@IWAE_BOUND.wrong("1e-30 under the logarithm", like="exp before the sum")
def iwae_smaller_epsilon(log_weights):
    return torch.log(torch.exp(log_weights).mean(0) + 1e-30)


def _bounds(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(len(log_weights))


@IWAE_BOUND.wrong(
    "log N for log M",
    hint="You subtracted the logarithm of the number of data points. The mean is over the draws: how many are there, and which axis counts them?",
)
def iwae_by_data(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[1])


@IWAE_BOUND.wrong(
    "the loss instead of the bound",
    hint="You returned what one minimises. A bound on the log-likelihood lies below it: which sign has yours?",
)
def iwae_loss(log_weights):
    return -_bounds(log_weights)


@IWAE_BOUND.wrong(
    "the mean weight, not its logarithm",
    hint="You returned the mean of the weights, an estimate of p(x). A bound on log p(x) is asked, in nats: which step is missing?",
)
def iwae_mean_weight(log_weights):
    return torch.exp(_bounds(log_weights))


@IWAE_BOUND.wrong(
    "the largest weight alone",
    hint="You kept the largest weight of each data point. The others count in the mean as well: which function adds numbers that are given by their logarithms?",
)
def iwae_best(log_weights):
    return log_weights.amax(0)


@IWAE_BOUND.wrong("the mean over all", like="sums over N")
def iwae_of_all(log_weights):
    return torch.logsumexp(log_weights.flatten(), dim=0) - math.log(log_weights.numel())


@IWAE_BOUND.wrong("the sum of logs", like="mean of logs")
def iwae_sum_of_logs(log_weights):
    return log_weights.sum(0)


@IWAE_BOUND.wrong("the mean of logs, one number", like="mean of logs")
def iwae_mean_of_all_logs(log_weights):
    return log_weights.mean()


@IWAE_BOUND.wrong("1e-8 beside the mean", like="exp before the sum")
def iwae_beside_8(log_weights):
    return torch.log(torch.exp(log_weights).mean(0) + 1e-8)


@IWAE_BOUND.wrong("1e-10 beside the mean", like="exp before the sum")
def iwae_beside_10(log_weights):
    return torch.log(torch.exp(log_weights).mean(0) + 1e-10)


@IWAE_BOUND.wrong("1e-12 beside the mean", like="exp before the sum")
def iwae_beside_12(log_weights):
    return torch.log(torch.exp(log_weights).mean(0) + 1e-12)


@IWAE_BOUND.alternative
def iwae_by_hand(log_weights):
    top = log_weights.max(dim=0).values
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))


@IWAE_BOUND.alternative
def iwae_logaddexp(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - np.log(len(log_weights))


@IWAE_BOUND.alternative
def iwae_shifted(log_weights):
    top = log_weights.max(dim=0).values
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))
