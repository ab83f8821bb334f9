"""What the discriminator minimises: the questions of `discriminator_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import TRAINED, pair_losses, trained_losses
from gmcourse.reference import gans


def _losses(real, fake):
    return pair_losses("real_logits", "fake_logits", real, fake)


def _trained(real, fake):
    return trained_losses("real_logits", "fake_logits", real, fake)


DISCRIMINATOR_LOSS = Exercise(
    id="discriminator_loss",
    title="What the discriminator minimises",
    points=3,
    minutes=10,
    difficulty=1,
    reference=gans.discriminator_loss,
    public={
        "main": [
            _losses([2.0, 1.0, -0.5], [-1.0, 0.5]),
            _losses([0.9, 0.6], [0.2, 0.4]),
            _losses([-1.5], [0.5, 2.0, 1.25, -3.0]),
            _losses([0.5], [-1.0]),
            _losses([4.5, 6.0, 9.0], [-8.0, -5.0]),
            _losses([-9.0, -6.0, -4.5, 14.0], [3.5, 5.0, 8.0, 20.0]),
        ],
        "far": [
            _losses([-800.0, 3.0], [1000.0, -900.0, -2.0]),
            _losses([-45.0, 40.0], [-41.0, 38.0, 50.0]),
            _losses([800.0, 1500.0], [-900.0]),
            _losses([1.0], [100.0, 60.0, -2.0]),
        ],
        "trained": [_trained([2.0, 1.0, -0.5], [-1.0, 0.5]), _trained([-800.0, 60.0], [1000.0, -55.0, 2.0])]
        + [_trained([-5.0, 4.5, 6.0], [3.5, -4.5, 8.0])],
    },
    hidden=lambda rng: {
        "main": [
            _losses(rng.normal(1, 2, size=7), rng.normal(-1, 2, size=12)),
            _losses(rng.uniform(0.5, 0.9, size=5), rng.uniform(0.1, 0.5, size=3)),
            _losses(rng.normal(size=1), rng.normal(size=6)),
            _losses(rng.normal(size=4), rng.normal(size=4)),
            _losses(rng.normal(size=1), rng.normal(size=1)),
            _losses(rng.uniform(4, 7, size=3), rng.uniform(-9, -4, size=4)),
            _losses(rng.uniform(-7, -3, size=2), rng.uniform(3, 7, size=3)),
        ],
        "far": [
            _losses([*rng.uniform(-2000, -800, 2), 1.0], rng.uniform(800, 2000, 5)),
            _losses(rng.uniform(38, 300, 3) * [-1, 1, -1], rng.uniform(38, 300, 4) * [1, -1, 1, 1]),
            _losses(rng.uniform(800, 2000, 3), rng.uniform(-2000, -800, 2)),
            *(_losses(rng.normal(size=2), rng.uniform(38, 300, size=n)) for n in (1, 3)),
        ],
        "trained": [_trained(rng.normal(size=n), rng.normal(size=m)) for n, m in ((5, 3), (1, 4))]
        + [_trained(rng.uniform(52, 2000, 2) * [1, -1], rng.uniform(52, 2000, 3) * [1, -1, 1])],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the loss"),
        Property("logits of a thousand", on="far", share=0.5),
        TRAINED,
    ),
)


@DISCRIMINATOR_LOSS.wrong(
    "labels swapped",
    hint="Try a perfect discriminator: large logits on real points, very negative ones on fakes. Its loss should be near 0; what is yours?",
)
def labels_swapped(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong(
    "probabilities expected",
    hint="You took the logarithm of the arguments. They are logits, any real numbers: what turns a logit into D(x)?",
)
def probabilities_expected(real_logits, fake_logits):
    return -torch.log(real_logits).mean() - torch.log(1 - fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong(
    "log of zero",
    hint="The formula is right, but the sigmoid of -800 is 0 and its log is minus infinity, which a small number or a clamp only hides. Can log sigmoid(h) be had without passing through a probability?",
)
def log_of_zero(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real).mean() - torch.log(1 - fake).mean()


@DISCRIMINATOR_LOSS.wrong("1e-8 under the logarithms", like="log of zero")
def epsilon_under_the_logs(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real + 1e-8).mean() - torch.log(1 - fake + 1e-8).mean()


@DISCRIMINATOR_LOSS.wrong(
    "exp overflows",
    hint="log(1 + exp(800)) is just 800, but in double precision exp(800) is infinite on the way, and sigmoid(-800) exactly 0. Which torch function computes log(1 + exp(h)) with neither in between?",
)
def exp_overflows(real_logits, fake_logits):
    return torch.log(1 + torch.exp(-real_logits)).mean() + torch.log(1 + torch.exp(fake_logits)).mean()


@DISCRIMINATOR_LOSS.wrong(
    "sums in place of means",
    hint="In one term or in both you added over the batch. Both are expectations, and the batches may differ in size: how is an expectation estimated?",
)
def summed(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()


@DISCRIMINATOR_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def cut(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()).detach()


@DISCRIMINATOR_LOSS.wrong(
    "halved",
    hint="You averaged the two means. Here chance level, D = 1/2 everywhere, is to cost log 4: what does it cost with you?",
)
def halved(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()) / 2


@DISCRIMINATOR_LOSS.wrong(
    "one mean over both batches",
    hint="You averaged over both batches together, or divided both sums by one size. Each expectation has a batch of its own, and they may differ in size: what weight does each get?",
)
def pooled(real_logits, fake_logits):
    return torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()


@DISCRIMINATOR_LOSS.wrong("twice the mean over both batches", like="one mean over both batches")
def pooled_twice(real_logits, fake_logits):
    return 2 * torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()


@DISCRIMINATOR_LOSS.wrong("logarithms that stop at -100", like="clamped")
def logs_that_stop(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    first = F.binary_cross_entropy(real, torch.ones_like(real))
    return first + F.binary_cross_entropy(fake, torch.zeros_like(fake))


@DISCRIMINATOR_LOSS.wrong("exp overflows on fakes", like="exp overflows")
def overflow_on_fakes(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + torch.log1p(torch.exp(fake_logits)).mean()


@DISCRIMINATOR_LOSS.wrong("exp overflows on real points", like="exp overflows")
def overflow_on_real(real_logits, fake_logits):
    return torch.log1p(torch.exp(-real_logits)).mean() + F.softplus(fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong(
    "clamped",
    hint="Beyond some logit your loss is the same for all, and its gradient 0: a clamp, or a small number under a logarithm, holds it there. Which form of log(1 + e^h) needs neither?",
)
def clamped(real_logits, fake_logits, limit=50.0):
    return (
        F.softplus(-real_logits.clamp(-limit, limit)).mean()
        + F.softplus(fake_logits.clamp(-limit, limit)).mean()
    )


@DISCRIMINATOR_LOSS.wrong("clamped at 20", like="clamped")
def clamped_at_20(real_logits, fake_logits):
    return clamped(real_logits, fake_logits, 20.0)


@DISCRIMINATOR_LOSS.wrong("clamped at 30", like="clamped")
def clamped_at_30(real_logits, fake_logits):
    return clamped(real_logits, fake_logits, 30.0)


@DISCRIMINATOR_LOSS.wrong("clamped at 100", like="clamped")
def clamped_at_100(real_logits, fake_logits):
    return clamped(real_logits, fake_logits, 100.0)


@DISCRIMINATOR_LOSS.wrong("probabilities clamped at 1e-12", like="clamped")
def probabilities_clamped(real_logits, fake_logits):
    real = torch.sigmoid(real_logits).clamp(min=1e-12)
    fake = (1 - torch.sigmoid(fake_logits)).clamp(min=1e-12)
    return -(torch.log(real).mean() + torch.log(fake).mean())


@DISCRIMINATOR_LOSS.wrong("probabilities clamped at 1e-7", like="clamped")
def probabilities_clamped_early(real_logits, fake_logits):
    real, fake = (torch.sigmoid(h).clamp(1e-7, 1 - 1e-7) for h in (real_logits, fake_logits))
    return -(torch.log(real).mean() + torch.log(1 - fake).mean())


@DISCRIMINATOR_LOSS.wrong("exp overflows in the branch that is not taken", like="exp overflows")
def overflow_behind_where(real_logits, fake_logits):
    def softplus(h):
        return torch.where(h > 0, h + torch.log1p(torch.exp(-h)), torch.log1p(torch.exp(h)))

    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong("fakes labelled as real", like="labels swapped")
def fakes_labelled_real(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(-fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong("1e-10 under the logarithms", like="clamped")
def ten_digits_under_the_logs(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real + 1e-10).mean() - torch.log(1 - fake + 1e-10).mean()


@DISCRIMINATOR_LOSS.wrong("1e-6 under the logarithms", like="clamped")
def six_digits_under_the_logs(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real + 1e-6).mean() - torch.log(1 - fake + 1e-6).mean()


@DISCRIMINATOR_LOSS.wrong("probabilities clamped at 1e-6", like="clamped")
def probabilities_clamped_at_6(real_logits, fake_logits):
    real, fake = (torch.sigmoid(h).clamp(1e-6, 1 - 1e-6) for h in (real_logits, fake_logits))
    return -torch.log(real).mean() - torch.log(1 - fake).mean()


@DISCRIMINATOR_LOSS.wrong("log of zero on fakes", like="log of zero")
def log_of_zero_on_fakes(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() - torch.log(1 - torch.sigmoid(fake_logits)).mean()


@DISCRIMINATOR_LOSS.wrong("1e-8 under the logarithm on fakes", like="log of zero")
def epsilon_on_fakes(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() - torch.log(1 - torch.sigmoid(fake_logits) + 1e-8).mean()


@DISCRIMINATOR_LOSS.wrong("both labelled as fake", like="labels swapped")
def all_labelled_fake(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong("one sum, one mean", like="sums in place of means")
def real_summed(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong("both sums by the size of one batch", like="one mean over both batches")
def one_size_for_both(real_logits, fake_logits):
    return (F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()) / len(real_logits)


@DISCRIMINATOR_LOSS.wrong(
    "the game's value",
    hint="Your loss falls as the discriminator gets worse: it is the value of the game, which the discriminator makes large. It is to be minimised here: what follows for its sign?",
)
def value_of_the_game(real_logits, fake_logits):
    return F.logsigmoid(real_logits).mean() + F.logsigmoid(-fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong("the first term with the other sign", like="one term with the other sign")
def first_term_subtracted(real_logits, fake_logits):
    return F.softplus(fake_logits).mean() - F.softplus(-real_logits).mean()


@DISCRIMINATOR_LOSS.wrong(
    "one term with the other sign",
    hint="One of your two terms has the other sign, so that one batch is to be judged badly. Each term is a cost: what sign has minus the logarithm of a probability?",
)
def terms_subtracted(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() - F.softplus(fake_logits).mean()


@DISCRIMINATOR_LOSS.wrong(
    "one of the two terms",
    hint="Your loss sees one of the two batches alone. What would a discriminator learn that calls everything real, or everything fake?",
)
def real_term_alone(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + 0 * fake_logits.sum()


@DISCRIMINATOR_LOSS.wrong("the other one of the two terms", like="one of the two terms")
def fake_term_alone(real_logits, fake_logits):
    return F.softplus(fake_logits).mean() + 0 * real_logits.sum()


@DISCRIMINATOR_LOSS.wrong(
    "the sigmoid taken twice",
    hint="A loss that takes logits takes the sigmoid itself, and you gave it probabilities: how large can your logits get?",
)
def sigmoid_twice(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return F.softplus(-real).mean() + F.softplus(fake).mean()


@DISCRIMINATOR_LOSS.wrong(
    "log of the mean",
    hint="You averaged the probabilities and then took the logarithm. The loss is a mean of logarithms: does the order matter?",
)
def logs_of_means(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real.mean()) - torch.log(1 - fake.mean())


@DISCRIMINATOR_LOSS.wrong(
    "no logarithm",
    hint="You averaged the discriminator's answers as they are. Each point costs the negative logarithm of the probability of its label: where is the logarithm?",
)
def no_logarithm(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return fake.mean() - real.mean()


@DISCRIMINATOR_LOSS.wrong("the mean gap of the logits", like="no logarithm")
def gap_of_logits(real_logits, fake_logits):
    return fake_logits.mean() - real_logits.mean()


def _straight(h, low, high):
    """log(1 + e^h), 0 below `low` and h above `high`."""
    return torch.where(h > high, h, torch.where(h < low, 0 * h, F.softplus(h)))


@DISCRIMINATOR_LOSS.wrong(
    "straight too early",
    hint="From some logit on your cost is the logit itself, or 0, and there the curve is still some way off. How far is log(1 + e^h) from h at h = 5, and from 0 at h = -5?",
)
def straight_from_5(real_logits, fake_logits, low=-1e9, high=5.0):
    return _straight(-real_logits, low, high).mean() + _straight(fake_logits, low, high).mean()


@DISCRIMINATOR_LOSS.wrong("straight from 3 on", like="straight too early")
def straight_from_3(real_logits, fake_logits):
    return straight_from_5(real_logits, fake_logits, high=3.0)


@DISCRIMINATOR_LOSS.wrong("0 below -4", like="straight too early")
def nothing_below_4(real_logits, fake_logits):
    return straight_from_5(real_logits, fake_logits, low=-4.0, high=1e9)


@DISCRIMINATOR_LOSS.alternative
def cross_entropies(real_logits, fake_logits):
    real = F.binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    return real + F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))


@DISCRIMINATOR_LOSS.alternative
def log_sigmoids(real_logits, fake_logits):
    return -(F.logsigmoid(real_logits).mean() + F.logsigmoid(-fake_logits).mean())


@DISCRIMINATOR_LOSS.alternative
def discriminator_by_cross_entropy(real_logits, fake_logits):
    from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

    real = cross_entropy(real_logits, torch.ones_like(real_logits))
    return real + cross_entropy(fake_logits, torch.zeros_like(fake_logits))
