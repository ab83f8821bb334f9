"""Week 4: wrong answers on MADE, categories and RNADE."""

import math

import torch
import torch.nn.functional as F

from autograder.exercises.week04_wrong import WRONG


@WRONG.wrong(
    "made_masks",
    ">= in the last layer",
    hint="A hidden unit of degree i may have read input i. With >= in the last layer, output i reads that "
    "unit, and so its own input. What must be strict there?",
)
def made_masks_not_strict(degrees):
    layers = [*degrees, degrees[0]]
    return [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]


@WRONG.wrong(
    "made_masks",
    "transposed",
    hint="Your masks have shape (in, out). They multiply weight matrices entry by entry: in a torch weight, "
    "do the rows stand for the units above or below?",
)
def made_masks_transposed(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(low[:, None] <= high[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-2][:, None] < layers[-1][None, :]).double()
    return masks


@WRONG.wrong(
    "made_masks",
    "> in the hidden layers",
    hint="You were strict everywhere. A hidden unit of degree i may read input i and units of degree i: "
    "only the output must not. With > in each layer, the first inputs' paths die out.",
)
def made_masks_strict(degrees):
    layers = [*degrees, degrees[0]]
    return [(high[:, None] > low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]


@WRONG.wrong(
    "made_masks",
    "outputs in natural order",
    hint="Your outputs have degrees 1, 2, ..., D whatever the order of the inputs is. Output i predicts "
    "input i: which place in the order has it?",
)
def made_masks_natural(degrees):
    layers = [*degrees, torch.arange(1, len(degrees[0]) + 1)]
    masks = [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-1][:, None] > layers[-2][None, :]).double()
    return masks


@WRONG.wrong(
    "made_log_prob",
    "masks not applied",
    hint="Without masks this is an ordinary autoencoder: each output sees its own input, and the sum over "
    "all binary vectors is not 1. Where do the masks go?",
)
def made_unmasked(x, weights, biases, masks):
    hidden = x
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        hidden = torch.relu(hidden @ weight.T + bias)
    logits = hidden @ weights[-1].T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "made_log_prob",
    "mask on the output only",
    hint="Your hidden units read all the inputs, so masking the last layer comes too late. One open door "
    "anywhere on the path is enough: which layers need a mask?",
)
def made_output_mask(x, weights, biases, masks):
    hidden = x
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        hidden = torch.relu(hidden @ weight.T + bias)
    logits = hidden @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "made_log_prob",
    "masks on the hidden layers only",
    hint="The last layer is not masked: there an output can reach a hidden unit that has read its own input. "
    "There is one mask for each weight matrix.",
)
def made_hidden_masks(x, weights, biases, masks):
    hidden = x
    for weight, bias, mask in zip(weights[:-1], biases[:-1], masks[:-1], strict=True):
        hidden = torch.relu(hidden @ (weight * mask).T + bias)
    logits = hidden @ weights[-1].T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "made_log_prob",
    "relu on the logits",
    hint="Your logits are never negative, so no pixel can have a chance below 1/2. Which layers are hidden?",
)
def made_relu_output(x, weights, biases, masks):
    hidden = x
    for weight, bias, mask in zip(weights, biases, masks, strict=True):
        hidden = torch.relu(hidden @ (weight * mask).T + bias)
    return -F.binary_cross_entropy_with_logits(hidden, x, reduction="none").sum(1)


@WRONG.wrong(
    "categorical_log_prob",
    "no log-softmax",
    hint="You added up raw logits. Add 5 to all of them: the distribution stays the same, does your answer?",
)
def categorical_raw(logits, x):
    return logits.gather(2, x[:, :, None])[:, :, 0].sum(1)


@WRONG.wrong(
    "categorical_log_prob",
    "softmax over D",
    hint="Your probabilities sum to 1 over the variables, not over the values of one variable. Which axis "
    "holds the K alternatives of which exactly one happens?",
)
def categorical_over_variables(logits, x):
    return torch.log_softmax(logits, 1).gather(2, x[:, :, None])[:, :, 0].sum(1)


@WRONG.wrong(
    "categorical_log_prob",
    "mean over D",
    hint="You averaged over the variables. The chain rule multiplies the conditionals: what happens to a "
    "product under the logarithm?",
)
def categorical_mean(logits, x):
    return torch.log_softmax(logits, 2).gather(2, x[:, :, None])[:, :, 0].mean(1)


@WRONG.wrong(
    "categorical_log_prob",
    "cross_entropy's default mean",
    hint="F.cross_entropy averages over everything unless it is told not to, which leaves one number. "
    "One value a sample is asked: look at its `reduction`.",
)
def categorical_default_mean(logits, x):
    return -F.cross_entropy(logits.transpose(1, 2), x)


@WRONG.wrong(
    "categorical_log_prob",
    "softmax overflows",
    hint="exp(1000) is infinite, and infinity over infinity is nan. Adding a constant to all logits changes "
    "nothing: which constant makes the largest of them harmless?",
)
def categorical_overflow(logits, x):
    p = torch.exp(logits) / torch.exp(logits).sum(2, keepdim=True)
    return torch.log(p.gather(2, x[:, :, None])[:, :, 0]).sum(1)


@WRONG.wrong(
    "rnade_log_prob",
    "scale as variance",
    hint="You took exp(log_scale) for the variance. A scale has the unit of x itself: it is the standard "
    "deviation.",
)
def rnade_variance(x, log_weights, means, log_scales):
    distance = (x[:, :, None] - means) ** 2 / torch.exp(log_scales)
    log_normal = -0.5 * (distance + log_scales + math.log(2 * math.pi))
    return torch.logsumexp(log_weights + log_normal, 2).sum(1)


@WRONG.wrong(
    "rnade_log_prob",
    "mixture over D",
    hint="You chose one component for the whole vector. Here each x_i has a mixture of its own: what comes "
    "first, the sum over components or the product over dimensions?",
)
def rnade_whole_vector(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.logsumexp((log_weights + log_normal).sum(1), 1)


@WRONG.wrong(
    "rnade_log_prob",
    "no Jacobian of the scale",
    hint="Your density does not integrate to 1 over x. A Gaussian ten times as wide is ten times as low: "
    "which term of its log-density says so?",
)
def rnade_no_jacobian(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    log_normal = -0.5 * z**2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + log_normal, 2).sum(1)


@WRONG.wrong(
    "rnade_log_prob",
    "density underflows",
    hint="Far from all means the density is 0 in floating point, and its logarithm minus infinity. Which "
    "function takes logarithms of components and gives the logarithm of their sum?",
)
def rnade_underflow(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.log((torch.exp(log_weights) * torch.exp(log_normal)).sum(2)).sum(1)
