"""What its generator minimises: the questions of `wgan_generator_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import TRAINED, leaf, tensor
from gmcourse.reference import gans

WGAN_GENERATOR_LOSS = Exercise(
    id="wgan_generator_loss",
    title="What its generator minimises",
    points=1,
    minutes=3,
    difficulty=1,
    reference=gans.wgan_generator_loss,
    public={
        "main": [
            {"fake": tensor(values)}
            for values in (
                [0.5, -1.0, 3.0],
                [-4.0, -2.0],
                [1.5],
                [0.25, 2.0, -1.0, 0.75],
                [1200.0, -3000.0, 40.0],
            )
        ],
        "trained": [{"fake": leaf([0.5, -1.0, 3.0])}],
    },
    hidden=lambda rng: {
        "main": [
            {"fake": tensor(rng.normal(shift, 2, size=n))}
            for shift, n in ((2.0, 9), (-3.0, 9), (0.5, 1), (1.0, 6))
        ]
        + [{"fake": tensor(shift + 1000 * rng.normal(size=4))} for shift in (2000, -2000)],
        "trained": [{"fake": leaf(rng.normal(size=n))} for n in (1, 6)],
    },
    probes={"trained": "gradients.through"},
    properties=(Property("the loss"), TRAINED),
)


@WGAN_GENERATOR_LOSS.wrong(
    "sign",
    hint="Your loss falls when samples score low. The generator wants them to score high: should a high score cost more, or less?",
)
def wgan_generator_sign(fake):
    return fake.mean()


@WGAN_GENERATOR_LOSS.wrong(
    "the non-saturating loss",
    hint="You put the values through a sigmoid, a logarithm or both. A critic's values are neither logits nor probabilities: which part of the critic's loss sees the fakes?",
)
def wgan_generator_as_gan(fake):
    return F.softplus(-fake).mean()


@WGAN_GENERATOR_LOSS.wrong(
    "sum over the batch",
    hint="You added over the batch, so your loss grows with its size. How is an expectation estimated?",
)
def wgan_generator_sum(fake):
    return -fake.sum()


@WGAN_GENERATOR_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def wgan_generator_cut(fake):
    return -fake.detach().mean()


@WGAN_GENERATOR_LOSS.wrong("the minimax loss", like="the non-saturating loss")
def wgan_generator_as_minimax(fake):
    return -F.softplus(fake).mean()


@WGAN_GENERATOR_LOSS.wrong("a sigmoid without a logarithm", like="the non-saturating loss")
def wgan_generator_sigmoid(fake):
    return -torch.sigmoid(fake).mean()


@WGAN_GENERATOR_LOSS.wrong("a logarithm of the values", like="the non-saturating loss")
def wgan_generator_logarithm(fake):
    return -torch.log(fake).mean()


@WGAN_GENERATOR_LOSS.wrong("log(1 - value)", like="the non-saturating loss")
def wgan_generator_log_of_rest(fake):
    return torch.log(1 - fake).mean()


@WGAN_GENERATOR_LOSS.wrong("the sum, unsigned", like="sum over the batch")
def wgan_generator_sum_sign(fake):
    return fake.sum()


@WGAN_GENERATOR_LOSS.wrong(
    "a loss for every sample",
    hint="You return one number for each sample. The loss is one number for the batch: how is an expectation estimated?",
)
def wgan_generator_each(fake):
    return -fake


@WGAN_GENERATOR_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before the mean.",
)
def wgan_generator_halved(fake):
    return -fake.mean() / 2


@WGAN_GENERATOR_LOSS.wrong(
    "absolute value",
    hint="You dropped the sign. Samples that score -5 are worse than samples that score 5: can your loss tell them apart?",
)
def wgan_generator_absolute(fake):
    return -fake.mean().abs()


@WGAN_GENERATOR_LOSS.wrong(
    "squared",
    hint="You squared the critic's values, or how far they are from a target. They have no target, and higher is better without end: which part of the critic's loss sees the fakes?",
)
def wgan_generator_squared(fake):
    return (fake - 1).square().mean()


@WGAN_GENERATOR_LOSS.wrong("minus the squares", like="squared")
def wgan_generator_minus_squares(fake):
    return -fake.square().mean()


@WGAN_GENERATOR_LOSS.wrong(
    "a distance from 1",
    hint="You measure how far the values are from 1, as if they were probabilities. A critic's values are none: which part of the critic's loss sees the fakes?",
)
def wgan_generator_from_one(fake):
    return (1 - fake).mean()


@WGAN_GENERATOR_LOSS.alternative
def generator_mean_of_negatives(fake):
    return torch.mean(-fake)


@WGAN_GENERATOR_LOSS.alternative
def generator_by_sum(fake):
    return fake.sum() / -len(fake)


@WGAN_GENERATOR_LOSS.alternative
def wgan_by_sum(fake):
    return torch.neg(fake).sum() / len(fake)
