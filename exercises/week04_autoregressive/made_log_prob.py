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
        "trained": [trained(_made(np.random.default_rng(44), 3, 3, [4]), "weights", "biases")],
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
        "trained": [trained(_made(rng, 3, 4, [5, 6]), "weights", "biases")],
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
    hint="You returned the loss, minus the log-probability. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def made_loss(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = hidden @ (weight * mask).T + bias
    return F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


@MADE_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not all there, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def made_cut(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = torch.relu(hidden) if number else hidden
        hidden = (hidden @ (weight * mask).T + bias).detach()
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


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
