"""From energies to probabilities: the questions of `boltzmann`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import tensor
from gmcourse.reference import energies


def _cases(rng):
    return {
        "main": [
            *({"energy": tensor(rng.normal(size=k))} for k in (2, 7)),
            {"energy": tensor(3 * rng.random(4))},
            {"energy": tensor([1.5, 0.25, 1.5])},
        ],
        "far": [
            {"energy": tensor(rng.uniform(900, 5000) + rng.normal(size=4))},
            {"energy": tensor(-rng.uniform(900, 5000) + rng.normal(size=3))},
            {"energy": tensor([-4000.0, *rng.normal(size=2), 6000.0, -4000.5])},
        ],
        "edges": [
            {"energy": tensor([np.inf, *rng.normal(size=3)])},
            {"energy": tensor([*(rng.uniform(2000, 5000) + rng.normal(size=2)), np.inf])},
            {"energy": tensor(rng.normal(size=1) - 2)},
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(81))
    cases["main"].insert(0, {"energy": tensor([0.0, 1.0, 2.0])})
    return cases


BOLTZMANN = Exercise(
    id="boltzmann",
    title="From energies to probabilities",
    points=2,
    minutes=8,
    difficulty=1,
    reference=energies.boltzmann,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the probabilities"),
        Property("energies of thousands", on="far", share=0.5),
        Property("a state of infinite energy; a single state", on="edges", share=0.5),
    ),
)


@BOLTZMANN.wrong(
    "sign",
    hint="Your likeliest state is the one with the highest energy. Balls roll downhill: which energy should be the most probable?",
)
def sign(energy):
    return torch.softmax(energy, dim=0)


@BOLTZMANN.wrong(
    "overflow",
    hint="exp(-1000) is 0 and exp(1000) infinite in a float, and energies that are clipped are others: what may you add to all energies without changing any probability?",
)
def overflow(energy):
    p = torch.exp(-energy)
    return p / p.sum()


@BOLTZMANN.wrong(
    "not normalised",
    hint="Add up your answers: do they give 1? By which number are they to be divided?",
)
def not_normalised(energy):
    return torch.exp(-energy)


@BOLTZMANN.wrong(
    "log-probabilities",
    hint="Your answers are negative: they are logarithms. What is asked for?",
)
def log_probabilities(energy):
    return torch.log_softmax(-energy, dim=0)


@BOLTZMANN.wrong(
    "divided by the largest",
    hint="Your largest answer is exactly 1. Shifting all energies is free, but the sum must still be 1: what is missing?",
)
def divided_by_the_largest(energy):
    return torch.exp(-(energy - energy.min()))


@BOLTZMANN.wrong(
    "shifted by the largest energy",
    hint="You shift so that the highest energy, or the highest finite one, becomes 0. Then lower ones are negative, and exp(-E) overflows: which state should get the energy 0?",
)
def shifted_by_the_largest_energy(energy):
    p = torch.exp(-(energy - energy.max()))
    return p / p.sum()


@BOLTZMANN.wrong(
    "half the energy",
    hint="You used exp(-E / 2). The 1/2 in a Gaussian belongs to its energy, (x - m)^2 / (2 var): here the energy is given as it is.",
)
def half_the_energy(energy):
    return torch.softmax(-energy / 2, dim=0)


@BOLTZMANN.wrong(
    "share of the energy",
    hint="You divided by the sum, but of what? A state's weight falls exponentially with its energy.",
)
def share_of_the_energy(energy):
    return energy / energy.sum()


@BOLTZMANN.wrong("overflow, and 0 for nan", like="overflow")
def overflow_to_zero(energy):
    p = torch.exp(-energy)
    return torch.nan_to_num(p / p.sum())


@BOLTZMANN.wrong("divided by the mean", like="not normalised")
def divided_by_the_mean(energy):
    p = torch.exp(energy.min() - energy)
    return p / p.mean()


@BOLTZMANN.wrong("shifted by the largest finite energy", like="shifted by the largest energy")
def shifted_by_the_largest_finite(energy):
    p = torch.exp(energy[torch.isfinite(energy)].max() - energy)
    return p / p.sum()


@BOLTZMANN.wrong("shifted by the mean", like="overflow")
def shifted_by_the_mean(energy):
    p = torch.exp(energy.mean() - energy)
    return p / p.sum()


@BOLTZMANN.wrong("share of what is missing from the sum", like="share of the energy")
def share_of_the_rest(energy):
    rest = energy.sum() - energy
    return rest / rest.sum()


@BOLTZMANN.wrong("sign, by hand", like="sign")
def sign_by_hand(energy):
    p = torch.exp(energy)
    return p / p.sum()


@BOLTZMANN.wrong("log-probabilities of the wrong sign", like="log-probabilities")
def logarithms_of_the_wrong_sign(energy):
    return torch.log_softmax(energy, dim=0)


@BOLTZMANN.wrong("divided by the largest, without a shift", like="divided by the largest")
def divided_by_the_largest_of_all(energy):
    p = torch.exp(-energy)
    return p / p.max()


@BOLTZMANN.wrong("divided by the length", like="not normalised")
def divided_by_the_length(energy):
    p = torch.exp(energy.min() - energy)
    return p / p.norm()


@BOLTZMANN.wrong("divided by the number of states", like="not normalised")
def divided_by_the_count(energy):
    return torch.exp(-energy) / len(energy)


@BOLTZMANN.wrong("clamped", like="overflow")
def clamped(energy):
    p = torch.exp(-energy.clamp(-50, 50))
    return p / p.sum()


@BOLTZMANN.wrong("a tiny number in the denominator", like="overflow")
def tiny_below(energy):
    p = torch.exp(-energy)
    return p / (p.sum() + 1e-12)


@BOLTZMANN.wrong("share of 1 / energy", like="share of the energy")
def share_of_the_inverse(energy):
    return 1 / energy / (1 / energy).sum()


@BOLTZMANN.alternative
def by_shifting(energy):
    weight = torch.exp(energy.min() - energy)
    return weight / weight.sum()


@BOLTZMANN.alternative
def by_logsumexp(energy):
    return torch.exp(-energy - torch.logsumexp(-energy, 0))


@BOLTZMANN.alternative
def by_pairs(energy):
    return torch.stack(
        [
            1 / torch.exp(e - energy).sum() if torch.isfinite(e) else torch.zeros((), dtype=e.dtype)
            for e in energy
        ]
    )


@BOLTZMANN.alternative
def by_numpy(energy):
    from scipy.special import softmax

    return torch.from_numpy(softmax(-energy.numpy()))
