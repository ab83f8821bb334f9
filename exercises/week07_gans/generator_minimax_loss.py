"""The generator's minimax loss: the questions of `generator_minimax_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from exercises.week07_gans._cases import generator_loss
from gmcourse.reference import gans

GENERATOR_MINIMAX_LOSS = generator_loss(
    "generator_minimax_loss", "The generator's minimax loss", gans.generator_minimax_loss, 5
)


@GENERATOR_MINIMAX_LOSS.wrong(
    "non-saturating in its place",
    hint="You used - log D. The minimax loss is the generator's share of the value function: which of its two terms sees fakes?",
)
def minimax_is_nonsaturating(fake_logits):
    return F.softplus(-fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "sign",
    hint="Your loss falls when fakes look fake. The generator minimises what the discriminator maximises: which way should it go?",
)
def minimax_sign(fake_logits):
    return F.softplus(fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "log of zero",
    hint="1 - sigmoid(800) is exactly 0, and its log minus infinity. Of which other logit is 1 - sigmoid(h) the sigmoid?",
)
def minimax_log_of_zero(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits)).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "sum over the batch",
    hint="You added over the batch, so your loss grows with its size. How is an expectation estimated?",
)
def minimax_sum(fake_logits):
    return -F.softplus(fake_logits).sum()


@GENERATOR_MINIMAX_LOSS.wrong(
    "a tiny number under the logarithm",
    hint="A small number, added or as a clamp, keeps your logarithm from zero. From some logit on nothing but this number is left there. Of which other logit is 1 - sigmoid(h) the sigmoid?",
)
def minimax_epsilon(fake_logits, epsilon=1e-8):
    return torch.log(1 - torch.sigmoid(fake_logits) + epsilon).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "exp overflows",
    hint="log(1 + exp(800)) is just 800, but in double precision exp(800) is infinite on the way, and sigmoid(-800) exactly 0. Which torch function computes log(1 + exp(h)) with neither in between?",
)
def minimax_overflows(fake_logits):
    return -torch.log(1 + torch.exp(fake_logits)).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "log of the mean",
    hint="You averaged first and took the logarithm then. The loss is the mean of logarithms: does the order matter?",
)
def minimax_log_of_mean(fake_logits):
    return torch.log(torch.sigmoid(-fake_logits).mean())


@GENERATOR_MINIMAX_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def minimax_cut(fake_logits):
    return -F.softplus(fake_logits.detach()).mean()


@GENERATOR_MINIMAX_LOSS.wrong("mean log D", like="sign")
def minimax_log_d(fake_logits):
    return F.logsigmoid(fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.wrong("1e-6 under the logarithm", like="a tiny number under the logarithm")
def minimax_epsilon_6(fake_logits):
    return minimax_epsilon(fake_logits, 1e-6)


@GENERATOR_MINIMAX_LOSS.wrong("1e-7 under the logarithm", like="a tiny number under the logarithm")
def minimax_epsilon_7(fake_logits):
    return minimax_epsilon(fake_logits, 1e-7)


@GENERATOR_MINIMAX_LOSS.wrong("1e-10 under the logarithm", like="a tiny number under the logarithm")
def minimax_epsilon_10(fake_logits):
    return minimax_epsilon(fake_logits, 1e-10)


@GENERATOR_MINIMAX_LOSS.wrong("1e-12 under the logarithm", like="a tiny number under the logarithm")
def minimax_epsilon_12(fake_logits):
    return minimax_epsilon(fake_logits, 1e-12)


@GENERATOR_MINIMAX_LOSS.wrong("1e-20 under the logarithm", like="a tiny number under the logarithm")
def minimax_epsilon_20(fake_logits):
    return minimax_epsilon(fake_logits, 1e-20)


@GENERATOR_MINIMAX_LOSS.wrong(
    "clamped",
    hint="Beyond some logit your loss is the same for all, and its gradient 0: a clamp, or a small number under a logarithm, holds it there. Which form of log(1 + e^h) needs neither?",
)
def clamped(fake_logits, limit=50.0):
    return -F.softplus(fake_logits.clamp(-limit, limit)).mean()


@GENERATOR_MINIMAX_LOSS.wrong("clamped at 20", like="clamped")
def clamped_at_20(fake_logits):
    return clamped(fake_logits, 20.0)


@GENERATOR_MINIMAX_LOSS.wrong("clamped at 30", like="clamped")
def clamped_at_30(fake_logits):
    return clamped(fake_logits, 30.0)


@GENERATOR_MINIMAX_LOSS.wrong("clamped at 100", like="clamped")
def clamped_at_100(fake_logits):
    return clamped(fake_logits, 100.0)


@GENERATOR_MINIMAX_LOSS.wrong("logarithms that stop at -100", like="clamped")
def minimax_capped(fake_logits):
    d = torch.sigmoid(fake_logits)
    return -F.binary_cross_entropy(d, torch.zeros_like(d))


@GENERATOR_MINIMAX_LOSS.wrong("the loss of the mean logit", like="log of the mean")
def minimax_of_mean_logit(fake_logits):
    return -F.softplus(fake_logits.mean())


@GENERATOR_MINIMAX_LOSS.wrong(
    "a loss for every sample",
    hint="You return one number for each sample. The loss is one number for the batch: how is an expectation estimated?",
)
def minimax_each(fake_logits):
    return -F.softplus(fake_logits)


@GENERATOR_MINIMAX_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before the mean.",
)
def minimax_halved(fake_logits):
    return (-F.softplus(fake_logits)).mean() / 2


@GENERATOR_MINIMAX_LOSS.wrong("probabilities clamped at 1e-7", like="a tiny number under the logarithm")
def minimax_clamped_at_7(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits).clamp(1e-7, 1 - 1e-7)).mean()


@GENERATOR_MINIMAX_LOSS.wrong("probabilities clamped at 1e-6", like="a tiny number under the logarithm")
def minimax_clamped_at_6(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits).clamp(1e-6, 1 - 1e-6)).mean()


@GENERATOR_MINIMAX_LOSS.wrong("probabilities clamped at 1e-8", like="a tiny number under the logarithm")
def minimax_clamped_at_8(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits).clamp(1e-8, 1 - 1e-8)).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "a logarithm of logits",
    hint="You took the logarithm of the arguments. They are logits, any real numbers: what turns a logit into D(x)?",
)
def minimax_of_probabilities(fake_logits):
    return torch.log(1 - fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "the sigmoid taken twice",
    hint="A loss that takes logits takes the sigmoid itself, and you gave it probabilities: how large can your logits get?",
)
def minimax_sigmoid_twice(fake_logits):
    return -F.softplus(torch.sigmoid(fake_logits)).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "no logarithm",
    hint="You averaged the judge's answers as they are. The generator's share of the value function is a mean of log(1 - D): where is the logarithm?",
)
def minimax_no_logarithm(fake_logits):
    return (1 - torch.sigmoid(fake_logits)).mean()


@GENERATOR_MINIMAX_LOSS.wrong("minus the mean probability", like="no logarithm")
def minimax_mean_probability(fake_logits):
    return -torch.sigmoid(fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.wrong(
    "minus the mean logit",
    hint="Your loss comes to minus the mean logit: that is the KL-based one, or the one of a Wasserstein generator. Which single logarithm is asked here?",
)
def minimax_mean_logit(fake_logits):
    return -fake_logits.mean()


@GENERATOR_MINIMAX_LOSS.alternative
def minimax_log_sigmoid(fake_logits):
    return F.logsigmoid(-fake_logits).mean()


@GENERATOR_MINIMAX_LOSS.alternative
def minimax_logaddexp(fake_logits):
    zero = torch.zeros_like(fake_logits)
    return -sum(torch.logaddexp(zero, fake_logits)) / len(fake_logits)


@GENERATOR_MINIMAX_LOSS.alternative
def minimax_by_logaddexp(fake_logits):
    return -torch.logaddexp(fake_logits, torch.zeros_like(fake_logits)).mean()
