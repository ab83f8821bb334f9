"""More than two values: the questions of `categorical_log_prob`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, normal, tensor, tokens, trained
from gmcourse.reference import autoregressive


def _categorical(rng, n, dims, kinds):
    return {"logits": normal(rng, n, dims, kinds), "x": tokens(rng, kinds, n, dims)}


_TWO_OF_THREE = {"logits": tensor([[[0.0, 1.0, 2.0], [1.0, 0.0, 0.0]]]), "x": tensor([[2, 1]])}


def _far(rng, kinds, low=25, high=90):
    """The chosen value that far below the others."""
    logits = rng.uniform(low, high, size=(1, 2, kinds))
    logits[..., 0] = -5.0
    return {"logits": tensor(np.round(logits, 3)), "x": tensor([[0, 0]])}


CATEGORICAL_LOG_PROB = Exercise(
    id="categorical_log_prob",
    title="More than two values",
    points=2,
    minutes=10,
    difficulty=1,
    reference=autoregressive.categorical_log_prob,
    public={
        "main": [
            _TWO_OF_THREE,
            _categorical(np.random.default_rng(46), 3, 4, 2),
            _categorical(np.random.default_rng(47), 3, 3, 3),
            _categorical(np.random.default_rng(48), 2, 1, 4),
            {"logits": tensor([[[0.5], [2.0]]]), "x": tensor([[0, 0]])},
        ],
        "extremes": [
            {"logits": tensor([[[1000.0, 0.0], [0.0, 0.0]]]), "x": tensor([[0, 1]])},
            {"logits": tensor([[[60.0, 0.0, -70.0], [30.0, 2.0, 1.0]]]), "x": tensor([[2, 1]])},
            {"logits": tensor([[[-3000.0, 500.0]], [[-2000.0, -1990.0]]]), "x": tensor([[0], [0]])},
        ],
        "trained": [trained(_TWO_OF_THREE, "logits")],
    },
    hidden=lambda rng: {
        "main": [
            _categorical(rng, *sizes)
            for sizes in ((4, 3, 5), (9, 6, 17), (1, 4, 2), (3, 1, 4), (3, 3, 3), (2, 2, 1))
        ],
        "extremes": [
            {"logits": normal(rng, 3, 2, 4, scale=3000.0), "x": tokens(rng, 4, 3, 2)},
            _far(rng, 3),
            _far(rng, 2),
            _far(rng, 3, 800, 1500),
            _far(rng, 2, 800, 3000),
            *(
                {
                    "logits": tensor(np.round(rng.uniform(800, 3000) + rng.normal(size=(2, 2, 3)), 3)),
                    "x": tokens(rng, 3, 2, 2),
                }
                for _ in range(2)
            ),
        ],
        "trained": [trained(_categorical(rng, *sizes), "logits") for sizes in ((3, 2, 4), (1, 3, 2))],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-probability of each sample"),
        Property("logits of a thousand do not overflow", on="extremes", share=0.5),
        TRAINED,
    ),
)


@CATEGORICAL_LOG_PROB.wrong(
    "no log-softmax",
    hint="You added up logits, raw or shifted. Exponentials of log-probabilities sum to 1 over the K values of a variable: do yours?",
)
def categorical_raw(logits, x):
    return logits.gather(2, x[:, :, None])[:, :, 0].sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "softmax over D",
    hint="Your softmax runs over the variables, so that the chances of one variable's values do not sum to 1. Which axis holds the K alternatives of which exactly one happens?",
)
def categorical_over_variables(logits, x):
    return torch.log_softmax(logits, 1).gather(2, x[:, :, None])[:, :, 0].sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "mean over D",
    hint="You averaged over the variables. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def categorical_mean(logits, x):
    return torch.log_softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0].mean(1)


@CATEGORICAL_LOG_PROB.wrong(
    "cross_entropy's default mean",
    hint="F.cross_entropy averages over everything unless it is told not to, which leaves one number. One value a sample is asked: look at its `reduction`.",
)
def categorical_default_mean(logits, x):
    return -F.cross_entropy(logits.transpose(1, 2), x)


@CATEGORICAL_LOG_PROB.wrong(
    "softmax overflows",
    hint="exp(1000) is infinite in floats, and so is each sum with it. Adding a constant to all logits changes no probability: which constant makes the largest of them harmless?",
)
def categorical_overflow(logits, x):
    p = torch.exp(logits) / torch.exp(logits).sum(2, keepdim=True)
    return torch.log(p.gather(2, x[:, :, None])[:, :, 0]).sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "softmax over the batch",
    hint="Your probabilities sum to 1 over the samples. Which axis holds the K alternatives of which exactly one happens?",
)
def categorical_over_batch(logits, x):
    return torch.log_softmax(logits, 0).gather(2, x[:, :, None])[:, :, 0].sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "log of a rounded probability",
    hint="Far below the largest logit a probability rounds away, or is lost below a floor or beside what you added. Its logarithm would not be: which torch function goes from logits to log-probabilities in one step?",
)
def categorical_rounded(logits, x):
    p = torch.softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0]
    return torch.log(p).sum(1)


@CATEGORICAL_LOG_PROB.wrong("1e-9 under the logarithm", like="log of a rounded probability")
def categorical_epsilon(logits, x):
    p = torch.softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0]
    return torch.log(p + 1e-9).sum(1)


@CATEGORICAL_LOG_PROB.wrong("1e-12 under the logarithm", like="log of a rounded probability")
def categorical_smaller_epsilon(logits, x):
    p = torch.softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0]
    return torch.log(p + 1e-12).sum(1)


@CATEGORICAL_LOG_PROB.wrong("1e-8 under the logarithm", like="log of a rounded probability")
def categorical_larger_epsilon(logits, x):
    p = torch.softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0]
    return torch.log(p + 1e-8).sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "the loss instead of the log-probability",
    hint="You returned a loss, in which log-probabilities stand with a minus. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def categorical_loss(logits, x):
    return F.cross_entropy(logits.transpose(1, 2), x, reduction="none").sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def categorical_cut(logits, x):
    return -F.cross_entropy(logits.detach().transpose(1, 2), x, reduction="none").sum(1)


def _gathered(scores, x):
    return scores.gather(2, x[:, :, None])[:, :, 0]


@CATEGORICAL_LOG_PROB.wrong("softmax over both axes", like="softmax over D")
def categorical_over_both(logits, x):
    return _gathered(torch.log_softmax(logits.flatten(1), 1).view_as(logits), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong("logits minus their maximum", like="no log-softmax")
def categorical_shifted(logits, x):
    return _gathered(logits - logits.amax(2, keepdim=True), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def categorical_one_sum(logits, x):
    return _gathered(torch.log_softmax(logits, 2), x).sum()


@CATEGORICAL_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def categorical_one_mean(logits, x):
    return _gathered(torch.log_softmax(logits, 2), x).sum(1).mean()


@CATEGORICAL_LOG_PROB.wrong("cross_entropy as it is", like="cross_entropy's default mean")
def categorical_default_loss(logits, x):
    return F.cross_entropy(logits.transpose(1, 2), x)


@CATEGORICAL_LOG_PROB.wrong("the mean loss over D", like="the loss instead of the log-probability")
def categorical_mean_loss(logits, x):
    return -_gathered(torch.log_softmax(logits, 2), x).mean(1)


@CATEGORICAL_LOG_PROB.wrong(
    "no logarithm",
    hint="You returned probabilities, or their sum or product. The log-probability of independent variables is a sum: of what, for each variable?",
)
def categorical_probability(logits, x):
    return torch.softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0].prod(1)


@CATEGORICAL_LOG_PROB.wrong("the sum of the probabilities", like="no logarithm")
def categorical_sum_of_probabilities(logits, x):
    return _gathered(torch.softmax(logits, 2), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong(
    "sigmoid for softmax",
    hint="You gave each value a chance of its own by a sigmoid. Exactly one of the K values comes: to what must their chances add up?",
)
def categorical_of_sigmoids(logits, x):
    return _gathered(F.logsigmoid(logits), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong("one maximum for all", like="log of a rounded probability")
def categorical_one_maximum(logits, x):
    shifted = torch.exp(logits - logits.max())
    return _gathered(torch.log(shifted / shifted.sum(2, keepdim=True)), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong("log of the rounded product", like="log of a rounded probability")
def categorical_log_of_product(logits, x):
    return torch.log(_gathered(torch.softmax(logits, 2), x).prod(1))


@CATEGORICAL_LOG_PROB.wrong("probabilities clamped by torch", like="log of a rounded probability")
def categorical_clamped_by_torch(logits, x):
    return torch.distributions.Categorical(probs=torch.softmax(logits, 2)).log_prob(x).sum(1)


@CATEGORICAL_LOG_PROB.wrong("rounded, by one-hot products", like="log of a rounded probability")
def categorical_rounded_products(logits, x):
    return (F.one_hot(x, logits.shape[2]) * torch.log(torch.softmax(logits, 2))).sum((1, 2))


@CATEGORICAL_LOG_PROB.wrong("1e-10 under the logarithm", like="log of a rounded probability")
def categorical_beside(logits, x, epsilon=1e-10):
    return torch.log(_gathered(torch.softmax(logits, 2), x) + epsilon).sum(1)


@CATEGORICAL_LOG_PROB.wrong("1e-6 under the logarithm", like="log of a rounded probability")
def categorical_beside_6(logits, x):
    return categorical_beside(logits, x, 1e-6)


@CATEGORICAL_LOG_PROB.wrong("1e-30 under the logarithm", like="log of a rounded probability")
def categorical_beside_30(logits, x):
    return categorical_beside(logits, x, 1e-30)


@CATEGORICAL_LOG_PROB.wrong("1e-300 under the logarithm", like="log of a rounded probability")
def categorical_beside_300(logits, x):
    return categorical_beside(logits, x, 1e-300)


@CATEGORICAL_LOG_PROB.wrong("the log of a sum of exponentials", like="softmax overflows")
def categorical_normaliser_overflows(logits, x):
    return _gathered(logits - torch.log(torch.exp(logits).sum(2, keepdim=True)), x).sum(1)


@CATEGORICAL_LOG_PROB.wrong("at least 1e-8", like="log of a rounded probability")
def categorical_from(logits, x, least=1e-8):
    return torch.log(_gathered(torch.softmax(logits, 2), x).clamp(min=least)).sum(1)


@CATEGORICAL_LOG_PROB.wrong("at least 1e-10", like="log of a rounded probability")
def categorical_from_10(logits, x):
    return categorical_from(logits, x, 1e-10)


@CATEGORICAL_LOG_PROB.alternative
def categorical_cross_entropy(logits, x):
    return -F.cross_entropy(logits.transpose(1, 2), x, reduction="none").sum(1)


@CATEGORICAL_LOG_PROB.alternative
def categorical_distribution(logits, x):
    return torch.distributions.Categorical(logits=logits).log_prob(x).sum(-1)


@CATEGORICAL_LOG_PROB.alternative
def categorical_one_hot(logits, x):
    log_p = logits - torch.logsumexp(logits, dim=2, keepdim=True)
    chosen = F.one_hot(x, logits.shape[2]).bool()
    return torch.where(chosen, log_p, 0.0).sum(dim=(1, 2))
