"""Bits per dimension: the questions of `bits_per_dim`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import probability

BITS_PER_DIM = Exercise(
    id="bits_per_dim",
    title="Bits per dimension",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=probability.bits_per_dim,
    public={"main": [{"nll": 100.0, "dims": 64}, {"nll": 3.0, "dims": 2}]},
    hidden=lambda rng: {
        "main": [
            *({"nll": float(rng.uniform(50, 900)), "dims": int(rng.integers(10, 800))} for _ in range(3)),
            {"nll": -float(rng.uniform(50, 900)), "dims": 64},
            {"nll": float(rng.uniform(1, 2)), "dims": 1},
            {"nll": 7e4 + float(rng.uniform(1, 2)), "dims": 3072},
        ]
    },
    properties=(Property("the value"),),
)


@BITS_PER_DIM.wrong(
    "nats",
    hint="You divided by the dimensions but kept nats. A fair coin carries log 2 nats, and one bit: how many bits is one nat?",
)
def bits_in_nats(nll, dims):
    return nll / dims


@BITS_PER_DIM.wrong(
    "not divided by the dimensions",
    hint="You turned nats into bits, but they are the bits of the whole picture. Of which part of it does 'per dimension' speak?",
)
def bits_in_all(nll, dims):
    return nll / np.log(2)


@BITS_PER_DIM.wrong(
    "log10",
    hint="Your change of unit has base 10 in it. A bit answers one yes-or-no question. How many answers are there, and which base does that suggest?",
)
def bits_base_ten(nll, dims):
    return nll / dims / np.log(10)


@BITS_PER_DIM.wrong("divided by log10 of 2", like="log10")
def bits_by_log10(nll, dims):
    return nll / (dims * np.log10(2))


@BITS_PER_DIM.wrong(
    "multiplied by log 2",
    hint="You multiplied by log 2. A bit is less than a nat, so there are more of them: which way does the change of unit go?",
)
def bits_multiplied(nll, dims):
    return nll * np.log(2) / dims


@BITS_PER_DIM.wrong(
    "multiplied by the dimensions",
    hint="You multiplied by the number of dimensions. The bits of the whole picture are shared out among them: which operation does that?",
)
def bits_times_dims(nll, dims):
    return nll * dims / np.log(2)


@BITS_PER_DIM.wrong(
    "sign",
    hint="You turned the sign round. What is given is the negative log-likelihood already: what is there left to turn?",
)
def bits_negative(nll, dims):
    return -nll / dims / np.log(2)


@BITS_PER_DIM.wrong(
    "the logarithm of the nll",
    hint="You took the logarithm of the loss. It is a logarithm already, in another base: how is the base of a logarithm changed?",
)
def bits_log2_of_nll(nll, dims):
    return np.log2(np.abs(nll)) / dims


@BITS_PER_DIM.wrong("of the nll per dimension", like="the logarithm of the nll")
def bits_log2_of_share(nll, dims):
    return np.log2(np.abs(nll / dims))


@BITS_PER_DIM.alternative
def bits_by_log2(nll, dims):
    return nll * np.log2(np.e) / dims


@BITS_PER_DIM.alternative
def bits_float32(nll, dims):
    return np.float32(nll) / np.float32(dims * np.log(2.0))


@BITS_PER_DIM.alternative
def bits_in_float32(nll, dims):
    return np.float32(nll * np.log2(np.e) / dims)
