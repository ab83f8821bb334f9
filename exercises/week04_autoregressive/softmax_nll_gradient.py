"""Prediction minus truth: the questions of `softmax_nll_gradient`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import normal, tensor, tokens
from gmcourse.reference import derivations_deep


def _case(rng, n, kinds, scale=1.5):
    return {"logits": normal(rng, n, kinds, scale=scale), "y": tokens(rng, kinds, n)}


SOFTMAX_NLL_GRADIENT = Exercise(
    id="softmax_nll_gradient",
    title="Prediction minus truth",
    points=2,
    minutes=10,
    difficulty=2,
    reference=derivations_deep.softmax_nll_gradient,
    public={
        "main": [
            {"logits": tensor([[0.0, 1.0, 2.0]]), "y": tensor([0])},
            {"logits": tensor([[0.5, -1.0], [3.0, 0.0], [1.0, 1.0]]), "y": tensor([1, 0, 0])},
            _case(np.random.default_rng(41), 4, 5),
        ],
        "extremes": [{"logits": tensor([[1000.0, 0.0], [-1000.0, 0.0]]), "y": tensor([1, 1])}],
    },
    hidden=lambda rng: {
        "main": [_case(rng, *size) for size in ((1, 4), (6, 3), (5, 5), (9, 17))],
        "extremes": [_case(rng, 5, 4, scale=2000.0)],
    },
    properties=(
        Property("the gradient"),
        Property("logits of a thousand", on="extremes", share=0.5),
    ),
)


def _truth(logits, y):
    return F.one_hot(y, logits.shape[1]).to(logits.dtype)


@SOFTMAX_NLL_GRADIENT.wrong(
    "sum over the rows, not the mean",
    hint="You have the gradient of a sum over the rows. The loss is a mean over N rows: what does each row's gradient have to be divided by?",
)
def summed(logits, y):
    return torch.softmax(logits, 1) - _truth(logits, y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "truth minus prediction",
    hint="You have the gradient of the log-likelihood. To make the loss smaller the logit of the truth must grow: which sign has the loss's slope there?",
)
def ascent(logits, y):
    return (_truth(logits, y) - torch.softmax(logits, 1)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "the truth forgotten",
    hint="Your gradient is the softmax alone. The loss is log-sum-exp minus the logit of the truth: what is the derivative of the second term?",
)
def softmax_only(logits, y):
    return torch.softmax(logits, 1) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "softmax over the rows",
    hint="Your softmax runs down the rows, or over all entries. Each row is one prediction over K outcomes: which axis is that?",
)
def over_rows(logits, y):
    return (torch.softmax(logits, 0) - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "divided by all entries",
    hint="You divided by N K. The mean is over the N rows; the K outcomes of a row share one loss.",
)
def by_all_entries(logits, y):
    return (torch.softmax(logits, 1) - _truth(logits, y)) / logits.numel()


@SOFTMAX_NLL_GRADIENT.wrong(
    "the softmax's own slope on top",
    hint="You multiplied by the slope of the softmax or by a part of it, as in a squared error. The logarithm of the likelihood cancels that factor: differentiate log-sum-exp.",
)
def squared_error(logits, y):
    p = torch.softmax(logits, 1)
    return (p - _truth(logits, y)) * p * (1 - p) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "raw logits",
    hint="You subtracted the truth from logits or log-probabilities. The derivative of log-sum-exp is neither, but a probability: which?",
)
def raw(logits, y):
    return (logits - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "exp leaves the floats",
    hint="You divided exponentials of a thousand, which gives nan. What may be taken away from all logits of a row without changing the softmax?",
)
def overflows(logits, y):
    e = torch.exp(logits)
    return (e / e.sum(1, keepdim=True) - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("log-likelihood of a sum", like="truth minus prediction")
def summed_ascent(logits, y):
    return _truth(logits, y) - torch.softmax(logits, 1)


@SOFTMAX_NLL_GRADIENT.wrong("the truth forgotten, summed", like="the truth forgotten")
def summed_softmax_only(logits, y):
    return torch.softmax(logits, 1)


@SOFTMAX_NLL_GRADIENT.wrong("softmax over the rows, summed", like="softmax over the rows")
def summed_over_rows(logits, y):
    return torch.softmax(logits, 0) - _truth(logits, y)


@SOFTMAX_NLL_GRADIENT.wrong("softmax over all entries", like="softmax over the rows")
def over_all_entries(logits, y):
    return (torch.softmax(logits.flatten(), 0).view_as(logits) - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("raw logits, summed", like="raw logits")
def summed_raw(logits, y):
    return logits - _truth(logits, y)


@SOFTMAX_NLL_GRADIENT.wrong("log-softmax in the place of softmax", like="raw logits")
def log_probabilities(logits, y):
    return (torch.log_softmax(logits, 1) - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("p (1 - p) on top, summed", like="the softmax's own slope on top")
def summed_squared_error(logits, y):
    p = torch.softmax(logits, 1)
    return (p - _truth(logits, y)) * p * (1 - p)


@SOFTMAX_NLL_GRADIENT.wrong("p on top", like="the softmax's own slope on top")
def times_p(logits, y):
    p = torch.softmax(logits, 1)
    return (p - _truth(logits, y)) * p / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("the softmax's Jacobian on top", like="the softmax's own slope on top")
def through_softmax(logits, y):
    p = torch.softmax(logits, 1)
    off = p - _truth(logits, y)
    return p * (off - (p * off).sum(1, keepdim=True)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "divided by K, not N",
    hint="You divided by the number of outcomes. The loss is a mean: over what, and which axis counts it?",
)
def by_outcomes(logits, y):
    return (torch.softmax(logits, 1) - _truth(logits, y)) / logits.shape[1]


@SOFTMAX_NLL_GRADIENT.wrong(
    "only the truth's logit",
    hint="Your gradient is 0 at all logits but the truth's. Raise another logit of the row: does the probability of the truth stay the same?",
)
def at_the_truth(logits, y):
    truth = _truth(logits, y)
    return (torch.softmax(logits, 1) - truth) * truth / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("the prediction forgotten", like="only the truth's logit")
def truth_only(logits, y):
    return -_truth(logits, y) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("the logarithm's slope alone", like="only the truth's logit")
def slope_of_the_logarithm(logits, y):
    return -_truth(logits, y) / torch.softmax(logits, 1) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong(
    "sigmoid for softmax",
    hint="You gave each outcome a chance of its own by a sigmoid. Exactly one of the K comes: to what must their chances add up?",
)
def of_sigmoids(logits, y):
    return (torch.sigmoid(logits) - _truth(logits, y)) / len(y)


@SOFTMAX_NLL_GRADIENT.wrong("exp leaves the floats, summed", like="exp leaves the floats")
def summed_overflow(logits, y):
    e = torch.exp(logits)
    return e / e.sum(1, keepdim=True) - _truth(logits, y)


@SOFTMAX_NLL_GRADIENT.alternative
def by_autograd(logits, y):
    leaf = logits.detach().clone().requires_grad_()
    F.cross_entropy(leaf, y).backward()
    return leaf.grad


@SOFTMAX_NLL_GRADIENT.alternative
def row_by_row(logits, y):
    rows = []
    for row, outcome in zip(logits, y, strict=True):
        p = torch.exp(row - torch.logsumexp(row, 0))
        rows.append((p - torch.eye(len(row), dtype=row.dtype)[outcome]) / len(y))
    return torch.stack(rows)


@SOFTMAX_NLL_GRADIENT.alternative
def with_scatter(logits, y):
    p = torch.log_softmax(logits, 1).exp()
    return p.scatter_add(1, y[:, None], -torch.ones_like(p[:, :1])) / len(logits)
