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
    hint="You added log(1 - D) and log D. The loss is the logarithm of a ratio: which sign does what stands below get?",
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
    hint="Beyond some logit your loss stands still, and nothing is learned there: a small number under the logs hides that they left the scale. Write (1 - D) / D in terms of the logit: what is left of it under the logarithm?",
)
def kl_epsilon(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d + 1e-8) - torch.log(d + 1e-8)).mean()


@GENERATOR_KL_LOSS.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient, or a part of it, is lost on its way back, and nothing learns from what is lost. Where does a tensor cease to remember how it was made?",
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


@GENERATOR_KL_LOSS.alternative
def kl_two_terms(fake_logits):
    return (F.logsigmoid(-fake_logits) - F.logsigmoid(fake_logits)).mean()


@GENERATOR_KL_LOSS.alternative
def kl_by_dot(fake_logits):
    return torch.dot(fake_logits, torch.full_like(fake_logits, -1 / len(fake_logits)))


@GENERATOR_KL_LOSS.alternative
def kl_loss_by_hand(fake_logits):
    return -sum(list(fake_logits)) / len(fake_logits)
