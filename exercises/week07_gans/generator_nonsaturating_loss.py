"""The non-saturating loss: the questions of `generator_nonsaturating_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from exercises.week07_gans._cases import generator_loss
from gmcourse.reference import gans

GENERATOR_NONSATURATING_LOSS = generator_loss(
    "generator_nonsaturating_loss", "The non-saturating loss", gans.generator_nonsaturating_loss, 5
)


@GENERATOR_NONSATURATING_LOSS.wrong(
    "minimax in its place",
    hint="You used log(1 - D), whose gradient dies when fakes are recognised. Which quantity should the generator make large instead?",
)
def nonsaturating_is_minimax(fake_logits):
    return -F.softplus(fake_logits).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "sign",
    hint="Your loss rises as fakes look more real. A loss goes down when things get better: should such fakes cost more, or less?",
)
def nonsaturating_sign(fake_logits):
    return -F.softplus(-fake_logits).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "log of zero",
    hint="A logit of -800 costs 800 nats, a finite number. In double precision exp(800) is infinite and sigmoid(-800) exactly 0: can log sigmoid(h) be had without either in between?",
)
def nonsaturating_log_of_zero(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits)).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("1e-8 under the logarithm", like="log of zero")
def nonsaturating_epsilon(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-8).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("logarithms that stop at -100", like="log of zero")
def nonsaturating_capped(fake_logits):
    d = torch.sigmoid(fake_logits)
    return F.binary_cross_entropy(d, torch.ones_like(d))


@GENERATOR_NONSATURATING_LOSS.wrong(
    "sum over the batch",
    hint="You added over the batch, so your loss grows with its size. How is an expectation estimated?",
)
def nonsaturating_sum(fake_logits):
    return F.softplus(-fake_logits).sum()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "log of the mean",
    hint="You averaged first and took the logarithm then. The loss is the mean of logarithms: does the order matter?",
)
def nonsaturating_log_of_mean(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits).mean())


@GENERATOR_NONSATURATING_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def nonsaturating_cut(fake_logits):
    return F.softplus(-fake_logits.detach()).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("what the judge pays on fakes", like="sign")
def nonsaturating_of_the_judge(fake_logits):
    return F.softplus(fake_logits).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "clamped",
    hint="Beyond some logit your loss is the same for all, and its gradient 0: a clamp, or a small number under a logarithm, holds it there. Which form of log(1 + e^h) needs neither?",
)
def clamped(fake_logits, limit=50.0):
    return F.softplus(-fake_logits.clamp(-limit, limit)).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("clamped at 20", like="clamped")
def clamped_at_20(fake_logits):
    return clamped(fake_logits, 20.0)


@GENERATOR_NONSATURATING_LOSS.wrong("clamped at 30", like="clamped")
def clamped_at_30(fake_logits):
    return clamped(fake_logits, 30.0)


@GENERATOR_NONSATURATING_LOSS.wrong("clamped at 100", like="clamped")
def clamped_at_100(fake_logits):
    return clamped(fake_logits, 100.0)


@GENERATOR_NONSATURATING_LOSS.wrong("1e-12 under the logarithm", like="log of zero")
def nonsaturating_epsilon_12(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-12).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("1e-10 under the logarithm", like="log of zero")
def nonsaturating_epsilon_10(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-10).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("1e-7 under the logarithm", like="log of zero")
def nonsaturating_epsilon_7(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-7).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("1e-6 under the logarithm", like="log of zero")
def nonsaturating_epsilon_6(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-6).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("1e-20 under the logarithm", like="log of zero")
def nonsaturating_epsilon_20(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-20).mean()


@GENERATOR_NONSATURATING_LOSS.wrong("the loss of the mean logit", like="log of the mean")
def nonsaturating_of_mean_logit(fake_logits):
    return F.softplus(-fake_logits.mean())


@GENERATOR_NONSATURATING_LOSS.wrong(
    "a loss for every sample",
    hint="You return one number for each sample. The loss is one number for the batch: how is an expectation estimated?",
)
def nonsaturating_each(fake_logits):
    return F.softplus(-fake_logits)


@GENERATOR_NONSATURATING_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before the mean.",
)
def nonsaturating_halved(fake_logits):
    return (F.softplus(-fake_logits)).mean() / 2


@GENERATOR_NONSATURATING_LOSS.wrong(
    "a logarithm of logits",
    hint="You took the logarithm of the arguments. They are logits, any real numbers: what turns a logit into D(x)?",
)
def nonsaturating_of_probabilities(fake_logits):
    return -torch.log(fake_logits).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "the sigmoid taken twice",
    hint="A loss that takes logits takes the sigmoid itself, and you gave it probabilities: how large can your logits get?",
)
def nonsaturating_sigmoid_twice(fake_logits):
    return F.softplus(-torch.sigmoid(fake_logits)).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "no logarithm",
    hint="You averaged the judge's answers as they are. A fake costs the negative logarithm of the probability that it is real: where is the logarithm?",
)
def nonsaturating_no_logarithm(fake_logits):
    return -torch.sigmoid(fake_logits).mean()


@GENERATOR_NONSATURATING_LOSS.wrong(
    "minus the mean logit",
    hint="Your loss comes to minus the mean logit: that is the KL-based one, or the one of a Wasserstein generator. Which single logarithm is asked here?",
)
def nonsaturating_mean_logit(fake_logits):
    return -fake_logits.mean()


@GENERATOR_NONSATURATING_LOSS.alternative
def nonsaturating_cross_entropy(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))


@GENERATOR_NONSATURATING_LOSS.alternative
def nonsaturating_log_sigmoid(fake_logits):
    return -F.logsigmoid(fake_logits.float()).mean()


@GENERATOR_NONSATURATING_LOSS.alternative
def nonsaturating_by_logaddexp(fake_logits):
    return torch.logaddexp(-fake_logits, torch.zeros_like(fake_logits)).mean()
