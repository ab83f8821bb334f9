"""Choosing the next token: the questions of `sample_next`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import normal, tensor
from gmcourse.reference import autoregressive


def _sample_next(rng, n, kinds, temperature):
    return {
        "logits": normal(rng, n, kinds),
        "temperature": temperature,
        "uniforms": tensor(np.round(rng.random(n), 4)),
    }


def _impossible_first(rng):
    logits = np.round(rng.normal(size=(4, 5)), 3)
    logits[:, :2] = -np.inf
    return {"logits": tensor(logits), "temperature": 1.0, "uniforms": tensor(np.zeros(4))}


def _sparse(rng):
    """Impossible tokens among possible ones, and every uniform."""
    logits = np.round(rng.normal(size=(12, 6)), 3)
    logits[rng.random((12, 6)) < 0.4] = -np.inf
    logits[:, 3] = np.round(rng.normal(size=12), 3)
    return {"logits": tensor(logits), "temperature": 1.3, "uniforms": tensor(np.round(rng.random(12), 4))}


def _close(rng, temperature):
    """Gaps of the size of a low temperature."""
    logits = 5.0 + np.round(rng.normal(size=(20, 4)), 3) * temperature
    return {
        "logits": tensor(logits),
        "temperature": temperature,
        "uniforms": tensor(np.round(rng.random(20), 4)),
    }


def _cold(rng):
    logits = 17.0 + 2.0 * rng.random((8, 5)).round(3)
    logits[:, 0] = 2.0
    return {
        "logits": tensor(logits),
        "temperature": 0.001,
        "uniforms": tensor(np.round(0.01 + 0.98 * rng.random(8), 4)),
    }


def _next_to_the_steps(rng, gap=2e-5):
    """Uniforms just below and just above a cumulative probability."""
    logits = np.round(rng.normal(size=(10, 5)), 3)
    steps = np.cumsum(np.exp(logits), axis=1) / np.exp(logits).sum(axis=1, keepdims=True)
    uniforms = steps[np.arange(10), rng.integers(4, size=10)] + gap * np.tile([-1.0, 1.0], 5)
    return {"logits": tensor(logits), "temperature": 1.0, "uniforms": tensor(uniforms)}


def _short_of_one(rng):
    """The largest uniform below 1 for rows of which, on any machine, some add up to a little less than 1 in floats.

    Some other uniforms stand among them, or the last token would always be right.
    """
    logits = np.round(rng.normal(size=(60, 7)), 3)
    uniforms = np.full(60, np.nextafter(1.0, 0.0))
    others = rng.permutation(60)[:12]
    uniforms[others] = np.round(0.8 * rng.random(12), 4)
    return {"logits": tensor(logits), "temperature": 1.0, "uniforms": tensor(uniforms)}


SAMPLE_NEXT = Exercise(
    id="sample_next",
    title="Choosing the next token",
    points=2,
    minutes=15,
    difficulty=1,
    reference=autoregressive.sample_next,
    public={
        "main": [
            {
                "logits": tensor(np.tile([0.0, 1.0, 2.0, 0.5], (6, 1))),
                "temperature": 2.0,
                "uniforms": tensor([0.05, 0.2, 0.38, 0.6, 0.75, 0.95]),
            },
            {
                "logits": tensor(np.tile([0.0, 1.0, 2.0, 0.5], (6, 1))),
                "temperature": 0.5,
                "uniforms": tensor([0.01, 0.08, 0.3, 0.6, 0.93, 0.99]),
            },
            _sample_next(np.random.default_rng(57), 1, 5, 1.0),
            _sample_next(np.random.default_rng(58), 4, 4, 3.0),
            {"logits": tensor([[0.5], [-2.0]]), "temperature": 1.0, "uniforms": tensor([0.25, 0.75])},
        ],
        "zero": [
            {
                "logits": tensor([[-np.inf, 0.0, 0.0]]),
                "temperature": 1.0,
                "uniforms": tensor([0.0]),
            },
            {
                "logits": tensor(
                    [
                        [0.0, -np.inf, 1.0, -np.inf],
                        [-np.inf, -1.0, -np.inf, 0.5],
                        [1.0, -np.inf, -np.inf, 1.5],
                    ]
                ),
                "temperature": 1.0,
                "uniforms": tensor([0.3, 0.15, 0.5]),
            },
            {
                "logits": tensor([[0.0, 0.0], [0.0, -np.inf]]),
                "temperature": 1.0,
                "uniforms": tensor([0.5, 0.5]),
            },
            {
                "logits": tensor([[-np.inf, -2000.0], [-np.inf, 0.0], [-np.inf, -2000.0], [-np.inf, 0.0]]),
                "temperature": 1000.0,
                "uniforms": tensor([0.0, 0.0, 0.3, 1e-11]),
            },
        ],
        "rounding": [_short_of_one(np.random.default_rng(60))],
        "cold": [
            {
                "logits": tensor([[1.0, 16.0, 15.0], [2.0, 15.0, 18.0]]),
                "temperature": 0.001,
                "uniforms": tensor([0.5, 0.9]),
            },
            _close(np.random.default_rng(59), 0.001),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _sample_next(rng, *sizes)
            for sizes in ((40, 6, 1.7), (40, 9, 0.4), (1, 5, 2.5), (6, 6, 1.0), (30, 2, 0.7))
        ]
        + [_next_to_the_steps(rng)],
        "rounding": [_short_of_one(rng)],
        "zero": [_impossible_first(rng), _sparse(rng)],
        "cold": [_cold(rng), _close(rng, 0.001), _close(rng, 0.03)],
    },
    properties=(
        Property("the token that the uniform picks", compare="values.int64"),
        Property("the last token, where rounding keeps the sum from exceeding u", on="rounding", share=0.25),
        Property("exceeds, not reaches: u = 0 never picks an impossible token", on="zero", share=0.25),
        Property("a temperature of 0.001 does not overflow", on="cold", share=0.25),
    ),
)


@SAMPLE_NEXT.wrong(
    "multiplies by temperature",
    hint="A high temperature should make the choice more even, yours makes it sharper. Does heat stretch the differences between the logits, or shrink them?",
)
def sample_multiplied(logits, temperature, uniforms):
    cumulative = torch.softmax(logits * temperature, 1).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "argmax",
    hint="You always take the most likely token: the limit of temperature 0. What are the uniforms for?",
)
def sample_argmax(logits, temperature, uniforms):
    return logits.argmax(1)


@SAMPLE_NEXT.wrong(
    "temperature ignored",
    hint="Your draws are the same at each temperature. What must it do to the logits, before the softmax?",
)
def sample_untempered(logits, temperature, uniforms):
    cumulative = torch.softmax(logits, 1).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "divides the probabilities",
    hint="You applied the temperature to probabilities, after a softmax. It is meant to stretch or shrink differences that the softmax has not yet seen: what should be divided instead?",
)
def sample_tempered_late(logits, temperature, uniforms):
    cumulative = (torch.softmax(logits, 1) / temperature).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "reaches instead of exceeds",
    hint="Where a cumulative sum equals u, you stop at it: for an impossible first token and u = 0, both are 0. Which comparison is asked for?",
)
def sample_reaches(logits, temperature, uniforms):
    cumulative = torch.softmax(logits / temperature, 1).cumsum(1)
    return (cumulative[:, :-1] < uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "impossible tokens made possible",
    hint="You gave impossible tokens a chance, if a small one: at u = 0 it is enough. What does the softmax make of minus infinity, if you leave it as it is?",
)
def sample_finite(logits, temperature, uniforms):
    return sample_next_by_comparing(logits.clamp(min=-30), temperature, uniforms)


@SAMPLE_NEXT.wrong("minus a hundred for minus infinity", like="impossible tokens made possible")
def sample_minus_a_hundred(logits, temperature, uniforms):
    return sample_next_by_comparing(logits.nan_to_num(neginf=-100), temperature, uniforms)


@SAMPLE_NEXT.wrong("minus a thousand for minus infinity", like="impossible tokens made possible")
def sample_minus_a_thousand(logits, temperature, uniforms):
    return sample_next_by_comparing(logits.nan_to_num(neginf=-1e3), temperature, uniforms)


@SAMPLE_NEXT.wrong("minus ten thousand for minus infinity", like="impossible tokens made possible")
def sample_minus_ten_thousand(logits, temperature, uniforms):
    return sample_next_by_comparing(logits.nan_to_num(neginf=-1e4), temperature, uniforms)


@SAMPLE_NEXT.wrong("a little beside each probability", like="impossible tokens made possible")
def sample_a_little_more(logits, temperature, uniforms):
    chances = torch.softmax(logits / temperature, 1) + 1e-10
    return sample_next_by_comparing(chances.log(), 1.0, uniforms)


@SAMPLE_NEXT.wrong(
    "softmax overflows",
    hint="You took exponentials of logits that a low temperature has made huge: they are infinite. A softmax stays the same when one number is subtracted from all logits: which number makes it safe?",
)
def sample_overflow(logits, temperature, uniforms):
    scaled = torch.exp(logits / temperature)
    cumulative = (scaled / scaled.sum(1, keepdim=True)).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "one token too late",
    hint="You took the token after the one that the uniform picks. Put u just above 0: which token should come out, if it is possible at all?",
)
def sample_late(logits, temperature, uniforms):
    cumulative = torch.softmax(logits / temperature, 1).cumsum(1)
    return ((cumulative <= uniforms[:, None]).sum(1) + 1).clamp(max=logits.shape[1] - 1)


@SAMPLE_NEXT.wrong(
    "one uniform for all rows",
    hint="You used the first uniform for every row. Row n has a uniform of its own: which shapes do you compare?",
)
def sample_one_uniform(logits, temperature, uniforms):
    cumulative = torch.softmax(logits / temperature, 1).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[0]).sum(1)


def _steps_of(logits, temperature):
    return torch.softmax(logits / temperature, 1).cumsum(1)


@SAMPLE_NEXT.wrong(
    "nothing exceeds u",
    hint="Rounding can leave the last cumulative sum a little below 1, and then none exceeds u. Which token is right there, and which one do you return?",
)
def sample_beyond(logits, temperature, uniforms):
    return (_steps_of(logits, temperature) <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong("the first where nothing exceeds u", like="nothing exceeds u")
def sample_first_at_last(logits, temperature, uniforms):
    return (_steps_of(logits, temperature) > uniforms[:, None]).int().argmax(1)


@SAMPLE_NEXT.wrong("reaches, without a last token", like="reaches instead of exceeds")
def sample_reaches_beyond(logits, temperature, uniforms):
    return (_steps_of(logits, temperature) < uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong("the probabilities' softmax", like="divides the probabilities")
def sample_tempered_twice(logits, temperature, uniforms):
    return (_steps_of(torch.softmax(logits, 1), temperature)[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "one token too early",
    hint="You took the token before the one that the uniform picks. Put u just below 1: which token should come out?",
)
def sample_early(logits, temperature, uniforms):
    return ((_steps_of(logits, temperature)[:, :-1] <= uniforms[:, None]).sum(1) - 1).clamp(min=0)


@SAMPLE_NEXT.wrong(
    "comparison reversed",
    hint="You counted, or looked for, the sums on the wrong side of the uniform. Put u just above 0: which token should come out?",
)
def sample_counts_above(logits, temperature, uniforms):
    above = (_steps_of(logits, temperature) > uniforms[:, None]).sum(1)
    return above.clamp(max=logits.shape[1] - 1)


@SAMPLE_NEXT.wrong("the first that u exceeds", like="comparison reversed")
def sample_first_below(logits, temperature, uniforms):
    return (_steps_of(logits, temperature) <= uniforms[:, None]).int().argmax(1)


@SAMPLE_NEXT.wrong(
    "no cumulative sum",
    hint="You compared the uniform with each token's own probability. Two tokens of chance 1/2: for which u does the second come out?",
)
def sample_without_sum(logits, temperature, uniforms):
    return (torch.softmax(logits / temperature, 1) > uniforms[:, None]).int().argmax(1)


@SAMPLE_NEXT.wrong(
    "not normalised",
    hint="Your chances do not add up to 1: exponentials alone are no distribution. What must each be divided by before a uniform is compared with their sums?",
)
def sample_unnormalised(logits, temperature, uniforms):
    return (torch.exp(logits / temperature).cumsum(1)[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong(
    "softmax over the rows",
    hint="Your probabilities sum to 1 down the rows. Each row is one choice among K tokens: which axis is that?",
)
def sample_over_rows(logits, temperature, uniforms):
    return (torch.softmax(logits / temperature, 0).cumsum(1)[:, :-1] <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.wrong("softmax over the rows, without a last token", like="softmax over the rows")
def sample_over_rows_beyond(logits, temperature, uniforms):
    return (torch.softmax(logits / temperature, 0).cumsum(1) <= uniforms[:, None]).sum(1)


@SAMPLE_NEXT.alternative
def sample_next_argmax(logits, temperature, uniforms):
    cumulative = torch.cumsum(torch.softmax(logits / temperature, -1), -1)
    exceeds = cumulative > uniforms.unsqueeze(1)
    exceeds[:, -1] = True
    return exceeds.int().argmax(-1)


@SAMPLE_NEXT.alternative
def sample_next_search(logits, temperature, uniforms):
    answers = []
    for row, u in zip(logits, uniforms, strict=True):
        cumulative = np.cumsum(torch.softmax(row / temperature, 0).numpy())
        answers.append(min(int(np.searchsorted(cumulative, float(u), side="right")), len(row) - 1))
    return torch.tensor(answers)


@SAMPLE_NEXT.alternative
def sample_next_by_comparing(logits, temperature, uniforms):
    cumulative = torch.cumsum(torch.softmax(logits / temperature, dim=1), dim=1)
    cumulative[:, -1] = 1.0
    first = (cumulative > uniforms.unsqueeze(1)).to(torch.int64)
    return first.argmax(dim=1)
