"""Sampling, one pixel after the other: the questions of `nade_sample`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import nade, tensor
from gmcourse.reference import autoregressive


def _nade_sample(rng, n, dims, units):
    return {"uniforms": tensor(np.round(rng.random((n, dims)), 4))} | {
        name: value for name, value in nade(rng, n, dims, units).items() if name != "x"
    }


def _strong(rng, n, dims, units):
    """Weights so large that what was drawn decides what comes."""
    case = _nade_sample(rng, n, dims, units)
    for name in ("W", "V"):
        case[name].args["data"][:] *= 4.0
    return case


def _nearly_sure(rng):
    """Pixels of chance 0.0009 or 0.9991, and uniforms close to 0 and 1, on either side."""
    case = _nade_sample(rng, 6, 4, 2)
    case["V"].args["data"][:] = 0.0
    case["b"].args["data"][:] = rng.choice([-7.0, 7.0], size=4)
    case["uniforms"].args["data"][:] = rng.choice([0.0002, 0.004, 0.996, 0.9998], size=(6, 4))
    return case


def _fair_coins(uniforms):
    """A NADE without weights: each pixel is 1 with probability 1/2."""
    dims = len(uniforms[0])
    names = {"W": (2, dims), "c": (2,), "V": (dims, 2), "b": (dims,)}
    return {"uniforms": tensor(uniforms)} | {name: tensor(np.zeros(shape)) for name, shape in names.items()}


NADE_SAMPLE = Exercise(
    id="nade_sample",
    title="Sampling, one pixel after the other",
    points=3,
    minutes=15,
    difficulty=2,
    reference=autoregressive.nade_sample,
    public={
        "main": [
            {
                "uniforms": tensor([[0.2, 0.6], [0.9, 0.1], [0.4, 0.9]]),
                "W": tensor([[6.0, 1.0]]),
                "c": tensor([-3.0]),
                "V": tensor([[1.0], [-4.0]]),
                "b": tensor([0.0, 1.0]),
            },
            _nade_sample(np.random.default_rng(43), 6, 5, 3),
            _nade_sample(np.random.default_rng(44), 4, 4, 4),
            _nade_sample(np.random.default_rng(45), 1, 6, 2),
            _nade_sample(np.random.default_rng(46), 5, 1, 3),
        ],
        "ties": [_fair_coins([[0.5, 0.25], [0.75, 0.5]]), _fair_coins([[0.0, 0.5, 0.75]])],
    },
    hidden=lambda rng: {
        "main": [
            _nade_sample(rng, *sizes)
            for sizes in ((20, 6, 4), (30, 12, 6), (1, 9, 5), (8, 1, 2), (5, 5, 5), (9, 6, 1))
        ]
        + [_strong(rng, 12, 5, 5), _nearly_sure(rng)],
        "ties": [_fair_coins(rng.choice([0.25, 0.5, 0.75], size=(6, 3)))],
    },
    properties=(
        Property("each pixel drawn from its conditional"),
        Property("a pixel whose u equals p is 0", on="ties", share=0.25),
    ),
)


@NADE_SAMPLE.wrong(
    "all at once",
    hint="You drew every pixel as if nothing had been drawn before it. A pixel that was drawn as 1 must change the chances of those after it: where do your hidden units learn of it?",
)
def nade_sample_at_once(uniforms, W, c, V, b):
    chances = torch.sigmoid(V @ torch.sigmoid(c) + b)
    return (uniforms < chances).to(W.dtype)


@NADE_SAMPLE.wrong(
    "threshold at 1/2",
    hint="You took the more likely value of each pixel, so every sample is the same picture. A pixel with chance 0.3 is 1 in three samples of ten: what are the uniforms for?",
)
def nade_sample_threshold(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i]) > 0.5).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return x


@NADE_SAMPLE.wrong(
    "comparison reversed",
    hint="Your pixel is 1 where the uniform is large. How often is a uniform number below 0.3, and how often should a pixel with chance 0.3 be 1?",
)
def nade_sample_reversed(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (uniforms[:, i] > torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return x


@NADE_SAMPLE.wrong(
    "chances read, not draws",
    hint="Your hidden units read the chance of a pixel instead of the pixel. The next conditional is given what was drawn, 0 or 1: what should be added to the running sum?",
)
def nade_sample_of_chances(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        sums = sums + p[:, None] * W[:, i]
    return x


@NADE_SAMPLE.wrong(
    "bias c dropped",
    hint="Before the first pixel is drawn, the hidden units already have an input: their own bias c. What does your running sum start from?",
)
def nade_sample_no_bias(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = torch.zeros(len(x), len(c), dtype=x.dtype)
    for i in range(x.shape[1]):
        x[:, i] = (uniforms[:, i] < torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return x


@NADE_SAMPLE.wrong(
    "uniforms read, not draws",
    hint="Your hidden units read the uniform numbers instead of the pixels. The next conditional is given what was drawn, 0 or 1: when is that known?",
)
def nade_sample_of_uniforms(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (uniforms[:, i] < torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])).to(x.dtype)
        sums = sums + uniforms[:, i : i + 1] * W[:, i]
    return x


def _sampled(uniforms, W, c, V, b, bend=torch.sigmoid, start=1.0, again=0.0, drawn=torch.lt):
    """Samples of a NADE with other hidden units, another share of c, or another comparison."""
    x = torch.zeros_like(uniforms)
    sums = start * c.expand(len(x), -1)
    for i in range(x.shape[1]):
        p = torch.sigmoid(bend(sums) @ V[i] + b[i])
        x[:, i] = drawn(uniforms[:, i], p).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i] + again * c
    return x


@NADE_SAMPLE.wrong(
    "bias b dropped",
    hint="You left out one of the two biases. With no hidden unit at all, each pixel would still have a chance of its own: which parameter holds it?",
)
def nade_sample_no_output_bias(uniforms, W, c, V, b):
    return _sampled(uniforms, W, c, V, torch.zeros_like(b))


@NADE_SAMPLE.wrong(
    "bias c at every step",
    hint="You added the hidden bias c again at every pixel. The running sum holds c once: which new term does a pixel bring?",
)
def nade_sample_bias_again(uniforms, W, c, V, b):
    return _sampled(uniforms, W, c, V, b, again=1.0)


@NADE_SAMPLE.wrong(
    "another function in the hidden units",
    hint="Your hidden units are not those of the formula: h_i is a sigmoid of the running sum. Which function stands between the sum and V in yours?",
)
def nade_sample_linear(uniforms, W, c, V, b):
    return _sampled(uniforms, W, c, V, b, bend=lambda sums: sums)


@NADE_SAMPLE.wrong(
    "only the last pixel is read",
    hint="Your hidden units know one pixel only, the last one. All the pixels before x_i may change its chance: what do you add the new term to?",
)
def nade_sample_last_pixel(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        x[:, i] = (uniforms[:, i] < torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])).to(x.dtype)
        sums = c + x[:, i : i + 1] * W[:, i]
    return x


@NADE_SAMPLE.wrong(
    "a tie is a one",
    hint="Where u equals p your pixel is 1. Put p = 0: may u = 0 make the pixel 1? Which comparison is asked for?",
)
def nade_sample_ties(uniforms, W, c, V, b):
    return _sampled(uniforms, W, c, V, b, drawn=torch.le)


@NADE_SAMPLE.wrong(
    "chances returned, not draws",
    hint="You returned the chances of the pixels. A sample has zeros and ones: which comparison makes a draw of a chance?",
)
def nade_sample_chances(uniforms, W, c, V, b):
    x, chances = torch.zeros_like(uniforms), torch.zeros_like(uniforms)
    sums = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        chances[:, i] = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < chances[:, i]).to(x.dtype)
        sums = sums + x[:, i : i + 1] * W[:, i]
    return chances


@NADE_SAMPLE.wrong(
    "the uniforms compared with 1/2",
    hint="Your pixels depend on the uniforms alone: each is 1 half of the time. What chance does the model give the pixel, and where does it enter?",
)
def nade_sample_coins(uniforms, W, c, V, b):
    return (uniforms < 0.5).to(W.dtype)


@NADE_SAMPLE.wrong(
    "one uniform for all pixels",
    hint="You used the first uniform of a row for all its pixels. Pixel i has a uniform of its own: which column holds it?",
)
def nade_sample_first_uniform(uniforms, W, c, V, b):
    return _sampled(uniforms[:, :1].expand_as(uniforms).clone(), W, c, V, b)


@NADE_SAMPLE.alternative
def nade_sample_columns(uniforms, W, c, V, b):
    sums = c[:, None].repeat(1, len(uniforms))
    columns = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(V[i] @ torch.sigmoid(sums) + b[i])
        drawn = (uniforms[:, i] < p).double()
        sums = sums + torch.outer(W[:, i], drawn)
        columns.append(drawn)
    return torch.stack(columns, dim=1)


@NADE_SAMPLE.alternative
def nade_sample_from_scratch(uniforms, W, c, V, b):
    x = torch.zeros(uniforms.shape, dtype=torch.int64)
    for i in range(uniforms.shape[1]):
        hidden = torch.sigmoid(c + x[:, :i].double() @ W[:, :i].T)
        p = torch.sigmoid((hidden * V[i]).sum(1) + b[i])
        x[:, i] = torch.where(uniforms[:, i] < p, 1, 0)
    return x


@NADE_SAMPLE.alternative
def nade_sample_in_lists(uniforms, W, c, V, b):
    rows = []
    for u in uniforms:
        x = torch.zeros(len(b), dtype=W.dtype)
        for i in range(len(b)):
            hidden = torch.sigmoid(c + W[:, :i] @ x[:i])
            x[i] = float(u[i] < torch.sigmoid(V[i] @ hidden + b[i]))
        rows.append(x)
    return torch.stack(rows)
