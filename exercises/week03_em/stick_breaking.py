"""Breaking a stick: the questions of `stick_breaking`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import model_selection


def _pieces(v):
    """What each cut breaks off, (K - 1,)."""
    return v * np.cumprod(np.append(1.0, 1 - v))[:-1]


STICK_BREAKING = Exercise(
    id="stick_breaking",
    title="Breaking a stick",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=model_selection.stick_breaking,
    public={
        "main": [{"v": np.array([0.5, 0.5, 0.2])}, {"v": np.array([0.25])}],
        "edges": [{"v": np.array([1.0, 0.3])}, {"v": np.zeros(0)}],
    },
    hidden=lambda rng: {
        "main": [{"v": rng.uniform(0.1, 0.6, size=n)} for n in (1, 2, 5, 12, 60)],
        "edges": [
            {"v": np.zeros(0)},
            {"v": np.array([0.0, 0.4, 0.0])},
            {"v": np.ones(2)},
            {"v": np.array([rng.uniform(), 1.0, rng.uniform(0.1, 0.9)])},
        ],
    },
    properties=(
        Property("the weights"),
        Property("a stick used up early, and a stick never broken", on="edges", share=0.5),
    ),
)


@STICK_BREAKING.wrong(
    "not multiplied by the rest",
    hint="You broke each piece off the whole stick. The second fraction is a fraction of what the first cut left over: how much is that?",
)
def stick_of_the_whole(v):
    return np.append(v, 1 - np.sum(v))


@STICK_BREAKING.wrong(
    "last stick lost",
    hint="You returned one weight for each fraction, and they do not sum to 1. How many pieces do K - 1 cuts leave?",
)
def stick_lost(v):
    return _pieces(v)


@STICK_BREAKING.wrong(
    "a piece shortened by its own cut",
    hint="Each piece was taken from what remained after its own cut. What was left before the cut?",
)
def stick_own_cut(v):
    rest = np.cumprod(1 - v)
    return np.append(v * rest, rest[-1] if len(v) else 1.0)


@STICK_BREAKING.wrong(
    "shortened by its own cut, the rest at the end", like="a piece shortened by its own cut"
)
def stick_with_the_rest(v):
    pieces = v * np.cumprod(1 - v)
    return np.append(pieces, 1 - pieces.sum())


@STICK_BREAKING.wrong(
    "only the cut before",
    hint="Each of your pieces knows of the cut just before it only. What has been broken off by then altogether?",
)
def stick_previous_cut(v):
    left = np.append(1.0, 1 - v)
    return np.append(v, 1.0) * left


@STICK_BREAKING.wrong(
    "the last piece wrong, the others right",
    hint="All your pieces are right but the last one. It is all that is left: what do the others add up to?",
)
def stick_last_after_one_cut(v):
    return np.append(_pieces(v), 1 - v[-1] if len(v) else 1.0)


@STICK_BREAKING.wrong("no last piece without a cut", like="the last piece wrong, the others right")
def stick_last_after_a_cut(v):
    return np.append(_pieces(v), 1 - v[-1])


@STICK_BREAKING.wrong(
    "the last piece after the fractions' sum", like="the last piece wrong, the others right"
)
def stick_last_after_the_sum(v):
    return np.append(_pieces(v), 1 - np.sum(v))


@STICK_BREAKING.wrong("the last piece, one cut short", like="the last piece wrong, the others right")
def stick_last_one_cut_short(v):
    return np.append(_pieces(v), np.prod(1 - v[:-1]))


@STICK_BREAKING.wrong("the last piece after the last piece", like="the last piece wrong, the others right")
def stick_last_after_the_piece(v):
    return np.append(_pieces(v), 1 - _pieces(v)[-1] if len(v) else 1.0)


@STICK_BREAKING.wrong(
    "fraction kept and fraction left exchanged",
    hint="You gave each weight what its cut leaves, and went on with what it breaks off. Which of v and 1 - v is the fraction of a weight?",
)
def stick_exchanged(v):
    return np.append(1 - v, 1.0) * np.cumprod(np.append(1.0, v))


@STICK_BREAKING.wrong(
    "fractions taken from the rest",
    hint="You took the fractions themselves away from the stick. A fraction of a shorter rest is a shorter piece: how much is left after two cuts of one half?",
)
def stick_less_the_fractions(v):
    return np.append(v, 1.0) * (1 - np.append(0.0, np.cumsum(v)))


@STICK_BREAKING.wrong(
    "only the piece before",
    hint="What you call the rest is the whole stick less the piece before. Which other pieces have been broken off by then?",
)
def stick_less_the_piece_before(v):
    pieces, rest = [], 1.0
    for fraction in v:
        pieces.append(fraction * rest)
        rest = 1 - pieces[-1]
    return np.array([*pieces, rest])


@STICK_BREAKING.wrong("only the piece before, the rest at the end", like="only the piece before")
def stick_less_the_piece_before_with_the_rest(v):
    pieces = stick_less_the_piece_before(v)[:-1]
    return np.append(pieces, 1 - pieces.sum())


@STICK_BREAKING.wrong(
    "nothing where nothing is cut",
    hint="Without a fraction nothing is broken off, and yet there is a stick: of how many pieces, and how long?",
)
def stick_gone(v):
    return stick_by_products(v) if len(v) else np.zeros(0)


@STICK_BREAKING.wrong("broken off where nothing is cut", like="nothing where nothing is cut")
def stick_needs_a_cut(v):
    weights, rest = [v[0]], 1 - v[0]
    for fraction in v[1:]:
        weights.append(fraction * rest)
        rest *= 1 - fraction
    return np.array([*weights, rest])


@STICK_BREAKING.wrong("a piece of 0 where nothing is cut", like="nothing where nothing is cut")
def stick_of_no_length(v):
    return stick_by_products(v) if len(v) else np.zeros(1)


@STICK_BREAKING.wrong(
    "on with the piece broken off",
    hint="You went on breaking the piece that was broken off. Which part of the stick is left to be broken?",
)
def stick_of_the_piece(v):
    return np.append(np.cumprod(v), 1 - np.cumprod(v).sum())


@STICK_BREAKING.wrong("on with the piece, the rest by products", like="on with the piece broken off")
def stick_of_the_piece_by_products(v):
    return np.append(v, 1.0) * np.cumprod(np.append(1.0, v))


@STICK_BREAKING.wrong(
    "divided by the sum",
    hint="You divided by the sum to make the pieces one stick. What the statement describes is a sequence of cuts: how long is the stick at the second one?",
)
def stick_normalised(v):
    pieces = np.append(v, 1.0)
    return pieces / pieces.sum()


@STICK_BREAKING.wrong(
    "a last piece of 0 or 1",
    hint="Your last weight is the same number whatever was cut. What is left after the last cut?",
)
def stick_last_zero(v):
    return np.append(_pieces(v), 0.0)


@STICK_BREAKING.wrong("a last piece of 1", like="a last piece of 0 or 1")
def stick_last_one(v):
    return np.append(_pieces(v), 1.0)


@STICK_BREAKING.alternative
def stick_loop(v):
    weights, left = [], 1.0
    for fraction in v:
        weights.append(fraction * left)
        left -= weights[-1]
    return np.array([*weights, left], dtype=np.float32)


@STICK_BREAKING.alternative
def stick_by_products(v):
    k = len(v) + 1
    return np.array([np.prod(1 - v[:j]) * (v[j] if j < k - 1 else 1.0) for j in range(k)])


@STICK_BREAKING.alternative
def stick_by_logs(v):
    with np.errstate(divide="ignore"):
        left = np.exp(np.concatenate([[0.0], np.cumsum(np.log1p(-v))]))
    return [float(a - b) for a, b in zip(left, [*left[1:], 0.0], strict=True)]
