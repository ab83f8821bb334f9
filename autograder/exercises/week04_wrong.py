"""Week 4: wrong answers on FVSBN and NADE, each with a name and a hint that teaches."""

import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "fvsbn_log_prob",
    "diagonal used",
    hint="Pixel i helps to predict pixel i: the model has seen the answer. Sum your probabilities over all "
    "binary vectors of length 2: do they give 1? Which entry of the weights links i to itself?",
)
def fvsbn_diagonal(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "fvsbn_log_prob",
    "upper triangle",
    hint="Your pixel i looks at the pixels after it. Row i of the weights predicts pixel i: which columns "
    "of that row belong to pixels that come before?",
)
def fvsbn_upper(x, weight, bias):
    logits = x @ torch.triu(weight, 1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "fvsbn_log_prob",
    "columns for rows",
    hint="You used the weights the other way round: the lower triangle, but summed over the wrong index. "
    "In weight_ij, i is the pixel that is predicted and j the one that is looked at.",
)
def fvsbn_transposed(x, weight, bias):
    logits = x @ torch.tril(weight, -1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "fvsbn_log_prob",
    "no triangle",
    hint="Every pixel looks at every other one. Then the product of the conditionals is no distribution: "
    "which entries of the weights does the chain rule allow?",
)
def fvsbn_all(x, weight, bias):
    logits = x @ weight.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@WRONG.wrong(
    "fvsbn_log_prob",
    "probability",
    hint="You returned the probability itself. With 64 pixels it is about 1e-8, with 784 it underflows to "
    "0: what is the logarithm of a product, taken factor by factor?",
)
def fvsbn_probability(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.where(x > 0, p, 1 - p).prod(1)


@WRONG.wrong(
    "fvsbn_log_prob",
    "log of a rounded probability",
    hint="A sigmoid of 800 is exactly 1 in floating point, and log(1 - 1) is minus infinity. Can you get "
    "from the logit to the log-probability in one step? Look for 'with_logits' or 'logsigmoid'.",
)
def fvsbn_saturated(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.where(x > 0, torch.log(p), torch.log(1 - p)).sum(1)


@WRONG.wrong(
    "nade_log_prob",
    "hidden units include x_i",
    hint="When you predict x_i, the hidden units have already read x_i. In which order should the two lines "
    "of your loop stand: predict, then read?",
)
def nade_sees_itself(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        sums = sums + x[:, i : i + 1] * W[:, i]
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
    return total


@WRONG.wrong(
    "nade_log_prob",
    "bias c dropped",
    hint="Before the first pixel is read, the hidden units already have an input: their own bias c. "
    "What does your running sum start from?",
)
def nade_no_hidden_bias(x, W, c, V, b):
    sums = torch.zeros(len(x), len(c), dtype=x.dtype)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@WRONG.wrong(
    "nade_log_prob",
    "bias b dropped",
    hint="You left out one of the two biases. With no hidden unit at all, each pixel would still have a "
    "chance of its own: which parameter holds it?",
)
def nade_no_output_bias(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@WRONG.wrong(
    "nade_log_prob",
    "O(HD^2)",
    hint="Right, but slow: for each pixel you multiply all the pixels before it again. From pixel i to pixel "
    "i + 1 only one column of W is new: what can you keep from the last step?",
)
def nade_quadratic(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        hidden = torch.sigmoid(x[:, :i] @ W[:, :i].T + c)
        logit = hidden @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
    return total


@WRONG.wrong(
    "nade_sample",
    "all at once",
    hint="You drew every pixel as if nothing had been drawn before it. A pixel that was drawn as 1 must "
    "change the chances of those after it: where do your hidden units learn of it?",
)
def nade_sample_at_once(uniforms, W, c, V, b):
    chances = torch.sigmoid(V @ torch.sigmoid(c) + b)
    return (uniforms < chances).to(W.dtype)


@WRONG.wrong(
    "nade_sample",
    "threshold at 1/2",
    hint="You took the more likely value of each pixel, so every sample is the same picture. A pixel with "
    "chance 0.3 is 1 in three samples of ten: what are the uniforms for?",
)
def nade_sample_threshold(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i]) > 0.5).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return x


@WRONG.wrong(
    "nade_sample",
    "comparison reversed",
    hint="Your pixel is 1 where the uniform is large. How often is a uniform number below 0.3, and how often "
    "should a pixel with chance 0.3 be 1?",
)
def nade_sample_reversed(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (uniforms[:, i] > torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return x
