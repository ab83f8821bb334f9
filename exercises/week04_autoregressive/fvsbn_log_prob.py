"""A belief network that sees everything: the questions of `fvsbn_log_prob`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, bits, normal, tensor, trained
from gmcourse.reference import autoregressive


def _fvsbn(rng, n, dims, scale=1.0):
    return {
        "x": bits(rng, n, dims),
        "weight": normal(rng, dims, dims, scale=scale),
        "bias": normal(rng, dims, scale=scale),
    }


_TWO = {
    "x": tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
    "weight": tensor([[0.5, 2.0], [-1.0, 3.0]]),
    "bias": tensor([0.0, 1.0]),
}


def _far(x, logit):
    """Two pixels, the second with this logit where the first is 1."""
    return {"x": tensor(x), "weight": tensor([[0.0, 0.0], [logit, 0.0]]), "bias": tensor([0.0, 0.0])}


FVSBN_LOG_PROB = Exercise(
    id="fvsbn_log_prob",
    title="A belief network that sees everything",
    points=3,
    minutes=15,
    difficulty=1,
    reference=autoregressive.fvsbn_log_prob,
    public={
        "main": [
            _TWO,
            _fvsbn(np.random.default_rng(40), 4, 3),
            _fvsbn(np.random.default_rng(41), 4, 4),
            _fvsbn(np.random.default_rng(42), 1, 5),
            {"x": tensor([[1.0], [0.0]]), "weight": tensor([[2.0]]), "bias": tensor([0.5])},
        ],
        "extremes": [
            _far([[1.0, 0.0], [1.0, 1.0]], 800.0),
            _far([[1.0, 1.0]], -400.0),
            _far([[1.0, 0.0]], 45.0),
        ],
        "trained": [trained(_TWO, "weight", "bias")],
    },
    hidden=lambda rng: {
        "main": [
            _fvsbn(rng, 6, 5),
            _fvsbn(rng, 20, 12, scale=0.5),
            _fvsbn(rng, 1, 3),
            _fvsbn(rng, 3, 1),
            _fvsbn(rng, 4, 4),
        ],
        "extremes": [
            _fvsbn(rng, 8, 6, scale=500.0),
            _far([[1.0, 0.0]], float(rng.uniform(38, 90))),
            _far([[1.0, 1.0]], -float(rng.uniform(150, 700))),
        ],
        "trained": [trained(_fvsbn(rng, n, d), "weight", "bias") for n, d in ((5, 4), (1, 3))],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-probability of each vector"),
        Property("logits of several hundred stay finite", on="extremes", share=0.5),
        TRAINED,
    ),
)


@FVSBN_LOG_PROB.wrong(
    "diagonal used",
    hint="Pixel i helps to predict pixel i: the model has seen the answer. Sum your probabilities over all binary vectors of length 2: do they give 1? Which entry of the weights links i to itself?",
)
def fvsbn_diagonal(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "upper triangle",
    hint="Your pixel i looks at the pixels after it. Row i of the weights predicts pixel i: which columns of that row belong to pixels that come before?",
)
def fvsbn_upper(x, weight, bias):
    logits = x @ torch.triu(weight, 1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "columns for rows",
    hint="You used the weights the other way round, and summed over the wrong index. In weight_ij, i is the pixel that is predicted and j the one that is looked at: which of the two runs in the sum?",
)
def fvsbn_transposed(x, weight, bias):
    logits = x @ torch.tril(weight, -1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "no triangle",
    hint="Every pixel looks at every other one. Then the product of the conditionals is no distribution: which entries of the weights does the chain rule allow?",
)
def fvsbn_all(x, weight, bias):
    logits = x @ weight.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "probability",
    hint="You returned the probability itself. With 64 pixels it is about 1e-8, with 784 it underflows to 0: what is the logarithm of a product, taken factor by factor?",
)
def fvsbn_probability(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.where(x > 0, p, 1 - p).prod(1)


@FVSBN_LOG_PROB.wrong(
    "log of a rounded probability",
    hint="A sigmoid of 800 is exactly 1 in floating point, and log(1 - 1) is minus infinity, or what a floor makes of it. Can you get from the logit to the log-probability in one step? Look for 'with_logits' or 'logsigmoid'.",
)
def fvsbn_saturated(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.where(x > 0, torch.log(p), torch.log(1 - p)).sum(1)


@FVSBN_LOG_PROB.wrong("log of a rounded probability, by products", like="log of a rounded probability")
def fvsbn_saturated_products(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(1)


@FVSBN_LOG_PROB.wrong("logarithms that stop at -100", like="log of a rounded probability")
def fvsbn_capped(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return -F.binary_cross_entropy(p, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("1e-8 under the logarithms", like="log of a rounded probability")
def fvsbn_epsilon(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(1)


@FVSBN_LOG_PROB.wrong(
    "one diagonal too few",
    hint="Your pixel i does not see pixel i - 1, its nearest neighbour. Which is the highest diagonal of the weights that the chain rule allows?",
)
def fvsbn_second_diagonal(x, weight, bias):
    logits = x @ torch.tril(weight, -2).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "mean over the pixels",
    hint="You averaged over the pixels. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def fvsbn_mean(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(1)


@FVSBN_LOG_PROB.wrong(
    "the loss instead of the log-probability",
    hint="You returned a loss, in which log-probabilities stand with a minus. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def fvsbn_loss(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def fvsbn_cut(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1).detach()


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-7", like="log of a rounded probability")
def fvsbn_clamped(x, weight, bias, floor=1e-7):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias).clamp(floor, 1 - floor)
    return torch.where(x > 0, torch.log(p), torch.log(1 - p)).sum(1)


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-12", like="log of a rounded probability")
def fvsbn_clamped_late(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias).clamp(1e-12, 1 - 1e-12)
    return torch.where(x > 0, torch.log(p), torch.log(1 - p)).sum(1)


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-6", like="log of a rounded probability")
def fvsbn_clamped_at_6(x, weight, bias):
    return fvsbn_clamped(x, weight, bias, 1e-6)


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-8", like="log of a rounded probability")
def fvsbn_clamped_at_8(x, weight, bias):
    return fvsbn_clamped(x, weight, bias, 1e-8)


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-10", like="log of a rounded probability")
def fvsbn_clamped_at_10(x, weight, bias):
    return fvsbn_clamped(x, weight, bias, 1e-10)


@FVSBN_LOG_PROB.wrong("probabilities clamped at 1e-20", like="log of a rounded probability")
def fvsbn_clamped_at_20(x, weight, bias):
    return fvsbn_clamped(x, weight, bias, 1e-20)


@FVSBN_LOG_PROB.wrong("the upper triangle, by columns", like="columns for rows")
def fvsbn_upper_by_columns(x, weight, bias):
    logits = x @ torch.triu(weight, 1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("no triangle, by columns", like="no triangle")
def fvsbn_all_by_columns(x, weight, bias):
    return -F.binary_cross_entropy_with_logits(x @ weight + bias, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("all but the diagonal", like="no triangle")
def fvsbn_all_others(x, weight, bias):
    logits = x @ (weight - torch.diag(torch.diag(weight))).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("the upper triangle with its diagonal", like="upper triangle")
def fvsbn_upper_with_diagonal(x, weight, bias):
    logits = x @ torch.triu(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("the weights cut off", like="the graph is cut")
def fvsbn_weights_cut(x, weight, bias):
    logits = x @ torch.tril(weight.detach(), -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def fvsbn_one_number(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x)


@FVSBN_LOG_PROB.wrong("the sum over the batch", like="one number for the batch")
def fvsbn_one_sum(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="sum")


@FVSBN_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def fvsbn_one_mean(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1).mean()


@FVSBN_LOG_PROB.wrong("the mean loss over the pixels", like="the loss instead of the log-probability")
def fvsbn_mean_loss(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(1)


@FVSBN_LOG_PROB.wrong(
    "exp overflows",
    hint="exp(1000) is infinite in double precision, though log(1 + exp(1000)) is just 1000. Which torch function computes log(1 + exp(a)) without the exp in between?",
)
def fvsbn_overflow(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(1)


@FVSBN_LOG_PROB.wrong(
    "bias dropped",
    hint="Your first pixel always has the chance 1/2: nothing comes before it, and so its logit is 0. Which parameter gives a pixel a chance of its own?",
)
def fvsbn_no_bias(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "zeros forgotten",
    hint="In your sum a zero counts for nothing, or as a one. A zero has a probability too: which one, by the logit of that pixel?",
)
def fvsbn_ones_only(x, weight, bias):
    return (x * F.logsigmoid(x @ torch.tril(weight, -1).T + bias)).sum(1)


@FVSBN_LOG_PROB.wrong("zeros taken for ones", like="zeros forgotten")
def fvsbn_all_ones(x, weight, bias):
    return F.logsigmoid(x @ torch.tril(weight, -1).T + bias).sum(1)


@FVSBN_LOG_PROB.wrong(
    "ones and zeros exchanged",
    hint="You gave a zero the probability of a one, and a one that of a zero. Of which value is the sigmoid of the logit the probability?",
)
def fvsbn_exchanged(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, 1 - x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong(
    "the first pixel is free",
    hint="The first pixel costs nothing in your sum, or always the same. The chain rule begins with p(x_1): which parameter predicts the first pixel?",
)
def fvsbn_first_free(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")[:, 1:].sum(1)


@FVSBN_LOG_PROB.wrong(
    "sigmoid twice",
    hint="You took the sigmoid of a probability: no pixel of yours can have a chance below 1/2. What expects logits applies the sigmoid itself: how many are left?",
)
def fvsbn_sigmoid_twice(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return -F.binary_cross_entropy_with_logits(p, x, reduction="none").sum(1)


@FVSBN_LOG_PROB.wrong("probabilities clamped by torch", like="log of a rounded probability")
def fvsbn_clamped_by_torch(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.distributions.Bernoulli(probs=p).log_prob(x).sum(1)


@FVSBN_LOG_PROB.wrong("1e-12 beside the probability", like="log of a rounded probability")
def fvsbn_beside(x, weight, bias, epsilon=1e-12):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.log(torch.where(x > 0, p, 1 - p) + epsilon).sum(1)


@FVSBN_LOG_PROB.wrong("1e-6 beside the probability", like="log of a rounded probability")
def fvsbn_beside_6(x, weight, bias):
    return fvsbn_beside(x, weight, bias, 1e-6)


@FVSBN_LOG_PROB.wrong("1e-7 beside the probability", like="log of a rounded probability")
def fvsbn_beside_7(x, weight, bias):
    return fvsbn_beside(x, weight, bias, 1e-7)


@FVSBN_LOG_PROB.wrong("1e-9 beside the probability", like="log of a rounded probability")
def fvsbn_beside_9(x, weight, bias):
    return fvsbn_beside(x, weight, bias, 1e-9)


@FVSBN_LOG_PROB.wrong("1e-10 beside the probability", like="log of a rounded probability")
def fvsbn_beside_10(x, weight, bias):
    return fvsbn_beside(x, weight, bias, 1e-10)


@FVSBN_LOG_PROB.alternative
def fvsbn_loops(x, weight, bias):
    total = torch.zeros(x.shape[0], dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = bias[i] + x[:, :i] @ weight[i, :i]
        total += torch.where(x[:, i] == 1, F.logsigmoid(logit), F.logsigmoid(-logit))
    return total


@FVSBN_LOG_PROB.alternative
def fvsbn_distribution(x, weight, bias):
    logits = torch.einsum("nj,ij->ni", x, weight.tril(diagonal=-1)) + bias
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)


@FVSBN_LOG_PROB.alternative
def fvsbn_float32(x, weight, bias):
    x, weight, bias = x.float(), weight.float(), bias.float()
    logits = x @ torch.tril(weight, -1).t() + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
