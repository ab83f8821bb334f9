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
    hint="When you predict x_i, your hidden units have already read x_i. Which pixels may they know at that moment: what comes first, to predict a pixel or to read it?",
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
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
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
    hint="You returned a loss, in which log-probabilities stand with a minus. A log-probability of something that has a chance is never above 0: which sign has yours?",
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


def _nade(x, W, c, V, b, bend=torch.sigmoid, score=None):
    """A NADE with another function in its hidden units, or with another way from the logit to a pixel's score."""
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = bend(sums) @ V[i] + b[i]
        right = -F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        total = total + (score(logit, x[:, i]) if score else right)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong("c after the first pixel", like="bias c dropped")
def nade_late_hidden_bias(x, W, c, V, b):
    sums = torch.zeros(len(x), len(c), dtype=x.dtype)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = sums + x[:, i : i + 1] * W[:, i] + (c if i == 0 else 0)
    return total


@NADE_LOG_PROB.wrong("bias c twice", like="bias c at every step")
def nade_bias_twice(x, W, c, V, b):
    return _nade(x, W, c, V, b, bend=lambda sums: torch.sigmoid(sums + c))


@NADE_LOG_PROB.wrong(
    "another function in the hidden units",
    hint="Your hidden units are not those of the formula: h_i is a sigmoid of the running sum. Which function stands between the sum and V in yours?",
)
def nade_linear(x, W, c, V, b):
    return _nade(x, W, c, V, b, bend=lambda sums: sums)


@NADE_LOG_PROB.wrong("tanh in the hidden units", like="another function in the hidden units")
def nade_tanh(x, W, c, V, b):
    return _nade(x, W, c, V, b, bend=torch.tanh)


@NADE_LOG_PROB.wrong(
    "only the last pixel is read",
    hint="Your hidden units know one pixel only, the last one. All the pixels before x_i may change its chance: what do you add the new term to?",
)
def nade_last_pixel(x, W, c, V, b):
    sums = c.expand(len(x), -1)
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(sums) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        sums = c + x[:, i : i + 1] * W[:, i]
    return total


@NADE_LOG_PROB.wrong("all the pixels at once", like="hidden units include x_i")
def nade_sees_all(x, W, c, V, b):
    logits = torch.sigmoid(x @ W.T + c) @ V.T + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@NADE_LOG_PROB.wrong(
    "probability",
    hint="You returned the probability itself. With 784 pixels it underflows to 0: what is the logarithm of a product, taken factor by factor?",
)
def nade_probability(x, W, c, V, b):
    return torch.exp(_nade(x, W, c, V, b))


@NADE_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def nade_one_number(x, W, c, V, b):
    return _nade(x, W, c, V, b).mean()


@NADE_LOG_PROB.wrong(
    "the first pixel is free",
    hint="The first pixel costs nothing in your sum, or always the same. The chain rule begins with p(x_1): which parameter predicts the first pixel?",
)
def nade_first_free(x, W, c, V, b):
    first = F.binary_cross_entropy_with_logits(
        (torch.sigmoid(c) @ V[0] + b[0]).expand(len(x)), x[:, 0], reduction="none"
    )
    return _nade(x, W, c, V, b) + first


@NADE_LOG_PROB.wrong(
    "zeros forgotten",
    hint="In your sum a zero counts for nothing, or as a one. A zero has a probability too: which one, by the logit of that pixel?",
)
def nade_ones_only(x, W, c, V, b):
    return _nade(x, W, c, V, b, score=lambda logit, bit: bit * F.logsigmoid(logit))


@NADE_LOG_PROB.wrong(
    "ones and zeros exchanged",
    hint="You gave a zero the probability of a one, and a one that of a zero. Of which value is the sigmoid of the logit the probability?",
)
def nade_exchanged(x, W, c, V, b):
    return _nade(x, W, c, V, b, score=lambda logit, bit: F.logsigmoid((1 - 2 * bit) * logit))


@NADE_LOG_PROB.wrong(
    "exp overflows",
    hint="exp(1000) is infinite in double precision, though log(1 + exp(1000)) is just 1000. Which torch function computes log(1 + exp(a)) without the exp in between?",
)
def nade_overflow(x, W, c, V, b):
    return _nade(x, W, c, V, b, score=lambda logit, bit: bit * logit - torch.log(1 + torch.exp(logit)))


@NADE_LOG_PROB.wrong("1e-8 under the logarithms", like="log of a rounded probability")
def nade_one_minus(x, W, c, V, b, epsilon=1e-8):
    def score(logit, bit):
        p = torch.sigmoid(logit)
        return bit * torch.log(p + epsilon) + (1 - bit) * torch.log(1 - p + epsilon)

    return _nade(x, W, c, V, b, score=score)


@NADE_LOG_PROB.wrong("1e-7 under the logarithms", like="log of a rounded probability")
def nade_one_minus_7(x, W, c, V, b):
    return nade_one_minus(x, W, c, V, b, 1e-7)


@NADE_LOG_PROB.wrong("1e-10 under the logarithms", like="log of a rounded probability")
def nade_one_minus_10(x, W, c, V, b):
    return nade_one_minus(x, W, c, V, b, 1e-10)


@NADE_LOG_PROB.wrong("1e-12 under the logarithms", like="log of a rounded probability")
def nade_one_minus_12(x, W, c, V, b):
    return nade_one_minus(x, W, c, V, b, 1e-12)


@NADE_LOG_PROB.wrong("1e-20 under the logarithms", like="log of a rounded probability")
def nade_one_minus_20(x, W, c, V, b):
    return nade_one_minus(x, W, c, V, b, 1e-20)


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
