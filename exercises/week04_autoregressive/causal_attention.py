"""Attention that does not look ahead: the questions of `causal_attention`, its wrong answers and other right ways."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, normal, tensor, trained
from gmcourse.reference import autoregressive


def _attention(rng, batch, length, width, scale=1.0):
    return {name: normal(rng, batch, length, width, scale=scale) for name in ("q", "k", "v")}


def _with_scores_of_zero(rng, batch, length, width):
    """One key that no query is like: a score of 0 is allowed, and no sign of what is forbidden."""
    case = _attention(rng, batch, length, width)
    case["k"].args["data"][:, 1] = 0.0
    return case


def _ever_larger(rng, length, width):
    """Scores that grow by hundreds from each position to the next, so that the later ones drown the earlier."""
    case = _attention(rng, 1, length, width)
    case["q"].args["data"][:] = 1.0
    case["k"].args["data"][:] = 400.0 * (np.arange(length) - length // 2)[None, :, None]
    return case


_NAMES = ("q", "k", "v")


CAUSAL_ATTENTION = Exercise(
    id="causal_attention",
    title="Attention that does not look ahead",
    points=3,
    minutes=20,
    difficulty=2,
    reference=autoregressive.causal_attention,
    public={
        "main": [
            {
                "q": tensor([[[1.0, 0.0], [0.0, 2.0]]]),
                "k": tensor([[[1.0, 1.0], [0.0, 1.0]]]),
                "v": tensor([[[1.0, 2.0], [3.0, 4.0]]]),
            },
            _attention(np.random.default_rng(51), 2, 3, 4),
            _attention(np.random.default_rng(53), 3, 3, 3),
            _attention(np.random.default_rng(54), 1, 4, 1),
            _attention(np.random.default_rng(55), 1, 3, 2, scale=12.0),
            _with_scores_of_zero(np.random.default_rng(57), 1, 3, 2),
            _ever_larger(np.random.default_rng(58), 4, 1),
        ],
        "first": [_attention(np.random.default_rng(52), 2, steps, 3) for steps in (1, 2)],
        "trained": [trained(_attention(np.random.default_rng(56), 1, 3, 2), *_NAMES)],
    },
    hidden=lambda rng: {
        "main": [
            _attention(rng, 2, 5, 4),
            _attention(rng, 3, 8, 3, scale=2.0),
            _attention(rng, 1, 4, 2),
            _attention(rng, 3, 3, 3),
        ]
        + [
            _attention(rng, 2, 4, 1),
            _attention(rng, 2, 4, 3, scale=12.0),
            _with_scores_of_zero(rng, 2, 4, 3),
            _ever_larger(rng, 5, 1),
        ],
        "first": [_attention(rng, 2, steps, 5) for steps in (1, 2)],
        "trained": [trained(_attention(rng, 2, 4, 3), *_NAMES)],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("what each position gathers"),
        Property("one position sees itself, a second one both", on="first", share=0.25),
        TRAINED,
    ),
)


@CAUSAL_ATTENTION.wrong(
    "no mask",
    hint="Your first position already looks at the last one. Change v at the last position: which rows of your result move, and which may?",
)
def attention_unmasked(q, k, v):
    return torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2) @ v


@CAUSAL_ATTENTION.wrong(
    "mask after softmax",
    hint="You struck out weights after they were normalised, so the rest no longer sums to 1. Where must the mask stand for the softmax to share everything among what is allowed?",
)
def attention_late_mask(q, k, v):
    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2)
    return torch.tril(weights) @ v


@CAUSAL_ATTENTION.wrong(
    "no 1/sqrt(E)",
    hint="The sum of E products has a standard deviation of sqrt(E): undivided, the softmax of a wide model is nearly a maximum. What brings the scores back to size one?",
)
def attention_unscaled(q, k, v):
    scores = q @ k.transpose(1, 2)
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@CAUSAL_ATTENTION.wrong(
    "divided by E",
    hint="You divided the scores by E. Their standard deviation grows like the square root of E: now they shrink as the model gets wider, and every position gets the same weight.",
)
def attention_overscaled(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2]
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@CAUSAL_ATTENTION.wrong(
    "0 instead of -inf",
    hint="A score of 0 is no ban: exp(0) is 1, so the forbidden positions still get weight. Which score gives the weight 0 after the exponential?",
)
def attention_zeroed(q, k, v):
    scores = torch.tril(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]))
    return torch.softmax(scores, 2) @ v


@CAUSAL_ATTENTION.wrong(
    "softmax over queries",
    hint="Your weights sum to 1 over the positions that ask, not over those that are looked at. Each query shares one unit of attention among its keys: which axis is that?",
)
def attention_over_queries(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 1) @ v


@CAUSAL_ATTENTION.wrong(
    "one position ahead",
    hint="Your position t already looks at position t + 1. Change v at the second position: may the first row of your result move?",
)
def attention_one_ahead(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    later = torch.ones_like(scores).triu(2).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@CAUSAL_ATTENTION.wrong(
    "divided by the root of T",
    hint="You divided the scores by the length, or by its root. A score is a sum over E products: whose number sets its size?",
)
def attention_by_length(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[1])
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@CAUSAL_ATTENTION.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def attention_cut(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True).detach()


@CAUSAL_ATTENTION.wrong(
    "normalised again after the mask",
    hint="Beside a far larger score, those that are allowed had a weight of 0, or nearly, before you normalised again. Which scores should be gone by then?",
)
def attention_renormalised(q, k, v, epsilon=0.0):
    weights = torch.tril(torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2))
    return weights / (weights.sum(2, keepdim=True) + epsilon) @ v


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-6", like="normalised again after the mask")
def attention_renormalised_with_6(q, k, v):
    return attention_renormalised(q, k, v, 1e-6)


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-8", like="normalised again after the mask")
def attention_renormalised_with_8(q, k, v):
    return attention_renormalised(q, k, v, 1e-8)


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-10", like="normalised again after the mask")
def attention_renormalised_with_10(q, k, v):
    return attention_renormalised(q, k, v, 1e-10)


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-12", like="normalised again after the mask")
def attention_renormalised_with_12(q, k, v):
    return attention_renormalised(q, k, v, 1e-12)


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-20", like="normalised again after the mask")
def attention_renormalised_with_20(q, k, v):
    return attention_renormalised(q, k, v, 1e-20)


@CAUSAL_ATTENTION.wrong(
    "a score that is not low enough",
    hint="Your forbidden positions have a finite score. Where the allowed scores are lower still, the weight goes to what is forbidden: which number lies below every score?",
)
def attention_finite(q, k, v, ban=-100.0):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, ban), 2) @ v


@CAUSAL_ATTENTION.wrong("a score of -10", like="a score that is not low enough")
def attention_of_minus_10(q, k, v):
    return attention_finite(q, k, v, -10.0)


@CAUSAL_ATTENTION.wrong("a score of -50", like="a score that is not low enough")
def attention_of_minus_50(q, k, v):
    return attention_finite(q, k, v, -50.0)


def _masked(q, k, v, forbidden, scores=None, axis=2):
    """Attention whose forbidden pairs, scores, or axis of the softmax are others."""
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2]) if scores is None else scores
    return torch.softmax(scores.masked_fill(forbidden, -math.inf), axis) @ v


@CAUSAL_ATTENTION.wrong(
    "itself forbidden",
    hint="Your position t may not look at itself, so that nothing is left for the first one. Is position t among those that it may see?",
)
def attention_strict(q, k, v):
    return _masked(q, k, v, torch.ones(q.shape[1], q.shape[1]).triu().bool())


@CAUSAL_ATTENTION.wrong("itself forbidden, nan to 0", like="itself forbidden")
def attention_strict_without_nan(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    weights = torch.softmax(scores.masked_fill(torch.ones_like(scores).triu() > 0, -math.inf), 2)
    return torch.nan_to_num(weights) @ v


@CAUSAL_ATTENTION.wrong(
    "mask reversed",
    hint="You forbade what came before, and allowed what comes after. Change v at the last position: which rows of your result move?",
)
def attention_reversed(q, k, v):
    return _masked(q, k, v, torch.ones(q.shape[1], q.shape[1]).tril(-1).bool())


@CAUSAL_ATTENTION.wrong("the past and itself forbidden", like="mask reversed")
def attention_of_the_future(q, k, v):
    return _masked(q, k, v, torch.ones(q.shape[1], q.shape[1]).tril().bool())


@CAUSAL_ATTENTION.wrong(
    "weights transposed",
    hint="Your weights were turned round before they met v, or queries and keys have changed places. In row t of the scores, who asks, and who is looked at?",
)
def attention_of_transposed_weights(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2).transpose(1, 2) @ v


@CAUSAL_ATTENTION.wrong("queries and keys exchanged", like="weights transposed")
def attention_exchanged(q, k, v):
    later = torch.ones(q.shape[1], q.shape[1]).triu(1).bool()
    return _masked(q, k, v, later, k @ q.transpose(1, 2) / math.sqrt(q.shape[2]))


@CAUSAL_ATTENTION.wrong(
    "multiplied by the root of E",
    hint="You made the scores larger by the root of E. The sum of E products is already of that size: what brings it back to one?",
)
def attention_multiplied(q, k, v):
    later = torch.ones(q.shape[1], q.shape[1]).triu(1).bool()
    return _masked(q, k, v, later, q @ k.transpose(1, 2) * math.sqrt(q.shape[2]))


@CAUSAL_ATTENTION.wrong("divided by T", like="divided by the root of T")
def attention_by_whole_length(q, k, v):
    later = torch.ones(q.shape[1], q.shape[1]).triu(1).bool()
    return _masked(q, k, v, later, q @ k.transpose(1, 2) / q.shape[1])


@CAUSAL_ATTENTION.wrong(
    "softmax overflows",
    hint="exp of a large score is infinite, and infinity over infinity is nan. Adding a constant to all scores of a row changes nothing: which constant makes the largest of them harmless?",
)
def attention_overflows(q, k, v):
    weights = torch.tril(torch.exp(q @ k.transpose(1, 2) / math.sqrt(q.shape[2])))
    return weights / weights.sum(2, keepdim=True) @ v


@CAUSAL_ATTENTION.wrong("mask added to the scores", like="a score that is not low enough")
def attention_of_added_ones(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    return torch.softmax(scores + torch.ones_like(scores).tril(), 2) @ v


@CAUSAL_ATTENTION.wrong("100 taken from the scores", like="a score that is not low enough")
def attention_lowered(q, k, v, ban=-100.0):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    return torch.softmax(scores + ban * torch.ones_like(scores).triu(1), 2) @ v


@CAUSAL_ATTENTION.wrong("-10 added to the scores", like="a score that is not low enough")
def attention_lowered_10_0(q, k, v):
    return attention_lowered(q, k, v, -10.0)


@CAUSAL_ATTENTION.wrong("-50 added to the scores", like="a score that is not low enough")
def attention_lowered_50_0(q, k, v):
    return attention_lowered(q, k, v, -50.0)


@CAUSAL_ATTENTION.wrong("normalised again after the mask, with 1e-7", like="normalised again after the mask")
def attention_renormalised_with_7(q, k, v):
    return attention_renormalised(q, k, v, 1e-7)


@CAUSAL_ATTENTION.wrong("normalised again, with at least 1e-8", like="normalised again after the mask")
def attention_renormalised_from(q, k, v, least=1e-8):
    weights = torch.tril(torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2))
    return weights / weights.sum(2, keepdim=True).clamp(min=least) @ v


@CAUSAL_ATTENTION.alternative
def attention_of_torch(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)


@CAUSAL_ATTENTION.alternative
def attention_loops(q, k, v):
    rows = []
    for t in range(q.shape[1]):
        scores = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) / q.shape[2] ** 0.5
        rows.append(torch.einsum("bs,bse->be", scores.softmax(1), v[:, : t + 1]))
    return torch.stack(rows, dim=1)


@CAUSAL_ATTENTION.alternative
def attention_added_mask(q, k, v):
    length = q.shape[1]
    mask = torch.full((length, length), float("-inf"), dtype=q.dtype).triu(1)
    return torch.softmax(torch.bmm(q, k.mT) * q.shape[-1] ** -0.5 + mask, dim=-1) @ v
