"""What a Wasserstein critic minimises: the questions of `critic_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import TRAINED, pair_losses, trained_losses
from gmcourse.reference import gans

CRITIC_LOSS = Exercise(
    id="critic_loss",
    title="What a Wasserstein critic minimises",
    points=1,
    minutes=5,
    difficulty=1,
    reference=gans.critic_loss,
    public={
        "main": [
            pair_losses("real", "fake", [3.0, 1.0, 5.0], [0.5, -1.0]),
            pair_losses("real", "fake", [-2.0], [1.0, 2.0, 6.0]),
            pair_losses("real", "fake", [0.5, -0.75, 1.0, 2.0], [1.5, -2.0, 0.25, 0.5]),
            pair_losses("real", "fake", [1200.0, -40.0], [-900.0, 3000.0, 15.0]),
        ],
        "trained": [trained_losses("real", "fake", [3.0, 1.0, 5.0], [0.5, -1.0])],
    },
    hidden=lambda rng: {
        "main": [
            pair_losses("real", "fake", rng.uniform(0, 5, size=n) + gap, rng.uniform(0, 5, size=m) - gap)
            for n, m, gap in ((4, 7, 3.0), (30, 11, -3.0), (6, 6, 0.5), (1, 5, -1.0))
        ]
        + [
            pair_losses("real", "fake", 1000 * rng.normal(size=3) + gap, 1000 * rng.normal(size=2) - gap)
            for gap in (2000, -2000)
        ],
        "trained": [
            trained_losses("real", "fake", rng.normal(size=n), rng.normal(size=m))
            for n, m in rng.integers(2, 12, size=(3, 2))
        ],
    },
    probes={"trained": "gradients.through"},
    properties=(Property("the loss"), TRAINED),
)


@CRITIC_LOSS.wrong(
    "absolute value",
    hint="You dropped the sign. A critic that ranks fakes above real points is a bad one: can your loss tell it from a good one?",
)
def critic_absolute(real, fake):
    return -(real.mean() - fake.mean()).abs()


@CRITIC_LOSS.wrong(
    "sign",
    hint="Your loss rises as the critic gets better. It wants high values on real points and low ones on fakes: does your loss fall then?",
)
def critic_sign(real, fake):
    return real.mean() - fake.mean()


@CRITIC_LOSS.wrong(
    "the discriminator's loss",
    hint="You put the values through a sigmoid, a logarithm or both. A critic's values are neither logits nor probabilities: what does the dual form of W1 average?",
)
def critic_as_discriminator(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()


@CRITIC_LOSS.wrong(
    "sums in place of means",
    hint="In one term or in both you added over the batch. Both are expectations, and the batches may differ in size: how is an expectation estimated?",
)
def critic_sums(real, fake):
    return fake.sum() - real.sum()


@CRITIC_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def critic_cut(real, fake):
    return (fake.mean() - real.mean()).detach()


@CRITIC_LOSS.wrong("squared", like="absolute value")
def critic_squared(real, fake):
    return (fake.mean() - real.mean()) ** 2


@CRITIC_LOSS.wrong("the distance of the means", like="absolute value")
def critic_distance(real, fake):
    return (real.mean() - fake.mean()).abs()


@CRITIC_LOSS.wrong("sigmoids without a logarithm", like="the discriminator's loss")
def critic_sigmoids(real, fake):
    return torch.sigmoid(fake).mean() - torch.sigmoid(real).mean()


@CRITIC_LOSS.wrong("logarithms of the values", like="the discriminator's loss")
def critic_logarithms(real, fake):
    return -torch.log(real).mean() - torch.log(1 - fake).mean()


@CRITIC_LOSS.wrong("sums of the other sign", like="sums in place of means")
def critic_sums_sign(real, fake):
    return real.sum() - fake.sum()


@CRITIC_LOSS.wrong(
    "one size for both sums",
    hint="You divided both sums by the same number. Each expectation has a batch of its own, and they may differ in size: what does each divide by?",
)
def critic_one_size(real, fake):
    return (fake.sum() - real.sum()) / len(real)


@CRITIC_LOSS.wrong("by the size of both together", like="one size for both sums")
def critic_size_of_both(real, fake):
    return (fake.sum() - real.sum()) / (len(real) + len(fake))


@CRITIC_LOSS.wrong(
    "a minus lost between the terms",
    hint="Your two terms have the same sign. The critic wants high values on real points and low ones on fakes: which sign does each get, when less is better?",
)
def critic_minus_lost(real, fake):
    return real.mean() + fake.mean()


@CRITIC_LOSS.wrong("two minuses", like="a minus lost between the terms")
def critic_two_minuses(real, fake):
    return -real.mean() - fake.mean()


@CRITIC_LOSS.wrong(
    "one of the two terms",
    hint="Your loss sees one of the two batches alone. A critic that gives everything the same high value is worth nothing: which term tells?",
)
def critic_real_alone(real, fake):
    return -real.mean() + 0 * fake.sum()


@CRITIC_LOSS.wrong("the other one of the two terms", like="one of the two terms")
def critic_fake_alone(real, fake):
    return fake.mean() + 0 * real.sum()


@CRITIC_LOSS.wrong(
    "halved",
    hint="You averaged the two terms. The dual form of W1 is a difference of two means: what stands before it?",
)
def critic_halved(real, fake):
    return (fake.mean() - real.mean()) / 2


@CRITIC_LOSS.wrong(
    "hinges",
    hint="You cut the values off at a margin of 1: that is the hinge loss. What does the dual form of W1 average?",
)
def critic_hinges(real, fake):
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


@CRITIC_LOSS.wrong(
    "least squares",
    hint="You compare the values with targets and square the gaps. A critic's values have no target: what does the dual form of W1 average?",
)
def critic_least_squares(real, fake):
    return (real - 1).square().mean() + fake.square().mean()


@CRITIC_LOSS.wrong(
    "pairs",
    hint="You subtracted real and fake pair by pair. They are no pairs, and the batches may differ in size: which comes first, the mean or the difference?",
)
def critic_pairs(real, fake):
    return (fake - real).mean()


@CRITIC_LOSS.alternative
def critic_negated(real, fake):
    return -(torch.mean(real) - torch.mean(fake))


@CRITIC_LOSS.alternative
def critic_by_sums(real, fake):
    return (sum(fake) / len(fake) - sum(real) / len(real)).float()


@CRITIC_LOSS.alternative
def critic_by_torch_sums(real, fake):
    return torch.sum(fake) / fake.numel() - torch.sum(real) / real.numel()
