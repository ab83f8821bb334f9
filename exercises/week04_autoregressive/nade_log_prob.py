"""NADE: one hidden layer, shared: the questions of `nade_log_prob`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, nade, tensor, trained
from gmcourse.reference import autoregressive

_TWO = {
    "x": tensor([[1.0, 0.0], [1.0, 1.0]]),
    "W": tensor([[2.0, 1.0]]),
    "c": tensor([-1.0]),
    "V": tensor([[1.0], [-2.0]]),
    "b": tensor([0.5, 1.0]),
}


def _large(rng, n, dims, units):
    """Weights that make logits of several hundred, of either sign, so that some pixels are next to impossible."""
    case = nade(rng, n, dims, units)
    case["V"].args["data"][:] = np.round(rng.choice([-1.0, 1.0], size=(dims, units)) * 900.0 / units, 1)
    case["b"].args["data"][:] = np.round(rng.uniform(-400.0, 400.0, size=dims), 1)
    return case


_PARAMETERS = ("W", "c", "V", "b")


NADE_LOG_PROB = Exercise(
    id="nade_log_prob",
    title="NADE: one hidden layer, shared",
    points=4,
    minutes=25,
    difficulty=2,
    reference=autoregressive.nade_log_prob,
    probe="work.value_and_growth",
    public={
        "main": [
            _TWO,
            nade(np.random.default_rng(41), 3, 4, 2),
            nade(np.random.default_rng(43), 3, 3, 3),
            nade(np.random.default_rng(44), 1, 3, 5),
            nade(np.random.default_rng(45), 2, 1, 2),
        ],
        "large": [_large(np.random.default_rng(48), 4, 3, 1)],
        "work": [nade(np.random.default_rng(42), 2, 128, 16)],
        "trained": [trained(_TWO, *_PARAMETERS)],
    },
    hidden=lambda rng: {
        "main": [
            nade(rng, *sizes)
            for sizes in ((5, 6, 4), (12, 10, 7), (1, 4, 3), (3, 1, 2), (4, 4, 4), (3, 5, 1))
        ],
        "large": [_large(rng, 5, 4, units) for units in (1, 3)],
        "work": [nade(rng, 2, 128, 16)],
        "trained": [trained(nade(rng, 3, 5, 4), *_PARAMETERS)],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-probability of each vector", part="value"),
        Property("logits of several hundred", on="large", part="value", share=0.5),
        Property("128 pixels: right, by work that grows like D, not like D squared", on="work", share=0.5),
        TRAINED,
    ),
)


@NADE_LOG_PROB.wrong(
    "hidden units include x_i",
    hint="When you predict x_i, the hidden units have already read x_i. In which order should the two lines of your loop stand: predict, then read?",
)
def nade_sees_itself(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        sums = sums + x[:, i : i + 1] * W[:, i]
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
    return total


@NADE_LOG_PROB.wrong(
    "log of a rounded probability",
    hint="Where a logit is large, the sigmoid rounds to 0 or 1, and the logarithm of that is infinite, or what a floor makes of it. Which torch functions go from the logit to the log-probability in one step?",
)
def nade_log_of_sigmoid(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])
        total = total + torch.log(torch.where(x[:, i] == 1, p, 1 - p))
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong("binary_cross_entropy's floor of -100", like="log of a rounded probability")
def nade_floored(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])
        total = total - F.binary_cross_entropy(p, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong(
    "bias c dropped",
    hint="Before the first pixel is read, the hidden units already have an input: their own bias c. What does your running sum start from?",
)
def nade_no_hidden_bias(x, W, c, V, b):
    sums = torch.zeros(len(x), len(c), dtype=x.dtype)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong(
    "bias b dropped",
    hint="You left out one of the two biases. With no hidden unit at all, each pixel would still have a chance of its own: which parameter holds it?",
)
def nade_no_output_bias(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong(
    "O(HD^2)",
    hint="Right, but slow: for each pixel you multiply all the pixels before it again. From pixel i to pixel i + 1 only one column of W is new: what can you keep from the last step?",
)
def nade_quadratic(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        hidden = torch.sigmoid(x[:, :i] @ W[:, :i].T + c)
        logit = hidden @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
    return total


@NADE_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not all there, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def nade_cut(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total.detach()


@NADE_LOG_PROB.wrong("the running sum cut off", like="the graph is cut")
def nade_sum_cut(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = (sums + x[:, i : i + 1] * W[:, i]).detach()
    return total


@NADE_LOG_PROB.wrong(
    "the loss instead of the log-probability",
    hint="You returned the loss, minus the log-probability. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def nade_loss(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total + F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong(
    "mean over the pixels",
    hint="You averaged over the pixels. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def nade_mean(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total / x.shape[1]


@NADE_LOG_PROB.wrong(
    "bias c at every step",
    hint="You added the hidden bias c again at every pixel. The running sum holds c once: which new term does a pixel bring?",
)
def nade_bias_again(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i] + c
    return total


def _by_products(x, W, c, V, b, floor):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i]).clamp(floor, 1 - floor)
        total = total + x[:, i] * torch.log(p) + (1 - x[:, i]) * torch.log(1 - p)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong("log of a rounded probability, by products", like="log of a rounded probability")
def nade_products(x, W, c, V, b):
    return _by_products(x, W, c, V, b, 0.0)


@NADE_LOG_PROB.wrong("by products, clamped at 1e-20", like="log of a rounded probability")
def nade_products_clamped(x, W, c, V, b):
    return _by_products(x, W, c, V, b, 1e-20)


def _clamped(x, W, c, V, b, floor):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i]).clamp(floor, 1 - floor)
        total = total + torch.log(torch.where(x[:, i] == 1, p, 1 - p))
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-6", like="log of a rounded probability")
def nade_clamped_at_6(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-6)


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-7", like="log of a rounded probability")
def nade_clamped_at_7(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-7)


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-8", like="log of a rounded probability")
def nade_clamped_at_8(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-8)


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-10", like="log of a rounded probability")
def nade_clamped_at_10(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-10)


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-12", like="log of a rounded probability")
def nade_clamped_at_12(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-12)


@NADE_LOG_PROB.wrong("probabilities clamped at 1e-20", like="log of a rounded probability")
def nade_clamped_at_20(x, W, c, V, b):
    return _clamped(x, W, c, V, b, 1e-20)


@NADE_LOG_PROB.alternative
def nade_row_by_row(x, W, c, V, b):
    answers = []
    for row in x:
        sums, total = c.clone(), 0.0
        for i in range(len(row)):
            logit = torch.dot(V[i], torch.sigmoid(sums)) + b[i]
            total = total + (F.logsigmoid(logit) if row[i] == 1 else F.logsigmoid(-logit))
            sums += row[i] * W[:, i]
        answers.append(total)
    return torch.stack(answers)


@NADE_LOG_PROB.alternative
def nade_cumulative(x, W, c, V, b):
    after = torch.cumsum(x[:, :, None] * W.T, dim=1)
    before = torch.cat([torch.zeros_like(after[:, :1]), after[:, :-1]], dim=1)
    logits = (torch.sigmoid(before + c) * V).sum(-1) + b
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(1)


@NADE_LOG_PROB.alternative
def nade_in_place(x, W, c, V, b):
    sums = c.repeat(len(x), 1)
    logits = []
    for i in range(x.shape[1]):
        logits.append((V[i] * torch.sigmoid(sums)).sum(1) + b[i])
        sums = torch.addcmul(sums, x[:, i : i + 1], W[:, i][None])
    return torch.distributions.Bernoulli(logits=torch.stack(logits, 1)).log_prob(x).sum(1)
