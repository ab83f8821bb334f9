"""MADE: all conditionals in one pass: the questions of `made_log_prob`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, bits, normal, tensor, trained
from gmcourse.reference import autoregressive


def _made(rng, n, dims, hidden):
    degrees = [np.arange(1, dims + 1), *(rng.permutation(size) % (dims - 1) + 1 for size in hidden)]
    sizes = [dims, *hidden, dims]
    masks = [high[:, None] >= low for low, high in zip(degrees[:-1], degrees[1:], strict=True)]
    masks.append(degrees[0][:, None] > degrees[-1])
    return {
        "x": bits(rng, n, dims),
        "weights": [normal(rng, b, a) for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
        "biases": [normal(rng, size) for size in sizes[1:]],
        "masks": [tensor(mask.astype(float)) for mask in masks],
    }


def _sure(rng, n, dims, hidden):
    """A network whose logits go into the hundreds."""
    case = _made(rng, n, dims, hidden)
    case["biases"][-1] = normal(rng, dims, scale=900.0)
    return case


MADE_LOG_PROB = Exercise(
    id="made_log_prob",
    title="MADE: all conditionals in one pass",
    points=2,
    minutes=15,
    difficulty=2,
    reference=autoregressive.made_log_prob,
    public={
        "main": [
            _made(np.random.default_rng(44), 3, 3, [4]),
            _made(np.random.default_rng(45), 2, 4, [5, 6]),
            _made(np.random.default_rng(46), 4, 4, [4, 4]),
            _made(np.random.default_rng(47), 1, 3, [5, 4, 5]),
            _made(np.random.default_rng(48), 2, 3, []),
            _sure(np.random.default_rng(49), 3, 4, [5]),
        ],
        "trained": [
            trained(_made(np.random.default_rng(44), 3, 3, [4]), "weights", "biases"),
            trained(_sure(np.random.default_rng(49), 3, 4, [5]), "weights", "biases"),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _made(rng, *sizes)
            for sizes in (
                (6, 5, [8]),
                (8, 6, [12, 10]),
                (5, 7, [9, 14, 9]),
                (1, 4, [4]),
                (3, 3, [3, 3, 3]),
                (4, 5, []),
                (2, 1, []),
                (3, 2, [6]),
            )
        ]
        + [_sure(rng, 6, 5, [6])],
        "trained": [
            trained(_made(rng, 3, 4, [5, 6]), "weights", "biases"),
            trained(_sure(rng, 4, 5, [6]), "weights", "biases"),
        ],
    },
    probes={"trained": "gradients.through"},
    properties=(Property("the log-probability of each vector"), TRAINED),
)


@MADE_LOG_PROB.wrong(
    "masks not applied",
    hint="Without masks this is an ordinary autoencoder: each output sees its own input, and the sum over all binary vectors is not 1. Where do the masks go?",
)
def made_unmasked(x, weights, biases, masks):
    hidden = x
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        hidden = torch.relu(hidden @ weight.T + bias)
    logits = hidden @ weights[-1].T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "mask on the output only",
    hint="Your hidden units read all the inputs, so masking the last layer comes too late. One open door anywhere on the path is enough: which layers need a mask?",
)
def made_output_mask(x, weights, biases, masks):
    hidden = x
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        hidden = torch.relu(hidden @ weight.T + bias)
    logits = hidden @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "masks on the hidden layers only",
    hint="A layer after the first is not masked: through it an output can reach a hidden unit that has read its own input. There is one mask for each weight matrix.",
)
def made_hidden_masks(x, weights, biases, masks):
    hidden = x
    for weight, bias, mask in zip(weights[:-1], biases[:-1], masks[:-1], strict=True):
        hidden = torch.relu(hidden @ (weight * mask).T + bias)
    logits = hidden @ weights[-1].T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "relu on the logits",
    hint="Your logits are never negative, so no pixel can have a chance below 1/2. Which layers are hidden?",
)
def made_relu_output(x, weights, biases, masks):
    hidden = x
    for weight, bias, mask in zip(weights, biases, masks, strict=True):
        hidden = torch.relu(hidden @ (weight * mask).T + bias)
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong("first mask only", like="masks on the hidden layers only")
def made_first_mask(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = hidden @ (weight * masks[0] if number == 0 else weight).T + bias
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "mean over the pixels",
    hint="You averaged over the pixels. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def made_mean(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = hidden @ (weight * mask).T + bias
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").mean(1)


@MADE_LOG_PROB.wrong(
    "the loss instead of the log-probability",
    hint="You returned a loss, in which log-probabilities stand with a minus. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def made_loss(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = hidden @ (weight * mask).T + bias
    return F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def made_cut(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = (hidden @ (weight * mask).T + bias).detach()
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


def _made_logits(x, weights, biases, masks, bend=torch.relu):
    """The logits of a MADE, with another function in the hidden layers."""
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = bend(hidden) if number else hidden
        hidden = hidden @ (weight * mask).T + bias
    return hidden


def _made_score(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")


@MADE_LOG_PROB.wrong("the first layer not masked", like="mask on the output only")
def made_first_open(x, weights, biases, masks):
    opened = [torch.ones_like(masks[0]), *masks[1:]] if len(masks) > 1 else masks
    return _made_score(x, _made_logits(x, weights, biases, opened)).sum(1)


@MADE_LOG_PROB.wrong(
    "another function in the hidden layers",
    hint="Your hidden layers do not go through a relu. Which function is asked for, and between which layers does it stand?",
)
def made_without_relu(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks, bend=lambda h: h)).sum(1)


@MADE_LOG_PROB.wrong("sigmoid in the hidden layers", like="another function in the hidden layers")
def made_of_sigmoids(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks, bend=torch.sigmoid)).sum(1)


@MADE_LOG_PROB.wrong("tanh in the hidden layers", like="another function in the hidden layers")
def made_of_tanh(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks, bend=torch.tanh)).sum(1)


@MADE_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def made_one_number(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks)).mean()


@MADE_LOG_PROB.wrong("the sum over the batch", like="one number for the batch")
def made_one_sum(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks)).sum()


@MADE_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def made_one_mean(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, biases, masks)).sum(1).mean()


@MADE_LOG_PROB.wrong("the mean loss over the pixels", like="the loss instead of the log-probability")
def made_mean_loss(x, weights, biases, masks):
    return -_made_score(x, _made_logits(x, weights, biases, masks)).mean(1)


@MADE_LOG_PROB.wrong(
    "zeros forgotten",
    hint="In your sum a zero counts for nothing, or as a one. A zero has a probability too: which one, by the logit of that pixel?",
)
def made_ones_only(x, weights, biases, masks):
    return (x * F.logsigmoid(_made_logits(x, weights, biases, masks))).sum(1)


@MADE_LOG_PROB.wrong(
    "ones and zeros exchanged",
    hint="You gave a zero the probability of a one, and a one that of a zero. Of which value is the sigmoid of the logit the probability?",
)
def made_exchanged(x, weights, biases, masks):
    return _made_score(1 - x, _made_logits(x, weights, biases, masks)).sum(1)


@MADE_LOG_PROB.wrong(
    "sigmoid twice",
    hint="You took the sigmoid of a probability: no pixel of yours can have a chance below 1/2. What expects logits applies the sigmoid itself: how many are left?",
)
def made_sigmoid_twice(x, weights, biases, masks):
    return _made_score(x, torch.sigmoid(_made_logits(x, weights, biases, masks))).sum(1)


@MADE_LOG_PROB.wrong(
    "probability",
    hint="You returned the probability itself. With 784 pixels it underflows to 0: what is the logarithm of a product, taken factor by factor?",
)
def made_probability(x, weights, biases, masks):
    return torch.exp(_made_score(x, _made_logits(x, weights, biases, masks)).sum(1))


@MADE_LOG_PROB.wrong(
    "bias dropped",
    hint="Your logits are sums over the inputs alone. Each layer adds a vector of its own to them: which one have you left out?",
)
def made_no_bias(x, weights, biases, masks):
    return _made_score(x, _made_logits(x, weights, [0 * b for b in biases], masks)).sum(1)


@MADE_LOG_PROB.wrong(
    "exp overflows",
    hint="exp(1000) is infinite in double precision, though log(1 + exp(1000)) is just 1000. Which torch function computes log(1 + exp(a)) without the exp in between?",
)
def made_overflow(x, weights, biases, masks):
    logits = _made_logits(x, weights, biases, masks)
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(1)


@MADE_LOG_PROB.wrong(
    "log of a rounded probability",
    hint="Where a logit is large, the sigmoid rounds to 0 or 1, and the logarithm of that is infinite, or what a floor makes of it. Which torch functions go from the logit to the log-probability in one step?",
)
def made_rounded(x, weights, biases, masks):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks))
    return torch.log(torch.where(x > 0, p, 1 - p)).sum(1)


@MADE_LOG_PROB.wrong("log of a rounded probability, by products", like="log of a rounded probability")
def made_products(x, weights, biases, masks):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks))
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(1)


@MADE_LOG_PROB.wrong("logarithms that stop at -100", like="log of a rounded probability")
def made_floored(x, weights, biases, masks):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks))
    return -F.binary_cross_entropy(p, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong("probabilities clamped by torch", like="log of a rounded probability")
def made_clamped_by_torch(x, weights, biases, masks):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks))
    return torch.distributions.Bernoulli(probs=p).log_prob(x).sum(1)


@MADE_LOG_PROB.wrong("1e-12 beside the probability", like="log of a rounded probability")
def made_beside(x, weights, biases, masks, epsilon=1e-12):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks))
    return torch.log(torch.where(x > 0, p, 1 - p) + epsilon).sum(1)


@MADE_LOG_PROB.wrong("1e-7 beside the probability", like="log of a rounded probability")
def made_beside_7(x, weights, biases, masks):
    return made_beside(x, weights, biases, masks, 1e-7)


@MADE_LOG_PROB.wrong("1e-8 beside the probability", like="log of a rounded probability")
def made_beside_8(x, weights, biases, masks):
    return made_beside(x, weights, biases, masks, 1e-8)


@MADE_LOG_PROB.wrong("probabilities clamped at 1e-7", like="log of a rounded probability")
def made_clamped(x, weights, biases, masks, floor=1e-7):
    p = torch.sigmoid(_made_logits(x, weights, biases, masks)).clamp(floor, 1 - floor)
    return torch.log(torch.where(x > 0, p, 1 - p)).sum(1)


@MADE_LOG_PROB.wrong("probabilities clamped at 1e-8", like="log of a rounded probability")
def made_clamped_8(x, weights, biases, masks):
    return made_clamped(x, weights, biases, masks, 1e-8)


@MADE_LOG_PROB.wrong("probabilities clamped at 1e-12", like="log of a rounded probability")
def made_clamped_12(x, weights, biases, masks):
    return made_clamped(x, weights, biases, masks, 1e-12)


@MADE_LOG_PROB.alternative
def made_linear(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = F.linear(hidden, weight.masked_fill(mask == 0, 0.0), bias)
        if number < len(weights) - 1:
            hidden = hidden.clamp(min=0)
    return torch.distributions.Bernoulli(logits=hidden).log_prob(x).sum(1)


@MADE_LOG_PROB.alternative
def made_one_by_one(x, weights, biases, masks):
    answers = []
    for row in x:
        hidden = row
        for weight, bias, mask in zip(weights[:-1], biases[:-1], masks[:-1], strict=True):
            hidden = torch.relu((weight * mask) @ hidden + bias)
        logits = (weights[-1] * masks[-1]) @ hidden + biases[-1]
        answers.append(torch.sum(row * logits - torch.logaddexp(logits, torch.zeros_like(logits))))
    return torch.stack(answers)


@MADE_LOG_PROB.alternative
def made_by_cross_entropy(x, weights, biases, masks):
    from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

    value = x
    for layer in range(len(weights)):
        value = value @ (masks[layer] * weights[layer]).T + biases[layer]
        if layer < len(weights) - 1:
            value = value.clamp(min=0)
    return -cross_entropy(value, x, reduction="none").sum(dim=1)
