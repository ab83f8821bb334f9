"""The KL-based loss: the questions of `generator_kl_loss`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from exercises.week07_gans._cases import generator_loss
from gmcourse.reference import gans

GENERATOR_KL_LOSS = generator_loss("generator_kl_loss", "The KL-based loss", gans.generator_kl_loss, 5)


@GENERATOR_KL_LOSS.wrong(
    "non-saturating in its place",
    hint="You gave only one of the two terms. At D* the loss should be the log of model over data: what does - log D lack for that?",
)
def kl_is_nonsaturating(fake_logits):
    return F.softplus(-fake_logits).mean()


@GENERATOR_KL_LOSS.wrong(
    "minimax in its place",
    hint="You gave only one of the two terms. At D* the loss should be the log of model over data: what does log(1 - D) lack for that?",
)
def kl_is_minimax(fake_logits):
    return -F.softplus(fake_logits).mean()


@GENERATOR_KL_LOSS.wrong(
    "sign",
    hint="Your ratio is upside down: it falls as the model drifts away from the data. At D* the loss should be KL(model, data): which density stands above?",
)
def kl_sign(fake_logits):
    return fake_logits.mean()


@GENERATOR_KL_LOSS.wrong(
    "a minus lost between the terms",
    hint="Your log(1 - D) and log D have the same sign. The loss is the logarithm of a ratio: which sign does what stands below get?",
)
def kl_minus_lost(fake_logits):
    return -(F.softplus(fake_logits) + F.softplus(-fake_logits)).mean()


@GENERATOR_KL_LOSS.wrong(
    "log of zero",
    hint="At logits of 800 one of your logs is of zero. Write (1 - D) / D in terms of the logit: what is left of it under the logarithm?",
)
def kl_log_of_zero(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d) - torch.log(d)).mean()


@GENERATOR_KL_LOSS.wrong(
    "sum over the batch",
    hint="You added over the batch, so your loss grows with its size. How is an expectation estimated?",
)
def kl_sum(fake_logits):
    return -fake_logits.sum()


@GENERATOR_KL_LOSS.wrong(
    "a small number under the logarithms",
    hint="Beyond some logit your loss stands still, and nothing is learned there: a small number, added or as a clamp, hides that the logs left the scale. Write (1 - D) / D in terms of the logit: what is left of it under the logarithm?",
)
def kl_epsilon(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d + 1e-8) - torch.log(d + 1e-8)).mean()


@GENERATOR_KL_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def kl_cut(fake_logits):
    return -fake_logits.detach().mean()


@GENERATOR_KL_LOSS.wrong("1e-12 under the logarithms", like="a small number under the logarithms")
def kl_tiny_under_the_logs(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d + 1e-12) - torch.log(d + 1e-12)).mean()


@GENERATOR_KL_LOSS.wrong("the log of a rounded ratio", like="log of zero")
def kl_log_of_exp(fake_logits):
    return torch.log(torch.exp(-fake_logits)).mean()


@GENERATOR_KL_LOSS.wrong("the two costs added", like="a minus lost between the terms")
def kl_costs_added(fake_logits):
    return (F.softplus(fake_logits) + F.softplus(-fake_logits)).mean()


@GENERATOR_KL_LOSS.wrong("probabilities clamped at 1e-7", like="a small number under the logarithms")
def kl_clamped_at_7(fake_logits):
    d = torch.sigmoid(fake_logits).clamp(1e-7, 1 - 1e-7)
    return torch.log((1 - d) / d).mean()


@GENERATOR_KL_LOSS.wrong("probabilities clamped at 1e-6", like="a small number under the logarithms")
def kl_clamped_at_6(fake_logits):
    return -torch.logit(torch.sigmoid(fake_logits), eps=1e-6).mean()


@GENERATOR_KL_LOSS.wrong("probabilities clamped at 1e-8", like="a small number under the logarithms")
def kl_clamped_at_8(fake_logits):
    d = torch.sigmoid(fake_logits).clamp(1e-8, 1 - 1e-8)
    return torch.log((1 - d) / d).mean()


@GENERATOR_KL_LOSS.wrong("probabilities clamped at 1e-12", like="a small number under the logarithms")
def kl_clamped_at_12(fake_logits):
    d = torch.sigmoid(fake_logits).clamp(1e-12, 1 - 1e-12)
    return torch.log((1 - d) / d).mean()


@GENERATOR_KL_LOSS.wrong(
    "a loss for every sample",
    hint="You return one number for each sample. The loss is one number for the batch: how is an expectation estimated?",
)
def kl_each(fake_logits):
    return -fake_logits


@GENERATOR_KL_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before the mean.",
)
def kl_halved(fake_logits):
    return (-fake_logits).mean() / 2


@GENERATOR_KL_LOSS.wrong(
    "no logarithm",
    hint="You averaged the ratio as it is. At D* the loss should be the mean of the log of model over data: where is the logarithm?",
)
def kl_no_logarithm(fake_logits):
    d = torch.sigmoid(fake_logits)
    return ((1 - d) / d).mean()


@GENERATOR_KL_LOSS.wrong(
    "log of the mean",
    hint="You averaged first and took the logarithm then. The loss is a mean of logarithms: does the order matter?",
)
def kl_log_of_mean(fake_logits):
    d = torch.sigmoid(fake_logits)
    return torch.log(((1 - d) / d).mean())


@GENERATOR_KL_LOSS.wrong("log of the mean probabilities", like="log of the mean")
def kl_log_of_mean_probability(fake_logits):
    d = torch.sigmoid(fake_logits).mean()
    return torch.log((1 - d) / d)


@GENERATOR_KL_LOSS.wrong(
    "a logarithm of logits",
    hint="You took logarithms of the arguments. They are logits, any real numbers: what turns a logit into D(x)?",
)
def kl_of_probabilities(fake_logits):
    return (torch.log(1 - fake_logits) - torch.log(fake_logits)).mean()


@GENERATOR_KL_LOSS.alternative
def kl_two_terms(fake_logits):
    return (F.logsigmoid(-fake_logits) - F.logsigmoid(fake_logits)).mean()


@GENERATOR_KL_LOSS.alternative
def kl_by_dot(fake_logits):
    return torch.dot(fake_logits, torch.full_like(fake_logits, -1 / len(fake_logits)))


@GENERATOR_KL_LOSS.alternative
def kl_loss_by_hand(fake_logits):
    return -sum(list(fake_logits)) / len(fake_logits)
