"""Diffusion of texts: the questions of `masked_loss`, its wrong answers and other right ways."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import normal, tensor, truths, whole
from gmcourse.reference import text_diffusion


def _case(logits, tokens, mask, rate):
    return {"logits": logits, "tokens": whole(tokens), "mask": truths(mask), "rate": tensor(rate)}


def _drawn(rng, n, length, kinds, scale=1.5, hidden=0.5):
    mask = rng.random((n, length)) < hidden
    mask.flat[rng.integers(n * length)] = True
    rate = rng.uniform(0.2, 0.8, size=n)
    return _case(
        normal(rng, n, length, kinds, scale=scale), rng.integers(kinds, size=(n, length)), mask, rate
    )


def _all_or_nothing(rng, mask, rate):
    n, length = np.shape(mask)
    return _case(normal(rng, n, length, 4), rng.integers(4, size=(n, length)), mask, rate)


def _cases(rng):
    some = rng.permutation(10).reshape(2, 5) < 6
    return {
        "main": [
            _drawn(rng, 4, 6, 3),
            _drawn(rng, 3, 3, 3),
            _drawn(rng, 2, 5, 7, hidden=0.7),
            _all_or_nothing(rng, np.zeros((2, 4)), [0.2, 0.4]),
        ],
        "small": [_drawn(rng, 1, 4, 5), _drawn(rng, 3, 1, 2, hidden=0.9), _drawn(rng, 1, 1, 3)],
        "edges": [
            _all_or_nothing(rng, np.ones((2, 3)), [1.0, 1.0]),
            _all_or_nothing(rng, [[True] * 5, [False] * 5], [0.9, 0.1]),
            _all_or_nothing(rng, np.zeros((2, 3)), [0.2, 0.05]),
            _all_or_nothing(rng, some, [0.02, 0.7]),
            _all_or_nothing(rng, some, [1e-4, 0.7]),
        ],
        "far": [_drawn(rng, 3, 4, 3, scale=1500.0)],
    }


def _public():
    cases = _cases(np.random.default_rng(92))
    simple = _case(tensor([[[0.0, 0.0], [math.log(3), 0.0]]]), [[0, 0]], [[False, True]], [0.5])
    cases["main"].insert(0, simple)
    return cases


MASKED_LOSS = Exercise(
    id="masked_loss",
    title="Diffusion of texts",
    points=3,
    minutes=20,
    difficulty=2,
    reference=text_diffusion.masked_loss,
    probe="gradients.of_first",
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the loss", part="value"),
        Property("its gradient in the logits", part="gradient"),
        Property("one text, one token", on="small", part="value", share=0.5),
        Property("all hidden, nothing hidden, a small rate", on="edges", part="value", share=0.5),
        Property("logits of a thousand", on="far", part="value", share=0.5),
    ),
)


def _surprise(logits, tokens):
    return -torch.log_softmax(logits, dim=-1).gather(2, tokens[:, :, None])[:, :, 0]


def _weighed(logits, tokens, mask, rate, function):
    """A function of the surprise (N, T) of each token, of the mask as numbers, and of the rate as a column."""
    return function(_surprise(logits, tokens), mask.to(logits.dtype), rate[:, None])


@MASKED_LOSS.wrong(
    "no 1/rate",
    hint="You averaged the surprise of hidden tokens as it is. A text of which little was hidden shows few of its tokens: by what does each of them stand for the others?",
)
def no_1_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m).mean())


@MASKED_LOSS.wrong(
    "unmasked tokens counted",
    hint="You counted the tokens that the model could see as well. What is there to predict?",
)
def unmasked_tokens_counted(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s / r).mean())


@MASKED_LOSS.wrong(
    "mask the wrong way round",
    hint="You counted the tokens that were *not* hidden. True in `mask` means hidden.",
)
def mask_the_wrong_way_round(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * (1 - m) / r).mean())


@MASKED_LOSS.wrong(
    "mean over the hidden tokens",
    hint="You divided by the number of hidden tokens. Over all N T tokens is asked, with 1/rate making up for those in view.",
)
def mean_over_the_hidden_tokens(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r).sum() / m.sum())


@MASKED_LOSS.wrong(
    "hidden tokens counted instead of the rate",
    hint="You divided by the share that happened to be hidden. The expectation is right with the probability, `rate`.",
)
def hidden_tokens_counted_instead_of_the_rate(logits, tokens, mask, rate):
    return _weighed(
        logits, tokens, mask, rate, lambda s, m, r: ((s * m).sum(1) / m.sum(1).clamp(min=1)).mean()
    )


@MASKED_LOSS.wrong(
    "mean over the hidden, no rate",
    hint="You averaged over the hidden tokens of all texts. Then a text that is hidden whole counts most: where does its rate enter?",
)
def mean_over_the_hidden_no_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m).sum() / m.sum())


@MASKED_LOSS.wrong(
    "sum over the tokens",
    hint="You gave nats a text. Nats a token are asked, the mean over all N T tokens.",
)
def sum_over_the_tokens(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r).sum(1).mean())


@MASKED_LOSS.wrong(
    "sum over everything",
    hint="You added up over texts and tokens. A mean over all N T tokens is asked.",
)
def sum_over_everything(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r).sum())


@MASKED_LOSS.wrong(
    "in bits",
    hint="Your answer is in bits. Nats are asked; the notebook divides by log 2 later.",
)
def in_bits(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r).mean() / math.log(2))


@MASKED_LOSS.wrong(
    "one rate for all texts",
    hint="You used the mean rate. Row n was hidden with probability rate[n].",
)
def one_rate_for_all_texts(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m).mean() / r.mean())


@MASKED_LOSS.wrong(
    "something beside the rate",
    hint="You divided by a little more than the rate, or held it up. A rate may be small, but it is never 0: what is there to guard against?",
)
def something_beside_the_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / (r + 1e-8)).mean())


@MASKED_LOSS.wrong("a millionth beside the rate", like="something beside the rate")
def a_millionth_beside_the_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / (r + 1e-6)).mean())


@MASKED_LOSS.wrong("a rate held up", like="something beside the rate")
def a_rate_held_up(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r.clamp(min=1e-3)).mean())


@MASKED_LOSS.wrong(
    "multiplied by the rate",
    hint="You multiplied by the rate. A text that shows little must count for more: divide.",
)
def multiplied_by_the_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m * r).mean())


@MASKED_LOSS.wrong(
    "one minus the rate",
    hint="You divided by 1 - rate, the probability of being in view. Which tokens do you count?",
)
def one_minus_the_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / (1 - r)).mean())


@MASKED_LOSS.wrong(
    "sign",
    hint="Your loss is negative: minimising it makes the tokens unlikely.",
)
def sign(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: -(s * m / r).mean())


@MASKED_LOSS.wrong(
    "cut off from the logits",
    hint="The loss is right, but the gradient that comes back through it to the logits is not its own. At which step does it cease to remember how it was made?",
)
def cut_off_from_the_logits(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / r).mean().detach())


@MASKED_LOSS.wrong(
    "logarithm that is not stable",
    hint="Far out your loss is no number: an exponential overflows, or a probability becomes 0 and its logarithm infinite. torch has a stable logarithm of the softmax.",
)
def not_stable(logits, tokens, mask, rate):
    p = logits.exp() / logits.exp().sum(-1, keepdim=True)
    return (-p.gather(2, tokens[:, :, None])[:, :, 0].log() * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong(
    "logarithm of a probability of 0",
    hint="softmax, then log: a probability below 1e-308 becomes 0 and its logarithm infinite. Take both in one step.",
)
def log_of_zero(logits, tokens, mask, rate):
    p = logits.softmax(-1).gather(2, tokens[:, :, None])[:, :, 0]
    return torch.where(mask, -p.log() / rate[:, None], 0.0).mean()


@MASKED_LOSS.wrong(
    "softmax over the places",
    hint="You normalised over the places of the text. For each place the kinds of token compete: which axis is theirs?",
)
def softmax_over_places(logits, tokens, mask, rate):
    log_p = torch.log_softmax(logits, dim=1).gather(2, tokens[:, :, None])[:, :, 0]
    return (-log_p * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong(
    "no softmax",
    hint="You took the logits as log-probabilities. They do not sum to 1 over the kinds: what is missing?",
)
def no_softmax(logits, tokens, mask, rate):
    return (-logits.gather(2, tokens[:, :, None])[:, :, 0] * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong(
    "the next token",
    hint="You compared each place with the token after it, as a GPT would. A masked model predicts the token at that very place.",
)
def next_token(logits, tokens, mask, rate):
    return (_surprise(logits, tokens.roll(-1, 1)) * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong(
    "a tiny number under the logarithm",
    hint="You added a small number under the logarithm, or clamped what stands there. Where a probability is smaller still, only that number is left of it. How can softmax and logarithm be taken in one step?",
)
def tiny_under_the_log(logits, tokens, mask, rate, epsilon=1e-9):
    p = logits.softmax(-1).gather(2, tokens[:, :, None])[:, :, 0]
    return torch.where(mask, -(p + epsilon).log() / rate[:, None], 0.0).mean()


@MASKED_LOSS.wrong("1e-6 under the logarithm", like="a tiny number under the logarithm")
def tiny_under_the_log_6(logits, tokens, mask, rate):
    return tiny_under_the_log(logits, tokens, mask, rate, 1e-6)


@MASKED_LOSS.wrong("1e-8 under the logarithm", like="a tiny number under the logarithm")
def tiny_under_the_log_8(logits, tokens, mask, rate):
    return tiny_under_the_log(logits, tokens, mask, rate, 1e-8)


@MASKED_LOSS.wrong("1e-10 under the logarithm", like="a tiny number under the logarithm")
def tiny_under_the_log_10(logits, tokens, mask, rate):
    return tiny_under_the_log(logits, tokens, mask, rate, 1e-10)


@MASKED_LOSS.wrong("1e-12 under the logarithm", like="a tiny number under the logarithm")
def tiny_under_the_log_12(logits, tokens, mask, rate):
    return tiny_under_the_log(logits, tokens, mask, rate, 1e-12)


@MASKED_LOSS.wrong("1e-20 under the logarithm", like="a tiny number under the logarithm")
def tiny_under_the_log_20(logits, tokens, mask, rate):
    return tiny_under_the_log(logits, tokens, mask, rate, 1e-20)


@MASKED_LOSS.wrong("the next token, without the last place", like="the next token")
def next_token_cut(logits, tokens, mask, rate):
    return (_surprise(logits[:, :-1], tokens[:, 1:]) * mask[:, 1:] / rate[:, None]).mean()


@MASKED_LOSS.wrong("places in the place of kinds", like="softmax over the places")
def kinds_on_the_wrong_axis(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits, tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong("mask the wrong way round, no rate", like="mask the wrong way round")
def wrong_way_round_no_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * (1 - m)).mean())


@MASKED_LOSS.wrong("unmasked tokens counted, no rate", like="unmasked tokens counted")
def all_counted_no_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: s.mean())


@MASKED_LOSS.wrong(
    "the rate along the tokens",
    hint="rate has one number for each text, shape (N,). Next to (N, T) it runs along the tokens: what turns it into a column?",
)
def rate_along_the_tokens(logits, tokens, mask, rate):
    return (_surprise(logits, tokens) * mask / rate).mean()


@MASKED_LOSS.wrong(
    "no logarithm",
    hint="You took probabilities as they are. Surprise in nats is the negative logarithm of the probability.",
)
def no_logarithm(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: -((-s).exp() * m / r).mean())


@MASKED_LOSS.wrong(
    "softmax twice",
    hint="A softmax is taken twice: by you, and by the function that gives the logarithm. What does that function expect to be handed?",
)
def softmax_twice(logits, tokens, mask, rate):
    return _weighed(logits.softmax(-1), tokens, mask, rate, lambda s, m, r: (s * m / r).mean())


@MASKED_LOSS.wrong(
    "axes reshaped, not exchanged",
    hint="You gave the logits another shape, which leaves the numbers in their order: kinds and places get mixed. What exchanges two axes?",
)
def reshaped(logits, tokens, mask, rate):
    n, length, kinds = logits.shape
    surprise = F.cross_entropy(logits.reshape(n, kinds, length), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()


@MASKED_LOSS.wrong("the share of each text that was hidden", like="hidden tokens counted instead of the rate")
def share_instead_of_the_rate(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: (s * m / m.mean(1, keepdim=True)).mean())


@MASKED_LOSS.wrong("the mean over the hidden of each text", like="hidden tokens counted instead of the rate")
def mean_over_the_hidden_of_each(logits, tokens, mask, rate):
    return _weighed(logits, tokens, mask, rate, lambda s, m, r: ((s * m).sum(1) / m.sum(1)).mean())


@MASKED_LOSS.wrong(
    "backward is called inside",
    hint="The loss is right, but the gradient that is found by training through it is not its own: the call itself has left one in `.grad`. Who is to call backward, your function or who trains with it?",
)
def backward_inside(logits, tokens, mask, rate):
    loss = text_diffusion.masked_loss(logits, tokens, mask, rate)
    if loss.requires_grad:
        loss.backward(retain_graph=True)
    return loss


@MASKED_LOSS.alternative
def by_cross_entropy(logits, tokens, mask, rate):
    n, length, kinds = logits.shape
    each = F.cross_entropy(logits.reshape(-1, kinds), tokens.reshape(-1), reduction="none").reshape(n, length)
    return torch.where(mask, each, 0.0).sum(1).div(rate).sum() / (n * length)


@MASKED_LOSS.alternative
def by_categorical(logits, tokens, mask, rate):
    surprise = -torch.distributions.Categorical(logits=logits).log_prob(tokens)
    return (mask.double() / rate.unsqueeze(1) * surprise).sum() / tokens.numel()


@MASKED_LOSS.alternative
def by_loops(logits, tokens, mask, rate):
    total = logits.sum() * 0
    for n in range(len(tokens)):
        for t in range(tokens.shape[1]):
            if mask[n, t]:
                total = total + (torch.logsumexp(logits[n, t], 0) - logits[n, t, tokens[n, t]]) / rate[n]
    return total / tokens.shape[0] / tokens.shape[1]
